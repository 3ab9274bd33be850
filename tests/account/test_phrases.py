"""Phrases: how a telling tells what did not happen is said without turning it once more."""

from __future__ import annotations

import pytest

from twosource.account.phrases import NEGATED, manner
from twosource.pipeline import annotate
from twosource.read import read


@pytest.mark.parametrize(
    ("text", "lemma", "how"),
    [
        ("The ferry was not repaired in Halden on Monday.", "repair", NEGATED),
        ("The captain didn't leave Halden on Monday.", "leave", NEGATED),
        ("Nobody left the ferry on Monday.", "leave", NEGATED),
        ("The captain left the ferry on Monday.", "leave", ""),
    ],
)
def test_a_not_that_stands_in_the_words_is_not_doubled(text: str, lemma: str, how: str) -> None:
    """A telling whose own words negate it is marked as such, and not as the opposite of what they say."""
    (found,) = annotate(read({"text": text}).reports)
    assert {manner(t) for t in found.marks.tellings if t.lemma == lemma} == {how}
