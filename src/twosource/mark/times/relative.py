"""Readings of what is counted from another day: "yesterday", "last week", "two weeks ago", "the next day"."""

from __future__ import annotations

from datetime import date, timedelta

from twosource.mark.times.calendar import (
    month_value,
    quarter_value,
    shift_days,
    shift_months,
    week_value,
)
from twosource.mark.times.context import Context, Match, Need, Reading
from twosource.mark.times.numbers import duration, plain, whole_number

UNANCHORED = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
}
HISTORY_YEARS = 2000
"""Up to so many years ago a date names a year of the calendar."""

NEEDS: dict[str, Need] = {"D": "day", "W": "weekday", "WE": "weekday"}


def shifted(day: date, unit: str, count: int) -> tuple[str, str, Need] | None:
    """Return value, masked value and need of the unit `count` units from `day`; `None` for unknown units."""
    need: Need = NEEDS.get(unit, "date")
    if unit == "F":
        unit, count = "W", count * 2
    masked = UNANCHORED.get(unit)
    if unit == "D":
        value = shift_days(day, count).isoformat()
    elif unit == "W":
        value, need = week_value(shift_days(day, 7 * count)), "weekday"
    elif unit == "WE":
        value = week_value(shift_days(day, 7 * count)) + "-WE"
    elif unit == "M":
        value = month_value(shift_months(day, count))
    elif unit == "Q":
        value = quarter_value(shift_months(day, 3 * count))
    elif unit == "Y":
        value = f"{min(9999, max(1, day.year + count)):04}"
    elif unit == "E":
        value, masked = f"{max(1, day.year + 10 * count) // 10:03}", "XXX"
    elif unit == "C":
        value, masked = f"{max(1, day.year + 100 * count) // 100:02}", "XX"
    else:
        return None
    return value, masked or "XXXX", need


def deictic(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "today", "yesterday", "tomorrow", "the day before yesterday"."""
    if match.is_title():
        return ()
    step = int(match.value("word"))
    if match.has("beside"):
        step += int(match.value("beside"))
    value = shift_days(context.day, step).isoformat()
    return (match.reading("DATE", value, "XXXX-XX-XX", "day"),)


def unit_beside(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "last week", "this year", "next month", "early this week", "later this year", "the weekend"."""
    unit, cue = match.value("unit"), match.kind("cue")
    if match.is_title() or (unit == "D" and cue in ("last", "next", "this")):
        return ()
    step = int(match.value("cue") or 0) if cue not in ("edge", "the") else 0
    base = context.day
    if unit == "D" and cue == "same" and not context.has_said_day():
        return (match.reading("DATE", "XXXX-XX-XX"),)  # of a day that was told in other words
    if cue in ("that", "same", "following", "previous") and context.last:
        base = context.said_day() if unit in ("D", "W", "WE") else _said_start(context)
    if unit == "WE":
        step = _weekend_step(match, context, base, step)
    found = shifted(base, unit, step)
    if found is None:
        return ()
    value, masked, need = found
    reading = match.reading("DATE", value, masked, need)
    if unit == "W" and cue == "this" and base == context.day:
        reading = _this_week(match, context, reading)
    return (reading,)


def _said_start(context: Context) -> date:
    days = context.last.interval() if context.last else None
    return days[0] if days else context.day


def _weekend_step(match: Match, context: Context, base: date, step: int) -> int:
    """Return which weekend is meant, counted in weeks from the report's own week."""
    is_running = base.isoweekday() >= 6
    if match.kind("cue") in ("last", "previous"):
        return -1
    if match.kind("cue") in ("next", "coming"):
        return 1 if is_running else (1 if match.kind("cue") == "next" else 0)
    if match.kind("cue") == "this" or is_running or match.tense(context) == "future":
        return 0
    return -1


def _this_week(match: Match, context: Context, reading: Reading) -> Reading:
    """Return "this week" with the days that its tense leaves: up to today if past, from today if to come."""
    today = context.day
    monday = today - timedelta(today.isoweekday() - 1)
    tense = match.tense(context)
    days = (
        today if tense == "future" else monday,
        today if tense == "past" else shift_days(monday, 6),
    )
    return Reading(
        reading.first, reading.last, reading.type, reading.value, reading.unanchored, reading.need, days
    )


def next_day(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the next day": the one after the day last spoken of."""
    if match.value("unit") != "D":
        return ()
    value = shift_days(context.said_day(), 1).isoformat()
    return (match.reading("DATE", value, "XXXX-XX-XX", "day"),)


def year_hyphen(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "year-ago" and "the year-earlier quarter"."""
    return year_earlier(match, context) if match.value("unit") == "Y" else ()


def counted_beside(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "two weeks ago", "a few days ago", "a year earlier", "five years from now"."""
    unit, sign = match.value("unit"), int(match.value("side") or 1)
    number = None if match.has("vague") or match.has("plural") else _count(match)
    if number is None:
        return (match.reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF"),)
    if unit[0] == "T":
        return (match.reading("DURATION", duration(number, unit)),)
    is_earlier = match.kind("side") == "earlier"
    if unit == "Y" and number == 1 and sign < 0 and (is_earlier or context.quarter):
        return year_earlier(match, context)
    base = context.day
    if is_earlier:
        base = context.said_day() if unit == "D" else _said_start(context)
    return _counted(match, base, unit, sign * number)


def _counted(match: Match, base: date, unit: str, number: float) -> tuple[Reading, ...]:
    """Return the reading of so many units from `base`; a broken number is counted in smaller units."""
    if number != int(number):
        smaller = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7)}.get(unit, ("D", 1))
        unit, number = smaller[0], number * smaller[1]
    if unit in ("E", "C"):
        unit, number = "Y", number * (10 if unit == "E" else 100)
    if abs(number) > HISTORY_YEARS:
        return (match.reading("DATE", _long_ago(-number)),) if unit == "Y" and number < 0 else ()
    found = shifted(base, unit, int(number))
    return (match.reading("DATE", *found),) if found else ()


def _long_ago(years: float) -> str:
    """Return TIDES' value of so many years ago: MA65 for 65 million, KA12 for 12 thousand."""
    return f"MA{plain(years / 1e6)}" if years >= 1e6 else f"KA{plain(years / 1e3)}"


def _count(match: Match) -> float | None:
    if not match.has("count"):
        return 1.0
    return whole_number(match.words, *match.groups["count"])


def year_earlier(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "a year earlier", "year-ago", "the year-earlier quarter": what was last spoken of, a year before.

    Business reports compare a quarter with the same one of the year before without naming it again.
    """
    if context.quarter:
        year, _, number = context.quarter.partition("-Q")
        return (match.reading("DATE", f"{int(year) - 1:04}-Q{number}", f"XXXX-Q{number}", "date"),)
    return (match.reading("DATE", f"{context.day.year - 1:04}", "XXXX", "date"),)


def running_unit(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "later in the day", "earlier in the year"."""
    unit = match.value("unit")
    found = shifted(context.said_day() if unit == "D" else context.day, unit, 0)
    return (match.reading("DATE", *found),) if found else ()


def running_year(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the year", "the fiscal year", "the full year": the running one."""
    if match.value("unit") != "Y":
        return ()
    return (match.reading("DATE", f"{context.day.year:04}", "XXXX", "date"),)


def running_quarter(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the quarter", "the latest period": the quarter last spoken of, else the one that ended last."""
    if not context.quarter and not match.has("latest"):
        return ()
    value = context.quarter or quarter_value(shift_months(context.day, -3))
    return (match.reading("DATE", value, "XXXX-QX", "date"),)


def last_quarter(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the last quarter": the one that ended last, not just any three months."""
    if match.form("cue") != "last":
        return ()
    return (match.reading("DATE", quarter_value(shift_months(context.day, -3)), "XXXX-QX", "date"),)


def edge_of(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the end of the year", "year-end", "the beginning of next month", "the end of 2013"."""
    unit = match.value("unit")
    found = shifted(context.day, unit, int(match.value("cue") or 0) if match.has("cue") else 0)
    return (match.reading("DATE", *found),) if found else ()


def last_stretch(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the past week", "the last two years", "the next few days": durations that end or begin today."""
    unit = match.value("unit")
    number = None if match.has("vague") else _count(match)
    value = duration(number, unit)
    reading = match.reading("DURATION", value, None, "day" if unit in ("D", "W", "F") else "date")
    sign = int(match.value("cue") or 0)
    if number is None or not sign or unit[0] == "T" or number > 1000:
        return (reading,)
    return (_with_days(reading, context.day, unit, sign * number),)


def _with_days(reading: Reading, today: date, unit: str, number: float) -> Reading:
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit)
    if months:
        other = shift_months(today, round(number * months))
    else:
        other = shift_days(today, round(number * {"D": 1, "W": 7, "F": 14}.get(unit, 0)))
    days = (min(today, other), max(today, other))
    return Reading(
        reading.first, reading.last, reading.type, reading.value, reading.unanchored, reading.need, days
    )


def these_days(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "these days"."""
    return (match.reading("DATE", "PRESENT_REF"),) if match.value("unit") == "D" else ()


def reference(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "now", "recently", "the past", "the future": TIMEX3's references without a date."""
    return (match.reading("DATE", match.value("word")),)


def the_past(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the past" as a noun, not "the last"."""
    if match.words.forms[match.first + 1] != "past":
        return ()
    return (match.reading("DATE", "PAST_REF"),)
