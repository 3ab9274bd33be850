"""Origins: on whose word a telling rests, read off small stories of our own writing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.account import account_of
from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Account, Claim
from twosource.weigh.vouching import agency_key

Tell = Callable[..., Account]

DISPATCH = (
    "A crane fell on a ferry in the harbour of Halden on Monday, blocking the southern basin for two days. "
    "Divers found no damage to the hull of the ship, which had left Torvik the evening before with timber."
)


def claim(account: Account, words: str) -> Claim:
    """Return the one main claim whose text holds `words`."""
    found = [c for c in account.claims if c.is_main and words in c.text]
    assert found, [c.text for c in account.claims if c.is_main]
    return found[0]


def names(account: Account, one: Claim) -> list[str]:
    """Return the names of a claim's origins, in alphabetical order."""
    by_id = {o.id: o.name for o in account.origins}
    return sorted(by_id[i] for i in one.origins)


def test_that_it_was_said_rests_on_the_carrier(account: Tell) -> None:
    """Two outlets that have a quotation from one agency are one origin, whoever spoke."""
    said = (
        "“Halden will never sell this harbour,” Mayor Greta Lindqvist said, according to Norvind on Monday."
    )
    other = "“Halden will never sell this harbour,” Greta Lindqvist said, according to Norvind."
    story = account(said, other)
    one = claim(story, "never sell")
    assert names(story, one) == ["Norvind"]
    assert (one.kind, one.standing) == ("utterance", "repeated")
    assert [[hop.role for hop in t.chain] for t in one.tellings] == [["speaker", "via", "outlet"]] * 2


def test_what_was_said_rests_on_the_speaker(account: Tell) -> None:
    """ "Greta Lindqvist said the crane had fallen": that it fell rests on Greta Lindqvist."""
    story = account("Greta Lindqvist said the crane had fallen on Monday.")
    fell = next(c for c in story.claims if c.tellings[0].telling.lemma == "fall")
    assert names(story, fell) == ["Greta Lindqvist"]


def test_an_outlet_that_shows_no_own_reporting_is_not_recorded(account: Tell) -> None:
    """Two outlets' own words, without credit, byline and dateline, are not two independent origins."""
    story = account("A crane fell on a ferry in Halden.", "In Halden, a crane fell on a ferry.")
    assert claim(story, "crane").standing == "unestablished"
    assert {o.lineage for o in story.origins} == {"not recorded"}


def test_one_text_in_three_outlets_is_one_origin(account: Tell) -> None:
    """Reprints of one dispatch are one origin, though nobody credits it."""
    story = account(DISPATCH, DISPATCH, DISPATCH)
    fell = claim(story, "crane")
    assert fell.standing == "repeated"
    assert len(fell.origins) == 1
    assert story.origins[0].lineage == "not recorded"


def test_a_quotation_shared_is_no_text_shared(account: Tell) -> None:
    """Two outlets that quote one speaker at length have not copied one another."""
    quote = (
        "“We have lived with this crane for forty years, and have asked for a new one in each of them, and "
        "nobody in the capital has ever answered a single letter of ours,” said Greta Lindqvist."
    )
    story = account(f"{quote} Halden mourns.", f"The mayor was angry. {quote}")
    assert story.copies == ()


def test_an_outlet_that_another_cites_is_itself(account: Tell) -> None:
    """B that cites the A Gazette has it from there; that makes no second origin."""
    first = "The sprinklers of the warehouse were switched off, dock workers in Halden said."
    second = "The sprinklers of the warehouse were switched off, the A Gazette reported."
    story = account(first, second)
    held = {o.name for o in story.origins}
    assert "A Gazette" in held
    assert len([o for o in story.origins if "A Gazette" in o.name]) == 1


def test_what_an_outlet_is_cited_for_is_not_shown_to_be_its_own(account: Tell) -> None:
    """Two reports that each cite the voice of an outlet that nobody here has read confirm nothing."""
    told = account(
        "A storm sank the ferry Ostra off Velm, the Torvik Courier reports.",
        "Oster Television reports that a storm sank the ferry Ostra off Velm.",
    )
    one = claim(told, "sank the ferry")
    assert one.standing == "unestablished"
    assert lineages(told, "sank the ferry") == {
        ("Torvik Courier", "not recorded"),
        ("Oster Television", "not recorded"),
    }


def test_who_only_speaks_of_it_elsewhere_does_not_vouch_for_a_shared_text(account: Tell) -> None:
    """The mayor's "the deaths of the two" does not make her the origin of a text that two outlets share."""
    shared = (
        "Two dockers died in Halden on Monday when a crane that had stood on the quay for forty long years "
        "fell on the deck of a ferry which was waiting there for its passengers."
    )
    mayor = "The deaths of the two dockers were bitter for Halden, Greta Lindqvist said."
    story = account(f"{shared} {mayor}", shared)
    told = [t for t in claim(story, "Two dockers died").tellings if not t.telling.is_named]
    assert {o.name for o in story.origins if o.id in {t.origin for t in told}} == {
        "one text in A Gazette and B Gazette"
    }


def test_an_agency_is_one_with_and_without_its_kind() -> None:
    """ "Oskel news agency" and "Oskel" are one origin; so are the names that the table of agencies has."""
    assert agency_key("Oskel news agency") == agency_key("Oskel")
    assert agency_key("Reuters news agency") == agency_key("Reuters")
    assert agency_key("Reuters") != agency_key("Oskel")


def test_unnamed_speakers_are_nobodys_confirmation(account: Tell) -> None:
    """A senior official here and a senior official there may be one man: never independent."""
    one = "The bridge will be closed for a year, a senior official said."
    other = "A senior official said the bridge will be closed for a year."
    story = account(one, other)
    assert all(c.standing != "independent" for c in story.claims)


def test_an_unsigned_text_confirms_nobody(account: Tell) -> None:
    """A dispatch that two outlets print without credit is no second origin beside a third's own reporting."""
    own = "By Ilse Brandt\n\nHALDEN, May 6 - A crane fell on a ferry in the harbour of Halden on Monday."
    story = account(DISPATCH, DISPATCH, own)
    assert all(c.standing != "independent" for c in story.claims)


def test_one_outlet_with_two_reports_is_one_outlet(account: Tell) -> None:
    """Two reports of one outlet are no two outlets, whatever their files are called."""
    one, two = "A crane fell on a ferry in Halden.", "In Halden, a crane fell on a ferry on Monday."
    story = account(one, two, outlet="Halden Gazette")
    fell = claim(story, "crane")
    assert fell.outlets == ("Halden Gazette",)
    assert fell.standing == "single"


def lineages(account: Account, words: str) -> set[tuple[str, str]]:
    """Return name and lineage of the origins of all tellings whose words hold `words`."""
    by_id = {o.id: o.name for o in account.origins}
    return {
        (by_id[t.origin], t.lineage)
        for c in account.claims
        for t in c.tellings
        if words in t.telling.span.text and t.telling.kind != "utterance"
    }


def test_an_institution_named_by_what_it_is_is_one_origin(account: Tell) -> None:
    """Two reports' "the interior ministry" are one recorded origin: repeated, and not independent."""
    one = "Nine dockers were killed when a crane fell in Halden, the interior ministry said."
    other = "The interior ministry said nine dockers were killed when a crane fell in Halden."
    story = account(one, other)
    found = [o for o in story.origins if "interior ministry" in o.name]
    assert [(o.lineage, len(o.reports)) for o in found] == [("recorded", 2)]
    assert all(c.standing != "independent" for c in story.claims)


def test_a_body_and_who_speaks_for_it_are_one_voice(account: Tell) -> None:
    """The company, and its chief executive by name, are not two independent origins."""
    one = "The crane fell into the harbour on Monday, said Dunmore Lines chief executive Greta Lindqvist."
    other = "Dunmore Lines said the crane fell into the harbour on Monday."
    story = account(one, other)
    by_name = {o.name: o for o in story.origins}
    assert by_name["Dunmore Lines"].id in by_name["Greta Lindqvist"].depends_on
    assert all(c.standing != "independent" for c in story.claims)


def test_a_name_that_contains_another_may_be_the_same(account: Tell) -> None:
    """ "Dunmore" and "Dunmore Lines" are not shown to be two."""
    story = account(
        "Dunmore said the crane fell into the harbour on Monday.",
        "Dunmore Lines said the crane fell into the harbour on Monday.",
    )
    assert all(c.standing != "independent" for c in story.claims)


def test_who_tells_an_outlet_itself_makes_no_further_hop(account: Tell) -> None:
    """ "Told this newspaper" is no hop, and that it was said is then the outlet's own recorded word."""
    story = account("“This crane was never safe,” Greta Lindqvist told this newspaper.")
    (told,) = (t for c in story.claims if c.kind == "utterance" for t in c.tellings)
    assert [hop.role for hop in told.chain] == ["speaker", "outlet"]
    assert told.lineage == "recorded"


def test_an_outlets_own_channel_is_no_hop(account: Tell) -> None:
    """Who tells the Halden News Channel speaks to Halden News, which carries its own report."""
    text = "“This crane was never safe,” Greta Lindqvist told Halden News Channel."
    story = account(text, outlet="Halden News")
    (told,) = (t for c in story.claims if c.kind == "utterance" for t in c.tellings)
    assert [hop.role for hop in told.chain] == ["speaker", "outlet"]


def test_who_feels_for_others_vouches_for_nothing(account: Tell) -> None:
    """Sympathy with those whom something befell is no word of its having happened."""
    story = account("Greta Lindqvist feels for the families of those who were killed when the crane fell.")
    assert "Greta Lindqvist" not in {o.name for o in story.origins}


def test_who_doubts_anothers_claim_does_not_vouch_for_it(account: Tell) -> None:
    """Of "no evidence for Varo's announcement that P" the speaker is no second origin of P."""
    one = "Ilse Varo said on Monday that 400 soldiers had left the harbour of Halden."
    other = (
        "Greta Lindqvist said there was no evidence to support Ilse Varo's announcement that 400 soldiers "
        "had left the harbour of Halden."
    )
    story = account(one, other)
    left = next(c for c in story.claims if c.text.startswith("400 soldiers"))
    held = {o.id: o.name for o in story.origins}
    assert {held[t.origin] for t in left.tellings} >= {"Ilse Varo"}
    assert "Greta Lindqvist" not in {held[t.origin] for t in left.tellings}


def test_a_reporter_at_the_place_is_own_reporting(account: Tell) -> None:
    """A byline that says from where is evidence of own reporting; one without a place is none."""
    own = account("Crane falls\n\nBy Ilse Brandt in Torvik\n\nA crane fell on a ferry in Torvik on Monday.")
    bare = account("Crane falls\n\nBy Ilse Brandt\n\nA crane fell on a ferry in Torvik on Monday.")
    assert {lineage for _, lineage in lineages(own, "crane fell")} == {"recorded"}
    assert {lineage for _, lineage in lineages(bare, "crane fell")} == {"not recorded"}


def test_nobody_vouches_for_what_nothing_shows(account: Tell) -> None:
    """ "We have seen no sign that the crane moved" does not confirm that it moved."""
    story = account(
        "Greta Lindqvist said the crane moved on Monday.",
        "Marta Okonedo said: “We have seen no sign that the crane moved on Monday.”",
    )
    assert all(c.standing != "independent" for c in story.claims)


@pytest.mark.parametrize(
    "speaker",
    ["The judges", "Doctors at the Torvik hospital", "Anders Holm’s lawyer", "The companies", "Firefighters"],
)
def test_who_speaks_for_a_house_is_that_house(account: Tell, speaker: str) -> None:
    """Judges speak for their court, doctors at a hospital for it, somebody's lawyer for his defence."""
    story = account(f"{speaker} said the crane fell on Monday.", f"{speaker} said the crane fell on Monday.")
    assert {lineage for _, lineage in lineages(story, "crane fell")} == {"recorded"}
    assert all(c.standing != "independent" for c in story.claims)


@pytest.mark.parametrize("speaker", ["His lawyer", "A judge", "Doctors", "Two companies"])
def test_who_may_be_anybody_is_not_recorded(account: Tell, speaker: str) -> None:
    """Doctors, a judge, "his lawyer" may be others in the next report."""
    story = account(f"{speaker} said the crane fell on Monday.")
    assert {lineage for _, lineage in lineages(story, "crane fell")} == {"not recorded"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Danish military", "Denmark’s defence ministry"),
        ("Denmark", "Denmark’s military"),
        ("Halden Central Television", "the Halden Central News Agency"),
        ("The judge", "The court"),
        ("Presidential spokesman Anders Holm", "Denmark"),
        ("The lawyer of Anders Holm", "Anders Holm’s attorney"),
    ],
)
def test_organs_of_one_state_or_house_are_one_voice(account: Tell, one: str, other: str) -> None:
    """Two organs of a state, two channels of one house, a court and its judge are no two confirmations."""
    story = account(
        f"{one} said that Greta Lindqvist left Torvik on Monday.",
        f"Greta Lindqvist left Torvik on Monday, {other} said.",
    )
    assert {c.standing for c in story.claims} & {"repeated", "unestablished"}
    assert all(c.standing != "independent" for c in story.claims)


def test_an_outlet_that_speaks_of_its_own_research_is_no_hop(account: Tell) -> None:
    """ "Our research shows", "the A Gazette can reveal", "is expected" name no source but the outlet."""
    for words in ("Our research shows that", "The A Gazette can reveal that", "It is expected that"):
        story = account(f"{words} the crane fell on Monday.")
        (told,) = (t for c in story.claims for t in c.tellings if t.telling.lemma == "fall")
        assert [hop.role for hop in told.chain] == ["outlet"], words


def test_who_rests_on_an_outlet_rests_on_whom_it_names() -> None:
    """The Torvik Post has it from the Halden Courier, and that from unnamed people: there is one origin."""
    told = {
        "Halden Courier": "Borealis is in talks to buy the shipyard, three people familiar with it said.",
        "Torvik Post": "Borealis is in talks to buy the shipyard, the Halden Courier reported.",
    }
    reports = [read({"id": o, "outlet": o, "text": text}).reports[0] for o, text in told.items()]
    story = account_of(tuple(annotate(reports)))
    talks = next(c for c in story.claims if c.kind == "state" and "talks" in c.text)
    assert (talks.standing, len(talks.origins)) == ("repeated", 1)


def test_words_heard_by_two_reporters_at_the_place_are_heard_twice(account: Tell) -> None:
    """Two outlets with byline and dateline quote her: independent. Two without: nobody can tell."""
    quote = "“Halden will never sell this harbour to anybody,” Mayor Greta Lindqvist said."
    one = f"By Ilse Brandt\n\nHALDEN, May 6 - The dockers came to the square. {quote}"
    other = f"By Lukas Hrynko\n\nHALDEN, May 6 - It rained on the quay all morning. {quote}"
    assert claim(account(one, other), "never sell").standing == "independent"
    assert claim(account(quote, quote), "never sell").standing != "independent"


def test_the_same_words_were_not_said_to_two_outlets() -> None:
    """What a woman told one outlet, as it says, another that has the same words did not hear again."""
    words = "“First there was shouting in both languages,”"
    told = {
        "Halden Courier": f"It was cold. {words} Greta Lindqvist told the Halden Courier. “Then one shot.”",
        "Torvik Post": f"Greta Lindqvist told the Torvik Post that she had run. {words} she said.",
    }
    reports = [
        read({"id": o, "outlet": o, "text": f"By Ilse Brandt\n\nHALDEN, May 6 - {text}"}).reports[0]
        for o, text in told.items()
    ]
    story = account_of(tuple(annotate(reports)))
    assert claim(story, "shouting").standing == "unestablished"


def test_we_in_the_words_of_another_is_not_the_outlet(account: Tell) -> None:
    """ "We have seen" in a quotation shows no own work of the outlets that print it."""
    words = (
        "“Small ferries can sink in any storm. We have seen that happen in Brannoch,” Mayor Ida Voss said."
    )
    story = account(f"The harbour is closed. {words}", f"{words} Nobody was at the quay on Monday.")
    assert "own work" not in str(story.origins)
