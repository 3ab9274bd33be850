"""What keeps two different numbers or times of one claim from being a conflict, whatever the words count."""

from __future__ import annotations

import re

from twosource.mark.figure_counts import listed
from twosource.records import Figure, Telling, Time

AGE = re.compile(r"(?i)[\s-]*(?:years?|months?)?[\s-]*old\b")
PARTIAL = re.compile(
    r"(?i)\b(?:first|last|final|next|other|another|remaining|further|elsewhere)\W+(?:\w+\W+)?$"
)
PRICED = frozenset(
    {
        "share", "shares", "stock", "stocks", "price", "prices", "market", "index", "futures", "bitcoin",
        "ether", "token", "coin", "cryptocurrency", "oil", "crude", "gold", "pound", "euro", "dollar", "yen",
        "currency", "bond", "yield",
    }
)  # fmt: skip
"""What has another price at each hour. Source: own compilation."""

NEAR_AGE = 3
"""Years by which two ages of one person may differ, as birthdays do and reporters err."""


def is_age(figure: Figure, telling: Telling) -> bool:
    """Return whether a figure is somebody's age: "a 72-year-old woman"."""
    if figure.counts == "age" or AGE.search(figure.span.text):
        return True
    after = max(0, figure.span.end - telling.span.start)
    return figure.unit == "year" and AGE.match(telling.span.text[after : after + 12]) is not None


def doubt(x: Figure, y: Figure, one: Telling, other: Telling) -> str | None:
    """Return why two different numbers are no conflict; `None` if nothing speaks against one.

    An empty text says that they are not worth comparing at all.
    """
    ages = is_age(x, one), is_age(y, other)
    if any(ages):
        near = all(ages) and abs((x.value or 0) - (y.value or 0)) <= NEAR_AGE
        return "an age is told in two ways, or of two persons" if near else ""
    for figure, telling in ((x, one), (y, other)):
        before = telling.span.text[: max(0, figure.span.start - telling.span.start)]
        if telling.span.holds(figure.span) and PARTIAL.search(before):
            return f"“{figure.span.text}” may be a part of a larger number"
    if {x.unit, y.unit} != {None} and all(_is_price(t) for t in (one, other)):
        return "a price moves, and each tells it at its hour"
    return None


def _is_price(telling: Telling) -> bool:
    """Return whether a telling is of a price that moves: "shares fell", "bitcoin climbed to"."""
    moves = telling.lemma in listed("change") or telling.lemma in {
        "trade",
        "close",
        "open",
        "plunge",
        "tumble",
    }
    return moves and any(a.head in PRICED for a in telling.arguments)


def says_alike(x: Time, y: Time) -> bool:
    """Return whether two times are told in the same words, which are counted from each one's own day.

    Both quote "next month", or the one prints the other's text a month later.
    """
    return x.span.text.casefold() == y.span.text.casefold()
