"""How far two words of names are apart: weighted edits over their folded keys, with the reasons.

An edit between letters that romanisations confuse costs little, any other costs 1; a letter doubled, or two
swapped, costs less than two edits. The sum is held against the length: short words, where one letter makes
another name (Ri, Li; Han, Hun), have next to no allowance.

Source: table `names_costs`; `ROMANISED` and `SLIP_LETTERS`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, Levenshtein

from twosource.lexicon import table
from twosource.link.naming.fold import Word

_COSTS: Final = {
    pair: float(row[2])
    for row in table("names_costs")
    if "-" not in row[:2]
    for pair in (row[0] + row[1], row[1] + row[0])
}
_GAPS: Final = {row[0]: float(row[2]) for row in table("names_costs") if row[1] == "-"}
_WHY: Final = {frozenset(row[:2]): row[3] for row in table("names_costs") if len(row) > 3}
_GAP: Final = 0.85
_SWAP: Final = 0.6
_MERGED: Final = str.maketrans("rv", "lb")
_SOFT: Final = str.maketrans("", "", "hv")
_BROAD: Final = re.compile("[aeiou]")
_TRADITIONS: Final = {(row[0], row[1]): row[2] for row in table("names_spellings")}

ROMANISED: Final = 0.115
"""Cost allowed per folded letter for two romanisations of one word, and at most `MOST` in all. Chosen on the
given half of name_bench against our own table of relatives."""
MOST: Final = 1.05
LONGEST: Final = 60
"""Letters of the longest word that is compared letter by letter: what is longer is no name."""
SLIP_LETTERS: Final = ((9, 2), (5, 1))
"""Slips of the pen: from so many letters on, so many wrong, missing, doubled or swapped ones are allowed."""
KEYS_LEAST: Final = 0.812
"""Likenesses from here on are of romanisations, those below of slips of the pen."""
SLIP: Final = 0.78
"""Likeness of a word with one slip of the pen; two count twice."""


def distance(a: str, b: str, limit: float = MOST) -> float:
    """Return the least total cost to turn the folded key `a` into `b`, or 9.0 once it exceeds `limit`."""
    gaps = [_GAPS.get(letter, _GAP) for letter in b]
    before: list[float] = []
    row = [0.0]
    for gap in gaps:
        row.append(row[-1] + gap)
    for i, x in enumerate(a):
        lost = _GAPS.get(x, _GAP)
        new = [row[0] + lost]
        for j, y in enumerate(b):
            read = row[j] if x == y else row[j] + _COSTS.get(x + y, 1.0)
            best = min(read, row[j + 1] + lost, new[j] + gaps[j])
            if i and j and x == b[j - 1] and y == a[i - 1]:
                best = min(best, before[j - 1] + _SWAP)
            new.append(best)
        if min(new) > limit:
            return 9.0
        before, row = row, new
    return row[-1]


@lru_cache(maxsize=131072)
def key_likeness(a: str, b: str) -> float:
    """Return how alike two folded keys are: 1.0 if the same, above 0.8 if two romanisations."""
    if a == b:
        return 1.0
    limit = min(MOST, ROMANISED * max(len(a), len(b)))
    if abs(len(a) - len(b)) > 2 or Levenshtein.distance(a, b, score_cutoff=4) > 4:
        return 0.0
    cost = distance(a, b, limit)
    return 0.0 if cost > limit else round(1.0 - (1.0 - KEYS_LEAST) * cost / MOST, 3)


def slip_likeness(a: str, b: str, most: int) -> float:
    """Return how alike two words in ASCII letters are that differ by at most `most` slips of the pen."""
    allowed = min(most, next((slips for length, slips in SLIP_LETTERS if min(len(a), len(b)) >= length), 0))
    if not allowed or (a[0] != b[0] and a[-1] != b[-1]):
        return 0.0
    slips = OSA.distance(a, b, score_cutoff=allowed)
    if slips > allowed:
        return 0.0
    is_gap = slips == 1 and len(a) != len(b)
    return SLIP + 0.03 if is_gap else SLIP**slips


def word_likeness(a: Word, b: Word) -> float:
    """Return how alike two words are, over all readings: 0.0 (another word) to 1.0 (the same letters)."""
    if a.ascii == b.ascii:
        return 1.0
    if max(len(a.ascii), len(b.ascii)) > LONGEST:
        return 0.0
    if a.writing == "syllabic" or b.writing == "syllabic":
        return _syllabic_likeness(a, b)
    if (a.writing == "abjad") != (b.writing == "abjad"):
        return _abjad_likeness(a, b)
    allowed = 1 if min(len(a.ascii), len(b.ascii)) < 5 else 2
    if Levenshtein.distance(a.sounds, b.sounds, score_cutoff=allowed) > allowed:
        return 0.0
    best = max(key_likeness(x, y) for x in a.keys for y in b.keys)
    most = 2 if a.writing == b.writing == "latin" else 1
    return min(best, 0.99) or slip_likeness(a.ascii, b.ascii, most) or _gap_likeness(a.keys[-1], b.keys[-1])


def _gap_likeness(a: str, b: str) -> float:
    """Return how alike two folded keys are of which one lacks a letter of the other (Serej, Sergey)."""
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) < 5 or len(longer) != len(shorter) + 1 or a[0] != b[0]:
        return 0.0
    return SLIP + 0.03 if OSA.distance(a, b, score_cutoff=1) == 1 else 0.0


def _abjad_likeness(a: Word, b: Word) -> float:
    """Return how alike two words are by the consonants alone, for scripts that don't write short vowels."""
    x, y = a.bones.translate(_SOFT), b.bones.translate(_SOFT)
    if not x or not y:
        return 0.0
    if x == y:
        return 0.9 if len(x) > 1 else 0.75
    shorter = min(len(x), len(y))
    cost = distance(x, y, 0.9)
    return 0.75 if cost <= min(0.9, 0.2 * shorter) else 0.0


def _syllabic_likeness(a: Word, b: Word) -> float:
    """Return how alike two words are for scripts that write foreign names by syllables (katakana, Han)."""
    x, y = (_BROAD.sub("", word.keys[0].translate(_MERGED)) for word in (a, b))
    return 0.85 if x == y and len(x) > 1 else max(key_likeness(p, q) for p in a.keys for q in b.keys)


def spelling_reason(a: Word, b: Word) -> str:
    """Return a sentence on how the spellings of `a` and `b` differ, for the reader of an account."""
    pairs: list[str] = []
    traditions: list[str] = []
    for step in Levenshtein.opcodes(a.ascii, b.ascii):
        if step.tag == "equal":
            continue
        x = a.ascii[step.src_start : step.src_end]
        y = b.ascii[step.dest_start : step.dest_end]
        pairs.append(f"{x or '-'}/{y or '-'}")
        why = _TRADITIONS.get((x or "-", y or "-")) or _TRADITIONS.get((y or "-", x or "-"))
        why = why or _WHY.get(frozenset((x or "-", y or "-")))
        if why and why not in traditions:
            traditions.append(why)
    shown = " and ".join(dict.fromkeys(pairs))
    tail = f" ({'; '.join(traditions)})" if traditions else ""
    return f"“{a.written}” and “{b.written}” spell one name: {shown}{tail}"
