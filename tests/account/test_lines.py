"""Lines of an account: what is told twice stands there once, and in the words that most stand behind."""

from __future__ import annotations

from collections.abc import Callable

from twosource.account.counting import Bond
from twosource.account.material import gather
from twosource.account.view_build import view_of
from twosource.records import Account, Claim, Difference

Tell = Callable[..., Account]


def main(account: Account) -> list[Claim]:
    """Return the claims that have a line of their own."""
    return [c for c in account.claims if c.is_main]


def test_who_said_what_is_told_once(account: Tell) -> None:
    """What the fire service said has a line; that it said so stands in the chain."""
    said = "The fire service said nine dockers were hurt in Halden on Tuesday."
    (claim,) = main(account(said, said, "Nine dockers were hurt in Halden on Tuesday."))
    assert claim.kind != "utterance"
    assert [t.chain[0].name for t in claim.tellings] == ["fire service", "fire service", "C Gazette"]


def test_a_denial_keeps_its_line(account: Tell) -> None:
    """That Borealis denied it is news by itself, whoever else tells that it did not happen."""
    story = account(
        "Borealis denied that nine dockers were hurt in Halden on Tuesday.",
        "Nine dockers were hurt in Halden on Tuesday.",
    )
    assert any(c.kind == "utterance" for c in main(story))


def test_a_part_of_a_sentence_is_told_with_it(account: Tell) -> None:
    """A relative clause without a time of its own has no line beside the sentence that holds it."""
    text = "The blaze broke out in a hall of Dornholt, which keeps solvents there."
    (claim,) = main(account(text, text))
    assert "broke out" in claim.text
    dated = "The blaze broke out in a hall of Dornholt, which bought solvents on Tuesday."
    assert len(main(account(dated, dated, published="2024-05-08"))) == 2


def test_where_words_come_from_is_no_event(account: Tell) -> None:
    """ "Carried by Norvind", "asked not to be named" are sources, not news."""
    story = account(
        "The sprinklers were off, said two dockers who asked not to be named. "
        "The mayor resigned, he said in remarks carried by Norvind."
    )
    acts = [c.text for c in main(story) if c.kind != "utterance"]
    assert not [text for text in acts if "carried" in text or "not to be named" in text]


def test_the_words_of_most_are_shown(account: Tell) -> None:
    """Of an early count, told by one, and a later one, told by two, the later stands for the claim."""
    early = "Nine dockers were killed when a crane fell in Halden, by Monday evening."
    late = "By Tuesday evening 12 dockers had been killed when a crane fell in Halden."
    found = [c for c in main(account(early, late, late, published="2024-05-08")) if "killed" in c.text]
    assert "12 dockers" in found[0].text


def test_a_pronoun_is_spelled_out(account: Tell) -> None:
    """ "She won the election" says who "she" is, as an editor would write."""
    story = account("Greta Lindqvist counted 14 cranes in Halden. She bought two of them on Monday.")
    assert any(c.text.startswith("[Greta Lindqvist] She bought two") for c in main(story))


def test_who_stands_alone_is_told_with_what_others_tell(account: Tell) -> None:
    """Where two outlets tell it otherwise, the reason says so, and how; it never says that one tells it."""
    story = account("Police arrested 40 dockers in Halden.", "Police arrested 60 dockers in Halden.")
    (claim,) = main(story)
    assert claim.standing == "single"
    assert claim.standing_reason.endswith("tells it so; another number in B Gazette.")
    (view,) = view_of(story).conflicts
    assert "1 of 2 outlets" in view.resting


def test_what_the_model_alone_joins_confirms_and_contradicts_nothing(account: Tell) -> None:
    """Two clauses that share nothing to be known by leave a conflict unsure; those that do keep it."""
    story = gather(
        account("Police arrested 40 dockers in Halden.", "Borealis sold the shipyard.").annotations
    )
    clash = Difference("number", (0, 1), ("40", "60"), "other_number", "conflict", "why")
    assert Bond(story.acts.story, (0, 1)).tempered(clash).verdict == "unsure"
    assert Bond(story.acts.story, ()).tempered(clash).verdict == "conflict"
    same = "Police arrested 40 dockers in Halden."
    story = gather(account(same, same).annotations)
    places = [i for i, e in enumerate(story.acts.story.events) if e.telling.lemma == "arrest"]
    assert Bond(story.acts.story, places).tempered(clash).verdict == "conflict"
