"""An attribution in the making, and the extents of runs of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from twosource.mark.parse import Paragraph
from twosource.mark.tokens import Token, TokenSpan

Extent = tuple[int, int]
CONTINUES: Final = "continues the quotation before"
"""The basis of an attribution whose speaker is that of the one before."""
MAX_BACK: Final = 6_000
"""Characters back to the quotation that one without a cue goes on from: about two paragraphs."""


@dataclass(slots=True)
class Draft:
    """An attribution in the making. Extents are half-open, in code points of the report's text.

    `head` is the extent of the word that stands for the source (its party is looked up there).
    `token` is the cue word, `paragraph` the number of the paragraph that it stands in. `sure` tells that the
    pattern leaves no doubt, whatever is learned ("…, state television reported, …").
    """

    paragraph: int
    content: list[Extent]
    cue: list[Extent]
    source: list[Extent]
    strength: str = "said"
    head: Extent | None = None
    via: list[Extent] = field(default_factory=list)
    token: Token | None = None
    source_token: Token | None = None
    word: str = ""
    basis: str | None = None
    quotes: bool = False
    sure: bool = False

    @property
    def who(self) -> Extent | None:
        """The extent of the words whose party speaks, `None` if nothing names one."""
        return self.head or (self.source[0] if self.source else None)

    @property
    def start(self) -> int:
        """The offset of its first word."""
        return min(e[0] for e in (*self.content, *self.cue, *self.source))

    @property
    def end(self) -> int:
        """The offset after its last word."""
        return max(e[1] for e in (*self.content, *self.cue, *self.source))


def said(paragraph: Paragraph, extent: Extent) -> str:
    """Return the words of an extent as far as they stand in a paragraph."""
    return paragraph.doc.text[max(0, extent[0] - paragraph.start) : max(0, extent[1] - paragraph.start)]


def share_sources(drafts: Sequence[Draft]) -> None:
    """Give a participle joined to another cue by "and" that cue's source ("people accusing … and calling").

    The extractor takes the nearest name, here that of him whom they accuse.
    """
    by_token = {draft.token.i: draft for draft in drafts if draft.token is not None}
    for draft in drafts:
        token = draft.token
        if token is None or token.dep_ != "conj" or token.tag_ != "VBG" or token.head.tag_ != "VBG":
            continue
        first = by_token.get(token.head.i)
        if first is not None and first.source:
            draft.source, draft.source_token, draft.head = first.source, first.source_token, first.head


def extents(paragraph: Paragraph, tokens: Sequence[Token]) -> list[Extent]:
    """Return the extents of the runs of `tokens`, without punctuation at their ends but quotation marks."""
    made: list[Extent] = []
    run: list[Token] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if run and token.i != run[-1].i + 1:
            _close(paragraph, run, made)
            run = []
        run.append(token)
    _close(paragraph, run, made)
    return made


def _close(paragraph: Paragraph, run: list[Token], made: list[Extent]) -> None:
    while run and (run[0].is_space or (run[0].is_punct and run[0].text not in "\"'([$#")):
        run = run[1:]
    while run and (run[-1].is_space or (run[-1].is_punct and run[-1].text not in "\"')]%")):
        run = run[:-1]
    if any(t.text[:1].isalnum() or t.text[:1] == "$" for t in run):
        made.append((paragraph.extent(run[0])[0], paragraph.extent(run[-1])[1]))


def meet(one: Sequence[Extent], other: Sequence[Extent]) -> bool:
    """Return whether stretches of one list overlap stretches of the other."""
    return any(s < b and e > a for s, e in one for a, b in other)


def holds(one: Sequence[Extent], other: Sequence[Extent]) -> bool:
    """Return whether each stretch of the second list stands within one of the first."""
    return all(any(s <= a and b <= e for s, e in one) for a, b in other)


def shared_size(one: Sequence[Extent], other: Sequence[Extent]) -> int:
    """Return how many characters stretches of two lists share."""
    return sum(max(0, min(e, b) - max(s, a)) for s, e in one for a, b in other)


def words_at(paragraph: Paragraph, extent: Extent) -> TokenSpan | None:
    """Return the tokens of an extent of the report's text, `None` if it isn't of the paragraph."""
    start, end = extent[0] - paragraph.start, extent[1] - paragraph.start
    if start < 0 or end > len(paragraph.doc.text):
        return None
    return paragraph.doc.char_span(start, end, alignment_mode="expand")


def root_at(paragraph: Paragraph, extent: Extent) -> Token | None:
    """Return the head word of an extent of the paragraph, `None` if it isn't of it."""
    found = words_at(paragraph, extent)
    return found.root if found is not None else None
