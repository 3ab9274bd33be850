"""Differences: where the tellings of one claim don't agree, by which rule, and what is no difference."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from twosource.link.wording import WordingMatch
from twosource.records import (
    AsOf,
    Claim,
    Difference,
    Figure,
    Lineage,
    Modality,
    Polarity,
    Standing,
    Telling,
    Time,
    Verdict,
)
from twosource.spans import Span
from twosource.weigh.differences import (
    MAX_PAIRS,
    MAX_REFERENCES,
    distinct,
    find_differences,
)
from twosource.weigh.firmness import FIRMNESS
from twosource.weigh.versions import Version

Find = Callable[..., list[Claim]]

FOUND = [
    (
        "Police arrested 40 dockers in Halden.",
        "Police arrested 60 dockers in Halden.",
        ("number", "conflict", ("40", "60"), "other_number"),
    ),
    (
        "Nearly 7,000 people were arrested by police in Halden.",
        "Police detained thousands of people in Halden.",
        ("number", "more-precise", ("Nearly 7,000", "thousands"), "vague_covers"),
    ),
    (
        "At least two dockers were killed in Halden.",
        "Five dockers were killed in Halden.",
        ("number", "more-precise", ("Five", "At least two"), "within_bound"),
    ),
    (
        "Marta Okonedo fled to Torvik this week.",
        "Marta Okonedo fled to Torvik on Tuesday.",
        ("time", "more-precise", ("Tuesday", "this week"), "calendar"),
    ),
    (
        "Marta Okonedo fled to Torvik on Monday.",
        "Marta Okonedo fled to Torvik on Tuesday.",
        ("time", "conflict", ("Monday", "Tuesday"), "calendar"),
    ),
    (
        "Police arrested 40 dockers in Halden on Monday morning.",
        "Police arrested 40 dockers in Halden on Monday night.",
        ("time", "unsure", ("Monday morning", "Monday night"), "part-of-day"),
    ),
    (
        "Dockers stopped work at the port of Halden at 6:30 a.m. on Tuesday.",
        "Dockers stopped work at the port of Halden on Tuesday morning.",
        ("time", "more-precise", ("6:30 a.m. on Tuesday", "Tuesday morning"), "part-of-day"),
    ),
    (
        "Borealis bought the shipyard of Halden.",
        "Borealis did not buy the shipyard of Halden.",
        ("polarity", "conflict", ("happened", "did not happen"), "negated"),
    ),
    (
        "The council of Halden closed the old bridge.",
        "The council of Halden will close the old bridge.",
        ("strength", "stronger", ("asserted", "planned"), "modality"),
    ),
    (
        "Ilse Brandt was jailed for seven years.",
        "A court jailed Ilse Brandt for six and a half years.",
        ("number", "conflict", ("seven years", "six and a half years"), "other_number"),
    ),
    (
        "The post was shared 90,000 times.",
        "The post was shared tens of thousands of times.",
        ("number", "more-precise", ("90,000", "tens of thousands"), "vague_covers"),
    ),
]


def values(difference: Difference) -> tuple[object, ...]:
    """Return what a case says of a difference."""
    return difference.field, difference.verdict, difference.values, difference.rule


@pytest.mark.parametrize(("one", "other", "expected"), FOUND, ids=[f"{c[2][0]} {c[2][1]}" for c in FOUND])
def test_a_difference_is_found(
    shared_claims: Find, one: str, other: str, expected: tuple[object, ...]
) -> None:
    """Two outlets' tellings of one event differ in just one field, whichever outlet comes first."""
    for texts in ((one, other), (other, one)):
        (claim,) = [c for c in shared_claims(*texts, published="2024-05-08") if c.is_main]
        (difference,) = claim.differences
        found = values(difference)
        if difference.verdict in {"conflict", "unsure"}:  # neither side comes first but by its report
            found = (*found[:2], tuple(sorted(difference.values)), found[3])
            expected = (*expected[:2], tuple(sorted(expected[2])), expected[3])  # type: ignore[call-overload]
        assert found == expected
        assert difference.reason
        told = [claim.tellings[i] for i in difference.tellings]
        assert {t.report for t in told} == {"A", "B"}
        if difference.field in {"number", "time"}:
            assert all(v in t.telling.span.text for v, t in zip(difference.values, told, strict=True))


def test_a_later_count_is_no_conflict(shared_claims: Find) -> None:
    """Of two tolls the later and higher one is shown as a later count, with the time of both."""
    texts = (
        "By Monday evening police had arrested 40 dockers in Halden.",
        "By Tuesday evening police had arrested 60 dockers in Halden.",
    )
    (claim,) = [c for c in shared_claims(*texts, published="2024-05-08") if c.is_main]
    (difference,) = [d for d in claim.differences if d.field == "number"]
    assert values(difference)[1:] == ("variant", ("40", "60"), "later_count")
    assert difference.reason == "“60” (By Tuesday evening) is a later count than “40” (By Monday evening)"


AGREEING = [
    ("Police arrested 40 dockers in Halden.", "Police arrested 40 dockers in Halden."),
    ("Police arrested 40 dockers in Halden on Tuesday.", "Police detained forty dockers in Halden on May 7."),
    ("Marta Okonedo fled to Torvik on Tuesday.", "Marta Okonedo fled to Torvik."),
    ("The council of Halden will close the old bridge.", "The council of Halden will close the old bridge."),
    ("Borealis did not buy the shipyard of Halden.", "Borealis did not buy the shipyard of Halden."),
]


@pytest.mark.parametrize(("one", "other"), AGREEING)
def test_what_is_equal_or_unsaid_is_no_difference(shared_claims: Find, one: str, other: str) -> None:
    """The same number, day, modality or denial, and what only one of them says, is no difference."""
    (claim,) = [c for c in shared_claims(one, other, published="2024-05-08") if c.is_main]
    assert claim.differences == ()


IN_PASSING = [
    ("The arrest of 40 dockers in Halden angered the union.", "Police arrested 60 dockers in Halden."),
    ("The arrest of 40 dockers angered the union.", "Police arrested 40 dockers on Tuesday."),
    ("The sale of the shipyard to Borealis angered the union.", "Nobody sold the shipyard to Borealis."),
    ("The election in Torvik angered the union.", "The election in Torvik was held on Tuesday."),
]


@pytest.mark.parametrize(("one", "other"), IN_PASSING)
def test_what_is_named_in_passing_never_conflicts(shared_claims: Find, one: str, other: str) -> None:
    """ "The arrest of 40 dockers" tells of no arrest: it may be another, and contradicts nobody."""
    shared = shared_claims(one, other, published="2024-05-08")
    assert not [d for c in shared for d in c.differences if d.verdict in {"conflict", "stronger"}]


DOCUMENT = (Path(__file__).parents[2] / "docs" / "standing.md").read_text(encoding="utf-8")
NUMBERS = [
    tuple(cell.strip() for cell in line.split("|")[1:4])
    for line in DOCUMENT.partition("**Number.**")[2].partition("**Time.**")[0].splitlines()
    if line.startswith("| ") and "verdict" not in line
]


@pytest.mark.parametrize(("one", "other", "verdict"), NUMBERS, ids=[f"{c[0]}, {c[1]}" for c in NUMBERS])
def test_the_document_says_what_the_program_does(
    shared_claims: Find, one: str, other: str, verdict: str
) -> None:
    """Each row of the table of numbers in docs/standing.md has the verdict that the account gives."""
    texts = (f"Police arrested {figure} in Halden on Tuesday." for figure in (one, other))
    main = [c for c in shared_claims(*texts, published="2024-05-08") if c.is_main]
    found = [d for c in main for d in c.differences]
    assert ([d.verdict for d in found] or ["none"]) == [re.split(r"[ :(]", verdict)[0]]
    if "(" in verdict:
        assert found[0].values[0].lower() in verdict


def test_the_document_names_every_verdict_and_standing() -> None:
    """No verdict, standing or lineage that a reader may meet is left out of docs/standing.md."""
    for names in (Verdict, Standing, Lineage):
        for name in get_args(names):
            assert f"*{name}*" in DOCUMENT, name


def version(
    report: str,
    *,
    modality: Modality = "asserted",
    polarity: Polarity = "positive",
    is_named: bool = False,
    number: float | None = None,
    day: int | None = None,
    speaks: int | None = 0,
) -> Version:
    """Return a telling by `report` of an event, `number` times, `day` days from the day it speaks from."""
    span = Span(0, 4, "sank")
    telling = Telling(
        report, "act", span, (span,), "sink", 0, polarity, modality, is_named=is_named, times=("t",)
    )
    words = f"{number:g}" if number is not None else ""
    figures = (
        [Figure("f", Span(9, 9 + len(words), words), number, number, number, counts="ship")] if words else []
    )
    word = f"day {day}"
    times = (
        [Time("t", Span(20, 20 + len(word), word), "DATE", "", days=(day, day))] if day is not None else []
    )
    return Version(report, telling, tuple(times), tuple(figures), speaks)


def test_tellings_of_one_report_are_not_compared() -> None:
    """A report that gives two numbers does not differ from itself."""
    assert find_differences([version("A", number=4), version("A", number=6)], {}) == ()
    assert len(find_differences([version("A", number=4), version("B", number=6)], {})) == 1


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (version("A"), version("B", polarity="negative"), "conflict"),
        (version("A"), version("B", modality="denied"), "conflict"),
        (version("A", modality="denied"), version("B"), "conflict"),
        (version("A", modality="planned"), version("B", polarity="negative"), "unsure"),
        (version("A", modality="denied"), version("B", modality="denied"), None),
        (version("A", polarity="negative"), version("B", polarity="negative"), None),
    ],
)
def test_polarity_conflicts_only_where_both_are_firm(a: Version, b: Version, verdict: str | None) -> None:
    """That it happened and that it is denied can't both hold; against a plan, it is unsure."""
    found = [d.verdict for d in find_differences([a, b], {}) if d.field == "polarity"]
    assert found == ([verdict] if verdict else [])


@pytest.mark.parametrize(("firm", "loose"), list(pairwise(("asserted", "planned", "possible", "unknown"))))
def test_the_firmer_telling_comes_first(firm: Modality, loose: Modality) -> None:
    """Asserted is firmer than planned, planned than possible, possible than unknown, in either order."""
    assert FIRMNESS[firm] > FIRMNESS[loose]
    one, other = version("A", modality=firm), version("B", modality=loose)
    for pair, places in (((one, other), (0, 1)), ((other, one), (1, 0))):
        (found,) = find_differences(pair, {})
        assert (found.verdict, found.values, found.tellings) == ("stronger", (firm, loose), places)


def test_what_is_as_firm_is_not_stronger() -> None:
    """What one demands and the other holds possible is the firmer of neither."""
    assert find_differences([version("A", modality="demanded"), version("B", modality="possible")], {}) == ()


def test_only_what_is_told_can_conflict() -> None:
    """Two tellings that differ in number, day, polarity and modality do so only if neither is in passing."""
    told = version("A", number=4, day=0)
    for other in (
        version("B", number=6, day=2, polarity="negative"),
        version("B", day=0, modality="planned"),
    ):
        assert {d.verdict for d in find_differences([told, other], {})} & {"conflict", "stronger"}
        named = replace(other, telling=replace(other.telling, is_named=True))
        assert find_differences([told, named], {}) == ()
        assert find_differences([named, told], {}) == ()


def test_days_are_compared_from_the_reports_own_days() -> None:
    """Yesterday in Tuesday's report and today in Monday's are one day; without their days nothing is said."""
    monday, tuesday = version("A", day=0, speaks=0), version("B", day=-1, speaks=1)
    assert find_differences([monday, tuesday], {}) == ()
    (found,) = find_differences([version("A", day=0), version("B", day=-1)], {})
    assert (found.verdict, found.rule) == ("conflict", "counted-days")
    assert find_differences([version("A", day=0, speaks=None), version("B", day=-3)], {}) == ()


def test_wordings_are_variants() -> None:
    """The same words are no difference; a cut or another translation is a variant; doubt stays doubt."""
    pair = [version("A"), version("B")]
    for relation, verdict in (("cut", "variant"), ("variant", "variant"), ("unsure", "unsure")):
        (found,) = find_differences(pair, {(0, 1): WordingMatch(relation, 0.7, "why")})  # type: ignore[arg-type]
        assert values(found) == ("wording", verdict, ("sank", "sank"), f"wording-{relation}")
        assert found.reason == "why"
    assert find_differences(pair, {(0, 1): WordingMatch("same", 1.0, "")}) == ()


def test_conflicts_come_first() -> None:
    """What can't both hold is told before what is only more precise or otherwise worded."""
    pair = [version("A", number=4, day=0), version("B", number=6, day=0, modality="planned")]
    found = find_differences(pair, {(0, 1): WordingMatch("cut", 0.7, "why")})
    assert [d.verdict for d in found] == ["conflict", "stronger", "variant"]


def test_many_tellings_are_compared_with_the_first() -> None:
    """The work for a claim of many tellings grows with their number, not its square."""
    many = [version(f"R{n:03}", number=n) for n in range(60)]
    found = find_differences(many, {})
    assert len(found) <= MAX_REFERENCES * len(many)
    assert {i for d in found for i in d.tellings} == set(range(60))


def test_the_same_two_values_are_shown_once() -> None:
    """Forty against sixty, told by three reports, is one difference to show, at its first pair."""
    found = find_differences([version("A", number=40), version("B", number=60), version("C", number=60)], {})
    assert [d.tellings for d in found] == [(0, 1), (0, 2)]
    assert [d.tellings for d in distinct(found, ["A", "B", "C"])] == [(0, 1), (0, 2)]
    assert [d.tellings for d in distinct(found, ["A", "B", "B"])] == [(0, 1)]


def test_of_many_reports_each_stands_on_its_side_once() -> None:
    """The two values of a hundred reports don't make thousands of differences, but nobody is left out."""
    many = [version(f"R{n:03}", number=40 + n % 2) for n in range(100)]
    kept = distinct(find_differences(many, {}), [v.report for v in many])
    assert {i for d in kept for i in d.tellings} == set(range(100))
    assert len(kept) <= len(many) + MAX_PAIRS


def toll(report: str, number: float, *, is_named: bool = False, **more: bool) -> Version:
    """Return a telling by `report` that some died, the reports a day apart."""
    day = "AB".index(report)
    made = version(report, number=number, is_named=is_named, speaks=day)
    counted = AsOf("published", None, days=(0, 0))
    (figure,) = (replace(f, act="dead", as_of=counted) for f in made.figures)
    return replace(made, figures=(figure,), **more)


def test_nobody_counts_the_dead_of_long_ago() -> None:
    """Of two tolls the later and higher is a later count; but not where it happened years before."""
    (found,) = find_differences([toll("A", 11), toll("B", 12)], {})
    assert (found.verdict, found.rule) == ("variant", "later_count")
    (found,) = find_differences([toll("A", 11), toll("B", 12, is_past=True)], {})
    assert (found.verdict, found.rule) == ("conflict", "other_number")


def test_a_toll_named_in_passing_is_compared() -> None:
    """ "The 38 missing" and "40 are missing" count one thing, though the first only names it."""
    (found,) = find_differences([toll("A", 40), toll("B", 38, is_named=True)], {})
    assert (found.field, found.verdict) == ("number", "unsure")
    assert find_differences([toll("A", 400.0), toll("B", 38.0, is_named=True)], {}) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No clerk was hurt in Halden on Tuesday.", "Nine dockers were hurt in Halden on Tuesday."),
        ("None of the dockers was working in Halden.", "The dockers of Halden were not working."),
    ],
)
def test_what_is_denied_of_others_is_no_conflict(shared_claims: Find, one: str, other: str) -> None:
    """That no clerk was hurt does not deny that dockers were; two that deny the same don't clash."""
    shared = shared_claims(one, other, published="2024-05-08")
    assert not [d for c in shared for d in c.differences if d.verdict == "conflict"]


def test_who_tells_both_numbers_contradicts_neither() -> None:
    """ "It climbed to 23; the ministry had put it at nine" is no conflict with another's 23."""
    one, other = toll("A", 9), toll("B", 23)
    quiet = [replace(v, figures=tuple(replace(f, as_of=None) for f in v.figures)) for v in (one, other)]
    (found,) = find_differences(quiet, {})
    assert found.verdict == "conflict"
    both = replace(quiet[0], tolls=(*quiet[0].figures, *quiet[1].figures))
    assert find_differences([both, quiet[1]], {}) == ()


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (("B Gazette", True), ("a rally", False), True),
        (("a rally", False), ("the dockers", False), False),
        (("B Gazette", True), ("the Gazette", False), False),
        (("B Gazette", True), (None, False), False),
        (("Halden Courier", True), ("Torvik Mail", True), True),
    ],
)
def test_words_that_two_say_were_said_to_others(
    one: tuple[str | None, bool], other: tuple[str | None, bool], differs: bool
) -> None:
    """An outlet's "told this newspaper" of what another heard at a rally is shown, as unsure."""
    versions = [
        replace(version(report), audience=to, is_told_own=own)
        for report, (to, own) in zip("AB", (one, other), strict=True)
    ]
    found = [(d.field, d.verdict, d.rule) for d in find_differences(versions, {})]
    assert found == ([("party", "unsure", "other_audience")] if differs else [])


DOUBTED = [
    (
        "The cross crushed a 21-year-old man in Halden.",
        "The cross crushed a 72-year-old woman in Halden.",
        set(),
    ),
    ("Shares in Borealis fell 6.6 percent on Tuesday.", "Shares in Borealis fell 4.3 percent.", {"unsure"}),
    ("Anders Holm led 119 laps in Halden.", "Anders Holm led the first 41 laps in Halden.", {"unsure"}),
    ("The crane of Borealis fell 14 metres.", "The crane of Borealis fell 40 metres.", {"conflict"}),
]


@pytest.mark.parametrize(("one", "other", "verdicts"), DOUBTED, ids=[c[0][:24] for c in DOUBTED])
def test_ages_prices_and_parts_are_no_conflict(
    shared_claims: Find, one: str, other: str, verdicts: set[str]
) -> None:
    """Two ages are of two persons, a price moves by the hour, the first laps are a part of all."""
    shared = shared_claims(one, other, published="2024-05-08")
    assert {d.verdict for c in shared for d in c.differences if d.field == "number"} == verdicts


def test_the_same_words_for_a_time_are_no_conflict() -> None:
    """Two reports a month apart that both say "next month" may have it from one text: unsure."""
    one, other = version("A", day=3), version("B", day=3, speaks=30)
    (found,) = find_differences([one, other], {})
    assert (found.field, found.verdict) == ("time", "unsure")
