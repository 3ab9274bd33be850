"""What grouping looks at of a report: its words, names, opening, title and numbers, weighed, and its day."""

from __future__ import annotations

import math
import re
from calendar import month_abbr
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from twosource.lexicon import table
from twosource.records import Annotation

Vector = Mapping[str, float]

WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*\d|\d")

LEAD = 80
"""Words of the body that count as its opening, where news says what happened."""

MAX_TERMS = 100
"""Terms of a report that are kept, the heaviest: more add cost and, measured, nothing."""

TITLE_COUNT = 2
"""How often a word of the title counts among the words of a report."""

MONTHS = {name.lower(): n for n, name in enumerate(month_abbr) if name}
URL_DAY = re.compile(r"(?<!\d)(20\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?([0-3]\d)(?!\d)")
URL_MONTH = re.compile(
    r"(?<!\d)(20\d\d)[/_-](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[/_.-](\d\d?)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Card:
    """What grouping keeps of one report: vectors of length 1 by term, its day, its number of words.

    `day` is the proleptic ordinal of its day of publication, `None` if not known; `story` is the one given.
    """

    report: str
    words: Vector
    names: Vector
    lead: Vector
    title: Vector
    numbers: Vector
    day: int | None
    length: int
    story: str | None = None


def card(annotation: Annotation) -> Card:
    """Return the card of a report from its layout alone: title and body, no residue."""
    layout, text = annotation.layout, annotation.report.text
    body = "\n".join(span.text for span in layout.body())
    title = annotation.report.given.title or layout.title.value or ""
    lower = {m.group() for m in WORD.finditer(body) if m.group().islower()}
    terms, names, numbers, lead = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    heading = Counter(term(form) for form in WORD.findall(title))
    for n, form in enumerate(WORD.findall(body)):
        word = term(form)
        terms[word] += 1
        if n < LEAD:
            lead[word] += 1
        if form[0].isdigit():
            numbers[word] += 1
        elif form[0].isupper() and form.lower() not in lower:
            names[word] += 1
    length = sum(terms.values())
    terms.update({word: TITLE_COUNT * count for word, count in heading.items()})
    lead.update(heading)
    return Card(
        annotation.report.id,
        words=weighed(terms),
        names=weighed(names),
        lead=weighed(lead),
        title=weighed(heading),
        numbers=weighed(numbers),
        day=_day(annotation),
        length=length or len(text.split()),
        story=annotation.report.given.story,
    )


@lru_cache(maxsize=100_000)
def term(form: str) -> str:
    """Return the term of a word: lower case, without possessive and the commonest endings."""
    word = form.lower().replace("’", "'").removesuffix("'s").strip("'-")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word or form


@cache
def _frequencies() -> tuple[int, dict[str, int]]:
    """Return the number of articles that were counted, and in how many of them each term stood."""
    counts = {row[0]: int(row[1]) for row in table("story_terms")}
    return counts.pop("(articles)"), counts


@lru_cache(maxsize=200_000)
def rarity(word: str) -> float:
    """Return how much a term tells, 0 or more: the log of how rare it is in news at large.

    The counts are those of the table, never of the reports at hand: so the likeness of two reports is
    the same whatever else is read, and a report that comes alone is placed as one among thousands.
    """
    articles, counts = _frequencies()
    return max(0.0, math.log((articles + 1) / (counts.get(word, 0) + 3)))


def weighed(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the vector of counted terms, of length 1, heaviest first: (1 + log count) times rarity."""
    weights = {word: (1 + math.log(count)) * rarity(word) for word, count in counts.items()}
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    norm = math.sqrt(sum(weight * weight for _, weight in kept))
    return {word: weight / norm for word, weight in kept if weight > 0} if norm else {}


def dot(a: Vector, b: Vector) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[word] for word, weight in a.items() if word in b)


def dots(a: Vector, b: Vector) -> tuple[float, float]:
    """Return the cosine of two vectors of length 1, whole and without the term that adds most."""
    if len(b) < len(a):
        a, b = b, a
    products = [weight * b[word] for word, weight in a.items() if word in b]
    total = sum(products)
    return total, total - max(products, default=0.0)


def _day(annotation: Annotation) -> int | None:
    """Return the ordinal of the day of publication, as given, on the page or in its address."""
    published = annotation.layout.published.value
    facts = (annotation.report.given, annotation.report.page)
    for found in (_iso(published or ""), *(_address(f.url) for f in facts if f.url)):
        if found is not None:
            return found
    return None


def _address(url: str) -> int | None:
    """Return the ordinal of the day that an address bears."""
    if match := URL_DAY.search(url):
        return _ordinal(*(int(part) for part in match.groups()))
    if match := URL_MONTH.search(url.lower()):
        return _ordinal(int(match[1]), MONTHS[match[2]], int(match[3]))
    return None


def _iso(value: str) -> int | None:
    """Return the ordinal of an ISO date or date-time, `None` for any other value."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", value)
    return _ordinal(*(int(part) for part in match.groups())) if match else None


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def counted(bodies: Iterable[str]) -> Counter[str]:
    """Return in how many of the texts each term stands: what the table of the package was made with."""
    found: Counter[str] = Counter()
    for body in bodies:
        found.update({term(form) for form in WORD.findall(body)})
    return found
