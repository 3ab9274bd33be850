"""Running the pages: a port, an address with a code, until Ctrl-C."""

from __future__ import annotations

import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from twosource.errors import UsageError
from twosource.web.app import create_app
from twosource.web.session import Sessions
from twosource.web.settings import Settings, is_loopback

__all__ = ["MIN_PASSWORD", "Listening", "checked", "serve_pages"]

MIN_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a server listens, and under which names it is asked for; port 0 is any that is free."""

    host: str = "127.0.0.1"
    port: int = 0
    names: tuple[str, ...] = ()
    password: str | None = None
    may_be_remote: bool = False


def checked(listening: Listening) -> Listening:
    """Return where to listen, if that is safe.

    Raises:
        UsageError: others could reach it, and that was not asked for, or there is no good password.
    """
    if is_loopback(listening.host):
        return listening
    if not listening.may_be_remote:
        why = "others than this machine could reach it"
        raise UsageError("not_loopback", listening.host, why, "Give --allow-remote if that is meant")
    if listening.host in {"0.0.0.0", "::"} and not listening.names:
        why = "it listens everywhere, so it must be told under which name it is asked for"
        raise UsageError("no_name", listening.host, why, "Give --name with the machine's name")
    if listening.password is None or len(listening.password) < MIN_PASSWORD:
        why = f"a password of at least {MIN_PASSWORD} characters is needed where others reach the pages"
        raise UsageError("no_password", listening.host, why, "Set TWOSOURCE_PASSWORD")
    return listening


BACKLOG = 200
"""Connections that wait to be accepted."""


def serve_pages(
    store: Path,
    listening: Listening,
    *,
    is_read_only: bool = False,
    example: Path | None = None,
    opens: bool = True,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Serve the pages until the program is interrupted.

    Args:
        store: the file.
        listening: where.
        is_read_only: nothing can be added or corrected.
        example: reports to try it with.
        opens: open the browser.
        say: takes the lines for the user.

    Raises:
        UsageError: the address is not one to listen on.
        StoreError: the store can't be opened.
    """
    checked(listening)
    config = uvicorn.Config(
        lambda: None,
        host=listening.host,
        port=listening.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        limit_concurrency=200,
        h11_max_incomplete_event_size=65_536,
        proxy_headers=False,
    )
    listener = config.bind_socket()
    # Accepted connections inherit it. asyncio would set it, but not on a socket that names no protocol, as
    # uvicorn's: a page would wait 40 ms for the browser's acknowledgement of its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.listen(BACKLOG)  # before the address is told, so that whoever is quick is not refused
    try:
        port = int(listener.getsockname()[1])
        settings = Settings(
            store, listening.host, port, listening.names, listening.password, is_read_only, example
        )
        sessions = Sessions()
        config.app = create_app(settings, sessions)
        _announce(settings, sessions, opens, say)
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        say("the pages are closed")
    finally:
        listener.close()


def _announce(settings: Settings, sessions: Sessions, opens: bool, say: Callable[[str], None]) -> None:
    """Tell the address, and open the browser on it with a code that opens once."""
    name = settings.names[0] if settings.names else settings.host
    address = f"http://{f'[{name}]' if ':' in name else name}:{settings.port}/"
    if settings.password is not None:
        say(f"warning: {address} can be reached by others, and what is sent there is not encrypted")
        say(f"open {address} and give the password")
        return
    say(f"open {address}#t={sessions.code}")
    say(f"the store is {settings.store}; Ctrl-C ends it")
    if opens and sys.stdin.isatty():
        webbrowser.open(f"{address}#t={sessions.launch}")
