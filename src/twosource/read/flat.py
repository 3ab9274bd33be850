"""The visible text of markup that no tree can be made of: scanned once from left to right, in linear time."""

from __future__ import annotations

import re
from html import unescape

HIDDEN_TAGS = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "math", "object", "iframe", "canvas", "audio"}
    | {"video", "select", "textarea", "map"}
)
INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "em", "font", "i", "q", "small", "span", "strong", "sup", "u"}
)

_HIDDEN_STYLE = re.compile(r"(?i)(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)")
_HIDDEN = re.compile(r"(?i)\shidden(?:[\s=]|$)")
_TAG = re.compile(r"</?([a-z][a-z0-9-]{0,30})")
_SPACE = re.compile(r"\s+")


def is_hidden_style(style: str | None) -> bool:
    """Return whether a `style` keeps its element from being shown."""
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def flat_text(markup: str) -> str:
    """Return the visible text of `markup`, a block a line.

    A hidden element hides what follows up to the next end of an element of its name, as the nesting is not
    known here.
    """
    lowered = markup.lower()
    if len(lowered) != len(markup):  # "İ" is two characters in lower case; offsets would not fit
        lowered = markup
    pieces: list[str] = []
    at = 0
    while 0 <= at < len(markup):
        opening = lowered.find("<", at)
        pieces.append(unescape(markup[at : opening if opening >= 0 else len(markup)]))
        at = -1 if opening < 0 else _after_tag(lowered, opening, pieces)
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _after_tag(markup: str, opening: int, pieces: list[str]) -> int:
    """Return where the text goes on after the "<" at `opening`, -1 if nowhere; break lines in `pieces`."""
    if markup.startswith("<!--", opening):
        return _past(markup, "-->", opening)
    found = _TAG.match(markup, opening)
    if found is None:
        if markup[opening + 1 : opening + 2] in {"!", "?"}:
            return _past(markup, ">", opening)
        pieces.append("<")
        return opening + 1
    end = _past(markup, ">", opening)
    name = found.group(1)
    if name not in INLINE_TAGS:
        pieces.append("\n")
    attributes = markup[found.end() : end - 1] if end >= 0 else ""
    is_hidden = name in HIDDEN_TAGS or is_hidden_style(attributes) or _HIDDEN.search(attributes) is not None
    is_start = markup[opening + 1] != "/" and not attributes.endswith("/")
    if end < 0 or not is_hidden or not is_start:
        return end
    close = _past(markup, f"</{name}", end)
    return close if close < 0 else _past(markup, ">", close)


def _past(markup: str, mark: str, at: int) -> int:
    """Return the offset after the next `mark` from `at` on, -1 if there is none."""
    place = markup.find(mark, at)
    return -1 if place < 0 else place + len(mark)
