"""Two wordings laid over one another: what both have, what only one has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["MAX_WORDS", "Piece", "differing"]

EDGES = re.compile(r"[\W_]+")
MAX_WORDS = 600
"""Words of a wording that are compared; the cost grows with the product. The rest is shown as it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both wordings have, or only the first ("gone"), or only the second ("new")."""

    kind: Literal["same", "gone", "new"]
    text: str


def differing(one: str, other: str) -> tuple[Piece, ...]:
    """Return two wordings laid over one another; words are alike if they differ in case or marks alone."""
    first, second = one.split(), other.split()
    rest = second[MAX_WORDS:]
    first, second = first[:MAX_WORDS], second[:MAX_WORDS]
    matcher = SequenceMatcher(None, [_plain(w) for w in first], [_plain(w) for w in second], autojunk=False)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(second[c:d])))
            continue
        if b > a:
            pieces.append(Piece("gone", " ".join(first[a:b])))
        if d > c:
            pieces.append(Piece("new", " ".join(second[c:d])))
    if rest:
        pieces.append(Piece("same", " ".join(rest)))
    return tuple(pieces)


def _plain(word: str) -> str:
    return EDGES.sub("", word.casefold()) or word
