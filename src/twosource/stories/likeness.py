"""How likely it is that two reports tell of one event."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from twosource.lexicon import table
from twosource.stories.cards import Card, dot, dots

FEATURES = (
    *("words", "words but one", "names but one", "lead", "title", "numbers"),
    *("days known", "days", "days apart", "length", "crowd", "constant"),
)
"""What the likeness is made of; `crowd` is left to `likely`, as it changes when other reports come.
`but one` leaves out the term that adds most: two reports from one small town share a rare name."""

MAX_DAYS = 10
"""Days between two reports beyond which more days say no more."""

SAME_EVENT = 0.4
"""Mean probability from which two groups of reports are one story. Precision first: a false merge makes two
events look confirmed. Chosen on halves of five sets, learned on the others (`training/stories.py`)."""

NEAR_DAYS = 2
"""Days between two reports of one event, mostly: an event is told on its day, the next, and the one after."""


def features(a: Card, b: Card) -> tuple[float, ...]:
    """Return the features of two reports but for the crowd, in the order of `FEATURES`."""
    words, words_but_one = dots(a.words, b.words)
    _, names_but_one = dots(a.names, b.names)
    days = None if a.day is None or b.day is None else min(abs(a.day - b.day), MAX_DAYS)
    return (
        words,
        words_but_one,
        names_but_one,
        dot(a.lead, b.lead),
        dot(a.title, b.title),
        dot(a.numbers, b.numbers),
        0.0 if days is None else 1.0,
        0.0 if days is None else days / MAX_DAYS,
        0.0 if days is None else float(days > NEAR_DAYS),
        math.log(20 + min(a.length, b.length)),
    )


@cache
def learned() -> dict[str, float]:
    """Return the weight of each feature, learned by `training/stories.py`."""
    return {row[0]: float(row[1]) for row in table("story_weights")}


def evidence(a: Card, b: Card, weights: Mapping[str, float]) -> float:
    """Return the log-odds that two reports tell of one event, before the crowd is taken into account."""
    return weights["constant"] + sum(
        weights[name] * value for name, value in zip(FEATURES, features(a, b), strict=False)
    )


def likely(log_odds: float, crowd: float, weights: Mapping[str, float]) -> float:
    """Return the probability that two reports tell of one event, 0..1.

    Args:
        log_odds: as `evidence` gives them.
        crowd: how alike the reports are to many others, 0..1: among fifty reports of one war two may
            share most of their words and tell of two days of it.
        weights: by feature.
    """
    return 1 / (1 + math.exp(-(log_odds + weights["crowd"] * crowd)))
