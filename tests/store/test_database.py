"""The file: what is refused and left alone, what is made, who waits for whom, a full disk."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from twosource.records import Report
from twosource.store import Store, StoreError
from twosource.store.database import connect
from twosource.store.migrations import Migration, migrations, statements

from .conftest import Opener
from .helpers import Known, exported, fill
from .test_kills import in_child, store_at


def other_program(path: Path) -> None:
    """Make a database of another program."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE place (name TEXT)")
    connection.close()


def newer(path: Path) -> None:
    """Make a store of a later version."""
    steps = [*migrations(), Migration(len(migrations()) + 1, "CREATE TABLE later (x);")]
    connect(path, steps=steps).close()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE migration SET made_by = '9.4.1' WHERE version = (SELECT max(version) FROM migration)"
        )
    connection.close()


def with_trigger(path: Path) -> None:
    """Make a store into which somebody put a program."""
    connect(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TRIGGER sly AFTER INSERT ON version BEGIN DELETE FROM document; END")
    connection.close()


def linked(path: Path) -> None:
    """Make a link to a store."""
    connect(path.with_name("target.db")).close()
    path.symlink_to(path.with_name("target.db"))


def link_beside(path: Path) -> None:
    """Make a store beside which a link lies in wait where SQLite writes."""
    connect(path).close()
    path.with_name(path.name + "-wal").unlink(missing_ok=True)
    path.with_name("victim").write_bytes(b"keep me")
    path.with_name(path.name + "-wal").symlink_to(path.with_name("victim"))


REFUSED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no database": (lambda p: p.write_text("The bridge was closed.\n" * 50), "store_foreign", "no store"),
    "nothing in it": (lambda p: p.write_bytes(b""), "store_foreign", "no store"),
    "cut": (lambda p: p.write_bytes(b"SQLite format 3\x00"), "store_foreign", "no store"),
    "of another program": (other_program, "store_foreign", "another program"),
    "a link": (linked, "store_foreign", "symbolic link"),
    "a link beside it": (link_beside, "store_foreign", "symbolic link"),
    "a folder": (lambda p: p.mkdir(), "store_foreign", "regular file"),
    "a pipe": (lambda p: os.mkfifo(p), "store_foreign", "regular file"),
    "of a later version": (newer, "store_newer", "needs twosource 9.4.1 or later"),
    "with a program in it": (with_trigger, "store_foreign", "'sly'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_and_not_written_to(tmp_path: Path, case: str) -> None:
    """A file that is no store of ours, or a later one, is refused with its reason, and not a byte changes."""
    make, code, why = REFUSED[case]
    path = tmp_path / "store.db"
    make(path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file() and not p.is_symlink()}
    with pytest.raises(StoreError, match=why) as caught:
        connect(path)
    assert (caught.value.code, caught.value.exit_code) == (code, 5)
    assert "store.db" in str(caught.value)
    after = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file() and not p.is_symlink()}
    assert {name: after[name] for name in before} == before


def test_missing(tmp_path: Path) -> None:
    """A store that is to be read must be there; none is made."""
    for rest in ({"is_read_only": True}, {"must_exist": True}):
        with pytest.raises(StoreError, match="store_missing"):
            connect(tmp_path / "store.db", **rest)
    with pytest.raises(StoreError, match="store_unreadable"):
        connect(tmp_path / "no" / "store.db")
    assert list(tmp_path.iterdir()) == []


def test_damaged(tmp_path: Path, open_store: Opener, reports: tuple[Report, ...]) -> None:
    """Damaged pages give one line, no trace."""
    store = open_store()
    fill(store, reports)
    store.close()
    path = tmp_path / "store.db"
    data = bytearray(path.read_bytes())
    data[4096 : len(data) // 2] = b"\xff" * (len(data) // 2 - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="store_corrupt"):
        open_store().stories()


def test_upgraded(tmp_path: Path) -> None:
    """A store of version 1 is brought to a made-up version 2 with what it holds, once."""
    first, path = migrations()[0], tmp_path / "store.db"
    connect(path, steps=[first]).close()
    step = Migration(2, "CREATE TABLE remark (text TEXT);\nINSERT INTO remark VALUES ('a; b');")
    for _ in range(2):
        database = connect(path, steps=[first, step])
        assert [tuple(row) for row in database.rows("SELECT * FROM remark")] == [("a; b",)]
        assert [row[0] for row in database.rows("SELECT version FROM migration ORDER BY 1")] == [1, 2]
        database.close()
    with pytest.raises(StoreError, match="store_newer"):
        connect(path, steps=[first])


@pytest.mark.parametrize("version", range(1, len(migrations())))
def test_a_store_of_an_earlier_version(
    tmp_path: Path, open_store: Opener, filled: Store, reports: tuple[Report, ...], version: int
) -> None:
    """A store that an earlier version filled is brought up to date with all it holds, and used on."""
    path = tmp_path / "old.db"
    connect(path, steps=migrations()[:version]).close()
    with sqlite3.connect(path) as old:
        old.execute("ATTACH ? AS new", (filled.database.name,))
        tables = [row[0] for row in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table == "migration" or table.startswith(("report_search", "sqlite_")):
                continue
            columns = ", ".join(f'"{row[1]}"' for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT OR REPLACE INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
        old.execute("INSERT INTO report_search (report_search) VALUES ('rebuild')")
        old.execute("UPDATE main.document SET address = 'm.post.example/a' WHERE id = 'r0'")
    old.close()
    store = open_store("old.db")
    assert exported(store) == exported(filled)
    assert list(store.check(deep=True)) == []
    assert [hit.report for hit in store.search("budget")] == ["r5"]
    (row,) = store.database.rows("SELECT address FROM document WHERE id = 'r0'")
    assert row["address"] == "post.example/a"
    assert [a.status for a in store.add_reports(reports)] == ["duplicate"] * len(reports)


def test_failed_upgrade(tmp_path: Path) -> None:
    """A step that fails leaves the store as it was."""
    first, path = migrations()[0], tmp_path / "store.db"
    connect(path, steps=[first]).close()
    bad = Migration(2, "CREATE TABLE remark (text TEXT);\nINSERT INTO nothing VALUES (1);")
    with pytest.raises(sqlite3.OperationalError):
        connect(path, steps=[first, bad])
    database = connect(path, steps=[first])
    assert database.row("SELECT count(*) FROM sqlite_master WHERE name = 'remark'")[0] == 0  # type: ignore[index]
    database.close()


def test_statements() -> None:
    """A script is cut at the ends of statements, not at a semicolon in a text or a remark."""
    sql = "CREATE TABLE a (x); -- one; two\nINSERT INTO a\n VALUES ('b;\nc');"
    assert [s.strip() for s in statements(sql)] == [
        "CREATE TABLE a (x); -- one; two",
        "INSERT INTO a\n VALUES ('b;\nc');",
    ]


def test_busy(tmp_path: Path, open_store: Opener, reports: tuple[Report, ...]) -> None:
    """Where another program writes on and on, a writer gives up with one line; readers read."""
    fill(open_store(), reports)
    holder, waiting, reader = open_store(), open_store(busy_seconds=0.05), open_store(is_read_only=True)
    with holder.database.transaction():
        holder.database.write("UPDATE counter SET value = value")
        with pytest.raises(StoreError, match="store_busy"):
            list(waiting.add_reports(reports))
        assert len(reader.stories()) == 3
    assert [a.status for a in waiting.add_reports(reports)] == ["duplicate"] * len(reports)


def test_two_writers(open_store: Opener, reports: tuple[Report, ...]) -> None:
    """Two that add in turn see each other's reports: the stories are as if one had added all."""
    one, two, whole = open_store(), open_store(), open_store("whole.db")
    for n, report in enumerate(reports):
        assert [a.status for a in (one, two)[n % 2].add_reports([report])] == ["ok"]
    fill(one, ())
    fill(whole, reports)
    assert exported(one) == exported(whole)


def test_full_disk(open_store: Opener, reports: tuple[Report, ...], known: object) -> None:
    """A disk that is full at any moment gives one line; with room, the run goes on to the same result."""
    whole = open_store("whole.db")
    fill(whole, reports)
    store = open_store()
    pages = store.database.row("PRAGMA page_count")[0]  # type: ignore[index]
    failures = 0
    for more in range(60):
        store.database.connection.execute(f"PRAGMA max_page_count = {pages + more}")
        try:
            fill(store, reports)
        except StoreError as error:
            assert error.code == "store_full"
            failures += 1
            assert list(store.check()) == []
    assert failures > 3
    fill(store, reports)
    assert exported(store) == exported(whole)


def test_read_only(open_store: Opener, filled: Store, reports: tuple[Report, ...]) -> None:
    """A store opened for reading shows all and refuses to be written to."""
    reader = open_store(is_read_only=True)
    assert exported(reader) == exported(filled)
    with pytest.raises(StoreError, match="store_read_only"):
        list(reader.add_reports(reports))
    with pytest.raises(StoreError, match="store_read_only"):
        reader.undo()


def without_privilege() -> bool:
    """Give up the right of the superuser to write whatever the permissions say; return whether it is gone."""
    if os.geteuid() != 0:
        return True
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of the call, this process
    data = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable: the lower 32 bits, then the upper
    if not hasattr(libc, "capset") or libc.capget(header, data) != 0:
        return False
    over, search = 1 << 1, 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    data[0] &= ~(over | search)
    data[1] &= ~(over | search)
    return libc.capset(header, data) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and permissions of POSIX")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_must_not_be_written_to(
    tmp_path: Path, filled: Store, known: Known, reports: tuple[Report, ...], what: str
) -> None:
    """A file, or a folder, that must not be written to can be read in full; writing gives one line."""
    filled.close()
    folder = tmp_path / "kept"
    folder.mkdir()
    shutil.copy(tmp_path / "store.db", folder / "store.db")
    with store_at(tmp_path / "store.db", known) as store:
        whole = exported(store)
    (folder / "store.db").chmod(0o444)
    folder.chmod(0o555 if what == "folder" else 0o755)

    def work(target: int) -> None:
        if not without_privilege():
            os.write(target, b"privileged")
            return
        with Store(connect(folder / "store.db", is_read_only=True), marker=known) as reader:
            os.write(target, b"read " if exported(reader) == whole and reader.search("ferry") else b"not ")
        for is_read_only in (True, False):
            try:
                with Store(connect(folder / "store.db", is_read_only=is_read_only), marker=known) as store:
                    store.same("a", "b")
            except StoreError as error:
                os.write(target, f"{error.code}:{len(str(error).splitlines())} ".encode())

    told, is_dead = in_child(work)
    folder.chmod(0o755)
    if told == ["privileged"]:
        pytest.skip("the superuser may write anywhere")
    assert not is_dead
    assert told == ["read", "store_read_only:1", "store_read_only:1"]
    assert [found.name for found in folder.iterdir()] == ["store.db"] or what == "file"
