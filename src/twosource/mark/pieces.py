"""Text to the windows of word pieces that the attribution model reads, with two rule-made features a word.

Training and inference share this module, so that the model always sees what it was trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 192  # word pieces in a window at most, CLS and SEP included; linear time needs a cap
BLOCK = 100_000  # characters handed to the tokeniser at once
LOWER, TITLE, UPPER, NO_LETTER = range(4)
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
OPENERS, CLOSERS = "“„«", "”»"
SENTENCE_END = ".?!"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: its extent, its piece ids, its letter case and its place in the quotation marks."""

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


def tokenizer(vocabulary: Sequence[str]) -> Tokenizer:
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
    return made


def marks(tokens: Tokenizer) -> tuple[int, int]:
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
    places, double, single = [], False, False
    for number, (start, end) in enumerate(extents):
        mark = text[start:end]
        place = INSIDE if double or single else OUTSIDE
        if mark in OPENERS or (mark == '"' and not double):
            place, double = OPENING, True
        elif mark in CLOSERS or mark == '"':
            place, double = CLOSING, False
        elif mark in "‘'" and not double and not single and number < last_single and _opens(text, start, end):
            place, single = OPENING, True
        elif mark in "’'" and single and not text[end : end + 1].isalnum():
            place, single = CLOSING, False
        places.append(place)
    return places


def _opens(text: str, start: int, end: int) -> bool:
    return not text[max(0, start - 1) : start].strip("([—–-").strip() and text[end : end + 1].isalnum()


def _last_single_close(text: str, extents: Sequence[tuple[int, int]]) -> int:
    for number in range(len(extents) - 1, 0, -1):
        start, end = extents[number]
        if text[start:end] in ("’", "'") and text[start - 1 : start] in tuple(".,?!…"):
            return number
    return -1


def words(text: str, start: int, end: int, tokens: Tokenizer) -> list[Word]:
    """Return the words of one stretch of `text` (a paragraph), in order."""
    extents: list[tuple[int, int]] = []
    pieces: list[list[int]] = []
    for block in range(start, end, BLOCK):
        coded = tokens.encode(text[block : min(end, block + BLOCK)], add_special_tokens=False)
        last: int | None = -1
        for piece, number, (a, b) in zip(coded.ids, coded.word_ids, coded.offsets, strict=True):
            if number != last:
                extents.append((block + a, block + b))
                pieces.append([piece])
                last = number
            else:
                extents[-1] = (extents[-1][0], block + b)
                pieces[-1].append(piece)
    places = quote_places(text, extents)
    return [
        Word(a, b, tuple(p[: WINDOW // 4]), letter_case(text[a:b]), q)
        for (a, b), p, q in zip(extents, pieces, places, strict=True)
    ]


def _cut(found: Sequence[Word], text: str, room: int) -> Iterator[list[Word]]:
    """Yield runs of at most `room` pieces, broken after the last sentence end of the second half, if any."""
    begin = 0
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
    sizes = np.array([len(w.pieces) for w in every], dtype=np.int64)
    return Window(
        np.array([p for w in every for p in w.pieces], dtype=np.int64),
        np.repeat(np.array([w.case for w in every], dtype=np.int64), sizes),
        np.repeat(np.array([w.quote for w in every], dtype=np.int64), sizes),
        np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64),
        np.array([w.start for w in every], dtype=np.int64),
        np.array([w.end for w in every], dtype=np.int64),
    )
