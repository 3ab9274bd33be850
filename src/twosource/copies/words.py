"""The words of a report's body, made ready for finding what two reports share."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

from twosource.mark.quotations import find_quotations
from twosource.records import Annotation
from twosource.spans import Span

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a body: lower-case forms, where each starts and ends in the text, and, 0 or 1, whether it
    stands outside a quotation. Arrays, as a hundred thousand reports are looked at together."""

    forms: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    free: bytes


def body_words(annotation: Annotation) -> Words:
    """Return the words of the body of a report in text order; needs its layout only."""
    text = annotation.report.text
    body = annotation.layout.body()
    quoted = find_quotations(text, [line for span in body for line in _lines(span)])
    forms: list[str] = []
    starts, ends, free = array("I"), array("I"), bytearray()
    k = 0
    for part in body:
        for match in WORD.finditer(text, part.start, part.end):
            while k < len(quoted) and quoted[k].end <= match.start():
                k += 1
            forms.append(intern(match.group().lower().replace("’", "'")))
            starts.append(match.start())
            ends.append(match.end())
            free.append(not (k < len(quoted) and quoted[k].start <= match.start()))
    return Words(tuple(forms), starts, ends, bytes(free))


def _lines(span: Span) -> Iterator[tuple[int, int]]:
    """Yield the extents of the lines of a span."""
    at = span.start
    for line in span.text.splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line.rstrip())
        at += len(line)
