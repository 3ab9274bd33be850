"""The lines of a report and what can be counted in them, for all lines at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from twosource.lexicon import table

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
WORD = re.compile(r"\w+(?:['\-.&]\w+)*")
PAIR = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['\-.&]\w+)*")
"""A word where Chinese or Japanese stands too: two of their signs count as one, as nothing parts words there."""

_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

CLASSES = (
    "func", "speech", "reader", "share", "account", "legal", "comment",
    "related", "promo", "nav", "time", "byline", "photo", "web", "bio",
)  # fmt: skip
"""The classes of `lexicon/line_words.tsv`, in the order of their columns in `Lines.classes`."""

REASONS = (
    "related", "comments", "promoted", "newsletter", "share", "legal", "author-box", "metadata", "navigation",
    "correction-note",
)  # fmt: skip
"""The reasons of `lexicon/residue_lines.tsv` and `residue_begins.tsv`, in the order of their numbers in `Lines.furniture`."""

MAX_CHARS = 4_000
"""Characters of one line that are looked at: what a line is shows in its beginning, and a text of megabytes
without a line break must not cost more than its share."""

LETTER, UPPER, DIGIT, MARK, STOP, COMMA, QUOTE, BLANK = (1 << i for i in range(8))
"""The kinds of characters, as bits: a full stop is both `MARK` and `STOP`."""

LONGEST_BEGUN = 220
"""Characters of the longest line that counts as furniture by its beginning alone."""

_EDGES = " \t\u00a0.:;,!?…·•|»«›‹>→*–—-\"“”'‘’()[]#"


@dataclass(frozen=True, slots=True)
class Lines:
    """The non-blank lines of a text: extents without white space at the ends, words and counts.

    `texts` are the lines, cut at `MAX_CHARS`; `words` all their words in lower case, `line_of` the line of
    each; `classes` has a row a line and a column a class of `CLASSES`. `furniture` is 1 + the index in
    `REASONS` for a line that is known, whole, as furniture, else 0; `begun` the same for one that begins like
    furniture. `gaps` are the blank lines before each.
    `kinds` are the kinds of each character of the whole text (`LETTER` … as bits).
    """

    starts: Ints
    ends: Ints
    texts: tuple[str, ...]
    words: tuple[str, ...]
    line_of: Ints
    counts: Ints
    classes: Floats
    furniture: Ints
    begun: Ints
    gaps: Ints
    kinds: NDArray[np.uint8]

    def count(self, bit: int) -> Floats:
        """Return how many characters of a kind each line has, in its first `MAX_CHARS`."""
        total = np.concatenate(([0], np.cumsum((self.kinds & bit) > 0)))
        return (total[np.minimum(self.ends, self.starts + MAX_CHARS)] - total[self.starts]).astype(np.float32)


def split(text: str) -> Lines:
    """Return the non-blank lines of `text` with their words and counts."""
    starts: list[int] = []
    texts: list[str] = []
    for match in LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            starts.append(match.start() + line.index(stripped[0]))
            texts.append(stripped)
    ends = [start + len(line) for start, line in zip(starts, texts, strict=True)]
    texts = [line[:MAX_CHARS] for line in texts]
    plain = [line.lower().replace("’", "'") for line in texts]
    find = (PAIR if _EAST.search(text) else WORD).findall
    found = [find(line) for line in plain]
    counts = np.array([len(one) for one in found], dtype=np.int64)
    words = tuple(chain.from_iterable(found))
    line_of = np.repeat(np.arange(len(texts)), counts)
    gaps = [text.count("\n", end, start) - 1 for end, start in zip(ends, starts[1:], strict=False)]
    return Lines(
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        tuple(texts),
        words,
        line_of,
        counts,
        _class_counts(words, line_of, len(texts)),
        np.array([_furniture_of(line) for line in plain], dtype=np.int64),
        np.array([_begun_of(line) for line in plain], dtype=np.int64),
        np.array([0, *gaps][: len(texts)], dtype=np.int64),
        _char_kinds(text),
    )


def _furniture_of(plain: str) -> int:
    """Return 1 + the index in `REASONS` of a lower-case line known as furniture, 0 for any other."""
    return _furniture().get(plain.strip(_EDGES), 0) if len(plain) <= 60 else 0


def _begun_of(plain: str) -> int:
    """Return 1 + the index in `REASONS` of a lower-case line that begins like furniture, 0 for any other."""
    if len(plain) <= LONGEST_BEGUN:
        for length in _beginnings().get(plain[:4], ()):
            reason = _begun().get(plain[:length])
            if reason:
                return reason
    return 0


def _char_kinds(text: str) -> NDArray[np.uint8]:
    """Return the kinds of each character of `text` as bits."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _kind_table()[np.minimum(codes, 0xFFFF)]


@cache
def _kind_table() -> NDArray[np.uint8]:
    """Return the kinds of the characters below 0x3100 and of full-width ones; the others count as letters."""
    kinds = np.full(0x10000, LETTER, dtype=np.uint8)
    for code in (*range(0x3100), *range(0xFF00, 0xFF66)):
        char = chr(code)
        bits = LETTER if char.isalpha() else DIGIT if char.isdigit() else BLANK if char.isspace() else MARK
        bits |= UPPER if char.isupper() else 0
        bits |= STOP if char in ".!?…。！？" else 0
        bits |= COMMA if char in ",;、，；" else 0
        bits |= QUOTE if char in "\"“”„«»'‘’「」" else 0
        kinds[code] = bits
    return kinds


def _class_counts(words: tuple[str, ...], line_of: Ints, lines: int) -> Floats:
    """Return, a line a row, how many words of each class the line has."""
    known = _word_classes()
    bits = np.fromiter(map(known.get, words, repeat(0)), dtype=np.int64, count=len(words))
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


@cache
def _begun() -> dict[str, int]:
    """Return the beginnings of `lexicon/residue_begins.tsv` with 1 + the index of their reason."""
    return {begin.replace("_", " "): REASONS.index(reason) + 1 for reason, begin in table("residue_begins")}


@cache
def _beginnings() -> dict[str, tuple[int, ...]]:
    """Return, for the first four characters of a line, the lengths of the beginnings to try."""
    lengths: dict[str, set[int]] = {}
    for begin in _begun():
        lengths.setdefault(begin[:4], set()).add(len(begin))
    return {key: tuple(sorted(values, reverse=True)) for key, values in lengths.items()}
