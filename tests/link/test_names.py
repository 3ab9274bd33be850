"""Names as outlets write them: one party's spellings meet, relatives and namesakes stay apart."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from twosource.errors import UsageError
from twosource.link.names import same_name

from ..work import LINEAR, growth, no_hang

PAIRS = Path(__file__).with_name("name_pairs.csv")
"""Pairs of public figures' names, of our own choosing: one person in two spellings, or two of one name."""


def pairs(is_match: str) -> list[tuple[str, str]]:
    """Return the pairs of names of one person (`true`) or of two (`false`)."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["is_match"] == is_match]
    return [(row["name1"], row["name2"]) for row in rows]


@pytest.mark.parametrize(("a", "b"), pairs("false"), ids=lambda name: name)
def test_relatives_and_namesakes_stay_two(a: str, b: str) -> None:
    """A shared surname or given name doesn't make two public figures one; a reason says what differs."""
    match = same_name(a, b, kind="person")
    assert match.same is not True
    assert match.reasons


def test_one_person_under_two_spellings() -> None:
    """Two romanisations, scripts, orders or pet forms of a name are known as one: 95 pairs in 100."""
    same = pairs("true")
    missed = [(a, b) for a, b in same if same_name(a, b, kind="person").same is not True]
    assert len(missed) <= 0.05 * len(same), missed
    assert len(same) > 140


CASES = [
    # kind, name, name, expected
    ("organisation", "OAO Gazneft", "Open Joint Stock Company Gazneft", True),
    ("organisation", "Halden & Marsh Ltd.", "Halden and Marsh Limited", True),
    ("organisation", "HRA", "Halden River Authority", True),
    ("organisation", "Halden River Authority", "Halden Road Authority", False),
    (
        "organisation",
        "Russian Foreign Ministry",
        "Ministry of Foreign Affairs of the Russian Federation",
        True,
    ),
    ("organisation", "Russia's foreign ministry", "Ukraine’s foreign ministry", False),
    ("organisation", "Kyiv City State Administration", "Київська міська державна адміністрація", True),
    ("organisation", "Government of Estonia", "Government of Ethiopia", False),
    ("organisation", "Halden Fund VII", "Halden Fund VIII", False),
    ("organisation", "1st Halden Bank", "First Halden Bank", True),
    ("organisation", "Foreign Ministry", "Russian Foreign Ministry", None),
    ("organisation", "Belta", "Belta news agency", True),
    ("organisation", "EU", "European Union", True),
    ("place", "Kyiv", "Kiev", True),
    ("place", "Gdańsk", "Danzig", True),
    ("place", "Georgia", "Ukraine", False),
    ("place", "Slovyansk", "Slavyansk", True),
    ("place", "Halden", "Holdern", None),
    ("government", "Moscow", "the Kremlin", True),
    ("government", "Russia", "Russian government", True),
    ("government", "Élysée Palace", "Paris", True),
    ("government", "Moscow", "Washington", False),
    ("government", "the White House", "Downing Street", False),
    ("government", "Moscow", "Russian Foreign Ministry", None),
    ("person", "Lukashenko", "Alexander Lukashenko", None),
    ("person", "Mr Verenko", "Verenko", True),
    ("person", "A. Verenko", "Ostap Verenko", False),
    ("person", "O. Verenko", "Ostap Verenko", True),
    ("person", "Ostap Ivanovich Verenko", "Ostap Petrovich Verenko", False),
    ("person", "Tikhanovsky", "Tikhanovskaya", False),
    ("person", "Maria Conde Ruiz", "Maria Conde", True),
    ("person", "Halla Jónsdóttir", "Halla Tómasdóttir", False),
    ("person", "", "Ostap Verenko", None),
]


@pytest.mark.parametrize(("kind", "a", "b", "expected"), CASES, ids=lambda value: str(value) or "empty")
def test_kinds_and_unsure(kind: str, a: str, b: str, expected: bool | None) -> None:
    """Organisations, places, governments and bare names get yes, no or unsure, either way round."""
    match = same_name(a, b, kind=kind)
    if expected is None:
        assert match.same is not True
    else:
        assert match.same is expected
    assert same_name(b, a, kind=kind) == match
    assert match.reasons
    assert 0.0 <= match.score <= 1.0


def test_reason_names_the_letters_and_the_romanisations() -> None:
    """A reader is told which letters differ and whose spellings they are."""
    reasons = " ".join(same_name("Svetlana Tikhanovskaya", "Sviatlana Tsikhanouskaya", kind="person").reasons)
    assert "u/v" in reasons or "v/u" in reasons
    assert "Belarusian against Russian" in reasons


def test_unknown_kind_is_refused() -> None:
    """A kind that isn't one of the four gets an error that names them."""
    with pytest.raises(UsageError, match="person, organisation, place, government"):
        same_name("a", "b", kind="ship")


@pytest.mark.parametrize("name", ["…", "a" * 20_000, "-" * 5_000, "J. " * 3_000, "١٢٣", "\u200b"])
def test_odd_input_is_answered(name: str) -> None:
    """Marks without letters, very long words and other scripts get an answer, not an error."""
    for kind in ("person", "organisation", "place", "government"):
        assert same_name(name, "Ostap Verenko", kind=kind).same is not True


@pytest.mark.parametrize("piece", ["ab", "ab cd ", "abc/abd ", "'", "(", "al-"])
@pytest.mark.parametrize("kind", ["person", "organisation", "place", "government"])
def test_endless_names_cost_no_more_than_reading_them(kind: str, piece: str) -> None:
    """Two names that differ by one letter take work by their length, and 60,000 letters do not run away."""

    def compared(size: int) -> None:
        name = piece * (size // len(piece))
        assert same_name(name, name[:-3] + "x", kind=kind).score <= 1.0

    assert growth(lambda size: lambda: compared(size), 2_000) <= LINEAR
    with no_hang():
        compared(60_000)
