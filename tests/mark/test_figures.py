"""Finding figures: a table of sentences, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.mark.figure_numbers import read_number, starts
from twosource.mark.figures import find_figures
from twosource.mark.parse import parse
from twosource.mark.times import find_times
from twosource.mark.times.parsed import tense_of
from twosource.records import Figure, Published, Time
from twosource.spans import Span

from ..work import LINEAR, LONG, growth, no_hang

TABLE = Path(__file__).with_name("figure_sentences.tsv")
ROWS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]

LIMITS = [
    line.split("\t")
    for line in TABLE.with_name("figure_limits.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def found_in(text: str, times: tuple[Time, ...] = ()) -> tuple[Figure, ...]:
    """Return the figures of `text`, all of it body."""
    return find_figures(parse(text, (Span(0, len(text), text),)), times)


def written(figure: Figure) -> str:
    """Return a figure as the table writes it."""

    def number(bound: float | None) -> str:
        return "-" if bound is None else repr(bound).removesuffix(".0")

    cells = [number(figure.low), number(figure.high), figure.hedge, figure.unit, figure.counts]
    return " | ".join([figure.span.text, *(cell or "-" for cell in cells)])


def test_the_table_is_large_enough() -> None:
    """There are at least 80 sentences, and each stands there once."""
    assert len(ROWS) >= 80
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_sentences(row: list[str]) -> None:
    """Each sentence gives its figures and no other, in text order."""
    assert [written(figure) for figure in found_in(row[0])] == row[1:]


def limits(figure: Figure) -> str:
    """Return what limits a figure, as the table of limits writes it."""
    scopes = "; ".join(f"{scope.kind}: {scope.span.text}" for scope in figure.scope)
    until = figure.as_of
    shown = "-" if until is None else until.basis + (f": {until.span.text}" if until.span else "")
    return " | ".join([figure.span.text, figure.counts or "-", figure.act or "-", scopes or "-", shown])


@pytest.mark.parametrize("row", LIMITS, ids=[row[0] for row in LIMITS])
def test_limits(row: list[str]) -> None:
    """Each figure of a sentence has the act, the scope and the as-of time that its words tell."""
    text, published = row[0], Published("2020-08-15", "day", "given")
    body = (Span(0, len(text), text),)
    parsed = parse(text, body)
    times = find_times(text, body, published, tense_of(parsed))
    assert [limits(figure) for figure in find_figures(parsed, times, published)] == row[1:]


def test_no_date_gives_no_time() -> None:
    """A figure of an undated report that states no time counts as of no known time."""
    assert [f.as_of for f in found_in("Two men were killed.")] == [None]


def test_the_words_of_what_is_counted() -> None:
    """`counts_span` are the words of the counted noun without number and determiner."""
    figures = found_in("Police held 33 heavily armed Tarsian mercenaries and 7,000 of the protesters.")
    assert [f.counts_span.text for f in figures if f.counts_span] == [
        "heavily armed Tarsian mercenaries",
        "protesters",
    ]


def test_numbers_in_times_are_left_out() -> None:
    """A number inside a DATE is no figure, one inside a DURATION is one with a unit."""
    text = "The 40 days of talks ended on day 12 of 30 rounds."
    at = text.index("40 days")
    span = Span.cut(text, at, at + 7)
    duration = Time("t", span, "DURATION", "P40D")
    date = Time("t", span, "DATE", "2020-08-09")
    assert next(f.span.text for f in found_in(text, (duration,))) == "40 days"
    assert "40 days" not in [f.span.text for f in found_in(text, (date,))]


def test_offsets_in_later_paragraphs() -> None:
    """Spans point into the whole text, also after blank lines and behind characters that are mapped."""
    text = "“Twelve” men came.\n\n\u201cAbout\u00a040 boats sank,\u201d she said.\n"
    for figure in found_in(text):
        figure.span.check(text)
    assert [f.span.text for f in found_in(text)] == ["Twelve", "About\u00a040"]


def test_ids_are_of_the_content() -> None:
    """The same text gives the same ids; two equal figures at two places have two."""
    text = "Two men and two men ran."
    first, second = found_in(text), found_in(text)
    assert first == second
    assert len({f.id for f in first}) == len(first) == 2


@given(st.text(alphabet="0123456789.,-– /:%$€mk½ aonetwhudrds", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_run_of_signs_is_read(text: str) -> None:
    """Reading a number from any position gives an ordered interval within the text, or nothing."""
    for at in starts(text):
        number = read_number(text, at)
        if number is not None:
            assert at == number.start < number.end <= len(text)
            assert number.low <= number.high < float("inf")


@pytest.mark.parametrize("piece", ["1 ", "9", "one ", "2 of ", "a ", "1,", "10-", "at least "])
def test_hostile_lines_take_linear_work(piece: str) -> None:
    """A line of one thing many times over is read with the work that its length allows."""

    def numbers(line: str) -> None:
        for at in starts(line):
            read_number(line, at)

    assert growth(lambda size: lambda: numbers(piece * (size // len(piece))), 2_000) <= LINEAR
    with no_hang():
        numbers(piece * (LONG // len(piece)))
