"""Which story each report that comes belongs to: `stories.arrivals` over the latest reports of a store.

Arrivals are compared with a window of the reports placed last: between `WINDOW` and twice as many. It begins
anew at each multiple of `WINDOW` placements, so that what a report is compared with depends on its number
alone, not on when a process started or was killed.
"""

from __future__ import annotations

import math
import struct
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from twosource.records import Annotation
from twosource.store.codec import PackError, pack, unpack
from twosource.store.database import Database
from twosource.store.errors import StoreError
from twosource.stories.arrivals import Arrivals, Placement
from twosource.stories.cards import Card, card
from twosource.stories.shelf import CROWD_TO, Shelf

__all__ = ["WINDOW", "Grouper", "packed_card"]

WINDOW = 3_000
"""Reports that a new one is compared with at least, the latest; twice as many at most. More cost more time at
the start of each `add`. A desk of 500 reports a day has six days to twelve in it."""

SETTLED = 1e6
"""What counts, in the mean over the pairs of two groups, for a pair that the user put together; the negative
for one kept apart: more than all other pairs can."""

UNLIKELY = -50.0  # log-odds of two reports of which only the user says that they belong together

FOUND = struct.Struct("<Iff")
"""One comparison as it is kept: how far back the other report is, cosine, log-odds."""

NONE = math.nan  # the log-odds of two reports that are too unlike to be compared further

DECIMALS = 6  # of a card's weights: more take room and change no decision


def packed_card(annotation: Annotation) -> bytes:
    """Return the card of a report, rounded, so that it is the same when it is read again."""
    made = card(annotation)
    vectors = (made.words, made.names, made.lead, made.title, made.numbers)
    words, names, lead, title, numbers = (
        {term: round(weight, DECIMALS) for term, weight in vector.items()} for vector in vectors
    )
    return pack(Card(made.report, words, names, lead, title, numbers, made.day, made.length, made.story))


@dataclass(slots=True)
class KeptShelf(Shelf):
    """A shelf that can be put away and set up again, and on which the user's corrections count for most.

    `pins` has, by place, the side on which each correction puts the report. `found` are the comparisons of
    the report that came last: how far back the other is, the cosine of the words, the log-odds or none.
    """

    pins: dict[int, dict[int, int]] = field(default_factory=dict)
    found: list[tuple[int, float, float]] = field(default_factory=list)

    def add(self, card: Card) -> int:
        """Return the place of a report newly held, after comparing it with those that are near."""
        self.found = []
        return Shelf.add(self, card)

    def _note(self, place: int, others: Sequence[int], words: Sequence[float], odds: Sequence[float]) -> None:
        """Keep how alike a report is to others, rounded as it is written down."""
        links: dict[int, float] = {}
        for other, cosine, known in zip(others, map(_single, words), map(_single, odds), strict=True):
            if known == known:  # not `NONE`, which is no number and equals nothing
                links[other] = known
            self.found.append((place - other, cosine, known))
            for one in (place, other):
                self.keep_nearest(one, cosine)
        self.links[place] = links

    def restore(self, card: Card, near: bytes) -> int:
        """Return the place of a report that was held before, with what it was compared with then.

        `settle` is called once all are back.

        Raises:
            struct.error: the comparisons are damaged.
        """
        place = self.hold(card)
        links: dict[int, float] = {}
        nearest, mine = self.nearest, self.nearest[place]
        for back, words, odds in FOUND.iter_unpack(near):
            other = place - back
            if other >= 0:  # the others are no longer held
                mine.append(words)
                nearest[other].append(words)
                if odds == odds:
                    links[other] = odds
        self.links[place] = links
        if card.story is None:
            self.lead_to(place)
        return place

    def settle(self) -> None:
        """Keep the largest cosines of each report alone, after some were put back."""
        self.nearest = [sorted(values, reverse=True)[:CROWD_TO] for values in self.nearest]
        self.forget_crowds()

    def near(self) -> bytes:
        """Return the comparisons of the report that came last, for `restore`."""
        return b"".join(FOUND.pack(*one) for one in self.found)

    def likely(self, a: int, b: int) -> float:
        """Return the probability that two reports tell of one event, or what outweighs all where the user
        settled it."""
        one, two = self.pins.get(a), self.pins.get(b)
        if one and two:
            shared = one.keys() & two.keys()
            if shared:
                latest = max(shared)
                if one[latest] != two[latest]:
                    return -SETTLED
                if one[latest] == 0:  # side 0: put together; the others say only who is apart
                    return SETTLED
        return Shelf.likely(self, a, b)

    def pin(self, pins: Mapping[int, dict[int, int]]) -> None:
        """Take the corrections, and make sure that each pair that they settle is looked at."""
        self.pins = dict(pins)
        settled: defaultdict[int, list[int]] = defaultdict(list)
        for place, sides in sorted(self.pins.items()):
            for correction in sides:
                settled[correction].append(place)
        for correction, places in settled.items():
            for a, b in combinations(places, 2):
                one, two = self.pins[a][correction], self.pins[b][correction]
                if one != two or one == 0:
                    self.links[max(a, b)] = {min(a, b): UNLIKELY} | dict(self.links[max(a, b)])


def _single(value: float) -> float:
    """Return a number as it is kept, in single precision."""
    made: float = struct.unpack("<f", struct.pack("<f", value))[0]
    return made


@dataclass(slots=True)
class Held(Arrivals):
    """The reports of the window and the stories they make."""

    shelf: KeptShelf = field(default_factory=KeptShelf)

    def restore(self, card: Card, near: bytes, story: str) -> None:
        """Hold a report that was placed before, in its story."""
        self._put(self.shelf.restore(card, near), story)

    def assign(self, stories: list[str]) -> None:
        """Take the stories of all reports held, as the store has them."""
        for place, story in enumerate(stories):
            if self.story_of[place] != story:
                self._put(place, story)


@dataclass(slots=True)
class Grouper:
    """Places reports of one store; keeps the window in memory between them.

    `window` is as `WINDOW`. `first` is the number of the placement before the first that is held.
    """

    database: Database
    window: int = WINDOW
    first: int = 0
    count: int = 0
    revision: int = -1
    held: Held | None = None

    def forget(self) -> None:
        """Drop what is held, after a transaction failed: it is loaded again when it is needed."""
        self.held = None
        self.revision = -1

    def prepare(self) -> None:
        """Load what the store has that is not held yet; done before a transaction, as it can take long."""
        with self.database.snapshot():
            self._sync()

    def place(self, packed: bytes) -> tuple[Placement, bytes]:
        """Return where a report belongs, and what it was compared with; the caller writes both in the same
        transaction.

        Args:
            packed: its card.
        """
        held = self._sync()
        placement = held.place(unpack(Card, packed))
        self.count += 1
        self.revision += 1
        return placement, held.shelf.near()

    def _sync(self) -> Held:
        """Return what is held, brought to the state of the store."""
        row = self.database.row("SELECT max(number) FROM placement")
        placed = int(row[0] or 0) if row is not None else 0
        first = max(0, (placed // self.window - 1) * self.window)
        row = self.database.row("SELECT value FROM counter WHERE name = 'grouping'")
        revision = int(row[0]) if row is not None else 0
        if self.held is not None and first == self.first and revision == self.revision:
            return self.held
        if self.held is None or first != self.first or placed < self.first + self.count:
            self.held, self.first, self.count = Held(), first, 0
        self._load(self.held)
        self.revision = revision
        return self.held

    def _load(self, held: Held) -> None:
        """Hold the reports placed since, and take the stories and the user's corrections as they are now."""
        rows = self.database.rows(
            "SELECT story, card, near FROM placement WHERE number > ? ORDER BY number",
            (self.first + self.count,),
        )
        try:
            for row in rows:
                held.restore(unpack(Card, row["card"]), row["near"], row["story"])
        except (PackError, struct.error) as error:
            raise StoreError("store_corrupt", self.database.name, f"a card is damaged: {error}") from None
        held.shelf.settle()
        self.count += len(rows)
        stories = self.database.rows(
            "SELECT story FROM placement WHERE number > ? ORDER BY number", (self.first,)
        )
        held.assign([row[0] for row in stories])
        held.shelf.pin(self._pins())

    def _pins(self) -> dict[int, dict[int, int]]:
        """Return the sides on which corrections that hold put the reports held, by place."""
        rows = self.database.rows(
            "SELECT p.number, i.correction, i.side FROM pin i JOIN placement p ON p.document = i.document"
            " WHERE p.number > ? ORDER BY p.number, i.correction",
            (self.first,),
        )
        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for number, correction, side in rows:
            found[number - self.first - 1][correction] = side
        return dict(found)
