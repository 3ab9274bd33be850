"""One request and its answer over one connection: the grammar is h11's, the limits are ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import h11

from twosource.fetch.addresses import Address
from twosource.fetch.clock import Deadline
from twosource.fetch.errors import FetchError
from twosource.fetch.network import Stream, told
from twosource.fetch.unpack import STEP, Unpacker

__all__ = ["Answer", "exchange"]

MAX_HEAD = 65_536
"""Bytes of the head of an answer."""

MAX_INTERIM = 10
"""Interim answers (103 Early Hints) before the one that counts."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(slots=True)
class Answer:
    """What a server answered: `headers` by lower-case name; `cut` says why a body is not whole."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    cut: str | None = None
    received: int = field(default=0)


def exchange(
    stream: Stream, address: Address, headers: Mapping[str, str], limit: int, deadline: Deadline
) -> Answer:
    """Return the answer to a GET; the body of a redirect is not read.

    Args:
        stream: the connection, used for this request alone.
        address: what is asked for.
        headers: beside `Host` and `Connection`.
        limit: bytes of the body over the line, and unpacked.
        deadline: of the whole fetch.

    Raises:
        FetchError: `bad_response`, `bad_encoding`, `decompressed_too_large`, or as `network.told`.
    """
    url = address.url
    machine = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
    sent = [("Host", address.netloc), ("Connection", "close"), *headers.items()]
    try:
        request = machine.send(h11.Request(method="GET", target=address.path, headers=sent)) or b""
        request += machine.send(h11.EndOfMessage()) or b""
        with told(url):
            stream.send(request, deadline.left(url))
        answer = _head(machine, stream, url, deadline)
        if answer.status not in REDIRECTS:
            _body(machine, stream, answer, (url, limit), deadline)
    except h11.ProtocolError as error:
        raise FetchError("bad_response", url, f"its answer is no valid HTTP: {str(error)[:100]}") from None
    return answer


def _next(machine: h11.Connection, stream: Stream, url: str, deadline: Deadline) -> object:
    """Return the next event of an answer, having read as much as it takes."""
    while (event := machine.next_event()) is h11.NEED_DATA:
        with told(url):
            machine.receive_data(stream.receive(STEP, deadline.left(url)))
    return event


def _head(machine: h11.Connection, stream: Stream, url: str, deadline: Deadline) -> Answer:
    """Return the head of the answer that counts."""
    for _ in range(MAX_INTERIM):
        event = _next(machine, stream, url, deadline)
        if isinstance(event, h11.Response):
            headers: dict[str, str] = {}
            for name, value in event.headers:
                headers.setdefault(name.decode("ascii", "replace").lower(), value.decode("latin-1"))
            return Answer(event.status_code, headers)
        if not isinstance(event, h11.InformationalResponse):
            raise FetchError("bad_response", url, "the connection ended before an answer")
    raise FetchError("bad_response", url, "it gives interim answers without end")


def _body(
    machine: h11.Connection, stream: Stream, answer: Answer, about: tuple[str, int], deadline: Deadline
) -> None:
    """Read the body of an answer; one that ends early, or is too long, is kept as far as it came."""
    url, limit = about
    unpacker = Unpacker(answer.headers.get("content-encoding", ""), limit, url)
    try:
        while isinstance(event := _next(machine, stream, url, deadline), h11.Data):
            data = bytes(event.data)
            answer.received += len(data)
            if answer.received > limit:
                answer.cut = f"its first {limit:,} bytes were read"
                data = data[: len(data) - (answer.received - limit)]
            unpacker.feed(data)
            if answer.cut is not None:
                break
    except h11.RemoteProtocolError:
        answer.cut = "the connection ended before the end of the page"
    except FetchError as error:
        if error.code not in ("unreachable", "timed_out") or not unpacker.body:
            raise
        if error.code == "timed_out":
            raise
        answer.cut = "the connection broke before the end of the page"
    if answer.cut is None and not unpacker.is_whole() and unpacker.body:
        answer.cut = "its compressed body ends early"
    answer.body = bytes(unpacker.body)
