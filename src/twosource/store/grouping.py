"""Which story each report that comes belongs to: `stories.arrivals` over the latest reports of a store.

Arrivals are compared with a window of the reports placed last: between `WINDOW` and twice as many. It begins
anew at each multiple of `WINDOW` placements, so that what a report is compared with depends on its number
alone, not on when a process started or was killed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from twosource.records import Annotation
from twosource.store.codec import PackError, pack, unpack
from twosource.store.database import Database
from twosource.store.errors import StoreError
from twosource.stories.arrivals import Arrivals, Placement
from twosource.stories.cards import Card, card
from twosource.stories.shelf import Shelf

__all__ = ["WINDOW", "Grouper", "packed_card"]

WINDOW = 3_000
"""Reports that a new one is compared with at least, the latest; twice as many at most. More cost more time at
the start of each `add`. A desk of 500 reports a day has six days to twelve in it."""

UNLIKELY = -50.0  # log-odds of two reports of which only the user says that they belong together

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
class PinnedShelf(Shelf):
    """A shelf on which the user's corrections count for more than likeness.

    `pins` has, by place, the side on which each correction puts the report.
    """

    pins: dict[int, dict[int, int]] = field(default_factory=dict)

    def likely(self, a: int, b: int) -> float:
        """Return the probability that two reports tell of one event: 0 or 1 where the user settled it."""
        one, two = self.pins.get(a), self.pins.get(b)
        if one and two:
            shared = one.keys() & two.keys()
            if shared:
                latest = max(shared)
                if one[latest] != two[latest]:
                    return 0.0
                if one[latest] == 0:  # side 0: put together; the others say only who is apart
                    return 1.0
        return Shelf.likely(self, a, b)

    def pin(self, pins: Mapping[int, dict[int, int]]) -> None:
        """Take the corrections, and make sure that each pair put together is looked at."""
        self.pins = dict(pins)
        together: defaultdict[int, list[int]] = defaultdict(list)
        for place, sides in sorted(self.pins.items()):
            for correction, side in sides.items():
                if side == 0:
                    together[correction].append(place)
        for places in together.values():
            for a in places:
                for b in places:
                    if a != b:
                        self.links[a].setdefault(b, UNLIKELY)


@dataclass(slots=True)
class Held(Arrivals):
    """The reports of the window and the stories they make."""

    shelf: PinnedShelf = field(default_factory=PinnedShelf)

    def restore(self, one: Card, story: str) -> None:
        """Hold a report that was placed before, in its story."""
        self._put(self.shelf.add(one), story)

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

    def place(self, packed: bytes) -> Placement:
        """Return where a report belongs; the caller writes it into the store, in the same transaction.

        Args:
            packed: its card.
        """
        placement = self._sync().place(unpack(Card, packed))
        self.count += 1
        self.revision += 1
        return placement

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
            "SELECT number, story, card FROM placement WHERE number > ? ORDER BY number",
            (self.first + self.count,),
        )
        try:
            for row in rows:
                held.restore(unpack(Card, row["card"]), row["story"])
        except PackError as error:
            raise StoreError("store_corrupt", self.database.name, f"a card is damaged: {error}") from None
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
