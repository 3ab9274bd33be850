"""Governments, organisations, places and groups across the reports of a story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from twosource.lexicon import table
from twosource.lexicon import words as loose_heads
from twosource.link.names import same_name
from twosource.link.naming.organisation import organisation_name, state_behind
from twosource.link.naming.states import state_key, state_of, states_of, take_states
from twosource.link.parties_blocks import candidates, organisation_keys, place_keys
from twosource.link.parties_labels import Node, canonical
from twosource.link.parties_merge import Groups
from twosource.records import PartyType

_LOOSE = loose_heads("parties_loose_heads")
_KINDS = frozenset(
    row[0] for name in ("group_nouns", "document_nouns", "person_nouns") for row in table(name)
)
_DESCRIBING = frozenset((
    "party", "newspaper", "daily", "weekly", "magazine", "tabloid", "news", "agency", "movement", "company",
    "firm", "website", "channel", "broadcaster", "chain", "platform", "app", "airline", "club", "group",
))  # fmt: skip
"""Lower-case words after a name that only say what it is."""
_WORDS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def join_governments(nodes: Sequence[Node], groups: Groups) -> None:
    """Join the governments of one state, under the names of state, capital, seat or adjective."""
    first: dict[str, int] = {}
    rest: list[int] = []
    for i, node in enumerate(nodes):
        if node.type != "government":
            continue
        if node.state is None:
            rest += [i] if node.party.names else []
        elif node.state in first:
            groups.join(first[node.state], i, _state_reason(nodes[first[node.state]], node))
        else:
            first[node.state] = i
    _join_by_name(nodes, rest, groups, "government")


def _state_reason(a: Node, b: Node) -> str:
    """Return why two governments are one, for the reader."""
    one, other = sorted((a.called, b.called))
    if one == other:
        return f"“{one}” as a party is the government of {a.state_name} in each report"
    says = []
    for name in (one, other):
        behind = state_behind(name)
        says.append(f"“{name}” is {behind[2] if behind else 'a name'}")
    return f"{', '.join(says)} of {a.state_name}: its government"


def join_named(nodes: Sequence[Node], groups: Groups, kind: PartyType) -> None:
    """Join the parties of one type whose names can be one's."""
    _join_by_name(nodes, [i for i, n in enumerate(nodes) if n.type == kind and n.party.names], groups, kind)


def _join_by_name(nodes: Sequence[Node], chosen: Sequence[int], groups: Groups, kind: PartyType) -> None:
    """Join the chosen nodes whose first names agree; two names that differ keep their groups apart."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for i in chosen:
        by_name[nodes[i].party.name].append(i)
    asked = kind if kind in ("place", "government") else "organisation"

    def veto(i: int, j: int) -> bool:
        a, b = nodes[i].party.name, nodes[j].party.name
        if a == b or _listed(a, b) is True:
            return False
        return _listed(a, b) is False or same_name(a, b, kind=asked).same is False

    open_names = _open_names(by_name) if kind == "organisation" else frozenset()
    for name in sorted(open_names):
        for i, j in combinations(by_name[name], 2):
            if nodes[i].report == nodes[j].report:
                groups.join(i, j, f"the same name, “{name}”, in one report")
    names = sorted(set(by_name) - open_names)
    for name in names:
        for i in by_name[name][1:]:
            groups.join(by_name[name][0], i, f"the same name, “{name}”")
    for name in names:
        plain = _undescribed(name)
        if plain != name and plain in by_name and kind == "organisation":
            reason = f"“{name}” is “{plain}” with what it is"
            groups.join(by_name[plain][0], by_name[name][0], reason, veto)
    likely = []
    for a, b in candidates(names, place_keys if kind == "place" else organisation_keys):
        if _listed(a, b) is True:
            likely.append((-0.98, a, b, "two names of one body in the table of known bodies"))
            continue
        match = same_name(a, b, kind=asked)
        if match.same:
            likely.append((-match.score, a, b, "; ".join(match.reasons)))
    for _, a, b, reasons in sorted(likely):
        groups.join(by_name[a][0], by_name[b][0], f"“{a}” and “{b}”: {reasons}", veto)


def join_tails(nodes: Sequence[Node], groups: Groups) -> None:
    """Join a body's one-word name with the one longer name of the story that ends so.

    Cases: "Rovers" and "Halden Rovers", "the Brotherhood". Not a word for a kind of body ("the Ministry"),
    not a name that the tables know as a body of its own ("Times").
    """
    chosen = [i for i, n in enumerate(nodes) if n.type == "organisation" and n.party.names]
    by_tail: dict[str, dict[int, int]] = defaultdict(dict)
    for i in chosen:
        words = nodes[i].party.name.split()
        if len(words) > 1:
            by_tail[words[-1]].setdefault(groups.head(i), i)
    for i in chosen:
        name = nodes[i].party.name
        bearers = by_tail.get(name, {})
        if len(bearers) != 1 or not _is_proper(name):
            continue
        bearer = next(iter(bearers.values()))
        full = nodes[bearer].party.name
        reason = f"“{name}” is the end of “{full}”, the only such name in the story"
        groups.join(bearer, i, reason, lambda a, b: a != b and nodes[a].report == nodes[b].report)


def _is_proper(name: str) -> bool:
    """Return whether a one-word name is a proper one: no acronym, no kind of body, no body of the tables."""
    plain = name.lower()
    is_kind = plain in _KINDS or plain.removesuffix("s") in _KINDS
    return (
        len(name) > 3
        and not name.isupper()
        and not is_kind
        and state_key(name) not in canonical()
        and (bool(organisation_name(name).proper))
    )


def _undescribed(name: str) -> str:
    """Return a name without the lower-case words after it that say what it is ("Likud party", "Belta news
    agency"); as it is where they are capitals or nothing but a state's name would be left."""
    words = name.split()
    while len(words) > 1 and words[-1] in _DESCRIBING:
        words.pop()
    plain = " ".join(words)
    return name if state_of(plain) is not None else plain


def _open_names(names: Iterable[str]) -> frozenset[str]:
    """Return the names that leave open of which of two bodies of the story they are.

    Cases: "the Foreign Ministry" is Russia's in one report and Ukraine's in the next, and both are there;
    "the Judiciary Committee" where the story has the House's and the Senate's.
    """
    names = tuple(names)
    known = {" ".join(name.casefold().split()) for name in names}
    longer: dict[str, set[str]] = defaultdict(set)
    for name in known:
        words = name.split()
        for k in range(1, len(words) - 1):
            longer[" ".join(words[k:])].add(name)
    parts = {name: organisation_name(name) for name in names}
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for part in parts.values():
        if not part.proper:
            owners[part.generic].update(part.states)
    return frozenset(
        name
        for name, part in parts.items()
        if (not part.proper and not part.states and len(owners[part.generic]) > 1)
        or len(longer[" ".join(name.casefold().split())]) > 1
    )


def _listed(a: str, b: str) -> bool | None:
    """Return whether the tables know two names as one body; `None` if they are silent."""
    x, y = canonical().get(state_key(a)), canonical().get(state_key(b))
    return None if x is None or y is None else x == y


def join_phrases(nodes: Sequence[Node], groups: Groups) -> None:
    """Join parties without a name across reports where they are the same specific phrase.

    Specific is a phrase of which a state, a people or another proper name is part: "EU foreign ministers",
    "Muscovites"; not "protesters", "the two men".
    """
    first: dict[tuple[str, str], int] = {}
    for i, node in enumerate(nodes):
        if node.party.names or node.type == "person":
            continue
        key = phrase_key(node)
        if key is None:
            continue
        if (node.type, key) in first:
            j = first[node.type, key]
            if nodes[j].report != node.report:
                groups.join(j, i, f"the same specific phrase, “{node.phrase}”")
        else:
            first[node.type, key] = i


def phrase_key(node: Node) -> str | None:
    """Return the words of a specific phrase in lower case, `None` if the phrase isn't specific."""
    words = _WORDS.findall(node.phrase)
    if not words or len(words) > 6 or node.party.head in _LOOSE:
        return None
    plain = [word.casefold().removesuffix("’s").removesuffix("'s") for word in words]
    is_people = len(words) == 1 and any(state.form == "people" for state in states_of(words[0]))
    named = is_people or (
        len(words) > 1 and (bool(take_states(plain)[1]) or any(w[0].isupper() for w in words[1:]))
    )
    named = named or (len(words) > 1 and words[0].isupper() and len(words[0]) > 1)
    return " ".join(plain) if named else None
