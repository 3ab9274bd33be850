"""Persons across a story's reports: full names by their spelling, bare names by who can bear them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from twosource.link.names import same_name
from twosource.link.naming.edits import KEYS_LEAST
from twosource.link.naming.parts import is_bare, person_name, surname_likeness
from twosource.link.parties_blocks import candidates, person_keys
from twosource.link.parties_labels import Node
from twosource.link.parties_merge import Groups

_SURNAME = KEYS_LEAST
"""Least likeness of a bare name to another's surname: romanisations, no slips (Bryan, Bryant)."""

_CUSTOM = 2
"""Reports that must use a bare name for one of two bearers for it to be the story's custom."""


def join_people(nodes: Sequence[Node], groups: Groups) -> None:
    """Join the persons that are one: first full names with full names, then bare names with their bearers."""
    people = [i for i, node in enumerate(nodes) if node.type == "person" and node.party.names]
    full = [i for i in people if not is_bare(person_name(nodes[i].party.name))]
    _join_full(nodes, full, groups)
    _join_ranked(nodes, full, groups)
    bare = [i for i in people if is_bare(person_name(nodes[i].party.name))]
    _join_bare(nodes, full, bare, groups)


def _gender_clash(nodes: Sequence[Node], i: int, j: int) -> bool:
    """Return whether two persons are said to be of different sex."""
    genders = {nodes[i].party.gender, nodes[j].party.gender}
    return genders == {"male", "female"}


def _join_full(nodes: Sequence[Node], full: Sequence[int], groups: Groups) -> None:
    """Join persons whose full names can be one person's, the surest first, no pair of a group a *no*."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for i in full:
        by_name[nodes[i].party.name].append(i)

    def veto(i: int, j: int) -> bool:
        if _gender_clash(nodes, i, j):
            return True
        return same_name(nodes[i].party.name, nodes[j].party.name, kind="person").same is False

    names = sorted(by_name)
    for name in names:
        for i in by_name[name][1:]:
            groups.join(by_name[name][0], i, f"the same name, “{name}”", veto)
    likely = []
    for a, b in candidates(names, person_keys):
        match = same_name(a, b, kind="person")
        if match.same:
            likely.append((-match.score, a, b, "; ".join(match.reasons)))
    for _, a, b, reasons in sorted(likely):
        for i in by_name[a]:
            for j in by_name[b]:
                groups.join(i, j, f"“{a}” and “{b}”: {reasons}", veto)


def _join_bare(nodes: Sequence[Node], full: Sequence[int], bare: Sequence[int], groups: Groups) -> None:
    """Join each bare name with the one full name that it can be short for, else with its likes.

    What is known of a bearer is what the full names say, so that no bare name leans on another.
    """
    known: dict[int, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for j in full:
        known[groups.head(j)].append(j)
        by_name[nodes[j].party.name].append(j)
    person_of = {j: head for head, members in known.items() for j in members}
    bearers = {name: _bearers(name, by_name) for name in sorted({nodes[i].party.name for i in bare})}
    alone: list[int] = []
    for i in bare:
        name = nodes[i].party.name
        fits = [j for j in bearers[name] if not _gender_clash(nodes, i, j)]
        heads = sorted({person_of[j] for j in fits})
        chosen, why = _choose(nodes, i, {head: known[head] for head in heads})
        if chosen is not None:
            groups.join(i, chosen, f"“{name}” is the surname of “{nodes[chosen].party.name}”, {why}")
        elif not heads:
            alone.append(i)
    _join_given(nodes, alone, full, groups)
    for k, i in enumerate(alone):
        for j in alone[k + 1 :]:
            a, b = nodes[i].party.name, nodes[j].party.name
            match = same_name(a, b, kind="person")
            if match.same and match.score >= _SURNAME and not _gender_clash(nodes, i, j):
                groups.join(i, j, f"“{a}” and “{b}”: no report of the story gives a fuller name")


def _join_given(nodes: Sequence[Node], alone: Sequence[int], full: Sequence[int], groups: Groups) -> None:
    """Join a bare name that is nobody's surname with the one full name that it begins ("Kimani" of a child).

    A report that gives the full name must use the given name alone too: else "Sergei" of one report, a
    soldier, would be the minister of the next. Not one with a title ("Mr Alexander").
    """
    first: dict[str, set[int]] = defaultdict(set)
    for j in full:
        parts = person_name(nodes[j].party.name)
        if parts.words and not parts.initials and parts.east is None:
            first[parts.words[0].ascii].add(j)
    for i in alone:
        words = person_name(nodes[i].party.name).words
        bearers = first.get(words[0].ascii, set()) if words else set()
        heads = {groups.head(j) for j in bearers}
        customary = any(nodes[i].party.name in nodes[j].party.names for j in bearers)
        if (
            len(heads) != 1
            or not customary
            or nodes[i].party.titles
            or any(_gender_clash(nodes, i, j) for j in bearers)
        ):
            continue
        bearer = min(bearers)
        reason = (
            f"“{nodes[i].party.name}” is the given name of “{nodes[bearer].party.name}” alone in the story"
        )
        groups.join(bearer, i, reason, lambda a, b: a != b and nodes[a].report == nodes[b].report)


def _join_ranked(nodes: Sequence[Node], full: Sequence[int], groups: Groups) -> None:
    """Join "Ostap Verenko Jr." with "Ostap Verenko" where the story has no other of the name.

    A report that names both, or a third with another rank, keeps them apart.
    """
    by_words: dict[str, list[int]] = defaultdict(list)
    for i in full:
        by_words[person_name(nodes[i].party.name).joined].append(i)
    for members in by_words.values():
        ranks = {person_name(nodes[i].party.name).rank for i in members}
        if len(ranks) != 2 or 0 not in ranks:
            continue
        ranked = next(i for i in members if person_name(nodes[i].party.name).rank)
        for i in members:
            reason = (
                f"“{nodes[i].party.name}” and “{nodes[ranked].party.name}”: no report tells two of the name"
            )
            groups.join(ranked, i, reason, lambda a, b: a != b and nodes[a].report == nodes[b].report)


def _bearers(bare: str, by_name: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the nodes whose full names the bare name can be short for, in order."""
    return sorted(j for name, members in by_name.items() if _is_surname(bare, name) for j in members)


def _is_surname(bare: str, full: str) -> bool:
    """Return whether the bare name is the surname of the full one, in any romanisation."""
    return surname_likeness(person_name(bare), person_name(full)) >= _SURNAME


def _choose(nodes: Sequence[Node], i: int, bearers: Mapping[int, Sequence[int]]) -> tuple[int | None, str]:
    """Return the node that a bare name joins and why, or `None` where that is open.

    A bearer whom the bare name's own report names in full, and yet keeps apart from the bare name, is not
    meant. Of the others it is the only one, else the only one whose titles agree, else the only one whom
    other reports mean by the bare name.

    Args:
        nodes: all parties.
        i: the bare name's.
        bearers: the persons it can mean, each with the nodes that give a full name. A name that a headline
            garbled ("Ostap Verenko Resigns") keeps nothing apart.
    """
    name = nodes[i].party.name
    own = [k for members in bearers.values() for k in members if nodes[k].report == nodes[i].report]
    apart = {k for k in own if _is_surname(name, nodes[k].party.name)}
    left = {head: members for head, members in bearers.items() if not apart & set(members)}
    if len(bearers) - len(left) > 1 or not left:
        return None, ""
    if len(left) == 1:
        return min(next(iter(left.values()))), "the only bearer of it in the story that it can mean"
    titles = _title_heads([i], nodes)
    agreeing = [head for head in left if titles & _title_heads(left[head], nodes)]
    if len(agreeing) == 1:
        return min(left[agreeing[0]]), "the only bearer whose title agrees"
    able = agreeing or list(left)
    meant = [head for head in able if _reports_by_bare_name(name, left[head], nodes) >= _CUSTOM]
    if len(meant) == 1 and (agreeing or not titles):
        return min(left[meant[0]]), "whom other reports mean by it"
    return None, ""


def _title_heads(members: Sequence[int], nodes: Sequence[Node]) -> set[str]:
    """Return the last words of the titles said of the nodes ("president" of "Belarusian president")."""
    return {title.split()[-1] for k in members for title in nodes[k].party.titles if title.split()}


def _reports_by_bare_name(name: str, members: Sequence[int], nodes: Sequence[Node]) -> int:
    """Return how many reports use the bare name for the person that the nodes are."""
    return len({nodes[k].report for k in members if name in nodes[k].party.names})
