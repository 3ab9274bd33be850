"""The words of a claim: whole quotations, no other clause, no "which" that stands for nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.account.claim_text import shown_span
from twosource.records import Account, Telling
from twosource.spans import Span

Tell = Callable[..., Account]

SHOWN = [
    (
        "He warned of “a storm in the bay” again.",
        "warned of “a storm in the bay",
        "warned of “a storm in the bay”",
    ),
    (
        'He warned of "a storm in the bay" again.',
        'warned of "a storm in the bay',
        'warned of "a storm in the bay"',
    ),
    ("He warned of “a storm”.", "warned of “a storm”", "warned of “a storm”"),
    ("“A storm” will come.", "A storm” will come", "“A storm” will come"),
    ("Nine were hurt, while the mayor slept.", "Nine were hurt, while the mayor slept", "Nine were hurt"),
    (
        "Nine were hurt while they slept.",
        "Nine were hurt while they slept",
        "Nine were hurt while they slept",
    ),
]


@pytest.mark.parametrize(("text", "told", "shown"), SHOWN, ids=[case[1] for case in SHOWN])
def test_the_words_that_are_shown(text: str, told: str, shown: str) -> None:
    """A quotation keeps both its marks; what is set against the clause is left to its own claim."""
    at = text.index(told)
    head = Span.cut(text, at, at + 4)
    telling = Telling("t", "act", Span.cut(text, at, at + len(told)), (head,), "x", 0)
    assert shown_span(text, telling).text == shown


def texts(account: Account) -> list[str]:
    """Return the texts of the utterances of an account."""
    return [c.text for c in account.claims if c.kind == "utterance"]


def test_what_which_stands_for_is_said(account: Tell) -> None:
    """The words before "which" stand in brackets; after a quotation nothing does."""
    story = account("Greta Lindqvist sold the harbour, which the union said on Friday it would not accept.")
    assert any(text.startswith("[the harbour] which the union said") for text in texts(story))
    story = account("Greta Lindqvist condemned “a sale of the harbour”, which she blames on the union.")
    assert not any("which" in text.partition("] ")[2][:6] for text in texts(story))


def test_two_that_quote_a_statement_in_part_tell_one(account: Tell) -> None:
    """What a sentence quotes of it stands in the other's quotation: one utterance, shown by the quotation."""
    story = account(
        "Greta Lindqvist said the strike was “not just a threat to the town of Halden”.",
        "“I must talk to him, because it is not a threat to just the town of Halden,” Greta Lindqvist said.",
    )
    (claim,) = [c for c in story.claims if c.kind == "utterance" and len(c.tellings) == 2]
    assert claim.text.startswith("Greta Lindqvist: “I must talk")
    assert [d.verdict for d in claim.differences] == ["variant"]


def test_what_each_lacks_of_a_quotation_is_said(account: Tell) -> None:
    """Of two quotations with one sentence in common, each with another, the reason says just that."""
    sold = "“We have sold this harbour, and we shall not buy it back.”"
    story = account(
        f"{sold[:-1]} The roofs of the schools will be mended,” Greta Lindqvist said.",
        f"{sold[:-1]} No docker of Halden shall lose a day,” Greta Lindqvist said.",
    )
    (claim,) = [c for c in story.claims if c.kind == "utterance" and len(c.tellings) == 2]
    (difference,) = claim.differences
    assert "each has one that the other lacks" in difference.reason


def test_who_refuses_is_the_speaker(account: Tell) -> None:
    """ "Borealis declined to comment" is said of Borealis, on the word of the outlet."""
    story = account(
        "Greta Lindqvist rejected calls for a closer union with Torvik. Borealis gave no details."
    )
    told = [t for c in story.claims if c.kind == "utterance" for t in c.tellings]
    assert {t.chain[0].name for t in told} == {"Greta Lindqvist", "Borealis"}
    assert all(t.chain[-1].role == "outlet" and t.lineage == "not recorded" for t in told)


def test_statements_of_one_house_that_may_be_one_are_unsure(account: Tell) -> None:
    """A government and its ministry, "meddling" and "to interfere": perhaps one statement; others are not."""
    ministry = "Denmark’s foreign ministry condemned “clear attempts to interfere in the affairs of Halden”."
    story = account("Denmark accused others of “outside meddling” in Halden.", ministry)
    assert any("meddling" in u.reason and "unsure" in u.reason for u in story.unknowns)
    story = account("Borealis accused others of “outside meddling” in Halden.", ministry)
    assert not any("meddling" in u.reason for u in story.unknowns)


def test_counts_that_are_nearly_one_are_told(account: Tell) -> None:
    """33 mercenaries sent, 32 released: whether they are the same is not said. 33 and 20 are others."""
    sent = "Borealis sent 33 mercenaries to Halden."
    story = account(sent, "The town of Halden released 32 mercenaries on Friday.")
    assert [u for u in story.unknowns if "33 mercenaries" in u.reason and "not said" in u.reason]
    story = account(sent, "The town of Halden released 20 mercenaries on Friday.")
    assert not [u for u in story.unknowns if "33 mercenaries" in u.reason]


def test_what_was_done_to_whom_is_said(account: Tell) -> None:
    """A participle with its "by" is shown with what it was done to, and no comparison is a claim."""
    story = account(
        "Letters released by the harbour council on Monday show that the crane was older than is permitted."
    )
    shown = [c.text for c in story.claims if any(not t.telling.is_named for t in c.tellings)]
    assert any(text.startswith("[Letters] released by the harbour council") for text in shown), shown
    assert "is permitted" not in shown
