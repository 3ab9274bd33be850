"""Origins: the first party in a chain that vouches for a telling, and on whom it depends.

Of "X said P" there are two claims. *That X said it* rests on who carried X's words: the first hop after the
speaker. *That P* rests on X. What a report tells in its own voice rests on the agency that it credits for its
text, else on the outlet; and the outlet counts as an origin of its own only if the report shows own reporting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from twosource.copies.direction import agency_names
from twosource.lexicon import table
from twosource.records import Copy, Hop, Lineage, Origin, StoryParty, Telling, digest
from twosource.spans import Span
from twosource.weigh.chains import Teller

NAMED = frozenset({"person", "organisation", "government", "place"})
"""Types of parties that are known by name; one known by description alone may be somebody else in each report."""

MOST_OF_IT = 0.6
"""The share of a report's body words in another report from which all that it tells is taken from there."""


@dataclass(frozen=True, slots=True)
class Vouching:
    """Whose word a telling rests on: a key that is the same for the same origin, its name, how it is known."""

    key: str
    name: str
    party: str | None
    lineage: Lineage
    reason: str


@dataclass(slots=True)
class Sources:
    """The origins of a story as they are met, and what the reports' copying says of them.

    `shared` lists, by report, the stretches taken from another report with that report and the reason.
    """

    parties: Mapping[str, StoryParty]
    tellers: Mapping[str, Teller]
    shared: Mapping[str, Sequence[tuple[Span, str, str, Lineage]]]
    met: dict[str, tuple[Vouching, set[str]]] = field(default_factory=dict)

    def vouching(self, telling: Telling, chain: Sequence[Hop], report: str) -> Vouching:
        """Return whose word a telling rests on, and remember that this report draws on it."""
        found = self._find(telling, chain, report)
        self.met.setdefault(found.key, (found, set()))[1].add(report)
        return found

    def _find(self, telling: Telling, chain: Sequence[Hop], report: str) -> Vouching:
        if telling.kind == "utterance" and len(chain) > 1:
            chain = chain[1:]
        first = chain[0]
        if first.role in {"speaker", "via"}:
            return self._of_hop(first, report)
        teller = self.tellers[report]
        copied = self._copied(telling, report)
        if first.role == "agency" and first.name is not None:
            words = f"the report credits {first.name} for its text"
            return Vouching(_agency_key(first.name), first.name, None, "recorded", words)
        if copied is not None:
            return copied
        return own_voice(teller)

    def _of_hop(self, hop: Hop, report: str) -> Vouching:
        """Return the vouching of a party that a chain names."""
        party = self.parties.get(hop.party) if hop.party is not None else None
        name = hop.name or "unnamed"
        if party is None or party.type not in NAMED or not party.names:
            words = hop.span.text if hop.span is not None else name
            place = hop.span.start if hop.span is not None else 0
            key = f"unnamed:{party.id if party is not None else digest(report, place)}"
            why = f"“{words}” is not named, and so may be anybody"
            return Vouching(key, words, hop.party, "not recorded", why)
        agency = agency_names().get(party.name.casefold())
        key = _agency_key(agency) if agency is not None else f"party:{party.id}"
        words = hop.span.text if hop.span is not None else party.name
        why = f"the report names it: “{words}”" if hop.reason is None else hop.reason
        return Vouching(key, party.name, party.id, "recorded", why)

    def _copied(self, telling: Telling, report: str) -> Vouching | None:
        """Return the vouching of a telling that stands in text taken from another report."""
        for stretch, other, reason, lineage in self.shared.get(report, ()):
            if stretch.meets(telling.span):
                teller = self.tellers[other]
                if teller.agency is not None:
                    name = teller.agency.agency
                    return Vouching(
                        _agency_key(name), name, None, "inferred", f"{reason}; that report credits {name}"
                    )
                base = own_voice(teller)
                known: Lineage = "inferred" if lineage == "not recorded" else lineage
                name = base.name if lineage != "not recorded" else f"the text shared with {teller.label}"
                return Vouching(f"text:{base.key}", name, None, known, reason)
        return None


def own_voice(teller: Teller) -> Vouching:
    """Return the vouching of what a report tells in its own voice, without any credit.

    Own reporting is recorded where the report shows it: its outlet is a news agency, or it has both a byline
    and a dateline. Without that, nobody can tell from where the outlet has it.
    """
    outlet = teller.annotation.layout.outlet.value
    report = teller.annotation.report.id
    if outlet is not None and outlet.casefold() in agency_names():
        name = agency_names()[outlet.casefold()]
        return Vouching(
            _agency_key(name), name, None, "recorded", f"{name} is a news agency reporting itself"
        )
    key = f"outlet:{outlet.casefold()}" if outlet is not None else f"report:{report}"
    layout = teller.annotation.layout
    if layout.byline.value is not None and layout.dateline.span is not None:
        words = f"it has a byline and a dateline of its own (“{layout.dateline.span.text}”)"
        return Vouching(key, teller.label, None, "recorded", words)
    words = "it credits nobody for its text and shows no own reporting (no byline with a dateline)"
    return Vouching(key, teller.label, None, "not recorded", words)


def _agency_key(name: str) -> str:
    """Return the key of an agency's origin: one agency under all its names."""
    return f"agency:{agency_names().get(name.casefold(), name).casefold()}"


def shared_stretches(
    copies: Sequence[Copy], tellers: Mapping[str, Teller]
) -> dict[str, list[tuple[Span, str, str, Lineage]]]:
    """Return, by report, the stretches that it has in common with another, with that report and the reason.

    Where the direction is not recorded, the stretch of both counts as one text, kept under the first id.
    """
    found: dict[str, list[tuple[Span, str, str, Lineage]]] = {}
    for copy in copies:
        body = tellers[copy.report].annotation.layout.body()
        whole = copy.share >= MOST_OF_IT
        label = tellers[copy.of].label
        reason = f"shares {copy.share:.0%} of its words with {label}: {copy.reason}"
        for span in body if whole else copy.stretches:
            found.setdefault(copy.report, []).append((span, copy.of, reason, copy.direction))
        if copy.direction == "not recorded":
            for span in copy.of_stretches:
                found.setdefault(copy.of, []).append((span, copy.of, reason, copy.direction))
    return found


@cache
def _state_agencies() -> dict[str, str]:
    """Return the country code of each agency that a government owns, by its origin key."""
    return {_agency_key(row[0]): row[2] for row in table("agencies") if len(row) > 3 and row[3] == "state"}


@cache
def _state_codes() -> dict[str, str]:
    """Return the country code of each state by its casefolded names."""
    found: dict[str, str] = {}
    for row in table("states"):
        for cell in row[1:]:
            for name in cell.split("|"):
                if name.strip():
                    found.setdefault(name.strip().casefold(), row[0].upper())
    return found


def origins(sources: Sources) -> tuple[Origin, ...]:
    """Return the origins met in a story, ordered by how many reports draw on them, then by name.

    An origin depends on another if a government owns the one (a state agency) and is the other, or if the
    text of the one was taken from the other.
    """
    keys = sorted(sources.met)
    ids = {key: digest("origin", key) for key in keys}
    made = []
    for key in keys:
        vouching, reports = sources.met[key]
        others = [other for other in keys if other != key and _depends(key, other, sources)]
        made.append(
            Origin(
                ids[key],
                vouching.party,
                vouching.name,
                vouching.lineage,
                tuple(sorted(reports)),
                tuple(sorted(ids[other] for other in others)),
                vouching.reason,
            )
        )
    return tuple(sorted(made, key=lambda o: (-len(o.reports), o.name.casefold(), o.id)))


def _depends(key: str, other: str, sources: Sources) -> bool:
    """Return whether the origin of one key is shown to depend on that of another."""
    if key == f"text:{other}":
        return True
    country = _state_agencies().get(key)
    party = sources.met[other][0].party
    if country is None or party is None or party not in sources.parties:
        return False
    held = sources.parties[party]
    if held.type != "government":
        return False
    names = [name for _, names in held.names for name in names]
    return any(_state_codes().get(name.casefold()) == country for name in names)


def related(made: Iterable[Origin]) -> dict[str, str]:
    """Return, by origin id, the id of the group of origins that depend on one another."""
    group: dict[str, str] = {}
    listed = list(made)
    for origin in listed:
        group.setdefault(origin.id, origin.id)
    for origin in listed:
        for other in origin.depends_on:
            old, new = group[origin.id], group.get(other, other)
            low = min(old, new)
            group = {k: low if v in {old, new} else v for k, v in group.items()}
    return group
