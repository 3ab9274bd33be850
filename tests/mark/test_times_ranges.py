"""Times of British newswriting: ranges of days, dates in digits, nights, clock times with a day."""

from __future__ import annotations

import pytest

from twosource.mark.times import find_times
from twosource.records import Published, Time
from twosource.spans import Span

FRIDAY = Published("2020-08-14", "day", "given")


def times(text: str, published: Published = FRIDAY) -> tuple[Time, ...]:
    """Return the times of a text that is all body."""
    return find_times(text, (Span(0, len(text), text),), published)


CASES = [
    ("From 9 to 11 August the port was shut.", [("9", "2020-08-09"), ("11 August", "2020-08-11")]),
    ("The fair was held on 8-9 August 2019.", [("8", "2019-08-08"), ("9 August 2019", "2019-08-09")]),
    ("Between 3 and 5 June the river rose.", [("3", "2020-06-03"), ("5 June", "2020-06-05")]),
    ("Police counted 30 and 5 August voters.", [("5 August", "2020-08-05")]),
    ("At 7.30pm on Tuesday the power failed.", [("7.30pm on Tuesday", "2020-08-11T19:30")]),
    ("At 10:30 on Tuesday the power failed.", [("10:30 on Tuesday", "2020-08-11T10:30")]),
    ("It was the winter of 2018-19.", [("the winter of 2018-19", "2018-WI")]),
    ("The village was shelled overnight on Wednesday.", [("overnight on Wednesday", "2020-08-12TNI")]),
    (
        "They met last Thursday and the Thursday before.",
        [("last Thursday", "2020-08-13"), ("the Thursday before", "2020-08-06")],
    ),
    ("The tests began on 12/08/2020.", [("12/08/2020", "2020-08-12")]),
    ("The tests began on 08/12/2020.", [("08/12/2020", "2020-08-12")]),
    ("The tests began on 03/04/2018.", [("03/04/2018", "2018")]),
    ("The 6 April youth movement and the April 6 movement were banned.", []),
    ("They had killed an officer in Tolm the same day.", [("the same day", "XXXX-XX-XX")]),
    (
        "They met on Tuesday and left the same day.",
        [("Tuesday", "2020-08-11"), ("the same day", "2020-08-11")],
    ),
    ("The tests began on 31/12/2019.", [("31/12/2019", "2019-12-31")]),
]


@pytest.mark.parametrize(("text", "found"), CASES, ids=[case[0] for case in CASES])
def test_found(text: str, found: list[tuple[str, str]]) -> None:
    """Each time has its words and its TIMEX3 value in a report of Friday 14 August 2020."""
    assert [(time.span.text, time.value) for time in times(text)] == found


def test_a_date_of_two_readings_is_not_guessed() -> None:
    """Without the report's day, a date in digits that could be two days is its year alone."""
    (found,) = times("The tests began on 12/08/2020.", Published())
    assert (found.value, found.start, found.end) == ("2020", "2020-01-01", "2020-12-31")


def test_a_range_is_two_days() -> None:
    """Without the report's year both days of a range are masked alike."""
    found = times("From 9 to 11 August the port was shut.", Published("XXXX-WXX-5", "weekday", "inferred"))
    assert [time.value for time in found] == ["XXXX-08-09", "XXXX-08-11"]
