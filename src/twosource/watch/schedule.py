"""When a feed or a page is asked for next: its interval, longer and longer while it fails, never in step."""

from __future__ import annotations

from random import Random

__all__ = ["DAY", "EVERY", "LEAST", "after_failure", "after_success", "page_retry", "refetch"]

DAY = 86_400.0
EVERY = 1_800.0
"""Seconds between two checks of a feed unless the user says otherwise."""

LEAST = 300.0
"""Seconds between two checks of a feed at least."""

JITTER = 0.1
"""Share of the interval by which a check comes earlier or later, so that feeds added together part."""

PAGE_TRIES = 4
"""How often a page is asked for before it is given up."""


def after_success(every: float, now: float, seed: str) -> float:
    """Return the moment of the next check of a feed that answered."""
    return now + every * Random(seed).uniform(1 - JITTER, 1 + JITTER)


def after_failure(every: float, failures: int, now: float, seed: str) -> float:
    """Return the moment of the next check of a feed that failed `failures` times in a row, 1 or more.

    The interval doubles with each, up to a day.
    """
    pause = min(every * 2.0 ** min(failures, 20), DAY)
    return now + pause * Random(seed).uniform(0.75, 1.25)


def page_retry(tries: int, now: float, seed: str) -> float | None:
    """Return the moment of the next try for a page that failed `tries` times; `None` to give it up."""
    if tries >= PAGE_TRIES:
        return None
    return now + 300.0 * 6.0 ** (tries - 1) * Random(seed).uniform(0.75, 1.25)


def refetch(idle: int, now: float) -> float:
    """Return the moment at which a page is asked for again as its entry changed.

    Args:
        idle: how often in a row that brought nothing new: some feeds count comments in their entries.
        now: seconds since 1970.
    """
    return now if idle == 0 else now + min(900.0 * 2.0 ** min(idle, 10), DAY)
