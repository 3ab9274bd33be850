"""The versions of the store's schema: one file of SQL a version, applied in one transaction each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from twosource import __version__

__all__ = ["FILES", "Migration", "migrate", "migrations", "statements"]

FILES = ("0001_store.sql", "0002_feeds.sql", "0003_retries.sql")
"""The files in order: number k brings a store of version k - 1 to version k. Released ones never change."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The step to a version: its number and its SQL."""

    version: int
    sql: str


def migrations() -> tuple[Migration, ...]:
    """Return all steps, the first one first."""
    folder = resources.files(__package__)
    return tuple(
        Migration(number, folder.joinpath(name).read_text(encoding="utf-8"))
        for number, name in enumerate(FILES, start=1)
    )


def migrate(connection: sqlite3.Connection, application: int, steps: Sequence[Migration]) -> None:
    """Bring a store to the last of `steps`; a store that is there already is left as it is.

    Each step is one transaction that holds the change and the new version number: a process that dies in
    the middle leaves the store as it was before the step.

    Args:
        connection: in autocommit mode.
        application: the number that marks the file as ours.
        steps: all steps, by version.
    """
    for step in steps:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have made the step while this one waited.
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            if found < step.version:
                for statement in statements(step.sql):
                    connection.execute(statement)
                connection.execute("INSERT INTO migration VALUES (?, ?)", (step.version, __version__))
                connection.execute(f"PRAGMA application_id = {application}")
                connection.execute(f"PRAGMA user_version = {step.version}")
        except BaseException:
            connection.rollback()
            raise
        connection.execute("COMMIT")


def statements(sql: str) -> Iterator[str]:
    """Yield the statements of a script: `executescript` would commit before the first."""
    kept: list[str] = []
    for line in sql.splitlines():
        kept.append(line)
        if ";" in line and sqlite3.complete_statement("\n".join(kept)):
            yield "\n".join(kept)
            kept.clear()
