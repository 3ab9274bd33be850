"""What the handlers of requests share: the running parts of the server, values asked for in an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, Response

from twosource.web.desk import Desk
from twosource.web.jobs import Jobs
from twosource.web.links import story_named
from twosource.web.session import Sessions
from twosource.web.settings import Settings

__all__ = ["MAX_QUERY", "Server", "html", "number", "server", "story_id", "text"]

MAX_QUERY = 400  # characters of a value in an address that are looked at


@dataclass(frozen=True, slots=True)
class Server:
    """The running parts of a server; `jobs` is `None` where nothing can be added."""

    settings: Settings
    sessions: Sessions
    desk: Desk
    jobs: Jobs | None


def server(request: HTTPConnection) -> Server:
    """Return the running parts of the server that got a request."""
    return cast(Server, request.app.state.server)


def html(body: str, status: int = 200) -> Response:
    """Return a page as an answer."""
    return HTMLResponse(body.encode("utf-8", "replace"), status)


def text(request: HTTPConnection, name: str) -> str:
    """Return a value of the address, cut to what is looked at; empty if there is none."""
    return str(request.query_params.get(name, ""))[:MAX_QUERY].strip()


def story_id(request: HTTPConnection) -> str:
    """Return the id of the story that the address names."""
    return story_named(request.path_params["story"])


def number(request: HTTPConnection, name: str, default: int, *, most: int = 1_000_000) -> int:
    """Return a number of the address between 0 and `most`; `default` if it is none."""
    given = text(request, name)
    return min(int(given), most) if given.isascii() and given.isdecimal() and len(given) < 10 else default
