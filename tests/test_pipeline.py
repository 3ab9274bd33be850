"""The stages in a row: no report is lost, whatever happens to it on the way."""

from __future__ import annotations

import pytest

from twosource import pipeline
from twosource.errors import ModelError
from twosource.pipeline import AnnotateOptions, annotate
from twosource.read import read
from twosource.records import Annotation, Report

SENTENCES = (
    "The harbour bridge at Halden was closed on Tuesday.",
    "“We had no choice,” said Marta Okonedo, the city engineer.",
    "Ferries will run every twenty minutes until the piers have been mended.",
)
TEXT = "\n\n".join(SENTENCES)


def report(text: str, **given: str) -> Report:
    """Return the one report that a text makes."""
    return read({"text": text, **given}).reports[0]


def annotation(text: str, options: AnnotateOptions | None = None, **given: str) -> Annotation:
    """Return the one annotation of a text."""
    (found,) = annotate([report(text, **given)], options=options)
    return found


def codes(found: Annotation) -> list[str]:
    """Return the codes of the reasons."""
    return [reason.code for reason in found.reasons]


def test_a_process_settles_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each task of a batch may ask for it; the collector is told once what to pass over."""
    frozen: list[int] = []
    monkeypatch.setattr(pipeline.gc, "freeze", lambda: frozen.append(1))
    monkeypatch.setattr(pipeline.gc, "set_threshold", lambda *_: None)
    pipeline.settle.cache_clear()
    try:
        pipeline.settle()
        pipeline.settle()
    finally:
        pipeline.settle.cache_clear()
    assert frozen == [1]


def test_a_report_gets_all_layers() -> None:
    """A plain report is read whole: parts, sentences, parties, an attribution, tellings."""
    found = annotation(TEXT)
    assert (found.status, found.language, found.reasons) == ("ok", "en", ())
    assert [span.text for span in found.marks.sentences] == list(SENTENCES)
    (attribution,) = found.marks.attributions
    (speaker,) = [party for party in found.marks.parties if party.id == attribution.speaker]
    assert speaker.name == "Marta Okonedo"
    assert found.marks.tellings


@pytest.mark.parametrize("stage", ["clean", "mark"])
def test_a_fault_stays_in_its_report(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """A stage that breaks on one report costs its marks, is named, and the other reports are read."""
    real = getattr(pipeline, stage)

    def broken(given: Report, *rest: object) -> object:
        if "POISON" in given.text:
            raise IndexError("by design")
        return real(given, *rest)

    monkeypatch.setattr(pipeline, stage, broken)
    poisoned, sound = annotate([report(TEXT + "\n\nPOISON."), report(TEXT)])
    assert (poisoned.status, sound.status) == ("partial", "ok")
    assert codes(poisoned) == ["internal"]
    assert poisoned.reasons[0].detail.startswith(f"{stage} failed in ")
    assert poisoned.layout.parts and not poisoned.marks.tellings
    with pytest.raises(IndexError):
        list(annotate([poisoned.report], options=AnnotateOptions(on_error="raise")))


def test_a_missing_model_is_no_fault_of_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the language model nothing could be read, so the run stops and says so."""

    def missing(*_: object) -> object:
        raise ModelError("no_model", "the model", "it is not installed")

    monkeypatch.setattr(pipeline, "mark", missing)
    with pytest.raises(ModelError):
        annotation(TEXT)


@pytest.mark.parametrize(
    ("text", "given", "language", "status"),
    [
        ("Die Brücke wurde am Dienstag gesperrt, sagte der Bürgermeister von Halden.", "en", "de", "partial"),
        ("Мост в Халдене закрыли во вторник после осмотра двух его опор.", None, "ru", "partial"),
        ("Brücke zu.", "de", "de", "partial"),
        ("Bridge shut.", None, None, "ok"),
        (TEXT, "de", "en", "ok"),
    ],
    ids=["said to be English", "another alphabet", "too short to tell", "unknown", "said to be German"],
)
def test_language(text: str, given: str | None, language: str | None, status: str) -> None:
    """The text tells its language; what caller or page say counts where it is too short to."""
    found = annotation(text, **({} if given is None else {"language": given}))
    assert (found.language, found.status) == (language, status)
    assert codes(found) == ([] if status == "ok" else ["language"])
    assert bool(found.marks.sentences) == (status == "ok")


@pytest.mark.parametrize(("limit", "sentences"), [(60, 1), (140, 2), (10_000, 3)])
def test_only_the_beginning_of_a_long_body_is_read_in_depth(limit: int, sentences: int) -> None:
    """The body beyond the limit is kept, not marked, and said to be."""
    found = annotation(TEXT, AnnotateOptions(max_marked_chars=limit))
    assert len(found.marks.sentences) == sentences
    assert codes(found) == ([] if sentences == 3 else ["too_long"])
    assert "".join(span.text for span in found.layout.body()).count("Halden") == 1
    assert found.report.text == TEXT


def test_only_the_beginning_of_a_huge_text_is_laid_out() -> None:
    """What stands behind the limit of laying out is one part of the body, which is not read in depth."""
    found = annotation(TEXT, AnnotateOptions(max_cleaned_chars=60))
    assert found.layout.parts[-1].span.end == len(TEXT)
    assert [span.text for span in found.marks.sentences] == [SENTENCES[0]]
    assert codes(found) == ["too_long"]


def test_every_character_stays_in_one_part() -> None:
    """Limits or not, each character that is not blank is in exactly one part."""
    for options in (AnnotateOptions(), AnnotateOptions(max_cleaned_chars=60, max_marked_chars=10)):
        found = annotation(TEXT, options)
        held = [n for part in found.layout.parts for n in range(part.span.start, part.span.end)]
        assert len(held) == len(set(held))
        assert {n for n, c in enumerate(TEXT) if not c.isspace()} <= set(held)


def test_rules_that_serve_alone_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the learned extractor can't be loaded, the report is read by rules, and its notes say so."""
    monkeypatch.setattr(pipeline, "extractor_problem", lambda: "the attribution model is missing")
    found = annotation(TEXT)
    assert found.status == "ok"
    assert [(r.code, r.detail) for r in found.reasons] == [("rules_only", "the attribution model is missing")]
