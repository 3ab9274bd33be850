"""The chains as PROV-O in JSON-LD: who had each telling from whom, hop by hop, with the words for each.

A report is an entity attributed to its outlet. A telling is an entity quoted from its report, a
specialisation of its claim. What each party of a chain said is an entity attributed to that party; the next
one was made from it by an activity, the relaying, with which the next party is associated. The words of the
telling are its last form, and its first is its primary source.
Source: W3C, PROV-O: The PROV Ontology, Recommendation of 30 April 2013.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from twosource import __version__
from twosource.exports.linked import NAMESPACE, address, agent, dumped, kept, told_id, urn, when
from twosource.records import Account, Claim, Hop, StoryParty, Told

__all__ = ["CONTEXT", "to_prov"]

Object = dict[str, Any]

LINKS = (
    *("wasQuotedFrom", "hadPrimarySource", "wasAttributedTo", "wasDerivedFrom", "wasGeneratedBy"),
    *("specializationOf", "wasAssociatedWith", "used", "entity", "qualifiedDerivation", "hadMember"),
)
TERMS = (
    *("role", "reason", "words", "standing", "lineage", "polarity", "modality", "verdict", "share"),
    *("start", "end"),
)
CONTEXT: Object = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "ts": NAMESPACE,
    "id": "@id",
    "type": "@type",
    "label": "rdfs:label",
    "value": "prov:value",
    "published": "schema:datePublished",
    "url": {"@id": "schema:url", "@type": "@id"},
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in LINKS},
    **{name: f"ts:{name}" for name in TERMS},
}
"""The context stands in the document itself: reading it needs no network."""

AGENTS = {"person": "prov:Person", "organisation": "prov:Organization", "government": "prov:Organization"}
PROGRAM = "urn:twosource:program"


def to_prov(accounts: Sequence[Account]) -> str:
    """Return the chains of accounts as one JSON-LD document, each thing once, in the order of their names."""
    graph: dict[str, Object] = {}
    for account in accounts:
        for node in _account(account):
            known = graph.setdefault(node["id"], {})
            known.update({key: value for key, value in node.items() if key not in known})
    nodes = [graph[name] for name in sorted(graph)]
    return dumped({"@context": CONTEXT, "@graph": nodes})


def _account(account: Account) -> Iterator[Object]:
    parties = {party.id: party for party in account.parties}
    name, making = urn("account", account.id), urn("making", account.id)
    reports = [urn("report", line.id) for line in account.reports]
    yield {"id": PROGRAM, "type": ["prov:SoftwareAgent"], "label": f"Twosource {__version__}"}
    yield {"id": making, "type": ["prov:Activity"], "used": reports, "wasAssociatedWith": [PROGRAM]}
    yield kept(
        {
            "id": name,
            "type": ["prov:Collection", "prov:Entity"],
            "label": account.title,
            "wasGeneratedBy": making,
            "hadMember": [urn("claim", account.id, claim.id) for claim in account.claims],
        }
    )
    yield from _reports(account)
    for claim in account.claims:
        yield kept(
            {
                "id": urn("claim", account.id, claim.id),
                "type": ["prov:Entity", "ts:Claim"],
                "value": claim.text,
                "standing": claim.standing,
                "reason": claim.standing_reason,
            }
        )
        for place, told in enumerate(claim.tellings):
            yield from _told(account, claim, place, told, parties)


def _reports(account: Account) -> Iterator[Object]:
    """Yield the reports, their outlets, and what was copied from what."""
    for line, note in zip(account.reports, account.annotations, strict=True):
        outlet, label, _ = agent(account, Hop(None, "outlet", line.id, None, None, line.label), {})
        copies = [c for c in account.copies if c.report == line.id and c.direction != "not recorded"]
        yield kept({"id": outlet, "type": ["prov:Agent", "prov:Organization"], "label": label})
        yield kept(
            {
                "id": urn("report", line.id),
                "type": ["prov:Entity", "schema:NewsArticle"],
                "label": line.title or line.label,
                "published": when(line.published.value),
                "url": address(note),
                "wasAttributedTo": [outlet],
                "wasDerivedFrom": [urn("report", copy.of) for copy in copies],
                "qualifiedDerivation": [urn("derivation", copy.report, copy.of) for copy in copies],
            }
        )
        for copy in copies:
            yield kept(
                {
                    "id": urn("derivation", copy.report, copy.of),
                    "type": ["prov:Derivation"],
                    "entity": urn("report", copy.of),
                    "lineage": copy.direction,
                    "share": copy.share,
                    "reason": copy.reason,
                }
            )


def _told(
    account: Account, claim: Claim, place: int, told: Told, parties: dict[str, StoryParty]
) -> Iterator[Object]:
    """Yield a telling, and what each hop of its chain handed on."""
    name = told_id(account, claim.id, place)
    steps = [f"{name}:{number}" for number in range(len(told.chain))]
    span = told.telling.span
    yield kept(
        {
            "id": name,
            "type": ["prov:Entity", "ts:Telling"],
            "value": span.text,
            "start": span.start,
            "end": span.end,
            "specializationOf": urn("claim", account.id, claim.id),
            "wasQuotedFrom": [urn("report", told.report)],
            "hadPrimarySource": steps[:1],
            "wasDerivedFrom": steps[-1:],
            "wasAttributedTo": [agent(account, hop, parties)[0] for hop in told.chain[-1:]],
            "lineage": told.lineage,
            "polarity": told.telling.polarity,
            "modality": told.telling.modality,
        }
    )
    quoting = "wasQuotedFrom" if _is_quoted(account, told) else "wasDerivedFrom"
    for number, hop in enumerate(told.chain):
        yield from _hop(account, hop, steps[: number + 1], quoting, parties)


def _hop(
    account: Account, hop: Hop, steps: Sequence[str], quoting: str, parties: dict[str, StoryParty]
) -> Iterator[Object]:
    """Yield what one party of a chain said, that party, and how it had it from the one before."""
    party, label, sort = agent(account, hop, parties)
    step, before = steps[-1], steps[-2] if len(steps) > 1 else None
    yield kept({"id": party, "type": ["prov:Agent", *filter(None, [AGENTS.get(sort or "")])], "label": label})
    span = hop.span
    yield kept(
        {
            "id": step,
            "type": ["prov:Entity", "ts:Statement"],
            "wasAttributedTo": [party],
            "role": hop.role,
            "words": span.text if span is not None else None,
            "start": span.start if span is not None else None,
            "end": span.end if span is not None else None,
            "reason": hop.reason,
            "wasGeneratedBy": f"{step}:relaying" if before else None,
            quoting: [before] if before else None,
        }
    )
    if before:
        yield {
            "id": f"{step}:relaying",
            "type": ["prov:Activity"],
            "used": [before],
            "wasAssociatedWith": [party],
        }


def _is_quoted(account: Account, told: Told) -> bool:
    """Return whether a telling gives its speaker's own words."""
    named = told.telling.attribution
    marks = next(note.marks for note in account.annotations if note.report.id == told.report)
    return any(a.id == named and a.kind in {"direct", "mixed"} for a in marks.attributions)
