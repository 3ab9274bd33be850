"""Readings of durations and of sets: "26-year", "nearly two hours", "for weeks", "every day"."""

from __future__ import annotations

from twosource.mark.times.context import Context, Match, Reading
from twosource.mark.times.numbers import duration, whole_number


def length(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "two days", "nearly forty years", "five and a half hours", "several months"."""
    unit = match.value("unit")
    number = None if match.has("vague") else 1.0
    if match.has("count"):
        number = whole_number(match.words, *match.groups["count"])
    if match.has("half"):
        number = (number or 0) + 0.5
    return (match.reading("DURATION", duration(number, unit)),)


def half_unit(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "half an hour", "half-hour", "half a year"."""
    return (match.reading("DURATION", duration(0.5, match.value("unit"))),)


def bare(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "for years", "within weeks", "decades-long": a vague duration."""
    unit = match.value("unit")
    number = None if match.kind("unit") == "units" else 1.0
    return (match.reading("DURATION", duration(number, unit)),)


def every(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "every day", "each of the past three years", "every two weeks", "twice a week"."""
    number = whole_number(match.words, *match.groups["count"]) if match.has("count") else 1.0
    return (match.reading("SET", duration(2.0 if match.has("other") else number, match.value("unit"))),)


def frequency(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "daily", "weekly", "annually"; not the name of a paper, "the Orun Daily"."""
    if match.is_title():
        return ()
    return (match.reading("SET", match.value("word")),)


def weekends(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "weekends" as a set."""
    return (match.reading("SET", "XXXX-WXX-WE"),)


def lasting(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "weeklong", "yearlong"."""
    return (match.reading("DURATION", match.value("word")),)


def every_part(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "every morning", "each summer"."""
    part = match.value("unit")
    value = f"XXXX-{part}" if part in ("SP", "SU", "FA", "WI") else f"XXXX-XX-XXT{part}"
    return (match.reading("SET", value),)


def refuse(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read nothing: "44-year-old", "52 years old" tell an age."""
    return ()
