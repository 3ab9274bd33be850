"""The whole of annotate on bad input: never an exception, a sane result, work that grows with length."""

from __future__ import annotations

import pytest

from twosource.mark.attributions import find_attributions
from twosource.mark.parse import parse
from twosource.pipeline import AnnotateOptions, annotate
from twosource.read import read
from twosource.records import Annotation
from twosource.spans import Span, check_all

STRICT = AnnotateOptions(on_error="raise")


def _annotated(text: str) -> Annotation:
    (one,) = annotate(read({"text": text}).reports, options=STRICT)
    return one


BAD = (
    ("one sentence", "Halden said the road was open."),
    ("one long paragraph", "Halden said the road was open and the dam was safe. " * 150),
    ("quotation marks", "“”\"'’" * 800),
    ("capitals", "THE MAYOR SAID THE ROAD WAS OPEN.\n\n“WE HOLD,” BREK SAID. HE ADDED THAT ALL WAS WELL."),
    ("no names", "He said it was open. They said it was not. “It is,” she said.\n\n“No,” it said. “Yes.”"),
    ("one word over and over", "said " * 1_000),
    ("marks left open", "“He said “that “it " * 300),
)


@pytest.mark.parametrize("text", [c[1] for c in BAD], ids=[c[0] for c in BAD])
def test_bad_input_gives_a_sane_result(text: str) -> None:
    """Each text is annotated without a fault; every span has its characters; nobody unnamed gets a name."""
    one = _annotated(text)
    assert not [reason for reason in one.reasons if reason.code == "internal"]
    for found in one.marks.attributions:
        check_all(one.report.text, (*found.content, *found.cue, *found.source))
        assert found.content


def test_missing_names_stay_missing() -> None:
    """Where a report names nobody, no speaker has a name."""
    one = _annotated(BAD[4][1])
    names = {party.id: party.names for party in one.marks.parties}
    assert one.marks.attributions
    assert all(not names.get(found.speaker or "", ()) for found in one.marks.attributions)


def test_long_sentence_is_said() -> None:
    """A sentence too long for the rules makes the report partial and is among its reasons."""
    one = _annotated("Halden said the road was open and " + "the long road and " * 200 + "the end was near.")
    assert one.status == "partial"
    assert "long_sentence" in {reason.code for reason in one.reasons}


def test_short_sentences_are_no_reason() -> None:
    """A report of plain sentences has no such reason."""
    assert "long_sentence" not in {reason.code for reason in _annotated(BAD[0][1]).reasons}


class _Counting(str):
    """A text that counts how many characters are cut out of it."""

    cut = 0

    def __getitem__(self, at: object) -> str:  # type: ignore[override]
        piece = str.__getitem__(self, at)  # type: ignore[index]
        type(self).cut += len(piece)
        return piece


@pytest.mark.parametrize("piece", ["“No,” he said. ", "A said B said ", "He said “a. ", "said: “", "x. "])
def test_work_grows_with_length(piece: str) -> None:
    """Twice the text makes at most about twice the work, counted in characters cut out, not in seconds."""
    work = []
    for size in (6_000, 12_000):
        text = _Counting((piece * (size // len(piece) + 1))[:size])
        parsed = parse(str(text), (Span.cut(str(text), 0, len(text)),))
        _Counting.cut = 0
        find_attributions("r", type(parsed)(text, parsed.paragraphs), None)
        work.append(_Counting.cut)
    assert work[1] <= max(5_000, 3 * work[0])
