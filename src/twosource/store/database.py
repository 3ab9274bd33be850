"""The file itself: made whole or not at all, refused if it is not ours, written to in transactions."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from twosource.store.errors import StoreError, told
from twosource.store.migrations import Migration, migrate, migrations

__all__ = ["APPLICATION", "BUSY_SECONDS", "Database", "connect"]

APPLICATION = 0x32735263
"""The number in the header of each store ("2sRc"), by which `file` and we know it."""

BUSY_SECONDS = 5.0
"""How long a writer waits for another before it gives up with `store_busy`."""

CACHE_KIB = 32_000  # SQLite's own 2 MB hold too little of the index of 100,000 reports
SAFE = ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON")
HEADER = b"SQLite format 3\x00"
BESIDE = ("-wal", "-shm", "-journal")


@dataclass(slots=True)
class Database:
    """A connection to a store: `name` as the user gave it. Used by one thread at a time."""

    name: str
    connection: sqlite3.Connection
    is_read_only: bool

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query.

        Raises:
            StoreError: the store can't be read.
        """
        with told(self.name):
            return self.connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query as they are read, for those that need not fit into memory."""
        with told(self.name):
            yield from self.connection.execute(sql, values)

    def row(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, `None` if there is none."""
        with told(self.name):
            found: sqlite3.Row | None = self.connection.execute(sql, values).fetchone()
            return found

    def write(self, sql: str, values: Sequence[object] = ()) -> int:
        """Return the number of the row that a statement within a transaction inserted last."""
        with told(self.name):
            return self.connection.execute(sql, values).lastrowid or 0

    def write_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement within a transaction once for each row of values."""
        with told(self.name):
            self.connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside happen or none of it; the write lock is taken at once.

        Raises:
            StoreError: another program writes for longer than `BUSY_SECONDS`, the disk is full, …
        """
        if self.is_read_only:
            raise StoreError("store_read_only", self.name, "it was opened for reading")
        with told(self.name):
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with told(self.name):
                self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # a full disk may have ended it already
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Make all reads inside see one state of the store."""
        if self.connection.in_transaction:
            yield
            return
        with told(self.name):
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        with suppress(sqlite3.Error):
            self.connection.close()


def connect(
    path: str | Path,
    *,
    is_read_only: bool = False,
    must_exist: bool = False,
    busy_seconds: float = BUSY_SECONDS,
    steps: Sequence[Migration] | None = None,
) -> Database:
    """Return an open store, made if there is none, and brought to the latest version.

    Args:
        path: the file.
        is_read_only: nothing will be written; the store must exist, at the latest version.
        must_exist: don't make a new one.
        busy_seconds: how long to wait for another writer.
        steps: the schema's versions, other than the package's own in tests.

    Raises:
        StoreError: the file is missing, foreign, newer, damaged, a link, or can't be opened.
    """
    steps = migrations() if steps is None else steps
    name = os.fspath(path)
    with told(name):
        if not _is_there(name):
            if is_read_only or must_exist:
                raise StoreError("store_missing", name, "there is no such store")
            _create(name, steps)
        _check_header(name)
        connection = _opened(name, is_read_only, busy_seconds)
        try:
            return _ready(Database(name, connection, is_read_only), steps)
        except BaseException:
            connection.close()
            raise


def _is_there(name: str) -> bool:
    """Return whether there is a file; refuse links, folders, devices, and links beside it."""
    for path in (name, *(name + ending for ending in BESIDE)):
        try:
            found = os.lstat(path)
        except (FileNotFoundError, ValueError):
            if path == name:
                return False
            continue
        except OSError as error:
            why = (error.strerror or "it can't be read").lower()
            raise StoreError("store_unreadable", name, why) from None
        if stat.S_ISLNK(found.st_mode):
            raise StoreError("store_foreign", path, "it is a symbolic link, which is not followed")
        if not stat.S_ISREG(found.st_mode):
            raise StoreError("store_foreign", path, "it is not a regular file")
    return True


def _check_header(name: str) -> None:
    """Refuse a file that is not a store by its first bytes, before SQLite touches it."""
    try:
        with open(name, "rb") as file:  # noqa: PTH123  the name as given
            head = file.read(100)
    except OSError as error:
        why = (error.strerror or "it can't be read").lower()
        raise StoreError("store_unreadable", name, why) from None
    if len(head) < 100 or not head.startswith(HEADER):
        raise StoreError("store_foreign", name, "it is no store of twosource")
    if int.from_bytes(head[68:72], "big") != APPLICATION:
        raise StoreError("store_foreign", name, "it is a database of another program")


def _create(name: str, steps: Sequence[Migration]) -> None:
    """Make an empty store beside its place and put it there, so that a half-made one is never found."""
    folder = Path(name).absolute().parent
    made: str | None = None
    try:
        number, made = tempfile.mkstemp(prefix=".twosource-", suffix=".new", dir=folder)
        os.close(number)
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            migrate(connection, APPLICATION, steps)
            connection.execute("PRAGMA journal_mode = WAL")
        Path(made).chmod(0o666 & ~_umask())
        with suppress(FileExistsError):  # another process made one meanwhile: that is the store
            os.link(made, name)
    except OSError as error:
        why = (error.strerror or "it can't be made").lower()
        raise StoreError("store_unreadable", name, f"it can't be made: {why}") from None
    finally:
        if made is not None:
            with suppress(OSError):
                Path(made).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _opened(name: str, is_read_only: bool, busy_seconds: float) -> sqlite3.Connection:
    """Return a connection that trusts nothing in the file."""
    connection = _connection(name, "mode=ro" if is_read_only else "mode=rw", busy_seconds)
    try:
        if is_read_only and not _can_be_read(connection) and not _has_wal(name):
            # In a folder that can't be written to SQLite can't make the file by which readers and writers
            # come to terms. Without a log beside it nobody writes: it is read as it lies there.
            connection.close()
            connection = _connection(name, "mode=ro&immutable=1", busy_seconds)
        for pragma in (*SAFE, f"cache_size = -{CACHE_KIB}"):
            connection.execute(f"PRAGMA {pragma}")
        # FULL: a report that was acknowledged survives a power cut, at one fsync a transaction.
        connection.execute("PRAGMA query_only = ON" if is_read_only else "PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _connection(name: str, how: str, busy_seconds: float) -> sqlite3.Connection:
    """Return a connection to a file that is there."""
    connection = sqlite3.connect(
        f"{Path(name).absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,
        timeout=busy_seconds,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    return connection


def _can_be_read(connection: sqlite3.Connection) -> bool:
    """Return whether SQLite can set up what it needs to read."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        return code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
    return True


def _has_wal(name: str) -> bool:
    """Return whether there is a log of changes beside a store that are not in the file itself yet."""
    try:
        return Path(name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _ready(database: Database, steps: Sequence[Migration]) -> Database:
    """Return the store at the latest version; refuse one that is newer or has programs in it."""
    row = database.row("PRAGMA user_version")
    version = 0 if row is None else int(row[0])
    latest = steps[-1].version
    if version > latest:
        by = database.row("SELECT made_by FROM migration ORDER BY version DESC LIMIT 1")
        needed = f"twosource {by[0]} or later" if by is not None else "a later twosource"
        why = f"it has version {version} and needs {needed}; this program knows versions up to {latest}"
        raise StoreError("store_newer", database.name, why)
    triggers = database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    if triggers:
        raise StoreError("store_foreign", database.name, f"it holds a program ({triggers[0][0]!r})")
    if version < latest:
        if database.is_read_only:
            why = f"it has version {version}, and bringing it to {latest} means to write"
            raise StoreError("store_read_only", database.name, why)
        migrate(database.connection, APPLICATION, steps)
    return database
