"""Text made fit for what it is written into: legal characters, and no cell that a spreadsheet would run."""

from __future__ import annotations

import re

__all__ = ["MAX_CELL", "legal", "neutral"]

MAX_CELL = 32_767
"""Characters that a cell of a workbook holds. Source: Microsoft, Excel specifications and limits."""

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 forbids or discourages, and halves of characters, which UTF-8 has no bytes for."""

FORMULA = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\t\r\n]")
"""What a spreadsheet takes for a formula, also behind blanks, or in the full-width forms of some keyboards.
Source: OWASP, CSV Injection."""

INNER = re.compile(
    r"([;\t\r\n][\s\u200b-\u200f\u2060\ufeff\x22\x27]{0,64})(?=[=+\-@\uff1d\uff0b\uff0d\uff20])"
)
"""Where a cell would begin with a formula if a spreadsheet took another character for the separator."""


def legal(text: str) -> str:
    """Return `text` with a replacement character for each one that a format can't hold; its length stays."""
    return ILLEGAL.sub("\ufffd", text)


def neutral(text: str) -> str:
    """Return `text` so that no spreadsheet takes it, or what follows a separator in it, for a formula.

    An apostrophe is set before what would be one; spreadsheets take what follows it for text.
    """
    made = INNER.sub(r"\1'", text)
    return "'" + made if FORMULA.match(made) else made
