"""Which reports share text that is not quotation, how much, and which way it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.copies.direction import direction
from twosource.copies.shingles import shared_shingles
from twosource.copies.words import Words, body_words
from twosource.records import Annotation, Copy
from twosource.spans import Span

__all__ = ["find_copies"]

SHINGLE = 6
"""Words in a row that two texts must share to be looked at: shorter runs are stock phrases."""

MIN_STRETCH = 14
"""Words of a shared stretch. Two sentences of own writing on one event share up to a dozen words in a row
(names with titles, the name of a law); longer runs were copied."""

MIN_FURTHER = 6
"""Words of a further stretch, where two texts share one of `MIN_STRETCH`: a sentence that was taken over
alone, or between two changed words."""

MAX_GAP = 4
"""Words that may differ inside a stretch: a changed verb, a spelled-out number."""

MAX_HOLDERS = 50
"""Reports that may hold a run of words before it is taken for a stock phrase and not looked up."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that two reports share: word positions, half-open, in the one and the other."""

    start: int
    end: int
    other_start: int
    other_end: int


def find_copies(annotations: Sequence[Annotation]) -> tuple[Copy, ...]:
    """Return the pairs of reports that share text, ordered by their ids, the copy first where that is known.

    Words inside quotations don't count for the length of a shared stretch: two outlets that quote one
    speaker have not copied each other. A stretch that is long enough without them goes on through them.
    """
    texts = [body_words(annotation) for annotation in annotations]
    found: list[Copy] = []
    reach = MIN_STRETCH - SHINGLE  # a stretch that counts has runs so far apart at least
    for i, j, starts in shared_shingles([text.forms for text in texts], SHINGLE, MAX_HOLDERS, reach):
        runs = _runs(texts[i], texts[j], starts)
        if runs:
            found.append(_copy(annotations, texts, i, j, runs))
    return tuple(sorted(found, key=lambda c: (c.report, c.of)))


def _runs(a: Words, b: Words, starts: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """Return the shared stretches of two texts, joined over small gaps, those of enough free words."""
    runs: list[Run] = []
    for at, other in starts:
        last = runs[-1] if runs else None
        if last is not None and _continues(last, at, other):
            end, other_end = max(last.end, at + SHINGLE), max(last.other_end, other + SHINGLE)
            runs[-1] = Run(last.start, end, last.other_start, other_end)
        elif last is None or at >= last.end:
            runs.append(Run(at, at + SHINGLE, other, other + SHINGLE))
    # What one of the two shows to be quoted is quoted in the other, whatever marks that one lost.
    lengths = [
        min(sum(a.free[run.start : run.end]), sum(b.free[run.other_start : run.other_end])) for run in runs
    ]
    if max(lengths, default=0) < MIN_STRETCH:
        return ()
    return tuple(run for run, length in zip(runs, lengths, strict=True) if length >= MIN_FURTHER)


def _continues(run: Run, at: int, other: int) -> bool:
    """Return whether a shingle at two positions goes on with a run, but for a few words that differ."""
    return at <= run.end + MAX_GAP and run.other_end - SHINGLE <= other <= run.other_end + MAX_GAP


def _copy(
    annotations: Sequence[Annotation], texts: Sequence[Words], i: int, j: int, runs: Sequence[Run]
) -> Copy:
    """Return the record of one pair, turned so that the copy comes first if that is known."""
    here = [(run.start, run.end) for run in runs]
    there = [(run.other_start, run.other_end) for run in runs]
    shares = _share(texts[i], here), _share(texts[j], there)
    way = direction(annotations[i], annotations[j])
    one, two = (i, j) if way.copier == 0 else (j, i)
    extents = (here, there) if way.copier == 0 else (there, here)
    return Copy(
        annotations[one].report.id,
        annotations[two].report.id,
        round(shares[0 if way.copier == 0 else 1], 3),
        way.lineage,
        _spans(annotations[one], texts[one], extents[0]),
        _spans(annotations[two], texts[two], extents[1]),
        way.reason,
    )


def _share(text: Words, extents: Sequence[tuple[int, int]]) -> float:
    """Return the part of a text's free words that lies in the extents, 0..1."""
    total = sum(text.free)
    return sum(sum(text.free[s:e]) for s, e in extents) / total if total else 0.0


def _spans(annotation: Annotation, text: Words, extents: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the spans of the report's text for extents of words, overlapping ones joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(extents):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(
        Span.cut(annotation.report.text, text.starts[start], text.ends[end - 1]) for start, end in merged
    )
