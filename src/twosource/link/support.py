"""What speaks for two clauses being of one event, beside their event word.

"The mayor accused protesters" and "the mayor accused a newspaper" share a word and an agent, and are two
events; "police arrested 20 people" and "officers detained 20 protesters" are one. Whoever is in every
sentence of a story (the mayor, the planets) tells its events least apart, so a participant counts by how rare
it is there.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from twosource.lexicon import table, words
from twosource.link.events import PERSONS, STOP, WITH, WORD, Event, Story, context_overlap
from twosource.link.likeness import groups, nearness
from twosource.link.markers import modifiers, peoples
from twosource.link.timing import is_dated_apart, is_same_day
from twosource.mark.figure_counts import kinds_apart, person_kinds, person_nouns
from twosource.records import Figure, Telling

COMMON = 0.2
"""The share of a story's sentences from which a word counts for nothing; a word that each report has twice
counts fully. Between, its weight falls in a straight line."""

ENOUGH = 0.5
"""Weight that clauses with the same event word must have in common; synonyms need twice, others thrice."""

CONTEXT = 0.2
"""The share of the weight of the words around two events, of the fewer, that must be common to both for the
model alone to take them for one."""

FEW_WORDS = 5
"""Content words of a clause from which it is the same as one that has them all."""

SAME_SHARE, SAME_WORDS = 0.8, 6
"""The share of content words in common, of at least so many, from which two sentences are nearly the same."""


NEAR = 0.45
"""Cosine of the vectors of two words from which they may say the same of a thing."""

TIMES = 2
"""How many times one count must be another for them to need more in common than what is counted."""

FEW = 10
"""Number from which it is not by chance that two clauses have the same one."""

EARLY = 3
"""Sentences at the beginning of a report that tell its main event."""


Role = Literal["agents", "patients"]
ROLES: tuple[Role, Role] = ("agents", "patients")


def is_supported(a: Event, b: Event, story: Story) -> bool:
    """Return whether two clauses have enough in common, beside their event word, to tell of one event."""
    if says_the_same(a, b):
        return True
    if _patients_differ(a, b) or {a.telling.lemma, b.telling.lemma} & _empty_verbs():
        return False
    weak = a.telling.lemma in words("weak_verbs") or b.telling.lemma in words("weak_verbs")
    patient = _weight(_same(a, b, "patients"), story)
    agent = _weight(_same(a, b, "agents"), story)
    rest = _weight((a.places | a.others) & (b.places | b.others), story)
    number = float(any(_is_one_number(x, y) for x in a.figures for y in b.figures))
    common = agent + patient + number + min(1.0, rest)
    if weak:
        return (agent >= ENOUGH and patient >= ENOUGH) or _meet_twice(a, b, story)
    if is_dated_apart(a, b):
        return common >= 4 * ENOUGH
    if _are_two(a, b, story):
        return False
    if _meet_once(a, b, story):
        return True
    if a.telling.polarity != b.telling.polarity:
        return common >= 2 * ENOUGH
    if a.word_class & b.word_class:
        if _is_intransitive_once(a, b) and agent == common:
            return False
        return common + _persons(a, b, story) >= ENOUGH or (common > 0 and _is_rare_word(a, b, story))
    if meet_by_parties(a, b, story):
        return True
    if groups(a.telling.lemma) & groups(b.telling.lemma):
        return common + _persons(a, b, story) >= 2 * ENOUGH
    # Words that are only near say too little: "hit 20 homes", "robbed 20 homes".
    return agent > 0 and common >= 3 * ENOUGH


def may_be_one(a: Event, b: Event, story: Story) -> bool:
    """Return whether two clauses that the model alone takes for one event may be it.

    Some of the words around are the same, their times meet, and it befell no others. A verb of little meaning
    says too little, and of one man there are many states: "had a good season", "had a cold".
    """
    if is_dated_apart(a, b) or _patients_differ(a, b) or _are_two(a, b, story):
        return False
    if context_overlap(a, b, story)[0] < CONTEXT:
        return False
    if {a.telling.lemma, b.telling.lemma} & words("weak_verbs"):
        return False
    is_state = "state" in (a.telling.kind, b.telling.kind)
    return not is_state or bool(a.word_class & b.word_class)


def count_alike(a: Event, b: Event) -> bool:
    """Return whether two clauses with one event word count as many of the same ("tens of thousands")."""
    bounds = [{(f.counts, f.low, f.high) for f in e.figures if f.counts is not None} for e in (a, b)]
    return bool(a.word_class & b.word_class) and bool(bounds[0] & bounds[1])


def _is_intransitive_once(a: Event, b: Event) -> bool:
    """Return whether one verb has an object in one clause only: "seized monitors", "seized upon a word"."""
    is_one_verb = a.telling.kind == b.telling.kind == "act" and a.telling.lemma == b.telling.lemma
    return is_one_verb and bool(a.patients) != bool(b.patients)


def _meet_once(a: Event, b: Event, story: Story) -> bool:
    """Return whether each of two reports tells of one such event only, and it befell or was done by the same.

    "Tollund was suspended": who is in every sentence tells little apart, but nobody is suspended twice in one
    report without its being said.
    """
    if not _is_one_of_its_kind(a, b, story) or not _roles_meet(a, b):
        return False
    # "Rebels seized eight monitors" is not "rebels seized upon the statement", though both are by rebels.
    return bool(_plain(_same(a, b, "patients"))) or (bool(_core(a, b)) and not a.patients and not b.patients)


def _meet_twice(a: Event, b: Event, story: Story) -> bool:
    """Return whether clauses with one word of little meaning share who did it or whom it befell, and more.

    "The sample was taken on 22 May" twice; "the mine belongs to Brenn Copper".
    """
    if a.telling.lemma != b.telling.lemma or not _roles_meet(a, b) or is_dated_apart(a, b):
        return False
    if not _core(a, b):
        return False
    both = sum(bool(_plain(_same(a, b, role))) for role in ROLES)
    rest = _weight((a.places | a.others) & (b.places | b.others), story) >= ENOUGH
    return both == 2 or rest or is_same_day(a, b)


def _core(a: Event, b: Event) -> frozenset[str]:
    """Return who or what does it in both, or whom it befalls in both, by name or by one noun."""
    return _plain(_same(a, b, "agents") | _same(a, b, "patients"))


def _plain(keys: frozenset[str]) -> frozenset[str]:
    """Return participants without persons of whom nothing is known but that they are some."""
    known = (k for k in keys - {PERSONS} if k[:2] != WITH)
    return frozenset(k for k in known if k[:2] != "h:" or person_kinds().get(k[2:]) is None)


def _is_one_of_its_kind(a: Event, b: Event, story: Story) -> bool:
    """Return whether neither report has a second clause that tells of such an act now, by or of the same."""
    kinds = (a.word_class & b.word_class) | (groups(a.telling.lemma) & groups(b.telling.lemma))
    keys = (a.agents & b.agents) | (a.patients & b.patients)
    return bool(kinds) and all(
        any(story.told.get((e.report, kind, key), 0) <= 1 for key in keys) for e in (a, b) for kind in kinds
    )


def _roles_meet(a: Event, b: Event) -> bool:
    """Return whether no role is filled by others in two clauses, of those that both fill."""
    for role in ROLES:
        one, other = (getattr(e, role) for e in (a, b))
        if one and other and not _same(a, b, role) and PERSONS not in one & other:
            return False
    named = [frozenset(k for k in e.others | e.places if k[:2] in {"P:", "N:"}) for e in (a, b)]
    return not (named[0] and named[1]) or bool(named[0] & named[1])


def says_the_same(a: Event, b: Event) -> bool:
    """Return whether two sentences with one event word are nearly the same words."""
    if a.telling.lemma == b.telling.lemma and _core(a, b):
        one, other = sorted((_clause(a), _clause(b)), key=len)
        if one == other or (len(one - STOP) >= FEW_WORDS and one - STOP <= other):
            return True
    shared, either = len(a.context & b.context), len(a.context | b.context)
    return a.telling.lemma == b.telling.lemma and either >= SAME_WORDS and shared >= SAME_SHARE * either


def _clause(event: Event) -> frozenset[str]:
    """Return the words of a clause, lower case."""
    return frozenset(word.lower() for word in WORD.findall(event.telling.span.text))


def meet_by_parties(a: Event, b: Event, story: Story) -> bool:
    """Return whether two tellings share two named parties in their roles, and a word rare in the story.

    "Held talks with the king by telephone", "discussed it with the king in a telephone call": the parties and
    the telephone say what the event words don't.
    """
    named = {key for key in (a.agents & b.agents) | (a.others & b.others) if key.startswith("P:")}
    rare = any(story.per_word.get(word, 0) <= max(2, story.reports) for word in a.context & b.context)
    return len(named) >= 2 and rare


@cache
def _empty_verbs() -> frozenset[str]:
    """Return the verbs that by themselves name no event ("did it", "had them")."""
    return frozenset(row[0] for row in table("weak_verbs") if len(row) > 1)


def _is_rare_word(a: Event, b: Event, story: Story) -> bool:
    """Return whether the event word that two clauses share stands no more than once or so in each report."""
    shared = a.word_class & b.word_class
    return max(story.per_class.get(name, 0) for name in shared) <= story.reports + 1


def _patients_differ(a: Event, b: Event) -> bool:
    """Return whether both clauses say whom or what it happened to, and it is not the same."""
    if not a.patients or not b.patients:
        return False
    if _are_other_persons(a, b):
        return True
    shared = _same(a, b, "patients")
    if PERSONS in a.patients & b.patients and all(key[2:] in person_kinds() for key in shared):
        # "A third man, Moore, was jailed", "three men were jailed": a name is not met by a mere description.
        named = [any(key[:2] in {"P:", "N:"} for key in e.patients) for e in (a, b)]
        return named[0] != named[1]
    if shared:
        return False
    return not any(_is_one_number(x, y) for x in a.figures for y in b.figures)


def _are_other_persons(a: Event, b: Event) -> bool:
    """Return whether those whom it befell can't be the same by what they are called: "a man", "a woman"."""
    one, other = (
        {person_kinds().get(key[2:]) for key in e.patients if key[:2] == "h:"} - {None} for e in (a, b)
    )
    return bool(one and other) and all(frozenset((x, y)) in kinds_apart() for x in one for y in other)


def _is_one_number(x: Figure, y: Figure) -> bool:
    """Return whether two figures are one number, of things that may be the same.

    "40 dockers" may be "40 protesters"; small numbers meet by chance, and two guards are not two miners.
    """
    if x.value is None or x.value != y.value:
        return False
    if x.counts is None or y.counts is None or x.counts == y.counts or x.value >= FEW:
        return True
    kinds = [f.counts if f.counts in peoples() else person_kinds().get(f.counts or "") for f in (x, y)]
    if None in kinds:
        return False  # "one of the militants", "one car"
    return "any" in kinds or kinds[0] == kinds[1]


def _same(a: Event, b: Event, role: Role) -> frozenset[str]:
    """Return who fills a role in both clauses; what is one in one and many in the other is not the same.

    "Rockets that were launched" are not the rocket that was; persons may be named one by one, or together.
    """
    shared: frozenset[str] = getattr(a, role) & getattr(b, role)
    return frozenset(
        k for k in shared - {PERSONS} if k[2:] not in a.plurals ^ b.plurals or k[2:] in person_kinds()
    )


def _are_two(a: Event, b: Event, story: Story) -> bool:
    """Return whether two clauses of one event word tell of another number, or call something otherwise.

    Tolls differ and grow; but where nobody else who acts, no place and no day is the same, counts far apart
    are of two days or places.
    """
    if _are_other_states(a.telling, b.telling):
        return True
    if not _counts_apart(a, b):
        return False
    counted = {f"h:{f.counts}" for e in (a, b) for f in e.figures}
    agents = _weight(_plain(_same(a, b, "agents")) - counted, story)
    return agents < ENOUGH and not _same_place(a, b, story) and not is_same_day(a, b)


def _counts_apart(a: Event, b: Event) -> bool:
    """Return whether two clauses count persons, the same things or money, and one many times as many."""
    one, other = ([f for f in e.figures if f.counts != "age" and (f.counts or f.unit)] for e in (a, b))
    pairs = [(x, y) for x in one for y in other if x.unit == y.unit and _counts_such(x, y)]
    is_news = max(a.telling.sentence, b.telling.sentence) < EARLY
    return bool(pairs) and not is_news and all(_is_far(x, y) for x, y in pairs)


def _counts_such(x: Figure, y: Figure) -> bool:
    """Return whether two figures count the same things, or persons, or are sums of money."""
    if x.unit is not None:
        return x.unit.isupper()
    return x.counts == y.counts or {x.counts, y.counts} <= person_nouns()


def _is_far(x: Figure, y: Figure) -> bool:
    """Return whether the least that one figure admits is many times the most that the other does.

    "More than 2,000" admits any number, but who writes so has not counted 300,000.
    """
    lows = [f.low or 0.0 for f in (x, y)]
    highs = [low * TIMES if f.high is None else f.high for low, f in zip(lows, (x, y), strict=True)]
    return lows[0] >= TIMES * highs[1] or lows[1] >= TIMES * highs[0]


def _same_place(a: Event, b: Event, story: Story) -> bool:
    """Return whether two clauses name one place, or one more party, that is not named all over the story."""
    shared = (a.places | a.others) & (b.places | b.others)
    return _weight(frozenset(k for k in shared if k[:2] != "h:"), story) >= ENOUGH


def _are_other_states(a: Telling, b: Telling) -> bool:
    """Return whether two call something by one noun, with unlike words before: "a young", "a lowland ape"."""
    if not a.kind == b.kind == "state" or a.lemma != b.lemma:
        return False
    one, other = (modifiers(t) - STOP for t in (a, b))
    return bool(one and other) and all(nearness(x, y) < NEAR for x in one for y in other)


def _weight(shared: frozenset[str], story: Story) -> float:
    """Return how much a shared participant tells apart in a story, 0..1; several count as the best one."""
    return max((_rarity(key, story) for key in shared - {PERSONS} if key[:2] != WITH), default=0.0)


def _rarity(key: str, story: Story) -> float:
    """Return the weight of one participant: 1 if few sentences name it, 0 if every fifth does."""
    word = story.head_of.get(key, key[2:])
    beyond = story.per_word.get(word, 0) - 2 * story.reports
    return 1.0 - min(1.0, max(0.0, beyond) / max(1.0, COMMON * story.sentences))


def _persons(a: Event, b: Event, story: Story) -> float:
    """Return the weight of persons who are not named being in the same role of both.

    They may be anybody: it counts only between the main news of two reports, with numbers that agree, or
    where each report tells of such an event once.
    """
    both = PERSONS in a.patients & b.patients or PERSONS in a.agents & b.agents
    kinds = [{person_kinds().get(key[2:]) for key in e.participants} - {None} for e in (a, b)]
    if not both or not ("any" in kinds[0] | kinds[1] or kinds[0] & kinds[1]):
        return 0.0
    if a.agents and b.agents and not a.agents & b.agents:
        return 0.0  # "the strikes killed several", "the bomber killed two"
    if any(_fits(x, y) for x in a.figures for y in b.figures):
        return 2 * ENOUGH
    if max(a.telling.sentence, b.telling.sentence) < EARLY:
        return 2 * ENOUGH
    alike = kinds[0] & kinds[1] and bool(a.figures) == bool(b.figures)
    return 2 * ENOUGH if alike and _is_one_of_its_kind(a, b, story) and _roles_meet(a, b) else 0.0


def _fits(x: Figure, y: Figure) -> bool:
    """Return whether the intervals of two figures in one unit meet."""
    if x.unit != y.unit:
        return False
    infinite = float("inf")
    low_x, low_y = (f.low if f.low is not None else -infinite for f in (x, y))
    high_x, high_y = (f.high if f.high is not None else infinite for f in (x, y))
    return low_x <= high_y and low_y <= high_x
