"""Manners towards hosts: one request at a time, a gap between two, and none while a host asks for quiet."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from twosource.fetch.clock import Clock

__all__ = ["LONGEST", "SHORTEST", "Manners", "retry_after"]

SHORTEST = 60.0
"""Seconds that a host is left alone for at least when it asks for it."""

LONGEST = 7 * 86_400.0
"""Seconds that a host is left alone for at most: ten years are a slip, or spite."""

_SECONDS = re.compile(r"\s{0,10}(-?\d{1,20})(?:\.\d{0,20})?\s{0,10}")


def retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a `Retry-After` asks for, between `SHORTEST` and `LONGEST`.

    Args:
        value: the header, seconds or an HTTP date; `None` if there was none.
        now: seconds since 1970.

    Returns:
        `None` without a header; `SHORTEST` for one that says nothing that can be followed ("banana", -5).
    """
    if value is None:
        return None
    found = _SECONDS.fullmatch(value)
    if found is not None:
        return min(max(float(found[1]), SHORTEST), LONGEST)
    try:
        until = parsedate_to_datetime(value[:100]).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return SHORTEST
    return min(max(until - now, SHORTEST), LONGEST)


@dataclass(slots=True)
class _Host:
    """What is known of one host: whose turn it is, who waits or has it, when its last request ended."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    waiting: int = 0
    ended: float | None = None


class Manners:
    """Whose turn it is at each host, shared by all threads that fetch."""

    def __init__(self, clock: Clock, gap: float = 1.0, holds: Mapping[str, float] | None = None) -> None:
        """Take the clock, the gap in seconds, and holds of before: by host, seconds since 1970."""
        self.clock = clock
        self.gap = gap
        self.holds = dict(holds or {})
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def held(self, host: str) -> float | None:
        """Return until when a host asked to be left alone, seconds since 1970; `None` if it is over."""
        until = self.holds.get(host)
        return until if until is not None and until > self.clock.now() else None

    def hold(self, host: str, seconds: float) -> float:
        """Leave a host alone; return until when. A hold is never made shorter."""
        with self._lock:
            until = max(self.clock.now() + seconds, self.holds.get(host, 0.0))
            self.holds[host] = until
        return until

    def forget(self) -> None:
        """Forget holds that are over, and hosts whose turn is free and whose gap has passed."""
        now, passed = self.clock.now(), self.clock.monotonic() - self.gap
        with self._lock:
            self.holds = {host: until for host, until in self.holds.items() if until > now}
            for host, state in list(self._hosts.items()):
                if not state.waiting and state.ended is not None and state.ended < passed:
                    del self._hosts[host]

    @contextmanager
    def turn(self, host: str) -> Iterator[float]:
        """Wait for the turn at a host, and keep it; yields the seconds waited."""
        with self._lock:
            state = self._hosts.setdefault(host, _Host())
            state.waiting += 1
        began = self.clock.monotonic()
        with state.turn:
            if state.ended is not None:
                pause = state.ended + self.gap - self.clock.monotonic()
                if pause > 0:
                    self.clock.sleep(pause)
            try:
                yield self.clock.monotonic() - began
            finally:
                state.ended = self.clock.monotonic()
                with self._lock:
                    state.waiting -= 1
