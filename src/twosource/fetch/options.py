"""The limits and permissions of the fetcher."""

from __future__ import annotations

from dataclasses import dataclass

from twosource import __version__

__all__ = ["FetchOptions"]


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Limits and permissions of a fetch.

    `allowed_hosts` are names or addresses (`host` or `host:port`) whose private addresses the user allowed.
    `deadline` bounds a whole fetch with all its hops, in seconds; time spent waiting for a host's turn does
    not count. `max_bytes` bounds what comes over the line, and apart from that what it is unpacked to.
    `gap` is the time between the end of one request to a host and the next, in seconds.
    """

    allowed_hosts: frozenset[str] = frozenset()
    deadline: float = 30.0
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    gap: float = 1.0
    agent: str = f"twosource/{__version__}"
    is_offline: bool = False
