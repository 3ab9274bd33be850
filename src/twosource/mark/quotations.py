"""Quotations: what stands between quotation marks, for all common marks, balanced or not, in linear time.

Each paragraph (a parsed line) is read once from left to right. Double marks are paired first; single marks,
which are also apostrophes, are looked at only outside the double ones. A mark that finds no partner opens a
quotation only where printers leave it open on purpose: at the head of a paragraph, or when the next paragraph
opens with a mark again. A signed post of another ("… — Ana Brek (@anabrek)") is quoted without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from twosource.mark.posts import Post, find_posts

OPENING: Final = "“„‟«‹"
CLOSING: Final = "”»›"
# Two straight or curly apostrophes, or two backticks, stand for a double mark in old wire copy.
DOUBLE: Final = re.compile(r"''|’’|``|‘‘|[\"“”„‟«»‹›]")
SINGLE: Final = re.compile(r"['‘’‚]")
PARTNER: Final = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "”": "”"}
TERMINAL: Final = ".,?!…—–-;:"
ELIDED: Final = re.compile(r"\d\ds?\b|(?:tis|twas|em|til|cause|n|bout|round)\b", re.IGNORECASE)
Side = Literal["open", "close", "either"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks.

    Attributes:
        start: offset of the opening mark, in code points of the report's text.
        end: offset after the closing mark (after the last character where it is left open).
        inner_start: offset of the first quoted character.
        inner_end: offset after the last quoted character.
        closed: whether a closing mark stands there; if not, it goes on in the next paragraph.
        single: whether the marks are single ones.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    side: Side


def find_quotations(
    text: str, lines: Sequence[tuple[int, int]], posts: Sequence[Post] | None = None
) -> tuple[Quotation, ...]:
    """Return the quotations of the paragraphs of `text`, in text order, none inside another.

    Args:
        text: the report's text.
        lines: half-open extents of its paragraphs in text order, in code points.
        posts: the signed posts printed in it, if they are known already; their words are quoted.
    """
    posts = find_posts(text, lines) if posts is None else posts
    found: list[Quotation] = []
    for number, (start, end) in enumerate(lines):
        following = lines[number + 1][0] if number + 1 < len(lines) else None
        goes_on = following is not None and _opens_paragraph(text, following)
        doubles = _doubles(text, start, end, goes_on=goes_on)
        found += doubles if doubles else ()
        runs_on = following is not None and _opens_single(text, following, following, lines[number + 1][1])
        found += _singles(text, start, end, doubles, runs_on=runs_on)
    found = _with_posts(_outermost(found), posts) if posts else _outermost(found)
    return tuple(sorted(found, key=lambda one: one.start))


def _with_posts(found: Sequence[Quotation], posts: Sequence[Post]) -> list[Quotation]:
    """Return the quotations outside the posts, and the words of each post as one."""
    made = [Quotation(post.start, post.end, post.start, post.end) for post in posts if post.end > post.start]
    k = 0
    for one in found:
        while k < len(posts) and posts[k].whole[1] <= one.start:
            k += 1
        if k == len(posts) or one.end <= posts[k].whole[0]:
            made.append(one)
    return made


def _opens_paragraph(text: str, at: int) -> bool:
    """Return whether a paragraph begins with a mark that can open a quotation."""
    mark = DOUBLE.match(text, at)
    return (
        mark is not None
        and mark.group() not in ("”", "’’")
        and text[mark.end() : mark.end() + 1].strip() != ""
    )


def _marks(text: str, start: int, end: int) -> Iterable[_Mark]:
    """Yield the double marks of a paragraph with the side that their neighbours speak for."""
    for match in DOUBLE.finditer(text, start, end):
        sign, at, after = match.group(), match.start(), match.end()
        before = text[at - 1] if at > start else " "
        behind = text[after] if after < end else " "
        side: Side = "either"
        if sign in ("“", "„", "‟", "«", "‹", "``", "‘‘"):
            side = "open"
        elif sign in ("”", "»", "›", "’’"):
            side = "close"
        elif (before.isspace() or before in "([—–-/") and not behind.isspace():
            side = "open"
        elif not before.isspace() and (behind.isspace() or behind in ".,;:?!)]—–'’"):
            side = "close"
        yield _Mark(at, after, sign, side)


def _doubles(text: str, start: int, end: int, *, goes_on: bool) -> list[Quotation]:
    """Return the quotations in double marks of one paragraph, outermost only."""
    found: list[Quotation] = []
    opened: _Mark | None = None
    for mark in _marks(text, start, end):
        if opened is None:
            # »…« and ”…” open with what closes elsewhere: only before a word and after a blank.
            if mark.side != "close" or (mark.sign in "»”›" and _could_open(text, mark, start, end)):
                opened = mark
        elif mark.side == "open" and not _closes(opened, mark) and _could_open(text, mark, start, end):
            if _runs_on(text, opened, mark, found):
                last = len(text[opened.end : mark.start].rstrip()) + opened.end
                found.append(Quotation(opened.start, last, opened.end, last, closed=False))
            opened = mark  # the one before was left open: the newer one has the better claim to the partner
        else:
            found.append(Quotation(opened.start, mark.end, opened.end, mark.start))
            opened = None
    # A mark left open at the head of a paragraph is closed in a later one, or its partner was lost;
    # elsewhere it only goes on when the next paragraph takes the quotation up again with an opening mark.
    if opened is not None and (goes_on or opened.start == start) and end - opened.end > 1:
        found.append(Quotation(opened.start, end, opened.end, end, closed=False))
    return found


def _runs_on(text: str, opened: _Mark, mark: _Mark, found: Sequence[Quotation]) -> bool:
    """Return whether two opening marks are of paragraphs that lost their break: `He added: "A. "B."`."""
    if text[mark.start - 2 : mark.start].strip() not in (".", "?", "!", "…"):
        return False
    lead = text[max(0, opened.start - 2) : opened.start].strip()
    goes_on = bool(found) and not found[-1].closed and not text[found[-1].end : opened.start].strip()
    return lead.endswith(":") or goes_on


def _closes(opened: _Mark, mark: _Mark) -> bool:
    """Return whether `mark`, an opening one by its look, is the partner of `opened` („…“, »…«)."""
    return mark.sign in PARTNER.get(opened.sign, "")


def _could_open(text: str, mark: _Mark, start: int, end: int) -> bool:
    before = text[mark.start - 1] if mark.start > start else " "
    behind = text[mark.end] if mark.end < end else " "
    return (before.isspace() or before in "([—–-/,:'‘") and not behind.isspace()


def _singles(
    text: str, start: int, end: int, doubles: Sequence[Quotation], *, runs_on: bool
) -> list[Quotation]:
    """Return the quotations in single marks of one paragraph that don't stand inside double ones.

    A closing candidate after a full stop or comma is sure; after a letter it may be an apostrophe
    ("the countries' co-operation"), and counts only if no sure one stands before the next opening mark.
    One left open goes on where the next paragraph opens with a single mark again (`runs_on`).
    """
    marks = [m.start() for m in SINGLE.finditer(text, start, end)]
    if len(marks) < (1 if runs_on else 2):
        return []
    found: list[Quotation] = []
    opened = weak = -1
    inside = iter(doubles)
    around = next(inside, None)
    for at in marks:
        while around is not None and around.end <= at:
            around = next(inside, None)
        if around is not None and around.start <= at < around.end:
            continue
        if _opens_single(text, at, start, end):
            if opened >= 0 and weak > opened:
                found.append(_single(opened, weak))
            opened, weak = at, -1
        elif opened >= 0 and _closes_single(text, at, end):
            if text[at - 1] in TERMINAL or text[at + 1 : at + 2] in tuple(".,;:?!)"):
                found.append(_single(opened, at))
                opened = weak = -1
            elif weak < 0 or text[weak - 1] == "s":
                weak = at
    if runs_on and opened >= 0 and text[end - 1] in TERMINAL and (weak < 0 or text[weak - 1] == "s"):
        found.append(Quotation(opened, end, opened + 1, end, closed=False, single=True))
    elif opened >= 0 and weak > opened:
        found.append(_single(opened, weak))
    return [one for one in found if text[one.inner_start : one.inner_end].strip()]


def _single(opened: int, closed: int) -> Quotation:
    return Quotation(opened, closed + 1, opened + 1, closed, single=True)


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    if text[at] == "’" or not (before.isspace() or before in "([—–-"):
        return False
    return at + 1 < end and text[at + 1].isalnum() and ELIDED.match(text, at + 1) is None


def _closes_single(text: str, at: int, end: int) -> bool:
    return text[at] != "‚" and not text[at - 1].isspace() and (at + 1 >= end or not text[at + 1].isalnum())


def _outermost(found: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations that stand in no other."""
    kept: list[Quotation] = []
    for one in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
