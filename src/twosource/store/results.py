"""What a store gives: records of what was added, of stories, of finds, of the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Added", "Correction", "Damage", "Hit", "Passage", "Problem", "StoryLine", "Summary"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one input.

    `status` is one of `errors.STATUSES`. `report` is its id in the store, or the input's name where it gave
    none; `is_revision` tells that the store had an earlier text of it. `code` and `detail` say why, if it is
    not `ok`; `notes` are what was remarked on the way.
    """

    report: str
    source: str
    status: str
    code: str | None = None
    detail: str | None = None
    story: str | None = None
    is_new_story: bool = False
    is_revision: bool = False
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the inputs of one run: counts by status, and the stories that it touched."""

    statuses: tuple[tuple[str, int], ...]
    stories: tuple[str, ...]

    @classmethod
    def of(cls, added: Iterable[Added]) -> Summary:
        """Return the summary of a run."""
        listed = tuple(added)
        counts = Counter(one.status for one in listed)
        return cls(tuple(sorted(counts.items())), tuple(sorted({o.story for o in listed if o.story})))


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story as a list shows it; the numbers are `None` while its account has not been worked out.

    `first` and `last` are the ISO days that its claims tell of; `published` the latest day of publication.
    """

    id: str
    title: str | None
    reports: int
    outlets: int | None
    origins: int | None
    claims: int | None
    independent: int | None
    conflicts: int | None
    first: str | None
    last: str | None
    published: str | None
    is_stale: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One report that a search found, with the words around; `rank` is smaller for better finds.

    In `snippet`, what was found stands between U+0001 and U+0002.
    """

    report: str
    story: str
    outlet: str | None
    title: str | None
    published: str | None
    snippet: str
    rank: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a stored report with their surroundings, exactly as stored.

    `text` is `before + words + after`; `start` and `end` are the offsets of `words` in the version's text.
    """

    report: str
    version: int
    outlet: str | None
    title: str | None
    source: str
    added: str
    start: int
    end: int
    before: str
    words: str
    after: str
    claim: str | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that did not go in: what, why, at which stage; `number` names it for retry and ignore.

    `due` is the moment (UTC) before which an address is not asked for again unless it is named.
    """

    number: int
    report: str
    source: str
    status: str
    code: str
    stage: str | None
    detail: str | None
    is_ignored: bool
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user settled. `what` are names, or the story and what it took in or gave away."""

    number: int
    kind: str
    what: tuple[str, ...]
    note: str
    made: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that `check` found: where, what, and whether it can be made anew from what is stored."""

    where: str
    what: str
    is_derived: bool
