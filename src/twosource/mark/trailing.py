"""An attribution that closes its sentence covers it: "P when Q and R, fire chief Brek said on Monday"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from twosource.mark.contents import FINITE
from twosource.mark.cues import VERBAL
from twosource.mark.drafts import Draft, words_at
from twosource.mark.parse import Paragraph
from twosource.mark.subjects import QUOTES
from twosource.mark.tokens import Token

MAX_TAIL: Final = 8
"""Words after the cue and its source at most: "told reporters in the capital on Monday"."""
BREAKS: Final = frozenset({";", ":", "—", "–", "--", "-", "(", ")"})
"""Signs behind which another speaks, or the outlet itself."""
JOINS: Final = frozenset({"but", "and", "while", "as", "though", "although", "after", "before", "because"})
"""Words that open a clause which may be all that the speaker said: the one before is then the outlet's."""


def reach_back(paragraph: Paragraph, drafts: Sequence[Draft]) -> None:
    """Widen the content of each closing attribution to the beginning of its sentence.

    A long sentence is parsed in pieces, and what is learned or parsed begins with the last of them; nothing
    but another cue or a break hands the first words to somebody else.
    """
    for draft in drafts:
        token = draft.token
        if token is None or token.pos_ not in VERBAL or not draft.quotes or len(draft.content) != 1:
            continue
        words = words_at(paragraph, draft.content[0])
        if words is None or not _closes(paragraph, draft, token):
            continue
        first, start = words[0], token.sent.start
        if first.sent.start != start or first.i <= start:
            continue
        left = list(token.doc[start : first.i])
        at = paragraph.extent(left[0])[0]
        others = (d for d in drafts if d is not draft and d.quotes and d.cue)
        if _is_of_it(left, first) and not any(at <= d.cue[0][0] < draft.content[0][0] for d in others):
            draft.content = [(at, draft.content[0][1])]


def _closes(paragraph: Paragraph, draft: Draft, token: Token) -> bool:
    """Return whether a comma, the source and the cue stand behind the content, and little more."""
    if not draft.cue or not draft.source:
        return False
    parts = (*draft.cue, *draft.source)
    low, high = min(s for s, _ in parts), max(e for _, e in parts)
    text = paragraph.doc.text
    between = text[draft.content[0][1] - paragraph.start : low - paragraph.start].strip()
    end = paragraph.extent(token.doc[token.sent.end - 1])[1]
    tail = text[high - paragraph.start : end - paragraph.start]
    return draft.content[0][1] <= low and between == "," and len(tail.split()) <= MAX_TAIL and '"' not in tail


def _is_of_it(left: list[Token], first: Token) -> bool:
    """Return whether the words before the content are a part of what is said rather than a lead to it."""
    if any(t.text in BREAKS or t.text in QUOTES for t in left) or first.lower_ in JOINS:
        return False
    return left[-1].lower_ not in JOINS and any(t.tag_ in FINITE for t in left)
