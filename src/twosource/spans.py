"""Half-open extents in code points, and maps between two forms of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twosource.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open extent of a report's text together with the characters that stand there.

    `start` and `end` count Unicode code points from the beginning of the text; `text` is `report[start:end]`.
    Construction fails with `SpanError` if the three can't agree.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start or self.end - self.start != len(self.text):
            raise SpanError(
                "bad_span",
                f"[{self.start}:{self.end}]",
                f"an extent must be half-open, not negative and as long as its text ({len(self.text)})",
            )

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """Return the span of `text` from `start` up to `end`; `SpanError` if it leaves the text."""
        if not 0 <= start <= end <= len(text):
            raise SpanError("bad_span", f"[{start}:{end}]", f"the text has {len(text)} characters")
        return cls(start, end, text[start:end])

    @classmethod
    def trimmed(cls, text: str, start: int, end: int) -> Span:
        """Return the span of `text` from `start` up to `end` without white space at its ends."""
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return cls.cut(text, start, end)

    def holds(self, other: Span) -> bool:
        """Return whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Return whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def check(self, text: str) -> None:
        """Raise `SpanError` unless `text` has this span's characters at its extent."""
        if text[self.start : self.end] != self.text:
            found = text[self.start : self.end]
            raise SpanError("bad_span", f"[{self.start}:{self.end}]", f"the text has {found!r} there")


def check_all(text: str, spans: Iterable[Span]) -> None:
    """Raise `SpanError` unless `text` has each span's characters at its extent."""
    for span in spans:
        span.check(text)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A map from the offsets of a derived text to those of the text it was made from.

    A derived text is a run of pieces, each copied from the original or put in its place. `derived[i]` is
    the offset at which piece i begins in the derived text and `original[i]` where it begins in the original.
    `lengths[i]` is how many characters of the original it stands for.
    """

    derived: tuple[int, ...]
    original: tuple[int, ...]
    lengths: tuple[int, ...]

    def to_original(self, offset: int) -> int:
        """Return the offset in the original text for an offset in the derived one."""
        if not self.derived:
            return offset
        i = max(0, bisect_right(self.derived, offset) - 1)
        return self.original[i] + min(offset - self.derived[i], self.lengths[i])

    def span(self, text: str, start: int, end: int) -> Span:
        """Return the span of the original `text` for a half-open extent of the derived one."""
        if end <= start:
            at = self.to_original(start)
            return Span.cut(text, at, at)
        return Span.cut(text, self.to_original(start), self.to_original(end - 1) + 1)


def without(text: str, dropped: Sequence[str] | frozenset[str]) -> tuple[str, OffsetMap]:
    """Return `text` without the `dropped` characters, and the map back.

    Used for matching where invisible characters (soft hyphens, zero-width joiners, bidi controls) must not
    count, while everything shown still comes from the text as given.
    """
    drop = frozenset(dropped)
    if not any(c in drop for c in text):
        return text, OffsetMap((0,), (0,), (len(text),))
    pieces: list[str] = []
    derived: list[int] = []
    original: list[int] = []
    lengths: list[int] = []
    at = start = 0
    while start < len(text):
        if text[start] in drop:
            start += 1
            continue
        end = start
        while end < len(text) and text[end] not in drop:
            end += 1
        pieces.append(text[start:end])
        derived.append(at)
        original.append(start)
        lengths.append(end - start)
        at += end - start
        start = end
    return "".join(pieces), OffsetMap(tuple(derived), tuple(original), tuple(lengths))
