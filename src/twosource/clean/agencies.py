"""Agencies named in a text as its supplier, or as that of its pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from twosource.lexicon import table
from twosource.records import Credit

_NAME_CHARS = r"[^\W_]"
_EMPLOYER = re.compile(r"^\W*$|(?:[,|/(;–—-]|\b(?:[Ff]or|[Oo]f|[Aa]t|[Ff]rom|[Bb]y [Tt]he|[Tt]he))\s*$")


_WORD = r"[A-ZÀ-ÞĀ-Ž][\w’'&\-]*"
_ENDING = (
    r"(?:[Nn]ews [Aa]gency|NEWS AGENCY|[Pp]ress [Aa]gency|PRESS AGENCY|[Nn]ews [Ss]ervice|NEWS SERVICE"
    r"|Newswire|NEWSWIRE|Wire [Ss]ervice)"
)
UNLISTED = re.compile(rf"(?<!\w){_WORD}(?: (?:of |de )?{_WORD}){{0,3}}? {_ENDING}(?!\w)")
"""The name of an agency that no table knows, by its ending: "Meridian News Agency"."""

MAX_TEXT = 20_000
"""Characters of a text in which the full name of an agency is looked for."""


@cache
def _names() -> dict[str, str]:
    """Return each name and alias of `lexicon/agencies.tsv` with the agency's name."""
    names: dict[str, str] = {}
    for row in table("agencies"):
        for alias in (row[0], *(row[1].split(";") if len(row) > 1 else ())):
            if alias:
                names[alias] = row[0]
    return names


@cache
def _pattern() -> re.Pattern[str]:
    """Return a pattern that finds any agency name as a whole word, the longest first."""
    names = sorted(_names(), key=lambda name: (-len(name), name))
    # Asked first, as most characters begin none.
    begins = re.escape("".join(sorted({name[0] for name in names})))
    whole = "|".join(map(re.escape, names))
    return re.compile(rf"(?=[{begins}])(?<!{_NAME_CHARS})(?:{whole})(?!{_NAME_CHARS})")


def find(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and agency of each agency name in `text`, a short stretch such as one line."""
    return [(m.start(), m.end(), _names()[m.group()]) for m in _pattern().finditer(text)]


def find_unlisted(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and name of each agency in a short stretch that its ending alone shows."""
    known = find(text)
    return [
        (m.start(), m.end(), m.group().removeprefix("By ").removeprefix("The "))
        for m in UNLISTED.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end, _ in known)
    ]


def find_in_byline(text: str) -> list[tuple[int, int, str]]:
    """Return the agencies that a byline names as employers: "Petra" in "By Petra Hollis" is none."""
    return [(start, end, agency) for start, end, agency in find(text) if _EMPLOYER.search(text[:start])]


def named(words: str) -> str | None:
    """Return the agency that `words`, all of them, name; else `None`."""
    plain = " ".join(words.split()).strip(" .,:;()-–—/©")
    return _names().get(plain) or _names().get(plain.removeprefix("The ").removeprefix("the "))


def spelled_out(text: str, credits: Sequence[Credit]) -> tuple[Credit, ...]:
    """Return credits with the agencies that the text itself spells out, whatever the table says of initials.

    "By Meridian News Agency" over a dateline with "(MNA)": the initials are Meridian's here, though a table
    has them for another agency.
    """
    return tuple(
        replace(c, agency=name) if (name := _spelled(text, c.span.text.strip(" ()[]."))) else c
        for c in credits
    )


def _spelled(text: str, initials: str) -> str | None:
    """Return the name that a text spells out for initials, if the table has another for them."""
    if not (2 <= len(initials) <= 5 and initials.isalpha() and initials.isupper()):
        return None
    words = r" (?:of |for |de )?".join(rf"{letter}[\w’'\-]+" for letter in initials)
    beside = rf"(?<!\w)(?P<name>{words})(?:,? ?[(\[]{initials}[)\]])"
    for found in re.finditer(rf"{beside}|(?<!\w)(?P<alone>{words})(?!\w)", text[:MAX_TEXT]):
        name = found["name"] or found["alone"]
        if agency := named(name):
            return None if agency == named(initials) else agency
        if found["name"] or UNLISTED.fullmatch(name):
            return name
    return None
