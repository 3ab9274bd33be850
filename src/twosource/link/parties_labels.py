"""One type for one surface form over a story, and what of a party the linking needs.

The model that labels names labels one form as a person in one report and an organisation in the next; over a
story the tables decide, else the majority. State names may be place and government by turns, and stay so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from twosource.lexicon import table
from twosource.link.naming.organisation import state_behind
from twosource.link.naming.states import state_key, state_of
from twosource.records import Annotation, Party, PartyType

_LEAD = re.compile(
    r"^(?:(?:the|a|an|some|many|several|all|both|these|those|his|her|its|their|our|at|least|more|than|nearly|about"
    r"|around|over|up|to|\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|of)\s+)+",
    re.IGNORECASE,
)
_UNION = "EU"


@dataclass(frozen=True, slots=True)
class Node:
    """A party of one report, made ready: its type over the story, its state, its descriptive phrase.

    `phrase` is the first description as written, without leading articles and numbers; `is_definite` whether
    a description points at one that is known ("the", "Russia's"; not "a").
    """

    report: str
    party: Party
    type: PartyType
    state: str | None
    state_name: str | None
    phrase: str
    is_definite: bool = False

    @property
    def called(self) -> str:
        """The name, or the description of a party without one."""
        return self.party.name if self.party.names else self.phrase


@cache
def canonical() -> dict[str, str]:
    """Return, per known other name of an organisation, its main name, keyed as in the tables of states.

    From the tables of agencies and of organisations; a name that two lines share is left out.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in table("agencies"):
        for name in (row[0], *(row[1].split(";") if len(row) > 1 else ())):
            found[state_key(name)].add(row[0])
    for row in table("organisations"):
        for name in (row[0], *(row[2].split(";") if len(row) > 2 else ())):
            found[state_key(name)].add(row[0])
    return {key: next(iter(names)) for key, names in found.items() if key and len(names) == 1}


def nodes_of(annotations: Sequence[Annotation]) -> tuple[Node, ...]:
    """Return the parties of all reports as nodes, in order of report and party."""
    labels = _labels(annotations)
    return tuple(
        _node(annotation, party, labels) for annotation in annotations for party in annotation.marks.parties
    )


def _node(annotation: Annotation, party: Party, labels: dict[str, PartyType]) -> Node:
    """Return the node of one party."""
    kind = party.type
    state = None
    if party.names:
        kind = labels.get(state_key(party.name), kind)
        known = state_of(party.name)
        if known is not None and known.form == "people":
            kind = "group"
        elif known is not None and kind in ("organisation", "person"):
            kind = "organisation" if known.code == _UNION else "government"
        behind = next((found for name in party.names if (found := state_behind(name)) is not None), None)
        if kind == "organisation" and behind is not None and behind[2] == "its government":
            kind = "government"  # "the Russian government" is no other party than Russia that acts
        if kind == "government" and behind is not None and behind[0] != _UNION:
            state = behind
    phrase = next(
        (m.span.text for m in annotation.marks.mentions if m.party == party.id and m.form == "description"),
        party.name,
    )
    phrase = " ".join(phrase.split())
    bare = _LEAD.sub("", phrase) or phrase
    if kind == "government" and not party.names:
        behind = state_behind(bare)
        state = behind if behind is not None and behind[0] != _UNION else None
    is_definite = bare == phrase or phrase.lower().startswith("the ")
    return Node(
        annotation.report.id,
        party,
        kind,
        state[0] if state else None,
        state[1] if state else None,
        bare,
        is_definite,
    )


def _labels(annotations: Sequence[Annotation]) -> dict[str, PartyType]:
    """Return the type of each surface form over the story: the table's, else the majority's by reports.

    Forms that a table knows for a state keep what each report says, place or government; a seat of power is
    always its government.
    """
    counts: dict[str, Counter[PartyType]] = defaultdict(Counter)
    for annotation in annotations:
        for party in annotation.marks.parties:
            if party.names:
                counts[state_key(party.name)][party.type] += 1
    labels: dict[str, PartyType] = {}
    for form, types in counts.items():
        state = state_of(form)
        if form in canonical() or (state is not None and state.code == _UNION and state.form == "name"):
            labels[form] = "organisation"
        elif state is not None and state.form == "seat":
            labels[form] = "government"
        elif state is not None:
            continue
        else:
            labels[form] = min(types, key=lambda kind: (-types[kind], kind))
    return labels
