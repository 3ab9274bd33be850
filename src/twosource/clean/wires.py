"""Agencies that no table knows: names that stand where a report names its supplier.

A small or new agency is known by its place alone: in the brackets of a dateline, alone in brackets on the
last line, in capitals before a photographer's name, behind "news agency". A name found so is then found again
below the headlines of other stories.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from twosource.lexicon import table

_WORD = r"[A-ZÀ-ÞĀ-Ž][\w’&.\-]*"
_NAME = re.compile(rf"{_WORD}(?: (?:of|de|{_WORD})){{0,3}}")
_BRACKETS = re.compile(r"(?:\( ?(?P<round>[^()\[\]]{2,40}?) ?\)|\[ ?(?P<square>[^()\[\]]{2,40}?) ?\])\.?")
_HOUSE = re.compile(r"(?P<house>[A-Z][A-Z&.\-]{2,}(?: [A-Z][A-Z&.\-]+){0,2})\s?/")
_CALLED = re.compile(
    r"(?i:\bnews agency),? (?P<after>[A-Z]\w+)|\b(?P<before>[A-Z]\w+) (?i:(?:state )?news agency)\b"
)

ENDINGS = ("wire", "press", "newswire", "news agency", "news service", "presse", "agentur")
"""With what names of agencies end, in lower case. Source: own compilation."""

NO_NAMES = frozenset(
    (
        "more", "ends", "end", "video", "photo", "photos", "image", "images", "update", "updated", "live",
        "correction", "corrected", "continued", "advertisement", "ad", "exclusive", "opinion", "analysis",
        "sponsored", "gallery", "laughter", "applause", "crosstalk", "cheers", "music", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday",
        "the", "this", "a", "an", "our", "his", "her", "its", "in", "on", "at", "no",
    )
)  # fmt: skip
"""Words that stand in brackets on a line of their own, or before "news agency", and name nobody."""


@cache
def _places() -> frozenset[str]:
    """Return the names of states, of parts of states and of some towns, casefolded: none is an agency."""
    found = {row[0].casefold() for row in table("regions")}
    found.update(n.casefold() for row in table("names_places") for n in row[0].split("|"))
    found.update(n.casefold() for row in table("states") for cell in row[1:] for n in cell.split("|"))
    return frozenset(found)


def name(words: str) -> str | None:
    """Return `words` if they are written like the name of an agency, without digits, else `None`."""
    plain = words.strip()
    if plain.casefold() in _places():
        return None
    known = _NAME.fullmatch(plain) and not NO_NAMES & {word.lower() for word in plain.split()[:1]}
    return plain if known and not any(char.isdigit() for char in plain) else None


def bracketed(line: str) -> tuple[int, int] | None:
    """Return the extent of a name that fills a whole line in brackets: "(Northwire)"."""
    found = _BRACKETS.fullmatch(line) if line[:1] in "([" and len(line) <= 44 else None
    if found is None:
        return None
    group = "round" if found["round"] else "square"
    return found.span(group) if name(found[group]) else None


def house(credit: str) -> str | None:
    """Return the name in capitals that stands before the photographer's: "NORTHWIRE/Ilse Brandt"."""
    found = _HOUSE.match(credit)
    return found["house"] if found else None


def called(text: str) -> list[str]:
    """Return the names that `text` calls news agencies: "the state news agency TarPress"."""
    if "news agency" not in text:
        return []
    names = (found["after"] or found["before"] for found in _CALLED.finditer(text))
    return [word for word in names if name(word)]


def repeated(lines: Iterable[str]) -> list[str]:
    """Return those of the `lines`, each below a headline, that end like an agency's name and come again."""
    ends = [line for line in lines if len(line) <= 40 and line.lower().endswith(ENDINGS) and name(line)]
    return [line for line, times in Counter(ends).items() if times > 1]


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return each name by its lower case, rather not in capitals, else as it stands first."""
    out: dict[str, str] = {}
    for word in names:
        key = word.lower()
        if key not in out or (out[key].isupper() and not word.isupper()):
            out[key] = word
    return out
