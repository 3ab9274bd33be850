"""Which attributions of a story report one utterance: the same speaker, and wordings of one another.

Outlets translate, cut and paraphrase. Two attributions are one utterance only if the same party speaks and a
sentence of the one is a wording of a sentence of the other; what may be one is *unsure* and stays apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from twosource.link.wording import WordingMatch, compare_wordings
from twosource.mark.merging import UNLISTED
from twosource.records import Annotation, Attribution

SAME = frozenset({"same", "cut", "extended", "variant"})
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»]*\s+")
SAME_CARRIER = 0.6
"""The share of common words from which two quotations of one speaker by one carrier are wordings of one
another: two translations of a dispatch vary more than two dispatches on one speech resemble."""

WORD = re.compile(r"[^\W_]+")
STEM = 5
"""Letters that the forms of a word mostly have in common ("defend", "defending")."""

SHARED_WORDS = 2
"""Words that two contents must have in common to be compared."""

DOUBT = 0.5
"""The share of common words from which it is worth saying that two quotations may be one statement."""

MAX_SENTENCES = 12
"""Sentences of one content that are compared; a longer quotation has been met by then if it ever is."""

QUOTED = re.compile(r"[“\"]([^“”\"\n]{8,400})(?:[”\"]|$)")
FRAGMENT = 5
"""Words from which what a sentence quotes may show that it is the same statement."""

FEW_WORDS = 3
"""Words from which a sentence that the other lacks is worth saying."""

MAX_PER_SPEAKER = 80
"""Attributions of one speaker before the present one that it is compared with."""

MIN_WORDS_UNNAMED = 6
"""Words that a literal quotation must have to be known again where one report does not say who spoke."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One attribution made ready: `speaker` and `carriers` are story parties; `sentences` its content's.

    `words` are the beginnings of the content's words, for finding what may be a wording of it. `fragments`
    are what a content in the report's own words quotes ("she called it “a wet coat in the rain”").
    """

    report: int
    attribution: Attribution
    speaker: str | None
    sentences: tuple[str, ...]
    carriers: frozenset[str]
    words: frozenset[str]
    fragments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterances:
    """The utterances of a story in groups of one, the matches found, and the pairs that are unsure."""

    items: tuple[Utterance, ...]
    groups: tuple[tuple[int, ...], ...]
    matches: Mapping[tuple[int, int], WordingMatch]
    unsure: Mapping[tuple[int, int], WordingMatch]


def align_utterances(
    annotations: Sequence[Annotation], party_of: Mapping[tuple[str, str], str]
) -> Utterances:
    """Return the attributions of a story's reports in groups of one utterance each.

    Args:
        annotations: the reports of one story, in a fixed order.
        party_of: the story party for each (report id, party id).
    """
    items = tuple(_items(annotations, party_of))
    matches: dict[tuple[int, int], WordingMatch] = {}
    unsure: dict[tuple[int, int], WordingMatch] = {}
    for i, j in _pairs(items):
        match = _compare(items[i], items[j])
        if match is None:
            continue
        if match.relation in SAME:
            matches[i, j] = match
        elif match.relation == "unsure" and match.score >= DOUBT and _both_quote(items[i], items[j]):
            unsure[i, j] = match
    # One chain of wordings is one utterance: A's may be a cut of B's, and C's a cut of another part of B's.
    return Utterances(items, _chained(items, matches), matches, unsure)


def _chained(
    items: Sequence[Utterance], matches: Mapping[tuple[int, int], WordingMatch]
) -> tuple[tuple[int, ...], ...]:
    """Return the groups that the matches connect; average-link would part cuts of one long quotation.

    Two groups with other speakers are never connected, though a third wording, whose speaker is not known,
    matches both.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(len(items))}
    home = list(range(len(items)))
    for i, j in sorted(matches):
        one, other = sorted((home[i], home[j]))
        speakers = {items[k].speaker for k in (*members[one], *members[other])} - {None}
        if one != other and len(speakers) <= 1:
            for k in members[other]:
                home[k] = one
            members[one] += members.pop(other)
    return tuple(sorted(tuple(sorted(group)) for group in members.values()))


def _items(annotations: Sequence[Annotation], party_of: Mapping[tuple[str, str], str]) -> Iterator[Utterance]:
    """Yield the attributions that have a content, by report and place."""
    for number, annotation in enumerate(annotations):
        for attribution in annotation.marks.attributions:
            if not attribution.content or attribution.basis == UNLISTED:
                continue
            speaker = attribution.speaker
            known = party_of.get((annotation.report.id, speaker), speaker) if speaker is not None else None
            via = (v.party for v in attribution.via if v.party is not None)
            carriers = frozenset(party_of.get((annotation.report.id, v), v) for v in via)
            sentences = _sentences(attribution)
            stems = (w[:STEM].lower() for sentence in sentences for w in WORD.findall(sentence) if len(w) > 2)
            fragments = _fragments(attribution)
            yield Utterance(number, attribution, known, sentences, carriers, frozenset(stems), fragments)


def _fragments(attribution: Attribution) -> tuple[str, ...]:
    """Return the longer quotations within a content that is otherwise in the report's own words."""
    if attribution.kind != "mixed":
        return ()
    found = (match[1] for span in attribution.content for match in QUOTED.finditer(span.text))
    return tuple(words for words in found if len(WORD.findall(words)) >= FRAGMENT)[:MAX_SENTENCES]


def _sentences(attribution: Attribution) -> tuple[str, ...]:
    """Return the sentences of a content, without the quotation marks around them."""
    found: list[str] = []
    for span in attribution.content:
        found += [part.strip() for part in SENTENCE_END.split(span.text) if part.strip()]
    return tuple(found[:MAX_SENTENCES])


def _pairs(items: Sequence[Utterance]) -> Iterator[tuple[int, int]]:
    """Yield the pairs (i < j) of different reports that may be one utterance.

    One speaker, and at least two words of the contents in common; or, where a speaker is not known, a quoted
    sentence in common.
    """
    by_speaker: dict[str, list[int]] = defaultdict(list)
    by_sentence: dict[str, list[int]] = defaultdict(list)
    for j, item in enumerate(items):
        near = {
            i
            for i in (by_speaker[item.speaker][-MAX_PER_SPEAKER:] if item.speaker is not None else ())
            if len(items[i].words & item.words) >= SHARED_WORDS or _is_one_phrase(items[i], item)
        }
        for sentence in item.sentences if _is_literal(item) else ():
            plain = " ".join(WORD.findall(sentence.lower()))
            near.update(
                i for i in by_sentence[plain][-MAX_PER_SPEAKER:] if None in (items[i].speaker, item.speaker)
            )
            by_sentence[plain].append(j)
        yield from ((i, j) for i in sorted(near) if items[i].report != item.report)
        if item.speaker is not None:
            by_speaker[item.speaker].append(j)


def _is_one_phrase(a: Utterance, b: Utterance) -> bool:
    """Return whether two short contents are the same behind the same cue ("declined to comment")."""
    cues = [" ".join(span.text for span in u.attribution.cue).lower() for u in (a, b)]
    return bool(a.words) and a.words == b.words and cues[0] == cues[1]


def _compare(a: Utterance, b: Utterance) -> WordingMatch | None:
    """Return how two attributions compare by their best sentences, `None` if they can't be one utterance."""
    pairs = {
        (i, j): compare_wordings(one, other)
        for i, one in enumerate(a.sentences)
        for j, other in enumerate(b.sentences)
    }
    best = max(pairs.values(), key=lambda m: (m.relation in SAME, m.score), default=None)
    is_open = best is None or best.relation not in SAME
    if is_open and None not in (a.speaker, b.speaker) and _quote_alike(a, b):
        reason = "the words that the one quotes stand in the other's quotation"
        return None if _turned(a.attribution, b.attribution) else WordingMatch("variant", 1.0, reason)
    if best is None or best.relation == "other":
        return None
    if a.speaker is None or b.speaker is None:
        literal = _is_literal(a) and _is_literal(b)
        if not (
            literal and best.relation == "same" and len(" ".join(a.sentences).split()) >= MIN_WORDS_UNNAMED
        ):
            return None
    if _turned(a.attribution, b.attribution):
        return None
    if best.relation == "unsure" and best.score >= SAME_CARRIER and a.carriers & b.carriers:
        reason = f"{best.reason}, and both have them from the same carrier"
        return WordingMatch("variant", best.score, reason)
    if best.relation == "unsure" and best.score == 1.0 and _both_quote(a, b):
        # "A marriage of equals", "a marriage between equals": all that either quotes.
        return WordingMatch("variant", best.score, "all words of the shorter one stand in the longer")
    return _as_wholes(a, b, pairs, best)


def _quote_alike(a: Utterance, b: Utterance) -> bool:
    """Return whether all words that one quotes within its own sentence stand in what the other quotes."""
    for one, other in ((a, b), (b, a)):
        quoted = other.sentences if other.attribution.kind == "direct" else other.fragments
        matches = (compare_wordings(words, theirs) for words in one.fragments for theirs in quoted)
        if any(m.relation in SAME or (m.relation == "unsure" and m.score == 1.0) for m in matches):
            return True
    return False


def _as_wholes(
    a: Utterance, b: Utterance, pairs: Mapping[tuple[int, int], WordingMatch], best: WordingMatch
) -> WordingMatch:
    """Return how two contents compare as wholes, where one has a sentence that the other lacks."""
    if best.relation not in SAME or (len(a.sentences) == 1 and len(b.sentences) == 1):
        return best
    met = [pair for pair, match in pairs.items() if match.relation in SAME]
    spare = _has_spare(a, {i for i, _ in met}), _has_spare(b, {j for _, j in met})
    if not any(spare):
        return best
    how = "word by word" if best.relation == "same" else "in other words"
    if all(spare):
        reason = f"one sentence of each is the same {how}, and each has one that the other lacks"
        return WordingMatch("variant", best.score, reason)
    reason = f"what the shorter one says stands {how} in the longer, which has a sentence more"
    return WordingMatch("extended" if spare[0] else "cut", best.score, reason)


def _has_spare(utterance: Utterance, met: Collection[int]) -> bool:
    """Return whether a sentence of more than a few words is not among those met, by their numbers."""
    return any(
        len(WORD.findall(sentence)) >= FEW_WORDS and number not in met
        for number, sentence in enumerate(utterance.sentences)
    )


def _both_quote(a: Utterance, b: Utterance) -> bool:
    """Return whether both attributions quote words."""
    return _is_literal(a) and _is_literal(b)


def _is_literal(one: Utterance) -> bool:
    """Return whether an attribution quotes words."""
    return one.attribution.kind != "indirect"


def _turned(a: Attribution, b: Attribution) -> bool:
    """Return whether one attribution denies or refuses what the other says."""
    negative = {"denied", "refused", "no-details"}
    return (a.strength in negative) != (b.strength in negative)
