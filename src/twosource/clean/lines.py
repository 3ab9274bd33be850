"""The lines of a report and what can be counted in them, for all lines at once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain, count, repeat

import numpy as np
from numpy.typing import NDArray

from twosource.lexicon import table

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
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

LOWER, UPPER, EAST, DIGIT, BLANK, MARK, STOP, COMMA, QUOTE = range(9)
"""The kinds of characters; `LOWER` are all letters that are no capitals, but for those of `EAST`, the signs of
Chinese and Japanese; `MARK` all marks but full stops, commas and quotation marks."""

LONGEST_BEGUN = 220
"""Characters of the longest line that counts as furniture by its beginning alone."""

_EDGES_OF_WORDS = ".,:;!?…\"'“”‘’«»„()[]{}<>|/•·*–—-_+=~^@#&%$€£→›‹»\\\u200b\u200e\ufeff。、！？：；"
_EDGES = " \t\u00a0.:;,!?…·•|»«›‹>→*–—-\"“”'‘’()[]#"


@dataclass(frozen=True, slots=True)
class Lines:
    """The non-blank lines of a text: extents without white space at the ends, words and counts.

    `texts` are the lines, cut at `MAX_CHARS`; `plain` the same in lower case with straight apostrophes. `words`
    numbers the words of all lines, `line_of` is the line of each, `spelt` its spelling by number; two signs of
    Chinese or Japanese count as a word in `counts`, as nothing parts words there. `classes` has a row a line
    and a column a class of `CLASSES`, `kinds` a row a line and a column a kind of character. `furniture` is
    1 + the index in `REASONS` for a line that is known, whole, as furniture, else 0; `begun` the same for one
    that begins like furniture. `gaps` are the blank lines before each; `chars` the kinds of all characters.
    """

    text: str
    starts: Ints
    ends: Ints
    texts: tuple[str, ...]
    words: Ints
    line_of: Ints
    spelt: tuple[str, ...]
    counts: Ints
    classes: Floats
    kinds: Floats
    furniture: Ints
    begun: Ints
    gaps: Ints
    chars: NDArray[np.uint8]

    def of(self, positions: Ints) -> Ints:
        """Return the line of each of the `positions` in the text."""
        return np.searchsorted(self.starts, positions, side="right") - 1

    def having(self, needle: str) -> Ints:
        """Return the lines in which `needle` stands, each once for each time."""
        at, found = self.text.find(needle), []
        while at >= 0:
            found.append(at)
            at = self.text.find(needle, at + len(needle))
        return self.of(np.array(found, dtype=np.int64))


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
    tokens = [line.split() for line in plain]
    words, line_of, spelt = _numbered(tokens)
    gaps = [text.count("\n", end, start) - 1 for end, start in zip(ends, starts[1:], strict=False)]
    first = np.array(starts, dtype=np.int64)
    chars = _char_kinds(text)
    kinds = _kind_counts(chars, first)
    counts = np.bincount(line_of, minlength=len(texts)) + kinds[:, EAST].astype(np.int64) // 2
    return Lines(
        text,
        first,
        np.array(ends, dtype=np.int64),
        tuple(texts),
        words,
        line_of,
        spelt,
        counts,
        _class_counts(words, line_of, spelt, len(texts)),
        kinds,
        np.array([_furniture_of(line) for line in plain], dtype=np.int64),
        np.array([_begun_of(line) for line in plain], dtype=np.int64),
        np.array([0, *gaps][: len(texts)], dtype=np.int64),
        chars,
    )


def _numbered(tokens: list[list[str]]) -> tuple[Ints, Ints, tuple[str, ...]]:
    """Return the number of each word, its line, and the spelling of each number, without marks at its ends."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    total = sum(map(len, tokens))
    raw = np.fromiter(map(numbers.__getitem__, chain.from_iterable(tokens)), dtype=np.int64, count=total)
    line_of = np.repeat(np.arange(len(tokens)), np.fromiter(map(len, tokens), np.int64, len(tokens)))
    spelt: dict[str, int] = {}
    clean = np.empty(len(numbers), dtype=np.int64)
    for token, number in numbers.items():
        word = token.strip(_EDGES_OF_WORDS)
        clean[number] = spelt.setdefault(word, len(spelt)) if word else -1
    words = clean[raw] if total else raw
    real = words >= 0
    return words[real], line_of[real], tuple(spelt)


def _kind_counts(chars: NDArray[np.uint8], starts: Ints) -> Floats:
    """Return, a row a line, how many characters of each kind it has; a line here ends where the next begins."""
    lines, begin = len(starts), int(starts[0]) if len(starts) else 0
    lengths = np.diff(starts, append=len(chars))
    cells = np.repeat(np.arange(lines) * 9, lengths) + chars[begin:]
    return np.bincount(cells, minlength=lines * 9).reshape(lines, 9).astype(np.float32)


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
    """Return the kinds of the characters up to 0xFFFF; those beyond count as the last, a letter."""
    kinds = np.full(0x10000, LOWER, dtype=np.uint8)
    kinds[0x3040:0x3100] = kinds[0x3400:0xA000] = EAST
    for code in (*range(0x3040), *range(0xFF00, 0xFF66)):
        char = chr(code)
        kinds[code] = UPPER if char.isupper() else LOWER if char.isalpha() else DIGIT if char.isdigit() else MARK
        for kind, members in ((STOP, ".!?…。！？"), (COMMA, ",;、，；"), (QUOTE, "\"“”„«»'‘’「」")):
            if char in members:
                kinds[code] = kind
        if char.isspace():
            kinds[code] = BLANK
    return kinds


def _class_counts(words: Ints, line_of: Ints, spelt: tuple[str, ...], lines: int) -> Floats:
    """Return, a line a row, how many words of each class the line has."""
    known = _word_classes()
    bits = np.fromiter(map(known.get, spelt, repeat(0)), dtype=np.int64, count=len(spelt))
    counts = np.zeros((lines, len(CLASSES)), dtype=np.float32)
    for column in range(len(CLASSES)):
        member = (bits >> column & 1).astype(np.bool_)
        if member.any():
            counts[:, column] = np.bincount(line_of[member[words]], minlength=lines)
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
