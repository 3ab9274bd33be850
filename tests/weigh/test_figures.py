"""Comparing figures: a table of pairs, and what holds for every pair."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from twosource.mark.figures import find_figures
from twosource.mark.parse import parse
from twosource.mark.times import find_times
from twosource.mark.times.parsed import tense_of
from twosource.records import Figure, Published
from twosource.spans import Span
from twosource.weigh.figures import FigureMatch, compare_figures

TABLE = Path(__file__).with_name("figure_pairs.tsv")
PAIRS = [
    tuple(line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LIMITS = Path(__file__).with_name("figure_limit_pairs.tsv")
LIMITED = [
    tuple(line.split("\t"))
    for line in LIMITS.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
SWAPPED = {"a": "b", "b": "a", None: None}


@cache
def figures() -> dict[str, Figure]:
    """Return the one figure of each phrase of the table, found in a sentence of its own."""
    phrases = sorted({phrase for pair in PAIRS for phrase in pair[:2]})
    text = "\n".join(f"Officials counted {phrase}." for phrase in phrases)
    found = find_figures(parse(text, (Span(0, len(text), text),)))
    by_phrase: dict[str, Figure] = {}
    at = 0
    for phrase in phrases:
        end = at + len(f"Officials counted {phrase}.") + 1
        inside = [f for f in found if at <= f.span.start < end]
        if len(inside) == 1:  # else the test of each pair with it fails
            by_phrase[phrase] = inside[0]
        at = end
    return by_phrase


def compared(one: str, two: str) -> FigureMatch:
    """Return how the figures of two phrases relate."""
    return compare_figures(figures()[one], figures()[two])


def test_the_table_is_large_enough() -> None:
    """There are at least 200 pairs and 60 with scope or time, and each stands there once."""
    assert len(PAIRS) >= 200
    assert len(LIMITED) >= 60
    assert len({pair[:2] for pair in PAIRS}) == len(PAIRS)
    assert len({pair[:4] for pair in LIMITED}) == len(LIMITED)


@cache
def told(sentence: str, day: str) -> Figure:
    """Return the first figure of a sentence in a report of a day, with its scope and as-of time."""
    body = (Span(0, len(sentence), sentence),)
    published = Published() if day == "-" else Published(f"2020-08-{day}", "day", "given")
    parsed = parse(sentence, body)
    times = find_times(sentence, body, published, tense_of(parsed))
    return find_figures(parsed, times, published)[0]


@pytest.mark.parametrize(
    ("one", "day", "two", "other_day", "relation", "which"),
    LIMITED,
    ids=[f"{p[0]} ({p[1]}) / {p[2]} ({p[3]})" for p in LIMITED],
)
def test_limits(one: str, day: str, two: str, other_day: str, relation: str, which: str) -> None:
    """Scope and time decide whether two numbers are compared, and whether one is a later count."""
    a, b = told(one, day), told(two, other_day)
    match = compare_figures(a, b)
    assert (match.relation, match.later or match.more_precise or "-") == (relation, which), match
    mirrored = compare_figures(b, a)
    assert (mirrored.relation, mirrored.rule) == (relation, match.rule)
    assert mirrored.later == SWAPPED[match.later]


def test_undated_reports_a_known_time_apart() -> None:
    """Of two undated reports the later one's higher toll is an update, if their distance is known."""
    saturday = Published("XXXX-WXX-6", "weekday", "inferred")
    toll = []
    for text in ("Police said 20 people were killed.", "Police said 25 people were killed."):
        parsed = parse(text, (Span(0, len(text), text),))
        toll.append(find_figures(parsed, (), saturday)[0])
    assert compare_figures(*toll).relation == "differs"
    assert compare_figures(*toll, shift_days=0).relation == "differs"
    match = compare_figures(*toll, shift_days=1)
    assert match.later == "b"
    assert match.reason.startswith("“25” (published on Saturday) is a later count than")


@pytest.mark.parametrize(("one", "two", "relation", "precise"), PAIRS, ids=[" / ".join(p[:2]) for p in PAIRS])
def test_pairs(one: str, two: str, relation: str, precise: str) -> None:
    """Each pair gets its relation and the more precise side; swapped, it gets the mirror image."""
    match = compared(one, two)
    assert (match.relation, match.more_precise or "-") == (relation, precise), match
    mirrored = compared(two, one)
    assert mirrored.relation == relation
    assert mirrored.rule == match.rule
    assert mirrored.more_precise == SWAPPED[match.more_precise]


def test_a_figure_equals_itself() -> None:
    """Every figure is equal to itself, whatever its hedge or unit."""
    assert {compare_figures(f, f).relation for f in figures().values()} == {"equal"}


def test_the_reason_quotes_both() -> None:
    """A reader's sentence names the words of both figures."""
    assert compared("thousands of people", "7,000 people").reason == "“thousands” covers “7,000”"


def test_the_caller_knows_what_is_counted() -> None:
    """Told that both count the same, people and protesters differ; told they don't, nothing is compared."""
    one, two = figures()["20 people"], figures()["15 protesters"]
    assert compare_figures(one, two).relation == "unsure"
    assert compare_figures(one, two, same_counted=True).relation == "differs"
    assert compare_figures(one, one, same_counted=False).relation == "not-comparable"
