"""Time expressions of a report: extents, TIMEX3 types and values, and the days that they cover.

`find_times` reads the body of a report. What words mean is in the grammar (`rules.py`); what they are read
against, the day the report speaks from, comes from `clean` and may be a date, a weekday only, or unknown. A
year is never invented: what the words and the anchor don't tell stays open (`XXXX-WXX-5`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from twosource.mark.times.context import Anchor, Context, Need, Reading, Tense, anchor_of
from twosource.mark.times.grammar import read_all
from twosource.mark.times.tense import tense_beside, tense_near
from twosource.mark.times.words import Words, read_words
from twosource.records import Published, Time, digest
from twosource.spans import Span

__all__ = ["Tense", "find_times"]

KNOWN: dict[str, frozenset[Need]] = {
    "date": frozenset(("text", "day", "weekday", "date")),
    "weekday": frozenset(("day", "weekday")),
    "nothing": frozenset(("day",)),
}
"""Which needs of a reading each knowledge of the anchor serves, for counting days from it."""


def find_times(
    text: str,
    body: Sequence[Span],
    published: Published,
    tense_at: Callable[[int], Tense | None] | None = None,
) -> tuple[Time, ...]:
    """Return the time expressions of `body`, in text order, none overlapping another.

    Args:
        text: the report's text; all offsets are code points into it.
        body: the stretches to read, in text order.
        published: when the report was published, with its basis.
        tense_at: tells the tense of the verb that governs the words at an offset; `None`, or the answer
            `None`, leaves it to the words nearby.
    """
    anchor = anchor_of(published)
    context = Context(anchor, lambda first, last: None)
    found: list[Time] = []
    for span in body:
        words = read_words(text, span.start, span.end)
        context.tense = _asking(words, tense_at)
        found.extend(_time(words, reading, anchor) for reading in read_all(words, context))
    return tuple(found)


def _asking(
    words: Words, tense_at: Callable[[int], Tense | None] | None
) -> Callable[[int, int], Tense | None]:
    """Return how to ask for the tense at words: the words beside, else the parse, else the words nearby."""

    def ask(first: int, last: int) -> Tense | None:
        told = tense_beside(words, first, last)
        if told is None and tense_at is not None:
            told = tense_at(words.starts[first])
        return told or tense_near(words, first, last)

    return ask


def _time(words: Words, reading: Reading, anchor: Anchor) -> Time:
    """Return the record of a reading: what the anchor does not tell is left open."""
    start, end = words.starts[reading.first], words.ends[reading.last - 1]
    is_absolute = reading.unanchored is None and reading.need == "text" and not reading.value.endswith("_REF")
    is_dated = is_absolute or anchor.knows == "date"
    days = reading.interval()
    return Time(
        id=digest("time", start, end),
        span=Span.cut(words.text, start, end),
        type=reading.type,
        value=reading.value if is_dated else _masked(reading, anchor),
        start=_iso(days[0], reading) if days and is_dated else None,
        end=_iso(days[1], reading) if days and is_dated else None,
        days=_offsets(days, anchor.day) if days and reading.need in KNOWN[anchor.knows] else None,
        basis="text" if is_absolute else anchor.basis,
    )


def _masked(reading: Reading, anchor: Anchor) -> str:
    """Return the value without what the anchor does not tell; "today" keeps the weekday where it is known."""
    masked = reading.unanchored if reading.unanchored is not None else reading.value
    days = reading.interval()
    if masked.startswith("XXXX-XX-XX") and anchor.knows == "weekday" and days and reading.need == "day":
        return f"XXXX-WXX-{days[0].isoweekday()}{masked[10:]}"
    return masked


def _iso(day: date, reading: Reading) -> str:
    """Return an ISO day, with the minute, and the offset from UTC if told, for a clock time."""
    clock = reading.value[11:16]
    if reading.type != "TIME" or ":" not in clock or clock >= "24":  # midnight ends a day, and begins none
        return day.isoformat()
    return f"{day.isoformat()}T{clock}{reading.zone or ''}"


def _offsets(days: tuple[date, date], anchor: date) -> tuple[int, int]:
    return (days[0] - anchor).days, (days[1] - anchor).days
