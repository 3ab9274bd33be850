"""The rules' draft and the learned attribution of one cue: which is which, and whose spans stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from twosource.mark.carriers import object_of
from twosource.mark.contents import HEARD
from twosource.mark.cues import is_passive
from twosource.mark.drafts import (
    CONTINUES,
    Draft,
    Extent,
    extents,
    holds,
    meet,
    root_at,
    shared_size,
    words_at,
)
from twosource.mark.parse import Paragraph
from twosource.mark.subjects import SUBJECTS, antecedent, noun_phrase
from twosource.mark.tokens import Token

DASHES: Final = frozenset({"-", "–", "—", "--", "("})
"""Signs that open an insertion of its own before a cue, which may then be of the insertion only."""


class RawAttribution(Protocol):
    """What the learned extractor finds: extents of content, cue and source, and a confidence of 0 to 1."""

    @property
    def content(self) -> Sequence[Extent]:
        """The extents of what is said."""
        ...

    @property
    def cue(self) -> Sequence[Extent]:
        """The extents of the words that say that it is said."""
        ...

    @property
    def source(self) -> Sequence[Extent]:
        """The extents of the words for who says it."""
        ...

    @property
    def score(self) -> float:
        """The confidence, 0 to 1."""
        ...


def is_way(rule: Draft, raw: RawAttribution) -> bool:
    """Return whether a learned attribution reads as words what the rules have as the way that words came.

    "…, according to Y" is not Y's; "“…,” Y said, quoting the director" doesn't say the director.
    """
    if meet(rule.via, (*raw.source, *raw.cue)) and meet(rule.content, raw.content):
        return True
    cites = bool(rule.via) and len(rule.cue) > 1
    return cites and meet(rule.cue, raw.cue) and meet(rule.source, raw.content)


def firm(paragraph: Paragraph, rule: Draft, raw: RawAttribution, rules: Sequence[Draft]) -> Draft:
    """Return a draft of the rules with the extractor's content, unless that swallows the next verb."""
    if rule.sure:
        return rule
    swallows = any(
        other is not rule
        and other.head == rule.head
        and meet(other.cue, raw.content)
        and not meet(other.cue, rule.content)
        for other in rules
    )
    raw_size = sum(e - s for s, e in raw.content)
    both = shared_size(rule.content, raw.content)
    wider = len(rule.content) > 1 and rule.word == "accuse" and both > raw_size / 2
    carried = meet(rule.via, raw.content) or (bool(rule.via) and not meet(rule.cue, raw.cue))
    halved = _is_half(paragraph, rule, raw)
    if not rule.content or not (swallows or wider or carried or halved):
        rule.content = list(raw.content)
    if raw.source and not rule.via and not meet(rule.source, raw.source) and not _is_named(rule):
        rule.source = list(raw.source)  # whose participle or second verb it is, is learned better than parsed
        find_speaker(paragraph, rule)
    return rule


def _is_half(paragraph: Paragraph, rule: Draft, raw: RawAttribution) -> bool:
    """Return whether what was learned ends at a cue that stands within a clause.

    "The zoo | according to Brek | was shut", "The zoo was shut (according to Brek) | for a week"; not so in
    "The dam broke, according to Brek, and the mayor resigned".
    """
    at, end = rule.cue[0][0], rule.cue[-1][1]
    before = [e for e in rule.content if e[1] <= at]
    after = [e for e in rule.content if e[0] >= end]
    if not before or not after or max(e for _, e in raw.content) > at or not holds(before, raw.content):
        return False
    left, right = words_at(paragraph, before[-1]), words_at(paragraph, after[0])
    if left is None or right is None or any(t.text in DASHES for t in left):
        return False
    subject = left.root.dep_ in SUBJECTS and right[0].i <= left.root.head.i < right[0].i + len(right)
    return subject or (right.root.dep_ == "prep" and right.root.head.i < right[0].i)


def _is_named(rule: Draft) -> bool:
    """Return whether the noun before the cue is its subject: "Ostra paid and Brek rejected the calls"."""
    source, token = rule.source_token, rule.token
    if source is None or token is None or source.pos_ not in ("PROPN", "NOUN") or source.dep_ != "nsubj":
        return False
    return source.head.i == token.i and source.i == token.i - 1


def is_firm(rule: Draft) -> bool:
    """Return whether the rules' reading of a cue is surer than the learned one: speech, chains, silence.

    Thoughts and plans ("backs", "is eager to") are read better by the extractor. Source: on PolNeAR's dev
    part matched + source is .700 so, .698 where only cues of quotations count.
    """
    return rule.quotes or bool(rule.via) or rule.strength not in ("thought", "planned")


def match_of(rules: Sequence[Draft], raw: RawAttribution, used: set[int]) -> Draft | None:
    """Return the rules' draft with the same cue word, else with the same cue words, that is still free."""
    free = [rule for rule in rules if id(rule) not in used and meet(rule.cue, raw.cue)]
    return max(free, key=lambda rule: shared_size(rule.content, raw.content), default=None)


def find_speaker(paragraph: Paragraph, draft: Draft) -> None:
    """Set the word that stands for the speaker from the words of the source."""
    draft.source_token = root_at(paragraph, draft.source[0])
    draft.head = None
    if draft.source_token is not None and draft.source_token.pos_ == "DET":
        _whole_source(paragraph, draft, draft.source_token.head)
    if draft.source_token is not None:
        draft.head = paragraph.extent(antecedent(draft.source_token))


def _whole_source(paragraph: Paragraph, draft: Draft, head: Token) -> None:
    """Put the noun phrase for a source of which only the article was learned."""
    if head.pos_ not in ("NOUN", "PROPN"):
        return
    barred = [t.i for e in (*draft.content, *draft.cue) for t in words_at(paragraph, e) or ()]
    phrase = extents(paragraph, noun_phrase(head, barred, {}))
    if phrase:
        draft.source, draft.source_token = phrase, head


def free_hearer(paragraph: Paragraph, draft: Draft) -> list[Draft]:
    """Take from a draft the source that is told something by nobody named: "He has been told to pay".

    Returns:
        The draft of what the draft holds of other paragraphs, if anything: there the hearer goes on speaking.
    """
    token = draft.token
    if token is None or draft.word not in HEARD or not is_passive(token):
        return []
    hearer = object_of(token, "nsubjpass")
    if hearer is None or not meet(draft.source, [paragraph.extent(hearer)]):
        return []
    draft.source, draft.source_token, draft.head = [], None, None
    far = [e for e in draft.content if words_at(paragraph, e) is None]
    if not far or len(far) == len(draft.content):
        return []
    draft.content = [e for e in draft.content if e not in far]
    head = paragraph.extent(hearer)
    return [Draft(paragraph.number, far, [], [], head=head, basis=CONTINUES, quotes=True)]
