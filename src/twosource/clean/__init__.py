"""The layer of `clean`: what each stretch of a report is, who supplied it, who published it and when."""

from __future__ import annotations

from twosource.clean import agencies, masthead
from twosource.clean import outlet as outlets
from twosource.clean.body import body_lines
from twosource.clean.lines import Lines, split
from twosource.clean.parts import cut
from twosource.clean.published import infer_published
from twosource.clean.reasons import Roles
from twosource.clean.roles import roles
from twosource.records import Layout, Named, Part, Report
from twosource.spans import Span

__all__ = ["clean"]


def clean(report: Report) -> Layout:
    """Return the parts, credits, title, byline, dateline, outlet and date of `report`.

    Every non-blank character is in exactly one part. Nothing is dropped: what is not of the report is a part
    of role `residue` with a code of `errors.RESIDUE`.

    Args:
        report: any report, its text without markup.
    """
    text = report.text
    lines = split(text)
    if not lines.texts:
        return Layout((), outlet=_outlet(report, lines, Roles([], [])), published=infer_published(report, ()))
    found = roles(report, lines, body_lines(lines))
    parts, credits, dateline = cut(text, lines, found)
    body = tuple(part.span for part in parts if part.role == "body")
    return Layout(
        parts=parts,
        credits=credits,
        title=_named(report, "title", _first(parts, "title")),
        byline=_named(report, "byline", _first(parts, "byline")),
        dateline=Named(dateline.text, "text", dateline) if dateline else Named(),
        outlet=_outlet(report, lines, found),
        published=infer_published(report, body, dateline),
    )


def _first(parts: tuple[Part, ...], role: str) -> Span | None:
    """Return the span of the first part of `role`."""
    return next((part.span for part in parts if part.role == role), None)


def _named(report: Report, field: str, span: Span | None) -> Named:
    """Return what is known as `field`: as given, else by the page, else by the text."""
    given, page = getattr(report.given, field), getattr(report.page, field)
    if given is not None:
        return Named(given, "given", span)
    if page is not None:
        return Named(page, "page", span)
    return Named(span.text, "text", span) if span is not None else Named()


def _outlet(report: Report, lines: Lines, found: Roles) -> Named:
    """Return who published `report`: given, by the page, by the text, by the address."""
    if report.given.outlet is not None:
        return Named(report.given.outlet, "given")
    if report.page.outlet is not None:
        return Named(report.page.outlet, "page")
    line = _outlet_in_text(lines, found)
    if line is not None:
        name, start, end = line
        return Named(name, "text", Span.cut(report.text, start, end))
    for basis, url in (("given", report.given.url), ("page", report.page.url)):
        host = outlets.by_url(url) if url else None
        if host:
            return Named(host, "given" if basis == "given" else "page")
    return Named()


def _outlet_in_text(lines: Lines, found: Roles) -> tuple[str, int, int] | None:
    """Return the outlet that a site header, or else a copyright line, names, with the extent of the words."""
    named = masthead.name_of(lines.texts[:4], None)
    if named is not None and found.reason[0] == "header":
        name, start = named, int(lines.starts[0])
        return outlets.known(name) or name, start, start + len(name)
    for i in range(min(3, found.first, len(lines.texts))):
        line = lines.texts[i]
        if found.role[i] != "residue" or lines.counts[i] > 6:
            continue
        # "Time" or "Metro" alone may be a section; an outlet names itself again on its page.
        if outlets.is_name(line) and (" " in line or lines.text.count(line) > 1):
            return outlets.known(line) or line, int(lines.starts[i]), int(lines.ends[i])
    for i in range(len(lines.texts) - 1, max(found.last, len(lines.texts) - 30), -1):
        match = outlets.COPYRIGHT.search(lines.texts[i]) if found.role[i] == "residue" else None
        name = match["name"].split(" All ")[0].strip(" ,-–—") if match else ""
        if match and not agencies.named(name):
            start = int(lines.starts[i]) + match.start("name")
            return outlets.known(name) or name, start, start + len(name)
    return None
