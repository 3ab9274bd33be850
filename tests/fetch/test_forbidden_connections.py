"""No form of an inner address, through no door, ever leads to a connection: a spy sits on the sockets."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from twosource.fetch import Fetcher, FetchError, FetchOptions, SystemNetwork
from twosource.fetch.network import Stream
from twosource.store import Store
from twosource.store.database import connect
from twosource.watch import Watcher, add_feed, fetch_report

from ..watch.world import Plain
from .fakes import PUBLIC, FakeClock, FakeNetwork, Request, answer

FORMS = (
    *("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0x7f000001", "①②⑦.0.0.1", "localhost"),
    *("0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "198.18.0.1"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fc00::1]", "[fe80::1]", "[ff02::1]", "[::ffff:a00:1]"),
    *("inner.example", "mixed.example", "six.example", "turning.example", "ünner.example"),
)
NAMES = {
    "localhost": [("127.0.0.1", "::1")],
    "inner.example": [("10.1.2.3",)],
    "mixed.example": [(PUBLIC, "192.168.7.7")],
    "six.example": [("::ffff:169.254.169.254",)],
    "turning.example": [("127.0.0.1",), (PUBLIC,), ("10.9.9.9",)],
    "xn--nner-zra.example": [("fd00::1",)],
}
DOORS = ("page", "feed", "entry", "301", "302", "307", "second hop", "robots", "no scheme", "meta")


class Spied(FakeNetwork):
    """Answers from memory for the public address; all else goes to the machine's own network, and its spy."""

    def connect(self, address: str, port: int, server_name: str | None, timeout: float) -> Stream:
        """Return a connection."""
        if address == PUBLIC:
            return super().connect(address, port, server_name, timeout)
        return SystemNetwork().connect(address, port, server_name, timeout)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Return what was tried to connect to."""
    seen: list[object] = []

    def spy(self: socket.socket, address: object) -> None:
        seen.append(address)
        raise OSError("a test must not connect")

    monkeypatch.setattr(socket.socket, "connect", spy)
    monkeypatch.setattr(socket.socket, "connect_ex", spy)
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: spy(None, a))  # type: ignore[arg-type]
    yield seen


def world(form: str, door: str) -> Spied:
    """Return a network in which a public host sends on to a form of an inner address."""
    target = f"http://{form}/secret"

    def serve(request: Request) -> bytes:
        assert request.host.endswith("public.example"), "an inner host was asked"
        if request.path == "/robots.txt":
            return answer(status=302, location=target) if door == "robots" else answer(status=404)
        if request.path == "/entry-feed":
            item = f"<item><guid>1</guid><title>x</title><link>{target}</link></item>"
            return answer(f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
        if door == "second hop" and request.host != "second.public.example":
            return answer(status=302, location="http://second.public.example/x")
        if door == "meta":
            page = (
                f'<meta http-equiv="refresh" content="0; url={target}"><link rel="canonical" href="{target}">'
            )
            return answer(page.encode(), content_type="text/html")
        location = f"//{form}/secret" if door == "no scheme" else target
        status = int(door) if door.isdigit() else 302
        return answer(status=status, location=location)

    clock = FakeClock()
    return Spied(clock, serve, {name: list(answers) for name, answers in NAMES.items()})


@pytest.mark.parametrize("door", DOORS)
def test_no_forbidden_connection(door: str, tried: list[object], tmp_path: Path) -> None:
    """Through this door, no form of an inner address gets a connection, and each is told with a code."""
    codes = {"blocked_address", "bad_redirect", "robots_unknown", "blocked_page"}
    for form in FORMS:
        network = world(form, door)
        asks = Fetcher(FetchOptions(deadline=5), network=network, clock=network.clock)
        start = f"http://{form}/x" if door in ("page", "feed") else "http://public.example/x"
        if door == "entry":
            assert through_a_feed(asks, tmp_path / f"{FORMS.index(form)}.db") in codes
        else:
            with pytest.raises(FetchError) as caught:
                asks.fetch(start, is_feed=True) if door == "feed" else fetch_report(asks, start)
            assert caught.value.code in codes, form
        assert tried == [], form
        assert {address for address, _ in network.connected} <= {PUBLIC}


def through_a_feed(asks: Fetcher, path: Path) -> str:
    """Return the code with which an entry that links to an inner address is set aside."""
    now = datetime.fromtimestamp(asks.clock.now(), UTC)
    with Store(connect(path), marker=Plain(), clock=lambda: now) as store:
        add_feed(store.database, "http://public.example/entry-feed", now=asks.clock.now())
        with Watcher(store, asks) as watcher:
            events = [event for event in watcher.once() if event.kind == "page"]
    assert len(events) == 1
    return str(events[0].code)


def test_there_are_enough_of_them() -> None:
    """The combinations of forms and doors are 200 and more."""
    assert len(FORMS) * len(DOORS) >= 200


def test_a_name_is_asked_once_a_hop_and_its_answer_connected_to() -> None:
    """A name that turns inward after the check can't: the checked answer itself is connected to."""

    def serve(request: Request) -> bytes:
        return answer(status=404) if request.path == "/robots.txt" else answer(b"hello")

    network = FakeNetwork(FakeClock(), serve, {"turn.example": [(PUBLIC,), (PUBLIC,), ("127.0.0.1",)]})
    asks = Fetcher(network=network, clock=network.clock)
    assert asks.fetch("http://turn.example/a").body == b"hello"
    assert network.resolved == ["turn.example"] * 2  # for robots.txt, and for the page
    assert {address for address, _ in network.connected} == {PUBLIC}
    with pytest.raises(FetchError, match="blocked_address"):
        asks.fetch("http://turn.example/b")
    assert len(network.connected) == 2


def test_a_host_may_be_allowed_by_name() -> None:
    """`--allow-host` lets one host be on a private address, and no other."""
    network = FakeNetwork(FakeClock(), lambda _: answer(status=404), {"desk.lan": [("10.0.0.9",)]})
    options = FetchOptions(allowed_hosts=frozenset({"desk.lan"}))
    asks = Fetcher(options, network=network, clock=network.clock)
    assert asks.fetch("http://desk.lan/a").status == 404
    with pytest.raises(FetchError, match="blocked_address"):
        asks.fetch("http://10.0.0.9/a")


def test_proxies_in_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, tried: list[object]
) -> None:
    """HTTP_PROXY and its like change nothing: the checked address itself is connected to."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", (PUBLIC, 80))])
    with pytest.raises(FetchError):
        Fetcher(FetchOptions(deadline=2, gap=0)).fetch("http://paper.example/a")
    assert tried == [(PUBLIC, 80)]
