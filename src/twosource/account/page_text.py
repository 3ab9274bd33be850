"""The texts of an account's reports as HTML: parts with their roles, claims' words marked and linked back."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from twosource.account.view import AccountView, Place, ReportView
from twosource.account.visible import escaped, is_hidden
from twosource.errors import RESIDUE
from twosource.records import Annotation, Part

MAX_DEPTH = 40
"""Marks inside one another; browsers flatten a page at 512."""

LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$")
BREAKS = re.compile("\r\n?|[\u2028\u2029\u0085]")


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a text: its role, for all but body a label that says so, and its words with their marks."""

    role: str
    label: str
    content: Markup


@dataclass(frozen=True, slots=True)
class SourceView:
    """A report's text as it is shown under the account; `link` is its address if that is plain http(s)."""

    report: ReportView
    language: str
    link: str | None
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch to mark; `anchor` is empty for what goes on from a stretch that another one cut in two.

    `look` is the class by which the page tells kinds of marks apart.
    """

    start: int
    below: int
    anchor: str
    numbers: tuple[int, ...]
    look: str = ""

    @property
    def end(self) -> int:
        return -self.below


def source_views(view: AccountView, annotations: Sequence[Annotation]) -> tuple[SourceView, ...]:
    """Return the texts of an account's reports with the words of every shown claim marked."""
    places: dict[Place, list[int]] = {}
    for claim in view.claims():
        for telling in (*claim.tellings, *claim.passing):
            numbers = places.setdefault(telling.place, [])
            if claim.number not in numbers:
                numbers.append(claim.number)
    found = []
    for report, note in zip(view.reports, annotations, strict=True):
        mine = {place: tuple(n) for place, n in places.items() if place.letter == report.letter}
        marks = [Mark(p.start, -p.end, p.anchor, n) for p, n in mine.items()]
        found.append(laid_out(report, note, marks, key=view.key))
    return tuple(found)


def laid_out(
    report: ReportView, note: Annotation, marks: Sequence[Mark], *, key: str, back: str = ""
) -> SourceView:
    """Return the text of one report with marks.

    Args:
        report: the report as it is shown.
        note: its layers.
        marks: stretches of its text.
        key: what the anchors of the account's claims begin with.
        back: the address of the page on which the claims stand; the same page unless given.
    """
    language = note.language if note.language and LANGUAGE.match(note.language) else "und"
    address = note.report.given.url or note.report.page.url
    return SourceView(report, language, safe_link(address), tuple(_parts(f"{back}#{key}", note, marks)))


def safe_link(address: str | None) -> str | None:
    """Return `address` if it is an absolute http or https address without anything odd in it, else `None`."""
    if (
        address is None
        or not address.isascii()
        or not address.isprintable()
        or set(address) & set(" \\<>\"'")
    ):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    is_plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    return address if is_plain else None


def _parts(back: str, note: Annotation, marks: Sequence[Mark]) -> Iterator[PartView]:
    """Yield the parts of a text; a claim's words that run over several parts are marked in each."""
    waiting = sorted(marks)
    for part in note.layout.parts:
        first, last = part.span.start, part.span.end
        inside, later = [], []
        for mark in waiting:
            start, end = max(mark.start, first), min(mark.end, last)
            if start < end:
                inside.append(Mark(start, -end, mark.anchor, mark.numbers, mark.look))
                mark = Mark(mark.start, mark.below, "", (), mark.look)
            if mark.end > last or mark.anchor:
                later.append(mark)
        waiting = later
        content = marked(note.report.text, (first, last), inside, key=back.removeprefix("#"))
        yield PartView(part.role, _label(part), content)
    if waiting:  # an anchor must have its target even where no part holds the words
        empty = Markup("").join(_open(mark) + Markup("</mark>") for mark in waiting)
        yield PartView("body", "", empty)


def _label(part: Part) -> str:
    """Return what a part is, in words, where it is not plain text of the report."""
    if part.role == "residue":
        return f"set aside: {RESIDUE.get(part.reason or '', part.reason or 'no part of the report')}"
    return "" if part.role == "body" else part.role


def marked(text: str, extent: tuple[int, int], marks: Sequence[Mark], *, key: str) -> Markup:
    """Return a stretch of `text` with its marks nested; one that crosses another goes on behind its end.

    Args:
        text: the report's text.
        extent: the part of it to return.
        marks: all within `extent`.
        key: what the anchors of the account's claims begin with; after `PAGE#` if they stand on another page.
    """
    key = key if "#" in key else f"#{key}"
    queue = sorted(marks)
    heapq.heapify(queue)
    out: list[Markup] = []
    open_marks: list[Mark] = []
    at = extent[0]
    while queue or open_marks:
        if open_marks and (not queue or open_marks[-1].end <= queue[0].start):
            top = open_marks.pop()
            out += [shown(text[at : top.end]), _close(top, key)]
            at = top.end
            continue
        mark = heapq.heappop(queue)
        out.append(shown(text[at : mark.start]))
        at = mark.start
        if open_marks and mark.end > open_marks[-1].end:
            cut = open_marks[-1].end
            heapq.heappush(queue, Mark(cut, mark.below, "", mark.numbers, mark.look))
            mark = Mark(mark.start, -cut, mark.anchor, (), mark.look)
        out.append(_open(mark))
        if len(open_marks) < MAX_DEPTH:
            open_marks.append(mark)
        else:
            out.append(_close(mark, key))
    out.append(shown(text[at : extent[1]]))
    return Markup("").join(out)


def _open(mark: Mark) -> Markup:
    look = Markup(' class="{}"').format(mark.look) if mark.look else Markup("")
    name = Markup(' id="{}"').format(mark.anchor) if mark.anchor else Markup("")
    return Markup("<mark{}{}>").format(name, look)


def _close(mark: Mark, key: str) -> Markup:
    """Return the end of a mark with links back to the claims that it stands for."""
    links = (
        Markup('<a class="back" href="{}-c{}" aria-label="Back to claim {}">{}</a>').format(key, n, n, n)
        for n in mark.numbers
    )
    return Markup("</mark>") + Markup("").join(links)


def shown(text: str) -> Markup:
    """Return `text` as HTML with line breaks kept and each hidden character as a visible escape."""
    text = BREAKS.sub("\n", text)
    if text.isascii() and text.replace("\n", "").isprintable():
        return escape(text)
    pieces: list[Markup] = []
    run: list[str] = []
    for char in text:
        if char not in "\n\t" and is_hidden(char):
            pieces += [
                escape("".join(run)),
                Markup('<span class="hidden-char" title="U+{:04X}">{}</span>').format(
                    ord(char), escaped(char)
                ),
            ]
            run = []
        else:
            run.append(char)
    return Markup("").join([*pieces, escape("".join(run))])
