"""Whether two figures agree: one number, one vaguer, a later count, different, or not to be compared.

Number, unit, counted noun, what happened to it, scope and as-of time are compared; that both are told of one
event is for the caller to know. The rules on numbers stand in `figure_rules.RULES`, tried in that order; the
first that answers decides; those on scope and time stand in `figure_limits`. "unsure" is an answer: two
figures are said to differ only where the words of both leave no room for one number.
"""

from __future__ import annotations

from functools import cache

from twosource.lexicon import table
from twosource.mark.figure_counts import kinds_apart, listed, person_kinds
from twosource.records import Figure
from twosource.weigh.figure_limits import apart, left_open, updated
from twosource.weigh.figure_rules import RULES, FigureMatch, Heads, Pair, Relation, hedge_of, quoted

__all__ = ["FigureMatch", "Relation", "compare_figures", "is_duration"]


def compare_figures(
    a: Figure,
    b: Figure,
    *,
    same_counted: bool | None = None,
    shift_days: int | None = None,
    is_over: bool = False,
) -> FigureMatch:
    """Return how figure `a` relates to figure `b`.

    Args:
        a: a figure of one telling.
        b: a figure of another telling of the same event.
        same_counted: whether both count the same, where the caller knows; `None`: by the counted nouns.
        shift_days: the day that b's report speaks from minus a's, in days; `None` if that is not known.
        is_over: whether nobody counts any longer, so that the later of two numbers is no later count.

    Returns:
        equal, compatible (with the more precise of the two), updated (with the later count), differs,
        not-comparable (another unit or scope, or something else is counted) or unsure. Swapping `a` and `b`
        swaps `more_precise` and `later` and changes nothing else but the order of words in the reason.
    """
    limited = apart(a, b) if same_counted is not True else None
    if limited is not None:
        return limited
    heads: Heads = _heads(a, b) if same_counted is None else "same" if same_counted else "other"
    if heads == "other":
        return FigureMatch("not-comparable", "other_counted", _other_counted(a, b))
    scale = _scale(a, b)
    if isinstance(scale, FigureMatch):
        return scale
    if a.unit == "score" or b.unit == "score":
        return _scores(a, b)
    pair = Pair(a, b, heads, scale)
    match = next(found for rule in RULES if (found := rule(pair)) is not None)
    later = updated(a, b, match, shift_days) if heads == "same" and not is_over else None
    if later is not None:
        return later
    return _doubted(pair, match)


def _other_counted(a: Figure, b: Figure) -> str:
    """Return the reason why two figures count other things."""
    if a.counts is None or b.counts is None or a.counts == b.counts:
        return f"{quoted(a)} and {quoted(b)} count other things"
    return f"{quoted(a)} counts {a.counts}, {quoted(b)} counts {b.counts}"


# ---------------------------------------------------------------- counted nouns and units


@cache
def _sets() -> dict[str, str]:
    """Return the set of synonyms of each noun that has one."""
    return {row[0]: row[1] for row in table("figures_synonyms")}


def _heads(a: Figure, b: Figure) -> Heads:
    """Return how the counted nouns of two figures relate."""
    if a.counts == b.counts and a.counts is not None:
        return "same"
    if a.counts is None or b.counts is None:
        return "other" if "age" in (a.counts, b.counts) and a.unit == b.unit is None else "unknown"
    if "age" in (a.counts, b.counts):
        return "other"
    one, two = person_kinds().get(a.counts), person_kinds().get(b.counts)
    if one is not None and two is not None:
        if one == two:
            return "same" if one in ("crowd", "any") else "related"
        if "any" in (one, two):
            return "wider"
        return "other" if frozenset((one, two)) in kinds_apart() else "related"
    if a.counts in _sets() and _sets()[a.counts] == _sets().get(b.counts):
        return "same"
    if a.unit is not None and a.unit == b.unit:
        return (
            "unknown"  # "$5m of aid", "a $5m package": the noun beside a measure need not be what it measures
        )
    return "other"


@cache
def _dimensions() -> dict[str, tuple[str, float]]:
    """Return dimension and factor of each unit."""
    return {row[1]: (row[2], float(row[3])) for row in table("figures_units")}


def is_duration(figure: Figure) -> bool:
    """Return whether a figure is a stretch of time that counts nothing else ("six and a half years")."""
    return figure.counts is None and _dimensions().get(figure.unit or "", ("", 0.0))[0] == "time"


@cache
def _currencies() -> frozenset[str]:
    """Return the currency codes."""
    return frozenset(row[1] for row in table("figures_currencies"))


DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD"})


def _scale(a: Figure, b: Figure) -> float | FigureMatch:
    """Return the factor from b's unit to a's, or the answer where there is none."""
    if a.unit == b.unit:
        return 1.0
    if a.unit in _dimensions() and b.unit in _dimensions():
        (one, factor), (two, other) = _dimensions()[a.unit], _dimensions()[b.unit]
        if one == two:
            return other / factor
    if {a.unit, b.unit} <= DOLLARS and (_bare_dollar(a) or _bare_dollar(b)):
        reason = f"{quoted(a)} and {quoted(b)}: a bare dollar need not be a US dollar"
        return FigureMatch("unsure", "whose_dollar", reason)
    if a.unit in _currencies() and b.unit in _currencies():
        reason = f"{quoted(a)} and {quoted(b)} are in two currencies"
        return FigureMatch("not-comparable", "other_currency", reason)
    return FigureMatch("not-comparable", "other_unit", f"{quoted(a)} and {quoted(b)} are in different units")


def _bare_dollar(figure: Figure) -> bool:
    """Return whether a figure is in dollars without saying whose."""
    return figure.unit == "USD" and "US" not in figure.span.text


def _scores(a: Figure, b: Figure) -> FigureMatch:
    """Return how two scores or votes relate."""
    one, two = (f.span.text.replace("–", "-").split("-") for f in (a, b))
    if one == two:
        return FigureMatch("equal", "same_score", f"both say {quoted(a)}")
    if one == two[::-1]:
        return FigureMatch(
            "unsure", "score_turned", f"{quoted(a)} and {quoted(b)} may name the sides in another order"
        )
    return FigureMatch("differs", "other_score", f"{quoted(a)} and {quoted(b)} are two results")


def _doubted(pair: Pair, match: FigureMatch) -> FigureMatch:
    """Return `match`, or "unsure" where it differs and the nouns leave open that both count the same."""
    a, b = pair.a, pair.b
    if match.relation == "compatible" and pair.heads == "related":
        reason = f"{quoted(a)} counts {a.counts}, {quoted(b)} counts {b.counts}: perhaps not the same persons"
        return FigureMatch("unsure", "perhaps_others", reason)
    if match.relation != "differs":
        return match
    added = [hedge_of(f).split(" … ")[-1] in listed("addition") for f in (a, b)]
    if added[0] != added[1]:
        return FigureMatch("unsure", "an_addition", f"{quoted(a if added[0] else b)} comes on top of others")
    if pair.heads == "same":
        return left_open(a, b) or match
    if pair.heads == "wider":
        reason = (
            f"{quoted(a)} counts {a.counts}, {quoted(b)} counts {b.counts}: one may be a part of the other"
        )
        return FigureMatch("unsure", "part_of_wider", reason)
    if pair.heads == "related":
        reason = f"{quoted(a)} counts {a.counts}, {quoted(b)} counts {b.counts}: perhaps not the same persons"
        return FigureMatch("unsure", "perhaps_others", reason)
    reason = f"it is not said that {quoted(a)} and {quoted(b)} count the same"
    return FigureMatch("unsure", "counted_unknown", reason)
