"""What is compared to find differences: the tellings of a claim with what the rules look up."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.link.wording import WordingMatch
from twosource.records import Figure, Telling, Time


@dataclass(frozen=True, slots=True)
class Version:
    """One telling of a claim with what its comparison looks up.

    `day` counts the days from the story's day to the day that its report speaks from, `None` if not known.
    `is_past` tells what happened long before that day, so that nobody still counts its dead. `audience` is to
    whom words were said, as the report has it, `is_told_own` that this is its outlet itself. `tolls` are all
    its report's figures of the dead, the hurt and the missing.
    """

    report: str
    telling: Telling
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    day: int | None
    is_past: bool = False
    audience: str | None = None
    is_told_own: bool = False
    tolls: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings of a claim by their places in it, with how the wordings of two utterances compare."""

    i: int
    j: int
    a: Version
    b: Version
    wording: WordingMatch | None
