"""Origins: the first party in a chain that vouches for a telling, and on whom it depends.

Of "X said P" there are two claims. *That X said it* rests on who carried X's words: the first hop after the
speaker. *That P* rests on X. What a report tells in its own voice rests on the agency that it credits for
its text, else on the outlet; and the outlet counts as an origin of its own only if it shows own reporting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from twosource.copies.direction import agency_names
from twosource.lexicon import table
from twosource.records import Copy, Hop, Lineage, Origin, StoryParty, Telling, digest
from twosource.spans import Span
from twosource.stories import COPY_SHARE
from twosource.weigh.chains import Teller
from twosource.weigh.outlets import bare_name, outlet_names

BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Vouching:
    """Whose word a telling rests on: a key, the same for the same origin; its name; how it is known."""

    key: str
    name: str
    party: str | None
    lineage: Lineage
    reason: str


@dataclass(slots=True)
class Sources:
    """The origins of a story as they are met, and the texts that its reports share.

    `outlets` are the reports by what their outlet is called, with their places, `called` the parties by name.
    """

    parties: Mapping[str, StoryParty]
    tellers: Mapping[str, Teller]
    shared: Mapping[str, SharedText]
    met: dict[str, tuple[Vouching, set[str]]] = field(default_factory=dict)
    outlets: dict[str, list[tuple[int, Teller]]] = field(init=False)
    called: dict[str, list[StoryParty]] = field(init=False)

    def __post_init__(self) -> None:
        self.outlets = {}
        for number, teller in enumerate(self.tellers.values()):
            outlet = teller.annotation.layout.outlet.value
            for name in outlet_names(outlet) if outlet is not None else ():
                self.outlets.setdefault(name, []).append((number, teller))
        self.called = {}
        for party in self.parties.values():
            for name in {bare_name(n) for _, names in party.names for n in names}:
                self.called.setdefault(name, []).append(party)

    def vouching(self, telling: Telling, chain: Sequence[Hop], report: str) -> Vouching:
        """Return whose word a telling rests on, and remember that this report draws on it."""
        found = self._find(telling, chain, report)
        self.met.setdefault(found.key, (found, set()))[1].add(report)
        return found

    def _find(self, telling: Telling, chain: Sequence[Hop], report: str) -> Vouching:
        if telling.kind == "utterance" and len(chain) > 1:
            chain = chain[1:]
        first = chain[0]
        text = self.shared.get(report)
        if text is not None and not any(span.meets(telling.span) for span in text.stretches[report]):
            text = None
        if first.role in {"speaker", "via"}:
            return self._of_hop(first, report, text)
        if first.role == "agency" and first.name is not None:
            words = f"the report credits {first.name} for its text"
            return Vouching(_agency_key(first.name), first.name, None, "recorded", words)
        return text.vouching() if text is not None else own_voice(self.tellers[report])

    def _outlet_of(self, party: StoryParty) -> Teller | None:
        """Return the first report whose outlet a party that is cited is."""
        called = {bare_name(name) for _, names in party.names for name in names}
        found = [known for name in called for known in self.outlets.get(name, ())]
        return min(found, key=lambda known: known[0])[1] if found else None

    def _called(self, name: str) -> StoryParty | None:
        """Return the party of the story that is called by exactly this name, if there is just one."""
        found = self.called.get(bare_name(name), [])
        return found[0] if len(found) == 1 else None

    def _of_hop(self, hop: Hop, report: str, text: SharedText | None) -> Vouching:
        """Return the vouching of a party that a chain names.

        One that is known by description alone may be somebody else in each report, unless the reports share
        the very text in which it speaks.
        """
        name = hop.name or "unnamed"
        party = self.parties.get(hop.party) if hop.party is not None else self._called(name)
        if party is None or not any(names for _, names in party.names):
            words = BLANKS.sub(" ", hop.span.text if hop.span is not None else name)
            place = hop.span.start if hop.span is not None else 0
            key = digest(text.key, words.casefold()) if text is not None else digest(report, place)
            why = f"“{words}” is not named, and may be somebody else in another report"
            return Vouching(f"unnamed:{key}", words, hop.party, "not recorded", why)
        outlet = self._outlet_of(party)
        if outlet is not None:
            base = own_voice(outlet)
            why = f"named in the report, and the outlet of a report here: “{party.name}”"
            return Vouching(base.key, base.name, party.id, base.lineage, why)
        agency = agency_names().get(party.name.casefold())
        key = _agency_key(agency) if agency is not None else f"party:{party.id}"
        words = BLANKS.sub(" ", hop.span.text) if hop.span is not None else party.name
        why = f"named in the report: “{words}”" if hop.reason is None else hop.reason
        return Vouching(key, party.name, party.id, "recorded", why)


@dataclass(frozen=True, slots=True)
class SharedText:
    """A text that stands, in whole or in part, in several reports: one origin, whoever wrote it.

    `stretches` are its spans by report. `agency` is credited for it by one of the reports, `source` is the
    report that the others are shown to have taken it from; both `None` if nothing shows where it comes from.
    """

    key: str
    stretches: Mapping[str, Sequence[Span]]
    labels: Sequence[str]
    agency: str | None
    credited_by: str | None
    source: Teller | None

    def vouching(self) -> Vouching:
        """Return whose word the text rests on, as far as the reports show it."""
        if self.agency is not None:
            reason = (
                f"the same text stands in {listed(self.labels)}, and {self.credited_by} credits {self.agency}"
            )
            return Vouching(_agency_key(self.agency), self.agency, None, "inferred", reason)
        reason = f"the same text stands in {listed(self.labels)}"
        if self.source is not None:
            base = own_voice(self.source)
            reason += f"; the others took it from {self.source.label}"
            return Vouching(base.key, base.name, None, base.lineage, reason)
        name = f"one text in {listed(self.labels)}"
        why = f"{reason}; where it comes from is not recorded"
        return Vouching(f"text:{self.key}", name, None, "not recorded", why)


def listed(names: Sequence[str]) -> str:
    """Return names as running text: "A", "A and B", "A, B and C"."""
    if len(names) <= 1:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


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
    key = f"outlet:{bare_name(outlet)}" if outlet is not None else f"report:{report}"
    layout = teller.annotation.layout
    if layout.byline.value is not None and layout.dateline.span is not None:
        words = f"it has a byline and a dateline of its own (“{layout.dateline.span.text}”)"
        return Vouching(key, teller.label, None, "recorded", words)
    words = "it credits nobody for its text and shows no own reporting (no byline with a dateline)"
    return Vouching(key, teller.label, None, "not recorded", words)


def _agency_key(name: str) -> str:
    """Return the key of an agency's origin: one agency under all its names."""
    return f"agency:{agency_names().get(name.casefold(), name).casefold()}"


def shared_texts(copies: Sequence[Copy], tellers: Mapping[str, Teller]) -> dict[str, SharedText]:
    """Return, by report, the text that it shares with others.

    Reports that share text with one another, directly or by a third, hold parts of one text. Where a report
    has most of its words from another, all that it tells in its own voice counts as taken from there.
    """
    found: dict[str, SharedText] = {}
    for members, edges in _connected(copies):
        stretches: dict[str, list[Span]] = {report: [] for report in members}
        for copy in edges:
            whole = copy.share >= COPY_SHARE
            stretches[copy.report] += (
                tellers[copy.report].annotation.layout.body() if whole else copy.stretches
            )
            stretches[copy.of] += copy.of_stretches
        credited = [tellers[m] for m in members if tellers[m].agency is not None]
        agencies = {teller.agency.agency for teller in credited if teller.agency is not None}
        taken = {c.of for c in edges if c.direction != "not recorded"} - {
            c.report for c in edges if c.direction != "not recorded"
        }
        text = SharedText(
            digest("text", *members),
            stretches,
            [tellers[m].label for m in members],
            agencies.pop() if len(agencies) == 1 else None,
            credited[0].label if credited else None,
            tellers[taken.pop()] if len(taken) == 1 else None,
        )
        found.update(dict.fromkeys(members, text))
    return found


def _connected(copies: Sequence[Copy]) -> list[tuple[list[str], list[Copy]]]:
    """Return the groups of reports that copies connect, each with its copies, ordered by their first ids."""
    home: dict[str, str] = {}

    def root(report: str) -> str:
        while home.setdefault(report, report) != report:
            report = home[report]
        return report

    for copy in copies:
        low, high = sorted((root(copy.report), root(copy.of)))
        home[high] = low
    groups: dict[str, tuple[list[str], list[Copy]]] = {}
    for report in sorted(home):
        groups.setdefault(root(report), ([], []))[0].append(report)
    for copy in copies:
        groups[root(copy.report)][1].append(copy)
    return [groups[key] for key in sorted(groups)]


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

    An origin depends on another if it is a state's news agency and the other is that state's government.
    """
    keys = sorted(sources.met)
    ids = {key: digest("origin", key) for key in keys}
    made = []
    for key in keys:
        vouching, reports = sources.met[key]
        owned = key in _state_agencies()
        others = [other for other in keys if owned and other != key and _depends(key, other, sources)]
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
