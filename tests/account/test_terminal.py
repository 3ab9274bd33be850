"""The page of text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from twosource.account.terminal import MAX_CLAIMS, _ranges, render_terminal
from twosource.account.view import letters
from twosource.account.view_build import view_of
from twosource.account.visible import cells, one_line
from twosource.records import Account, Claim, Difference

SECTIONS = (
    "REPORTS",
    "WHERE THIS COMES FROM",
    "IN CONFLICT",
    "TOLD BY SEVERAL",
    "WHO SAID WHAT",
    "WHAT ELSE HAPPENED",
    "TIMELINE",
    "ONLY IN",
    "WHAT WE COULD NOT TELL",
)
PAYLOADS = {
    "colours": "\x1b[31mred\x1b[0m",
    "a title of the window": "\x1b]0;owned\x07",
    "the clipboard": "\x1b]52;c;cm0gLXJm\x1b\\",
    "C1 controls": "\x9b2J\x85",
    "carriage return": "\rIN CONFLICT (9)",
    "line breaks": "\nIN CONFLICT (9)\u2028\u2029\x0b\x0c",
    "directions": "\u202egnorw\u202c\u2066\u2069\u200f",
    "no width": "\u200b\ufeff\u00ad\U000e0041",
    "half a pair": "\ud800",
    "a flood of marks": "o" + "\u0301" * 50,
}


def shown(*accounts: Account, width: int = 100, color: bool = False) -> str:
    """Return accounts as text."""
    return render_terminal(accounts, width=width, color=color)


def numbered(text: str) -> set[int]:
    """Return the numbers of claims that a text shows."""
    return {int(number) for number in re.findall(r"#(\d+)", text)}


def test_every_section_stands_in_its_place(build: Callable[..., Account]) -> None:
    """An account that has something for every section shows all of them, in the fixed order."""
    lines = shown(build()).splitlines()
    places = [next(i for i, line in enumerate(lines) if line.startswith(name)) for name in SECTIONS]
    assert places == sorted(places)


def test_empty_sections_are_left_out(build: Callable[..., Account]) -> None:
    """Without conflicts, utterances or times, their sections do not stand there empty."""
    made = build()
    bare = replace(made, claims=tuple(c for c in made.claims if c.id == "c4"), timeline=(), unknowns=())
    text = shown(bare)
    assert not any(name in text for name in ("IN CONFLICT (", "WHO SAID WHAT", "TIMELINE", "NOT TELL"))


def test_the_counts_add_up(build: Callable[..., Account]) -> None:
    """The line of counts tells reports, outlets, origins and how the claims divide."""
    flat = " ".join(shown(build()).split())
    assert "3 reports · 3 outlets" in flat
    assert "5 claims: 1 told by several outlets, 1 in conflict, 3 on one outlet" in flat
    assert "1 minor claim" in flat


@pytest.mark.parametrize("width", [20, 60, 61, 80, 100, 120, 500])
def test_no_line_is_too_long(example: tuple[Account, ...], width: int) -> None:
    """No line is wider than asked for; 60 columns are the least and 120 the most."""
    lines = shown(*example, width=width).splitlines()
    assert max(cells(line) for line in lines) <= min(120, max(60, width))


def test_wide_characters_take_two_columns(build: Callable[..., Account]) -> None:
    """Text in wide characters, and words longer than a line, stay within the width."""
    assert max(cells(line) for line in shown(build("橋" * 90), width=60).splitlines()) <= 60
    assert max(cells(line) for line in shown(build("x" * 500), width=60).splitlines()) <= 60


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_reaches_the_terminal_but_text(build: Callable[..., Account], payload: str) -> None:
    """No control character, direction or line break of a report reaches the terminal, whatever the field."""
    text = shown(build(payload))
    assert all(char == "\n" or char.isprintable() for char in text)
    assert [line for line in text.splitlines() if line.startswith("IN CONFLICT")] == ["IN CONFLICT (1)"]


def test_hidden_characters_are_seen(build: Callable[..., Account]) -> None:
    """What has no form of its own is shown as an escape, not dropped."""
    assert r"Bridge at Halden closed\x1b[31m\u202e" in shown(build("\x1b[31m\u202e"))


def test_colour_only_repeats_the_words(build: Callable[..., Account]) -> None:
    """With colours the page has the same words, and no other control characters than those of the colours."""
    plain, coloured = shown(build("\x1b[5m")), shown(build("\x1b[5m"), color=True)
    assert coloured != plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_each_claim_is_printed_in_full_once(build: Callable[..., Account]) -> None:
    """The text of a claim stands in one section; the others refer to its number."""
    text = shown(build(), width=120).partition("TIMELINE")[0]
    for words in ("Twelve people were hurt.", "The people were hurt on Tuesday.", "Odd Lund: “We will pay,”"):
        assert text.count(words) == 1
    assert "words shown above: #5 in #4" in text


def test_every_main_claim_is_there(example: tuple[Account, ...]) -> None:
    """Every claim that a clause asserts has its number on the page, and no other claim has."""
    main = [claim for account in example for claim in account.claims if claim.is_main]
    assert numbered(shown(*example)) == set(range(1, len(main) + 1))


def test_both_values_of_a_conflict_stand_side_by_side(build: Callable[..., Account]) -> None:
    """A conflict shows each value with all the reports that tell it, in one line, and the rule's reason."""
    line = next(line for line in shown(build()).splitlines() if "number:" in line)
    assert line.strip() == "number:  Twelve [A][C]   |   Seventeen [B]"
    assert "They clash." in shown(build())


def test_values_beside_a_conflict_are_shown_too(build: Callable[..., Account]) -> None:
    """A value of the same field that clashes with none is told beside the sides, with its reports."""
    made = build()
    vague = Difference("number", (0, 2), ("Twelve", "a dozen"), "vague", "more-precise", "They agree.")
    claims = tuple(
        replace(c, differences=(*c.differences, vague)) if c.id == "c1" else c for c in made.claims
    )
    lines = [line.strip() for line in shown(replace(made, claims=claims)).splitlines()]
    place = lines.index("number:  Twelve [A][C]   |   Seventeen [B]")
    assert lines[place + 1] == "besides: a dozen [C]"


def test_the_way_that_a_telling_came_is_shown(build: Callable[..., Account]) -> None:
    """The chain of a telling stands first party first, with the place of the words."""
    text = shown(build(), width=120)
    start = "Bridge at Halden closed\n\nBy Ana Ruiz\n\nTwelve people were hurt on Tuesday.\n\n".__len__()
    assert f"[A {start}-{start + len('“We will pay,”')}]  Odd Lund → Norpress → Halden Gazette" in text


def test_no_year_is_invented(build: Callable[..., Account]) -> None:
    """Where no date is known, the timeline counts days and the report bears its weekday."""
    text = shown(build())
    timeline = text.partition("TIMELINE")[2].partition("ONLY IN")[0]
    assert "4 days before (“four days ago”): #4" in timeline
    assert "Saturday (inferred from “this week”)" in text
    assert "date not known" in text


def test_what_is_cut_is_said(build: Callable[..., Account]) -> None:
    """A long section ends with how many claims it leaves out and where they are."""
    made = build()
    few: Claim = next(c for c in made.claims if c.id == "c4")
    many = [replace(few, id=f"x{i}", text=f"Bridge number {i} was built.") for i in range(MAX_CLAIMS + 25)]
    text = shown(replace(made, claims=tuple(many), timeline=(), only_in=()))
    assert "… and 25 more (see --jsonl or --html)" in text
    assert f"Bridge number {MAX_CLAIMS - 1} " in text
    assert f"Bridge number {MAX_CLAIMS} " not in text


def test_reading_in_part_is_on_the_first_screen(build: Callable[..., Account]) -> None:
    """A report read in part and a copy are told of before the reports."""
    head = shown(build()).partition("REPORTS")[0]
    assert "! B was read only in part: only its beginning was read" in head
    assert "! C is a copy of A" in head


def test_the_same_account_gives_the_same_page(build: Callable[..., Account]) -> None:
    """Two renderings are equal, and several accounts follow one another."""
    assert shown(build()) == shown(build())
    assert shown(build(), build()).count("REPORTS") == 2
    assert shown() == ""


def test_places_hold_the_words_shown(example: tuple[Account, ...]) -> None:
    """For every telling shown, the report's text at the offsets shown is the words shown."""
    for account in example:
        view = view_of(account)
        texts = {
            report.letter: note.report.text
            for report, note in zip(view.reports, account.annotations, strict=True)
        }
        for claim in view.claims():
            for telling in (*claim.tellings, *claim.passing):
                place = telling.place
                assert one_line(texts[place.letter][place.start : place.end]) == telling.words


def test_letters_go_on_after_z() -> None:
    """Reports beyond the twenty-sixth have two letters, all of them different."""
    assert letters(3) == ("A", "B", "C")
    assert letters(28)[25:] == ("Z", "AA", "AB")
    assert len(set(letters(2000))) == 2000


def test_numbers_in_a_row_are_drawn_together() -> None:
    """Twenty numbers that follow one another are told by the first and the last."""
    assert _ranges([1]) == "#1"
    assert _ranges([1, 2, 4, 5, 6, 9]) == "#1 #2 #4–6 #9"
    assert _ranges([]) == ""


def test_nobody_speaks_last(account: Callable[..., Account]) -> None:
    """What nobody is shown to have said stands below the words of those with a name, however much it is."""
    feared = (
        "It is feared that the bridge of Halden will close. It is believed that two dockers fled to Torvik."
    )
    story = account(f"{feared} Ana Melnik said that the harbour of Halden is safe.")
    shown = render_terminal([story], width=100, color=False)
    assert -1 < shown.find("\n  Ana Melnik\n") < shown.find("\n  someone not named\n")
