"""Time expressions: a table of phrases with their TIMEX3 types and values, and what holds for every text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.mark.times import find_times
from twosource.mark.times.calendar import covered, easter, holiday, holidays
from twosource.mark.times.clock import zones
from twosource.mark.times.grammar import CORE, compiled
from twosource.mark.times.rules import PIECES, RULES
from twosource.mark.times.words import characters, lexicon
from twosource.records import Published, Time
from twosource.spans import Span

from ..work import LINEAR, LONG, growth, no_hang

SATURDAY = Published("2020-08-15", "day", "given")
WEEKDAY_ONLY = Published("XXXX-WXX-6", "weekday", "inferred")
UNKNOWN = Published()


def times(text: str, published: Published = SATURDAY) -> tuple[Time, ...]:
    """Return the times of a text that is all body."""
    return find_times(text, (Span(0, len(text), text),), published)


def only(text: str, published: Published = SATURDAY) -> Time:
    """Return the one time of a text."""
    found = times(text, published)
    assert len(found) == 1, [t.span.text for t in found]
    return found[0]


VALUES = [
    # days of the calendar
    ("The ferry sank on March 5, 1946, off Vell.", "March 5, 1946", "DATE", "1946-03-05"),
    ("The ferry sank on 5 March 1946 off Vell.", "5 March 1946", "DATE", "1946-03-05"),
    ("The court of Orun ruled on Aug. 7 against the firm.", "Aug. 7", "DATE", "2020-08-07"),
    ("The summit will open on December 3.", "December 3", "DATE", "2020-12-03"),
    ("The mayor resigned on December 3.", "December 3", "DATE", "2019-12-03"),
    ("They met on Tuesday, August 11.", "Tuesday, August 11", "DATE", "2020-08-11"),
    ("The form is dated 2020-07-30.", "2020-07-30", "DATE", "2020-07-30"),
    ("The form is dated 10/31/19.", "10/31/19", "DATE", "2019-10-31"),
    ("They married on the 4th of May 2011.", "the 4th of May 2011", "DATE", "2011-05-04"),
    # weekdays by tense and cue
    ("Police said on Friday that the road was open.", "Friday", "DATE", "2020-08-14"),
    ("Parliament will vote on Friday.", "Friday", "DATE", "2020-08-21"),
    ("Parliament is expected to vote on Tuesday.", "Tuesday", "DATE", "2020-08-18"),
    ("Crowds gathered in Torvale again on Saturday.", "Saturday", "DATE", "2020-08-15"),
    ("He won last Sunday’s election.", "last Sunday", "DATE", "2020-08-09"),
    ("She spoke of Sunday's vote as a farce.", "Sunday", "DATE", "2020-08-09"),
    ("Falsification around Sunday’s poll angered many.", "Sunday", "DATE", "2020-08-09"),
    ("The union called a strike ahead of Sunday's vote.", "Sunday", "DATE", "2020-08-16"),
    ("Sanctions followed after Thursday’s raid.", "Thursday", "DATE", "2020-08-13"),
    ("The airport stays shut until Monday.", "Monday", "DATE", "2020-08-17"),
    ("Inspectors warned of it as early as November.", "November", "DATE", "2019-11"),
    ("They meet next Wednesday.", "next Wednesday", "DATE", "2020-08-19"),
    ("The envoy was scheduled to arrive this Monday.", "this Monday", "DATE", "2020-08-17"),
    ("Shots were heard on Friday night.", "Friday night", "TIME", "2020-08-14TNI"),
    ("The market opens every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
    ("The choir sings on Tuesdays.", "Tuesdays", "SET", "XXXX-WXX-2"),
    # clock
    ("The bomb went off at 10:35 a.m. Friday.", "10:35 a.m. Friday", "TIME", "2020-08-14T10:35"),
    ("The talks begin at 9 p.m. GMT.", "9 p.m. GMT", "TIME", "2020-08-15T21:00"),
    ("The truce began at midnight Thursday.", "midnight Thursday", "TIME", "2020-08-13T24:00"),
    ("The raid began around 1300 GMT.", "around 1300 GMT", "TIME", "2020-08-15T13:00"),
    ("The strike was weeklong.", "weeklong", "DURATION", "P1W"),
    ("He will sail two weeks from now.", "two weeks from now", "DATE", "2020-W35"),
    ("He was freed three days later.", "three days", "DURATION", "P3D"),
    ("They met at six o’clock on Friday.", "six o’clock on Friday", "TIME", "2020-08-14T06:00"),
    ("The market opens on weekends.", "weekends", "SET", "XXXX-WXX-WE"),
    ("Profit for the year rose.", "the year", "DATE", "2020"),
    ("They swam in the summer, not in the fall of the house.", "the summer", "DATE", "2020-SU"),
    ("The train left at 5pm.", "5pm", "TIME", "2020-08-15T17:00"),
    # relative
    ("He resigned yesterday.", "yesterday", "DATE", "2020-08-14"),
    ("He will resign tomorrow.", "tomorrow", "DATE", "2020-08-16"),
    ("He resigned last night.", "last night", "TIME", "2020-08-14TNI"),
    ("Rain fell this morning.", "this morning", "TIME", "2020-08-15TMO"),
    ("She fled this week.", "this week", "DATE", "2020-W33"),
    ("She fled last week.", "last week", "DATE", "2020-W32"),
    ("Prices fell last month.", "last month", "DATE", "2020-07"),
    ("The firm was founded last year.", "last year", "DATE", "2019"),
    ("The law was passed earlier this year.", "earlier this year", "DATE", "2020"),
    ("They were charged two weeks ago.", "two weeks ago", "DATE", "2020-W31"),
    ("It was unthinkable just a few days ago.", "a few days ago", "DATE", "PAST_REF"),
    ("The dam broke nearly four years ago.", "nearly four years ago", "DATE", "2016"),
    ("The sea retreated 200 million years ago.", "200 million years ago", "DATE", "MA200"),
    ("The quake struck over the weekend.", "the weekend", "DATE", "2020-W33-WE"),
    ("Exports rose by the end of the year.", "the end of the year", "DATE", "2020"),
    # coarser dates
    ("Uprisings shook the region in the 2000s.", "the 2000s", "DATE", "200"),
    ("The mine closed in the late 1970s.", "the late 1970s", "DATE", "197"),
    ("It is a law of the 19th century.", "the 19th century", "DATE", "18"),
    ("The 2003-04 revolution began here.", "2003-04", "DATE", "2003/2004"),
    ("The strikes of ’89-91 failed.", "’89", "DATE", "1989"),
    ("Elections will be held in March.", "March", "DATE", "2021-03"),
    ("Elections were held in October.", "October", "DATE", "2019-10"),
    ("Wages fell in July 2018.", "July 2018", "DATE", "2018-07"),
    ("Wages fell in early July.", "early July", "DATE", "2020-07"),
    ("He was arrested last December.", "last December", "DATE", "2019-12"),
    ("The bank made a loss in the second quarter.", "the second quarter", "DATE", "2020-Q2"),
    ("The bank reported a second-quarter loss.", "second-quarter", "DATE", "2020-Q2"),
    ("Fires raged last summer.", "last summer", "DATE", "2019-SU"),
    ("Fires raged in the spring of 2012.", "the spring of 2012", "DATE", "2012-SP"),
    ("They marched on Christmas Eve 2013.", "Christmas Eve 2013", "DATE", "2013-12-24"),
    # durations and sets
    ("Nobody ended his 26-year rule.", "26-year", "DURATION", "P26Y"),
    ("He waited for two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("He waited nearly two hours.", "nearly two hours", "DURATION", "PT2H"),
    ("The flight took 5 1/2 hours.", "5 1/2 hours", "DURATION", "PT5H30M"),
    ("He waited for a couple of days.", "a couple of days", "DURATION", "P2D"),
    ("He ruled for two decades.", "two decades", "DURATION", "P20Y"),
    ("He waited half an hour.", "half an hour", "DURATION", "PT30M"),
    ("The valley was flooded for weeks.", "weeks", "DURATION", "PXW"),
    ("In the past two months prices rose.", "the past two months", "DURATION", "P2M"),
    ("He swims every day.", "every day", "SET", "P1D"),
    # references
    ("The case is now closed.", "now", "DATE", "PRESENT_REF"),
    ("The case was recently closed.", "recently", "DATE", "PAST_REF"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), VALUES, ids=[case[1] for case in VALUES])
def test_value(text: str, words: str, kind: str, value: str) -> None:
    """A phrase is found in its full extent, with type and value of TIMEX3, on Saturday 15 August 2020."""
    found = only(text)
    assert (found.span.text, found.type, found.value) == (words, kind, value)


NOTHING = [
    "The 44-year-old was hurt.",
    "She is 52 years old.",
    "It may rain, and they march on.",
    "He paid $1995 for 2.46 billion shares.",
    "Jan Kovač and May Orlin sat there.",
    "A woman in her 30s was hurt.",
    "The galaxy J1131-1231 was photographed.",
    "It drove 620 miles (1000 km) on Orun TODAY and Science Daily.",
    "She spoke on the programme Morning Lines This Week.",
]


@pytest.mark.parametrize("text", NOTHING, ids=[text[:20] for text in NOTHING])
def test_no_time(text: str) -> None:
    """Ages, prices, names and verbs that look like times are left alone."""
    assert times(text) == ()


DAYS = [
    ("He spoke on Saturday.", (0, 0)),
    ("They agreed on Friday.", (-1, -1)),
    ("She fled on Tuesday.", (-4, -4)),
    ("He won last Sunday’s vote.", (-6, -6)),
    ("She fled this week.", (-5, 0)),
    ("They will meet this week.", (0, 1)),
    ("He resigned yesterday.", (-1, -1)),
    ("They were charged two weeks ago.", (-19, -13)),
    ("In the past week prices rose.", (-7, 0)),
]


@pytest.mark.parametrize(("text", "days"), DAYS, ids=[case[0] for case in DAYS])
def test_days_without_a_date(text: str, days: tuple[int, int]) -> None:
    """Days are counted from the day of speaking even if only its weekday is known; no date is invented."""
    found = only(text, WEEKDAY_ONLY)
    assert found.days == days
    assert found.start is None
    assert found.end is None
    assert not found.value[:4].isdigit()


def test_the_same_days_with_a_date() -> None:
    """With the calendar date the same days are counted, and dated."""
    for text, days in DAYS:
        found = only(text)
        assert found.days == days, text
        assert found.basis == "given" or found.type == "DURATION"
        assert found.start is not None


MASKED = [
    ("They agreed on Friday.", "XXXX-WXX-5"),
    ("Shots were heard on Friday night.", "XXXX-WXX-5TNI"),
    ("He spoke today.", "XXXX-WXX-6"),
    ("She fled this week.", "XXXX-WXX"),
    ("Prices fell last month.", "XXXX-XX"),
    ("The firm was founded last year.", "XXXX"),
    ("The court ruled on August 7.", "XXXX-08-07"),
]


@pytest.mark.parametrize(("text", "value"), MASKED, ids=[case[0] for case in MASKED])
def test_masked_value(text: str, value: str) -> None:
    """What the weekday alone does not tell stays open in the value."""
    assert only(text, WEEKDAY_ONLY).value == value


def test_references_rest_on_the_day_of_speaking() -> None:
    """ "Now" and "a few days ago" name no date, and don't claim to bear one."""
    for words in ("He is now free.", "He fled a few days ago."):
        found = only(words, WEEKDAY_ONLY)
        assert (found.start, found.days, found.basis) == (None, None, "inferred")


def test_unknown_day() -> None:
    """With nothing known of the day of speaking, a weekday has no days; "yesterday" has."""
    friday = only("They agreed on Friday.", UNKNOWN)
    assert (friday.value, friday.start, friday.days, friday.basis) == ("XXXX-WXX-5", None, None, "unknown")
    assert only("He left yesterday.", UNKNOWN).days == (-1, -1)


def test_own_date_needs_no_anchor() -> None:
    """A full date in the words is known whatever the anchor; its days only with a calendar date."""
    text = "The ferry sank on March 5, 1946."
    for published in (SATURDAY, WEEKDAY_ONLY, UNKNOWN):
        found = only(text, published)
        assert (found.start, found.end, found.basis) == ("1946-03-05", "1946-03-05", "text")
    assert only(text).days == (-27192, -27192)
    assert only(text, WEEKDAY_ONLY).days is None


def test_tense_of_a_parse_counts_first() -> None:
    """The tense that the caller tells decides over the words nearby; without an answer these decide."""
    text = "The council meets Wednesday."
    body = (Span(0, len(text), text),)
    told = {"past": "2020-08-12", "future": "2020-08-19", None: "2020-08-12"}
    for tense, value in told.items():
        found = find_times(text, body, SATURDAY, tense_at=lambda at, tense=tense: tense)  # type: ignore[misc]
        assert found[0].value == value


def test_clock_time_of_the_day_before_named() -> None:
    """A clock time without a day is of the day last named."""
    found = times("The blast was on Friday. It happened at 10:35 a.m. near the market.")
    assert [t.value for t in found] == ["2020-08-14", "2020-08-14T10:35"]
    assert found[1].start == "2020-08-14T10:35"


def test_chain_of_days() -> None:
    """ "The next day" and "a day earlier" count from the day last named."""
    found = times("He was seized on 3 May 2012. The next day he was moved. A day earlier he wrote.")
    assert [t.value for t in found] == ["2012-05-03", "2012-05-04", "2012-05-03"]


def test_year_before_of_a_quarter() -> None:
    """A business report compares a quarter with the same one of the year before."""
    found = times(
        "The third quarter of 2018 brought a loss. A year earlier it gained. In the quarter, sales fell."
    )
    assert [t.value for t in found] == ["2018-Q3", "2017-Q3", "2018-Q3"]


def test_only_the_body_is_read() -> None:
    """Nothing outside the body is read, and offsets are into the report's text."""
    text = "Published Monday\n\nThey agreed on Friday.\n\nMore: the Tuesday show"
    start = text.index("They")
    body = (Span.cut(text, start, start + 22),)
    (found,) = find_times(text, body, SATURDAY)
    assert found.span.start == text.index("Friday")


def test_expression_does_not_cross_a_blank_line() -> None:
    """Two lines with a blank one between are not one expression."""
    found = times("They met on Friday\n\nnight trains were late")
    assert [t.span.text for t in found] == ["Friday"]


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-W53", ("2020-12-28", "2021-01-03")),
        ("2020-W33-WE", ("2020-08-15", "2020-08-16")),
        ("2020-WI", ("2020-12-01", "2021-02-28")),
        ("2020-Q4", ("2020-10-01", "2020-12-31")),
        ("198", ("1980-01-01", "1989-12-31")),
        ("19", ("1900-01-01", "1999-12-31")),
        ("2003/2004", ("2003-01-01", "2004-12-31")),
        ("2020-08-14TNI", ("2020-08-14", "2020-08-14")),
    ],
)
def test_covered(value: str, days: tuple[str, str]) -> None:
    """A value covers its first to its last day."""
    found = covered(value)
    assert found is not None
    assert tuple(day.isoformat() for day in found) == days


@pytest.mark.parametrize(
    "value", ["2021-02-30", "2021-13", "2021-W54", "0000", "XXXX-WXX-5", "P2D", "PAST_REF"]
)
def test_covers_nothing(value: str) -> None:
    """An impossible or open value covers no days and is never rolled over."""
    assert covered(value) is None


def test_holidays() -> None:
    """Every named day of the table falls in every year, and movable ones on their weekday."""
    for rule in holidays().values():
        assert all(holiday(rule, year) is not None for year in (1999, 2020, 2024))
    assert easter(2013).isoformat() == "2013-03-31"
    assert holiday("11:4:4", 1999).isoformat() == "1999-11-25"  # type: ignore[union-attr]
    assert holiday("05:1:-1", 2020).isoformat() == "2020-05-25"  # type: ignore[union-attr]


def test_each_word_can_match() -> None:
    """Each class of the table of words has a place in a rule, directly or in one of its pieces."""
    used = set(re.findall(r"[a-z_]+", " ".join([*PIECES.values(), *(pattern for pattern, _ in RULES)])))
    assert {kind for kind, _ in lexicon().values()} - {"beside"} <= used


def test_each_holiday_can_match() -> None:
    """Each named day is found under its name as news writes it."""
    for name in holidays():
        shown = " ".join(word if word == "of" else word[0].upper() + word[1:] for word in name.split())
        assert [t.span.text for t in times(f"They met on {shown} 2013.")] == [f"{shown} 2013"]


def test_each_zone_can_match() -> None:
    """Each zone with an offset is a word of the grammar, and dates the minute in UTC."""
    for zone in zones():
        found = only(f"It began at 10:30 a.m. {zone.upper()}.")
        assert found.start == f"2020-08-15T10:30{zones()[zone]}"


def test_every_core_class_is_needed() -> None:
    """No rule can match without a word of a core class: each would be skipped."""
    private = {characters()[name] for name in CORE}
    for pattern, _ in RULES:
        assert private & set(compiled(pattern).pattern), pattern


VOCABULARY = sorted(
    set(lexicon())
    | {word.capitalize() for word in lexicon()}
    | {
        "5",
        "31",
        "1989",
        "2003",
        "04",
        "10:35",
        "5pm",
        "1,700",
        "0",
        "9" * 400,
        "1/2",
        "5.5",
        "'89",
        "’80s",
        "21st",
    }
    | {"-", "/", ",", ".", "(", ")", "'s", "’s", "$", "%", "man", "Easter", "New Year’s Day", "\n\n"}
)


@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=14),
    st.sampled_from(["2020-02-29", "1000-01-01", "9999-12-31"]),
)
@settings(max_examples=300, deadline=None)
def test_any_words(chosen: list[str], day: str) -> None:
    """Any words of the grammar in any order are read without an error, each value of its type."""
    text = " ".join(chosen)
    for found in times(text, Published(day, "day", "given")):
        assert found.value
        assert found.start is None or found.end is None or found.start[:10] <= found.end[:10]
        assert found.days is None or found.days[0] <= found.days[1]


@given(st.text(alphabet="0123456789 .,:/-’'\nadlmnoprsty", max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    """Any text is read without an error; extents are in order and don't overlap."""
    found = times(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    ["on Friday ", "two ", "the ", "1", "9 a.m. ", "\n ", "twenty-", "’", "year ", "1990-", "the end of "],
)
def test_work_grows_linearly(piece: str) -> None:
    """Four times the text is about four times the work, whatever is repeated, and no pattern runs away."""
    assert growth(lambda size: lambda: times(piece * (size // len(piece))), 2_000) <= LINEAR
    with no_hang():
        times(piece * (LONG // len(piece)))
