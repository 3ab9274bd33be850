"""Korean and Chinese names: surname first or last, short syllables, rival romanisations.

One letter makes another syllable and another person (Jong-un, Jong-il), so nothing is allowed here but what
the romanisations themselves differ in: Wade-Giles against pinyin; Revised Romanisation, McCune-Reischauer
and press spellings of Korean.

Source: table `names_east` for surnames; the correspondences of the schemes for given names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from twosource.lexicon import table
from twosource.link.naming.fold import ascii_of
from twosource.link.naming.scripts import pinyin_of

_KOREAN: Final = re.compile(
    r"(?:syng|(?:kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjh])?[yw]?(?:ae|eo|eu|oe|ui|oo|ou|ee|ah|[aeiou])(?:ng|[kgntlmpb](?![aeiouyw]))?)+"
)
_CHINESE: Final = re.compile(
    r"(?:(?:zh|ch|sh|hs|ts|tz|sz|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ao|i?ang|i?ong|iung|u?ang|u?ai|ien|ieh|u?eng|u?ung|u?en|u?eh|uei"
    r"|ian|uan|i?ai|i?an|ing|in|iu|ih|ie|ia|ei|er|eh|erh|ou|oh|uo|ui|un|ue|ua|[aeiou]))+"
)
_WADE_GILES: Final = re.compile(r"hs|ien|ieh|ueh|tz|ts|ung|[sc]hih|erh|oh$|eh$|szu")
_KOREAN_FOLDS: Final = (
    ("syng", "song"), ("seung", "song"), ("eui", "i"), ("ui", "i"),
    ("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("oo", "u"), ("ou", "o"), ("ee", "i"), ("ah$", "a"),
    ("young", "yong"), ("yung", "yong"), ("hyun", "hyon"), ("suk", "sok"), ("sung", "song"), ("jung", "jong"),
    ("chung", "jong"), ("kyun", "kyon"), ("gyun", "kyon"), ("sh", "s"), ("ch", "j"), ("ng", "N"), ("g", "k"),
    ("d", "t"), ("b", "p"),
    ("r", "l"), ("wu", "u"), ("uh", "o"), (r"([a-zA-Z])\1", r"\1"),
)  # fmt: skip
_CHINESE_FOLDS: Final = (
    ("eou", "iu"), ("hs", "x"), ("zh|ch|j|q", "J"), ("ien", "ian"), ("ieh", "ie"), ("ueh", "ue"),
    ("ung", "ong"),
    ("([SJsr]h?)ih", r"\1i"), ("tzu|ssu|szu", "Zi"), ("ts|tz|z|c", "Z"), ("p", "b"), ("t", "d"), ("k", "g"),
    ("uei", "ui"), ("(?<=[gh])o(?![nu])", "e"), ("yen", "yan"), ("eh", "e"), ("oh", "o"),
    ("uo", "o"), ("yi", "i"), ("yu", "u"),
)  # fmt: skip


def _surnames() -> dict[str, dict[str, frozenset[int]]]:
    """Return, per script and form of a surname, the lines of the table in which it stands."""
    found: dict[str, dict[str, set[int]]] = {"ko": defaultdict(set), "zh": defaultdict(set)}
    for number, row in enumerate(table("names_east")):
        for form in row[1].replace("'", "").split():
            found[row[0]][form].add(number)
    return {script: {form: frozenset(n) for form, n in forms.items()} for script, forms in found.items()}


_SURNAMES: Final = _surnames()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an East Asian name: `ko` or `zh`, the surname's table lines, the given name's keys."""

    script: str
    surname: str
    lines: frozenset[int]
    given: str
    key: str


@dataclass(frozen=True, slots=True)
class EastName:
    """The readings of a name as an East Asian one; `is_other_scheme` if it isn't plain pinyin."""

    readings: tuple[Reading, ...]
    is_other_scheme: bool


def _folded(script: str, given: str) -> str:
    """Return the given name with what the romanisations of the script differ in brought to one sign."""
    for old, new in _KOREAN_FOLDS if script == "ko" else _CHINESE_FOLDS:
        given = re.sub(old, new, given)
    return given


def east_name(pieces: list[str]) -> EastName | None:
    """Return the name of these written words as an East Asian one, or `None` if it can't be."""
    if not 2 <= len(pieces) <= 3:
        if len(pieces) != 1 or pieces[0].isascii():
            return None
        pieces = ascii_of(pieces[0]).split()
        if not 2 <= len(pieces) <= 3:
            return None
    plain = [pinyin_of(piece) or ascii_of(piece).replace(" ", "") for piece in pieces]
    if not all(2 <= len(p) <= 9 for p in plain[1:-1]) or not all(plain):
        return None
    found: list[Reading] = []
    for script, pattern in (("ko", _KOREAN), ("zh", _CHINESE)):
        for surname, given in ((plain[0], plain[1:]), (plain[-1], plain[:-1])):
            lines = _SURNAMES[script].get(surname)
            joined = "".join(given)
            if lines and len(joined) <= 12 and all(pattern.fullmatch(p) for p in given):
                found.append(Reading(script, surname, lines, joined, _folded(script, joined)))
    if not found:
        return None
    is_other = bool(_WADE_GILES.search("-".join(plain))) or any("-" in p or "'" in p for p in pieces)
    return EastName(tuple(found), is_other)


def same_east(a: EastName, b: EastName) -> tuple[bool | None, str]:
    """Return whether two East Asian names are one person's, and the reason; `None` if unsure."""
    verdict: tuple[bool | None, str] = (None, "no common reading as a Korean or Chinese name")
    for x in a.readings:
        for y in b.readings:
            if x.script != y.script or not x.lines & y.lines:
                continue
            surnames = f"{x.surname}/{y.surname}" if x.surname != y.surname else x.surname
            if x.given == y.given:
                return True, f"surname {surnames} and the given name agree"
            is_other = a.is_other_scheme or b.is_other_scheme or x.surname != y.surname or x.script == "ko"
            if x.key == y.key and is_other:
                return (
                    True,
                    f"surname {surnames} agrees; {x.given}/{y.given} are two romanisations of one given name",
                )
            verdict = (False, f"surname {surnames} agrees, the given names {x.given} and {y.given} do not")
    return verdict
