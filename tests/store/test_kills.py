"""A process killed at any moment: what it acknowledged is there once, work goes on, nothing is done twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from twosource.records import Report
from twosource.store import Store
from twosource.store.database import APPLICATION, connect
from twosource.store.migrations import Migration, migrations

from .helpers import MOMENT, Known, exported, fill

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

KILLS = int(os.environ.get("TWOSOURCE_KILLS", "200"))
STEP = 400  # operations of SQLite's machine between two points inside a statement


class Countdown:
    """Counts statements and steps inside them, and kills the process at one of them."""

    def __init__(self, at: int | None) -> None:
        self.at = at
        self.count = 0

    def __call__(self, *_: object) -> int:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def watch(self, connection: sqlite3.Connection) -> None:
        """Count what a connection does."""
        connection.set_trace_callback(self)
        connection.set_progress_handler(self, STEP)


def store_at(path: Path, known: Known) -> Store:
    """Return the store of a trial.

    The disk is not waited for: what a process wrote before it was killed, the system still has.
    """
    database = connect(path)
    database.connection.execute("PRAGMA synchronous = OFF")
    return Store(database, marker=known, clock=lambda: MOMENT, window=4)


def whole_store(path: Path, known: Known, reports: tuple[Report, ...]) -> str:
    """Make a store with reports and accounts, all in its one file, and return its export."""
    with store_at(path, known) as store:
        fill(store, reports)
        made = exported(store)
    assert [found.name for found in path.parent.glob(f"{path.name}*")] == [path.name]
    return made


def in_child(work: Callable[[int], None], kill_after: float | None = None) -> tuple[list[str], bool]:
    """Run `work` in a process of its own; return the lines that it wrote to its pipe, and whether it died."""
    source, target = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(source)
            work(target)
            code = 0
        finally:
            os._exit(code)
    os.close(target)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(source, encoding="utf-8") as pipe:
        lines = pipe.read().split()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0
    return lines, os.WIFSIGNALED(status)


def adding(path: Path, known: Known, reports: tuple[Report, ...], at: int | None) -> Callable[[int], None]:
    """Return the work of a child: add the reports, acknowledge each on the pipe, work out the accounts."""

    def work(target: int) -> None:
        countdown = Countdown(at)
        store = store_at(path, known)
        countdown.watch(store.database.connection)
        for added in store.add_reports(reports):
            os.write(target, f"{added.report}\n".encode())
        for _ in store.refresh():
            pass
        os.write(target, f"points={countdown.count}\n".encode())
        store.close()

    return work


def test_killed_at_any_moment(tmp_path: Path, known: Known, reports: tuple[Report, ...]) -> None:
    """Killed at 200 random points, the store holds what was acknowledged, once; finished, it is as if nothing
    had been."""
    seed = int(os.environ.get("TWOSOURCE_SEED", random.SystemRandom().randrange(10**6)))
    chance = random.Random(seed)
    print(f"seed {seed}: run again with TWOSOURCE_SEED={seed}")
    began = time.monotonic()
    lines, _ = in_child(adding(tmp_path / "whole.db", known, reports, None))
    seconds = time.monotonic() - began
    points = int(lines[-1].removeprefix("points="))
    with store_at(tmp_path / "whole.db", known) as store:
        undisturbed = exported(store)
    died = 0
    for trial in range(KILLS):
        path = tmp_path / f"{trial}.db"
        if trial % 4:
            done, is_dead = in_child(adding(path, known, reports, chance.randint(1, points)))
            assert is_dead
        else:  # by the clock: between and inside of anything, the making of the file too
            done, is_dead = in_child(adding(path, known, reports, None), chance.uniform(0, seconds))
        died += is_dead
        where = f"seed {seed}, trial {trial}"
        with store_at(path, known) as store:
            stored = [row[0] for row in store.database.rows("SELECT report FROM reports")]
            assert len(stored) == len(set(stored)), where
            assert {line for line in done if not line.startswith("points")} <= set(stored), where
            fill(store, reports)
            assert exported(store) == undisturbed, where
            assert store.failures(ignored=True) == (), where
            if trial % 20 == 0:
                assert list(store.check(deep=True)) == [], where
        for left in tmp_path.glob(f"{trial}.db*"):
            left.unlink()
    assert died > KILLS // 2


def test_killed_again_and_again(tmp_path: Path, known: Known, reports: tuple[Report, ...]) -> None:
    """A dozen kills of one run after the other, each a little further on, lose and double nothing."""
    path = tmp_path / "store.db"
    for at in range(20, 260, 20):
        in_child(adding(path, known, reports, at))
    with store_at(path, known) as store:
        fill(store, reports)
        assert list(store.check(deep=True)) == []
        again = exported(store)
    with store_at(tmp_path / "whole.db", known) as store:
        fill(store, reports)
        assert exported(store) == again


def test_a_correction_is_whole_or_not_there(
    tmp_path: Path, known: Known, reports: tuple[Report, ...]
) -> None:
    """A merge killed at each of its statements has either happened or not, and can be done again."""
    before = whole_store(tmp_path / "whole.db", known, reports)
    with store_at(tmp_path / "whole.db", known) as store:
        one, two = sorted(line.id for line in store.stories())[:2]
    at = 0
    while True:
        at += 1
        path = tmp_path / f"{at}.db"
        shutil.copy(tmp_path / "whole.db", path)

        def work(target: int, path: Path = path, at: int = at) -> None:
            store = store_at(path, known)
            Countdown(at).watch(store.database.connection)
            store.merge(one, two)
            os.write(target, b"merged\n")

        done, is_dead = in_child(work)
        with store_at(path, known) as store:
            if not store.corrections():
                assert exported(store) == before
                assert not done
            else:
                assert two not in {line.id for line in store.stories()}
            assert list(store.check()) == []
        if not is_dead:
            break
    assert at > 10


def test_a_migration_is_whole_or_not_there(tmp_path: Path, known: Known, reports: tuple[Report, ...]) -> None:
    """A store brought to the next version and killed at each statement has the one version or the other."""
    steps = migrations()
    last = Migration(
        steps[-1].version + 1,
        "CREATE TABLE remark (report TEXT, text TEXT);\nINSERT INTO remark SELECT id, 'x' FROM document;\n"
        "CREATE INDEX remark_report ON remark (report);",
    )
    seen = set()
    whole_store(tmp_path / "whole.db", known, reports[:2])
    for at in range(1, 40):
        path = tmp_path / f"{at}.db"
        shutil.copy(tmp_path / "whole.db", path)

        def work(target: int, path: Path = path, at: int = at) -> None:
            original = sqlite3.connect

            def watched(*args: object, **rest: object) -> sqlite3.Connection:
                connection = original(*args, **rest)  # type: ignore[call-overload]
                Countdown(at).watch(connection)
                return connection  # type: ignore[no-any-return]

            sqlite3.connect = watched  # type: ignore[assignment]
            connect(path, steps=[*steps, last]).close()

        _, is_dead = in_child(work)
        found = connect(path, steps=[*steps, last])
        with found.snapshot():
            assert [row[0] for row in found.rows("SELECT report FROM remark ORDER BY 1")] == ["r0", "r1"]
            assert found.row("PRAGMA application_id")[0] == APPLICATION  # type: ignore[index]
        found.close()
        seen.add(is_dead)
        if not is_dead:
            break
    assert seen == {True, False}
