"""Which tellings, within and across the reports of a story, are of one event, state or utterance.

`candidates` finds the pairs that are worth comparing. A logistic model scores a pair from the features of
`events.compare`; average-link clusters make the claims. Utterances are aligned apart, by speaker and wording.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from twosource.clusters import average_link
from twosource.lexicon import table
from twosource.link.apart import is_compatible, is_possible
from twosource.link.candidates import are_alike, candidates
from twosource.link.events import FEATURES, Event, Story, compare, meaning, prepare
from twosource.link.exclusive import are_exclusive
from twosource.link.support import (
    count_alike,
    is_supported,
    may_be_one,
    meet_by_parties,
    says_the_same,
)
from twosource.records import Annotation

SAME_EVENT = 0.5
"""The mean score from which clauses are of one event; the rules of `support` have the last word. A false
agreement costs more than a missed one."""

SPEAKS_OF = 0.4
"""The mean score from which tellings speak of one event, whether they agree or not. On ECB+ (folds of train
by topic) BCubed F1 is .79 from .25 to .4; the highest is the most precise."""

SURE = 0.8
"""How likely two clauses must be of one event to agree by the model alone, or else to speak of one event. On
ECB+ dev 93 of 100 pairs that agree then are right, as by the rules of `support` alone."""

FAR = 0.3
"""Product of two clauses' vectors below which what they share ("is alive", "is 71") tells of two things."""

SUPPORTED = 0.6
"""The least score of two clauses with one event word that the rules of `support` let stand for one event."""

TWO_PARTIES = 0.7
"""The score of two tellings that share two named parties in their roles and a rare word."""

ONE_EVENT = 0.65
"""The mean score from which two agreements of several reports speak of one event. On ECB+ train anything from
.35 to .65 gives the same; it is the surest of these."""

MAX_SEED = 6
"""Clauses of an agreement that are compared with those of another."""

UNLIKELY = 0.1
"""The score up to which a pair counts as 0."""

Pair = tuple[int, int]
Weights = tuple[tuple[float, ...], float]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The tellings of a story in groups of one event each, by their positions in `Story.events`.

    `agreeing` has, for each group, those of its clauses that have enough in common to tell the same of the
    event; the others speak of it, and may tell something else. A group without a clause is only named.
    """

    story: Story
    groups: tuple[tuple[int, ...], ...]
    agreeing: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """How surely pairs of tellings (i < j) agree, and how likely they speak of one event at all, 0..1."""

    agree: Mapping[Pair, float]
    speak: Mapping[Pair, float]


@cache
def _weights() -> Weights:
    """Return the weights of the features in their order, and the constant."""
    rows = {row[0]: float(row[1]) for row in table("alignment_weights")}
    return tuple(rows[name] for name in FEATURES), rows["constant"]


def agreement(a: Event, b: Event, story: Story, likely: float) -> float:
    """Return how surely two compatible clauses tell the same of one event, 0..1; 0 if nothing says so.

    The model alone has to be sure, and nothing may stand against it (`may_be_one`). Short of that, the rules
    of `support` must find enough in common, and what both say must not be far apart.

    Args:
        a, b: clauses that `is_compatible` lets stand.
        story: theirs.
        likely: how likely they are of one event by the model.
    """
    if says_the_same(a, b):
        return 1.0
    if likely >= SURE and may_be_one(a, b, story):
        return likely
    if not is_supported(a, b, story):
        return 0.0
    if meet_by_parties(a, b, story):
        return max(likely, TWO_PARTIES)
    if meaning(a, b) < FAR and not count_alike(a, b):
        return 0.0
    return max(likely, SUPPORTED) if a.word_class & b.word_class else likely


def _likelihood(a: Event, b: Event, story: Story, weights: Weights) -> float:
    """Return how likely two tellings are of one event by the model alone.

    Source: logistic regression on ECB+ train, `training/alignment.py`.
    """
    each, constant = weights
    total = constant + sum(w * x for w, x in zip(each, compare(a, b, story), strict=True))
    return 1 / (1 + math.exp(-total))


def align(
    annotations: Sequence[Annotation], party_of: Mapping[tuple[str, str], str], named: Collection[str]
) -> Alignment:
    """Return the acts and states of a story's reports in groups of one event each.

    Args:
        annotations: the reports of one story, in a fixed order.
        party_of: the story party for each (report id, party id).
        named: the ids of the story parties known by name.
    """
    story = prepare(annotations, party_of, named)
    scores = pair_scores(story)
    clauses = agreeing_clauses(story, scores.agree)
    found = grouped(story, scores.speak, clauses)
    agreeing = {i: group for group in clauses for i in group}
    return Alignment(story, found, tuple(_core(group, agreeing, story) for group in found))


def agreeing_clauses(story: Story, scores: Mapping[Pair, float]) -> tuple[tuple[int, ...], ...]:
    """Return the groups of clauses that tell the same of one event."""
    named = {i for i, event in enumerate(story.events) if event.telling.is_named}
    return tuple(g for g in average_link(len(story.events), scores, SAME_EVENT) if g[0] not in named)


def _core(group: Sequence[int], agreeing: Mapping[int, tuple[int, ...]], story: Story) -> tuple[int, ...]:
    """Return the agreeing clauses that stand for a group, and those that tell the contrary of them.

    Of several agreements, that of most reports, of most clauses, first.
    """
    within = {agreeing[i] for i in group if i in agreeing}
    if not within:
        return tuple(group)
    best = min(within, key=lambda g: (-_reports(g, story), -len(g), g))
    core = set(best) & set(group)
    against = {
        i
        for i in group
        if i not in core and any(are_exclusive(story.events[i], story.events[j]) for j in core)
    }
    return tuple(sorted(core | against))


def _reports(group: Sequence[int], story: Story) -> int:
    """Return how many reports some tellings stand in."""
    return len({story.events[i].report for i in group})


def pair_scores(story: Story, weights: Weights | None = None) -> Scores:
    """Return the scores of the pairs of tellings that may be of one event, those above `UNLIKELY`.

    Args:
        story: the tellings.
        weights: those of another training than the one that ships.
    """
    agree: dict[Pair, float] = {}
    speak: dict[Pair, float] = {}
    for i, j in candidates(story):
        a, b = story.events[i], story.events[j]
        if are_exclusive(a, b):
            speak[i, j] = 1.0
        if not is_possible(a, b):
            continue
        likely = _likelihood(a, b, story, weights or _weights())
        if a.telling.is_named or b.telling.is_named:
            if likely > UNLIKELY:
                speak[i, j] = likely
            continue
        sure = agreement(a, b, story, likely)
        if sure > UNLIKELY:
            agree[i, j] = sure
        if sure > UNLIKELY or likely >= SURE:
            speak[i, j] = max(sure, likely)
    return Scores(agree, speak)


def grouped(
    story: Story,
    scores: Mapping[Pair, float],
    clauses: Sequence[tuple[int, ...]],
    threshold: float = SPEAKS_OF,
) -> tuple[tuple[int, ...], ...]:
    """Return the groups of tellings that speak of one event.

    Clauses that agree are of one event. What is only named ("the strike", a title) brings clauses together
    that have too little in common to agree, but never two agreements of several reports: each of these is a
    claim of its own.
    """
    home = {i: k for k, group in enumerate(clauses) for i in group}
    joined = dict(scores)
    for group in clauses:
        joined.update({(i, j): 1.0 for n, j in enumerate(group) for i in group[:n]})
    parts: list[list[int]] = []
    for group in average_link(len(story.events), joined, threshold):
        found = {home[i] for i in group if i in home}
        seeds = [[i for i in group if home.get(i) == k] for k in sorted(found)]
        seeds = [seed for seed in seeds if _reports(seed, story) > 1]
        parts += _apart(group, _joined(seeds, story), joined)
    return tuple(sorted(tuple(sorted(part)) for part in parts))


def _joined(seeds: Sequence[list[int]], story: Story) -> list[list[int]]:
    """Return agreements, those joined that speak of one event though they don't agree."""
    made: list[list[int]] = []
    for seed in seeds:
        near = next((one for one in made if _speak_of_one(one, seed, story)), None)
        if near is not None:
            near += seed
        else:
            made.append(list(seed))
    return made


def _speak_of_one(one: Sequence[int], other: Sequence[int], story: Story) -> bool:
    """Return whether two agreements are all but surely on one event: compatible, and likely by the model."""
    pairs = [
        (story.events[min(i, j)], story.events[max(i, j)]) for i in one[:MAX_SEED] for j in other[:MAX_SEED]
    ]
    apart = [(a, b) for a, b in pairs if a.report != b.report]
    if apart and all(are_exclusive(a, b) for a, b in apart):
        return True
    if not all(is_compatible(a, b) for a, b in apart):
        return False
    likely = (_likelihood(a, b, story, _weights()) if are_alike(a, b) else 0.0 for a, b in pairs)
    return sum(likely) >= ONE_EVENT * len(pairs)


def _apart(
    group: Sequence[int], seeds: Sequence[list[int]], scores: Mapping[tuple[int, int], float]
) -> list[list[int]]:
    """Return a group in a part for each agreement, the other tellings with the one they fit best."""
    if len(seeds) < 2:
        return [list(group)]
    parts = [list(seed) for seed in seeds]
    held = {i for seed in seeds for i in seed}
    for i in group:
        if i not in held:
            fits = [sum(scores.get((min(i, j), max(i, j)), 0.0) for j in seed) / len(seed) for seed in seeds]
            parts[max(range(len(seeds)), key=lambda k: (fits[k], -k))].append(i)
    return parts
