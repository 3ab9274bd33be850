"""Whether two names of persons can name one person: surnames and given names are compared by themselves.

The words of one name are paired with those of the other by their likeness, and what is left without a partner
decides. Relatives share a surname, namesakes a given name, so one word that differs on both sides is
enough for *no*; a bare surname beside a full name is *unsure*.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Final

from twosource.lexicon import table
from twosource.link.naming.east import same_east
from twosource.link.naming.edits import KEYS_LEAST, spelling_reason, word_likeness
from twosource.link.naming.fold import Word, word_of
from twosource.link.naming.parts import (
    SERVANT,
    PersonName,
    differs_by_sex,
    is_light,
    is_patronymic,
    likeness,
    person_name,
    shares_given_line,
)
from twosource.link.naming.verdict import NameMatch

_LEAST_PRODUCT: Final = 0.55
"""Least product of the likenesses of all paired words: two words may be slightly off, not three."""
_MOST_WORDS: Final = 30
"""Words of the longest name that is compared word by word."""
_SURE_GIVEN: Final = 0.8
"""Least likeness of two given names beside one surname: a plain wrong letter there is often a brother."""
_MOST_DROPPED: Final = 2
"""Words that one name may have more where two are shared: chains of fathers' names meet by chance."""
_SEXES: Final = {row[0]: row[1] if len(row) > 1 else "" for row in table("given_names")}
_INITIAL_SOUNDS: Final = ("yeji", "ckqhx", "gh", "vwu", "sz", "ct", "jgdz", "ao")


@dataclass(slots=True)
class _Pairing:
    """Which words of two names go together, which initials were used, and what is left on each side."""

    pairs: list[tuple[int, int, float]]
    left_a: set[int]
    left_b: set[int]
    by_initial: int = 0
    initials_a: tuple[str, ...] = ()
    initials_b: tuple[str, ...] = ()

    @property
    def has_rest_a(self) -> bool:
        return bool(self.left_a or self.initials_a)

    @property
    def has_rest_b(self) -> bool:
        return bool(self.left_b or self.initials_b)


def _pair(a: PersonName, b: PersonName) -> _Pairing:
    """Return the pairing of two names: the likest words first, then words written apart, then initials."""
    likely = [
        (value, -abs(i - j), -i, -j)
        for i, x in enumerate(a.words)
        for j, y in enumerate(b.words)
        if (value := likeness(x, y)) > 0.0
    ]
    pairing = _Pairing([], set(range(len(a.words))), set(range(len(b.words))))
    if not likely:
        return pairing
    for value, _, i, j in sorted(likely, reverse=True):
        if -i in pairing.left_a and -j in pairing.left_b:
            pairing.pairs.append((-i, -j, value))
            pairing.left_a.discard(-i)
            pairing.left_b.discard(-j)
    if pairing.pairs and pairing.left_a and pairing.left_b and len(pairing.left_a) + len(pairing.left_b) > 2:
        pairing.pairs += _joined(a.words, b.words, pairing.left_a, pairing.left_b)
        flipped = _joined(b.words, a.words, pairing.left_b, pairing.left_a)
        pairing.pairs += [(j, i, value) for i, j, value in flipped]
    letters_a, letters_b = [x for _, x in a.initials], [x for _, x in b.initials]
    for letter in tuple(letters_a):
        if letter in letters_b:
            letters_a.remove(letter)
            letters_b.remove(letter)
            pairing.by_initial += 1
    pairing.initials_a = _spend(letters_a, b.words, pairing.left_b, pairing)
    pairing.initials_b = _spend(letters_b, a.words, pairing.left_a, pairing)
    pairing.pairs.sort()
    return pairing


def _spend(
    letters: list[str], others: tuple[Word, ...], free: set[int], pairing: _Pairing
) -> tuple[str, ...]:
    """Pair initials with free words of the other name that begin so; return the initials left."""
    left = []
    for letter in letters:
        for j in sorted(free):
            if _begins(others[j], letter):
                free.discard(j)
                pairing.by_initial += 1
                break
        else:
            left.append(letter)
    return tuple(left)


def _begins(word: Word, letter: str) -> bool:
    """Return whether `letter` can be the initial of `word` in some romanisation (Y. or E. for Yevgeny)."""
    first = word.ascii[:1]
    if first == letter:
        return True
    return word.writing != "latin" and any(first in s and letter in s for s in _INITIAL_SOUNDS)


def _joined(
    one: tuple[Word, ...], many: tuple[Word, ...], free_one: set[int], free_many: set[int]
) -> list[tuple[int, int, float]]:
    """Return pairs of a word of `one` with two neighbours of `many` written apart, now taken."""
    found = []
    for i in sorted(free_one):
        for j in sorted(free_many):
            if j + 1 not in free_many:
                continue
            value = word_likeness(one[i], word_of(many[j].written + many[j + 1].written))
            if value > 0.0:
                found.append((i, j, value))
                free_one.discard(i)
                free_many.discard(j)
                free_many.discard(j + 1)
                break
    return found


def same_person(a: str, b: str) -> NameMatch:
    """Return whether two names can be one person's."""
    x, y = person_name(a), person_name(b)
    if not x.words or not y.words:
        return NameMatch(None, 0.0, ("a name without a full word says too little",))
    if x.rank != y.rank:
        if x.rank and y.rank:
            return NameMatch(False, 0.1, ("one is the elder, the other the younger of the name",))
        return NameMatch(
            None, 0.5, ("only one is called junior, senior or the second: may be father and son",)
        )
    if x.joined == y.joined and (x.initials == y.initials or not x.initials or not y.initials):
        same_text = "the same name" if a == b else "the same name but for titles, particles, marks or spacing"
        return NameMatch(True, 1.0, (same_text,))
    if x.east is not None and y.east is not None:
        verdict, reason = same_east(x.east, y.east)
        if verdict is not None:
            return NameMatch(verdict, 0.92 if verdict else 0.2, (reason,))
    if max(len(x.words) + len(x.initials), len(y.words) + len(y.initials)) > _MOST_WORDS:
        return NameMatch(None, 0.0, ("too many words for a person's name",))
    pairing = _pair(x, y)
    if not pairing.pairs:
        return NameMatch(False, 0.0, ("no word of one name is a word of the other",))
    if pairing.has_rest_a and pairing.has_rest_b:
        return _conflict(x, y, pairing)
    return _agreement(x, y, pairing)


def _conflict(x: PersonName, y: PersonName, pairing: _Pairing) -> NameMatch:
    """Return the verdict where both names have something that the other lacks."""
    rest_a = [x.words[i] for i in sorted(pairing.left_a)]
    rest_b = [y.words[j] for j in sorted(pairing.left_b)]
    shown = " ".join(x.words[i].written for i, _, _ in pairing.pairs)
    if len(rest_a) == len(rest_b) == 1 and not pairing.initials_a and not pairing.initials_b:
        p, q = rest_a[0], rest_b[0]
        if differs_by_sex(p.ascii, q.ascii) and all(value >= 0.9 for _, _, value in pairing.pairs):
            given = x.words[pairing.pairs[0][0]].ascii
            if shares_given_line(given, "f"):
                reason = f"“{p.written}” and “{q.written}” are a woman's surname with and without its ending"
                return NameMatch(True, 0.85, (reason,))
        if is_patronymic(p) and is_patronymic(q):
            return NameMatch(False, 0.2, (f"their fathers' names differ: “{p.written}”, “{q.written}”",))
    left = " ".join([*(w.written for w in rest_a), *(f"{i.upper()}." for i in pairing.initials_a)])
    right = " ".join([*(w.written for w in rest_b), *(f"{i.upper()}." for i in pairing.initials_b)])
    last = (len(x.words) - 1, len(y.words) - 1)
    kin = any((i, j) == last for i, j, _ in pairing.pairs)
    tail = "relatives or namesakes" if kin else "another person who shares it"
    return NameMatch(False, 0.25, (f"“{shown}” agrees, “{left}” and “{right}” do not: {tail}",))


def _agreement(x: PersonName, y: PersonName, pairing: _Pairing) -> NameMatch:
    """Return the verdict where at most one name has words that the other lacks."""
    product = prod(value for _, _, value in pairing.pairs)
    reasons = _reasons(x, y, pairing)
    doubt = _doubt(x, y, pairing, product)
    if doubt is not None:
        return NameMatch(None, round(0.5 * product, 3), (doubt, *reasons))
    order = [j for _, j, _ in pairing.pairs]
    is_turned = order != sorted(order)
    if is_turned and (x.sons or y.sons) and not x.is_turned and not y.is_turned:
        return NameMatch(False, 0.3, ("son and father are the other way round",))
    if is_turned:
        reasons.append("the words stand in another order")
    more = " ".join(word.written for word in _dropped(x, y, pairing))
    if more:
        reasons.append(f"only one has “{more}”")
    score = product * (0.93 if is_turned else 1.0) * (0.9 if pairing.by_initial else 1.0)
    score *= 0.9 if pairing.has_rest_a or pairing.has_rest_b else 1.0
    return NameMatch(True, round(min(score, 0.99), 3), tuple(reasons))


def _dropped(x: PersonName, y: PersonName, pairing: _Pairing) -> list[Word]:
    """Return the words that one of two names has more."""
    return [x.words[i] for i in sorted(pairing.left_a)] + [y.words[j] for j in sorted(pairing.left_b)]


def _doubt(x: PersonName, y: PersonName, pairing: _Pairing, product: float) -> str | None:
    """Return why two names that don't contradict each other may be two persons', `None` if nothing says so.

    What both share must be two words that tell something; a name of many words more is another's unless it
    only goes on where the shorter ends (Mohammed bin Salman bin Abdulaziz).
    """
    has_rest = pairing.has_rest_a or pairing.has_rest_b
    servants = sum(x.words[i].ascii == y.words[j].ascii == SERVANT for i, j, _ in pairing.pairs)
    shared = len(pairing.pairs) - servants + pairing.by_initial
    if has_rest and shared < 2:
        shown = x.words[pairing.pairs[-1][0]].written
        return f"only “{shown}” is common to both: one name is too short to tell"
    if product < _LEAST_PRODUCT:
        return "more than one word is spelled otherwise"
    if _is_doubtful_given(x, y, pairing):
        return "the surnames agree, the given names are close but may be two"
    heavy = sum(not is_light(word) for word in _dropped(x, y, pairing))
    telling = sum(not is_light(x.words[i]) for i, _, _ in pairing.pairs)
    ends = [max(i for i, _, _ in pairing.pairs), max(j for _, j, _ in pairing.pairs)]
    goes_on = all(k > ends[0] for k in pairing.left_a) and all(k > ends[1] for k in pairing.left_b)
    if shared < 3 and heavy > (_MOST_DROPPED if goes_on else min(_MOST_DROPPED, telling)):
        return "one name has many words that the other lacks"
    if has_rest and _has_forename_more(x, y, pairing):
        return "one has a name more before what both share: may be a son"
    return None


def _has_forename_more(x: PersonName, y: PersonName, pairing: _Pairing) -> bool:
    """Return whether one name is the other with a word before it, as a son's is before his father's.

    Case: Ahmed Ali Abdullah Saleh, son of Ali Abdullah Saleh. With two shared words, or where names don't run
    in chains of fathers, it is a forename that is not used: Tayyip Erdoğan, Boris de Pfeffel Johnson.
    """
    if len(pairing.pairs) < 3 or not (0 in pairing.left_a or 0 in pairing.left_b):
        return False
    return any(shares_given_line(name.words[0].ascii, "chain") for name in (x, y))


def _is_doubtful_given(x: PersonName, y: PersonName, pairing: _Pairing) -> bool:
    """Return whether beside one surname the given names differ as those of two relatives may.

    A wrong letter (Selena, Serena), a woman's ending (Adrian, Adriana), one more at the end (Ivana, Ivanka).
    """
    last = (len(x.words) - 1, len(y.words) - 1)
    if last not in ((i, j) for i, j, _ in pairing.pairs):
        return False
    return any(
        (i, j) != last and value < 0.99 and _are_doubtful(x.words[i].ascii, y.words[j].ascii, value)
        for i, j, value in pairing.pairs
    )


def _are_doubtful(a: str, b: str, value: float) -> bool:
    """Return whether two given names that look alike may be two, from what is known of given names.

    Names of one line of the table are one. Else both known with another sex (Daniel, Daniele) are two; a slip
    of the pen must turn one known name into an unknown word, or drop a letter within it.
    """
    if shares_given_line(a) and shares_given_line(b):
        return False
    sexes = (_SEXES.get(a), _SEXES.get(b))
    if set(sexes) == {"male", "female"}:
        return True
    shorter, longer = sorted((a, b), key=len)
    if {a[-1:], b[-1:]} in ({"a", "o"}, {"a", "e"}) or (longer[:-1] == shorter and longer[-1] == "a"):
        return True
    if value >= KEYS_LEAST:
        return False
    if None not in sexes or _shared_start(a, b) >= len(shorter) - 1:
        return True
    return value < _SURE_GIVEN and sexes == (None, None)


def _shared_start(a: str, b: str) -> int:
    """Return how many letters two words have in common from the beginning."""
    return next((i for i, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), min(len(a), len(b)))


def _reasons(x: PersonName, y: PersonName, pairing: _Pairing) -> list[str]:
    """Return, for each pair of words that aren't the same letters, why they are one name."""
    reasons = []
    for i, j, value in pairing.pairs:
        p, q = x.words[i], y.words[j]
        if value >= 1.0 or p.ascii == q.ascii:
            continue
        if shares_given_line(p.ascii) and shares_given_line(q.ascii):
            reasons.append(f"“{p.written}” and “{q.written}” are forms of one given name")
        else:
            reasons.append(spelling_reason(p, q))
    if pairing.by_initial:
        reasons.append("an initial stands for a name of the other")
    return reasons
