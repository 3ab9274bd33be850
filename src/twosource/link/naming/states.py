"""States by their names, capitals, adjectives, people and seats of power.

The same word may stand for the place and, as the subject of a verb of saying, for its government; which of
the two is for the caller to know. Source: table `states`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from twosource.lexicon import table
from twosource.link.naming.fold import ascii_of, tidied

Form = Literal["name", "capital", "adjective", "people", "seat"]

_OWNING: Final = re.compile(r"['’]s(?=\s)")
_FORMS: Final[tuple[Form, ...]] = ("name", "capital", "adjective", "people", "seat")
_PREFER: Final = {"name": 0, "seat": 1, "adjective": 2, "people": 3, "capital": 4}
_SAY: Final = {
    "name": "the state's name",
    "capital": "the capital",
    "adjective": "the adjective",
    "people": "its people",
    "seat": "the seat of its government",
}


@dataclass(frozen=True, slots=True)
class StateForm:
    """A word or phrase for a state: its code, its common name, and what of the state the phrase is."""

    code: str
    name: str
    form: Form

    @property
    def says(self) -> str:
        """What the phrase is of the state, in words for a reader."""
        return _SAY[self.form]


def state_key(text: str) -> str:
    """Return `text` in lower-case ASCII words without a leading *the*, as the tables here are keyed."""
    return re.sub(r"^the ", "", ascii_of(_OWNING.sub("", tidied(text).replace(".", ""))))


def _forms() -> dict[str, tuple[StateForm, ...]]:
    """Return the forms of all states by their keys, the likeliest first."""
    found: dict[str, list[StateForm]] = {}
    for row in table("states"):
        name = row[1].split("|")[0]
        for form, cell in zip(_FORMS, row[1:], strict=False):
            for phrase in cell.split("|"):
                if phrase:
                    held = found.setdefault(state_key(phrase), [])
                    if all(other.code != row[0] for other in held):
                        held.append(StateForm(row[0], name, form))
    return {
        key: tuple(sorted(forms, key=lambda f: (_PREFER[f.form], f.code))) for key, forms in found.items()
    }


_STATES: Final = _forms()
LONGEST: Final = max(key.count(" ") + 1 for key in _STATES)
"""Words of the longest phrase for a state."""


def state_of(phrase: str) -> StateForm | None:
    """Return the state that `phrase` as a whole stands for, or `None`; the likeliest where several could."""
    forms = _STATES.get(state_key(phrase))
    return forms[0] if forms else None


def states_of(phrase: str) -> tuple[StateForm, ...]:
    """Return all states that `phrase` as a whole can stand for (Brussels: the EU, Belgium)."""
    return _STATES.get(state_key(phrase), ())


def take_states(words: list[str]) -> tuple[list[str], list[StateForm]]:
    """Return `words` (lower-case ASCII) without those that stand for states, and the states found."""
    rest: list[str] = []
    found: list[StateForm] = []
    i = 0
    while i < len(words):
        for size in range(min(LONGEST, len(words) - i), 0, -1):
            forms = _STATES.get(" ".join(words[i : i + size]))
            if (
                forms
                and forms[0].form in ("name", "adjective", "capital")
                and not (size == 1 and words[i] == "us")
            ):
                found.append(forms[0])
                i += size
                break
        else:
            rest.append(words[i])
            i += 1
    return rest, found
