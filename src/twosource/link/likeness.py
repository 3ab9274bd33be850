"""How alike two event words are: the same lemma, one derived from the other, a common sense, near vectors."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from twosource.lexicon import table
from twosource.mark.parse import language

Vector = NDArray[np.float32]


@cache
def _senses() -> dict[str, frozenset[str]]:
    """Return the synsets of the first senses of each event word, verbs and nouns together."""
    found: dict[str, frozenset[str]] = {}
    for row in table("event_words"):
        senses = frozenset(row[2].split(","))
        found[row[0]] = found.get(row[0], frozenset()) | senses
    return found


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Return the verbs that each event noun or adjective is derived from or that are derived from it."""
    general = {row[0]: row[3] for row in table("event_words") if len(row) > 3 and row[1] == "n"}
    own = {row[0]: row[1] for name in ("event_nouns", "event_adjectives") for row in table(name) if row[1:]}
    return {noun: frozenset(verbs.split(",")) for noun, verbs in (general | own).items()}


@lru_cache(maxsize=100_000)
def word_class(lemma: str) -> frozenset[str]:
    """Return the lemma with the verbs it is derived from: what "arrest" and "arrests" have in common."""
    return _verbs().get(lemma, frozenset()) | {lemma}


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Return the groups of news synonyms that each lemma belongs to."""
    found: dict[str, frozenset[str]] = {}
    for name, lemmas in table("event_synonyms"):
        for lemma in lemmas.split(","):
            found[lemma] = found.get(lemma, frozenset()) | {f"={name}"}
    return found


@cache
def _kept_apart() -> dict[str, frozenset[int]]:
    """Return, by lemma, the rows of words for different events in which it stands."""
    found: dict[str, frozenset[int]] = {}
    for number, (lemmas,) in enumerate(table("event_apart")):
        for lemma in lemmas.split(","):
            found[lemma] = found.get(lemma, frozenset()) | {number}
    return found


@lru_cache(maxsize=100_000)
def groups(lemma: str) -> frozenset[str]:
    """Return the groups of news synonyms of a lemma and of the verbs it is derived from."""
    return frozenset(name for word in word_class(lemma) for name in _groups().get(word, ()))


@lru_cache(maxsize=100_000)
def senses(lemma: str) -> frozenset[str]:
    """Return the first senses of a lemma and of the verbs it is derived from."""
    found: frozenset[str] = frozenset()
    for word in word_class(lemma):
        found |= _senses().get(word, frozenset())
    return found


@lru_cache(maxsize=100_000)
def vector(word: str) -> Vector | None:
    """Return the unit vector of a lower-case word, `None` if the pipeline has none for it."""
    lexeme = language().vocab[word]
    if not lexeme.has_vector:
        return None
    raw: Vector = np.asarray(lexeme.vector, dtype=np.float32)
    norm = float(np.linalg.norm(raw))
    return raw / np.float32(norm) if norm else None


@lru_cache(maxsize=500_000)
def nearness(a: str, b: str) -> float:
    """Return the cosine of the vectors of two words, 0..1; 0 if either has none, 1 if they are the same."""
    if a == b:
        return 1.0
    u, v = vector(a), vector(b)
    if u is None or v is None:
        return 0.0
    return max(0.0, float(np.dot(u, v)))


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    """Return the pairs of words of opposite meaning, each pair in alphabetical order."""
    return frozenset((row[0], row[1]) for row in table("antonyms"))


@lru_cache(maxsize=200_000)
def are_opposed(a: str, b: str) -> bool:
    """Return whether two lemmas, or the verbs they are derived from, name different events for sure.

    Opposites do ("weaken", "strengthen"), and neighbours of one field ("killed", "injured").

    Vectors don't tell: words of opposite meaning stand in the same places and are as near as synonyms.
    """
    if groups(a) & groups(b) or word_class(a) & word_class(b):
        return False
    pairs = [(x, y) for x in word_class(a) for y in word_class(b)]
    apart = _kept_apart()
    return any(
        (min(x, y), max(x, y)) in _opposites() or apart.get(x, frozenset()) & apart.get(y, frozenset())
        for x, y in pairs
    )
