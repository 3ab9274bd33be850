"""Chains: the hops through which a telling came, each with the words of the report that show it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.records import Account, Hop, Told

Tell = Callable[..., Account]
Hops = list[tuple[str, str | None]]

CASES: list[tuple[str, str, Hops]] = [
    ("The tunnel collapsed on Monday.", "collapse", [("outlet", "A Gazette")]),
    (
        "Greta Lindqvist said the tunnel had collapsed on Monday.",
        "collapse",
        [("speaker", "Greta Lindqvist"), ("outlet", "A Gazette")],
    ),
    (
        "Greta Lindqvist opened the tunnel. “The tunnel is safe,” she said, according to the agency Norvind.",
        "safe",
        [("speaker", "Greta Lindqvist"), ("via", "the agency Norvind"), ("outlet", "A Gazette")],
    ),
    (
        "“The tunnel is safe,” Greta Lindqvist said, according to state news agency TarPress.",
        "safe",
        [("speaker", "Greta Lindqvist"), ("via", "TarPress"), ("outlet", "A Gazette")],
    ),
    (
        "Ilse Brandt said Marta Okonedo had told the council that the tunnel was unsafe.",
        "unsafe",
        [("speaker", "Marta Okonedo"), ("via", "Ilse Brandt"), ("outlet", "A Gazette")],
    ),
    (
        "TORVIK (Reuters) - The tunnel collapsed on Monday.",
        "collapse",
        [("agency", "Reuters"), ("outlet", "A Gazette")],
    ),
    (
        "TORVIK (Reuters) - Greta Lindqvist said the tunnel had collapsed on Monday.",
        "collapse",
        [("speaker", "Greta Lindqvist"), ("agency", "Reuters"), ("outlet", "A Gazette")],
    ),
]


def told(account: Account, lemma: str) -> Told:
    """Return the one telling of an event by its lemma."""
    (found,) = [t for c in account.claims for t in c.tellings if t.telling.lemma == lemma]
    return found


def hops(chain: tuple[Hop, ...]) -> Hops:
    """Return role and name of each hop; that a name is known without its description is not asked."""
    return [(hop.role, hop.name) for hop in chain]


@pytest.mark.parametrize(("text", "lemma", "expected"), CASES, ids=[text[:40] for text, _, _ in CASES])
def test_the_hops_of_a_chain(account: Tell, text: str, lemma: str, expected: Hops) -> None:
    """The first to speak comes first, then each who passed it on, the agency credited, the outlet last."""
    found = hops(told(account(text), lemma).chain)
    assert [role for role, _ in found] == [role for role, _ in expected]
    for (_, name), (_, meant) in zip(found, expected, strict=True):
        assert name is not None and meant is not None
        assert name in meant


@pytest.mark.parametrize(("text", "lemma", "expected"), CASES, ids=[text[:40] for text, _, _ in CASES])
def test_every_hop_is_shown_by_words_or_a_reason(
    account: Tell, text: str, lemma: str, expected: Hops
) -> None:
    """A hop has the words of its report that show it, else the reason why it is known."""
    chain = told(account(text), lemma).chain
    assert len(chain) == len(expected)
    for hop in chain:
        assert hop.report == "A"
        assert hop.span is not None or hop.reason
        if hop.span is not None:
            assert text[hop.span.start : hop.span.end] == hop.span.text


def test_the_utterance_and_what_it_says_share_a_chain(account: Tell) -> None:
    """ "X said P": that X said it and that P came by the same way, X first."""
    story = account("“The tunnel is safe,” Greta Lindqvist said, according to state news agency TarPress.")
    said, safe = told(story, "say"), told(story, "safe")
    assert said.chain == safe.chain
    assert said.origin != safe.origin


def test_the_inner_speaker_of_a_nested_attribution_comes_first(account: Tell) -> None:
    """A said that B had told C: of B's words, A is the one through whom they came; of A's, the speaker."""
    story = account("Ilse Brandt said Marta Okonedo had told the council that the tunnel was unsafe.")
    chains = [hops(t.chain) for c in story.claims if c.kind == "utterance" for t in c.tellings]
    assert sorted(chains) == [
        [("speaker", "Ilse Brandt"), ("outlet", "A Gazette")],
        [("speaker", "Marta Okonedo"), ("via", "Ilse Brandt"), ("outlet", "A Gazette")],
    ]


def test_an_agency_that_carries_the_words_is_not_credited_again(account: Tell) -> None:
    """ "According to Reuters" in a Reuters dispatch is one hop, not two."""
    text = "TORVIK (Reuters) - “The tunnel is safe,” Greta Lindqvist said, according to Reuters."
    chain = told(account(text), "safe").chain
    assert [hop.name for hop in chain].count("Reuters") == 1


def test_a_speaker_without_a_party_keeps_the_words(account: Tell) -> None:
    """Where nobody knows who "she" is, the hop has the word and no party."""
    hop = told(account("“The tunnel is safe,” she said."), "safe").chain[0]
    assert (hop.role, hop.party, hop.name) == ("speaker", None, "she")


def test_a_name_written_in_two_ways_is_one_hop(account: Tell) -> None:
    """Two romanisations of a speaker are one party in both chains, each with its own words."""
    story = account(
        "Oleksandr Hrynko said the tunnel had collapsed.", "Aleksandr Grinko said the tunnel had collapsed."
    )
    (claim,) = [c for c in story.claims if c.kind == "utterance"]
    first = [t.chain[0] for t in claim.tellings]
    assert first[0].party == first[1].party is not None
    assert first[0].name == first[1].name
    assert [hop.span.text for hop in first if hop.span] == ["Oleksandr Hrynko", "Aleksandr Grinko"]
