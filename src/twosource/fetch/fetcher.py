"""An address to what is there, over all redirects, within the limits; or the one reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from twosource.fetch import robots
from twosource.fetch.addresses import MAX_URL, Address, parse, shown
from twosource.fetch.clock import Clock, Deadline, SystemClock
from twosource.fetch.errors import FetchError
from twosource.fetch.exchange import REDIRECTS, Answer, exchange
from twosource.fetch.manners import SHORTEST, Manners, retry_after
from twosource.fetch.network import Network, SystemNetwork, dial
from twosource.fetch.options import FetchOptions
from twosource.fetch.robots import Robots
from twosource.fetch.unpack import ACCEPTED
from twosource.records import Reason

__all__ = ["Fetched", "Fetcher", "Validators"]

PAGE = "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1"
FEED = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,"
    "text/xml;q=0.9,*/*;q=0.1"
)
QUIET = frozenset({429, 503})
"""Answers that ask to be left alone."""

PERMANENT = frozenset({301, 308})
ABOUT_THE_HOST = frozenset({"blocked_address", "held_back", "offline", "unknown_host", "tls_error"})
MAX_VALIDATOR = 1_000  # characters of an ETag that is kept
_CHARSET = re.compile(r"""(?i);\s{0,5}charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})""")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "only if it changed" with, as it was given."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of an address: any status but a redirect.

    `asked` and `url` are the address given and the last one, without credentials; `hops` all of them in
    order. `moved` is the last address if every hop on the way says that it moved for good. `cut` says why
    the body is not whole. `notes` are remarks (`downgraded`, `credentials_dropped`, `too_large`).
    """

    asked: str
    url: str
    status: int
    body: bytes
    hops: tuple[str, ...]
    media_type: str = ""
    charset: str | None = None
    validators: Validators = Validators()
    cut: str | None = None
    moved: str | None = None
    notes: tuple[Reason, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        """Return a header by its lower-case name, empty if it was not sent."""
        return dict(self.headers).get(name, "")


@dataclass(slots=True)
class _Chain:
    """The hops of one fetch so far."""

    hops: list[str]
    notes: list[Reason]
    is_permanent: bool = True


class Fetcher:
    """Fetches addresses; used by several threads at once."""

    def __init__(
        self,
        options: FetchOptions | None = None,
        *,
        network: Network | None = None,
        clock: Clock | None = None,
        manners: Manners | None = None,
    ) -> None:
        """Take limits, and what stands for the network and the clock in tests."""
        self.options = options or FetchOptions()
        self.network: Network = network or SystemNetwork()
        self.clock: Clock = clock or SystemClock()
        self.manners = manners or Manners(self.clock, self.options.gap)
        self.robots: dict[str, Robots] = {}

    def fetch(self, url: str, *, validators: Validators | None = None, is_feed: bool = False) -> Fetched:
        """Return what is at an address, whatever its status.

        Args:
            url: http or https; credentials in it go to its own origin alone, and are not kept.
            validators: ask for the body only if it changed.
            is_feed: ask for a feed rather than for a page.

        Raises:
            FetchError: with a code of `PROBLEMS`; `held_back`, `robots` and `blocked_address` without a
                byte sent to the host.
        """
        headers = {"Accept": FEED if is_feed else PAGE}
        if validators is not None and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators is not None and validators.modified:
            headers["If-Modified-Since"] = validators.modified
        return self._fetch(parse(url), headers, asks_robots=True)

    def _fetch(self, address: Address, headers: dict[str, str], *, asks_robots: bool) -> Fetched:
        """Return what is at an address, behind at most `max_redirects` hops."""
        if self.options.is_offline:
            raise FetchError("offline", address.url)
        asked, deadline = address.url, Deadline(self.clock, self.options.deadline)
        chain = _Chain([asked], [])
        while True:
            if asks_robots:
                with _outside(deadline, self.clock):
                    self._ask_robots(address)
            answer = self._one(address, headers, deadline, robots.MAX_BYTES if not asks_robots else 0)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or location is None:
                return self._made(asked, address, answer, chain)
            if len(chain.hops) > self.options.max_redirects:
                why = f"it sends on more than {self.options.max_redirects} times"
                raise FetchError("too_many_redirects", asked, why)
            address = self._follow(asked, address, answer.status, location, chain)

    def _follow(self, asked: str, address: Address, status: int, location: str, chain: _Chain) -> Address:
        """Return the next address of a chain, having noted what is to be said about it."""
        if len(location) > MAX_URL:
            raise FetchError(
                "bad_redirect", asked, f"it sends on to an address of {len(location):,} characters"
            )
        try:
            # Servers send the bytes of UTF-8 as they are.
            target = parse(location.encode("latin-1").decode("utf-8", "replace"), address)
        except FetchError as error:
            raise FetchError(
                "bad_redirect", asked, f"it sends on to {shown(location)!r}: {error.why}"
            ) from None
        if address.scheme == "https" and target.scheme == "http":
            chain.notes.append(Reason("downgraded", f"from https to http, at {target.netloc}"))
        if target.origin == address.origin:
            target = replace(target, authorization=address.authorization)
        else:
            if address.authorization or target.authorization:
                note = Reason("credentials_dropped", f"not sent on to {target.netloc}")
                chain.notes.append(note)
            target = replace(target, authorization=None)
        chain.is_permanent = chain.is_permanent and status in PERMANENT
        chain.hops.append(target.url)
        return target

    def _one(self, address: Address, headers: dict[str, str], deadline: Deadline, limit: int) -> Answer:
        """Return the answer of one hop, at the host's turn, unless the host asked to be left alone."""
        self._refuse_held(address)
        sent = {"User-Agent": self.options.agent, **headers, "Accept-Encoding": ACCEPTED}
        if address.authorization is not None:
            sent["Authorization"] = address.authorization
        with self.manners.turn(address.host) as waited:
            deadline.extend(waited)
            self._refuse_held(address)  # the request before this one may have been told so
            stream = dial(self.network, address, self.options.allowed_hosts, deadline)
            try:
                answer = exchange(stream, address, sent, limit or self.options.max_bytes, deadline)
            finally:
                stream.close()
        if answer.status in QUIET:
            asked = retry_after(answer.headers.get("retry-after"), self.clock.now())
            self.manners.hold(address.host, SHORTEST if asked is None else asked)
        return answer

    def _refuse_held(self, address: Address) -> None:
        """Refuse a request to a host that asked to be left alone."""
        until = self.manners.held(address.host)
        if until is not None:
            seconds = max(1, round(until - self.clock.now()))
            why = f"{address.host} asked to be left alone for another {seconds:,} seconds"
            raise FetchError("held_back", address.url, why)

    def _ask_robots(self, address: Address) -> None:
        """Refuse an address that the robots.txt of its origin keeps programs from."""
        try:
            found = self.robots_of(address)
        except FetchError as error:  # it is about the host, so it is about the page
            raise FetchError(error.code, address.url, error.why) from None
        if found.verdict == "unknown":
            raise FetchError("robots_unknown", address.url, f"its robots.txt can't be had: {found.detail}")
        if not found.allows(address.url):
            raise FetchError("robots", address.url)

    def robots_of(self, address: Address) -> Robots:
        """Return the robots.txt of an address's origin, asked for if it is not known or too old.

        Raises:
            FetchError: `blocked_address` or `held_back`, which are about the host and not about the file.
        """
        origin = f"{address.scheme}://{address.netloc}"
        known = self.robots.get(origin)
        if known is not None and known.until > self.clock.now():
            return known
        target = replace(address, path="/robots.txt")
        try:
            answer = self._fetch(target, {"Accept": "text/plain,*/*;q=0.1"}, asks_robots=False)
            found = robots.from_answer(answer.status, answer.body, self.clock.now())
        except FetchError as error:
            # Said of the host itself it holds for the page; of one that robots.txt sends on to it does not.
            if error.code in ABOUT_THE_HOST and error.subject == target.url:
                raise
            # RFC 9309, 2.3.1.2: behind more than five redirects there is no robots.txt.
            now, is_lost = self.clock.now(), error.code == "too_many_redirects"
            found = robots.from_answer(404, b"", now) if is_lost else robots.failed(error.code, now)
            if error.code in ("unreachable", "timed_out") and error.subject == target.url:
                self.robots[origin] = found  # the next page of it need not wait as long
                raise
        self.robots[origin] = found
        return found

    def forget(self, now: float, most: int) -> None:
        """Forget what is over, so that memory does not grow with the hosts ever met.

        Args:
            now: seconds since 1970.
            most: origins whose robots.txt is kept, those that are valid longest.
        """
        current = sorted((r.until, origin) for origin, r in self.robots.items() if r.until > now)
        kept = {origin for _, origin in current[-most:]}
        for origin in [origin for origin in self.robots if origin not in kept]:
            del self.robots[origin]
        self.manners.forget()

    def _made(self, asked: str, address: Address, answer: Answer, chain: _Chain) -> Fetched:
        """Return the record of a fetch."""
        kind = answer.headers.get("content-type", "")
        charset = _CHARSET.search(kind)
        etag, modified = (answer.headers.get(name) for name in ("etag", "last-modified"))
        if answer.cut is not None:
            chain.notes.append(Reason("too_large" if "first" in answer.cut else "cut_short", answer.cut))
        return Fetched(
            asked,
            address.url,
            answer.status,
            answer.body,
            tuple(chain.hops),
            kind.partition(";")[0].strip().lower(),
            None if charset is None else charset[1],
            Validators(_short(etag), _short(modified)),
            answer.cut,
            address.url if len(chain.hops) > 1 and chain.is_permanent else None,
            tuple(chain.notes),
            tuple(sorted(answer.headers.items())),
        )


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= MAX_VALIDATOR else None


@contextmanager
def _outside(deadline: Deadline, clock: Clock) -> Iterator[None]:
    """Leave the time spent inside out of a deadline: a robots.txt has a deadline of its own."""
    began = clock.monotonic()
    yield
    deadline.extend(clock.monotonic() - began)
