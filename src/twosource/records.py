"""The frozen records that the stages pass on; imports nothing of ours but spans and errors.

One word for one thing (see the glossary in `docs/words.md`). `None` is *not known*, `()` is *looked and found
none*. Every span carries the text it covers; a record that owns a text checks all its spans at construction.
Ids are digests of content, so that they don't depend on order, machine or time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from twosource.errors import STATUSES, SpanError
from twosource.spans import Span, check_all

Role = Literal["title", "byline", "dateline", "section", "caption", "body", "residue"]
CreditKind = Literal["text", "photo", "byline", "other-story"]
DateBasis = Literal["given", "page", "inferred", "unknown"]
NameBasis = Literal["given", "page", "text", "unknown"]
PartyType = Literal["person", "organisation", "government", "group", "document", "place", "unnamed"]
MentionForm = Literal["name", "description", "pronoun"]
AttributionKind = Literal["direct", "indirect", "mixed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TellingKind = Literal["utterance", "act", "state", "figure"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "denied", "planned", "possible", "demanded", "unknown"]
Lineage = Literal["recorded", "inferred", "not recorded"]
Standing = Literal["independent", "repeated", "unestablished", "single"]
Verdict = Literal["conflict", "stronger", "more-precise", "variant", "unsure"]
HopRole = Literal["speaker", "via", "agency", "outlet"]


def digest(*fields: object, length: int = 12) -> str:
    """Return a short hexadecimal digest of `fields`, the same everywhere and always.

    The fields are written as one JSON array, so that their boundaries count. 12 digits are 48 bits: among a
    million ids the chance of one clash is 0.2 %.
    """
    packed = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a code of `errors.PROBLEMS` or `errors.RESIDUE` and the particulars."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report's bytes came from: `name` as the user gave it, their SHA-256, their number."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said *about* a report by its caller or by the markup of its page; each `None` if not said."""

    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    byline: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, exactly as given (for HTML: as the reader laid it out).

    `given` is what the caller said about it, `page` what the markup of its page says. `reasons` are the
    notes of the reader. Every offset of every layer is into `text`.
    """

    id: str
    source: Source
    text: str
    given: Facts = Facts()
    page: Facts = Facts()
    reasons: tuple[Reason, ...] = ()


# ---------------------------------------------------------------- the layer of `clean`


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report with a role. `reason` is a code of `errors.RESIDUE` for residue, else `None`."""

    span: Span
    role: Role
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or photographer named as supplier, the words, and what the credit is for."""

    agency: str
    span: Span
    kind: CreditKind


@dataclass(frozen=True, slots=True)
class Named:
    """A value with what it rests on; `span` are the words in the text, if it is from the text."""

    value: str | None = None
    basis: NameBasis = "unknown"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published.

    `value` is an ISO date or date-time, or TIMEX3's `XXXX-WXX-6` where only the weekday can be inferred;
    `precision` is `minute`, `day`, `weekday` or `None`. `evidence` are the words it was inferred from.
    """

    value: str | None = None
    precision: str | None = None
    basis: DateBasis = "unknown"
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What `clean` found: parts in text order that hold each non-blank character once, and the credits."""

    parts: tuple[Part, ...]
    credits: tuple[Credit, ...] = ()
    title: Named = Named()
    byline: Named = Named()
    dateline: Named = Named()
    outlet: Named = Named()
    published: Published = Published()

    def body(self) -> tuple[Span, ...]:
        """Return the spans of the body, in text order."""
        return tuple(part.span for part in self.parts if part.role == "body")


# ---------------------------------------------------------------- the layer of `mark`


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
class Figure:
    """A number with its hedge and what it counts.

    `low` and `high` bound the values that the words admit (both inclusive; `None` is unbounded): "nearly
    7,000" is 6300 to 7000, "at least two" is 2 to unbounded. `hedge` are the hedging words as written.
    `unit` is a currency code, "%", "year", "km" … or `None` for a plain count. `counts` is the lower-case
    head word of what is counted ("people"), with `counts_span` its words.
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
    clause tells of; `is_main` is a clause in the report's own voice, outside any attribution. For an
    utterance, `attribution` is the one that it reports, and `span` its content.
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
    for telling in marks.tellings:
        yield from (telling.span, *telling.head)
        yield from (argument.span for argument in telling.arguments)


# ---------------------------------------------------------------- across the reports of a story


@dataclass(frozen=True, slots=True)
class Copy:
    """That one report shares text with another that is not quotation.

    `report` took from `of` if `direction` is `recorded` or `inferred`; if it is `not recorded`, the pair
    shares text and nothing shows which way it went. `share` is the part of `report`'s body words, 0..1, that
    stands in `of`; `stretches` are the shared spans in `report`, `of_stretches` the same in `of`.
    """

    report: str
    of: str
    share: float
    direction: Lineage
    stretches: tuple[Span, ...]
    of_stretches: tuple[Span, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class StoryParty:
    """One party over the reports of a story. `names` lists, per report id, its names as written there.

    `members` are the (report id, party id) pairs it is made of; `reasons` say why they are one.
    """

    id: str
    type: PartyType
    name: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    members: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the way by which a telling came: the party, its role, and the words or the reason."""

    party: str | None
    role: HopRole
    report: str
    span: Span | None
    reason: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The first party that vouches for claims, the reports that draw on it, and on what it depends.

    `party` is a story party's id, or `None` for an outlet's or agency's own voice, then `name` says whose.
    """

    id: str
    party: str | None
    name: str
    lineage: Lineage
    reports: tuple[str, ...]
    depends_on: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A telling as it stands in an account: with its chain, its origin and the lineage of that origin."""

    report: str
    telling: Telling
    chain: tuple[Hop, ...]
    origin: str
    lineage: Lineage


@dataclass(frozen=True, slots=True)
class Difference:
    """Two tellings of a claim that differ in `field`: both values, the rule that found it, the verdict.

    `tellings` are indexes into the claim's tellings. `reason` is a sentence for the reader.
    """

    field: str
    tellings: tuple[int, int]
    values: tuple[str, str]
    rule: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class When:
    """When a claim's event happened: ISO days if known, days from the anchor if not, and the words."""

    start: str | None
    end: str | None
    text: str | None
    precision: str | None = None
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that reports make, with all its tellings.

    `text` is taken from one of the tellings. `origins` are ids of `Origin`; `standing_reason` is the
    sentence that explains `standing` to the reader. `weight` orders claims: larger matters more.
    """

    id: str
    kind: TellingKind
    text: str
    standing: Standing
    standing_reason: str
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    when: When
    tellings: tuple[Told, ...]
    differences: tuple[Difference, ...]
    weight: float
    is_main: bool


# ---------------------------------------------------------------- the account


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report as it stands in an account: `label` is how the account names it ("Cyprus Mail").

    `copy_of` is the id of the report that it takes most of its text from, `None` if it is no copy.
    """

    id: str
    label: str
    outlet: str | None
    title: str | None
    published: Published
    source: Source
    status: str
    copy_of: str | None = None
    copy_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: the claim, and when what it tells of happened, as told.

    `days` counts from the day the story's reports speak from, where the calendar date is not known.
    """

    start: str | None
    end: str | None
    precision: str | None
    claim: str
    days: tuple[int, int] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that could not be told about a report, as a sentence for the reader."""

    report: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """What is reconstructed from the reports of one story; the only thing that is shown.

    `annotations` are the reports with their layers, in the order of `reports`; every span of a claim points
    into one of their texts. `copies` are the pairs of reports that share text.
    """

    id: str
    title: str
    start: str | None
    end: str | None
    reports: tuple[ReportLine, ...]
    parties: tuple[StoryParty, ...]
    origins: tuple[Origin, ...]
    claims: tuple[Claim, ...]
    timeline: tuple[Moment, ...]
    only_in: tuple[tuple[str, tuple[str, ...]], ...]
    unknowns: tuple[Unknown, ...]
    copies: tuple[Copy, ...]
    annotations: tuple[Annotation, ...]
