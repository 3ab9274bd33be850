"""Readings of times of the day: clock times with zone and day, noon, parts of the day."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from twosource.lexicon import table
from twosource.mark.times.calendar import shift_days
from twosource.mark.times.context import Context, Match, Need, Reading
from twosource.mark.times.dates import month_day, weekday_day


def clock_time(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "10:35 a.m.", "9 a.m. EST Tuesday", "noon Thursday", "1300 GMT", "six o'clock"."""
    clock = _hours(match)
    if clock is None:
        return ()
    value, unanchored, need = _day(match, context)
    masked = f"{unanchored}T{clock}" if unanchored else None
    reading = match.reading("TIME", f"{value}T{clock}", masked, need)
    return (replace(reading, zone=zones().get(match.form("zone"))),)


@cache
def zones() -> dict[str, str]:
    """Return the offset from UTC of each zone, as ISO 8601 writes it."""
    offsets = {row[0]: int(row[1]) for row in table("times_zones")}
    return {
        zone: f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
        for zone, minutes in offsets.items()
    }


def _hours(match: Match) -> str | None:
    """Return "HH:MM" of the match, `None` if there is no such time."""
    if match.has("noon"):
        return match.value("noon")
    form = match.value("clock") or match.form("clock")
    digits = form.rstrip("apmh")
    if len(digits) == 4 and digits.isdigit():
        digits = f"{digits[:2]}:{digits[2:]}"
    hours, _, minutes = digits.replace(".", ":").partition(":")
    if not hours.isdigit() or (minutes and not minutes[:2].isdigit()):
        return None
    half = form[len(digits) :] or match.value("meridiem")
    if match.has("part"):
        half = "am" if match.value("part") == "MO" else "pm"
    hour, minute = int(hours), int(minutes[:2] or 0)
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def _day(match: Match, context: Context) -> tuple[str, str | None, Need]:
    """Return the day of a clock time, its masked form, and what must be known for it."""
    if match.has("weekday") and not match.has("month"):
        number = int(match.value("weekday"))
        day = weekday_day(match, context, number)
        return day.isoformat(), f"XXXX-WXX-{number}", "weekday"
    if match.has("month"):
        dates = month_day(match, context)
        if dates:
            return dates[0].value, dates[0].unanchored, dates[0].need
    if match.has("deictic"):
        return shift_days(context.day, int(match.value("deictic"))).isoformat(), "XXXX-XX-XX", "day"
    last = context.last
    if last and last.type in ("DATE", "TIME") and (days := last.interval()) and days[0] == days[1]:
        return days[0].isoformat(), last.unanchored and last.unanchored.partition("T")[0], last.need
    return context.day.isoformat(), "XXXX-XX-XX", "day"


def part_of_day(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "this morning", "last night", "yesterday evening", "tonight", "overnight", "the next morning"."""
    part = match.value("part")
    cue = match.kind("cue")
    steps = {"last": -1, "deictic": int(match.value("cue") or 0) if cue == "deictic" else 0}
    if not cue:
        day = context.said_day()
    elif cue in ("next", "following", "same", "that", "previous"):
        day = shift_days(context.said_day(), {"previous": -1, "same": 0, "that": 0}.get(cue, 1))
    else:
        day = shift_days(context.day, steps.get(cue, 0))
    return (match.reading("TIME", f"{day.isoformat()}T{part}", f"XXXX-XX-XXT{part}", "day"),)


def suffixed(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "7.30pm on Tuesday": a clock time that bears its half of the day."""
    return clock_time(match, context) if match.form("clock")[-1] in "mh" else ()


def night_of(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "overnight on Wednesday"."""
    number = int(match.value("weekday"))
    day = weekday_day(match, context, number)
    return (match.reading("TIME", f"{day.isoformat()}TNI", f"XXXX-WXX-{number}TNI", "weekday"),)


def alone(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "tonight" and "overnight", a part of the report's own day."""
    part = match.value("word")
    return (match.reading("TIME", f"{context.day.isoformat()}T{part}", f"XXXX-XX-XXT{part}", "day"),)
