"""The claims of a story: aligned tellings with their chains, origins, standing, differences and time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from twosource.account.claim_text import claim_text
from twosource.account.counting import Bond, Side
from twosource.account.lines import shown, without_doubles
from twosource.account.material import Material, outlet_of
from twosource.link.utterances import Utterance
from twosource.link.wording import WordingMatch
from twosource.mark.figure_acts import acts_named
from twosource.records import (
    Claim,
    Difference,
    Figure,
    Origin,
    Standing,
    Telling,
    Time,
    Told,
    When,
    assertions,
    digest,
)
from twosource.weigh.chains import audience, find_chain
from twosource.weigh.differences import TOLLS, distinct, find_differences, is_length
from twosource.weigh.origins import origins
from twosource.weigh.standing import Resting, find_standing, is_empty
from twosource.weigh.versions import Version

UNSHOWN = (
    "The tellings share no name or number that would show that they tell of one thing.",
    "Several carry the words, and nothing shows that they did not have them from one place.",
)
"""Why tellings of two origins confirm nothing: of what happened, and of what was said."""

LONG_AGO = 60
"""Days before its report from which what a sentence tells is over: after two months few more are found."""

MANY_DAYS = 60
"""Days from which a time is long: a season, a year."""

LEAD = 3
"""Sentences at the beginning of a report that hold its news; what is told there matters more."""

Draft = tuple[tuple[tuple[str, Telling], ...], Mapping[tuple[int, int], WordingMatch], tuple[int, ...]]
"""The tellings of a claim by report, how wordings compare, and the places of its events in the alignment."""


def make_claims(material: Material) -> tuple[tuple[Claim, ...], tuple[Origin, ...]]:
    """Return the claims of a story, those that matter most first, and the origins on which they rest.

    A claim matters by how many outlets tell it, whether its tellings conflict, whether a clause of its own
    asserts it, and how early in the reports it stands.
    """
    drafts = [*_utterances(material), *_acts(material)]
    told = [_told(material, tellings) for tellings, _, _ in drafts]
    # Standing needs all origins of the story at once, as what depends on what is only known then.
    found = origins(material.sources)
    made = {origin.id: origin for origin in found}
    claims = []
    for (tellings, wordings, places), tolds in zip(drafts, told, strict=True):
        versions = [_version(material, r, t) for r, t in tellings]
        bond = Bond(material.acts.story, places)
        differences = [bond.tempered(d) for d in find_differences(versions, wordings)]
        best = shown(tolds, versions, differences)
        side = Side(material, versions, tolds, wordings, bond)
        standing, reason = _standing(material, side, best, made)
        kept = distinct(differences, [t.report for t in tolds])
        claims.append(_claim(material, tolds, kept, best, standing=standing, reason=reason))
    claims = without_doubles(material, claims)
    claims.sort(key=lambda c: (-c.weight, c.tellings[0].report, c.tellings[0].telling.span, c.id))
    return tuple(claims), found


def _utterances(material: Material) -> Iterator[Draft]:
    """Yield the tellings of each utterance, with how their wordings compare."""
    telling_of = {
        (number, telling.attribution): telling
        for number, annotation in enumerate(material.annotations)
        for telling in annotation.marks.tellings
        if telling.attribution is not None
    }
    items = material.utterances.items
    matches: dict[int, list[tuple[int, int, WordingMatch]]] = defaultdict(list)
    for (i, j), match in material.utterances.matches.items():
        matches[i].append((i, j, match))
    for group in material.utterances.groups:
        members = [(i, items[i]) for i in group if (items[i].report, items[i].attribution.id) in telling_of]
        if members:
            places = {i: place for place, (i, _) in enumerate(members)}
            wordings = {
                (places[i], places[j]): match
                for one in places
                for i, j, match in matches.get(one, ())
                if j in places and not items[i].attribution.kind == items[j].attribution.kind == "indirect"
            }
            yield (
                tuple((_id(material, u), telling_of[u.report, u.attribution.id]) for _, u in members),
                wordings,
                (),
            )


def _id(material: Material, utterance: Utterance) -> str:
    """Return the id of the report in which an attribution stands."""
    return material.annotations[utterance.report].report.id


def _acts(material: Material) -> Iterator[Draft]:
    """Yield the tellings of each event or state that is not an utterance.

    A clause that speaks of the event, but has too little in common with those that agree, stands there as
    what is named in passing does: it vouches for nothing.
    """
    events = material.acts.story.events
    for group, core in zip(material.acts.groups, material.acts.agreeing, strict=True):
        agreeing = frozenset(core)
        members = [
            (i, events[i].telling if i in agreeing else replace(events[i].telling, is_named=True))
            for i in group
            if events[i].telling.kind != "utterance"
        ]
        if members:
            tellings = tuple((material.annotations[events[i].report].report.id, t) for i, t in members)
            yield tellings, {}, tuple(i for i, _ in members)


def _told(material: Material, tellings: Sequence[tuple[str, Telling]]) -> tuple[Told, ...]:
    """Return tellings with their chains and origins."""
    return material.sources.vouch(
        [(r, t, find_chain(material.tellers[r], t, material.party_of, material.by_id)) for r, t in tellings]
    )


def _version(material: Material, report: str, telling: Telling) -> Version:
    """Return a telling with the times, figures and day that its comparison needs."""
    return Version(
        report,
        telling,
        tuple(material.times[report, i] for i in telling.times),
        () if telling.kind == "utterance" else _figures(material, report, telling),
        material.days.get(report),
        _is_past(material, report, telling),
        *_heard(material, report, telling),
        tuple(f for f in material.tellers[report].annotation.marks.figures if f.act in TOLLS),
    )


def _heard(material: Material, report: str, telling: Telling) -> tuple[str | None, bool]:
    """Return to whom the words of an utterance were said, and whether that is the outlet itself."""
    teller = material.tellers[report]
    attribution = teller.attributions.get(telling.attribution or "")
    if attribution is None:
        return None, False
    return audience(teller, attribution), attribution.id in teller.told_own


def _is_past(material: Material, report: str, telling: Telling) -> bool:
    """Return whether the sentence of a telling dates it long before its report: "in 2028, killing 12"."""
    marks = material.tellers[report].annotation.marks
    if telling.sentence >= len(marks.sentences):
        return False
    sentence = marks.sentences[telling.sentence]
    return any(t.days is not None and t.days[1] < -LONG_AGO for t in marks.times if sentence.holds(t.span))


def _figures(material: Material, report: str, telling: Telling) -> tuple[Figure, ...]:
    """Return the figures of a telling that number who or what takes part in it.

    In "thousands of planets, and often more than one orbits a star" it is not the thousands that orbit one.
    How long it lasts ("for seven years") belongs to the act itself.
    """
    figures = (material.figures[report, i] for i in telling.figures)
    arguments = [a.span for a in telling.arguments]
    found = [f for f in figures if is_length(f, telling) or any(a.meets(f.span) for a in arguments)]
    return tuple(found) or _counted_beside(material, report, telling)


def _counted_beside(material: Material, report: str, telling: Telling) -> tuple[Figure, ...]:
    """Return the figures of a sentence that count what a telling in it names: "38 people were *missing*"."""
    act = acts_named().get(telling.lemma)
    marks = material.tellers[report].annotation.marks
    if act is None or telling.sentence >= len(marks.sentences):
        return ()
    sentence = marks.sentences[telling.sentence]
    return tuple(f for f in marks.figures if f.act == act and sentence.holds(f.span))


def _standing(material: Material, side: Side, best: Told, made: Mapping[str, Origin]) -> tuple[Standing, str]:
    """Return the standing of a claim and its reason.

    What is only named ("last Sunday's election") nobody vouches for, however many name it.
    """
    counted = side.standing_behind(best)
    agreeing = [side.tolds[i] for i in counted]
    resting = [
        Resting(outlet_of(material.tellers[t.report]), t.origin, text, t.lineage)
        for t, text in zip(agreeing, material.sources.texts.together(agreeing), strict=True)
    ]
    told_by = len({outlet_of(material.tellers[t.report]) for t in side.tolds if not t.telling.is_named})
    standing, reason = find_standing(resting, made, told_by=told_by)
    if standing == "independent":
        # Each may agree with "tens of thousands", and they not with one another: 40,000 and 90,000.
        standing, reason = find_standing(resting, made, apart=side.apart(counted), told_by=told_by)
    if standing == "single" and len({t.report for t in side.tolds if not t.telling.is_named}) > 1:
        return standing, side.alone(best)
    if best.telling.is_named and standing == "independent":
        return "unestablished", "It is only named in passing; nobody is shown to vouch for it."
    is_utterance = best.telling.kind == "utterance"
    if standing == "independent" and not is_utterance and is_empty(best.telling.lemma):
        words = best.telling.head[0].text
        return "unestablished", f"“{words}” is too general to show that they tell of one thing."
    if standing == "independent" and not side.is_specific(counted, made):
        return "unestablished", UNSHOWN[best.telling.kind == "utterance"]
    return standing, reason


def _claim(
    material: Material,
    tolds: Sequence[Told],
    differences: Sequence[Difference],
    best: Told,
    *,
    standing: Standing,
    reason: str,
) -> Claim:
    """Return the record of a claim."""
    main = any(t.telling.is_main for t in tolds)
    # Who only names an event in passing does not tell it; if all do, all count.
    telling = assertions(tolds)
    outlets = tuple(sorted({outlet_of(material.tellers[t.report]) for t in telling}))
    conflicts = any(d.verdict == "conflict" for d in differences)
    early = min(t.telling.sentence for t in tolds)
    background = all(t.telling.is_background for t in tolds)
    is_told = any(not t.telling.is_named for t in tolds)
    weight = (
        3.0 * (len(outlets) - 1) * is_told
        + 2.0 * conflicts
        + 2.0 * main
        + max(0, LEAD - early) / LEAD
        - 1.0 * background
    )
    weight += 0.5 * (best.telling.kind == "utterance") + 0.5 * any(t.telling.figures for t in tolds)
    return Claim(
        id=digest("claim", [(t.report, t.telling.id) for t in tolds]),
        kind=best.telling.kind,
        text=claim_text(material, best),
        standing=standing,
        standing_reason=reason,
        origins=tuple(sorted({t.origin for t in tolds})),
        outlets=outlets,
        when=_when(material, telling),
        tellings=tuple(tolds),
        differences=tuple(differences),
        weight=round(weight, 3),
        is_main=_stands_alone(material, tolds),
    )


def _stands_alone(material: Material, tolds: Sequence[Told]) -> bool:
    """Return whether a claim deserves a line of its own in an account.

    Not if it is only named in passing, but for what several reports name with its day ("last Sunday's
    election"), and not if all that tell it do so inside one utterance, which has a line of its own.
    """
    telling = [t for t in tolds if not t.telling.is_named]
    if not telling and len({t.report for t in tolds}) > 1:
        return _when(material, tolds).precision == "day"
    if any(t.telling.is_main for t in tolds):
        return True
    if len({t.report for t in telling}) < 2:
        return False
    around = Counter(
        {
            (material.utterance_of.get((t.report, (*t.telling.attributions, None)[-2])), t.report)
            for t in telling
        }
    )
    reports = Counter(utterance for utterance, _ in around)
    if None in reports or len(reports) == 1:
        return None in reports
    # Three tell it inside the utterance that has its line, and one inside another: that line says it.
    return sum(reports.values()) - max(reports.values()) > 1 or max(reports.values()) < 2


def _when(material: Material, tolds: Sequence[Told]) -> When:
    """Return when a claim's event happened, by the most precise time that a telling gives.

    Of years and longer, the one that most tellings give: "in 2004 and 2007" is told of another too.
    """
    found: list[tuple[int, Time, int | None]] = []
    for order, told in enumerate(tolds):
        for key in told.telling.times:
            time = material.times[told.report, key]
            if time.type in {"DATE", "TIME"} and not time.value.endswith("_REF"):
                found.append((order, time, material.days.get(told.report)))
    if not found:
        return When(None, None, None)
    given = Counter(_stretch(time, day) for _, time, day in found)
    _, time, day = min(
        found,
        key=lambda f: (
            f[1].start is None and f[1].days is None,
            _length(f[1]),
            -given[_stretch(f[1], f[2])] if _length(f[1]) >= MANY_DAYS else 0,
            f[0],
            f[1].span,
        ),
    )
    return When(time.start, time.end, time.span.text, _precision(time), _stretch(time, day))


def _length(time: Time) -> int:
    """Return how many days a time names, roughly where they are many: a leap year is as long as another."""
    length = time.days[1] - time.days[0] if time.days is not None else 10_000
    return length if length < MANY_DAYS else length // 10 * 10


def _stretch(time: Time, day: int | None) -> tuple[int, int] | None:
    """Return the days that a time names, counted from the story's; `None` if they are not known."""
    if time.days is None or day is None:
        return None
    return (time.days[0] + day, time.days[1] + day)


def _precision(time: Time) -> str:
    """Return how long the stretch is that a time names: minute, day, week, month, year or longer."""
    if time.type == "TIME":
        return "minute" if "T" in time.value and ":" in time.value else "part of day"
    if time.days is None:
        return "year" if len(time.value) == 4 else "day" if len(time.value) >= 9 else "longer"
    length = time.days[1] - time.days[0] + 1
    steps = ((1, "day"), (7, "week"), (31, "month"), (366, "year"))
    return next((name for most, name in steps if length <= most), "longer")
