"""The pairs of tellings that are worth comparing, found without comparing all with all.

A table of event words brings those together whose words are alike: the same lemma, one derived from the
other, a common sense, near vectors of the bare words. The vectors of the tellings (`encoder`) bring those
together that say alike things in other words. Each is compared with a bounded number of others either way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from twosource.link.encoder import Vectors
from twosource.link.events import Event, Story
from twosource.link.likeness import groups, nearness

NEAR_WORDS = 0.45
"""Cosine from which two event words are candidates, if they share neither lemma, sense nor group."""

MAX_PER_WORD = 40
"""Tellings of one event word that each is compared with (the last before it), so that the cost of a story
grows no faster than its size."""

NEAR_MEANING = 0.4
"""Product of vectors from which two tellings are candidates whatever their words."""

MAX_NEAR = 40
"""Nearest tellings that each is compared with for what it means."""

BLOCK = 2_000
"""Tellings compared all with all by one product of matrices."""

ORDERS = 4
"""Orders in which the tellings of a larger story are cut into blocks: near vectors lie near each other along
most directions, so that few pairs fall into different blocks each time."""


def candidates(story: Story) -> Iterator[tuple[int, int]]:
    """Yield the pairs of tellings (i < j) that may be of one event by their words or meaning, in order."""
    told = [i for i, event in enumerate(story.events) if event.telling.kind != "utterance"]
    yield from sorted({*_by_word(story, told), *_by_meaning(story, told)})


def _by_word(story: Story, told: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose event words are alike."""
    by_lemma: dict[str, list[int]] = defaultdict(list)
    for i in told:
        by_lemma[story.events[i].telling.lemma].append(i)
    lemmas = sorted(by_lemma)
    for x, one in enumerate(lemmas):
        first = story.events[by_lemma[one][0]]
        for other in lemmas[x:]:
            second = story.events[by_lemma[other][0]]
            if one == other or are_alike(first, second):
                yield from _cross(by_lemma[one], by_lemma[other])


def are_alike(a: Event, b: Event) -> bool:
    """Return whether two events' words are alike enough for their tellings to be compared."""
    one, other = a.telling.lemma, b.telling.lemma
    if a.word_class & b.word_class or a.senses & b.senses or groups(one) & groups(other):
        return True
    return nearness(one, other) >= NEAR_WORDS


def _cross(one: list[int], other: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two lists of tellings, each pair once, lower index first."""
    if one is other:
        for k, j in enumerate(one):
            yield from ((i, j) for i in one[max(0, k - MAX_PER_WORD) : k])
        return
    for i in one[:MAX_PER_WORD]:
        yield from ((min(i, j), max(i, j)) for j in other[:MAX_PER_WORD])


def _by_meaning(story: Story, told: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose vectors are near, of each telling the nearest ones."""
    if len(told) < 2:
        return
    places = np.array(told)
    vectors = np.stack([story.events[i].vector for i in told])
    for block in _blocks(vectors):
        near = vectors[block] @ vectors[block].T
        np.fill_diagonal(near, -1.0)
        if len(block) > MAX_NEAR:
            # The bound of each row is its nearest but so many; ties with it stay in.
            bound = np.partition(near, -MAX_NEAR, axis=1)[:, -MAX_NEAR][:, None]
            near[near < bound] = -1.0
        for i, j in zip(*np.nonzero(near >= NEAR_MEANING), strict=True):
            one, other = int(places[block[i]]), int(places[block[j]])
            yield min(one, other), max(one, other)


def _blocks(vectors: Vectors) -> Iterator[NDArray[np.intp]]:
    """Yield the rows that are compared with each other: all, or overlapping stretches of several orders."""
    if len(vectors) <= BLOCK:
        yield np.arange(len(vectors))
        return
    directions = np.random.default_rng(0).standard_normal((ORDERS, vectors.shape[1]), dtype=np.float32)
    for direction in directions:
        order = np.argsort(vectors @ direction, kind="stable")
        for start in range(0, len(order) - BLOCK // 2, BLOCK // 2):
            yield order[start : start + BLOCK]
