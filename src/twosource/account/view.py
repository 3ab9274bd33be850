"""What an account shows, computed once for the terminal and the page: plain records, every text on one line.

Each claim that a clause asserts stands in exactly one section, in full, under a number; other sections refer
to it by the number. All texts are safe to print (`visible.one_line`); a renderer adds only its own escaping.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.records import HopRole, Lineage, Standing, TellingKind, Verdict


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: the letter of the report, code points into its text, their name on a page."""

    letter: str
    start: int
    end: int
    anchor: str


@dataclass(frozen=True, slots=True)
class HopView:
    """One step of a chain: who, as what, the words that show it or the reason."""

    name: str
    role: HopRole
    words: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class TellingView:
    """One report's words for a claim, with how they came.

    `manner` is "denied", "as planned" … or empty. `is_shown` tells that the claim's text has the same words.
    """

    place: Place
    words: str
    chain: tuple[HopView, ...]
    origin: str
    lineage: Lineage
    manner: str
    is_shown: bool

    @property
    def route(self) -> str:
        """The chain in one line: first party first, the outlet last."""
        return " → ".join(hop.name for hop in self.chain)

    @property
    def is_roundabout(self) -> bool:
        """Whether anybody stands between the first party and the outlet."""
        return len(self.chain) > 2


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """Two values that differ, each with the letter of its report, the verdict in words, and the reason."""

    field: str
    verdict: Verdict
    label: str
    values: tuple[str, str]
    letters: tuple[str, str]
    rule: str
    reason: str

    @property
    def is_whole(self) -> bool:
        """Whether the values are the whole words of the two tellings, which stand beside them anyway."""
        return self.field == "wording"


@dataclass(frozen=True, slots=True)
class SideView:
    """One value in a conflict with the letters of the reports that tell it and one telling for each."""

    value: str
    letters: tuple[str, ...]
    tellings: tuple[TellingView, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """The sides of a conflict in one field, the values that clash with none, and the rules' reasons."""

    field: str
    sides: tuple[SideView, ...]
    others: tuple[SideView, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim under its number.

    `within` is the number of a claim before it whose text already holds its words; then it is shown by number
    and place alone. `tellings` tell of it; `passing` only name it. `strength` is "denied", "warned" … for an
    utterance. `mentioned` are the differences that are no conflict.
    """

    number: int
    anchor: str
    id: str
    kind: TellingKind
    text: str
    within: int | None
    letters: tuple[str, ...]
    standing: Standing
    standing_reason: str
    resting: str
    strength: str
    tellings: tuple[TellingView, ...]
    passing: tuple[TellingView, ...]
    conflicts: tuple[ConflictView, ...]
    mentioned: tuple[DifferenceView, ...]


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Who spoke, what no section before shows, and the numbers of what they already show."""

    name: str
    claims: tuple[ClaimView, ...]
    above: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report: its letter, what it is, when it was published and on what basis, whom it credits."""

    id: str
    letter: str
    anchor: str
    label: str
    title: str
    published: str
    credit: str | None
    copy: str | None
    status: str
    notes: tuple[str, ...]
    source: str
    sha256: str
    words: int


@dataclass(frozen=True, slots=True)
class OriginView:
    """Whose word claims rest on. `sort` is agency, state agency, outlet, shared text or party."""

    name: str
    sort: str
    lineage: Lineage
    letters: tuple[str, ...]
    depends_on: tuple[str, ...]
    reason: str
    claims: int


@dataclass(frozen=True, slots=True)
class MomentView:
    """One line of the timeline: the time as told, its date or its days from the reports, the claim."""

    words: str
    when: str
    is_dated: bool
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class AloneView:
    """What only one report tells: the numbers of the claims."""

    letter: str
    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnknownView:
    """What could not be told about the reports with these letters or, without any, about the story."""

    letters: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the first screen. `minor` claims, which no clause asserts, are not shown."""

    reports: int
    outlets: int
    origins: int
    claims: int
    several: int
    conflicts: int
    alone: int
    minor: int
    independent: int = 0


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as it is shown."""

    key: str
    id: str
    title: str
    when: str | None
    counts: Counts
    warnings: tuple[str, ...]
    reports: tuple[ReportView, ...]
    carriers: tuple[OriginView, ...]
    speaking: tuple[OriginView, ...]
    conflicts: tuple[ClaimView, ...]
    several: tuple[ClaimView, ...]
    speakers: tuple[SpeakerView, ...]
    happened: tuple[ClaimView, ...]
    timeline: tuple[MomentView, ...]
    base: str | None
    only_in: tuple[AloneView, ...]
    unknowns: tuple[UnknownView, ...]

    def claims(self) -> tuple[ClaimView, ...]:
        """Return all claims shown, by their numbers."""
        said = [claim for speaker in self.speakers for claim in speaker.claims]
        return tuple(sorted([*self.conflicts, *self.several, *said, *self.happened], key=lambda c: c.number))


def letters(number: int) -> tuple[str, ...]:
    """Return names for so many reports: A … Z, AA, AB …"""
    return tuple(_letter(i) for i in range(number))


def _letter(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def ordered(found: Sequence[str]) -> tuple[str, ...]:
    """Return letters once each in the order of the reports."""
    return tuple(sorted(set(found), key=lambda name: (len(name), name)))
