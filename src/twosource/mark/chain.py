"""The chain of an attribution: the parties through whom the words came from the speaker to the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from twosource.mark.carriers import (
    CARRYING,
    CITING,
    add_via,
    is_party,
    object_after,
    object_of,
    phrase_of,
    set_source,
    without,
)
from twosource.mark.cues import VERBAL, Frame, frames, word
from twosource.mark.drafts import Draft, extents
from twosource.mark.insertions import according, accordings, bracketed, brackets_of
from twosource.mark.media import is_medium
from twosource.mark.parse import Paragraph
from twosource.mark.plain_acts import is_plain_act
from twosource.mark.tokens import Token

OCCASIONS: Final = frozenset(
    {"interview", "statement", "comment", "comments", "remark", "remarks", "article", "letter",
     "conversation", "broadcast", "address", "speech", "message", "email", "appearance",
     "briefing", "column", "essay"}
)  # fmt: skip
BETWEEN: Final = frozenset({"with", "to", "for", "on", "by"})


def trace(paragraph: Paragraph, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a paragraph with their `via` set, and those that "according to" adds.

    "X said P, according to Y", "citing X, Y said P", "X, quoted by Y, said P", "Y quoted X as saying P",
    "X told Y", "X said in an interview with Y" all have X for speaker and Y for via.
    """
    dropped: set[int] = set()
    for draft in drafts:
        if draft.token is None or draft.token.pos_ not in VERBAL:
            continue
        _quoted_as_saying(paragraph, draft, dropped)
        _citing(paragraph, draft, dropped)
        _carried(paragraph, draft)
        _told_or_interviewed(paragraph, draft)
    links, brackets = accordings(paragraph), brackets_of(paragraph)
    dropped.update(t.i for _, phrase in links for t in phrase)
    dropped.update(t.i for phrase in brackets for t in phrase)
    kept = [d for d in drafts if d.token is None or d.token.i not in dropped]
    kept = [d for d in kept if not is_plain_act(paragraph, d)]
    if not links and not brackets:
        return kept
    tellers: dict[int, list[Draft]] = {}
    for draft in kept:
        if draft.token is not None and draft.token.pos_ in VERBAL and draft.quotes:
            tellers.setdefault(draft.token.sent.start, []).append(draft)
    for source, phrase in links:
        kept += according(paragraph, tellers.get(phrase[0].sent.start, []), source, phrase)
    for phrase in brackets:
        kept += bracketed(paragraph, tellers.get(phrase[0].sent.start, []), phrase)
    return kept


def _quoted_as_saying(paragraph: Paragraph, draft: Draft, dropped: set[int]) -> None:
    """Set speaker and via of "Y quoted X as saying P" and "X was quoted by Y as saying P"."""
    verb = draft.token
    if verb is None or verb.dep_ not in ("pcomp", "advcl", "ccomp", "xcomp"):
        return
    above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb.head
    marked = verb.head.lower_ == "as" or any(c.lower_ == "as" for c in verb.children)
    if not marked or word(above) not in CITING:
        return
    quoted = object_of(above) or object_of(above, "nsubjpass")
    if quoted is None:
        return
    by = object_of(above, "agent")
    carrier = object_after(by) if by is not None else object_of(above, "nsubj")
    draft.cue = [*extents(paragraph, [above]), *draft.cue]
    set_source(paragraph, draft, quoted, {t.i for t in verb.subtree})
    if carrier is not None:
        add_via(paragraph, draft, carrier)
    dropped.add(above.i)


def _citing(paragraph: Paragraph, draft: Draft, dropped: set[int]) -> None:
    """Put first the party that a medium cites: "Citing X, Y said P" is X's, told through Y."""
    verb, teller = draft.token, draft.source_token
    if verb is None or teller is None or not draft.quotes:
        return
    if not (is_medium(teller) or word(verb) == "report"):
        return
    for clause in _citing_clauses(verb):
        cited = object_of(clause)
        if cited is None or not is_party(cited):
            continue
        draft.cue = [paragraph.extent(clause), *draft.cue]
        set_source(paragraph, draft, cited)
        add_via(paragraph, draft, teller)
        dropped.add(clause.i)
        start, end = paragraph.extent(clause)[0], paragraph.extent(clause.right_edge)[1]
        draft.content = [part for e in draft.content for part in without(e, start, end)]
        return


def _citing_clauses(verb: Token) -> list[Token]:
    """Return the participles "citing", "quoting" of a speech verb, also those hung on its content."""
    known = frames("verb")
    found = []
    for token in verb.subtree:
        if token.tag_ != "VBG" or word(token) not in CITING or token.dep_ not in ("advcl", "acl"):
            continue
        above = token.head
        while above.i != verb.i and not (above.pos_ in VERBAL and "q" in _takes(known, above)):
            above = above.head
        if above.i == verb.i:
            found.append(token)
    return found


def _takes(known: Mapping[str, Frame], verb: Token) -> Mapping[str, str]:
    frame = known.get(word(verb))
    return frame.takes if frame is not None else {}


def _carried(paragraph: Paragraph, draft: Draft) -> None:
    """Set the via of "the ministry, quoted by Y, denied"; Y's clause leaves the source words."""
    head = draft.source_token
    if head is None:
        return
    for child in head.children:
        if child.dep_ in ("acl", "relcl", "advcl") and word(child) in CARRYING:
            by = object_of(child, "agent")
            carrier = object_after(by) if by is not None else None
            if carrier is not None:
                add_via(paragraph, draft, carrier)
                draft.source = phrase_of(paragraph, head, {t.i for t in child.subtree})


def _told_or_interviewed(paragraph: Paragraph, draft: Draft) -> None:
    """Set the via of "told the paper", "in an interview with Y", "in a statement carried by Y"."""
    verb = draft.token
    if verb is None:
        return
    hearer = object_of(verb) or object_of(verb, "dative")
    if word(verb) == "tell" and hearer is not None and is_medium(hearer):
        add_via(paragraph, draft, hearer)
    for child in verb.children:
        thing = object_after(child) if child.dep_ in ("prep", "dative") else None
        if thing is None:
            continue
        if child.lower_ in ("on", "to") and is_medium(thing):
            add_via(paragraph, draft, thing)
        if child.lower_ in ("in", "during", "on") and word(thing) in OCCASIONS:
            _occasion(paragraph, draft, thing)


def _occasion(paragraph: Paragraph, draft: Draft, thing: Token) -> None:
    for child in thing.children:
        carrier: Token | None = None
        if child.dep_ == "prep" and child.lower_ in BETWEEN:
            carrier = object_after(child)
        elif child.dep_ in ("acl", "relcl") and word(child) in CARRYING:
            by = object_of(child, "agent") or next((c for c in child.children if c.lower_ in BETWEEN), None)
            carrier = object_after(by) if by is not None else None
            if carrier is not None and carrier.ent_type_ not in ("DATE", "TIME"):
                add_via(paragraph, draft, carrier)
                continue
        if carrier is not None and is_medium(carrier):
            add_via(paragraph, draft, carrier)
