"""What two figures say beside their numbers: what happened, where, since when, as of when.

These rules stand around those of `figure_rules`: before them, two figures of another scope are not compared;
after them, a difference that a later count explains is an update.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from twosource.lexicon import table
from twosource.mark.figure_acts import changing, growing
from twosource.mark.figure_counts import listed
from twosource.records import AsOf, Figure, Scope
from twosource.weigh.figure_rules import FigureMatch, quoted

PARTS_OF_DAY = {"MO": 9, "MI": 12, "AF": 15, "EV": 20, "NI": 22}
"""Hour that stands for a part of the day, only to order two of one day."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

WHERE_ALL = frozenset({"everywhere", "country", "nation", "world"})
"""Scopes wider than any place that is named."""

STALE = frozenset({"far_from_bound", "beyond_vague", "beyond_hedge", "overlap_in_part", "other_number"})
"""Rules whose answer a later count may explain."""

# ---------------------------------------------------------------- not of one scope


def apart(a: Figure, b: Figure) -> FigureMatch | None:
    """Return why two figures are not to be compared: a part of a whole, another act, place or period."""
    if _is_part(a) != _is_part(b):
        reason = f"{quoted(a if _is_part(a) else b)} is a part of what its report counts"
        return FigureMatch("not-comparable", "part_of_whole", reason)
    if _is_rate(a) != _is_rate(b):
        reason = f"{quoted(a if _is_rate(a) else b)} is a rate, {_words(a if _is_rate(a) else b, 'period')}"
        return FigureMatch("not-comparable", "a_rate", reason)
    if a.act is not None and b.act is not None and a.act != b.act and not _is_casualty(a, b):
        reason = f"{quoted(a)} counts {a.act}, {quoted(b)} counts {b.act}"
        return FigureMatch("not-comparable", "other_act", reason)
    places = _values(a, "place"), _values(b, "place")
    if places[0] and places[1] and _are_apart(places[0], places[1]):
        reason = f"{quoted(a)} counts {_words(a, 'place')}, {quoted(b)} {_words(b, 'place')}"
        return FigureMatch("not-comparable", "other_place", reason)
    for kind in ("since", "period"):
        times = _values(a, kind), _values(b, kind)
        if times[0] and times[1] and not times[0] & times[1]:
            reason = f"{quoted(a)} counts {_words(a, kind)}, {quoted(b)} {_words(b, kind)}"
            return FigureMatch("not-comparable", "other_period", reason)
    return None


def _is_part(figure: Figure) -> bool:
    """Return whether a figure is said to be a part of another."""
    return any(scope.kind == "part" for scope in figure.scope)


def _is_rate(figure: Figure) -> bool:
    """Return whether a figure counts so many a day, a year …"""
    return any(value.startswith("per ") for value in _values(figure, "period"))


def _is_casualty(a: Figure, b: Figure) -> bool:
    """Return whether one figure counts casualties, which the dead and the hurt are both."""
    return "casualty" in (a.act, b.act) and bool({"dead", "hurt"} & {a.act, b.act})


def _scopes(figure: Figure, kind: str) -> tuple[Scope, ...]:
    return tuple(scope for scope in figure.scope if scope.kind == kind)


def _values(figure: Figure, kind: str) -> set[str]:
    """Return the values of a figure's scopes of one kind; of several nested places all count."""
    return {scope.value for scope in _scopes(figure, kind) if scope.value is not None}


def _words(figure: Figure, kind: str) -> str:
    """Return the words of a figure's first scope of one kind, in quotation marks."""
    return f"“{_scopes(figure, kind)[0].span.text}”"


def _are_apart(one: set[str], two: set[str]) -> bool:
    """Return whether no place of one figure is, or may be, one of the other's.

    "in the city" may be any city that the other names; a whole country is not one of its towns.
    """
    if one & two or any(x.split()[-1] == y.split()[-1] for x in one for y in two):
        return False
    whole = bool(one & WHERE_ALL), bool(two & WHERE_ALL)
    if whole[0] != whole[1]:
        return True
    vague = listed("whole-place") - WHERE_ALL
    return not (whole[0] or {v.split()[-1] for v in one | two} & vague)


# ---------------------------------------------------------------- limits that leave it open


def left_open(a: Figure, b: Figure) -> FigureMatch | None:
    """Return why two different numbers may be no difference: a limit that only one of them tells."""
    if a.act != b.act and _is_casualty(a, b):
        reason = f"{quoted(a)} counts {a.act}, {quoted(b)} counts {b.act}: one may be a part of the other"
        return FigureMatch("unsure", "part_of_wider", reason)
    for kind in ("since", "period", "excluding"):
        told = bool(_scopes(a, kind)), bool(_scopes(b, kind))
        if told[0] != told[1]:
            limited = a if told[0] else b
            reason = f"only {quoted(limited)} is limited: {_words(limited, kind)}"
            return FigureMatch("unsure", f"{kind}_unsaid", reason)
    places = _values(a, "place"), _values(b, "place")
    if bool(places[0]) != bool(places[1]):
        limited = a if places[0] else b
        wide = _values(limited, "place") & WHERE_ALL
        if wide or _holds_states(places[0] ^ places[1]):
            return FigureMatch("unsure", "place_unsaid", f"only {quoted(limited)} tells where it counts")
    return None


@cache
def _states() -> frozenset[str]:
    """Return the names of states, in lower case."""
    return frozenset(name.lower() for row in table("states") for name in row[1].split("|"))


def _holds_states(places: set[str]) -> bool:
    """Return whether a place is a whole state."""
    return bool(places & _states())


# ---------------------------------------------------------------- a later count


def updated(a: Figure, b: Figure, match: FigureMatch, shift_days: int | None) -> FigureMatch | None:
    """Return that one of two different numbers is a later count, `None` if that doesn't explain them.

    The later number must be the higher one, unless what is counted may fall ("missing"). Where no report
    states as of when it counts, only what keeps being counted (dead, hurt …) is taken for an update.

    Args:
        a: a figure of one telling.
        b: a figure of another telling.
        match: what their numbers say.
        shift_days: the day that b's report speaks from minus a's, in days; `None` if that is not known.
    """
    if match.rule not in STALE or a.as_of is None or b.as_of is None or a.unit != b.unit:
        return None
    later = later_of(a.as_of, b.as_of, shift_days)
    if later is None:
        return None
    new, old = (a, b) if later == "a" else (b, a)
    act = new.act or old.act
    is_stated = "stated" in (a.as_of.basis, b.as_of.basis)
    if not is_stated and act not in growing() | changing():
        return None
    if act not in changing() and not _is_higher(new, old):
        return None
    reason = f"{quoted(new)} ({_when(new)}) is a later count than {quoted(old)} ({_when(old)})"
    return FigureMatch("updated", "later_count", reason, later=later)


def _is_higher(new: Figure, old: Figure) -> bool:
    """Return whether a figure lies above another."""
    above = new.low if new.low is not None else new.high
    below = old.low if old.low is not None else old.high
    return above is not None and below is not None and above > below


def _when(figure: Figure) -> str:
    """Return as of when a figure counts, in words."""
    as_of = figure.as_of
    if as_of is None:
        return "at an unknown time"
    if as_of.span is not None:
        return as_of.span.text if as_of.basis == "stated" else f"said {as_of.span.text}"
    if as_of.start is None:
        day = (as_of.value or "")[-1:]
        return f"published on {WEEKDAYS[int(day) - 1]}" if day in list("1234567") else "when published"
    return f"published {as_of.start.replace('T', ' ')}"


def later_of(a: AsOf, b: AsOf, shift_days: int | None) -> Literal["a", "b"] | None:
    """Return which of two times is the later one, `None` if they are one or can't be told apart."""
    days = _days(a, b, shift_days)
    if days is not None:
        (start, end), (other_start, other_end) = days
        if end < other_start:
            return "b"
        if other_end < start:
            return "a"
        if not start == end == other_start == other_end:
            return None
    elif a.start is None or b.start is None:
        return None
    clocks = _clock(a), _clock(b)
    if clocks[0] is None or clocks[1] is None or _zone(a) != _zone(b) or clocks[0] == clocks[1]:
        return None
    return "a" if clocks[0] > clocks[1] else "b"


def _days(a: AsOf, b: AsOf, shift_days: int | None) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return first and last day of both on one scale, as strings that sort by time."""
    if a.start and a.end and b.start and b.end:
        return (a.start[:10], a.end[:10]), (b.start[:10], b.end[:10])
    if a.days is None or b.days is None or shift_days is None:
        return None
    return _sorting(a.days, 0), _sorting(b.days, shift_days)


def _sorting(days: tuple[int, int], shift: int) -> tuple[str, str]:
    """Return two counts of days as strings that sort like them."""
    return f"{days[0] + shift + 10**6:08}", f"{days[1] + shift + 10**6:08}"


def _clock(time: AsOf) -> float | None:
    """Return the hour of the day of a time, `None` if it tells none."""
    clock = (time.value or "").partition("T")[2]
    if clock[:2] in PARTS_OF_DAY:
        return PARTS_OF_DAY[clock[:2]]
    return int(clock[:2]) + int(clock[3:5] or 0) / 60 if clock[:2].isdigit() else None


def _zone(time: AsOf) -> str:
    """Return the offset from UTC of a time as written, "" if it has none."""
    return (time.start or "")[16:]
