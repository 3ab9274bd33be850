"""Whether a time expression is told of as past or to come, read off the words near it.

Serves where no parse is at hand. The nearest telling word before the expression in its sentence decides, else
the nearest after it: "the court ruled Friday", "will meet on Monday", "On Sunday, police arrested …".
"""

from __future__ import annotations

from functools import cache
from typing import cast

from twosource.lexicon import table
from twosource.mark.times.context import Tense
from twosource.mark.times.words import Words

REACH_WORDS = 18
"""How many words before and after an expression are looked at."""

STOPS = frozenset((".", "!", "?", ";", ":", "\n"))


@cache
def telling() -> dict[str, Tense]:
    """Return the tense that each telling word stands for, by its lower-case form."""
    return {row[0]: cast(Tense, row[1]) for row in table("times_tense")}


def tense_near(words: Words, first: int, last: int) -> Tense | None:
    """Return the tense of the words near `first` to `last`, `None` if none of them tells it."""
    if first and words.forms[first - 1] in ("until", "till", "by"):
        return _by_deadline(words, first)
    found = _scan(words, range(first - 1, max(-1, first - REACH_WORDS - 1), -1))
    return found or _scan(words, range(last, min(len(words.forms), last + REACH_WORDS)))


def _by_deadline(words: Words, first: int) -> Tense | None:
    """Return the tense of "until Monday", "by Friday": to come, unless what precedes is past."""
    found = _scan(words, range(first - 1, max(-1, first - REACH_WORDS - 1), -1))
    return found if found == "past" else "future"


def _scan(words: Words, order: range) -> Tense | None:
    known = telling()
    for at in order:
        form = words.forms[at]
        if form in STOPS or form[0] == "\n":
            return None
        tense = known.get(form)
        if tense is None and len(form) > 4 and form.endswith("ed"):
            tense = "past"
        if tense is not None:
            return tense
    return None
