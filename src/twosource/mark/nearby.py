"""Drafts by place: which hold some words, which stand near an offset; each look-up costs a bounded time."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from twosource.mark.drafts import Draft, Extent

MAX_LOOK: Final = 300
"""Contents looked at in one query: bounds the time on texts that nest thousands of cues in one quotation."""


class Contents:
    """The contents of drafts as they are now, by offset."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._rows = sorted(
            ((s, e, i, draft) for i, draft in enumerate(drafts) for s, e in draft.content),
            key=lambda r: r[:3],
        )
        self._starts = [row[0] for row in self._rows]
        self._reach = list(accumulate((row[1] for row in self._rows), max))

    def meeting(self, start: int, end: int) -> list[Draft]:
        """Return the drafts with a stretch of content that meets an extent, nearest first."""
        found: list[Draft] = []
        i = bisect_left(self._starts, end) - 1
        for k in range(i, max(-1, i - MAX_LOOK), -1):
            if self._reach[k] <= start:
                break
            if self._rows[k][1] > start:
                found.append(self._rows[k][3])
        return found

    def holder(self, draft: Draft) -> Draft | None:
        """Return the other draft with the shortest content that holds all words of this one, or `None`."""
        if not draft.cue:
            return None
        words: Sequence[Extent] = (*draft.content, *draft.cue)
        own = sum(e - s for s, e in draft.content)
        best: tuple[int, Draft] | None = None
        for other in self.meeting(*draft.cue[0]):
            size = sum(e - s for s, e in other.content)
            if other is draft or size <= own or (best is not None and size >= best[0]):
                continue
            if all(any(s <= a and b <= e for s, e in other.content) for a, b in words):
                best = size, other
        return best[1] if best is not None else None


class Cues:
    """Drafts in the order of their cues (or of their content where they have none)."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._rows: list[tuple[int, int, Draft]] = []
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Take in one more draft."""
        start = draft.cue[0][0] if draft.cue else draft.content[0][0]
        insort(self._rows, (start, len(self._rows), draft), key=lambda row: row[:2])

    def between(self, start: int, end: int) -> list[Draft]:
        """Return the drafts whose cue begins from `start` up to `end`, in text order, the last `MAX_LOOK`."""
        first = bisect_left(self._rows, (start, -1), key=lambda row: row[:2])
        last = bisect_left(self._rows, (end, -1), key=lambda row: row[:2])
        return [row[2] for row in self._rows[max(first, last - MAX_LOOK) : last]]

    def all(self) -> list[Draft]:
        """Return all drafts in the order of their cues."""
        return [row[2] for row in self._rows]
