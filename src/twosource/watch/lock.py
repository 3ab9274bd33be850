"""One watcher a store: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from twosource.watch.errors import WatchError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["only_watcher"]

ENDING = "-watch"


@contextmanager
def only_watcher(store: str) -> Iterator[None]:
    """Hold the lock of the watcher of a store. It lies beside the store, as SQLite locks the file itself.

    Raises:
        WatchError: `watched_already`.
    """
    path = Path(store + ENDING)
    number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        try:
            if fcntl is not None:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WatchError("watched_already", store, "another watcher is at work on it") from None
        yield
    finally:
        os.close(number)
