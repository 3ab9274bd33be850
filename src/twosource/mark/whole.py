"""All marks of one report, in the order in which they need one another."""

from __future__ import annotations

from twosource.mark.attributions import find_attributions
from twosource.mark.extractor import RawAttribution, load_extractor
from twosource.mark.figures import find_figures
from twosource.mark.mentions import find_mentions
from twosource.mark.parse import Parsed, parse
from twosource.mark.tellings import find_tellings
from twosource.mark.times import find_times
from twosource.mark.times.parsed import tense_of
from twosource.mark.titles import title_tellings
from twosource.records import Layout, Marks, Report
from twosource.spans import Span

__all__ = ["mark"]


def mark(report: Report, layout: Layout, body: tuple[Span, ...]) -> Marks:
    """Return the marks of a report.

    Args:
        report: the report; it must be in English.
        layout: its parts, credits and dates, as `clean` found them.
        body: the stretches of its body to read in depth, in text order.
    """
    parsed = parse(report.text, body)
    who = find_mentions(report.id, parsed, layout)
    times = find_times(report.text, body, layout.published, tense_of(parsed))
    figures = find_figures(parsed, times, layout.published)
    attributions = find_attributions(report.id, parsed, who, _learned(parsed))
    tellings = find_tellings(report.id, parsed, who, attributions, times, figures)
    return Marks(
        sentences=parsed.sentences,
        parties=who.parties,
        mentions=who.mentions,
        attributions=attributions,
        times=times,
        figures=figures,
        tellings=tuple(
            sorted((*title_tellings(report, layout, parsed, who), *tellings), key=lambda t: t.span.start)
        ),
    )


def _learned(parsed: Parsed) -> tuple[RawAttribution, ...] | None:
    """Return what the learned extractor finds, `None` if it can't be loaded and the rules serve alone."""
    extractor = load_extractor()
    if extractor is None:
        return None
    lines = [(p.start, p.start + len(p.doc.text)) for p in parsed.paragraphs]
    return extractor.extract(parsed.text, lines)
