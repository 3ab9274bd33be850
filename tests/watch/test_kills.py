"""A watcher killed at any moment: started again, it ends as if nothing had been, and stores nothing twice."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from twosource.fetch import Fetcher, FetchOptions
from twosource.watch import Watcher, add_feed

from ..fetch.fakes import FakeClock
from ..store.helpers import exported
from ..store.test_kills import Countdown, in_child
from .test_days import opened
from .world import World

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

KILLS = int(os.environ.get("TWOSOURCE_KILLS", "200")) // 20
FEEDS = 6


def begun(path: Path) -> World:
    """Return a world whose feeds stand on the list of a store."""
    world = World(FakeClock(), feeds=FEEDS)
    with opened(path, world.clock) as store:
        for url in world.urls():
            add_feed(store.database, url, now=world.clock.at, every=3_600)
    return world


def watching(path: Path, world: World, at: int | None) -> Callable[[int], None]:
    """Return the work of a child: watch once, telling of each page that is stored."""

    def work(target: int) -> None:
        asks = Fetcher(FetchOptions(max_bytes=100_000), network=world.network, clock=world.clock)
        countdown = Countdown(at)
        with opened(path, world.clock) as store:
            countdown.watch(store.database.connection)
            with Watcher(store, asks, seed="test") as watcher:
                for event in watcher.once():
                    if event.kind == "page" and event.added is not None:
                        os.write(target, f"{event.added.report}\n".encode())
        os.write(target, f"points={countdown.count}\n".encode())

    return work


def reports(path: Path, world: World) -> list[str]:
    """Return what a store exports of its reports: in what order they came is the network's affair."""
    with opened(path, world.clock) as store:
        assert list(store.check()) == []
        return [line for line in exported(store).splitlines() if "twosource/report/1" in line]


def test_killed_while_watching(tmp_path: Path) -> None:
    """Killed at random points, a watcher has stored what it told of, once, and the next one does the rest."""
    seed = int(os.environ.get("TWOSOURCE_SEED", random.SystemRandom().randrange(10**6)))
    chance = random.Random(seed)
    print(f"seed {seed}: run again with TWOSOURCE_SEED={seed}")
    whole = tmp_path / "whole.db"
    world = begun(whole)
    lines, _ = in_child(watching(whole, world, None))
    points = int(lines[-1].removeprefix("points="))
    undisturbed = reports(whole, world)
    assert len(undisturbed) > 15
    for trial in range(KILLS):
        path, where = tmp_path / f"{trial}.db", f"seed {seed}, trial {trial}"
        world = begun(path)
        told, is_dead = in_child(watching(path, world, chance.randint(1, points)))
        assert is_dead, where
        with opened(path, world.clock) as store:
            stored = [row[0] for row in store.database.rows("SELECT id FROM document")]
            assert set(told) <= set(stored), where
        world.clock.at += 600.0  # time went by before it was killed
        again, is_dead = in_child(watching(path, world, None))
        assert not is_dead, where
        assert not set(again) & set(told), f"{where}: stored twice"
        assert reports(path, world) == undisturbed, where
        for left in tmp_path.glob(f"{trial}.db*"):
            left.unlink()
