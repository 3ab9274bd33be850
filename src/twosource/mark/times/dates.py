"""Readings of calendar dates: days, weekdays, months, quarters, seasons, years, decades, named days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from twosource.mark.times.calendar import (
    SEASONS,
    holiday,
    holidays,
    make_day,
    month_value,
    shift_days,
    shift_months,
    week_value,
)
from twosource.mark.times.context import Context, Match, Reading, Tense
from twosource.mark.times.numbers import ordinal

CENTURY_PIVOT = 30
"""A two-digit year up to this is of the 2000s, above it of the 1900s."""


AHEAD_DAYS, BEHIND_DAYS = 280, 310
"""How far ahead or back the tense of a verb is followed in choosing a year.

Source: tuned on the training texts of TempEval-3."""

FIRST_BARE_YEAR = 1700
"""A number below this is a year only after a word that dates."""

LONG_GONE_DAYS = 250
"""A quarter that began so many days ago is not the one of which "will … in the first quarter" speaks."""


def choose_year(days: list[date], anchor: date, tense: Tense | None) -> date:
    """Return the day meant by a date without a year: by the tense of its verb, else the nearest.

    The tense decides only among days some nine months off: "the April 3 ruling will" speaks of a past day
    although its verb does not.
    """
    if tense == "future":
        ahead = [day for day in days if 0 <= (day - anchor).days < AHEAD_DAYS]
        if ahead:
            return min(ahead)
    if tense == "past":
        behind = [day for day in days if -BEHIND_DAYS < (day - anchor).days <= 0]
        if behind:
            return max(behind)
    return min(days, key=lambda day: (abs((day - anchor).days), day))


def full_year(match: Match, name: str) -> int | None:
    """Return the year that a group bears: 1989, '89, 13 (after slashes); `None` if it has none."""
    if not match.has(name):
        return None
    digits = "".join(c for c in match.form(name) if c.isdigit())
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= CENTURY_PIVOT else 1900)


NAMED_AFTER_DAYS = frozenset(("movement", "brigade", "brigades", "battalion", "martyrs", "generation"))
"""What is named after a day: "the April 6 movement", "the 6 April youth movement" tell no time."""


def month_day(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "Aug. 7", "Thursday, April 6", "March 5, 1946", "15 August 2020", "April 24 and 25"."""
    month, number = int(match.value("month")), ordinal(match.words, match.at("day"))
    year = full_year(match, "year")
    if _is_name(match, 2):
        return ()
    if year is not None:
        day = make_day(year, month, number)
        need, unanchored = "text", None
    else:
        day = _without_year(match, context, month, number)
        need, unanchored = "date", f"XXXX-{month:02}-{number:02}"
    if day is None:
        return ()
    end = match.groups["until"][0] - 1 if match.has("until") else match.last
    first = Reading(match.first, end, "DATE", day.isoformat(), unanchored, need)  # type: ignore[arg-type]
    if not match.has("until"):
        return (first,)
    return first, *_second_day(match, day, first)


def _is_name(match: Match, reach: int) -> bool:
    """Return whether one of the next words is what may be named after a day."""
    return not NAMED_AFTER_DAYS.isdisjoint(match.words.forms[match.last : match.last + reach])


def _without_year(match: Match, context: Context, month: int, number: int) -> date | None:
    years = range(max(1, context.day.year - 1), min(9999, context.day.year + 1) + 1)
    days = [day for year in years if (day := make_day(year, month, number))]
    if not days:
        return None
    if match.has("weekday"):
        weekday = int(match.value("weekday"))
        days = [day for day in days if day.isoweekday() == weekday] or days
    return choose_year(days, context.day, match.tense(context))


def _second_day(match: Match, day: date, first: Reading) -> tuple[Reading, ...]:
    """Return the reading of "25" in "April 24 and 25"."""
    at = match.at("until")
    second = make_day(day.year, day.month, ordinal(match.words, at))
    if second is None or second <= day:
        return ()
    unanchored = first.unanchored and f"XXXX-{second.month:02}-{second.day:02}"
    return (Reading(at, match.last, "DATE", second.isoformat(), unanchored, first.need),)


def day_range(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "9 to 11 August", "8-9 August 2020": two days, of which the first borrows month and year."""
    last = month_day(replace(match, first=match.at("day")), context)
    end = last[0].interval() if last else None
    first = int(match.form("from"))
    if end is None or first >= end[0].day:
        return ()
    day = end[0].replace(day=first)
    unanchored = last[0].unanchored and f"XXXX-{day.month:02}-{day.day:02}"
    at = match.at("from")
    return Reading(at, at + 1, "DATE", day.isoformat(), unanchored, last[0].need), *last


NEAR_DAYS = 60
"""Of two readings of a date in digits, the one so near to the report's day is taken, if only one is."""


def numeric_date(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "2013-03-21" and "10/31/89"; "12/08/2020" by the report's day, else as its year alone."""
    year = full_year(match, "year")
    if year is None:
        return ()
    month, number = int(match.form("m")), int(match.form("d"))
    days = [make_day(year, month, number)]
    if match.has("slashed"):
        days.append(make_day(year, number, month))
    known = sorted({day for day in days if day is not None})
    if len(known) == 2:
        near = [day for day in known if abs((day - context.day).days) <= NEAR_DAYS]
        if context.anchor.knows != "date" or len(near) != 1:
            return (match.reading("DATE", f"{year:04}"),)
        known = near
    return (match.reading("DATE", known[0].isoformat()),) if known else ()


def month(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "October", "late March", "last December", "July 1997", "June last year"."""
    number = int(match.value("month"))
    if match.last - match.first == 1 and (not _is_month(match) or _is_name(match, 3)):
        return ()
    year = full_year(match, "year")
    if year is not None:
        return (match.reading("DATE", f"{year:04}-{number:02}"),)
    if match.has("which"):
        year = context.day.year + int(match.value("which"))
        return (match.reading("DATE", f"{year:04}-{number:02}", f"XXXX-{number:02}", "date"),)
    now = context.day.replace(day=1)
    around = [shift_months(date(now.year, number, 1), 12 * step) for step in (-1, 0, 1)]
    cue = match.kind("cue")
    if cue in ("last", "previous"):
        day = max(d for d in around if d < now)
    elif cue in ("next", "coming"):
        day = min(d for d in around if d > now)
    elif cue == "this":
        day = date(now.year, number, 1)
    else:
        day = choose_year(around, now, match.tense(context))
    return (match.reading("DATE", month_value(day), f"XXXX-{number:02}", "date"),)


def _is_month(match: Match) -> bool:
    """Return whether a single word is a month: "in May", but not "May I" or "Jan Kowalski"."""
    if match.kind("month") == "month":
        return True
    before = match.words.name(match.first - 1) if match.first else ""
    if before in ("in", "since", "until", "by", "beside"):
        return True
    after = match.words.starts[match.last] if match.last < len(match.words.starts) else None
    is_name = after is not None and match.words.text[after].isupper()
    return (
        match.kind("month") == "month_verb"
        and not is_name
        and before in ("of", "from", "to", "for", "and", "the", "through", "after", "before")
    )


def weekday(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "Friday", "last Sunday", "next Monday", "this Saturday", with a part of the day or without."""
    number = int(match.value("weekday"))
    day = weekday_day(match, context, number)
    part = match.value("part")
    suffix = "T" + part if part else ""
    kind = "TIME" if part else "DATE"
    return (
        match.reading(kind, day.isoformat() + suffix, f"XXXX-WXX-{number}{suffix}", "weekday"),  # type: ignore[arg-type]
    )


def weekday_day(match: Match, context: Context, number: int) -> date:
    """Return the day that a weekday names: by its cue, else by tense, else the latest up to today."""
    today = context.day
    back = (today.isoweekday() - number) % 7
    cue = match.kind("cue")
    if cue == "previous" and context.last:
        said = context.said_day()
        return shift_days(said, -((said.isoweekday() - number - 1) % 7 + 1))
    if cue in ("last", "previous"):
        return shift_days(today, -(back or 7))
    if cue in ("next", "coming", "following"):
        return shift_days(today, 7 - back)
    tense = match.tense(context)
    if back == 0:
        return today
    if tense == "future" or (cue == "this" and tense != "past"):
        return shift_days(today, 7 - back)
    return shift_days(today, -back)


def weekday_before(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the Thursday before": the last one before the day last spoken of."""
    number, said = int(match.value("weekday")), context.said_day()
    day = shift_days(said, -((said.isoweekday() - number - 1) % 7 + 1))
    return (match.reading("DATE", day.isoformat(), f"XXXX-WXX-{number}", "weekday"),)


def week_of(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the week of March 6"."""
    days = month_day(match, context) if match.value("unit") == "W" else ()
    interval = days[0].interval() if days else None
    return (match.reading("DATE", week_value(interval[0]), "XXXX-WXX", "date"),) if interval else ()


def weekdays(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "Mondays", "every Monday", "Tuesday nights" as a set."""
    part = match.value("part")
    return (match.reading("SET", f"XXXX-WXX-{match.value('weekday')}" + ("T" + part if part else "")),)


def every_month(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "each July" as a set."""
    return (match.reading("SET", f"XXXX-{int(match.value('month')):02}"),)


def year(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "1995", "fiscal 2013", "early 1990", "the end of 2013"."""
    number = full_year(match, "year")
    if number is None or (match.last - match.first == 1 and not _is_year(match, number)):
        return ()
    return (match.reading("DATE", f"{number:04}"),)


def _is_year(match: Match, number: int) -> bool:
    """Return whether a number alone is a year: not of "J1131-1231"; "in" before an early or short one."""
    text, start = match.words.text, match.words.starts[match.first]
    before = text[max(0, start - 2) : start]
    if before[-1:].isalpha() or (before[-1:] in "-–" and before[:1].isdigit()):
        return False
    is_plain = number >= FIRST_BARE_YEAR and match.kind("year") == "year"
    return is_plain or (
        match.first > 0 and match.words.name(match.first - 1) in ("in", "since", "of", "until", "by", "from")
    )


def year_run(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "2003-04" and "1994-1996" as a run of years; no day of the calendar, no score of a match."""
    first, digits = int(match.form("year")), match.form("until")
    last = int(match.form("year")[: 4 - len(digits)] + digits)
    if not first < last <= first + 50:
        return ()
    return (match.reading("DATE", f"{first:04}/{last:04}"),)


def decade(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the 1980s", "the early '80s", "the nineties" as TIMEX3's three digits."""
    if match.has("word"):
        return (match.reading("DATE", f"19{match.value('word')}"),)
    if (
        match.last - match.first == 1
        and match.form("decade")[:2].isdigit()
        and len(match.form("decade")) == 3
    ):
        return ()  # "in his 30s"
    digits = "".join(c for c in match.form("decade") if c.isdigit())
    return (match.reading("DATE", digits[:3] if len(digits) == 4 else f"19{digits[0]}"),)


def century(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the 20th century" as TIMEX3's two digits."""
    if match.value("unit") != "C":
        return ()
    number = ordinal(match.words, match.at("ordinal"))
    return (match.reading("DATE", f"{number - 1:02}"),) if 1 <= number <= 30 else ()


def quarter(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the third quarter", "third-quarter", "the 1988 third quarter", "this year's first quarter"."""
    number = ordinal(match.words, match.at("ordinal"))
    if not 1 <= number <= 4:
        return ()
    given = full_year(match, "year")
    if given is not None:
        return (match.reading("DATE", f"{given:04}-Q{number}"),)
    now = context.day
    if match.has("which"):
        chosen = now.year + int(match.value("which"))
    elif match.has("gone"):
        chosen = now.year - 1
    else:
        begins = [date(now.year + step, 3 * number - 2, 1) for step in (-1, 0, 1) if now.year + step >= 1]
        begun = [day for day in begins if day <= now] or begins
        is_ahead = match.tense(context) == "future" and (now - begun[-1]).days > LONG_GONE_DAYS
        chosen = begun[-1].year + is_ahead
    return (match.reading("DATE", f"{chosen:04}-Q{number}", f"XXXX-Q{number}", "date"),)


def half(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the first half of 2013", "the second half of this year", "the first half"."""
    number = 1 if match.form("number") == "first" else 2
    given = full_year(match, "year")
    if given is not None:
        return (match.reading("DATE", f"{given:04}-H{number}"),)
    chosen = context.day.year + int(match.value("which") or 0)
    return (match.reading("DATE", f"{chosen:04}-H{number}", f"XXXX-H{number}", "date"),)


def season(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "last fall", "this summer", "the spring of 2012", "winter 2010"."""
    code = match.value("season")
    given = full_year(match, "year")
    if given is not None:
        return (match.reading("DATE", f"{given:04}-{code}"),)
    now = context.day
    starts = [date(now.year + step, SEASONS[code][0], 1) for step in (-1, 0, 1) if now.year + step >= 1]
    cue = match.kind("cue")
    if match.has("which"):
        chosen = now.year + int(match.value("which"))
    elif cue == "this" and not match.has("gone"):
        chosen = now.year
    elif cue in ("last", "previous") or match.has("gone"):
        gone = [d for d in starts if (now - d).days > 90]
        chosen = (gone or starts)[-1].year
    elif cue in ("next", "coming"):
        chosen = next((d for d in starts if d > now), starts[-1]).year
    else:
        chosen = choose_year(starts, now, match.tense(context)).year
    return (match.reading("DATE", f"{chosen:04}-{code}", f"XXXX-{code}", "date"),)


def the_season(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "the summer", "the early spring"; not "the fall of the government", "the Winter Palace"."""
    at = match.at("season")
    if match.words.text[match.words.starts[at]].isupper():
        return ()
    if match.form("season") in ("fall", "spring") and (
        match.has("noun") or match.last < len(match.words.forms)
    ):
        after = "" if match.has("noun") else match.words.name(at + 1)
        if after not in ("stop", "comma", "break"):
            return ()
    return tuple(replace(reading, last=at + 1) for reading in season(match, context))


def named_day(match: Match, context: Context) -> tuple[Reading, ...]:
    """Read "Christmas Eve", "last Thanksgiving", "New Year's Day 2013"."""
    rule = holidays().get(" ".join(match.form("holiday").replace("’", "'").split()))
    if rule is None:
        return ()
    given = full_year(match, "year")
    if given is not None:
        day = holiday(rule, given)
        return (match.reading("DATE", day.isoformat()),) if day else ()
    now = context.day
    days = [day for step in (-1, 0, 1) if now.year + step >= 1 and (day := holiday(rule, now.year + step))]
    cue = match.kind("cue")
    if match.has("which"):
        day = holiday(rule, now.year + int(match.value("which"))) or days[0]
    elif cue in ("last", "previous"):
        day = max((d for d in days if d < now), default=days[0])
    elif cue in ("next", "coming"):
        day = min((d for d in days if d > now), default=days[-1])
    else:
        day = choose_year(days, now, match.tense(context))
    unanchored = "XXXX-XX-XX" if ":" in rule or rule.startswith("easter") else f"XXXX-{rule}"
    return (match.reading("DATE", day.isoformat(), unanchored, "date"),)
