"""A report's text with the marks that a reader switched on, and one passage set off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from twosource.account.page_text import Mark, SourceView, laid_out
from twosource.account.view import AccountView, ReportView
from twosource.records import Annotation

__all__ = ["FACETS", "source_of"]

FACETS: Final = {
    "claims": "claims",
    "conflicts": "conflicts",
    "quotes": "quotations",
    "times": "times",
    "figures": "figures",
    "parties": "people and organisations",
}
"""What can be marked in a text, and what it is called."""


def source_of(
    view: AccountView,
    report: ReportView,
    note: Annotation,
    *,
    facets: frozenset[str],
    at: tuple[int, int] | None = None,
    back: str = "",
) -> SourceView:
    """Return the text of a report as the reader wants it.

    Args:
        view: the account.
        report: which report of it.
        note: its layers.
        facets: which keys of `FACETS` are marked.
        at: a stretch, in code points, to set off under the anchor `at`.
        back: the address of the page of the account.
    """
    marks = list(_claims(view, report.letter, facets))
    marks += [Mark(start, -end, "", (), look) for start, end, look in _layers(note, facets)]
    if at is not None:
        marks.append(Mark(at[0], -at[1], "at", (), "m-at"))
    return laid_out(report, note, marks, key=view.key, back=back)


def _claims(view: AccountView, letter: str, facets: frozenset[str]) -> Iterator[Mark]:
    """Yield the marks of the claims' words, those of conflicts with a look of their own."""
    found: dict[tuple[int, int, str], list[int]] = {}
    for claim in view.claims():
        look = "m-clash" if claim.conflicts and "conflicts" in facets else "m-claim"
        if look == "m-claim" and "claims" not in facets:
            continue
        for telling in (*claim.tellings, *claim.passing):
            if telling.place.letter == letter:
                key = (telling.place.start, telling.place.end, look)
                found.setdefault(key, []).append(claim.number)
    for (start, end, look), numbers in found.items():
        yield Mark(start, -end, "", tuple(dict.fromkeys(numbers)), look)


def _layers(note: Annotation, facets: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of what was found in the text itself."""
    marks = note.marks
    if "quotes" in facets:
        yield from ((s.start, s.end, "m-quote") for a in marks.attributions for s in a.content)
    if "times" in facets:
        yield from ((t.span.start, t.span.end, "m-time") for t in marks.times)
    if "figures" in facets:
        yield from ((f.span.start, f.span.end, "m-figure") for f in marks.figures)
    if "parties" in facets:
        yield from ((m.span.start, m.span.end, "m-party") for m in marks.mentions if m.form == "name")
