"""The views beside the account: compare, quotes, timeline, origins, source, wordings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.account.html import render_html
from twosource.account.view_build import view_of
from twosource.account.view_compare import compare_of
from twosource.account.view_diff import differing
from twosource.account.view_front import front_of
from twosource.account.view_origins import evidence_of
from twosource.account.view_quotes import quotes_of
from twosource.account.view_source import FACETS, source_of
from twosource.account.view_timeline import timeline_of
from twosource.records import Account

DIFFS = {
    "the same": ("a b c", "a b c", [("same", "a b c")]),
    "in case and marks alone": ("“A b”, c", "a b c.", [("same", "a b c.")]),
    "one more": ("a c", "a b c", [("same", "a"), ("new", "b"), ("same", "c")]),
    "one less": ("a b c", "a c", [("same", "a"), ("gone", "b"), ("same", "c")]),
    "another": ("a b c", "a x c", [("same", "a"), ("gone", "b"), ("new", "x"), ("same", "c")]),
    "nothing": ("", "", []),
}


@pytest.mark.parametrize(("one", "other", "pieces"), DIFFS.values(), ids=DIFFS)
def test_wordings_are_laid_over_one_another(one: str, other: str, pieces: list[tuple[str, str]]) -> None:
    """What both have, what only one has; case and marks don't count."""
    assert [(p.kind, p.text) for p in differing(one, other)] == pieces


def test_long_wordings_are_bounded() -> None:
    """Beyond the limit the second wording is shown as it is, and nothing of it is lost."""
    words = " ".join(f"w{n}" for n in range(5_000))
    shown = " ".join(p.text for p in differing("x " + words, words) if p.kind != "gone")
    assert shown == words


def test_compare_has_a_cell_for_each_report(example: tuple[Account, ...]) -> None:
    """Each row has one cell a report, the groups cover the columns, clashing sides state otherwise."""
    view = view_of(example[0])
    table = compare_of(view)
    assert all(len(row.cells) == len(view.reports) for row in table.rows)
    assert sum(group.reports for group in table.groups) == len(view.reports)
    assert len(table.rows) == table.counts["all"] == view.counts.claims
    letters = [column.report.letter for column in table.columns]
    for row in compare_of(view, "conflicts").rows:
        for conflict in row.claim.conflicts:
            states = [
                {row.cells[letters.index(letter)].state for letter in side.letters} for side in conflict.sides
            ]
            assert sum("otherwise" in found or "denies" in found for found in states) >= len(states) - 1
    for row in compare_of(view, "silence").rows:
        assert "silent" in {cell.state for cell in row.cells} | {"passing"}


def test_quotes_hold_every_utterance_once(example: tuple[Account, ...]) -> None:
    """Every utterance stands under one speaker with all its tellings, the wording told most first."""
    view = view_of(example[0])
    shown = [u for speaker in quotes_of(view) for u in speaker.utterances]
    assert sorted(u.claim.number for u in shown) == [c.number for c in view.claims() if c.kind == "utterance"]
    for utterance in shown:
        assert sum(len(w.tellings) for w in utterance.wordings) == len(utterance.claim.tellings)
        assert utterance.wordings[0].pieces == ()


def test_the_timeline_places_what_it_can(example: tuple[Account, ...]) -> None:
    """Bars don't end before they begin, are in order, and each was reported by a report that tells it."""
    view = view_of(example[0])
    times = timeline_of(example[0], view)
    assert times.bars
    assert [bar.first for bar in times.bars] == sorted(bar.first for bar in times.bars)
    for bar in times.bars:
        assert bar.first <= bar.last
        assert {x for _, letters in bar.reported for x in letters} <= set(bar.claim.letters)


def test_evidence_is_in_both_texts(example: tuple[Account, ...]) -> None:
    """A shared stretch stands in both reports at the places named."""
    account = example[0]
    view = view_of(account)
    texts = {
        report.letter: note.report.text
        for report, note in zip(view.reports, account.annotations, strict=True)
    }
    pairs = evidence_of(account, view)
    assert pairs
    for pair in pairs:
        for one in pair.shared:
            words = " ".join(texts[one.place.letter][one.place.start : one.place.end].split())
            assert one.words == words
            if one.of_place is not None:
                held = " ".join(texts[one.of_place.letter][one.of_place.start : one.of_place.end].split())
                assert words.casefold() in held.casefold()


@pytest.mark.parametrize("facet", [*FACETS, "all", "none"])
def test_the_source_keeps_its_words(example: tuple[Account, ...], facet: str) -> None:
    """Whatever is marked, the words of a text stay the same."""
    account = example[0]
    view = view_of(account)
    facets = frozenset(FACETS) if facet == "all" else frozenset({facet} & FACETS.keys())
    for report, note in zip(view.reports, account.annotations, strict=True):
        plain = source_of(view, report, note, facets=frozenset())
        made = source_of(view, report, note, facets=facets, at=(5, 25), back="/stories/x")
        strip = [part.content.striptags() for part in plain.parts]
        assert [part.role for part in made.parts] == [part.role for part in plain.parts]
        if not facets & {"claims", "conflicts"}:  # these add the numbers of claims
            assert [part.content.striptags() for part in made.parts] == strip


def test_the_front_is_short(build: Callable[..., Account], example: tuple[Account, ...]) -> None:
    """The top of an account has a few origins, clashes and quotations, and the page shows them first."""
    for account in (build(), *example):
        front = front_of(view_of(account))
        assert len(front.origins) <= 4
        assert len(front.clashes) <= 3
        assert len(front.quotes) <= 3
        page = render_html([account])
        assert page.index("Whose word it is") < page.index("Where this comes from")
