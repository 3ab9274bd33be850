"""A fault at any write: the store stays whole, one line says what is wrong, work goes on to the same end."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from twosource.records import Report
from twosource.store import Store, StoreError

from .conftest import Opener
from .helpers import Known, exported, fill
from .test_kills import in_child, store_at

FAULTS = os.environ.get("TWOSOURCE_FAULTS", "40")
FRAME = 4_120  # bytes that SQLite writes at a time: a page and its header


def limited(path: Path, known: Known, reports: tuple[Report, ...], limit: int) -> Callable[[int], None]:
    """Return the work of a child: add the reports while no file may grow beyond `limit` bytes."""

    def work(target: int) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            store = store_at(path, known)
            for added in store.add_reports(reports):
                os.write(target, f"{added.report}\n".encode())
            for _, problem in store.refresh():
                assert problem is None
        except StoreError as error:
            os.write(target, f"{error.code}:{len(str(error).splitlines())}\n".encode())

    return work


@pytest.mark.skipif(sys.platform in ("win32", "cygwin"), reason="needs fork and limits of POSIX")
def test_no_room_at_any_write(tmp_path: Path, known: Known, reports: tuple[Report, ...]) -> None:
    """Where the system refuses a write, whichever it is, what was acknowledged is there, the store is whole,
    and one line has said so. `TWOSOURCE_FAULTS=all` tries every write."""
    with store_at(tmp_path / "whole.db", known) as store:
        fill(store, reports)
        undisturbed = exported(store)
        most = max(found.stat().st_size for found in tmp_path.glob("whole.db*"))
    seed = int(os.environ.get("TWOSOURCE_SEED", random.SystemRandom().randrange(10**6)))
    print(f"seed {seed}: run again with TWOSOURCE_SEED={seed}")
    limits = [at * FRAME + 40 for at in range(most // FRAME + 2)]
    if FAULTS != "all":
        limits = sorted(random.Random(seed).sample(limits, min(int(FAULTS), len(limits))))
    codes: set[str] = set()
    for limit in limits:
        path, where = tmp_path / f"{limit}.db", f"seed {seed}, no file beyond {limit:,} bytes"
        lines, is_dead = in_child(limited(path, known, reports, limit))
        assert not is_dead, where
        failed = {line for line in lines if line.startswith("store_")}
        codes |= failed
        with store_at(path, known) as store:
            stored = [row[0] for row in store.database.rows("SELECT report FROM reports")]
            assert set(lines) - failed <= set(stored), where
            assert list(store.check()) == [], where
            fill(store, reports)
            assert exported(store) == undisturbed, where
        for left in tmp_path.glob(f"{limit}.db*"):
            left.unlink()
    assert list(tmp_path.glob(".twosource-*")) == []
    assert codes <= {"store_full:1", "store_unreadable:1"} and codes


class Faulty:
    """A connection that fails at one of its statements, or at that one and all that follow."""

    def __init__(self, connection: sqlite3.Connection, at: int, code: int, *, is_lasting: bool) -> None:
        self.connection = connection
        self.at = at
        self.code = code
        self.is_lasting = is_lasting
        self.count = 0

    def __getattr__(self, name: str) -> Any:
        """Return what the connection itself has."""
        return getattr(self.connection, name)

    def execute(self, *values: Any) -> Any:
        """Run a statement, unless its turn has come."""
        self._count(str(values[0]))
        return self.connection.execute(*values)

    def executemany(self, *values: Any) -> Any:
        """Run a statement for several rows, unless its turn has come."""
        self._count(str(values[0]))
        return self.connection.executemany(*values)

    def _count(self, sql: str) -> None:
        if sql == "ROLLBACK":
            return
        self.count += 1
        if self.count == self.at or (self.is_lasting and self.count > self.at > 0):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = self.code
            raise error


def with_faults(store: Store, at: int, code: int, *, is_lasting: bool) -> Faulty:
    """Have a store's connection fail."""
    made = Faulty(store.database.connection, at, code, is_lasting=is_lasting)
    store.database.connection = made  # type: ignore[assignment]
    return made


CODES = {"full": sqlite3.SQLITE_FULL, "input and output": sqlite3.SQLITE_IOERR}


@pytest.mark.parametrize("is_lasting", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_a_fault_at_any_statement(
    open_store: Opener, reports: tuple[Report, ...], code: int, is_lasting: bool
) -> None:
    """A statement that fails, once or for ever, is rolled back with all around it; the run after it ends as
    if nothing had been."""
    pair = reports[:2]
    whole = open_store("whole.db")
    counted = with_faults(whole, 0, code, is_lasting=False)
    fill(whole, pair)
    total = counted.count
    undisturbed = exported(whole)
    assert total > 50
    for at in range(1, total + 1, 3):
        store = open_store(f"{at}.db")
        store.database.connection.execute("PRAGMA synchronous = OFF")
        faulty = with_faults(store, at, code, is_lasting=is_lasting)
        with pytest.raises(StoreError, match=r"store_(full|unreadable)"):
            fill(store, pair)
        store.database.connection = faulty.connection
        assert not faulty.connection.in_transaction
        assert list(store.check()) == []
        fill(store, pair)
        assert exported(store) == undisturbed
        store.close()


@pytest.mark.skipif(sys.platform in ("win32", "cygwin"), reason="needs fork")
def test_one_writes_and_others_read(tmp_path: Path, known: Known, reports: tuple[Report, ...]) -> None:
    """While one process adds, three others list, search and show; each sees whole states, and none waits."""
    path = tmp_path / "store.db"
    with store_at(path, known) as store:
        fill(store, reports[:1])

    def reading(target: int) -> None:
        with store_at(path, known) as reader:
            seen = 0
            while seen < len(reports):
                with reader.database.snapshot():
                    found = reader.database.rows("SELECT report, text FROM reports")
                    stories = reader.database.rows("SELECT sum(reports) AS reports FROM stories")
                    hits = reader.search("bridge OR ferry") + reader.search("")
                assert sum(row["reports"] for row in stories) == len(found), "a state in the middle"
                assert len(found) >= seen
                assert {hit.report for hit in hits} == {row["report"] for row in found}
                seen = len(found)
                os.write(target, f"{seen}\n".encode())

    children = []
    for _ in range(3):
        source, target = os.pipe()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                reading(target)
                code = 0
            finally:
                os._exit(code)
        os.close(target)
        children.append((child, source))
    with store_at(path, known) as writer:
        for report in reports[1:]:
            assert [added.status for added in writer.add_reports([report])] == ["ok"]
    for child, source in children:
        with os.fdopen(source, encoding="utf-8") as pipe:
            assert pipe.read().split()[-1] == str(len(reports))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
