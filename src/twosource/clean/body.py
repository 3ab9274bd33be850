"""Which lines of a text are the report's own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from twosource.clean.features import FORM, features
from twosource.clean.lines import CLASSES, REASONS, Floats, Lines, is_menu
from twosource.clean.model import choose, probabilities, smoothed

Bools = NDArray[np.bool_]

FULL, SENTENCE = FORM.index("ends_full"), FORM.index("sentence")

LIST_HEADS = tuple(REASONS.index(name) + 1 for name in ("related", "promoted", "author-box"))
COMMENTS = REASONS.index("comments") + 1
IS_HEAD = np.array([number in (*LIST_HEADS, COMMENTS) for number in range(len(REASONS) + 1)])
"""Whether a line of furniture, by the number of its reason, may head comments or a list of other stories."""

PASTED = 0.6
"""Share of a text's words that the model expects to be body from which it is a report with little residue."""

CUES = [CLASSES.index(name) for name in ("share", "account", "legal", "comment", "promo", "web")]


def body_lines(lines: Lines) -> Bools:
    """Return which lines are the report's own, titles and bylines perhaps among them."""
    rows = features(lines)
    likely = smoothed(probabilities(rows), lines.counts)
    keep = choose(likely, lines.counts)
    full, sentence = rows[:, FULL] > 0, rows[:, SENTENCE] > 0
    if float(likely @ lines.counts) >= PASTED * float(lines.counts.sum()):
        keep |= _pasted(lines, likely, keep & sentence)
    return _without_appeals(lines, _without_tail(lines, keep & (lines.counts > 0), full, sentence))


def _pasted(lines: Lines, likely: Floats, sure: Bools) -> Bools:
    """Return the lines to keep of a report with little residue: all but what shows itself as furniture.

    The model has learned from whole pages, where a short line is mostly a link; between the sentences of a
    report it is a sub-head, a short quotation, a line of a list. Below its last sentence the same holds only
    where the text has no furniture at all.
    """
    furnished = (
        (lines.furniture > 0) | (lines.begun > 0) | (lines.classes[:, CUES].sum(axis=1) * 3 > lines.counts)
    )
    plain: Bools = ~furnished & (likely > 0.05)
    at = np.flatnonzero(sure)
    if not furnished.any() or not at.size:
        return plain
    index = np.arange(len(plain))
    between: Bools = plain & (index > at[0]) & (index < at[-1])
    return between


def _without_tail(lines: Lines, keep: Bools, full: Bools, sentence: Bools) -> Bools:
    """Return `keep` without the comments and the lists of other stories that follow the report.

    A heading of other stories takes with it the lines below that don't end like a sentence, up to the first
    that does; a heading of comments in the second half takes all that follows.
    """
    keep = keep.copy()
    spoken = np.cumsum(np.where(sentence, lines.counts, 0))
    half = spoken[-1] / 2
    for head in np.flatnonzero(IS_HEAD[lines.furniture]).tolist():
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


def _without_appeals(lines: Lines, keep: Bools) -> Bools:
    """Return `keep` without the menus and appeals to the reader that end it: "Sign up for our letter."."""
    kept = np.flatnonzero(keep).tolist()
    last = len(kept)
    while last > 1 and (lines.begun[kept[last - 1]] or is_menu(lines.texts[kept[last - 1]])):
        last -= 1
    if last < len(kept):
        keep = keep.copy()
        keep[kept[last] :] = False
    return keep
