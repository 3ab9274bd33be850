"""From the model's scores over a window's words to attributions: best tags, then content to cue to source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from twosource.mark.pieces import Window

Extent = tuple[int, int]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Tags = NDArray[np.intp]
NONE, SOURCE, CUE, CONTENT = 0, 1, 3, 5  # a role's first tag; the next one continues it
OPEN_BONUS = 0.8  # added to the score of opening a span: above 0 finds more of them
LEAST = 0.05  # the least score with which an attribution counts
LOOSE = 0.15  # the least share of the votes with which a content belongs to a cue
FRESH = 0.02  # the least probability with which a word that the tagger passed over becomes a cue or a source


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """An attribution as the model reads it: extents in code points, half-open, and a confidence of 0 to 1."""

    content: tuple[Extent, ...]
    cue: tuple[Extent, ...]
    source: tuple[Extent, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The model's output for one window of W words: tags (W, 7), pointers (W, W), transitions (7, 7)."""

    tags: Floats
    to_cue: Floats
    to_source: Floats
    transitions: Floats


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to `last` (not included) of a window with one role; how probable the role is there."""

    role: int
    first: int
    last: int
    sure: float


def best_tags(scores: Sequence[Scores]) -> list[tuple[Tags, Floats]]:
    """Return for each window the best tag sequence, and each word's probability of each role (W, 4).

    All windows step together. Source: Viterbi 1967; forward and backward sums as in Lafferty et al. 2001.
    """
    steps = scores[0].transitions
    sizes = [len(s.tags) for s in scores]
    given = np.zeros((max(sizes), 2, len(scores), steps.shape[0]), dtype=np.float32)
    for number, one in enumerate(scores):
        opened = one.tags.copy()
        opened[:, SOURCE::2] += OPEN_BONUS
        given[: sizes[number], 0, number] = opened
        given[: sizes[number], 1, number] = opened[::-1]
    chance = np.exp(given - given.max(axis=3, keepdims=True), dtype=np.float64)
    sums = _sums(chance, steps)
    found = []
    for number, path in enumerate(_paths(given[:, 0], steps, sizes)):
        size = len(path)
        left, right = sums[:size, 0, number], sums[:size, 1, number][::-1]
        share = left * right / np.maximum(chance[:size, 0, number], 1e-30)
        share /= share.sum(axis=1, keepdims=True) + 1e-300
        share[:, 1::2] += share[:, 2::2]  # a role's probability is that of its two tags
        found.append((path, share[:, [NONE, SOURCE, CUE, CONTENT]].astype(np.float32)))
    return found


def _paths(given: Floats, steps: Floats, sizes: Sequence[int]) -> list[Tags]:
    best = given.copy()
    for before, now in pairwise(best):
        now += np.add(before[:, :, None], steps).max(axis=1)
    back = (best[:-1, :, :, None] + steps).argmax(axis=2).tolist()
    paths = []
    for number, size in enumerate(sizes):
        tag = int(best[size - 1][number].argmax())
        path = [tag]
        for at in range(size - 2, -1, -1):
            tag = back[at][number][tag]
            path.append(tag)
        paths.append(np.array(path[::-1], dtype=np.intp))
    return paths


def _sums(chance: Doubles, steps: Floats) -> Doubles:
    """Return the forward sums of chance[:, 0] and of chance[:, 1], which runs from the end of each window.

    They are scaled now and then: 16 steps stay far within the range of 64 bits.
    """
    made = np.empty_like(chance)
    made[0] = last = chance[0]
    there = np.exp(steps.astype(np.float64))
    grown = np.stack([there, there.T])
    for at in range(1, len(chance)):
        last = np.matmul(last, grown) * chance[at]
        if at % 16 == 0:
            last /= last.sum(axis=2, keepdims=True) + 1e-300
        made[at] = last
    return made


def spans(path: Tags, roles: Floats) -> list[Span]:
    """Return the spans of a tag sequence, in order."""
    found: list[Span] = []
    begin = 0
    tags = [*path.tolist(), NONE]
    until = np.cumsum(roles, axis=0, dtype=np.float64).tolist()
    for at, tag in enumerate(tags):
        inside = at > 0 and tags[at - 1] != NONE
        if inside and not (tag != NONE and tag % 2 == 0):
            role = tags[begin]
            column = (role + 1) // 2
            sure = until[at - 1][column] - (until[begin - 1][column] if begin else 0.0)
            found.append(Span(role, begin, at, min(1.0, sure / (at - begin))))
        if tag % 2 == 1:
            begin = at
    return found


def attributions(window: Window, scores: Scores, path: Tags, roles: Floats) -> list[RawAttribution]:
    """Return a window's attributions: each content goes to its best cue, each cue takes its best source."""
    found = spans(path, roles)
    cues = [s for s in found if s.role == CUE]
    sources = [s for s in found if s.role == SOURCE]
    owned: dict[Span | None, list[tuple[Span, float]]] = {}
    for content in (s for s in found if s.role == CONTENT):
        votes = _share(scores.to_cue[content.first : content.last]).mean(axis=0)
        cue, chance = _pointed(votes, cues, roles, CUE)
        if chance < LOOSE:
            continue
        if cue and cue not in cues:
            cues.append(cue)
        owned.setdefault(cue, []).append((content, chance))
    made = []
    for cue, contents in owned.items():
        if cue is None:
            made += [_made(window, [c], None, None) for c in contents]
        else:
            source = _pointed(_share(scores.to_source[cue.first]), sources, roles, SOURCE)[0]
            made.append(_made(window, contents, cue, source))
    return sorted((a for a in made if a.score >= LEAST), key=lambda a: (a.content, a.cue))


def _share(values: Floats) -> Floats:
    made: Floats = np.exp(values - values.max(axis=-1, keepdims=True))
    made /= made.sum(axis=-1, keepdims=True)
    return made


def _pointed(votes: Floats, known: Sequence[Span], roles: Floats, role: int) -> tuple[Span | None, float]:
    """Return the span that the votes point at, None for no span (word 0), with its share of the votes.

    A word outside the spans of the best tag sequence may win: the tagger missed it, the pointer did not.
    """
    options: list[tuple[float, Span | None]] = [(float(votes[0]), None)]
    until = np.cumsum(votes, dtype=np.float64).tolist()
    rest = votes.copy()
    rest[0] = 0.0
    for span in known:
        options.append((until[span.last - 1] - until[span.first - 1], span))
        rest[span.first : span.last] = 0.0
    at = int(rest.argmax())
    column = (role + 1) // 2
    if roles[at, column] >= FRESH:
        last = at + 1
        likely = min(0.5, float(roles[at, column]) / 2)  # a missed span is improbable as a whole
        while last < len(votes) and roles[last, column] >= likely:
            last += 1
        options.append((float(rest[at]), Span(role, at, last, float(roles[at:last, column].mean()))))
    best = max(options, key=lambda o: o[0])
    return best[1], best[0]


def _made(
    window: Window, contents: Sequence[tuple[Span, float]], cue: Span | None, source: Span | None
) -> RawAttribution:
    def extents(chosen: Sequence[Span]) -> tuple[Extent, ...]:
        return tuple((int(window.starts[s.first]), int(window.ends[s.last - 1])) for s in chosen)

    sure = float(np.mean([s.sure * p for s, p in contents])) * (cue.sure if cue else 0.5)
    return RawAttribution(
        extents([s for s, _ in contents]),
        extents([cue] if cue else []),
        extents([source] if source else []),
        round(min(1.0, max(0.0, sure)), 4),
    )
