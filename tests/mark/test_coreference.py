"""Pronouns and descriptions: whom they stand for, and when that is left open."""

from __future__ import annotations

import re

import pytest

from .parties import party_at, who_of

RESOLVED = [
    ("subject before", "Ana Melnik left Riga. She took a train.", "She", "Ana Melnik"),
    ("gender", "Ana Melnik met Viktor Brandt. She was late.", "She", "Ana Melnik"),
    ("gender of the object", "Ana Melnik met Viktor Brandt. He was late.", "He", "Viktor Brandt"),
    ("after a quotation", "“It's over,” Ana Melnik said. “We lost,” she added.", "she", "Ana Melnik"),
    ("across a paragraph", "Ana Melnik spoke.\nShe said the mine would close.", "She", "Ana Melnik"),
    ("subject preference", "Viktor Brandt called Anton Weiss. He was angry.", "He", "Viktor Brandt"),
    ("owner of the subject", "Viktor Brandt's remarks were an appeal to Anton Weiss. He was angry.", "He",
     "Viktor Brandt"),
    ("it, of a ministry", "Russia's foreign ministry said that it was concerned.", "it",
     "Russia's foreign ministry"),
    ("it, of a state", "Lithuania released the men whom it had charged.", "it", "Lithuania"),
    ("relative", "Ana Melnik, who fled on Friday, called for calm.", "who", "Ana Melnik"),
    ("possessive of the object", "Viktor Brandt congratulated Anton Weiss on his win.", "his", "Anton Weiss"),
    ("agency of a state", "Interfax said the call had ended. The Russian news agency named nobody.",
     "The Russian news agency", "Interfax"),
    ("title", "Mayor Ana Melnik opened the fair. Rain fell. The mayor thanked the cooks.", "The mayor",
     "Ana Melnik"),
    ("renaming", "Viktor Brandt bought a third newspaper. The billionaire gave no reason.", "The billionaire",
     "Viktor Brandt"),
    ("company", "Harbour Foods Ltd. closed a plant. The company blamed the weather.", "The company",
     "Harbour Foods Ltd."),
    ("age", "Anton Weiss, 46, fell. Rain set in. Ivo Brandt, 51, ran. Dogs barked. The 46-year-old was calm.",
     "The 46-year-old", "Anton Weiss"),
    ("age, of a people", "Anton Weiss will climb the tower. The 52-year-old South Korean is a baker too.",
     "The 52-year-old South Korean", "Anton Weiss"),
    ("age, of the one who spoke", ("A police spokesman said no. Ana Melnik, who lives nearby, said she "
     "heard a crash. The 23-year-old added that it was loud."), "The 23-year-old", "Ana Melnik"),
    ("age, not his sister's", "Anton Weiss wrote that his sister Ina, 19, was ill. The 27-year-old was sad.",
     "The 27-year-old", "Anton Weiss"),
    ("title and age", ("Anton Weiss retires after five years as head coach. The 65-year-old two-time coach "
     "of the year wept."), "The 65-year-old two-time coach of the year", "Anton Weiss"),
    ("what he won", "Anton Weiss retired on Monday. The two-time coach of the year wept.",
     "The two-time coach of the year", "Anton Weiss"),
    ("whose director", "Anton Weiss, director of Halden Zoo, came. Rain fell. The zoo's director was calm.",
     "The zoo's director", "Anton Weiss"),
    ("before the name", "The mayor wants it gone. He said so twice.\nPeter Fenner, the mayor, drove home.",
     "The mayor", "Peter Fenner"),
    ("before the name, of a house", ("The zoo's director said the gate was shut.\nAnton Weiss, director of "
     "Halden Zoo, came later."), "The zoo's director", "Anton Weiss"),
    ("two titles", "Company chairman and chief executive Anton Weiss was sad.", "Company chairman",
     "Anton Weiss"),
    ("rank after the office", "Its last commander Brigadier Anton Weiss was sad.", "Its last commander",
     "Anton Weiss"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), [c[1:] for c in RESOLVED], ids=[c[0] for c in RESOLVED])
def test_resolved(text: str, words: str, name: str) -> None:
    """A pronoun or description with one fitting antecedent stands for it."""
    party = party_at(who_of(text), text, words)
    assert party is not None
    assert party.name == name


SPEAKING = [
    (
        "after whole sentences",
        (
            "Viktor Brandt told the court that Anton Weiss had lied.\n"
            "“A boy saw the man fall. The dog barked. The shop was shut. It was late,” he said."
        ),
        "Viktor Brandt",
    ),
    (
        "not who has no name",
        (
            "“We had no choice,” Viktor Brandt said in a statement.\n"
            "The animal held the boy for ten minutes before it was shot, he said."
        ),
        "Viktor Brandt",
    ),
    (
        "who comes between",
        (
            "Viktor Brandt said the owners were to blame and thanked Anton Weiss. "
            "Weiss's voice shook when he spoke of the day."
        ),
        "Anton Weiss",
    ),
    (
        "his spokesman",
        (
            "Viktor Brandt hopes to win time. His spokesman said the office needed more facts. "
            "In a letter he also said the vote had come late."
        ),
        "His spokesman",
    ),
]


@pytest.mark.parametrize(("text", "name"), [c[1:] for c in SPEAKING], ids=[c[0] for c in SPEAKING])
def test_who_goes_on(text: str, name: str) -> None:
    """ "He said" is the one who spoke before, unless another has come between."""
    who = who_of(text)
    at = [m.start() for m in re.finditer(r"\bhe\b", text)][-1]
    assert who.at(at, at + 2) is not None
    assert who.at(at, at + 2) == who.at(text.index(name), text.index(name) + len(name))


OPEN = [
    ("two men, equally near", "Viktor Brandt and Anton Weiss met. He was angry.", "He"),
    ("either way", "Viktor Brandt lashed out at Anton Weiss after he gave a speech.", "he"),
    ("his own object", "Viktor Brandt praised him.", "him"),
    ("no one of that gender", "Viktor Brandt left. She stayed.", "She"),
    ("it of a thing", "Viktor Brandt sold the horse because it was lame.", "it"),
    ("first person", "“I am tired,” Ana Melnik said.", "I"),
    ("two of that title", "Mayor Ana Melnik met Mayor Viktor Brandt. The mayor was late.", "The mayor"),
    ("somebody else", "Viktor Brandt praised the billionaire.", "the billionaire"),
    ("two agencies", "Interfax and Tass named the date. The Russian news agency named nobody.",
     "The Russian news agency"),
    ("other state", "Interfax said the call had ended. The Lithuanian news agency gave no details.",
     "The Lithuanian news agency"),
    ("the former and the present", "Former President Viktor Brandt spoke first. The president was silent.",
     "The president"),
    ("another state's parliament", "The Knesset met on Monday. The Jordanian parliament met too.",
     "The Jordanian parliament"),
    ("its own", "Lithuania's navy sailed on Monday. It left its army at home.", "its army"),
    ("of another kind", "Standard & Brandt Ltd. cut its forecast. The central bank was calm.",
     "The central bank"),
    ("another chairman", "Chairman Viktor Brandt left. The Tory chairman stayed.", "The Tory chairman"),
    ("another's director", "Anton Weiss, director of Halden Zoo, came. The film's director wept.",
     "The film's director"),
    ("two of that age", "Ana Melnik, 46, fled. Clara Weiss, 46, fell. The 46-year-old was calm.",
     "The 46-year-old"),
    ("one without a name of that age", "A 46-year-old was hurt. Ana Melnik, 46, ran. The 46-year-old wept.",
     "The 46-year-old"),
    ("before the name, of another house", "The president was calm.\nZoo president Ana Melnik came later.",
     "The president"),
    ("two persons, an article", "The mother and police chief Ana Melnik left.", "The mother"),
    ("quoted pronoun", "“He lied to us,” Viktor Brandt said.", "He"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), [c[1:] for c in OPEN], ids=[c[0] for c in OPEN])
def test_open(text: str, words: str) -> None:
    """Where it can't be told, a pronoun has no party and a description a party of its own without a name."""
    party = party_at(who_of(text), text, words)
    assert party is None or party.names == ()


def test_same_group_is_one_party() -> None:
    """A group named again in the same words is one party; another number of them is not."""
    text = "The protesters sang. Police watched. The protesters left. Two protesters were hurt."
    who = who_of(text)
    assert party_at(who, text, "protesters") == party_at(who, text, "protesters", 1)
    assert party_at(who, text, "protesters") != party_at(who, text, "protesters", 2)


def test_unnamed_sources_stay_apart() -> None:
    """Two sources kept nameless are never merged by their description."""
    text = "A senior official said the talks failed. A senior official said the talks went well."
    who = who_of(text)
    assert party_at(who, text, "official") != party_at(who, text, "official", 1)
