"""Whether two names can name one organisation, place or government.

An organisation's name is taken apart into states (Russian, of Russia), numbers, generic words brought over
from other languages (ministerstvo, ministère), words that may be left out (company, group, legal forms), and
proper words. A short form in capitals is held against the initials of the other.

Source: tables `names_generic`, `names_acronyms`, `names_places`, `states`; `names_legal_forms`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from twosource.lexicon import table
from twosource.link.naming.edits import SLIP, slip_likeness, spelling_reason, word_likeness
from twosource.link.naming.fold import Word, ascii_of, tidied, word_of
from twosource.link.naming.states import state_key, state_of, states_of, take_states
from twosource.link.naming.verdict import NameMatch

_STOP: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "in",
        "on",
        "a",
        "an",
        "y",
        "e",
        "und",
        "et",
        "at",
        "to",
    ]
)
_GENERIC: Final = {form: row[0] for row in table("names_generic") for form in row[1].split()}
_WEAK: Final = frozenset(row[0] for row in table("names_generic") if len(row) > 2)
_ROMAN: Final = re.compile(r"(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})")
_TENS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_MOST_WORDS: Final = 40
_ALIASES: Final = re.compile(r"/| a\.?k\.?a\.? ", re.IGNORECASE)
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]?[A-Z.&0-9]{1,6}")


@cache
def _legal_forms() -> re.Pattern[str]:
    """Return the pattern of a legal form that stands as words of its own, dots left out ("s a", "gmbh")."""
    forms = sorted((row[0] for row in table("names_legal_forms")), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(form).replace(r"\ ", r"[\s&/-]+") for form in forms) + r")(?!\w)"
    )


@lru_cache(maxsize=16384)
def _is_legal_slip(word: str) -> bool:
    """Return whether an ASCII word is a long word of a legal form but for one slip of the pen."""
    return len(word) > 5 and any(slip_likeness(word, form, 1) > 0.0 for form in _legal_words())


@cache
def _legal_words() -> tuple[str, ...]:
    """Return the long words of all legal forms in ASCII letters."""
    long = {w for row in table("names_legal_forms") for w in ascii_of(row[0]).split() if len(w) > 5}
    return tuple(sorted(long))


def _acronyms() -> dict[str, frozenset[int]]:
    """Return, per short or full form in the table of acronyms, the lines in which it stands."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table("names_acronyms")):
        for phrase in (*row[0].split("|"), *row[1].split("|")):
            found.setdefault(state_key(phrase), set()).add(number)
    return {key: frozenset(lines) for key, lines in found.items()}


_ACRONYMS: Final = _acronyms()
_PLACES: Final = {
    state_key(form): n for n, row in enumerate(table("names_places")) for form in row[0].split("|")
}


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation's name taken apart; `generic` are words of the table, `proper` all others."""

    written: str
    key: str
    joined: str
    states: frozenset[str]
    numbers: tuple[int, ...]
    generic: tuple[str, ...]
    proper: tuple[Word, ...]
    acronym: str
    initials: frozenset[str]


@lru_cache(maxsize=65536)
def organisation_name(name: str) -> OrganisationName:
    """Return `name` taken apart."""
    low = _lowered(name)
    plain = _plain_words(low)
    rest, states = take_states([w for w in plain if w != "the"])
    numbers: list[int] = []
    generic: list[str] = []
    proper: list[Word] = []
    for word in rest:
        number = _number(word) if word != rest[0] or word in _TENS or word.isdigit() else None
        if number is not None:
            numbers.append(number)
        elif word in _GENERIC:
            generic.append(_GENERIC[word])
        elif word not in _STOP:
            proper.append(word_of(word))
    joined = "".join(w for w in plain if w not in ("the", "and"))
    acronym = _acronym(name)
    return OrganisationName(
        name,
        state_key(name),
        joined,
        frozenset(f"{s.code} capital" if s.form == "capital" else s.code for s in states),
        _summed(numbers),
        tuple(sorted(generic)),
        tuple(proper),
        acronym,
        _initials(low),
    )


_WRITTEN_OUT: Final = (("’", "'"), ("&", " and "), ("%", " percent"), ("int'l", "international"))


def _lowered(name: str) -> str:
    """Return `name` in lower case, signs written out, without possessives and the dots of initials."""
    low = tidied(name).casefold()
    for sign, words in _WRITTEN_OUT:
        low = low.replace(sign, words)
    low = re.sub(r"'s\b|'(?=\s|$)", "", low)
    return re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", low)


def _plain_words(low: str) -> list[str]:
    """Return the ASCII words of a lower-case name without its legal form; a Roman series number stays."""
    bare = _legal_forms().sub(" ", re.sub(r"\b(\w+)\.", r"\1", low))
    plain = ascii_of(bare if ascii_of(bare) else low).split()
    series = [w for w in ascii_of(low).split()[1:] if len(w) > 1 and _ROMAN.fullmatch(w)]
    return plain + [w for w in series if w not in plain]


def _acronym(name: str) -> str:
    """Return the short form in capitals that `name` is, lower case; a state's name may follow (PLA China)."""
    first, _, rest = tidied(name).strip().partition(" ")
    if not _ACRONYM.fullmatch(first) or (rest and state_of(rest) is None):
        return ""
    plain = ascii_of(first.replace(".", "").replace("&", ""))
    return plain if plain.isalnum() else ""


def _number(word: str) -> int | None:
    """Return the value of a number in digits, Roman numerals or words; `None` if `word` is none."""
    if word.isdigit() and len(word) < 9:
        return int(word)
    if word in _TENS:
        return _TENS[word]
    if len(word) <= 5 and _ROMAN.fullmatch(word):
        return 1000 + sum({"i": 1, "v": 5, "x": 10}[c] for c in word) * 7 + len(word)
    return None


def _summed(numbers: list[int]) -> tuple[int, ...]:
    """Return `numbers` with a unit added to the ten before it (forty 4)."""
    out: list[int] = []
    for number in numbers:
        if out and out[-1] in (20, 30, 40, 50) and number < 10:
            out[-1] += number
        else:
            out.append(number)
    return tuple(sorted(out))


def _initials(low: str) -> frozenset[str]:
    """Return the initial letters of the words of a name, with and without small and weak words."""
    words = ascii_of(low).split()
    content = [w for w in words if w not in _STOP]
    strong = [w for w in content if _GENERIC.get(w) not in _WEAK]
    return frozenset("".join(w[0] for w in part) for part in (words, content, strong) if len(part) > 1)


def acronym_lines(name: str) -> frozenset[int]:
    """Return the lines of the table of acronyms in which `name` stands, short or in full."""
    return _ACRONYMS.get(state_key(name), frozenset())


def same_organisation(a: str, b: str) -> NameMatch:
    """Return whether two names can be one organisation's."""
    for listed, other in ((a, b), (b, a)):
        parts = [part for part in _ALIASES.split(listed) if len(part.strip()) > 2]
        if 1 < len(parts) <= 4 and any(same_organisation(part, other).same for part in parts):
            return NameMatch(True, 0.85, (f"“{other}” is one of the names in “{listed}”",))
    x, y = organisation_name(a), organisation_name(b)
    if not x.joined or not y.joined:
        return NameMatch(None, 0.0, ("a name without a full word says too little",))
    if x.key == y.key or x.joined == y.joined or x.key.replace(" ", "") == y.key.replace(" ", ""):
        return NameMatch(True, 1.0, ("the same name but for legal form, articles, marks or spacing",))
    if acronym_lines(a) & acronym_lines(b):
        return NameMatch(
            True,
            0.95,
            (f"“{a}” is the short form of “{b}”" if x.acronym else f"“{b}” is the short form of “{a}”",),
        )
    for short, full in ((x, y), (y, x)):
        if short.acronym and not full.acronym and short.acronym in full.initials and len(short.acronym) > 1:
            return NameMatch(True, 0.9, (f"{short.written} are the initials of “{full.written}”",))
    if x.states and y.states and x.states != y.states:
        return NameMatch(False, 0.1, ("they belong to different states or places",))
    if x.numbers != y.numbers and ((x.numbers and y.numbers) or not x.proper or not y.proper):
        return NameMatch(False, 0.2, ("their numbers differ",))
    return _by_words(x, y)


def _by_words(x: OrganisationName, y: OrganisationName) -> NameMatch:
    """Return the verdict by the proper and generic words of two names."""
    if max(len(x.proper), len(y.proper)) > _MOST_WORDS:
        return NameMatch(None, 0.0, ("too many words for a name",))
    pairs, left_x, left_y = _pair_words(x.proper, y.proper)
    if bool(left_x) != bool(left_y):
        left_x, left_y = ([w for w in left if not _is_legal_slip(w.ascii)] for left in (left_x, left_y))
    generic_x = [g for g in x.generic if g not in y.generic and g not in _WEAK]
    generic_y = [g for g in y.generic if g not in x.generic and g not in _WEAK]
    weak = set(x.generic) ^ set(y.generic)
    if (left_x or generic_x) and (left_y or generic_y):
        if len(left_x) + len(left_y) > 2 and not generic_x and not generic_y and _likely_split(x, y):
            return NameMatch(True, 0.85, ("the same letters but for spacing and a slip",))
        return NameMatch(False, 0.2, ("each name has a word that the other lacks",))
    product = 1.0
    reasons: list[str] = []
    for p, q, value in pairs:
        product *= value
        if value < 1.0:
            reasons.append(spelling_reason(p, q))
    if not pairs and not (set(x.generic) & set(y.generic)):
        return NameMatch(False, 0.0, ("no word of one name is a word of the other",))
    if product < SLIP * SLIP:
        return NameMatch(False, 0.3, tuple(reasons))
    rest = [w.written for w in (*left_x, *left_y)] + generic_x + generic_y
    if rest or x.states != y.states or x.numbers != y.numbers:
        what = " ".join(rest) or "a state, place or number"
        return NameMatch(None, 0.5, (f"only one has “{what}”: may be a part, a branch or another", *reasons))
    if not pairs and set(x.generic) - _WEAK != set(y.generic) - _WEAK:
        return NameMatch(None, 0.4, ("too general to tell",))
    reasons = reasons or [
        "the same words" + (f" but for {', '.join(sorted(weak))}" if weak else " in another form or order")
    ]
    return NameMatch(True, round(min(0.97, product), 3), tuple(reasons))


def _likely_split(x: OrganisationName, y: OrganisationName) -> bool:
    """Return whether two names are the same letters but for spacing and one slip."""
    return word_likeness(word_of(x.joined), word_of(y.joined)) > SLIP


def _pair_words(
    a: tuple[Word, ...], b: tuple[Word, ...]
) -> tuple[list[tuple[Word, Word, float]], list[Word], list[Word]]:
    """Return the words of two names that go together with their likeness, and what is left of each."""
    likely = sorted(
        ((word_likeness(p, q), -abs(i - j), -i, -j) for i, p in enumerate(a) for j, q in enumerate(b)),
        reverse=True,
    )
    free_a, free_b = set(range(len(a))), set(range(len(b)))
    pairs = []
    for value, _, i, j in likely:
        if value > 0.0 and -i in free_a and -j in free_b:
            pairs.append((a[-i], b[-j], value))
            free_a.discard(-i)
            free_b.discard(-j)
    return pairs, [a[i] for i in sorted(free_a)], [b[j] for j in sorted(free_b)]


def place_lines(name: str) -> tuple[int, ...]:
    """Return the line of the table of places in which `name` stands, if any."""
    line = _PLACES.get(state_key(name))
    return () if line is None else (line,)


def same_place(a: str, b: str) -> NameMatch:
    """Return whether two names can be one place's: exonyms, old and new names, spellings."""
    key_a, key_b = state_key(a), state_key(b)
    if key_a == key_b and key_a:
        return NameMatch(True, 1.0, ("the same name",))
    line_a, line_b = _PLACES.get(key_a), _PLACES.get(key_b)
    if line_a is not None and line_a == line_b:
        return NameMatch(True, 0.95, ("two languages' or times' names of one place",))
    state_a, state_b = state_of(a), state_of(b)
    if state_a and state_b:
        if state_a.code == state_b.code:
            is_same = state_a.form == state_b.form
            reason = (
                f"both are {state_a.says} of {state_a.name}"
                if is_same
                else f"{state_a.says} and {state_b.says} of {state_a.name}"
            )
            return NameMatch(is_same, 0.95 if is_same else 0.3, (reason,))
        return NameMatch(False, 0.0, (f"{state_a.name} and {state_b.name} are two states",))
    if state_a or state_b or (line_a is not None and line_b is not None):
        return NameMatch(False, 0.1, ("two known places",))
    x = [word_of(w) for w in key_a.split() if w not in _STOP]
    y = [word_of(w) for w in key_b.split() if w not in _STOP]
    if max(len(x), len(y)) > _MOST_WORDS:
        return NameMatch(None, 0.0, ("too many words for a name",))
    pairs, left_x, left_y = _pair_words(tuple(x), tuple(y))
    if not pairs or left_x or left_y:
        return NameMatch(None if pairs else False, 0.3 if pairs else 0.0, ("not the same words",))
    product = 1.0
    for _, _, value in pairs:
        product *= value
    return NameMatch(
        True if product > SLIP else None,
        round(product, 3),
        tuple(spelling_reason(p, q) for p, q, _ in pairs if p != q),
    )


_WHOLE: Final = frozenset(
    [
        "government",
        "state",
        "regime",
        "authorities",
        "leadership",
        "officials",
        "administration",
        "cabinet",
        "republic",
    ]
)


def state_behind(name: str) -> tuple[str, str, str] | None:
    """Return (state code, state name, what of it) if `name` stands for a state's government as a whole.

    "the Kremlin", "Moscow", "Russian government", "the Russian authorities"; not "Russian foreign ministry".
    """
    whole = state_of(name)
    if whole is not None and whole.form != "people":
        return whole.code, whole.name, whole.says
    words = [w for w in state_key(name).split() if w not in _STOP]
    rest, states = take_states(words)
    if len({state.code for state in states}) == 1 and rest and all(w in _WHOLE for w in rest):
        return states[0].code, states[0].name, "its government"
    return None


def same_government(a: str, b: str) -> NameMatch:
    """Return whether two names can be one government's, by state, capital, seat, adjective."""
    x, y = state_behind(a), state_behind(b)
    if x and y:
        if x[0] == y[0]:
            return NameMatch(True, 0.9 if a != b else 1.0, (f"“{a}” is {x[2]}, “{b}” is {y[2]} of {x[1]}",))
        shared = {s.code for s in states_of(a)} & {s.code for s in states_of(b)}
        if shared:
            return NameMatch(None, 0.4, ("one of the names can stand for two governments",))
        return NameMatch(False, 0.0, (f"{x[1]} and {y[1]} are two states",))
    if x or y:
        other = b if x else a
        behind = organisation_name(other).states
        if (x or y)[0] in behind:  # type: ignore[index]
            return NameMatch(None, 0.4, (f"“{other}” is a part of that government, not the whole",))
    return same_organisation(a, b)
