"""What can go wrong with a store, each as one line that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from twosource.errors import TwosourceError

__all__ = ["NotFoundError", "StoreError", "told"]

REMEDIES = {
    "store_busy": "Another program is writing to it: wait for that one to end, and do it again",
    "store_corrupt": "`twosource check` says what is damaged; go back to a copy of the file",
    "store_foreign": "Name another file with --store",
    "store_newer": "Install that version, or name another file with --store",
    "store_missing": "Make it with `twosource add INPUT... --store FILE`, or set TWOSOURCE_STORE",
    "store_full": "Free some space and do it again: what was stored before is whole",
    "store_read_only": "Change its permissions, or copy it to a place where you can write",
    "store_unreadable": "Check the file, its folder and its disk",
}
"""Codes of the errors of a store, and what the user can do."""


class StoreError(TwosourceError):
    """The store can't be opened, read or written.

    Args:
        code: a key of `REMEDIES`.
        store: the file, as the user named it.
        why: what was found.
    """

    exit_code = 5

    def __init__(self, code: str, store: str, why: str) -> None:
        super().__init__(code, store, why, REMEDIES[code])


class NotFoundError(TwosourceError):
    """The store holds nothing under the id that was asked for, or more than one thing."""

    exit_code = 4


@contextmanager
def told(store: str) -> Iterator[None]:
    """Turn errors of SQLite into `StoreError`.

    Raises:
        StoreError: `store_busy`, `store_full`, `store_read_only`, `store_corrupt` or `store_unreadable`.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _error(store, error) from error


def _error(store: str, error: sqlite3.DatabaseError) -> StoreError:
    """Return the error of the store for one of SQLite."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError("store_busy", store, "it is in use")
    if code == sqlite3.SQLITE_FULL:
        return StoreError("store_full", store, "the disk is full")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StoreError("store_read_only", store, "it can't be written to")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreError("store_corrupt", store, f"the file is damaged ({error})")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return StoreError("store_unreadable", store, f"the operating system refused ({error})")
    raise error
