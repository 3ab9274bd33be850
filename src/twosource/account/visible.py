"""Text made safe to show on one line: what can't be seen, or turns the reading about, becomes an escape."""

from __future__ import annotations

import re
import unicodedata

BLANKS = re.compile("[ \t\r\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
MAX_MARKS = 4
"""Combining marks that may stand on one character; Vietnamese and Hebrew need three."""


def escaped(char: str) -> str:
    """Return a character as Python would write it: `\\x1b`, `\\u202e`, `\\U000e0041`."""
    number = ord(char)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def is_hidden(char: str) -> bool:
    """Return whether a character has no form of its own: a control, a direction, half a pair, unassigned."""
    return not char.isprintable() and unicodedata.category(char) != "Zs"


def one_line(text: str) -> str:
    """Return `text` on one line with blanks drawn together and each hidden character as a visible escape.

    Marks beyond the fourth on one character, which would flow over the lines around, are escaped as well.
    """
    drawn = BLANKS.sub(" ", text).strip(" ")
    if drawn.isascii() and drawn.isprintable():
        return drawn
    shown: list[str] = []
    marks = 0
    for char in drawn:
        marks = marks + 1 if unicodedata.combining(char) else 0
        shown.append(escaped(char) if is_hidden(char) or marks > MAX_MARKS else char)
    return "".join(shown)


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
