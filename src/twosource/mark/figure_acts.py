"""What happened to those whom a figure counts: killed, hurt, arrested, read off the words around it."""

from __future__ import annotations

from functools import cache
from itertools import islice

from twosource.lexicon import table
from twosource.mark.figure_counts import MOST_CHILDREN, OBJECT, Counted, anchor_of
from twosource.mark.parse import lemma
from twosource.mark.tokens import Doc, Token

SMALL_CLAUSE = frozenset({"oprd", "acomp", "ccomp", "amod", "advcl"})


@cache
def _groups() -> dict[tuple[str, str], str]:
    """Return the group of each word of `figures_acts`, by word and role."""
    return {
        (row[0], role): row[1].rstrip("+~") for row in table("figures_acts") for role in row[2].split(",")
    }


@cache
def growing() -> frozenset[str]:
    """Return the acts whose number can only grow as more becomes known."""
    return frozenset(row[1][:-1] for row in table("figures_acts") if row[1].endswith("+"))


@cache
def changing() -> frozenset[str]:
    """Return the acts whose number may rise and fall."""
    return frozenset(row[1][:-1] for row in table("figures_acts") if row[1].endswith("~"))


@cache
def acts_named() -> dict[str, str]:
    """Return the group of each event word whose number may stand beside it: "missing", "deaths", "killed"."""
    found: dict[str, str] = {}
    for (word, _), group in _groups().items():
        if group in growing() | changing():
            found.setdefault(word, group)
    return found


def act_of(doc: Doc, extent: tuple[int, int], counted: Counted | None) -> str | None:
    """Return the group of `figures_acts` that tells what happened to what is counted, `None` if nothing does.

    Args:
        doc: the parsed paragraph.
        extent: the first and last token of number and unit.
        counted: what the figure counts.
    """
    told = _beside(doc, extent[1])
    if told is not None:
        return told
    noun = place_of(doc, extent, counted)
    if any(child.dep_ == "case" for child in islice(noun.rights, MOST_CHILDREN)):
        return None  # "damage the two countries' trade"
    if counted is not None:
        word = counted.noun or counted.lemma
        group = _groups().get((word, "noun")) or (counted.noun and _groups().get((word, "adjective")))
        if group is None and counted.head is not None and counted.head < extent[0]:
            group = _of_noun(doc[counted.head])  # "the number of people killed has risen to 23"
        if group:
            return group
    return _of_verb(noun, counted) or _of_noun(noun)


def place_of(doc: Doc, extent: tuple[int, int], counted: Counted | None) -> Token:
    """Return the token through which a figure stands in its sentence: its noun if that follows the number."""
    anchor = anchor_of(doc, *extent)
    if counted is None or counted.head is None or counted.head < extent[0]:
        return anchor
    noun = doc[counted.head]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.i <= extent[1] + 1:
        return anchor  # "thousands of people were": the number is the subject
    return noun


def _beside(doc: Doc, last: int) -> str | None:
    """Return the group of an adjective right behind the number: "four dead", "120 wounded"."""
    if last + 1 >= len(doc) or doc[last + 1].is_punct:
        return None
    word = doc[last + 1]
    if word.tag_ == "VBD" and any(c.dep_ == "dobj" for c in islice(word.children, MOST_CHILDREN)):
        return None  # "two killed a guard"; "20 killed in blast" is a headline's passive
    return _groups().get((word.lower_, "adjective"))


def _of_noun(noun: Token) -> str | None:
    """Return the group of a participle with the noun: "arrested people", "20 killed in", "who died"."""
    for child in islice(noun.children, MOST_CHILDREN):
        if child.dep_ in ("amod", "acl", "compound") and (
            child.tag_ in ("VBN", "VBD") or child.pos_ == "ADJ"
        ):
            group = _groups().get((child.lower_, "adjective")) or _groups().get((lemma(child), "object"))
        elif child.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.tag_ == "WP" for c in child.children):
            group = _groups().get((lemma(child), "subject"))
        elif child.dep_ == "relcl" and any(c.dep_ == "nsubjpass" for c in child.children):
            group = _groups().get((lemma(child), "object"))
        else:
            continue
        if group is not None:
            return group
    return None


def _of_verb(noun: Token, counted: Counted | None) -> str | None:
    """Return the group of the verb: "20 were killed", "killed 20", "20 died", "left 20 people dead"."""
    here = noun
    while here.dep_ in ("conj", "appos") and here.head.i < here.i:
        here = here.head
    verb = here.head
    word = lemma(verb)
    if here.dep_ == "nsubj" and (verb.pos_ == "ADJ" or verb.tag_ == "VBG"):  # "six people are missing"
        return _groups().get((verb.lower_, "adjective"))
    if here.dep_ == "nsubjpass" or here.dep_ in OBJECT:
        if word == "claim" and counted is not None:
            return _groups().get((word, counted.lemma))
        small = (c for c in islice(verb.children, MOST_CHILDREN) if c.dep_ in SMALL_CLAUSE and c.i > here.i)
        told = next((g for c in small if (g := _groups().get((c.lower_, "adjective"))) is not None), None)
        return told or _groups().get((word, "object"))
    if here.dep_ == "nsubj":
        told = _groups().get((word, "subject")) or _predicate(verb)
        if told is None and verb.tag_ in ("VBN", "VBD") and not _is_active(verb):
            return _groups().get((word, "object"))  # "and thousands detained", "with 20 people killed"
        return told
    return None


def _is_active(verb: Token) -> bool:
    """Return whether a verb has a helper or an object: "had killed", "killed a guard"."""
    return any(child.dep_ in ("aux", "dobj") for child in islice(verb.children, MOST_CHILDREN))


def _predicate(verb: Token) -> str | None:
    """Return the group of the adjective that "be" says of its subject: "three are missing"."""
    if verb.dep_ == "aux":
        return _groups().get((verb.head.lower_, "adjective"))
    for child in islice(verb.children, MOST_CHILDREN):
        if child.dep_ in ("acomp", "attr", "oprd") and child.i > verb.i:
            return _groups().get((child.lower_, "adjective"))
    return None
