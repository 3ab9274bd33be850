"""Accounts as entities of FollowTheMoney, one a line: who is named, in which articles, and who says what.

Reports are `Article`, outlets `Organization`, named parties `Person`, `Organization`, `PublicBody` or
`LegalEntity`; a `Mention` ties a party to each article that names it, and a `Documentation` has the words
that an article gives as said by it. A party that is a place, a document or has no name is left out: the model
has no entity for "two officials". Source: the model of the Python package followthemoney 4.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from twosource.account.visible import one_line
from twosource.exports.cells import legal
from twosource.exports.linked import address
from twosource.records import Account, Annotation, ReportLine, StoryParty, digest

__all__ = ["to_ftm"]

Object = dict[str, Any]

SCHEMAS = {
    "person": "Person",
    "organisation": "Organization",
    "government": "PublicBody",
    "group": "LegalEntity",
}
LANGUAGES = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "ru": "rus", "uk": "ukr", "it": "ita"}
"""The model names languages by three letters (ISO 639-3)."""

LIMITS = {"name": 384, "alias": 384, "bodyText": 65_000, "summary": 65_000, "sourceUrl": 4_096}
MAX_STRING = 1_024
"""Characters that the model takes of each property; longer values are cut, as it would refuse them."""

CUT = " … [cut]"
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?")


def to_ftm(accounts: Sequence[Account]) -> str:
    """Return the entities of accounts as lines of JSON, each entity once, in the order of their ids."""
    found = {entity["id"]: entity for account in accounts for entity in _entities(account)}
    lines = (json.dumps(found[name], ensure_ascii=False, separators=(",", ":")) for name in sorted(found))
    return "".join(line + "\n" for line in lines)


def _entities(account: Account) -> Iterator[Object]:
    for line, note in zip(account.reports, account.annotations, strict=True):
        yield _article(line, note)
        if line.outlet:
            yield _entity("Organization", _id("outlet", line.outlet), name=[line.outlet])
    for party in account.parties:
        if party.type in SCHEMAS and any(names for _, names in party.names):
            yield from _party(account, party)
    yield from _statements(account)


def _id(*parts: str) -> str:
    return f"twosource-{digest(*parts, length=20)}"


def _entity(schema: str, identity: str, **properties: Sequence[str | None]) -> Object:
    """Return an entity with what is known of its properties, each value once and in order."""
    cleaned = {
        name: sorted({_clean(value, name) for value in values if value})
        for name, values in sorted(properties.items())
    }
    kept = {name: [v for v in values if v] for name, values in cleaned.items()}
    return {"id": identity, "schema": schema, "properties": {name: v for name, v in kept.items() if v}}


def _clean(value: str, name: str) -> str:
    """Return a value as the model has it: legal characters, one line unless a whole text, not too long."""
    limit = LIMITS.get(name, MAX_STRING)
    made = legal(value if name == "bodyText" else one_line(value))
    return made if len(made) <= limit else made[: limit - len(CUT)] + CUT


def _article(line: ReportLine, note: Annotation) -> Object:
    date = DATE.match(line.published.value or "")
    return _entity(
        "Article",
        _id("report", line.id),
        title=[line.title],
        fileName=[line.source.name],
        author=[note.layout.byline.value],
        publisher=[line.outlet],
        publishedAt=[date.group() if date is not None else None],
        language=[LANGUAGES.get(note.language or "")],
        sourceUrl=[address(note)],
        bodyText=[note.report.text],
    )


def _party(account: Account, party: StoryParty) -> Iterator[Object]:
    """Yield a party and its mention in each report that names it."""
    identity = _id("party", account.id, party.id)
    aliases = {name for _, names in party.names for name in names} - {party.name}
    yield _entity(SCHEMAS[party.type], identity, name=[party.name], alias=sorted(aliases))
    for report, names in party.names:
        if names:
            yield _entity(
                "Mention",
                _id("mention", account.id, party.id, report),
                document=[_id("report", report)],
                resolved=[identity],
                name=names,
                detectedSchema=[SCHEMAS[party.type]],
            )


def _statements(account: Account) -> Iterator[Object]:
    """Yield the words that each article gives as said by a named party."""
    named = {p.id for p in account.parties if p.type in SCHEMAS and any(names for _, names in p.names)}
    said = {(n.report.id, a.id): a.strength for n in account.annotations for a in n.marks.attributions}
    for claim in account.claims:
        for place, told in enumerate(claim.tellings):
            first = told.chain[0] if told.chain else None
            if claim.kind == "utterance" and first is not None and first.party in named:
                through = ", ".join(hop.name for hop in told.chain[1:-1] if hop.name)
                strength = said.get((told.report, told.telling.attribution or ""), "said")
                yield _entity(
                    "Documentation",
                    _id("statement", account.id, claim.id, str(place)),
                    document=[_id("report", told.report)],
                    entity=[_id("party", account.id, first.party or "")],
                    role=[f"speaker: {strength}" + (f", through {through}" if through else "")],
                    summary=[told.telling.span.text],
                )
