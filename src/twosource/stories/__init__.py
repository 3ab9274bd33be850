"""Grouping of reports into stories: the reports of one event.

A grouping that the caller gives is honoured. The other reports of a run are linked by how likely each two
tell of one event (`likeness`); `arrivals` does the same as reports come. Which reports are copies of others
is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twosource.copies import find_copies
from twosource.records import Annotation, Copy, digest
from twosource.stories.cards import Card, card
from twosource.stories.shelf import Shelf

__all__ = ["COPY_SHARE", "Grouping", "group", "link_cards", "stories_of"]

COPY_SHARE = 0.6
"""The share of a report's body words that stands in another from which it is called a copy of that one, and
all that it tells is taken from there."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Where a report belongs: its story, and, if it is a copy, of which report and what shows it."""

    id: str
    story: str
    copy_of: str | None = None
    copy_evidence: str | None = None


def group(annotations: Iterable[Annotation]) -> tuple[Grouping, ...]:
    """Return where each report belongs, ordered by report id."""
    made: list[Grouping] = []
    for story, members in stories_of(annotations):
        copies = copied(find_copies(members))
        for annotation in members:
            report = annotation.report.id
            copy = copies.get(report)
            made.append(Grouping(report, story, copy.of if copy else None, copy.reason if copy else None))
    return tuple(sorted(made, key=lambda g: g.id))


def stories_of(
    annotations: Iterable[Annotation], *, is_one: bool = False
) -> tuple[tuple[str, tuple[Annotation, ...]], ...]:
    """Return the stories of a run, each with its reports ordered by id; stories are ordered by their ids.

    Args:
        annotations: reports, of which only what `clean` finds is looked at.
        is_one: whether all reports that were given no story tell of one event.
    """
    given: dict[str, list[Annotation]] = {}
    free: list[Annotation] = []
    for annotation in sorted(annotations, key=lambda a: a.report.id):
        name = annotation.report.given.story
        given.setdefault(name, []).append(annotation) if name is not None else free.append(annotation)
    stories = [(name, tuple(members)) for name, members in given.items()]
    for members in ([tuple(free)] if free else []) if is_one else _linked(free):
        stories.append((digest("story", *(a.report.id for a in members)), members))
    return tuple(sorted(stories, key=lambda s: s[0]))


def link_cards(cards: Sequence[Card]) -> tuple[tuple[int, ...], ...]:
    """Return the stories that cards make, each as the places of its cards; any order gives the same ones.

    Args:
        cards: taken one at a time, twice: they may be made as they are asked for.
    """
    order = sorted(range(len(cards)), key=lambda n: (cards[n].day or 0, cards[n].report))
    shelf = Shelf()
    for n in order:
        shelf.add(cards[n])
    return tuple(tuple(order[place] for place in story) for story in shelf.clusters(range(len(order))))


def _linked(annotations: Sequence[Annotation]) -> tuple[tuple[Annotation, ...], ...]:
    """Return the reports by story, those of a story ordered by id."""
    return tuple(
        tuple(sorted((annotations[n] for n in story), key=lambda a: a.report.id))
        for story in link_cards([card(annotation) for annotation in annotations])
    )


def copied(copies: Sequence[Copy]) -> dict[str, Copy]:
    """Return, by report, the copy that shows it to be taken mostly from another.

    What a user settled counts first, then the largest share.
    """
    found: dict[str, Copy] = {}
    for copy in copies:
        known = found.get(copy.report)
        is_more = known is None or (copy.is_settled, copy.share) > (known.is_settled, known.share)
        if (copy.is_settled or copy.share >= COPY_SHARE) and is_more:
            found[copy.report] = copy
    return found
