"""Text to the windows of word pieces that the attribution model reads, with two rule-made features a word.

Training and inference share this module, so that the model always sees what it was trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 192  # word pieces in a window at most, CLS and SEP included; linear time needs a cap
BLOCK = 100_000  # characters handed to the tokeniser at once
KNOWN = 60_000  # words whose pieces are kept, so that a long batch's memory has a bound
LOWER, TITLE, UPPER, NO_LETTER = range(4)
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
OPENERS, CLOSERS = "“„«", "”»"
MARKS = frozenset("“„«”»\"‘’'")
SENTENCE_END = ".?!"
# What BERT's tokeniser splits at, for the characters of nearly all English text; the rest is left to itself
SPACES, SPLITTERS = " \\t\\n\\r\u00a0\u2009", "!-/:-@\\[-`{-~“”‘’„«»–—…·•"
LETTERS = "0-9A-Za-z£€À-ÖØ-ö\u00f8-\u017e"
PLAIN_WORD = re.compile(f"[{SPLITTERS}]|[{LETTERS}]+")
ELSE = re.compile(f"[^{SPACES}{SPLITTERS}{LETTERS}]")


class Word(NamedTuple):
    """A word of the text: its extent, its piece ids, its letter case and its place in the quotation marks.

    A tuple and not a dataclass: an article makes a thousand of them, and these are made five times faster.
    """

    start: int
    end: int
    pieces: tuple[int, ...]
    case: int
    quote: int


@dataclass(frozen=True, slots=True)
class Window:
    """One model input. Word 0 is CLS; each paragraph is closed by a SEP; both have an empty extent.

    `pieces`, `case`, `quote` run over pieces; `first`, `starts`, `ends` over words.
    """

    pieces: NDArray[np.int64]
    case: NDArray[np.int64]
    quote: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class Pieces:
    """A tokeniser, with the pieces and the letter case of the words that it has seen."""

    def __init__(self, tokens: Tokenizer) -> None:
        self._tokens = tokens
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}

    def token_to_id(self, token: str) -> int | None:
        """Return the id of a piece, None where the vocabulary lacks it."""
        made: int | None = self._tokens.token_to_id(token)
        return made

    def plain(self, text: str, start: int, end: int) -> list[tuple[int, int, tuple[int, ...], int]]:
        """Return the words of a stretch without rare characters: extent, pieces, letter case."""
        known, found = self._known, []
        for match in PLAIN_WORD.finditer(text, start, end):
            word = match[0]
            spelt = known.get(word) or self._learn(word)
            found.append((*match.span(), *spelt))
        return found

    def _learn(self, word: str) -> tuple[tuple[int, ...], int]:
        if len(self._known) >= KNOWN:
            self._known.clear()
        ids = self._tokens.encode(word, add_special_tokens=False).ids
        made = tuple(ids[: WINDOW // 4]), letter_case(word)
        self._known[word] = made
        return made

    def any(self, text: str, start: int, end: int) -> list[tuple[int, int, tuple[int, ...], int]]:
        """Return the words of any stretch, as the tokeniser finds them: extent, pieces, letter case."""
        coded = self._tokens.encode(text[start:end], add_special_tokens=False)
        extents: list[tuple[int, int]] = []
        pieces: list[list[int]] = []
        last: int | None = -1
        for piece, number, (a, b) in zip(coded.ids, coded.word_ids, coded.offsets, strict=True):
            if number != last:
                extents.append((start + a, start + b))
                pieces.append([piece])
                last = number
            else:
                extents[-1] = (extents[-1][0], start + b)
                pieces[-1].append(piece)
        return [
            (a, b, tuple(p[: WINDOW // 4]), letter_case(text[a:b]))
            for (a, b), p in zip(extents, pieces, strict=True)
        ]


def tokenizer(vocabulary: Sequence[str]) -> Pieces:
    """Return the uncased BERT word-piece tokeniser over `vocabulary`, offsets in code points.

    Source: Devlin et al. 2019, the tokeniser of bert-base-uncased, which MiniLM-L6 keeps.
    """
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    made = Tokenizer(WordPiece({p: i for i, p in enumerate(vocabulary)}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return Pieces(made)


def marks(tokens: Pieces) -> tuple[int, int]:
    """Return the ids of CLS and SEP.

    Raises:
        ValueError: the vocabulary has none.
    """
    cls, sep = tokens.token_to_id("[CLS]"), tokens.token_to_id("[SEP]")
    if cls is None or sep is None:
        raise ValueError("the vocabulary lacks [CLS] or [SEP]")
    return cls, sep


def letter_case(word: str) -> int:
    """Return LOWER, TITLE, UPPER or NO_LETTER."""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if word[:1].isupper() else LOWER if any(c.isalpha() for c in word) else NO_LETTER


def quote_places(text: str, extents: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each word of a paragraph where it stands: a mark that opens or closes, inside, outside.

    Straight double marks alternate. A single mark opens only where a word follows and a space precedes, and
    only if one after a full stop or comma closes it later in the paragraph: apostrophes stay outside.
    """
    last_single = _last_single_close(text, extents)
    places, double, single = [OUTSIDE] * len(extents), False, False
    marked = [n for n, (start, end) in enumerate(extents) if end - start == 1 and text[start] in MARKS]
    for number, after in pairwise([*marked, len(extents)]):
        start, end = extents[number]
        mark = text[start]
        place = INSIDE if double or single else OUTSIDE
        if mark in OPENERS or (mark == '"' and not double):
            place, double = OPENING, True
        elif mark in CLOSERS or mark == '"':
            place, double = CLOSING, False
        elif mark in "‘'" and not double and not single and number < last_single and _opens(text, start, end):
            place, single = OPENING, True
        elif mark in "’'" and single and not text[end : end + 1].isalnum():
            place, single = CLOSING, False
        places[number] = place
        if double or single:
            places[number + 1 : after] = [INSIDE] * (after - number - 1)
    return places


def _opens(text: str, start: int, end: int) -> bool:
    return not text[max(0, start - 1) : start].strip("([—–-").strip() and text[end : end + 1].isalnum()


def _last_single_close(text: str, extents: Sequence[tuple[int, int]]) -> int:
    for number in range(len(extents) - 1, 0, -1):
        start, end = extents[number]
        if text[start:end] in ("’", "'") and text[start - 1 : start] in tuple(".,?!…"):
            return number
    return -1


def words(text: str, start: int, end: int, tokens: Pieces) -> list[Word]:
    """Return the words of one stretch of `text` (a paragraph), in order."""
    found: list[tuple[int, int, tuple[int, ...], int]] = []
    for block in range(start, end, BLOCK):
        stop = min(end, block + BLOCK)
        found += (tokens.any if ELSE.search(text, block, stop) else tokens.plain)(text, block, stop)
    places = quote_places(text, [w[:2] for w in found])
    return [Word(*w, place) for w, place in zip(found, places, strict=True)]


def _cut(found: Sequence[Word], text: str, room: int) -> Iterator[list[Word]]:
    """Yield runs of at most `room` pieces, broken after the last sentence end of the second half, if any."""
    begin = 0
    if sum(len(w.pieces) for w in found) <= room:
        yield list(found)
        return
    while begin < len(found):
        size, at, good = 0, begin, 0
        while at < len(found) and size + len(found[at].pieces) <= room:
            size += len(found[at].pieces)
            at += 1
            if size > room // 2 and _ends_sentence(found, text, at - 1):
                good = at
        if at < len(found) and good:
            at = good
        yield list(found[begin:at])
        begin = at


def _ends_sentence(found: Sequence[Word], text: str, number: int) -> bool:
    word = found[number]
    if word.quote == CLOSING and number:
        return text[word.start - 1 : word.start] in tuple(SENTENCE_END)
    quoted = number + 1 < len(found) and found[number + 1].quote == CLOSING
    return text[word.start : word.end] in tuple(SENTENCE_END) and not quoted


def pack(text: str, paragraphs: Sequence[Sequence[Word]], *, lead: int = 0) -> list[list[list[Word]]]:
    """Return windows, each a list of paragraphs: whole ones while they fit, a long one cut at sentence ends.

    Args:
        text: The report's text.
        paragraphs: The words of each paragraph, in order.
        lead: Pieces that the first window must leave free (training shifts the windows with it).
    """
    windows: list[list[list[Word]]] = [[]]
    used = 1 + lead
    for paragraph in paragraphs:
        for run in _cut(paragraph, text, WINDOW - 2):
            size = sum(len(w.pieces) for w in run) + 1
            if used + size > WINDOW:
                windows.append([])
                used = 1
            windows[-1].append(run)
            used += size
    return [w for w in windows if w]


def window(runs: Sequence[Sequence[Word]], cls: int, sep: int) -> Window:
    """Return the arrays of one window made of `runs` (parts of paragraphs)."""
    every = [Word(0, 0, (cls,), NO_LETTER, OUTSIDE)]
    for run in runs:
        every += run
        every.append(Word(run[-1].end, run[-1].end, (sep,), NO_LETTER, OUTSIDE))
    starts, ends, spelt, case, quote = zip(*every, strict=True)
    sizes = np.fromiter(map(len, spelt), np.int64, len(every))
    last = np.cumsum(sizes)
    return Window(
        np.fromiter(chain.from_iterable(spelt), np.int64, int(last[-1])),
        np.repeat(np.array(case, np.int64), sizes),
        np.repeat(np.array(quote, np.int64), sizes),
        last - sizes,
        np.array(starts, np.int64),
        np.array(ends, np.int64),
    )
