"""Whose words: the characters between quotation marks, of all kinds, balanced or not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from twosource.mark.quotations import Quotation, find_quotations

from ..work import LINEAR, LONG, growth, no_hang
from .lines import lines_of

PAIRED = (
    ("curly", "“The road is open,” she said.", ["“The road is open,”"]),
    ("straight", 'He said "yes" and "no".', ['"yes"', '"no"']),
    ("two apostrophes", "''Never,'' he said.", ["''Never,''"]),
    ("backticks", "``Never,'' he said.", ["``Never,''"]),
    ("low-high", "„Nie“, she said.", ["„Nie“"]),
    ("low-high curly close", "„Nie”, she said.", ["„Nie”"]),
    ("guillemets", "«Non», she said.", ["«Non»"]),
    ("guillemets turned", "»Nej«, she said.", ["»Nej«"]),
    ("single", "‘The road is open,’ she said.", ["‘The road is open,’"]),
    ("single straight", "'The road is open,' she said.", ["'The road is open,'"]),
    ("possessive inside single", "‘The countries’ own road,’ she said.", ["‘The countries’ own road,’"]),
    ("contraction inside single", "'It's the mayor's road,' she said.", ["'It's the mayor's road,'"]),
    ("single inside double", "“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”"]),
    ("possessive is none", 'The countries\' mutual "trust" grew.', ['"trust"']),
    ("contractions are none", "It's the mayor's and the boys' road.", []),
    ("decade is none", "In the '60s and '70s he was young.", []),
    ("elision is none", "Rock 'n' roll 'til dawn.", []),
    ("inch marks are none", "The 6\" gun and the 5' man.", []),
    ("lone close", "The road ” was open.", []),
    ("lone open", "The “road was open.", []),
    ("open then a pair", "The “road was “open” again.", ["“open”"]),
    ("left open, goes on", "“One.\n“Two.”", ["“One.", "“Two.”"]),
    ("left open at the head", "“One.\nTwo.", ["“One."]),
    ("left open further on", "He “said one.\nTwo.", []),
    ("only marks", "“”“”", ["“”", "“”"]),
)


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in PAIRED], ids=[c[0] for c in PAIRED])
def test_pairs(text: str, wanted: list[str]) -> None:
    """Marks pair with their own kind; apostrophes, inches and strays are no quotations."""
    assert [text[q.start : q.end] for q in find_quotations(text, lines_of(text))] == wanted


def test_inner_extent() -> None:
    """The inner extent is what stands between the marks, no more and no less."""
    text = "She wrote: “A, b; c.” Then left."
    (one,) = find_quotations(text, lines_of(text))
    assert text[one.inner_start : one.inner_end] == "A, b; c."
    assert one.closed and not one.single


def test_left_open_is_marked() -> None:
    """A quotation that goes on in the next paragraph says that it is not closed."""
    text = "“One.\n“Two.”"
    first, second = find_quotations(text, lines_of(text))
    assert not first.closed
    assert second.closed


@pytest.mark.parametrize("piece", ['"', "'", "“", "”", ' "a', "'a ", "''", "“‘", "»«", "’’ "])
def test_many_marks_in_linear_work(piece: str) -> None:
    """Four times the marks in a line are about four times the work; no two quotations overlap."""

    def quotations(size: int) -> tuple[Quotation, ...]:
        text = piece * (size // len(piece))
        return find_quotations(text, [(0, len(text))])

    assert growth(lambda size: lambda: quotations(size), 2_000) <= LINEAR
    with no_hang():
        found = quotations(LONG)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_none_overlap_and_order() -> None:
    """Quotations come in text order and stand in no other."""
    text = "“a ‘b’ c” ‘d “e” f’ \"g 'h' i\""
    found = find_quotations(text, lines_of(text))
    assert [text[q.start : q.end] for q in found] == ["“a ‘b’ c”", "‘d “e” f’", "\"g 'h' i\""]
