"""Modality: what is told as planned, possible, demanded or denied, and what has happened all the same."""

from __future__ import annotations

import pytest

from .test_tellings import telling

TOLD = [
    ("The tanker to leave Halden on Sunday with its crew on board.", "leave", "planned"),
    ("The float will be a lorry playing a waltz.", "play", "planned"),
    ("When the ferry arrives, the crew will be questioned.", "arrive", "planned"),
    ("When the ferry stopped, the captain fled.", "stop", "asserted"),
    ("Once the heifer reaches maturity, the pair will produce a calf.", "reach", "planned"),
    ("The alarm can be heard on the tape.", "hear", "asserted"),
    ("The verdict could be seen as a warning.", "see", "possible"),
    ("Had he been warned, the captain would have stayed.", "warn", "possible"),
    ("Had he been warned, the captain would have stayed.", "stay", "possible"),
    ("Should the talks fail, the dockers will strike.", "fail", "possible"),
    ("Borealis pays more if the sale drags on.", "pay", "possible"),
    ("So long as the frost lasts, the port will pay them.", "last", "possible"),
    ("The captain fled before the police arrived.", "arrive", "asserted"),
    ("Nobody works until an inquiry is opened.", "open", "possible"),
    ("She said nobody would load a ship before an inquiry was opened.", "open", "possible"),
    ("They said the strike would last until an inquiry was opened.", "open", "possible"),
    ("Nobody worked until an inquiry was opened.", "open", "asserted"),
    ("She said the crew would be questioned when the ferry arrived.", "arrive", "planned"),
    ("The crew could not leave until the police arrived.", "arrive", "asserted"),
    ("When the ferry stopped, the crew could not leave.", "stop", "asserted"),
    ("The council plans a bridge that links both banks.", "link", "planned"),
    ("The mayor will meet the envoy who lives in Torvik.", "live", "asserted"),
    ("The bank will cut its rates, boosting trade.", "boost", "planned"),
    ("Speaking in Halden, the mayor will defend the bridge.", "speak", "asserted"),
    ("Borealis agreed to pay for a leak that poisoned the bay.", "poison", "asserted"),
    ("By noon he'd gone to Torvik.", "go", "asserted"),
]


@pytest.mark.parametrize(("text", "lemma", "modality"), TOLD, ids=[f"{c[1]}: {c[0][:28]}" for c in TOLD])
def test_a_clause_is_told_as_its_sentence_has_it(text: str, lemma: str, modality: str) -> None:
    """A condition, a headline's future and what hangs on a plan have not happened; what is past has."""
    assert telling(text, lemma).modality == modality


@pytest.mark.parametrize(
    ("text", "lemma", "polarity"),
    [
        ("The court ruled that the port could be sued.", "sue", "positive"),
        ("The court ruled that the port couldn't be sued.", "sue", "negative"),
        ("The mayor ruled out an appeal.", "appeal", "negative"),
        ("The captain refused to leave.", "leave", "negative"),
    ],
)
def test_only_what_failed_is_turned(text: str, lemma: str, polarity: str) -> None:
    """What a court rules is so; what is ruled out or refused is not."""
    assert telling(text, lemma).polarity == polarity
