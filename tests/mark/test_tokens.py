"""Tokens, stretches and lines say of themselves what spaCy's objects of these names say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.mark.english import analyse, language
from twosource.mark.tokens import Doc

LINES = (
    "VELMOOR - Two dockers were killed, and 14 were hurt, when a crane fell on Tuesday in New Velmoor.",
    '"There is no gas," said Orsa Lindqvist and Teodor Vask. "We left - all of us - at 9:30."  It is over.',
    "What the mayor, whom nobody had seen since May, wanted to know was who had been told of it by whom.",
    "The Harrow & Pike Co. paid $3.5 million; see http://velmoor.example/paid for the figures it gave.",
    " \t ",
    "Yes",
)

STRINGS = ("text", "lower_", "whitespace_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_")
FLAGS = ("is_sent_start", "is_space", "is_punct", "is_title", "is_alpha", "like_num", "like_url")
OTHERS = ("lefts", "rights", "children", "subtree", "conjuncts")


def parses() -> Iterator[tuple[Doc, Any]]:
    """Yield each line as our own object and as spaCy's, and one with branches that cross."""
    for parse in analyse(LINES):
        yield Doc(parse), parse
    crossed: Any = language().make_doc("A hearing is scheduled on the issue today")
    for token, head in zip(crossed, (1, 3, 3, 3, 1, 6, 4, 3), strict=True):
        token.head, token.dep_ = crossed[head], "ROOT" if token.i == head else "dep"
    yield Doc(crossed), crossed


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Doc, Any]]:
    """Return the lines as pairs."""
    return list(parses())


def test_tokens(pairs: list[tuple[Doc, Any]]) -> None:
    """A token has spaCy's place, strings, flags, head, branches and neighbours."""
    for ours, theirs in pairs:
        assert [t.text for t in ours] == [t.text for t in theirs]
        for mine, reference in zip(ours, theirs, strict=True):
            assert (mine.i, mine.idx, len(mine)) == (reference.i, reference.idx, len(reference))
            assert mine.morph == reference.morph.key
            assert mine.text_with_ws == reference.text_with_ws
            assert mine is ours[mine.i] is ours[mine.i - len(ours)]
            for name in STRINGS:
                assert getattr(mine, name) == getattr(reference, name), (mine, name)
            for name in FLAGS:
                assert getattr(mine, name) == bool(getattr(reference, name)), (mine, name)
            for name in ("head", "left_edge", "right_edge"):
                assert getattr(mine, name).i == getattr(reference, name).i, (mine, name)
            for name in OTHERS:
                assert [t.i for t in getattr(mine, name)] == [t.i for t in getattr(reference, name)], (
                    mine,
                    name,
                )


def test_ancestors(pairs: list[tuple[Doc, Any]]) -> None:
    """A token is the ancestor of those of which spaCy's is."""
    ours, theirs = pairs[2]
    for i in range(len(ours)):
        for j in range(len(ours)):
            assert ours[i].is_ancestor(ours[j]) == theirs[i].is_ancestor(theirs[j])


def test_sentences_and_entities(pairs: list[tuple[Doc, Any]]) -> None:
    """Sentences and entities have spaCy's extents, labels and text."""
    for ours, theirs in pairs:
        assert [(s.start, s.end, s.text) for s in ours.sents] == [
            (s.start, s.end, s.text) for s in theirs.sents
        ]
        found = [(e.start, e.end, e.label_, e.text) for e in ours.ents]
        assert found == [(e.start, e.end, e.label_, e.text) for e in theirs.ents]
        for mine, reference in zip(ours, theirs, strict=True):
            assert (mine.sent.start, mine.sent.end) == (reference.sent.start, reference.sent.end)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, len(LINES)),
    st.none() | st.integers(-30, 30),
    st.none() | st.integers(-30, 30),
    st.none() | st.integers(-30, 30),
)
def test_stretches(number: int, start: int | None, end: int | None, inner: int | None) -> None:
    """Any slice of a line, and of a slice, is the stretch that spaCy's slice is."""
    ours, theirs = PAIRS[number]
    for mine, reference in (
        (ours[start:end], theirs[start:end]),
        (ours[start:end][inner:], theirs[start:end][inner:]),
    ):
        assert (mine.start, mine.end, len(mine), mine.text) == (
            (reference.start, reference.end, len(reference), reference.text)
        )
        assert [t.i for t in mine] == [t.i for t in reference]
        assert (mine.start_char, mine.end_char) == (reference.start_char, reference.end_char)
        if len(reference):
            assert mine.root.i == reference.root.i
            assert (mine.sent.start, mine.sent.end) == (reference.sent.start, reference.sent.end)
            assert mine[0].i == reference[0].i and mine[-1].i == reference[-1].i
        with pytest.raises(IndexError):
            mine[len(mine)]


PAIRS = list(parses())


def test_characters(pairs: list[tuple[Doc, Any]]) -> None:
    """The tokens that characters stand in are those that spaCy finds."""
    for ours, theirs in pairs:
        for start in range(-1, len(ours.text) + 2):
            for end in (start, start + 1, start + 2, start + 7):
                mine = ours.char_span(start, end, alignment_mode="expand")
                reference = theirs.char_span(start, end, alignment_mode="expand")
                assert (mine is None) == (reference is None), (start, end)
                if mine is not None:
                    assert (mine.start, mine.end) == (reference.start, reference.end), (start, end)


def test_neighbour(pairs: list[tuple[Doc, Any]]) -> None:
    """The token after the last one, and before the first, is an error."""
    ours, _ = pairs[0]
    assert ours[0].nbor() is ours[1]
    assert ours[1].nbor(-1) is ours[0]
    for token, distance in ((ours[-1], 1), (ours[0], -1)):
        with pytest.raises(IndexError):
            token.nbor(distance)


def test_equal_stretches(pairs: list[tuple[Doc, Any]]) -> None:
    """Two stretches are equal if they are the same words of the same line."""
    ours, other = pairs[0][0], pairs[1][0]
    assert ours[2:4] == ours[2:4] and hash(ours[2:4]) == hash(ours[2:4])
    assert ours[2:4] not in (ours[2:5], other[2:4], "killed")
