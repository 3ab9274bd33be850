"""The tense of the verb that governs a time, read off the parse."""

from __future__ import annotations

import pytest

from twosource.mark.parse import parse
from twosource.mark.times import find_times
from twosource.mark.times.parsed import tense_of
from twosource.records import Published
from twosource.spans import Span

SATURDAY = Published("2020-08-15", "day", "given")

CASES = [
    ("The minister arrived on Tuesday.", "past", "2020-08-11"),
    ("The minister will arrive on Tuesday.", "future", "2020-08-18"),
    ("The minister, who was freed last year, will arrive on Tuesday.", "future", "2020-08-18"),
    (
        "Officials said the father would be travelling to Vell on Thursday with his wife.",
        "future",
        "2020-08-20",
    ),
    ("The law was passed in October.", "past", "2019-10"),
    ("The road is due to open in October.", "future", "2020-10"),
    ("Tuesday’s raid will be examined.", None, "2020-08-11"),
]


@pytest.mark.parametrize(("text", "tense", "value"), CASES, ids=[case[0] for case in CASES])
def test_tense(text: str, tense: str | None, value: str) -> None:
    """The governing verb tells whether a weekday or month is past or to come, however far off it stands."""
    body = (Span(0, len(text), text),)
    ask = tense_of(parse(text, body))
    found = find_times(text, body, SATURDAY, ask)[-1]
    assert ask(found.span.start) == tense
    assert found.value == value


def test_outside_the_parse() -> None:
    """An offset where no parsed word begins has no tense."""
    text = "He arrived on Tuesday."
    ask = tense_of(parse(text, (Span(0, len(text), text),)))
    assert ask(1) is None
    assert ask(500) is None
