"""What a report's title tells: the events that it names, so that they can be aligned with what bodies tell.

A title repeats its report, mostly in an editor's words. It is never a telling of its own weight: all that it
tells counts as named in passing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from twosource.mark.parse import Paragraph, Parsed, parse
from twosource.mark.participants import Resolver
from twosource.mark.tellings import find_tellings
from twosource.records import Layout, Report, Telling

WORD = re.compile(r"[^\W\d_]+")
MAX_TITLE = 400
"""Characters of the longest title that is read; what is longer is a paragraph taken for one."""

MIN_CAPITALS = 0.7
"""The share of a title's words with a capital from which its capitals say nothing of names."""


def title_tellings(report: Report, layout: Layout, body: Parsed, who: Resolver) -> tuple[Telling, ...]:
    """Return the tellings of a report's titles, in text order; all are `is_title` and only named.

    Args:
        report: the report.
        layout: its parts.
        body: the parse of its body, which shows what words are names.
        who: tells the party of a mention.
    """
    spans = [p.span for p in layout.parts if p.role == "title" and len(p.span.text) <= MAX_TITLE]
    if not spans:
        return ()
    text = report.text
    names = _names(body)
    for span in spans:
        text = text[: span.start] + _plain(span.text, names) + text[span.end :]
    made = parse(text, spans)
    parsed = Parsed(report.text, tuple(Paragraph(p.doc, p.start, p.number) for p in made.paragraphs))
    found = find_tellings(report.id, parsed, who, (), (), ())
    return tuple(replace(t, sentence=0, is_main=False, is_named=True, is_title=True) for t in found)


def _names(body: Parsed) -> frozenset[str]:
    """Return the words that a body writes with a capital within a sentence."""
    return frozenset(
        token.text
        for paragraph in body.paragraphs
        for token in paragraph.doc
        if token.is_title and not token.is_sent_start
    ) | frozenset(t.text for p in body.paragraphs for t in p.doc if t.is_title and t.pos_ == "PROPN")


def _plain(title: str, names: frozenset[str]) -> str:
    """Return a title as a sentence would be written, of the same length: "Police Free Nine Dockers".

    In a headline full of capitals the tagger takes every word for a name. A word loses its capital unless the
    body writes it with one.
    """
    words = WORD.findall(title)
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    if capitals <= MIN_CAPITALS * sum(len(word) > 3 for word in words):
        return title
    return WORD.sub(lambda m: _lowered(m.group(), names), title)


def _lowered(word: str, names: frozenset[str]) -> str:
    """Return a word of a title in lower case unless it is a name; never longer or shorter than it was."""
    as_name = word.capitalize() if word.isupper() and len(word) > 1 else word
    if word in names or as_name in names:
        return as_name if as_name in names and len(as_name) == len(word) else word
    lower = word.lower()
    return lower if len(lower) == len(word) else word
