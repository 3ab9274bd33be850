"""Mentions and parties of one report: what is a party, of what type, under which names."""

from __future__ import annotations

import pytest

from twosource.mark.mentions import Who, find_mentions
from twosource.mark.parse import parse
from twosource.records import Layout
from twosource.spans import Span

from ..work import LINEAR, Work, growth
from .parties import party_at, who_of

TYPES = [
    ("person", "Ana Melnik left the town on Friday.", "Ana Melnik", "person"),
    ("organisation", "Interfax said the road was closed.", "Interfax", "organisation"),
    ("acting state", "Russia accused its neighbours of meddling.", "Russia", "government"),
    ("speaking capital", "Moscow accused unnamed countries of meddling.", "Moscow", "government"),
    ("seat of power", "The Kremlin warned against new sanctions.", "Kremlin", "government"),
    ("addressed state", "The envoy urged Lithuania to open the border.", "Lithuania", "government"),
    ("state with an attitude", "Russia has been wary of strikes in its ports.", "Russia", "government"),
    ("passive agent", "The envoy was expelled by Lithuania.", "Lithuania", "government"),
    ("place", "The envoy arrived in Moscow on Friday.", "Moscow", "place"),
    ("state as a place", "Factories in Lithuania were closed.", "Lithuania", "place"),
    ("group", "Protesters marched to the square.", "Protesters", "group"),
    ("group of a body", "EU foreign ministers agreed on sanctions.", "ministers", "group"),
    ("people", "Lithuanians voted on Sunday.", "Lithuanians", "group"),
    ("document", "The report said the dam had cracked.", "report", "document"),
    ("poll", "A poll found that most voters were angry.", "poll", "document"),
    ("ministry of a state", "Russia's foreign ministry said it was worried.", "ministry", "organisation"),
    ("anonymous official", "A senior official who asked not to be named said so.", "official", "unnamed"),
    ("anonymous people", "Two people familiar with the matter said so.", "people", "unnamed"),
    ("unknown noun that speaks", "A narrator says the town was poor.", "narrator", "person"),
    ("some", "Some believe that the town was poor.", "Some", "group"),
    ("several documents", "The latest polls show a tie.", "polls", "document"),
    ("source", "A source said the talks had failed.", "source", "unnamed"),
]


@pytest.mark.parametrize(("text", "words", "kind"), [c[1:] for c in TYPES], ids=[c[0] for c in TYPES])
def test_type(text: str, words: str, kind: str) -> None:
    """Each kind of party gets its type, a state's name by whether it acts."""
    party = party_at(who_of(text), text, words)
    assert party is not None
    assert party.type == kind


NAMES = [
    (
        "the bare name before a relative's full one",
        "President Brandt spoke first. Brandt and the first lady, Ana Brandt, left at noon.",
        "Brandt",
        ("Brandt",),
    ),
    (
        "the relative",
        "Brandt spoke. His wife, Ana Brandt, left. Ana Brandt was ill.",
        "Ana Brandt",
        ("Ana Brandt",),
    ),
    (
        "the other sex",
        "Ana Brandt opened the fair. Mr. Brandt came late.",
        "Brandt came",
        ("Brandt",),
    ),
    (
        "the same person in full later",
        "Brandt spoke first. The crowd sang. Then Viktor Brandt left.",
        "Brandt",
        ("Viktor Brandt", "Brandt"),
    ),
    (
        "father and son",
        "Viktor Brandt Jr. thanked Viktor Brandt Sr. for the house.",
        "Viktor Brandt Sr",
        ("Viktor Brandt Sr",),
    ),
]


@pytest.mark.parametrize(("text", "words", "names"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_relatives_stay_apart(text: str, words: str, names: tuple[str, ...]) -> None:
    """A bare surname is not the relative's who is brought in by a full name."""
    party = party_at(who_of(text), text, words.removesuffix(" came"), 1 if words.endswith(" came") else 0)
    assert party is not None
    assert party.names == names


def test_a_possessive_extent_is_its_name() -> None:
    """Words that end in the possessive stand for the party whose name they are."""
    text = "Ana Melnik's lawyer spoke. Rain fell on Ana Melnik's house."
    who = who_of(text)
    assert party_at(who, text, "Ana Melnik's", 1).names == ("Ana Melnik",)


def test_a_heading_makes_no_name_of_two() -> None:
    """A line in capitals is cut to the names that the text knows."""
    text = (
        "Melnik Quits Halden Board After Row Over Bridge\nAna Melnik quit the Halden Board on Friday. "
        "Melnik had led the Halden Board since March."
    )
    names = {name for party in who_of(text).parties for name in party.names}
    assert names == {"Ana Melnik", "Melnik", "Halden Board"}


def test_one_surface_two_parties() -> None:
    """A state that acts and the same name as a place are two parties."""
    text = "Russia accused the bank of fraud. The bank has forty branches in Russia."
    who = who_of(text)
    assert party_at(who, text, "Russia").type == "government"
    assert party_at(who, text, "Russia", 1).type == "place"


def test_state_capital_seat_are_one_government() -> None:
    """A state, its capital and its seat of power as actors are one party that keeps all names."""
    text = "Russia said it would stay. Moscow accused the envoy of lies. The Kremlin rejected the offer."
    who = who_of(text)
    party = party_at(who, text, "Moscow")
    assert party == party_at(who, text, "Russia") == party_at(who, text, "Kremlin")
    assert party.names[0] == "Russia"
    assert set(party.names) == {"Russia", "Moscow", "Kremlin"}


def test_ministry_is_not_its_government() -> None:
    """A state's ministry is a party of its own, the same under adjective and possessive."""
    text = (
        "Russia warned the union. Russia's foreign ministry denied it. The Russian foreign ministry was calm."
    )
    who = who_of(text)
    ministry = party_at(who, text, "Russia's foreign ministry")
    assert ministry != party_at(who, text, "Russia")
    assert ministry == party_at(who, text, "The Russian foreign ministry")


def test_bare_surname_is_the_full_name() -> None:
    """A bare surname, with or without an honorific, is the person of the full name, which comes first."""
    text = "Ana Melnik left on Friday. Mrs Melnik took the train. Melnik was tired."
    who = who_of(text)
    party = party_at(who, text, "Melnik", 2)
    assert party == party_at(who, text, "Ana Melnik")
    assert party.names == ("Ana Melnik", "Melnik")
    assert party.gender == "female"


def test_two_of_one_surname_stay_two() -> None:
    """Two full names of one surname are two persons; a title of one gender can mean only one of them."""
    text = "Viktor Brandt met reporters. His wife, Clara Brandt, stayed away. Mrs Brandt was ill."
    who = who_of(text)
    assert party_at(who, text, "Viktor Brandt") != party_at(who, text, "Clara Brandt")
    assert party_at(who, text, "Brandt", 2) == party_at(who, text, "Clara Brandt")


def test_open_surname_is_its_own_party() -> None:
    """Where two namesakes were named close by, a bare surname is neither of them."""
    text = "Viktor Brandt and Anton Brandt met reporters. Brandt was angry."
    who = who_of(text)
    bare = party_at(who, text, "Brandt", 2)
    assert bare not in (party_at(who, text, "Viktor Brandt"), party_at(who, text, "Anton Brandt"))


def test_initials_agree() -> None:
    """A middle initial makes no other person."""
    text = "Viktor J. Brandt resigned. Friends of Viktor Brandt were surprised."
    who = who_of(text)
    assert party_at(who, text, "Viktor J. Brandt") == party_at(who, text, "Viktor Brandt")


TITLES = [
    ("before the name", "Opposition candidate Ana Melnik spoke.", "opposition candidate"),
    ("with its state", "Lithuanian President Ana Melnik spoke.", "lithuanian president"),
    ("without its state", "Lithuanian President Ana Melnik spoke.", "president"),
    ("apposition", "Ana Melnik, the opposition candidate, spoke.", "opposition candidate"),
    ("predicate", "Ana Melnik is the mayor of the town.", "mayor"),
]


@pytest.mark.parametrize(("text", "title"), [c[1:] for c in TITLES], ids=[c[0] for c in TITLES])
def test_titles(text: str, title: str) -> None:
    """Roles before and after a name are the person's titles, lower case, without the name."""
    assert title in party_at(who_of(text), text, "Melnik").titles


def test_denied_role_is_no_title() -> None:
    """What somebody is not is no title."""
    text = "Ana Melnik is not the mayor."
    assert party_at(who_of(text), text, "Melnik").titles == ()


def test_name_across_a_bracket() -> None:
    """An editor's bracket that closes within a name does not split the person."""
    text = "“I must call (Russian President Vladimir) Putin now,” she said. Putin did not answer."
    who = who_of(text)
    party = party_at(who, text, "Putin")
    assert party == party_at(who, text, "Putin", 1)
    assert party.names[0] == "Vladimir Putin"


def test_headline_names_are_split() -> None:
    """A person's name run together with a state's is two parties."""
    text = "Melnik tells Putin Belarus is calm\nVladimir Putin praised Belarus. Putin left."
    who = who_of(text)
    assert party_at(who, text, "Putin") == party_at(who, text, "Vladimir Putin")
    assert not any("Putin Belarus" in p.names for p in who.parties)


def test_acronym_in_brackets() -> None:
    """An acronym that is introduced in brackets is the organisation before it."""
    text = "The Northern Harbour Authority (NHA) closed the port. The NHA said it was unsafe."
    who = who_of(text)
    assert party_at(who, text, "NHA", 1) == party_at(who, text, "Northern Harbour Authority")


def test_last_word_of_a_body() -> None:
    """The last word of a body's name stands for it where no other body's name ends so."""
    text = "The Lake Fishing Brotherhood met on Friday. The Brotherhood elected Ana Melnik."
    who = who_of(text)
    assert party_at(who, text, "Brotherhood", 1) == party_at(who, text, "Lake Fishing Brotherhood")


AT = [
    ("whole phrase", "State news agency Belta said so.", "State news agency Belta", "Belta"),
    ("name with complement", "Ana Melnik, the mayor, said so.", "Ana Melnik, the mayor,", "Ana Melnik"),
    ("renamed after it", "The attacker, Ana Melnik, said so.", "The attacker, Ana Melnik", "Ana Melnik"),
    ("quantity", "Tens of thousands of singers across Lithuania sang.",
     "Tens of thousands of singers across Lithuania", "singers"),
    ("owner is not the head", "Ana Melnik's lorry was stolen.", "Ana Melnik's lorry", None),
    ("coordination", "Those near Ana Melnik said so.", "Those near Ana Melnik", None),
    ("nothing there", "The weather was fine.", "weather", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), [c[1:] for c in AT], ids=[c[0] for c in AT])
def test_at_phrase(text: str, words: str, name: str | None) -> None:
    """A whole phrase stands for its head's party, not for any party named in it."""
    party = party_at(who_of(text), text, words)
    assert (party.name if party is not None else None) == name


def test_mentions_are_in_order_and_of_known_parties() -> None:
    """Mentions stand in text order, each of a party of the report; two runs give the same."""
    text = "Ana Melnik told Interfax that Russia had agreed. She left. The agency gave no details."
    who = who_of(text)
    assert who == who_of(text)
    starts = [m.span.start for m in who.mentions]
    assert starts == sorted(starts)
    assert {m.party for m in who.mentions} == {p.id for p in who.parties}
    for mention in who.mentions:
        mention.span.check(text)


@pytest.mark.parametrize(
    "text",
    ["", " \n \n", '"' * 10_000, "?!" * 3_000, "ANA MELNIK SAID RUSSIA MUST ACT", "(((((" * 500],
    ids=["empty", "blank", "quotes", "marks", "capitals", "brackets"],
)
def test_odd_text(text: str) -> None:
    """Odd texts give a result, not an exception."""
    assert isinstance(who_of(text), Who)


def test_work_grows_linearly() -> None:
    """Four times the text is about four times the work, the parse not counted."""
    sentence = (
        "Ana Melnik told Viktor Brandt and Clara Brandt that Brandt of the ministry said he had met her. "
    )

    def prepared(times: int) -> Work:
        text = sentence * times
        parsed = parse(text, [Span(0, len(text), text)])
        return lambda: find_mentions("r", parsed, Layout(()))

    assert growth(prepared, 50) <= LINEAR


def test_place_glued_to_a_word_does_not_speak() -> None:
    """ "Kessia-based Tarnwell" is no phrase headed by Kessia; with a dash between blanks a phrase may end."""
    text = "Kessia-based Tarnwell called the offer low."
    who = who_of(text)
    found = who.at(0, len("Kessia-based Tarnwell"))
    assert found is None or "Kessia" not in next(p for p in who.parties if p.id == found).names
