"""The figures of a report: numbers with hedge, interval and unit, and what each counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from twosource.lexicon import words
from twosource.mark.figure_counts import Counted, Seen, anchor_of, counted_by, person_nouns
from twosource.mark.figure_numbers import (
    METRES,
    Number,
    currency_before,
    either,
    read_hedges,
    read_number,
    read_odds,
    read_range,
    read_unit,
    starts,
)
from twosource.mark.parse import Paragraph, Parsed, lemma
from twosource.records import Figure, Time, digest
from twosource.spans import Span

MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTHS}|[-–]\d+\s+{MONTHS}", re.IGNORECASE)
DATE_BEFORE = re.compile(rf"\b{MONTHS}\.?\s+(?:the\s+)?(?:\d+(?:,|\s?[-–]|\s+and|\s+or|\s+to)\s*)?$", re.IGNORECASE)
CLOCK_AFTER = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|hrs?\sGMT|GMT\b|UTC\b)", re.IGNORECASE)
AGO_AFTER = re.compile(r"\s+(?:ago|earlier|previously|hence)\b", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
PHONE = re.compile(r"\+?\d[\d()]*(?:[ .-]\(?\d{2,}\)?){2,}")
GLUE_BEFORE = frozenset("/#@_:.&=\\^")
NAMES = frozenset({"FAC", "ORG", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "GPE", "LOC"})
ONE_NOT = frozenset(
    "day time thing point way side hand end step year week month minute moment place case sense stage respect "
    "word note night morning afternoon evening another more reason".split()
)
SCORE_CUES = frozenset(
    "win beat draw lose defeat lead goal victory score defeat trail thrash edge down vote draw match tie final "
    "match leg half-time aggregate set ruling decision".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A number with its hedge and unit, before it is known what it counts; offsets into its paragraph."""

    number: Number
    start: int
    end: int
    low: float | None
    high: float | None
    hedge: str | None
    unit: str | None
    kind: str
    measure_end: int
    """Where number and unit end, without a hedge that follows."""


def find_figures(parsed: Parsed, times: Sequence[Time] = ()) -> tuple[Figure, ...]:
    """Return the figures of a report's body, in text order.

    A number is no figure if it is a date or clock time, part of a name ("Boeing 737"), a label ("article 5"), a
    telephone or section number, or an ordinal that ranks rather than counts.

    Args:
        parsed: the parse of the body.
        times: the time expressions of the same body, if known: numbers inside a DATE, TIME or SET are left
            out, those inside a DURATION are figures with a unit.

    Returns:
        Figures whose span covers hedge, number and unit ("nearly 7,000", "$1.2bn", "26-year"); `counts` is
        the lemma of the counted noun, "age" for an age, `None` where nothing says what is counted. A score or
        a vote ("2-1") has the unit "score" and no interval; an ordinal ("third straight") the unit "ordinal".
    """
    taken = sorted((t.span.start, t.span.end) for t in times if t.type != "DURATION")
    figures: list[Figure] = []
    for paragraph in parsed.paragraphs:
        figures.extend(_of_paragraph(parsed, paragraph, taken))
    return tuple(figures)


def _of_paragraph(parsed: Parsed, paragraph: Paragraph, taken: list[tuple[int, int]]) -> list[Figure]:
    """Return the figures of one paragraph."""
    doc, figures = paragraph.doc, list[Figure]()
    text, past = doc.text, 0
    offsets: list[int] = []
    seen: list[Seen] = []
    for at in starts(text):
        if at < past:
            continue
        found = _read(text, at)
        if found is None:
            past = _skip(text, at)
            continue
        offsets = offsets or [token.idx for token in doc]
        first = bisect_right(offsets, found.number.start) - 1
        last = bisect_right(offsets, found.number.end - 1) - 1
        past = found.end
        inside = _inside(taken, paragraph.start + found.number.start, paragraph.start + found.number.end)
        if inside or _is_no_figure(doc, text, found, (first, last)):
            continue
        found = _without_false_hedge(doc, found, first)
        measure = bisect_right(offsets, found.measure_end - 1) - 1
        seen = [s for s in seen if s.anchor.sent.start == doc[first].sent.start]
        counted = _counted(doc, found, (first, measure), seen)
        figures.append(_figure(parsed, paragraph, found, counted))
        if counted is not None:
            seen.append(Seen(anchor_of(doc, first, measure), counted))
    return figures


def _read(text: str, at: int) -> Found | None:
    """Return the number at `at` with range, unit and hedges, or `None` if what stands there isn't one."""
    sign = currency_before(text, at)
    number = read_number(text, at, money=sign is not None)
    if number is None or _is_glued(text, number):
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
    if number.kind == "fraction":
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
    return Found(number, hedged.start, hedged.end, hedged.low, hedged.high, hedged.words, unit, kind, extent[1])


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
    cued = any(w in SCORE_CUES or w.rstrip("s") in SCORE_CUES or w in _WON for w in around)
    if not cued and int(found[1]) < int(found[2]):
        return None
    if not cued and (int(found[1]) > 20 or len(found[1]) != len(found[2])):
        return None
    return Number(number.start, found.end(), 0.0, 0.0, None, "score")


_WON = frozenset({"won", "lost", "drew", "beaten", "led", "scored", "voted", "edged", "defeated", "ruled"})


def _is_glued(text: str, number: Number) -> bool:
    """Return whether the number is part of a longer sign: "F-16", "24/7", "1.2.3", "10:30", "1990s", "#4"."""
    before, after = text[: number.start][-2:], text[number.end : number.end + 2]
    if before[-1:] in GLUE_BEFORE and before[-1:] and not before[-1:].isspace():
        return before[-1:] not in (":", ".") or not before[:1].isspace()
    digits = text[number.start].isdigit()
    if digits and before[-1:] in "-–+" and before[:1].isalnum():
        return True
    if digits and before[-1:] == "," and before[:1].isdigit():
        return True
    if digits and text[number.start] == "0" and number.value is not None and number.value >= 1:
        return True
    if after[:1] in (":", "/", ".", ",", "'", "’") and after[1:2].isdigit():
        return True
    if re.compile(r"['’]?s\b").match(text, number.end) and digits:
        return True
    if digits and (phone := PHONE.match(text, number.start)) is not None:
        return sum(c.isdigit() for c in phone[0]) >= 8
    return bool(digits and re.compile(r"-\d{1,2}-\d|[-–]\d\d(?!\d)").match(text, number.end) and _is_year(text, number))


def _is_year(text: str, number: Number) -> bool:
    """Return whether the digits could be a year."""
    return YEAR.fullmatch(text[number.start : number.end]) is not None


def _skip(text: str, at: int) -> int:
    """Return where to read on after something that begins like a number and is none."""
    end = at
    while end < len(text) and (text[end].isdigit() or (text[end] in ".,:/-–" and text[end + 1 : end + 2].isdigit())):
        end += 1
    return max(end, at + 1)


def _inside(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether an extent meets one of the sorted extents of times."""
    i = bisect_right(taken, (start, end)) - 1
    return any(s < end and start < e for s, e in taken[max(0, i - 1) : i + 2])


# ---------------------------------------------------------------- what is no figure


def _is_no_figure(doc: Doc, text: str, found: Found, extent: tuple[int, int]) -> bool:
    """Return whether the number at the tokens `extent` is a date, a name, a label or no count."""
    number, (first, last) = found.number, extent
    if _is_date(doc, text, found, last) or doc[last].like_url or _is_section(doc, text, found):
        return True
    before = doc[first - 1] if first else None
    bare = found.unit is None and found.hedge is None
    if before is not None and before.lower_.rstrip(".") in words("figures_labels") and bare:
        return True
    if number.kind == "ordinal":
        return not _counts_as_ordinal(doc, text, first, last)
    if bare and _is_name(doc, first, last):
        return True
    written = text[number.start : number.end].lower()
    if written == "one":
        return not _one_counts(doc, found, last)
    if number.kind == "fraction" and written == "half":
        return not _half_counts(doc, first, last)
    if number.kind == "fraction":
        return not _share_counts(doc, first, last, found)
    if written in ("scores", "tens"):
        return last + 1 >= len(doc) or doc[last + 1].lower_ != "of"
    return False


def _is_date(doc: Doc, text: str, found: Found, last: int) -> bool:
    """Return whether the number belongs to a date, a clock time or an "ago"."""
    number = found.number
    if DATE_AFTER.match(text, number.end) and number.low <= 31:
        return True
    if number.high <= 2100 and DATE_BEFORE.search(text, max(0, number.start - 24), number.start):
        return found.unit is None
    if CLOCK_AFTER.match(text, number.end) and found.unit is None:
        return True
    if found.unit in ("year", "month", "week", "day", "hour", "minute", "decade") and found.kind == "unit":
        return AGO_AFTER.match(text, found.end) is not None
    if not _is_year(text, number) or found.unit is not None or found.hedge is not None:
        return False
    following = doc[last + 1] if last + 1 < len(doc) else None
    return not (following is not None and following.tag_ == "NNS" and lemma(following) in person_nouns())


def _is_section(doc: Doc, text: str, found: Found) -> bool:
    """Return whether the number only numbers its paragraph: "1. ", "(2) ", "3) "."""
    head = text[: found.number.start].strip(" (")
    return not head and re.compile(r"[.)]\)?\s").match(text, found.number.end) is not None


def _is_name(doc: Doc, first: int, last: int) -> bool:
    """Return whether the number belongs to a name: "Boeing 737", "Big Four", "10 Downing Street"."""
    token = doc[last]
    before = doc[first - 1] if first else None
    after = doc[last + 1] if last + 1 < len(doc) else None
    counts = token.dep_ in ("nummod", "quantmod") and token.head.i > last and token.head.tag_ in ("NNS", "NNPS")
    if token.text.isdigit() and before is not None and before.pos_ == "PROPN" and not counts:
        return token.dep_ != "appos" and token.head.pos_ in ("PROPN", "NOUN") and before.i == first - 1
    if token.text.isdigit() and after is not None and after.pos_ == "PROPN" and token.ent_type_ in NAMES:
        return token.ent_iob_ == "B" and after.ent_iob_ == "I" and not counts
    if doc[first].is_title and not doc[first].is_sent_start and not token.text.isdigit():
        return any(t is not None and t.pos_ == "PROPN" and t.is_title for t in (before, after)) and not counts
    return False


def _counts_as_ordinal(doc: Doc, text: str, first: int, last: int) -> bool:
    """Return whether an ordinal counts: before a noun of `figures_ordinal_nouns` or "consecutive"."""
    if doc[first].ent_type_ in NAMES or last + 1 >= len(doc):
        return False
    following = doc[last + 1]
    if following.lower_ in ("consecutive", "straight", "successive", "running"):
        return True
    return following.pos_ in ("NOUN", "PROPN") and lemma(following) in words("figures_ordinal_nouns")


def _one_counts(doc: Doc, found: Found, last: int) -> bool:
    """Return whether "one" is a count: hedged, measured, before a noun, or "one of the protesters"."""
    if found.hedge is not None or found.number.kind in ("range", "fraction"):
        return True
    if last + 1 >= len(doc):
        return False
    token, following = doc[last], doc[last + 1]
    if found.unit is not None:
        return found.kind == "money" or following.text == "-" or found.unit not in ("day", "year", "week", "month", "minute")
    if following.lower_ == "of":
        noun = next((child for child in following.children if child.dep_ == "pobj"), None)
        if noun is None or noun.tag_ != "NNS" or lemma(noun) not in person_nouns():
            return False
        return not any(child.tag_ in ("JJS", "RBS") for child in noun.subtree)
    noun = token.head
    if token.dep_ == "nummod" and noun.pos_ in ("NOUN", "PROPN") and last < noun.i <= last + 4:
        return noun.tag_ in ("NN", "NNP") and lemma(noun) not in ONE_NOT
    return token.dep_ in ("nsubjpass", "dobj") and lemma(token.head) in words("figures_person_verbs")


def _half_counts(doc: Doc, first: int, last: int) -> bool:
    """Return whether "half" is a share ("half of them", "half the voters"), not "first half", "half-hour"."""
    if last + 1 >= len(doc):
        return False
    if first and doc[first - 1].pos_ == "ADJ" and doc[first - 1].lower_ not in ("more", "least"):
        return False
    return doc[last + 1].lower_ in {"of", "the", "its", "their", "his", "her", "our", "those", "a", "an"}


def _share_counts(doc: Doc, first: int, last: int, found: Found) -> bool:
    """Return whether "a third", "two-thirds" is a share, not an ordinal or a part of a match."""
    if found.number.value is not None and doc[last].lower_ in {"third", "quarter", "fifth", "sixth", "tenth", "eighth"}:
        following = doc[last + 1] if last + 1 < len(doc) else None
        return following is None or following.lower_ in {"of", "the", "in"} or following.pos_ in ("PUNCT", "VERB", "AUX")
    return True


TIME_PREPOSITIONS = frozenset({"over", "under", "about", "around", "above", "below", "beyond"})


def _without_false_hedge(doc: Doc, found: Found, first: int) -> Found:
    """Return the figure without a hedge that the parse shows to be a preposition of time ("over two days")."""
    hedge = (found.hedge or "").lower()
    if hedge != "over" or found.kind != "unit" or found.unit not in ("day", "week", "month", "hour", "minute"):
        return found
    if doc[first - 1].dep_ != "prep":
        return found
    number = found.number
    return Found(number, number.start, found.end, number.low, number.high, None, found.unit, found.kind, found.measure_end)


# ---------------------------------------------------------------- what it counts


def _counted(doc: Doc, found: Found, extent: tuple[int, int], seen: list[Seen]) -> Counted | None:
    """Return what the figure counts."""
    if found.kind == "age" or _is_age(doc, found, extent):
        return Counted("age")
    if found.kind == "score":
        return None
    if found.kind == "ordinal":
        noun = next((t for t in doc[extent[1] + 1 : extent[1] + 4] if t.pos_ in ("NOUN", "PROPN")), None)
        return None if noun is None else Counted(lemma(noun), noun.i, noun.i, noun.i)
    return counted_by(doc, extent, unit=found.unit, seen=seen)


AGED = re.compile(r"\b(?:aged|age|ages)\s+(?:of\s+)?(?:about\s+|around\s+|over\s+|under\s+)?$", re.IGNORECASE)


def _is_age(doc: Doc, found: Found, extent: tuple[int, int]) -> bool:
    """Return whether a bare number is an age: "aged 34", "Ana Varo, 34,"."""
    number = found.number
    if found.unit is not None or not 0 <= number.low <= number.high <= 120 or number.kind == "vague":
        return False
    if AGED.search(doc.text, max(0, number.start - 20), number.start) is not None:
        return True
    first, last = extent
    if first < 2 or doc[first - 1].text not in (",", "(") or doc[first - 2].pos_ != "PROPN" or found.hedge:
        return False
    return doc[last].text.isdigit() and (last + 1 >= len(doc) or doc[last + 1].text in (",", ")", ";", ".", "and"))


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
