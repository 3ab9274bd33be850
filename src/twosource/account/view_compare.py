"""Claims against reports: what each report does with each claim, the reports grouped by their origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from twosource.account.phrases import NEGATED
from twosource.account.view import AccountView, ClaimView, ReportView, TellingView
from twosource.account.view_diff import Piece, differing

__all__ = ["Cell", "Column", "Compare", "Group", "Only", "Row", "State", "compare_of", "texts_differing"]

State = Literal["states", "otherwise", "denies", "attributes", "passing", "silent"]
Only = Literal["all", "several", "conflicts", "silence"]

STATES: dict[State, str] = {
    "states": "states",
    "otherwise": "states otherwise",
    "denies": "denies",
    "attributes": "attributes",
    "passing": "names in passing",
    "silent": "silent",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report does with a claim; `value` is what it says where reports differ, `to` whom it names."""

    state: State
    telling: TellingView | None = None
    value: str | None = None
    to: str | None = None

    @property
    def label(self) -> str:
        """The state in words."""
        return f"attributes to {self.to}" if self.state == "attributes" else STATES[self.state]


@dataclass(frozen=True, slots=True)
class Column:
    """One report; `is_first` begins a group."""

    report: ReportView
    is_first: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The reports that draw on one origin most."""

    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with a cell for each column."""

    claim: ClaimView
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """The table, or some rows of it; `counts` has the rows that each filter lets through."""

    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    counts: dict[Only, int]


def compare_of(view: AccountView, only: Only = "all", *, first: int = 0, most: int | None = None) -> Compare:
    """Return the table of an account.

    Args:
        view: what is shown of the account.
        only: `several`: claims of more than one report; `conflicts`: those in conflict; `silence`: those that
            several reports tell and some leave out.
        first: the first row, from 0.
        most: rows at most; all unless given.
    """
    grouped = _grouped(view)
    columns = tuple(
        Column(report, place == 0) for _, reports in grouped for place, report in enumerate(reports)
    )
    told = view.claims()
    chosen: dict[Only, list[ClaimView]] = {
        "all": list(told),
        "several": [c for c in told if len(c.letters) > 1],
        "conflicts": [c for c in told if c.conflicts],
        "silence": [c for c in told if 1 < len(c.letters) < len(columns)],
    }
    claims = chosen[only][first:] if most is None else chosen[only][first : first + most]
    rows = tuple(Row(claim, _cells(claim, columns)) for claim in claims)
    groups = tuple(Group(name, len(reports)) for name, reports in grouped)
    return Compare(groups, columns, rows, {name: len(found) for name, found in chosen.items()})


def _grouped(view: AccountView) -> list[tuple[str, list[ReportView]]]:
    """Return the reports by the origin that most of their claims rest on, as the carriers are ordered."""
    weights: dict[str, Counter[str]] = {report.letter: Counter() for report in view.reports}
    for claim in view.claims():
        for telling in claim.tellings:
            if telling.chain[0].role in {"agency", "outlet"} or claim.kind == "utterance":
                weights[telling.place.letter][telling.origin] += 1
    groups: dict[str, list[ReportView]] = {origin.name: [] for origin in view.carriers}
    for report in view.reports:
        found = weights[report.letter].most_common(1)
        groups.setdefault(found[0][0] if found else report.label, []).append(report)
    return [(name, reports) for name, reports in groups.items() if reports]


def _cells(claim: ClaimView, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """Return what each report does with a claim, against the words by which the claim is shown."""
    by_letter = {telling.place.letter: telling for telling in reversed(claim.tellings)}
    named = {telling.place.letter: telling for telling in reversed(claim.passing)}
    values: dict[str, list[str]] = {}
    sides = [side for conflict in claim.conflicts for side in (*conflict.sides, *conflict.others)]
    for side in sides:
        for letter in side.letters:
            values.setdefault(letter, []).append(side.value)
    shown = next((t.place.letter for t in claim.tellings if t.is_shown), claim.letters[:1])
    clashing = _clashing(claim, "".join(shown))
    made = []
    for column in columns:
        letter = column.report.letter
        telling = by_letter.get(letter)
        value = ", ".join(dict.fromkeys(values.get(letter, []))) or None
        if telling is None:
            passing = named.get(letter)
            made.append(Cell("passing", passing, value) if passing is not None else Cell("silent"))
        else:
            made.append(_cell(claim, telling, value, is_other=letter in clashing))
    return tuple(made)


def _cell(claim: ClaimView, telling: TellingView, value: str | None, *, is_other: bool) -> Cell:
    if telling.manner in {"denied", "as not so", NEGATED}:
        return Cell("denies", telling, value)
    if is_other:
        return Cell("otherwise", telling, value)
    first = telling.chain[0]
    if claim.kind != "utterance" and first.role == "speaker":
        return Cell("attributes", telling, value, first.name)
    return Cell("states", telling, value)


def _clashing(claim: ClaimView, shown: str) -> set[str]:
    """Return the letters on another side of a conflict than the words by which the claim is shown.

    Where those words are on no side, each side clashes with another one.
    """
    found: set[str] = set()
    for conflict in claim.conflicts:
        own = next((side for side in conflict.sides if shown in side.letters), None)
        found |= {letter for side in conflict.sides if side is not own for letter in side.letters}
    return found


def texts_differing(one: str, other: str) -> tuple[Piece, ...]:
    """Return the words of two texts laid over one another, with what only one of them has."""
    return differing(one, other)
