"""Agencies that no table knows, outlets' names, appeals to the listener: found by where they stand."""

from __future__ import annotations

import pytest

from twosource.clean import clean, inside, wires
from twosource.clean.lines import is_menu
from twosource.records import Layout, Report, Source

BODY = (
    "A ferry with 80 passengers ran aground off Quill Head on Monday and was pulled free at night.",
    "The coastguard said nobody was hurt, but the owner of the ferry would have to explain its course.",
    "“We heard a long scraping sound,” said Orla Fenwick, who was on deck. “Then the lights went out.”",
    "The shipping office has opened an inquiry. A second ferry was sent from Dunmore for the passengers.",
)


def read(*lines: str) -> Layout:
    """Return the layout of a text of `lines`."""
    text = "\n\n".join(lines)
    return clean(Report("r", Source("r.txt", "", len(text)), text))


def credits(layout: Layout) -> list[tuple[str, str]]:
    """Return agency and kind of each credit."""
    return [(credit.agency, credit.kind) for credit in layout.credits]


def body(layout: Layout) -> list[str]:
    """Return the paragraphs of the body."""
    return [span.text for span in layout.body()]


@pytest.mark.parametrize(
    ("first", "agency"),
    [
        pytest.param("QUILL HEAD (Polwire) - ", "Polwire", id="one word"),
        pytest.param("QUILL HEAD, May 3 (Isle Press) — ", "Isle Press", id="two words"),
    ],
)
def test_dateline_names_its_agency(first: str, agency: str) -> None:
    """The name in the brackets of a dateline supplied the text, known or not."""
    layout = read(first + BODY[0], *BODY[1:])
    assert credits(layout) == [(agency, "text")]
    assert layout.credits[0].span.text == agency
    assert body(layout) == list(BODY)


@pytest.mark.parametrize("inside_brackets", ["updated 9 a.m.", "Updated", "Friday"])
def test_dateline_without_an_agency(inside_brackets: str) -> None:
    """An hour, a day or a desk's mark in a dateline's brackets is no agency."""
    assert credits(read(f"QUILL HEAD ({inside_brackets}) - {BODY[0]}", *BODY[1:])) == []


@pytest.mark.parametrize("last", ["(Polwire)", "(Isle Press)", "[Polwire]"])
def test_last_line_in_brackets_is_the_supplier(last: str) -> None:
    """A name alone in brackets below the text is its credit, whatever furniture follows."""
    layout = read(
        "Ferry runs aground off Quill Head", *BODY, last, "Sign up for our letter and read us first."
    )
    assert credits(layout) == [(last[1:-1], "text")]
    assert [part.reason for part in layout.parts[-2:]] == ["text-credit", "newsletter"]
    assert body(layout) == list(BODY)


@pytest.mark.parametrize("last", ["(Ends)", "(MORE)", "(Laughter)", "(it was 3 a.m.)"])
def test_brackets_that_name_nobody(last: str) -> None:
    """A desk's mark or an aside in brackets credits nobody."""
    assert credits(read(*BODY, last)) == []


@pytest.mark.parametrize(
    "caption",
    [
        pytest.param("The ferry off Quill Head, seen from the light on Monday.", id="full stop"),
        pytest.param("“A long scraping sound”: the ferry off Quill Head, seen at dawn.", id="quotation"),
    ],
)
def test_house_in_capitals_ends_a_caption(caption: str) -> None:
    """A house in capitals before a photographer's name credits the picture, spelt as in the dateline."""
    head = "Ferry runs aground off Quill Head"
    layout = read(head, f"{caption} POLWIRE/Orla Fenwick", f"QUILL HEAD (Polwire) - {BODY[0]}", *BODY[1:])
    assert [(part.role, part.span.text) for part in layout.parts[1:3]] == [
        ("caption", caption),
        ("residue", "POLWIRE/Orla Fenwick"),
    ]
    assert credits(layout) == [("Polwire", "photo"), ("Polwire", "text")]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The ferry was raised by the ISLE/Dunmore Company", id="within a sentence"),
        pytest.param("PAN/Isle Council Meets", id="initials"),
        pytest.param("AND/OR", id="no name"),
    ],
)
def test_stroke_alone_credits_no_picture(line: str) -> None:
    """Names with a stroke between them within a sentence, or behind initials, are no credit."""
    assert inside.photo_credit(line) is None


STORIES = ("Lighthouse to be painted again this summer", "Herring boats stay in port for a third week")


@pytest.mark.parametrize(
    ("lead", "below", "found"),
    [
        pytest.param(
            "QUILL HEAD (Polnor) - ", "Polnor", [("Polnor", "text"), ("Polnor", "other-story")], id="1"
        ),
        pytest.param("", "Isle Press", [("Isle Press", "other-story")], id="an agency's ending"),
        pytest.param("", "Orla Fenwick", [], id="an author"),
        pytest.param("", "Sport", [], id="a section"),
    ],
)
def test_names_below_other_headlines(lead: str, below: str, found: list[tuple[str, str]]) -> None:
    """A name below each headline of other stories is their agency if the text or its ending shows it."""
    others = [line for story in STORIES for line in (story, below)]
    layout = read("Ferry runs aground off Quill Head", lead + BODY[0], *BODY[1:], "Related articles", *others)
    assert sorted(set(credits(layout))) == sorted(found)
    assert body(layout) == list(BODY)


def test_name_in_a_list_of_sites_is_no_credit() -> None:
    """A name that ends like an agency's among the names of the publisher's other sites credits nothing."""
    sites = ("Our sites", "Isle Life", "Isle Wire", "Isle Motor", "Our sites", "Isle Life", "Isle Wire")
    assert credits(read("Ferry runs aground off Quill Head", *BODY, "Share this story", *sites)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It was reported by the state news agency Polnor.", ["Polnor"]),
        ("Tarvia’s news agency gave no details; Polnor news agency did.", ["Polnor"]),
        ("The news agency said so.", []),
    ],
)
def test_names_that_are_called_news_agencies(text: str, names: list[str]) -> None:
    """A name beside "news agency" is an agency's."""
    assert wires.called(text) == names


@pytest.mark.parametrize(
    "name", ["Western Ledger", "THE ISLE BEACON", "Radio Quill", "Isle Radio", "Dunmore Morning Post"]
)
def test_outlet_on_the_first_line(name: str) -> None:
    """A first line that is written like an outlet's name is the outlet, no part of the body."""
    layout = read(name, "Ferry runs aground off Quill Head", *BODY)
    assert (layout.outlet.value, layout.outlet.basis) == (name, "text")
    assert body(layout) == list(BODY)


def test_bulletin_without_headline() -> None:
    """A station's name and the title of its bulletin stand above the body, its sign-off below."""
    layout = read(
        "Radio Quill", "Midday bulletin", *BODY, "You are listening to Radio Quill. News again at six."
    )
    assert layout.outlet.value == "Radio Quill"
    assert [part.role for part in layout.parts[:2]] == ["residue", "section"]
    assert body(layout) == list(BODY)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By our foreign desk", True),
        ("By the Isle Beacon newsroom", True),
        ("By our man in Port Ellery", True),
        ("From our reporter at the sea wall", True),
        ("By our count, four desks were lost", False),
        ("By our reckoning four cranes fell.", False),
        ("From our window the cranes looked small", False),
        ("By the end of the week it was gone", False),
    ],
)
def test_byline_of_a_desk(line: str, expected: bool) -> None:
    """A desk may sign a report."""
    assert inside.is_byline(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Follow us | Print | Send to a friend", True),
        ("Home | Shipping | Town | Weather", True),
        ("Ferry aground | Isle Beacon", False),
        ("The harbour was shut at noon. | The owner gave no reason for that. | Nobody asked.", False),
    ],
)
def test_menu_between_bars(line: str, expected: bool) -> None:
    """Three short links or more between bars are a menu."""
    assert is_menu(line) is expected


def test_correction_below_the_body_is_none_of_it() -> None:
    """A note of what was changed, as the last line, is residue."""
    note = "This story has been updated to include what the owner said."
    assert body(read("Ferry runs aground off Quill Head", *BODY, note)) == list(BODY)
