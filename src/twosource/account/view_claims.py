"""The claims of an account as they are shown: numbered, each in one section, with its differences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.account.claim_text import shown_span
from twosource.account.phrases import LATER_COUNT, NEGATED, VERDICTS, count, manner, shortened, strength_words
from twosource.account.view import (
    ClaimView,
    ConflictView,
    DifferenceView,
    HopView,
    Place,
    SideView,
    SpeakerView,
    TellingView,
    ordered,
)
from twosource.account.visible import one_line
from twosource.records import (
    Account,
    Attribution,
    Claim,
    Difference,
    Figure,
    Hop,
    Origin,
    Telling,
    Time,
    Told,
    assertions,
)
from twosource.weigh.origins import related

BRACKETED = re.compile(r"^\[[^\]]*\] ")
NO_LETTER = re.compile(r"[\W_]+")
ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
MAX_SPEAKER = 60
MAX_QUOTED = 5
"""Sentences of one quotation within which what it tells is looked for."""

NOBODY = "someone not named"
MAX_PRONOUN = len("during which ")
"""Characters that the text of a claim may leave out at the beginning of the words that it is taken from."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An account with what its claims are looked up by; `key` begins each of its anchors on a page."""

    account: Account
    key: str
    letter: Mapping[str, str]
    unnamed: Mapping[str, str]
    attributions: Mapping[tuple[str, str], Attribution]
    values: Mapping[tuple[str, str], Time | Figure]
    origins: Mapping[str, Origin]
    groups: Mapping[str, str]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, account: Account, key: str, letters: Sequence[str]) -> Sheet:
        """Return the sheet of an account."""
        notes = account.annotations
        values: dict[tuple[str, str], Time | Figure] = {}
        for note in notes:
            values |= {(note.report.id, time.id): time for time in note.marks.times}
            values |= {(note.report.id, figure.id): figure for figure in note.marks.figures}
        return cls(
            account,
            key,
            {line.id: letter for line, letter in zip(account.reports, letters, strict=True)},
            {
                line.label: f"outlet {letter}"
                for line, letter in zip(account.reports, letters, strict=True)
                if line.outlet is None
            },
            {(n.report.id, a.id): a for n in notes for a in n.marks.attributions},
            values,
            {origin.id: origin for origin in account.origins},
            related(account.origins),
            {note.report.id: note.report.text for note in notes},
        )

    def say(self, text: str) -> str:
        """Return `text` on one line, with outlets that are not named by the letter of their report."""
        for label, name in self.unnamed.items():
            text = text.replace(label, name)
        return one_line(text)

    def place(self, report: str, start: int, end: int) -> Place:
        """Return where words of a report stand."""
        letter = self.letter[report]
        return Place(letter, start, end, f"{self.key}-{letter}-{start}-{end}")


@dataclass(frozen=True, slots=True)
class Sections:
    """The shown claims of an account by section."""

    conflicts: tuple[ClaimView, ...]
    several: tuple[ClaimView, ...]
    speakers: tuple[SpeakerView, ...]
    happened: tuple[ClaimView, ...]


def make_sections(sheet: Sheet) -> Sections:
    """Return the main claims of an account, each in one section, numbered in the order of the page."""
    main = [claim for claim in sheet.account.claims if claim.is_main]
    conflicts = [c for c in main if any(d.verdict == "conflict" for d in c.differences)]
    clashing = {c.id for c in conflicts}
    rest = [c for c in main if c.id not in clashing]
    several = [c for c in rest if len(c.outlets) > 1]
    alone = [c for c in rest if len(c.outlets) <= 1]
    said = [c for c in alone if c.kind == "utterance"]
    above = [c for c in (*conflicts, *several) if c.kind == "utterance"]
    numbering = _Numbering(sheet, {}, {})
    first = numbering.add(conflicts), numbering.add(several)
    speakers = _speakers(numbering, said, above)
    happened = numbering.add([c for c in alone if c.kind != "utterance"], may_fold=True)
    return Sections(*first, speakers, happened)


@dataclass(slots=True)
class _Numbering:
    """Gives claims their numbers, and finds whose words an earlier one of the same report already holds."""

    sheet: Sheet
    shown: dict[tuple[str, int], list[tuple[int, str]]]
    number_of: dict[str, int]

    def add(self, claims: Sequence[Claim], *, may_fold: bool = False) -> tuple[ClaimView, ...]:
        made = []
        for claim in claims:
            number = len(self.number_of) + 1
            self.number_of[claim.id] = number
            words = _plain(claim.text)
            places = sorted({(t.report, t.telling.sentence) for t in claim.tellings})
            within = self._holding(words, places) if may_fold else None
            if within is None:
                for place in places:
                    self.shown.setdefault(place, []).append((number, words))
            made.append(replace(claim_view(self.sheet, claim, number), within=within))
        return tuple(made)

    def _holding(self, words: str, places: Sequence[tuple[str, int]]) -> int | None:
        holding = (
            number
            for report, sentence in places
            for near in range(sentence - MAX_QUOTED, sentence + 1)
            for number, text in self.shown.get((report, near), ())
            if f" {words} " in f" {text} "
        )
        return min(holding, default=None)


def _plain(text: str) -> str:
    """Return the words of a claim's text without its bracketed name, marks and capitals."""
    return NO_LETTER.sub(" ", BRACKETED.sub("", text)).strip().casefold()


def _speakers(
    numbering: _Numbering, said: Sequence[Claim], above: Sequence[Claim]
) -> tuple[SpeakerView, ...]:
    """Return the utterances by speaker, who said most first, nobody last; those above by number."""
    names: dict[str, str] = {}
    mine: dict[str, list[Claim]] = {}
    earlier: dict[str, list[int]] = {}
    for claim in (*above, *said):
        hop = claim.tellings[0].chain[0]
        name = _speaker_name(hop)
        # Two parties of one name or description stand under one heading; each line bears its report.
        key = _hop_name(hop).casefold()
        names.setdefault(key, name)
        mine.setdefault(key, [])
        earlier.setdefault(key, [])
        if claim.id in numbering.number_of:
            earlier[key].append(numbering.number_of[claim.id])
        else:
            mine[key].append(claim)
    keys = sorted(names, key=lambda k: (k == NOBODY, -len(mine[k]) - len(earlier[k]), k))
    return tuple(
        SpeakerView(names[k], numbering.add(mine[k], may_fold=True), tuple(earlier[k])) for k in keys
    )


def claim_view(sheet: Sheet, claim: Claim, number: int) -> ClaimView:
    """Return a claim as it is shown."""
    views = tuple(telling_view(sheet, told, claim.text) for told in claim.tellings)
    # What is only named in passing is told in full where it takes part in a conflict.
    clashing = {i for d in claim.differences if d.verdict == "conflict" for i in d.tellings}
    is_told = [not t.telling.is_named or i in clashing for i, t in enumerate(claim.tellings)]
    told = tuple(v for v, is_full in zip(views, is_told, strict=True) if is_full)
    passing = tuple(v for v, is_full in zip(views, is_told, strict=True) if not is_full)
    if not told:
        told, passing = passing, ()
    shown = [t for t, v in zip(claim.tellings, views, strict=True) if v.is_shown] or [claim.tellings[0]]
    # A word that is named in passing stands in the claim's text as well: "the release" in "has released …".
    telling = max(shown, key=lambda t: (not t.telling.is_named, len(t.telling.span.text)))
    attribution = sheet.attributions.get((telling.report, telling.telling.attribution or ""))
    return ClaimView(
        number=number,
        anchor=f"{sheet.key}-c{number}",
        id=claim.id,
        kind=claim.kind,
        text=one_line(claim.text) or "(no words)",
        within=None,
        letters=ordered([v.place.letter for v in told]),
        standing=claim.standing,
        standing_reason=sheet.say(claim.standing_reason),
        resting=_resting(sheet, claim),
        strength=_strength(claim, attribution) if attribution is not None else _manner(telling.telling),
        tellings=told,
        passing=passing,
        conflicts=tuple(_conflicts(sheet, claim, views)),
        mentioned=tuple(_difference(claim, views, d) for d in _mentioned(claim)),
    )


def _mentioned(claim: Claim) -> Iterator[Difference]:
    """Yield the differences that are no conflict; the same two values of more reports at their first pair."""
    met: set[tuple[str, str, tuple[str, ...]]] = set()
    for difference in claim.differences:
        key = (difference.field, difference.verdict, tuple(sorted(difference.values)))
        if difference.verdict != "conflict" and key not in met:
            met.add(key)
            yield difference


def _manner(telling: Telling) -> str:
    """Return how a claim is told where its own words don't say it."""
    how = manner(telling)
    return "" if how == NEGATED else how


def _strength(claim: Claim, attribution: Attribution) -> str:
    """Return the kind of saying, unless the claim's text has the report's own word for it ("warned")."""
    text = one_line(claim.text)
    if attribution.cue and all(one_line(cue.text) in text for cue in attribution.cue):
        return ""
    return strength_words(attribution.strength, attribution.kind)


def _resting(sheet: Sheet, claim: Claim) -> str:
    """Return how many origins and outlets a claim rests on; what is not recorded is no origin."""
    tellings = assertions(claim.tellings)
    known = {sheet.groups[t.origin] for t in tellings if sheet.origins[t.origin].lineage != "not recorded"}
    number = max(1, len(known)) if claim.standing == "repeated" else len(known)
    noun = "recorded origin" if number == len(known) else "origin"
    outlets = count(len(claim.outlets), "outlet")
    is_alone = claim.standing == "single" and len(claim.outlets) > 1
    return f"{count(number, noun)} / {'1 of ' if is_alone else ''}{outlets}"


def telling_view(sheet: Sheet, told: Told, text: str) -> TellingView:
    """Return one report's words for a claim with how they came; `text` is the claim's."""
    telling = told.telling
    span = shown_span(sheet.texts[told.report], telling)
    mine, claims = _plain(span.text), _plain(text)
    return TellingView(
        sheet.place(told.report, span.start, span.end),
        one_line(span.text),
        tuple(_hops(sheet, told.chain)),
        sheet.say(sheet.origins[told.origin].name),
        told.lineage,
        manner(telling),
        mine in claims or (claims in mine and len(mine) - len(claims) <= MAX_PRONOUN),
    )


def _hops(sheet: Sheet, chain: Sequence[Hop]) -> Iterator[HopView]:
    """Yield the hops of a chain; an agency that is itself the outlet is one hop."""
    last = None
    for hop in chain:
        name = sheet.say(hop.name or "") or NOBODY
        if name != last:
            words = one_line(hop.span.text) if hop.span is not None else None
            yield HopView(name, hop.role, words, sheet.say(hop.reason) if hop.reason else None)
        last = name


def _speaker_name(hop: Hop) -> str:
    """Return how a speaker is called: one known by description in the report's whole words for it."""
    name = _hop_name(hop)
    words = one_line(hop.span.text) if hop.span is not None else ""
    is_described = name[:1].islower() and f" {name.casefold()} " in f" {words.casefold()} "
    return shortened(ARTICLE.sub("", words), MAX_SPEAKER) if is_described else name


def _hop_name(hop: Hop) -> str:
    return one_line(hop.name or "") or NOBODY


def _difference(claim: Claim, views: Sequence[TellingView], difference: Difference) -> DifferenceView:
    i, j = difference.tellings
    return DifferenceView(
        difference.field,
        difference.verdict,
        LATER_COUNT if difference.rule == "later_count" else VERDICTS[difference.verdict],
        (one_line(difference.values[0]), one_line(difference.values[1])),
        (views[i].place.letter, views[j].place.letter),
        difference.rule,
        one_line(difference.reason),
    )


def _conflicts(sheet: Sheet, claim: Claim, views: Sequence[TellingView]) -> Iterator[ConflictView]:
    """Yield the conflicts of a claim, one for each field in which tellings can't both hold.

    A difference names one pair of tellings for two values; every other telling that gives the same value
    stands on the same side.
    """
    fields = dict.fromkeys(d.field for d in claim.differences if d.verdict == "conflict")
    for field in fields:
        differences = [d for d in claim.differences if d.field == field]
        clashing = [d for d in differences if d.verdict == "conflict"]
        sides = _sides(sheet, claim, views, clashing)
        values = {side.value for side in sides}
        others = _sides(sheet, claim, views, [d for d in differences if d.verdict != "conflict"])
        reasons = tuple(dict.fromkeys(one_line(d.reason) for d in clashing))
        yield ConflictView(field, sides, tuple(s for s in others if s.value not in values), reasons)


def _sides(
    sheet: Sheet, claim: Claim, views: Sequence[TellingView], differences: Sequence[Difference]
) -> tuple[SideView, ...]:
    """Return the values that differences name, each with all the tellings that give it."""
    members: dict[str, set[int]] = {}
    for difference in differences:
        for index, value in zip(difference.tellings, difference.values, strict=True):
            members.setdefault(value, set()).add(index)
    for value, indexes in members.items():
        indexes.update(i for i, told in enumerate(claim.tellings) if value.casefold() in _values(sheet, told))
    return tuple(_side(value, [views[i] for i in sorted(indexes)]) for value, indexes in members.items())


def _values(sheet: Sheet, told: Told) -> set[str]:
    """Return the words of the figures and times of a telling, casefolded."""
    keys = [(told.report, key) for key in (*told.telling.figures, *told.telling.times)]
    return {sheet.values[key].span.text.casefold() for key in keys if key in sheet.values}


def _side(value: str, views: Sequence[TellingView]) -> SideView:
    return SideView(one_line(value), ordered([v.place.letter for v in views]), tuple(views))
