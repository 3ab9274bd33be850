"""The words of a report's body, made ready for finding what two reports share."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern

from twosource.mark.posts import find_posts
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
    quoted = _quoted(text, [line for span in body for line in _lines(span)])
    forms: list[str] = []
    starts, ends, free = array("I"), array("I"), bytearray()
    k = 0
    for part in body:
        for match in WORD.finditer(text, part.start, part.end):
            while k < len(quoted) and quoted[k][1] <= match.start():
                k += 1
            forms.append(intern(match.group().lower().replace("’", "'")))
            starts.append(match.start())
            ends.append(match.end())
            free.append(not (k < len(quoted) and quoted[k][0] <= match.start()))
    return Words(tuple(forms), starts, ends, bytes(free))


def _quoted(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the extents of the quotations, and of posts of others with their signature, in text order."""
    posts = find_posts(text, lines)
    signed = {post.start for post in posts}
    marked = [(one.start, one.end) for one in find_quotations(text, lines, posts) if one.start not in signed]
    return sorted([*marked, *(post.whole for post in posts)])


def _lines(span: Span) -> Iterator[tuple[int, int]]:
    """Yield the extents of the lines of a span."""
    at = span.start
    for line in span.text.splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line.rstrip())
        at += len(line)
