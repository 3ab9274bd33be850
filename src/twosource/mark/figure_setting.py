"""Where the figures and times of a paragraph stand in its parse, and what a figure hangs on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.mark.parse import Paragraph, Parsed
from twosource.mark.tokens import Doc, Token
from twosource.records import Published, Time
from twosource.spans import Span

MOST_CLIMB = 6
"""Words from a figure up to the verb that governs it."""

REACH = 60
"""Tokens from a figure to a time of its clause; a line may hold thousands of both."""

CHAINED = frozenset({"prep", "pobj", "npadvmod", "advmod", "nmod", "pcomp", "conj", "amod", "dep"})
"""Relations through which a time hangs on a verb, with the nouns between."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of a paragraph with its first and last token."""

    time: Time
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure of a paragraph: its words, its token in the structure of the sentence, its first and last."""

    span: Span
    place: Token
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A paragraph with its times and figures in text order, and when its report was published."""

    parsed: Parsed
    paragraph: Paragraph
    times: tuple[Timed, ...]
    figures: tuple[Figured, ...]
    published: Published

    @property
    def doc(self) -> Doc:
        """The parse of the paragraph."""
        return self.paragraph.doc

    def near(self, figure: Figured) -> tuple[Timed, ...]:
        """Return the times so near to a figure that they may belong to its clause."""
        low = bisect_right(self.times, figure.first - REACH, key=lambda t: t.first)
        high = bisect_right(self.times, figure.last + REACH, key=lambda t: t.first)
        return self.times[low:high]

    def span(self, first: int, last: int) -> Span:
        """Return the words of the tokens `first` to `last`, both included."""
        return self.parsed.span(self.paragraph, self.doc[first : last + 1])


def timed(paragraph: Paragraph, times: Sequence[Time], offsets: Sequence[int]) -> tuple[Timed, ...]:
    """Return the times that stand in a paragraph, with their tokens.

    Args:
        paragraph: a parsed line.
        times: the times of the whole report, in text order.
        offsets: where each token of the line begins within it.
    """
    start, end = paragraph.start, paragraph.start + len(paragraph.doc.text)
    found = []
    for at in range(bisect_right(times, start - 1, key=lambda t: t.span.start), len(times)):
        time = times[at]
        if time.span.start >= end:
            break
        first = bisect_right(offsets, time.span.start - start) - 1
        last = bisect_right(offsets, time.span.end - start - 1) - 1
        found.append(Timed(time, first, last))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Governors:
    """The words on which what limits a figure may hang: up to the verb of its clause, and verbs above it.

    A verb above limits by what stands before it: "In Tolm, 300 homes were destroyed and 1,200 damaged".
    """

    near: tuple[Token, ...]
    above: tuple[Token, ...]

    def hold(self, word: Token) -> bool:
        """Return whether a word is one of the governors."""
        return any(word.i == g.i for g in (*self.near, *self.above))

    def limit(self, governor: Token, word: Token) -> bool:
        """Return whether a word that hangs on one of the governors limits the figure."""
        return word.i < governor.i or any(governor.i == g.i for g in self.near)


def governors_of(place: Token) -> Governors:
    """Return the words on which the scope of a figure may hang."""
    near, above = [place], list[Token]()
    here = place
    for _ in range(MOST_CLIMB):
        if here.dep_ == "ROOT" or here.head.i == here.i:
            break
        is_partitive = here.dep_ == "pobj" or here.dep_ == "prep"
        is_verb = here.pos_ in ("VERB", "AUX")
        if is_verb and here.dep_ not in ("conj", "acl", "advcl"):
            break
        here = here.head
        if here.pos_ in ("VERB", "AUX") or is_partitive or here.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
            (above if is_verb or above else near).append(here)
    return Governors(tuple(near), tuple(above))


def hangs_on(word: Token, governors: Governors) -> bool:
    """Return whether a word hangs on a governor, directly or by prepositions and their nouns.

    "killed 20 people in attacks across the country in the past year": the parse may hang the year on the
    country, and it limits the twenty all the same.
    """
    here = word
    for _ in range(MOST_CLIMB):
        if governors.hold(here):
            return governors.limit(here, word)
        if here.dep_ not in CHAINED or here.head.i == here.i:
            return False
        here = here.head
    return False


def root_of(setting: Setting, time: Timed) -> Token:
    """Return the head word of a time."""
    return setting.doc[time.first : time.last + 1].root
