"""What can go wrong with a fetch, each with a stable code, what to do, and whether another try may help."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.errors import TwosourceError

__all__ = ["PROBLEMS", "FetchError", "Problem"]

_SAVE = "save the page in a browser and add the file"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a code means, what the user can do, and whether a later try may succeed."""

    meaning: str
    remedy: str
    is_passing: bool = False


PROBLEMS = {
    "bad_address": Problem("it is no http or https address", "Check the address"),
    "blocked_address": Problem(
        "its host is on a private, local or reserved address",
        "If it is a host of your own, allow it by name: --allow-host HOST",
    ),
    "unknown_host": Problem("its host has no address", "Check the address, and the network", True),
    "unreachable": Problem("no connection could be made", "Fetch again later", True),
    "tls_error": Problem("its certificate can't be trusted", f"Fetch again later, or {_SAVE}", True),
    "timed_out": Problem("it took longer than allowed", f"Fetch again later, or {_SAVE}", True),
    "bad_response": Problem("the answer is no valid HTTP", f"Fetch again later, or {_SAVE}", True),
    "bad_redirect": Problem("it sends on to something that is no web address", "Check the address"),
    "too_many_redirects": Problem("it sends on too often", f"Give the last address, or {_SAVE}"),
    "decompressed_too_large": Problem("unpacked, it is larger than the limit", f"If you trust it, {_SAVE}"),
    "bad_encoding": Problem("its compression is damaged or unknown", f"Fetch again later, or {_SAVE}", True),
    "http_error": Problem("the server refused, or failed", f"Fetch again later, or {_SAVE}", True),
    "gone": Problem("the server says that it is gone for good", "Look for it elsewhere"),
    "held_back": Problem("its host asked to be left alone until later", "Fetch again then", True),
    "robots": Problem("the robots.txt of its host asks programs to keep away", f"If you may, {_SAVE}"),
    "robots_unknown": Problem("the robots.txt of its host can't be had", "Fetch again later", True),
    "blocked_page": Problem("a page that stands in the way came", f"If you may, {_SAVE}", True),
    "offline": Problem("fetching is switched off", "Run it without --offline"),
}
"""Why something was not fetched: the code, what it means, what to do."""


class FetchError(TwosourceError):
    """An address could not be fetched; nothing of it was kept.

    Args:
        code: a key of `PROBLEMS`.
        url: the address, without credentials.
        why: what was found; the code's meaning unless given.
        status: of the HTTP answer, if one came.
    """

    exit_code = 3

    def __init__(self, code: str, url: str, why: str = "", *, status: int | None = None) -> None:
        self.status = status
        super().__init__(code, url, why or PROBLEMS[code].meaning, PROBLEMS[code].remedy)

    @property
    def is_passing(self) -> bool:
        """Return whether a later try may succeed."""
        return PROBLEMS[self.code].is_passing
