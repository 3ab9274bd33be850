"""Which words of a sentence tell of an event or a state, and how: asserted, denied, planned, turned negative.

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
from twosource.records import Modality, Polarity

COMPLEMENT = frozenset({"ccomp", "xcomp", "advcl", "pcomp", "acl", "dobj", "pobj", "oprd", "csubj"})
MODALS: dict[str, Modality] = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible",
    "will": "planned", "'ll": "planned", "wo": "planned", "shall": "planned", "would": "planned",
    "'d": "planned",
    "should": "demanded", "must": "demanded", "ought": "demanded",
}  # fmt: skip
NEGATORS = frozenset(
    {"no", "never", "neither", "nor", "without", "hardly", "barely", "none", "nobody", "nothing"}
)


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
def _governors() -> dict[str, str]:
    """Return the modality that a governing lemma gives its complement; nouns carry the suffix `_n`."""
    return {row[0]: row[1] for row in table("modality")}


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


LIMITERS = frozenset({"just", "only", "merely", "simply", "solely"})
SCALAR_REACH = 8  # words after a "not" in which a limiter takes it back


def polarity(predicate: Predicate) -> Polarity:
    """Return `negative` if the predicate is told not to hold ("did not", "no one was", "refused to")."""
    verb = predicate.verb
    turned = any(
        (child.dep_ == "neg" or child.lower_ in {"never", "n't"}) and not _is_scalar(child)
        for child in verb.children
    )
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            turned ^= child.lower_ in NEGATORS or any(
                g.dep_ == "det" and g.lower_ in NEGATORS for g in child.children
            )
    if predicate.kind == "noun":
        turned = any(child.dep_ in {"det", "neg"} and child.lower_ in NEGATORS for child in verb.children)
    if verb.dep_ in {"pcomp", "pobj"} and verb.head.lower_ == "without":
        turned = not turned
    governor = _governor(predicate)
    if governor is not None and _governors().get(lemma(governor)) == "failed" and verb.dep_ != "advcl":
        turned = not turned
    return "negative" if turned else "positive"


def _is_scalar(negation: Token) -> bool:
    """Return whether a "not" says that there is more to it ("not just a threat", "not a threat to just us").

    Further on, the word must limit a thing: in "was not seen just before" it doesn't.
    """
    doc = negation.doc
    for at in range(negation.i + 1, min(negation.i + SCALAR_REACH, len(doc))):
        word = doc[at]
        if word.lower_ in LIMITERS:
            follower = doc[at + 1] if at + 1 < len(doc) else None
            is_next = at == negation.i + 1
            return is_next or (follower is not None and follower.pos_ in {"NOUN", "PROPN", "PRON", "NUM"})
        if word.is_punct or word.pos_ in {"VERB", "AUX", "CCONJ", "SCONJ"}:
            return False
    return False


def modality(predicate: Predicate) -> Modality:
    """Return how the predicate is told: asserted, planned, possible, demanded, denied, or unknown."""
    verb = predicate.verb
    own = own_modality(verb)
    if own is not None:
        return own
    if _asks(verb):
        return "unknown"
    governor = _governor(predicate)
    steps = 0
    while governor is not None and steps < 4:
        key = lemma(governor) + ("_n" if governor.pos_ == "NOUN" else "")
        said = _governors().get(key)
        if said is not None and said != "failed" and not _tells_fact(predicate, governor):
            return said  # type: ignore[return-value]
        if governor.pos_ in {"VERB", "AUX"}:
            outer = own_modality(governor)
            if outer is not None and verb.dep_ in {"xcomp", "dobj", "pobj", "prep"}:
                return outer
        if governor.dep_ not in {"xcomp", "pcomp", "dobj", "pobj"}:
            break
        governor = _over(governor)
        steps += 1
    return "asserted"


def own_modality(verb: Token) -> Modality | None:
    """Return the modality that the verb's own auxiliaries and its "if" give it."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in MODALS:
            return MODALS[child.lower_]
        if child.dep_ == "mark" and child.lower_ in {"if", "whether", "unless", "until", "before"}:
            return "possible"  # "nobody works until an inquiry is opened" tells of no inquiry
    # "would not go and reject" shares the modal, "would not go and rejected" does not.
    shares = verb.dep_ == "conj" and verb.tag_ in {"VB", "VBN"}
    if shares and not any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in verb.children):
        return own_modality(verb.head) if verb.head.i < verb.i else None
    return None


def _asks(verb: Token) -> bool:
    """Return whether the verb heads a question."""
    return verb.dep_ == "ROOT" and verb.sent[-1].text == "?"


def _governor(predicate: Predicate) -> Token | None:
    """Return the verb or noun of whose complement the predicate is the head."""
    verb = predicate.verb
    while verb.dep_ == "conj" and verb.head.i < verb.i:
        verb = verb.head
    return _over(verb) if verb.dep_ in COMPLEMENT else None


def _over(token: Token) -> Token | None:
    """Return the next verb, adjective or noun above a token, across one preposition."""
    if token.dep_ == "ROOT":
        return None
    head = token.head
    if head.dep_ in {"prep", "agent", "dative"} or head.pos_ in {"ADP", "PART"}:
        head = head.head if head.dep_ != "ROOT" else head
    return head if head.i != token.i else None


FACT_OBJECTS = frozenset(
    {"reject", "dismiss", "discuss", "consider", "stop", "tell", "set", "order", "suggest", "dispute", "fear",
     "suspect", "allege", "weigh"}
)  # fmt: skip


def _tells_fact(predicate: Predicate, governor: Token) -> bool:
    """Return whether the complement of a governing word is told as a fact all the same.

    "Rejected the offer" tells of an offer that was made, "discussed the attack" of one that happened, "told
    him that it rains" of rain; only "told him to go" demands.
    """
    if predicate.kind == "noun":
        return lemma(governor) in FACT_OBJECTS
    return _is_finite(predicate.verb) and lemma(governor) in TELLERS


TELLERS = frozenset({"tell", "advise", "order", "ask", "set", "call", "press", "push", "appeal", "plead"})


def _is_finite(verb: Token) -> bool:
    """Return whether a clause is finite by its verb or its first auxiliary ("fell", "was taken", "has died").

    "Demanded that he be released" has none: the bare form is what is demanded.
    """
    forms = {"VBD", "VBZ", "VBP"}
    return verb.tag_ in forms or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in forms for c in verb.children)
