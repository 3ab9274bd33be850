"""Those through whom words come, among the words of a sentence, and how a draft takes them in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from twosource import lexicon
from twosource.mark.cues import word
from twosource.mark.drafts import Draft, Extent, extents
from twosource.mark.media import is_medium
from twosource.mark.parse import Paragraph
from twosource.mark.subjects import noun_phrase
from twosource.mark.tokens import Token

CARRYING: Final = frozenset(
    {"carry", "quote", "cite", "report", "publish", "release", "broadcast", "air", "distribute", "relay",
     "print", "reproduce", "post", "issue", "run", "translate"}
)  # fmt: skip
"""Verbs of what a medium does with the words of others."""
CITING: Final = frozenset({"cite", "quote"})
"""Verbs of who names another as the one who said it."""
WAYS: Final = frozenset({"in", "by", "via", "on", "over", "from", "during", "after", "before", "at"})
"""Prepositions of how or when words came, no part of a name: "told Norda in an email"."""


def is_party(head: Token) -> bool:
    """Return whether a noun phrase is of what can say something: a name, people, a document."""
    tables = ("person_nouns", "group_nouns", "document_nouns")
    if head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or is_medium(head):
        return True
    return any(w in lexicon.words(name) for name in tables for w in (head.lower_, word(head)))


def object_of(verb: Token, relation: str = "dobj") -> Token | None:
    """Return the child of a verb in a relation, its direct object unless another is asked for."""
    return next((c for c in verb.children if c.dep_ == relation), None)


def object_after(preposition: Token) -> Token | None:
    """Return the noun that a preposition governs, `None` if it has none."""
    return next((c for c in preposition.children if c.dep_ == "pobj"), None)


def phrase_of(paragraph: Paragraph, head: Token, barred: Iterable[int] = ()) -> list[Extent]:
    """Return the extents of the noun phrase of a word, without the `barred` words."""
    return extents(paragraph, noun_phrase(head, barred, {}))


def add_via(paragraph: Paragraph, draft: Draft, head: Token) -> None:
    """Put the noun phrase of a word among those through whom the words of a draft came."""
    beside = [t.i for c in head.children if c.dep_ == "prep" and c.lower_ in WAYS for t in c.subtree]
    for extent in phrase_of(paragraph, head, beside)[:1]:
        if extent not in draft.via and extent not in draft.source:
            draft.via.append(extent)


def set_source(paragraph: Paragraph, draft: Draft, head: Token, barred: Iterable[int] = ()) -> None:
    """Make the noun phrase of a word the source of a draft."""
    draft.source = phrase_of(paragraph, head, barred)
    draft.head = paragraph.extent(head)
    draft.source_token = head


def without(extent: Extent, start: int, end: int) -> list[Extent]:
    """Return what is left of an extent without another, in at most two pieces."""
    if end <= extent[0] or start >= extent[1]:
        return [extent]
    return [p for p in ((extent[0], start), (end, extent[1])) if p[1] > p[0]]
