"""Pairs of tellings that are worth comparing."""

from __future__ import annotations

import pytest

from twosource.link import candidates as module
from twosource.link.candidates import candidates
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


def test_each_is_compared_with_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many tellings of one word each meets the last ones before it, so that the cost stays linear."""
    monkeypatch.setattr(module, "MAX_PER_WORD", 3)
    made = story(*("A clerk was arrested." for _ in range(10)))
    assert len(list(candidates(made))) == 3 * 10 - (1 + 2 + 3)
