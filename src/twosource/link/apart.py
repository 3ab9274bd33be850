"""What shows that two tellings are of two events: other parties, opposite words, the first and the second."""

from __future__ import annotations

from collections.abc import Collection

from twosource.lexicon import words
from twosource.link.events import PERSONS, WITH, Event
from twosource.link.likeness import are_opposed, nearness
from twosource.link.timing import is_dated_apart, is_same_day
from twosource.mark.figure_counts import person_nouns
from twosource.records import Figure, Telling

WAYS = (
    (frozenset({"in", "into"}), frozenset({"out"})),
    (frozenset({"up"}), frozenset({"down"})),
    (frozenset({"on"}), frozenset({"off"})),
)
"""Words behind a verb that turn it into its opposite."""

SCALE = 500
"""How many times one count must be another for them not to be of one event: no toll grows by so much."""

AGES_APART = 1
"""Years by which two reports may differ about one person's age."""

UNLIKE = 0.4
"""Cosine of two common nouns below which they don't name one thing ("possession", "use")."""


def is_possible(a: Event, b: Event) -> bool:
    """Return whether two tellings can be of one event at all.

    They can't be if only one is background by its time, or if their words are opposites. Two clauses must be
    compatible, moreover. An event that is only named ("the arrests") says too little to ask that of it.
    """
    s, t = a.telling, b.telling
    if not (s.is_named or t.is_named):
        return is_compatible(a, b)
    if s.is_background != t.is_background or are_opposed(s.lemma, t.lemma) or _is_another(a, b):
        return False
    if (s.modality == "demanded") != (t.modality == "demanded"):
        return False  # "new elections" are not last Sunday's
    if {s.lemma, t.lemma} & words("weak_verbs") and not (a.participants & b.participants) - {PERSONS}:
        return False  # "to take place" is not "to take matters into his own hands"
    same = a.report == b.report and s.sentence == t.sentence and s.is_title == t.is_title
    return not (same and s.lemma == t.lemma) and not is_dated_apart(a, b)


def is_compatible(a: Event, b: Event) -> bool:
    """Return whether nothing in two clauses shows that they are of two events.

    Another named party that acts or suffers shows it, roles that are swapped, words of opposite meaning.
    """
    s, t = a.telling, b.telling
    if s.is_background != t.is_background or are_opposed(s.lemma, t.lemma) or _is_another(a, b):
        return False
    if a.report == b.report and (s.sentence == t.sentence or _counts_otherwise(a, b)):
        return False
    if _others(a.agents, b.agents) or _others(a.patients, b.patients):
        return False
    if _scales_apart(a, b) or _aged_apart(a, b) or _denied_of_another(a, b):
        return False
    if _others(a.agents | a.patients, b.agents | b.patients) and _others(a.participants, b.participants):
        return False
    if (a.particles != b.particles and a.particles and b.particles) or _go_apart(a, b):
        return False
    if a.agents & b.patients and a.patients & b.agents and not a.agents & b.agents:
        return False
    if not a.word_class & b.word_class and _others(a.others, b.others):
        return False
    return not _only_thought_of(s, t)


def _go_apart(a: Event, b: Event) -> bool:
    """Return whether one verb goes one way here and the other way there: "checked in", "checked out of"."""
    if a.telling.lemma != b.telling.lemma:
        return False
    one, other = (_ways(e) for e in (a, b))
    return any((one & x and other & y) or (one & y and other & x) for x, y in WAYS)


def _ways(event: Event) -> frozenset[str]:
    """Return the particles of a verb and the word behind it, lower case."""
    telling = event.telling
    if not telling.head or telling.is_named:
        return frozenset()
    behind = telling.span.text[max(0, telling.head[-1].end - telling.span.start) :].split(maxsplit=1)
    return event.particles | {word.lower() for word in behind[:1]}


def _is_another(a: Event, b: Event) -> bool:
    """Return whether the words before a noun of both show that they are two: "the first", "the new offer".

    "Another bus" is not "the bus", unless both tell of the same day.
    """
    shared = {key[2:] for key in a.participants & b.participants if key[:2] == "h:"}
    shared |= {a.telling.lemma} & {b.telling.lemma}
    for noun in sorted(shared):
        one, other = ({kind for head, kind in e.ranks if head == noun} for e in (a, b))
        if ("before" in one and "after" in other) or ("after" in one and "before" in other):
            return True
        is_again = "again" in one | other and not (one and other)
        if is_again and not is_same_day(a, b):
            return True
    return False


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


def _scales_apart(a: Event, b: Event) -> bool:
    """Return whether two tellings count persons or the same thing, and one many times what the other does.

    A war's "more than 150,000" dead are not the 14 of one day's attack; a toll that grows does so by less.
    """
    one, other = ([f for f in e.figures if f.value and f.unit is None and f.counts] for e in (a, b))
    pairs = [
        (x, y) for x in one for y in other if x.counts == y.counts or (_is_persons(x) and _is_persons(y))
    ]
    far = (max(x.value or 1, y.value or 1) >= SCALE * min(x.value or 1, y.value or 1) for x, y in pairs)
    return bool(pairs) and all(far)


def _aged_apart(a: Event, b: Event) -> bool:
    """Return whether those of whom two clauses tell are not of one age: "a man of 36", "a man of 32".

    Reports differ by a year about one child.
    """
    one, other = ([f.value for f in e.figures if f.counts == "age" and f.value is not None] for e in (a, b))
    return bool(one and other) and all(abs(x - y) > AGES_APART for x in one for y in other)


def _denied_of_another(a: Event, b: Event) -> bool:
    """Return whether one denies of a thing what the other tells of another: "holding it is no breach"."""
    if a.telling.polarity == b.telling.polarity or a.agents & b.agents:
        return False
    keys = a.agents | b.agents
    if not (a.agents and b.agents) or any(key[:2] != "h:" for key in keys):
        return False
    return all(nearness(x[2:], y[2:]) < UNLIKE for x in a.agents for y in b.agents)


def _is_persons(figure: Figure) -> bool:
    """Return whether a figure counts persons."""
    return figure.counts in person_nouns()


def _others(a: frozenset[str], b: frozenset[str]) -> bool:
    """Return whether names fill a role in both tellings, and nobody is called the same in both."""
    one, other = ({f"P:{key[2:]}" if key[:2] == WITH else key for key in keys - {PERSONS}} for keys in (a, b))
    return not one & other and _has_name(one) and _has_name(other)


def _has_name(keys: Collection[str]) -> bool:
    """Return whether one of the participants is called by a name."""
    return any(key[:2] in {"P:", "N:"} for key in keys)
