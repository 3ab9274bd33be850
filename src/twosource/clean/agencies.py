"""Agencies named in a text as its supplier, or as that of its pictures."""

from __future__ import annotations

import re
from functools import cache

from twosource.lexicon import table

_NAME_CHARS = r"[^\W_]"
_EMPLOYER = re.compile(r"^\W*$|(?:[,|/(;–—-]|\b(?:[Ff]or|[Oo]f|[Aa]t|[Ff]rom|[Bb]y [Tt]he|[Tt]he))\s*$")


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


def find_in_byline(text: str) -> list[tuple[int, int, str]]:
    """Return the agencies that a byline names as employers: "Petra" in "By Petra Hollis" is none."""
    return [(start, end, agency) for start, end, agency in find(text) if _EMPLOYER.search(text[:start])]


def named(words: str) -> str | None:
    """Return the agency that `words`, all of them, name; else `None`."""
    plain = " ".join(words.split()).strip(" .,:;()-–—/©")
    return _names().get(plain) or _names().get(plain.removeprefix("The ").removeprefix("the "))
