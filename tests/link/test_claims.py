"""Aligned claims: two clauses of two outlets that tell of one event meet; twisted ones don't agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.records import Claim

Find = Callable[..., list[Claim]]

SAME = [
    ("Police arrested 40 dockers in Halden on Monday.", "Some 40 dockers were detained by police in Halden."),
    ("The blast killed three miners near Torvik.", "Three miners died in an explosion near Torvik."),
    ("Mayor Greta Lindqvist resigned on Tuesday.", "Greta Lindqvist, the mayor, quit on Tuesday."),
    ("Borealis bought the shipyard of Halden.", "The shipyard of Halden was acquired by Borealis."),
    ("A fire destroyed the library of Torvik.", "The library of Torvik was destroyed by a fire."),
    ("Ilse Brandt won the election in Torvik.", "The election in Torvik was won by Ilse Brandt."),
    ("Marta Okonedo fled to Torvik this week.", "Marta Okonedo, a judge, fled to Torvik on Tuesday."),
    ("The army freed Anders Holm on Friday.", "Anders Holm was released by the army on Friday."),
    ("Thousands of people took to the streets of Halden.", "In Halden, thousands of people protested."),
    ("A ferry hit the pier of Halden on Monday.", "The ferry that hit the pier of Halden on Monday was old."),
]

TWISTED = [
    ("Borealis bought the shipyard of Halden.", "Borealis did not buy the shipyard of Halden."),
    ("Borealis sued Norvind over the shipyard.", "Norvind sued Borealis over the shipyard."),
    ("Three miners died in Torvik.", "Nine miners died in Torvik."),
    ("Police arrested 40 dockers in Halden.", "Police plan to arrest 40 dockers in Halden."),
    ("Police arrested 40 dockers in Halden.", "The council called on police to arrest 40 dockers in Halden."),
    ("Greta Lindqvist won the vote.", "Anders Holm won the vote."),
    ("The law weakened the council of Halden.", "The law strengthened the council of Halden."),
    ("The blast killed three miners.", "The blast injured three miners."),
    ("Prices rose by 4 percent in Halden.", "Prices fell by 4 percent in Halden."),
    ("Greta Lindqvist accused Anders Holm of theft.", "Anders Holm accused Greta Lindqvist of theft."),
    ("The ferry sank on Monday off Halden.", "The ferry sank on Friday off Halden."),
    ("The council approved the tunnel.", "The council rejected the tunnel."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_event_in_two_wordings_is_one_claim(shared_claims: Find, one: str, other: str) -> None:
    """Two outlets' clauses on one event are one claim, without a conflict."""
    found = [c for c in shared_claims(one, other, published="2024-05-08") if c.is_main]
    assert found, "not aligned"
    assert not any(d.verdict == "conflict" for c in found for d in c.differences)


@pytest.mark.parametrize(("one", "other"), TWISTED)
def test_a_twisted_telling_never_agrees(shared_claims: Find, one: str, other: str) -> None:
    """Negated, swapped, renumbered, redated, planned or opposite tellings are not one agreed claim."""
    for claim in shared_claims(one, other, published="2024-05-08"):
        if claim.is_main and len({t.report for t in claim.tellings if not t.telling.is_named}) > 1:
            assert any(d.verdict in {"conflict", "stronger", "unsure"} for d in claim.differences)
            assert claim.standing == "single", (claim.text, claim.standing)


def test_people_of_another_name_are_others(shared_claims: Find) -> None:
    """The same act by another named person is another event."""
    assert not shared_claims("Ilse Brandt resigned on Monday.", "Anders Holm resigned on Monday.")


def test_two_counts_in_one_report_are_two_events(account: Callable[..., object]) -> None:
    """ "At least two were killed" and "one was killed" in one report are not one claim."""
    text = "At least two dockers were killed in Halden.\n\nOne docker was killed in Halden on Monday."
    found = [c for c in account(text).claims if c.is_main and c.tellings[0].telling.lemma == "kill"]  # type: ignore[attr-defined]
    assert len(found) == 2
