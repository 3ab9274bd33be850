"""The list of feeds, in the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from twosource.fetch import FetchError, parse
from twosource.store.database import Database
from twosource.watch.errors import WatchError
from twosource.watch.schedule import EVERY, LEAST

__all__ = ["Feed", "add_feed", "due_feeds", "feed_list", "moment", "remove_feed", "save"]

FARTHEST = 8 * 86_400.0
"""Seconds ahead that a check may lie: one that lies farther was set while the clock was wrong."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is kept: a row of the table of that name. Moments are seconds since 1970."""

    number: int
    url: str
    title: str
    kind: str | None
    every: float
    status: str
    added: str
    due: float
    checked: float | None
    succeeded: float | None
    whole: float | None
    failures: int
    code: str | None
    detail: str | None
    etag: str | None
    modified: str | None
    body: str | None
    moved: str | None
    moves: int

    @property
    def host(self) -> str:
        """Return the host that it is on."""
        return parse(self.url).host


NAMES = tuple(Feed.__dataclass_fields__)
COLUMNS = ", ".join(NAMES)


def moment(seconds: float) -> str:
    """Return a moment as it is stored and shown."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def add_feed(database: Database, url: str, *, now: float, every: float = EVERY, title: str = "") -> Feed:
    """Return a feed newly put on the list; it is due at once.

    Args:
        database: the store.
        url: http or https; credentials in it are refused, as they are never stored.
        now: seconds since 1970.
        every: seconds between checks, `LEAST` or more.
        title: what to call it until it says so itself.

    Raises:
        FetchError: `bad_address`.
        WatchError: `feed_known`.
    """
    address = parse(url)
    if address.authorization is not None:
        why = "it holds a password, and none is ever stored"
        raise FetchError("bad_address", address.url, why)
    with database.transaction():
        if database.row("SELECT 1 FROM feed WHERE url = ?", (address.url,)) is not None:
            raise WatchError("feed_known", address.url, "it is watched already")
        database.write(
            "INSERT INTO feed (url, title, every, added, due) VALUES (?, ?, ?, ?, ?)",
            (address.url, title, max(every, LEAST), moment(now), now),
        )
    return find(database, address.url)


def find(database: Database, which: str) -> Feed:
    """Return a feed by its address or number.

    Raises:
        WatchError: `no_feed`.
    """
    row = database.row(f"SELECT {COLUMNS} FROM feed WHERE url = ? OR number = ?", (which, _number(which)))
    if row is None:
        raise WatchError("no_feed", which[:200], "there is no such feed on the list")
    return Feed(*row)


def _number(which: str) -> int:
    return int(which) if which.isascii() and which.isdigit() and len(which) < 10 else -1


def remove_feed(database: Database, which: str) -> Feed:
    """Return a feed taken off the list; the reports that came of it stay.

    Raises:
        WatchError: `no_feed`.
    """
    with database.transaction():
        feed = find(database, which)
        database.write("DELETE FROM feed WHERE number = ?", (feed.number,))
    return feed


def feed_list(database: Database) -> tuple[Feed, ...]:
    """Return all feeds, in the order in which they were added."""
    return tuple(Feed(*row) for row in database.rows(f"SELECT {COLUMNS} FROM feed ORDER BY number"))


def due_feeds(database: Database, now: float) -> tuple[Feed, ...]:
    """Return the feeds whose check is due, the longest waiting first."""
    rows = database.rows(
        f"SELECT {COLUMNS} FROM feed WHERE status = 'watched' AND (due <= ?1 OR due > ?1 + ?2)"
        " ORDER BY due, number",
        (now, FARTHEST),
    )
    return tuple(Feed(*row) for row in rows)


def save(database: Database, feed: Feed) -> None:
    """Write a feed as it is now, within a transaction; one that was removed meanwhile stays so."""
    values: Sequence[object] = [getattr(feed, name) for name in NAMES[1:]]
    assigned = ", ".join(f"{name} = ?" for name in NAMES[1:])
    database.write(f"UPDATE feed SET {assigned} WHERE number = ?", (*values, feed.number))
