"""The first line of a text: whose name it is, and whose it is not; agencies that a text spells out."""

from __future__ import annotations

import pytest

from twosource.clean import clean, masthead
from twosource.records import Facts, Layout, Report, Source

BODY = (
    "The harbour council of Port Ellery on Saturday voted to close the eastern quay after cranes fell.\n\n"
    "Nobody was hurt, but the council said it could not rule out further damage to the sea wall."
)


def laid_out(text: str, **given: str) -> Layout:
    """Return the layout of a report of `text`."""
    return clean(Report("r", Source("r.txt", "", len(text)), text, given=Facts(**given)))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        pytest.param(("ELLERY TODAY", "3 June 2031, 14:20"), "ELLERY TODAY", id="outlet-word"),
        pytest.param(("THE ELLERY GAZETTE / Sport", "Crane falls"), "THE ELLERY GAZETTE", id="section"),
        pytest.param(("RADIO ELLERY, SPORTS DESK", "Script, 18.30"), "RADIO ELLERY", id="desk"),
        pytest.param(("NORVIND", "8 May 2031, 14.05"), "NORVIND", id="one-word-over-a-date"),
        pytest.param(("DUNMORE LINES", "Press office", "PRESS RELEASE"), "DUNMORE LINES", id="press-office"),
        pytest.param(("HARBOUR COUNCIL", "Statement 14/2031"), "HARBOUR COUNCIL", id="statement"),
        pytest.param(("Harbour Light", "News | Sport | Jobs"), "Harbour Light", id="menu"),
        pytest.param(("Crane falls on ferry", "3 June 2031"), None, id="headline-over-a-date"),
        pytest.param(("Mayor Resigns", "3 June 2031"), None, id="short-headline-over-a-date"),
        pytest.param(("Council Shuts Eastern Quay", "By Tomas Verrin"), None, id="headline-over-a-byline"),
        pytest.param(("The council met on Monday.", "News | Sport"), None, id="sentence"),
    ],
)
def test_a_first_line_that_names_the_publisher(lines: tuple[str, ...], name: str | None) -> None:
    """A name over a section, a date, a menu or "press release" is the publisher's; a headline is none."""
    assert masthead.name_of(lines, None) == name


def test_the_name_that_was_given_is_no_headline() -> None:
    """A line that begins with the outlet given is its masthead, whatever else stands in it."""
    layout = laid_out(f"LANTERN SIX EVENING NEWS / SUNDAY / SCRIPT\n\n{BODY}", outlet="Lantern Six")
    assert layout.title.value is None


def test_name_date_motto_and_headline() -> None:
    """The name is the outlet, the line of the date is its date, the motto nothing of that."""
    text = (
        "The Ellery Herald\nYour paper on both banks of the river since 1911\n\nMonday, 3 June 2030\n\n"
        f"Eastern quay shut after cranes fall\n\nBy Tomas Verrin\n\n{BODY}"
    )
    layout = laid_out(text)
    assert layout.outlet.value == "The Ellery Herald"
    assert layout.title.value == "Eastern quay shut after cranes fall"
    assert layout.published.value == "2030-06-03"


def test_a_dateline_on_a_line_of_its_own() -> None:
    """Place and date above the body are the dateline."""
    layout = laid_out(f"HARBOUR COUNCIL\nStatement 14/2031\nPort Ellery, 7 June 2031\n\n{BODY}")
    assert layout.dateline.value == "Port Ellery, 7 June 2031"
    assert layout.published.value == "2031-06-07"


@pytest.mark.parametrize(
    ("head", "agencies"),
    [
        pytest.param(
            "By Meridian News Agency\n\nELLERY, 12 May (MNA) - ", {"Meridian News Agency"}, id="in-the-byline"
        ),
        pytest.param("ELLERY, 12 May (AFP) - ", {"Agence France-Presse"}, id="initials-alone"),
        pytest.param(
            "By Agence France-Presse\n\nELLERY, 12 May (AFP) - ", {"Agence France-Presse"}, id="as-the-table"
        ),
        pytest.param(
            "By Ilse Brandt, Ellery Press Agency\n\nELLERY, 12 May - ", {"Ellery Press Agency"}, id="employer"
        ),
        pytest.param("By Ana Press\n\nELLERY, 12 May - ", set(), id="a-name"),
    ],
)
def test_an_agency_that_the_text_spells_out(head: str, agencies: set[str]) -> None:
    """Initials are the agency that the report spells out, before they are that of a table."""
    layout = laid_out(f"Quay shut after cranes fall\n\n{head}{BODY}")
    assert {c.agency for c in layout.credits} == agencies


def test_an_authors_office_is_no_other_line() -> None:
    """ "By Piet Amsel, transport correspondent" is a byline."""
    layout = laid_out(f"Quay shut after cranes fall\n\nBy Piet Amsel, transport correspondent\n\n{BODY}")
    assert layout.byline.value == "By Piet Amsel, transport correspondent"
