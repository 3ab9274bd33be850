"""What the lexicon knows of the words for parties: nouns, titles, given names, states, organisations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from twosource.lexicon import table, words
from twosource.records import PartyType

Gender = Literal["male", "female"]

LEGAL = frozenset((
    "inc", "corp", "corporation", "ltd", "limited", "plc", "llc", "co", "company", "group", "holdings", "ag",
    "sa", "gmbh", "nv",
))  # fmt: skip
"""Legal forms of companies, which a name bears or leaves out."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun for a party. `kind` is `role`, `epithet`, `unnamed` or `plain`; `body` a body's class."""

    type: PartyType
    plural: bool = False
    gender: Gender | None = None
    kind: str = "plain"
    body: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """How a name stands for a state: `is_seat` for a palace, `is_capital` for a city."""

    name: str
    is_seat: bool = False
    is_capital: bool = False


def _gender(cell: str) -> Gender | None:
    """Return the gender that a cell of a table gives."""
    return cast(Gender, cell) if cell in ("male", "female") else None


def _cell(row: tuple[str, ...], i: int) -> str:
    """Return cell `i` of a row, empty where it is absent."""
    return row[i] if i < len(row) else ""


@cache
def nouns() -> dict[str, Noun]:
    """Return every noun for a party by its lower-case form; plurals of nouns for persons are groups."""
    documents = sorted(words("document_nouns"))
    found = {plural(word): Noun("document", True) for word in documents}
    found.update({word: Noun("document", word in ("data", "figures")) for word in documents})
    for row in table("person_nouns"):
        word, gender, kind = row[0], _gender(_cell(row, 1)), _cell(row, 2)
        found[word] = Noun("unnamed" if kind == "unnamed" else "person", False, gender, kind)
        found[plural(word)] = Noun("unnamed" if kind == "unnamed" else "group", True, gender, kind)
    for row in table("group_nouns"):
        found[row[0]] = Noun(cast(PartyType, row[1]), row[2] == "plural", None, "body", _cell(row, 3))
        if row[2] != "plural" and _cell(row, 3):
            found[plural(row[0])] = Noun("group", True)
    return found


def plural(word: str) -> str:
    """Return the plural of an English noun.

    >>> plural("spokesman"), plural("deputy"), plural("witness"), plural("boy")
    ('spokesmen', 'deputies', 'witnesses', 'boys')
    """
    if word.endswith("man"):
        return word[:-3] + "men"
    if word in ("wife", "child", "thief"):
        return {"wife": "wives", "child": "children", "thief": "thieves"}[word]
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def titles() -> dict[str, tuple[Gender | None, bool]]:
    """Return for each word before a name the gender it shows and whether it is a mere honorific."""
    return {row[0]: (_gender(_cell(row, 1)), _cell(row, 2) == "honorific") for row in table("person_titles")}


@cache
def given_names() -> dict[str, Gender | None]:
    """Return the gender of each given name in lower case; `None` for those borne by both."""
    return {row[0].lower(): _gender(_cell(row, 1)) for row in table("given_names")}


@cache
def organisations() -> dict[str, tuple[str, str]]:
    """Return for each name of a known organisation its main name and its class."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("organisations"):
        for name in (row[0], *_cell(row, 2).split(";")):
            if name:
                found.setdefault(name, (row[0], row[1]))
    for name in agencies():
        found.setdefault(name, (agencies()[name], "agency"))
    for name in [n for n in found if len(n) > 3 and n.isalpha() and n.isupper()]:
        found.setdefault(name.capitalize(), found[name])  # "Nato", "Tass"
    return found


@cache
def agencies() -> dict[str, str]:
    """Return for each name of a news agency its main name."""
    found: dict[str, str] = {}
    for row in table("agencies"):
        for name in (row[0], *_cell(row, 1).split(";")):
            if name.strip():
                found.setdefault(name.strip(), row[0])
    return found


def _several(row: tuple[str, ...], i: int) -> list[str]:
    """Return the values of cell `i` of a row, without the article before them."""
    values = [value.strip() for value in _cell(row, i).split("|")]
    return [value.removeprefix("the ").removeprefix("The ") for value in values if value]


@cache
def agency_states() -> dict[str, str]:
    """Return for the main name of each news agency the state that it is of."""
    names = {row[0]: _several(row, 1)[0] for row in table("states")}
    return {row[0]: names[_cell(row, 2)] for row in table("agencies") if _cell(row, 2) in names}


@cache
def states() -> dict[str, State]:
    """Return the states by name, by capital and by seat of power; a name counts before another's capital."""
    rows = [(_several(row, 1), _several(row, 2), _several(row, 5)) for row in table("states")]
    found = {name: State(names[0]) for names, _, _ in reversed(rows) for name in names}
    for names, capitals, seats in rows:
        for seat in seats:
            found.setdefault(seat, State(names[0], is_seat=True))
        for capital in capitals:
            found.setdefault(capital, State(names[0], is_capital=True))
    return found


@cache
def demonyms() -> dict[str, str]:
    """Return the state for each adjective and people ("Russian", "Russians")."""
    found: dict[str, str] = {}
    for row in table("states"):
        for word in (*_several(row, 3), *_several(row, 4)):
            found.setdefault(word, _several(row, 1)[0])
    return found


@cache
def kin() -> frozenset[str]:
    """Return the nouns for relatives, in the singular ("wife", "brother"), and "lady" of "first lady"."""
    return words("kin_nouns")


@cache
def sole_offices() -> frozenset[str]:
    """Return the offices that one person holds at a time in a state, less "leader", which others hold too."""
    return words("sole_offices") - {"leader"}


@cache
def actor_verbs() -> frozenset[str]:
    """Return the verbs by which a government acts or speaks."""
    return words("actor_verbs")


@cache
def address_verbs() -> frozenset[str]:
    """Return the verbs whose object is addressed or charged."""
    return words("address_verbs")


def gender_of(name: tuple[str, ...]) -> Gender | None:
    """Return the gender that a person's name shows by its given name or its Slavic feminine surname."""
    if len(name) > 1:
        known = given_names().get(name[0].lower())
        if known is not None:
            return known
    last = name[-1].lower()
    if len(last) > 6 and last.endswith(("skaya", "skaia", "skaja", "ovna", "evna")):
        return "female"
    return None
