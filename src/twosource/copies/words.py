"""The words of a report's body, made ready for finding what two reports share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from twosource.mark.quotations import find_quotations
from twosource.records import Annotation
from twosource.spans import Span

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a body: lower-case forms, extents in the text, whether each stands outside a quotation."""

    forms: tuple[str, ...]
    extents: tuple[tuple[int, int], ...]
    free: tuple[bool, ...]


def body_words(annotation: Annotation) -> Words:
    """Return the words of the body of a report in text order; needs its layout only."""
    text = annotation.report.text
    body = annotation.layout.body()
    quoted = find_quotations(text, [line for span in body for line in _lines(span)])
    forms: list[str] = []
    extents: list[tuple[int, int]] = []
    free: list[bool] = []
    k = 0
    for part in body:
        for match in WORD.finditer(text, part.start, part.end):
            while k < len(quoted) and quoted[k].end <= match.start():
                k += 1
            forms.append(match.group().lower().replace("’", "'"))
            extents.append(match.span())
            free.append(not (k < len(quoted) and quoted[k].start <= match.start()))
    return Words(tuple(forms), tuple(extents), tuple(free))


def _lines(span: Span) -> Iterator[tuple[int, int]]:
    """Yield the extents of the lines of a span."""
    at = span.start
    for line in span.text.splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line.rstrip())
        at += len(line)
