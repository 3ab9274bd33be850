"""What an event says where it stands, as a vector."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from twosource.errors import ModelError
from twosource.link import encoder
from twosource.link.encoder import WIDTH, load_encoder
from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Annotation


def marked(text: str) -> Annotation:
    """Return the annotation of a text."""
    return next(iter(annotate(read({"text": text}).reports)))


def vector(text: str, lemma: str) -> np.ndarray:
    """Return the vector of the first telling of a lemma in a text."""
    annotation = marked(text)
    place = next(i for i, t in enumerate(annotation.marks.tellings) if t.lemma == lemma)
    found: np.ndarray = load_encoder().vectors(annotation)[place]
    return found


@pytest.mark.parametrize(
    ("near", "far"),
    [
        pytest.param(
            (("A court sentenced the former mayor to seven years in prison.", "sentence"),
             ("The former mayor was jailed for seven years.", "jail")),
            ("The former mayor was elected in a landslide.", "elect"),
            id="other-word-same-event",
        ),
        pytest.param(
            (("A blaze gutted a depot on Monday.", "blaze"), ("A fire destroyed the depot.", "fire")),
            ("The depot was opened by the mayor.", "open"),
            id="synonyms-of-no-common-stem",
        ),
    ],
)  # fmt: skip
def test_one_event_in_other_words_is_nearer_than_another(
    near: tuple[tuple[str, str], tuple[str, str]], far: tuple[str, str]
) -> None:
    """Vectors of one event in different words are nearer than those of two events of the same people."""
    one, other = (vector(*words) for words in near)
    third = vector(*far)
    assert one @ other > max(one @ third, other @ third) + 0.1


def test_each_telling_has_a_unit_row() -> None:
    """A report has as many rows as tellings, each of length one, the title's too."""
    annotation = marked("Fire guts depot\n\nA fire destroyed a depot on Monday. Two guards were hurt.")
    found = load_encoder().vectors(annotation)
    assert found.shape == (len(annotation.marks.tellings), WIDTH)
    assert len(found) >= 3
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(found)), abs=1e-3)


def test_a_sentence_is_read_for_itself() -> None:
    """What stands around a sentence, before or after it, changes nothing of its vectors."""
    sentence = "Two guards were hurt in the blast."
    alone = vector(sentence, "hurt")
    among = vector(f"The mayor resigned on Monday. {sentence} Rain fell.", "hurt")
    assert alone == pytest.approx(among, abs=1e-6)


def test_a_sentence_longer_than_the_network_reads_has_vectors_to_its_end() -> None:
    """A sentence of a thousand words is read in windows; no event in it is left without a vector."""
    text = (
        "Officers " + ", ".join(f"searched house number {n}" for n in range(250)) + " and arrested a clerk."
    )
    annotation = marked(text)
    found = load_encoder().vectors(annotation)
    assert len(found) > 10
    assert (np.linalg.norm(found, axis=1) > 0.9).all()


def test_other_weights_are_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A weights file that this version was not made with is refused, with what to do."""
    monkeypatch.setattr(encoder, "SHA256", "0" * 64)
    load_encoder.cache_clear()
    try:
        with pytest.raises(ModelError, match=r"events\.onnx"):
            load_encoder()
    finally:
        load_encoder.cache_clear()


def test_two_names_for_one_thing_are_told_from_two_things() -> None:
    """Among several events of one report no two are taken for the same."""
    annotation = marked(
        "Police arrested a clerk in Marovets. The harbour was closed by a storm. The bank raised its fees."
    )
    found = load_encoder().vectors(annotation)
    assert all(one @ other < 0.6 for one, other in combinations(found, 2))
