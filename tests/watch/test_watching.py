"""One feed at a time: what a check, an entry and a page come to, and what a restart finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from twosource.cli.main import run
from twosource.fetch import Fetcher, FetchError
from twosource.read import Failure
from twosource.store import Store
from twosource.store.addresses import article_address, one_form
from twosource.store.database import connect
from twosource.watch import (
    Event,
    Watcher,
    WatchError,
    add_feed,
    failure_of,
    feed_list,
    fetch_report,
    remove_feed,
    retry,
)
from twosource.watch.feeds import find

from ..fetch.fakes import FakeClock, FakeNetwork, Request, answer
from .world import Plain

URL = "http://paper.example/feed"
HOUR = 3_600.0


def entry(n: int, *, guid: str | None = None, said: str = "A bridge.", link: str | None = None) -> str:
    """Return an item of RSS."""
    link = f"http://paper.example/a/{n}" if link is None else link
    return (
        f"<item><title>Bridge {n}</title><link>{link}</link><description>{said}</description>"
        f"<guid isPermaLink='false'>{guid or n}</guid></item>"
    )


def feed(*entries: str, **headers: str) -> bytes:
    """Return the answer with a feed of RSS."""
    body = f"<rss version='2.0'><channel><title>Paper</title>{''.join(entries)}</channel></rss>"
    return answer(body.encode(), content_type="application/rss+xml", **headers)


class Desk:
    """A store, a clock, and a network whose answers a test sets by path; pages are made up."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing watched."""
        self.clock = FakeClock()
        self.answers: dict[str, bytes] = {}
        self.network = FakeNetwork(self.clock, self.serve)
        self.path = path
        self.store = self.opened()
        self.asks = Fetcher(network=self.network, clock=self.clock)

    def opened(self) -> Store:
        """Return the store, opened."""
        database = connect(self.path)
        database.connection.execute("PRAGMA synchronous = OFF")
        return Store(database, marker=Plain(), clock=lambda: datetime.fromtimestamp(self.clock.at, UTC))

    def restart(self) -> None:
        """Forget all but what is in the store."""
        self.store.close()
        self.store = self.opened()
        self.asks = Fetcher(network=self.network, clock=self.clock)

    def serve(self, request: Request) -> bytes:
        """Return the answer that was set, or a page."""
        if request.path == "/robots.txt":
            return answer(status=404)
        return self.answers.get(f"{request.host}{request.path}") or self.answers.get(request.path) or page()

    def once(self, later: float = 0.0) -> list[Event]:
        """Let time pass, watch once, and return what happened."""
        self.clock.at += later
        with Watcher(self.store, self.asks) as watcher:
            return list(watcher.once())

    def paths(self) -> list[str]:
        """Return the paths that were asked for since the last call, but for robots.txt."""
        asked = [request.path for request in self.network.requests if request.path != "/robots.txt"]
        self.network.requests.clear()
        return asked

    def count(self, table: str) -> int:
        """Return the number of rows of a table."""
        row = self.store.database.row(f"SELECT count(*) FROM {table}")
        return -1 if row is None else int(row[0])


def page(text: str = "The harbour bridge at Halden was closed on Tuesday, the mayor said.") -> bytes:
    """Return the answer with a page."""
    markup = (
        f"<html><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1><p>{text}</p>"
    )
    return answer(markup.encode(), content_type="text/html")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a desk that watches one feed."""
    made = Desk(tmp_path / "store.db")
    add_feed(made.store.database, URL, now=made.clock.at)
    yield made
    made.store.close()


def state(desk: Desk, url: str = URL) -> str:
    """Return the code that stands with a feed, `ok` if none."""
    return find(desk.store.database, url).code or "ok"


def test_entries_become_reports(desk: Desk) -> None:
    """Each entry's page becomes a report, the feed's title its outlet; a second check asks for none again."""
    desk.answers["/feed"] = feed(entry(1), entry(2), etag='"a"')
    desk.answers["/a/2"] = page("A ferry ran aground off Skarn on Monday night, the coastguard said.")
    events = desk.once()
    assert [(e.kind, e.status) for e in events] == [("feed", "new"), ("page", "ok"), ("page", "ok")]
    assert desk.paths() == ["/feed", "/a/1", "/a/2"]
    row = desk.store.database.row("SELECT given FROM version WHERE number = 1")
    assert row is not None and '"outlet": "Paper"' in row[0]
    desk.answers["/feed"] = answer(status=304)
    assert [e.status for e in desk.once(HOUR)] == ["unchanged"]
    assert desk.network.requests[-1].headers["if-none-match"] == '"a"'
    assert desk.paths() == ["/feed"]


def test_a_restart_asks_only_for_what_is_due(desk: Desk) -> None:
    """After a restart nothing is asked for before it is due, and what a host asked for holds."""
    desk.answers["/feed"] = feed(entry(1))
    desk.once()
    desk.paths()
    desk.restart()
    assert desk.once(60) == []
    assert desk.paths() == []
    desk.answers["/feed"] = answer(status=503, retry_after="86400")
    assert desk.once(HOUR)[0].code == "http_error"
    desk.restart()
    desk.paths()
    desk.once(22 * HOUR)
    assert desk.paths() == []
    desk.answers["/feed"] = feed(entry(1))
    assert desk.once(3 * HOUR)[0].kind == "feed"


def test_the_body_decides(desk: Desk) -> None:
    """New validators with the same body are no change; once a day the body is asked for whatever they are."""
    desk.answers["/feed"] = feed(entry(1), etag='"a"')
    desk.once()
    desk.answers["/feed"] = feed(entry(1), etag='"b"')
    assert desk.once(HOUR)[0].status == "unchanged"
    desk.once(HOUR)
    assert desk.network.requests[-1].headers["if-none-match"] == '"b"'
    desk.once(25 * HOUR)
    assert "if-none-match" not in desk.network.requests[-1].headers


def test_not_changed_though_not_asked(desk: Desk) -> None:
    """304 to a plain request is a fault of the server, and leaves nothing behind that would keep it so."""
    desk.answers["/feed"] = answer(status=304, etag='"a"')
    assert desk.once()[0].code == "bad_response"
    desk.answers["/feed"] = feed(entry(1))
    assert [e.status for e in desk.once(3 * HOUR)] == ["new", "ok"]


def test_a_page_in_the_place_of_the_feed(desk: Desk) -> None:
    """An error page with status 200 is no feed: entries and validators stay, and the checks get rarer."""
    desk.answers["/feed"] = feed(entry(1), etag='"a"')
    desk.once()
    desk.answers["/feed"] = page()
    pauses = []
    for _ in range(5):
        due = find(desk.store.database, URL).due
        assert desk.once(max(0.0, due - desk.clock.at))[0].code == "not_a_feed"
        pauses.append(find(desk.store.database, URL).due - desk.clock.at)
    assert pauses == sorted(pauses) and pauses[-1] > 4 * pauses[0]
    assert find(desk.store.database, URL).etag == '"a"'
    assert desk.count("entry") == 1


def test_a_cut_feed(desk: Desk) -> None:
    """Of a feed that ends in the middle the whole entries are taken; the next check asks for all of it."""
    whole = feed(entry(1), entry(2), etag='"a"')
    head, _, body = whole.partition(b"\r\n\r\n")
    cut = body[: body.index(b"Bridge 2")]
    desk.answers["/feed"] = answer(cut, etag='"a"', content_type="application/rss+xml")
    events = desk.once()
    assert [e.status for e in events] == ["new", "ok"]
    assert "cut_short" in (events[0].detail or "")
    desk.answers["/feed"] = whole
    desk.once(HOUR)
    assert "if-none-match" not in [r for r in desk.network.requests if r.path == "/feed"][-1].headers
    assert desk.count("entry") == 2 and b"200" in head


def test_a_new_text_is_a_new_version(desk: Desk) -> None:
    """The same guid with another text is the next version of the report, not another one."""
    desk.answers["/feed"] = feed(entry(1))
    desk.once()
    desk.answers["/feed"] = feed(entry(1, said="A bridge, and a correction."))
    desk.answers["/a/1"] = page("The harbour bridge at Halden was closed on Wednesday, the mayor said.")
    (_, event) = desk.once(HOUR)
    assert event.added is not None and event.added.is_revision
    assert (desk.count("document"), desk.count("version"), desk.count("entry")) == (1, 2, 1)


SAME: dict[str, Callable[[int], str]] = {
    "new guids": lambda n: entry(1, guid=f"g{n}"),
    "new links": lambda n: entry(1, link=f"http://paper.example/a/1?session={n}"),
    "tracking": lambda n: entry(1, guid=f"g{n}", link=f"http://www.paper.example/a/1/?utm_source=rss{n}#top"),
    "two of one link": lambda n: entry(1) + entry(1, guid="other", said=f"{n} comments"),
    "empty guids": lambda n: entry(1).replace(">1</guid>", "/>"),
}


@pytest.mark.parametrize("kind", SAME)
def test_one_article_is_one_report(desk: Desk, kind: str) -> None:
    """However a feed names an article anew, it is one entry and one report with one version."""
    for n in range(4):
        desk.answers["/feed"] = feed(SAME[kind](n))
        desk.once(26 * HOUR)
    assert (desk.count("document"), desk.count("version")) == (1, 1)
    assert desk.count("entry") == 1
    assert sum(path.startswith("/a/") for path in desk.paths()) <= 1


def test_an_article_of_two_feeds_is_fetched_once(desk: Desk) -> None:
    """A second feed with the same article adds no report and no request."""
    add_feed(desk.store.database, "http://other.example/feed", now=desk.clock.at)
    desk.answers["/feed"] = feed(entry(1))
    desk.once()
    assert desk.count("document") == 1
    assert desk.paths().count("/a/1") == 1


def test_gone_for_good(desk: Desk) -> None:
    """410 stops the watching of a feed, and it is told."""
    desk.answers["/feed"] = answer(status=410)
    assert [(e.status, e.code) for e in desk.once()] == [("stopped", "gone")]
    desk.paths()
    desk.once(1_000 * HOUR)
    assert desk.paths() == []
    assert find(desk.store.database, URL).status == "stopped"


@pytest.mark.parametrize(("status", "is_changed"), [(301, True), (308, True), (302, False), (307, False)])
def test_moved(desk: Desk, status: int, is_changed: bool) -> None:
    """The address changes after three checks that agree on "moved for good", never for "moved for now"."""
    desk.answers["/feed"] = answer(status=status, location="http://paper.example/new")
    desk.answers["/new"] = feed(entry(1))
    for n in range(3):
        assert [f.url for f in feed_list(desk.store.database)] == [URL], f"changed after {n}"
        desk.once(26 * HOUR)
    expected = "http://paper.example/new" if is_changed else URL
    assert [f.url for f in feed_list(desk.store.database)] == [expected]


def test_moved_onto_another_feed(desk: Desk) -> None:
    """A feed that moves onto one that is watched too keeps its address, and the user is told."""
    add_feed(desk.store.database, "http://paper.example/new", now=desk.clock.at + 9e6)
    desk.answers["/feed"] = answer(status=301, location="/new")
    desk.answers["/new"] = feed(entry(1))
    events = [event for _ in range(3) for event in desk.once(HOUR)]
    assert ("moved", "moved_onto") in {(e.status, e.code) for e in events}
    assert state(desk) == "moved_onto"
    assert len(feed_list(desk.store.database)) == 2


def test_a_page_that_fails_is_tried_again_and_given_up(desk: Desk) -> None:
    """A page that can't be had waits longer and longer; then it is among the failures, with its code."""
    desk.answers["/feed"] = feed(entry(1))
    desk.answers["/a/1"] = answer(status=500)
    assert [e.status for e in desk.once()] == ["new", "waiting"]
    for _ in range(8):
        desk.once(12 * HOUR)
    assert desk.paths().count("/a/1") == 4
    (problem,) = desk.store.failures()
    assert problem.code == "http_error"
    assert "/a/1" in problem.source


def test_given_up_and_tried_again(desk: Desk) -> None:
    """A page that was given up is fetched again by its number, with what its feed says; its entry is done."""
    desk.answers["/feed"] = feed(entry(1))
    desk.answers["/a/1"] = answer(status=500)
    for _ in range(8):
        desk.once(12 * HOUR)
    (problem,) = desk.store.failures()
    assert problem.status == "failed-retryable"
    del desk.answers["/a/1"]
    (added,) = retry(desk.store, desk.asks, [problem.number])
    assert added.status == "ok"
    assert desk.store.failures() == ()
    (row,) = desk.store.database.rows("SELECT status, report FROM entry")
    assert tuple(row) == ("done", added.report)
    assert desk.once(HOUR)[-1].status == "unchanged"


def test_an_address_is_left_alone_longer_and_longer(desk: Desk) -> None:
    """An address that fails can be tried again, after 5, 10, 20 minutes; what is gone is rejected."""
    desk.answers["/a/1"] = answer(status=500)
    desk.answers["/a/2"] = answer(status=410)
    for path, status in (("/a/1", "failed-retryable"), ("/a/2", "rejected")):
        with pytest.raises(FetchError) as caught:
            fetch_report(desk.asks, f"http://paper.example{path}")
        (added,) = desk.store.add_failures([failure_of(caught.value.subject, caught.value)])
        assert added.status == status
    desk.store.ignore([2])
    desk.paths()
    waits, at = [], desk.clock.at
    while len(waits) < 4:
        desk.clock.at += 60.0
        if list(retry(desk.store, desk.asks)):
            waits.append(round((desk.clock.at - at) / 60))
            at = desk.clock.at
    assert waits == [5, 10, 20, 40]
    assert desk.paths() == ["/a/1"] * 4
    desk.answers["/a/1"] = page()
    desk.clock.at += 90 * 60.0
    assert [added.status for added in retry(desk.store, desk.asks)] == ["ok"]
    assert desk.store.failures() == ()


def test_a_host_that_asked_for_quiet_has_it(desk: Desk) -> None:
    """A retry by number keeps to a Retry-After that an earlier run was told."""
    desk.answers["/feed"] = answer(status=503, retry_after="7200")
    desk.once()
    list(desk.store.add_failures([Failure("http://paper.example/a/1", "timed_out", "no answer", "", True)]))
    desk.restart()
    desk.paths()
    waits = [desk.store.failures()[0].due]
    for _ in range(3):
        (added,) = retry(desk.store, desk.asks, [1])
        assert added.code == "held_back"
        waits.append(desk.store.failures()[0].due)
    assert len(set(waits)) == 1, "what was not asked has not failed again"
    assert desk.paths() == []


def test_a_file_beside_an_address(desk: Desk, tmp_path: Path) -> None:
    """A file and an address that failed are each had from where they were; what fails again stays, once."""
    path = tmp_path / "late.txt"
    list(desk.store.add([str(path)]))
    list(desk.store.add_failures([Failure("http://paper.example/a/1", "timed_out", "no answer", "", True)]))
    desk.answers["/a/1"] = answer(status=500)
    told: list[Failure] = []
    found = list(retry(desk.store, desk.asks, [1, 2], tell=told.append))
    assert (
        sorted(added.code or "" for added in found)
        == ["http_error", "not_found"]
        == sorted(failure.code for failure in told)
    )
    assert [problem.number for problem in desk.store.failures()] == [1, 2]


def test_by_address_and_by_feed(desk: Desk) -> None:
    """An article had by its address and then by a feed, or the other way, is one report; a new text is one
    new version of it."""
    bare = answer(
        b"<html><body><article><p>The bridge was closed on Tuesday, it was said.", content_type="text/html"
    )
    desk.answers.update({"/feed": feed(entry(1)), "/a/1": bare})
    desk.once()
    (added,) = desk.store.add_reports([fetch_report(desk.asks, "http://paper.example/a/1").report])
    assert added.status == "duplicate", "the page says less than the feed did, not something else"
    assert (desk.count("document"), desk.count("version")) == (1, 1)
    desk.answers["/a/1"] = page("The bridge is open again, the mayor said.")
    for _ in range(2):
        report = fetch_report(desk.asks, "http://m.paper.example/a/1?utm_source=x").report
        list(desk.store.add_reports([report]))
    assert (desk.count("document"), desk.count("version")) == (1, 2)


def test_one_article_by_every_way(desk: Desk, tmp_path: Path) -> None:
    """By feed, by http and https, with tracking, by the page for phones: one report, one version."""
    desk.answers["/feed"] = feed(entry(1))
    head = (
        "<meta property='og:site_name' content='Paper'><link rel='canonical' href='http://paper.example/a/1'>"
    )
    markup = (
        f"<html><head>{head}<title>Bridge</title></head><body><article><p>The bridge was closed on Tuesday."
    )
    html = answer(markup.encode(), content_type="text/html")
    desk.answers.update({"/a/1": html, "/a/1?utm_source=mail": html, "/phone/1": html})
    desk.once()
    ways = (
        "https://paper.example/a/1",
        "http://paper.example/a/1?utm_source=mail",
        "http://m.paper.example/phone/1",
    )
    for url in ways:
        (added,) = desk.store.add_reports([fetch_report(desk.asks, url).report])
        assert added.status == "duplicate", url
    assert (desk.count("document"), desk.count("version"), desk.count("retrieval")) == (1, 1, 4)


REFUSING = {
    "challenge": (answer(b"<title>Just a moment...</title>", content_type="text/html"), "blocked_page"),
    "pdf": (answer(b"%PDF-1.7 and more"), "unsupported"),
    "gone": (answer(status=410), "gone"),
    "inner": (answer(status=302, location="http://192.168.0.1/"), "blocked_address"),
}


@pytest.mark.parametrize(("answered", "code"), REFUSING.values(), ids=REFUSING)
def test_what_is_no_report(desk: Desk, answered: bytes, code: str) -> None:
    """A page that stands in the way, or is no page, never becomes a report."""
    desk.answers["/feed"] = feed(entry(1))
    desk.answers["/a/1"] = answered
    events = [event for _ in range(6) for event in desk.once(12 * HOUR)]
    assert desk.count("document") == 0
    assert code in {event.code for event in events}
    assert [problem.code for problem in desk.store.failures()] == [code]


def test_entries_without_a_page(desk: Desk) -> None:
    """An entry without a link is read from the feed itself if it has a text, and set aside if not."""
    bare = "<item><title>{0}</title><guid isPermaLink='false'>{0}</guid><description>{1}</description></item>"
    long = "The harbour bridge at Halden was closed on Tuesday, the mayor, Ines Ardolin, said. " * 5
    desk.answers["/feed"] = feed(bare.format("Bridge", long), bare.format("Note", "Short."))
    assert [e.status for e in desk.once()] == ["new", "ok"]
    rows = desk.store.database.rows("SELECT key, status, code FROM entry ORDER BY key")
    assert [tuple(row)[1:] for row in rows] == [("done", None), ("skipped", "no_link")]


def test_a_second_watcher_is_refused(desk: Desk) -> None:
    """One store has one watcher; when it ends another may begin."""
    with Watcher(desk.store, desk.asks), pytest.raises(WatchError, match="watched_already"):
        Watcher(desk.store, desk.asks).__enter__()
    assert desk.once() is not None


def test_the_clock_set_back_or_forward(desk: Desk) -> None:
    """A check that lies months ahead, as the clock was wrong, is due now; after a year each is asked once."""
    desk.answers["/feed"] = feed(entry(1))
    desk.once(365 * 24 * HOUR)
    desk.paths()
    desk.once(-200 * 24 * HOUR)
    assert desk.paths() == ["/feed"]
    desk.once(365 * 24 * HOUR)
    assert desk.paths() == ["/feed"]


def test_what_may_be_on_the_list(desk: Desk) -> None:
    """A feed is on the list once, without a password; it can be taken off by number."""
    database = desk.store.database
    with pytest.raises(WatchError, match="feed_known"):
        add_feed(database, URL, now=0.0)
    for bad in ("http://ana:pw@paper.example/feed", "ftp://paper.example/feed", "feed.xml"):
        with pytest.raises(FetchError, match="bad_address") as caught:
            add_feed(database, bad, now=0.0)
        assert "pw" not in str(caught.value)
    assert remove_feed(database, "1").url == URL
    with pytest.raises(WatchError, match="no_feed"):
        remove_feed(database, "1")


ADDRESSES = {
    "tracking": ("http://a.example/x?utm_source=rss&id=3", None, "http://a.example/x?id=3"),
    "own canonical": ("http://amp.a.example/x", "http://www.a.example/x", "http://www.a.example/x"),
    "foreign canonical": ("http://a.example/x", "http://b.example/x", "http://a.example/x"),
    "front page": ("http://a.example/x", "http://a.example/", "http://a.example/x"),
    "other port": ("http://a.example/x", "http://a.example:8080/y", "http://a.example/x"),
    "print view": ("http://a.example/x?print=1", "http://a.example/x", "http://a.example/x"),
    "script": ("http://a.example/x", "javascript:alert(1)", "http://a.example/x"),
    "order kept": ("http://a.example/x?b=1&a=%202", None, "http://a.example/x?b=1&a=%202"),
}


@pytest.mark.parametrize(("url", "stated", "address"), ADDRESSES.values(), ids=ADDRESSES)
def test_article_address(url: str, stated: str | None, address: str) -> None:
    """A page's own word on its address counts within its site alone."""
    assert article_address(url, stated) == address


def test_one_form() -> None:
    """Scheme, view, tracking, fragment and a slash at the end make no other address; a query does."""
    forms = ("http://a.example/x", "https://www.a.example/x/", "https://m.a.example/x?utm_medium=z#y")
    assert {one_form(url) for url in forms} == {"a.example/x"}
    assert one_form("http://a.example/x?id=1") != one_form("http://a.example/x?id=2")


def test_the_commands(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The list is kept, shown and emptied from the command line; each error is one line with a code."""
    store = ["--store", str(tmp_path / "desk.db")]
    assert run(["watch", "add", "http://127.0.0.1:1/feed", *store]) == 0
    assert run(["watch", "add", "http://127.0.0.1:1/feed", *store]) == 3
    assert run(["watch", "add", "http://u:secret@a.example/f", *store]) == 3
    assert run(["watch", "once", *store]) == 6
    told = capfd.readouterr().err
    for code in ("feed_known", "bad_address", "blocked_address"):
        assert f"error[{code}]: " in told
    assert "secret" not in told and "--allow-host" in told
    assert run(["watch", "list", *store]) == 0
    assert "blocked_address" in capfd.readouterr().out
    assert run(["watch", "status", *store]) == 0
    assert "1 feed, 0 due now" in capfd.readouterr().out
    assert run(["watch", "rm", "7", *store]) == 4
    assert run(["watch", "rm", "1", *store]) == 0
    assert run(["watch", "once", *store]) == 4
    assert run(["add", "http://127.0.0.1:1/a", "http://10.0.0.1/b", *store]) == 6
    assert run(["add", "http://93.184.215.14/a", "--offline", *store]) == 6
    told = capfd.readouterr().err
    assert "error[offline]: " in told and "nothing of it was stored" in told
