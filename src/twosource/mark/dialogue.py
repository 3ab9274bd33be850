"""Talk between two: a quotation without a cue after question and answer may be either's, so nobody's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from twosource.mark.drafts import CONTINUES, Draft, Extent

ALTERNATES: Final = "one of two who talk in turns; no cue says which"
"""The basis of an attribution whose speaker is not told in a dialogue."""
MARKS: Final = tuple("\"“„«'‘»")


def without_guesses(text: str, lines: Sequence[Extent], drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, those without a cue that follow a question and its answer given to nobody.

    Cases: “Did you see it?” A asked. / “No,” B said. / “You were there.” / “I was asleep.”

    Args:
        text: the report's text.
        lines: the extents of its paragraphs, in text order.
        drafts: the drafts in text order.
    """
    made: list[Draft] = []
    answer: Draft | None = None
    before: Draft | None = None
    for draft in sorted(drafts, key=lambda d: (d.start, d.content)):
        if draft.cue:
            answer = draft if before is not None and _answers(text, lines, before, draft) else None
            rest = _beyond(lines, draft) if answer is not None else []
            made += [draft, *(_nobodys(lines, e, draft) for e in rest)]
            before = draft if draft.quotes and _is_line_of(text, lines, draft) else before
        elif draft.basis == CONTINUES and answer is not None and draft.who == answer.who:
            made.append(_nobodys(lines, draft.content[0], draft))
        else:
            made.append(draft)
    return made


def _line(lines: Sequence[Extent], at: int) -> int:
    return max(0, bisect_right(lines, at, key=lambda line: line[0]) - 1)


def _is_line_of(text: str, lines: Sequence[Extent], draft: Draft) -> bool:
    """Return whether a draft's quotation opens its paragraph."""
    start = draft.content[0][0] if draft.content else -1
    return start >= 0 and lines[_line(lines, start)][0] == start and text[start : start + 1] in MARKS


def _answers(text: str, lines: Sequence[Extent], before: Draft, draft: Draft) -> bool:
    """Return whether a quotation answers, in the next paragraph, another speaker's question, or asks back."""
    if not (_is_line_of(text, lines, before) and _is_line_of(text, lines, draft)):
        return False
    if _line(lines, draft.content[0][0]) != _line(lines, before.content[0][0]) + 1:
        return False
    names = [" ".join(text[s:e] for s, e in one.source).lower() for one in (before, draft)]
    if not all(names) or names[0] in names[1] or names[1] in names[0]:
        return False
    return any(_asks(text, one) for one in (before, draft))


def _asks(text: str, draft: Draft) -> bool:
    return draft.strength == "asked" or any("?" in text[max(s, e - 3) : e] for s, e in draft.content)


def _beyond(lines: Sequence[Extent], draft: Draft) -> list[Extent]:
    """Cut the content of a draft at the end of its cue's paragraph; return the rest, a line each."""
    end = lines[_line(lines, draft.cue[0][0])][1]
    rest = [(max(s, end), e) for s, e in draft.content if e > end]
    draft.content = [(s, min(e, end)) for s, e in draft.content if s < end]
    return [
        (max(s, a), min(e, b))
        for s, e in rest
        for a, b in lines[_line(lines, s) : _line(lines, e - 1) + 1]
        if min(e, b) > max(s, a)
    ]


def _nobodys(lines: Sequence[Extent], extent: Extent, near: Draft) -> Draft:
    return Draft(
        _line(lines, extent[0]), [extent], [], [], near.strength, None, list(near.via),
        word=near.word, basis=ALTERNATES, quotes=True,
    )  # fmt: skip
