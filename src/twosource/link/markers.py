"""What the words before a noun say of which it is, and of how many: "the first offer", "another bus"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from twosource.lexicon import table, words
from twosource.link.likeness import word_class
from twosource.records import Telling

WORD = re.compile(r"[^\W_]+(?:['’]s\b)?")
COMPARED = re.compile(r"(?i)\bthan\b")
"""The word that shows that "more" compares: "more than 40 monitors", "more people than first thought"."""

BEFORE = 5
"""Words before an event noun that may belong to it."""

BOUNDS = frozenset(
    {"a", "an", "the", "its", "his", "her", "their", "our", "my", "your", "this", "that", "these", "those",
     "to", "is", "are", "was", "were", "be", "been", "being", "am", "became", "become", "remains", "remained"}
)  # fmt: skip
"""Words before which nothing belongs to a noun behind them: articles and the like, and the copula."""

PREPOSITIONS = frozenset(
    {"of", "in", "at", "on", "by", "with", "for", "from", "over", "after", "before", "and"}
)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Return what each sequence word says: `before`, `after`, `again`."""
    found: dict[str, frozenset[str]] = {}
    for word, kind in table("sequence_words"):
        found[word] = found.get(word, frozenset()) | {kind}
    return found


def ranks(telling: Telling) -> frozenset[tuple[str, str]]:
    """Return which of several the nouns of a telling are, as (head word, `before`, `after` or `again`).

    The nouns are its participants, and the event itself where a noun names it.
    """
    found = {(a.head, kind) for a in telling.arguments for kind in _said(list(_before(a.span.text, a.head)))}
    found |= {(telling.lemma, kind) for kind in _said(_before_event(telling))}
    if COMPARED.search(telling.span.text):
        return frozenset(f for f in found if f[1] != "again")
    return frozenset(found)


def _said(modifiers: list[str]) -> Iterator[str]:
    """Yield what some words before a noun say of which it is; those that say both say nothing."""
    found = frozenset().union(*(_kinds().get(word, frozenset()) for word in modifiers))
    yield from sorted(found if not {"before", "after"} <= found else found - {"before", "after"})


def _before(text: str, head: str) -> Iterator[str]:
    """Yield the words of a noun phrase before its head, lower case; all of them if it stands inflected."""
    for match in WORD.finditer(text):
        word = match[0].lower()
        if word == head or word in PREPOSITIONS:
            return
        yield word


def _before_event(telling: Telling) -> list[str]:
    """Return the words before an event noun that may belong to it, lower case."""
    return _modifiers(telling) if len(telling.head) > 1 or telling.is_named else []


def modifiers(telling: Telling) -> frozenset[str]:
    """Return the words before the noun or adjective of a state that belong to it, lower case."""
    return frozenset(_modifiers(telling))


def _modifiers(telling: Telling) -> list[str]:
    """Return the words before the last word of a head, back to an article or a preposition, lower case."""
    if not telling.head:
        return []
    at = telling.head[-1].start - telling.span.start
    found: list[str] = []
    for match in reversed(list(WORD.finditer(telling.span.text[: max(0, at)]))[-BEFORE:]):
        word = match[0].lower()
        if word in BOUNDS or word in PREPOSITIONS or word[-2:] in {"'s", "’s"}:
            break
        found.append(word)
    return found[::-1]


def plurals(telling: Telling) -> frozenset[str]:
    """Return the head words of a telling's participants that stand in the plural there, and are no events.

    "Rockets that have been launched" are not a rocket; "the elections" may be the election.
    """
    one: set[str] = set()
    many: set[str] = set()
    for argument in telling.arguments:
        if argument.head.isalpha():
            written = {w.lower() for w in WORD.findall(argument.span.text)}
            (one if argument.head in written else many).add(argument.head)
    return frozenset(h for h in many - one if len(word_class(h)) == 1 and h not in words("event_nouns"))


@cache
def peoples() -> frozenset[str]:
    """Return the plural names of peoples, lower case ("Russians"): they name persons, but nobody."""
    return frozenset(
        name.lower() for row in table("states") if len(row) > 4 for name in row[4].split("|") if name
    ) - words("stop_words")
