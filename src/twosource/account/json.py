"""The JSON documents: annotated reports, groupings and accounts, in the formats that the schemas lay down.

Offsets are half-open, in code points, into the report's text as given. `null` is *not known*, `[]` is *none*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import singledispatch
from typing import Any

from twosource.records import (
    Account,
    Annotation,
    AsOf,
    Attribution,
    Claim,
    Figure,
    Hop,
    Published,
    Reason,
    ReportLine,
    Telling,
    Time,
    Told,
)
from twosource.spans import Span
from twosource.stories import Grouping

__all__ = ["ACCOUNT_FORMAT", "GROUP_FORMAT", "REPORT_FORMAT", "to_dict"]

REPORT_FORMAT = "twosource/report/1"
GROUP_FORMAT = "twosource/group/1"
ACCOUNT_FORMAT = "twosource/account/1"

Object = dict[str, Any]


@singledispatch
def to_dict(record: object) -> Object:
    """Return the JSON document of an `Annotation`, a `Grouping` or an `Account`, keys in their fixed order.

    Raises:
        TypeError: it is neither.
    """
    raise TypeError(f"no JSON document is laid down for {type(record).__name__}")


@to_dict.register
def _grouping(record: Grouping) -> Object:
    return {
        "format": GROUP_FORMAT,
        "id": record.id,
        "story": record.story,
        "copy_of": record.copy_of,
        "copy_evidence": record.copy_evidence,
    }


@to_dict.register
def _annotation(record: Annotation) -> Object:
    report, layout, marks = record.report, record.layout, record.marks
    return {
        "format": REPORT_FORMAT,
        "id": report.id,
        "source": {"name": report.source.name, "sha256": report.source.sha256, "bytes": report.source.bytes},
        "outlet": layout.outlet.value,
        "outlet_basis": layout.outlet.basis,
        "title": layout.title.value,
        "byline": layout.byline.value,
        "dateline": layout.dateline.value,
        "language": record.language,
        "text": report.text,
        "published": _published(layout.published),
        "parts": [{**_extent(p.span), "role": p.role, "reason": p.reason} for p in layout.parts],
        "credits": [{"agency": c.agency, **_extent(c.span), "kind": c.kind} for c in layout.credits],
        "parties": [
            {"id": p.id, "type": p.type, "name": p.name, "names": list(p.names), "titles": list(p.titles)}
            for p in marks.parties
        ],
        "mentions": [{**_extent(m.span), "type": m.form, "party": m.party} for m in marks.mentions],
        "attributions": [_attribution(a) for a in marks.attributions],
        "times": [_time(t) for t in marks.times],
        "figures": [_figure(f) for f in marks.figures],
        "tellings": [_telling(t) for t in marks.tellings],
        "status": record.status,
        "reasons": [_reason(r) for r in record.reasons],
    }


def _extent(span: Span) -> Object:
    return {"start": span.start, "end": span.end}


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _reason(reason: Reason) -> Object:
    return {"code": reason.code, "detail": reason.detail}


def _published(published: Published) -> Object:
    evidence = published.evidence
    return {
        "value": published.value,
        "precision": published.precision,
        "basis": published.basis,
        "evidence": {**_extent(evidence), "text": evidence.text} if evidence is not None else None,
    }


def _attribution(a: Attribution) -> Object:
    return {
        "id": a.id,
        "kind": a.kind,
        "content": _pairs(a.content),
        "cue": _pairs(a.cue),
        "source": _pairs(a.source),
        "speaker": a.speaker,
        "via": [{"party": v.party, **_extent(v.span)} for v in a.via],
        "inside": a.inside,
        "strength": a.strength,
        "basis": a.basis,
    }


def _time(t: Time) -> Object:
    return {
        **_extent(t.span),
        "id": t.id,
        "type": t.type,
        "value": t.value,
        "from": t.start,
        "to": t.end,
        "days": list(t.days) if t.days is not None else None,
        "basis": t.basis,
    }


def _figure(f: Figure) -> Object:
    return {
        **_extent(f.span),
        "id": f.id,
        "low": f.low,
        "high": f.high,
        "value": f.value,
        "hedge": f.hedge,
        "unit": f.unit,
        "counts": f.counts,
        "act": f.act,
        "scope": [{"kind": s.kind, **_extent(s.span), "value": s.value} for s in f.scope],
        "as_of": _as_of(f.as_of) if f.as_of is not None else None,
    }


def _as_of(t: AsOf) -> Object:
    return {
        "basis": t.basis,
        "value": t.value,
        "from": t.start,
        "to": t.end,
        "days": list(t.days) if t.days is not None else None,
        "words": _extent(t.span) if t.span is not None else None,
    }


def _telling(t: Telling) -> Object:
    return {
        "id": t.id,
        **_extent(t.span),
        "head": _pairs(t.head),
        "kind": t.kind,
        "lemma": t.lemma,
        "sentence": t.sentence,
        "polarity": t.polarity,
        "modality": t.modality,
        "arguments": [
            {"role": a.role, **_extent(a.span), "head": a.head, "party": a.party} for a in t.arguments
        ],
        "times": list(t.times),
        "figures": list(t.figures),
        "attributions": list(t.attributions),
        "attribution": t.attribution,
        "main": t.is_main,
        "background": t.is_background,
    }


@to_dict.register
def _account(record: Account) -> Object:
    annotations = {a.report.id: a for a in record.annotations}
    return {
        "format": ACCOUNT_FORMAT,
        "story": {"id": record.id, "title": record.title, "from": record.start, "to": record.end},
        "reports": [_report_line(r) for r in record.reports],
        "parties": [
            {
                "id": p.id,
                "type": p.type,
                "name": p.name,
                "names": {report: list(names) for report, names in p.names},
                "members": [list(member) for member in p.members],
                "reasons": list(p.reasons),
            }
            for p in record.parties
        ],
        "origins": [
            {
                "id": o.id,
                "party": o.party,
                "name": o.name,
                "lineage": o.lineage,
                "reports": list(o.reports),
                "depends_on": list(o.depends_on),
                "reason": o.reason,
            }
            for o in record.origins
        ],
        "claims": [_claim(c, annotations) for c in record.claims],
        "timeline": [
            {
                "from": m.start,
                "to": m.end,
                "precision": m.precision,
                "days": list(m.days) if m.days is not None else None,
                "text": m.text,
                "claim": m.claim,
            }
            for m in record.timeline
        ],
        "only_in": {report: list(claims) for report, claims in record.only_in},
        "copies": [
            {
                "report": c.report,
                "of": c.of,
                "share": c.share,
                "direction": c.direction,
                "stretches": _pairs(c.stretches),
                "of_stretches": _pairs(c.of_stretches),
                "reason": c.reason,
            }
            for c in record.copies
        ],
        "unknowns": [{"report": u.report, "reason": u.reason} for u in record.unknowns],
    }


def _report_line(r: ReportLine) -> Object:
    return {
        "id": r.id,
        "label": r.label,
        "outlet": r.outlet,
        "title": r.title,
        "published": _published(r.published),
        "source": {"name": r.source.name, "sha256": r.source.sha256, "bytes": r.source.bytes},
        "status": r.status,
        "copy_of": r.copy_of,
        "copy_reason": r.copy_reason,
    }


def _claim(c: Claim, annotations: Mapping[str, Annotation]) -> Object:
    return {
        "id": c.id,
        "kind": c.kind,
        "text": c.text,
        "standing": c.standing,
        "standing_reason": c.standing_reason,
        "origins": list(c.origins),
        "outlets": list(c.outlets),
        "when": {
            "from": c.when.start,
            "to": c.when.end,
            "text": c.when.text,
            "precision": c.when.precision,
            "days": list(c.when.days) if c.when.days is not None else None,
        },
        "tellings": [_told(t, annotations[t.report]) for t in c.tellings],
        "differences": [
            {
                "field": d.field,
                "tellings": list(d.tellings),
                "values": list(d.values),
                "rule": d.rule,
                "verdict": d.verdict,
                "reason": d.reason,
            }
            for d in c.differences
        ],
        "weight": c.weight,
        "main": c.is_main,
    }


def _told(t: Told, annotation: Annotation) -> Object:
    telling, marks = t.telling, annotation.marks
    return {
        "report": t.report,
        **_extent(telling.span),
        "text": telling.span.text,
        "head": _pairs(telling.head),
        "attribution": telling.attribution or (telling.attributions[-1] if telling.attributions else None),
        "chain": [_hop(h) for h in t.chain],
        "origin": t.origin,
        "lineage": t.lineage,
        "polarity": telling.polarity,
        "modality": telling.modality,
        "figures": [_figure(f) for f in marks.figures if f.id in telling.figures],
        "times": [_time(x) for x in marks.times if x.id in telling.times],
        "main": telling.is_main,
    }


def _hop(h: Hop) -> Object:
    return {
        "party": h.party,
        "name": h.name,
        "role": h.role,
        "start": h.span.start if h.span is not None else None,
        "end": h.span.end if h.span is not None else None,
        "reason": h.reason,
    }
