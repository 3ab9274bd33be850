"""What an event's words say where they stand, as vectors: a small network reads each sentence.

"Was jailed for six and a half years" and "a court sentenced him to seven years" share no word and no sense of
one. The network, learned so that mentions of one event lie near each other (`training/encoder.py`), sees the
whole sentence of each. A story needs each sentence read once; pairs are then products of vectors.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from twosource.errors import ModelError
from twosource.mark import pieces
from twosource.mark.extractor import VOCABULARY, open_session
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

    def __init__(self, weights: bytes, vocabulary: str) -> None:
        self._session = open_session(weights)
        self._tokens = pieces.tokenizer(vocabulary.split("\n")[:-1])
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
        for run in _windows(words):
            first, last = run[0].start, run[-1].end
            inside = [n for n, head in enumerate(heads) if first <= head[0][0] < last]
            if inside:
                ids, member = _input(run, [heads[n] for n in inside], pieces.marks(self._tokens))
                (found[inside],) = self._session.run(["vectors"], {"pieces": ids[None], "member": member})
        return found


def _around(telling: Telling, sentences: Sequence[Span]) -> Span:
    """Return the sentence of a telling; what a title tells stands in none."""
    head = telling.head[0]
    if telling.sentence < len(sentences) and sentences[telling.sentence].holds(head):
        return sentences[telling.sentence]
    return telling.span if telling.span.holds(head) else head


def _windows(words: Sequence[pieces.Word]) -> list[list[pieces.Word]]:
    """Return the words in runs that the network can read at once."""
    runs: list[list[pieces.Word]] = []
    room = 0
    for word in words:
        if len(word.pieces) > room:
            runs.append([])
            room = pieces.WINDOW - 2
        runs[-1].append(word)
        room -= len(word.pieces)
    return runs


def _input(
    run: Sequence[pieces.Word], heads: Sequence[Head], ends: tuple[int, int]
) -> tuple[NDArray[np.int64], Vectors]:
    """Return the piece ids of a window, and which share of each head each of its pieces is."""
    ids, whose = [ends[0]], [-1]
    for number, word in enumerate(run):
        ids += word.pieces
        whose += [number] * len(word.pieces)
    ids.append(ends[1])
    whose.append(-1)
    member = np.zeros((len(heads), len(ids)), dtype=np.float32)
    for row, head in enumerate(heads):
        for at, number in enumerate(whose):
            if number >= 0 and any(
                run[number].start < end and run[number].end > start for start, end in head
            ):
                member[row, at] = 1.0
    total = member.sum(axis=1, keepdims=True)
    return np.array(ids, dtype=np.int64), member / np.maximum(total, 1.0)


@cache
def load_encoder() -> Encoder:
    """Return the network that ships with the package, loaded once a process.

    Raises:
        ModelError: it is missing, or not the one of this version.
    """
    folder = resources.files("twosource.lexicon").joinpath("models")
    file = folder.joinpath(WEIGHTS)
    if not file.is_file():
        raise ModelError("no_model", WEIGHTS, "the package has no event model", "Install the package anew.")
    weights = file.read_bytes()
    if hashlib.sha256(weights).hexdigest() != SHA256:
        raise ModelError(
            "bad_model", WEIGHTS, "it is not the one of this version", "Install the package anew."
        )
    return Encoder(weights, folder.joinpath(VOCABULARY).read_text(encoding="utf-8"))
