"""Time, given from outside so that a month of watching can be tested in seconds."""

from __future__ import annotations

import time
from typing import Protocol

from twosource.fetch.errors import FetchError

__all__ = ["Clock", "Deadline", "SystemClock"]


class Clock(Protocol):
    """What tells the time and waits."""

    def now(self) -> float:
        """Return the seconds since 1970, UTC; may jump when the machine's clock is set."""

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Return the seconds since 1970, UTC."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(max(0.0, seconds))


class Deadline:
    """The end of the time that one fetch may take, over all its hops."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        """Begin now."""
        self.clock = clock
        self.seconds = seconds
        self.end = clock.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Leave out a time that was spent waiting for a host's turn."""
        self.end += seconds

    def left(self, url: str) -> float:
        """Return the seconds that are left, more than 0.

        Raises:
            FetchError: `timed_out`.
        """
        left = self.end - self.clock.monotonic()
        if left <= 0:
            raise FetchError("timed_out", url, f"it took longer than {self.seconds:g} seconds")
        return left
