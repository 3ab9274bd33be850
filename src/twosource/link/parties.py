"""The parties of a story: which parties of its reports are one, and why.

Names decide, and only names: persons by `same_name`, a bare surname where the story has one bearer or its own
report tells which; governments by their state; organisations by name and initials; places by exonyms. Parties
known by description alone stay with their report, but for one and the same specific phrase.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from twosource.link.judgements import NO_JUDGEMENTS, Judgements, name_key
from twosource.link.parties_labels import Node, nodes_of
from twosource.link.parties_merge import Groups
from twosource.link.parties_names import join_governments, join_named, join_phrases, join_tails
from twosource.link.parties_people import join_people
from twosource.link.parties_roles import join_offices, join_story_roles
from twosource.records import Annotation, PartyType, StoryParty, digest

__all__ = ["link_parties"]


def link_parties(
    annotations: Sequence[Annotation], *, judgements: Judgements = NO_JUDGEMENTS
) -> tuple[StoryParty, ...]:
    """Return the parties of a story, each with its members in the reports and the reasons why they are one.

    Args:
        annotations: the reports of one story, in any order.
        judgements: what the user has settled; it goes before all else.

    Returns:
        One record for each party, ordered by how many reports name it, then by name and id; every party of
        every report is a member of exactly one. Ids depend on the members alone.
    """
    nodes = nodes_of(sorted(annotations, key=lambda annotation: annotation.report.id))
    apart, same = _settled(nodes, judgements)
    groups = Groups(len(nodes), apart)
    for i, j in same:
        groups.join(i, j, f"“{nodes[i].party.name}” and “{nodes[j].party.name}”: the user's judgement")
    join_people(nodes, groups)
    join_offices(nodes, groups)
    join_governments(nodes, groups)
    join_named(nodes, groups, "organisation")
    join_tails(nodes, groups)
    join_named(nodes, groups, "place")
    join_named(nodes, groups, "group")
    join_named(nodes, groups, "document")
    join_phrases(nodes, groups)
    join_story_roles(nodes, groups)
    shown = {name_key(name): preferred for name, preferred in judgements.shown}
    parties = [_story_party([nodes[i] for i in members], reasons, shown) for members, reasons in groups.all()]
    return tuple(sorted(parties, key=lambda p: (-len(p.names), p.name.casefold(), p.id)))


def _settled(
    nodes: Sequence[Node], judgements: Judgements
) -> tuple[frozenset[tuple[int, int]], list[tuple[int, int]]]:
    """Return the pairs of nodes that the user keeps apart, and those that the user joins.

    A name that no report gives may be a description ("the mayor of Halden"). Where one word is the name of
    two kinds of party (Moscow: place and government), parties of one kind are joined, if there are such.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        for key in {name_key(name) for name in node.party.names or (node.phrase,)}:
            by_name[key].append(i)

    def pairs(a: str, b: str) -> set[tuple[int, int]]:
        return {
            (min(i, j), max(i, j))
            for i in by_name.get(name_key(a), ())
            for j in by_name.get(name_key(b), ())
            if i != j
        }

    apart = {pair for a, b in judgements.different for pair in pairs(a, b)}
    same: set[tuple[int, int]] = set()
    for a, b in judgements.same:
        found = pairs(a, b)
        alike = {pair for pair in found if nodes[pair[0]].type == nodes[pair[1]].type}
        same |= alike or found
    return frozenset(apart), sorted(same - apart)


def _story_party(nodes: Sequence[Node], reasons: tuple[str, ...], shown: Mapping[str, str]) -> StoryParty:
    """Return the record of the party that the nodes are."""
    members = tuple(sorted((node.report, node.party.id) for node in nodes))
    kind = _majority(node.type for node in nodes)
    by_report: dict[str, dict[str, None]] = defaultdict(dict)
    for node in nodes:
        by_report[node.report].update(dict.fromkeys(node.party.names))
    names = tuple((report, tuple(by_report[report])) for report in sorted(by_report))
    return StoryParty(
        id=f"p{digest('party', members)}",
        type=kind,
        name=next((shown[key] for key in _keys(nodes) if key in shown), None) or _shown(nodes, kind),
        names=names,
        members=members,
        reasons=reasons,
    )


def _keys(nodes: Sequence[Node]) -> list[str]:
    """Return the keys of all names of a party, in order."""
    return sorted({name_key(name) for node in nodes for name in node.party.names})


def _majority(types: Iterable[PartyType]) -> PartyType:
    """Return the commonest type; the first in the alphabet of those as common."""
    counts = Counter(types)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def _shown(nodes: Sequence[Node], kind: PartyType) -> str:
    """Return the name to show: of a government its state's; else the fullest that most reports use."""
    states = sorted({node.state_name for node in nodes if node.state_name is not None})
    if kind == "government" and states:
        return states[0]
    first = Counter(name for node in nodes for name in node.party.names[:1])
    if first:
        is_bare = kind == "person"
        return min(first, key=lambda name: (is_bare and " " not in name, -first[name], -len(name), name))
    phrases = Counter(node.phrase for node in nodes)
    return min(phrases, key=lambda phrase: (-phrases[phrase], len(phrase), phrase))
