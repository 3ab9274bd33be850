"""What could not be told about the reports of a story, as sentences for the reader."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, islice

from twosource.account.material import Material
from twosource.account.phrases import shortened
from twosource.lexicon import table
from twosource.link.utterances import Utterance
from twosource.mark.figure_counts import person_kinds
from twosource.records import Annotation, Claim, Figure, Unknown
from twosource.weigh.outlets import bare_name

WORD = re.compile(r"[^\W_]+")
QUOTED = re.compile(r"[“\"]([^“”\"\n]{4,400})[”\"]")
QUOTES = '“”"‘’ '
MAX_SHOWN = 120
FEW, NEAR, MAX_COUNTS = 5, 0.9, 3
"""Counts from so many on, one so much of the other, may be of the same persons; so many pairs are told."""

MAX_PAIRS = 400
"""Pairs of quotations with one word in common that are looked at; a story of a thousand reports has more."""


def find_unknowns(material: Material, claims: Sequence[Claim]) -> tuple[Unknown, ...]:
    """Return what is not known, by report in the order of their ids, then what concerns the story."""
    found: list[Unknown] = []
    for annotation in material.annotations:
        found += [Unknown(annotation.report.id, reason) for reason in _of_report(annotation)]
    found += [Unknown(None, reason) for reason in (*_unsure_wordings(material), *_unsure_voices(material))]
    found += [Unknown(None, reason) for reason in _near_counts(material, claims)]
    return tuple(found)


def _of_report(annotation: Annotation) -> Iterator[str]:
    """Yield what is not known of one report."""
    layout = annotation.layout
    if layout.outlet.basis == "unknown":
        yield "Its outlet is not named in the text; it may be one that another report here comes from."
    published = layout.published
    if published.basis == "unknown":
        yield "When it was published is not known."
    elif published.basis == "inferred" and published.evidence is not None:
        day = "The weekday it was published on" if published.precision == "weekday" else "Its date"
        yield f"{day} is inferred from its words “{published.evidence.text}”."
    if not any(credit.kind in {"text", "byline"} for credit in layout.credits):
        yield "It credits no agency for its text; where its own statements come from is not recorded."
    for reason in annotation.reasons:
        yield f"It was read with a note ({reason.code}): {reason.detail}."
    unsaid = [a for a in annotation.marks.attributions if a.strength == "no-details"]
    for attribution in unsaid:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        words = annotation.report.text[min(s.start for s in spans) : max(s.end for s in spans)]
        yield f"It says what is not known: “{' '.join(words.split())}”."


def _unsure_wordings(material: Material) -> Iterator[str]:
    """Yield the pairs of attributions that may be one utterance and are kept apart."""
    items = material.utterances.items
    for i, j in sorted(material.utterances.unsure):
        one, other = (" ".join(span.text for span in items[k].attribution.content) for k in (i, j))
        yield _unsure(material, (i, one), (j, other))


def _unsure(material: Material, *said: tuple[int, str]) -> str:
    """Return the sentence on two wordings, each with its place among the utterances, that may be one."""
    shown = []
    for place, words in said:
        report = material.annotations[material.utterances.items[place].report].report.id
        plain = shortened(" ".join(words.split()).strip(QUOTES + ","), MAX_SHOWN)
        shown.append(f"“{plain}” ({material.tellers[report].label})")
    return f"Whether {shown[0]} and {shown[1]} are one statement is unsure."


def _unsure_voices(material: Material) -> Iterator[str]:
    """Yield the quotations of two speakers of one house that may be one statement in other words.

    The government "accused others of “outside meddling”", and its ministry spoke of “attempts to interfere”.
    """
    items = material.utterances.items
    by_group: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for i, item in enumerate(items):
        for words in _quoted(item):
            for group in {_likes()[w] for w in WORD.findall(words.lower()) if w in _likes()}:
                by_group[group].append((i, words))
    for _, members in sorted(by_group.items()):
        for (i, one), (j, other) in islice(combinations(members, 2), MAX_PAIRS):
            speakers = [material.by_id.get(items[k].speaker or "") for k in (i, j)]
            if items[i].report == items[j].report or None in speakers or speakers[0] is speakers[1]:
                continue
            names = [" ".join(bare_name(p.name).replace("’", "'").split()) for p in speakers if p is not None]
            if any(x.startswith((f"{y} ", f"{y}'s ")) for x, y in (names, names[::-1])):
                yield _unsure(material, (i, one), (j, other))


def _quoted(item: Utterance) -> Iterator[str]:
    """Yield what an attribution quotes."""
    for span in item.attribution.content:
        if item.attribution.kind == "direct":
            yield span.text.strip(QUOTES)
        elif item.attribution.kind == "mixed":
            yield from (match[1] for match in QUOTED.finditer(span.text))


@cache
def _likes() -> dict[str, int]:
    """Return the group of each word that two accounts of one statement choose between."""
    rows = (row[0].split() for row in table("wordings") if row[1] == "like")
    return {word: number for number, words in enumerate(rows) for word in words}


def _near_counts(material: Material, claims: Sequence[Claim]) -> Iterator[str]:
    """Yield the counts of one kind of persons that are nearly the same, and are told of two events.

    "33 mercenaries" were sent and "32 mercenaries" released: whether all of them were is not said.
    """
    compared = {frozenset(d.values) for c in claims for d in c.differences if d.field == "number"}
    met: dict[str, dict[float, tuple[str, Figure]]] = defaultdict(dict)
    for annotation in material.annotations:
        for figure in annotation.marks.figures:
            if figure.value is not None and figure.low == figure.high and _is_of_a_kind(figure):
                met[figure.counts or ""].setdefault(figure.value, (annotation.report.id, figure))
    for _, by_value in sorted(met.items()):
        pairs = combinations(sorted(by_value), 2)
        near = [(a, b) for a, b in pairs if a >= FEW and a >= NEAR * b]
        for low, high in near[:MAX_COUNTS]:
            (one, a), (other, b) = by_value[high], by_value[low]
            is_open = (a.act != b.act or a.act is None) and frozenset(
                (a.span.text, b.span.text)
            ) not in compared
            if is_open:
                counts = f"{_count(material, one, a)} and {_count(material, other, b)}"
                yield f"Whether {counts} are the same is not said."


def _is_of_a_kind(figure: Figure) -> bool:
    """Return whether a figure counts persons by what they are ("mercenaries"), not just people or a crowd."""
    kind = person_kinds().get(figure.counts or "")
    return kind is not None and kind not in ("any", "crowd")


def _count(material: Material, report: str, figure: Figure) -> str:
    """Return the words of a figure with what it counts, and the label of its report."""
    text = material.tellers[report].annotation.report.text
    end = figure.counts_span.end if figure.counts_span is not None else figure.span.end
    words = " ".join(text[figure.span.start : max(end, figure.span.end)].split())
    return f"“{words}” ({material.tellers[report].label})"
