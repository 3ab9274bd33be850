"""Which of two reports that share text took it from the other, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from twosource.lexicon import table
from twosource.records import Annotation, Lineage


@dataclass(frozen=True, slots=True)
class Way:
    """Which way a text went. `copier` is 0 or 1, the place of the report that took it (0 if not known)."""

    copier: int
    lineage: Lineage
    reason: str


@cache
def agency_names() -> dict[str, str]:
    """Return the canonical name of each agency by each of its names, casefolded."""
    found: dict[str, str] = {}
    for row in table("agencies"):
        for name in (row[0], *(row[1].split(";") if len(row) > 1 else ())):
            if name.strip():
                found.setdefault(name.strip().casefold(), row[0])
    return found


def direction(a: Annotation, b: Annotation) -> Way:
    """Return which of two reports took the shared text, by the first rule that applies.

    1. One credits an agency for its text, and the other is that agency's: recorded.
    2. Both credit the same agency: neither copied the other; not recorded between them.
    3. One names the other outlet in a credit for its text: recorded.
    4. One was published before the other: inferred, as the later one can't have been copied.
    5. Nothing shows it: not recorded.
    """
    credits = _credited(a), _credited(b)
    outlets = _outlet(a), _outlet(b)
    for copier in (0, 1):
        source = outlets[1 - copier]
        if source is not None and source in credits[copier]:
            return Way(
                copier,
                "recorded",
                f"it credits {b.layout.outlet.value if copier == 0 else a.layout.outlet.value}",
            )
    common = sorted(credits[0] & credits[1])
    if common:
        return Way(
            0, "not recorded", f"both credit {common[0]} for the text; neither need have copied the other"
        )
    days = a.layout.published, b.layout.published
    if all(d.value is not None and d.basis in {"given", "page"} for d in days):
        first, second = str(days[0].value), str(days[1].value)
        length = min(len(first), len(second))
        if first[:length] != second[:length]:
            copier = 0 if first > second else 1
            return Way(copier, "inferred", "it was published later than the report with the same words")
    return Way(0, "not recorded", "the same words stand in both, and nothing shows which came first")


def _credited(annotation: Annotation) -> frozenset[str]:
    """Return the casefolded names that a report credits for its text."""
    return frozenset(c.agency.casefold() for c in annotation.layout.credits if c.kind in {"text", "byline"})


def _outlet(annotation: Annotation) -> str | None:
    """Return the casefolded name of a report's outlet, an agency's by its canonical name."""
    value = annotation.layout.outlet.value
    return agency_names().get(value.casefold(), value).casefold() if value else None
