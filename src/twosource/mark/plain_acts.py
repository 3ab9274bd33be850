"""Drafts that give nobody's words or thoughts: the reader addressed, a know-how, a picture, a job claimed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from twosource.mark.carriers import object_of
from twosource.mark.contents import FINITE
from twosource.mark.drafts import Draft, Extent, said
from twosource.mark.parse import Paragraph, lemma
from twosource.mark.tokens import Token

KNOWING: Final = frozenset({"discuss", "learn", "know", "teach", "decide", "see", "read"})
"""Cues whose "how to" is a skill or a subject; "told how to vote" passes advice on."""
CLAIMABLE: Final = frozenset(
    {"responsibility", "credit", "victory", "success", "innocence", "ignorance", "immunity", "ownership"}
)
"""What somebody claims by saying so; of the rest ("claimed lives, jobs, the title") nothing is said."""
GATHERINGS: Final = frozenset(
    {"meeting", "session", "election", "vote", "referendum", "strike", "walkout", "conference", "summit",
     "halt", "truce", "ceasefire", "timeout", "witness", "police", "ambulance", "assembly", "rally"}
)  # fmt: skip
"""What somebody calls by an act: no name that is given. Source: own compilation."""
PICTURES: Final = frozenset({"picture", "photo", "photograph", "image", "snapshot", "selfie"})
MARKS: Final = ('"', "“", "„", "«", "‘", "'")
MIN_QUOTED: Final = 4
"""Words of a quotation at least that somebody must have said."""


def is_plain_act(paragraph: Paragraph, draft: Draft) -> bool:
    """Return whether a draft is an act or an address to the reader rather than somebody's words.

    Cases: "Please note …", "You can also see …", "people discussing how to save …", "claimed the jobs",
    "A picture taken on Monday shows a comet rising".

    Args:
        paragraph: the paragraph of its cue.
        draft: an attribution in the making, with its content.
    """
    token = draft.token
    if token is None or not draft.content or any(_opens_quoted(paragraph, e) for e in draft.content):
        return False
    speaker = " ".join(said(paragraph, e) for e in draft.source).casefold()
    if speaker == "please":
        return True
    if speaker == "you" and not (draft.quotes and token.tag_ == "VBD"):
        return not _is_quoted(token)  # a questioner tells the one asked: "You said last year that …"
    if _is_know_how(paragraph, draft) or _claims_thing(draft) or _shows_picture(draft):
        return True
    return _calls_together(draft)


def _opens_quoted(paragraph: Paragraph, extent: Extent) -> bool:
    """Return whether a stretch opens with a quotation of several words: no scare quotes, no title."""
    words = said(paragraph, extent)
    return words[:1] in MARKS and len(words.split()) >= MIN_QUOTED


def _is_quoted(token: Token) -> bool:
    """Return whether a token stands in a quotation: a mark before it in its sentence is open, or one closes.

    A quotation may run over several sentences, so that only its end stands in this one.
    """
    marks = [t.i for t in token.sent if t.text in ('"', "''", "``")]
    return sum(i < token.i for i in marks) % 2 == 1 or sum(i > token.i for i in marks) % 2 == 1


def _is_know_how(paragraph: Paragraph, draft: Draft) -> bool:
    """Return whether what is discussed or learned is how to do something: nothing is said of it."""
    if draft.word not in KNOWING:
        return False
    cue = " ".join(said(paragraph, e) for e in draft.cue).casefold()
    return cue.endswith(" how to") or said(paragraph, draft.content[0]).casefold().startswith("how to ")


def _claims_thing(draft: Draft) -> bool:
    """Return whether a thing without a clause is claimed: "the storm claimed three lives"."""
    token = draft.token
    if token is None or draft.word != "claim" or token.pos_ != "VERB":
        return False
    thing = object_of(token)
    if thing is None or thing.pos_ not in ("NOUN", "NUM") or lemma(thing) in CLAIMABLE:
        return False
    return not any(t.tag_ in FINITE or t.dep_ in ("xcomp", "ccomp") for t in _after(token))


def _after(token: Token) -> Iterable[Token]:
    return (t for t in token.subtree if t.i > token.i)


def _calls_together(draft: Draft) -> bool:
    """Return whether a meeting or a helper is called rather than something called a name.

    "The council called an emergency meeting", "Firefighters were called when smoke was seen".
    """
    token = draft.token
    if token is None or lemma(token) != "call" or token.pos_ != "VERB":
        return False
    if any(c.dep_ in ("oprd", "ccomp", "xcomp", "acomp", "dative", "prt") for c in token.children):
        return False
    if any(c.dep_ == "prep" and c.lower_ in ("for", "on", "upon") for c in token.children):
        return False
    if object_of(token, "nsubjpass") is not None:
        return not draft.source
    thing = object_of(token)
    return thing is not None and lemma(thing) in GATHERINGS


def _shows_picture(draft: Draft) -> bool:
    """Return whether a still picture shows a thing or a scene; that it shows that something is, is told."""
    token, head = draft.token, draft.source_token
    if token is None or head is None or draft.word != "show" or lemma(head) not in PICTURES:
        return False
    clause = object_of(token, "ccomp")
    return clause is None or not any(t.tag_ in FINITE for t in (clause, *clause.children))
