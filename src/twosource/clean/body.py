"""Which lines of a text are the report's own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from twosource.clean.features import FORM, features
from twosource.clean.lines import REASONS, Floats, Lines
from twosource.clean.model import choose, probabilities

Bools = NDArray[np.bool_]

FULL, SENTENCE = FORM.index("ends_full"), FORM.index("sentence")

LIST_HEADS = tuple(REASONS.index(name) + 1 for name in ("related", "promoted", "author-box"))
COMMENTS = REASONS.index("comments") + 1

PASTED = 0.8
"""Share of a text's words in sentence-like lines from which it is taken for a report with little residue."""


def body_lines(text: str, lines: Lines) -> Bools:
    """Return which lines are the report's own, titles and bylines perhaps among them."""
    rows = features(text, lines)
    likely = probabilities(rows)
    keep = choose(likely, lines.counts)
    keep &= lines.counts > 0
    full, sentence = rows[:, FULL] > 0, rows[:, SENTENCE] > 0
    total = max(1, int(lines.counts.sum()))
    if lines.counts[sentence].sum() >= PASTED * total:
        keep = _pasted(lines, likely, full | sentence)
    return _without_tail(lines, keep, full, sentence)


def _pasted(lines: Lines, likely: Floats, spoken: Bools) -> Bools:
    """Return the lines to keep of a text that is nearly all sentences: all but known furniture.

    The model has learned from whole pages, where a short line is mostly a link; here it is a sub-head, a
    short quotation, a line of a list.
    """
    return (lines.counts > 0) & ~((lines.furniture > 0) & ~spoken) & (likely > 0.02)


def _without_tail(lines: Lines, keep: Bools, full: Bools, sentence: Bools) -> Bools:
    """Return `keep` without the comments and the lists of other stories that follow the report.

    A heading of other stories takes with it the lines below that don't end like a sentence, up to the first
    that does; a heading of comments in the second half takes all that follows.
    """
    keep = keep.copy()
    spoken = np.cumsum(np.where(sentence, lines.counts, 0))
    half = spoken[-1] / 2
    for head in np.flatnonzero(np.isin(lines.furniture, (*LIST_HEADS, COMMENTS))):
        if lines.furniture[head] == COMMENTS and spoken[head] > half:
            keep[head:] = False
            break
        end = head + 1
        while end < len(keep) and not (full[end] and lines.counts[end] > 5):
            end += 1
        rest = np.flatnonzero(keep[end:])
        if lines.furniture[head] in LIST_HEADS and spoken[head] > half and not rest.size:
            keep[head:end] = False
    return keep
