"""Changes: two sentences that are the same but for a word don't agree, and what words are harmless."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.records import Claim
from twosource.weigh.changes import find_changes

Find = Callable[..., list[Claim]]

CHANGED = [
    (
        "The ferry made nine trips to Halden that week.",
        "The ferry made two trips to Halden that week.",
        "number",
    ),
    (
        "They met because of Thursday's summit in Halden.",
        "They met because of Monday's summit in Halden.",
        "time",
    ),
    ("The strike was called by Greta Lindqvist.", "The strike was called by Anders Holm.", "name"),
    (
        "The gates of the yard were not locked at night.",
        "The gates of the yard were locked at night.",
        "polarity",
    ),
    ("The council will open the bridge to lorries.", "The council opened the bridge to lorries.", "strength"),
    ("It is the strongest storm in the bay.", "It is the strongest storm in the bay of Torvik.", None),
    ("Lukas Hrynko spoke to the dockers of Halden.", "Lukas Hrinko spoke to the dockers of Halden.", None),
    ("Dockers stopped work at noon on the quay.", "A judge freed the editor of a local paper.", None),
    ("The clerk got five years and three fines.", "The clerk got 5 years and three fines.", None),
    ("The crane fell around 5:10 a.m. on the quay.", "The crane fell around 5.10am on the quay.", None),
    ("Ilse Brandt, 44, spoke to dockers in Halden.", "Ilse Brandt spoke to two dockers in Halden.", None),
    (
        "Further samples of three riders are being analysed again.",
        "Samples of three riders at Borealis are being analysed again.",
        None,
    ),
    ("The tram had a limit of 12mph in the curve.", "The tram had a limit of 12 mph in the curve.", None),
    ("They met on Tuesday for a debate in Halden.", "They met yesterday for a debate in Halden.", None),
    ("The vote will be on 11 May in Halden.", "The vote will be held in Halden.", None),
    ("She called the inquiry into him unfair.", "She called the inquiry into him not a fair one.", None),
    ("The north has high prices for its fish.", "The north has low prices for its fish.", "wording"),
    ("", "", None),
]


@pytest.mark.parametrize(("one", "other", "field"), CHANGED, ids=[c[0][:30] or "empty" for c in CHANGED])
def test_one_word_that_turns_a_sentence_is_found(one: str, other: str, field: str | None) -> None:
    """A number, day, name, "not", "will" or opposite that differs is found, both ways round."""
    found = {change.field for change in find_changes(one, other)}
    assert field in found if field else not found
    assert {change.field for change in find_changes(other, one)} == found


DISTORTED = [
    ("Anders Holm said that the depot was safe.", "Anders Holm did not say that the depot was safe."),
    ("Anders Holm said that the depot was safe.", "Anders Holm will say that the depot was safe."),
    ("The union praised the deal with the port.", "The union condemned the deal with the port."),
    ("The council met in Halden on Monday.", "The council met in Torvik on Monday."),
    ("The ferry made nine trips in the storm.", "The ferry made two trips in the storm."),
    ("Greta Lindqvist opened the new bridge.", "Ilse Brandt opened the new bridge."),
    ("The mayor left because of Thursday's vote.", "The mayor left because of Monday's vote."),
]


@pytest.mark.parametrize(("one", "other"), DISTORTED)
def test_a_sentence_turned_by_a_word_never_confirms(shared_claims: Find, one: str, other: str) -> None:
    """No main claim that both tell holds for two outlets without a difference that says so."""
    for claim in shared_claims(one, other, published="2024-05-08"):
        told = [t for t in claim.tellings if not t.telling.is_named and t.telling.is_main]
        if len({t.report for t in told}) > 1:
            assert any(d.verdict in {"conflict", "stronger", "unsure"} for d in claim.differences), claim.text
            assert claim.standing == "single", claim.text


PARAPHRASED = [
    ("Police arrested 40 dockers in Halden.", "In Halden, police arrested 40 dockers."),
    ("The council approved the tunnel on Monday.", "The tunnel was approved by the council on Monday."),
    ("Borealis bought the shipyard.", "Borealis, a shipping company, purchased the shipyard."),
    ("Police arrested 41 dockers in Halden.", "Police arrested about 40 dockers in Halden."),
]


@pytest.mark.parametrize(("one", "other"), PARAPHRASED)
def test_a_paraphrase_agrees(shared_claims: Find, one: str, other: str) -> None:
    """Another order, the passive, a synonym, a rounded number: one claim, and nothing against it."""
    found = [c for c in shared_claims(one, other, published="2024-05-08") if c.is_main]
    assert found
    assert not any(d.verdict in {"conflict", "stronger", "unsure"} for c in found for d in c.differences)
