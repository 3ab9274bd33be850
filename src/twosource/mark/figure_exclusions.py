"""What looks like a figure and is none: dates, names, labels, parts of longer signs, ordinals that rank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from twosource.lexicon import words
from twosource.mark.figure_counts import MOST_CHILDREN, listed, person_nouns
from twosource.mark.figure_numbers import Number
from twosource.mark.parse import lemma
from twosource.mark.tokens import Doc

MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTHS}|[-–]\d+\s+{MONTHS}", re.IGNORECASE)
DATE_BEFORE = re.compile(
    rf"\b{MONTHS}\.?\s+(?:the\s+)?(?:\d+(?:,|\s?[-–]|\s+and|\s+or|\s+to)\s*)?$", re.IGNORECASE
)
CLOCK_AFTER = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|hrs?\sGMT|GMT\b|UTC\b)", re.IGNORECASE)
AGO_AFTER = re.compile(r"\s+(?:ago|earlier|previously|hence)\b", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
PHONE = re.compile(r"(?<![\d,.])\+?\(?\d{1,5}\)?(?:[ .-]\(?\d{2,5}\)?){1,5}(?!\d)")
NUMBERED = re.compile(r"\b(?:No|Nos|Nr)\.?\s?$|№\s?$|\ball\s+but\s+$|\b(?:Group|Gang|House|Club)\s+of\s+$")
"""Words before a number that name with it ("No. 1", "Group of 20") or turn it round ("all but three")."""
GLUE_BEFORE = frozenset("/#@_:.&=\\^")
NAMES = frozenset({"FAC", "ORG", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "GPE", "LOC"})


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


def is_glued(text: str, number: Number) -> bool:
    """Return whether the number is part of a longer sign: "F-16", "24/7", "1.2.3", "10:30", "1990s", "#4"."""
    before = text[max(0, number.start - 2) : number.start]
    after = text[number.end : number.end + 2]
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
    if digits and re.compile(r"[^\W\d_]['’]$").search(text, max(0, number.start - 2), number.start):
        return True  # the name of a probe, "Zor'2"
    if digits and _is_phone(text, number):
        return True
    return bool(
        digits
        and re.compile(r"-\d{1,2}-\d|[-–]\d\d(?!\d)").match(text, number.end)
        and _is_year(text, number)
    )


def _is_phone(text: str, number: Number) -> bool:
    """Return whether the digits stand in a telephone number: eight digits or more in groups."""
    window = max(0, number.start - 16)
    for found in PHONE.finditer(text, window, number.end + 16):
        if found.start() <= number.start < found.end():
            digits = sum(c.isdigit() for c in found[0])
            return digits >= 8 and ("," not in text[number.start : number.end])
    return False


def _is_year(text: str, number: Number) -> bool:
    """Return whether the digits could be a year."""
    return YEAR.fullmatch(text[number.start : number.end]) is not None


def is_no_figure(doc: Doc, text: str, found: Found, extent: tuple[int, int]) -> bool:
    """Return whether the number at the tokens `extent` is a date, a name, a label or no count."""
    number, (first, last) = found.number, extent
    if _is_date(doc, text, found, last) or doc[last].like_url or _is_section(doc, text, found):
        return True
    before = doc[first - 1] if first else None
    bare = found.unit is None and found.hedge is None
    if bare and NUMBERED.search(text, max(0, number.start - 12), number.start) is not None:
        return True
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
    if found.number.start > 4 or text[: found.number.start].strip(" ("):
        return False
    return re.compile(r"[.)]\)?\s").match(text, found.number.end) is not None


def _is_name(doc: Doc, first: int, last: int) -> bool:
    """Return whether the number belongs to a name: "Boeing 737", "Big Four", "10 Downing Street"."""
    token = doc[last]
    before = doc[first - 1] if first else None
    after = doc[last + 1] if last + 1 < len(doc) else None
    first_count = not any(
        t.dep_ == "nummod" and t.head.i == token.head.i for t in doc[max(0, first - 4) : first]
    )
    counts = first_count and (
        token.dep_ in ("nummod", "quantmod") and token.head.i > last and token.head.tag_ in ("NNS", "NNPS")
    )
    if before is not None and before.pos_ == "PROPN" and before.dep_ == "compound" and before.head.i == last:
        return True
    if token.text[0].isdigit() and before is not None and before.pos_ == "PROPN" and not counts:
        return token.dep_ != "appos" and lemma(token.head) not in words("figures_person_verbs")
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
        return (
            found.kind == "money"
            or following.text == "-"
            or found.unit not in ("day", "year", "week", "month", "minute")
        )
    if following.lower_ == "of":
        noun = next(
            (child for child in islice(following.rights, MOST_CHILDREN) if child.dep_ == "pobj"), None
        )
        if noun is None or noun.tag_ != "NNS" or lemma(noun) not in person_nouns():
            return False
        return not any(child.tag_ in ("JJS", "RBS") for child in islice(noun.subtree, MOST_CHILDREN))
    noun = token.head
    if token.dep_ == "nummod" and noun.pos_ in ("NOUN", "PROPN") and last < noun.i <= last + 4:
        return noun.tag_ in ("NN", "NNP") and lemma(noun) not in listed("one-not")
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
    if found.number.value is not None and doc[last].lower_ in {
        "third",
        "quarter",
        "fifth",
        "sixth",
        "tenth",
        "eighth",
    }:
        following = doc[last + 1] if last + 1 < len(doc) else None
        return (
            following is None
            or following.lower_ in {"of", "the", "in"}
            or following.pos_ in ("PUNCT", "VERB", "AUX")
        )
    return True
