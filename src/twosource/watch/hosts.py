"""What hosts asked of us, kept over a restart: quiet until a moment, and their robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from twosource.fetch import Fetcher, Robots
from twosource.store.database import Database

__all__ = ["load", "remembered", "save"]

MOST_ROBOTS = 2_000
"""Origins whose robots.txt are remembered; of more, those that are soonest out of date are let go."""


@contextmanager
def remembered(database: Database, fetcher: Fetcher) -> Iterator[Fetcher]:
    """Yield a fetcher that keeps to what hosts asked earlier runs for, and write down what they ask for."""
    load(database, fetcher)
    try:
        yield fetcher
    finally:
        save(database, fetcher)


def load(database: Database, fetcher: Fetcher) -> None:
    """Tell a fetcher what hosts asked of earlier runs."""
    for row in database.rows("SELECT host, held FROM host"):
        fetcher.manners.holds[row["host"]] = row["held"]
    for row in database.rows("SELECT origin, verdict, detail, until, text FROM robots"):
        fetcher.robots[row["origin"]] = Robots(*tuple(row)[1:])


def save(database: Database, fetcher: Fetcher) -> None:
    """Write down what is new of that; what is over is forgotten, here and there."""
    now = fetcher.clock.now()
    fetcher.forget(now, MOST_ROBOTS)
    kept = {row["host"]: row["held"] for row in database.rows("SELECT host, held FROM host")}
    known = {row["origin"]: row["until"] for row in database.rows("SELECT origin, until FROM robots")}
    holds, robots = dict(fetcher.manners.holds), dict(fetcher.robots)
    if kept == holds and known == {origin: one.until for origin, one in robots.items()}:
        return
    with database.transaction():
        database.write_many("DELETE FROM host WHERE host = ?", [(host,) for host in kept.keys() - holds])
        database.write_many(
            "DELETE FROM robots WHERE origin = ?", [(origin,) for origin in known.keys() - robots]
        )
        changed = [(host, held) for host, held in holds.items() if kept.get(host) != held]
        database.write_many("INSERT OR REPLACE INTO host VALUES (?, ?)", changed)
        database.write_many(
            "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?, ?)",
            [
                (origin, one.verdict, one.detail, one.until, one.text)
                for origin, one in robots.items()
                if known.get(origin) != one.until
            ],
        )
