"""Which words of a sentence tell of an event or a state.

A predicate is a verb, the complement of a copula ("was unprecedented"), a light verb with its event noun
("held talks") or an event noun by itself ("the strike").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from twosource.lexicon import table, words
from twosource.mark.parse import lemma
from twosource.mark.tokens import Token
from twosource.mark.tokens import TokenSpan as Sentence


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells of an event or state.

    `token` is the word that stands for it in alignment, `verb` the word from which its subject and its
    modality hang (the light verb, the copula, else the token itself), `heads` all its words.
    """

    token: Token
    verb: Token
    heads: tuple[Token, ...]
    kind: Literal["verb", "state", "noun"]


@cache
def event_nouns() -> frozenset[str]:
    """Return the lemmas of the nouns that name events."""
    drop = words("not_events")
    general = frozenset(row[0] for row in table("event_words") if row[1] == "n" and row[0] not in drop)
    return general | words("event_nouns")


@cache
def _loose_nouns() -> frozenset[str]:
    """Return the lemmas of the nouns that may name an event or a state ("a game", "security")."""
    return words("event_nouns_loose")


@cache
def _adjectives() -> frozenset[str]:
    """Return the adjectives that tell what has happened to somebody ("dead", "missing")."""
    return frozenset(row[0] for row in table("event_adjectives"))


def may_name_event(token: Token) -> bool:
    """Return whether a word may name an event in passing: a loose noun, an event by its name, "dead"."""
    if token.pos_ == "NOUN":
        return lemma(token) in _loose_nouns()
    if token.pos_ == "PROPN":
        # "Watergate", "the Winter Games": the last word of the name stands for it.
        ends = token.i + 1 == len(token.doc) or token.doc[token.i + 1].ent_iob_ != "I"
        return token.ent_type_ == "EVENT" and ends
    return token.pos_ == "ADJ" and token.lower_ in _adjectives()


def is_event_noun(token: Token) -> bool:
    """Return whether a noun names an event ("arrests", "the earthquake")."""
    if token.pos_ == "NOUN":
        return lemma(token) in event_nouns()
    # In a headline set in capitals the tagger takes every word for a name.
    return token.pos_ == "PROPN" and is_headline(token.sent) and token.lower_ in event_nouns()


def is_headline(sentence: Sentence) -> bool:
    """Return whether most words of a sentence begin with a capital letter, as in a headline."""
    letters = [token for token in sentence if token.is_alpha and len(token) > 3]
    return len(letters) > 2 and sum(token.text[0].isupper() for token in letters) > 0.7 * len(letters)


def find_predicates(sentence: Sentence) -> tuple[Predicate, ...]:
    """Return the predicates of a sentence in text order."""
    found: dict[int, Predicate] = {}
    taken: set[int] = set()
    for token in sentence:
        if token.pos_ == "VERB" and token.dep_ == "amod":
            # "the disputed win", "suspended officers", "striking dockers": told by the way
            made = Predicate(token, token, (token,), "noun") if token.tag_ in {"VBN", "VBG"} else None
        elif token.pos_ == "VERB" and token.dep_ not in {"aux", "auxpass", "compound"}:
            made = _verbal(token)
        elif lemma(token) == "be" and token.dep_ not in {"aux", "auxpass"}:
            made = _copular(token)
        else:
            continue
        if made is not None:
            found[made.token.i] = made
            taken.update(word.i for word in made.heads)
    for token in sentence:
        if token.i not in taken and (is_event_noun(token) or may_name_event(token)):
            found[token.i] = Predicate(token, token, (token,), "noun")
    return tuple(found[i] for i in sorted(found))


def _verbal(verb: Token) -> Predicate:
    """Return the predicate of a verb, joined with its event noun if the verb is light."""
    particle = tuple(child for child in verb.children if child.dep_ == "prt")
    if lemma(verb) in words("light_verbs"):
        for child in verb.children:
            if child.dep_ in {"dobj", "nsubjpass"} and is_event_noun(child):
                return Predicate(
                    child, verb, tuple(sorted((verb, *particle, child), key=lambda t: t.i)), "verb"
                )
    if lemma(verb) in {"go", "come"}:  # "went on strike", "came under fire"
        for prep in verb.children:
            for noun in prep.children if prep.dep_ == "prep" else ():
                if (
                    noun.dep_ == "pobj"
                    and is_event_noun(noun)
                    and not any(c.dep_ == "det" for c in noun.children)
                ):
                    return Predicate(noun, verb, (verb, *particle, prep, noun), "verb")
    return Predicate(verb, verb, (verb, *particle), "verb")


def _copular(verb: Token) -> Predicate | None:
    """Return the predicate of a copula: its adjective, noun, or event noun behind a preposition."""
    for child in verb.children:
        if child.dep_ in {"acomp", "attr", "oprd"} and child.pos_ in {"ADJ", "NOUN", "PROPN", "VERB", "NUM"}:
            return Predicate(child, verb, (child,), "state")
        if child.dep_ == "prep":
            for noun in child.children:
                if noun.dep_ == "pobj" and is_event_noun(noun):
                    return Predicate(noun, verb, (noun,), "state")
    return None


@cache
def _idioms() -> dict[str, str]:
    """Return the lemma of the event that a verb names with what stands behind it ("take to street")."""
    return {row[0]: row[1] for row in table("idioms")}


def event_lemma(predicate: Predicate) -> str:
    """Return the lemma by which the event of a predicate is known ("took to the streets": protest)."""
    own = lemma(predicate.token)
    if predicate.kind != "verb" or predicate.token.i != predicate.verb.i:
        return own
    for child in predicate.verb.children:
        if child.dep_ == "prt":
            return _idioms().get(f"{own} {child.lower_}", own)
        for noun in child.children if child.dep_ == "prep" else ():
            said = _idioms().get(f"{own} {child.lower_} {lemma(noun)}") if noun.dep_ == "pobj" else None
            if said is not None:
                return said
    return own
