"""What the JSON-LD documents share: names of things as URNs, words safe for any reader, the maker."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from twosource import __version__
from twosource.account.page_text import safe_link
from twosource.exports.cells import legal
from twosource.records import Account, Annotation, Hop, StoryParty, digest

__all__ = ["NAMESPACE", "address", "agent", "dumped", "kept", "maker", "told_id", "urn", "when"]

Object = dict[str, Any]

NAMESPACE = "urn:twosource:ns#"
"""Where the names of our own terms begin."""

DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
MINUTE = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?$")


def urn(kind: str, *names: object) -> str:
    """Return the URN of a thing; whatever its names hold, nothing in them reads as another part of it."""
    return ":".join(["urn:twosource", kind, *(quote(legal(str(name)), safe="") for name in names)])


def dumped(document: Object) -> str:
    """Return a document as JSON that can stand in a script element of a page: no `<`, `>` or `&` in it."""
    packed = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    for char in "<>&\u2028\u2029":
        packed = packed.replace(char, f"\\u{ord(char):04x}")
    return packed


def told_id(account: Account, claim: str, place: int) -> str:
    """Return the URN of a telling."""
    return urn("telling", account.id, claim, place)


def kept(entries: Mapping[str, Any]) -> Object:
    """Return what is known of some entries, texts with legal characters alone."""
    return {key: _legal(value) for key, value in entries.items() if value not in (None, [], {}, "")}


def _legal(value: Any) -> Any:
    if isinstance(value, str):
        return legal(value)
    return [_legal(one) for one in value] if isinstance(value, list) else value


def address(note: Annotation) -> str | None:
    """Return the address of a report if it is plain http or https."""
    return safe_link(note.report.given.url or note.report.page.url)


def when(value: str | None) -> Object | None:
    """Return an ISO day or time as a typed value, `None` if it is neither."""
    if value is None or not (DAY.match(value) or MINUTE.match(value)):
        return None
    return {"@value": value, "@type": "xsd:date" if DAY.match(value) else "xsd:dateTime"}


def agent(account: Account, hop: Hop, parties: Mapping[str, StoryParty]) -> tuple[str, str, str | None]:
    """Return the URN, the name and the type of the party of a hop; one without a name is its own."""
    party = parties.get(hop.party or "")
    if party is not None:
        return urn("party", account.id, party.id), party.name, party.type
    if hop.name is not None:
        sort = "organisation" if hop.role in {"agency", "outlet"} else None
        return urn("agent", digest("agent", hop.name)), hop.name, sort
    span = (hop.span.start, hop.span.end) if hop.span is not None else ()
    words = hop.span.text if hop.span is not None else "not named"
    return urn("agent", digest("agent", account.id, hop.report, hop.role, *span)), words, None


def maker() -> Object:
    """Return the program as the maker of a document."""
    return {"id": "urn:twosource:program", "type": "Software", "name": f"Twosource {__version__}"}
