"""The account of a story: what it must say of two reports like those a reader pastes, residue and all."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import permutations
from pathlib import Path

import pytest

from twosource.account import account_of, accounts
from twosource.account.json import to_dict
from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Account, Annotation, Claim, Origin, StoryParty
from twosource.spans import Span
from twosource.weigh.standing import Resting, find_standing

EXAMPLE = Path(__file__).parents[2] / "examples" / "warehouse-fire"
SATURDAY = "2024-05-11"

FIRST = """Hrynko rings Reske as rail blockades spread along the coast


Oleksandr Hrynko has held telephone talks with Viktor Reske, the president of Norvia, and warned that the \
blockades “will not end at the border”.

“Whoever closes our railways closes the granary of the whole coast,” he said, according to the state news \
agency TarPress. “The neighbours should know it.”

The trouble began after last Sunday’s presidential election, which both sides say they won.

His challenger Ludmila Sorokova, who fled to Halden this week, said she would form a council there.

Nearly 6,000 people were arrested in three nights, and the hospitals are full.

Crane drivers of the state shipyards went on strike on Friday.

On Friday, Tarvia released 32 Norvian sailors. In April, a court had jailed 33 sailors for smuggling.

Mr Hrynko told officers on Saturday that he would stay. “Nobody votes me out of this house,” Mr Hrynko said, \
according to TarPress.

Leave a Reply

Your email address will not be shown. Fields with a star must be filled in.
"""

SECOND = """Sorin Mail
Coast World

Tarvian president asks Norvia for help while the ports stand still

Candles in front of the school in Sorin where Pavel Ruden, a student, was shot during the blockades on \
Wednesday night REUTERS/Ilse Brandt

By Tomas Ardel

Tarvian President Aleksandr Grinko asked Norvia for help on Saturday while railway workers blocked all ports \
of his country.

The workers want last Sunday’s presidential election to be held again.

“Whoever shuts our railways shuts the granary of the entire coast… The young do not see it,” Grinko said, \
according to the state news agency TarPress.

Citing Tarvian media, the news agency Norvind said Grinko had discussed the blockades with Viktor Reske in a \
telephone call. The Norvian news agency gave no details.

At least two students have been killed. Thousands of people have been detained.

The Coast Union is preparing new sanctions on Tarvia.

Lyudmila Sorokova, who fled across the strait to Halden on Tuesday, has called for a recount.

Families gathered in Sorin on Saturday with candles for a student who was killed this week.

Related Posts

Tennis champion tries a wooden racket for a bet

Reuters News Service

Herring catch falls for a third year in the outer sound

Reuters News Service
"""

GERMAN = (
    "Der Bürgermeister von Halden sagte am Freitag, die Brücke bleibe bis auf Weiteres für alle Schiffe und "
    "Wagen geschlossen. Die Kosten der Reparatur trägt nach seinen Worten die Stadt."
)


def annotated(*texts: str, **given: str) -> tuple[Annotation, ...]:
    """Return the annotations of texts, A, B, C …, whose outlets nobody tells but their own words."""
    reports = [
        read({"id": name, "text": text, **given}).reports[0]
        for name, text in zip("ABCDEFGH", texts, strict=False)
    ]
    return tuple(annotate(reports))


@pytest.fixture(scope="module")
def undated() -> Account:
    """Return the account of the two reports, of which nobody says when they were published."""
    return account_of(annotated(FIRST, SECOND))


@pytest.fixture(scope="module")
def dated() -> Account:
    """Return the account of the two reports, published on a Saturday."""
    return account_of(annotated(FIRST, SECOND, published=SATURDAY))


@pytest.fixture(scope="module")
def example() -> Account:
    """Return the account of the example of seven reports on a fire."""
    found = [report for path in sorted(EXAMPLE.iterdir()) for report in read(path).reports]
    return account_of(tuple(annotate(found)))


@pytest.fixture(params=["undated", "dated"])
def story(request: pytest.FixtureRequest) -> Account:
    """Return the account of the two reports, without and with their date."""
    found: Account = request.getfixturevalue(request.param)
    return found


def claim(account: Account, lemma: str, words: str = "") -> Claim:
    """Return the first main claim with a telling of this event whose words hold `words`."""
    found = [
        c
        for c in account.claims
        if c.is_main and any(t.telling.lemma == lemma and words in t.telling.span.text for t in c.tellings)
    ]
    assert found, (lemma, words)
    return found[0]


def by(claim: Claim) -> set[str]:
    """Return the ids of the reports that tell a claim."""
    return {t.report for t in claim.tellings}


def origin_names(account: Account, claim: Claim) -> list[str]:
    """Return the names of a claim's origins."""
    names = {o.id: o.name for o in account.origins}
    return sorted(names[i] for i in claim.origins)


def party(account: Account, name: str) -> StoryParty:
    """Return the one party that is called so in some report."""
    (found,) = [p for p in account.parties if any(name in names for _, names in p.names)]
    return found


def spans(record: object) -> Iterator[Span]:
    """Yield every span that a record holds, however deep."""
    if isinstance(record, Span):
        yield record
    elif is_dataclass(record):
        for field in fields(record):
            yield from spans(getattr(record, field.name))
    elif isinstance(record, tuple):
        for item in record:
            yield from spans(item)


# ---------------------------------------------------------------- the two reports


def test_nothing_of_the_residue_is_in_a_claim(story: Account) -> None:
    """Neither the comment form nor the related stories, the caption or the byline tell anything."""
    outside = {
        n.report.id: [p.span for p in n.layout.parts if p.role not in {"body", "title"}]
        for n in story.annotations
    }
    assert all(outside.values())
    for one in story.claims:
        for told in one.tellings:
            assert not [s for s in spans(told.telling) for o in outside[told.report] if s.meets(o)]
        for word in ("Tennis", "Herring", "email", "school", "Ardel"):
            assert word not in one.text


def test_byline_photo_credit_and_related_credits_are_three_things(story: Account) -> None:
    """An agency under the picture, and one under other stories, did not supply the text."""
    layout = story.annotations[1].layout
    assert layout.byline.value is not None and "Tomas Ardel" in layout.byline.value
    assert [c.kind for c in layout.credits] == ["photo", "other-story", "other-story"]
    assert "Reuters" not in {hop.name for c in story.claims for t in c.tellings for hop in t.chain}
    assert "Reuters" not in {o.name for o in story.origins}


def test_two_translations_are_one_utterance_of_one_origin(story: Account) -> None:
    """Both have the speech from one agency: two outlets, one origin, and the wording is a variant."""
    speech = claim(story, "say", "Whoever")
    assert (speech.kind, by(speech), speech.standing) == ("utterance", {"A", "B"}, "repeated")
    assert origin_names(story, speech) == ["TarPress"]
    for told in speech.tellings:
        assert [hop.role for hop in told.chain] == ["speaker", "via", "outlet"]
        assert told.chain[1].name == "TarPress"
    assert [(d.field, d.verdict) for d in speech.differences] == [("wording", "variant")]


def test_a_call_told_through_two_others_is_a_chain_of_two_hops(story: Account) -> None:
    """ "Citing Tarvian media, Norvind said": the media first, then the agency, then the outlet."""
    call = claim(story, "discuss")
    assert by(call) == {"A", "B"}
    (other,) = [t for t in call.tellings if t.report == "B" and not t.telling.is_named]
    assert [hop.role for hop in other.chain] == ["speaker", "via", "outlet"]
    assert [hop.name for hop in other.chain[:2]] == ["Tarvian media", "Norvind"]
    assert call.standing == "unestablished"
    assert claim(story, "warn").id != call.id


def test_two_romanisations_are_one_person(story: Account) -> None:
    """Whoever is written in two ways is one, with both names kept; others are others."""
    leader, candidate, other = (party(story, n) for n in ("Hrynko", "Ludmila Sorokova", "Viktor Reske"))
    assert leader.type == candidate.type == other.type == "person"
    assert dict(leader.names)["A"][0] == "Oleksandr Hrynko"
    assert dict(leader.names)["B"][0] == "Aleksandr Grinko"
    assert dict(candidate.names) == {"A": ("Ludmila Sorokova",), "B": ("Lyudmila Sorokova",)}
    assert len({leader.id, candidate.id, other.id}) == 3


def test_figures_that_agree_and_figures_that_are_not_compared(story: Account) -> None:
    """Nearly 6,000 is the more precise of the two; 33 and 32 count others; two dead stand on one outlet."""
    arrests = claim(story, "arrest")
    assert by(arrests) == {"A", "B"}
    assert [(d.field, d.verdict, d.values) for d in arrests.differences] == [
        ("number", "more-precise", ("Nearly 6,000", "Thousands"))
    ]
    figures = {f.span.text: f for n in story.annotations for f in n.marks.figures}
    assert figures["Nearly 6,000"].hedge == "Nearly"
    killed = claim(story, "kill", "At least two")
    assert (by(killed), killed.standing) == ({"B"}, "single")
    assert not [d for c in story.claims for d in c.differences if d.verdict == "conflict"]


def test_the_flight_this_week_was_on_tuesday(story: Account) -> None:
    """Two tellings agree, the second is the more precise, and the claim bears its day."""
    flight = claim(story, "flee")
    assert by(flight) == {"A", "B"}
    assert [(d.field, d.verdict, d.values) for d in flight.differences] == [
        ("time", "more-precise", ("Tuesday", "this week"))
    ]
    assert (flight.when.text, flight.when.precision) == ("Tuesday", "day")


def test_what_only_one_has(story: Account) -> None:
    """The strike and the sailors are only in the first, the sanctions and the flowers only in the second."""
    only = {report: set(ids) for report, ids in story.only_in}
    for lemma, report in (("strike", "A"), ("release", "A"), ("prepare", "B"), ("gather", "B")):
        assert claim(story, lemma).id in only[report], lemma
    assert claim(story, "flee").id not in only["A"] | only["B"]
    assert not only["A"] & only["B"]


def test_with_its_date_the_story_has_days(dated: Account) -> None:
    """Published on a Saturday, the election was six days before, the flight four, the strike one."""
    days = {
        lemma: claim(dated, lemma).when.start for lemma in ("election", "flee", "strike", "release", "gather")
    }
    assert days == {
        "election": "2024-05-05",
        "flee": "2024-05-07",
        "strike": "2024-05-10",
        "release": "2024-05-10",
        "gather": SATURDAY,
    }
    starts = [m.start for m in dated.timeline if m.start is not None]
    assert starts == sorted(starts)
    assert {line.published.basis for line in dated.reports} == {"given"}


def test_without_a_date_there_is_no_invented_year(undated: Account) -> None:
    """Weekdays and their order are known, the calendar is not; the words that show it are kept."""
    assert {c.when.start for c in undated.claims if "April" not in (c.when.text or "")} == {None}
    for line, note in zip(undated.reports, undated.annotations, strict=True):
        assert (line.published.value, line.published.basis) == ("XXXX-WXX-6", "inferred")
        assert line.published.evidence is not None
        assert "Saturday" in line.published.evidence.text
        line.published.evidence.check(note.report.text)
    order = [claim(undated, lemma).when.days for lemma in ("election", "flee", "strike", "gather")]
    assert order == [(-6, -6), (-4, -4), (-1, -1), (0, 0)]


def test_what_is_not_known_is_told(undated: Account) -> None:
    """An outlet that nobody names, a day that is inferred, and "gave no details" are told as unknown."""
    said = [u.reason for u in undated.unknowns]
    assert any("outlet is not named" in reason for reason in said)
    assert any("inferred from its words" in reason for reason in said)
    assert any("gave no details" in reason for reason in said)


def test_no_claim_is_independent_without_recorded_origins(story: Account) -> None:
    """Two outlets whose own sources nobody knows never make an independent claim."""
    lineage = {o.id: o.lineage for o in story.origins}
    for one in story.claims:
        if one.standing == "independent":
            assert sum(lineage[i] != "not recorded" for i in one.origins) > 1
        assert one.standing_reason.endswith(".")


def test_an_outlet_with_a_known_origin_is_not_said_to_have_none() -> None:
    """A has it from an unnamed official and from Belo: only of B is it not recorded from where."""
    origins = {
        name: Origin(name, None, name, lineage, (), (), "")  # type: ignore[arg-type]
        for name, lineage in (("?", "not recorded"), ("Belo", "recorded"), ("??", "not recorded"))
    }
    tellings = [
        Resting("A", "?", "a", "not recorded"),
        Resting("A", "Belo", "a", "recorded"),
        Resting("B", "??", "b", "not recorded"),
    ]
    standing, reason = find_standing(tellings, origins)
    assert (standing, reason) == (
        "unestablished",
        "Belo vouches for it; where B (“??”) has it from is not recorded.",
    )


# ---------------------------------------------------------------- what holds for every account


@pytest.mark.parametrize("name", ["undated", "dated", "example"])
def test_every_span_is_of_its_text(name: str, request: pytest.FixtureRequest) -> None:
    """Each span of each claim has the words that stand there in its report, and each id leads somewhere."""
    found: Account = request.getfixturevalue(name)
    texts = {n.report.id: n.report.text for n in found.annotations}
    origins, claims = {o.id for o in found.origins}, {c.id for c in found.claims}
    assert len(claims) == len(found.claims)
    for one in found.claims:
        assert set(one.origins) == {t.origin for t in one.tellings} <= origins
        for told in one.tellings:
            for span in spans(told.telling):
                span.check(texts[told.report])
            for hop in told.chain:
                if hop.span is not None:
                    hop.span.check(texts[hop.report])
        for difference in one.differences:
            i, j = difference.tellings
            assert one.tellings[i].report != one.tellings[j].report
    assert {m.claim for m in found.timeline} | {i for _, ids in found.only_in for i in ids} <= claims


def dumped(annotations: tuple[Annotation, ...]) -> str:
    """Return the JSON of an account, keys in the order in which it gives them."""
    return json.dumps(to_dict(account_of(annotations)), ensure_ascii=False, sort_keys=False)


def test_any_order_of_reports_gives_the_same_bytes(dated: Account, example: Account) -> None:
    """The order in which reports come changes not a byte, of two reports and of seven."""
    expected = dumped(dated.annotations)
    assert all(dumped(order) == expected for order in permutations(dated.annotations))
    expected = dumped(example.annotations)
    for seed in range(2):
        shuffled = random.Random(seed).sample(example.annotations, len(example.annotations))
        assert dumped(tuple(shuffled)) == expected


def test_one_report_only() -> None:
    """An account of one outlet: everything stands on it alone, nothing differs, nothing is "only in"."""
    found = account_of(annotated(SECOND))
    assert found.claims
    assert {c.standing for c in found.claims} == {"single"}
    assert found.only_in == ()
    assert not [d for c in found.claims for d in c.differences]


def test_the_same_file_twice() -> None:
    """One text twice is one origin for what it tells itself, and one of the two is the other's copy."""
    found = account_of(annotated(SECOND, SECOND))
    (copy,) = [line for line in found.reports if line.copy_of is not None]
    assert {copy.id, copy.copy_of} == {"A", "B"}
    assert copy.copy_reason
    assert "independent" not in {c.standing for c in found.claims}
    prepared = claim(found, "prepare")
    assert (by(prepared), len(prepared.origins), prepared.standing) == ({"A", "B"}, 1, "single")


def test_one_text_in_two_outlets() -> None:
    """The same words under two outlets' names are told by two, and rest on one origin."""
    body = SECOND.removeprefix("Sorin Mail\n")
    one, other = annotated(body, outlet="Sorin Mail"), annotated(body, body, outlet="Halden Post")[1:]
    prepared = claim(account_of((*one, *other)), "prepare")
    assert prepared.outlets == ("Halden Post", "Sorin Mail")
    assert (len(prepared.origins), prepared.standing) == (1, "repeated")


def test_outlets_that_nobody_names_need_not_be_one() -> None:
    """Two reports without an outlet are labelled apart, so that what both tell is not called single."""
    found = account_of(
        annotated("A crane fell on a ferry in Halden.", "In Halden, a crane fell on a ferry. It rained.")
    )
    assert len({line.label for line in found.reports}) == 2
    assert claim(found, "fall").standing == "unestablished"


@pytest.mark.parametrize("text", ["Halden", "…", "Halden\n\n12", "?!\n\n***\n\n12 34 56"])
def test_a_report_without_a_body(text: str) -> None:
    """A report that tells nothing has its line in an account, alone and beside another."""
    alone = account_of(annotated(text))
    assert [line.id for line in alone.reports] == ["A"]
    assert alone.title
    assert not [c for c in alone.claims if c.is_main]
    beside = account_of(annotated(text, SECOND))
    assert [line.id for line in beside.reports] == ["A", "B"]
    assert beside.claims
    json.dumps(to_dict(alone))


def test_a_report_in_another_language_is_kept_and_disturbs_nothing(undated: Account) -> None:
    """It has its line and its status, tells nothing, and the other reports' claims are as they were."""
    found = account_of(annotated(FIRST, SECOND, GERMAN))
    assert [line.status for line in found.reports] == ["ok", "ok", "partial"]
    assert not [c for c in found.claims if "C" in by(c)]
    assert [(c.text, c.standing) for c in found.claims] == [(c.text, c.standing) for c in undated.claims]
    assert any(u.report == "C" and "language" in u.reason for u in found.unknowns)


def test_each_story_has_its_account() -> None:
    """Reports of two given stories make two accounts under their names, of their own reports only."""
    notes = annotated(FIRST, SECOND)
    one, other = annotated(GERMAN, "A ferry sank off Halden.", story="ferry")
    found = {a.id: [line.id for line in a.reports] for a in accounts((*notes[:1], one, other))}
    assert found["ferry"] == ["A", "B"]
    assert sorted(found.values()) == [["A"], ["A", "B"]]


# ---------------------------------------------------------------- the example


def label_of(account: Account, file: str) -> str:
    """Return the id of the report that was read from a file of the example."""
    (found,) = [line.id for line in account.reports if line.source.name.endswith(file)]
    return found


def test_three_reprints_of_one_dispatch_are_one_origin(example: Account) -> None:
    """What three outlets have in the same words of the agency rests on one origin and is repeated."""
    reprints = {
        label_of(example, f) for f in ("harbour-courier.txt", "eastern-ledger.txt", "coastline-daily.txt")
    }
    broke = claim(example, "break", "before dawn")
    assert by(broke) == reprints
    assert (len(broke.origins), broke.standing) == (1, "repeated")


def test_the_mayors_words_come_from_one_agency(example: Account) -> None:
    """Three outlets, two translations, one agency: TarPress is behind them all, and the standing repeated."""
    speech = claim(example, "say", "greed")
    assert {label_of(example, f) for f in ("harbour-courier.txt", "inland-tribune.txt")} <= by(speech)
    assert (origin_names(example, speech), speech.standing) == (["TarPress"], "repeated")
    assert "variant" in {d.verdict for d in speech.differences}


def test_twelve_injured_is_a_later_count_than_nine(example: Account) -> None:
    """Tuesday's nine injured and the twelve of Wednesday's dispatch are a day apart, and no conflict."""
    found = [
        d
        for c in example.claims
        for d in c.differences
        if d.field == "number" and any("ine" in v for v in d.values)
    ]
    assert found
    assert {(d.verdict, d.rule) for d in found} == {("variant", "later_count")}
    assert any("12" in v for d in found for v in d.values)
    assert all("(published on Tuesday)" in d.reason for d in found)


def test_bare_copulas_confirm_nothing() -> None:
    """Two officials who say what something "is" have not confirmed one another, though both are recorded."""
    first = "Mayor Ines Tarrow told the Halden Gazette on Monday: “This is a place of peace for our town.”"
    second = "Bishop Olaf Brandt told the Torvik Post on Monday: “This is an event for our whole town.”"
    records = [
        {"id": "a", "text": f"{first} The square was full.", "outlet": "Halden Gazette"},
        {"id": "b", "text": f"{second} The square was full.", "outlet": "Torvik Post"},
    ]
    (made,) = accounts(annotate([read(r).reports[0] for r in records]))
    assert all(claim.standing != "independent" for claim in made.claims)
