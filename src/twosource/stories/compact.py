"""What is held of a report for comparing it, in some kilobytes, and one report compared with many at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from twosource.stories.cards import Card
from twosource.stories.likeness import MAX_DAYS, NEAR_DAYS

Floats = NDArray[np.float64]

WORDS, NAMES, LEAD, TITLE, NUMBERS = range(5)
"""The vectors of a card, in the order in which they are kept."""

MIN_WORDS = 0.05
"""Cosine of the words below which two reports are not compared further."""


@dataclass(frozen=True, slots=True)
class Compact:
    """A card with numbers for terms: the terms and weights of its five vectors, one after another.

    `ends` has where the vectors end; `size` is the logarithm of its words and twenty, as `likeness` has it.
    """

    report: str
    terms: NDArray[np.uint32]
    weights: NDArray[np.float32]
    ends: tuple[int, ...]
    day: int | None
    size: float

    def words(self) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """Return the terms of the words, the heaviest first, and their weights."""
        return self.terms[: self.ends[WORDS]], self.weights[: self.ends[WORDS]]


@dataclass(slots=True)
class Vocabulary:
    """The numbers of terms; `found` is where the weights of one report stand while it is compared."""

    names: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _found: Floats = field(default_factory=lambda: np.zeros(1 << 12))

    def compact(self, card: Card) -> Compact:
        """Return a card with numbers for terms; new terms get the next ones."""
        vectors = (card.words, card.names, card.lead, card.title, card.numbers)
        count = sum(map(len, vectors))
        terms = np.fromiter((self._number(term) for vector in vectors for term in vector), np.uint32, count)
        weights = np.fromiter((w for vector in vectors for w in vector.values()), np.float32, count)
        ends = tuple(int(end) for end in np.cumsum([len(vector) for vector in vectors]))
        return Compact(card.report, terms, weights, ends, card.day, math.log(20 + card.length))

    def compared(
        self, one: Compact, others: Sequence[Compact], weights: Mapping[str, float]
    ) -> tuple[Floats, Floats]:
        """Return, by other report, the cosine of the words and the log-odds as `likeness.evidence` has them.

        The log-odds are NaN where the cosine of the words is less than `MIN_WORDS`.

        Args:
            one: the report that is compared.
            others: those that it is compared with.
            weights: by feature.
        """
        words, heaviest = self._products(WORDS, one, others)
        odds = np.full(len(others), np.nan)
        near = np.flatnonzero(words >= MIN_WORDS)
        if len(near):
            kept = [others[n] for n in near.tolist()]
            odds[near] = self._evidence(one, kept, weights, words[near], heaviest[near])
        return words, odds

    def _evidence(
        self,
        one: Compact,
        others: Sequence[Compact],
        weights: Mapping[str, float],
        words: Floats,
        top: Floats,
    ) -> Floats:
        """Return the log-odds by other report."""
        names, heaviest = self._products(NAMES, one, others)
        days = [None if one.day is None or o.day is None else abs(one.day - o.day) for o in others]
        features = {
            "words": words,
            "words but one": words - top,
            "names but one": names - heaviest,
            "lead": self._products(LEAD, one, others)[0],
            "title": self._products(TITLE, one, others)[0],
            "numbers": self._products(NUMBERS, one, others)[0],
            "days known": np.array([d is not None for d in days], float),
            "days": np.array([min(d or 0, MAX_DAYS) / MAX_DAYS for d in days]),
            "days apart": np.array([(d or 0) > NEAR_DAYS for d in days], float),
            "length": np.array([min(one.size, o.size) for o in others]),
        }
        odds = np.full(len(others), weights["constant"])
        for name, values in features.items():
            odds += weights[name] * values
        return odds

    def _products(self, vector: int, one: Compact, others: Sequence[Compact]) -> tuple[Floats, Floats]:
        """Return, by other report, the cosine of a vector, and what the term that adds most adds to it.

        Sums are made in the order of the other's terms, so that they are the same on every machine.
        """
        start, end = (0, *one.ends)[vector], one.ends[vector]
        extents = [((0, *other.ends)[vector], other.ends[vector]) for other in others]
        lengths = np.array([b - a for a, b in extents])
        if start == end or not lengths.any():
            return np.zeros(len(others)), np.zeros(len(others))
        terms = np.concatenate([o.terms[a:b] for o, (a, b) in zip(others, extents, strict=True)])
        weights = np.concatenate([o.weights[a:b] for o, (a, b) in zip(others, extents, strict=True)])
        mine = one.terms[start:end]
        self._found[mine] = one.weights[start:end]
        products = self._found[terms] * weights
        self._found[mine] = 0
        owners = np.repeat(np.arange(len(others)), lengths)
        totals: Floats = np.bincount(owners, products, len(others)).astype(float)
        top = np.zeros(len(others))
        filled = np.flatnonzero(lengths)
        top[filled] = np.maximum.reduceat(products, (np.cumsum(lengths) - lengths)[filled])
        return totals, top

    def _number(self, term: str) -> int:
        """Return the number of a term."""
        number = self._numbers.setdefault(term, len(self.names))
        if number == len(self.names):
            self.names.append(term)
            if number == len(self._found):
                self._found = np.zeros(2 * len(self._found))
        return number
