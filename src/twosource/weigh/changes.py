"""What one word changes: two sentences that are nearly the same, and where they are not, don't say the same.

The rules of `differences` compare what was understood. A number that counts nothing known, a day in a noun
phrase, a name that is no party, or a "not" that the parse hangs elsewhere escapes them; two sentences that
have nearly all words in common show it by the words that they don't.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from twosource.lexicon import table, words
from twosource.link.likeness import are_opposed
from twosource.link.names import same_name
from twosource.mark.figure_numbers import read_number

WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*(?:['’]t\b)?")
UNIT = re.compile(r"(?<=\d)(?=[^\W\d_]{2,4}\b)(?!st\b|nd\b|rd\b|th\b)")
"""Where a number and its unit may be parted or not ("12mph", "12 mph")."""

CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)(?=\s?[ap]\.?m)")
"""A time of day, which some write with a colon and some with a point ("5:10 a.m.", "5.10am")."""

AGE = re.compile(r", \d{1,3},")
"""How an age stands beside a name ("Ilse Brandt, 44, said")."""

NEARLY, FEWEST = 0.55, 4
"""The share of words in common, of at least so many, from which two sentences are nearly the same."""

FEW = 5
"""Words that one sentence may have more than the other for a "not" or "will" among them to turn it; among
more, it stands in something else that is told."""

NEGATORS = frozenset({"not", "never", "no", "nobody", "none", "neither", "nor", "without", "cannot"})
ARTICLES = frozenset({"the", "a", "an", "s"})
MODALS = frozenset(
    {
        "will", "would", "shall", "may", "might", "could", "should", "must", "can", "plan",
        "plans", "planned", "expected", "likely", "possibly", "perhaps", "allegedly", "reportedly",
        "apparently", "intends",
        "hopes", "wants",
    }
)  # fmt: skip
TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "sir", "lord", "lady", "president", "minister", "prime", "general", "judge"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field in which two nearly equal sentences differ, and the words of each ("" for none)."""

    field: str
    rule: str
    values: tuple[str, str]


def find_changes(one: str, other: str) -> tuple[Change, ...]:
    """Return in what two sentences differ that are nearly the same; nothing if they are not.

    Args:
        one, other: the words of two tellings.
    """
    a, b = (WORD.findall(UNIT.sub(" ", CLOCK.sub(r"\1:\2 ", AGE.sub(" ", text)))) for text in (one, other))
    left, right = Counter(map(_folded, a)), Counter(map(_folded, b))
    shared = sum((left & right).values())
    if shared < FEWEST or shared < NEARLY * max(len(a), len(b)):
        return ()
    changed = tuple(_changes(_only(a, left - right), _only(b, right - left)))
    if {"not", "opposites"} <= {c.rule for c in changed}:
        # "Was unreasonable", "was not a reasonable one": the one turns what the other turned.
        changed = tuple(c for c in changed if c.rule not in {"not", "opposites"})
    return tuple(c for c in changed if c.field != "name" or _in_one_place(c, a, b))


def _in_one_place(change: Change, a: list[str], b: list[str]) -> bool:
    """Return whether two names stand beside a word that both sentences have: one took the other's place.

    In "the Tollgate depot" and "told Havland Today" they don't; an article tells nothing.
    """
    beside = []
    for found, value in ((a, change.values[0]), (b, change.values[1])):
        names = set(value.split())
        plain = ["^", *(w if w in names else w.lower() for w in found), "$"]
        near = {plain[i + step] for i, w in enumerate(plain) if w in names for step in (-1, 1)}
        beside.append(near - names - ARTICLES)
    return bool(beside[0] & beside[1])


def _only(found: list[str], left: Counter[str]) -> list[str]:
    """Return the words, as written, of which one sentence has more than the other."""
    room = Counter(left)
    only = []
    for word in found:
        if room[_folded(word)] > 0:
            room[_folded(word)] -= 1
            only.append(word)
    return only


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    """Return a word for comparison, lower case, a number of one word in digits: "five" is "5"."""
    small = word.lower()
    found = read_number(small, 0) if small in _numerals() else None
    is_plain = found is not None and found.end == len(small) and found.value is not None
    return f"{found.value:g}" if found is not None and is_plain else small


def _changes(a: list[str], b: list[str]) -> Iterator[Change]:
    """Yield the changes between the words that only one of two sentences has."""
    for field, rule, kind in (("number", "other_number", _is_number), ("time", "other_day", _is_day)):
        x, y = [w for w in a if kind(w)], [w for w in b if kind(w)]
        if x and y and not (field == "time" and _is_counted(x) != _is_counted(y)):
            yield Change(field, rule, (" ".join(x), " ".join(y)))
    x, y = [w for w in a if _is_name(w)], [w for w in b if _is_name(w)]
    if x and y and not any(_may_be_one(v, w) for v in x for w in y):
        yield Change("name", "other_name", (" ".join(x), " ".join(y)))
    for field, rule, some in (("polarity", "not", NEGATORS), ("strength", "modal", MODALS)):
        x, y = ([w for w in words if _plain(w) in some and w != "May"] for words in (a, b))
        if bool(x) != bool(y) and len(a if x else b) <= FEW:
            yield Change(field, rule, (" ".join(x), " ".join(y)))
    for v in a:
        for w in b:
            if are_opposed(v.lower(), w.lower()):
                yield Change("wording", "opposites", (v, w))
                return


@cache
def _numerals() -> frozenset[str]:
    """Return the words that numbers are made of."""
    return frozenset(row[0] for row in table("figures_numbers")) - {"a", "an", "m", "k", "b"}


@cache
def _days() -> frozenset[str]:
    """Return the names of days and months."""
    weekdays = "monday tuesday wednesday thursday friday saturday sunday"
    months = "january february march april may june july august september october november december"
    return frozenset(f"{weekdays} {months} yesterday today tomorrow".split())


def _is_number(word: str) -> bool:
    """Return whether a word is a number in digits or letters."""
    return word[0].isdigit() or word.lower() in _numerals()


def _is_day(word: str) -> bool:
    """Return whether a word names a day or a month."""
    return word.lower() in _days() and (word[0].isupper() or word.lower()[-3:] == "day")


def _is_counted(days: list[str]) -> bool:
    """Return whether days are all counted from the one on which a report speaks: "yesterday"."""
    return {day.lower() for day in days} <= {"yesterday", "today", "tomorrow"}


def _is_name(word: str) -> bool:
    """Return whether a word is written as a name is; the first of a sentence may be one that is not."""
    low = word.lower()
    return word[0].isupper() and not _is_day(word) and low not in TITLES and low not in words("stop_words")


def _may_be_one(a: str, b: str) -> bool:
    """Return whether two words may be spellings of one name, or one is the other's people ("Tarvian")."""
    if a.lower()[:4] == b.lower()[:4]:
        return True
    return any(same_name(a, b, kind=kind).same is not False for kind in ("person", "place"))


def _plain(word: str) -> str:
    """Return a word for looking up; a contracted "not" counts as one ("didn't")."""
    low = word.lower().replace("’", "'")
    return "not" if low.endswith("n't") or low == "t" else low
