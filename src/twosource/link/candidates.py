"""The pairs of tellings that are worth comparing, found without comparing all with all.

A table of event words brings those together whose words are alike: the same lemma, one derived from the
other, a common sense, near vectors of the bare words. Each is compared with a bounded number of others.
Looking for pairs of unlike words by the tellings' own vectors (`encoder`) found next to none that the model
is sure of, and cost as much again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from twosource.link.events import Event, Story
from twosource.link.exclusive import exclude
from twosource.link.likeness import groups, nearness

NEAR_WORDS = 0.45
"""Cosine from which two event words are candidates, if they share neither lemma, sense nor group."""

MAX_PER_WORD = 40
"""Tellings of one event word that each is compared with (the last before it), so that the cost of a story
grows no faster than its size."""


def candidates(story: Story) -> Iterator[tuple[int, int]]:
    """Yield the pairs of tellings (i < j) whose event words are alike enough to be compared."""
    by_lemma: dict[str, list[int]] = defaultdict(list)
    for i, event in enumerate(story.events):
        if event.telling.kind != "utterance":
            by_lemma[event.telling.lemma].append(i)
    lemmas = sorted(by_lemma)
    for x, one in enumerate(lemmas):
        first = story.events[by_lemma[one][0]]
        for other in lemmas[x:]:
            second = story.events[by_lemma[other][0]]
            if one == other or are_alike(first, second) or exclude(one, other):
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
