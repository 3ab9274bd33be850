"""Tellings of one person that can't both hold: that she has died, and that she is alive.

Their words are opposites, so they never agree; but they answer one question, and belong in one claim.
"""

from __future__ import annotations

from functools import lru_cache

from twosource.lexicon import table
from twosource.link.events import Event
from twosource.link.likeness import word_class
from twosource.link.timing import is_dated_apart


def exclude(a: str, b: str) -> bool:
    """Return whether two lemmas say what can't both hold of one person at one time ("die", "alive")."""
    one = _sides(a)
    if not one or word_class(a) & word_class(b):
        return False
    return any((row, 1 - side) in one for row, side in _sides(b))


@lru_cache(maxsize=100_000)
def _sides(lemma: str) -> frozenset[tuple[int, int]]:
    """Return where the table has a lemma: the row, and 0 or 1 for the side of it."""
    return frozenset(
        (row, side)
        for row, cells in enumerate(table("event_exclusive"))
        for side, cell in enumerate(cells)
        if word_class(lemma) & set(cell.split(","))
    )


def are_exclusive(a: Event, b: Event) -> bool:
    """Return whether two clauses tell of one named person what can't both hold.

    Both must tell it as a fact of now: "would have died", "was not alive" and what is dated apart say no
    such thing.
    """
    s, t = a.telling, b.telling
    if a.report == b.report or not exclude(s.lemma, t.lemma):
        return False
    if any(x.is_named or x.is_background or x.polarity != "positive" for x in (s, t)):
        return False
    if {s.modality, t.modality} != {"asserted"}:
        return False
    return any(key.startswith("P:") for key in _whom(a) & _whom(b)) and not is_dated_apart(a, b)


def _whom(event: Event) -> frozenset[str]:
    """Return whom it befell: who "died" without an object, else the object ("the storm killed two")."""
    return event.patients or event.agents
