"""Lines, their words, and the tables that know them."""

from __future__ import annotations

import numpy as np
import pytest

from twosource.clean import agencies, inside
from twosource.clean.features import NAMES, features
from twosource.clean.lines import CLASSES, REASONS, split
from twosource.clean.model import choose, probabilities
from twosource.errors import RESIDUE
from twosource.lexicon import table


def test_lines_are_those_that_are_not_blank() -> None:
    """Extents leave white space out; blank lines between are counted, a line break of two signs once."""
    text = "  One two. \r\n\r\n\n\tThree’s\u2028four "
    lines = split(text)
    assert [text[s:e] for s, e in zip(lines.starts, lines.ends, strict=True)] == [
        "One two.",
        "Three’s",
        "four",
    ]
    assert lines.gaps.tolist() == [0, 2, 0]
    assert [lines.spelt[word] for word in lines.words] == ["one", "two", "three's", "four"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Related Posts:", "related"),
        ("LEAVE A REPLY", "comments"),
        ("» Share", "share"),
        ("Comments (12)", "comments"),
        ("View all (4)", None),
        ("A quay fell", None),
    ],
)
def test_whole_lines_of_furniture_are_known(line: str, reason: str | None) -> None:
    """Case and marks at the ends don't matter; other lines are not furniture."""
    number = int(split(line).furniture[0])
    assert (REASONS[number - 1] if number else None) == reason


@pytest.mark.parametrize("name", ["residue_lines", "residue_begins"])
def test_each_entry_can_match(name: str) -> None:
    """Every row of the table has a reason that exists and matches its own words."""
    for reason, words in table(name):
        assert reason in RESIDUE
        line = split(words.replace("_", " x"))
        assert line.furniture[0] or line.begun[0], words


def test_each_class_of_words_is_used() -> None:
    """The table of word classes has the classes that the features count, and no other."""
    assert {row[0] for row in table("line_words")} == set(CLASSES)


def test_agencies_have_five_cells_and_one_owner() -> None:
    """Each agency has a country and says whether a state owns it; no alias stands for two."""
    seen: dict[str, str] = {}
    for row in table("agencies"):
        assert len(row[2]) == 2
        assert row[3] in ("state", "public", "no")
        for alias in (row[0], *filter(None, row[1].split(";"))):
            assert seen.setdefault(alias, row[0]) == row[0]
        assert agencies.named(row[0]) is not None


def test_features_have_their_names() -> None:
    """There is a column a name, finite, also for a single line."""
    for text in ("x", "One line.\nAnother line of the text, longer than the first.\n12"):
        rows = features(split(text))
        assert rows.shape[1] == len(NAMES)
        assert np.isfinite(rows).all()
        assert ((probabilities(rows) > 0) & (probabilities(rows) < 1)).all()


def test_choice_keeps_the_likeliest_lines() -> None:
    """Sure lines alone are kept when there are any, doubtful ones when there is nothing else."""
    words = np.array([10, 10, 10])
    assert choose(np.array([0.99, 0.98, 0.05]), words).tolist() == [True, True, False]
    assert choose(np.array([0.2, 0.2, 0.2]), words).tolist() == [True, True, True]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("By Tomas Verrin", True),
        ("By Tomas Verrin and Ilse Brandt, Mara Quillon in Dunmore", True),
        ("From our own correspondent", True),
        ("BY TOMAS VERRIN", True),
        ("By Friday he had left.", False),
        ("By the time the crane fell", False),
        ("Standing by Tomas Verrin", False),
    ],
)
def test_bylines(line: str, wanted: bool) -> None:
    """A byline names people or a desk and nothing else."""
    assert inside.is_byline(line) is wanted


@pytest.mark.parametrize(
    ("line", "credit", "agency"),
    [
        ("A crane on the quay REUTERS/Ilse Brandt", "REUTERS/Ilse Brandt", "Reuters"),
        ("A crane. (AP Photo/Tomas Verrin)", "(AP Photo/Tomas Verrin)", "Associated Press"),
        ("A crane. Photo: Mara Quillon", "Photo: Mara Quillon", None),
        ("A crane. Tomas Verrin/Getty Images", "Tomas Verrin/Getty Images", "Getty Images"),
        ("He told Reuters that the crane had fallen.", None, None),
        ("Ilse Brandt/Getty Images Only two cranes still stand on the quay.", None, None),
    ],
)
def test_picture_credits(line: str, credit: str | None, agency: str | None) -> None:
    """A picture's credit ends its line; a sentence that names an agency is none."""
    piece = inside.photo_credit(line)
    assert (piece and line[piece.start :], piece and piece.agency) == (credit, agency)
