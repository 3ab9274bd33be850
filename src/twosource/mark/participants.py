"""Who and what takes part in what a predicate tells: agent, patient, recipient, place and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from twosource.lexicon import words
from twosource.mark.parse import Paragraph, Parsed, lemma
from twosource.mark.predicates import Predicate
from twosource.mark.tokens import Token
from twosource.records import Argument
from twosource.spans import Span

MAX_ARGUMENTS = 12
PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
PLACE_PREPOSITIONS = frozenset({"in", "at", "on", "near", "outside", "inside", "across", "around", "off"})
# What belongs to a noun phrase's words; relative clauses and appositions say something else of it.
INSIDE = frozenset(
    {"det", "amod", "compound", "nummod", "quantmod", "poss", "case", "nmod", "predet", "advmod"}
)
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "xcomp", "conj", "acl", "parataxis", "csubj", "pcomp"})
NUMBERS = frozenset({"number", "toll", "count", "total", "tally"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class Resolver(Protocol):
    """Tells which party the words at an extent stand for."""

    def at(self, start: int, end: int) -> str | None:
        """Return the id of the party that the words from `start` up to `end` stand for, if known."""


def phrase(token: Token) -> tuple[Token, Token]:
    """Return the first and last token of a noun's phrase, with "of" phrases and without clauses."""
    first = last = token
    for child in token.children:
        if child.i < token.i and (child.dep_ in INSIDE or child.dep_ == "punct"):
            low = child.left_edge
            if low.i < first.i and child.dep_ != "punct":
                first = low
        elif child.i > token.i and child.dep_ == "prep" and child.lower_ == "of":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    last = max(last, phrase(noun)[1], key=lambda t: t.i)
        elif child.i > token.i and child.dep_ in {"conj", "cc"} and child.i - last.i <= 4:
            last = max(last, phrase(child)[1] if child.dep_ == "conj" else last, key=lambda t: t.i)
    return first, last


def find_arguments(
    parsed: Parsed, paragraph: Paragraph, predicate: Predicate, who: Resolver
) -> tuple[Argument, ...]:
    """Return the participants of a predicate, in text order, each role with the words that fill it."""
    found: dict[tuple[str, int], Argument] = {}
    roles = [(role, _of_number(token)) for role, token in _roles(predicate)]
    seen = {token.i for _, token in roles}
    roles += [("about", token) for token in _names(predicate) if token.i not in seen]
    for role, token in roles:
        first, last = phrase(token)
        start, end = paragraph.extent(first)[0], paragraph.extent(last)[1]
        party = who.at(*paragraph.extent(token)) or _by_apposition(paragraph, token, who)
        head = lemma(token) if token.pos_ != "PROPN" else token.lower_
        found.setdefault((role, token.i), Argument(role, Span.cut(parsed.text, start, end), head, party))
        if len(found) == MAX_ARGUMENTS:
            break
    return tuple(sorted(found.values(), key=lambda a: (a.span.start, a.role)))


def _of_number(token: Token) -> Token:
    """Return what a noun numbers ("the number of *people* killed"), the noun itself if it numbers nothing."""
    if lemma(token) not in NUMBERS:
        return token
    of = (c for c in token.children if c.dep_ == "prep" and c.lower_ == "of")
    return next((noun for prep in of for noun in prep.children if noun.dep_ == "pobj"), token)


def _by_apposition(paragraph: Paragraph, noun: Token, who: Resolver) -> str | None:
    """Return the party that stands in apposition to a noun: "the singer Ilka Sorrell"."""
    if noun.pos_ != "NOUN":
        return None
    for child in noun.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > noun.i:
            return who.at(*paragraph.extent(child))
    return None


def _names(predicate: Predicate) -> Iterator[Token]:
    """Yield the heads of the names in a predicate's own clause, wherever the parse hangs them.

    In "discussed the situation with Putin" the parse may hang Putin on the situation.
    """
    waiting = [child for child in predicate.verb.children if child.dep_ not in CLAUSES]
    while waiting:
        token = waiting.pop()
        is_part = token.dep_ in {"compound", "poss", "nmod"} or token.ent_type_ in {"DATE", "TIME"}
        if token.pos_ == "PROPN" and not is_part:
            yield token
        waiting += [child for child in token.children if child.dep_ not in CLAUSES]


def _roles(predicate: Predicate) -> Iterator[tuple[str, Token]]:
    """Yield (role, head word) of the participants of a predicate."""
    if predicate.kind == "noun":
        yield from _of_noun(predicate.token)
        return
    verb = predicate.verb
    undergoes = _undergoes(verb)
    for active, token in _subjects(verb):
        yield "agent" if active and not undergoes else "patient", token
    for child in verb.children:
        if child.dep_ == "dobj" and child.i != predicate.token.i:
            told = verb.head if child.lower_ in RELATIVE and verb.dep_ == "relcl" else child
            yield from (("patient", token) for token in _with_conjuncts(told))
        elif child.dep_ in {"attr", "acomp", "oprd"} and child.i != predicate.token.i:
            yield "complement", child
        elif child.dep_ == "dative":
            yield "recipient", next((g for g in child.children if g.dep_ == "pobj"), child)
        elif child.dep_ == "agent":
            yield from (("agent", g) for g in child.children if g.dep_ == "pobj")
        elif child.dep_ in {"xcomp", "ccomp"}:
            yield "complement", child
        elif child.dep_ == "prep":
            yield from _of_preposition(child)
        elif child.dep_ == "npadvmod" and child.ent_type_ not in {"DATE", "TIME"}:
            yield "about", child
    if predicate.token.i != verb.i:
        yield from ((r, t) for r, t in _of_noun(predicate.token) if r != "agent" or not any(_subjects(verb)))


def _of_noun(noun: Token) -> Iterator[tuple[str, Token]]:
    """Yield (role, head word) of the participants of an event noun ("Russia's release of 32 men")."""
    if noun.dep_ == "amod":
        yield "patient", noun.head
    for child in noun.children:
        if child.dep_ == "poss" and child.ent_type_ not in {"DATE", "TIME"}:
            yield "agent", child
        elif (child.dep_ in {"compound", "amod"} and child.pos_ in {"NOUN", "PROPN"}) or (
            child.dep_ == "amod" and child.ent_type_ in {"NORP", "GPE"}
        ):
            yield "about", child
        elif child.dep_ == "prep":
            for role, token in _of_preposition(child):
                yield ("patient" if child.lower_ == "of" else role), token


def _of_preposition(prep: Token) -> Iterator[tuple[str, Token]]:
    """Yield (role, head word) of the nouns behind a preposition."""
    for noun in prep.children:
        if noun.dep_ == "pobj":
            if noun.ent_type_ in {"DATE", "TIME"}:
                continue
            is_place = prep.lower_ in PLACE_PREPOSITIONS and noun.ent_type_ in PLACE_ENTITIES
            role = "place" if is_place else "agent" if prep.lower_ == "by" else "about"
            yield from ((role, token) for token in _with_conjuncts(noun))
        elif noun.dep_ == "prep":
            yield from _of_preposition(noun)


def _with_conjuncts(token: Token) -> Iterator[Token]:
    """Yield a noun and those joined to it by "and"."""
    yield token
    yield from token.conjuncts[:4]


def _undergoes(verb: Token) -> bool:
    """Return whether the subject of an active verb is what something happens to ("three miners died")."""
    return lemma(verb) in words("undergo_verbs") and not any(c.dep_ == "dobj" for c in verb.children)


def is_stray(verb: Token) -> bool:
    """Return whether the parse hangs an "-ing" form on a finite verb by "and", which no writer does.

    In "accused him of funding it, who fled, and sending men" the parser hangs *sending* on *accused*; whoever
    sends, it isn't the one who accuses.
    """
    return verb.dep_ == "conj" and verb.tag_ == "VBG" and verb.head.tag_ in {"VBD", "VBZ", "VBP"}


def _is_elliptic_passive(verb: Token) -> bool:
    """Return whether a verb is passive without its auxiliary ("two were killed and thousands detained")."""
    if verb.tag_ not in {"VBN", "VBD"} or any(c.dep_ in {"aux", "auxpass", "dobj"} for c in verb.children):
        return False
    if verb.tag_ == "VBN":
        return True
    return verb.dep_ == "conj" and any(c.dep_ == "auxpass" for c in verb.head.children)


def _subjects(verb: Token) -> Iterator[tuple[bool, Token]]:
    """Yield (is the verb active, subject head) of a verb, its own or the one that it shares or inherits."""
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"}]
    for child in own:
        if child.dep_ == "expl":
            continue
        active = child.dep_ != "nsubjpass" and not _is_elliptic_passive(verb)
        if child.lower_ in RELATIVE and verb.dep_ == "relcl":
            yield active, verb.head
        else:
            yield from ((active, token) for token in _with_conjuncts(child))
    if own or verb.dep_ == "ROOT" or is_stray(verb):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if verb.dep_ == "conj" and verb.head.i < verb.i:
        for active, token in _subjects(verb.head):
            yield not passive and (active or verb.tag_ != "VBN"), token
    elif verb.dep_ == "relcl":
        yield not passive, verb.head
    elif verb.dep_ == "acl":
        yield verb.tag_ != "VBN", verb.head
    elif verb.dep_ in {"xcomp", "advcl"} and verb.tag_ in {"VB", "VBG", "VBN"}:
        objects = [
            c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i and verb.dep_ == "xcomp"
        ]
        if objects:
            yield verb.tag_ != "VBN", objects[0]
        elif verb.head.pos_ in {"VERB", "AUX"}:
            yield from ((verb.tag_ != "VBN" and not passive, token) for _, token in _subjects(verb.head))
