"""Words that a colon at the end of a paragraph opens in the next one, without quotation marks.

"The statement read:", and the next paragraph is the statement's. A page sets such words apart by a box or an
indent, which a text has lost; what was embedded may be lost too, and the next paragraph is then the outlet's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from twosource import lexicon
from twosource.mark.carriers import is_party
from twosource.mark.clauses import colon_draft
from twosource.mark.cues import frames, word
from twosource.mark.drafts import Draft
from twosource.mark.nearby import Contents
from twosource.mark.parse import Paragraph, Parsed
from twosource.mark.quotations import CLOSING, OPENING
from twosource.mark.tokens import Token

READ: Final = frozenset({"read", "reads", "state", "states", "stated", "say", "says", "said"})
"""Forms of what a document does that is printed after the colon."""
WRITING: Final = frozenset(
    {"statement", "post", "tweet", "message", "email", "letter", "note", "blog", "memo", "release", "twitter",
     "facebook", "instagram", "listing", "notice", "sign", "caption", "advert", "ad"}
)  # fmt: skip
"""What words are printed from. Source: own compilation."""
SELF: Final = frozenset({"i", "we", "my", "our", "us", "me"})
"""Words by which a writer speaks of himself: those of the paragraph are then somebody's own."""
MARKS: Final = (*OPENING, *CLOSING, '"', "'", "‘", "-", "•", "*", "·", "–", "—")
"""Signs that open a quotation, which the marks already show, or a list."""
MAX_LINE: Final = 8
"""Words of a line that only says whose words follow, at most."""
MIN_WORDS: Final = 5
"""Words of such a paragraph at least: less is a button or a heading."""


def opened_below(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, with those for whose words stand below a colon.

    Args:
        parsed: the parse of the body.
        drafts: the attributions found so far; one whose cue stands before the colon takes the words.
    """
    made = list(drafts)
    contents = Contents(drafts)
    for above, below in zip(parsed.paragraphs, parsed.paragraphs[1:], strict=False):
        said = above.doc.text.rstrip()
        start, end = below.start, below.start + len(below.doc.text)
        if not said.endswith(":") or not _is_text(below) or contents.meeting(start, start + 1):
            continue
        draft = colon_draft(above, above.start + len(said) - 1)
        if draft is None or draft.source_token is None or not _prints(below, draft):
            draft = _reads(above)
        if draft is None:
            continue
        same = next((d for d in made if d.cue and d.paragraph == above.number and d.cue == draft.cue), None)
        if same is None:
            made.append(draft)
        (same or draft).content = [(start, end)]
    return made


def _is_text(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a sentence of its own rather than a quotation, a list or a link."""
    text = paragraph.doc.text.strip()
    return not text.startswith(MARKS) and len(text.split()) >= MIN_WORDS and text[-1] not in ":"


def _is_document(token: Token) -> bool:
    return token.lower_ in WRITING or token.lower_ in lexicon.words("document_nouns")


def _reads(above: Paragraph) -> Draft | None:
    """Return the draft of a short line "The listing read:", in which the parser takes "read" for a noun."""
    words = [t for t in above.doc if t.text.strip() and t.text != ":"]
    if not 1 < len(words) <= MAX_LINE or words[-1].lower_ not in READ or not _is_document(words[-2]):
        return None
    end = above.extent(words[-2])
    made = Draft(above.number, [], [above.extent(words[-1])], [(above.extent(words[0])[0], end[1])], head=end)
    made.token, made.source_token, made.word, made.quotes = words[-1], words[-2], words[-1].lower_, True
    return made


def _prints(below: Paragraph, draft: Draft) -> bool:
    """Return whether what is before the colon says that somebody's words follow as they stand.

    A document's do; a person's, where a writing is named ("said in a statement:") or the words speak of
    themselves. "The coach said of the injury:" alone may have lost a quotation that was embedded.
    """
    head, verb = draft.source_token, draft.token
    if head is None or verb is None:
        return False
    if _is_document(head):
        return verb.lower_ in READ
    if not is_party(head):
        return False
    frame = frames("verb").get(word(verb))
    if frame is None or "q" not in frame.takes:
        return False
    named = any(t.lower_ in WRITING and t.i > verb.i - 12 for t in verb.sent)
    return named or any(t.lower_ in SELF for t in below.doc)
