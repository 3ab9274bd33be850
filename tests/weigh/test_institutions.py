"""Institutions: for whom somebody or some paper speaks, by the phrase alone."""

from __future__ import annotations

import pytest

from twosource.weigh.institutions import spoken_for

CASES = [
    ("the Ostrel Zoo's director", "the Ostrel Zoo"),
    ("the Ostrel Zoo’s director", "the Ostrel Zoo"),
    ("a news release from the zoo", "the zoo"),
    ("a statement from the interior ministry", "the interior ministry"),
    ("a statement from Ana Melnik", None),
    ("a film's director", None),
    ("its director", None),
]


@pytest.mark.parametrize(("phrase", "house"), CASES, ids=[c[0] for c in CASES])
def test_spoken_for(phrase: str, house: str | None) -> None:
    """A director and a release speak for their house where the phrase names a definite one."""
    assert spoken_for(phrase) == house
