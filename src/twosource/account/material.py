"""What an account is built from: the links and the weighing of one story, looked up by report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from twosource.copies import find_copies
from twosource.copies.settled import settle
from twosource.link.claims import Alignment, align
from twosource.link.judgements import NO_JUDGEMENTS, Judgements
from twosource.link.parties import link_parties
from twosource.link.utterances import Utterances, align_utterances
from twosource.records import Annotation, Copy, Figure, StoryParty, Time
from twosource.weigh.chains import Teller, ready_all
from twosource.weigh.origins import Sources
from twosource.weigh.texts import Texts

WEEK = 7


@dataclass(frozen=True, slots=True)
class Material:
    """The links of one story.

    `days` is, by report, the day it speaks from, counted from the story's day. `utterance_of` is the number
    of the utterance that an attribution, by report and id, reports.
    """

    annotations: tuple[Annotation, ...]
    tellers: Mapping[str, Teller]
    parties: tuple[StoryParty, ...]
    party_of: Mapping[tuple[str, str], str]
    copies: tuple[Copy, ...]
    acts: Alignment
    utterances: Utterances
    sources: Sources
    times: Mapping[tuple[str, str], Time]
    figures: Mapping[tuple[str, str], Figure]
    days: Mapping[str, int | None]
    utterance_of: Mapping[tuple[str, str | None], int]

    @property
    def by_id(self) -> Mapping[str, StoryParty]:
        """The story's parties by id."""
        return self.sources.parties


def gather(annotations: Sequence[Annotation], judgements: Judgements = NO_JUDGEMENTS) -> Material:
    """Return the links of the reports of one story, which are put in the order of their ids."""
    ordered = tuple(sorted(annotations, key=lambda a: a.report.id))
    labels = label(ordered)
    tellers = ready_all(ordered, labels)
    parties = link_parties(ordered, judgements=judgements)
    party_of = _actors(parties)
    copies = settle(find_copies(ordered), ordered, judgements.copied, judgements.not_copied)
    texts = Texts(copies, tellers, frozenset(frozenset(pair) for pair in judgements.not_copied))
    utterances = align_utterances(ordered, _speakers(parties, party_of))
    return Material(
        annotations=ordered,
        tellers=tellers,
        parties=parties,
        party_of=party_of,
        copies=copies,
        acts=align(ordered, party_of, frozenset(p.id for p in parties if any(names for _, names in p.names))),
        utterances=utterances,
        sources=Sources({p.id: p for p in parties}, tellers, texts, party_of),
        times={(a.report.id, t.id): t for a in ordered for t in a.marks.times},
        figures={(a.report.id, f.id): f for a in ordered for f in a.marks.figures},
        days=speaking_days(ordered),
        utterance_of=_utterance_of(ordered, utterances),
    )


def _utterance_of(
    annotations: Sequence[Annotation], utterances: Utterances
) -> dict[tuple[str, str | None], int]:
    """Return the number of the utterance that each attribution reports."""
    return {
        (annotations[utterances.items[i].report].report.id, utterances.items[i].attribution.id): number
        for number, group in enumerate(utterances.groups)
        for i in group
    }


def _actors(parties: Sequence[StoryParty]) -> dict[tuple[str, str], str]:
    """Return the story party for each (report id, party id); a state's place that acts is its government.

    Whether "Russia" is a place or an actor is read off the words around it, and one report's "Russia" may be
    taken for the one here and the other there.
    """
    states = {
        name.casefold(): party.id
        for party in reversed(parties)
        if party.type == "government"
        for _, names in party.names
        for name in names
    }
    found: dict[tuple[str, str], str] = {}
    for party in parties:
        actor = party.id
        if party.type == "place":
            same = {states.get(name.casefold()) for _, names in party.names for name in names} - {None}
            actor = next(iter(same)) or actor if len(same) == 1 else actor
        found.update(dict.fromkeys(party.members, actor))
    return found


def _speakers(
    parties: Sequence[StoryParty], actors: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Return by what each party is compared as a speaker: itself if it is named, else its description.

    That two reports' "fire service" said the same words makes it one utterance; it does not make the two one
    party, nor one origin.
    """
    found: dict[tuple[str, str], str] = {}
    for party in parties:
        is_named = any(names for _, names in party.names)
        for member in party.members:
            found[member] = actors[member] if is_named else f"~{party.name.casefold()}"
    return found


def outlet_of(teller: Teller) -> str:
    """Return what counts as one outlet: its name, and a report without one by its own label."""
    return teller.annotation.layout.outlet.value or teller.label


def label(annotations: Sequence[Annotation]) -> dict[str, str]:
    """Return how an account names each report: by its outlet, else by the file it came from.

    Two reports of one outlet are told apart by their files' names, two without an outlet in one file of JSON
    lines by their ids: they need not be of one outlet.
    """
    names = {a.report.id: a.layout.outlet.value for a in annotations}
    files: dict[str | None, set[str]] = defaultdict(set)
    for annotation in annotations:
        files[names[annotation.report.id]].add(annotation.report.source.name)
    found: dict[str, str] = {}
    for annotation in annotations:
        name = names[annotation.report.id]
        file = annotation.report.source.name.replace("\\", "/").rsplit("/", 1)[-1] or annotation.report.id
        if name is None:
            found[annotation.report.id] = f"unnamed outlet ({file})"
        else:
            found[annotation.report.id] = name if len(files[name]) == 1 else f"{name} ({file})"
    alike = Counter(found[report] for report, name in names.items() if name is None)
    return {r: f"{text[:-1]}, {r})" if alike[text] > 1 else text for r, text in found.items()}


def speaking_days(annotations: Sequence[Annotation]) -> dict[str, int | None]:
    """Return, by report, the day it speaks from, counted from the first report's day.

    Known dates are counted in days. Where reports bear only a weekday, they are taken for days of one week,
    as reports of one event: Saturday and Friday are a day apart, not six. A report without either has `None`.
    """
    found: dict[str, int | None] = {a.report.id: None for a in annotations}
    dated: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for annotation in annotations:
        value = annotation.layout.published.value
        if value is None:
            continue
        if value.startswith("XXXX-WXX-"):
            weekdays[annotation.report.id] = int(value[-1])
        else:
            dated[annotation.report.id] = date.fromisoformat(value[:10]).toordinal()
    if dated:
        first = min(dated.values())
        found.update({report: day - first for report, day in dated.items()})
        if len(dated) == 1 or len(set(dated.values())) == 1:
            base = date.fromordinal(first).isoweekday()
            found.update({report: _step(base, day) for report, day in weekdays.items()})
    elif weekdays:
        base = weekdays[min(weekdays)]
        found.update({report: _step(base, day) for report, day in weekdays.items()})
    return found


def _step(base: int, day: int) -> int:
    """Return the days from one weekday to another, the nearer way: -3..3."""
    return (day - base + 3) % WEEK - 3
