"""Cuts lines with roles into parts, and lists the credits they bear."""

from __future__ import annotations

from twosource.clean import agencies, inside
from twosource.clean.lines import Lines
from twosource.clean.roles import Roles
from twosource.records import Credit, Part, Role
from twosource.spans import Span

DATELINES = 3
"""Body lines, from the first, in which a dateline is looked for: a lead may stand above it."""


def cut(text: str, lines: Lines, found: Roles) -> tuple[tuple[Part, ...], tuple[Credit, ...], Span | None]:
    """Return the parts of `text` in order, its credits, and the span of its dateline."""
    parts: list[Part] = []
    credits: list[Credit] = []
    dateline: Span | None = None
    tried = 0
    for i in range(len(lines.texts)):
        start, end = int(lines.starts[i]), int(lines.ends[i])
        role, reason = found.role[i], found.reason[i]
        if role == "body":
            piece = inside.dateline(lines.texts[i]) if tried < DATELINES and dateline is None else None
            tried += 1
            if piece:
                dateline = Span.trimmed(text, start, start + piece.end)
                parts.append(Part(dateline, "dateline"))
                credits.extend(_agency_in(text, dateline, "text"))
                start = start + piece.end
        elif role == "caption":
            piece = inside.photo_credit(text[start:end])
            if piece:
                credit = Span.trimmed(text, start + piece.start, end)
                parts.append(Part(Span.trimmed(text, start, start + piece.start), "caption"))
                parts.append(Part(credit, "residue", "photo-credit"))
                credits.append(Credit(piece.agency or credit.text, credit, "photo"))
                continue
        parts.append(Part(Span.trimmed(text, start, end), _role(role), reason))
        credits.extend(_credits(text, parts[-1], lines, found, i))
    return tuple(part for part in parts if part.span.text), tuple(credits), dateline


def _role(role: str) -> Role:
    """Return `role` as the type that records use."""
    known: dict[str, Role] = {
        "title": "title", "byline": "byline", "section": "section", "caption": "caption", "body": "body",
    }  # fmt: skip
    return known.get(role, "residue")


def _agency_in(text: str, span: Span, kind: str) -> list[Credit]:
    """Return a credit for each agency that `span` names."""
    out = []
    for start, end, agency in agencies.find(span.text):
        at = Span.cut(text, span.start + start, span.start + end)
        out.append(Credit(agency, at, "text" if kind == "text" else "byline"))
    return out


def _credits(text: str, part: Part, lines: Lines, found: Roles, i: int) -> list[Credit]:
    """Return the credits of a line that is no dateline and no caption."""
    line = part.span.text
    if part.role == "byline":
        return _agency_in(text, part.span, "byline")
    if part.role != "residue" or len(line) > 200:
        return []
    if part.reason == "photo-credit":
        credit = inside.photo_credit(line)
        return [Credit((credit and credit.agency) or line, part.span, "photo")]
    if part.reason == "text-credit":
        piece = inside.supplier(line)
        if piece and piece.agency:
            return [Credit(piece.agency, Span.cut(text, part.span.start + piece.start, part.span.start + piece.end), "text")]
        return []
    agency = agencies.named(line) if part.reason in ("related", "promoted") else None
    return [Credit(agency, part.span, "other-story")] if agency else []
