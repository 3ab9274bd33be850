"""A server on the loopback that says what it is told, byte by byte, as slowly as it is told."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Piece = bytes | float
"""Bytes to send, or seconds to wait."""

Script = Callable[[str, bytes], "Iterator[Piece]"]


@contextmanager
def serving(script: Script, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run a server, with TLS if told; yield its port. `script` gets path and whole head of each request."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    is_over = threading.Event()

    def one(connection: socket.socket) -> None:
        with connection:
            connection.settimeout(60)
            try:
                if context is not None:
                    connection = context.wrap_socket(connection, server_side=True)
                head = b""
                while b"\r\n\r\n" not in head and (got := connection.recv(65_536)):
                    head += got
                path = head.split(b" ")[1].decode() if b" " in head else ""
                for piece in script(path, head):
                    if is_over.is_set():
                        return
                    if isinstance(piece, float):
                        is_over.wait(piece)
                    else:
                        connection.sendall(piece)
            except OSError:
                return

    def accept() -> None:
        while not is_over.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=one, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        is_over.set()
        thread.join()
        listener.close()
