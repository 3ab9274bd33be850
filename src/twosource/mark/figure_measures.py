"""Currencies, units and hedges around a number, read from plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from twosource.lexicon import table

LOOK_BACK = 48
"""Characters before a number in which its hedge is looked for: the longest hedge with a currency and a
determiner is 40 long."""


@dataclass(frozen=True, slots=True)
class Hedged:
    """What hedging words make of a number: where they begin and end, the words, and the interval."""

    start: int
    end: int
    words: str | None
    low: float | None
    high: float | None


def either(choices: Iterable[str]) -> str:
    """Return a pattern for any of `choices`, the longest first, blanks standing for any white space."""
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


# ---------------------------------------------------------------- currency and unit


@cache
def _currency_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a currency before and after a number."""
    before = either(row[0] for row in table("figures_currencies") if row[2] == "before")
    after = either(row[0] for row in table("figures_currencies") if row[2] == "after")
    return (
        re.compile(rf"(?<![A-Za-z])({before})\s?$"),
        re.compile(rf"(?:[\s-]|\s+of\s+)?(?:(?:[A-Z][a-z]+|US|U\.S\.)\s)?({after})(?!\w)"),
    )


@cache
def _codes(place: str) -> dict[str, str]:
    """Return the currency codes by sign or word, for one place."""
    return {row[0]: row[1] for row in table("figures_currencies") if row[2] == place}


def currency_before(text: str, at: int) -> tuple[int, str] | None:
    """Return where the currency sign before `at` begins and its code, or `None`."""
    found = _currency_patterns()[0].search(text, max(0, at - 6), at)
    return None if found is None else (found.start(), _codes("before")[found[1]])


def currency_at(text: str, at: int) -> int:
    """Return the length of a currency sign that begins at `at`, 0 if there is none."""
    for sign in sorted(_codes("before"), key=len, reverse=True):
        if text.startswith(sign, at):
            return len(sign)
    return 0


@cache
def _unit_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of an age, a unit and a rate after a number."""
    unit = either(row[0] for row in table("figures_units"))
    return (
        re.compile(r"[\s-](?:years?|months?|weeks?|days?)[\s-](?:olds?\b|of\s+age\b)", re.IGNORECASE),
        re.compile(rf"(?:\s|-|\s+of\s+)?({unit})(?!\w)", re.IGNORECASE),
        re.compile(r"\s(?:an?|per|each)\s(day|week|month|year|hour|minute|person|night)\b", re.IGNORECASE),
    )


@cache
def _units() -> dict[str, str]:
    """Return the unit of each word for one, lower case."""
    return {row[0].lower(): row[1] for row in table("figures_units")}


METRES = re.compile(
    r"m(?:[\s-](?:high|tall|long|deep|wide|away|from|above|below|thick|race|sprint|final|freestyle|hurdles|"
    r"butterfly|backstroke|relay|dash|run|stretch|gap|wall|tower|distance|radius|altitude|exclusion)\b)",
    re.IGNORECASE,
)


def read_unit(text: str, at: int) -> tuple[int, str, str] | None:
    """Return where the unit after a number ends, the unit, and "age", "unit" or "money"; or `None`."""
    age, unit, rate = _unit_patterns()
    if (found := age.match(text, at)) is not None:
        word = re.sub(r"[^a-z]+", " ", found[0].lower()).split()[0]
        return found.end(), word.rstrip("s"), "age"
    if (found := unit.match(text, at)) is not None:
        word = " ".join(found[1].lower().split())
        if word in ("second", "g", "mi") and text[at : at + 1] == " ":
            return None  # "two second chances": the singular is a unit after a hyphen only
        end, name, kind = found.end(), _units()[word], "unit"
    elif (found := _currency_patterns()[1].match(text, at)) is not None:
        end, name, kind = found.end(), _codes("after")[found[1]], "money"
    else:
        return None
    per = rate.match(text, end)
    if per is not None and not (kind == "unit" and name in ("year", "month", "week", "day", "hour")):
        return per.end(), f"{name}/{per[1].lower()}", kind
    return end, name, kind


# ---------------------------------------------------------------- hedges


@cache
def _hedge_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of the hedges before and after a number."""
    before = either(row[0] for row in table("figures_hedges") if row[1] == "before")
    after = either(row[0] for row in table("figures_hedges") if row[1] == "after")
    return (
        re.compile(rf"(?<![\w’'-])({before})\s*$", re.IGNORECASE),
        re.compile(rf"\s?({after})(?![\w])", re.IGNORECASE),
    )


@cache
def _hedge_rules() -> dict[tuple[str, str], tuple[str, str]]:
    """Return the low and high rule of each hedge, by words and place."""
    return {(row[0], row[1]): (row[2], row[3]) for row in table("figures_hedges")}


def _bound(rule: str, bound: float | None) -> float | None:
    """Return what a rule of `figures_hedges` makes of one bound."""
    if rule == "-":
        return None
    if rule == "0":
        return 0.0
    factor = float(rule[:-1]) if rule != "v" else 1.0
    return None if bound is None else round(bound * factor, 6)


def read_hedges(text: str, start: int, end: int, interval: tuple[float, float]) -> Hedged:
    """Return the hedges around the number at `start` to `end` and the interval they make of `interval`.

    Two hedges before a number ("up to about 300") apply from the inner to the outer.
    """
    before, after = _hedge_patterns()
    low: float | None
    high: float | None
    low, high = interval
    words: list[str] = []
    for _ in range(2):
        found = before.search(text, max(0, start - LOOK_BACK), start)
        if found is None:
            break
        key = " ".join(found[1].lower().split())
        rules = _hedge_rules()[key, "before"]
        low, high = _bound(rules[0], low), _bound(rules[1], high)
        start = found.start()
        words.insert(0, found[1])
    found = after.match(text, end)
    if found is not None and found[0][:1] in " \u00a0\n-+":
        rules = _hedge_rules()[" ".join(found[1].lower().split()), "after"]
        low, high = _bound(rules[0], low), _bound(rules[1], high)
        end = found.end()
        words = [" … ".join([" ".join(words), found[1]])] if words else [found[1]]
    return Hedged(start, end, " ".join(words) or None, low, high)
