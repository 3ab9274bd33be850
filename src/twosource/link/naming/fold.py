"""Words of a name in a form in which romanisations can be compared: Latin letters, folded letter groups.

A word of any script is first brought to lower-case ASCII letters (Cyrillic by our table, other scripts by
ICU), then letter groups that romanisations use for one sound are folded to one sign. Where a group can be
read in two ways (Belarusian "ou" is *ov* before a consonant, French "ou" is *u*), the word has several keys.

Source: tables `names_cyrillic` and `names_folds`; ICU's Any-Latin transliterator for the rest.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

import icu

from twosource.lexicon import table
from twosource.link.naming.scripts import is_indic, spoken_indic

Writing = Literal["latin", "cyrillic", "abjad", "syllabic", "other"]

_CYRILLIC: Final = {row[0]: row[1] if len(row) > 1 else "" for row in table("names_cyrillic")}
_FOLDS: Final = tuple((re.compile(row[0]), row[1] if len(row) > 1 else "") for row in table("names_folds"))
_TO_LATIN: Final = "Any-Latin; Latin-ASCII"
_HAN_TO_LATIN: Final = "Han-Latin/Names; Any-Latin; Latin-ASCII"
_STROKES: Final = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
        "ə": "a",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "ng",
        "ʻ": "",
        "ʼ": "",
        "ʾ": "",
        "ʿ": "",
        "’": "",
        "‘": "",
        "'": "",
        "`": "",
        "´": "",
        "ʹ": "",
        "ʺ": "",
        "“": "",
        "”": "",
        '"': "",
    }
)
_HACEKS: Final = str.maketrans(
    {
        "č": "ch",
        "ć": "ch",
        "š": "sh",
        "ś": "sh",
        "ş": "sh",
        "ș": "sh",
        "ž": "zh",
        "ź": "zh",
        "ż": "zh",
        "ç": "ch",
        "đ": "dj",
        "ö": "oe",
        "ü": "ue",
        "ä": "ae",
    }
)
_LEET: Final = str.maketrans("013457", "oleast")
_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_MOJIBAKE: Final = re.compile("\u00e2\u0080[\u0098-\u009d]")
_POSSESSIVE: Final = re.compile(r"['’]s?\s*$")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_VOWELS: Final = re.compile(r"[aeiou]")
_ABJAD_SOFT: Final = re.compile(r"[aeiouh]")
_CLASSES: Final = str.maketrans("ghHkxqszSZCcjtdvfbplrmn", "KKKKKKTTTTTTTTTPPPPLLNN")
_SCRIPTS: Final[tuple[tuple[str, Writing], ...]] = (
    ("LATIN", "latin"),
    ("CYRILLIC", "cyrillic"),
    ("ARABIC", "abjad"),
    ("HEBREW", "abjad"),
    ("CJK", "syllabic"),
    ("KATAKANA", "syllabic"),
    ("HIRAGANA", "syllabic"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name: as written, in ASCII letters, and its folded keys, the plainest first.

    `bones` are the consonants of the plainest key, for words whose script does not write vowels; `sounds` the
    same in five broad classes, by which unlike words are told apart at once. Compared by identity, as a hash
    over all fields would cost more than a comparison.
    """

    written: str
    ascii: str
    keys: tuple[str, ...]
    writing: Writing
    bones: str
    sounds: str


def writing_of(text: str) -> Writing:
    """Return the kind of script of the first letter of `text`: `latin` if it has none."""
    for letter in text:
        if not letter.isalpha():
            continue
        if letter.isascii():
            return "latin"
        name = unicodedata.name(letter, "")
        for prefix, writing in _SCRIPTS:
            if name.startswith(prefix):
                return writing
        return "other"
    return "latin"


def tidied(name: str) -> str:
    """Return `name` with wrongly decoded quotation marks put right, and no possessive at its end."""
    if "\u00e2\u0080" in name:
        name = _MOJIBAKE.sub("’", name)
    return _POSSESSIVE.sub("", name)


@cache
def _transliterator(rules: str) -> icu.Transliterator:
    """Return ICU's transliterator of an id; making one takes a tenth of a second."""
    return icu.Transliterator.createInstance(rules)


def ascii_of(text: str, *, haceks: bool = False) -> str:
    """Return `text` in lower-case ASCII letters, digits and single blanks.

    Args:
        text: a word or a name in any script.
        haceks: read letters with a mark for the letter group that it stands for (č as ch, ü as ue) rather
            than leave the mark out.
    """
    if text.isascii():
        return _NOT_LETTERS.sub(" ", text.lower().replace("'", "").replace("`", "")).strip()
    low = unicodedata.normalize("NFC", text).casefold() if "ß" not in text else text.lower()
    if haceks:
        low = low.translate(_HACEKS)
    low = low.translate(_STROKES)
    low = _HANGUL.sub(r" \g<0> ", low)
    writing = writing_of(low)
    if writing == "cyrillic":
        low = "".join(_CYRILLIC.get(letter, letter) for letter in low)
    elif writing == "syllabic":
        low = str(_transliterator(_HAN_TO_LATIN).transliterate(low)).replace("~", "")
    elif is_indic(low):
        low = spoken_indic(low)
    elif writing != "latin":
        low = str(_transliterator(_TO_LATIN).transliterate(low)).translate(_STROKES)
    if not low.isascii():
        low = "".join(
            c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c)
        ).translate(_STROKES)
    return _NOT_LETTERS.sub(" ", low.lower()).strip()


def fold(word: str) -> str:
    """Return the lower-case ASCII `word` with letter groups of one sound folded to one sign."""
    for pattern, replacement in _FOLDS:
        word = pattern.sub(replacement, word)
    return word


def _readings(ascii_word: str) -> list[str]:
    """Return the ways to read `ascii_word` before folding, the plainest first.

    Cases: Belarusian Tsikhanouskaya (u for v before a consonant, soft ts for t), Dzmitry, Uladzimir; German
    Juschtschenko and Serbian Jovan (j for y); Wade-Giles and Greek are left to the costs.
    """
    readings = [ascii_word]
    slavic = re.sub(r"(?<=[aeio])u(?=[bcdfghklmnprstvz])", "v", ascii_word)
    slavic = re.sub(r"^u(?=[l])", "v", slavic)
    slavic = re.sub(r"ts(?=[iy])", "t", slavic)
    slavic = re.sub(r"dz(?=[imyev])", "d", slavic)
    if slavic != ascii_word:
        readings.append(slavic)
    if "j" in ascii_word:
        readings.extend(re.sub(r"j", "y", reading) for reading in tuple(readings))
    if ascii_word.endswith("e") and re.search(r"ou|ch|dj", ascii_word):
        readings.append(ascii_word[:-1])  # French spellings of Arabic names end in a silent e: Tebboune
    if re.search(r"oe|ue", ascii_word):
        readings.append(ascii_word.replace("oe", "o").replace("ue", "u"))
    return readings


@lru_cache(maxsize=65536)
def word_of(written: str) -> Word:
    """Return the `Word` for one written word of a name."""
    writing = writing_of(written)
    plain = ascii_of(written).replace(" ", "")
    if not plain:
        plain = "".join(
            c
            for c in unicodedata.normalize("NFC", written).casefold()
            if c.isalnum() or unicodedata.combining(c)
        )
    if re.search(r"[a-z][0-9]|[0-9][a-z]", plain) and sum(c.isdigit() for c in plain) == 1:
        plain = plain.translate(_LEET)
    readings = _readings(plain)
    if "1" in written:
        readings.append(plain.replace("l", "i"))
    if not written.isascii():
        marked = ascii_of(written, haceks=True).replace(" ", "")
        if marked != plain:
            readings.extend(_readings(marked))
    keys = tuple(dict.fromkeys(fold(reading) for reading in readings))
    soft = _ABJAD_SOFT if writing == "abjad" else _VOWELS
    bones = soft.sub("", _abjad_stem(keys[0])) if writing == "abjad" else soft.sub("", keys[0])
    return Word(written, plain, keys, writing, bones, _VOWELS.sub("", keys[0]).translate(_CLASSES))


def _abjad_stem(key: str) -> str:
    """Return `key` without the article that Arabic script writes together with the word."""
    return key[2:] if key.startswith("al") and len(key) > 4 else key
