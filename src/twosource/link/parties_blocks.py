"""Which names of a story are worth comparing: those that share a sound of a word, give or take one.

A story of a hundred reports has a thousand names; to compare each with each would take half a minute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from twosource.link.naming.fold import Word
from twosource.link.naming.organisation import acronym_lines, organisation_name, place_lines
from twosource.link.naming.parts import given_lines, person_name
from twosource.link.naming.states import state_key, states_of
from twosource.link.parties_labels import canonical

MAX_BLOCK = 400
"""Names that may share a key for it to count: a key of more is a common word (party, bank), not a clue."""


def person_keys(name: str) -> set[str]:
    """Return the keys under which a person's name is compared."""
    parts = person_name(name)
    keys = _sound_keys(parts.words) | {f"all {parts.joined}"}
    keys.update(f"given {line}" for word in parts.words for line in given_lines(word.ascii))
    return keys


def organisation_keys(name: str) -> set[str]:
    """Return the keys under which the name of a body or place is compared."""
    parts = organisation_name(name)
    keys = _sound_keys(parts.proper)
    keys.update(f"generic {word}" for word in parts.generic)
    keys.update(f"state {state}" for state in parts.states)
    keys.update(f"letters {letters}" for letters in (parts.acronym, *parts.initials) if letters)
    keys.update(f"line {line}" for line in acronym_lines(name))
    keys.update((f"all {parts.joined}", f"known {canonical().get(state_key(name), name)}"))
    return keys


def place_keys(name: str) -> set[str]:
    """Return the keys under which the name of a place is compared: its words, its state, its other names."""
    keys = organisation_keys(name)
    keys.update(f"place {line}" for line in place_lines(name))
    keys.update(f"state {state.code}" for state in states_of(name))
    return keys


def _sound_keys(words: Iterable[Word]) -> set[str]:
    """Return the sounds of each word, whole and without each one of them."""
    keys: set[str] = set()
    for word in words:
        keys.add(word.sounds)
        if len(word.sounds) > 2:
            keys.update(word.sounds[:i] + word.sounds[i + 1 :] for i in range(len(word.sounds)))
    return keys


def candidates(names: Sequence[str], keys_of: Callable[[str], set[str]]) -> list[tuple[str, str]]:
    """Return the pairs of `names` that share a key, each pair and all pairs in order."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        for key in keys_of(name):
            blocks[key].append(name)
    pairs = {
        (a, b)
        for block in blocks.values()
        if len(block) <= MAX_BLOCK
        for i, a in enumerate(block)
        for b in block[i + 1 :]
    }
    return sorted(pairs)
