"""Which time and which figure of a sentence belongs to which of its predicates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from twosource.mark.parse import Paragraph, lemma
from twosource.mark.participants import NUMBERS
from twosource.mark.predicates import Predicate
from twosource.mark.tokens import Token
from twosource.mark.tokens import TokenSpan as Sentence
from twosource.records import Figure, Time
from twosource.spans import Span


def attach(
    paragraph: Paragraph,
    sent: Sentence,
    predicates: Sequence[Predicate],
    found_times: Sequence[Time],
    found_figures: Sequence[Figure],
) -> tuple[dict[int, tuple[Time, ...]], dict[int, tuple[Figure, ...]]]:
    """Return, by the index of a predicate's token, the times and figures that belong to it.

    A time or figure belongs to the nearest predicate above it in the parse: the one whose clause or noun
    phrase it stands in. A time that only bounds ("the worst crash since 2004", "calm until Friday") is not
    when it happened.

    Args:
        paragraph: where the sentence stands.
        sent: the sentence.
        predicates: its predicates.
        found_times, found_figures: those of the paragraph.
    """
    by_word = {word.i: p.token.i for p in predicates for word in (*p.heads, p.verb)}
    low, high = paragraph.extent(sent)
    offsets = [paragraph.start + token.idx for token in sent]
    times: dict[int, tuple[Time, ...]] = {}
    figures: dict[int, tuple[Figure, ...]] = {}
    for time in found_times:
        if low <= time.span.start < high:
            token = _head_of(sent, offsets, time.span)
            clause = _when_clause(token, by_word)
            if clause is not None:
                times[clause] = (*times.get(clause, ()), time)
            home = _named_event(token, time, by_word)
            is_apart = _bounds(sent, offsets, time) or _dates_noun(token, time, by_word)
            if home is None and not is_apart:
                home = _climb(token, by_word)
            if home is not None:
                times[home] = (*times.get(home, ()), time)
    for figure in found_figures:
        if low <= figure.span.start < high:
            for home in _counted_in(_head_of(sent, offsets, figure.span), by_word):
                figures[home] = (*figures.get(home, ()), figure)
    return times, figures


COUNTED = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "pobj", "appos", "npadvmod"})


def _counted_in(token: Token, by_word: Mapping[int, int]) -> Iterator[int]:
    """Yield the predicates that a figure belongs to: the nearest, and the verb above a counted event.

    In "accepted 2 million crowns" the noun may name an event ("to crown"); what was accepted is counted all
    the same.
    """
    home = _climb(token, by_word)
    for child in token.children:  # "14 dead", "the 12 people who died"
        is_told = child.i > token.i and child.i in by_word and child.dep_ in {"amod", "acl", "relcl"}
        if is_told and by_word[child.i] != home and _suffers(child):
            yield by_word[child.i]
    if home is None:
        return
    yield home
    yield from _number_of(home, token, by_word)
    noun = token if token.i == home else token.head
    if noun.i != home or noun.pos_ != "NOUN" or noun.dep_ not in COUNTED:
        return
    above = _climb(noun.head, by_word) if noun.head.i != noun.i else None
    if above is not None and above != home:
        yield above


BOUNDS = frozenset({"since", "until", "till", "before", "after", "than", "by"})


def _bounds(sent: Sentence, offsets: list[int], time: Time) -> bool:
    """Return whether a time only bounds what is told: "since 2004", "by Friday", "as of Friday".

    "shortly after 6 a.m." is when it happened, as near as is known.
    """
    at = bisect_right(offsets, time.span.start) - 1
    before = [token.lower_ for token in sent[max(0, at - 2) : at]] if at > 0 else []
    is_as_of = before[-2:] in (["as", "of"], ["as", "at"])
    if not BOUNDS.intersection(before[-1:]) and "than" not in before and not is_as_of:
        return False
    return not (time.type == "TIME" and before[-1] in {"after", "before"})


AHEAD = frozenset({"for", "before", "of", "about", "to", "with"})
"""Prepositions behind which a dated thing needn't be of the verb's time: "is training for Sunday's race"."""

YEAR = re.compile(r"\d{3,4}")

MAX_NAME = 4
"""Words behind a year, the event's own with them, by which an event is called."""


def _dates_noun(token: Token, time: Time, by_word: Mapping[int, int]) -> bool:
    """Return whether a time stands within a name for a thing: "the 1922 committee", "for Sunday's race".

    It tells when that thing is or was, and not when the verb above it happened. In "the Friday parade drew
    thousands", both are of one day.
    """
    noun = token.head
    stands_before = token.dep_ in {"compound", "amod", "nummod", "nmod", "poss"} and noun.i > token.i
    if not stands_before or noun.pos_ not in {"NOUN", "PROPN"} or noun.i in by_word:
        return False
    return bool(YEAR.fullmatch(time.value)) or (noun.dep_ == "pobj" and noun.head.lower_ in AHEAD)


def _named_event(token: Token, time: Time, by_word: Mapping[int, int]) -> int | None:
    """Return the event that is called by a year and a name: "the 2014 Harbour *protests*".

    By the order of the words, since the parse often takes the name for another thing in a list.
    """
    if not YEAR.fullmatch(time.value) or token.text != time.span.text:
        return None
    for word in token.doc[token.i + 1 : token.i + 1 + MAX_NAME]:
        if word.pos_ != "PROPN":
            is_event = word.pos_ == "NOUN" and word.i in by_word and word.i > token.i + 1
            return by_word[word.i] if is_event else None
    return None


def _when_clause(token: Token, by_word: Mapping[int, int]) -> int | None:
    """Return the predicate of the clause that tells what happened then: "2004, when seven were killed"."""
    for child in token.children:
        if child.dep_ == "relcl" and child.i in by_word and any(c.lower_ == "when" for c in child.children):
            return by_word[child.i]
    return None


def _head_of(sent: Sentence, offsets: list[int], span: Span) -> Token:
    """Return the syntactic head of the words of a span within a sentence."""
    first = max(0, bisect_right(offsets, span.start) - 1)
    last = max(first + 1, bisect_left(offsets, span.end))
    return sent[first:last].root


def _suffers(word: Token) -> bool:
    """Return whether what a word tells befell the noun on which it hangs ("people killed", "14 dead")."""
    if word.dep_ == "amod":
        return word.pos_ == "ADJ"
    if word.dep_ == "acl":
        return word.tag_ == "VBN"
    relative = {"who", "that", "which"}
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ in relative for c in word.children)


def _number_of(home: int, token: Token, by_word: Mapping[int, int]) -> Iterator[int]:
    """Yield what the subject of a figure's verb counts: "the number of people *killed* has risen to 23"."""
    verb = token.doc[home]
    for subject in verb.children if verb.pos_ == "VERB" and token.i > verb.i else ():
        if subject.dep_ == "csubj" and any(lemma(c) in NUMBERS for c in subject.children):
            yield by_word.get(subject.i, home)
            return
        if subject.dep_ not in {"nsubj", "nsubjpass"} or lemma(subject) not in NUMBERS:
            continue
        for word in subject.doc[subject.left_edge.i : subject.right_edge.i + 1]:
            is_counted = word.dep_ in {"acl", "amod", "compound"} and word.i in by_word
            if is_counted or (word.dep_ == "pobj" and word.i in by_word):
                yield by_word[word.i]
                return


def _climb(token: Token, by_word: Mapping[int, int]) -> int | None:
    """Return the predicate nearest above a token, if there is one in its sentence."""
    for _ in range(len(token.doc)):
        if token.i in by_word:
            return by_word[token.i]
        if token.dep_ == "ROOT" or token.head.i == token.i:
            return None
        token = token.head
    return None
