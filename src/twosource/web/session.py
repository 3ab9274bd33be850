"""Who may ask: a code printed at the start, exchanged for a cookie that only this program can read."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest

__all__ = ["Sessions"]

MAX_WRONG = 10
WINDOW = 60.0
"""Wrong codes in so many seconds after which all are refused until the time is over."""

MAX_SESSIONS = 64


@dataclass(slots=True)
class Sessions:
    """The codes that open the pages, and the sessions that were opened.

    `code` opens as often as it is given; it stands in the terminal alone. `launch` opens once: it is given to
    the browser on its command line, where other users of the machine may see it.
    """

    code: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    launch: str | None = field(default_factory=lambda: secrets.token_urlsafe(24))
    clock: Callable[[], float] = time.monotonic
    _open: dict[str, None] = field(default_factory=dict)
    _wrong: list[float] = field(default_factory=list)

    def enter(self, given: str) -> str | None:
        """Return the secret of a new session; `None` if the code is wrong or too many were."""
        now = self.clock()
        self._wrong = [at for at in self._wrong if now - at < WINDOW]
        if len(self._wrong) >= MAX_WRONG:
            return None
        is_launch = self.launch is not None and _same(given, self.launch)
        if not is_launch and not _same(given, self.code):
            self._wrong.append(now)
            return None
        if is_launch:
            self.launch = None
        made = secrets.token_urlsafe(32)
        self._open[made] = None
        while len(self._open) > MAX_SESSIONS:
            self._open.pop(next(iter(self._open)))
        return made

    def is_open(self, secret: str | None) -> bool:
        """Return whether a cookie is that of a session."""
        return secret is not None and any(_same(secret, one) for one in self._open)

    def is_code(self, given: str) -> bool:
        """Return whether a program's `Authorization` bears the code."""
        return _same(given, self.code)

    def leave(self, secret: str | None) -> None:
        """End a session."""
        self._open.pop(secret or "", None)


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
