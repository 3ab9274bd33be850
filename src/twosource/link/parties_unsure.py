"""The pairs of parties of a story that may be one, for the user to settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from twosource.link.names import same_name
from twosource.link.parties_blocks import candidates, organisation_keys, person_keys, place_keys
from twosource.records import StoryParty

_ASKED = {"person": "person", "organisation": "organisation", "government": "government", "place": "place"}
_KEYS = {"person": person_keys, "place": place_keys}


def unsure_pairs(parties: Sequence[StoryParty]) -> tuple[tuple[str, str, str], ...]:
    """Return the pairs of names of two parties that can't be told one or two, each with the reason.

    Args:
        parties: of one story. Two parties with one and the same name are a pair too: the report that
            names both keeps them apart.
    """
    found: set[tuple[str, str, str]] = set()
    for kind, asked in _ASKED.items():
        by_name: dict[str, set[str]] = defaultdict(set)
        for party in parties:
            if party.type == kind and any(names for _, names in party.names):
                by_name[party.name].add(party.id)
        for name, ids in by_name.items():
            if len(ids) > 1:
                found.add((name, name, "several parties of the story bear the name"))
        for a, b in candidates(list(by_name), _KEYS.get(kind, organisation_keys)):
            match = same_name(a, b, kind=asked)
            if match.same is not False:
                why = "; ".join(match.reasons) or "the names agree, something else speaks against it"
                found.add((a, b, why))
    return tuple(sorted(found))
