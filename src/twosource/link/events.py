"""Tellings made ready for comparison: what an event is called, who takes part, and the words around it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from twosource.lexicon import table, words
from twosource.link.encoder import Encoder, Vectors, load_encoder
from twosource.link.likeness import groups, nearness, senses, word_class
from twosource.link.markers import peoples, plurals, ranks
from twosource.mark.figure_counts import person_nouns
from twosource.mark.figure_numbers import read_number
from twosource.records import Annotation, Argument, Figure, Telling, Time

WORD = re.compile(r"[^\W_]+")
LONGEST_PARTICLE = 5
"""Letters of the longest particle of a phrasal verb ("apart"); longer words of a head are its event noun."""

OURS = frozenset({"we", "us"})
WITH = "W:"
"""What the key of a participant begins with that is a group with this party in it: "we" in a quotation. It
tells one speaker's from another's, and says next to nothing of who they are."""

PERSONS = "persons"
"""The key of a participant that is a number of persons, whatever they are called."""

STOP = words("stop_words")
PRONOUNS = frozenset(row[0] for row in table("stop_words") if len(row) > 1)


@dataclass(frozen=True, slots=True)
class Event:
    """A telling with what its comparison needs.

    `report` is the index of its report in the story. `agents`, `patients`, `places` and `others` are keys of
    participants: `P:` and a story party's id, or `h:` and a head word. `context` are the content words of its
    sentence without the head. `vector` is what the telling says where it stands (`encoder`). `ranks` and
    `plurals` are what the words say of which and how many its nouns are (`markers`).
    """

    report: int
    telling: Telling
    word_class: frozenset[str]
    senses: frozenset[str]
    agents: frozenset[str]
    patients: frozenset[str]
    places: frozenset[str]
    others: frozenset[str]
    context: frozenset[str]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    vector: Vectors = field(compare=False, repr=False)
    ranks: frozenset[tuple[str, str]] = frozenset()
    plurals: frozenset[str] = frozenset()

    @property
    def particles(self) -> frozenset[str]:
        """The words of a verb's head beside the verb ("up" in "pulled up")."""
        # An idiom's lemma ("resign") holds the particle already ("step down").
        is_plain = self.telling.head and self.telling.head[0].text.lower()[:3] == self.telling.lemma[:3]
        heads = self.telling.head[1:] if is_plain and not self.telling.is_named else ()
        return frozenset(span.text.lower() for span in heads if len(span.text) <= LONGEST_PARTICLE)

    @property
    def participants(self) -> frozenset[str]:
        """All participants, whatever their role."""
        return self.agents | self.patients | self.places | self.others


@dataclass(frozen=True, slots=True)
class Story:
    """The events of a story, how much a word tells apart there, and how often words stand.

    `head_of` is the head word by which a party (its key) was last called; `sentences` is their number. `told`
    counts, by report, class or group of words and participant, the clauses that tell of such an act now.
    """

    events: tuple[Event, ...]
    weight: Mapping[str, float]
    per_class: Mapping[str, int]
    per_word: Mapping[str, int]
    head_of: Mapping[str, str]
    sentences: int
    reports: int
    told: Mapping[tuple[int, str, str], int]


def prepare(
    annotations: Sequence[Annotation],
    party_of: Mapping[tuple[str, str], str],
    named: Collection[str],
    encoder: Encoder | None = None,
) -> Story:
    """Return the events of a story's reports, in the order of the reports and of their texts.

    Args:
        annotations: the reports of one story.
        party_of: the story party for each (report id, party id).
        named: the ids of the story parties that are known by name. Only these identify a participant; one
            known by description alone may be another in each report.
        encoder: that of another training than the one that ships.
    """
    encoder = encoder or load_encoder()
    events: list[Event] = []
    seen: Counter[str] = Counter()
    sentences = 0
    for number, annotation in enumerate(annotations):
        bags = [_content(span.text) for span in annotation.marks.sentences]
        for bag in bags:
            seen.update(bag)
        sentences += len(bags)
        one = Lookups.of(annotation, party_of, named)
        rows = encoder.vectors(annotation)
        for telling, vector in zip(annotation.marks.tellings, rows, strict=True):
            around = bags[telling.sentence] if bags else set()
            events.append(_event(number, telling, one, around, vector))
    heads = {
        f"P:{party_of[annotation.report.id, argument.party]}": argument.head
        for annotation in annotations
        for telling in annotation.marks.tellings
        for argument in telling.arguments
        if argument.party is not None and (annotation.report.id, argument.party) in party_of
    }
    read = sum(bool(annotation.marks.sentences) for annotation in annotations)
    weight = {word: math.log((sentences + 1) / count) for word, count in seen.items()}
    per_class = Counter(name for event in events for name in event.word_class)
    told = Counter(
        (event.report, kind, key)
        for event in events
        if event.telling.kind == "act" and not (event.telling.is_named or event.telling.is_background)
        for kind in event.word_class | groups(event.telling.lemma)
        for key in event.agents | event.patients
    )
    return Story(tuple(events), weight, per_class, seen, heads, sentences, max(1, read), told)


@dataclass(frozen=True, slots=True)
class Lookups:
    """What a report's tellings are looked up in: its times, figures, speakers, parties of the story."""

    report: str
    times: Mapping[str, Time]
    figures: Mapping[str, Figure]
    speakers: Mapping[str, str | None]
    starts: frozenset[int]
    party_of: Mapping[tuple[str, str], str]
    named: Collection[str]

    @classmethod
    def of(
        cls, annotation: Annotation, party_of: Mapping[tuple[str, str], str], named: Collection[str]
    ) -> Lookups:
        """Return those of a report."""
        marks = annotation.marks
        return cls(
            annotation.report.id,
            {time.id: time for time in marks.times},
            {figure.id: figure for figure in marks.figures},
            {a.id: a.speaker for a in marks.attributions},
            frozenset(span.start for span in marks.sentences),
            party_of,
            named,
        )


def _event(number: int, telling: Telling, one: Lookups, around: set[str], vector: Vectors) -> Event:
    """Return a telling with what its comparison needs."""
    head = {w.lower() for span in telling.head for w in WORD.findall(span.text)}
    own = tuple(one.figures[i] for i in telling.figures)
    return Event(
        number,
        telling,
        word_class(telling.lemma),
        senses(telling.lemma),
        *_participants(telling, one, own),
        frozenset(around - head),
        tuple(one.times[i] for i in telling.times),
        own,
        vector,
        ranks(telling),
        plurals(telling),
    )


def _content(text: str) -> set[str]:
    """Return the content words of a sentence, lower case."""
    return {w for w in (m.group().lower() for m in WORD.finditer(text)) if w not in STOP and len(w) > 1}


def _is_name(argument: Argument, starts: frozenset[int]) -> bool:
    """Return whether a participant is called by a name that no party was made of.

    A capital at the beginning of a sentence shows nothing; a second capital does.
    """
    capitals = [w for w in WORD.findall(argument.span.text) if w[0].isupper()]
    said = any(w.lower() == argument.head for w in capitals)
    return said and (len(capitals) > 1 or argument.span.start not in starts)


@lru_cache(maxsize=10_000)
def _is_number(word: str) -> bool:
    """Return whether a word is a number, which says of itself not who they are ("the eleven", "12")."""
    found = read_number(word, 0)
    return found is not None and found.kind in {"digits", "words"} and found.end == len(word)


def _participants(
    telling: Telling, one: Lookups, figures: Sequence[Figure]
) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Return the keys of agents, patients, places and other participants."""
    by_role: dict[str, set[str]] = {"agent": set(), "patient": set(), "place": set(), "about": set()}
    for argument in telling.arguments:
        role = argument.role if argument.role in by_role else "about"
        party = one.party_of.get((one.report, argument.party or ""))
        we = argument.head in OURS and bool(telling.attributions)
        if we or (argument.head in {"i", "me"} and telling.attributions):
            # In a quotation "I" is its speaker, and "we" are others with him.
            party = one.party_of.get((one.report, one.speakers.get(telling.attributions[-1]) or ""))
        if party in one.named:
            by_role[role].add(f"{WITH if we else 'P:'}{party}")
        elif argument.head in peoples():
            by_role[role].add(PERSONS)
        elif argument.head not in PRONOUNS and _is_name(argument, one.starts):
            by_role[role].add("N:" + argument.head)
        if argument.head not in PRONOUNS and argument.head.isalnum() and not _is_number(argument.head):
            by_role[role].add("h:" + argument.head)
        for figure in figures:
            if figure.counts and figure.span.meets(argument.span):
                by_role[role].add(
                    f"h:aged {figure.value}" if figure.counts == "age" else "h:" + figure.counts
                )
        if any(key[2:] in person_nouns() for key in by_role[role] if key.startswith("h:")):
            by_role[role].add(PERSONS)
    if telling.kind == "state":
        # Who "is dead" is who "has died".
        by_role["patient"] |= by_role["agent"]
    return (
        frozenset(by_role["agent"]),
        frozenset(by_role["patient"]),
        frozenset(by_role["place"]),
        frozenset(by_role["about"]),
    )


FEATURES = (
    "same_lemma", "same_class", "same_group", "shared_senses", "nearness", "both_nouns", "one_noun",
    "agent_same", "agent_near", "agent_other", "patient_same", "patient_near", "patient_other",
    "place_same", "place_other", "role_swapped", "participants_shared", "context", "context_shared",
    "number_same", "number_other", "time_same", "time_other", "same_report", "distance", "both_leads",
    "rarity", "senses_few", "polarity_other", "modality_other", "is_light", "one_utterance", "both_main",
    "meaning",
)  # fmt: skip
"""The names of the features of a pair of events, in the order of `compare`."""


def compare(a: Event, b: Event, story: Story) -> tuple[float, ...]:
    """Return the features of a pair of events: 0..1, but `context_shared` and `rarity` are logarithms."""
    s, t = a.telling, b.telling
    shared_sense = len(a.senses & b.senses)
    noun_a, noun_b = not s.is_main and len(a.word_class) > 1, not t.is_main and len(b.word_class) > 1
    shared = a.participants & b.participants
    lean = min(len(a.participants), len(b.participants))
    context, mass = context_overlap(a, b, story)
    numbers = _numbers(a, b)
    times = _times(a, b)
    frequency = min(
        max(story.per_class.get(n, 0) for n in a.word_class),
        max(story.per_class.get(n, 0) for n in b.word_class),
    )
    return (
        float(s.lemma == t.lemma),
        float(bool(a.word_class & b.word_class)),
        float(bool(groups(s.lemma) & groups(t.lemma))),
        min(1.0, shared_sense / 2),
        nearness(s.lemma, t.lemma),
        float(noun_a and noun_b),
        float(noun_a != noun_b),
        *_role(a.agents, b.agents),
        *_role(a.patients, b.patients),
        float(bool(a.places & b.places)),
        float(bool(a.places and b.places and not a.places & b.places)),
        float(bool(a.agents & b.patients or a.patients & b.agents) and not a.agents & b.agents),
        len(shared) / lean if lean else 0.0,
        context,
        math.log1p(mass),
        *numbers,
        *times,
        float(a.report == b.report),
        min(1.0, abs(s.sentence - t.sentence) / 10),
        float(s.sentence <= 1 and t.sentence <= 1),
        math.log1p(frequency / story.reports),
        1 / (1 + max(len(a.senses), len(b.senses))),
        float(s.polarity != t.polarity),
        float(s.modality != t.modality),
        float(s.lemma in words("light_verbs") or t.lemma in words("light_verbs")),
        float((s.kind == "utterance") != (t.kind == "utterance")),
        float(s.is_main and t.is_main),
        meaning(a, b),
    )


def meaning(a: Event, b: Event) -> float:
    """Return how near two events are as told, -1..1: the product of their vectors, to four digits."""
    return round(float(np.dot(a.vector, b.vector)), 4)


def _role(a: frozenset[str], b: frozenset[str]) -> tuple[float, float, float]:
    """Return whether one role is filled by the same, how near its fillers are, whether by others."""
    if not a or not b:
        return 0.0, 0.0, 0.0
    if a & b:
        return 1.0, 1.0, 0.0
    near = max(
        (nearness(x[2:], y[2:]) for x in a for y in b if x.startswith("h:") and y.startswith("h:")),
        default=0.0,
    )
    return 0.0, near, 1.0


def context_overlap(a: Event, b: Event, story: Story) -> tuple[float, float]:
    """Return the weighted overlap of the words around two events, 0..1, and the weight that is shared."""
    weight = story.weight
    shared = sum(weight.get(w, 0.0) for w in a.context & b.context)
    lean = min(sum(weight.get(w, 0.0) for w in a.context), sum(weight.get(w, 0.0) for w in b.context))
    return (shared / lean if lean else 0.0), shared


def _numbers(a: Event, b: Event) -> tuple[float, float]:
    """Return whether two events share a number, and whether they count the same thing differently."""
    same = other = 0.0
    for x in a.figures:
        for y in b.figures:
            if x.value is not None and x.value == y.value and x.unit == y.unit:
                same = 1.0
            elif x.counts is not None and x.counts == y.counts:
                other = 1.0
    return same, other * (1 - same)


def _times(a: Event, b: Event) -> tuple[float, float]:
    """Return whether two events bear the same time value, and whether they bear others only."""
    x, y = {t.value for t in a.times}, {t.value for t in b.times}
    if not x or not y:
        return 0.0, 0.0
    return (1.0, 0.0) if x & y else (0.0, 1.0)
