"""The longest match of the rules at a word of a text.

The classes of the words are one string, so that a rule is a compiled pattern. What the rules make of a run of
classes depends on nothing else, and runs recur all over news text: the answer is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from twosource.mark.times.context import Context, Match, Reading
from twosource.mark.times.rules import PIECES, RULES, Reader
from twosource.mark.times.words import Words, characters

WINDOW_WORDS = 20
"""No expression has more words than this."""

KEPT_RUNS = 1 << 15
"""Runs of classes whose matches are kept; some 20 MB at most."""

CORE = (
    "weekday", "weekday_short", "weekdays", "month", "month_short", "month_verb", "year", "short_year",
    "decade", "short_decade", "decade_word", "unit", "units", "unit_short", "quarter", "period", "weekend",
    "weekends", "season", "part", "parts", "noon", "deictic", "tonight", "overnight", "reference", "clock",
    "hour_meridiem", "meridiem", "oclock", "zone", "holiday", "frequency", "rate", "lasting", "last",
    "future", "slash",
)  # fmt: skip
"""Every expression has a word of one of these classes."""

Groups = tuple[tuple[str, int, int], ...]
Candidate = tuple[int, int, Groups]

NAMED = re.compile(r"\?P<\w+>|[A-Z]{3,}|[a-z_]+")


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a rule's pattern over the private characters of the classes."""
    private = characters()

    def put(found: re.Match[str]) -> str:
        name = found.group()
        if name[0] == "?":
            return name
        return "(?:" + NAMED.sub(put, PIECES[name]) + ")" if name[0].isupper() else private[name]

    return re.compile(NAMED.sub(put, pattern).replace(" ", ""))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(pattern) for pattern, _ in RULES)


@cache
def _runs() -> re.Pattern[str]:
    """Return the pattern of a run of words that have a class."""
    return re.compile(f"[^{characters()['unknown']}{characters()['break']}]+")


@cache
def _core() -> re.Pattern[str]:
    return re.compile("[" + "".join(characters()[name] for name in CORE) + "]")


@lru_cache(maxsize=KEPT_RUNS)
def _candidates(window: str) -> tuple[Candidate, ...]:
    """Return (end, rule, groups) of each rule that matches from the second character on, longest first."""
    found: list[Candidate] = []
    for number, pattern in enumerate(_patterns()):
        match = pattern.match(window, 1)
        if match and match.end() > 1:
            groups = tuple(
                (name.rstrip("0123456789"), match.start(name), match.end(name))
                for name in match.groupdict()
                if match.start(name) >= 0
            )
            found.append((match.end(), number, groups))
    return tuple(sorted(found, key=lambda c: (-c[0], c[1])))


def read_all(words: Words, context: Context) -> Iterator[Reading]:
    """Yield the readings of all time expressions, in order; `context` follows what was read."""
    classes = " " + words.classes + " "
    core = _core()
    for run in _runs().finditer(classes, 1, len(classes) - 1):
        last_core = None
        for found in core.finditer(classes, run.start(), run.end()):
            last_core = found.end()
        at = run.start()
        while last_core is not None and at < last_core:
            end = min(run.end() + 1, at + WINDOW_WORDS)
            readings, taken = _read(words, context, classes[at - 1 : end], at - 1)
            for reading in readings:
                follow(context, reading)
                yield reading
            at += taken or 1


def _read(words: Words, context: Context, window: str, first: int) -> tuple[tuple[Reading, ...], int]:
    """Return the readings at word `first` and how many words they take; none and 0 if no rule is accepted."""
    for end, rule, groups in _candidates(window):
        shift = first - 1
        match = Match(
            words, first, end + shift, {name: (start + shift, stop + shift) for name, start, stop in groups}
        )
        reader: Reader = RULES[rule][1]
        readings = reader(match, context)
        if readings:
            return readings, end - 1
        if reader.__name__ == "refuse":
            return (), end - 1
    return (), 0


def follow(context: Context, reading: Reading) -> None:
    """Let `context` know what was read last, for "the next day", "a year earlier", "the quarter"."""
    if reading.type == "DURATION" and reading.value in ("P9M", "P6M", "P1Y"):
        context.quarter = None
    if reading.type not in ("DATE", "TIME") or reading.value.endswith("_REF"):
        return
    context.last = reading
    if "-Q" in reading.value and not _is_year_before(reading.value, context.quarter):
        context.quarter = reading.value


def _is_year_before(value: str, quarter: str | None) -> bool:
    """Return whether a quarter is only what the one spoken of is compared with: the same a year before."""
    return quarter is not None and value[4:] == quarter[4:] and int(value[:4]) == int(quarter[:4]) - 1
