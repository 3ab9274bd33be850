"""What shows that two clauses tell of two events, though they share a word and who or what takes part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.link.apart import is_compatible, is_possible
from twosource.link.events import Event, Story, prepare
from twosource.link.markers import modifiers, peoples, plurals, ranks
from twosource.link.support import is_supported, may_be_one
from twosource.records import Account

Tell = Callable[..., Account]
Found = tuple[Event, Event, Story]


@pytest.fixture(scope="module")
def pair(account: Tell) -> Callable[[str, str, str], Found]:
    """Return a function that gives the first event of a lemma from each of two texts, with their story."""

    def find(one: str, other: str, lemma: str) -> Found:
        annotations = account(one, other, published="2024-05-08").annotations
        party_of = {
            (a.report.id, p.id): f"story:{p.name}" for a in annotations for p in a.marks.parties if p.names
        }
        story = prepare(annotations, party_of, frozenset(party_of.values()))
        a, b = (next(e for e in story.events if e.report == n and e.telling.lemma == lemma) for n in range(2))
        return a, b, story

    return find


RANKED = [
    ("Borealis made an initial offer.", "Borealis made a revised offer.", "offer", False),
    ("Borealis made an initial offer.", "Borealis made an offer.", "offer", True),
    ("Torvik launched its first satellite.", "Torvik launched its second satellite.", "launch", False),
    ("The union sent more monitors.", "The union sent monitors.", "send", False),
    ("The union sent more monitors.", "The union sent additional monitors.", "send", True),
    ("The union sent more than 40 monitors.", "The union sent monitors.", "send", True),
    ("Another bus carried pupils.", "The bus carried pupils.", "carry", False),
    ("Another bus left on Monday.", "A bus left on Monday.", "leave", True),
    ("A man of 36, aged 36, died.", "A climber died.", "die", True),
    ("A 36-year-old climber died.", "A 52-year-old climber died.", "die", False),
    ("A 3-year-old boy fell.", "A 4-year-old boy fell.", "fall", True),
]


@pytest.mark.parametrize(("one", "other", "lemma", "may"), RANKED, ids=[f"{c[0]}{c[1]}" for c in RANKED])
def test_words_before_a_noun_say_which_it_is(
    pair: Callable[[str, str, str], Found], one: str, other: str, lemma: str, may: bool
) -> None:
    """The first is not the new one, another is not the one, and ages more than a year apart are of two."""
    a, b, _ = pair(one, other, lemma)
    assert is_compatible(a, b) is may
    assert is_compatible(b, a) is may
    assert is_possible(a, b) is may


SUPPORTED = [
    ("A rocket left the pad.", "Rockets left the pad.", "leave", False),
    ("A fire burned the carcass.", "A fire burned the carcasses.", "burn", False),
    ("The council imposed a sanction.", "The council imposed sanctions.", "impose", True),
    ("Two policemen were hurt.", "Two miners were hurt.", "hurt", False),
    ("Forty policemen were hurt.", "Forty miners were hurt.", "hurt", True),
]


@pytest.mark.parametrize(
    ("one", "other", "lemma", "is_one"), SUPPORTED, ids=[f"{c[0]}{c[1]}" for c in SUPPORTED]
)
def test_what_is_one_here_and_many_there_is_not_shared(
    pair: Callable[[str, str, str], Found], one: str, other: str, lemma: str, is_one: bool
) -> None:
    """One and several of a kind are two things, as are two of other persons; events may be either."""
    filler = " ".join(f"The mayor met guest number {n}." for n in range(4))
    a, b, story = pair(f"{filler} {one}", f"{filler} {other}", lemma)
    assert is_supported(a, b, story) is is_one
    assert is_supported(b, a, story) is is_one


def test_counts_far_apart_need_more_in_common(pair: Callable[[str, str, str], Found]) -> None:
    """Three killed and ninety are of two accidents, if no place or day is the same; eleven and twelve not."""
    filler = " ".join(f"The mayor met guest number {n}." for n in range(4))
    a, b, story = pair(f"{filler} Three miners were killed.", f"{filler} Ninety miners were killed.", "kill")
    assert not is_supported(a, b, story)
    a, b, story = pair(f"{filler} Eleven miners were killed.", f"{filler} Twelve miners were killed.", "kill")
    assert is_supported(a, b, story)


def test_one_noun_with_other_words_before_it_says_something_else(
    pair: Callable[[str, str, str], Found],
) -> None:
    """What Tamro is beside an ape is young to one and a lowlander to the other; near words say the same."""
    a, b, story = pair("Tamro was a young ape.", "Tamro was a lowland ape.", "ape")
    assert not is_supported(a, b, story)
    a, b, story = pair("Tamro was a young ape.", "Tamro was an ape.", "ape")
    assert is_supported(a, b, story)


def test_two_speakers_who_say_we_are_two_groups(pair: Callable[[str, str, str], Found]) -> None:
    """What one speaker says of himself and others is not what another says of herself and others."""
    one = "“We miss the old harbour,” Anders Holm said."
    a, b, _ = pair(one, "“We miss the old songs,” Greta Lindqvist said.", "miss")
    assert not is_compatible(a, b)
    a, b, _ = pair(one, "“We miss the old harbour,” Anders Holm said on Monday.", "miss")
    assert is_compatible(a, b)


def test_markers_of_a_telling(pair: Callable[[str, str, str], Found]) -> None:
    """Ranks, plurals and modifiers are read off the words before the nouns; peoples are plural names."""
    a, b, _ = pair("The latest rockets left.", "Another rocket left.", "leave")
    assert ranks(a.telling) == {("rocket", "after")}
    assert ranks(b.telling) == {("rocket", "after"), ("rocket", "again")}
    assert (plurals(a.telling), plurals(b.telling)) == (frozenset({"rocket"}), frozenset())
    state, _, _ = pair("It is a very old law.", "It is a law.", "law")
    assert modifiers(state.telling) == {"very", "old"}
    assert "belarusians" in peoples()
    assert "the" not in peoples()


def test_counts_far_apart_keep_even_the_model_from_joining(pair: Callable[[str, str, str], Found]) -> None:
    """Where one count is many times the other, two are told of, whatever the model makes of it."""
    filler = " ".join(f"The mayor met guest number {n}." for n in range(4))
    a, b, story = pair(
        f"{filler} More than 2,000 people signed.", f"{filler} Some 300,000 people signed.", "sign"
    )
    assert not may_be_one(a, b, story)


def test_a_verb_that_goes_in_is_not_one_that_goes_out(pair: Callable[[str, str, str], Found]) -> None:
    """Who checks into a house does not check out of it, however the parse hangs the particle."""
    a, b, _ = pair(
        "Ilse Brandt checked into the Sel house.", "Ilse Brandt checked out of the Sel house.", "check"
    )
    assert not is_compatible(a, b)
    a, b, _ = pair("Ilse Brandt checked into the Sel house.", "Ilse Brandt checked in on Monday.", "check")
    assert is_compatible(a, b)


def test_a_man_is_no_woman(pair: Callable[[str, str, str], Found]) -> None:
    """One befell a man and the other a woman, so they are two; a man and a teacher may be one."""
    a, b, story = pair("A storm killed a man in Halden.", "A storm killed a woman in Halden.", "kill")
    assert not is_supported(a, b, story)
    a, b, story = pair("A storm killed a man in Halden.", "A storm killed a teacher in Halden.", "kill")
    assert is_supported(a, b, story)


def test_one_person_is_not_one_thing(pair: Callable[[str, str, str], Found]) -> None:
    """That both count one says nothing where the one counts persons and the other things."""
    a, b, story = pair(
        "One of the raiders drove a bomb into the base.", "At least one car was driven into a wall.", "drive"
    )
    assert not is_supported(a, b, story)


def test_what_is_denied_of_one_thing_is_not_told_of_another(pair: Callable[[str, str, str], Found]) -> None:
    """ "Possession is no breach" and "use is a breach" are not held against one another."""
    a, b, _ = pair("Possession does not breach the treaty.", "Any use breaches the treaty.", "breach")
    assert not is_compatible(a, b)
    a, b, _ = pair("The guards did not enter Halden.", "A patrol entered Halden.", "enter")
    assert is_compatible(a, b)
