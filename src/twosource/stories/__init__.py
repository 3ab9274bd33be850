"""Grouping of reports into stories: the reports of one event.

This version honours a grouping that the caller gives and takes all other reports of a run for one story: it
is made for the reports of one event. Which reports are copies of others is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twosource.copies import find_copies
from twosource.records import Annotation, Copy, digest

__all__ = ["COPY_SHARE", "Grouping", "group", "stories_of"]

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


def stories_of(annotations: Iterable[Annotation]) -> tuple[tuple[str, tuple[Annotation, ...]], ...]:
    """Return the stories of a run, each with its reports ordered by id; stories are ordered by their ids."""
    given: dict[str | None, list[Annotation]] = {}
    for annotation in sorted(annotations, key=lambda a: a.report.id):
        given.setdefault(annotation.report.given.story, []).append(annotation)
    stories = []
    for name, members in given.items():
        story = name if name is not None else digest("story", *(a.report.id for a in members))
        stories.append((story, tuple(members)))
    return tuple(sorted(stories, key=lambda s: s[0]))


def copied(copies: Sequence[Copy]) -> dict[str, Copy]:
    """Return, by report, the copy that shows it to be taken mostly from another; the largest share counts."""
    found: dict[str, Copy] = {}
    for copy in copies:
        known = found.get(copy.report)
        if copy.share >= COPY_SHARE and (known is None or copy.share > known.share):
            found[copy.report] = copy
    return found
