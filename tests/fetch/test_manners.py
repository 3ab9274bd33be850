"""Manners towards hosts, their robots.txt, and pages that stand in the way."""

from __future__ import annotations

from email.utils import formatdate
from itertools import pairwise

import pytest

from twosource.fetch import Fetched, Fetcher, FetchError, Manners, blocked, retry_after
from twosource.fetch.manners import LONGEST, SHORTEST

from .fakes import FakeClock, FakeNetwork, Request, answer

NOW = 1_930_000_000.0
ASKED = {
    "seconds": ("120", 120.0),
    "blanks": (" 120 ", 120.0),
    "short": ("1", SHORTEST),
    "zero": ("0", SHORTEST),
    "negative": ("-120", SHORTEST),
    "date": (formatdate(NOW + 7_200, usegmt=True), 7_200.0),
    "past date": (formatdate(NOW - 7_200, usegmt=True), SHORTEST),
    "ten years": (str(10 * 365 * 86_400), LONGEST),
    "date far off": ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
    "huge": ("9" * 400, SHORTEST),
    "banana": ("banana", SHORTEST),
    "empty": ("", SHORTEST),
}


@pytest.mark.parametrize(("value", "seconds"), ASKED.values(), ids=ASKED)
def test_retry_after(value: str, seconds: float) -> None:
    """What a host asks for is followed, between a minute and a week; nonsense means a minute."""
    assert retry_after(value, NOW) == seconds


def test_no_retry_after() -> None:
    """Without the header nothing is asked for."""
    assert retry_after(None, NOW) is None


def polite(serve: dict[str, bytes], robots: bytes | None = None) -> tuple[Fetcher, FakeNetwork]:
    """Return a fetcher on a network with some pages and a robots.txt."""

    def served(request: Request) -> bytes:
        if request.path == "/robots.txt":
            return robots if robots is not None else answer(status=404)
        return serve.get(request.path, answer(b"hello"))

    network = FakeNetwork(FakeClock(NOW), served)
    return Fetcher(network=network, clock=network.clock), network


def test_a_second_between_requests_to_a_host() -> None:
    """Requests to one host are a second apart, end to begin; another host need not wait."""
    asks, network = polite({})
    for host in ("a", "a", "b", "a"):
        asks.fetch(f"http://{host}.example/x")
    times = [request.at for request in network.requests if request.host == "a.example"]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert all(gap >= 1.0 for gap in gaps)
    assert len(network.clock.slept) < len(network.requests) - 1


def test_quiet_is_kept_for_all_of_a_host() -> None:
    """After 503 with a Retry-After, no page of that host is asked for before it is over; then again."""
    asks, network = polite({"/busy": answer(status=503, retry_after="600")})
    assert asks.fetch("http://a.example/busy").status == 503
    count = len(network.requests)
    for path in ("busy", "other"):
        with pytest.raises(FetchError, match="held_back"):
            asks.fetch(f"http://a.example/{path}")
    assert len(network.requests) == count
    assert asks.fetch("http://b.example/other").status == 200
    network.clock.at += 601
    assert asks.fetch("http://a.example/other").status == 200


def test_holds_are_never_shortened() -> None:
    """A later, shorter wish does not undo a longer one."""
    manners = Manners(FakeClock(NOW))
    manners.hold("a.example", 600)
    assert manners.hold("a.example", 60) == NOW + 600


RULES = b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: twosource\nDisallow: /ours\n"
ROBOTS = {
    "none": (answer(status=404), {"/a": True}),
    "forbidden": (answer(status=403), {"/a": True}),
    "named": (answer(RULES), {"/a": True, "/ours/a": False, "/private/a": True}),
    "all": (answer(b"User-agent: *\nDisallow: /\n"), {"/a": False}),
    "longest": (
        answer(RULES.replace(b"twosource", b"other")),
        {"/private/a": False, "/private/open/a": True},
    ),
    "wildcard": (answer(b"User-agent: *\nDisallow: /*.pdf$\n"), {"/a.pdf": False, "/a.pdf.html": True}),
    "HTML": (answer(b"<html><title>Hello</title>"), {"/a": True}),
    "server error": (answer(status=500), {"/a": False}),
    "5 MB": (answer(b"User-agent: *\nDisallow: /b\n" + b"#" * 5_000_000), {"/a": True, "/b": False}),
    "redirects for ever": (answer(status=302, location="/robots.txt"), {"/a": True}),
    "byte order mark": (answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n"), {"/a": False}),
}


@pytest.mark.parametrize(("robots", "allowed"), ROBOTS.values(), ids=ROBOTS)
def test_robots(robots: bytes, allowed: dict[str, bool]) -> None:
    """A robots.txt is followed by RFC 9309: absent is all, failing is nothing, the longest rule counts."""
    asks, network = polite({}, robots)
    for path, is_allowed in allowed.items():
        if is_allowed:
            assert asks.fetch(f"http://a.example{path}").status == 200
        else:
            with pytest.raises(FetchError, match="robots"):
                asks.fetch(f"http://a.example{path}")
    pages = [request.path for request in network.requests if request.path != "/robots.txt"]
    assert pages == [path for path, is_allowed in allowed.items() if is_allowed]


def test_robots_are_asked_for_once_a_day() -> None:
    """One robots.txt serves for a day, and is shown with how it was had."""
    asks, network = polite({}, answer(RULES))
    for _ in range(3):
        asks.fetch("http://a.example/a")
    assert [request.path for request in network.requests].count("/robots.txt") == 1
    assert "read" in asks.robots["http://a.example"].detail
    network.clock.at += 86_401
    asks.fetch("http://a.example/a")
    assert [request.path for request in network.requests].count("/robots.txt") == 2


def test_robots_of_each_hop_are_asked() -> None:
    """A redirect to a host that forbids it is not followed there."""

    def serve(request: Request) -> bytes:
        if request.host == "b.example":
            assert request.path == "/robots.txt"
            return answer(b"User-agent: *\nDisallow: /\n")
        location = answer(status=302, location="http://b.example/x")
        return answer(status=404) if request.path == "/robots.txt" else location

    network = FakeNetwork(FakeClock(), serve)
    with pytest.raises(FetchError, match="robots"):
        Fetcher(network=network, clock=network.clock).fetch("http://a.example/x")


LONG = "<p>" + "The council of Halden met on Tuesday and voted on the harbour bridge. " * 40
PAGES = {
    "challenge": ("<title>Just a moment...</title><p>Checking your browser", "challenge"),
    "captcha": ("<title>Paper</title><p>Please verify you are human to go on.", "captcha"),
    "consent": ("<title>Before you continue</title><button>Accept", "consent"),
    "soft 404": ("<title>Page not found | Paper</title><p>Sorry.", "soft 404"),
    "parked": ("<title>paper.example</title><p>This domain is parked.", "parked"),
    "script": ("<title>Paper</title><script>" + "x" * 9_000 + "</script>Verify you are human", "captcha"),
    "refresh": ('<meta http-equiv="refresh" content="0;url=/x"><p>One moment', "refresh"),
    "report": (f"<title>Bridge closed</title>{LONG}", None),
    "report on captchas": (
        f"<title>What captchas cost</title>{LONG}<p>Verify you are human, they say.",
        None,
    ),
    "report titled so": (f"<title>Not found: the ferry of Skarn</title>{LONG}", None),
    "short report": ("<title>Ferry aground</title><p>A ferry ran aground off Skarn on Monday.", None),
}


@pytest.mark.parametrize(("markup", "what"), PAGES.values(), ids=PAGES)
def test_pages_that_stand_in_the_way(markup: str, what: str | None) -> None:
    """Challenges, forms and soft 404s are told from reports, a report about them too."""
    page = Fetched("http://a.example/x", "http://a.example/x", 200, b"", ())
    found = blocked(page, markup)
    assert (found is None) if what is None else (found is not None and what in found)


WAYS = {
    "front page": ("http://a.example/2031/x", "http://a.example/", "front page"),
    "consent host": ("http://a.example/x", "http://consent.a.example/form?to=x", "consent"),
    "login": ("http://a.example/x", "http://a.example/login?to=x", "login"),
    "moved": ("http://a.example/x", "http://a.example/2031/x", None),
    "asked for": ("http://a.example/login", "http://a.example/login", None),
}


@pytest.mark.parametrize(("asked", "url", "what"), WAYS.values(), ids=WAYS)
def test_ways_that_lead_elsewhere(asked: str, url: str, what: str | None) -> None:
    """A redirect to a front page, a consent or login form is no report; one to another address may be."""
    found = blocked(Fetched(asked, url, 200, b"", (asked, url)), LONG)
    assert (found is None) if what is None else (found is not None and what in found)
