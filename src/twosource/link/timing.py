"""Whether the times that two clauses bear can be one: the same day, or days that may meet."""

from __future__ import annotations

import re
from datetime import date

from twosource.link.events import Event
from twosource.records import Time

DAY = 10
"""Characters of a value that names a day ("2031-03-04", "XXXX-WXX-2")."""

WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")


def is_same_day(a: Event, b: Event) -> bool:
    """Return whether two clauses bear the same day."""
    return any(
        {x.type, y.type} <= {"DATE", "TIME"} and len(x.value) >= DAY and _may_meet(x, y)
        for x in a.times
        for y in b.times
        if len(y.value) >= DAY
    )


def is_dated_apart(a: Event, b: Event) -> bool:
    """Return whether both tellings bear times, and none of the one can be one of the other.

    Days are compared where both are known. Else "last year" or "in December" is another time than a weekday.
    """
    x = [t for t in a.times if t.type in {"DATE", "TIME"} and not t.value.endswith("_REF")]
    y = [t for t in b.times if t.type in {"DATE", "TIME"} and not t.value.endswith("_REF")]
    if not x or not y:
        return False
    return not any(_may_meet(s, t) for s in x for t in y)


def _may_meet(x: Time, y: Time) -> bool:
    """Return whether two times can be the same.

    By the calendar where both are dated; else by their values ("Tuesday" and "Tuesday"); else by the days
    from the reports' own, which may speak from two days in a row.
    """
    if x.start and x.end and y.start and y.end:
        return x.start[:10] <= y.end[:10] and y.start[:10] <= x.end[:10]
    if x.value[:10] == y.value[:10]:
        return True
    days = [_weekday(t) for t in (x, y)]
    if None not in days:
        return days[0] == days[1]
    if x.days is not None and y.days is not None:
        return x.days[0] <= y.days[1] + 1 and y.days[0] <= x.days[1] + 1
    return "W" in x.value and "W" in y.value


def _weekday(time: Time) -> int | None:
    """Return the day of the week of a time, 1 (Monday) to 7, `None` if it names no day."""
    if match := WEEKDAY.match(time.value):
        return int(match[1])
    try:
        return date.fromisoformat(time.value[:DAY]).isoweekday()
    except ValueError:
        return None
