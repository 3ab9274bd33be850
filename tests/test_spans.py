"""Spans: half-open, in code points, with the text that stands there; and the maps between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import SpanError
from twosource.spans import OffsetMap, Span, check_all, without

TEXT = "Halden 🚢 shut — “We’ll pay,” said Lindqvist.\n"


@pytest.mark.parametrize(
    ("start", "end", "text"), [(-1, 1, "ab"), (3, 2, ""), (0, 3, "ab"), (0, 1, "ab"), (2, 2, "a")]
)
def test_a_span_that_can_not_be_is_refused(start: int, end: int, text: str) -> None:
    """Negative, turned, or not as long as its text: no such span can be made."""
    with pytest.raises(SpanError, match="bad_span"):
        Span(start, end, text)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, len(TEXT) + 1), (len(TEXT) + 1,) * 2])
def test_a_cut_stays_in_its_text(start: int, end: int) -> None:
    """A span can't be cut from outside of the text, nor by counting from its end."""
    with pytest.raises(SpanError):
        Span.cut(TEXT, start, end)


def test_offsets_count_code_points() -> None:
    """A character outside the basic plane is one."""
    assert Span.cut(TEXT, 7, 8).text == "🚢"
    assert Span.cut(TEXT, 9, 13).text == "shut"


def test_check_finds_another_text() -> None:
    """A span of one text fails the check of another, and one wrong span among many is found."""
    right, wrong = Span.cut(TEXT, 0, 6), Span(0, 6, "Torvik")
    right.check(TEXT)
    with pytest.raises(SpanError, match="Halden"):
        wrong.check(TEXT)
    with pytest.raises(SpanError):
        check_all(TEXT, [right, wrong])


@pytest.mark.parametrize(
    ("a", "b", "holds", "meets"),
    [
        ((0, 9), (2, 5), True, True),
        ((2, 5), (2, 5), True, True),
        ((2, 5), (0, 9), False, True),
        ((0, 3), (2, 5), False, True),
        ((0, 3), (3, 5), False, False),
    ],
)
def test_holding_and_meeting(a: tuple[int, int], b: tuple[int, int], holds: bool, meets: bool) -> None:
    """Spans that only touch do not meet, for their ends are half-open."""
    one, other = Span.cut(TEXT, *a), Span.cut(TEXT, *b)
    assert (one.holds(other), one.meets(other)) == (holds, meets)
    assert other.meets(one) is meets


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_trimming_leaves_no_blanks(text: str, start: int, end: int) -> None:
    """A trimmed span lies within what was asked for, without white space at its ends."""
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    span = Span.trimmed(text, start, end)
    assert start <= span.start <= span.end <= end
    assert span.text == text[start:end].strip()
    span.check(text)


@given(st.text("ab \u00ad\u200b“", max_size=30))
def test_offsets_go_there_and_back(text: str) -> None:
    """A text without its invisible characters maps back: each run begins and ends at the same characters."""
    dropped = "\u00ad\u200b"
    plain, back = without(text, dropped)
    assert plain == "".join(c for c in text if c not in dropped)
    for start in range(len(plain)):
        assert text[back.to_original(start)] == plain[start]
        for end in range(start + 1, len(plain) + 1):
            span = back.span(text, start, end)
            assert "".join(c for c in span.text if c not in dropped) == plain[start:end]


def test_an_empty_map_changes_nothing() -> None:
    """A map without pieces is that of a text onto itself."""
    assert OffsetMap((), (), ()).to_original(7) == 7
