"""When a report was published, and what that rests on: said, on its page, or inferred from its own words.

A date that was given or that the page bears counts first. Else a full date in the dateline or in the lines
before the body is taken; else the weekday from which the report speaks: news writing calls the day of writing
by its name ("on Saturday issued an appeal"). What neither shows stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache

from twosource.lexicon import table
from twosource.records import DateBasis, Published, Report
from twosource.spans import Span

LEAD_PARAGRAPHS = 2
"""Paragraphs of the body that a news report leads with: what is new, and when."""

HEADER_CHARS = 4000
"""Characters before the body that are searched for a date; a page's menu is not longer."""

WORDS_BEFORE, WORDS_AFTER = 14, 7
"""Words before and after a weekday that are asked for its tense."""

FIRST_YEAR, LAST_YEAR = 1600, 2200
"""The oldest newspapers are of 1605; a later year than the last is a slip."""

ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$"
)
MIDNIGHT = re.compile(r"[T ]00:00(?::00|(?!:))")
"""The time of a date that is stored without one."""
ZONE = re.compile(r" (?:GMT|UTC|Z|[+-]\d\d:?\d\d)$")
ADDRESS = re.compile(r"/(\d{4})/(\d\d|[a-z]{3})/(\d\d)(?=/|$)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = re.compile(r"\b(" + "|".join(day.capitalize() for day in WEEKDAYS) + r")\b")
WORD = re.compile(r"[^\W\d_]+")
HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
"""Words with a hyphen, which tell no tense: "their self-proclaimed assembly"."""
OWN_DAY = re.compile(r"[“”\"]|``|\'\'|\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow)\b(?![’'])")
HEADER_WORDS = 14
"""Words that a line with the date of a page has beside it ("By Ana Varo | Published: …"), at most."""

PICTURED = re.compile(r"\b(?:photo(?:graph)?|picture[ds]?|file|image|screenshot)\b", re.IGNORECASE)
"""Words of a line whose date is that of a picture: "FILE - In this May 18, 2017 file photo, …"."""

YEAR = re.compile(r"(?<=[\w,.] )\d{4}|(?<=\d[./])\d{4}|\b\d{4}-\d\d-\d\d")
"""The year of a written date, as it stands behind a month, a day or a dot, or begins a date of digits."""

AROUND = 40
"""Characters before and after its year that a written date and its clock time have at most."""

PLUPERFECT = re.compile(r"\bhad\b")
"""What came before the day of which a lead tells: "He had fled on Tuesday"."""

OWN_DAYS, DAY = ("oday", "esterday", "omorrow"), "day"
"""What stands in each word of `OWN_DAY` and `WEEKDAY`: most paragraphs have none of them."""

BOUND = re.compile(r"(?<![A-Z])[.!?;:]\s")
POSSESSIVE = ("'s", "’s")
ARTICLES = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your")
)
NOT_PLAIN = frozenset(("last", "next", "coming", "every", "each", "this", "previous", "following", "past"))
NOT_AFTER = frozenset(("to", "until", "till", "before", "through", "between", "from", "by", "as"))


@cache
def _months() -> dict[str, int]:
    kinds = ("month", "month_verb", "month_short")
    return {row[0]: int(row[2]) for row in table("times_words") if row[1] in kinds}


@cache
def _written() -> re.Pattern[str]:
    """Return the pattern of a full date in a line: "Sat, 15 Aug 2020 10:04 GMT", "August 15, 2020"."""
    month = "(?:" + "|".join(sorted(_months(), key=lambda m: (-len(m), m))) + r")\b\.?"
    clock = r"(?:(?:,| at| -| \|)? ?(\d{1,2})[:.](\d\d)(?::\d\d)? ?([ap]\.?m\b\.?)?)?"
    weekday = r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]? ?)?"
    day = r"(\d{1,2})(?:st|nd|rd|th)?"
    return re.compile(
        rf"{weekday}(?:\b{day}(?: of)? ({month}),? (\d{{4}})\b|\b({month}) {day},? (\d{{4}})\b"
        rf"|\b(\d{{4}})-(\d\d)-(\d\d)(?!\d)|\b(\d{{1,2}})([./])(\d{{1,2}})\11(\d{{4}})\b){clock}",
        re.IGNORECASE,
    )


def infer_published(report: Report, body: Sequence[Span], dateline: Span | None = None) -> Published:
    """Return when a report was published, with its basis and, if inferred, the words that show it.

    Args:
        report: the report, with what was said about it.
        body: the paragraphs of its body, in text order.
        dateline: the words of its dateline, if it has one.
    """
    for value, basis in ((report.given.published, "given"), (report.page.published, "page")):
        if value and (said := _said(value, "given" if basis == "given" else "page")):
            return said
    for url in (report.given.url, report.page.url):
        if url and (said := _in_address(url)):
            return said
    return _from_header(report, body, dateline) or _from_weekdays(report.text, body) or Published()


def _in_address(url: str) -> Published | None:
    """Return the date that the address of a page bears as folders of its path ("/2020/08/15/", "/aug/")."""
    found = ADDRESS.search(url)
    if found is None:
        return None
    year, month, day = found.groups()
    number = month if month.isdigit() else f"{_months().get(month, 0):02}"
    return _said(f"{year}-{number}-{day}", "page")


def _said(value: str, basis: DateBasis) -> Published | None:
    """Return a date that was said about the report; `None` if it is none (never rolled over to another)."""
    found = ISO.match(value.strip())
    if not found:
        written = _written().fullmatch(ZONE.sub("", value.strip()))
        iso = _iso(written) if written else None
        return Published(iso, "minute" if "T" in iso else "day", basis) if iso else None
    day, clock, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{clock or '00:00'}")
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    if clock is None or MIDNIGHT.match(value.strip(), len(day)):
        return Published(day, "day", basis)
    shown = "Z" if zone in ("Z", "UTC", "GMT") else (zone or "")
    return Published(f"{day}T{clock}{shown}", "minute", basis)


def _iso(found: re.Match[str]) -> str | None:
    """Return the ISO form of a written date, `None` if it is no day or can be read in two ways."""
    g = found.groups()
    if g[0]:
        year, month, day = int(g[2]), _months()[g[1].lower().rstrip(".")], int(g[0])
    elif g[3]:
        year, month, day = int(g[5]), _months()[g[3].lower().rstrip(".")], int(g[4])
    elif g[6]:
        year, month, day = int(g[6]), int(g[7]), int(g[8])
    else:
        day, month, year = int(g[9]), int(g[11]), int(g[12])
        if g[10] == "/" and day <= 12 and month <= 12 and day != month:
            return None
        if month > 12:
            day, month = month, day
    try:
        shown = date(year, month, day).isoformat()
    except ValueError:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return shown + _clock(g[13], g[14], g[15])


def _clock(hours: str | None, minutes: str | None, half: str | None) -> str:
    """Return "THH:MM" for a clock time, nothing for none or an impossible one."""
    if hours is None or minutes is None:
        return ""
    hour = int(hours)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return f"T{hour:02}:{minutes}" if hour < 24 and int(minutes) < 60 else ""


def _from_header(report: Report, body: Sequence[Span], dateline: Span | None) -> Published | None:
    """Return a full date of the dateline, else of the lines before the body, rather not one of an update."""
    stretches = [(dateline.start, dateline.end)] if dateline else []
    if body:
        stretches.append((max(0, body[0].start - HEADER_CHARS), body[0].start))
    for start, end in stretches:
        dates = []
        for found in _dates(report.text, start, end):
            value = _iso(found)
            first = max(start, report.text.rfind("\n", start, found.start()) + 1)
            last = report.text.find("\n", found.end(), end)
            beside = report.text[first : found.start()], report.text[found.end() : end if last < 0 else last]
            is_dateline = dateline is not None and start == dateline.start
            if value and (is_dateline or not _is_of_picture(*beside)):
                line = beside[0].lower()
                later = 1 if "update" in line or "modified" in line else 0
                dates.append((later, found.start(), found.end(), value))
        if dates:
            _, first, last, value = min(dates)
            span = Span.trimmed(report.text, first, last)
            return Published(value, "minute" if "T" in value else "day", "inferred", span)
    return None


def _is_of_picture(before: str, after: str) -> bool:
    """Return whether a date in a line before the body is that of a picture, by the words beside it."""
    words = len(WORD.findall(before)) + len(WORD.findall(after))
    return words > HEADER_WORDS or PICTURED.search(before + " " + after) is not None


def _dates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the written dates from `start` up to `end`: the slow pattern is tried around years alone."""
    at = start
    for year in YEAR.finditer(text, start, end):
        if year.start() < at:
            continue
        found = _written().search(text, max(at, year.start() - AROUND), min(end, year.end() + AROUND))
        if found and found.start() <= year.start():
            at = found.end()
            yield found


def _from_weekdays(text: str, body: Sequence[Span]) -> Published | None:
    """Return the weekday from which the body speaks, `None` if its weekdays don't show one.

    The latest past weekday of the lead counts, and the days after it that the body tells of as past; without
    one in the lead, the end of a run of two days or more. A weekday that is also called "last" is a week old.
    An outlet that writes "today" or "yesterday" in its own words does not call these days by name.
    """
    if any(_calls_days_by_distance(text, paragraph) for paragraph in body):
        return None
    told: dict[int, Span] = {}
    lead: list[int] = []
    before: set[int] = set()
    gone: set[int] = set()
    for number, paragraph in enumerate(body):
        for weekday, span, is_plain in _mentions(text, paragraph):
            if not is_plain:
                gone.add(weekday)
            elif _is_past(text, paragraph, span):
                told.setdefault(weekday, span)
                if number < LEAD_PARAGRAPHS:
                    lead.append(weekday)
                    if PLUPERFECT.search(text, max(paragraph.start, span.start - AROUND), span.start):
                        before.add(weekday)
    past = set(told) - gone
    if not _is_run({day for day in lead if day in past} - before):
        return None  # "said on Wednesday … a deal agreed on Friday"
    found = _speaking_day(past, [day for day in lead if day in past])
    return Published(f"XXXX-WXX-{found}", "weekday", "inferred", told[found]) if found else None


def _speaking_day(past: set[int], lead: list[int]) -> int | None:
    """Return the day of speaking (1 is Monday) for the days told of as past, `None` if they show none."""
    if len(past) > 5:
        return None
    if lead:
        day = lead[0]
        while day % 7 + 1 in past:
            day = day % 7 + 1
        return day
    ends = [day for day in past if day % 7 + 1 not in past]
    return ends[0] if len(ends) == 1 and len(past) > 1 else None


def _is_run(days: set[int]) -> bool:
    """Return whether days of the week follow one another without a gap."""
    return sum(day % 7 + 1 not in days for day in days) <= 1


def _mentions(text: str, paragraph: Span) -> Iterator[tuple[int, Span, bool]]:
    """Yield each weekday of a paragraph with its words, and whether it is named plainly ("on Friday")."""
    if DAY not in paragraph.text:
        return
    for found in WEEKDAY.finditer(text, paragraph.start, paragraph.end):
        start = found.start()
        before = WORD.findall(text[max(paragraph.start, start - 24) : start].lower())
        word = before[-1] if before else ""
        # Whoever is quoted speaks from another day than the report.
        if word in NOT_AFTER or _is_quoted(text[paragraph.start : start]):
            continue
        if word == "on":
            start = text.rfind("on", 0, start) if text[start - 3 : start - 1] == "on" else start
        if word in ARTICLES:
            continue  # "the Sunday Times"; "on the Monday" is another than the one from which it speaks
        is_plain = word not in NOT_PLAIN and text[found.end() : found.end() + 2] not in POSSESSIVE
        if is_plain or word in ("last", "past"):
            yield WEEKDAYS.index(found[1].lower()) + 1, Span.cut(text, start, found.end()), is_plain


def _is_quoted(before: str) -> bool:
    """Return whether a quotation that began in the words before has not ended there."""
    if "“" in before or "”" in before:
        return before.rfind("“") > before.rfind("”")
    return before.count('"') % 2 == 1


def _calls_days_by_distance(text: str, paragraph: Span) -> bool:
    """Return whether a paragraph says "today", "yesterday" or "tomorrow" outside of quotation marks."""
    if not any(word in paragraph.text for word in OWN_DAYS):
        return False
    is_quoted = False
    for found in OWN_DAY.finditer(text, paragraph.start, paragraph.end):
        if not found.group()[0].isalpha():
            is_quoted = not is_quoted
        elif not is_quoted:
            return True
    return False


@cache
def _tenses() -> dict[str, str]:
    return {row[0]: row[1] for row in table("times_tense")}


def _is_past(text: str, paragraph: Span, mention: Span) -> bool:
    """Return whether the words near a weekday tell of something past, and none of something to come."""
    before = BOUND.split(text[max(paragraph.start, mention.start - 160) : mention.start])[-1]
    after = BOUND.split(text[mention.end : min(paragraph.end, mention.end + 100)])[0]
    words_before = WORD.findall(HYPHENED.sub(" ", before.lower()))[-WORDS_BEFORE:]
    words_after = WORD.findall(HYPHENED.sub(" ", after.lower()))[:WORDS_AFTER]
    if "since" in words_before:
        return False  # "has been delayed since a truce was agreed on Friday"
    order = [*reversed(range(len(words_before))), *range(len(words_before), len(words_before + words_after))]
    words = words_before + words_after
    for at in order:
        tense = _tenses().get(words[at]) or (
            "past" if len(words[at]) > 4 and words[at].endswith("ed") else None
        )
        if tense == "past" and "be" in words[max(0, at - 2) : at]:
            continue  # "would be imposed"
        if at < len(words_before) and words[at] == "to" and not _is_noun_phrase(words, at + 1):
            return False  # "pledged to press ahead with a vote on Sunday"
        if tense in ("past", "future"):
            return tense == "past"
    return False


def _is_noun_phrase(words: list[str], at: int) -> bool:
    """Return whether an article or the like stands at a word: "to the town" is no infinitive."""
    return at >= len(words) or words[at] in ARTICLES
