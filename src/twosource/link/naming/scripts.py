"""Two scripts that need more than letter for letter: Indian vowels that are written but not spoken, and
Chinese names in Cyrillic letters (the system of Palladius).

Source: table `names_palladius` for the finals; the schwa rule of Hindi for the vowels.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import icu

from twosource.lexicon import table

_TO_MARKED: Final = icu.Transliterator.createInstance("Any-Latin")
_INDIC: Final = re.compile("[\u0900-\u0dff]")
_LAST_SHORT: Final = re.compile(r"(?<=[aeiouāīūēō])([^\Waeiouāīūēō]h?)a(?=\s|$)")
_SIBILANT: Final = str.maketrans({"ś": "sh", "ṣ": "sh", "c": "ch"})
_INNER_SHORT: Final = re.compile(r"(?<=[aeiouāīūēō][^\Waeiouāīūēō])a(?=[^\Waeiouāīūēō]h?[aeiouāīūēō])")
_INITIALS: Final = {
    "чж": "zh", "ч": "ch", "ш": "sh", "ж": "r", "б": "b", "п": "p", "м": "m", "ф": "f", "д": "d", "т": "t",
    "н": "n", "л": "l", "г": "g", "к": "k", "х": "h", "р": "r", "в": "w",
}  # fmt: skip
_SIBILANTS: Final = {"цз": ("z", "j"), "ц": ("c", "q"), "с": ("s", "x")}
"""Initials that stand for one sound before a, o, u, e and for another before i and ü."""


def is_indic(text: str) -> bool:
    """Return whether `text` has a letter of an Indian script (Devanagari to Sinhala)."""
    return _INDIC.search(text) is not None


def spoken_indic(text: str) -> str:
    """Return `text` of an Indian script in Latin letters with marks, without the short *a* not spoken.

    It is not spoken at the end of a word, nor between two syllables: manamohana is Manmohan. The nasal sign
    before h is heard as ng (Singh).
    """
    marked = str(_TO_MARKED.transliterate(text)).replace("nh", "ngh").replace("ṁh", "ngh")
    return _INNER_SHORT.sub("", _LAST_SHORT.sub(r"\1", marked)).translate(_SIBILANT)


@cache
def _syllable() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return the pattern of a syllable as Palladius writes it, and each final's pinyin after and without an
    initial."""
    finals = {row[0]: (row[1], row[2]) for row in table("names_palladius")}
    initials = sorted((*_INITIALS, *_SIBILANTS), key=len, reverse=True)
    ends = sorted(finals, key=len, reverse=True)
    # A final n belongs to the syllable before it only if no vowel follows (Пинань).
    pattern = rf"({'|'.join(initials)})?({'|'.join(ends)})(?![ьй])"
    return re.compile(pattern), finals


def pinyin_of(word: str) -> str:
    """Return the pinyin of a Chinese name's word in Cyrillic letters, empty if it can't be one.

    >>> pinyin_of("Цзиньпин"), pinyin_of("Иванов")
    ('jinping', '')
    """
    pattern, finals = _syllable()
    low, at, found = word.lower(), 0, []
    while at < len(low):
        match = pattern.match(low, at)
        if match is None:
            return ""
        initial, final = match.group(1), match.group(2)
        after, alone = finals[final]
        if initial is None:
            found.append(alone)
        elif initial in _SIBILANTS:
            found.append(_SIBILANTS[initial][final[0] in "ияюе"] + after)
        else:
            found.append(_INITIALS[initial] + after)
        at = match.end()
    return "".join(found)
