"""Figures of attributions against gold ones, by the rule that the literature's span scores share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import Article, Spans, paragraphs

from twosource.mark import pieces
from twosource.mark.extractor import Extractor, RawAttribution, open_session

WORD = re.compile(r"\w+(?:[’']\w+)?")
KINDS = ("direct", "mixed", "indirect")
Counts = dict[str, float]


def word_set(extents: list[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the numbers of the words that overlap a span."""
    spans = tuple(spans)
    return frozenset(i for i, (s, e) in enumerate(extents) if any(s < b and e > a for a, b in spans))


def kind(text: str, content: Spans) -> str:
    """Return direct (begins with a quotation mark), mixed (holds one) or indirect."""
    said = " ".join(text[s:e] for s, e in content).strip()
    return "direct" if said[:1] in ('"', "“") else "mixed" if re.search('["“”]', said) else "indirect"


def count(article: Article, found: Sequence[RawAttribution], into: Counts) -> None:
    """Add an article's counts: content words; matches one to one at Jaccard >= .5; with source; exact."""
    extents = [m.span() for m in WORD.finditer(article.text)]
    gold = [
        (word_set(extents, a["source"]), word_set(extents, a["content"]), a) for a in article.attributions
    ]
    gold = [g for g in gold if g[1]]
    got = [(word_set(extents, p.source), word_set(extents, p.content)) for p in found]
    got = [p for p in got if p[1]]
    union_gold = frozenset().union(*(g[1] for g in gold))
    union_got = frozenset().union(*(p[1] for p in got))
    pairs = []
    for i, g in enumerate(gold):
        for j, p in enumerate(got):
            share = len(g[1] & p[1]) / len(g[1] | p[1])
            if share >= 0.5:
                pairs.append((-share, not (g[0] & p[0] or not (g[0] or p[0])), i, j))
    taken: dict[int, tuple[bool, bool]] = {}
    used: set[int] = set()
    for share, other, i, j in sorted(pairs):
        if i not in taken and j not in used:
            taken[i] = (not other, not other and share == -1)
            used.add(j)
    add = {
        "gold": len(gold), "got": len(got), "words_gold": len(union_gold), "words_got": len(union_got),
        "words": len(union_gold & union_got), "matched": len(taken),
        "sourced": sum(s for s, _ in taken.values()), "exact": sum(e for _, e in taken.values()),
    }  # fmt: skip
    for i, g in enumerate(gold):
        name = kind(article.text, g[2]["content"])
        add[f"{name}_gold"] = add.get(f"{name}_gold", 0) + 1
        add[f"{name}_matched"] = add.get(f"{name}_matched", 0) + (i in taken)
    for name, value in add.items():
        into[name] = into.get(name, 0) + value


def summary(c: Counts) -> dict[str, float]:
    """Return F1 scores and recall by kind from the counts."""

    def f1(hit: str, got: str, gold: str) -> float:
        return round(2 * c.get(hit, 0) / max(1, c.get(got, 0) + c.get(gold, 0)), 3)

    made = {"content_words": f1("words", "words_got", "words_gold")}
    for name, hit in (("matched", "matched"), ("matched+source", "sourced"), ("exact+source", "exact")):
        made[name] = f1(hit, "got", "gold")
    for name in KINDS:
        made[f"recall {name}"] = round(c.get(f"{name}_matched", 0) / max(1, c.get(f"{name}_gold", 0)), 3)
    return made


def figures(weights: Path, tokens: pieces.Pieces, made: Sequence[Article]) -> dict[str, float]:
    """Return the figures of the exported weights over articles, each line a paragraph."""
    extractor, counts = Extractor(open_session(weights.read_bytes()), tokens), {}
    for article in made:
        count(article, extractor.extract(article.text, paragraphs(article.text)), counts)
    return summary(counts)
