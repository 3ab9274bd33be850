"""What every request must pass before a route is looked at, and the headers that every answer bears.

The checks in order: one Host header, of a name that the server has; a method that it knows; an address that
is plain; where the request comes from; who asks; how large it is.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twosource.web.session import Sessions
from twosource.web.settings import Settings

__all__ = ["HEADERS", "POLICY", "Guard", "TooLargeError", "is_api", "refused"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)
METHODS = frozenset({"GET", "HEAD", "POST"})
OPEN = frozenset({"/enter", "/session"})
"""Addresses that are answered without a session; the files under /static/ are, too: they hold no report."""


class TooLargeError(Exception):
    """A body has more bytes than it may, or takes too long."""

    def __init__(self, status: int, why: str) -> None:
        self.status = status
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Guard:
    """Wraps the application: refuses what must not reach it, and sets the headers of every answer."""

    app: ASGIApp
    settings: Settings
    sessions: Sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_headers(message.get("headers", ()))}
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        await self.app(scope, self._limited(scope, receive), sending)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that must not reach the application, `None` for any other."""
        headers = _Headers(scope)
        as_json = is_api(scope)
        hosts = headers.all("host")
        if len(hosts) != 1 or hosts[0] not in self.settings.hosts():
            return refused(421, "this server does not have that name", as_json)
        if scope["method"] not in METHODS:
            return refused(405, "that method is not known here", as_json)
        if why := self._odd(scope):
            return refused(400, why, as_json)
        if why := self._foreign(scope, headers):
            return refused(403, why, as_json)
        if (length := headers.one("content-length")) is not None:
            if not length.isdecimal():
                return refused(400, "the length of the body is no number", as_json)
            if int(length[:20]) > self._most(scope):
                return refused(413, "the body is larger than is taken", as_json)
        return self._stranger(scope, headers)

    def _odd(self, scope: Scope) -> str | None:
        """Return why an address is refused, `None` if it is plain."""
        raw: bytes = scope.get("raw_path") or b""
        query: bytes = scope.get("query_string") or b""
        if len(raw) + len(query) > self.settings.limits.target:
            return "the address is too long"
        path = unquote_to_bytes(raw)
        if b"\0" in path or b"\\" in path or path.startswith(b"//") or b"/../" in path + b"/":
            return "that is no address of this server"
        return "the address holds a zero character" if b"%00" in query or b"\0" in query else None

    def _foreign(self, scope: Scope, headers: _Headers) -> str | None:
        """Return why a request is refused for where it comes from, `None` if it may come.

        A browser says it in `Sec-Fetch-Site`. Older ones say it in `Origin`, and only they may leave the
        first out. Under our own `no-referrer` a form of ours bears `Origin: null`; then `Sec-Fetch-Site`
        decides.
        """
        site, origin = headers.one("sec-fetch-site"), headers.one("origin")
        own = {f"http://{host}" for host in self.settings.hosts()}
        if len(headers.all("origin")) > 1 or len(headers.all("sec-fetch-site")) > 1:
            return "it says twice where it comes from"
        if scope["method"] in {"GET", "HEAD"}:
            if site in {None, "none", "same-origin"}:
                return None
            is_visit = (
                headers.one("sec-fetch-mode") == "navigate" and headers.one("sec-fetch-dest") == "document"
            )
            return None if is_visit else "it comes from another site"
        if site is not None and site != "same-origin":
            return "it comes from another site"
        if origin is None:
            is_program = headers.one("authorization") is not None and headers.one("cookie") is None
            return None if site == "same-origin" or is_program else "it does not say where it comes from"
        if origin == "null":
            return None if site == "same-origin" else "it comes from nowhere"
        return (
            None
            if origin in own and origin == f"http://{headers.one('host')}"
            else "it comes from another site"
        )

    def _stranger(self, scope: Scope, headers: _Headers) -> Response | None:
        """Return the answer to one who has no session and asks for what needs one."""
        path = scope["path"]
        scope.setdefault("state", {})["secret"] = secret = headers.cookie(self.settings.cookie())
        if path in OPEN or path.startswith("/static/") or self.sessions.is_open(secret):
            return None
        kind, _, given = (headers.one("authorization") or "").partition(" ")
        if kind.lower() == "bearer" and self.sessions.is_code(given.strip()):
            return None
        if is_api(scope) or scope["method"] == "POST":
            return refused(401, "open the pages with the address that the server printed", is_api(scope))
        return RedirectResponse("/enter", status_code=303)

    def _most(self, scope: Scope) -> int:
        """Return how many bytes the body of a request may have."""
        limits = self.settings.limits
        return limits.body if scope["path"] in {"/add", "/api/v1/reports"} else limits.form

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """Return what receives a body up to its limit in bytes and time."""
        most, until = self._most(scope), time.monotonic() + self.settings.limits.seconds
        got = 0
        is_whole = False

        async def receiving() -> Message:
            nonlocal got, is_whole
            if is_whole:  # what comes now is that the client left
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0.01, until - time.monotonic()))
            except TimeoutError:
                raise TooLargeError(408, "the body took too long") from None
            got += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if got > most:
                raise TooLargeError(413, "the body is larger than is taken")
            return message

        return receiving


@dataclass(frozen=True, slots=True)
class _Headers:
    """The headers of a request as they came."""

    scope: Scope

    def all(self, name: str) -> list[str]:
        """Return all values of a header."""
        return [v.decode("latin-1") for k, v in self.scope["headers"] if k.decode("latin-1").lower() == name]

    def one(self, name: str) -> str | None:
        """Return the first value of a header."""
        return next(iter(self.all(name)), None)

    def cookie(self, name: str) -> str | None:
        """Return the value of a cookie."""
        pairs = (pair.partition("=") for line in self.all("cookie") for pair in line.split(";"))
        return next((value.strip() for key, _, value in pairs if key.strip() == name), None)


def is_api(scope: Scope) -> bool:
    """Return whether a request is one of a program."""
    return str(scope.get("path", "")).startswith("/api/")


def refused(status: int, why: str, as_json: bool) -> Response:
    """Return a refusal, which repeats nothing of the request."""
    if as_json:
        return JSONResponse({"error": {"code": str(status), "why": why}}, status)
    return PlainTextResponse(f"{status}: {why}\n", status)


def _with_headers(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with those that each bears."""
    kept = list(given)
    names = {name.lower() for name, _ in kept}
    kept += [(n.encode(), v.encode()) for n, v in HEADERS if n.encode() not in names]
    if b"cache-control" not in names:
        kept.append((b"cache-control", b"no-store"))
    return kept
