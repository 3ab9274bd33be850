"""The tables of the lexicon: each is headed, well formed, and used; the closed sets are kept."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import get_args

import pytest

import twosource
from twosource.errors import RESIDUE, ModelError
from twosource.lexicon import table, words
from twosource.link.events import FEATURES
from twosource.link.likeness import are_opposed, groups, word_class
from twosource.records import Modality

PACKAGE = Path(twosource.__file__).parent
TABLES = sorted(path.stem for path in (PACKAGE / "lexicon").glob("*.tsv"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))

COLUMNS: dict[str, tuple[int, ...]] = {
    "idioms": (2,),
    "agencies": (5,),
    "alignment_weights": (2,),
    "antonyms": (2,),
    "blocked_pages": (3,),
    "cues": (4,),
    "cue_rates": (5,),
    "event_adjectives": (1, 2),
    "event_apart": (1,),
    "event_exclusive": (2,),
    "event_nouns": (1, 2),
    "event_synonyms": (2,),
    "event_words": (3, 4),
    "figures_acts": (3,),
    "figures_apart": (2,),
    "figures_currencies": (3,),
    "figures_fractions": (4,),
    "figures_hedges": (5,),
    "figures_numbers": (3,),
    "figures_ordinals": (2,),
    "figures_person_verbs": (2,),
    "figures_persons": (2,),
    "figures_scopes": (2,),
    "figures_synonyms": (2,),
    "figures_units": (4,),
    "figures_vague": (4,),
    "figures_words": (2,),
    "given_names": (1, 2),
    "group_nouns": (3, 4),
    "line_words": (2,),
    "media_words": (2,),
    "modality": (2,),
    "story_terms": (2,),
    "story_weights": (2,),
    "names_acronyms": (2,),
    "names_costs": (4,),
    "names_cyrillic": (2,),
    "names_east": (2,),
    "names_palladius": (3,),
    "names_endings": (2, 3),
    "names_folds": (2,),
    "names_generic": (2, 3),
    "names_given": (2, 3),
    "names_particles": (2,),
    "names_spellings": (3,),
    "names_titles": (1, 2),
    "organisations": (2, 3),
    "outlets": (2, 3),
    "person_nouns": (3,),
    "person_titles": (3,),
    "residue_begins": (2,),
    "residue_lines": (2,),
    "sequence_words": (2,),
    "sole_offices": (1,),
    "story_roles": (2,),
    "states": (6,),
    "stop_words": (1, 2),
    "times_holidays": (2,),
    "times_tense": (2,),
    "times_words": (2, 3),
    "times_zones": (2,),
    "weak_verbs": (1, 2),
    "wordings": (2,),
}
"""How many cells a row may have; a table that is not here is a list of words, one a row."""

STRENGTHS = {
    "said", "claimed", "denied", "confirmed", "warned", "asked", "demanded", "planned", "thought", "refused",
}  # fmt: skip


def lines(name: str) -> list[str]:
    """Return the lines of a table's file."""
    return (PACKAGE / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_it_is_and_whence(name: str) -> None:
    """Each table opens with a header that tells its source and licence, and has no comment below it."""
    read = lines(name)
    header = [line for line in read if line.startswith("#")]
    assert read[: len(header)] == header
    assert all(line == "#" or line.startswith("# ") for line in header)
    said = " ".join(header).lower()
    assert re.search(r"licence|licensed|apache-2\.0", said)
    assert "source" in said or "compilation" in said


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_well_formed(name: str) -> None:
    """Each row has as many cells as its table lays down, a first cell, and stands there once."""
    rows = table(name)
    assert rows
    assert {len(row) for row in rows} <= set(COLUMNS.get(name, (1,)))
    assert all(row[0] for row in rows)
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_used(name: str) -> None:
    """No table lies idle: some module asks for it by its name."""
    assert f'"{name}"' in SOURCE


def test_every_table_asked_for_is_there() -> None:
    """No module asks for a table that the package lacks, and asking for one fails with its name."""
    asked = set(re.findall(r'\b(?:table|words)\("(\w+)"\)', SOURCE))
    assert len(asked) > 40
    assert asked <= set(TABLES)
    with pytest.raises(ModelError, match="no_such"):
        table("no_such")


def test_words_are_the_first_column() -> None:
    """`words` gives the first cells of `table`."""
    assert words("weak_verbs") == {row[0] for row in table("weak_verbs")}


LEMMA_ROWS = [(name, row[-1]) for name in ("event_synonyms", "event_apart") for row in table(name)]


@pytest.mark.parametrize(("name", "row"), LEMMA_ROWS, ids=[f"{n}: {r[:30]}" for n, r in LEMMA_ROWS])
def test_event_words_are_lemmas(name: str, row: str) -> None:
    """Event words are single words in lower case, without blanks; words kept apart are two or more."""
    lemmas = row.split(",")
    assert len(lemmas) > (name == "event_apart")
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", lemma) for lemma in lemmas), (name, lemmas)


def test_groups_of_synonyms_have_a_name_each() -> None:
    """No two rows of synonyms bear one name, and no word is kept apart from itself twice in a row."""
    names = [name for name, _ in table("event_synonyms")]
    assert len(names) == len(set(names))
    for (row,) in table("event_apart"):
        assert len(row.split(",")) == len(set(row.split(",")))


@pytest.mark.parametrize("row", [row for (row,) in table("event_apart")])
def test_words_kept_apart_are_apart(row: str) -> None:
    """Any two words of a row are opposed, but for those that are synonyms or one derived from the other."""
    lemmas = row.split(",")
    for i, one in enumerate(lemmas):
        for other in lemmas[:i]:
            akin = bool(groups(one) & groups(other) or word_class(one) & word_class(other))
            assert are_opposed(one, other) is not akin, (one, other)


def test_modality_is_of_the_closed_set() -> None:
    """What governs a complement makes it planned, possible, demanded or denied, or turns it negative."""
    values = {value for _, value in table("modality")}
    assert values <= set(get_args(Modality)) | {"failed"}
    assert {"planned", "possible", "demanded", "denied", "failed"} <= values
    lemmas = [lemma for lemma, _ in table("modality")]
    assert lemmas == [lemma.lower() for lemma in lemmas]
    assert len(lemmas) == len(set(lemmas))


def test_cues_are_of_the_closed_sets() -> None:
    """Cues are of four kinds and of the known strengths, and a strength of one frame is a known one too."""
    for kind, lemma, strength, frames in table("cues"):
        assert kind in {"verb", "noun", "adjective", "phrase"}
        assert lemma == lemma.lower()
        assert strength in STRENGTHS
        assert {frame.split("=")[1] for frame in frames.split(",") if "=" in frame} <= STRENGTHS


def test_weights_are_of_the_features() -> None:
    """The learned model has one finite weight for each feature, and a constant."""
    weights = {name: float(value) for name, value in table("alignment_weights")}
    assert set(weights) == {*FEATURES, "constant"}
    assert all(math.isfinite(value) for value in weights.values())


@pytest.mark.parametrize("name", ["residue_begins", "residue_lines"])
def test_reasons_of_residue_are_known(name: str) -> None:
    """Each line of furniture is set aside for a reason that errors.py lists, and is written in lower case."""
    for reason, line in table(name):
        assert reason in RESIDUE
        assert line == line.lower()


def test_owners_of_agencies_are_of_the_closed_set() -> None:
    """An agency is a state's, a public body's or neither, and its country has a two-letter code."""
    for _, _, country, owner, _ in table("agencies"):
        assert owner in {"state", "public", "no"}
        assert re.fullmatch("[A-Z]{2}", country)
