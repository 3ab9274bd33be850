"""What an event's words say where they stand, as vectors: a small network reads each sentence.

"Was jailed for six and a half years" and "a court sentenced him to seven years" share no word and no sense of
one. The network, learned so that mentions of one event lie near each other (`training/encoder.py`), sees the
whole sentence of each. A story needs each sentence read once; pairs are then products of vectors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from twosource.lexicon import model
from twosource.mark import pieces
from twosource.mark.extractor import load_tokens, open_session
from twosource.records import Annotation, Telling
from twosource.spans import Span

WIDTH = 128
"""Numbers in the vector of an event."""

WEIGHTS = "events.onnx"
SHA256 = "0f656d546cd5b75550d3fbaeeae41f10b3d8a6cd2a967e873653589e95f0c230"
KNOWN = 4_000
"""Sentences whose vectors are kept: a story in a store is told anew with each report that comes."""

Vectors = NDArray[np.float32]
Head = tuple[tuple[int, int], ...]
"""The words of an event, by their places in the sentence ("taken to the streets" has two or three)."""


class Encoder:
    """A loaded network. What it makes of a sentence does not depend on what else is read."""

    def __init__(self, weights: bytes, tokens: pieces.Pieces) -> None:
        self._session = open_session(weights)
        self._tokens, self._ends = tokens, pieces.marks(tokens)
        self._read = lru_cache(maxsize=KNOWN)(self._read_sentence)

    def vectors(self, annotation: Annotation) -> Vectors:
        """Return a unit vector for each telling of a report, a row each, in their order.

        The product of two rows is how near two events are as told, -1..1. A row is 0 where nothing was read.
        """
        marks = annotation.marks
        found = np.zeros((len(marks.tellings), WIDTH), dtype=np.float32)
        told_in: dict[Span, list[int]] = defaultdict(list)
        for number, telling in enumerate(marks.tellings):
            if telling.head:
                told_in[_around(telling, marks.sentences)].append(number)
        for words, numbers in told_in.items():
            shifted = tuple(
                tuple((h.start - words.start, h.end - words.start) for h in marks.tellings[n].head)
                for n in numbers
            )
            found[numbers] = self._read(words.text, shifted)
        return found

    def _read_sentence(self, sentence: str, heads: tuple[Head, ...]) -> Vectors:
        """Return the vectors of the heads in a sentence, a row each; a long sentence is read in windows."""
        words = pieces.words(sentence, 0, len(sentence), self._tokens)
        found = np.zeros((len(heads), WIDTH), dtype=np.float32)
        for runs in pieces.pack(sentence, [words]):
            window = pieces.window(runs, *self._ends)
            first, last = runs[0][0].start, runs[-1][-1].end
            inside = [n for n, head in enumerate(heads) if first <= head[0][0] < last]
            if inside:
                member = _shares(window, [heads[n] for n in inside])
                (found[inside],) = self._session.run(
                    ["vectors"], {"pieces": window.pieces[None], "member": member}
                )
        return found


def _around(telling: Telling, sentences: Sequence[Span]) -> Span:
    """Return the sentence of a telling; what a title tells stands in none."""
    head = telling.head[0]
    if telling.sentence < len(sentences) and sentences[telling.sentence].holds(head):
        return sentences[telling.sentence]
    return telling.span if telling.span.holds(head) else head


def _shares(window: pieces.Window, heads: Sequence[Head]) -> Vectors:
    """Return which share of each head each piece of a window is, a row a head."""
    sizes = np.diff(window.first, append=len(window.pieces))
    member = np.zeros((len(heads), len(window.pieces)), dtype=np.float32)
    for row, head in enumerate(heads):
        met = np.zeros(len(sizes), dtype=np.bool_)
        for start, end in head:
            met |= (window.starts < end) & (window.ends > start) & (window.starts < window.ends)
        member[row] = np.repeat(met, sizes)
    member /= np.maximum(member.sum(axis=1, keepdims=True), 1.0)
    return member


@cache
def load_encoder() -> Encoder:
    """Return the network that ships with the package, loaded once a process.

    Raises:
        ModelError: it is missing, or not the one of this version.
    """
    return Encoder(model(WEIGHTS, SHA256), load_tokens())
