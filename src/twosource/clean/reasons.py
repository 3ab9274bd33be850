"""Why a line of residue is residue."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from twosource.clean.lines import CLASSES, DIGIT, REASONS, Lines, is_menu


@dataclass(slots=True)
class Roles:
    """The role and reason of each line while they are being found.

    `title` is the line of the headline; `wires` are the agencies that the text shows by their place, each by
    its lower case.
    """

    role: list[str]
    reason: list[str | None]
    title: int | None = None
    first: int = 0
    last: int = -1
    known: set[int] = field(default_factory=set)
    wires: dict[str, str] = field(default_factory=dict)

    def put(self, line: int, role: str, reason: str | None = None) -> None:
        """Give `line` its role for good."""
        self.role[line], self.reason[line] = role, reason
        self.known.add(line)


HEADS = ("related", "comments", "promoted", "author-box", "newsletter")
"""Reasons whose headings speak for the lines below them."""

CUES = (
    ("legal", "legal"),
    ("account", "newsletter"),
    ("share", "share"),
    ("comment", "comments"),
    ("promo", "promoted"),
    ("time", "metadata"),
)
"""Classes of words, and the reason of a line at least half of whose words are of the class."""


_CUE_COLUMNS = [CLASSES.index(name) for name, _ in CUES]


def give_reasons(found: Roles, lines: Lines) -> None:
    """Give each line of residue its reason: its own words, else its heading, else its place."""
    own = _by_words(lines)
    whole, begun = lines.furniture.tolist(), lines.begun.tolist()
    under: str | None = None
    for i, role in enumerate(found.role):
        if role == "body":
            under = None
        if role != "residue" or found.reason[i] is not None:
            continue
        known = whole[i] or begun[i]
        reason = REASONS[known - 1] if known else own[i]
        if whole[i] and reason in HEADS:
            under = reason
        elif under in ("related", "comments") and reason in (None, "metadata", "navigation"):
            reason = under
        found.reason[i] = reason or under or _by_place(found, lines, i)


def _by_words(lines: Lines) -> list[str | None]:
    """Return, a line each, the reason that its words show."""
    out: list[str | None] = [None] * len(lines.texts)
    words = lines.counts
    for i in np.flatnonzero(lines.kinds[:, DIGIT] * 2 > lines.ends - lines.starts).tolist():
        out[i] = "metadata"
    for i in {i for i in lines.having(" | ").tolist() if is_menu(lines.texts[i])}:
        out[i] = "navigation"
    count, of = lines.classes[:, _CUE_COLUMNS], words[:, None]
    shown = (count > 0) & ((count * 2 >= of) | ((count >= 2) & (count * 4 >= of)))
    for i, cue in np.argwhere(shown)[::-1].tolist():  # backwards, so that the first cue of a line stays
        out[i] = CUES[cue][1]
    for i in lines.having("©").tolist():
        out[i] = "legal"
    for i in np.flatnonzero(words == 0).tolist():
        out[i] = "filler"
    return out


def _by_place(found: Roles, lines: Lines, i: int) -> str:
    """Return the reason for a line that shows none: links above and below, stories beside the body."""
    words = int(lines.counts[i])
    if i < found.first:
        return "navigation" if words <= 4 else "header" if found.title in range(i) else "related"
    return "related" if words >= 5 else "navigation"
