"""Numbers in time expressions: words, digits, fractions, vague counts."""

from __future__ import annotations

from twosource.mark.times.words import Words

VAGUE = "X"

MOST = 1e12
"""No length of time in news has more of its units; a larger number is no count."""


def whole_number(words: Words, first: int, last: int) -> float | None:
    """Return the number that words `first` up to `last` spell, `None` if they are vague or spell none.

    "twenty-four", "two and a half", "5 1/2", "a hundred", "1,700", "half".
    """
    total = part = 0.0
    seen = False
    at = first
    while at < last:
        kind, form = words.name(at), words.forms[at]
        if seen and kind in ("to", "or"):
            break  # "two to three weeks" is at least two
        if kind in ("day_number", "digits", "year", "thousands", "decimal"):
            if at + 2 < last and words.name(at + 1) == "slash":
                divisor = float(words.forms[at + 2].replace(",", ""))
                part += float(form) / divisor if divisor else 0.0
                at += 3
                seen = True
                continue
            part += float(form.replace(",", ""))
            seen = True
        elif kind in ("number", "couple"):
            part += float(words.value(at))
            seen = True
        elif kind == "scale":
            total, part = total + (part or 1.0) * float(words.value(at)), 0.0
            seen = True
        elif kind == "half":
            part += 0.5
            seen = True
        elif kind in ("vague", "some"):
            return None
        at += 1
    return total + part if seen and total + part <= MOST else None


def ordinal(words: Words, at: int) -> int:
    """Return the number of an ordinal word: "third", "3rd", "second"."""
    form = words.forms[at]
    digits = "".join(c for c in form if c.isdigit())
    return int(digits) if digits else int(words.value(at) or 0)


def plain(number: float) -> str:
    """Return a number as TIMEX3 writes it: without a fraction where there is none."""
    return str(int(number)) if number == int(number) else f"{number:g}"


def duration(number: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a number of units (`X` for a vague number): P2D, PT30M, PXY, P10Y.

    A decade is 10 years where counted, so that "two decades" and "20 years" are the same value.
    """
    if unit == "F":
        unit, number = "W", None if number is None else number * 2
    if number is None:
        return f"PT{VAGUE}{unit[1]}" if unit[0] == "T" else f"P{VAGUE}{unit}"
    if unit == "E" and number == int(number):
        unit, number = "Y", number * 10
    elif unit == "C" and number == int(number):
        unit, number = "Y", number * 100
    if number != int(number):
        return _fraction(number, unit)
    return f"PT{plain(number)}{unit[1]}" if unit[0] == "T" else f"P{plain(number)}{unit}"


def _fraction(number: float, unit: str) -> str:
    """Return the value of a broken number: halves of an hour, minute or year in the next smaller unit."""
    smaller = {"TH": ("TM", 60), "TM": ("TS", 60), "Y": ("M", 12)}.get(unit)
    if smaller is None or (number * smaller[1]) % 1:
        return f"PT{plain(number)}{unit[1]}" if unit[0] == "T" else f"P{plain(number)}{unit}"
    whole, rest = int(number), int(number % 1 * smaller[1])
    head = "PT" if unit[0] == "T" else "P"
    return head + (f"{whole}{unit[-1]}" if whole else "") + (f"{rest}{smaller[0][-1]}" if rest else "")
