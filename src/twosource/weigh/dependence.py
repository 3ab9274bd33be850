"""Which origins of a story may speak with one voice: a body and who speaks for it, two names of one body.

Two origins that are tied are never taken for independent. Ties are found where the reports show them, and
where nothing rules out that two names are of one ("Dunmore", "Dunmore Lines"): to tie too much lowers the
count of origins, which is the safe way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from twosource.clean.wires import ENDINGS
from twosource.lexicon import table, words
from twosource.link.naming.states import take_states
from twosource.records import Mention, StoryParty
from twosource.weigh.chains import Teller
from twosource.weigh.institutions import GENERIC, STATE, STATE_OFFICES, Body, body_of
from twosource.weigh.outlets import bare_name, publisher
from twosource.weigh.vouching import Vouching, agency_key

ROLE = re.compile(
    r"(?i)\b(?P<role>spokes(?:man|woman|person)|chief executive|chief|ceo|head|leader|director"
    r"|chair(?:man|woman)?|president|vice-president|secretary|(?:prime )?minister|premier|chancellor|manager"
    r"|boss|owner|founder|captain|coach|lawyers?|attorneys?|solicitor|barrister|counsel|defence|agent|publicist"
    r"|commander|commissioner|ambassador|envoy|representative|governor|mayor|judge|magistrate|prosecutor|inspector|superintendent"
    r"|officer|official|editor|deputy|adviser|press office|leads|heads|runs|speaks for|represents|chairs)\b"
)
"""Roles in which somebody speaks for another. Source: own compilation."""

BODY_OF_ROLE = {
    "judge": "the court", "magistrate": "the court", "inspector": "the police",
    "superintendent": "the police", "commissioner": "the police", "defence": "the defence",
    "lawyer": "the defence", "lawyers": "the defence", "attorney": "the defence", "attorneys": "the defence",
    "solicitor": "the defence", "barrister": "the defence", "counsel": "the defence",
    "prosecutor": "the prosecution", "governor": "the governor", "mayor": "the mayor",
}  # fmt: skip
"""Bodies for which a role speaks by itself."""

STATE_MEDIUM = re.compile(
    r"(?i)\bstate(?:-run|-owned|-controlled| run| owned)? (?:news )?"
    r"(?:agency|media|television|tv|radio|broadcaster|newspaper|channel|network)\b"
)
BOUND = re.compile(r"[.;:\n“”\"()]|, | (?:said|told|that|and|but|when|while|after) ")
REACH, MOST_WORDS = 90, 8
"""Characters around a name that are looked at for whom its bearer speaks, and words before it."""

MOST_MENTIONS = 40
"""Mentions of one party that are looked at."""

ANY_STATE = "?"
OWNING = re.compile(r"['’]s?(?=\s|$)")
ORGAN = re.compile(
    r"(?i)\b(?:ministry|department|government|military|army|navy|forces?|command|parliament|presidency|embassy"
    r"|intelligence|guards?|police|administration|officials|pentagon|kremlin|white house|state|central)\b"
)
"""Words in a name that make it an organ of the state that the name bears ("South Korea's military")."""

OF_STATE = re.compile(r"(?i)\b(?:presidential|government|ministerial|white house|kremlin|downing street)\b")
"""Words beside a role that make it one of the state ("presidential spokesman Ana Varo")."""

SHORT = {"US": "US", "USA": "US", "UK": "GB", "UAE": "AE", "Pentagon": "US"}
"""Short forms that are words of another meaning in small letters, and seats that are no table's."""


@dataclass(slots=True)
class Voice:
    """Through whom an origin speaks, or for whom: keys of named parties, institutions, states, publishers."""

    named: set[str] = field(default_factory=set)
    bodies: list[Body] = field(default_factory=list)
    states: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Ties:
    """Finds the ties between the origins of a story.

    `origins` are those that count, by key; `bodies` the institutions among them; `named` the story party of
    each key that is one's.
    """

    origins: Mapping[str, Vouching]
    bodies: Mapping[str, Body]
    parties: Mapping[str, StoryParty]
    tellers: Mapping[str, Teller]
    party_of: Mapping[tuple[str, str], str]
    named: Mapping[str, str]
    mentions: dict[str, list[tuple[str, Mention]]] = field(default_factory=dict)

    def pairs(self) -> dict[str, set[str]]:
        """Return, for each key of an origin, the keys of those with which it is tied."""
        wanted = {v.party for v in self.origins.values() if v.party is not None}
        for report, teller in self.tellers.items():
            for mention in teller.annotation.marks.mentions:
                party = self.party_of.get((report, mention.party))
                if party in wanted and mention.form == "name":
                    self.mentions.setdefault(str(party), []).append((report, mention))
        voices = {key: self._voice(key, vouching) for key, vouching in sorted(self.origins.items())}
        found: dict[str, set[str]] = defaultdict(set)
        for one, other in self._tied(voices):
            if one != other:
                found[one].add(other)
                found[other].add(one)
        return dict(found)

    def _voice(self, key: str, vouching: Vouching) -> Voice:
        """Return for whom an origin speaks."""
        voice = Voice(named={key})
        if key in self.bodies:
            voice.bodies.append(self.bodies[key])
            body = self.bodies[key]
            if body.kind in STATE | STATE_OFFICES or body.words & STATE_OFFICES:
                voice.states |= _codes_in(vouching.name) or {ANY_STATE}
        code = _state_agencies().get(key)
        if code is not None:
            voice.states.add(code)
        party = self.parties.get(vouching.party) if vouching.party is not None else None
        if party is None:
            return voice
        if party.type == "government":
            voice.states |= _codes(party) or {f"party:{party.id}"}
        if party.type != "person":
            for name in _called(party):
                last = " ".join(name.split()[-2:])  # "Associated Press North Korea"
                voice.states |= _codes_in(name if ORGAN.search(name) else last)
        for report, mention in self.mentions.get(party.id, ())[:MOST_MENTIONS]:
            self._read(voice, party, report, mention)
        return voice

    def _read(self, voice: Voice, party: StoryParty, report: str, mention: Mention) -> None:
        """Add what the words around a name tell: "Dunmore chief Ana Varo", "Ana Varo, who leads it"."""
        teller = self.tellers[report]
        text = teller.annotation.report.text
        for start, end in _beside(text, mention.span.start, mention.span.end):
            beside = text[start:end]
            if STATE_MEDIUM.search(beside) and party.type != "person":
                voice.states |= set() if voice.states else {ANY_STATE}
            roles = list(ROLE.finditer(beside)) if party.type in ("person", "unnamed") else []
            if not roles:
                continue
            others = self._parties_in(teller, report, start, end) - {party.id}
            voice.named |= {key for other in others for key in self._keys(other)}
            role = roles[-1]["role"].lower()
            before = beside[: roles[-1].start()].strip()
            after = beside[roles[-1].end() :].strip()
            phrases = [f"the {before.split()[-1]}"] if before else []
            phrases += [after.partition(" ")[2]] if after.startswith(("of ", "for ", "at ")) else []
            phrases += [BODY_OF_ROLE[role]] if role in BODY_OF_ROLE else []
            phrases += [after] if after.startswith("the ") else []
            voice.bodies += [body for phrase in phrases if (body := body_of(phrase)) is not None]
            if role.endswith("minister"):
                ministry = body_of(f"the {before.split()[-1]} ministry") if before else None
                voice.bodies += [ministry] if ministry is not None else []
            if role in ("leader", "head"):
                voice.states |= _codes_in(beside)
            if OF_STATE.search(beside):
                voice.states |= _codes_in(beside) or voice.states or {ANY_STATE}
            if role.split()[-1] in STATE_OFFICES and not (role == "president" and others):
                voice.states |= _codes_in(beside) or voice.states or {ANY_STATE}

    def _parties_in(self, teller: Teller, report: str, start: int, end: int) -> set[str]:
        """Return the parties that are mentioned in a stretch of a report, by name or pronoun."""
        return {
            party
            for m in teller.annotation.marks.mentions
            if start <= m.span.start and m.span.end <= end and (party := self.party_of.get((report, m.party)))
        }

    def _keys(self, party: str) -> Iterator[str]:
        """Yield the keys under which a party, named or described, may be an origin."""
        for key, vouching in self.origins.items():
            if vouching.party == party:
                yield key
        held = self.parties.get(party)
        if held is not None and any(names for _, names in held.names):
            yield f"party:{party}"

    def _tied(self, voices: Mapping[str, Voice]) -> Iterator[tuple[str, str]]:
        """Yield the tied pairs."""
        yield from _sharing(voices, lambda _, voice: voice.named)
        yield from self._by_body(voices)
        yield from self._by_name()
        states = {s for voice in voices.values() for s in voice.states if s != ANY_STATE}
        # Whose minister somebody is, of two states, is not always said.
        yield from _sharing(
            voices, lambda key, v: states | {ANY_STATE} if ANY_STATE in v.states else v.states
        )
        yield from _sharing(voices, lambda key, _: self._publishers(key))

    def _by_body(self, voices: Mapping[str, Voice]) -> Iterator[tuple[str, str]]:
        """Yield pairs that may speak for one institution, and the parties whose name may be its."""
        of: dict[str, list[tuple[str, Body]]] = defaultdict(list)
        for key, voice in voices.items():
            for body in voice.bodies:
                of["state" if body.kind in STATE else body.kind].append((key, body))
        for members in of.values():
            for i, (one, mine) in enumerate(members):
                yield from ((one, other) for other, theirs in members[i + 1 :] if mine.may_be(theirs))
        by_word: dict[str, set[str]] = defaultdict(set)
        for key, names in self._names():
            for word in {w for name in names for w in name.split()}:
                by_word[word].add(key)
        organisations = [
            key
            for key, party in self._met_parties()
            if party.type == "organisation"
            and key.startswith("party:")
            and not party.name.casefold().endswith((*ENDINGS, *words("outlet_words")))
        ]
        for key, voice in voices.items():
            for body in voice.bodies:
                named = {k for part in body.head.split() for k in by_word.get(part, ())}
                if body.kind in GENERIC and key in self.bodies and not body.words:
                    named |= set(organisations)
                elif body.words:
                    named |= set.intersection(*(by_word.get(w, set()) for w in body.words))
                yield from ((key, other) for other in sorted(named))

    def _by_name(self) -> Iterator[tuple[str, str]]:
        """Yield pairs of which the one's name contains the other's: "Haldane" and "Haldane Works"."""
        whole: dict[str, set[str]] = defaultdict(set)
        names = [(key, {OWNING.sub("", name) for name in called}) for key, called in self._names()]
        for key, called in names:
            for name in called:
                whole[name].add(key)
        houses = {key for key, p in self._met_parties() if p.type != "person"}
        houses |= {key for key in self.origins if key.startswith("agency:")}
        by_beginning: dict[str, set[str]] = defaultdict(set)
        for key, called in names:
            for name in called if key in houses else ():
                by_beginning[" ".join(name.split()[:2])].add(key)
        for key, called in names:
            for name in called:
                words = name.split()[:8]
                if len(words) > 2 and key in houses:
                    # "Tarvian Central Television", "Tarvian Central News Agency": perhaps of one house.
                    pair = " ".join(words[:2])
                    yield from ((key, other) for other in sorted(by_beginning[pair]) if other != key)
                for i in range(len(words)):
                    for j in range(i + 1, len(words) + 1):
                        yield from ((key, other) for other in sorted(whole.get(" ".join(words[i:j]), ())))

    def _met_parties(self) -> Iterator[tuple[str, StoryParty]]:
        for key, vouching in self.origins.items():
            if vouching.party is not None and vouching.party in self.parties:
                yield key, self.parties[vouching.party]

    def _names(self) -> Iterator[tuple[str, set[str]]]:
        """Yield each origin's key with all its names in lower case; a person's surname alone is none."""
        for key, vouching in self.origins.items():
            names = {vouching.name} if not key.startswith(("body:", "text:")) else set()
            party = self.parties.get(vouching.party) if vouching.party is not None else None
            if party is not None:
                full = {n for _, called in party.names for n in called}
                names |= {n for n in full if party.type != "person" or " " in n} or full
            yield key, {" ".join(bare_name(n).replace("’", "'").split()) for n in names if n.strip()}

    def _publishers(self, key: str) -> Iterable[str]:
        """Return the publisher of the outlet that an origin is."""
        name = self.origins[key].name
        house = publisher(name) if key.startswith(("outlet:", "agency:")) else None
        return (house,) if house is not None else ()


def _sharing(
    voices: Mapping[str, Voice], of: Callable[[str, Voice], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs that have something in common."""
    by: dict[str, list[str]] = defaultdict(list)
    for key, voice in voices.items():
        for tag in of(key, voice):
            by[tag].append(key)
    for tag, members in by.items():
        own = [tag] if tag in voices else members[:1]
        # Who speaks for one body is tied to it and to all that do.
        yield from ((one, other) for i, one in enumerate(members) for other in (*own, *members[i + 1 :]))


def _beside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches beside a name that may say what its bearer is.

    The words before it up to a verb or a mark ("union leader Ana Varo"), the words before its comma ("Her
    manager, Ana Varo"), and those between its comma and the next mark ("Ana Varo, head of the union,").
    """
    low = max(0, start - REACH)
    before = text[low:start]
    for cut in (before, before.rstrip()[:-1] if before.rstrip().endswith(",") else ""):
        if cut.strip():
            last = max((m.end() for m in BOUND.finditer(cut)), default=0)
            words = list(re.finditer(r"\S+", cut[last:]))[-MOST_WORDS:]
            if words:
                yield low + last + words[0].start(), low + last + words[-1].end()
    after = text[end : end + REACH]
    if after.startswith((", ", " (")) or re.match(r" (?:of|for|from|at) ", after):
        found = re.search(r"[,.;:\n“”\"()]", after[2:])
        yield end + 1, end + 2 + (found.start() if found else len(after) - 2)


@cache
def _state_agencies() -> dict[str, str]:
    """Return the country code of each agency that a government owns, by its origin key."""
    return {agency_key(row[0]): row[2] for row in table("agencies") if len(row) > 3 and row[3] == "state"}


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


def _codes_in(words: str) -> set[str]:
    """Return the codes of the states that a few words name, by name or adjective: "Nigerian president"."""
    plain = OWNING.sub("", words).replace(".", "").replace(",", " ").split()
    short = {SHORT[word] for word in plain if word in SHORT}
    _, states = take_states([word.lower() for word in plain])
    return short | {state.code for state in states}


def _called(party: StoryParty) -> set[str]:
    """Return all names of a party."""
    return {name for _, names in party.names for name in names}


def _codes(party: StoryParty) -> set[str]:
    """Return the codes of the states by whose names a party is called."""
    names: Sequence[str] = [name for _, names in party.names for name in names]
    return {code for name in names if (code := _state_codes().get(name.casefold())) is not None}
