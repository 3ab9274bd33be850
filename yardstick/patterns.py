"""Words of a report found again: the patterns of the gold notation, and a page as plain text.

A pattern is the words as they stand, with ` ~ ` where words are left out and `#2` at the end for the second
place where it fits. Four pairs of marks name what stands between them: `{content}`, `<cue>`, `[source]` and
`*head*`. They are no part of the words; a mark may stand in several pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

MARKS = {"{": ("content", 1), "}": ("content", -1), "<": ("cue", 1), ">": ("cue", -1)}
MARKS |= {"[": ("source", 1), "]": ("source", -1)}
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 "
        "h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul",
    )
)
UNSEEN = frozenset({"head", "script", "style", "template", "noscript"})
Extent = tuple[int, int]


class GoldError(ValueError):
    """Something in the gold that does not hold; the message says where and what."""


class _Page(HTMLParser):
    """Collects what a reader sees of a page, with a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or something unseen."""
        if tag in UNSEEN:
            self.hidden += 1
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block, or something unseen."""
        if tag in UNSEEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Take words that are seen."""
        if not self.hidden:
            self.pieces.append(data.replace("\n", " "))


def page_text(html: str) -> str:
    """Return what a reader sees of a page as lines of text, the words in their order in the source."""
    page = _Page()
    page.feed(html)
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.pieces).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def extent(text: str, pattern: str, where: str) -> Extent:
    """Return the extent of a pattern, from its first to its last word.

    Args:
        text: the report.
        pattern: `^words` for the whole line that begins with them; `A .. B` from the one to the other,
            `.. $` to the end of the text; else the words themselves.
        where: what is being read, for the message.

    Raises:
        GoldError: it is not found, or fits twice and does not say which is meant.
    """
    if " .. " in pattern:
        first, last = pattern.split(" .. ", 1)
        start, end = extent(text, first, where)
        if last == "$":
            return start, len(text.rstrip())
        return start, end + extent(text[end:], last, where)[1]
    if pattern.startswith("^"):
        found = [m.span() for m in re.finditer(rf"^{re.escape(pattern[1:])}.*$", text, re.MULTILINE)]
        if len(found) != 1:
            raise GoldError(f"{where}: {len(found)} lines begin with {pattern[1:]!r}")
        return found[0]
    return marked(text, pattern, where)["all"][0]


def marked(text: str, pattern: str, where: str) -> dict[str, list[Extent]]:
    """Return the extents that a pattern marks: `all` of it, and `content`, `cue`, `source`, `head`."""
    fragments, layers = _fragments(pattern)
    number = re.search(r"#(\d)$", fragments[-1])
    if number:
        fragments[-1] = fragments[-1][: number.start()].rstrip()
    places = list(_places(text, fragments))
    if not places:
        raise GoldError(f"{where}: not found: {' ~ '.join(fragments)!r}")
    if number is None and len(places) > 1:
        raise GoldError(f"{where}: found {len(places)} times: {' ~ '.join(fragments)!r}")
    if number is not None and int(number[1]) > len(places):
        raise GoldError(f"{where}: found only {len(places)} times: {' ~ '.join(fragments)!r}")
    place = places[int(number[1]) - 1 if number else 0]
    found: dict[str, list[Extent]] = {"all": [(place[0], place[-1] + len(fragments[-1]))]}
    for layer, (f1, at1), (f2, at2) in layers:
        start, end = place[f1] + at1, place[f2] + at2
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        found.setdefault(layer, []).append((start, end))
    return found


def _fragments(pattern: str) -> tuple[list[str], list[tuple[str, tuple[int, int], tuple[int, int]]]]:
    """Return the pieces of a pattern without its marks, and each mark as (layer, from, to) by piece."""
    pieces: list[str] = [""]
    layers: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
    opened: dict[str, tuple[int, int]] = {}
    for i, fragment in enumerate(pattern.strip().split(" ~ ")):
        if i:
            pieces.append("")
        for character in fragment:
            here = (i, len(pieces[i]))
            layer, step = MARKS.get(character, ("", 0))
            if character == "*":
                layer, step = "head", -1 if "head" in opened else 1
            if step == 1:
                opened[layer] = here
            elif step == -1:
                layers.append((layer, opened.pop(layer), here))
            else:
                pieces[i] += character
    return pieces, layers


def _places(text: str, fragments: list[str]) -> Iterator[tuple[int, ...]]:
    """Yield the starts of the fragments for each place where they follow one another within a paragraph."""
    for match in re.finditer(re.escape(fragments[0]), text):
        starts, at = [match.start()], match.end()
        line_end = text.find("\n\n", at) if len(fragments) > 1 else -1
        for fragment in fragments[1:]:
            start = text.find(fragment, at, line_end if line_end > 0 else len(text))
            if start < 0:
                break
            starts.append(start)
            at = start + len(fragment)
        else:
            yield tuple(starts)
