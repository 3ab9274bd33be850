"""Records: frozen and typed, ids from content, every span checked when its owner is made."""

from __future__ import annotations

import dataclasses
import inspect
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from twosource import records
from twosource.errors import SpanError
from twosource.records import (
    Annotation,
    Argument,
    Attribution,
    Credit,
    Figure,
    Layout,
    Marks,
    Mention,
    Named,
    Part,
    Party,
    Published,
    Report,
    Source,
    Telling,
    Time,
    Via,
    digest,
)
from twosource.spans import Span

TEXT = "Halden shut the bridge."
GOOD, BAD = Span(0, 6, "Halden"), Span(0, 6, "Torvik")
REPORT = Report("A", Source("a.txt", "0" * 64, len(TEXT)), TEXT)
RECORDS = [c for _, c in inspect.getmembers(records, inspect.isclass) if dataclasses.is_dataclass(c)]


def annotation(layout: Layout = Layout(()), marks: Marks = Marks(), status: str = "ok") -> Annotation:  # noqa: B008
    """Return an annotation of the one report."""
    return Annotation(REPORT, layout, marks, "en", status)


@pytest.mark.parametrize("record", RECORDS, ids=lambda c: c.__name__)
def test_records_are_frozen_and_slotted(record: type) -> None:
    """No record can be changed or given another field, and its sequences are no lists."""
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(record)
    if record.__module__.startswith(records.__name__):
        assert not any(
            re.search(r"\b(?:list|dict|set|Any)\b", str(f.type)) for f in dataclasses.fields(record)
        )


def test_a_record_can_not_be_changed() -> None:
    """Setting a field fails; `replace` gives another record."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        REPORT.text = "x"  # type: ignore[misc]
    assert replace(REPORT, id="B").text == TEXT


def test_a_digest_minds_the_boundaries_of_its_fields() -> None:
    """ "ab", "c" and "a", "bc" are two things; so are 1 and "1"; a length can be asked for."""
    assert digest("ab", "c") != digest("a", "bc")
    assert digest(1) != digest("1")
    assert digest("a") != digest("a", None)
    assert (len(digest("a")), len(digest("a", length=16))) == (12, 16)
    assert digest("a", length=16).startswith(digest("a"))


def test_a_digest_is_the_same_in_another_process() -> None:
    """Ids don't hang on the hash seed of the process; a lone surrogate does no harm."""
    code = "from twosource.records import digest; print(digest('story', 'Håldén', (1, None), '\\ud800'))"
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "77"})
    assert run.stdout.strip() == digest("story", "Håldén", (1, None), "\ud800")


WRONG = {
    "part": Layout((Part(BAD, "body"),)),
    "credit": Layout((), credits=(Credit("Norvind", BAD, "text"),)),
    "title": Layout((), title=Named("x", "text", BAD)),
    "byline": Layout((), byline=Named("x", "text", BAD)),
    "dateline": Layout((), dateline=Named("x", "text", BAD)),
    "outlet": Layout((), outlet=Named("x", "text", BAD)),
    "evidence": Layout((), published=Published("XXXX-WXX-6", "weekday", "inferred", BAD)),
    "sentence": Marks(sentences=(BAD,)),
    "mention": Marks(mentions=(Mention(BAD, "name", "p"),)),
    "content": Marks(attributions=(Attribution("a", "direct", (BAD,), (), (), None),)),
    "cue": Marks(attributions=(Attribution("a", "direct", (), (BAD,), (), None),)),
    "source": Marks(attributions=(Attribution("a", "direct", (), (), (BAD,), None),)),
    "via": Marks(attributions=(Attribution("a", "direct", (), (), (), None, (Via(None, BAD),)),)),
    "time": Marks(times=(Time("t", BAD, "DATE", "2020"),)),
    "figure": Marks(figures=(Figure("f", BAD, 1, 1),)),
    "counted": Marks(figures=(Figure("f", GOOD, 1, 1, counts_span=BAD),)),
    "telling": Marks(tellings=(Telling("t", "act", BAD, (GOOD,), "shut", 0),)),
    "head": Marks(tellings=(Telling("t", "act", GOOD, (BAD,), "shut", 0),)),
    "argument": Marks(
        tellings=(Telling("t", "act", GOOD, (), "x", 0, arguments=(Argument("agent", BAD, "x"),)),)
    ),
}


@pytest.mark.parametrize("where", WRONG)
def test_no_span_of_another_text_gets_in(where: str) -> None:
    """Whatever record holds it, a span that disagrees with the text stops the annotation."""
    layer = WRONG[where]
    with pytest.raises(SpanError, match="bad_span"):
        annotation(layer) if isinstance(layer, Layout) else annotation(marks=layer)


def test_spans_that_agree_get_in() -> None:
    """The same records with the text's own words are let in."""
    found = annotation(Layout((Part(GOOD, "body"),)), Marks(sentences=(GOOD,)))
    assert found.layout.body() == found.marks.sentences == (GOOD,)


def test_a_status_is_of_the_closed_set() -> None:
    """An annotation with a status that errors.py does not list can't be made."""
    with pytest.raises(SpanError, match="bad_status"):
        annotation(status="fine")


def test_a_party_is_shown_by_its_fullest_name() -> None:
    """The first name is shown, or the head word of a party that is only described."""
    assert Party("p", "person", ("Greta Lindqvist", "Lindqvist"), "lindqvist").name == "Greta Lindqvist"
    assert Party("p", "group", (), "ministers").name == "ministers"
