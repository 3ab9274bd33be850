"""The lines of a report and what can be counted in them, for all lines at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from twosource.lexicon import table

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['\-.&]\w+)*")
"""A word; two signs of Chinese or Japanese count as one, as nothing parts words there."""

CLASSES = (
    "func", "speech", "reader", "share", "account", "legal", "comment",
    "related", "promo", "nav", "time", "byline", "photo", "web", "bio",
)  # fmt: skip
"""The classes of `lexicon/line_words.tsv`, in the order of their columns in `Lines.classes`."""

REASONS = (
    "related", "comments", "promoted", "newsletter", "share", "legal", "author-box", "metadata", "navigation",
)  # fmt: skip
"""The reasons of `lexicon/residue_lines.tsv`, in the order of their numbers in `Lines.furniture`."""

MAX_CHARS = 4_000
"""Characters of one line that are looked at: what a line is shows in its beginning, and a text of megabytes
without a line break must not cost more than its share."""

_EDGES = " \t\u00a0.:;,!?…·•|»«›‹>→*–—-\"“”'‘’()[]#"


@dataclass(frozen=True, slots=True)
class Lines:
    """The non-blank lines of a text: extents without white space at the ends, words and counts.

    `texts` are the lines, cut at `MAX_CHARS`; `words` all their words in lower case, `line_of` the line of
    each; `classes` has a row a line and a column a class of `CLASSES`. `furniture` is 1 + the index in
    `REASONS` for a line that is known, whole, as furniture, else 0. `gaps` are the blank lines before each.
    """

    starts: Ints
    ends: Ints
    texts: tuple[str, ...]
    words: tuple[str, ...]
    line_of: Ints
    counts: Ints
    classes: Floats
    furniture: Ints
    gaps: Ints


def split(text: str) -> Lines:
    """Return the non-blank lines of `text` with their words and counts."""
    starts: list[int] = []
    ends: list[int] = []
    texts: list[str] = []
    gaps: list[int] = []
    last = 0
    for match in LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + (len(line) - len(line.lstrip()))
        starts.append(start)
        ends.append(start + len(stripped))
        texts.append(stripped[:MAX_CHARS])
        gaps.append(text.count("\n", last, start) - 1 if last else 0)
        last = ends[-1]
    found = [WORD.findall(line.lower().replace("’", "'")) for line in texts]
    counts = np.array([len(one) for one in found], dtype=np.int64)
    words = tuple(word for one in found for word in one)
    line_of = np.repeat(np.arange(len(texts)), counts)
    return Lines(
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        tuple(texts),
        words,
        line_of,
        counts,
        _class_counts(words, line_of, len(texts)),
        np.array([furniture_of(line) for line in texts], dtype=np.int64),
        np.array(gaps, dtype=np.int64),
    )


def furniture_of(line: str) -> int:
    """Return 1 + the index in `REASONS` of a line known as furniture, 0 for any other."""
    if len(line) > 60:
        return 0
    return _furniture().get(line.lower().replace("’", "'").strip(_EDGES), 0)


def _class_counts(words: tuple[str, ...], line_of: Ints, lines: int) -> Floats:
    """Return, a line a row, how many words of each class the line has."""
    known = _word_classes()
    bits = np.array([known.get(word, 0) for word in words], dtype=np.int64)
    counts = np.zeros((lines, len(CLASSES)), dtype=np.float32)
    at = np.flatnonzero(bits)
    if at.size:
        some, where = bits[at], line_of[at]
        for column in range(len(CLASSES)):
            has = (some >> column) & 1
            counts[:, column] = np.bincount(where, weights=has, minlength=lines)
    return counts


@cache
def _word_classes() -> dict[str, int]:
    """Return the classes of each word of `lexicon/line_words.tsv` as bits."""
    bits: dict[str, int] = {}
    for name, words in table("line_words"):
        for word in words.split():
            bits[word] = bits.get(word, 0) | (1 << CLASSES.index(name))
    return bits


@cache
def _furniture() -> dict[str, int]:
    """Return the lines of `lexicon/residue_lines.tsv` with 1 + the index of their reason."""
    return {line.strip(_EDGES): REASONS.index(reason) + 1 for reason, line in table("residue_lines")}
