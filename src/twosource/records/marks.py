"""What `mark` finds in one report: parties, attributions, times, figures, tellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from twosource.errors import STATUSES, SpanError
from twosource.records.report import Layout, Reason, Report
from twosource.spans import Span, check_all

PartyType = Literal["person", "organisation", "government", "group", "document", "place", "unnamed"]
MentionForm = Literal["name", "description", "pronoun"]
AttributionKind = Literal["direct", "indirect", "mixed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
ScopeKind = Literal["place", "since", "period", "including", "excluding", "part"]
AsOfBasis = Literal["stated", "said", "published"]
TellingKind = Literal["utterance", "act", "state", "figure"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "denied", "planned", "possible", "demanded", "unknown"]


@dataclass(frozen=True, slots=True)
class Party:
    """A person, organisation, government, group, document or place that a report mentions.

    `names` are the names as written, most complete first; empty for one known by description alone.
    `head` is the lower-case head word of its fullest name or description ("ministers").
    `titles` are the roles said of it ("president", "opposition candidate"), lower case.
    """

    id: str
    type: PartyType
    names: tuple[str, ...]
    head: str
    titles: tuple[str, ...] = ()
    plural: bool = False
    gender: Literal["male", "female"] | None = None

    @property
    def name(self) -> str:
        """The name to show: the most complete one, else the head word of the description."""
        return self.names[0] if self.names else self.head


@dataclass(frozen=True, slots=True)
class Mention:
    """The words of a report for a party, and their form."""

    span: Span
    form: MentionForm
    party: str


@dataclass(frozen=True, slots=True)
class Via:
    """One party through which an attributed content came, with the words that show it."""

    party: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say, think, plan or know what.

    `content`, `cue` and `source` may be broken into several spans. `speaker` is the id of the party that the
    source words stand for, `None` if that is not known. `via` are the parties between speaker and outlet,
    the one nearest to the speaker first. `inside` is the id of the attribution whose content this one stands
    in. `strength` is the kind of cue: said, claimed, denied, confirmed, warned, asked, demanded, planned,
    thought, refused, no-details. `basis` says how the speaker was found when it is not by the cue's own
    subject ("continues the quotation before").
    """

    id: str
    kind: AttributionKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: str | None
    via: tuple[Via, ...] = ()
    inside: str | None = None
    strength: str = "said"
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 `type` and `value`, and the days it covers.

    `start` and `end` are the first and last ISO day (or minute) covered, `None` if not known. `days` is the
    same interval counted in days from the day the report speaks from (-1 is the day before), known even
    where the calendar date is not. `basis` is what it was anchored on: `text` (it bears its own date),
    `given`, `page`, `inferred` or `unknown`.
    """

    id: str
    span: Span
    type: TimeType
    value: str
    start: str | None = None
    end: str | None = None
    days: tuple[int, int] | None = None
    basis: str = "unknown"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure is limited to, or is said to hold.

    `kind` is `place` ("in Tolm"), `since` ("since Sunday"), `period` ("over the past week"), `including` or
    `excluding` ("including four children", "not counting the crew"), or `part` for the four children, whose
    `span` are then the words of the figure that holds them. `value` is what two scopes are compared by: the
    TIMEX3 value of a time, else the words in lower case; `None` where nothing is compared.
    """

    kind: ScopeKind
    span: Span
    value: str | None = None


@dataclass(frozen=True, slots=True)
class AsOf:
    """The time up to which a figure counts, and how that is known.

    `basis` is `stated` ("as of Monday", "had risen by Tuesday evening"), `said` (when its speaker said it) or
    `published`: inferred, as nothing is told later than the report. `value` is a TIMEX3 or ISO value, `start`
    and `end` the first and last ISO day or minute, `days` the same counted from the day the report speaks
    from; each `None` if not known. `span` are the words, `None` if it is inferred.
    """

    basis: AsOfBasis
    value: str | None
    start: str | None = None
    end: str | None = None
    days: tuple[int, int] | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its hedge and what it counts.

    `low` and `high` bound the values that the words admit (both inclusive; `None` is unbounded): "nearly
    7,000" is 6300 to 7000, "at least two" is 2 to unbounded. `hedge` are the hedging words as written.
    `unit` is a currency code, "%", "year", "km" … or `None` for a plain count. `counts` is the lower-case
    head word of what is counted ("people"), with `counts_span` its words. `act` is what is said to have
    happened to it ("arrested people": `arrested`; see `figures_acts`). `scope` is what it is limited to, in
    text order, `as_of` the time up to which it counts.
    """

    id: str
    span: Span
    low: float | None
    high: float | None
    value: float | None = None
    hedge: str | None = None
    unit: str | None = None
    counts: str | None = None
    counts_span: Span | None = None
    act: str | None = None
    scope: tuple[Scope, ...] = ()
    as_of: AsOf | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant of a telling: its role, its words, their head, and the party they stand for.

    `role` is `agent`, `patient`, `recipient`, `place`, `source`, `complement`, or `about` for the rest.
    `head` is the lower-case lemma of the head word.
    """

    role: str
    span: Span
    head: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's words for a claim: an event or state with its participants, as told.

    `span` is the clause or sentence shown, `head` the word or words of the event. `lemma` is the lower-case
    lemma of the head. `attributions` are the ids of the attributions it stands in, outermost first.
    `is_named` tells an event that is only named in passing ("the strike", "refused to go") from one that a
    clause tells of; `is_main` is a clause in the report's own voice, outside any attribution. `is_title` is
    what a title tells, which only names it: it adds nothing to its report. For an utterance, `attribution`
    is the one that it reports, and `span` its content.
    """

    id: str
    kind: TellingKind
    span: Span
    head: tuple[Span, ...]
    lemma: str
    sentence: int
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    arguments: tuple[Argument, ...] = ()
    times: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    attribution: str | None = None
    is_main: bool = True
    is_named: bool = False
    is_background: bool = False
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What `mark` found in one report. All tuples in text order."""

    sentences: tuple[Span, ...] = ()
    parties: tuple[Party, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    tellings: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """A report with its layers. Construction fails with `SpanError` if any span disagrees with the text."""

    report: Report
    layout: Layout
    marks: Marks
    language: str | None
    status: str
    reasons: tuple[Reason, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise SpanError("bad_status", self.report.id, f"{self.status!r} is not one of {STATUSES}")
        check_all(self.report.text, _spans(self))


def _spans(annotation: Annotation) -> Iterator[Span]:
    """Yield every span of every layer of `annotation`."""
    layout, marks = annotation.layout, annotation.marks
    yield from (part.span for part in layout.parts)
    yield from (credit.span for credit in layout.credits)
    named = (layout.title, layout.byline, layout.dateline, layout.outlet)
    yield from (name.span for name in named if name.span is not None)
    if layout.published.evidence is not None:
        yield layout.published.evidence
    yield from marks.sentences
    yield from (mention.span for mention in marks.mentions)
    for attribution in marks.attributions:
        yield from (*attribution.content, *attribution.cue, *attribution.source)
        yield from (via.span for via in attribution.via)
    yield from (time.span for time in marks.times)
    for figure in marks.figures:
        yield figure.span
        if figure.counts_span is not None:
            yield figure.counts_span
        yield from (scope.span for scope in figure.scope)
        if figure.as_of is not None and figure.as_of.span is not None:
            yield figure.as_of.span
    for telling in marks.tellings:
        yield from (telling.span, *telling.head)
        yield from (argument.span for argument in telling.arguments)
