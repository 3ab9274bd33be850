"""Which tellings of a claim stand behind the one that is shown, and which of them behind one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.account.material import Material
from twosource.link.events import Story
from twosource.link.exclusive import are_exclusive
from twosource.link.likeness import groups
from twosource.link.support import is_supported
from twosource.link.wording import WordingMatch
from twosource.records import Difference, Figure, Origin, Told
from twosource.weigh.differences import agrees, find_differences
from twosource.weigh.origins import related
from twosource.weigh.standing import backs, is_doubted
from twosource.weigh.versions import Version
from twosource.weigh.vouching import listed

OTHERWISE = {
    "number": "another number",
    "time": "another time",
    "polarity": "told as not so",
    "strength": "told more or less firmly",
    "name": "another name",
    "": "words that may say something else",
}
"""How others tell a claim that one outlet tells so, by the field in which they differ."""


@dataclass(frozen=True, slots=True)
class Bond:
    """What holds the tellings of a claim together: their places among the events, () if it was said."""

    story: Story
    places: Sequence[int]

    def is_shown(self, i: int, j: int) -> bool:
        """Return whether what two clauses have in common shows that they tell of one event.

        Where only the model takes them for one, they may be shown as one; but nothing is confirmed by that,
        nor contradicted.
        """
        if not self.places:
            return True
        one, other = (self.story.events[self.places[k]] for k in sorted((i, j)))
        return is_supported(one, other, self.story) or are_exclusive(one, other)

    def tempered(self, difference: Difference) -> Difference:
        """Return a difference, unsure if only the model takes for one what it sets against one another."""
        if difference.verdict not in {"conflict", "stronger"} or self.is_shown(*difference.tellings):
            return difference
        return replace(difference, verdict="unsure")


@dataclass(frozen=True, slots=True)
class Side:
    """The tellings of one claim, with what their comparison needs, in one order."""

    material: Material
    versions: Sequence[Version]
    tolds: Sequence[Told]
    wordings: Mapping[tuple[int, int], WordingMatch]
    bond: Bond

    def standing_behind(self, best: Told) -> list[int]:
        """Return the places of the tellings that count for a claim's standing: those that tell the same.

        Who tells another number doesn't stand behind this one, nor one of whom that is not sure. Who only
        names an event, or speaks of it as planned or possible, doesn't vouch that it happened.
        """
        at = self.tolds.index(best)
        return [
            i
            for i, t in enumerate(self.tolds)
            if i == at
            or (
                t.telling.is_named == best.telling.is_named
                and t.telling.modality == best.telling.modality
                and self._agree(at, i)
            )
        ]

    def apart(self, counted: Sequence[int]) -> frozenset[tuple[int, int]]:
        """Return the pairs of places in `counted` whose tellings don't stand behind one another."""
        return frozenset(
            (a, b)
            for a, i in enumerate(counted)
            for b, j in enumerate(counted)
            if self.tolds[i].origin != self.tolds[j].origin and not self._agree(i, j)
        )

    def alone(self, best: Told) -> str:
        """Return the reason for a claim that one outlet tells so, with what each other tells instead."""
        at, label = self.tolds.index(best), self.material.tellers[best.report].label
        how: dict[str, list[str]] = {}
        for i, told in enumerate(self.tolds):
            other = self.material.tellers[told.report].label
            if other != label and not told.telling.is_named:
                low, high = min(at, i), max(at, i)
                pair = self.versions[low], self.versions[high]
                found = find_differences(pair, {})
                field = next((d.field for d in found if d.verdict in {"conflict", "stronger", "unsure"}), "")
                field = field or next((d.field for d in found if d.field == "number"), "")
                hows = {told.telling.modality, best.telling.modality}
                if told.telling.polarity != best.telling.polarity or (len(hows) > 1 and "denied" in hows):
                    field = "polarity"
                elif len(hows) > 1:
                    field = "strength"
                how.setdefault(OTHERWISE.get(field, OTHERWISE[""]), []).append(other)
        others = "; ".join(f"{words} in {listed(list(dict.fromkeys(names)))}" for words, names in how.items())
        return f"Only {label} tells it so; {others}."

    def is_specific(self, counted: Sequence[int], origins: Mapping[str, Origin]) -> bool:
        """Return whether two tellings of two origins that count share something that few other events have.

        To be joined it is enough that nothing speaks against it; to count as two confirmations, two clauses
        must have one word or a listed synonym for what happened, and a named party or a number of the same
        things in common. "This is a place to meet" and "this is an event" confirm nothing. Words that two
        carry may have come to both from one pool or release, unless two were there who reported them; what
        stands in one shared text is told once, whoever is named for it there.
        """
        known = [i for i in counted if self.tolds[i].lineage != "not recorded"]
        voices = related([origins[o] for o in sorted({self.tolds[i].origin for i in known})])
        texts = self.material.sources.texts.together([self.tolds[i] for i in known])
        return any(
            voices[self.tolds[i].origin] != voices[self.tolds[j].origin]
            and texts[a] != texts[b]
            and self._share_particulars(i, j)
            for a, i in enumerate(known)
            for b, j in enumerate(known[a + 1 :], start=a + 1)
        )

    def _share_particulars(self, i: int, j: int) -> bool:
        """Return whether two tellings have their event word and a particular in common."""
        one, other = self.tolds[i].telling, self.tolds[j].telling
        if "utterance" in (one.kind, other.kind):
            return one.kind == other.kind and self._heard_twice(i, j)
        if one.is_background or other.is_background:
            return False
        if one.lemma != other.lemma and not groups(one.lemma) & groups(other.lemma):
            return False
        if not self.bond.is_shown(i, j):
            return False
        mine, theirs = ((*self._figures(self.tolds[k]), *self.versions[k].figures) for k in (i, j))
        if any(
            a.value is not None
            and a.value == b.value
            and (a.counts == b.counts or None in (a.counts, b.counts))
            for a in mine
            for b in theirs
        ):
            return True
        return bool(self._named(self.tolds[i]) & self._named(self.tolds[j]))

    def _heard_twice(self, i: int, j: int) -> bool:
        """Return whether two outlets' own reporters, who show where they were, quote the same words.

        An agency's dispatch shows no place for its words: it may be made from the release that the reporter
        at the place was handed. Nobody says the same words to two outlets: what was told to one of them, as
        it says, the other has from there.
        """
        match = self.wordings.get((min(i, j), max(i, j)))
        if match is None:
            return False
        for told in (self.tolds[i], self.tolds[j]):
            teller = self.material.tellers[told.report]
            attribution = teller.attributions.get(told.telling.attribution or "")
            if attribution is None or attribution.kind == "indirect" or len(told.chain) < 2:
                return False
            if attribution.id in teller.told_own and match.relation != "variant":
                return False
            if told.lineage != "recorded" or told.chain[1].role != "outlet":
                return False
        return True

    def _named(self, told: Told) -> set[str]:
        """Return the parties with names that take part in what a telling tells of.

        "The head of Norrholt, Sylvie Marchetta," is one participant in two mentions.
        """
        arguments = told.telling.arguments
        annotation = self.material.tellers[told.report].annotation
        text = annotation.report.text
        keys = {a.party for a in arguments if a.party}
        keys |= {
            m.party
            for m in annotation.marks.mentions
            if m.form == "name"
            and any(a.span.holds(m.span) or text[a.span.end : m.span.start] == ", " for a in arguments)
        }
        found = {self.material.party_of.get((told.report, key)) for key in keys}
        parties = self.material.by_id
        return {p for p in found if p is not None and any(names for _, names in parties[p].names)}

    def _agree(self, i: int, j: int) -> bool:
        """Return whether two tellings say the same: the same doer and number, not under doubt."""
        one, other = self.tolds[i], self.tolds[j]
        if one.telling.polarity != other.telling.polarity:
            return False  # in one report too: "the council says it did; the lawyer says it did not"
        low, high = min(i, j), max(i, j)
        match = self.wordings.get((low, high))
        if one.report != other.report and not agrees(self.versions[low], self.versions[high], match):
            return False
        if not backs(self._figures(one), self._figures(other)) or self._is_doubted(one, other):
            return False
        mine, theirs = self._doer(one), self._doer(other)
        return mine is None or theirs is None or mine == theirs

    def _is_doubted(self, *tolds: Told) -> bool:
        """Return whether one of some tellings stands behind words like "no sign that"."""
        return any(
            is_doubted(self.material.tellers[t.report].annotation.report.text, t.telling.span.start)
            for t in tolds
        )

    def _doer(self, told: Told) -> str | None:
        """Return the party with a name that does what a telling tells of, `None` if none is named."""
        agents = {
            self.material.party_of.get((told.report, a.party))
            for a in told.telling.arguments
            if a.role == "agent" and a.party is not None
        }
        parties = self.material.by_id
        named = [p for p in agents if p is not None and any(names for _, names in parties[p].names)]
        return named[0] if len(named) == 1 else None

    def _figures(self, told: Told) -> tuple[Figure, ...]:
        """Return all figures in the words of a telling, also beside its participants ("90,000 times")."""
        annotation = self.material.tellers[told.report].annotation
        return tuple(f for f in annotation.marks.figures if told.telling.span.holds(f.span))
