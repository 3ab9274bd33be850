"""Numbers as written: digits, words, vague counts, shares, with scale and range, without a parse.

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
from twosource.mark.figure_measures import currency_at, either, read_unit


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
    digits = r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\s000){1,4}(?!\d)|\d{1,15}(?!\d)(?:\.\d{1,9})?"
    suffix = either([*kinds["suffix"], *kinds["money"]])
    sources = {
        "start": rf"(?<!\w)(?:\d|[½¼¾]|(?:an?\s+(?=(?:{scale}|couple|few|handful|third|quarter|fifth|tenth|"
        rf"sixth|eighth)\b)|{word}|{either(_vague())}|{either(_fractions())}|{either(_ordinals())}|few|couple)\b)",
        "digits": rf"({digits})([½¼¾]?)(?:(?:\s|-)?({scale})\b|\s?({suffix})(?![\w]))?",
        "bare fraction": rf"([½¼¾])(?:\s({scale})\b)?",
        "words": rf"(?:an?\s+(?={scale}\b))?{word}\b(?:(?:[\s-]|\s+and\s+|-and-){word}\b){{0,12}}",
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


def read_part_of_unit(text: str, first: Number) -> tuple[Number, int, str] | None:
    """Return "half an hour", "a quarter of a mile" as part of a unit, with its end and the unit."""
    if first.kind != "fraction" or first.value is None or first.value not in (50, 25, 75):
        return None
    article = re.compile(r"\s+(?:of\s+)?an?(?=\s)").match(text, first.end)
    measure = None if article is None else read_unit(text, article.end())
    if measure is None or measure[2] != "unit":
        return None
    part = first.value / 100
    return Number(first.start, measure[0], part, part, part, "words"), measure[0], measure[1]


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
