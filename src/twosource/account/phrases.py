"""How an account says things: dates, days, standings, differences and manners of telling, in plain words."""

from __future__ import annotations

import re
from datetime import date

from twosource.records import AttributionKind, Published, Telling, Verdict

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

VERDICTS: dict[Verdict, str] = {
    "conflict": "in conflict",
    "stronger": "told more strongly",
    "more-precise": "more precise",
    "variant": "other wording",
    "unsure": "unsure whether they agree",
}
LATER_COUNT = "a later count"
"""The verdict in words on two figures of which one counts up to a later time: no conflict, nor a wording."""
STANDINGS = {
    "independent": "independent: two or more recorded origins, none shown to depend on another",
    "repeated": "repeated: several outlets, one origin",
    "unestablished": "unestablished: several outlets, but from where enough of them have it is not recorded",
    "single": "single: one outlet",
}
LINEAGES = {
    "recorded": "recorded: the report's words name it",
    "inferred": "inferred: from text that reports share",
    "not recorded": "not recorded: nothing says; it never counts as independent",
}
MODALITIES = {
    "denied": "denied",
    "planned": "as planned",
    "possible": "as possible",
    "demanded": "as demanded",
    "unknown": "as not known",
}
NEGATED = "in the negative"
"""How a telling tells what is not so where its words have the "not": "as not so" would turn them again."""

NEGATION = re.compile(
    r"(?i)\b(?:not|no|none|nobody|nothing|never|neither|nor|without|cannot|hardly|barely)\b|n['’]t\b"
)
PLAIN_STRENGTHS = frozenset({"said", "no-details"})


def on_date(value: str) -> str:
    """Return an ISO date or date-time in words ("3 March 2026, 09:40"), or as it is where it is neither."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{words}, {value[11:16]}" if len(value) >= 16 and value[10] in "T " else words


def between(start: str | None, end: str | None) -> str | None:
    """Return the stretch between two ISO days in words; `None` if no day is known."""
    if start is None or end is None:
        known = start or end
        return on_date(known) if known is not None else None
    if start[:10] == end[:10]:
        return on_date(start)
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return f"{start} to {end}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and first.month == last.month and first.year == last.year and last.day >= 28:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{on_date(start)} to {on_date(end)}"


def days_away(days: tuple[int, int]) -> str:
    """Return days counted from the reports' own day in words ("4 days before", "0 to 5 days before")."""
    low, high = days
    if low == high:
        if low == 0:
            return "the same day"
        return f"{_days(abs(low))} {'before' if low < 0 else 'after'}"
    if high <= 0:
        return f"{-high} to {_days(-low)} before"
    if low >= 0:
        return f"{low} to {_days(high)} after"
    return f"{_days(-low)} before to {_days(high)} after"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def published_words(published: Published) -> str:
    """Return when a report was published, with what that rests on."""
    value, evidence = published.value, published.evidence
    if value is None:
        return "date not known"
    words = on_date(value)
    if value.startswith("XXXX-WXX-") and value[-1] in "1234567":
        words = WEEKDAYS[int(value[-1]) - 1]
    if published.basis == "inferred":
        return f"{words} (inferred from “{evidence.text}”)" if evidence is not None else f"{words} (inferred)"
    if published.basis == "page":
        return f"{words} (as the page says)"
    return f"{words} (as given)" if published.basis == "given" else words


def manner(telling: Telling) -> str:
    """Return how a telling tells it where that is not plainly as having happened, else an empty text."""
    if telling.modality != "asserted":
        return MODALITIES[telling.modality]
    if telling.polarity != "negative" or telling.kind == "utterance":
        return ""
    before = telling.span.text[: max(0, telling.head[-1].end - telling.span.start)]
    return NEGATED if NEGATION.search(before) else "as not so"


def strength_words(strength: str, kind: AttributionKind) -> str:
    """Return the kind of saying in a word, where it is not a plain "said"."""
    if strength in PLAIN_STRENGTHS:
        return "quoted" if kind == "direct" else ""
    return strength


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 report", "8 reports"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def shortened(text: str, most: int) -> str:
    """Return `text` cut at a word to at most `most` characters, with an ellipsis where it is cut."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    blank = head.rfind(" ")
    return (head[:blank] if blank > most // 2 else head).rstrip(" ,;:") + "…"
