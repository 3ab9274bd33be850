"""How often a word is a cue: a learned prior beside the extractor's own confidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from twosource import lexicon
from twosource.mark.tokens import Token

FORMS: Final = (("ccomp", "clause"), ("xcomp", "infinitive"), ("dobj", "object"), ("prep", "preposition"))
"""Complements in the order in which they count, with their names in the table."""
WEIGHT: Final = 3
"""Occurrences that the rarer count is worth: of one form against all forms, of one word against all words."""


def form(token: Token) -> str:
    """Return the complement with which a word stands: clause, infinitive, object, preposition or none."""
    found = {child.dep_ for child in token.children}
    return next((name for relation, name in FORMS if relation in found), "none")


def cue_rate(token: Token, lemma: str) -> float:
    """Return the share of a word's occurrences, with such a complement, in which it is a cue, smoothed.

    Args:
        token: the word in its sentence.
        lemma: its lemma, as `cues.word` gives it.
    """
    kind, made, counts = token.pos_, form(token), _counts()
    seen, cues = counts.get((kind, "*", made), (1, 0))
    rate = cues / seen
    for key in ((kind, lemma, "*"), (kind, lemma, made)):
        seen, cues = counts.get(key, (0, 0))
        rate = (cues + WEIGHT * rate) / (seen + WEIGHT)
    return rate


@cache
def _counts() -> Mapping[tuple[str, str, str], tuple[int, int]]:
    return {(row[0], row[1], row[2]): (int(row[3]), int(row[4])) for row in lexicon.table("cue_rates")}
