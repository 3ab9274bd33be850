"""The tellings of a report: each event, state and utterance that its body tells of, with who, when and how.

A telling's head are the words of the event ("arrested", "the arrests", "held … talks"), as in ECB+. What a
report says by the way ("the strike") is a telling too, so that it can be aligned with another report's
sentence about it; `is_main` tells it from what a clause asserts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.mark.attach import attach
from twosource.mark.fragments import fragments
from twosource.mark.merging import UNLISTED
from twosource.mark.modality import is_past, is_said, modality, own_modality, polarity
from twosource.mark.parse import Paragraph, Parsed, lemma
from twosource.mark.participants import Resolver, find_arguments, is_stray
from twosource.mark.predicates import Predicate, event_lemma, find_predicates
from twosource.mark.tokens import Token
from twosource.records import Attribution, Figure, Modality, Telling, Time, digest
from twosource.spans import Span

BACKGROUND_DAYS = 60
"""What is dated more than this many days before the report speaks led to the event, and is not part of it."""

SPOKEN: dict[str, Modality] = {"denied": "denied", "demanded": "demanded", "planned": "planned"}
"""The modality that the strength of a cue gives to what stands in its content."""

MONTH_OR_YEAR = re.compile(r"(?:\d{2,4}|XXXX)(?:-\d\d)?")
"""A value that names a month, a year, a decade or a century: news speaks of its own event by the day ("in
October" led to it)."""

CLOSING = frozenset({'"', "'", "%", ")"})
CLAUSAL = frozenset({"relcl", "conj", "advcl", "acl", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Found:
    """What was marked before in a report or in one of its paragraphs."""

    attributions: tuple[Attribution, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]

    def around(self, start: int, end: int) -> tuple[Attribution, ...]:
        """Return the attributions in whose content an extent stands, outermost first."""
        holding = [a for a in self.attributions if any(c.start <= start and end <= c.end for c in a.content)]
        return tuple(sorted(holding, key=lambda a: (-sum(len(c.text) for c in a.content), a.id)))


class Words:
    """The words and sentences of a parsed report, and what was marked before, for looking up by place."""

    def __init__(self, parsed: Parsed, found: Found) -> None:
        self.homes = _by_paragraph(found, parsed)
        self._parsed = parsed
        self._sentences = [span.start for span in parsed.sentences]
        self._paragraphs = [paragraph.start for paragraph in parsed.paragraphs]

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence in which an offset lies."""
        return max(0, bisect_right(self._sentences, offset) - 1)

    def paragraph(self, offset: int) -> int:
        """Return the number of the paragraph in which an offset lies."""
        return max(0, bisect_right(self._paragraphs, offset) - 1)

    def at(self, offset: int) -> tuple[Paragraph, Token] | None:
        """Return the word at an offset, with its paragraph."""
        number = bisect_right(self._paragraphs, offset) - 1
        if number < 0:
            return None
        paragraph = self._parsed.paragraphs[number]
        local = offset - paragraph.start
        span = paragraph.doc.char_span(
            local, min(local + 1, len(paragraph.doc.text)), alignment_mode="expand"
        )
        return (paragraph, span[0]) if span is not None and len(span) else None


def find_tellings(
    report_id: str,
    parsed: Parsed,
    who: Resolver,
    attributions: Sequence[Attribution],
    times: Sequence[Time],
    figures: Sequence[Figure],
) -> tuple[Telling, ...]:
    """Return the tellings of a report in text order.

    Args:
        report_id: the report's id, which enters the ids of the tellings.
        parsed: the parse of the report's body.
        who: tells the party of a mention.
        attributions: the attributions found in the same text; likewise `times` and `figures`.
    """
    # "The crackdown suppressed the rallies" is an act, though the extractor reads an attitude off it.
    attributions = [a for a in attributions if a.basis != UNLISTED]
    found = Found(tuple(attributions), tuple(times), tuple(figures))
    words = Words(parsed, found)
    cues = {i for a in attributions for span in a.cue for i in range(span.start, span.end)}
    made: list[Telling] = []
    unsaid = fragments(parsed)
    spoken: dict[int, tuple[Time, ...]] = {}
    for paragraph, here in zip(parsed.paragraphs, words.homes, strict=True):
        for sent in paragraph.doc.sents:
            number = words.sentence(paragraph.extent(sent)[0])
            predicates = [p for p in find_predicates(sent) if not _introduces(p)]
            times_of, figures_of = attach(paragraph, sent, predicates, here.times, here.figures)
            for predicate in predicates:
                at = paragraph.extent(predicate.token)[0]
                if predicate.kind != "state" and at in cues:
                    spoken[at] = times_of.get(predicate.token.i, ())
                    continue
                marks = Found(
                    here.around(*paragraph.extent(predicate.token)),
                    times_of.get(predicate.token.i, ()),
                    figures_of.get(predicate.token.i, ()),
                )
                at_hand = Clause(parsed, paragraph, predicate, marks, number)
                made.append(_telling(report_id, at_hand, who, has_voice=paragraph.number not in unsaid))
    said = [a for a in attributions if not a.cue or words.paragraph(a.cue[0].start) not in unsaid]
    made += _utterances(report_id, parsed, replace(found, attributions=tuple(said)), words, who, spoken)
    return tuple(sorted(made, key=lambda t: (t.span.start, t.head, t.kind, t.id)))


def _introduces(predicate: Predicate) -> bool:
    """Return whether a verb only names a source or a list ("according to", "including")."""
    return predicate.token.lower_ in {"according", "including", "regarding", "concerning", "following"}


def _by_paragraph(found: Found, parsed: Parsed) -> tuple[Found, ...]:
    """Return what was found in each paragraph; an attribution is in each that its content meets."""
    starts = [paragraph.start for paragraph in parsed.paragraphs]
    ends = [paragraph.start + len(paragraph.doc.text) for paragraph in parsed.paragraphs]
    attributions: list[list[Attribution]] = [[] for _ in starts]
    times: list[list[Time]] = [[] for _ in starts]
    figures: list[list[Figure]] = [[] for _ in starts]
    for attribution in found.attributions:
        met = {
            n
            for c in attribution.content
            for n in range(max(0, bisect_right(starts, c.start) - 1), bisect_left(starts, c.end))
            if c.start < ends[n] and starts[n] < c.end
        }
        for n in sorted(met):
            attributions[n].append(attribution)
    for time in found.times:
        n = bisect_right(starts, time.span.start) - 1
        if n >= 0 and time.span.start < ends[n]:
            times[n].append(time)
    for figure in found.figures:
        n = bisect_right(starts, figure.span.start) - 1
        if n >= 0 and figure.span.start < ends[n]:
            figures[n].append(figure)
    return tuple(
        Found(tuple(a), tuple(t), tuple(f)) for a, t, f in zip(attributions, times, figures, strict=True)
    )


def _utterances(
    report_id: str,
    parsed: Parsed,
    found: Found,
    words: Words,
    who: Resolver,
    spoken: Mapping[int, tuple[Time, ...]],
) -> Iterator[Telling]:
    """Yield a telling for each attribution that has a content: that its speaker said it."""
    for attribution in found.attributions:
        if not attribution.content:
            continue
        start, end = attribution.content[0].start, attribution.content[-1].end
        near = words.homes[words.paragraph(start) : words.paragraph(end - 1) + 1]
        inside = tuple(a.id for a in near[0].around(start, end) if a.id != attribution.id)
        at = words.at(attribution.cue[0].start) if attribution.cue else None
        at = (at[0], _main_verb(at[1])) if at else None
        predicate = Predicate(at[1], at[1], (at[1],), "verb") if at else None
        yield Telling(
            id=digest(report_id, "utterance", attribution.id),
            kind="utterance",
            span=Span.cut(parsed.text, start, end),
            head=attribution.cue,
            lemma=lemma(at[1]) if at else "say",
            sentence=words.sentence(min(start, attribution.cue[0].start) if attribution.cue else start),
            polarity=polarity(predicate) if predicate else "positive",
            modality=(own_modality(at[1]) or "asserted") if at else "asserted",
            arguments=find_arguments(parsed, at[0], predicate, who) if at and predicate else (),
            times=_spoken_at(attribution, spoken),
            figures=tuple(f.id for home in near for f in home.figures if _in(attribution.content, f.span)),
            attributions=inside,
            attribution=attribution.id,
            is_main=not inside,
        )


def _main_verb(word: Token) -> Token:
    """Return the verb of a cue that begins with its auxiliary or adverb ("has not denied", "also said")."""
    for _ in range(3):
        if word.dep_ not in {"aux", "auxpass", "neg", "advmod"}:
            break
        word = word.head
    return word


def _spoken_at(attribution: Attribution, spoken: Mapping[int, tuple[Time, ...]]) -> tuple[str, ...]:
    """Return the ids of the times that belong to an attribution's cue and don't stand in its content."""
    times = (t for cue in attribution.cue for at in range(cue.start, cue.end) for t in spoken.get(at, ()))
    return tuple(dict.fromkeys(t.id for t in times if not _in(attribution.content, t.span)))


def _in(spans: Sequence[Span], span: Span) -> bool:
    """Return whether one of `spans` holds `span`."""
    return any(one.holds(span) for one in spans)


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate at its place, with the marks that belong to it and the number of its sentence."""

    parsed: Parsed
    paragraph: Paragraph
    predicate: Predicate
    marks: Found
    sentence: int


def _telling(report_id: str, clause: Clause, who: Resolver, *, has_voice: bool) -> Telling:
    """Return the telling of one predicate, only named where the line that has it says nothing."""
    parsed, paragraph, predicate, marks = clause.parsed, clause.paragraph, clause.predicate, clause.marks
    heads = tuple(parsed.span(paragraph, word) for word in predicate.heads)
    how = modality(predicate)
    for attribution in marks.attributions:
        # "Promised aid for all who *had lost* a house": of what a promise looks back on, nothing is promised.
        is_open = attribution.strength == "denied" or not is_past(predicate.verb)
        how = SPOKEN.get(attribution.strength, how) if how == "asserted" and is_open else how
    is_told = has_voice and is_said(predicate.verb) and predicate.kind != "noun" and _asserts(predicate.verb)
    return Telling(
        id=digest(report_id, "telling", predicate.kind, [(s.start, s.end) for s in heads]),
        kind="state" if predicate.kind == "state" else "act",
        span=_shown(parsed, paragraph, predicate),
        head=heads,
        lemma=event_lemma(predicate),
        sentence=clause.sentence,
        polarity=polarity(predicate),
        modality=how,
        arguments=find_arguments(parsed, paragraph, predicate, who),
        times=tuple(t.id for t in marks.times),
        figures=tuple(f.id for f in marks.figures),
        attributions=tuple(a.id for a in marks.attributions),
        is_main=is_told and not marks.attributions,
        is_named=not is_told,
        is_background=_is_background(marks.times),
    )


def _is_background(times: Sequence[Time]) -> bool:
    """Return whether the times of a telling show that it led to the event and is not part of it."""
    dates = [t for t in times if t.type in {"DATE", "TIME"}]
    days = [t.days[1] for t in dates if t.days is not None]
    if days:
        return max(days) < -BACKGROUND_DAYS
    return any(MONTH_OR_YEAR.fullmatch(t.value) for t in dates)


def _asserts(verb: Token) -> bool:
    """Return whether a clause of its own asserts the verb (not "refused *to go*")."""
    if is_stray(verb):
        return False
    while verb.dep_ == "conj" and verb.head.i < verb.i:
        verb = verb.head
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    return verb.dep_ == "ROOT" or (verb.dep_ in CLAUSAL and not infinitive)


def _shown(parsed: Parsed, paragraph: Paragraph, predicate: Predicate) -> Span:
    """Return the words to show: the sentence for its main verb, else the clause or phrase."""
    verb = predicate.verb
    if verb.dep_ == "ROOT" and predicate.kind != "noun":
        return Span.trimmed(parsed.text, *paragraph.extent(verb.sent))
    first, last = verb.left_edge, verb.right_edge
    for child in verb.children:  # what is only joined by "and" is told by itself
        if child.dep_ in {"conj", "cc"} and child.i > verb.i and child.left_edge.i - 1 <= last.i:
            before = paragraph.doc[child.left_edge.i - 1]
            if before.i >= max(h.i for h in predicate.heads):
                last = before
                break
    doc = paragraph.doc
    while last.i > first.i and (last.dep_ == "cc" or (last.is_punct and last.text not in CLOSING)):
        last = doc[last.i - 1]
    while first.i < last.i and (first.dep_ in {"mark", "cc"} or first.text in {",", "-", "—"}):
        first = doc[first.i + 1]
    return Span.trimmed(parsed.text, paragraph.extent(first)[0], paragraph.extent(last)[1])
