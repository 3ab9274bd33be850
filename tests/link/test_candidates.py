"""Pairs of tellings that are worth comparing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from twosource.link import candidates as module
from twosource.link.candidates import candidates
from twosource.link.encoder import WIDTH
from twosource.link.events import Story, prepare
from twosource.pipeline import annotate
from twosource.read import read


def story(*texts: str) -> Story:
    """Return the events of texts, a report each."""
    reports = read([{"id": f"r{n}", "text": text} for n, text in enumerate(texts)]).reports
    return prepare(list(annotate(reports)), {}, ())


def lemmas(made: Story) -> set[tuple[str, str]]:
    """Return the lemmas of the candidate pairs."""
    events = made.events
    return {(events[i].telling.lemma, events[j].telling.lemma) for i, j in candidates(made)}


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        pytest.param("Police arrested a clerk.", "A clerk was arrested.", ("arrest", "arrest"), id="lemma"),
        pytest.param("Officers detained a clerk.", "A clerk was arrested.", ("detain", "arrest"), id="sense"),
    ],
)
def test_alike_tellings_are_candidates(one: str, other: str, pair: tuple[str, str]) -> None:
    """Tellings of one word or of one sense are compared."""
    assert pair in lemmas(story(one, other))


def test_unlike_tellings_are_not_compared() -> None:
    """Tellings that have neither word nor meaning in common are no candidates."""
    assert lemmas(story("Police arrested a clerk.", "The river froze over in January.")) == set()


def test_a_large_story_is_compared_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut into blocks, a story's tellings meet nearly all of those near them, and far from all others."""
    whole = story("A clerk was arrested.")
    draw = np.random.default_rng(1)
    centres = draw.standard_normal((60, WIDTH))
    events = []
    for number in range(600):
        near = centres[number % 60] + 0.4 * draw.standard_normal(WIDTH)
        unit = (near / np.linalg.norm(near)).astype(np.float32)
        telling = replace(whole.events[0].telling, lemma=f"word{number}")
        events.append(
            replace(whole.events[0], telling=telling, word_class=frozenset(), senses=frozenset(), vector=unit)
        )
    made = replace(whole, events=tuple(events))
    every = set(candidates(made))
    monkeypatch.setattr(module, "BLOCK", 100)
    blocked = set(candidates(made))
    assert blocked <= every
    assert len(blocked) > 0.9 * len(every)
    assert len(every) < 600 * module.MAX_NEAR
