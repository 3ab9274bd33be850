"""Which of two reports that share text took it from the other, and what shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from twosource.lexicon import table
from twosource.records import Annotation, Lineage

REPORTED = re.compile(
    r"\b(?:report(?:ed|s|ing)|according to|told|wrote|writes|said|says|first|citing|quot(?:ed|es|ing))\b"
)
"""Words beside the name of an outlet that make it the source of what is told."""

REACH = 30
"""Characters beside the name in which they are looked for."""


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

    1. One credits the other's outlet for its text: recorded.
    2. Both are of one outlet: the later is its next version.
    3. One is signed by its own outlet, as an agency's dispatch is, and the other by nobody: inferred.
    4. One or both credit an agency: whoever prints the same words may have them from there; not recorded.
    5. One names the other's outlet in its body, as whose word it reports: inferred.
    6. One was published before the other: inferred, as the later one can't have been copied. A date that the
       text bears on its page counts; a weekday does not.
    7. One shows own reporting, by an author with a dateline, and the other shows nobody: inferred.
    8. Nothing shows it: not recorded.
    """
    outlets = _outlet(a), _outlet(b)
    signed = [
        outlet is not None and outlet in _credited(x) for x, outlet in zip((a, b), outlets, strict=True)
    ]
    credits = [_credited(x) - {outlet} for x, outlet in zip((a, b), outlets, strict=True)]
    for copier in (0, 1):
        source = outlets[1 - copier]
        if source is not None and source in credits[copier]:
            return Way(copier, "recorded", f"it credits {(a, b)[1 - copier].layout.outlet.value}")
    by_time = _by_time(a, b)
    if outlets[0] is not None and outlets[0] == outlets[1]:
        why = "both are versions of one report by the same outlet"
        return (
            Way(by_time, "inferred", f"{why}, and it is the later")
            if by_time is not None
            else Way(0, "not recorded", f"{why}, and nothing shows which came first")
        )
    common = sorted(credits[0] & credits[1])
    if common:
        return Way(
            0, "not recorded", f"both credit {common[0]} for the text; neither need have copied the other"
        )
    if signed[0] != signed[1] and not any(credits):
        why = f"{(a, b)[signed.index(True)].layout.outlet.value} signs it as its own dispatch"
        return Way(signed.index(False), "inferred", why)
    if any(credits):
        agency = sorted(credits[0] | credits[1])[0]
        why = f"one credits {agency} for the text; the other may have it from there too"
        return Way(0, "not recorded", why)
    cites = [_cites((a, b)[i], (a, b)[1 - i]) for i in (0, 1)]
    if cites[0] != cites[1]:
        copier = 0 if cites[0] else 1
        return Way(copier, "inferred", f"it reports what {(a, b)[1 - copier].layout.outlet.value} told")
    if by_time is not None:
        return Way(by_time, "inferred", "it was published later than the report with the same words")
    own = [_shows_own_reporting(x) for x in (a, b)]
    if own[0] != own[1]:
        return Way(
            1 if own[0] else 0, "inferred", "the other has an author and a dateline of its own, it has none"
        )
    return Way(0, "not recorded", "the same words stand in both, and nothing shows which came first")


def _by_time(a: Annotation, b: Annotation) -> int | None:
    """Return the place of the report that was published later, `None` if that is not known."""
    days = a.layout.published, b.layout.published
    if any(d.value is None or d.value.startswith("XXXX") for d in days):
        return None
    first, second = str(days[0].value), str(days[1].value)
    length = min(len(first), len(second))
    if first[:length] == second[:length]:
        return None
    return 0 if first > second else 1


def _cites(citing: Annotation, cited: Annotation) -> bool:
    """Return whether a report's body names another's outlet with a word for reporting beside it."""
    outlet = cited.layout.outlet.value
    if outlet is None or len(outlet) < 4:
        return False
    plain = outlet.casefold().removeprefix("the ")
    for part in citing.layout.body():
        text = part.text.casefold()
        at = text.find(plain)
        while at >= 0:
            if REPORTED.search(text[max(0, at - REACH) : at + len(plain) + REACH]):
                return True
            at = text.find(plain, at + 1)
    return False


def _shows_own_reporting(annotation: Annotation) -> bool:
    """Return whether a report has both a byline and a dateline."""
    return annotation.layout.byline.value is not None and annotation.layout.dateline.span is not None


def _credited(annotation: Annotation) -> frozenset[str]:
    """Return the casefolded names that a report credits for its text."""
    return frozenset(c.agency.casefold() for c in annotation.layout.credits if c.kind in {"text", "byline"})


def _outlet(annotation: Annotation) -> str | None:
    """Return the casefolded name of a report's outlet, an agency's by its canonical name."""
    value = annotation.layout.outlet.value
    return agency_names().get(value.casefold(), value).casefold() if value else None
