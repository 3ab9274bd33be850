"""What speaks for two clauses being of one event, how alike two event words are, and what takes part."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from twosource.link.events import FEATURES, PERSONS, Event, Story, compare, prepare
from twosource.link.likeness import are_opposed, groups, nearness, senses, vector, word_class
from twosource.link.support import count_alike, is_supported, may_be_one
from twosource.link.timing import is_dated_apart
from twosource.records import Account, Annotation

Tell = Callable[..., Account]
Pair = tuple[Event, Event, Story]

# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("noun", "verb"), [("resignation", "resign"), ("announcement", "announce"), ("death", "die")]
)
def test_a_noun_goes_with_its_verb(noun: str, verb: str) -> None:
    """An event noun has its verb in its class, and a verb itself alone."""
    assert word_class(noun) >= {noun, verb}
    assert word_class(verb) == {verb}


def test_an_unknown_word_is_its_own_class() -> None:
    """A word that no table has is in its own class, in no group, without senses and without a vector."""
    word = "zxqvut"
    assert word_class(word) == {word}
    assert (groups(word), senses(word), vector(word)) == (frozenset(), frozenset(), None)
    assert nearness(word, word) == 1.0
    assert nearness(word, "resign") == 0.0


@pytest.mark.parametrize(
    ("one", "other"), [("arrest", "detain"), ("kill", "death"), ("quit", "resignation"), ("buy", "takeover")]
)
def test_words_of_one_group(one: str, other: str) -> None:
    """Words that news uses for one another share a group, the noun by its verb."""
    assert groups(one) & groups(other)
    assert not are_opposed(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kill", "injure"),
        ("win", "lose"),
        ("weaken", "strengthen"),
        ("arrest", "rescue"),
        ("death", "injury"),
    ],
)
def test_neighbours_that_are_other_events(one: str, other: str) -> None:
    """Opposites and neighbours of one field are other events, in either order, and as nouns too."""
    assert are_opposed(one, other)
    assert are_opposed(other, one)


def test_nearness_is_a_symmetric_cosine() -> None:
    """Vectors have the length 1; nearness is the same both ways, between 0 and 1, larger for kin."""
    unit = vector("arrest")
    assert unit is not None
    assert np.isclose(np.linalg.norm(unit), 1.0, atol=1e-5)
    assert nearness("arrest", "detain") == nearness("detain", "arrest")
    assert 0.0 <= nearness("arrest", "cheese") < nearness("arrest", "detain") <= 1.0


# ---------------------------------------------------------------- events of small stories


@pytest.fixture(scope="module")
def pair(account: Tell) -> Callable[..., Pair]:
    """Return a function that gives the two events of a lemma each from two texts, with their story."""

    def find(one: str, other: str, lemmas: str, *more: str, **given: str) -> Pair:
        annotations = account(one, other, *more, **given).annotations
        story = told(annotations)
        first, second = lemmas.split()
        (a,) = [e for e in story.events if e.report == 0 and e.telling.lemma == first]
        (b,) = [e for e in story.events if e.report == 1 and e.telling.lemma == second]
        return a, b, story

    return find


def told(annotations: tuple[Annotation, ...]) -> Story:
    """Return the events of reports in which a party of each name is one party of the story."""
    party_of = {
        (a.report.id, p.id): f"story:{p.name}" for a in annotations for p in a.marks.parties if p.names
    }
    return prepare(annotations, party_of, frozenset(party_of.values()))


def test_participants_have_their_roles(pair: Callable[..., Pair]) -> None:
    """Who acts, who suffers and where, by the story's party if it is named, else by the head word."""
    a, b, _ = pair(
        "Greta Lindqvist dismissed 40 dockers in Halden.", "Ilse Brandt resigned.", "dismiss resign"
    )
    assert "P:story:Greta Lindqvist" in a.agents
    assert {"h:docker", PERSONS} & a.patients
    assert not a.agents & b.agents
    assert any(key.endswith(("Halden", "halden")) for key in a.places | a.others)
    assert "dockers" in a.context and "dismissed" not in a.context


SUPPORTED = [
    (
        "Police arrested 40 dockers in Halden.",
        "Officers detained 40 protesters in Halden.",
        "arrest detain",
        True,
    ),
    ("Borealis bought the shipyard.", "Borealis acquired the shipyard of Halden.", "buy acquire", True),
    ("The mayor accused a paper of lies.", "The mayor accused protesters of theft.", "accuse accuse", False),
    ("Burglars robbed 20 homes.", "A flood hit 20 homes.", "rob hit", False),
    ("Greta Lindqvist took the stage.", "Greta Lindqvist took the train.", "take take", False),
    ("The mine belongs to Borealis.", "The mine belongs to Borealis.", "belong belong", True),
    ("The sample was taken on 22 May.", "Nurses took the sample on 22 May.", "take take", True),
    ("Rebels seized eight monitors.", "Rebels seized upon the statement.", "seize seize", False),
]


@pytest.mark.parametrize(("one", "other", "lemmas", "is_one"), SUPPORTED, ids=[c[0][:30] for c in SUPPORTED])
def test_two_clauses_need_something_in_common(
    pair: Callable[..., Pair], one: str, other: str, lemmas: str, is_one: bool
) -> None:
    """A common word is not enough: somebody or something must take part in both, and nobody else instead."""
    a, b, story = pair(one, other, lemmas)
    assert is_supported(a, b, story) is is_one
    assert is_supported(b, a, story) is is_one


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("The ferry sank on Monday.", "The ferry sank on Tuesday.", True),
        ("The ferry sank this week.", "The ferry sank on Tuesday.", False),
        ("The ferry sank last year.", "The ferry sank on Tuesday.", True),
        ("The ferry sank.", "The ferry sank on Tuesday.", False),
        ("The ferry sank for two hours.", "The ferry sank on Tuesday.", False),
    ],
)
def test_times_that_can_not_be_one(pair: Callable[..., Pair], one: str, other: str, apart: bool) -> None:
    """Two times that can't be one speak against one event; no time, a wider one and a duration don't."""
    a, b, _ = pair(one, other, "sink sink", published="2024-05-08")
    assert is_dated_apart(a, b) is apart
    assert is_dated_apart(b, a) is apart


def test_who_is_in_every_sentence_tells_little(pair: Callable[..., Pair]) -> None:
    """The more often a story names somebody, the less it says that two clauses share them."""
    one, other = "The council praised the harbour.", "The council praised a singer."
    rare = pair(one, other, "praise praise")[2]
    chatter = "\n\n".join(f"The council met guest number {n}." for n in range(3, 40))
    common = pair(one, other, "praise praise", chatter)[2]
    assert common.per_word["council"] > rare.per_word["council"]
    assert common.weight["council"] < common.weight["singer"]


@pytest.mark.parametrize(
    ("more", "is_one"),
    [("", True), ("Ilse Brandt was suspended again.", False)],
    ids=["once in each report", "twice in one report"],
)
def test_what_a_report_tells_once_is_one_event(account: Tell, more: str, is_one: bool) -> None:
    """Somebody who is in every sentence, and was suspended once in each report, was suspended once."""
    chatter = " ".join(f"Ilse Brandt met guest number {n}." for n in range(3, 40))
    one, other = (
        "Ilse Brandt was suspended.",
        "On Monday the council of Halden suspended Ilse Brandt from the fleet.",
    )
    story = told(account(f"{one} {chatter} {more}", f"{other} {chatter}").annotations)
    a = next(e for e in story.events if e.report == 0 and e.telling.lemma == "suspend")
    b = next(e for e in story.events if e.report == 1 and e.telling.lemma == "suspend")
    assert is_supported(a, b, story) is is_one


def test_features_are_symmetric_and_bounded(pair: Callable[..., Pair]) -> None:
    """A pair has one number for each feature, the same both ways, 0..1 but for the two logarithms."""
    a, b, story = pair(
        "Police arrested 40 dockers in Halden on Monday.",
        "The police detained a singer in Torvik on Friday.",
        "arrest detain",
        published="2024-05-08",
    )
    found = compare(a, b, story)
    assert len(found) == len(FEATURES)
    assert found == pytest.approx(compare(b, a, story))
    for name, value in zip(FEATURES, found, strict=True):
        assert value >= 0.0 and (value <= 1.0 or name in {"context_shared", "rarity"}), name


# ---------------------------------------------------------------- what the model alone may join


@pytest.mark.parametrize(
    ("one", "other", "lemmas", "expected"),
    [
        pytest.param(
            "The singer died in her sleep on Sunday.",
            "The star passed away in her sleep on Sunday.",
            "die die",
            True,
            id="words-around-are-the-same",
        ),
        pytest.param(
            "The singer died in her sleep.", "Nine miners died under a rock.", "die die", False,
            id="nothing-around",
        ),
        pytest.param(
            "The team left for Torvik on Monday.", "The team left for Torvik in 2019.", "leave leave", False,
            id="another-time",
        ),
        pytest.param(
            "The board withdrew the offer.", "The board withdrew the suit.", "withdraw withdraw", False,
            id="befell-others",
        ),
        pytest.param(
            "The zoo in Torvik named the ape.", "The zoo in Torvik named the ape.", "name name", False,
            id="verb-of-little-meaning",
        ),
    ],
)  # fmt: skip
def test_the_model_alone_joins_what_else_nothing_speaks_against(
    pair: Callable[..., Pair], one: str, other: str, lemmas: str, expected: bool
) -> None:
    """Words around, times and those whom it befell must agree, and the verb must mean something."""
    a, b, story = pair(one, other, lemmas, published="2024-05-08")
    assert may_be_one(a, b, story) is expected
    assert may_be_one(b, a, story) is expected


def test_counts_of_the_same_are_alike(pair: Callable[..., Pair]) -> None:
    """Tens of thousands of people are as many in both; so they are not if other things are counted."""
    text = "Tens of thousands of people protested in Halden."
    a, b, _ = pair(text, "In Torvik tens of thousands of people protested.", "protest protest")
    assert count_alike(a, b)
    a, b, _ = pair(text, "In Torvik nine dockers protested.", "protest protest")
    assert not count_alike(a, b)
