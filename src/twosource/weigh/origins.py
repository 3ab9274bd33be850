"""Origins: the first party in a chain that vouches for a telling.

Of "X said P" there are two claims. *That X said it* rests on who carried X's words: the first hop after the
speaker. *That P* rests on X. What a report tells in its own voice rests on the agency that it credits for
its text, else on the outlet; and the outlet counts as an origin of its own only if it shows own reporting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from twosource.copies.direction import agency_names
from twosource.records import Hop, Lineage, Origin, StoryParty, Telling, Told, digest
from twosource.spans import Span
from twosource.weigh.chains import Teller
from twosource.weigh.dependence import Ties
from twosource.weigh.institutions import Body, body_of, spoken_for
from twosource.weigh.outlets import bare_name, outlet_names
from twosource.weigh.reporting import issuer, own_key, own_voice, shown_at, told_to_it, unseen_voice
from twosource.weigh.texts import SharedText, Texts
from twosource.weigh.vouching import BLANKS, Vouching, agency_key


@dataclass(slots=True)
class Sources:
    """The origins of a story as they are met, and the texts that its reports share.

    `outlets` are the reports by what their outlet is called, with their places, `called` the parties by name,
    `bodies` the institutions that are origins, by key.
    """

    parties: Mapping[str, StoryParty]
    tellers: Mapping[str, Teller]
    texts: Texts
    party_of: Mapping[tuple[str, str], str]
    met: dict[str, tuple[Vouching, set[str]]] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
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

    def vouch(self, tellings: Sequence[tuple[str, Telling, tuple[Hop, ...]]]) -> tuple[Told, ...]:
        """Return the tellings of one claim with whose word each rests on.

        What one report has from another's text, or by citing it, rests on what the other has it from.

        Args:
            tellings: the report, the telling and its chain, of each.
        """
        found = [self._find(telling, chain, report) for report, telling, chain in tellings]
        firm = [self._passed_on(i, tellings, found) for i in range(len(tellings))]
        for (report, _, _), vouching in zip(tellings, firm, strict=True):
            before, reports = self.met.setdefault(vouching.key, (vouching, set()))
            reports.add(report)
            if RANK[vouching.lineage] > RANK[before.lineage]:
                self.met[vouching.key] = vouching, reports
        return tuple(
            Told(report, telling, chain, digest("origin", v.key), v.lineage)
            for (report, telling, chain), v in zip(tellings, firm, strict=True)
        )

    def _passed_on(
        self,
        at: int,
        tellings: Sequence[tuple[str, Telling, tuple[Hop, ...]]],
        found: Sequence[Vouching],
    ) -> Vouching:
        """Return the vouching of one telling, by that of the report it was taken from, if this tells more.

        The wire names the ministry, and the paper that prints it has dropped the name. The Gazette has it
        from the mayor, and the radio cites the Gazette. The agency quotes from the company's release.
        """
        report, telling, _ = tellings[at]
        mine = found[at]
        cited = mine.key.removeprefix("unshown:").removeprefix("outlet:")
        beside = self.texts.at(report, telling.span)
        # What the other has from somebody says more of where it comes from than what it tells by itself.
        order = sorted(range(len(tellings)), key=lambda i: tellings[i][2][0].role in {"agency", "outlet"})
        for i in order:
            other, theirs, chain = tellings[i]
            if other == report or found[i].key == mine.key:
                continue
            outlet = self.tellers[other].annotation.layout.outlet.value
            is_by_way = mine.lineage == "not recorded" and self._goes_through(tellings[at][2], other)
            own = self.tellers[report].annotation.layout.outlet.value
            is_other = mine.party is not None or own is None or bare_name(own) != cited
            is_cited = is_other and outlet is not None and bare_name(outlet) == cited
            if is_cited or is_by_way:
                reason = f"by way of {self.tellers[other].label}, which has it from {found[i].name}"
                return replace(found[i], lineage=_at_most_inferred(found[i].lineage), reason=reason)
            is_quoted = telling.kind == theirs.kind == "utterance" and not self._is_told_own(report, telling)
            if is_quoted and self._is_release(other) and not self._is_release(report):
                reason = f"the words stand in the statement that {self.tellers[other].label} prints"
                return replace(found[i], lineage="inferred", reason=reason)
            copy = beside.get(other)
            is_told = chain[0].role in {"speaker", "via"} and telling.kind == theirs.kind != "utterance"
            if copy is None or not is_told or found[i].lineage == "not recorded" or theirs.is_named:
                continue
            if report not in self.texts.at(other, theirs.span):
                continue  # the two share text here, and what the other has from somebody stands elsewhere
            took = copy.direction == "not recorded" or copy.report == report
            if took and mine.key != found[i].key and not mine.key.startswith(("party:", "body:")):
                reason = (
                    f"in the same words as {self.tellers[other].label}, which has it from {found[i].name}"
                )
                return replace(found[i], lineage="inferred", reason=reason)
        return mine

    def _goes_through(self, chain: Sequence[Hop], report: str) -> bool:
        """Return whether a chain names the outlet of a report among those through whom a telling came."""
        via = [hop for hop in chain[1:-1] if hop.role == "via"]
        for hop in via:
            party = self.parties.get(hop.party) if hop.party is not None else self._called(hop.name or "")
            outlet = self._outlet_of(party) if party is not None else None
            if outlet is not None and outlet.annotation.report.id == report:
                return True
        return False

    def _is_release(self, report: str) -> bool:
        """Return whether a report is a statement, under its sender's name or printed whole by another."""
        teller = self.tellers[report]
        return teller.is_release or issuer(teller) is not None

    def _is_told_own(self, report: str, telling: Telling) -> bool:
        """Return whether words were said to the outlet of a report itself."""
        return telling.attribution in self.tellers[report].told_own

    def _find(self, telling: Telling, chain: tuple[Hop, ...], report: str) -> Vouching:
        """Return whose word a telling rests on, by its own chain and text."""
        hops = chain[1:] if telling.kind == "utterance" and len(chain) > 1 else chain
        first = hops[0]
        teller = self.tellers[report]
        text = self.texts.around(report, telling.span)
        if first.role in {"speaker", "via"}:
            found = self._of_hop(first, report, text)
            return unseen_voice(found) if telling.kind != "utterance" else found
        if first.role == "agency" and first.name is not None:
            return self._agency(first.name, "recorded", f"the report credits {first.name} for its text")
        sender = issuer(teller)
        party = self._called(sender) if sender is not None else None
        if party is not None:
            words = f"the report ends as a press release of {party.name} does"
            return self._of_party(party, "inferred", words)
        if text is not None and text.source is not teller:
            return self._of_text(text)
        return told_to_it(teller, telling, chain) or shown_at(teller, telling) or own_voice(teller)

    def _of_text(self, text: SharedText) -> Vouching:
        """Return whose word a shared text rests on, as far as the reports show it."""
        if text.agency is not None:
            return self._agency(
                text.agency, "inferred", f"{text.where}, and {text.credited_by} credits {text.agency}"
            )
        if text.source is not None:
            base = own_voice(text.source)
            reason = f"{text.where}; it was taken from {text.source.label}"
            return replace(base, lineage=_at_most_inferred(base.lineage), reason=reason)
        name = f"one text in {text.where.removeprefix('the same text stands in ')}"
        why = f"{text.where}; where it comes from is not recorded"
        return Vouching(f"text:{text.key}", name, None, "not recorded", why)

    def _agency(self, name: str, lineage: Lineage, reason: str) -> Vouching:
        """Return the vouching of an agency; if it is the outlet of a report here, of that."""
        known = self.outlets.get(bare_name(name))
        key = own_key(known[0][1]) if known else agency_key(name)
        return Vouching(key, name, None, lineage, reason)

    def _outlet_of(self, party: StoryParty) -> Teller | None:
        """Return the first report whose outlet a party that is cited is."""
        called = {bare_name(name) for _, names in party.names for name in names}
        found = [known for name in called for known in self.outlets.get(name, ())]
        return min(found, key=lambda known: known[0])[1] if found else None

    def _called(self, name: str) -> StoryParty | None:
        """Return the party of the story that is called by exactly this name, if there is just one."""
        found = self.called.get(bare_name(name), [])
        return found[0] if len(found) == 1 else None

    def _of_party(self, party: StoryParty, lineage: Lineage, reason: str) -> Vouching:
        """Return the vouching of a party that has a name."""
        outlet = self._outlet_of(party)
        if outlet is not None:
            base = own_voice(outlet)
            why = f"named in the report, and the outlet of a report here: “{party.name}”"
            return Vouching(base.key, base.name, party.id, base.lineage, why)
        return Vouching(self.key_of(party), party.name, party.id, lineage, reason)

    def key_of(self, party: StoryParty) -> str:
        """Return the key of the origin that a named party is, unless it is the outlet of a report here."""
        agency = agency_names().get(party.name.casefold())
        return agency_key(agency) if agency is not None else f"party:{party.id}"

    def _of_hop(self, hop: Hop, report: str, text: SharedText | None) -> Vouching:
        """Return the vouching of a party that a chain names.

        An institution may be known by what it is. Anybody else who is known by description alone may be
        somebody else in each report, unless the reports share the very text in which he speaks.
        """
        name = hop.name or "unnamed"
        words = BLANKS.sub(" ", hop.span.text if hop.span is not None else name)
        party = self.parties.get(hop.party) if hop.party is not None else self._called(name)
        if words[:1].isupper() and not (party is not None and any(names for _, names in party.names)):
            # One report's "Chatterbox" may be taken for a thing where the others' is a name.
            party = self._called(words) or party
        if party is not None and any(names for _, names in party.names):
            why = f"named in the report: “{words}”" if hop.reason is None else hop.reason
            return self._of_party(party, "recorded", why)
        known = self._described(party, words, report, hop)
        if known is not None:
            return known
        place = hop.span.start if hop.span is not None else 0
        key = digest(text.key, words.casefold()) if text is not None else digest(report, place)
        why = f"“{words}” is not named, and may be somebody else in another report"
        return Vouching(f"unnamed:{key}", words, hop.party, "not recorded", why)

    def _owner(self, hop: Hop, phrase: str, report: str) -> str | None:
        """Return for whom "its spokeswoman" speaks: the name, else the description, of the owner."""
        if hop.span is None or not OWN_SPOKESMAN.match(phrase):
            return None
        for mention in self.tellers[report].annotation.marks.mentions:
            if mention.form == "pronoun" and hop.span.holds(mention.span):
                owner = self.parties.get(self.party_of.get((report, mention.party), ""))
                named = [n for _, names in owner.names for n in names] if owner is not None else []
                return owner.name if owner is not None and named else self._description(owner, report)
        return None

    def _described(self, party: StoryParty | None, words: str, report: str, hop: Hop) -> Vouching | None:
        """Return the vouching of an institution known by what it is, or for which a spokesman speaks."""
        fuller = self._description(party, report)
        for phrase in dict.fromkeys((words, *([fuller] if fuller else []))):
            whom = spoken_for(phrase) or self._owner(hop, phrase, report)
            for name in (whom, *(part.strip(" “”\"'") for part in phrase.split(",")[1:2])):
                named = self._called(name) if name else None
                if named is not None:
                    return self._of_party(named, "recorded", f"named in the report: “{phrase}”")
            if whom is not None and (body := body_of(whom)) is not None:
                return self._of_body(body, whom, party, f"speaks through “{words}”")
        bodies = [(body, p) for p in (fuller, words) if p and (body := body_of(p)) is not None]
        if not bodies or (words.split()[0].lower() in ("a", "an") and body_of(words) is None):
            return None
        body, phrase = max(bodies, key=lambda found: len(found[0].words))
        return self._of_body(body, phrase, party, f"named by what it is: “{words}”")

    def _of_body(self, body: Body, phrase: str, party: StoryParty | None, reason: str) -> Vouching:
        """Return the vouching of an institution without a name of its own."""
        self.bodies.setdefault(body.key, body)
        shown = phrase.split(",")[0].strip()
        return Vouching(body.key, shown, party.id if party is not None else None, "recorded", reason)

    def _description(self, party: StoryParty | None, report: str) -> str | None:
        """Return the first description of a party in a report, as written, articles and all."""
        if party is None:
            return None
        members = {member for of, member in party.members if of == report}
        marks = self.tellers[report].annotation.marks.mentions
        found: list[Span] = [m.span for m in marks if m.party in members and m.form == "description"]
        return BLANKS.sub(" ", min(found).text) if found else None


OWN_SPOKESMAN = re.compile(r"(?i)(?:its|his|her|their) (?:[\w-]+ )?spokes(?:man|woman|person)\b")
"""A spokesman who is told by a pronoun for whom he speaks."""

RANK: Mapping[Lineage, int] = {"not recorded": 0, "inferred": 1, "recorded": 2}


def _at_most_inferred(lineage: Lineage) -> Lineage:
    """Return the lineage of what is known through another report."""
    return "inferred" if lineage == "recorded" else lineage


def origins(sources: Sources) -> tuple[Origin, ...]:
    """Return the origins met in a story, ordered by how many reports draw on them, then by name.

    An origin depends on others as the rules of `dependence` find them tied.
    """
    keys = sorted(sources.met)
    ids = {key: digest("origin", key) for key in keys}
    named = {key: v.party for key, (v, _) in sources.met.items()}
    ties = Ties(
        {key: v for key, (v, _) in sources.met.items() if v.lineage != "not recorded"},
        sources.bodies,
        sources.parties,
        sources.tellers,
        sources.party_of,
        {sources.key_of(p): p.id for p in sources.parties.values() if any(ns for _, ns in p.names)},
    ).pairs()
    made = [
        Origin(
            ids[key],
            named[key],
            vouching.name,
            vouching.lineage,
            tuple(sorted(reports)),
            tuple(sorted(ids[other] for other in ties.get(key, ()))),
            vouching.reason,
        )
        for key, (vouching, reports) in sorted(sources.met.items())
    ]
    return tuple(sorted(made, key=lambda o: (-len(o.reports), o.name.casefold(), o.id)))


def related(made: Sequence[Origin]) -> dict[str, str]:
    """Return, by origin id, the id of the group of those among `made` that depend on one another.

    Asked of the origins of one claim: that two of them are tied by a third, of which the claim has nothing,
    makes them no one voice.
    """
    home = {origin.id: origin.id for origin in made}

    def root(key: str) -> str:
        while home[key] != key:
            key = home[key]
        return key

    for origin in made:
        for other in origin.depends_on:
            if other in home:
                low, high = sorted((root(origin.id), root(other)))
                home[high] = low
    return {key: root(key) for key in home}
