"""How well the parties within one report are told apart: BCubed and pronouns, beside two baselines.

    python bench/coreference.py FOLDER [--errors N]

FOLDER holds XML files of MEANTIME or ECB+ (`<token>`, `<Markables>`, `<Relations>`). Gold mentions are
those of entities (persons, organisations, places, products) that an annotator put into a chain; each is
looked up in what `find_mentions` gives, a mention not found stands alone. Baselines: one party for each form
as written, one for each last word. For pronouns whose chain has a mention that is none: right if most of the
other gold mentions in the party we gave are of that chain, wrong if not, else open.
"""

from __future__ import annotations

import argparse
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from twosource.mark.mentions import find_mentions
from twosource.mark.parse import parse
from twosource.records import Layout
from twosource.spans import Span

CLOSING = frozenset((",", ".", ";", ":", ")", "'s", "’s", "?", "!", "%", "n't", "]"))
PRONOUNS = frozenset((
    "he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "which", "himself",
    "herself", "itself", "themselves",
))  # fmt: skip
SPOKEN = frozenset(("i", "we", "me", "us", "my", "our", "you", "your", "myself", "ourselves", "mine", "ours"))


@dataclass(frozen=True)
class Gold:
    """A gold mention: its extent in the text, its words, its chain."""

    start: int
    end: int
    words: str
    chain: str


def read(path: Path) -> tuple[str, list[Gold]]:
    """Return the text of a file and its gold mentions of entities."""
    root = ElementTree.parse(path).getroot()
    text, extents = "", {}
    line, sentence = None, None
    for token in root.iter("token"):
        number = token.get("sentence")
        word = token.text or ""
        if text and number != sentence:
            # Title and date line stand for themselves; the rest is one paragraph for every three sentences.
            text += "\n" if line is None or int(number or 0) % 3 == 2 or int(number or 0) < 3 else " "
            line = number
        elif text and word not in CLOSING and not text.endswith(("(", "[", "$")):
            text += " "
        sentence = number
        extents[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word
    return text, list(_gold(root, text, extents))


def _gold(
    root: ElementTree.Element, text: str, extents: Mapping[str | None, tuple[int, int]]
) -> Iterator[Gold]:
    """Yield the gold mentions of entities that stand in a chain."""
    chains = {}
    for tag in ("REFERS_TO", "CROSS_DOC_COREF", "INTRA_DOC_COREF"):
        for relation in root.iter(tag):
            target = relation.find("target")
            for source in relation.findall("source"):
                key = relation.get("r_id") if target is None else target.get("m_id")
                chains[source.get("m_id")] = str(key)
    for mention in root.find("Markables") or ():
        is_entity = mention.tag == "ENTITY_MENTION" or mention.tag.startswith(("HUMAN", "LOC"))
        tokens = [extents[a.get("t_id")] for a in mention.findall("token_anchor") if a.get("t_id") in extents]
        if is_entity and tokens and mention.get("m_id") in chains:
            start, end = min(s for s, _ in tokens), max(e for _, e in tokens)
            words = text[start:end]
            head = mention.get("head") or ""
            if head and head in words:
                start += words.rindex(head)
                end = start + len(head)
            yield Gold(start, end, words, chains[mention.get("m_id")])


def bcubed(gold: Mapping[int, str], got: Mapping[int, str]) -> tuple[float, float, float]:
    """Return BCubed precision, recall and F1 of clusters `got` against `gold`, both by mention."""
    overlap = Counter((gold[m], got[m]) for m in gold)
    sizes, made = Counter(gold.values()), Counter(got[m] for m in gold)
    precision = sum(n * n / made[g] for (_, g), n in overlap.items()) / max(1, len(gold))
    recall = sum(n * n / sizes[c] for (c, _), n in overlap.items()) / max(1, len(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Print the figures for a folder."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--errors", type=int, default=0, help="wrong pronouns to show")
    given = options.parse_args()
    gold: dict[str, dict[int, str]] = defaultdict(dict)
    got: dict[str, dict[int, str]] = defaultdict(dict)
    pronouns: Counter[tuple[str, str]] = Counter()
    errors: list[str] = []
    number = 0
    for path in sorted(given.folder.rglob("*.xml")):
        text, mentions = read(path)
        who = find_mentions(path.name, parse(text, [Span(0, len(text), text)]), Layout(()))
        ours = {m: who.at(m.start, m.end) for m in mentions}
        for m in mentions:
            number += 1
            is_named = m.words[:1].isupper() and m.words.lower() not in PRONOUNS | SPOKEN
            kinds = ["all"] + (["named"] if is_named else [])
            if m.words.lower() in PRONOUNS or is_named:
                kinds.append("named and pronouns")
            for kind in kinds:
                key = f"{path.name}/{ours[m] or number}"
                gold[kind][number] = f"{path.name}/{m.chain}"
                got[kind][number] = key
                got[kind + " same string"][number] = f"{path.name}/{m.words.lower()}"
                got[kind + " same head"][number] = f"{path.name}/{m.words.lower().split()[-1]}"
        others = [m for m in mentions if m.words.lower() not in PRONOUNS | SPOKEN]
        for m in mentions:
            if m.words.lower() in PRONOUNS and any(o.chain == m.chain for o in others):
                verdict = judge(m, others, ours)
                pronouns[m.words.lower(), verdict] += 1
                pronouns["all", verdict] += 1
                if verdict == "wrong":
                    party = next(p for p in who.parties if p.id == ours[m])
                    right = next(o.words for o in others if o.chain == m.chain)
                    around = f"{text[max(0, m.start - 300) : m.start]}[[{m.words}]]{text[m.end : m.end + 60]}"
                    errors.append(f"{path.name}: gave {party.name}, gold {right}\n    {around}")
    report(gold, got, bcubed)
    for word in sorted({word for word, _ in pronouns}):
        print(f"{word:12}", {v: pronouns[word, v] for v in ("right", "wrong", "other", "open")})
    for error in errors[: given.errors]:
        print(error)


def judge(m: Gold, others: list[Gold], ours: Mapping[Gold, str | None]) -> str:
    """Return whether the party of a pronoun is that of its chain: right, wrong, other (no gold), open."""
    if ours[m] is None:
        return "open"
    chains = Counter(o.chain for o in others if ours[o] == ours[m])
    if not chains:
        return "other"
    return "right" if chains[m.chain] * 2 > sum(chains.values()) else "wrong"


def report(
    gold: Mapping[str, Mapping[int, str]],
    got: Mapping[str, Mapping[int, str]],
    score: Callable[[Mapping[int, str], Mapping[int, str]], tuple[float, float, float]],
) -> None:
    """Print BCubed of ours and of the baselines, for each kind of mention."""
    for kind in ("named", "named and pronouns", "all"):
        for name in (kind, kind + " same string", kind + " same head"):
            p, r, f = score(gold[kind], got[name])
            print(f"{name:34} P {p:.3f} R {r:.3f} F {f:.3f}  ({len(gold[kind])} mentions)")


if __name__ == "__main__":
    main()
