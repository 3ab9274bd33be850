"""What the robots.txt of a host lets us fetch, by RFC 9309, remembered for a day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

__all__ = ["DAY", "MAX_BYTES", "TOKEN", "Robots", "from_answer"]

DAY = 86_400.0
"""Seconds for which a robots.txt is remembered. Source: RFC 9309, 2.4."""

FAILED = 1_800.0
"""Seconds for which a host whose robots.txt could not be had is left alone before it is asked again."""

MAX_BYTES = 512_000
"""Bytes of a robots.txt that are read. Source: RFC 9309, 2.5 (500 KiB at least)."""

TOKEN = "twosource"
"""The product token that a robots.txt may name."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of one origin: its text (`None` if none could be had), how it was had, until when.

    `verdict` is `rules`, `none` (there is none: all is allowed) or `unknown` (the server failed: nothing is).
    """

    verdict: str
    detail: str
    until: float
    text: str | None = None

    def allows(self, url: str) -> bool:
        """Return whether an address may be fetched."""
        if self.verdict != "rules" or self.text is None:
            return self.verdict == "none"
        return bool(_rules(self.text).can_fetch(url, TOKEN))


@lru_cache(maxsize=32)
def _rules(text: str) -> Protego:
    """Return parsed rules; parsing half a megabyte takes longer than fetching a page."""
    return Protego.parse(text)


def from_answer(status: int, body: bytes, now: float) -> Robots:
    """Return what an answer to the request for a robots.txt means. Source: RFC 9309, 2.3.1.

    Args:
        status: of the answer behind all redirects.
        body: of it; HTML in the place of rules has no rule in it, and forbids nothing.
        now: seconds since 1970.
    """
    if 200 <= status < 300:
        text = body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        return Robots("rules", f"read, {len(body):,} bytes", now + DAY, text)
    if 400 <= status < 500 and status != 429:
        return Robots("none", f"there is none (status {status})", now + DAY)
    return Robots("unknown", f"the server failed (status {status})", now + FAILED)


def failed(code: str, now: float) -> Robots:
    """Return what it means that no answer came: nothing may be fetched, for now."""
    return Robots("unknown", f"no answer ({code})", now + FAILED)
