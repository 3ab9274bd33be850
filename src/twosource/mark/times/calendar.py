"""Days and values: what stretch of days a TIMEX3 value covers, and the value of a stretch of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from twosource.lexicon import table

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of a season: meteorological seasons of the northern hemisphere, as English news uses
them; a winter begins in the year it is named for."""

VALUE = re.compile(
    r"(?P<year>\d{4})(?:"
    r"-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<clock>\d\d(?::\d\d)?)?.*)?)?"
    r"|-W(?P<week>\d\d)(?P<weekend>-WE)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI)"
    r")?$"
)
DECADE = re.compile(r"\d{2,3}$")
RUN = re.compile(r"(\d{4})/(\d{4})$")

Days = tuple[date, date]


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day of the calendar, `None` if there is none such (30 February is never rolled over)."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    """Return the day `months` later in the calendar; the month's last day where it is too short."""
    count = day.year * 12 + day.month - 1 + months
    year, month = min(9999, max(1, count // 12)), count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shift_days(day: date, days: int) -> date:
    """Return the day `days` later; the calendar's first or last day where it would leave the calendar."""
    ordinal = min(date.max.toordinal(), max(date.min.toordinal(), day.toordinal() + days))
    return date.fromordinal(ordinal)


def week_value(day: date) -> str:
    """Return the TIMEX3 value of the ISO week that `day` lies in."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def month_value(day: date) -> str:
    """Return the TIMEX3 value of the month that `day` lies in."""
    return f"{day.year:04}-{day.month:02}"


def quarter_value(day: date) -> str:
    """Return the TIMEX3 value of the calendar quarter that `day` lies in."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


@cache
def covered(value: str) -> Days | None:
    """Return the first and last day that a TIMEX3 value covers, `None` if it names none.

    Years, decades ("198"), centuries ("19"), quarters, halves, seasons, months, weeks, weekends, days and
    times of a day are known, and a run of years ("2003/2004").
    """
    if run := RUN.match(value):
        return date(int(run[1]), 1, 1), date(int(run[2]), 12, 31)
    if DECADE.match(value):
        scale = 10 ** (4 - len(value))
        first = int(value) * scale
        return (date(first, 1, 1), date(first + scale - 1, 12, 31)) if first > 0 else None
    found = VALUE.match(value)
    if not found or int(found["year"]) == 0:
        return None
    year = int(found["year"])
    if found["day"]:
        day = make_day(year, int(found["month"]), int(found["day"]))
        return (day, day) if day else None
    return _stretch(year, found)


def _stretch(year: int, found: re.Match[str]) -> Days | None:
    """Return the days of a value coarser than a day."""
    if found["month"]:
        return month_days(year, int(found["month"])) if 1 <= int(found["month"]) <= 12 else None
    if found["week"]:
        try:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
        except ValueError:
            return None
        return (monday + timedelta(5 if found["weekend"] else 0), shift_days(monday, 6))
    if found["quarter"]:
        first = 3 * int(found["quarter"]) - 2
        return date(year, first, 1), month_days(year, first + 2)[1]
    if found["half"]:
        first = 6 * int(found["half"]) - 5
        return date(year, first, 1), month_days(year, first + 5)[1]
    if found["season"]:
        first, last = SEASONS[found["season"]]
        if year == 9999:
            return None
        return date(year, first, 1), month_days(year + (last < first), last)[1]
    return date(year, 1, 1), date(year, 12, 31)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    Source: the anonymous Gregorian algorithm, Nature 13 (1876), as in Meeus, Astronomical Algorithms.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays() -> dict[str, str]:
    """Return the rule of each named day, by its name in lower case."""
    return {row[0]: row[1] for row in table("times_holidays")}


def holiday(rule: str, year: int) -> date | None:
    """Return the day on which a named day falls in `year`; see the header of `times_holidays.tsv`."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule[6:]))
    if ":" not in rule:
        return make_day(year, int(rule[:2]), int(rule[3:]))
    month, weekday, number = (int(x) for x in rule.split(":"))
    first, last = month_days(year, month)
    if number < 0:
        return last - timedelta((last.isoweekday() - weekday) % 7)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (number - 1))
