"""Quotations and drafts brought together: snapped to their marks, given to a cue, carried on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from twosource.mark.clauses import colon_draft
from twosource.mark.cues import frames, word
from twosource.mark.drafts import CONTINUES, MAX_BACK, Draft, Extent
from twosource.mark.nearby import Contents, Cues
from twosource.mark.parse import Parsed
from twosource.mark.quotations import TERMINAL, Quotation

MAX_BEFORE: Final = 16
"""Words that may stand between a cue and the quotation it opens ("told reporters in the capital: …")."""
MAX_GAP: Final = 1_000
"""Characters between a quotation and the cue beside it: bounds the look-up."""
MAX_TITLE: Final = 12
"""Words of a title at most."""
SMALL: Final = frozenset(
    {"a", "an", "the", "of", "in", "on", "to", "for", "and", "or", "at", "by", "with", "from"}
)
"""Words that stay small in a title."""
MIN_SAID: Final = 4
"""Words of a quotation at least that any verb with a colon can bring: fewer need a verb of speech."""
MAX_AFTER: Final = 3
"""Words that may stand between a quotation and the clause that closes it ("…," then he said)."""


def snap(text: str, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> None:
    """Widen the content of each draft to the quotations it cuts, marks included; keep inner ones inside."""
    for draft in drafts:
        outer = around(draft.cue[0][0], quotations) if draft.cue else None
        if outer is not None:
            draft.content = [
                (max(s, outer.inner_start), min(e, outer.inner_end))
                for s, e in draft.content
                if s < outer.inner_end and e > outer.inner_start
            ]
            continue
        _free_source(draft, quotations)
        draft.content = joined(text, [_snapped(e, draft, quotations) for e in draft.content])


def _free_source(draft: Draft, quotations: Sequence[Quotation]) -> None:
    """Cut the end of a quotation off the source words before the cue: `…,” Halden, the mayor, said when`."""
    if len(draft.source) != 1 or not draft.content or not draft.cue:
        return
    start, end = draft.source[0]
    for one in between(start, end, quotations):
        if one.start <= start < one.end < end <= draft.cue[0][0] and draft.content[0][0] < one.end:
            draft.source = [(one.end, end)]
            if draft.head is not None and draft.head[0] < one.end:
                draft.head = None
            return


def cut_far(lines: Sequence[Extent], drafts: Sequence[Draft]) -> None:
    """Take from each draft the stretches of other paragraphs that another speaker's cue parts from its own.

    Case: a quotation of the team, then two paragraphs of its boss, who "added" more: not his.
    """
    cues = sorted(d.cue[0][0] for d in drafts if d.cue and d.quotes and d.strength != "demanded")
    for draft in drafts:
        if not draft.cue or len(draft.content) < 2:
            continue
        own = draft.cue[0][0]
        line = lines[max(0, bisect_right(lines, own, key=lambda one: one[0]) - 1)]
        near = [e for e in draft.content if e[1] > line[0] and e[0] < line[1]]
        if near:
            draft.content = [
                (s, e)
                for s, e in draft.content
                if (s, e) in near or not (_parted(cues, e, own) if e <= own else _parted(cues, own + 1, s))
            ]


def _parted(cues: Sequence[int], start: int, end: int) -> bool:
    """Return whether a cue begins from `start` up to `end`."""
    return bisect_left(cues, end) > bisect_left(cues, start)


def around(at: int, quotations: Sequence[Quotation]) -> Quotation | None:
    """Return the quotation that an offset stands in, or `None`."""
    number = bisect_right(quotations, at, key=lambda one: one.start) - 1
    return quotations[number] if number >= 0 and at < quotations[number].end else None


def between(start: int, end: int, quotations: Sequence[Quotation]) -> Sequence[Quotation]:
    """Return the quotations that begin before `end`, from the last that begins at or before `start`."""
    first = max(0, bisect_right(quotations, start, key=lambda one: one.start) - 1)
    return quotations[first : bisect_right(quotations, end, key=lambda one: one.start)]


def _is_quoted_cue(draft: Draft, quotations: Sequence[Quotation]) -> bool:
    return bool(draft.cue) and around(draft.cue[0][0], quotations) is not None


def _snapped(extent: Extent, draft: Draft, quotations: Sequence[Quotation]) -> Extent:
    start, end = extent
    for one in between(start, end, quotations):
        if one.start < end and one.end > start and not _touches(one, (*draft.cue, *draft.source)):
            start, end = min(start, one.start), max(end, one.end)
    return start, end


def _touches(one: Quotation, parts: Sequence[Extent]) -> bool:
    return any(s < one.end and e > one.start for s, e in parts)


def joined(text: str, parts: Sequence[Extent]) -> list[Extent]:
    """Return the extents in text order, those that overlap or touch over blanks made one."""
    made: list[Extent] = []
    for start, end in sorted(parts):
        if made and not text[made[-1][1] : start].strip():
            made[-1] = (made[-1][0], max(made[-1][1], end))
        elif end > start:
            made.append((start, end))
    return made


def give(parsed: Parsed, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Return the drafts with each quotation that none holds given to the cue beside it, or carried on.

    A quotation without a cue goes to the speaker of the one before: as a stretch of the same attribution
    within a paragraph, as an attribution of its own in the next.
    """
    text, number = parsed.text, 0
    lines = [(p.start, p.start + len(p.doc.text)) for p in parsed.paragraphs]
    contents, cues = Contents(drafts), Cues(drafts)
    inner = {id(d) for d in drafts if d.cue and any(o is not d for o in contents.meeting(*d.cue[0]))}
    for one in quotations:
        while number + 1 < len(lines) and lines[number + 1][0] <= one.start:
            number += 1
        if any(_holds(draft, one) for draft in contents.meeting(one.start, one.end)):
            continue
        beside = cues.between(one.start - MAX_GAP, one.end + MAX_GAP)
        near = [d for d in beside if d.paragraph == number and d.cue and not _is_quoted_cue(d, quotations)]
        if _opened_above(text, lines, number, one):
            near = [d for d in beside if d.paragraph == number - 1 and d.cue] + near
        draft = _after(text, near, one) or _before(text, near, one)
        if draft is None:
            draft = _colon(parsed, one, number)
            if draft is not None:
                cues.add(draft)
        if draft is not None:
            draft.content = joined(text, [*draft.content, (one.start, one.end)])
        elif _is_speech(text, one, lines[number]):
            earlier = [d for d in cues.between(one.start - MAX_BACK, one.start) if id(d) not in inner]
            above = lines[max(0, number - 1)][0]
            earlier = [d for d in earlier if d.end > above]
            carried = _carried_on(text, earlier, one, lines[number], number)
            if carried is not None:
                cues.add(carried)
    return cues.all()


def _colon(parsed: Parsed, one: Quotation, number: int) -> Draft | None:
    """Return a new draft of the clause or name before a colon that opens the quotation."""
    paragraph, end = parsed.paragraphs[number], one.start
    if not _lead(parsed.text, paragraph.start, end) and number > 0:
        paragraph = parsed.paragraphs[number - 1]
        end = paragraph.start + len(paragraph.doc.text)
    lead = _lead(parsed.text, paragraph.start, end)
    if not lead.endswith(":"):
        return None
    made = colon_draft(paragraph, parsed.text.rindex(":", paragraph.start, end))
    if made is None or made.token is None or _word_count(parsed.text[one.start : one.end]) >= MIN_SAID:
        return made
    frame = frames("verb").get(word(made.token))  # "gained something new: “name recognition”" says nothing
    return made if made.word == ":" or (frame is not None and "q" in frame.takes) else None


def _lead(text: str, start: int, end: int) -> str:
    """Return the last characters before `end`, not before `start`, without blanks at their end."""
    return text[max(start, end - 8) : end].rstrip()


def _opened_above(text: str, lines: Sequence[Extent], number: int, one: Quotation) -> bool:
    """Return whether the paragraph before ends with a colon: "She wrote:" and the quotation in a new line."""
    if number == 0 or _lead(text, lines[number][0], one.start):
        return False
    return _lead(text, *lines[number - 1]).endswith(":")


def _holds(draft: Draft, one: Quotation) -> bool:
    if not draft.cue or one.start <= draft.cue[0][0] < one.end:
        return False  # a cue within the quotation holds a part of it, not the quotation
    return any(s < one.end and e > one.start for s, e in draft.content)


def _word_count(text: str) -> int:
    return len(text.split())


def _after(text: str, near: Sequence[Draft], one: Quotation) -> Draft | None:
    """Return the draft whose clause follows the quotation: `"…," he said`."""
    inner = text[one.inner_start : one.inner_end].rstrip()
    if one.single is False and inner[-1:] not in tuple(TERMINAL) and text[one.end : one.end + 1] != ",":
        return None
    for draft in near:
        if not draft.quotes or (draft.content and not _is_quoted(text, draft)):
            continue
        start = min(e[0] for e in (*draft.cue, *draft.source))
        between = text[one.end : start] if start >= one.end else None
        if between is not None and _word_count(between.strip(" ,—–-")) <= MAX_AFTER and not _ends(between):
            return draft
    return None


def _before(text: str, near: Sequence[Draft], one: Quotation) -> Draft | None:
    """Return the draft whose clause opens the quotation: `She said: "…"`, the nearest one before."""
    for draft in reversed(near):
        if not draft.quotes or (draft.content and not _is_quoted(text, draft)):
            continue
        end = max(e[1] for e in (*draft.cue, *draft.source))
        between = text[end : one.start] if end <= one.start else None
        if between is None or _ends(between) or _word_count(between) > MAX_BEFORE:
            continue
        if (
            draft.content
            and min(s for s, _ in draft.content) < end
            and not between.strip(" ").endswith((",", ":"))
        ):
            continue
        return draft
    return None


def _is_quoted(text: str, draft: Draft) -> bool:
    return bool(draft.content) and text[draft.content[0][0]] in "\"“„«‘'`»‟‹"


def _ends(between: str) -> bool:
    """Return whether a sentence ends in the words between a clause and a quotation."""
    stripped = between.strip()
    return any(mark in stripped for mark in (". ", "? ", "! ", ";")) or stripped.endswith((".", "?", "!"))


def _is_speech(text: str, one: Quotation, line: Extent) -> bool:
    """Return whether a quotation stands as a sentence of its own: speech that goes on, no scare quotes."""
    before = _lead(text, line[0], one.start)
    opens = not before or before[-1] in ".?!”\"»:…—’'"
    inner = text[one.inner_start : one.inner_end].strip()
    closes = inner[-1:] in tuple(".?!…—,") or not one.closed or text[one.end : one.end + 1] in tuple(".?!")
    return opens and closes


def _carried_on(
    text: str, earlier: Sequence[Draft], one: Quotation, line: Extent, number: int
) -> Draft | None:
    """Give a quotation without a cue to the last draft before, or return a new one that goes on from it."""
    known = [d for d in earlier if d.content and d.quotes]
    if not known or is_title(text, one):
        return None
    last = max(known, key=lambda d: (_place(line, d), _is_quoted(text, d), d.end))
    here = _place(line, last)
    if here and _holds_mark(text, last):
        last.content = joined(text, [*last.content, (one.start, one.end)])
        return None
    if not here and (_lead(text, line[0], one.start) or not _is_quoted(text, last)):
        return None
    return Draft(
        number, [(one.start, one.end)], [], [], last.strength, last.who, list(last.via),
        source_token=last.source_token, word=last.word, basis=CONTINUES, quotes=True,
    )  # fmt: skip


def _place(line: Extent, draft: Draft) -> bool:
    """Return whether a draft reaches into the paragraph at `line`."""
    return draft.end > line[0]


def is_title(text: str, one: Quotation) -> bool:
    """Return whether a quotation is a title or heading: its words begin with capitals, few small ones apart.

    Case: a heading in marks between two paragraphs, "This Is How Extinction Happens".
    """
    words = [w for w in text[one.inner_start : one.inner_end].split()[: MAX_TITLE + 1] if w[:1].isalpha()]
    if not 2 <= len(words) <= MAX_TITLE or not words[0][:1].isupper():
        return False
    return (
        all(w[:1].isupper() or w.lower() in SMALL for w in words)
        and sum(w[:1].isupper() and w.lower() not in SMALL for w in words) >= 2
    )


def _holds_mark(text: str, draft: Draft) -> bool:
    start, end = draft.content[-1]
    return _is_quoted(text, draft) or any(mark in text[start:end] for mark in '"“”')
