"""A clock that stands still and a network in memory, which answers as it is told, to test fetching with."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

PUBLIC = "93.184.215.14"
"""An address that may be connected to; nothing in these tests does."""


class FakeClock:
    """A clock that moves only when it is told to, or when something sleeps on it."""

    def __init__(self, now: float = 1_930_000_000.0) -> None:
        """Begin at a moment, seconds since 1970."""
        self.at = now
        self.slept: deque[float] = deque(maxlen=100)

    def now(self) -> float:
        """Return the moment."""
        return self.at

    def monotonic(self) -> float:
        """Return the same."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Move."""
        assert seconds >= 0
        self.slept.append(seconds)
        self.at += seconds


@dataclass(frozen=True, slots=True)
class Request:
    """A request as a server of the network in memory sees it."""

    at: float
    host: str
    path: str
    headers: Mapping[str, str]
    address: str


def answer(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """Return the bytes of a whole answer; `content_type` becomes `Content-Type`."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


Handler = Callable[[Request], bytes]


@dataclass
class FakeNetwork:
    """A network in memory. `answers` are what the resolver says of a name, one after the other.

    `serve` returns the raw bytes of the answer to a request. `delay` is how long each takes on the clock.
    """

    clock: FakeClock
    serve: Handler
    answers: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    delay: float = 0.05
    keeps: bool = True
    requests: list[Request] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most_open: int = 0

    def resolve(self, host: str, port: int, timeout: float) -> tuple[str, ...]:
        """Return what the resolver says next of a name; a public address unless told otherwise."""
        if self.keeps:
            self.resolved.append(host)
        told = self.answers.get(host)
        if told is None:
            return (PUBLIC,)
        return told.pop(0) if len(told) > 1 else told[0]

    def connect(self, address: str, port: int, server_name: str | None, timeout: float) -> FakeStream:
        """Return a connection in memory."""
        if self.keeps:
            self.connected.append((address, port))
        return FakeStream(self, address)


class FakeStream:
    """A connection in memory: what is sent is parsed, the answer is read from there."""

    def __init__(self, network: FakeNetwork, address: str) -> None:
        """Belong to a network."""
        self.network, self.address = network, address
        self.sent, self.left, self.host = b"", b"", ""

    def send(self, data: bytes, timeout: float) -> None:
        """Take a request, and ask the server for its answer."""
        self.sent += data
        head, ended, _ = self.sent.partition(b"\r\n\r\n")
        assert ended
        first, *lines = head.decode("ascii").split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}
        network = self.network
        self.host = headers["host"]
        network.open[self.host] += 1
        network.most_open = max(network.most_open, network.open[self.host])
        request = Request(network.clock.now(), self.host, first.split(" ")[1], headers, self.address)
        if network.keeps:
            network.requests.append(request)
        self.left = network.serve(request)
        network.clock.at += network.delay

    def receive(self, size: int, timeout: float) -> bytes:
        """Return the next bytes of the answer."""
        data, self.left = self.left[:size], self.left[size:]
        return data

    def close(self) -> None:
        """End the connection."""
        if self.host:
            self.network.open[self.host] -= 1
            self.host = ""
