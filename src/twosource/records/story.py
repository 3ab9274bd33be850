"""What is found across the reports of a story: copies, parties, chains, origins, claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from twosource.records.marks import PartyType, Telling, TellingKind
from twosource.spans import Span

Lineage = Literal["recorded", "inferred", "not recorded"]
Standing = Literal["independent", "repeated", "unestablished", "single"]
Verdict = Literal["conflict", "stronger", "more-precise", "variant", "unsure"]
HopRole = Literal["speaker", "via", "agency", "outlet"]


@dataclass(frozen=True, slots=True)
class Copy:
    """That one report shares text with another that is not quotation.

    `report` took from `of` if `direction` is `recorded` or `inferred`; if it is `not recorded`, the pair
    shares text and nothing shows which way it went. `share` is the part of `report`'s body words, 0..1, that
    stands in `of`; `stretches` are the shared spans in `report`, `of_stretches` the same in `of`.
    If `is_settled`, a user said so: all of `report` counts as taken, whatever its share.
    """

    report: str
    of: str
    share: float
    direction: Lineage
    stretches: tuple[Span, ...]
    of_stretches: tuple[Span, ...]
    reason: str
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class StoryParty:
    """One party over the reports of a story. `names` lists, per report id, its names as written there.

    `members` are the (report id, party id) pairs it is made of; `reasons` say why they are one.
    """

    id: str
    type: PartyType
    name: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    members: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the way by which a telling came: the party, its role, and the words or the reason."""

    party: str | None
    role: HopRole
    report: str
    span: Span | None
    reason: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The first party that vouches for claims, the reports that draw on it, and on what it depends.

    `party` is a story party's id, or `None` for an outlet's or agency's own voice, then `name` says whose.
    """

    id: str
    party: str | None
    name: str
    lineage: Lineage
    reports: tuple[str, ...]
    depends_on: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A telling as it stands in an account: with its chain, its origin and the lineage of that origin."""

    report: str
    telling: Telling
    chain: tuple[Hop, ...]
    origin: str
    lineage: Lineage


def assertions(tellings: Sequence[Told]) -> list[Told]:
    """Return the tellings that tell of their event, or all where each only names it in passing."""
    return [t for t in tellings if not t.telling.is_named] or list(tellings)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two tellings of a claim that differ in `field`: both values, the rule that found it, the verdict.

    `tellings` are indexes into the claim's tellings. `reason` is a sentence for the reader.
    """

    field: str
    tellings: tuple[int, int]
    values: tuple[str, str]
    rule: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class When:
    """When a claim's event happened: ISO days if known, days from the anchor if not, and the words."""

    start: str | None
    end: str | None
    text: str | None
    precision: str | None = None
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that reports make, with all its tellings.

    `text` is taken from one of the tellings. `origins` are ids of `Origin`; `standing_reason` is the
    sentence that explains `standing` to the reader. `weight` orders claims: larger matters more.
    """

    id: str
    kind: TellingKind
    text: str
    standing: Standing
    standing_reason: str
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    when: When
    tellings: tuple[Told, ...]
    differences: tuple[Difference, ...]
    weight: float
    is_main: bool
