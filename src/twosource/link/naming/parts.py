"""A person's name taken apart into words, initials, particles, titles and a generational suffix.

Source: tables `names_given`, `names_titles`, `names_particles`, `names_endings`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from twosource.lexicon import table, words
from twosource.link.naming.east import EastName, east_name
from twosource.link.naming.edits import word_likeness
from twosource.link.naming.fold import Word, ascii_of, tidied, word_of

_TITLES: Final = words("names_titles")
_NAMES_TOO: Final = frozenset(row[0] for row in table("names_titles") if len(row) > 1)
_PARTICLES: Final = {row[0]: row[1] for row in table("names_particles")}
SERVANT: Final = "abdul"
"""How the first part of an Arabic name of the form *servant of …* is written here, whatever the spelling."""
_LIGHT: Final = frozenset((SERVANT, "shah", "khan", "agha", "sayed", "sayyid", "syed"))
_JOINED_SERVANT: Final = re.compile(
    r"abd(?:[aeiou]l|[aeiou]r(?=r)|[aeiou]s(?=s)|[aeiou]n(?=n)|l)?([^l]\w{3,})"
)
_SERVANT: Final = ("abd", "abdul", "abdel", "abdal", "abdol")
_SUFFIXES: Final = {"jr": 2, "junior": 2, "sr": 1, "senior": 1, "ii": 2, "iii": 3, "iv": 4}
_PATRONYMIC: Final = tuple(row[1] for row in table("names_endings") if row[0] == "patronymic")
_FEMININE: Final = tuple((row[1], row[2]) for row in table("names_endings") if row[0] == "feminine")
_SPLIT: Final = re.compile(r"[\s·・•‧/_\-‐‑–—]+")
_JOINED_ARTICLE: Final = re.compile(r"(?<!\w)([AE]l)(?=[A-Z][a-z])")
_HYPHENED: Final = re.compile(r"[A-Za-z]{2,3}[-‐‑]")
_NICKNAME: Final = re.compile(
    r"\(([^()]*)\)|[\"“«]([^\"“”«»]{1,40})[\"”»]|(?<=\s)['‘]([^'‘’]{1,40})['’](?=\s)"
)


def _given_lines() -> dict[str, frozenset[int]]:
    """Return, per form of a given name, the lines of the table in which it stands."""
    lines: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(table("names_given")):
        for cell in row[1:]:
            for form in cell.split():
                lines[form].add(number)
    return {form: frozenset(numbers) for form, numbers in lines.items()}


_GIVEN: Final = _given_lines()


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart.

    `words` are its full words in the order given name first as far as that shows (a comma turns it);
    `initials` are (position, letter) of single letters; `sons` are the positions of words after bin, ben.
    `rank` is 1 for senior, 2 for junior, the second…, 0 if not said. `east` is its reading as an East Asian
    name, if it has one.
    """

    written: str
    words: tuple[Word, ...]
    initials: tuple[tuple[int, str], ...]
    sons: frozenset[int]
    rank: int
    joined: str
    east: EastName | None
    is_turned: bool


@lru_cache(maxsize=65536)
def person_name(name: str) -> PersonName:
    """Return `name` taken apart."""
    text = _NICKNAME.sub(" ", tidied(name))
    text = _JOINED_ARTICLE.sub(r"\1-", text if text.strip() else name)  # ElBaradei
    is_turned = False
    head, comma, tail = text.partition(",")
    if comma and ascii_of(tail).replace(" ", "") not in _SUFFIXES and tail.strip():
        text, is_turned = f"{tail} {head}", True
    pieces = [piece for piece in _SPLIT.split(text.replace(",", " ").replace(".", ". ")) if piece]
    pieces = _without_titles(pieces)
    east = east_name(pieces)
    found: list[Word] = []
    initials: list[tuple[int, str]] = []
    sons: set[int] = set()
    rank = 0
    for i, piece in enumerate(pieces):
        plain = ascii_of(piece).replace(" ", "") or word_of(piece).ascii
        if not plain:
            continue
        if plain in _SUFFIXES and found and i == len(pieces) - 1:
            rank = _SUFFIXES[plain]
        elif len(plain) == 1 and piece[0].isalpha() and piece.isascii():
            initials.append((len(found), plain))
        elif (
            plain in _PARTICLES
            and i < len(pieces) - 1
            and (found or initials or _is_leading(pieces[i:], plain, text))
        ):
            if _PARTICLES[plain] == "son":
                sons.add(len(found))
        else:
            found.extend(_servant_words(plain, piece))
    joined = "".join(word.ascii for word in found)
    return PersonName(name, tuple(found), tuple(initials), frozenset(sons), rank, joined, east, is_turned)


def _is_leading(pieces: list[str], plain: str, text: str) -> bool:
    """Return whether the first word of a name is a particle, not a given name.

    Cases: al-Assad, El-Sisi, bin Laden, Le Pen, van der Bellen; but Al Gore, Ben Ali, Van Morrison Smith.
    """
    if plain in ("bin", "ibn", "bint"):
        return True
    if _PARTICLES[plain] == "article":
        return pieces[0].islower() or _HYPHENED.match(text.strip()) is not None
    if _PARTICLES[plain] == "from":
        rest = [ascii_of(piece).replace(" ", "") for piece in pieces[1:]]
        return len(rest) == 1 or rest[0] in _PARTICLES
    return False


def _servant_words(plain: str, piece: str) -> list[Word]:
    """Return the words of one written word: two for the servant names that outlets write together or apart.

    Abd al-Rahman, Abdul Rahman, Abdurrahman, Abdelrahman; Abdrabbuh. Abdullah stays one.
    """
    if plain in _SERVANT:
        return [word_of(SERVANT)]
    joined = None if plain in _GIVEN else _JOINED_SERVANT.fullmatch(plain)
    return [word_of(SERVANT), word_of(joined.group(1))] if joined else [word_of(piece)]


def _without_titles(pieces: list[str]) -> list[str]:
    """Return `pieces` without titles and forms of address, unless nothing else would be left."""
    kept: list[str] = []
    for piece in pieces:
        plain = ascii_of(piece).replace(" ", "")
        if plain not in _TITLES or (kept and plain in _NAMES_TOO):
            kept.append(piece)
    return kept if kept else pieces


def is_light(word: Word) -> bool:
    """Return whether outlets often leave the word out of a chain of names (Mohammad, Shah, Khan, Abdul)."""
    return word.ascii in _LIGHT or bool(given_lines(word.ascii) & given_lines("mohammad"))


def is_patronymic(word: Word) -> bool:
    """Return whether the word ends as a Slavic father's name does."""
    return len(word.ascii) > 5 and word.ascii.endswith(_PATRONYMIC)


def masculine(word: str) -> str:
    """Return the man's form of a woman's surname in ASCII letters; the word itself if it isn't one."""
    for ending, other in _FEMININE:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + other
    return word


@lru_cache(maxsize=131072)
def likeness(a: Word, b: Word) -> float:
    """Return how alike two words of persons' names are; 0.9 for a pet or foreign form, 0.0 for other names.

    Two forms that the table of given names keeps apart are other names though they differ by one letter.
    """
    if a.ascii == b.ascii:
        return 1.0
    lines_a, lines_b = _GIVEN.get(a.ascii), _GIVEN.get(b.ascii)
    if lines_a and lines_b:
        return 0.9 if lines_a & lines_b else 0.0
    value = word_likeness(a, b)
    if value > 0.0 and differs_by_sex(a.ascii, b.ascii):
        return 0.0
    return value


def differs_by_sex(a: str, b: str) -> bool:
    """Return whether two words in ASCII letters are a man's and a woman's form of one surname."""
    man_a, man_b = masculine(a), masculine(b)
    if (man_a == a) == (man_b == b):
        return False
    return word_likeness(word_of(man_a), word_of(man_b)) > 0.0


def given_lines(word: str) -> frozenset[int]:
    """Return the lines of the table of given names in which the ASCII `word` stands."""
    return _GIVEN.get(word, frozenset())


def shares_given_line(word: str, sex: str | None = None) -> bool:
    """Return whether the ASCII `word` is a form of a given name in the table, of that sex if one is asked."""
    lines = _GIVEN.get(word, frozenset())
    return bool(lines) if sex is None else any(table("names_given")[line][0] == sex for line in lines)


def is_bare(name: PersonName) -> bool:
    """Return whether the name has but one full word and no initial (a surname or a given name alone)."""
    return len([word for word in name.words if word.ascii != SERVANT]) <= 1 and not name.initials


def surname_likeness(bare: PersonName, full: PersonName) -> float:
    """Return how alike the one word of `bare` is to the surname of `full`, 0.0 if it is none.

    The surname is the last word, or for an East Asian name either end that can be one.
    """
    if not bare.words or len(full.words) + len(full.initials) < 2 or not full.words:
        return 0.0
    word = bare.words[-1]
    best = likeness(word, full.words[-1])
    if full.east is not None and any(reading.surname == word.ascii for reading in full.east.readings):
        best = 1.0
    return best
