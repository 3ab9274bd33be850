"""The evidence for who has their text from whom: shared passages, credits, the way they went."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.account.view import AccountView, Place
from twosource.account.visible import one_line
from twosource.records import Account, Lineage

__all__ = ["Evidence", "Shared", "evidence_of"]

MAX_SHARED = 6
"""Shared stretches shown of a pair, the longest; the reader shows them all."""

DIRECTIONS: dict[Lineage, str] = {
    "recorded": "took it from",
    "inferred": "probably took it from",
    "not recorded": "shares it with",
}


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch that two reports share: its words, and where it stands in each."""

    words: str
    place: Place
    of_place: Place


@dataclass(frozen=True, slots=True)
class Evidence:
    """A pair of reports that share text: `share` is the part of the first one's words, in per cent."""

    letter: str
    label: str
    of_letter: str
    of_label: str
    share: int
    direction: str
    lineage: Lineage
    reason: str
    stretches: int
    shared: tuple[Shared, ...]


def evidence_of(account: Account, view: AccountView) -> tuple[Evidence, ...]:
    """Return the pairs of reports that share text, those that share most first."""
    reports = {report.id: report for report in view.reports}
    found = []
    for copy in account.copies:
        one, other = reports[copy.report], reports[copy.of]
        pairs = sorted(
            zip(copy.stretches, copy.of_stretches, strict=True), key=lambda pair: pair[0].start - pair[0].end
        )
        shared = tuple(
            Shared(
                one_line(mine.text),
                Place(one.letter, mine.start, mine.end, f"{one.anchor}-{mine.start}-{mine.end}"),
                Place(other.letter, its.start, its.end, f"{other.anchor}-{its.start}-{its.end}"),
            )
            for mine, its in pairs[:MAX_SHARED]
        )
        found.append(
            Evidence(
                *(one.letter, one.label, other.letter, other.label, round(copy.share * 100)),
                *(DIRECTIONS[copy.direction], copy.direction, one_line(copy.reason), len(pairs), shared),
            )
        )
    return tuple(sorted(found, key=lambda e: (-e.share, e.letter, e.of_letter)))
