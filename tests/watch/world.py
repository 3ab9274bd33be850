"""A small web that lives by the clock: honest feeds, and one in three that lies, stalls or bombs."""

from __future__ import annotations

import gzip
from collections import defaultdict
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256

from twosource.records import Annotation, Layout, Marks, Named, Part, Report
from twosource.spans import Span

from ..fetch.fakes import PUBLIC, FakeClock, FakeNetwork, FakeStream, Request, answer

HOUR = 3_600.0
WINDOW = 5  # entries in a feed at a time
KINDS = (
    *("quiet-seconds", "quiet-date", "quiet-years", "page", "bomb", "new-guids", "loop", "inward", "cut"),
    *("garbage", "missing", "new-etags", "laughs", "restless", "gone", "rebinding", "always-304"),
    *("stuck-etag", "robots", "robots-down", "stall", "endless", "inward-pages"),
)
"""What hostile feeds do."""


class Plain:
    """Marks a report as a body without anything found in it: no model is loaded."""

    def mark(self, report: Report) -> Annotation:
        """Return the report with a bare layout."""
        body = Part(Span.trimmed(report.text, 0, len(report.text)), "body")
        title = Named(report.page.title or report.given.title, "page")
        return Annotation(report, Layout((body,), title=title), Marks(), "en", "ok")

    def close(self) -> None:
        """Do nothing."""


class Net(FakeNetwork):
    """A network that notes which addresses were connected to."""

    met: frozenset[str] = frozenset()

    def connect(self, address: str, port: int, server_name: str | None, timeout: float) -> FakeStream:
        """Return a connection in memory."""
        self.met |= {address}
        return super().connect(address, port, server_name, timeout)


@dataclass
class World:
    """The web of one test. `served` counts the pages of articles that were asked for, by address; `asked` has
    the moments at which each feed was."""

    clock: FakeClock
    feeds: int = 3 * len(KINDS)
    spacing: float = 6 * HOUR
    quiet: dict[str, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    served: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    polls: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    last: dict[str, float] = field(default_factory=dict)
    asked: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    network: Net = field(init=False)

    def __post_init__(self) -> None:
        """Begin at the clock's moment."""
        self.began = self.clock.at
        self.network = Net(self.clock, self.serve, keeps=False)
        # Robots.txt is asked at a public address, and what comes after it would be at an inner one.
        rebinding = [(PUBLIC,), ("10.0.0.7",), (PUBLIC, "192.168.0.1"), ("::ffff:127.0.0.1",)]
        self.network.answers[self.host(self.number("rebinding"))] = rebinding

    def kind(self, number: int) -> str:
        """Return what a feed does: every third is hostile."""
        return KINDS[number // 3 % len(KINDS)] if number % 3 == 2 else "honest"

    def number(self, kind: str) -> int:
        """Return the number of the first feed that does something hostile."""
        return 3 * KINDS.index(kind) + 2

    def host(self, number: int) -> str:
        """Return the host of a feed; honest ones share hosts by two."""
        return f"h{number}.example" if number % 3 == 2 else f"h{number // 3}.shared.example"

    def urls(self) -> list[str]:
        """Return the addresses of all feeds."""
        return [f"http://{self.host(number)}/feed/{number}" for number in range(self.feeds)]

    def articles(self, number: int) -> range:
        """Return the numbers of the articles that a feed has now."""
        newest = int((self.clock.at - self.began + number * 60) // self.spacing) + WINDOW
        return range(newest - WINDOW, newest)

    def serve(self, request: Request) -> bytes:
        """Return what the web answers, having noted what should not have been asked."""
        at, host = request.at, request.host
        if at < self.quiet.get(host, 0.0):
            self.broken.append(f"{host} asked {self.quiet[host] - at:.0f} s too early")
        if at - self.last.get(host, -9e9) < 1.0 - 1e-6:
            self.broken.append(f"{host} asked again after {at - self.last[host]:.3f} s")
        self.last[host] = at + self.network.delay
        if request.path == "/robots.txt":
            if host == self.host(self.number("robots")):
                return answer(b"User-agent: *\nDisallow: /a/")
            return answer(status=500 if host == self.host(self.number("robots-down")) else 404)
        place = request.path.split("/")
        number = int(place[2].partition("?")[0])
        if place[1] == "feed":
            self.asked[number].append(at)
            return self.feed(number, request)
        if self.kind(number) == "inward-pages":
            return answer(status=302, location="http://169.254.169.254/latest")
        return self.article(request)

    def article(self, request: Request) -> bytes:
        """Return the page of an article."""
        self.served[request.host + request.path] += 1
        name = request.path.strip("/").replace("/", " ")
        words = " ".join(sha256(f"{name} {n}".encode()).hexdigest()[:7] for n in range(60))
        text = f"<p>The council of {name} met.</p><p>{words} were the words of the mayor of {name}.</p>"
        page = f"<html><head><title>News of {name}</title></head><body><article><h1>News of {name}</h1>{text}"
        return answer(f"{page}</article></body></html>".encode(), content_type="text/html; charset=utf-8")

    def feed(self, number: int, request: Request) -> bytes:
        """Return a feed, or what a hostile one sends."""
        kind = self.kind(number)
        now = self.clock.at
        turn = int((now - self.began) // (2 * HOUR)) % 3
        if kind.startswith("quiet") and turn:
            return self.asks_for_quiet(kind, request.host, now)
        if kind == "gone" and now - self.began > 8 * HOUR:
            return answer(status=410)
        if kind in ("loop", "inward"):
            target = "http://10.0.0.1/feed" if kind == "inward" else f"/feed/{number}?{now}"
            return answer(status=302, location=target)
        if kind == "garbage":
            return b"220 mail.example ESMTP\r\n" * 9
        if kind == "missing":
            return answer(status=404)
        if kind == "page":
            return answer(b"<html><title>Welcome</title><body>Hello", content_type="text/html")
        if kind == "stall":
            self.clock.at += 60.0
            return b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss"
        if kind == "bomb":
            return answer(gzip.compress(bytes(200_000)), content_encoding="gzip")
        body = self.body(number, kind)
        etag = f'"{sha256(body).hexdigest()[:12]}"'
        if kind == "new-etags":
            etag = f'W/"{now}"'
        if kind == "stuck-etag":
            etag = '"one"'
        if kind == "honest":
            self.polls[request.path].append("if-none-match" in request.headers)
        if kind == "always-304" or (request.headers.get("if-none-match") == etag and kind != "new-etags"):
            return answer(status=304, etag=etag)
        return answer(body, etag=etag, content_type="application/rss+xml")

    def asks_for_quiet(self, kind: str, host: str, now: float) -> bytes:
        """Return an answer with a Retry-After, having noted until when it holds."""
        wanted = {"quiet-seconds": 5_000.0, "quiet-date": 9_000.0, "quiet-years": 10 * 365 * 24 * HOUR}[kind]
        said = formatdate(now + wanted, usegmt=True) if kind == "quiet-date" else f"{wanted:.0f}"
        self.quiet[host] = int(now) + min(wanted, 7 * 24 * HOUR)
        return answer(status=429 if kind == "quiet-seconds" else 503, retry_after=said)

    def body(self, number: int, kind: str) -> bytes:
        """Return the XML of a feed."""
        items = []
        for n in reversed(self.articles(number)):
            link = f"http://{self.host(number)}/a/{number}/{n}"
            guid = f"{link}#{self.clock.at}" if kind == "new-guids" else link
            said = f"{self.clock.at} comments" if kind == "restless" else "A council met."
            day = formatdate(self.began - 9 * HOUR + n * 60, usegmt=True)
            items.append(
                f"<item><title>News {n}</title><link>{link}?utm_source=rss</link>"
                f"<description>{said}</description><guid isPermaLink='false'>{guid}</guid>"
                f"<pubDate>{day}</pubDate></item>"
            )
        head = "<rss version='2.0'><channel><title>Feed</title>"
        if kind == "laughs":
            head = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>" + head.replace("Feed", "&b;")
        whole = (head + "".join(items) + "</channel></rss>").encode()
        if kind == "endless":
            whole += b"<!--" + b"x" * 300_000
        return whole[:-60] if kind == "cut" else whole
