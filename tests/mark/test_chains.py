"""The chains of attribution, case by case, in the notation of `chains.py`."""

from __future__ import annotations

import pytest

from .chain_cases import CASES, NOTHING
from .chains import compare, found, read, written


@pytest.mark.parametrize(("text", "notation"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_chain(text: str, notation: str) -> None:
    """A text yields the chains that are expected of it and no other."""
    missing, extra = compare(text, notation)
    assert (missing, extra) == ([], []), f"{text}\nfound: {written(found(text))}"


@pytest.mark.parametrize("text", [c[1] for c in NOTHING], ids=[c[0] for c in NOTHING])
def test_nothing(text: str) -> None:
    """Epithets, titles, scare quotes and plain acts are nobody's words."""
    assert written(found(text)) == []


def test_notation_is_read() -> None:
    """The notation gives source, via, inside, strength and content."""
    one, two = read("A < B < C =denied: x … y\nA > -: z")
    assert (one.source, one.via, one.strength, one.content) == ("A", ("B", "C"), "denied", "x … y")
    assert (two.source, two.inside, two.content) == ("-", "A", "z")


def test_comparison_can_fail() -> None:
    """A wrong speaker is told from a right one, in both directions."""
    missing, extra = compare("Halden said the road was open.", "Brek: the road was open")
    assert missing == ["Brek: the road was open"]
    assert extra == ["Halden =said: the road was open"]
