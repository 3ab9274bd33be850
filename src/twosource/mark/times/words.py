"""The words of a text as classes of the grammar of times: one character a word, for rules as patterns.

A rule of `rules.py` is a regular expression over classes of words rather than over letters of the text.
Each class has one private character; the text becomes one string of them, a word a character, in which runs
of words that no rule needs are skipped at once. That keeps reading linear and fast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from twosource.lexicon import table
from twosource.mark.times.calendar import holidays

WORD = (
    r"|\d+(?:[.,:]\d+)*[A-Za-z]*"  # 10:35, 1,700, 21st, 1980s, 5pm
    r"|[’'‘]\d\ds?\b"  # '89, '80s
    r"|[’'‘][sS]\b"
    r"|[ap]\.m\b\.?|o[’']clock\b"
    r"|[^\W\d_]+"
    r"|\n[^\S\n]*\n\s*"
    r"|[^\w\s]"
)
CAPITALISED = frozenset(("weekday", "weekday_short", "weekdays", "month", "month_short", "month_verb"))
OTHER, BREAK = "unknown", "break"
MARKS = {
    ",": "comma", ".": "stop", "-": "hyphen", "‐": "hyphen", "‑": "hyphen", "–": "hyphen", "—": "dash",
    "/": "slash", "(": "open", ")": "shut", "$": "money", "€": "money", "£": "money", "#": "money",
    "%": "percent",
}  # fmt: skip
NUMERALS = (
    "digits", "day_number", "year", "short_year", "decade", "short_decade", "ordinal_number", "clock",
    "hour_meridiem", "decimal", "thousands", "s", "holiday",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text: where each begins and ends, its lower-case form, class and value.

    `classes` has one character for each word; see `character`.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]
    classes: str

    def value(self, at: int) -> str:
        """Return the value of the word in the table, an empty string if it has none."""
        entry = lexicon().get(self.forms[at])
        return entry[1] if entry else ""

    def name(self, at: int) -> str:
        """Return the class of the word."""
        return _names()[self.classes[at]]


@cache
def lexicon() -> dict[str, tuple[str, str]]:
    """Return class and value of each word of a time expression, by its lower-case form."""
    return {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in table("times_words")}


@cache
def characters() -> dict[str, str]:
    """Return the private character of each class."""
    names = sorted({entry[0] for entry in lexicon().values()} | set(MARKS.values()) | set(NUMERALS))
    private = {name: chr(0xE000 + i) for i, name in enumerate(names)}
    return private | {OTHER: "x", BREAK: "\n"}


@cache
def token() -> re.Pattern[str]:
    """Return the pattern of one word; the name of a holiday is one word, however many it has."""
    names = sorted(holidays(), key=lambda name: (-len(name), name))
    written = [r"\s".join(_written(word) for word in name.split()) for name in names]
    return re.compile(r"(?=[A-Z])(?<!\w)(?:" + "|".join(written) + r")\b" + WORD)


def _written(word: str) -> str:
    """Return the pattern of a holiday's word: capitalised unless it is "of", with either apostrophe."""
    shown = word if word == "of" else word[0].upper() + word[1:]
    return re.escape(shown).replace("'", "[’']")


@cache
def _names() -> dict[str, str]:
    return {character: name for name, character in characters().items()}


@cache
def _by_form() -> dict[str, str]:
    """Return the private character of each word that needs no look at its case, by its lower-case form."""
    private = characters()
    found = {word: private[name] for word, (name, _) in lexicon().items() if name not in CAPITALISED}
    return found | {mark: private[name] for mark, name in MARKS.items()}


@cache
def _by_name() -> dict[str, str]:
    """Return the private character of each word that counts only when capitalised, by its lower-case form."""
    return {w: characters()[name] for w, (name, _) in lexicon().items() if name in CAPITALISED}


def read_words(text: str, start: int, end: int) -> Words:
    """Return the words of `text[start:end]` with their classes; offsets are into `text`."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    classes: list[str] = []
    plain, names = _by_form(), _by_name()
    other, holiday = characters()[OTHER], characters()["holiday"]
    for found in token().finditer(text, start, end):
        word = found.group()
        form = word.lower()
        character = plain.get(form)
        if character is None:
            if form in names and word[0] != form[0]:
                character = names[form]
            elif word[0].isalpha():
                character = holiday if word[0].isupper() and _as_holiday(form) in holidays() else other
            else:
                character = characters()[_shape(form)]
        starts.append(found.start())
        ends.append(found.end())
        forms.append(form)
        classes.append(character)
    return Words(text, tuple(starts), tuple(ends), tuple(forms), "".join(classes))


def _as_holiday(form: str) -> str:
    """Return a word as the table of holidays writes it: one blank between words, a straight apostrophe."""
    return " ".join(form.replace("’", "'").split())


SHAPES = (
    ("clock", re.compile(r"(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?(?:am|pm|h)?|\.[0-5]\d(?:am|pm))$")),
    ("hour_meridiem", re.compile(r"(?:1[0-2]|0?[1-9])(?:am|pm)$")),
    ("year", re.compile(r"(?:1[0-9]|20)\d\d$")),
    ("decade", re.compile(r"(?:1[0-9]|20)\d0s$")),
    ("short_decade", re.compile(r"[’'‘]?[2-9]0s$")),
    ("short_year", re.compile(r"[’'‘]\d\d$")),
    ("ordinal_number", re.compile(r"(?:1?1th|1?2th|1?3th|1st|2nd|3rd|[2-3]1st|22nd|23rd|[1-9]?\d+th)$")),
    ("day_number", re.compile(r"(?:0?[1-9]|[12]\d|3[01])$")),
    ("digits", re.compile(r"\d+$")),
    ("thousands", re.compile(r"\d{1,3}(?:,\d{3})+$")),
    ("decimal", re.compile(r"\d+\.\d+$")),
    ("s", re.compile(r"[’'‘]s$")),
)


def _shape(form: str) -> str:
    """Return the class of a word by its shape: numbers of several kinds, a possessive, a mark, a break."""
    if form[0] == "\n":
        return BREAK
    return next((name for name, shape in SHAPES if shape.match(form)), OTHER)
