"""Reports held for grouping, found again by their rarest words at a cost that does not grow with them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from twosource.stories.cards import Card, dot
from twosource.stories.likeness import evidence, learned, likely

QUERY_TERMS = 32
"""The heaviest terms of a report by which others are looked up."""

MAX_HOLDERS = 200
"""Reports kept by term, the latest: a term that more hold tells little, and looking it up would cost more
with every report."""

MAX_NEAR = 100
"""Reports that are compared with one, those with the most weight in common."""

MIN_WORDS = 0.05
"""Cosine of the words below which two reports are not compared further."""

MIN_ODDS = -4.0
"""Log-odds up to which a pair is forgotten: two in a hundred, which a crowd only lowers."""

CROWD_FROM, CROWD_TO = 15, 25
"""The crowd of a report is the mean likeness in words of its 16th to 25th nearest reports: an event has few
reports that near, a long-running topic has many."""


@dataclass(slots=True)
class Shelf:
    """The reports held, the terms that lead to them, and what was found between them.

    `links` hold, by place, the log-odds for other places; `nearest` the largest cosines of the words.
    """

    weights: Mapping[str, float] = field(default_factory=learned)
    cards: list[Card] = field(default_factory=list)
    links: list[dict[int, float]] = field(default_factory=list)
    nearest: list[list[float]] = field(default_factory=list)
    _holders: defaultdict[str, deque[tuple[int, float]]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=MAX_HOLDERS))
    )

    def add(self, card: Card) -> int:
        """Return the place of a report newly held, after comparing it with those that are near."""
        place = len(self.cards)
        self.cards.append(card)
        self.links.append({})
        self.nearest.append([])
        if card.story is None:
            for other in self._candidates(card):
                self._compare(place, other)
            for term in list(card.words)[:QUERY_TERMS]:
                self._holders[term].append((place, card.words[term]))
        return place

    def _candidates(self, card: Card) -> list[int]:
        """Return the places of the reports that share the most weight in rare words, the most first."""
        shared: defaultdict[int, float] = defaultdict(float)
        for term in list(card.words)[:QUERY_TERMS]:
            weight = card.words[term]
            for place, other in self._holders.get(term, ()):
                shared[place] += weight * other
        return sorted(shared, key=lambda place: (-shared[place], place))[:MAX_NEAR]

    def _compare(self, place: int, other: int) -> None:
        """Note how alike two reports are."""
        words = dot(self.cards[place].words, self.cards[other].words)
        for one in (place, other):
            _keep_largest(self.nearest[one], words)
        if words < MIN_WORDS:
            return
        odds = evidence(self.cards[place], self.cards[other], self.weights)
        if odds > MIN_ODDS:
            self.links[place][other] = self.links[other][place] = odds

    def crowd(self, place: int) -> float:
        """Return how crowded it is around a report, 0..1."""
        near = self.nearest[place]
        return sum(near[CROWD_FROM:CROWD_TO]) / (CROWD_TO - CROWD_FROM)

    def likely(self, a: int, b: int) -> float:
        """Return the probability that two compared reports tell of one event, 0..1."""
        return likely(self.links[a][b], max(self.crowd(a), self.crowd(b)), self.weights)

    def shared_terms(self, a: int, b: int, most: int = 5) -> tuple[str, ...]:
        """Return the terms that weigh most in the likeness of two reports, the heaviest first."""
        one, two = self.cards[a].words, self.cards[b].words
        terms = sorted((-one[term] * two[term], term) for term in one if term in two)
        return tuple(term for _, term in terms[:most])


def _keep_largest(kept: list[float], value: float) -> None:
    """Put a value into a list of the largest, which is held in falling order and at `CROWD_TO` at most."""
    at = len(kept)
    while at and kept[at - 1] < value:
        at -= 1
    if at < CROWD_TO:
        kept.insert(at, value)
        del kept[CROWD_TO:]
