"""The account of a story: the only thing that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import twosource  # its functions are looked up when a method below is called, as a user would
from twosource.records.marks import Annotation
from twosource.records.report import Published, Source
from twosource.records.story import Claim, Copy, Origin, StoryParty


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report as it stands in an account: `label` is how the account names it ("Cyprus Mail").

    `copy_of` is the id of the report that it takes most of its text from, `None` if it is no copy.
    """

    id: str
    label: str
    outlet: str | None
    title: str | None
    published: Published
    source: Source
    status: str
    copy_of: str | None = None
    copy_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: the claim, and when what it tells of happened, as told.

    `days` counts from the day the story's reports speak from, where the calendar date is not known.
    """

    start: str | None
    end: str | None
    precision: str | None
    claim: str
    days: tuple[int, int] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that could not be told about a report, as a sentence for the reader."""

    report: str | None
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """What is reconstructed from the reports of one story; the only thing that is shown.

    `annotations` are the reports with their layers, in the order of `reports`; every span of a claim points
    into one of their texts. `copies` are the pairs of reports that share text.
    """

    id: str
    title: str
    start: str | None
    end: str | None
    reports: tuple[ReportLine, ...]
    parties: tuple[StoryParty, ...]
    origins: tuple[Origin, ...]
    claims: tuple[Claim, ...]
    timeline: tuple[Moment, ...]
    only_in: tuple[tuple[str, tuple[str, ...]], ...]
    unknowns: tuple[Unknown, ...]
    copies: tuple[Copy, ...]
    annotations: tuple[Annotation, ...]

    def __repr__(self) -> str:
        """Return what it is an account of, in a line: all it holds would be hundreds of pages."""
        told = [claim for claim in self.claims if claim.is_main]
        clashing = sum(any(d.verdict == "conflict" for d in claim.differences) for claim in told)
        counts = f"{len(self.reports)} reports, {len(told)} claims, {clashing} in conflict"
        return f"<Account {self.id}: {self.title[:80]!r}, {counts}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the account as the JSON document `twosource/account/1`."""
        return twosource.to_dict(self)

    def to_dicts(self, table: str = "claims") -> list[dict[str, Any]]:
        """Return a table as dictionaries, one a row; see `twosource.to_dicts`."""
        return twosource.to_dicts(self, table)

    def to_pandas(self, table: str = "claims") -> Any:
        """Return a table as a `pandas.DataFrame`; see `twosource.to_pandas`."""
        return twosource.to_pandas(self, table)

    def to_polars(self, table: str = "claims") -> Any:
        """Return a table as a `polars.DataFrame`; see `twosource.to_polars`."""
        return twosource.to_polars(self, table)

    def to_arrow(self, table: str = "claims") -> Any:
        """Return a table as a `pyarrow.Table`; see `twosource.to_arrow`."""
        return twosource.to_arrow(self, table)

    def _repr_html_(self) -> str:
        return str(twosource.render(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return twosource.render(self)._repr_mimebundle_()
