"""Cuts lines with roles into parts, and lists the credits they bear."""

from __future__ import annotations

from twosource.clean import agencies, inside, wires
from twosource.clean.lines import Lines
from twosource.clean.reasons import Roles
from twosource.clean.roles import DATELINES
from twosource.records import Credit, CreditKind, Part, Role
from twosource.spans import Span

ROLES: dict[str, Role] = {
    "title": "title", "byline": "byline", "section": "section", "caption": "caption", "body": "body",
    "dateline": "dateline",
}  # fmt: skip
"""The roles that lines get, as the records name them; any other is residue."""

CREDITED = ("photo-credit", "text-credit", "related", "promoted")
"""Reasons of residue in which a credit may stand."""


def cut(text: str, lines: Lines, found: Roles) -> tuple[tuple[Part, ...], tuple[Credit, ...], Span | None]:
    """Return the parts of `text` in order, its credits, and the span of its dateline."""
    parts: list[Part] = []
    credits: list[Credit] = []
    dateline: Span | None = None
    tried = 0
    starts, ends = lines.starts.tolist(), lines.ends.tolist()
    for first, last in _runs(found):
        start, end = starts[first], ends[last]
        role, reason = found.role[first], found.reason[first]
        if role == "body" and dateline is None and tried < DATELINES:
            tried += 1
            piece = inside.dateline(lines.texts[first])
            if piece:
                dateline = Span.trimmed(text, start, start + piece.end)
                parts.append(Part(dateline, "dateline"))
                credits.extend(_agencies_in(text, dateline, "text") or _by_place(text, dateline, piece))
                start += piece.end
        elif role == "dateline" and dateline is None:
            dateline = Span.trimmed(text, start, end)
        elif role == "caption":
            piece = inside.photo_credit(text[start:end])
            if piece:
                credit = Span.trimmed(text, start + piece.start, end)
                parts.append(Part(Span.trimmed(text, start, start + piece.start), "caption"))
                parts.append(Part(credit, "residue", "photo-credit"))
                credits.append(Credit(_supplier(found, piece, credit.text), credit, "photo"))
                continue
        closing = inside.closing_credit(text[start:end]) if role == "body" and last == found.last else None
        end = start + closing.start if closing else end
        while start < end and text[start].isspace():  # after a dateline
            start += 1
        if start < end:
            parts.append(Part(Span(start, end, text[start:end]), ROLES.get(role, "residue"), reason))
        if closing and closing.agency:
            credit = Span.trimmed(text, end, ends[last])
            parts.append(Part(credit, "residue", "text-credit"))
            credits.append(Credit(closing.agency, credit, "text"))
        if role in ("byline", "residue"):
            credits.extend(_credits(text, lines, found, range(first, last + 1)))
    return tuple(part for part in parts if part.span.text), agencies.spelled_out(text, credits), dateline


def _runs(found: Roles) -> list[tuple[int, int]]:
    """Return first and last line of each part: residue of one reason that stands together is one part."""
    runs: list[tuple[int, int]] = []
    before: tuple[str, str | None] = ("", None)
    for i, now in enumerate(zip(found.role, found.reason, strict=True)):
        if now == before and now[0] == "residue":
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
        before = now
    return runs


def _agencies_in(text: str, span: Span, kind: CreditKind) -> list[Credit]:
    """Return a credit for each agency that `span` names."""
    named = agencies.find_in_byline(span.text) if kind == "byline" else agencies.find(span.text)
    return [
        Credit(agency, Span.cut(text, span.start + start, span.start + end), kind)
        for start, end, agency in (*named, *agencies.find_unlisted(span.text))
    ]


def _by_place(text: str, dateline: Span, piece: inside.Piece) -> list[Credit]:
    """Return the credit that a dateline gives to an agency that no table knows."""
    at = text.find(piece.agency, dateline.start, dateline.end) if piece.agency else -1
    return (
        [Credit(piece.agency, Span.cut(text, at, at + len(piece.agency)), "text")]
        if piece.agency and at >= 0
        else []
    )


def _supplier(found: Roles, piece: inside.Piece | None, words: str) -> str:
    """Return whom the credit of a picture names, an agency as the text spells it elsewhere."""
    agency = piece.agency if piece else None
    return found.wires.get(agency.lower(), agency) if agency else inside.credited(words)


def _credits(text: str, lines: Lines, found: Roles, run: range) -> list[Credit]:
    """Return the credits that the lines of a run of residue or a byline bear."""
    out: list[Credit] = []
    reason = found.reason[run.start]
    if found.role[run.start] == "residue" and reason not in CREDITED:
        return out
    short = lines.counts[run.start : run.stop].tolist()
    others = reason in ("related", "promoted")
    for i, words in zip(run, short, strict=True):
        if others and words > 5:
            continue
        line = lines.texts[i]
        if len(line) > 200:
            continue
        agency = agencies.named(line) or found.wires.get(line.lower()) if words <= 5 else None
        if agency is None and others:
            continue
        span = Span.cut(text, int(lines.starts[i]), int(lines.ends[i]))
        if found.role[i] == "byline":
            out.extend(_agencies_in(text, span, "byline"))
        elif reason == "photo-credit":
            piece = inside.photo_credit(line)
            out.append(Credit(_supplier(found, piece, line), span, "photo"))
        elif reason == "text-credit":
            extent = wires.bracketed(line)
            alone = [Credit(line[slice(*extent)], span, "text")] if extent else []
            out.extend(_agencies_in(text, span, "text") or alone)
        elif agency:
            out.append(Credit(agency, span, "other-story"))
    return out
