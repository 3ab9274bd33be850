"""Watching on a virtual clock: 69 feeds, one in three hostile, and nothing that must not happen."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from twosource.fetch import Fetcher, FetchOptions
from twosource.store import Store
from twosource.store.database import connect
from twosource.watch import Watcher, add_feed, feed_list

from ..fetch.fakes import PUBLIC, FakeClock
from .world import KINDS, Plain, World

DAY = 86_400.0
PARTS = ("*twosource/watch/*", "*twosource/fetch/*", "*h11/*", "*feedparser/*", "*protego/*")
OURS = [tracemalloc.Filter(True, part) for part in PARTS]
"""What watching itself allocates: reading and grouping keep words they met, up to limits of their own."""


def opened(path: Path, clock: FakeClock) -> Store:
    """Return a store that need not survive a power cut."""
    store = Store(
        connect(path), marker=Plain(), clock=lambda: datetime.fromtimestamp(clock.at, UTC), window=4
    )
    store.database.connection.execute("PRAGMA synchronous = OFF")
    return store


def watched(path: Path, world: World, until: float) -> list[int]:
    """Watch the world until a moment, from what is in the store; return the memory in use, if traced."""
    counts: Counter[tuple[str, str]] = Counter()
    memory: list[int] = []
    asks = Fetcher(FetchOptions(max_bytes=100_000), network=world.network, clock=world.clock)
    with opened(path, world.clock) as store, Watcher(store, asks, seed="test") as watcher:
        for event in watcher.run(until):
            counts[event.kind, event.status] += 1
            assert event.code != "internal", event
            if tracemalloc.is_tracing() and event.kind == "idle" and counts["idle", "waiting"] % 30 == 0:
                gc.collect()
                held = tracemalloc.take_snapshot().filter_traces(OURS)
                memory.append(sum(trace.size for trace in held.traces))
    return memory


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World, list[int]]:
    """Return a store watched for 26 hours over two restarts, its world, and memory in use at times."""
    path = tmp_path_factory.mktemp("watched") / "store.db"
    world = World(FakeClock())
    with opened(path, world.clock) as store:
        for url in world.urls():
            add_feed(store.database, url, now=world.clock.at, every=3_600)
    watched(path, world, world.clock.at + DAY / 2)
    watched(path, world, world.clock.at + DAY / 4)
    tracemalloc.start()
    memory = watched(path, world, world.clock.at + DAY / 3)
    tracemalloc.stop()
    return path, world, memory


def test_no_host_is_wronged(lived: tuple[Path, World, list[int]]) -> None:
    """No request inside a Retry-After, a second between two to one host, never two at a time."""
    _, world, _ = lived
    for kind in ("quiet-seconds", "quiet-date", "quiet-years"):
        assert world.host(world.number(kind)) in world.quiet, kind
        assert len(world.asked[world.number(kind)]) < 26
    assert world.broken == []
    assert world.network.most_open == 1


def test_nothing_is_lost_or_doubled(lived: tuple[Path, World, list[int]]) -> None:
    """Each article of each feed that can be read is one report, with one version, fetched once."""
    path, world, _ = lived
    with opened(path, world.clock) as store:
        reports = store.database.rows("SELECT address, count(*) FROM document GROUP BY address")
        versions = store.database.row("SELECT count(*) FROM version")
    assert versions is not None and versions[0] == len(reports) == len(world.served)
    readable = ("honest", "new-guids", "new-etags", "restless", "cut", "laughs", "endless")
    for number in range(world.feeds):
        if world.kind(number) in readable:
            latest = world.articles(number)[-2]  # the last may be of this minute
            for n in range(latest - 2, latest):
                assert f"{world.host(number)}/a/{number}/{n}" in {row[0] for row in reports}
    again = {url: n for url, n in world.served.items() if n > 1}
    # A feed whose entries change with each check has its pages looked at again, more and more seldom.
    assert {url.split("/")[0] for url in again} <= {
        world.host(n) for n in range(world.feeds) if world.kind(n) == "restless"
    }
    assert max(again.values(), default=0) < 12


def test_polls_are_conditional(lived: tuple[Path, World, list[int]]) -> None:
    """At least 95 % of the checks of honest feeds after the first ask only for what changed."""
    _, world, _ = lived
    later = [is_conditional for polls in world.polls.values() for is_conditional in polls[1:]]
    assert len(later) > 900
    assert sum(later) / len(later) >= 0.95


def test_hostile_feeds_are_told(lived: tuple[Path, World, list[int]]) -> None:
    """Each kind of hostile feed stands on the list with the code of what it does."""
    path, world, _ = lived
    codes = {
        "page": "not_a_feed",
        "bomb": "decompressed_too_large",
        "loop": "too_many_redirects",
        "inward": "bad_redirect blocked_address",
        "garbage": "bad_response",
        "missing": "http_error",
        "gone": "gone",
        "quiet-years": "http_error",
        "rebinding": "blocked_address",
        "robots-down": "robots_unknown",
        "stall": "timed_out",
        "always-304": "bad_response http_error not_a_feed",
    }
    with opened(path, world.clock) as store:
        by_url = {feed.url: feed for feed in feed_list(store.database)}
        failed = {problem.code for problem in store.failures()}
    found = {world.kind(n): by_url[url] for n, url in enumerate(world.urls())}
    assert set(found) == {*KINDS, "honest"}
    assert {kind: found[kind].code for kind in codes if (found[kind].code or "none") not in codes[kind]} == {}
    assert found["gone"].status == "stopped"
    assert found["honest"].code is None
    assert failed == {"robots", "blocked_address"}


def test_no_inner_address_is_met(lived: tuple[Path, World, list[int]]) -> None:
    """Whatever feeds, pages and name servers said, all connections went to public addresses."""
    _, world, _ = lived
    assert world.network.met == {PUBLIC}


@pytest.mark.parametrize("kind", ["page", "missing", "stall", "garbage", "bomb"])
def test_a_feed_that_fails_is_asked_less_and_less(lived: tuple[Path, World, list[int]], kind: str) -> None:
    """The pause after each failure is about twice the one before; an honest feed is asked each hour."""
    _, world, _ = lived
    pauses = [later - earlier for earlier, later in pairwise(world.asked[world.number(kind)])]
    assert 3 <= len(pauses) <= 5
    assert all(later > 1.15 * earlier for earlier, later in pairwise(pauses)), pauses
    assert len(world.asked[0]) > 20


def test_memory_is_flat(lived: tuple[Path, World, list[int]]) -> None:
    """The last quarter of the run holds no more memory for watching than the one before, but for 50 KB."""
    _, _, memory = lived
    quarter = len(memory) // 4
    assert quarter >= 2
    assert max(memory[-quarter:]) - max(memory[-2 * quarter : -quarter]) < 50_000
    assert max(memory) < 3_000_000
