"""The visible list of stages, run in memory."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import TracebackType
from typing import Literal

from twosource.account import accounts
from twosource.clean import clean
from twosource.errors import ModelError
from twosource.exports.results import Accounts
from twosource.link.judgements import NO_JUDGEMENTS, Judgements
from twosource.mark import mark
from twosource.mark.cues import MAX_SENTENCE
from twosource.mark.extractor import extractor_problem, load_extractor
from twosource.mark.parse import language
from twosource.read.language import detect_language
from twosource.records import Annotation, Layout, Marks, Part, Reason, Report
from twosource.spans import Span

LANGUAGES = frozenset({"en"})
"""Languages that are read in depth."""

COLLECTED_AFTER = 50_000
"""Objects made after which the garbage collector looks at the new ones; Python's own figure is 700."""

PARTIAL = frozenset(
    {"too_large", "too_long", "long_sentence", "language", "encoding_suspect", "no_article", "internal"}
)
"""Reasons that mean that a report was read in part; the others are notes on one that was read whole."""


@dataclass(frozen=True, slots=True)
class AnnotateOptions:
    """Options of `annotate`.

    `max_cleaned_chars` is how much of a text is laid out in parts; what follows is kept as body, unread.
    `max_marked_chars` is how much of the body is read in depth: the longest features of newspapers have some
    100,000 characters, and parsing costs a second for each 25,000. `on_error` tells what becomes of a fault
    of the program in one report: `record` keeps the report with the reason `internal`, `raise` stops.
    """

    max_cleaned_chars: int = 1_000_000
    max_marked_chars: int = 200_000
    on_error: Literal["record", "raise"] = "record"


@cache
def settle() -> None:
    """Load the models, and keep the garbage collector from walking through them again and again.

    Done once in a process, however often it is called: each call would freeze the garbage of that moment.

    For a program that owns its process (the command line, a worker of a batch): marking makes many objects,
    and a seventh of its time went into looking for garbage among those that stay. Memory stays within some
    megabytes of what it was.

    Raises:
        ModelError: the language model can't be loaded.
    """
    language()
    load_extractor()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER, 20, 20)


def annotate(reports: Iterable[Report], *, options: AnnotateOptions | None = None) -> Iterator[Annotation]:
    """Yield each report with its layers, in the order given; no report is lost.

    Args:
        reports: reports as `read` gives them.
        options: limits, and what to do about faults.

    Raises:
        ModelError: the language model can't be loaded, so no report could be read in depth.
    """
    options = options or AnnotateOptions()
    for report in reports:
        yield annotate_one(report, options)


def lay_out(reports: Iterable[Report], *, options: AnnotateOptions | None = None) -> Iterator[Annotation]:
    """Yield each report with its layout alone, which is what copies and stories are told by."""
    options = options or AnnotateOptions()
    for report in reports:
        layout, reasons = _cleaned(report, options)
        yield _finished(report, layout, Marks(), report.given.language or report.page.language, reasons)


def annotate_one(report: Report, options: AnnotateOptions) -> Annotation:
    """Return one report with its layers: clean, then mark, each kept from taking the report with it."""
    layout, reasons = _cleaned(report, options)
    body, cut = _body(layout, options)
    language = _language(report, body)
    reasons += cut
    if any(reason.code == "internal" for reason in reasons):
        return _finished(report, layout, Marks(), language, reasons)
    if language is not None and language not in LANGUAGES:
        reasons += (Reason("language", f"it is in {language!r}, not in English"),)
        return _finished(report, layout, Marks(), language, reasons)
    try:
        return _finished(report, layout, mark(report, layout, body), language, reasons)
    except ModelError:
        raise
    except Exception as error:
        if options.on_error == "raise":
            raise
        return _finished(report, layout, Marks(), language, (*reasons, _fault("mark", error)))


def _cleaned(report: Report, options: AnnotateOptions) -> tuple[Layout, tuple[Reason, ...]]:
    """Return the layout of a report; if `clean` fails, the whole text as its body, and the reason."""
    text = report.text
    try:
        if len(text) <= options.max_cleaned_chars:
            return clean(report), ()
        at = text.rfind("\n", 0, options.max_cleaned_chars) + 1 or options.max_cleaned_chars
        layout = clean(replace(report, text=text[:at]))
    except ModelError:
        raise
    except Exception as error:
        if options.on_error == "raise":
            raise
        whole = Span.trimmed(text, 0, len(text))
        return Layout((Part(whole, "body"),)), (_fault("clean", error),)
    rest = Span.trimmed(text, at, len(text))
    return (replace(layout, parts=(*layout.parts, Part(rest, "body"))) if rest.text else layout), ()


def _body(layout: Layout, options: AnnotateOptions) -> tuple[tuple[Span, ...], tuple[Reason, ...]]:
    """Return the body to read in depth, cut at the end of a line or sentence, and a note if it was cut."""
    spans = layout.body()
    kept: list[Span] = []
    room = options.max_marked_chars
    for span in spans:
        if span.end > options.max_cleaned_chars:
            room = 0  # this is the part that was not laid out
        if len(span.text) > room:
            at = max(span.text.rfind("\n", 0, room), span.text.rfind(". ", 0, room) + 1)
            at = at if at > 0 or kept else room  # half a sentence only where there is nothing else
            if at > 0:
                kept.append(Span(span.start, span.start + at, span.text[:at]))
            break
        kept.append(span)
        room -= len(span.text)
    else:
        return spans, ()
    read, whole = (sum(len(span.text) for span in some) for some in (kept, spans))
    return tuple(kept), (Reason("too_long", f"{read:,} of {whole:,} characters were read in depth"),)


def _language(report: Report, body: tuple[Span, ...]) -> str | None:
    """Return the language of the body, else the one that caller or page states."""
    text = "\n".join(span.text for span in body) or report.text
    return detect_language(text) or report.given.language or report.page.language


def _finished(
    report: Report, layout: Layout, marks: Marks, language: str | None, reasons: tuple[Reason, ...]
) -> Annotation:
    """Return the annotation with its status."""
    problem = extractor_problem() if marks.sentences else None
    if problem is not None:
        reasons += (Reason("rules_only", problem),)
    long = sum(len(sentence.text) > MAX_SENTENCE for sentence in marks.sentences)
    if long:
        reasons += (Reason("long_sentence", f"{long} with more than {MAX_SENTENCE:,} characters"),)
    found = report.reasons + reasons
    status = "partial" if any(reason.code in PARTIAL for reason in found) else "ok"
    return Annotation(report, layout, marks, language, status, found)


def _fault(stage: str, error: BaseException) -> Reason:
    """Return the reason for a fault of the program: the stage, the module where it arose, and the error."""
    trace: TracebackType | None = error.__traceback__
    place = stage
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        place = module.removeprefix("twosource.") if module.startswith("twosource.") else place
        trace = trace.tb_next
    return Reason("internal", f"{stage} failed in {place}: {type(error).__name__}: {str(error)[:200]}")


def account(
    annotations: Iterable[Annotation],
    *,
    is_one_story: bool = True,
    judgements: Judgements = NO_JUDGEMENTS,
) -> Accounts:
    """Return the account of each story that annotated reports tell, ordered by the stories' ids.

    It is a tuple that shows itself in a notebook, and gives tables and files of what it holds.

    Args:
        annotations: the reports of one or several events.
        is_one_story: whether all that were given no story tell of one event; else they are grouped.
        judgements: what the user has settled about names.
    """
    return Accounts(accounts(annotations, is_one_story=is_one_story, judgements=judgements))
