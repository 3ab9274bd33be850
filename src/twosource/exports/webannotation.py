"""Every telling as a W3C Web Annotation: where its words stand, by position and by quotation, and its claim.

Source: W3C, Web Annotation Data Model, Recommendation of 23 February 2017, sections 4.2.4 and 4.2.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from twosource.exports.linked import address, dumped, kept, maker, told_id, urn
from twosource.records import Account, Annotation, Claim, Told
from twosource.spans import Span

__all__ = ["to_annotations"]

Object = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after the words, by which they are found again in a changed text."""


def to_annotations(accounts: Sequence[Account]) -> str:
    """Return the tellings of accounts as one page of annotations (JSON-LD).

    The target is the report's text as it was read, for which the positions hold. Where the report has an
    address, a second target is that address with the quotation alone, since a live page has other positions.
    """
    items = [item for account in accounts for item in _items(account)]
    page = {
        "@context": CONTEXT,
        "id": urn("annotations", *(account.id for account in accounts)),
        "type": "AnnotationPage",
        "items": items,
    }
    return dumped(page)


def _items(account: Account) -> Iterator[Object]:
    notes = {note.report.id: note for note in account.annotations}
    for claim in account.claims:
        for place, told in enumerate(claim.tellings):
            yield {
                "id": told_id(account, claim.id, place),
                "type": "Annotation",
                # Words that only name an event ("the protests") say which one it is, not what is claimed.
                "motivation": "identifying" if told.telling.is_named else "describing",
                "generator": maker(),
                "body": _bodies(claim, told),
                "target": _targets(notes[told.report], told.telling.span),
            }


def _bodies(claim: Claim, told: Told) -> list[Object]:
    """Return the claim in words, and how it stands and came as tags."""
    route = " → ".join(hop.name or "not named" for hop in told.chain)
    tags = (f"standing: {claim.standing}", f"lineage: {told.lineage}", f"chain: {route}")
    purpose = "identifying" if told.telling.is_named else "describing"
    claimed = kept({"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": claim.text})
    return [claimed, *(kept({"type": "TextualBody", "purpose": "tagging", "value": tag}) for tag in tags)]


def _targets(note: Annotation, span: Span) -> list[Object]:
    text = note.report.text
    quotation = {
        "type": "TextQuoteSelector",
        **_words(exact=span.text, prefix=text[max(0, span.start - AROUND) : span.start]),
        **_words(suffix=text[span.end : span.end + AROUND]),
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    source = kept(
        {
            "id": urn("report", note.report.id),
            "type": "Text",
            "format": "text/plain",
            "language": note.language if (note.language or "").isalpha() else None,
        }
    )
    targets: list[Object] = [
        {"type": "SpecificResource", "source": source, "selector": [position, quotation]}
    ]
    link = address(note)
    if link is not None:
        targets.append({"type": "SpecificResource", "source": link, "selector": quotation})
    return targets


def _words(**words: str) -> Object:
    """Return words with legal characters alone; as many as there were, so that positions hold."""
    return kept(words)
