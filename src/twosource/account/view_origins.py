"""The evidence for who has their text from whom: shared passages, credits, the way they went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.account.view import AccountView, Place, ReportView
from twosource.account.visible import one_line
from twosource.records import Account, Lineage
from twosource.spans import Span

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
    """A stretch that two reports share: its words, where it stands in each, if that is one place."""

    words: str
    place: Place
    of_place: Place | None


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
        longest = sorted(copy.stretches, key=lambda span: (span.start - span.end, span.start))
        shared = tuple(
            Shared(one_line(span.text), _place(one, span), _same_place(other, span, copy.of_stretches))
            for span in longest[:MAX_SHARED]
        )
        found.append(
            Evidence(
                *(one.letter, one.label, other.letter, other.label, round(copy.share * 100)),
                *(DIRECTIONS[copy.direction], copy.direction, one_line(copy.reason), len(longest), shared),
            )
        )
    return tuple(sorted(found, key=lambda e: (-e.share, e.letter, e.of_letter)))


def _place(report: ReportView, span: Span) -> Place:
    return Place(report.letter, span.start, span.end, f"{report.anchor}-{span.start}-{span.end}")


def _same_place(report: ReportView, span: Span, stretches: Sequence[Span]) -> Place | None:
    """Return where a stretch stands in the other report; one of its stretches may hold several of these."""
    words = " ".join(span.text.casefold().split())
    holding = (one for one in stretches if words in " ".join(one.text.casefold().split()))
    found = next(holding, None)
    return _place(report, found) if found is not None else None
