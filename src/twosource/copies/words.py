"""The words of a report's body, made ready for finding what two reports share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from twosource.records import Annotation

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a body: lower-case forms, extents in the text, whether each stands outside a quotation."""

    forms: tuple[str, ...]
    extents: tuple[tuple[int, int], ...]
    free: tuple[bool, ...]


def body_words(annotation: Annotation) -> Words:
    """Return the words of the body of a report in text order."""
    text = annotation.report.text
    quoted = sorted(
        (span.start, span.end)
        for attribution in annotation.marks.attributions
        if attribution.kind == "direct"
        for span in attribution.content
    )
    forms: list[str] = []
    extents: list[tuple[int, int]] = []
    free: list[bool] = []
    k = 0
    for part in annotation.layout.body():
        for match in WORD.finditer(text, part.start, part.end):
            while k < len(quoted) and quoted[k][1] <= match.start():
                k += 1
            forms.append(match.group().lower().replace("’", "'"))
            extents.append(match.span())
            free.append(not (k < len(quoted) and quoted[k][0] <= match.start()))
    return Words(tuple(forms), tuple(extents), tuple(free))
