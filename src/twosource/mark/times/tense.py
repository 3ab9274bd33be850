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

DEGREES = frozenset(("early", "late", "recently", "far"))
"""Words between two "as" that tell no future: "as early as November"."""

STOPS = frozenset(("!", "?", ";", ":"))
ABBREVIATED = frozenset(
    ("mr", "mrs", "ms", "dr", "st", "gen", "sen", "rep", "gov", "lt", "col", "sgt", "prof", "vs", "no", "inc",
     "co", "corp", "ltd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)  # fmt: skip
PARTICIPLES = frozenset(("due", "scheduled", "planned", "expected", "set", "slated"))
LINES = "\n"


@cache
def telling() -> dict[str, Tense]:
    """Return the tense that each telling word stands for, by its lower-case form."""
    return {row[0]: cast(Tense, row[1]) for row in table("times_tense")}


def tense_near(words: Words, first: int, last: int) -> Tense | None:
    """Return the tense of the telling words near `first` to `last`, `None` if none of them tells it."""
    found = _scan(words, range(first - 1, max(-1, first - REACH_WORDS - 1), -1))
    return found or _scan(words, range(last, min(len(words.forms), last + REACH_WORDS)))


def tense_beside(words: Words, first: int, last: int) -> Tense | None:
    """Return the tense that the words right beside tell: "until Monday", "after Sunday's vote"."""
    before = words.forms[first - 1] if first else ""
    if before == "as" and first > 1 and words.forms[first - 2] in DEGREES:
        return None  # "warned as early as November"
    if before in ("until", "till", "by", "as") and first > 1 and not _ends(words, first - 2):
        return "past" if "had" in words.forms[max(0, first - REACH_WORDS) : first] else "future"
    if before in ("after", "since", "following"):
        return "past"
    if before == "before" or (before == "of" and words.forms[first - 2] == "ahead"):
        return "future"
    is_possessive = last < len(words.forms) and words.forms[last] in ("'s", "’s")
    return "past" if is_possessive and before != "for" else None


def _scan(words: Words, order: range) -> Tense | None:
    """Return the tense of the first telling word of its sentence in `order`."""
    known = telling()
    for at in order:
        if _ends(words, at):
            return None
        form = words.forms[at]
        tense = known.get(form)
        if tense is None and len(form) > 4 and form.endswith("ed"):
            tense = "past"
        if tense == "past" and _is_after(words, at, "be"):
            continue  # "will be held"
        if form in ("is", "are", "was", "were") and at + 1 < len(words.forms) and words.forms[at + 1] == "to":
            return "future"
        if form == "set" and words.forms[at + 1 : at + 2] not in (("to",), ("for",)):
            tense = "past"
        if form in PARTICIPLES and _is_after(words, at, "had"):
            return "past"
        if tense is not None:
            return tense
    return None


def _is_after(words: Words, at: int, form: str) -> bool:
    """Return whether `form` is one of the two words before."""
    return form in words.forms[max(0, at - 2) : at]


def _ends(words: Words, at: int) -> bool:
    """Return whether a sentence ends at a word; the stop of an abbreviation does not end one."""
    form = words.forms[at]
    if form == ".":
        before = words.forms[at - 1] if at else ""
        return len(before) > 1 and before not in ABBREVIATED
    return form in STOPS or form[0] == LINES
