"""Copies found among edited ones that this command makes from any folder of reports, beside MinHash.

    python bench/copies.py FOLDER [--copies N] [--seed N]

FOLDER holds what `twosource read` takes, or JSON of the galaxy and news_cluster sets. From each report that
shares no text with another, N copies are made as a desk would: 20 to 90 % of the sentences kept, cut at the
end, picked, put in another order, a few words changed, or two sources mixed; own sentences, a heading and the
lines that a site puts around every article are added, and a third of the copies are shortened again. Traps:
one quotation in the reports of two events, the residue of a site. What counts: pairs of reports that share at
least `SHARED` words in kept sentences; words of the shared stretches in each found pair. The peer is
datasketch's MinHash (5-word shingles, 128 permutations) at thresholds .3 and .5, if it is installed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from twosource.copies import find_copies
from twosource.pipeline import lay_out
from twosource.read import read
from twosource.records import Annotation

SHARED = 40
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[”\"’']*|\n+")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MIN_SENTENCES = 8
MIN_OVERLAP = 9  # words in a row that two different reports must not share
FURNITURE = (
    "Share this article\n\nSign up for our daily newsletter and never miss a story\n\n",
    "Follow us on social media for more updates\n\nSubscribe today for all our stories\n\n",
)
QUOTE = (
    "“We have been working on this for a long time, and nobody who followed the matter will be surprised by"
    " what we decided today, because the reasons are known to all,” a spokeswoman said."
)
PERMUTATIONS, SHINGLE = 128, 5


@dataclass(frozen=True)
class Sentence:
    """A sentence of a made report: its text, and which one of which source it is (`None` for own ones)."""

    text: str
    source: int | None = None
    number: int = -1


def bodies(folder: Path) -> Iterator[str]:
    """Yield the body of each report of a folder."""
    records = []
    for path in sorted(folder.rglob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        found = found if isinstance(found, list) else [found]
        records += [a["text"] for one in found for a in one.get("articles", [one])[:1] if a.get("text")]
    if records:
        inputs = [{"id": str(n), "text": text} for n, text in enumerate(records)]
        reports = tuple(read(record).reports[0] for record in inputs)
    else:
        reports = read(folder).reports
    for annotation in lay_out(reports):
        yield "\n".join(span.text for span in annotation.layout.body())


def sources(folder: Path) -> list[list[str]]:
    """Return the sentences of the reports that share no run of words with one before them."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for body in bodies(folder):
        words = [w.lower() for w in WORD.findall(body)]
        runs = {tuple(words[i : i + MIN_OVERLAP]) for i in range(len(words) - MIN_OVERLAP)}
        sentences = [s.strip() for s in SENTENCE.findall(body) if len(WORD.findall(s)) > 5]
        if len(sentences) >= MIN_SENTENCES and not runs & seen:
            kept.append(sentences)
        seen |= runs
    return kept


def distinct(sentences: Iterable[str]) -> list[str]:
    """Return the sentences that share no run of words with one before them (a slide show repeats itself)."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for sentence in sentences:
        words = [w.lower() for w in WORD.findall(sentence)]
        runs = {tuple(words[i : i + MIN_OVERLAP]) for i in range(max(1, len(words) - MIN_OVERLAP))}
        if not runs & seen:
            kept.append(sentence)
        seen |= runs
    return kept


def edited(chance: random.Random, number: int, texts: Sequence[Sequence[str]]) -> list[Sentence]:
    """Return the sentences of a copy of one source, perhaps mixed with another."""
    kept = taken(chance, number, texts[number])
    kind = chance.choice(("cut", "picked", "reordered", "changed", "mixed"))
    if kind == "reordered":
        chance.shuffle(kept)
    elif kind == "changed":
        rate = chance.uniform(0.02, 0.08)
        kept = [Sentence(changed(chance, s.text, rate), s.source, s.number) for s in kept]
    elif kind == "mixed":
        other = chance.randrange(len(texts))
        kept += taken(chance, other, texts[other]) if other != number else []
    return kept


def taken(chance: random.Random, number: int, sentences: Sequence[str]) -> list[Sentence]:
    """Return 20 to 90 % of the sentences of a source, from its head or picked."""
    share = chance.uniform(0.2, 0.9)
    count = max(2, round(share * len(sentences)))
    places = range(count) if chance.random() < 0.5 else sorted(chance.sample(range(len(sentences)), count))
    return [Sentence(sentences[k], number, k) for k in places]


def changed(chance: random.Random, text: str, rate: float) -> str:
    """Return a sentence with some words left out or replaced."""
    words = text.split(" ")
    new = [w if chance.random() > rate else chance.choice(("", "reportedly", "local", "also")) for w in words]
    return " ".join(w for w in new if w)


def made(texts: Sequence[Sequence[str]], copies: int, seed: int) -> list[list[Sentence]]:
    """Return the reports as sentences: the sources, and copies of them with own sentences between."""
    chance = random.Random(seed)
    half = len(texts) // 2  # the first half is copied; the second gives the own sentences
    reports = [
        [Sentence(s, n, k) for k, s in enumerate(sentences)] for n, sentences in enumerate(texts[:half])
    ]
    own = distinct(s for sentences in texts[half:] for s in sentences)
    chance.shuffle(own)
    for number in range(half):
        for _ in range(copies):
            kept = edited(chance, number, texts[:half])
            if chance.random() < 1 / 3:
                kept = kept[: max(2, len(kept) // 2)]
            for _ in range(min(chance.randrange(6), len(own))):
                kept.insert(chance.randrange(len(kept) + 1), Sentence(own.pop()))
            reports.append(kept)
    for n in chance.sample(range(len(reports)), len(reports) // 5):
        reports[n].insert(chance.randrange(len(reports[n]) + 1), Sentence(QUOTE))
    return reports


def written(chance: random.Random, report: Sequence[Sentence]) -> tuple[str, list[tuple[int, int]]]:
    """Return a report's text and the extent of each of its sentences."""
    text = chance.choice(FURNITURE)
    extents = []
    for n, sentence in enumerate(report):
        extents.append((len(text), len(text) + len(sentence.text)))
        text += sentence.text + ("\n\n" if n % 3 == 2 else " ")
    return text + "\n\n" + chance.choice(FURNITURE), extents


def gold(reports: Sequence[Sequence[Sentence]]) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """Return, by pair of reports, the sentences that both hold, if they have `SHARED` words or more."""
    held = [{(s.source, s.number): s.text for s in r if s.source is not None} for r in reports]
    by_source: dict[int, list[int]] = defaultdict(list)
    for n, sentences in enumerate(held):
        for source in {source for source, _ in sentences}:
            by_source[source].append(n)
    pairs: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for places in by_source.values():
        for x, i in enumerate(places):
            for j in places[x + 1 :]:
                both = set(held[i]) & set(held[j])
                if sum(len(WORD.findall(held[i][key])) for key in both) >= SHARED:
                    pairs[i, j] = both
    return pairs


def words_in(text: str, extents: Sequence[tuple[int, int]]) -> set[int]:
    """Return the places of the words of a text that lie in the extents."""
    return {m.start() for s, e in extents for m in WORD.finditer(text, s, e)}


def prf(hit: float, found: float, wanted: float) -> dict[str, float]:
    """Return precision, recall and F1."""
    p, r = hit / found if found else 0.0, hit / wanted if wanted else 0.0
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0}


def peer(texts: Sequence[str], wanted: set[tuple[int, int]]) -> dict[str, object]:
    """Return what MinHash finds at two thresholds, and how fast; nothing if datasketch is not installed."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        return {"datasketch": "not installed"}
    found: dict[str, object] = {}
    for threshold in (0.3, 0.5):
        began = time.process_time()
        index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        pairs = set()
        for n, text in enumerate(texts):
            words = [w.lower() for w in WORD.findall(text)]
            shingles = {" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1)}
            sketch = MinHash(num_perm=PERMUTATIONS)
            sketch.update_batch(sorted(shingles))
            pairs |= {(int(other), n) for other in index.query(sketch)}
            index.insert(str(n), sketch)
        spent = time.process_time() - began
        scores = prf(len(pairs & wanted), len(pairs), len(wanted))
        found[f"datasketch at {threshold}"] = scores | {"reports a second": round(len(texts) / spent)}
    return found


def score(annotations: Sequence[Annotation], texts: Sequence[tuple[str, list[tuple[int, int]]]],
          reports: Sequence[Sequence[Sentence]]) -> dict[str, object]:  # fmt: skip
    """Return pairs and words found, and the reports a second."""
    began = time.process_time()
    copies = find_copies(annotations)
    spent = time.process_time() - began
    wanted = gold(reports)
    hit = words_hit = words_found = words_wanted = 0
    false = []
    for copy in copies:
        sides = ((int(copy.report), copy.stretches), (int(copy.of), copy.of_stretches))
        pair = min(sides[0][0], sides[1][0]), max(sides[0][0], sides[1][0])
        if pair not in wanted:
            false.append(pair)
            continue
        hit += 1
        for n, spans in sides:
            text, extents = texts[n]
            kept = [
                e for e, s in zip(extents, reports[n], strict=True) if (s.source, s.number) in wanted[pair]
            ]
            true, got = words_in(text, kept), words_in(text, [(span.start, span.end) for span in spans])
            words_hit, words_found, words_wanted = (
                words_hit + len(true & got), words_found + len(got), words_wanted + len(true)
            )  # fmt: skip
    # A pair that shares something, if less than SHARED words, is neither wanted nor wrong.
    some = [p for p in false if not _share_some(reports, *p)]
    return {
        "pairs": prf(hit, hit + len(some), len(wanted)) | {"wanted": len(wanted), "false": len(some)},
        "words of the stretches": prf(words_hit, words_found, words_wanted),
        "reports a second": round(len(annotations) / spent),
    }


def _share_some(reports: Sequence[Sequence[Sentence]], i: int, j: int) -> bool:
    """Return whether two reports share any sentence of a source."""
    one, two = ({(s.source, s.number) for s in reports[n] if s.source is not None} for n in (i, j))
    return bool(one & two)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=4)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    texts = sources(options.folder)
    reports = made(texts, options.copies, options.seed)
    chance = random.Random(options.seed)
    written_out = [written(chance, report) for report in reports]
    records = ({"id": str(n), "text": text} for n, (text, _) in enumerate(written_out))
    annotations = tuple(lay_out([read(record).reports[0] for record in records]))
    result = {"sources": len(texts), "reports": len(reports)} | score(annotations, written_out, reports)
    print(
        json.dumps(result | {"peers": peer([text for text, _ in written_out], set(gold(reports)))}, indent=1)
    )


if __name__ == "__main__":
    main()
