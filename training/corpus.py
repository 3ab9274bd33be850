"""PolNeAR's stand-off annotation to labelled windows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from twosource.mark import pieces

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = {"source": 1, "cue": 3, "content": 5}
Spans = list[tuple[int, int]]
LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Article:
    """A PolNeAR article: its name, text and attributions (role to extents in code points)."""

    name: str
    text: str
    attributions: tuple[dict[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A window and its labels by word; -1 where a label doesn't apply, 0 (CLS) where there is no span."""

    window: pieces.Window
    tags: NDArray[np.int64]
    cue_of: NDArray[np.int64]
    source_of: NDArray[np.int64]


def articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a part of PolNeAR; of two annotations of one, the first in file order counts."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rsplit("_", 1)[0], path)
    for path in sorted((folder / "text").iterdir()):
        if path.stem in first:
            yield Article(path.stem, path.read_text(encoding="utf-8"), tuple(_annotations(first[path.stem])))


def _annotations(path: Path) -> Iterator[dict[str, Spans]]:
    marks: dict[str, Spans] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) < 2:  # a line break inside the copied words of the line before
            continue
        if cells[0].startswith("T"):
            extents = cells[1].split(" ", 1)[1].split(";")
            marks[cells[0]] = [(int(a), int(b)) for a, b in (x.split() for x in extents)]
        elif cells[0].startswith("E"):
            one: dict[str, Spans] = {role: [] for role in ROLES}
            for part in cells[1].split():
                role, mark = part.split(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in one:
                    one[role] += marks.get(mark, [])
            yield one


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the extents of the lines of `text` that are not blank."""
    return [m.span() for m in LINE.finditer(text)]


def label(window: pieces.Window, attributions: tuple[dict[str, Spans], ...]) -> Example:
    """Return the window with the labels that fall into it."""
    size, filled = len(window.starts), window.starts < window.ends
    tags = np.zeros(size, dtype=np.int64)
    cue_of = np.full(size, -1, dtype=np.int64)
    source_of = np.full(size, -1, dtype=np.int64)

    def inside(extents: Spans, tag: int) -> list[int]:
        found: list[int] = []
        for start, end in extents:
            hit = np.flatnonzero((window.starts < end) & (window.ends > start) & filled)
            if len(hit) == 0:
                continue
            fresh = True  # a SEP between two words of an extent starts it anew
            for before, word in zip([-9, *hit[:-1].tolist()], hit.tolist(), strict=True):
                fresh = word != before + 1
                tags[word] = tag + (not fresh)
            found += hit.tolist()
        return found

    for one in attributions:
        source, cue = inside(one["source"], 1), inside(one["cue"], 3)
        content = inside(one["content"], 5)
        head = min(cue) if cue else 0  # word 0, CLS: no cue, or none in this window
        cue_of[content] = head
        if cue:
            source_of[head] = min(source) if source else 0
    return Example(window, tags, cue_of, source_of)
