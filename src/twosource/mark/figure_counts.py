"""What a figure counts, read off the dependency parse around its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from twosource.lexicon import table, words
from twosource.mark.parse import lemma
from twosource.mark.tokens import Doc, Token

REACH = 8
"""Tokens from a number to its noun: "33 heavily armed former Russian army mercenaries" has seven."""

MOST_CHILDREN = 40
"""Dependents of a word that are looked at: a sentence of 10,000 numbers must not cost their square."""

MODIFIES = frozenset(
    {"nummod", "quantmod", "amod", "compound", "nmod", "advmod", "npadvmod", "det", "predet", "poss"}
)
SUBJECT = frozenset({"nsubj", "nsubjpass"})
OBJECT = frozenset({"dobj", "attr", "dative"})
NOMINAL = frozenset({"NOUN", "PROPN"})
NOMINAL_ADJECTIVES = frozenset({"dead", "wounded", "injured", "missing", "killed", "hurt"})
"""Words that stand for persons right after a number: "120 wounded", "leaving four dead"."""
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "ADV", "PUNCT", "PART"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The lemma of the counted noun, and the tokens first to last of its words, if it is said at all."""

    lemma: str
    first: int | None = None
    last: int | None = None
    head: int | None = None
    """Index of the noun itself, for the ellipsis of a later figure."""
    noun: str | None = None
    """The noun that names the count, where it is not the counted one: "toll"."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure met earlier in the same sentence: its anchor token and what it counts."""

    anchor: Token
    counted: Counted


@cache
def listed(use: str) -> frozenset[str]:
    """Return the words of `figures_words` for one use."""
    return frozenset(row[0] for row in table("figures_words") if row[1] == use)


@cache
def person_nouns() -> frozenset[str]:
    """Return the nouns that count persons."""
    return words("figures_persons")


@cache
def person_kinds() -> dict[str, str]:
    """Return the kind of persons that each of these nouns counts ("any", "worker", "man")."""
    return {row[0]: row[1] for row in table("figures_persons")}


@cache
def kinds_apart() -> frozenset[frozenset[str]]:
    """Return the pairs of kinds that can't be the same persons."""
    return frozenset(frozenset(row[:2]) for row in table("figures_apart"))


@cache
def _person_verbs() -> dict[str, str]:
    """Return the role in which a bare number counts persons, by verb."""
    return {row[0]: row[1] for row in table("figures_person_verbs")}


def anchor_of(doc: Doc, first: int, last: int) -> Token:
    """Return the token of `first` to `last` through which the run hangs on the rest of its sentence."""
    for i in range(last, first - 1, -1):
        if not first <= doc[i].head.i <= last or doc[i].head.i == i:
            return doc[i]
    return doc[last]


def counted_by(
    doc: Doc, extent: tuple[int, int], *, unit: str | None, seen: Sequence[Seen]
) -> Counted | None:
    """Return what the figure at the tokens `extent` (first and last, hedge left out) counts, or `None`.

    Args:
        doc: the parsed paragraph.
        extent: the first and last token of number and unit.
        unit: the unit of the figure, `None` for a plain count.
        seen: the figures before it in the same sentence, for "killed 20 people and injured 30".
    """
    first, last = extent
    anchor = anchor_of(doc, first, last)
    noun = (
        _of_them(doc, last)
        or _of_phrase(doc, first, last)
        or _modified(anchor, last)
        or _next_noun(doc, last, unit)
    )
    if noun is not None and lemma(noun) not in listed("self") and noun.pos_ != "PRON":
        return _phrase(doc, noun, last)
    if unit is not None:
        return _measured(doc, anchor)
    if last + 1 < len(doc) and doc[last + 1].lower_ in NOMINAL_ADJECTIVES:
        return Counted("people", last + 1, last + 1, last + 1)
    tolled = _tolled(anchor) or _called(anchor, last) or _who(anchor)
    if tolled is not None:
        return tolled
    return _elliptical(noun if noun is not None and noun.i > last else anchor, anchor, seen)


def _of_them(doc: Doc, last: int) -> Token | None:
    """Return the noun of "four of them children"."""
    words = doc[last + 1 : last + 4]
    if len(words) < 3 or words[0].lower_ != "of" or words[1].lower_ not in {"them", "whom", "these", "those"}:
        return None
    return words[2] if words[2].pos_ == "NOUN" and words[2].tag_ == "NNS" else None


def _called(anchor: Token, last: int) -> Counted | None:
    """Return the noun of "of whom 12 were children": what "be" says of a bare number."""
    verb = anchor.head
    if anchor.dep_ != "nsubj" or anchor.i != last or verb.lower_ not in {"were", "are", "was"}:
        return None
    nouns = (c for c in islice(verb.rights, MOST_CHILDREN) if c.dep_ == "attr" and c.pos_ == "NOUN")
    noun = next(nouns, None)
    return None if noun is None else _phrase(anchor.doc, noun, last)


def _tolled(anchor: Token) -> Counted | None:
    """Return the persons of "the death toll rose to 25", "brought the toll to 25", "a death toll of 25"."""
    if anchor.dep_ == "pobj" and anchor.head.lower_ in {"to", "at", "of"}:
        verb = anchor.head.head
    elif anchor.dep_ in {"attr", "dobj", "acomp"}:
        verb = anchor.head
    else:
        return None
    nouns = [verb, *(c for c in islice(verb.lefts, MOST_CHILDREN) if c.dep_ in SUBJECT)]
    nouns += [c for c in islice(verb.rights, MOST_CHILDREN) if c.dep_ == "dobj" and c.i < anchor.i]
    toll = next((n for n in nouns if n.lower_ in {"toll", "tolls"}), None)
    if toll is not None:
        return Counted("people", toll.i, toll.i, toll.i, "toll")
    for noun in (n for n in nouns if n.i < anchor.i):
        number = next((t for t in islice(noun.subtree, 3) if t.lower_ == "number"), None)
        found = _numbered(number) if number is not None else None
        if found is not None:  # the participle of "the number of people killed" may be taken for the subject
            above = number.head if number is not None else noun
            is_participle = above.tag_ in ("VBN", "VBD") and above.i < anchor.head.i
            return replace(found, noun=lemma(above)) if is_participle and not found.noun else found
    return None


def _numbered(number: Token) -> Counted | None:
    """Return what "the number of people killed" (has risen to 23), "the number of the dead" counts."""
    of = (c for c in islice(number.rights, MOST_CHILDREN) if c.lower_ == "of")
    nouns = (c for preposition in of for c in islice(preposition.rights, MOST_CHILDREN) if c.dep_ == "pobj")
    noun = next(nouns, None)
    if noun is None or noun.pos_ not in NOMINAL | {"ADJ", "VERB"}:
        return None
    if noun.lower_ in NOMINAL_ADJECTIVES:
        return Counted("people", noun.i, noun.i, noun.i, noun.lower_)
    return Counted(lemma(noun), noun.i, noun.i, noun.i) if noun.pos_ in NOMINAL else None


def _who(anchor: Token) -> Counted | None:
    """Return the persons of "the eleven who died"."""
    clauses = (c for c in islice(anchor.rights, MOST_CHILDREN) if c.dep_ == "relcl")
    is_who = any(c.lower_ == "who" for clause in clauses for c in islice(clause.lefts, MOST_CHILDREN))
    return Counted("people", anchor.i, anchor.i, anchor.i) if is_who else None


def _of_phrase(doc: Doc, first: int, last: int) -> Token | None:
    """Return the noun of "7,000 of the protesters", "thousands of people"."""
    if last + 1 >= len(doc) or doc[last + 1].lower_ != "of":
        return None
    preposition = doc[last + 1]
    noun = next(
        (
            child
            for child in islice(preposition.rights, MOST_CHILDREN)
            if child.dep_ == "pobj" and child.i > last
        ),
        None,
    )
    if noun is not None and noun.like_num and noun.i + 1 < len(doc):
        deeper = doc[noun.i + 1]
        return (
            next((child for child in islice(deeper.rights, MOST_CHILDREN) if child.dep_ == "pobj"), noun)
            if deeper.lower_ == "of"
            else noun
        )
    return noun


def _modified(anchor: Token, last: int) -> Token | None:
    """Return the noun to the right that the number modifies ("33 Russian mercenaries", "26-year rule")."""
    head, here = anchor.head, anchor
    for _ in range(3):
        if here.dep_ not in MODIFIES and not (here.dep_ == "nsubj" and head.pos_ == "NOUN"):
            return None
        if head.pos_ in NOMINAL and last < head.i <= last + REACH:
            return head
        if head.pos_ not in {"ADJ", "NOUN", "NUM", "ADV", "SYM", "VERB"} or head.head.i == head.i:
            return None
        here, head = head, head.head
    return None


def _next_noun(doc: Doc, last: int, unit: str | None) -> Token | None:
    """Return the noun that ends the run of nominal words right after a number, where the parse has none."""
    if unit is not None:
        return None
    noun = None
    for i in range(last + 1, min(len(doc), last + REACH)):
        token = doc[i]
        if token.is_sent_start:
            break
        if token.pos_ in NOMINAL:
            noun = token
        elif noun is not None or token.pos_ != "ADJ":
            break
    return noun


def _phrase(doc: Doc, noun: Token, last: int) -> Counted:
    """Return the counted noun with its own words to the left, number and determiner left out."""
    first = noun.i
    while first - 1 > last and doc[first - 1].pos_ in INSIDE and doc[first - 1].head.i <= noun.i:
        first -= 1
    while first < noun.i and doc[first].pos_ in {"PUNCT", "PART"}:
        first += 1
    return Counted(lemma(noun), first, noun.i, noun.i)


def _measured(doc: Doc, anchor: Token) -> Counted | None:
    """Return what a measure tells of: "a fine of $500", "turnout was 84%", "inflation rose to 5%"."""
    head = anchor.head
    if anchor.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ in NOMINAL and head.head.i < anchor.i:
        return _phrase_before(doc, head.head)
    if anchor.dep_ == "pobj" and head.lower_ in {"to", "by", "at"}:
        head = head.head
    elif anchor.dep_ not in {"attr", "dobj", "npadvmod", "advmod", "acomp"}:
        return None
    if head.pos_ not in {"VERB", "AUX"} or lemma(head) not in listed("change"):
        return None
    subject = next(
        (
            child
            for child in islice(head.lefts, MOST_CHILDREN)
            if child.dep_ in SUBJECT and child.pos_ in NOMINAL
        ),
        None,
    )
    return None if subject is None else _phrase_before(doc, subject)


def _phrase_before(doc: Doc, noun: Token) -> Counted:
    """Return a counted noun that stands before its number."""
    first = noun.i
    while (
        first > 0 and doc[first - 1].head.i == noun.i and doc[first - 1].dep_ in {"compound", "amod", "nmod"}
    ):
        first -= 1
    return Counted(lemma(noun), first, noun.i, noun.i)


def _elliptical(place: Token, anchor: Token, seen: Sequence[Seen]) -> Counted | None:
    """Return what a number without a noun counts: a parallel clause's noun, else persons, else `None`."""
    role = "subject" if place.dep_ in SUBJECT else "object" if place.dep_ in OBJECT else place.dep_
    verb = place.head
    passive = place.dep_ == "nsubjpass" or (
        role == "subject" and verb.tag_ in {"VBN", "VBD"} and _kills(verb, "object")
    )
    for before in reversed(seen):
        noun = before.counted
        if noun.head is None:
            continue
        other = anchor.doc[noun.head]
        if role == "conj" and place.head.i in (other.i, before.anchor.i):
            return noun
        joined = verb.i != other.head.i and (verb.head.i == other.head.i or other.head.head.i == verb.i)
        if (
            joined
            and (other.dep_ in SUBJECT) == (role == "subject")
            and verb.dep_ in {"conj", "advcl", "ccomp"}
        ):
            return noun
    if place.dep_ == "pobj" and place.head.lower_ in {"of", "among", "by", "with", "including"}:
        return None
    if _kills(verb, "object" if passive or role == "object" else role):
        persons = [s.counted for s in seen if s.counted.lemma in person_nouns()]
        return persons[-1] if persons else Counted("people")
    return None


def _kills(verb: Token, role: str) -> bool:
    """Return whether a bare number in `role` of `verb` counts persons."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    return _person_verbs().get(lemma(verb)) == role
