"""Whether two quotations are one utterance: the same words, cut, extended, or in another translation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from twosource.lexicon import table
from twosource.link.likeness import nearness
from twosource.mark.figure_numbers import read_number

Relation = Literal["same", "cut", "extended", "variant", "other", "unsure"]

LIKE = 0.65
"""Cosine of word vectors from which two words may stand for each other. Chosen on own pairs; below it words
that only share a subject come in (president, ambassador)."""

COVERED = 0.75
"""Share of the shorter quotation's words that must have a partner in the longer one."""

EXACT = 0.6
"""Share of them that must have the same stem there."""

DOUBTED = 0.4
"""From this share of same stems on, the answer is "unsure" instead of "other"."""

ROOT = 6
"""Letters that a word and one derived from it have in common, of longer words."""

MOST_WORDS = 400
"""Words of a quotation that are compared: the cost is the product of both lengths."""


@dataclass(frozen=True, slots=True)
class WordingMatch:
    """How quotation a relates to b: "cut" if a is part of b, "extended" the reverse; score 0 to 1."""

    relation: Relation
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a quotation: as written in lower case, its stem, and whether a capital marks a name."""

    text: str
    stem: str
    is_name: bool


def compare_wordings(a: str, b: str) -> WordingMatch:
    """Return how the quotation `a` relates to the quotation `b`.

    Two quotations of which one denies what the other says, or that hold other numbers or names, are two
    utterances, however alike. "unsure" is given where words on both sides have no partner.

    Args:
        a: one quotation, with or without its quotation marks.
        b: the other.

    Returns:
        same, cut, extended, variant (another translation or paraphrase), other or unsure.
    """
    one, two = _words(a), _words(b)
    if not one or not two:
        return WordingMatch("unsure", 0.0, "one of the two has no words")
    plain, other = [w.text for w in one], [w.text for w in two]
    if plain == other:
        return WordingMatch("same", 1.0, "the same words")
    if len(plain) < len(other) and _stands_in(plain, other):
        return _part("cut", one, two)
    if len(other) < len(plain) and _stands_in(other, plain):
        return _part("extended", two, one)
    return _aligned(one, two)


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[Word, ...]:
    """Return the words of a quotation."""
    found: list[Word] = []
    plain = text.replace("’", "'").replace("n't", " not").replace("N'T", " NOT").replace("cannot", "can not")
    begins = True
    for match in re.finditer(r"[A-Za-zÀ-ɏ]+|\d[\d,.]*|[.!?…]", plain):
        piece = match[0]
        if piece in ".!?…":
            begins = True
            continue
        lower = piece.lower().rstrip(".,")
        is_name = piece[0].isupper() and not begins and piece != "I"
        number = read_number(lower, 0) if lower.isalnum() else None
        is_number = number is not None and number.kind in ("digits", "words") and number.end == len(lower)
        found.append(
            Word(lower, str(number.low) if number is not None and is_number else _stem(lower), is_name)
        )
        begins = False
    return tuple(found[:MOST_WORDS])


def _stem(word: str) -> str:
    """Return a word without its inflection, roughly: enough to meet its other forms."""
    for ending, least in (
        ("ings", 4),
        ("ing", 3),
        ("ied", 3),
        ("ies", 3),
        ("ed", 3),
        ("es", 3),
        ("s", 3),
        ("ly", 4),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.rstrip("ey") if len(word) > 4 else word


def _stands_in(part: list[str], whole: list[str]) -> bool:
    """Return whether `part` stands in `whole` as one run of words."""
    padded = " " + " ".join(whole) + " "
    return f" {' '.join(part)} " in padded


@cache
def _listed(use: str) -> frozenset[str]:
    """Return the words of the table `wordings` for one use."""
    return frozenset(row[0] for row in table("wordings") if row[1] == use)


def _part(relation: Relation, part: Sequence[Word], whole: Sequence[Word]) -> WordingMatch:
    """Return the answer for a quotation that stands word by word in another."""
    share = round(len(part) / len(whole), 3)
    if len(_content(part)) < 2:
        return WordingMatch("unsure", share, "the shorter one has too few words to tell")
    return WordingMatch(relation, share, "the shorter one stands word by word in the longer")


def _content(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words that carry weight."""
    return [w for w in words if w.text not in _listed("function") and w.text not in _listed("negation")]


def _denies(words: Sequence[Word]) -> bool:
    """Return whether a quotation has an odd number of denials; "neither … nor" is one."""
    return sum(w.text in _listed("negation") and w.text != "nor" for w in words) % 2 == 1


def _clash(one: Sequence[Word], two: Sequence[Word]) -> str | None:
    """Return why two quotations can't be one utterance, or `None`: a denial, a number or a name apart."""
    if _denies(one) != _denies(two) and abs(len(one) - len(two)) < 0.5 * min(len(one), len(two)):
        return "one of them denies what the other says"
    numbers = [_numbers(words) for words in (one, two)]
    if numbers[0] - numbers[1] and numbers[1] - numbers[0]:
        return "they hold other numbers"
    names = [{w.stem for w in words if w.is_name} for words in (one, two)]
    stems = [{w.stem for w in words} for words in (one, two)]
    if names[0] - stems[1] and names[1] - stems[0]:
        return "they name others"
    return None


def _numbers(words: Sequence[Word]) -> set[float]:
    """Return the numbers of a quotation, in digits or words ("one" left out, as it is mostly a pronoun)."""
    read = (read_number(w.text, 0) for w in words if w.text != "one" and w.text.isalnum())
    return {n.value for n in read if n is not None and n.value is not None and n.kind in ("digits", "words")}


def _aligned(one: Sequence[Word], two: Sequence[Word]) -> WordingMatch:
    """Return the answer for two quotations in other words, by aligning their content words."""
    left, right = _content(one), _content(two)
    if len(left) < 2 or len(right) < 2:
        return WordingMatch("unsure", 0.0, "too few words to tell")
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    stems = {w.stem for w in long}
    if sum(w.stem in stems for w in short) < min(EXACT, DOUBTED) * len(short):
        return WordingMatch("other", 0.0, "they share few words")
    exact, partners = _partners(short, long)
    matched = sum(p is not None for p in partners)
    covered, same = matched / len(short), exact / len(short)
    score = round((covered + same) / 2, 3)
    clash = _clash(one, two)
    if clash is not None:
        return WordingMatch("other", score, clash)
    spare = len(long) - matched
    if (
        covered >= COVERED
        and same >= EXACT
        and len(short) >= 3
        and _may_be_read_so(one, two, partners, spare)
    ):
        if _denies(one) != _denies(two):
            return WordingMatch("unsure", score, "alike, but only one of them denies something")
        if covered == 1.0 or spare == 0:
            return WordingMatch(
                "variant", score, "nearly all words of the shorter one have a partner in the longer"
            )
        return WordingMatch("unsure", score, "alike, but each has a word that the other lacks")
    if same >= DOUBTED:
        return WordingMatch("unsure", score, "they share a part of their words")
    return WordingMatch("other", score, "they share few words")


def _partners(short: Sequence[Word], long: Sequence[Word]) -> tuple[int, list[int | None]]:
    """Return how many words of `short` have the same stem in `long`, and the partner of each."""
    partners: list[int | None] = [None] * len(short)
    free = dict.fromkeys(range(len(long)))
    for i, word in enumerate(short):
        found = next((j for j in free if long[j].stem == word.stem), None)
        if found is not None:
            partners[i] = found
            del free[found]
    exact = sum(p is not None for p in partners)
    for i, word in enumerate(short):
        if partners[i] is None and free:
            likes = [(round(_like(word, long[j]), 6), -j) for j in free]
            best, place = max(likes)
            if best >= LIKE:
                partners[i] = -place
                del free[-place]
    return exact, partners


def _like(one: Word, two: Word) -> float:
    """Return how alike two words are by their vectors, 0 for opposites, names and numbers."""
    if one.is_name or two.is_name or one.text[0].isdigit() or two.text[0].isdigit():
        return 0.0
    near = nearness(one.text, two.text)
    if min(len(one.text), len(two.text)) > ROOT and one.text[:ROOT] == two.text[:ROOT]:
        near = max(near, LIKE)  # "patient", "patience"
    return 0.0 if near < LIKE or _opposed(one, two) else near


def _opposed(one: Word, two: Word) -> bool:
    """Return whether the table lists two words, or their stems, as opposites."""
    pairs = _listed("opposite")
    return any(
        f"{x}:{y}" in pairs or f"{y}:{x}" in pairs for x in (one.text, one.stem) for y in (two.text, two.stem)
    )


def _may_be_read_so(one: Sequence[Word], two: Sequence[Word], partners: list[int | None], spare: int) -> bool:
    """Return whether the order of the words lets two quotations be one.

    Where all words meet and no name stands among them, a translation may turn the order.
    """
    if _in_order(partners):
        return True
    return spare <= 1 and None not in partners and not any(w.is_name for w in (*one, *two))


def _in_order(partners: list[int | None]) -> bool:
    """Return whether most partners stand in the order of the words."""
    places = [p for p in partners if p is not None]
    rising = sum(x < y for x, y in pairwise(places))
    return len(places) < 3 or rising >= 0.6 * (len(places) - 1)
