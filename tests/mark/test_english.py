"""The quick way through the English pipeline gives what spaCy's own components give."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from twosource.mark import english, english_threads
from twosource.mark.english import analyse, language, quick
from twosource.mark.english_entities import EntityFinder, Moves
from twosource.mark.english_tags import TagTable
from twosource.mark.english_vectors import Words

COMPARED = ["ORTH", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]

LINES = (
    (
        "agency",
        "VELMOOR (Castor) - Two dockers were killed and 14 hurt on Tuesday as a crane fell.",
    ),
    ("quotation", 'Orsa Lindqvist, 41, said: "There is no gas in the tunnel, and there were no alarms."'),
    (
        "letters",
        "Let's go, y'all: they ain't gonna pay $3.5 million to the Harrow & Pike Co. Ltd., I think.",
    ),
    ("two sentences", "The mayor of Quellen left. Brother Anselm Roy of the Order of St. Aud did not."),
    ("blanks", "  The ministry   of  Transport ,  on 3 May 2021 ,  refused  to comment . "),
    ("only blanks", "   "),
    ("capitals", "PRIME MINISTER TEODOR VASK RESIGNS AFTER FERRY REPORT IN NORTH HALVARD"),
    ("headline", "Vask out, Harrow in: what we know"),
    (
        "long name",
        "the Special Commission of Inquiry into the Sinking of the Ferry Aurelia of Halvard",
    ),
    ("figures", "Between 9:30 a.m. and noon some 1,200 people, or 12.5 per cent, walked 3 km for £40m."),
    ("you and it", "You told it that I saw you do it; it has it."),
    ("but", "All but the cook had done so, but no one did what the captain had."),
    ("one word", "Velmoor"),
    ("stop", "."),
    ("entity at the end", "He flew from Quellen to New Velmoor"),
    ("foreign", "Das Ministerium sagte, die Fähre sei gesunken – «bedauerlich», so Vask."),
)


def differences(lines: list[str]) -> list[tuple[str, str]]:
    """Return token and attribute wherever the quick way and spaCy's components differ."""
    found = []
    for ours, theirs in zip(analyse(lines), language().pipe(lines), strict=True):
        for i, at in zip(*np.nonzero(ours.to_array(COMPARED) != theirs.to_array(COMPARED)), strict=True):
            found.append((ours[int(i)].text, COMPARED[at]))
    return found


def test_shape_is_known() -> None:
    """The weights that are installed have the shape that the quick way needs."""
    assert quick() is not None


@pytest.mark.parametrize("line", [line for _, line in LINES], ids=[name for name, _ in LINES])
def test_line(line: str) -> None:
    """A line by itself has spaCy's tags, forms, relations, sentences and entities."""
    assert differences([line]) == []


def test_lines_together() -> None:
    """Lines don't change each other's analysis, empty ones neither, in whatever order they come."""
    lines = ["", *(line for _, line in LINES), ""]
    assert differences(lines) == []
    assert differences(lines[::-1]) == []


def test_many_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the lines of a report go through the models in several batches, they come back in order."""
    monkeypatch.setattr(english, "TOKENS_AT_A_TIME", 20)
    lines = [line for _, line in LINES] * 2
    assert [doc.text for doc in analyse(lines)] == lines
    assert differences(lines) == []


PIECES = (
    *(
        "Velmoor",
        "Teodor",
        "Vask",
        "New",
        "the",
        "Ministry",
        "of",
        "Transport",
        "May",
        "3",
        "2021",
        "million",
    ),
    *("$", "%", "and", "said", "that", "there", "is", "let", "'s", "gon", "na", "ain't", "you", "it"),
    *('"', "'", ",", ".", "!", "-", "(", ")", " ", "  ", "\n", "&", "Co.", "Mr.", "killed", "IN", "tomorrow"),
    *("million", "not", "é", "😀", "http://velmoor.example/a", "#ferry", "@vask", "…", "x" * 40),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), min_size=1, max_size=6))
def test_any_lines(lines: list[str]) -> None:
    """Whatever stands in the lines, the entities, parts of speech and forms are those of spaCy.

    Tags and relations come from spaCy's components themselves. In word salad many tokens stand on the fence,
    where the last digit of a float decides; so the two steps that are our own get spaCy's tags and vectors.
    """
    theirs = [doc for doc in language().pipe(lines) if len(doc)]
    if not theirs:
        return
    ours = [Doc(doc.vocab).from_bytes(doc.to_bytes()) for doc in theirs]
    run = quick()
    assert run is not None
    for doc in ours:
        doc.set_ents([], default="missing")
        for token in doc:
            token.pos, token.lemma = 0, 0
            token.set_morph(None)
        run.tags(doc)
    finder = replace(run.entities, vectors=StockVectors(ours))
    finder(ours, Words.of(ours))
    for mine, reference in zip(ours, theirs, strict=True):
        assert [[str(v) for v in row] for row in mine.to_array(COMPARED)] == [
            [str(v) for v in row] for row in reference.to_array(COMPARED)
        ]


class StockVectors:
    """The vectors of some docs as thinc gives them."""

    def __init__(self, docs: list[Doc]) -> None:
        self.docs = docs

    def __call__(self, words: Words) -> Any:
        """Return them, in text order."""
        model: Any = language().get_pipe("ner")
        return np.concatenate(model.model.layers[0].layers[0].predict(self.docs))


def test_unknown_shape_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the weights have a shape that the quick way doesn't know, spaCy's own components run."""
    monkeypatch.setattr(english, "quick", lambda: None)
    (doc,) = analyse(["Teodor Vask left Velmoor on Tuesday."])
    assert [ent.text for ent in doc.ents] == ["Teodor Vask", "Velmoor", "Tuesday"]
    assert doc[2].pos_ == "VERB"


class Recogniser:
    """A recogniser that differs from the known one in one setting."""

    def __init__(self, beam_width: int) -> None:
        original: Any = language().get_pipe("ner")
        self.model, self.vocab, self.moves = original.model, original.vocab, original.moves
        self.cfg = {**original.cfg, "beam_width": beam_width}


def test_beam_is_refused() -> None:
    """A recogniser that keeps several readings at a time is not taken for a greedy one."""
    EntityFinder.of(Recogniser(1))
    with pytest.raises(ValueError, match="another shape"):
        EntityFinder.of(Recogniser(4))


def test_missing_move_is_refused() -> None:
    """Moves that can open an entity and never end it are refused."""
    with pytest.raises(ValueError, match="L-ORG"):
        Moves.of(["B-ORG", "I-ORG", "O"])


class Ruler:
    """A ruler with one rule."""

    def __init__(self, pattern: dict[str, Any]) -> None:
        self.patterns = [{"patterns": [[pattern]]}]
        self.attrs = [{74: 100}]


@pytest.mark.parametrize("pattern", [{"ORTH": "a"}, {"TAG": "NN", "OP": "?"}, {"LOWER": {"FUZZY": "a"}}])
def test_unknown_rule_is_refused(pattern: dict[str, Any]) -> None:
    """A rule that the table can't stand for is not overlooked."""
    with pytest.raises(ValueError, match="another kind"):
        TagTable.of(Ruler(pattern))


def test_one_thread() -> None:
    """Products of matrices run in one thread while a report is parsed, and as before afterwards."""
    functions = english_threads._functions()
    if functions is None:
        pytest.skip("numpy's library is not OpenBLAS")
    told, limit = functions
    before = told()
    limit(2)
    try:
        with english_threads.one_thread():
            assert told() == 1
        assert told() == 2
    finally:
        limit(before)
