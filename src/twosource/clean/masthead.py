"""The first line of a text that is the name of who publishes it, not the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from twosource.clean import outlet

SEPARATOR = re.compile(r"\s*(?: [-–—|/•·:] |, |: | \()")
"""What stands between the name and a section: "RADIO LORIAND, SPORTS DESK", "Valley Echo - LIVE"."""

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE_LINE = re.compile(
    rf"(?i)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day[,.]? ?)?"
    rf"(?:\d{{1,2}}\.? (?:{_MONTH})[a-z]{{0,6}}\.?,? \d{{4}}|(?:{_MONTH})[a-z]{{0,6}}\.? \d{{1,2}},? \d{{4}}"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})(?:,? (?:at )?\d{{1,2}}[:.]\d\d ?[a-z.]{{0,5}})?"
)
"""A line that is nothing but the date of a page."""

RELEASE = re.compile(
    r"(?i)(?:(?:press|news|media) (?:release|office|statement|service|information|advisory)"
    r"|(?:public |official |joint |written )?statement|communiqué|for immediate (?:use|release)"
    r"|(?:under )?embargo(?:ed)?(?: until| till|:).{2,60}|advisory to .{2,40})"
    r"(?: (?:no\.? ?)?\d[\d/.\-]{0,12})?(?:,? (?:of|by|from|on) .{2,60})?"
)
"""A line that says that a text is the statement of whoever stands above it."""

WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
MENU = re.compile(r"\s(?:[|/•·]|>{1,2})\s")
NAME_WORDS, ENTRY_WORDS = 6, 4
"""Words that a name has at most, and an entry of a menu."""


def name_of(texts: Sequence[str], given: str | None) -> str | None:
    """Return the name with which a text begins, as the first line has it; else `None`.

    It is one that was given as the outlet's; or that is written as outlets' names are; or that stands over a
    menu or over a line that says "press release". A short line over a date may be either.

    Args:
        texts: the non-blank lines of a report, at least the first three.
        given: the outlet's name, if it was given or stands on the page.
    """
    if not texts:
        return None
    line = texts[0].strip()
    head = SEPARATOR.split(line, maxsplit=1)[0].strip()
    rest = line[len(head) :].strip(" -–—|/•·:,()")
    if given and _plain(line).startswith(_plain(given)) and len(line) < 3 * len(given) + 12:
        return line[: len(given)] if head == line else head
    if not 0 < len(head.split()) <= NAME_WORDS or not _is_written_as_name(head):
        return None
    if rest and (len(rest.split()) > ENTRY_WORDS or rest[-1] in ".!?"):
        return None
    if outlet.is_name(head):
        return head
    below = texts[1].strip() if len(texts) > 1 else ""
    if rest or not below:
        return None
    if is_menu(below) or RELEASE.fullmatch(below):
        return head
    # "Mayor resigns" stands over a date as "ALLNEWS" does.
    return head if DATE_LINE.fullmatch(below) and (len(head.split()) == 1 or head.isupper()) else None


def is_release(texts: Sequence[str]) -> bool:
    """Return whether a text says in its first lines that it is a press release or a statement."""
    return any(RELEASE.fullmatch(line.strip(" *-–—:")) for line in texts[:6])


def is_date(line: str) -> bool:
    """Return whether a line is a date, or a place with a date: "Torvik, 7 June 2021"."""
    day = line.partition(", ")[2]
    is_dateline = bool(day) and line[:1].isupper() and day.lower() in WEEKDAYS
    return len(line) < 60 and (
        is_dateline or any(DATE_LINE.fullmatch(words) for words in (line, day) if words)
    )


def is_menu(line: str) -> bool:
    """Return whether a line lists the sections of a site: "News | Business | Courts"."""
    entries = MENU.split(line)
    return len(entries) > 1 and all(0 < len(entry.split()) <= ENTRY_WORDS for entry in entries)


def _is_written_as_name(head: str) -> bool:
    """Return whether all words of a line but the smallest begin with a capital, and no sentence ends it."""
    words = head.split()
    small = {"of", "the", "and", "for", "&", "on", "de", "la"}
    return head[-1] not in '.!?"”' and all(w[0].isupper() or w.lower() in small for w in words)


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())
