"""The figures of a report: numbers with hedge, interval and unit, and what each counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from twosource.mark.figure_acts import act_of, place_of
from twosource.mark.figure_as_of import as_of
from twosource.mark.figure_counts import MOST_CHILDREN, Counted, Seen, anchor_of, counted_by, listed
from twosource.mark.figure_exclusions import Found, is_glued, is_no_figure
from twosource.mark.figure_measures import METRES, currency_before, read_hedges, read_unit
from twosource.mark.figure_numbers import (
    Number,
    read_number,
    read_odds,
    read_part_of_unit,
    read_range,
    starts,
)
from twosource.mark.figure_scope import scope_of
from twosource.mark.figure_setting import Figured, Setting, timed
from twosource.mark.parse import Paragraph, Parsed, lemma
from twosource.mark.tokens import Doc
from twosource.records import Figure, Published, Time, digest
from twosource.spans import Span

MOST_SEEN = 8
"""Figures before one in its sentence that are looked at for what it leaves unsaid."""


def find_figures(
    parsed: Parsed, times: Sequence[Time] = (), published: Published | None = None
) -> tuple[Figure, ...]:
    """Return the figures of a report's body, in text order.

    A number is no figure if it is a date or clock time, part of a name ("Boeing 737"), a label ("article 5"),
    a telephone or section number, or an ordinal that ranks rather than counts.

    Args:
        parsed: the parse of the body.
        times: the time expressions of the same body, if known: numbers inside a DATE, TIME or SET are left
            out, those inside a DURATION are figures with a unit.
        published: when the report was published, if known: what a figure counts as of, unless told otherwise.

    Returns:
        Figures whose span covers hedge, number and unit ("nearly 7,000", "$1.2bn", "26-year"); `counts` is
        the lemma of the counted noun, "age" for an age, `None` where nothing says what is counted. A score or
        a vote ("2-1") has the unit "score" and no interval; an ordinal ("third straight") the unit "ordinal".
    """
    taken = sorted((t.span.start, t.span.end) for t in times if t.type != "DURATION")
    figures: list[Figure] = []
    for paragraph in parsed.paragraphs:
        found = _of_paragraph(parsed, paragraph, taken)
        if found:
            here = timed(paragraph, times, [token.idx for token in paragraph.doc])
            drafts = tuple(figured for _, figured in found)
            setting = Setting(parsed, paragraph, here, drafts, published or Published())
            figures.extend(_limited(setting, [figure for figure, _ in found]))
    return tuple(figures)


Draft = tuple[Figure, Figured]


def _limited(setting: Setting, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the figures of a paragraph with their scope and the time up to which they count."""
    for number, figure in enumerate(figures):
        yield replace(figure, scope=scope_of(setting, number), as_of=as_of(setting, number))


def _of_paragraph(parsed: Parsed, paragraph: Paragraph, taken: list[tuple[int, int]]) -> list[Draft]:
    """Return the figures of one paragraph, without what limits them."""
    doc, figures = paragraph.doc, list[Draft]()
    text, past = doc.text, 0
    offsets: list[int] = []
    sentences: list[int] = []
    seen: list[Seen] = []
    for at in starts(text):
        if at < past:
            continue
        found = _read(text, at)
        if found is None:
            past = _skip(text, at)
            continue
        offsets = offsets or [token.idx for token in doc]
        sentences = sentences or [sent.start for sent in doc.sents]
        first = bisect_right(offsets, found.number.start) - 1
        last = bisect_right(offsets, found.number.end - 1) - 1
        past = found.end
        inside = _inside(taken, paragraph.start + found.number.start, paragraph.start + found.number.end)
        if inside or is_no_figure(doc, text, found, (first, last)):
            continue
        found = _without_false_hedge(doc, found, first)
        measure = bisect_right(offsets, found.measure_end - 1) - 1
        sentence = sentences[bisect_right(sentences, first) - 1]
        seen = [s for s in seen[-MOST_SEEN:] if s.anchor.i >= sentence]
        counted = _counted(doc, text, found, (first, measure), seen)
        figure = _figure(parsed, paragraph, found, counted)
        is_count = figure.unit is None and figure.counts is not None
        act = act_of(doc, (first, measure), counted) if is_count else None
        place = place_of(doc, (first, measure), counted)
        figures.append((replace(figure, act=act), Figured(figure.span, place, first, measure)))
        if counted is not None:
            seen.append(Seen(anchor_of(doc, first, measure), counted))
    return figures


def _read(text: str, at: int) -> Found | None:
    """Return the number at `at` with range, unit and hedges, or `None` if what stands there isn't one."""
    sign = currency_before(text, at)
    number = read_number(text, at, money=sign is not None)
    if number is None or is_glued(text, number):
        return None
    start, unit, kind = number.start, None, number.kind
    if sign is not None:
        start, unit, kind = sign[0], sign[1], "money"
    score = _score(text, number) if sign is None else None
    if score is not None:
        return Found(score, start, score.end, None, None, None, "score", "score", score.end)
    between = text[max(0, start - 8) : start].lower().endswith("between ")
    came_from = text[max(0, start - 5) : start].lower().endswith("from ")
    ranged = None if came_from else read_range(text, number, between=between, money=sign is not None)
    odds = read_odds(text, number) if ranged is None and sign is None else None
    number = ranged or odds or number
    if between and ranged is not None:
        start -= 8
    end = number.end
    if (part := read_part_of_unit(text, number)) is not None:
        number, end, unit = part
        kind = "unit"
    elif number.kind == "fraction":
        unit, kind = "%", "unit"
    elif number.kind == "ordinal":
        return Found(number, start, end, number.low, number.high, None, "ordinal", "ordinal", end)
    elif sign is None and (measure := _unit(text, number)) is not None:
        end, unit, kind = measure
    if end < len(text) and text[end].isalnum():
        return None
    return _hedged(text, number, (start, end), unit, kind)


def _hedged(text: str, number: Number, extent: tuple[int, int], unit: str | None, kind: str) -> Found:
    """Return the number with the hedges around `extent`."""
    hedged = read_hedges(text, *extent, (number.low, number.high))
    return Found(
        number, hedged.start, hedged.end, hedged.low, hedged.high, hedged.words, unit, kind, extent[1]
    )


def _unit(text: str, number: Number) -> tuple[int, str, str] | None:
    """Return the end, name and kind of the unit after a number."""
    if number.kind == "digits" and text[number.end - 1] == "m" and METRES.match(text, number.end - 1):
        return number.end, "metre", "metre"
    return read_unit(text, number.end)


def _score(text: str, number: Number) -> Number | None:
    """Return a score or vote ("2-1", "52–48"), which has no interval; `None` if it is a range or neither."""
    found = re.compile(r"(\d{1,3})[-–](\d{1,3})(?![\w-]|[.,:/]\d|\s?%)").match(text, number.start)
    if found is None or number.kind != "digits" or "." in text[number.start : number.end]:
        return None
    around = set(re.findall(r"[a-z-]+", text[max(0, number.start - 60) : found.end() + 40].lower()))
    cued = not around.isdisjoint(listed("score"))
    if not cued and int(found[1]) < int(found[2]):
        return None
    if not cued and (int(found[1]) > 20 or len(found[1]) != len(found[2])):
        return None
    return Number(number.start, found.end(), 0.0, 0.0, None, "score")


def _skip(text: str, at: int) -> int:
    """Return where to read on after something that begins like a number and is none."""
    end = at
    while end < len(text) and (
        text[end].isdigit() or (text[end] in ".,:/-–" and text[end + 1 : end + 2].isdigit())
    ):
        end += 1
    return max(end, at + 1)


def _inside(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether an extent meets one of the sorted extents of times."""
    i = bisect_right(taken, (start, end)) - 1
    return any(s < end and start < e for s, e in taken[max(0, i - 1) : i + 2])


PREPOSITIONS = frozenset({"over", "under", "about", "around", "above", "below", "beyond"})


def _without_false_hedge(doc: Doc, found: Found, first: int) -> Found:
    """Return the figure without a hedge that the parse shows to be a preposition.

    "over two days" is in their course; "control over 138 sites" and "a row about two boats" hold no hedges.
    """
    hedge = (found.hedge or "").lower()
    if hedge not in PREPOSITIONS or first == 0 or doc[first - 1].dep_ != "prep":
        return found
    word = doc[first - 1]
    in_time = hedge == "over" and found.unit in ("day", "week", "month", "hour", "minute")
    after_noun = word.head.i == word.i - 1 and word.head.pos_ == "NOUN"
    if not in_time and not after_noun:
        return found
    number = found.number
    return replace(found, start=number.start, low=number.low, high=number.high, hedge=None)


# ---------------------------------------------------------------- what it counts


def _counted(doc: Doc, text: str, found: Found, extent: tuple[int, int], seen: list[Seen]) -> Counted | None:
    """Return what the figure counts."""
    if found.kind == "age" or _is_age(doc, text, found, extent):
        return Counted("age")
    if found.kind == "score":
        return None
    if found.kind == "ordinal":
        noun = next((t for t in doc[extent[1] + 1 : extent[1] + 4] if t.pos_ in ("NOUN", "PROPN")), None)
        return None if noun is None else Counted(lemma(noun), noun.i, noun.i, noun.i)
    return counted_by(doc, extent, unit=found.unit, seen=seen)


AGED = re.compile(r"\b(?:aged|age|ages)\s+(?:of\s+)?(?:about\s+|around\s+|over\s+|under\s+)?$", re.IGNORECASE)


def _is_age(doc: Doc, text: str, found: Found, extent: tuple[int, int]) -> bool:
    """Return whether a bare number is an age: "aged 34", "Ana Varo, 34,"."""
    number = found.number
    if found.unit is not None or not 0 <= number.low <= number.high <= 120 or number.kind == "vague":
        return False
    if AGED.search(text, max(0, number.start - 20), number.start) is not None:
        return True
    first, last = extent
    if _is_said_age(doc, last, number):
        return True
    if first < 2 or doc[first - 1].text not in (",", "(") or doc[first - 2].pos_ != "PROPN" or found.hedge:
        return False
    return doc[last].text.isdigit() and (
        last + 1 >= len(doc) or doc[last + 1].text in (",", ")", ";", ".", "and")
    )


def _is_said_age(doc: Doc, last: int, number: Number) -> bool:
    """Return whether the number is an age said with "be": "she was 16", "Varo is 40"."""
    verb = doc[last].head
    if doc[last].dep_ not in ("attr", "acomp") or verb.lemma_ not in ("", "be") or verb.lower_ not in BE:
        return False
    if number.high < 4 or (last + 1 < len(doc) and doc[last + 1].pos_ in ("NOUN", "ADP", "NUM")):
        return False
    subject = next((child for child in islice(verb.lefts, MOST_CHILDREN) if child.dep_ == "nsubj"), None)
    return subject is not None and (
        subject.lower_ in ("he", "she", "i", "who")
        or (subject.pos_ == "PROPN" and subject.ent_type_ == "PERSON")
    )


BE = frozenset({"is", "was", "be", "been", "'s", "am", "’s"})


def _figure(parsed: Parsed, paragraph: Paragraph, found: Found, counted: Counted | None) -> Figure:
    """Return the record of a figure."""
    at, unit, number = paragraph.start, found.unit, found.number
    span = Span.cut(parsed.text, at + found.start, at + found.end)
    words_of = None
    if counted is not None and counted.first is not None and counted.last is not None:
        words_of = parsed.span(paragraph, paragraph.doc[counted.first : counted.last + 1])
    if counted is not None and counted.lemma == "age" and unit is None:
        unit = "year"
    shift = number.plain if found.kind == "metre" else number.value
    low, high = (shift, shift) if found.kind == "metre" and found.hedge is None else (found.low, found.high)
    return Figure(
        id=digest("figure", span.start, span.end, span.text),
        span=span,
        low=low,
        high=high,
        value=None if found.kind == "score" else shift,
        hedge=found.hedge,
        unit=unit,
        counts=None if counted is None else counted.lemma,
        counts_span=words_of,
    )
