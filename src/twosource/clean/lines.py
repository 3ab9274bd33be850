"""The lines of a report and what can be counted in them, for all lines at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from twosource.lexicon import table

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

CLASSES = (
    "func", "speech", "reader", "share", "account", "legal", "comment",
    "related", "promo", "nav", "time", "byline", "photo", "web", "bio",
)  # fmt: skip
"""The classes of `lexicon/line_words.tsv`, in the order of their columns in `Lines.classes`."""

REASONS = (
    "related", "comments", "promoted", "newsletter", "share", "legal", "author-box", "metadata", "navigation",
    "correction-note",
)  # fmt: skip
"""The reasons of `lexicon/residue_lines.tsv` and `residue_begins.tsv`, in the order of their numbers."""

MAX_CHARS = 4_000
"""Characters of one line that are looked at: what a line is shows in its beginning, and a text of megabytes
without a line break must not cost more than its share."""

LOWER, UPPER, EAST, DIGIT, BLANK, MARK, STOP, COMMA, QUOTE = range(9)
"""The kinds of characters. `LOWER` are all letters but capitals and those of `EAST`, the signs of Chinese and
Japanese; `MARK` all marks but full stops, commas and quotation marks."""

LONGEST_KNOWN = 60
"""Characters of the longest line that is looked up whole in the table of furniture."""

LONGEST_BEGUN = 220
"""Characters of the longest line that counts as furniture by its beginning alone."""

_EDGES = " \t\u00a0.:;,!?…·•|»«›‹>→*–—-\"“”'‘’()[]#"


@dataclass(frozen=True, slots=True)
class Lines:
    """The non-blank lines of a text: extents without white space at the ends, words and counts.

    `texts` are the lines, cut at `MAX_CHARS`. `words` numbers the words of all lines, `line_of` is the line
    of each, `first_word` the place of each line's first among them (and the end), `spelt` its spelling by
    number; two signs of Chinese or Japanese count as a word in `counts`, as nothing parts words there.
    `classes` has a row a line and a column a class of `CLASSES`, `kinds` a column a kind of character.
    `furniture` is 1 + the index in `REASONS` for a line that is known, whole, as furniture, else 0; `begun`
    the same for one that begins like furniture. `gaps` are the blank lines before each. `codes` are the code
    points of the text, `chars` their kinds.
    """

    text: str
    starts: Ints
    ends: Ints
    texts: tuple[str, ...]
    words: Ints
    line_of: Ints
    first_word: Ints
    spelt: tuple[str, ...]
    counts: Ints
    classes: Floats
    kinds: Floats
    furniture: Ints
    begun: Ints
    gaps: Ints
    codes: NDArray[np.uint32]
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
    small = _lower(text)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    chars = _kind_table().take(codes, mode="clip")
    starts, ends, gaps = _extents(codes, chars)
    extents = list(zip(starts.tolist(), ends.tolist(), strict=True))
    blank = _between_words(chars)
    words, spelt = _numbered(_with_blanks(small, blank).split())
    line_of = _lines_of_words(blank, starts)
    plain = [small[start:end] if end - start <= LONGEST_BEGUN else "" for start, end in extents]
    kinds = _kind_counts(chars, starts)
    counts = np.bincount(line_of, minlength=len(starts)) + kinds[:, EAST].astype(np.int64) // 2
    return Lines(
        text,
        starts,
        ends,
        tuple([text[s:e] if e - s <= MAX_CHARS else text[s : s + MAX_CHARS] for s, e in extents]),
        words,
        line_of,
        np.searchsorted(line_of, np.arange(len(starts) + 1)),
        spelt,
        counts,
        _class_counts(words, line_of, spelt, len(starts)),
        kinds,
        np.array(_furniture_by(plain), dtype=np.int64),
        np.array(_begun_by(plain), dtype=np.int64),
        gaps,
        codes,
        chars,
    )


def is_menu(line: str) -> bool:
    """Return whether a line is three links or more with bars between them: "Print | Send | Save"."""
    links = line.split(" | ") if " | " in line else ()
    return len(links) > 2 and all(len(link.split()) <= 4 and link[-1:] not in ".!?" for link in links)


def _lower(text: str) -> str:
    """Return `text` in lower case with straight apostrophes, character for character."""
    small = text.lower()
    if len(small) != len(text):  # the capital dotted I of Turkish becomes two characters
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return small.replace("’", "'")


def _extents(codes: NDArray[np.uint32], chars: NDArray[np.uint8]) -> tuple[Ints, Ints, Ints]:
    """Return start and end of each line that is not blank, without blanks, and the blank lines before it."""
    broken = _is_break().take(codes, mode="clip")
    broken[:-1] &= (codes[:-1] != ord("\r")) | (codes[1:] != ord("\n"))
    at = np.flatnonzero(chars != BLANK)
    bounds = np.concatenate(([0], at.searchsorted(np.flatnonzero(broken)), [len(at)]))
    filled = np.flatnonzero(bounds[1:] > bounds[:-1])
    starts, ends = at[bounds[filled]], at[bounds[filled + 1] - 1] + 1
    gaps = np.diff(filled, prepend=filled[:1] - 1) - 1
    return starts, ends, gaps


@cache
def _is_break() -> NDArray[np.bool_]:
    """Return which of the first 0x3000 characters end a line."""
    breaks = np.zeros(0x3000, dtype=np.bool_)
    breaks[[*map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")]] = True
    return breaks


def _between_words(chars: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which characters part words: blanks, and marks not within a word as in "u.s" and "don't"."""
    wordless = chars > DIGIT
    blank = wordless.copy()
    blank[1:-1] &= wordless[:-2] | wordless[2:] | (chars[1:-1] == BLANK)
    return blank


def _with_blanks(small: str, blank: NDArray[np.bool_]) -> str:
    """Return the text in lower case with a blank for each character that parts words."""
    codes = np.frombuffer(small.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()
    codes[blank] = ord(" ")
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _numbered(tokens: list[str]) -> tuple[Ints, tuple[str, ...]]:
    """Return the number of each word, and the spelling of each number."""
    spelt = tuple(dict.fromkeys(tokens))
    numbers = dict(zip(spelt, range(len(spelt)), strict=True))
    return np.fromiter(map(numbers.__getitem__, tokens), dtype=np.int64, count=len(tokens)), spelt


def _lines_of_words(blank: NDArray[np.bool_], starts: Ints) -> Ints:
    """Return the line of each word."""
    begins = ~blank
    begins[1:] &= blank[:-1]
    return np.searchsorted(starts, np.flatnonzero(begins), side="right") - 1


def _kind_counts(chars: NDArray[np.uint8], starts: Ints) -> Floats:
    """Return, a row a line, how many characters of each kind it has, the blanks behind it among them."""
    lines, begin = len(starts), int(starts[0]) if len(starts) else len(chars)
    lengths = np.diff(starts, append=len(chars))
    cells = np.repeat(np.arange(lines) * 9, lengths) + chars[begin:]
    return np.bincount(cells, minlength=lines * 9).reshape(lines, 9).astype(np.float32)


def _furniture_by(plain: list[str]) -> list[int]:
    """Return 1 + the index in `REASONS` of each lower-case line known as furniture, else 0."""
    get = _furniture().get
    return [get(_uncounted(line).strip(_EDGES), 0) if len(line) <= LONGEST_KNOWN else 0 for line in plain]


def _uncounted(line: str) -> str:
    """Return a heading of comments without their number: "comments (12)".

    Other such lines ("view all (4)") are links that may stand between two paragraphs of a report.
    """
    if not (line.startswith("comment") and line.endswith(")")):
        return line
    start = line.rfind("(")
    return line[:start] if line[start + 1 : -1].isdigit() else line


def _begun_by(plain: list[str]) -> list[int]:
    """Return 1 + the index in `REASONS` of each lower-case line that begins like furniture, else 0."""
    lengths_of, begun = _beginnings(), _begun()
    reasons = [0] * len(plain)
    for i, line in enumerate(plain):
        for length in lengths_of.get(line[:2], ()):
            reason = begun.get(line[:length])
            if reason:
                reasons[i] = reason
                break
    return reasons


@cache
def _kind_table() -> NDArray[np.uint8]:
    """Return the kinds of the characters up to 0xFFFF; those beyond count as the last, a letter."""
    kinds = np.full(0x10000, LOWER, dtype=np.uint8)
    kinds[0x3040:0x3100] = kinds[0x3400:0xA000] = EAST
    for code in (*range(0x3040), *range(0xFF00, 0xFF66)):
        char = chr(code)
        kinds[code] = (
            UPPER if char.isupper() else LOWER if char.isalpha() else DIGIT if char.isdigit() else MARK
        )
        for kind, members in ((STOP, ".!?…。！？"), (COMMA, ",;、，；"), (QUOTE, "\"“”„«»'‘’「」")):
            if char in members:
                kinds[code] = kind
        if char.isspace():
            kinds[code] = BLANK
    return kinds


def _class_counts(words: Ints, line_of: Ints, spelt: tuple[str, ...], lines: int) -> Floats:
    """Return, a line a row, how many words of each class the line has."""
    known, classes_of = _word_classes()
    sets = np.fromiter(map(known.get, spelt, repeat(0)), dtype=np.int64, count=len(spelt))[words]
    cells = np.bincount(line_of * len(classes_of) + sets, minlength=lines * len(classes_of))
    return cells.reshape(lines, len(classes_of)).astype(np.float32) @ classes_of


@cache
def _word_classes() -> tuple[dict[str, int], Floats]:
    """Return the number of the set of classes of each word of `lexicon/line_words.tsv`, and the sets.

    A set is a row with 1 for each of its classes; the first is empty.
    """
    found: dict[str, set[str]] = {}
    for name, words in table("line_words"):
        for word in words.split():
            found.setdefault(word, set()).add(name)
    rows = {word: tuple(float(name in names) for name in CLASSES) for word, names in found.items()}
    sets = sorted({(0.0,) * len(CLASSES), *rows.values()})
    number = {row: i for i, row in enumerate(sets)}
    return {word: number[row] for word, row in rows.items()}, np.array(sets, dtype=np.float32)


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
    """Return, for the first two characters of a line, the lengths of the beginnings to try."""
    lengths: dict[str, set[int]] = {}
    for begin in _begun():
        lengths.setdefault(begin[:2], set()).add(len(begin))
    return {key: tuple(sorted(values, reverse=True)) for key, values in lengths.items()}
