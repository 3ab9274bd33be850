"""Numbers as written: digits, words, vague counts, shares, with scale, range, hedge and unit; no parse needed.

Everything here reads plain text from a position; `figures` decides what counts and `figure_counts` what is
counted. All patterns are anchored at a position or look back at most `LOOK_BACK` characters, so that the cost
is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from twosource.lexicon import table

LOOK_BACK = 48
"""Characters before a number in which its hedge is looked for: the longest hedge with a currency and a
determiner is 40 long."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from a text: where it stands and the values that its own words admit.

    `value` is `None` for a range or a vague count. `plain` and `scale` are its factors where it was written
    as a number and one scale ("2.4" and a million), so that a range may share the scale of its end.
    """

    start: int
    end: int
    low: float
    high: float
    value: float | None
    kind: str
    plain: float = 0.0
    scale: float = 1.0


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


@cache
def _kinds() -> dict[str, dict[str, float]]:
    """Return the words of `figures_numbers` with their values, by kind."""
    kinds: dict[str, dict[str, float]] = {}
    for word, value, kind in table("figures_numbers"):
        kinds.setdefault(kind, {})[word] = float(value)
    return kinds


@cache
def _vague() -> dict[str, tuple[float, float]]:
    """Return the interval of each vague count."""
    return {row[0]: (float(row[1]), float(row[2])) for row in table("figures_vague")}


@cache
def _fractions() -> dict[str, tuple[float, float, float]]:
    """Return low, high and value of each share in words, in per cent."""
    return {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in table("figures_fractions")}


@cache
def _ordinals() -> dict[str, float]:
    """Return the value of each ordinal number in words."""
    return {row[0]: float(row[1]) for row in table("figures_ordinals")}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the compiled patterns, made once from the tables."""
    kinds = _kinds()
    small = either([*kinds["unit"], *kinds["teen"], *kinds["ten"]])
    scale = either(kinds["scale"])
    word = either([*kinds["unit"], *kinds["teen"], *kinds["ten"], *kinds["scale"]])
    digits = r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\s000)+(?!\d)|\d+(?:\.\d+)?"
    suffix = either([*kinds["suffix"], *kinds["money"]])
    sources = {
        "start": rf"(?<!\w)(?:\d|[½¼¾]|(?:an?\s+(?=(?:{scale}|couple|few|handful|third|quarter|fifth|tenth|sixth|"
        rf"eighth)\b)|{word}|{either(_vague())}|{either(_fractions())}|{either(_ordinals())}|few|couple)\b)",
        "digits": rf"({digits})([½¼¾]?)(?:(?:\s|-)?({scale})\b|\s?({suffix})(?![\w]))?",
        "bare fraction": rf"([½¼¾])(?:\s({scale})\b)?",
        "words": rf"(?:an?\s+(?={scale}\b))?{word}\b(?:(?:[\s-]|\s+and\s+|-and-){word}\b)*",
        "and a half": rf"(?:\s|-)and(?:\s|-)a(?:\s|-)half(?:\s+({scale})\b)?",
        "part of scale": rf"(half|(?:a\s+)?quarter\s+of|three[\s-]quarters\s+of)\s+an?\s+({scale})\b",
        "few of scale": rf"(several|(?:a\s+)?few|(?:a\s+)?couple(?:\s+of)?)\s+({scale})\b",
        "vague": rf"{either(_vague())}\b",
        "fraction": rf"{either(_fractions())}\b",
        "ordinal": rf"(?:{either(_ordinals())}\b|(\d+)(?:st|nd|rd|th)\b)",
        "range": r"(?:-?\s+to\s+|-to-|[-–]|\s+or\s+|\s+and\s+|\s–\s)",
        "small": rf"{small}$",
        "odds": r"\s+(in|out\s+of)(?:\s+every)?\s+",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


def starts(text: str) -> Iterable[int]:
    """Yield the positions at which a number may begin in `text`."""
    for found in _patterns()["start"].finditer(text):
        yield found.start()


def read_number(text: str, at: int, *, money: bool = False) -> Number | None:
    """Return the number that begins at `at`, or `None`.

    Args:
        text: any text.
        at: where to read.
        money: whether a currency sign stands before, so that "2b" and "3t" are scaled.
    """
    if text[at].isdigit() or text[at] in "½¼¾":
        return _read_ordinal(text, at) or _read_digits(text, at, money=money)
    readers = (_read_part_of_scale, _read_vague, _read_fraction, _read_ordinal, _read_words)
    return next((number for reader in readers if (number := reader(text, at)) is not None), None)


HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def _read_digits(text: str, at: int, *, money: bool) -> Number | None:
    """Return a number in digits with its scale."""
    found = _patterns()["digits"].match(text, at)
    if found is None:
        bare = _patterns()["bare fraction"].match(text, at)
        if bare is None:
            return None
        factor = _kinds()["scale"][bare[2].lower()] if bare[2] else 0.0
        value = HALVES[bare[1]] * (factor or 100)
        return Number(at, bare.end(), value, value, value, "digits" if factor else "fraction", value)
    plain = float(re.sub(r"[,\s]", "", found[1])) + HALVES.get(found[2], 0.0)
    end, scale, kinds = found.end(), 1.0, _kinds()
    if found[3]:
        scale = kinds["scale"][found[3].lower()]
    elif found[4]:
        known = kinds["suffix"] | (kinds["money"] if money else {})
        if found[4].lower() in known:
            scale = known[found[4].lower()]
        else:
            end = found.end(2)
    value = round(plain * scale, 6)
    return Number(at, end, value, value, value, "digits", plain, scale)


def _read_words(text: str, at: int) -> Number | None:
    """Return a number in words: the longest well-formed run of number words from `at`."""
    found = _patterns()["words"].match(text, at)
    if found is None:
        return None
    total = current = 0.0
    end, scale, kinds = at, 1.0, _kinds()
    for piece in re.finditer(r"[A-Za-z]+", found[0]):
        word = piece[0].lower()
        if word in ("a", "an", "and"):
            continue
        if word in kinds["scale"]:
            scale = kinds["scale"][word]
            if scale == 100 or word == "dozen":
                current = (current or 1) * scale
            else:
                total, current = total + (current or 1) * scale, 0.0
        elif _fits(word, current):
            current += kinds["unit"].get(word, 0) + kinds["teen"].get(word, 0) + kinds["ten"].get(word, 0)
        else:
            break
        end = at + piece.end()
    value = total + current
    half = _patterns()["and a half"].match(text, end)
    if half is not None and value < 1000:
        scale = kinds["scale"][half[1].lower()] if half[1] else 1.0
        value, end = (value + 0.5) * scale, half.end()
    return Number(at, end, value, value, value, "words", value / scale, scale)


def _fits(word: str, current: float) -> bool:
    """Return whether the small number `word` may follow what was read so far ("sixty" "five")."""
    kinds = _kinds()
    if word in kinds["unit"]:
        return current == 0 or (current % 10 == 0 and current % 100 != 10)
    return current % 100 == 0


def _read_part_of_scale(text: str, at: int) -> Number | None:
    """Return "half a million", "several hundred", "a couple of thousand"."""
    found = _patterns()["part of scale"].match(text, at)
    if found is not None:
        part = found[1].lower()
        share = 0.5 if part == "half" else 0.75 if part.startswith("three") else 0.25
        value = share * _kinds()["scale"][found[2].lower()]
        return Number(at, found.end(), value, value, value, "words", value)
    found = _patterns()["few of scale"].match(text, at)
    if found is None:
        return None
    scale = _kinds()["scale"][found[2].lower()]
    least = 3 if found[1].lower() == "several" else 2
    most = 3 * scale if "couple" in found[1].lower() else 10 * scale - 1
    return Number(at, found.end(), least * scale, most, None, "vague")


def _read_vague(text: str, at: int) -> Number | None:
    """Return a vague count ("tens of thousands")."""
    found = _patterns()["vague"].match(text, at)
    if found is None:
        return None
    low, high = _vague()[" ".join(found[0].lower().split())]
    return Number(
        at, found.end(), low, high, low if low == high else None, "vague" if low < high else "words"
    )


def _read_fraction(text: str, at: int) -> Number | None:
    """Return a share in words, in per cent."""
    found = _patterns()["fraction"].match(text, at)
    if found is None:
        return None
    low, high, value = _fractions()[" ".join(found[0].lower().split())]
    return Number(at, found.end(), low, high, value, "fraction", value)


def _read_ordinal(text: str, at: int) -> Number | None:
    """Return an ordinal number ("third", "26th")."""
    found = _patterns()["ordinal"].match(text, at)
    if found is None:
        return None
    value = float(found[1]) if found[1] else _ordinals()[found[0].lower()]
    return Number(at, found.end(), value, value, value, "ordinal", value)


def read_range(text: str, first: Number, *, between: bool, money: bool) -> Number | None:
    """Return the range that begins with `first` ("10-12", "2 to 3 million"), or `None`.

    "and" makes a range after "between" only. A second number that isn't the greater makes none: "2-1" is a
    score. "two or three" is a range if the second is at most twice the first.
    """
    joined = _patterns()["range"].match(text, first.end)
    if joined is None or first.kind not in ("digits", "words"):
        return None
    at, word = joined.end(), joined[0].strip().lower()
    sign = currency_at(text, at) if money else 0
    at += sign
    if at >= len(text) or not (text[at].isalnum() or text[at] in "½¼¾"):
        return None
    second = read_number(text, at, money=money)
    if second is None or second.kind not in ("digits", "words") or (word == "and") != between:
        return None
    if first.scale == 1 and second.scale > 1 and first.plain < second.plain:
        first = replace(first, low=first.plain * second.scale)
    if first.low >= second.high or (word == "or" and second.high > 2 * first.low):
        return None
    if (
        word in ("-", "–")
        and first.plain.is_integer()
        and len(text[at : second.end]) < first.end - first.start
    ):
        return None  # "2003-04" and "100-50" are no ranges
    return Number(first.start, second.end, first.low, second.high, None, "range")


def read_odds(text: str, first: Number) -> Number | None:
    """Return "one in five" or "nine out of 10" as a share in per cent, or `None`."""
    joined = _patterns()["odds"].match(text, first.end)
    if joined is None or first.value is None or joined.end() >= len(text):
        return None
    if joined[1].lower() == "in" and first.value != 1:
        return None
    second = read_number(text, joined.end())
    if second is None or second.value is None or second.kind not in ("digits", "words"):
        return None
    if not first.value < second.value <= 1000 or second.scale > 1000:
        return None
    share = round(100 * first.value / second.value, 2)
    return Number(first.start, second.end, share, share, share, "fraction")


# ---------------------------------------------------------------- currency and unit


@cache
def _currency_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a currency before and after a number."""
    before = either(row[0] for row in table("figures_currencies") if row[2] == "before")
    after = either(row[0] for row in table("figures_currencies") if row[2] == "after")
    return (
        re.compile(rf"(?<![A-Za-z])({before})\s?$"),
        re.compile(rf"[\s-]?(?:(?:[A-Z][a-z]+|US|U\.S\.)\s)?({after})(?!\w)"),
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
        re.compile(rf"(?:\s|-)?({unit})(?!\w)", re.IGNORECASE),
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
        re.compile(rf"(?<![\w’'-])({before})(?:\s+the|\s+her|\s+his|\s+their)?\s*$", re.IGNORECASE),
        re.compile(rf"\s?({after})(?![\w])(?!\s+than)", re.IGNORECASE),
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
