"""Tellings: what a sentence tells of, who takes part, and how it is told."""

from __future__ import annotations

from functools import cache

import pytest

from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Marks, Telling


@cache
def marks(text: str, published: str | None = None) -> Marks:
    """Return the marks of a text."""
    (found,) = annotate(read({"text": text, "published": published}).reports)
    return found.marks


def telling(text: str, lemma: str) -> Telling:
    """Return the one act or state of a text with this lemma."""
    found = [t for t in marks(text).tellings if t.lemma == lemma and t.kind != "utterance"]
    assert len(found) == 1, [(t.lemma, t.kind) for t in marks(text).tellings]
    return found[0]


def role(one: Telling, name: str) -> str:
    """Return the heads that fill a role, joined by commas."""
    return ",".join(a.head for a in one.arguments if a.role == name)


@pytest.mark.parametrize(
    ("text", "lemma", "agent", "patient"),
    [
        ("Soldiers closed the bridge on Monday.", "close", "soldier", "bridge"),
        ("The bridge was closed by soldiers on Monday.", "close", "soldier", "bridge"),
        ("The bridge that soldiers closed leads to Halden.", "close", "soldier", "bridge"),
        ("The soldiers who closed the bridge came from Halden.", "close", "soldier", "bridge"),
        ("Two dockers were hurt and dozens detained in the harbour.", "detain", "", "dozen"),
        ("The minister met the strikers and opened a school.", "open", "minister", "school"),
        ("The council held talks with the dockers.", "talk", "council", ""),
    ],
    ids=[
        "active",
        "passive",
        "object relative",
        "subject relative",
        "elliptic",
        "shared subject",
        "light verb",
    ],
)
def test_who_does_what_to_whom(text: str, lemma: str, agent: str, patient: str) -> None:
    """Agent and patient are found in active, passive and relative clauses, and where not said again."""
    one = telling(text, lemma)
    assert (role(one, "agent"), role(one, "patient")) == (agent, patient)


@pytest.mark.parametrize(
    ("text", "lemma", "polarity", "modality"),
    [
        ("The council closed the school.", "close", "positive", "asserted"),
        ("The council did not close the school.", "close", "negative", "asserted"),
        ("No ship left the harbour.", "leave", "negative", "asserted"),
        ("The council refused to close the school.", "close", "negative", "asserted"),
        ("The council will close the school.", "close", "positive", "planned"),
        ("The council plans to close the school.", "close", "positive", "planned"),
        ("The council may close the school.", "close", "positive", "possible"),
        ("The council must close the school.", "close", "positive", "demanded"),
        ("The council left without closing the school.", "close", "negative", "asserted"),
        ("If the council closes the school, parents march.", "close", "positive", "possible"),
    ],
)
def test_how_it_is_told(text: str, lemma: str, polarity: str, modality: str) -> None:
    """Negation, modal verbs and governing verbs decide how a thing is told."""
    one = telling(text, lemma)
    assert (one.polarity, one.modality) == (polarity, modality)


def test_an_event_noun_is_only_named() -> None:
    """ "The strike" in passing is a telling, but no clause asserts it."""
    one = telling("Ferries stood still because of the strike.", "strike")
    assert one.is_named
    assert not one.is_main


def test_what_a_speaker_says_is_not_in_the_reports_voice() -> None:
    """A clause inside an attribution is told, but not by the report itself."""
    text = "The harbour master said on Friday that the crane had collapsed."
    one = telling(text, "collapse")
    assert not one.is_main
    assert not one.is_named
    assert len(one.attributions) == 1


def test_the_time_of_speaking_is_not_the_time_of_the_event() -> None:
    """ "Said on Friday" dates the saying; "collapsed on Monday" dates the collapse."""
    text = "The harbour master said on Friday that the crane had collapsed on Monday."
    found = marks(text)
    times = {t.id: t.span.text for t in found.times}
    said = next(t for t in found.tellings if t.kind == "utterance")
    fell = next(t for t in found.tellings if t.lemma == "collapse")
    assert [times[i] for i in said.times] == ["Friday"]
    assert [times[i] for i in fell.times] == ["Monday"]


ATTACHED = [
    ("The crash on Monday was the worst since 2004, when a bridge fell.", ["Monday", "", "2004"]),
    ("Tolm was calm until Friday.", [""]),
    ("The mine exploded shortly after 6 a.m. on Tuesday.", ["6 a.m. on Tuesday"]),
    ("More people died in Tolm than in 2019.", [""]),
    ("By Monday evening 40 people had died in Tolm.", [""]),
    ("As of Monday, 40 people had died in Tolm.", [""]),
    ("The members of the 1922 committee met in Tolm.", [""]),
    ("She ran in Tolm for Sunday's cup.", [""]),
    ("The 2014 Harbour protests toppled a mayor.", ["2014", ""]),
    ("In 2014 Ana Melnik led protests.", ["2014"]),
]


@pytest.mark.parametrize(("text", "expected"), ATTACHED, ids=[case[0] for case in ATTACHED])
def test_what_only_bounds_is_not_when_it_happened(text: str, expected: list[str]) -> None:
    """A time after "since", "until" or "than" is not its clause's; a "when" clause has the time before it."""
    found = marks(text)
    words = {time.id: time.span.text for time in found.times}
    assert [" ".join(words[i] for i in telling.times) for telling in found.tellings] == expected


def test_background_is_marked_by_its_time() -> None:
    """What is dated years before the report speaks is background."""
    text = "The crane collapsed on Monday.\n\nAnother crane burned in 1998."
    found = {t.lemma: t.is_background for t in marks(text, "2024-05-08").tellings}
    assert (found["collapse"], found["burn"]) == (False, True)


def test_heads_are_the_words_of_the_event() -> None:
    """The head of a telling are the words that name the event, and lie in the telling's own words."""
    for one in marks("The council held talks, and the strike that dockers began on Monday ended.").tellings:
        assert one.head
        for span in one.head:
            assert one.span.start <= span.start
            assert span.end <= one.span.end


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Thousands took to the streets of Halden.", "protest"),
        ("Greta Lindqvist stepped down on Monday.", "resign"),
        ("The shipyard laid off ninety dockers.", "dismiss"),
        ("The soldiers took the keys to the mayor.", "take"),
    ],
)
def test_an_idiom_names_its_event(text: str, lemma: str) -> None:
    """A verb with its particle or fixed phrase is known by the event that the whole names."""
    assert lemma in {t.lemma for t in marks(text).tellings}


@pytest.mark.parametrize(
    ("text", "lemma", "polarity"),
    [
        ("The flood is not just a threat to Halden.", "threat", "positive"),
        ("Mayor Ines Tarrow said it was not a threat to just Halden anymore.", "threat", "positive"),
        ("The flood is not a threat to Halden.", "threat", "negative"),
        ("The mast did not fall just before the storm.", "fall", "negative"),
        ("The dam did not burst.", "burst", "negative"),
    ],
)
def test_a_not_that_only_limits(text: str, lemma: str, polarity: str) -> None:
    """A "not" that says that there is more to it denies nothing, wherever its limiter stands."""
    assert telling(text, lemma).polarity == polarity


@pytest.mark.parametrize(
    ("text", "lemma", "figures"),
    [
        ("The hospital has now counted 14 dead, its director said.", "dead", ["14"]),
        ("The number of people killed in the fire has risen to 23.", "kill", ["23"]),
        ("Ilse Brandt accepted 2.4 million crowns from Borealis.", "accept", ["2.4 million"]),
        ("The post was shared 90,000 times.", "share", ["90,000"]),
    ],
)
def test_a_figure_belongs_to_what_it_counts(text: str, lemma: str, figures: list[str]) -> None:
    """A figure belongs to the act whose participants it counts, wherever the parse hangs it."""
    found = marks(text)
    one = next(t for t in found.tellings if t.lemma == lemma and t.kind != "utterance")
    assert [f.span.text for f in found.figures if f.id in one.figures] == figures


@pytest.mark.parametrize(
    ("text", "lemma", "modality"),
    [
        ("Ilse Brandt told them that the sample was taken in May.", "take", "asserted"),
        ("Ilse Brandt told the dockers to leave the harbour.", "leave", "demanded"),
    ],
)
def test_what_is_told_as_a_fact_is_asserted(text: str, lemma: str, modality: str) -> None:
    """Who is told that something was done is not asked to do it, in the passive neither."""
    assert telling(text, lemma).modality == modality


def test_a_name_in_apposition_is_the_participant() -> None:
    """ "The singer Ilse Brandt" takes part as Ilse Brandt."""
    found = marks("The singer Ilse Brandt resigned on Monday.")
    (party,) = [p for p in found.parties if p.name == "Ilse Brandt"]
    one = next(t for t in found.tellings if t.lemma == "resign")
    assert party.id in {a.party for a in one.arguments if a.role in {"agent", "patient"}}
