"""The tense of the verb that governs a time expression, read off the dependency parse.

Apart from the rest of the package, so that times can be found without the language pipeline.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from twosource.mark.parse import Parsed
from twosource.mark.times.context import Tense
from twosource.mark.times.tense import telling
from twosource.mark.tokens import Token

MODALS = frozenset(
    ("will", "'ll", "’ll", "wo", "shall", "would", "could", "may", "might", "should", "must", "can")
)
PAST = frozenset(("had", "has", "have", "'ve", "’ve", "did", "was", "were"))
PRESENT = frozenset(("is", "are", "'s", "’s", "'re", "’re", "do", "does"))
CLIMB = frozenset(
    ("npadvmod", "pobj", "prep", "advmod", "pcomp", "amod", "nummod", "nsubj", "dobj", "tmod", "obl")
)
"""Relations by which a time hangs on its verb. Through the rest ("Friday's ruling") no verb governs it."""


def tense_of(parsed: Parsed) -> Callable[[int], Tense | None]:
    """Return how to ask for the tense of the verb that governs the word at an offset of the text."""
    starts = [paragraph.start for paragraph in parsed.paragraphs]

    @cache
    def tokens(number: int) -> dict[int, Token]:
        paragraph = parsed.paragraphs[number]
        return {paragraph.start + token.idx: token for token in paragraph.doc}

    def ask(offset: int) -> Tense | None:
        number = bisect_right(starts, offset) - 1
        token = tokens(number).get(offset) if number >= 0 else None
        return _governing(token) if token is not None else None

    return ask


def _governing(token: Token) -> Tense | None:
    """Return the tense of the first verb above a token; `None` if a noun that names an event is between."""
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX"):
            return verb_tense(token)
        if token.dep_ not in CLIMB or token.head is token:
            return None
        token = token.head
    return None


def verb_tense(verb: Token) -> Tense | None:
    """Return the tense of a verb with its helpers, `None` where only the words around can tell it."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.lower_ in MODALS or helpers & MODALS:
        return "future"
    if "to" in helpers:
        return _infinitive(verb)
    if telling().get(verb.lower_) == "future" or helpers & PRESENT:
        return None
    if helpers & PAST or verb.tag_ in ("VBD", "VBN"):
        return "past"
    return None


def _infinitive(verb: Token) -> Tense | None:
    """Return the tense of "to meet": to come if it is planned or expected."""
    above = verb.head
    if above is not verb and (telling().get(above.lower_) == "future" or verb_tense(above) == "future"):
        return "future"
    return None
