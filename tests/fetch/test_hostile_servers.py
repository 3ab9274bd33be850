"""Servers that lie, stall, redirect and bomb: each ends in one code, in time and in bounded memory."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from twosource.fetch import Fetched, Fetcher, FetchError, FetchOptions, SystemNetwork
from twosource.fetch.unpack import Unpacker

from ..work import LINEAR, growth
from .fakes import FakeClock, FakeNetwork, Request, answer
from .server import Piece, serving

LIMIT = 300_000
PATIENCE = 60.0  # seconds for what takes moments: a loaded machine is no hostile server
ALLOWED = frozenset({"127.0.0.1", "localhost"})
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def deflated(data: bytes) -> bytes:
    """Return data as `deflate` without its wrapping, which some servers send."""
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


def chunk(data: bytes) -> bytes:
    """Return one chunk of a chunked body."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


BOMB = gzip.compress(gzip.compress(bytes(60_000_000)))
SCRIPTS: dict[str, list[Piece]] = {
    "plain": [OK + b"Content-Length: 5\r\n\r\nhello"],
    "no-length": [OK + b"\r\nhello"],
    "chunked": [OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"hel") + chunk(b"lo") + b"0\r\n\r\n"],
    "hints": [b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK + b"Content-Length: 5\r\n\r\nhello"],
    "gzip": [OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello")],
    "two-members": [OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"hel") + gzip.compress(b"lo")],
    "twice": [OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(gzip.compress(b"hello"))],
    "deflate": [OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"hello")],
    "bare-deflate": [OK + b"Content-Encoding: deflate\r\n\r\n" + deflated(b"hello")],
    "slow-but-whole": [OK, 0.1, b"Content-Length: 5\r\n\r\n", 0.1, b"he", 0.1, b"llo"],
    "short": [OK + b"Content-Length: 500\r\n\r\nhello"],
    "long": [OK + b"Content-Length: 5\r\n\r\nhello and more"],
    "big": [OK + b"\r\n", *[b"a" * 100_000] * 9],
    "endless": [OK + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk(b"a" * 50_000)] * 200],
    "cut-gzip": [OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello, hello, hello")[:-9]],
    "negative": [OK + b"Content-Length: -5\r\n\r\nhello"],
    "silent": [9.0],
    "slow-head": [OK, *[b"X-A: b\r\n", 0.1] * 90],
    "slow-body": [OK + b"Content-Length: 999\r\n\r\n", *[b"a", 0.1] * 90],
    "never-closes": [OK + b"\r\nhello", 9.0],
    "nothing": [b""],
    "no-http": [b"220 mail.example ESMTP\r\n"],
    "huge-head": [OK, *[b"X-A: " + b"b" * 8_000 + b"\r\n"] * 20, b"\r\n"],
    "hints-for-ever": [b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50],
    "bomb": [OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + BOMB],
    "three-times": [OK + b"Content-Encoding: gzip, gzip, gzip\r\n\r\n" + gzip.compress(BOMB)],
    "brotli": [OK + b"Content-Encoding: br\r\n\r\nhello"],
    "corrupt": [OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00" + b"\xff" * 40],
    "loop": [b"HTTP/1.1 302 Found\r\nLocation: /loop?again\r\n\r\n"],
    "long-location": [b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 60_000 + b"\r\n\r\n"],
    "to-file": [b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"],
    "to-data": [b"HTTP/1.1 302 Found\r\nLocation: data:text/html,hello\r\n\r\n"],
    "to-ftp": [b"HTTP/1.1 307 Found\r\nLocation: ftp://paper.example/a\r\n\r\n"],
    "to-gopher": [b"HTTP/1.1 301 Found\r\nLocation: gopher://127.0.0.1:70/x\r\n\r\n"],
}
WHOLE = ("plain", "no-length", "chunked", "hints", "gzip", "two-members", "twice", "deflate", "bare-deflate")
CUT = {"short": "cut_short", "big": "too_large", "endless": "too_large", "cut-gzip": "cut_short"}
REFUSED = {
    "negative": "bad_response",
    "silent": "timed_out",
    "slow-head": "timed_out",
    "slow-body": "timed_out",
    "never-closes": "timed_out",
    "nothing": "bad_response",
    "no-http": "bad_response",
    "huge-head": "bad_response",
    "hints-for-ever": "bad_response",
    "bomb": "decompressed_too_large",
    "three-times": "bad_encoding",
    "brotli": "bad_encoding",
    "corrupt": "bad_encoding",
    "loop": "too_many_redirects",
    "long-location": "bad_redirect",
    "to-file": "bad_redirect",
    "to-data": "bad_redirect",
    "to-ftp": "bad_redirect",
    "to-gopher": "bad_redirect",
}


def script(path: str, head: bytes) -> Iterator[Piece]:
    """Yield what the server says to a request."""
    name = path.strip("/").partition("?")[0]
    yield from SCRIPTS.get(name, [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"])


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Return the port of a server that does all of this."""
    with serving(script) as number:
        yield number


def fetch(port: int, name: str, deadline: float = PATIENCE) -> Fetched:
    """Return what a fetcher with small limits makes of a script."""
    options = FetchOptions(allowed_hosts=ALLOWED, deadline=PATIENCE, max_bytes=LIMIT, gap=0)
    asks = Fetcher(options)
    asks.fetch(f"http://127.0.0.1:{port}/missing")  # robots.txt is known from here on
    asks.options = replace(options, deadline=deadline)
    return asks.fetch(f"http://127.0.0.1:{port}/{name}")


@pytest.mark.parametrize("name", (*WHOLE, "slow-but-whole", "long"))
def test_what_is_whole_is_read(port: int, name: str) -> None:
    """Every lawful way of sending five letters brings those five; what follows the stated length does not."""
    fetched = fetch(port, name)
    assert (fetched.body, fetched.cut) == (b"hello", None)


@pytest.mark.parametrize(("name", "code"), CUT.items(), ids=CUT)
def test_what_is_cut_is_said(port: int, name: str, code: str) -> None:
    """A body that ends early or is too long is kept as far as it came, with a note."""
    fetched = fetch(port, name)
    assert fetched.cut is not None
    assert [note.code for note in fetched.notes] == [code]
    assert len(fetched.body) == LIMIT if code == "too_large" else b"hello".startswith(fetched.body[:5])


@pytest.mark.parametrize(("name", "code"), REFUSED.items(), ids=REFUSED)
def test_what_is_refused(port: int, name: str, code: str) -> None:
    """What can't be followed ends in its code.

    The time is that of a whole fetch and not of a read: the slow ones send something all the while, and come
    to an end, after which they would get another code.
    """
    with pytest.raises(FetchError) as caught:
        fetch(port, name, 0.8 if code == "timed_out" else PATIENCE)
    assert caught.value.code == code
    assert caught.value.remedy


def test_a_bomb_does_not_fill_the_memory() -> None:
    """Six hundred bytes that unpack to 60 MB are given up at the limit, with less than 2 MB in use."""
    assert len(BOMB) < 1_000
    tracemalloc.start()
    with pytest.raises(FetchError):
        Unpacker("gzip, gzip", LIMIT, "http://paper.example/").feed(BOMB)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_unpacking_takes_work_by_length() -> None:
    """Four times the empty members are about four times the work, not sixteen."""

    def unpacked(count: int) -> None:
        Unpacker("gzip", LIMIT, "http://paper.example/").feed(gzip.compress(b"") * count)

    assert growth(lambda count: lambda: unpacked(count), 1_000) <= LINEAR


class SlowNames(SystemNetwork):
    """A network whose name server never answers."""

    def resolve(self, host: str, port: int, timeout: float) -> tuple[str, ...]:
        """Wait as long as is allowed, and say so."""
        time.sleep(timeout)
        raise TimeoutError


def test_a_name_server_that_never_answers() -> None:
    """It ends with the deadline."""
    with pytest.raises(FetchError, match="timed_out"):
        Fetcher(FetchOptions(deadline=0.2), network=SlowNames()).fetch("http://paper.example/")


def hops(count: int, **headers: str) -> tuple[Fetcher, FakeNetwork]:
    """Return a fetcher, and a network that sends on a number of times before it says hello."""

    def serve(request: Request) -> bytes:
        if request.path == "/robots.txt":
            return answer(status=404)
        at = int(request.path.strip("/") or 0)
        return answer(status=302, location=f"/{at + 1}") if at < count else answer(b"hello")

    network = FakeNetwork(FakeClock(), serve)
    return Fetcher(network=network, clock=network.clock), network


def test_five_hops_are_followed_and_no_sixth() -> None:
    """Five redirects are followed, with the chain on record; a sixth is not asked for."""
    asks, _ = hops(5)
    fetched = asks.fetch("http://paper.example/0")
    assert fetched.body == b"hello"
    assert fetched.hops == tuple(f"http://paper.example/{n}" for n in range(6))
    asks, network = hops(6)
    with pytest.raises(FetchError, match="too_many_redirects"):
        asks.fetch("http://paper.example/0")
    assert [request.path for request in network.requests][-1] == "/5"


def test_credentials_stay_at_their_origin() -> None:
    """A password goes to its own origin alone, not over a change of host or scheme, and is on no record."""

    def serve(request: Request) -> bytes:
        if request.path == "/robots.txt":
            return answer(status=404)
        if request.path == "/a":
            return answer(status=302, location="/b")
        if request.path == "/b":
            return answer(status=302, location="http://ben:other@elsewhere.example/c")
        return answer(b"hello")

    network = FakeNetwork(FakeClock(), serve)
    asks = Fetcher(network=network, clock=network.clock)
    fetched = asks.fetch("https://ana:s3cret@paper.example/a")
    sent = {request.path: request.headers.get("authorization") for request in network.requests}
    assert sent["/a"] == sent["/b"] is not None
    assert sent["/c"] is None
    assert sorted(note.code for note in fetched.notes) == ["credentials_dropped", "downgraded"]
    assert "s3cret" not in repr(fetched) and "other" not in fetched.url


class BadCertificate(FakeNetwork):
    """A network in which every certificate is wrong."""

    def connect(self, address: str, port: int, server_name: str | None, timeout: float) -> object:  # type: ignore[override]
        """Refuse, having counted."""
        self.connected.append((address, port))
        error = ssl.SSLCertVerificationError(1, "certificate verify failed")
        error.verify_message = "certificate has expired"
        raise error


def test_a_wrong_certificate_is_not_tried_twice() -> None:
    """A certificate that can't be trusted ends the fetch: no other address, no unverified try."""
    names = {"paper.example": [("93.184.215.14", "93.184.215.15")]}
    network = BadCertificate(FakeClock(), lambda _: b"", names)
    with pytest.raises(FetchError, match=r"tls_error.*has expired"):
        Fetcher(network=network, clock=network.clock).fetch("https://paper.example/a")
    assert len(network.connected) == 1


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_a_certificate_of_its_own_making_is_refused(tmp_path: Path) -> None:
    """A real TLS server with a self-signed certificate gets no request."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    files = ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command.split(), *files], check=True, capture_output=True, timeout=120)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    seen: list[bytes] = []

    def told(path: str, head: bytes) -> Iterator[Piece]:
        seen.append(head)
        yield b""

    with serving(told, server) as port, pytest.raises(FetchError, match="tls_error"):
        Fetcher(FetchOptions(allowed_hosts=ALLOWED, deadline=PATIENCE)).fetch(f"https://localhost:{port}/a")
    assert seen == []
