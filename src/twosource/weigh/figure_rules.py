"""The rules by which two figures in one unit relate; `figures` picks the unit and the counted noun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from twosource.mark.figure_counts import listed
from twosource.records import Figure

Relation = Literal["equal", "compatible", "updated", "differs", "not-comparable", "unsure"]
Heads = Literal["same", "wider", "related", "unknown", "other"]

ROOM = 2.0
"""How far above "at least 20" (below "up to 20") a number may lie and still agree: twice (half). Nobody who
knows of 350 says "at least two"; the number may be a later one, or count something else."""

FEW = 3
"""… and always by this many: "at least two" and "five" agree."""

LOOSE = 0.2
"""Beyond the interval of "about 300" by this share more, the answer is "unsure", not "differs": how near is
near differs from writer to writer (Ferson and others 2015, see `figures_hedges`)."""

ROUNDED = 0.05
"""A round number stands for those that round to it, if they lie within this share of it."""

EXTENT = 10.0
"""Beyond the upper bound of a vague count ("thousands") up to ten times it, the answer is "unsure"."""

BELOW = 0.75
"""Down to this share of the lower bound of a vague count ("dozens" for 20) the answer is "unsure"."""


RANGE_WORDS = frozenset({"or", "to", "and", "-"})
"""Words that make a range of two numbers in words ("two or three"), which isn't vague."""


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """How two figures relate: the relation, the rule that found it, a sentence for the reader.

    `more_precise` is "a" or "b" if the two are compatible and one says more exactly how many, `later` if one
    is a later count than the other; else `None`.
    """

    relation: Relation
    rule: str
    reason: str
    more_precise: Literal["a", "b"] | None = None
    later: Literal["a", "b"] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures in one unit, with how their counted nouns relate."""

    a: Figure
    b: Figure
    heads: Heads
    scale: float = 1.0
    """What b's numbers are multiplied by, to stand in a's unit."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Low and high of a, low and high of b, in a's unit; unbounded is minus or plus infinity."""
        return (
            -INFINITE if self.a.low is None else self.a.low,
            INFINITE if self.a.high is None else self.a.high,
            -INFINITE if self.b.low is None else self.b.low * self.scale,
            INFINITE if self.b.high is None else self.b.high * self.scale,
        )

    @property
    def values(self) -> tuple[float | None, float | None]:
        """The bare numbers of a and b, in a's unit."""
        return self.a.value, None if self.b.value is None else self.b.value * self.scale


INFINITE = float("inf")


def quoted(figure: Figure) -> str:
    """Return the words of a figure with what it counts, in quotation marks."""
    return f"“{figure.span.text}”"


# ---------------------------------------------------------------- the rules, in the order they are tried


def _same_number(pair: Pair) -> FigureMatch | None:
    """The same interval on both sides, however worded."""
    low, high, other_low, other_high = pair.bounds
    if not (_near(low, other_low) and _near(high, other_high)):
        return None
    if pair.a.unit != pair.b.unit:
        return FigureMatch("equal", "same_in_other_unit", f"{quoted(pair.a)} is {quoted(pair.b)}")
    return FigureMatch("equal", "same_number", f"{quoted(pair.a)} and {quoted(pair.b)} say the same number")


def _near(one: float, two: float) -> bool:
    """Return whether two bounds are one number, but for what computing leaves."""
    return one == two or (
        INFINITE not in (abs(one), abs(two)) and abs(one - two) <= 1e-6 * max(abs(one), abs(two))
    )


def _converted(pair: Pair) -> FigureMatch | None:
    """Two units of one dimension: converted numbers are rounded again ("10 miles", "16km")."""
    if pair.a.unit == pair.b.unit or pair.a.value is None or pair.b.value is None:
        return None
    one, two = pair.a.value, pair.b.value * pair.scale
    if abs(one - two) <= 0.04 * max(one, two):
        return FigureMatch("compatible", "converted", f"{quoted(pair.a)} is {quoted(pair.b)}, rounded")
    return None


def _edge(pair: Pair) -> FigureMatch | None:
    """Exact numbers at the edge of a strict hedge: as worded, "more than 10" and "10" can't both hold."""
    for hedged, exact, value in ((pair.a, pair.b, pair.values[0]), (pair.b, pair.a, pair.values[1])):
        if (
            hedge_of(hedged) not in listed("strict")
            or exact.hedge is not None
            or exact.value is None
            or value is None
        ):
            continue
        if hedged.value == exact.value and hedged.unit == exact.unit and value < 100:
            return FigureMatch("unsure", "at_the_edge", f"{quoted(hedged)} leaves {quoted(exact)} itself out")
    return None


def hedge_of(figure: Figure) -> str:
    """Return the hedge of a figure in lower case, "" if it has none."""
    return " ".join((figure.hedge or "").lower().split())


def _open_end(pair: Pair) -> FigureMatch | None:
    """ "at least 20" or "up to 20" against a number or another such bound."""
    a, b = pair.a, pair.b
    low, high, other_low, other_high = pair.bounds
    if low > other_high or other_low > high:
        return None
    sharper: Literal["a", "b"] | None
    least, most = [_is_least(f) for f in (a, b)], [_is_most(f) for f in (a, b)]
    if not any(least) and not any(most):
        return None
    if (least[0] and most[1]) or (most[0] and least[1]):
        return FigureMatch(
            "unsure", "two_bounds", f"{quoted(a)} and {quoted(b)} bound the number from two sides"
        )
    if least[0] or least[1]:
        one, two = (low, other_low)
        bounded = least
    else:
        one, two = (high, other_high)
        bounded = most
    if _is_vague_pair(pair, bounded):
        loose, firm, sharper = (a, b, "b") if _is_vague(a) else (b, a, "a")
        return FigureMatch(
            "compatible", "vague_bound", f"{quoted(loose)} leaves room for {quoted(firm)}", sharper
        )
    if max(one, two) > ROOM * min(one, two) and abs(one - two) > FEW:
        reason = f"{quoted(a)} and {quoted(b)} can both hold, but lie far apart"
        return FigureMatch("unsure", "far_from_bound", reason)
    sharper = _sharper(bounded, one, two, upward=any(least))
    loose, firm = (a, b) if sharper == "b" else (b, a)
    return FigureMatch(
        "compatible", "within_bound", f"{quoted(loose)} leaves room for {quoted(firm)}", sharper
    )


def _is_least(figure: Figure) -> bool:
    """Return whether a figure has no upper bound."""
    return figure.high is None


def _is_most(figure: Figure) -> bool:
    """Return whether a figure is bounded from above only."""
    return figure.low in (None, 0.0) and figure.high not in (None, 0.0)


def _sharper(bounded: list[bool], one: float, two: float, *, upward: bool) -> Literal["a", "b"] | None:
    """Return which of two figures says more: the one not open, else the tighter bound."""
    if bounded[0] != bounded[1]:
        return "b" if bounded[0] else "a"
    if one == two:
        return None
    return "a" if (one > two) == upward else "b"


def _is_vague_pair(pair: Pair, bounded: list[bool]) -> bool:
    """Return whether a bound lies within the interval of a vague count ("at least 3,000", "thousands")."""
    low, high, other_low, other_high = pair.bounds
    if bounded[0] and _is_vague(pair.b):
        return other_low <= (low if _is_least(pair.a) else high) <= other_high
    if bounded[1] and _is_vague(pair.a):
        return low <= (other_low if _is_least(pair.b) else other_high) <= high
    return False


def _is_vague(figure: Figure) -> bool:
    """Return whether a figure is a count without a number: "thousands", "several", "a few hundred"."""
    if figure.value is not None or figure.high is None or any(c.isdigit() for c in figure.span.text):
        return False
    return not RANGE_WORDS & set(figure.span.text.lower().replace("-", " - ").split())


def _within(pair: Pair) -> FigureMatch | None:
    """One interval holds the other: the narrower is the more precise."""
    low, high, other_low, other_high = pair.bounds
    if low <= other_low and other_high <= high:
        return _covers(pair.a, pair.b, "b")
    if other_low <= low and high <= other_high:
        return _covers(pair.b, pair.a, "a")
    return None


def _covers(wide: Figure, narrow: Figure, which: Literal["a", "b"]) -> FigureMatch:
    """Return the answer for a figure whose words admit the other's."""
    rule = "vague_covers" if _is_vague(wide) else "hedge_covers" if wide.hedge is not None else "range_covers"
    return FigureMatch("compatible", rule, f"{quoted(wide)} covers {quoted(narrow)}", which)


def _overlap(pair: Pair) -> FigureMatch | None:
    """Two intervals that share a part only: agreed if the number of one lies within the other."""
    low, high, other_low, other_high = pair.bounds
    if low > other_high or other_low > high:
        return None
    one, two = pair.values
    a, b = pair.a, pair.b
    if (one is not None and other_low <= one <= other_high) or (two is not None and low <= two <= high):
        which: Literal["a", "b"] | None = "a" if _is_vague(b) else "b" if _is_vague(a) else None
        return FigureMatch(
            "compatible", "near_each_other", f"{quoted(a)} and {quoted(b)} lie near each other", which
        )
    reason = f"{quoted(a)} and {quoted(b)} overlap only in part"
    return FigureMatch("unsure", "overlap_in_part", reason)


def _rounded(pair: Pair) -> FigureMatch | None:
    """A round number for an exact one ("7,000" for 6,987): agreed from 1,000 up, unsure from 100."""
    one, two = pair.values
    if one is None or two is None or one == two or (max(one, two) < 100 and pair.a.unit is None):
        return None
    for round_, exact, figure, other, which in (
        (one, two, pair.a, pair.b, "b"),
        (two, one, pair.b, pair.a, "a"),
    ):
        step = _step(figure.value or 0.0) * (round_ / (figure.value or 1.0))
        if (
            step <= _step(other.value or 0.0) * (exact / (other.value or 1.0))
            or figure.high is None
            or other.high is None
        ):
            continue
        if abs(round_ - exact) > min(step / 2, ROUNDED * round_):
            continue
        reason = f"{quoted(figure)} is {quoted(other)}, rounded"
        if round_ >= 1000 or (figure.unit == "%" and abs(round_ - exact) <= 0.5) or _has_scale(figure):
            more: Literal["a", "b"] = "a" if which == "a" else "b"
            return FigureMatch("compatible", "rounded", reason, more)
        return FigureMatch("unsure", "rounded", f"{quoted(figure)} may be {quoted(other)}, rounded")
    return None


def _step(value: float) -> float:
    """Return the place of the last digit of `value` that isn't 0: 1,000 for 7,000, 0.5 counts as 0.1."""
    if value == 0:
        return 1.0
    step = 1.0
    if not value.is_integer():
        while step > 1e-4 and abs(round(value / step) - value / step) > 1e-9:
            step /= 10
        return step
    while value % (step * 10) == 0:
        step *= 10
    return step


def _has_scale(figure: Figure) -> bool:
    """Return whether a figure is written with a scale ("2.4m"), which marks it as rounded."""
    return figure.value is not None and figure.value >= 10**5 and "," not in figure.span.text


def _loose(pair: Pair) -> FigureMatch | None:
    """Just outside what a hedge or a vague word admits: no verdict."""
    low, high, other_low, other_high = pair.bounds
    for figure, least, most, other, start, end in (
        (pair.a, low, high, pair.b, other_low, other_high),
        (pair.b, other_low, other_high, pair.a, low, high),
    ):
        if _is_vague(figure):
            if most < start <= EXTENT * most or BELOW * least <= end < least:
                return FigureMatch(
                    "unsure",
                    "beyond_vague",
                    f"{quoted(other)} lies beyond what {quoted(figure)} usually says",
                )
        elif figure.hedge is not None and (
            most < start <= (1 + LOOSE) * most or (1 - LOOSE) * least <= end < least
        ):
            if _is_least(figure) or _is_most(figure):
                continue
            return FigureMatch("unsure", "beyond_hedge", f"{quoted(other)} lies just beyond {quoted(figure)}")
    return None


def _differs(pair: Pair) -> FigureMatch:
    """Nothing of both admits one number."""
    return FigureMatch(
        "differs", "other_number", f"{quoted(pair.a)} and {quoted(pair.b)} can't be one number"
    )


RULES: tuple[Callable[[Pair], FigureMatch | None], ...] = (
    _same_number,
    _edge,
    _open_end,
    _within,
    _overlap,
    _converted,
    _rounded,
    _loose,
    _differs,
)
