"""Comparing times of two reports: a table of pairs, and what holds for every pair."""

from __future__ import annotations

import pytest

from twosource.mark.times import find_times
from twosource.records import Published, Time
from twosource.spans import Span
from twosource.weigh.times import TimeMatch, compare_times

DATED = Published("2020-08-15", "day", "given")
SATURDAY = Published("XXXX-WXX-6", "weekday", "inferred")


def only(text: str, published: Published) -> Time:
    """Return the one time of a text that is all body."""
    (found,) = find_times(text, (Span(0, len(text), text),), published)
    return found


def match(a: str, b: str, published: Published = DATED, shift_days: int | None = None) -> TimeMatch:
    """Return how the time of one sentence stands to that of another."""
    return compare_times(only(a, published), only(b, published), shift_days=shift_days)


PAIRS = [
    ("She fled this week.", "She fled on Tuesday.", "b-more-precise"),
    ("She fled on Tuesday.", "She fled this week.", "a-more-precise"),
    ("She fled on Tuesday.", "She fled on August 11.", "equal"),
    ("She fled on Tuesday.", "She fled on Wednesday.", "apart"),
    ("She fled last week.", "She fled on Tuesday.", "apart"),
    ("She fled in August.", "She fled this week.", "b-more-precise"),
    ("She fled last month.", "She fled this month.", "apart"),
    ("She fled in the past week.", "She fled on Tuesday.", "unknown"),
    ("She fled in the 2000s.", "She fled in 2003.", "b-more-precise"),
    ("She fled over the weekend.", "She fled last week.", "apart"),
    ("She fled on Friday.", "She fled on Friday night.", "b-more-precise"),
    ("She fled on Friday morning.", "She fled on Friday night.", "overlap"),
    ("She fled at 9 p.m. Friday.", "She fled at 9 p.m. Friday.", "equal"),
    ("She fled at 9 p.m. Friday.", "She fled at 10 p.m. Friday.", "apart"),
    ("She fled at 9 p.m. GMT Friday.", "She fled at 5 p.m. EDT Friday.", "equal"),
    ("She fled at 11 p.m. GMT Friday.", "She fled at 2 a.m. EEST Saturday.", "equal"),
    ("She fled at 9 p.m. GMT Friday.", "She fled at 10 p.m. GMT Friday.", "apart"),
    ("She fled at 9 p.m. GMT Friday.", "She fled at 10 p.m. Friday.", "unknown"),
    ("She fled on Friday.", "She fled at 10 p.m. Friday.", "b-more-precise"),
    ("She fled at midnight Friday.", "She fled on Friday.", "a-more-precise"),
    ("She fled recently.", "She fled on Friday.", "unknown"),
    ("She swims every day.", "She swam on Friday.", "unknown"),
    ("She swam for two days.", "She swam on Friday.", "unknown"),
]


@pytest.mark.parametrize(("a", "b", "relation"), PAIRS, ids=[f"{a} {b}" for a, b, _ in PAIRS])
def test_dated(a: str, b: str, relation: str) -> None:
    """Two dated reports' times are compared by the calendar."""
    assert match(a, b).relation == relation


UNDATED = [
    ("She fled this week.", "She fled on Tuesday.", 0, "b-more-precise"),
    ("She fled on Tuesday.", "She fled on Tuesday.", 0, "equal"),
    ("She fled on Tuesday.", "She fled on Tuesday.", None, "unknown"),
    ("She fled on Tuesday.", "She fled on Tuesday.", 7, "apart"),
    ("She fled on Tuesday.", "She fled on Wednesday evening.", None, "apart"),
    ("She fled today.", "She fled yesterday.", 1, "equal"),
    ("She fled in 2003.", "She fled in May 2003.", None, "b-more-precise"),
]


@pytest.mark.parametrize(
    ("a", "b", "shift", "relation"), UNDATED, ids=[f"{c[0]} {c[1]} {c[2]}" for c in UNDATED]
)
def test_undated(a: str, b: str, shift: int | None, relation: str) -> None:
    """Undated reports' times are compared only if it is known how far apart the reports are."""
    assert match(a, b, SATURDAY, shift).relation == relation


MIRROR = {"a-more-precise": "b-more-precise", "b-more-precise": "a-more-precise"}


@pytest.mark.parametrize(("a", "b"), [pair[:2] for pair in PAIRS])
def test_mirrored(a: str, b: str) -> None:
    """Comparing the other way round gives the mirrored relation by the same rule."""
    there, back = match(a, b), match(b, a)
    assert back.relation == MIRROR.get(there.relation, there.relation)
    assert back.rule == there.rule


def test_reason_quotes_both() -> None:
    """The reason for the reader has both times as written."""
    reason = match("She fled this week.", "She fled on Tuesday.").reason
    assert "“this week”" in reason
    assert "“Tuesday”" in reason
