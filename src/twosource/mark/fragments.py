"""Lines between a report's sentences that are none: captions without a credit, sub-heads, links to stories.

Pasted text has lost the frames that showed them. They stay in the body, where a list's items have the same
form; but nobody asserts anything in them.
"""

from __future__ import annotations

import re
from typing import Final

from twosource.mark.parse import Parsed

SPOKEN_WORDS: Final = 8
"""Words from which a line of running text ends like a sentence."""

SPOKEN_SHARE: Final = 0.5
"""Share of their words that stand in lines which do: with less, a text does without full stops."""

WRAPPED_SHARE: Final = 0.1
"""Share of lines that begin with a small letter, from which lines are broken by their width."""

FEWEST_LINES: Final = 3
LONGEST_RUN: Final = 4
"""Lines in a row: more are a list or a table, whose items are told."""

CUT_WORDS: Final = 12
"""Words of a last line from which it may be a sentence that was cut off."""

ENDS: Final = re.compile(r"[^\w\s)\]][)\]\s]*$")
"""How a sentence, a clause or a quotation ends: with a mark, whatever mark."""

INNER_STOP: Final = re.compile(r"[a-z\d][.!?][\"”’)]? +[A-Z\"“]")
PARAGRAPH_WORDS: Final = 30
"""Words from which a line of several sentences is a paragraph whose last full stop is missing."""

POSTED: Final = re.compile(r"\(@\w{1,30}\)|\btwitter\.com/|\bt\.co/|https?://")
"""What shows a post that is printed in a report: it has its own punctuation, and is its author's words."""

LISTED: Final = re.compile(r"\s*(?:[•●▪◦■*·–—-]|\d{1,3}[.)]\s|[a-z]\)\s)")
"""The beginning of an item of a list."""


MANY_CAPITALS: Final = 4


def fragments(parsed: Parsed) -> frozenset[int]:
    """Return the numbers of the paragraphs that no full stop ends, where the report's sentences have one.

    Items below a colon, of a list or a table, posts, and a sentence that was cut off at the end are none.
    """
    lines = [paragraph.doc.text.strip() for paragraph in parsed.paragraphs]
    if len(lines) < FEWEST_LINES or not _has_sentences(lines):
        return frozenset()
    found: list[int] = []
    run: list[int] = []
    below_colon = False
    for i, line in enumerate(lines):
        if ENDS.search(line[-8:]):
            found += run if len(run) <= LONGEST_RUN else []
            run, below_colon = [], line[-1] == ":"
        elif not (below_colon or LISTED.match(line) or POSTED.search(line) or _is_paragraph(line)):
            run.append(i)
    if run and run[-1] == len(lines) - 1 and len(lines[-1].split()) >= CUT_WORDS:
        run.pop()
    found += run if len(run) <= LONGEST_RUN else []
    return frozenset(found)


def _is_paragraph(line: str) -> bool:
    """Return whether a line has several sentences, and is no caption."""
    words = line.split()
    shouted = sum(len(word) > 3 and word.isupper() for word in words)  # teasers, run together
    return len(words) >= PARAGRAPH_WORDS and INNER_STOP.search(line) is not None and shouted < MANY_CAPITALS


def _has_sentences(lines: list[str]) -> bool:
    """Return whether the lines are paragraphs that end like sentences, and none is broken by its width."""
    long = [line for line in lines if len(line.split()) >= SPOKEN_WORDS]
    words = sum(len(line.split()) for line in long)
    spoken = sum(len(line.split()) for line in long if ENDS.search(line[-8:]))
    wrapped = sum(line[:1].islower() for line in lines)
    return spoken > SPOKEN_SHARE * words and wrapped < WRAPPED_SHARE * len(lines)
