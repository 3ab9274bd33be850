"""Reports of our own writing for the tests of the store, and what marks and exports them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from twosource.records import Annotation, Report
from twosource.store import Store
from twosource.store.export import dumps

BRIDGE = (
    """Bridge at Halden closed

The harbour bridge at Halden was closed on Tuesday after inspectors found cracks in two piers, the mayor,
Ines Ardolin, said.""",
    """Halden bridge shut after inspection

Halden's harbour bridge was shut on Tuesday. Inspectors had found cracks in two of its piers, mayor Ines
Ardolin said.""",
    """Cracks close Halden bridge

Cracks in three piers closed the harbour bridge at Halden on Tuesday, the engineer Pavel Torun told the Coast
Post.""",
)
FERRY = (
    """Ferry runs aground off Skarn

A ferry with 140 passengers ran aground off Skarn on Monday night. Nobody was hurt, the coastguard said.""",
    """Skarn ferry aground

A passenger ferry ran aground near Skarn on Monday night with 150 people on board, the coastguard said. Nobody
was hurt.""",
)
VOTE = ("Orlund votes down budget\n\nThe parliament of Orlund voted down the budget by 61 votes to 48.",)
TEXTS = (*BRIDGE, *FERRY, *VOTE)
MOMENT = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)


@dataclass
class Known:
    """Marks reports by looking them up by their text: no model is loaded."""

    by_text: dict[str, Annotation]

    def mark(self, report: Report) -> Annotation:
        """Return the annotation of a report."""
        return replace(self.by_text[report.text], report=report)

    def close(self) -> None:
        """Do nothing."""


def fill(store: Store, reports: tuple[Report, ...]) -> None:
    """Add reports and work out the accounts."""
    for _ in store.add_reports(reports):
        pass
    for _, problem in store.refresh():
        assert problem is None


def exported(store: Store) -> str:
    """Return the canonical export."""
    return "".join(dumps(document) for document in store.export())
