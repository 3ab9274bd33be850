"""Which tellings, within and across the reports of a story, are of one event, state or utterance.

Candidates come from a table of event words, so that only tellings whose words are alike meet: the same lemma,
one derived from the other, a common sense, near vectors. A logistic model scores a pair from the features of
`events.compare`; average-link clusters make the claims. Utterances are aligned apart, by speaker and wording.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from twosource.lexicon import table
from twosource.clusters import average_link
from twosource.link.events import FEATURES, PERSONS, Event, Story, compare, prepare
from twosource.link.likeness import are_opposed, groups, nearness
from twosource.link.support import is_dated_apart, is_supported, meet_by_parties, says_the_same
from twosource.records import Annotation, Telling

SAME_EVENT = 0.5
"""The mean score from which tellings are of one event. On ECB+ (folds of train by topic) BCubed precision is
.93 at .5 and .92 at .4; a false agreement costs more than a missed one."""

NEAR_WORDS = 0.45
"""Cosine from which two event words are candidates, if they share neither lemma, sense nor group."""

SUPPORTED = 0.6
"""The least score of two clauses with one event word that the rules of `support` let stand for one event."""

TWO_PARTIES = 0.7
"""The score of two tellings that share two named parties in their roles and a rare word."""

MAX_PER_WORD = 40
"""Tellings of one event word that each is compared with (the last before it), so that the cost of a story
grows no faster than its size."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The tellings of a story in groups of one claim each, as (report index, telling id), in text order.

    `scores` are the pair scores that joined them, by the tellings' positions in `Story.events`.
    """

    story: Story
    groups: tuple[tuple[int, ...], ...]
    scores: Mapping[tuple[int, int], float]


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    """Return the weights of the features in their order, and the constant."""
    rows = {row[0]: float(row[1]) for row in table("alignment_weights")}
    return tuple(rows[name] for name in FEATURES), rows["constant"]


def same_event(a: Event, b: Event, story: Story) -> float:
    """Return how likely two tellings that `is_possible` lets stand are of one event or state, 0..1.

    Source: logistic regression on ECB+ train, `training/alignment.py`.
    """
    if says_the_same(a, b):
        return 1.0
    weights, constant = _weights()
    total = constant + sum(w * x for w, x in zip(weights, compare(a, b, story), strict=True))
    score = 1 / (1 + math.exp(-total))
    if meet_by_parties(a, b, story):
        return max(score, TWO_PARTIES)
    both_tell = not a.telling.is_named and not b.telling.is_named
    return max(score, SUPPORTED) if both_tell and a.word_class & b.word_class else score


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
    scores = {
        (i, j): score
        for i, j in candidates(story)
        if is_possible(story.events[i], story.events[j], story)
        and (score := same_event(story.events[i], story.events[j], story)) > 0.1
    }
    return Alignment(story, _grouped(story, scores), scores)


def _grouped(story: Story, scores: Mapping[tuple[int, int], float]) -> tuple[tuple[int, ...], ...]:
    """Return the groups of tellings of one event: the clauses first, then what is only named.

    A named event ("the strike") goes to the one group of clauses that it fits best; it never joins two. By
    its few words it fits many, and would make one event of clauses that share nothing.
    """
    named = {i for i, event in enumerate(story.events) if event.telling.is_named}
    clauses = {pair: score for pair, score in scores.items() if not named & set(pair)}
    groups = [list(g) for g in average_link(len(story.events), clauses, SAME_EVENT) if g[0] not in named]
    home = {i: k for k, group in enumerate(groups) for i in group}
    sums: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for (i, j), score in scores.items():
        for one, other in ((i, j), (j, i)):
            if one in named and other in home:
                sums[one][home[other]] += score
    sizes = [len(group) for group in groups]
    left = []
    for i in sorted(named):
        fits = [(total / sizes[k], -k) for k, total in sums[i].items() if total / sizes[k] >= SAME_EVENT]
        if fits:
            groups[-max(fits)[1]].append(i)
        else:
            left.append(i)
    place = {i: k for k, i in enumerate(left)}
    rest = {(place[i], place[j]): s for (i, j), s in scores.items() if i in place and j in place}
    groups += [[left[k] for k in g] for g in average_link(len(left), rest, SAME_EVENT)]
    return tuple(sorted(tuple(sorted(group)) for group in groups))


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


def is_possible(a: Event, b: Event, story: Story) -> bool:
    """Return whether two tellings can be of one event at all.

    They can't be if only one is background by its time, if another named party acts or suffers in each, or if
    the parties' roles are swapped. Two clauses, moreover, must say something in common beside the event's
    word (`support`); an event that is only named ("the arrests") says too little to ask that of it.
    """
    s, t = a.telling, b.telling
    if s.is_background != t.is_background or are_opposed(s.lemma, t.lemma):
        return False
    if a.report == b.report and s.sentence == t.sentence:
        return s.lemma != t.lemma and s.is_named != t.is_named
    if a.report == b.report and _counts_otherwise(a, b):
        return False
    if _others(a.agents, b.agents) or _others(a.patients, b.patients):
        return False
    if _others(a.agents | a.patients, b.agents | b.patients) and _others(a.participants, b.participants):
        return False
    if a.particles != b.particles and a.particles and b.particles:
        return False
    if a.agents & b.patients and a.patients & b.agents and not a.agents & b.agents:
        return False
    if not a.word_class & b.word_class and _others(a.others, b.others):
        return False
    if _only_thought_of(s, t):
        return False
    if s.is_named and t.is_named and a.is_plural != b.is_plural:
        return False
    if s.is_named or t.is_named:
        return not is_dated_apart(a, b)
    return is_supported(a, b, story)


def _only_thought_of(a: Telling, b: Telling) -> bool:
    """Return whether one telling tells of an event and the other only wants it or holds it possible.

    "I can talk to him" is not the talk that was held, "new elections" are not last Sunday's. What is planned
    may be what another tells as done.
    """
    vague = {"possible", "demanded", "unknown"}
    return a.modality != b.modality and bool({a.modality, b.modality} & vague)


def _counts_otherwise(a: Event, b: Event) -> bool:
    """Return whether two tellings count the same thing and not the same number of it.

    Two outlets may differ about one event; one report that says "at least two protesters were killed" and
    "a protester was killed" speaks of two.
    """
    pairs = [(x, y) for x in a.figures for y in b.figures if x.counts is not None and x.counts == y.counts]
    return bool(pairs) and all(x.value != y.value for x, y in pairs)


def _others(a: frozenset[str], b: frozenset[str]) -> bool:
    """Return whether names fill a role in both tellings, and nobody is called the same in both."""
    return not (a & b) - {PERSONS} and _has_name(a) and _has_name(b)


def _has_name(keys: frozenset[str]) -> bool:
    """Return whether one of the participants is called by a name."""
    return any(key[:2] in {"P:", "N:"} for key in keys)
