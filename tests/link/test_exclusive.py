"""What can't both hold of one person: in one claim, in conflict, and never agreeing."""

from __future__ import annotations

import pytest

from twosource.link.exclusive import exclude
from twosource.pipeline import account, annotate
from twosource.read import read
from twosource.records import Claim

DEATH = "The singer Lara Quist has died at her house in Velm, the Velm Post reports."


def claims_of(*texts: str) -> tuple[Claim, ...]:
    """Return the claims of some reports of one event."""
    rows = [
        {"id": str(n), "text": text, "outlet": f"Outlet {n}", "published": "2031-03-04"}
        for n, text in enumerate(texts)
    ]
    reports = [read(row).reports[0] for row in rows]
    (story,) = account(tuple(annotate(reports)), is_one_story=True)
    return story.claims


def conflicts(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    """Return the values of the conflicts over whether something is so."""
    return [
        d.values for c in claims for d in c.differences if d.verdict == "conflict" and d.field == "polarity"
    ]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("die", "alive", True),
        ("alive", "kill", True),
        ("injure", "unhurt", True),
        ("die", "injure", False),
        ("arrest", "release", False),
        ("alive", "alive", False),
    ],
)
def test_words_that_exclude_each_other(a: str, b: str, expected: bool) -> None:
    """Being alive excludes having died; being released does not exclude an arrest."""
    assert exclude(a, b) is expected
    assert exclude(b, a) is expected


def test_a_death_and_its_denial_are_one_claim_in_conflict() -> None:
    """Two outlets bury a singer, two find her alive: one claim, each against each."""
    claims = claims_of(
        DEATH,
        "Lara Quist has died. Fans of Lara Quist laid flowers in Velm on Tuesday.",
        "The singer Lara Quist is alive. A friend found her in her garden in Velm.",
        "Lara Quist is alive and well, the police in Velm said.",
    )
    (claim,) = [c for c in claims if any(d.verdict == "conflict" for d in c.differences)]
    assert len({t.report for t in claim.tellings if not t.telling.is_named}) == 4
    assert {frozenset(pair) for pair in conflicts(claims)} == {frozenset(("died", "alive"))}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Her sister Mara Quist is alive.", id="another person"),
        pytest.param("Lara Quist was alive in 2019, when Velm gave her a medal.", id="another time"),
        pytest.param("Lara Quist might be alive, a neighbour hopes.", id="not told as a fact"),
        pytest.param("Lara Quist was arrested and released in Velm.", id="what may follow"),
    ],
)
def test_no_conflict(other: str) -> None:
    """Another person, another time, a hope: nothing of it contradicts a death."""
    assert conflicts(claims_of(DEATH, other)) == []
