"""What a user settled about copies, laid over what the texts show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from twosource.records import Annotation, Copy

__all__ = ["SETTLED", "settle"]

SETTLED = "settled by the user"
"""The reason of a copy that the user's word makes one."""


def settle(
    found: Iterable[Copy],
    annotations: Sequence[Annotation],
    copied: Iterable[tuple[str, str]],
    not_copied: Iterable[tuple[str, str]],
) -> tuple[Copy, ...]:
    """Return the copies among reports as the user's word leaves them, ordered by the reports' ids.

    What was found about a pair gives way to what was settled about it; the words that the two share stay with
    it as far as they were found, and its share is that of those words.

    Args:
        found: what `find_copies` made of the reports.
        annotations: the reports; pairs of which one is not among them don't count.
        copied: pairs of ids, the copy first; of a report that was copied from two the last pair counts.
        not_copied: pairs of ids of which neither is a copy of the other, in either order.
    """
    known = {annotation.report.id: annotation for annotation in annotations}
    by_pair = {frozenset((copy.report, copy.of)): copy for copy in found}
    for pair in not_copied:
        by_pair.pop(frozenset(pair), None)
    for report, of in dict(copied).items():
        if report in known and of in known:
            pair_of = frozenset((report, of))
            by_pair[pair_of] = _settled(known, report, of, by_pair.get(pair_of))
    return tuple(sorted(by_pair.values(), key=lambda copy: (copy.report, copy.of)))


def _settled(known: Mapping[str, Annotation], report: str, of: str, shown: Copy | None) -> Copy:
    """Return the copy that the user settled, with the shared stretches that were found."""
    stretches, of_stretches = (shown.stretches, shown.of_stretches) if shown is not None else ((), ())
    if shown is not None and shown.report != report:
        stretches, of_stretches = of_stretches, stretches
    words = sum(len(span.text.split()) for span in known[report].layout.body())
    shared = sum(len(span.text.split()) for span in stretches)
    share = shown.share if shown is not None and shown.report == report else min(shared / max(words, 1), 1.0)
    return Copy(report, of, round(share, 3), "recorded", stretches, of_stretches, SETTLED, is_settled=True)
