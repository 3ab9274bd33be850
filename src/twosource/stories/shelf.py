"""Reports held for grouping, found again by their rarest words at a cost that does not grow with them."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from twosource.clusters import average_link, components
from twosource.stories.cards import Card
from twosource.stories.compact import Compact, Vocabulary
from twosource.stories.likeness import SAME_EVENT, learned, likely

QUERY_TERMS = 32
"""The heaviest terms of a report by which others are looked up."""

MAX_HOLDERS = 200
"""Reports kept by term, the latest: a term that more hold tells little, and looking it up would cost more
with every report."""

MAX_NEAR = 100
"""Reports that are compared with one, those with the most weight in common."""

MIN_ODDS = -4.0
"""Log-odds up to which a pair is forgotten: two in a hundred, which a crowd only lowers."""

CROWD_FROM, CROWD_TO = 15, 25
"""The crowd of a report is the mean likeness in words of its 16th to 25th nearest reports: an event has few
reports that near, a long-running topic has many."""

HOLDER = np.dtype([("place", "<u4"), ("weight", "<f4")])
"""How a report is kept under a term that leads to it."""

FULL = MAX_HOLDERS * HOLDER.itemsize


class Links(Mapping[int, float]):
    """Log-odds for earlier reports by their places, in a few bytes each."""

    __slots__ = ("_odds", "_places")

    def __init__(self, found: Mapping[int, float]) -> None:
        """Keep what was found."""
        self._places = array("I", sorted(found))
        self._odds = array("f", (found[place] for place in self._places))

    def __getitem__(self, place: int) -> float:
        """Return the log-odds for a place."""
        at = bisect_left(self._places, place)
        if at == len(self._places) or self._places[at] != place:
            raise KeyError(place)
        return self._odds[at]

    def __iter__(self) -> Iterator[int]:
        """Return an iterator over the places, in rising order."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._places)


@dataclass(slots=True)
class Shelf:
    """The reports held, the terms that lead to them, and what was found between them.

    `links` hold, by place, the log-odds for earlier places; `nearest` the largest cosines of the words. A
    report costs some kilobytes: `bench/scale.py` measures it.
    """

    weights: Mapping[str, float] = field(default_factory=learned)
    cards: list[Compact] = field(default_factory=list)
    links: list[Mapping[int, float]] = field(default_factory=list)
    nearest: list[MutableSequence[float]] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    _crowds: MutableSequence[float] = field(default_factory=lambda: array("d"))
    _holders: list[bytes] = field(default_factory=list)

    def add(self, card: Card) -> int:
        """Return the place of a report newly held, after comparing it with those that are near."""
        place = self.hold(card)
        if card.story is None:
            others = self._candidates(place)
            if others:
                kept = [self.cards[other] for other in others]
                words, odds = self.vocabulary.compared(self.cards[place], kept, self.weights)
                self._note(place, others, words.tolist(), odds.tolist())
            self.lead_to(place)
        return place

    def hold(self, card: Card) -> int:
        """Return the place of a report newly held, which nothing leads to yet."""
        self.cards.append(self.vocabulary.compact(card))
        self.links.append({})
        self.nearest.append(array("f"))
        self._crowds.append(math.nan)
        self._holders.extend([b""] * (len(self.vocabulary.names) - len(self._holders)))
        return len(self.cards) - 1

    def lead_to(self, place: int) -> None:
        """Have the heaviest terms of a report lead to it."""
        for term, held in zip(*self._query(place), strict=True):
            entry = np.array((place, held), HOLDER).tobytes()
            self._holders[term] = (self._holders[term] + entry)[-FULL:]

    def _query(self, place: int) -> tuple[list[int], list[float]]:
        """Return the heaviest terms of a report and their weights."""
        terms, weights = self.cards[place].words()
        return terms[:QUERY_TERMS].tolist(), weights[:QUERY_TERMS].tolist()

    def _candidates(self, place: int) -> list[int]:
        """Return the places of the reports that share the most weight in rare words, the most first."""
        terms, weights = self._query(place)
        held = [self._holders[term] for term in terms]
        if not any(held):
            return []
        found: NDArray[np.void] = np.frombuffer(b"".join(held), HOLDER)
        counts = [len(one) // HOLDER.itemsize for one in held]
        products = np.repeat(np.array(weights, float), counts) * found["weight"]
        places, at = np.unique(found["place"], return_inverse=True)
        shared = np.bincount(at, products, len(places))
        if len(places) > MAX_NEAR:
            least = np.partition(shared, -MAX_NEAR)[-MAX_NEAR]
            places, shared = places[shared >= least], shared[shared >= least]
        nearest: list[int] = places[np.lexsort((places, -shared))][:MAX_NEAR].tolist()
        return nearest

    def _note(self, place: int, others: Sequence[int], words: Sequence[float], odds: Sequence[float]) -> None:
        """Keep how alike a report is to others; the log-odds are NaN where they were not looked at."""
        for other, cosine in zip(others, words, strict=True):
            self.keep_nearest(place, cosine)
            self.keep_nearest(other, cosine)
        self.links[place] = Links(
            {o: value for o, value in zip(others, odds, strict=True) if value > MIN_ODDS}
        )

    def keep_nearest(self, place: int, cosine: float) -> None:
        """Keep a cosine if it is one of the largest of a report."""
        kept = self.nearest[place]
        at = len(kept)
        while at and kept[at - 1] < cosine:
            at -= 1
        if at < CROWD_TO:
            kept.insert(at, cosine)
            del kept[CROWD_TO:]
            self._crowds[place] = math.nan

    def forget_crowds(self) -> None:
        """Have the crowds worked out anew, after `nearest` was changed from outside."""
        self._crowds = array("d", [math.nan]) * len(self.cards)

    def crowd(self, place: int) -> float:
        """Return how crowded it is around a report, 0..1."""
        known = self._crowds[place]
        if known != known:  # it has changed since it was asked for
            near = self.nearest[place]
            known = self._crowds[place] = sum(near[CROWD_FROM:CROWD_TO]) / (CROWD_TO - CROWD_FROM)
        return known

    def likely(self, a: int, b: int) -> float:
        """Return the probability that two compared reports tell of one event, 0..1."""
        odds = self.links[max(a, b)][min(a, b)]
        return likely(odds, max(self.crowd(a), self.crowd(b)), self.weights)

    def clusters(self, places: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """Return which of some reports tell of one event, each cluster sorted, ordered by their first.

        Groups that no likely pair joins are looked at one by one: what lies between them is not held.

        Args:
            places: in rising order.
        """
        number = {place: n for n, place in enumerate(places)}
        pairs = (
            (number[b], n)
            for n, a in enumerate(places)
            for b in self.links[a]
            if b < a and b in number and self.likely(a, b) >= SAME_EVENT
        )
        found = []
        for group in components(len(places), pairs):
            inside = [places[n] for n in group]
            found += self._linked(inside) if len(inside) > 1 else [tuple(inside)]
        return tuple(sorted(found))

    def _linked(self, places: Sequence[int]) -> list[tuple[int, ...]]:
        """Return the clusters of reports that are joined by likely pairs."""
        number = {place: n for n, place in enumerate(places)}
        sure = {
            (number[b], n): self.likely(a, b)
            for n, a in enumerate(places)
            for b in self.links[a]
            if b < a and b in number
        }
        return [tuple(places[n] for n in one) for one in average_link(len(places), sure, SAME_EVENT)]

    def shared_terms(self, a: int, b: int, most: int = 5) -> tuple[str, ...]:
        """Return the terms that weigh most in the likeness of two reports, the heaviest first."""
        one, two = (dict(zip(*map(list, self.cards[n].words()), strict=True)) for n in (a, b))
        names = self.vocabulary.names
        terms = sorted((-float(one[term]) * float(two[term]), names[term]) for term in one if term in two)
        return tuple(term for _, term in terms[:most])
