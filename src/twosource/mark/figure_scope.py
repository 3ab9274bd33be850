"""What a figure is limited to: place, since when, what it includes, of what it is a part.

Read off the parse: what hangs on the counted noun or on the verb of its clause limits the figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from twosource.lexicon import table
from twosource.mark.figure_counts import MOST_CHILDREN, listed
from twosource.mark.figure_setting import Figured, Governors, Setting, governors_of, hangs_on, root_of
from twosource.mark.tokens import Doc, Token
from twosource.records import Scope, Time

CUE_REACH = 14
"""Words behind a figure within which "including" still speaks of it."""

MOST_PARTS = 3
"""Figures before one that are looked at for the whole of which it is a part."""

PLACING = frozenset({"in", "at", "near", "across", "throughout", "outside", "inside", "within", "from"})
PERIODIC = frozenset({"in", "over", "during", "within", "for", "throughout", "through"})
AFTER_WORDS = frozenset({"since"})
RATE_WORDS = frozenset({"a", "an", "per", "each", "every"})
RATE_UNITS = frozenset({"day", "night", "week", "month", "year", "hour", "minute", "season"})
NO_PLACE_TYPES = frozenset({"ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "DATE", "TIME", "MONEY", "NORP"})
"""Entities "in" which nothing lies; a little-known place is often taken for a person."""


def scope_of(setting: Setting, number: int) -> tuple[Scope, ...]:
    """Return what the figure `number` of a setting is limited to, in text order."""
    figure = setting.figures[number]
    governors = governors_of(figure.place)
    found = [
        *_places(setting, figure, governors),
        *_periods(setting, figure, governors),
        *_rates(setting, figure),
        *_inclusions(setting, number),
    ]
    whole = whole_of(setting, number)
    if whole is not None:
        found.append(Scope("part", setting.figures[whole].span))
    unique = {(scope.kind, scope.span): scope for scope in found}
    return tuple(sorted(unique.values(), key=lambda scope: (scope.span, scope.kind)))


def _places(setting: Setting, figure: Figured, governors: Governors) -> Iterator[Scope]:
    """Yield the places of a figure: "in Tolm", "across the country", "nationwide"."""
    doc, busy = setting.doc, {i for t in setting.near(figure) for i in range(t.first, t.last + 1)}
    for child in _limiting(governors):
        if child.lower_ in listed("everywhere"):
            yield Scope("place", setting.span(child.i, child.i), "everywhere")
        noun = _object(child) if child.lower_ in PLACING else None
        if noun is None or noun.i in busy or not _is_place(noun):
            continue
        first, last = _name(doc, _named_of(noun))
        value = " ".join(t.lower_ for t in doc[first : last + 1])
        yield Scope("place", setting.span(child.i, last), value)


def _named_of(noun: Token) -> Token:
    """Return the name in "the northern town of Tolm", else the noun itself."""
    if noun.pos_ == "PROPN":
        return noun
    for child in islice(noun.rights, MOST_CHILDREN):
        if child.lower_ == "of" and child.i == noun.i + 1:
            return next((c for c in child.rights if c.dep_ == "pobj" and c.pos_ == "PROPN"), noun)
    return noun


def _limiting(governors: Governors) -> Iterator[Token]:
    """Yield the words that hang on the governors and limit the figure."""
    for governor in (*governors.near, *governors.above):
        yield from (word for word in _chained(governor) if governors.limit(governor, word))


def _chained(governor: Token) -> Iterator[Token]:
    """Yield the dependents of a governor and the prepositions that hang on those, three deep."""
    level = list(islice(governor.children, MOST_CHILDREN))
    for _ in range(3):
        yield from level
        nouns = (noun for word in level if word.dep_ == "prep" and (noun := _object(word)) is not None)
        level = [c for noun in nouns for c in islice(noun.rights, MOST_CHILDREN) if c.dep_ == "prep"]


def _object(preposition: Token) -> Token | None:
    """Return the noun of a preposition, `None` if a word is none or has none."""
    if preposition.dep_ != "prep":
        return None
    return next((c for c in islice(preposition.rights, MOST_CHILDREN) if c.dep_ == "pobj"), None)


def _is_place(noun: Token) -> bool:
    """Return whether a noun is the name of a place, or a word such as "country"."""
    if noun.lower_ in listed("whole-place"):
        return True
    return noun.pos_ == "PROPN" and noun.ent_type_ not in NO_PLACE_TYPES


def _name(doc: Doc, noun: Token) -> tuple[int, int]:
    """Return the first and last token of a place's name with its adjectives, articles left out."""
    first = noun.i
    while (
        first > 0 and doc[first - 1].head.i == noun.i and doc[first - 1].dep_ in ("compound", "amod", "nmod")
    ):
        first -= 1
    return first, noun.i


def _periods(setting: Setting, figure: Figured, governors: Governors) -> Iterator[Scope]:
    """Yield since when, or over which period, a figure counts: "since Sunday", "over the past week"."""
    doc = setting.doc
    for time in setting.near(figure):
        before = doc[time.first - 1].lower_ if time.first else ""
        is_itself = time.first <= figure.last and figure.first <= time.last
        if is_itself or not hangs_on(root_of(setting, time), governors):
            continue
        if before in AFTER_WORDS:
            yield Scope("since", setting.span(time.first - 1, time.last), time.time.value)
        elif _is_period(time.time, before):
            first = time.first - 1 if before in PERIODIC else time.first
            yield Scope("period", setting.span(first, time.last), time.time.value)
    for child in _limiting(governors):
        if child.lower_ in AFTER_WORDS:
            noun = _object(child)
            if noun is not None and not any(t.first <= noun.i <= t.last for t in setting.near(figure)):
                words = setting.span(child.i, noun.i)
                yield Scope("since", words, " ".join(words.text.lower().split()[1:]))


def _rates(setting: Setting, figure: Figured) -> Iterator[Scope]:
    """Yield the rate of "200 people a day", "30 workers every year"."""
    doc, at = setting.doc, max(figure.last, figure.place.i) + 1
    words = [token.lower_ for token in doc[at : at + 2]]
    if len(words) == 2 and words[0] in RATE_WORDS and words[1] in RATE_UNITS:
        yield Scope("period", setting.span(at, at + 1), f"per {words[1]}")


def _is_period(time: Time, before: str) -> bool:
    """Return whether a time is a stretch over which one counts, longer than a day."""
    if time.type == "DURATION":
        return before in PERIODIC and time.days is not None
    if time.type != "DATE" or time.value.endswith("_REF") or before in ("by", "until", "before", "after"):
        return False
    if time.days is not None:
        return time.days[1] > time.days[0]
    return time.start != time.end if time.start else len(time.value) <= len("XXXX-WXX")


@cache
def _cues() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the words and the kind of each cue that includes or excludes."""
    return tuple((tuple(words.split()), kind) for words, kind in table("figures_scopes"))


def _inclusions(setting: Setting, number: int) -> Iterator[Scope]:
    """Yield what a figure is said to include or leave out, by the cue behind it."""
    figure, doc = setting.figures[number], setting.doc
    after = setting.figures[number + 1].first if number + 1 < len(setting.figures) else len(doc)
    at = _cue_behind(doc, figure, after)
    if at is not None:
        first, kind, last = at
        yield Scope("excluding" if kind == "excluding" else "including", setting.span(first, last))


def _cue_behind(doc: Doc, figure: Figured, after: int) -> tuple[int, str, int] | None:
    """Return first token, kind and last token of a cue's phrase behind a figure and before the next one."""
    end = min(len(doc), after, figure.last + CUE_REACH)
    for i in range(figure.last + 1, end):
        if doc[i].is_sent_start:
            return None
        for words, kind in _cues():
            if doc[i].lower_ != words[0] or kind == "of-them":
                continue
            if tuple(t.lower_ for t in doc[i : i + len(words)]) == words:
                return i, kind, _end_of(doc, i + len(words))
    return None


def _end_of(doc: Doc, at: int) -> int:
    """Return the last token of the noun phrase that begins at `at`."""
    last = at - 1
    for i in range(at, min(len(doc), at + CUE_REACH)):
        if doc[i].is_sent_start or doc[i].is_punct or doc[i].pos_ in ("VERB", "AUX", "SCONJ"):
            break
        last = i
    return last


def whole_of(setting: Setting, number: int) -> int | None:
    """Return the figure of which another is said to be a part: "including four children", "four of them"."""
    doc = setting.doc
    for at in range(number, max(0, number - MOST_PARTS), -1):
        figure, whole = setting.figures[at], setting.figures[at - 1]
        if any(t.is_sent_start for t in doc[whole.last + 1 : figure.first + 1]):
            return None
        if _is_of_them(doc, figure) or _includes(doc, whole, figure):
            return at - 1
        if doc[figure.first - 1].lower_ not in ("and", ","):  # "including four women and two children"
            return None
    return None


def _includes(doc: Doc, whole: Figured, figure: Figured) -> bool:
    """Return whether "including" stands between a figure and the next one."""
    found = _cue_behind(doc, whole, figure.first)
    return found is not None and found[1] == "including" and figure.first - found[2] <= 1


def _is_of_them(doc: Doc, figure: Figured) -> bool:
    """Return whether a figure is said to be "of them": "four of them children", "of whom four"."""
    behind = tuple(t.lower_ for t in doc[figure.last + 1 : figure.last + 4])
    ahead = tuple(t.lower_ for t in doc[max(0, figure.first - 2) : figure.first])
    cues = [words for words, kind in _cues() if kind == "of-them"]
    return any(words in (behind[: len(words)], ahead[-len(words) :]) for words in cues)
