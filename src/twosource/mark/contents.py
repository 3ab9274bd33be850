"""What a cue word tells: the complements that are its content, and their words."""

from __future__ import annotations

from typing import Final

from twosource.mark.cues import VERBAL, Cue, is_passive
from twosource.mark.subjects import SUBJECTS, TRAILING, outer_cue
from twosource.mark.tokens import Token

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
HEARD: Final = frozenset({"tell", "inform", "notify", "assure", "advise", "remind", "instruct", "brief"})
"""Verbs of whose passive the subject hears what is said and does not say it: "He has been told to go"."""
RELATIVES: Final = frozenset({"that", "which", "what", "whom", "who"})


def content_heads(cue: Cue, known: dict[int, Cue]) -> list[Token]:
    """Return the heads of the complements of a cue verb that are its content."""
    verb, heads = cue.token, []
    for child in verb.children:
        if child.dep_ == "prep" and cue.takes(child.lower_):
            heads += [c for c in child.children if c.dep_ in ("pobj", "pcomp") and not _is_time(c)]
        elif _is_content(child, cue, verb) or _hangs_too_high(child, cue, verb, heads):
            heads.append(child)
    if is_passive(verb) and cue.takes("o") and cue.word not in HEARD:
        heads += [c for c in verb.children if c.dep_ == "nsubjpass"]
        heads += _after_agent(cue)
    return heads or _in_a_statement(cue) or _around(cue)


def _after_agent(cue: Cue) -> list[Token]:
    """Return what the parser hung on the speaker: "accused by prosecutors of fraud" is of fraud."""
    agents = [c for by in cue.token.children if by.dep_ == "agent" for c in by.children if c.dep_ == "pobj"]
    return [
        prep
        for agent in agents
        for prep in agent.children
        if prep.dep_ == "prep" and prep.lower_ == "of" and cue.word == "accuse"
    ]


def _in_a_statement(cue: Cue) -> list[Token]:
    """Return the clause hung on the occasion, not the cue: "said in a statement that trade would resume"."""
    if not cue.takes("c"):
        return []
    occasions = [n for p in cue.token.children if p.dep_ == "prep" for n in p.children if n.dep_ == "pobj"]
    return [
        c
        for noun in occasions
        for c in noun.children
        if c.dep_ in ("acl", "ccomp", "relcl")
        and marked(c, ("that",))
        and any(t.dep_ in ("nsubj", "nsubjpass") for t in c.children)
    ]


def _is_content(child: Token, cue: Cue, verb: Token) -> bool:
    """Return whether a complement of the cue is its content by the cue's frame."""
    relation = child.dep_
    if relation == "ccomp":
        return cue.takes("c")
    if relation == "xcomp":
        return cue.takes("x") or (cue.takes("c") and _finite(child))
    if relation in ("dobj", "attr"):
        return _is_content_object(child, cue, verb)
    if relation == "oprd":
        return cue.takes("oprd") or cue.takes("o")
    return relation == "advcl" and cue.takes("c") and child.i > verb.i and marked(child, ("that", "if"))


def _hangs_too_high(child: Token, cue: Cue, verb: Token, heads: list[Token]) -> bool:
    """Return whether a clause belongs to the content before it, though the parser hung it on the cue.

    "accused them of taking … and sending …", "rejected offers to mediate …".
    """
    if child.dep_ == "conj":
        return child.tag_ == "VBG" != verb.tag_ and cue.takes("of")
    joins = bool(heads) and child.left_edge.i == heads[-1].right_edge.i + 1
    return child.dep_ == "advcl" and joins and cue.takes("o")


def _is_content_object(child: Token, cue: Cue, verb: Token) -> bool:
    """Return whether the object is content: "criticised the plan", "said it was …", not "told reporters"."""
    if cue.takes("a"):
        return False
    if cue.takes("o"):
        return True
    if child.lower_ in RELATIVES or child.tag_ in ("WP", "WDT"):
        return cue.takes("c")
    if cue.takes("op"):
        return any(c.dep_ == "prep" and cue.takes(c.lower_) for c in verb.children)
    predicate = any(c.dep_ in ("xcomp", "ccomp", "oprd", "advcl") and c.i > child.i for c in verb.children)
    return (cue.takes("x") or cue.takes("oprd")) and predicate


def _is_time(head: Token) -> bool:
    """Return whether a noun phrase is a date or time: "agreed on Friday" has no content in it."""
    return head.ent_type_ in ("DATE", "TIME")


def _finite(verb: Token) -> bool:
    return verb.tag_ in FINITE


def marked(verb: Token, marks: tuple[str, ...]) -> bool:
    """Return whether a clause opens with one of the `marks` ("that", "whether")."""
    return any(c.dep_ == "mark" and c.lower_ in marks for c in verb.children)


def _around(cue: Cue) -> list[Token]:
    """Return the clause around a cue that stands in brackets of commas or after "as" ("as X noted")."""
    verb = cue.token
    if not cue.takes("c") or verb.head.i == verb.i:
        return []
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _as_said(verb)):
        return [_clause_of(verb.head)]
    return []


def _clause_of(head: Token) -> Token:
    """Return the verb of which a word is the subject, as "The halls, Brek told Norda, will be shut"."""
    return head.head if head.dep_ in SUBJECTS and head.head.pos_ in VERBAL else head


def _as_said(verb: Token) -> bool:
    return any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.children) and not any(
        c.dep_ in ("dobj", "ccomp") for c in verb.children
    )


def content_tokens(
    heads: list[Token], verb: Token, barred: set[int], source: Token | None, known: dict[int, Cue]
) -> list[Token]:
    """Return the words of the content: its heads' subtrees without cue, source and what goes outside."""
    out = set(barred)
    if source is not None and not any(source.is_ancestor(h) for h in heads):
        out.update(t.i for t in source.subtree)
    found: dict[int, Token] = {}
    for head in heads:
        if head.is_ancestor(verb):
            out.update(t.i for t in verb.subtree)
        for token in head.subtree:
            if token.dep_ == "conj" and token.i != verb.i and _goes_outside(token, verb, known):
                out.update(_clause_with_join(token))
            elif token.lower_ in TRAILING and token.i > verb.i and token.doc[token.i - 1].text == ",":
                out.update(t.i for t in token.subtree)
            found[token.i] = token
    after = [i for i in found if i > verb.i and i not in out]
    for i in range(min(after, default=0), max(after, default=0)):
        if i not in out and verb.doc[i].dep_ in ("prep", "pobj") and _hangs_on(verb.doc[i], verb):
            found[i] = verb.doc[i]  # what links two parts: "accused him *of* fraud"
    return [t for i, t in sorted(found.items()) if i not in out]


def subject_before(content: list[Token], verb: Token, source: Token) -> list[Token]:
    """Return the subject that a cue within a clause parts from the content, where the parser did too.

    "The halls, Brek told us, will shut": it takes "will shut" alone for what Brek told.
    """
    first, doc, at = content[0], verb.doc, source.left_edge.i - 1
    if not verb.i < first.i or first.tag_ not in FINITE or doc[first.i - 1].text != ",":
        return []
    if at <= verb.sent.start or source.i > verb.i or doc[at].text != ",":
        return []
    words = list(doc[verb.sent.start : at])
    heads = [t for t in words if t.head.i > at or t.head.i == t.i]
    is_phrase = len(heads) == 1 and heads[0].pos_ in ("NOUN", "PROPN", "PRON")
    return words if is_phrase and not any(t.tag_ in FINITE for t in words) else []


def _goes_outside(token: Token, verb: Token, known: dict[int, Cue]) -> bool:
    """Return whether a conjoined verb in the content goes with the cue verb rather than with the content."""
    return token.pos_ in VERBAL and _is(outer_cue(token, known), verb)


def _hangs_on(token: Token, verb: Token) -> bool:
    return token.head.i == verb.i or token.head.head.i == verb.i


def _is(one: Token | None, other: Token) -> bool:
    return one is not None and one.i == other.i


def _clause_with_join(token: Token) -> set[int]:
    """Return the numbers of a conjoined clause and of the conjunction before it."""
    places = {t.i for t in token.subtree}
    first = min(places)
    for back in (first - 1, first - 2):
        if back >= 0 and token.doc[back].dep_ in ("cc", "punct") and token.doc[back].head.i == token.head.i:
            places.add(back)
        else:
            break
    return places
