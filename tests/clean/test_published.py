"""When a report was published: given, from the page, inferred with its words, or unknown."""

from __future__ import annotations

import re

import pytest

from twosource.clean.published import infer_published
from twosource.read import read
from twosource.records import Facts, Published, Report, Source
from twosource.spans import Span

SOURCE = Source("test.txt", "0" * 64, 0)


def published(
    text: str, header_lines: int = 0, given: str | None = None, page: str | None = None
) -> Published:
    """Return when a text was published whose body begins after `header_lines` lines."""
    report = Report("r", SOURCE, text, Facts(published=given), Facts(published=page))
    lines = [Span.trimmed(text, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return infer_published(report, lines[header_lines:])


GIVEN = [
    ("2020-08-15", "2020-08-15", "day"),
    ("2020-08-15T10:04", "2020-08-15T10:04", "minute"),
    ("2020-08-15T10:04:59Z", "2020-08-15T10:04Z", "minute"),
    ("2020-08-15 10:04:00+02:00", "2020-08-15T10:04+02:00", "minute"),
    ("2020-08-15T00:00:00", "2020-08-15", "day"),
    ("2020-08-15T00:00:00Z", "2020-08-15", "day"),
    ("2020-08-15T00:00:41Z", "2020-08-15T00:00Z", "minute"),
    ("15 August 2020", "2020-08-15", "day"),
    ("Sat, 15 Aug 2020 10:04:00", "2020-08-15T10:04", "minute"),
    ("Sat, 15 Aug 2020 10:04:00 +0200", "2020-08-15T10:04", "minute"),
]


@pytest.mark.parametrize(("given", "value", "precision"), GIVEN, ids=[case[0] for case in GIVEN])
def test_given(given: str, value: str, precision: str) -> None:
    """A given date or date-time counts first, to the minute at most."""
    found = published("He spoke on Friday.", given=given, page="2019-01-01")
    assert found == Published(value, precision, "given")


BAD = [
    "2020-02-30",
    "2020-13-01",
    "0001-01-01",
    "9999-01-01",
    "1597486000",
    "soon",
    "03/04/2020",
    "2020-08-15T25:61",
]


@pytest.mark.parametrize("given", BAD)
def test_bad_date_is_never_rolled_over(given: str) -> None:
    """What is no date, or can be read in two ways, is passed over for the next best: here the page's."""
    assert published("He spoke.", given=given, page="2020-08-15") == Published("2020-08-15", "day", "page")
    assert published("He spoke.", given=given) == Published()


HEADERS = [
    ("Saturday 15 August 2020", "2020-08-15", "Saturday 15 August 2020"),
    ("Aug 15, 2020 10:04 GMT", "2020-08-15T10:04", "Aug 15, 2020 10:04"),
    ("Published: August 15th, 2020", "2020-08-15", "August 15th, 2020"),
    ("15.08.2020", "2020-08-15", "15.08.2020"),
    ("2020-08-15", "2020-08-15", "2020-08-15"),
]


@pytest.mark.parametrize(("header", "value", "words"), HEADERS, ids=[case[0] for case in HEADERS])
def test_header_line(header: str, value: str, words: str) -> None:
    """A full date in the lines before the body is inferred with its words."""
    found = published(f"Orun Post\n{header}\nThe mayor spoke on Friday.", header_lines=2)
    assert (found.value, found.basis) == (value, "inferred")
    assert found.evidence is not None
    assert found.evidence.text == words


def test_date_of_an_update_comes_second() -> None:
    """The date of the first publication is preferred to that of an update."""
    found = published("Updated 16 August 2020\nPosted 15 August 2020\nHe spoke.", header_lines=2)
    assert found.value == "2020-08-15"


CAPTIONS = [
    "FILE - In this May 18, 2017 file photo, the mayor waves in Vell.",
    (
        "The mayor testifies before the transport committee of the council of the harbour of Vell, in the "
        "north, on November 8, 2017, with her counsel."
    ),
    "Rescuers at the mine in Vell, January 5, 2016. [Photo/Agencies]",
]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_the_date_of_a_picture_is_not_the_reports(caption: str) -> None:
    """A date in a caption above the body dates a picture, which may be years old."""
    assert published(f"{caption}\nThe mayor of Vell has resigned.", header_lines=1) == Published()


def test_date_in_the_body_is_no_publication_date() -> None:
    """A full date inside the body tells when something happened, not when the report was published."""
    assert published("The ferry sank on 5 March 1946 off Vell.").value is None


WEEKDAYS = [
    ("lead", "The mayor of Vell on Saturday issued an appeal.\nHe had fled on Tuesday.", 6, "on Saturday"),
    (
        "run",
        (
            "The mayor has held talks.\nRallies were galvanised on Thursday.\n"
            "He said on Friday he would stay.\n"
            "Speaking on Saturday, he said he won last Sunday’s poll.\nSunday’s poll was rigged."
        ),
        6,
        "on Saturday",
    ),
    (
        "later than the lead",
        "A bomb exploded on Friday in Orun.\nPolice said on Saturday two were held.",
        6,
        "on Saturday",
    ),
    ("only a past week", "He won last Sunday’s election in Vell.\nThe count was slow.", None, None),
    ("only to come", "The council will meet on Tuesday.\nIt is expected to vote on Wednesday.", None, None),
    ("none", "The council has met.", None, None),
    ("a paper's name", "The mayor of Vell resigned.\nShe told the Sunday Beacon she was tired.", None, None),
    (
        "that day of a week",
        "The mayor of Vell resigned.\nShe had come on the Monday, before breakfast.",
        None,
        None,
    ),
    ("a vote to come", "Rebels in Vell pledged to press ahead with a vote on Sunday.", None, None),
    ("since", "The talks have stalled since a truce was agreed on Friday.", None, None),
    (
        "a word with a hyphen",
        "A meeting of the self-proclaimed council on Thursday is at risk.\nShe went on.",
        None,
        None,
    ),
    ("two days apart", "The army left on Wednesday.\nRebels signed a truce on Sunday.", None, None),
    (
        "one deep in the text",
        "Talks were held.\nA deal is near.\nThe union quit.\nIt had met on Monday.",
        None,
        None,
    ),
]


@pytest.mark.parametrize(
    ("text", "weekday", "words"), [c[1:] for c in WEEKDAYS], ids=[c[0] for c in WEEKDAYS]
)
def test_weekday(text: str, weekday: int | None, words: str | None) -> None:
    """The weekday that the text speaks from is inferred from past weekdays, or not at all."""
    found = published(text)
    assert found.value == (f"XXXX-WXX-{weekday}" if weekday else None)
    assert found.basis == ("inferred" if weekday else "unknown")
    assert (found.evidence.text if found.evidence else None) == words


def test_dateline() -> None:
    """A full date in the dateline is used before the header's."""
    text = "1 May 2001\nVELL, 15 August 2020 (Orun Wire) - The mayor spoke."
    report = Report("r", SOURCE, text)
    dateline = Span.cut(text, 11, text.index(" ("))
    found = infer_published(report, (Span.cut(text, text.index("The"), len(text)),), dateline)
    assert found.value == "2020-08-15"


def test_the_address_of_a_page_bears_its_date() -> None:
    """A date in the folders of an address is the page's; a number that is no date is nothing."""
    text = "The bridge was closed on Tuesday.\n\nFerries run."
    dated = read({"text": text, "url": "https://gazette.example/halden/2024/05/08/bridge-closed"}).reports[0]
    named = read({"text": text, "url": "https://gazette.example/2024/may/08/bridge-closed"}).reports[0]
    wrong = read({"text": text, "url": "https://gazette.example/2024/13/08/bridge-closed"}).reports[0]
    other = read({"text": text, "url": "https://gazette.example/2024/abc/08/bridge-closed"}).reports[0]
    body = (Span.cut(text, 0, 33),)
    assert (infer_published(dated, body).value, infer_published(dated, body).basis) == ("2024-05-08", "page")
    assert infer_published(named, body).value == "2024-05-08"
    assert infer_published(wrong, body).basis == "inferred"
    assert infer_published(other, body).basis == "inferred"


def test_a_day_in_a_quotation_is_not_the_reports() -> None:
    """What somebody quoted says of Monday does not tell when the report was published."""
    text = "“We lost on Monday,” the captain said. The team flew home."
    report = read({"text": text}).reports[0]
    assert infer_published(report, (Span.cut(text, 0, len(text)),)).basis == "unknown"
