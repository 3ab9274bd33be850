"""Stretches of a learned content that are not the speaker's: of other sentences, of other verbs, of names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from twosource import lexicon
from twosource.mark.drafts import Draft, Extent
from twosource.mark.parse import Paragraph, Parsed
from twosource.mark.quotations import Quotation
from twosource.mark.speech import between
from twosource.mark.tokens import Token

NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
MAX_STRAY: Final = 12
"""Words of such a stretch at most: a longer one is read as a clause."""


def without_strays(parsed: Parsed, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> None:
    """Take from each draft of several stretches those that can't be its words.

    Cases: a sentence beside that of the cue, not in quotation marks ("He was 50."); a quotation of another
    paragraph before a cue whose own words follow it; the object of another verb ("Announcing the move, the
    bureau said that …"); an apposition before the speaker's name ("…, an expert on rockets, Brek said").
    """
    starts = [p.start for p in parsed.paragraphs]
    for draft in drafts:
        if not draft.cue or not draft.content:
            continue
        paragraph = parsed.paragraphs[max(0, bisect_right(starts, draft.cue[0][0]) - 1)]
        _give_apposition(paragraph, draft, quotations)
        if len(draft.content) > 1:
            near = [e for e in draft.content if _is_in(paragraph, e)]
            draft.content = _of_paragraph(draft, near, quotations)
            draft.content = _of_clause(paragraph, draft, quotations)


def swallows_not(paragraph: Paragraph, cue: Sequence[Extent]) -> bool:
    """Return whether a cue took a "not" from its content: "added it had not detected | any signs".

    The content alone would say the opposite of what was said. "Has not said" is a cue of its own.
    """
    words = [
        token for start, end in cue for token in paragraph.doc if start <= paragraph.start + token.idx < end
    ]
    first = next((n for n, token in enumerate(words) if token.pos_ == "VERB"), len(words))
    return any(t.dep_ == "neg" or t.lower_ in ("not", "n't", "never") for t in words[first + 1 :])


def _is_in(paragraph: Paragraph, extent: Extent) -> bool:
    return extent[1] > paragraph.start and extent[0] < paragraph.start + len(paragraph.doc.text)


def _of_paragraph(draft: Draft, near: list[Extent], quotations: Sequence[Quotation]) -> list[Extent]:
    """Return the stretches without plain ones of other paragraphs, none before a cue that comes first."""
    if not near:
        return draft.content
    opens = min(e[0] for e in near) > draft.cue[0][0]
    kept = [
        e
        for e in draft.content
        if e in near or (_is_quoted(e, quotations) and not (opens and e[0] < draft.cue[0][0]))
    ]
    return kept or draft.content


def _of_clause(paragraph: Paragraph, draft: Draft, quotations: Sequence[Quotation]) -> list[Extent]:
    """Return the stretches without plain ones of other sentences, and objects of other verbs.

    Where the cue comes first in its sentence, quotations of the sentences before aren't its words either.
    """
    cue = _token(paragraph, draft.cue[0])
    if cue is None:
        return draft.content
    first = paragraph.extent(cue.doc[cue.sent.start])[0]
    own = [e[0] for e in draft.content if e[0] >= first]
    opens = bool(own) and min(own) > draft.cue[0][0]
    kept = []
    for extent in draft.content:
        if opens and extent[0] < first:
            continue
        root = _token(paragraph, extent) if not _is_quoted(extent, quotations) else None
        beside = root is not None and root.sent.start != cue.sent.start
        if root is None or not (beside or _is_object_elsewhere(paragraph, root, extent, draft)):
            kept.append(extent)
    return kept or draft.content


def _is_object_elsewhere(paragraph: Paragraph, root: Token, extent: Extent, draft: Draft) -> bool:
    """Return whether a noun phrase hangs on a verb that is neither in the content nor the cue."""
    if root.pos_ not in NOMINAL or root.dep_ not in ("dobj", "pobj") or extent[1] - extent[0] > 8 * MAX_STRAY:
        return False
    at = paragraph.extent(root.head)[0]
    return root.head.i != root.i and not any(s <= at < e for s, e in (*draft.content, *draft.cue))


def _is_quoted(extent: Extent, quotations: Sequence[Quotation]) -> bool:
    return any(q.start < extent[1] and q.end > extent[0] for q in between(*extent, quotations))


def _token(paragraph: Paragraph, extent: Extent) -> Token | None:
    start, end = extent[0] - paragraph.start, extent[1] - paragraph.start
    if start < 0 or end > len(paragraph.doc.text):
        return None
    found = paragraph.doc.char_span(start, end, alignment_mode="expand")
    return found.root if found is not None else None


def _give_apposition(paragraph: Paragraph, draft: Draft, quotations: Sequence[Quotation]) -> None:
    """Move "an expert on rockets" from the end of the content to the name that it describes."""
    if len(draft.source) != 1 or draft.source_token is None or draft.source_token.pos_ != "PROPN":
        return
    start, end = draft.content[-1]
    text, head = paragraph.doc.text, draft.source[0][0] - paragraph.start
    left = start - paragraph.start
    if left < 0 or not end <= draft.source[0][0] <= end + 2 or _is_quoted((start, end), quotations):
        return
    if text[end - paragraph.start : head].strip() not in ("", ","):
        return
    comma = text.rfind(", ", left, end - paragraph.start - 1)
    words = text[comma + 2 : end - paragraph.start].split() if comma > left else []
    if not 2 <= len(words) <= MAX_STRAY or words[0] not in ("a", "an", "the"):
        return
    root = _token(paragraph, (paragraph.start + comma + 2, end))
    nouns = lexicon.words("person_nouns")
    if root is not None and root.pos_ == "NOUN" and root.lower_ in nouns:
        draft.content[-1] = (start, paragraph.start + comma)
        draft.source[0] = (paragraph.start + comma + 2, draft.source[0][1])
