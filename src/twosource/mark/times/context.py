"""What a time expression is read against: the day the report speaks from, the tense, what was said before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from twosource.mark.times.calendar import covered, make_day
from twosource.mark.times.words import Words
from twosource.records import Published, TimeType

Tense = Literal["past", "present", "future"]
Knows = Literal["date", "weekday", "nothing"]
Need = Literal["text", "day", "weekday", "date"]

STAND_IN = date(2001, 1, 1)
"""The Monday from which days are counted where the report's calendar date is not known; never shown."""

FIRST_YEAR, LAST_YEAR = 1000, 9000
"""Years from which counting back and ahead stays within the calendar."""

ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
ISO_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])$")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that a report speaks from: `day` is a stand-in unless `knows` is `date`."""

    day: date
    knows: Knows
    basis: str


def anchor_of(published: Published) -> Anchor:
    """Return the day that a report speaks from; a value that is no date counts as not known."""
    value = published.value or ""
    if found := ISO_DAY.match(value):
        day = make_day(*(int(x) for x in found.groups()))
        if day and FIRST_YEAR <= day.year <= LAST_YEAR:
            return Anchor(day, "date", published.basis)
    if found := ISO_WEEKDAY.match(value):
        return Anchor(date(2001, 1, int(found[1])), "weekday", published.basis)
    return Anchor(STAND_IN, "nothing", "unknown")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of some words: `first` and `last` are word numbers, half-open.

    `value` is right if the anchor is a date. `unanchored` is what can be said without: `XXXX-WXX-5`. `need`
    is what must be known of the anchor for the interval to be right: nothing (`text`: the words bear it
    themselves), that there is such a `day`, its `weekday`, or its calendar `date`. `days` is given where the
    value itself does not tell the interval ("the past week", "this week" up to the day of speaking). `zone`
    is the offset from UTC of a clock time, "+01:00", where its zone is told and has one meaning.
    """

    first: int
    last: int
    type: TimeType
    value: str
    unanchored: str | None = None
    need: Need = "text"
    days: tuple[date, date] | None = None
    zone: str | None = None

    def interval(self) -> tuple[date, date] | None:
        """Return the first and last day covered, `None` if the value tells none."""
        if self.days:
            return self.days
        return covered(self.value) if self.type in ("DATE", "TIME") else None


@dataclass(slots=True)
class Context:
    """The state of one reading through a text: the anchor, how to ask for tense, and what was read before."""

    anchor: Anchor
    tense: Callable[[int, int], Tense | None]
    last: Reading | None = None
    quarter: str | None = None

    @property
    def day(self) -> date:
        """The day that the report speaks from, or its stand-in."""
        return self.anchor.day

    def has_said_day(self) -> bool:
        """Return whether what was last spoken of is a single day."""
        days = self.last.interval() if self.last else None
        return days is not None and days[0] == days[1]

    def said_day(self) -> date:
        """Return the day last spoken of, the report's own if none was."""
        days = self.last.interval() if self.last else None
        return days[0] if days and days[0] == days[1] else self.day


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match: the words, and the half-open word numbers of the match and of its named groups."""

    words: Words
    first: int
    last: int
    groups: dict[str, tuple[int, int]]

    def has(self, name: str) -> bool:
        """Return whether the group took part in the match."""
        return name in self.groups

    def at(self, name: str) -> int:
        """Return the number of the first word of the group."""
        return self.groups[name][0]

    def value(self, name: str) -> str:
        """Return the table's value of the group's first word; an empty string if there is no such group."""
        return self.words.value(self.groups[name][0]) if name in self.groups else ""

    def form(self, name: str) -> str:
        """Return the group's first word in lower case; an empty string if there is no such group."""
        return self.words.forms[self.groups[name][0]] if name in self.groups else ""

    def kind(self, name: str) -> str:
        """Return the class of the group's first word; an empty string if there is no such group."""
        return self.words.name(self.groups[name][0]) if name in self.groups else ""

    def is_title(self) -> bool:
        """Return whether the last word is capitalised within a line: "ABC's This Week", "the Orun TODAY"."""
        at = self.last - 1
        text, start = self.words.text, self.words.starts[at]
        before = text[max(0, start - 2) : start].rstrip() if self.last - self.first == 1 else "a"
        return text[start].isupper() and before[-1:].isalnum()

    def tense(self, context: Context) -> Tense | None:
        """Return the tense of the verb that governs the match, if it can be told."""
        return context.tense(self.first, self.last)

    def reading(
        self, kind: TimeType, value: str, unanchored: str | None = None, need: Need = "text"
    ) -> Reading:
        """Return a reading of the whole match."""
        return Reading(self.first, self.last, kind, value, unanchored, need)
