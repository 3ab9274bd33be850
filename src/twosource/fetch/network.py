"""Names to addresses and addresses to connections: the only module that touches a socket.

A name is resolved once a hop, all its answers are checked, and one of those very answers is connected to; the
name itself serves for `Host:` and for the certificate. A name that answers otherwise a second time (DNS
rebinding) is therefore never asked a second time.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from twosource.fetch.addresses import Address
from twosource.fetch.clock import Deadline
from twosource.fetch.errors import FetchError
from twosource.fetch.ranges import forbidden

__all__ = ["Network", "Stream", "SystemNetwork", "dial", "told"]

MAX_TRIES = 4  # addresses of one host that are tried
CONNECT_SECONDS = 10.0  # for each, so that one dead address leaves time for the next


class Stream(Protocol):
    """A connection. Each call may raise `OSError`, `TimeoutError` among them."""

    def send(self, data: bytes, timeout: float) -> None:
        """Send all of the data."""

    def receive(self, size: int, timeout: float) -> bytes:
        """Return at most `size` bytes, none at the end."""

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""


class Network(Protocol):
    """What resolves and connects; tests give one that lies."""

    def resolve(self, host: str, port: int, timeout: float) -> tuple[str, ...]:
        """Return all IP addresses of a host; raise `OSError` if there is none."""

    def connect(self, address: str, port: int, server_name: str | None, timeout: float) -> Stream:
        """Return a connection to an IP address, with TLS for `server_name` if that is given."""


class SystemNetwork:
    """The network of the machine. Proxies in the environment are not looked at: nothing here reads them."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        """Take the TLS settings; the machine's trusted certificates with full verification unless given."""
        self.context = context

    def resolve(self, host: str, port: int, timeout: float) -> tuple[str, ...]:
        """Return all IP addresses of a host, in the order of the resolver.

        The resolver has no time limit of its own, so it runs in a thread that is left behind if it hangs.
        """
        answers: queue.SimpleQueue[tuple[str, ...] | OSError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                answers.put(tuple(dict.fromkeys(str(answer[4][0]) for answer in found)))
            except (OSError, UnicodeError) as error:
                answers.put(error if isinstance(error, OSError) else OSError(str(error)))

        threading.Thread(target=ask, daemon=True, name="resolve").start()
        try:
            answer = answers.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError("the name server did not answer") from None
        if isinstance(answer, OSError):
            raise answer
        return answer

    def connect(self, address: str, port: int, server_name: str | None, timeout: float) -> Stream:
        """Return a connection to an IP address, with TLS for `server_name` if that is given."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            made.settimeout(timeout)
            made.connect((address, port))
            if server_name is None:
                return _SocketStream(made)
            if self.context is None:
                self.context = ssl.create_default_context()
            return _SocketStream(self.context.wrap_socket(made, server_hostname=server_name))
        except BaseException:
            made.close()
            raise


class _SocketStream:
    """A connection over a socket."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def send(self, data: bytes, timeout: float) -> None:
        """Send all of the data; the time-out is for the whole of it."""
        self.connection.settimeout(timeout)
        self.connection.sendall(data)

    def receive(self, size: int, timeout: float) -> bytes:
        """Return at most `size` bytes, none at the end."""
        self.connection.settimeout(timeout)
        return self.connection.recv(size)

    def close(self) -> None:
        """Close the socket."""
        with suppress(OSError):
            self.connection.close()


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn errors of the network into `FetchError`.

    Raises:
        FetchError: `tls_error`, `timed_out` or `unreachable`.
    """
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise FetchError("tls_error", url, error.verify_message or "its certificate does not fit") from None
    except ssl.SSLError as error:
        why = (error.reason or "the encrypted connection failed").replace("_", " ").lower()
        raise FetchError("tls_error", url, why) from None
    except TimeoutError:
        raise FetchError("timed_out", url, "its host did not answer in time") from None
    except OSError as error:
        raise FetchError("unreachable", url, (error.strerror or "the connection broke").lower()) from None


def dial(network: Network, address: Address, allowed: frozenset[str], deadline: Deadline) -> Stream:
    """Return a connection to one of the checked addresses of a host.

    Args:
        network: what resolves and connects.
        address: where to.
        allowed: hosts (`host` or `host:port`) whose private addresses the user allowed.
        deadline: of the whole fetch.

    Raises:
        FetchError: `blocked_address` if *any* of the answers is not public; `unknown_host`; or as `told`.
    """
    url = address.url
    answers = _answers(network, address, deadline)
    if not {address.host, f"{address.host}:{address.port}"} & allowed:
        for answer in answers:
            why = forbidden(answer)
            if why is not None:
                raise FetchError("blocked_address", url, f"{answer} is {why}; no byte was sent")
    name = address.host if address.scheme == "https" else None
    tried = answers[:MAX_TRIES]
    for place, answer in enumerate(tried, start=1):
        is_last = place == len(tried)
        timeout = deadline.left(url) if is_last else min(CONNECT_SECONDS, deadline.left(url))
        try:
            with told(url):
                return network.connect(answer, address.port, name, timeout)
        except FetchError as error:
            if is_last or error.code == "tls_error":  # never a second try that might verify less
                raise
    raise FetchError("unknown_host", url)


def _answers(network: Network, address: Address, deadline: Deadline) -> tuple[str, ...]:
    """Return the IP addresses of a host: itself, if it is one."""
    host = address.host
    if ":" in host or host.replace(".", "").isdigit():
        return (host,)
    try:
        return network.resolve(host, address.port, deadline.left(address.url))
    except TimeoutError:
        raise FetchError("timed_out", address.url, "the name server did not answer in time") from None
    except OSError as error:
        raise FetchError(
            "unknown_host", address.url, f"{host}: {error.strerror or 'no address'}".lower()
        ) from None
