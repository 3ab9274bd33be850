"""How two time expressions of two reports stand to each other: equal, one more precise, overlapping, apart.

Calendar days are compared where both are known. Else the days counted from the day that each report speaks
from are compared, if it is known how far apart these two days are. What can't be compared is *unknown*,
which is an answer: a duration is no date, and "on Friday" in two undated reports may be two Fridays. But a
Friday is no Saturday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from twosource.records import Time

TimeRelation = Literal["equal", "a-more-precise", "b-more-precise", "overlap", "apart", "unknown"]
Extent = tuple[int, int]


WEEKDAY = re.compile(r"XXXX-WXX-(?P<day>[1-7])(?:T|$)")

PARTS_OF_DAY = {"MO": ("00:00", "12:00"), "AF": ("12:00", "18:00"), "EV": ("17:00", "24:00")}
"""From when to when a clock time lies in a part of the day beyond doubt; a night reaches into the next."""


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """How time a stands to time b, the rule that found it, and a sentence for the reader."""

    relation: TimeRelation
    rule: str
    reason: str


def compare_times(a: Time, b: Time, *, shift_days: int | None = None) -> TimeMatch:
    """Return how the stretch of time of `a` stands to that of `b`.

    Args:
        a: a time expression of one report.
        b: a time expression of another report, or of the same.
        shift_days: the day that b's report speaks from minus the day that a's does, in days; `None` if that
            is not known. Of one report, 0.
    """
    if "DURATION" in (a.type, b.type) or "SET" in (a.type, b.type):
        return _unknown("not-dates", "a length of time or a repeated time is not compared with a date", a, b)
    if a.value.endswith("_REF") or b.value.endswith("_REF"):
        return _unknown("vague", "one of them names no particular time", a, b)
    moments = _moment(a), _moment(b)
    if moments[0] and moments[1]:
        return _by_moment(moments[0], moments[1], a, b)
    extents, rule = _extents(a, b, shift_days)
    if extents is None and _weekday(a) != _weekday(b) and None not in (_weekday(a), _weekday(b)):
        # A Wednesday is no Thursday, of whatever week.
        said = f"“{a.span.text}” and “{b.span.text}”"
        return TimeMatch("apart", "weekday", f"{said} are two days of the week")
    if extents is None:
        return _unknown("no-common-anchor", "the reports' own days are not known well enough", a, b)
    first, second = extents
    if rule == "calendar" and first == second and a.type == b.type == "TIME":
        return _within_a_day(a, b, first)
    return _compared(first, second, a, b, rule)


def _weekday(time: Time) -> str | None:
    """Return the day of the week that a time of an undated report names, `None` if it names none."""
    found = WEEKDAY.match(time.value)
    return found["day"] if found else None


def _extents(a: Time, b: Time, shift_days: int | None) -> tuple[tuple[Extent, Extent] | None, str]:
    """Return both stretches on one scale of days, and which scale: the calendar's or counted days."""
    if a.start and a.end and b.start and b.end:
        return (_calendar(a.start, a.end), _calendar(b.start, b.end)), "calendar"
    if a.days and b.days and shift_days is not None:
        return (a.days, (b.days[0] + shift_days, b.days[1] + shift_days)), "counted-days"
    return None, ""


def _calendar(start: str, end: str) -> Extent:
    return date.fromisoformat(start[:10]).toordinal(), date.fromisoformat(end[:10]).toordinal()


def _compared(first: Extent, second: Extent, a: Time, b: Time, rule: str) -> TimeMatch:
    """Return how two stretches of days stand to each other."""
    said_a, said_b = f"“{a.span.text}”", f"“{b.span.text}”"
    if first == second:
        if a.type != b.type:
            is_a = a.type == "TIME"
            sharper, other = (said_a, said_b) if is_a else (said_b, said_a)
            relation: TimeRelation = "a-more-precise" if is_a else "b-more-precise"
            return TimeMatch(relation, rule, f"{sharper} tells the time of the day that {other} names")
        return TimeMatch("equal", rule, f"{said_a} and {said_b} are the same {_span_word(first)}")
    if first[1] < second[0] or second[1] < first[0]:
        gap = max(second[0] - first[1], first[0] - second[1])
        return TimeMatch("apart", rule, f"{said_a} and {said_b} are {gap} day{'s' * (gap > 1)} apart")
    if first[0] >= second[0] and first[1] <= second[1]:
        return TimeMatch("a-more-precise", rule, f"{said_a} lies within {said_b}")
    if second[0] >= first[0] and second[1] <= first[1]:
        return TimeMatch("b-more-precise", rule, f"{said_b} lies within {said_a}")
    return TimeMatch("overlap", rule, f"{said_a} and {said_b} overlap")


def _moment(time: Time) -> datetime | None:
    """Return the moment of a clock time with a known offset from UTC, `None` for anything else."""
    if not time.start or len(time.start) <= len("2020-08-15T10:04"):
        return None
    moment = datetime.fromisoformat(time.start)
    return moment if moment.tzinfo else None


def _by_moment(first: datetime, second: datetime, a: Time, b: Time) -> TimeMatch:
    """Return how two moments stand to each other, whatever the zones in which they are told."""
    said_a, said_b = f"“{a.span.text}”", f"“{b.span.text}”"
    if first == second:
        return TimeMatch("equal", "clock", f"{said_a} and {said_b} are the same minute")
    minutes = round(abs((second - first).total_seconds()) / 60)
    return TimeMatch("apart", "clock", f"{said_a} and {said_b} are {minutes} minutes apart")


def _within_a_day(a: Time, b: Time, day: Extent) -> TimeMatch:
    """Return how two times of one calendar day stand to each other, by the clock where both tell it."""
    said_a, said_b = f"“{a.span.text}”", f"“{b.span.text}”"
    clocks = [time.start[11:] if time.start else "" for time in (a, b)]
    if clocks[0] and clocks[1]:
        if clocks[0] == clocks[1]:
            return TimeMatch("equal", "clock", f"{said_a} and {said_b} are the same minute")
        if len(clocks[0]) != len(clocks[1]):
            return _unknown("zone", "only one of them tells its time zone", a, b)
        return TimeMatch("apart", "clock", f"{said_a} and {said_b} are different minutes of one day")
    if clocks[0] or clocks[1]:
        sharper = 0 if clocks[0] else 1
        part = (b, a)[sharper].value.partition("T")[2]
        low, high = PARTS_OF_DAY.get(part, ("", ""))
        if low <= clocks[sharper][:5] < high:
            one, other = (said_a, said_b) if clocks[0] else (said_b, said_a)
            relation: TimeRelation = "a-more-precise" if clocks[0] else "b-more-precise"
            return TimeMatch(relation, "part-of-day", f"{one} lies within {other}")
    if a.value != b.value:
        return TimeMatch("overlap", "part-of-day", f"{said_a} and {said_b} are of one day")
    return _compared(day, day, a, b, "calendar")


def _span_word(extent: Extent) -> str:
    return "day" if extent[0] == extent[1] else "days"


def _unknown(rule: str, why: str, a: Time, b: Time) -> TimeMatch:
    return TimeMatch("unknown", rule, f"“{a.span.text}” and “{b.span.text}”: {why}")
