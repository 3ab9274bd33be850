"""Parties known by an office of a state ("the French president") or by a part in an event ("the suspect").

Source: tables `sole_offices` and `story_roles`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from twosource.lexicon import table, words
from twosource.link.naming.states import take_states
from twosource.link.parties_labels import Node
from twosource.link.parties_merge import Groups

Office = tuple[str, str]
"""The code of a state and an office of which it has one."""

_OWN = re.compile(r"['’]s?(?=\s|$)")
_MOST = 7
"""Words of the longest phrase that is looked at."""


def join_offices(nodes: Sequence[Node], groups: Groups) -> None:
    """Join persons who are called by a sole office of one state, where the story has one such person.

    A description joins the one person of the story whose name bears the title; descriptions alone join each
    other. Whoever is called former, acting or elect holds another office than the holder.
    """
    named: dict[Office, set[int]] = defaultdict(set)
    described: dict[Office, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        if node.type != "person":
            continue
        if node.party.names:
            for title in node.party.titles:
                office = office_of(title)
                if office is not None:
                    named[office].add(i)
        elif node.is_definite and (office := office_of(node.phrase)) is not None:
            described[office].append(i)
    for office, members in sorted(described.items()):
        holders = sorted({groups.head(i) for i in named.get(office, ())})
        what = f"“{nodes[members[0]].phrase}”"
        if len(holders) == 1:
            holder = min(named[office])
            for i in members:
                groups.join(holder, i, f"{what} is {nodes[holder].party.name}, so titled", _clash(nodes))
        elif not holders:
            for i in members[1:]:
                groups.join(members[0], i, f"the same sole office, {what}", _clash(nodes))


def join_story_roles(nodes: Sequence[Node], groups: Groups) -> None:
    """Join parties without a name that have one part in the event: "the suspect", "police", "protesters".

    A word counts only where no report uses it of two parties, in the singular of one and the plural of
    others, or with what tells one from another ("a second suspect", "two suspects", "Halden police"). A name
    with the role joins them if the story has one such person.
    """
    roles = {row[0]: row[1] for row in table("story_roles")}
    used: dict[str, list[int]] = defaultdict(list)
    named: dict[str, set[int]] = defaultdict(set)
    several: set[str] = set()
    for i, node in enumerate(nodes):
        head = node.party.head
        if node.party.names:
            for title in node.party.titles:
                named[title].add(i)
        elif head in roles:
            used[head].append(i)
        if node.party.plural and roles.get(_singular(head)) == "person":
            several.add(_singular(head))
    for head, members in sorted(used.items()):
        reports = [nodes[i].report for i in members]
        if len(set(reports)) < len(reports) or (roles[head] == "person" and head in several):
            continue
        plain = [i for i in members if nodes[i].phrase.lower() == head and nodes[i].is_definite]
        holders = {groups.head(i) for i in named.get(head, ())} if roles[head] == "person" else set()
        if len(holders) == 1 and not {nodes[i].report for i in named[head]} & set(reports):
            plain = [min(named[head]), *plain]
        elif holders:
            continue
        for i in plain[1:]:
            groups.join(plain[0], i, f"“{head}” is told of one party only in the story", _clash(nodes))


def _singular(word: str) -> str:
    """Return the singular of a noun for persons, as far as its ending shows it."""
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-3] + "f" if word.endswith("ves") else word.removesuffix("s")


def _clash(nodes: Sequence[Node]) -> Callable[[int, int], bool]:
    """Return the test of two nodes that keeps persons of different sex apart."""
    return lambda i, j: {nodes[i].party.gender, nodes[j].party.gender} == {"male", "female"}


def office_of(phrase: str) -> Office | None:
    """Return the state and the sole office that a title or description tells, whole; `None` if it is another.

    >>> office_of("Russian president"), office_of("prime minister of Japan"), office_of("Russian official")
    (('RU', 'president'), ('JP', 'prime minister'), None)
    """
    plain = [w for w in _OWN.sub("", phrase.lower()).replace(".", "").split() if w not in ("the", "of")]
    if not 1 < len(plain) <= _MOST:
        return None
    rest, states = take_states(plain)
    office = " ".join(rest)
    if len({state.code for state in states}) != 1 or office not in words("sole_offices"):
        return None
    return states[0].code, office
