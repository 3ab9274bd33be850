"""Grouping as reports come: which story each belongs to, and what that changes for stories already told.

A report that comes is compared with those near it; the stories that it touches are linked anew, by the same
rule as a whole run. So a story may take in another, or fall apart, when a report shows it; each story keeps
its id while most of its reports stay together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from twosource.records import digest
from twosource.stories.cards import Card
from twosource.stories.shelf import Shelf

MAX_RELINKED = 300
"""Reports that are linked anew at a time, the latest: older ones of a larger story stay where they are."""

TOUCHED = 0.1
"""The probability from which a near report's story is looked at anew."""


@dataclass(frozen=True, slots=True)
class Change:
    """That a story took in another (`merged`) or lost reports to another (`split`), and why."""

    kind: Literal["merged", "split"]
    story: str
    other: str
    reports: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a report that came belongs, why, and which stories changed by it."""

    report: str
    story: str
    is_new: bool
    reason: str
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Arrivals:
    """The reports held and the stories they make, as they come."""

    shelf: Shelf = field(default_factory=Shelf)
    story_of: list[str] = field(default_factory=list)
    members: dict[str, set[int]] = field(default_factory=dict)

    def place(self, card: Card) -> Placement:
        """Return where a report belongs.

        A report that its caller gave a story stays there, and no other is taken to belong to it by likeness.
        """
        place = self.shelf.add(card)
        if card.story is not None:
            is_new = card.story not in self.members
            self._put(place, card.story)
            return Placement(card.report, card.story, is_new, "the story was given with the report")
        touched = self._touched(place)
        before = {other: self.story_of[other] for other in touched}
        changes = self._relink((*touched, place), before)
        story = self.story_of[place]
        companions = self.members[story] - {place}
        return Placement(card.report, story, not companions, self._reason(place, companions), changes)

    def _touched(self, place: int) -> tuple[int, ...]:
        """Return the places of the reports whose stories a new report may change, the latest at most."""
        near = [other for other in self.shelf.links[place] if self.shelf.likely(place, other) >= TOUCHED]
        stories = {self.story_of[other] for other in near}
        reports = sorted({other for story in stories for other in self.members[story]})
        return tuple(reports[-MAX_RELINKED:])

    def _relink(self, places: tuple[int, ...], before: Mapping[int, str]) -> tuple[Change, ...]:
        """Link reports anew, give the clusters the ids of the stories they mostly are, tell what changed."""
        clusters = self.shelf.clusters(places)
        for cluster, story in zip(clusters, self._named(clusters, before), strict=True):
            for place in cluster:
                self._put(place, story)
        return self._changes(before)

    def _named(self, clusters: Iterable[tuple[int, ...]], before: Mapping[int, str]) -> list[str]:
        """Return an id for each cluster: the story that most of its reports were in, or one of its own."""
        listed = list(clusters)
        claims = []
        for n, cluster in enumerate(listed):
            for story, count in Counter(before[p] for p in cluster if p in before).items():
                claims.append((-count, min(p for p in before if before[p] == story), story, n))
        names: dict[int, str] = {}
        taken: set[str] = set()
        for _, _, story, n in sorted(claims):
            if n not in names and story not in taken:
                names[n] = story
                taken.add(story)
        return [names.get(n) or self._new_id(cluster) for n, cluster in enumerate(listed)]

    def _new_id(self, cluster: tuple[int, ...]) -> str:
        """Return the id of a story that begins with a cluster's first report."""
        first = self.shelf.cards[min(cluster)].report
        story, again = digest("story", first), 0
        while story in self.members and self.members[story] - set(cluster):
            again += 1
            story = digest("story", first, again)
        return story

    def _put(self, place: int, story: str) -> None:
        """Put a report into a story, out of the one it was in."""
        if place < len(self.story_of):
            old = self.story_of[place]
            self.members[old].discard(place)
            if not self.members[old] and old != story:
                del self.members[old]
            self.story_of[place] = story
        else:
            self.story_of.append(story)
        self.members.setdefault(story, set()).add(place)

    def _changes(self, before: Mapping[int, str]) -> tuple[Change, ...]:
        """Return which stories took in reports of others."""
        moved: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for place, story in before.items():
            if self.story_of[place] != story:
                moved[self.story_of[place], story].append(place)
        newest = self.shelf.cards[len(self.story_of) - 1].report
        changes = []
        for (story, other), places in sorted(moved.items()):
            gone = other not in self.members
            reports = tuple(sorted(self.shelf.cards[p].report for p in places))
            reason = (
                f"with report {newest} the two tell of one event"
                if gone
                else f"with report {newest} these are nearer to the other reports there"
            )
            changes.append(Change("merged" if gone else "split", story, other, reports, reason))
        return tuple(changes)

    def _reason(self, place: int, companions: set[int]) -> str:
        """Return the sentence that says why a report is in its story."""
        if not companions:
            return "no report held is likely to tell of the same event"
        nearest = max(
            (p for p in companions if p in self.shelf.links[place]),
            key=lambda p: (self.shelf.likely(place, p), -p),
            default=None,
        )
        if nearest is None:
            return "it belongs to reports that belong there"
        shared = self.shelf.shared_terms(place, nearest)
        return (
            f"{self.shelf.likely(place, nearest):.2f} likely to tell of one event with report"
            f" {self.shelf.cards[nearest].report}: both have {', '.join(shared)}"
        )
