"""Which party a pronoun takes up: by distance, by place in the sentence, and by who spoke before."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from twosource.mark.parties_nominals import (
    INNER,
    OBJECT,
    OBLIQUE,
    SUBJECT,
    SUBORDINATE,
    Entity,
    Nominal,
    Place,
)

SENTENCES = 4
"""Sentences that a pronoun is resolved over at most. Source: chosen on ECB+ train."""
MARGIN = {"person": 1.0, "thing": 1.0, "many": 1.5}
"""By how much the best antecedent must beat the second: he or she, it, they. Source: chosen on ECB+ train."""
ROLE_WEIGHT = {SUBJECT: 3.0, SUBORDINATE: 2.2, OBJECT: 1.2, OBLIQUE: 0.8, INNER: 0.6}
"""How likely a pronoun takes up a nominal by its place in the sentence (subject preference of centring)."""
TOPIC_WEIGHT, TOPIC_CAP = 0.2, 16
"""What each doubling of a person's mentions so far adds, up to a number of mentions."""
EITHER_WAY = 1.5
"""What an object gains for the subject of an adverbial clause after it, so that neither wins by much."""
GOES_ON, UNNAMED = 2.0, 1.0
"""What who spoke before gains for a pronoun that speaks, and what one without a name who did not speak loses.
Source: chosen on ECB+ train and dev, on which they cost no right pronoun."""
SENTENCE_COST = 2.0
"""What each sentence in between takes off."""

REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves", "his", "her", "its", "their"))

Candidate = tuple[Place, Entity]
"""Where a nominal before a pronoun stands, and its party."""


def antecedent(nominal: Nominal, candidates: Sequence[Candidate]) -> Entity | None:
    """Return the party that a pronoun takes up, `None` where two fit about equally well.

    Args:
        nominal: the pronoun.
        candidates: the nominals before it that agree with it, the nearest first.
    """
    scores: dict[int, float] = {}
    best: dict[int, Entity] = {}
    is_spoken = nominal.at.speaks and nominal.kind == "person"
    between = _between(nominal, candidates) if is_spoken else None
    for at, entity in candidates:
        score = _score(nominal, at)
        if is_spoken and at.speaks and _goes_on(nominal, at, entity, between):
            score += GOES_ON
        elif is_spoken and not entity.is_named and not at.speaks:
            score -= UNNAMED
        if nominal.kind == "person":
            score += TOPIC_WEIGHT * log2(min(len(entity.members), TOPIC_CAP))
        best[id(entity)] = entity
        scores[id(entity)] = max(scores.get(id(entity), -99.0), score)
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < 0 or best[ranked[0][0]].is_rival:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN[nominal.kind]:
        return None
    return best[ranked[0][0]]


def _between(nominal: Nominal, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the nearest candidate that may cut a pronoun that speaks off from who spoke before.

    Named, or a speaker himself; subject, or in the pronoun's own sentence: in "Brandt spoke. Weiss's voice
    broke when he said" it is Weiss.
    """
    for at, entity in candidates:
        is_near = at.sentence == nominal.at.sentence or at.role in (SUBJECT, SUBORDINATE)
        if is_near and not at.is_quoted and (entity.is_named or at.speaks):
            return at, entity
    return None


def _goes_on(nominal: Nominal, at: Place, entity: Entity, between: Candidate | None) -> bool:
    """Return whether who spoke before a pronoun that speaks may go on: nobody else has come between."""
    if between is None or between[1] is entity:
        return True
    return between[0].sentence == at.sentence != nominal.at.sentence


def agrees(nominal: Nominal, other: Nominal, entity: Entity) -> bool:
    """Return whether a pronoun can take up a party, by type, gender, number and quotation.

    Args:
        nominal: the pronoun.
        other: the nominal before it by which the party would be taken up.
        entity: the party.
    """
    if nominal.at.is_quoted and not other.at.is_quoted:
        return False
    if other.at.is_quoted and not nominal.at.is_quoted and other.at.sentence == nominal.at.sentence:
        return False  # '"Ana is here," she said': who speaks does not say her own name
    if nominal.kind == "person":
        fits = entity.type in ("person", "unnamed") and not entity.plural
        return fits and entity.gender in (None, nominal.gender)
    if entity.is_rival:
        return entity.plural == nominal.plural
    if nominal.kind == "thing":
        return entity.type in ("organisation", "government", "document") and not entity.plural
    return entity.plural and entity.type in ("group", "organisation", "unnamed")


def _score(nominal: Nominal, other: Place) -> float:
    """Return how likely a pronoun takes up the nominal at a place, by distance and place in the sentence.

    Sentences that are quoted whole lie not between: after a long quotation "he said" is still its speaker.
    """
    gap = nominal.at.sentence - other.sentence
    if not nominal.at.is_quoted and not other.is_quoted:
        gap = min(gap, nominal.at.told - other.told)
    paragraphs = nominal.at.paragraph - other.paragraph
    score = 4.0 + ROLE_WEIGHT[other.role] - SENTENCE_COST * gap - 0.5 * max(0, paragraphs - 1)
    if other.is_quoted and not nominal.at.is_quoted:
        score -= 2.0
    if gap == 0 and nominal.at.is_adverbial and other.role in (OBJECT, OBLIQUE) and other.verb >= 0:
        score += EITHER_WAY  # "Ana thanked Clara after she had spoken"
    if gap == 0 and nominal.at.role == SUBJECT and other.role not in (SUBJECT, INNER):
        score -= 1.0
    return score
