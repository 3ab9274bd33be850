"""The extents of a text's lines, as the finders of quotations and posts take them."""

from __future__ import annotations


def lines_of(text: str) -> list[tuple[int, int]]:
    """Return the half-open extent of each line of a text, in order."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return lines
