"""Quotations and drafts brought together: snapped to their marks, given to a cue, carried on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from twosource.mark.clauses import colon_draft
from twosource.mark.drafts import Draft, Extent
from twosource.mark.parse import Parsed
from twosource.mark.quotations import TERMINAL, Quotation

CONTINUES: Final = "continues the quotation before"
MAX_BEFORE: Final = 16
"""Words that may stand between a cue and the quotation it opens ("told reporters in the capital: …")."""
MAX_AFTER: Final = 3
"""Words that may stand between a quotation and the clause that closes it ("…," then he said)."""


def snap(text: str, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> None:
    """Widen the content of each draft to the quotations it cuts, marks included; keep inner ones inside."""
    for draft in drafts:
        cue = draft.cue[0]
        around = _around(cue[0], quotations)
        if around is not None:
            draft.content = [
                (max(s, around.inner_start), min(e, around.inner_end))
                for s, e in draft.content
                if s < around.inner_end and e > around.inner_start
            ]
            continue
        draft.content = joined(text, [_snapped(e, draft, quotations) for e in draft.content])


def _around(at: int, quotations: Sequence[Quotation]) -> Quotation | None:
    """Return the quotation that an offset stands in, or `None`."""
    number = bisect_right(quotations, at, key=lambda one: one.start) - 1
    return quotations[number] if number >= 0 and at < quotations[number].end else None


def _is_quoted_cue(draft: Draft, quotations: Sequence[Quotation]) -> bool:
    return bool(draft.cue) and _around(draft.cue[0][0], quotations) is not None


def _snapped(extent: Extent, draft: Draft, quotations: Sequence[Quotation]) -> Extent:
    start, end = extent
    for one in quotations:
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


def give(parsed: Parsed, drafts: list[Draft], quotations: Sequence[Quotation]) -> None:
    """Give each quotation that no draft holds to the cue beside it, or to the speaker of the one before."""
    text, number = parsed.text, 0
    lines = [(p.start, p.start + len(p.doc.text)) for p in parsed.paragraphs]
    for one in quotations:
        while number + 1 < len(lines) and lines[number + 1][0] <= one.start:
            number += 1
        if any(_holds(draft, one) for draft in drafts):
            continue
        near = [d for d in drafts if d.paragraph == number and d.cue and not _is_quoted_cue(d, quotations)]
        if not text[lines[number][0] : one.start].strip() and _opened_above(text, lines, number):
            near = [d for d in drafts if d.paragraph == number - 1 and d.cue] + near
        draft = _after(text, near, one) or _before(text, near, one) or _colon(parsed, drafts, one, number)
        if draft is not None:
            draft.content = joined(text, [*draft.content, (one.start, one.end)])
        elif _is_speech(text, one, lines[number]):
            _carry_on(text, drafts, one, number, lines)


def _colon(parsed: Parsed, drafts: list[Draft], one: Quotation, number: int) -> Draft | None:
    """Return a new draft of the clause or name before a colon that opens the quotation."""
    start = parsed.paragraphs[number].start
    before = parsed.text[start : one.start].rstrip()
    if not before and number > 0:
        number -= 1
        start = parsed.paragraphs[number].start
        before = parsed.text[start : start + len(parsed.paragraphs[number].doc.text)].rstrip()
    if not before.endswith(":"):
        return None
    draft = colon_draft(parsed.paragraphs[number], start + len(before) - 1)
    if draft is not None:
        drafts.append(draft)
    return draft


def _opened_above(text: str, lines: Sequence[Extent], number: int) -> bool:
    """Return whether the paragraph before ends with a colon: "She wrote:" and the quotation in a new line."""
    return number > 0 and text[lines[number - 1][0] : lines[number - 1][1]].rstrip().endswith(":")


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
    before = text[line[0] : one.start].rstrip()
    opens = not before or before[-1] in ".?!”\"»:…—’'"
    inner = text[one.inner_start : one.inner_end].strip()
    closes = inner[-1:] in tuple(".?!…—,") or not one.closed or text[one.end : one.end + 1] in tuple(".?!")
    return opens and closes


def _carry_on(text: str, drafts: list[Draft], one: Quotation, number: int, lines: Sequence[Extent]) -> None:
    """Give a quotation without a cue to the speaker before it: within a paragraph it is one attribution."""
    earlier = [d for d in drafts if d.paragraph in (number, number - 1) and d.content and d.start < one.start]
    earlier = [d for d in earlier if not _inner(d, drafts) and (d.quotes or d.basis)]
    earlier = [d for d in earlier if not (d.cue and one.start <= d.cue[0][0] < one.end)]
    if not earlier:
        return
    last = max(
        earlier,
        key=lambda d: (d.paragraph, _is_quoted(text, d), max(e for _, e in (*d.content, *d.cue, *d.source))),
    )
    if last.paragraph == number:
        if _is_quoted(text, last) or any(c in text[last.content[-1][0] : last.content[-1][1]] for c in '"“”'):
            last.content = joined(text, [*last.content, (one.start, one.end)])
            return
    elif text[lines[number][0] : one.start].strip():
        return
    if last.paragraph != number and not _is_quoted(text, last):
        return
    drafts.append(Draft(
        number, [(one.start, one.end)], [], [], last.strength, last.head, list(last.via),
        source_token=last.source_token, word=last.word, basis=CONTINUES, quotes=True, speaker=last.speaker,
    ))  # fmt: skip


def _inner(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Return whether a draft's cue stands in the content of another."""
    if not draft.cue:
        return False
    at = draft.cue[0][0]
    return any(s <= at < e for other in drafts if other is not draft for s, e in other.content)
