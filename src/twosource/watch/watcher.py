"""Goes round the feeds: asks what is due, one request a host at a time, and stores what comes of it.

Network and reading of feeds happen in threads, writing in the one that calls. Each step is written down
before the next: a watcher that is killed goes on where it was, and asks again only for what it had not
finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, replace

from twosource.errors import TwosourceError
from twosource.fetch import Fetcher
from twosource.store import Added, Store
from twosource.watch import entries, hosts
from twosource.watch.entries import Waiting
from twosource.watch.feeds import Feed, due_feeds, save
from twosource.watch.lock import only_watcher
from twosource.watch.pages import Page, failure_of, page_of
from twosource.watch.poll import Poll, poll

__all__ = ["Event", "Watcher"]

LONGEST_SLEEP = 3_600.0
"""Seconds after which the list is looked at again, as another program may have changed it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: a feed was asked, a page fetched, or (`idle`) nothing is due any more.

    `kind` is `feed` or `page`; `status` for a feed `new`, `unchanged`, `failed`, `held`, `stopped` or
    `moved`, for a page that of `Added`, or `waiting` if it is tried again. `new` are entries that wait now.
    """

    kind: str
    subject: str
    status: str
    code: str | None = None
    detail: str | None = None
    new: int = 0
    added: Added | None = None


MOST = 64
"""Jobs of one round, whose pages are held in memory until they are stored."""

Job = Feed | Waiting
Outcome = Poll | Page | TwosourceError | Exception


class Watcher:
    """Watches the feeds of a store.

    with Watcher(store, fetcher) as watcher:
        for event in watcher.once():
            ...
    """

    def __init__(self, store: Store, fetcher: Fetcher, *, seed: str = "", workers: int = 1) -> None:
        """Take the store, the fetcher, the seed of the jitter, and how many hosts are asked at a time."""
        self.store = store
        self.database = store.database
        self.fetcher = fetcher
        self.clock = fetcher.clock
        self.seed = seed
        self.workers = max(1, workers)
        self._stack = ExitStack()

    def __enter__(self) -> Watcher:
        """Return the watcher, which is the only one of its store until it is left.

        Raises:
            WatchError: `watched_already`.
        """
        self._stack.enter_context(only_watcher(self.database.name))
        hosts.load(self.database, self.fetcher)
        if self.workers > 1:
            self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(self.workers, "fetch")
            self._stack.callback(self._pool.shutdown, wait=True, cancel_futures=True)
        else:
            self._pool = None
        return self

    def __exit__(self, *_: object) -> None:
        """Let others watch."""
        self._stack.close()

    def once(self) -> Iterator[Event]:
        """Yield what happened until nothing is due any more."""
        yield from self._stored_before()
        while jobs := self._jobs():
            for job, outcome in self._outcomes(jobs):
                yield from self._apply(job, outcome)
            hosts.save(self.database, self.fetcher)

    def run(
        self, until: float | None = None, is_ended: Callable[[], bool] = lambda: False
    ) -> Iterator[Event]:
        """Yield what happens, waiting for what is due next.

        Args:
            until: seconds since 1970 at which to end; never unless given.
            is_ended: asked between two rounds whether to end.
        """
        while not is_ended():
            yield from self.once()
            now = self.clock.now()
            if until is not None and now >= until:
                return
            yield Event("idle", self.database.name, "waiting")
            due = entries.next_due(self.database)
            wake = now + LONGEST_SLEEP if due is None else min(max(due, now + 1), now + LONGEST_SLEEP)
            self.clock.sleep((wake if until is None else min(wake, until)) - now)

    # -- What is due -----------------------------------------------------------------------------------------

    def _jobs(self) -> list[Job]:
        """Return what is due, at most one job a host; what must wait for its host is put off."""
        now = self.clock.now()
        found: list[Job] = [*due_feeds(self.database, now), *entries.waiting(self.database, now)]
        jobs: dict[str, Job] = {}
        held: list[tuple[Job, float]] = []
        for job in found:
            until = self.fetcher.manners.held(job.host)
            if until is not None:
                held.append((job, until))
            elif job.host not in jobs:
                jobs[job.host] = job
        if held:
            with self.database.transaction():
                for job, until in held:
                    self._put_off(job, until)
        return list(jobs.values())[:MOST]

    def _put_off(self, job: Job, until: float) -> None:
        """Let a feed, or all pages of a host, wait until its host may be asked again."""
        if isinstance(job, Feed):
            save(self.database, replace(job, due=until))
        else:
            entries.postpone(self.database, job.host, until)

    def _outcomes(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Yield what came of jobs, as they end."""
        if self._pool is None:
            yield from ((job, self._do(job)) for job in jobs)
            return
        futures = {self._pool.submit(self._do, job): job for job in jobs}
        for future in as_completed(tuple(futures)):
            yield futures.pop(future), future.result()

    def _do(self, job: Job) -> Outcome:
        """Return what came of one job; writes nothing, so that it can run in any thread."""
        try:
            if isinstance(job, Feed):
                return poll(self.fetcher, job, self.seed)
            return page_of(self.fetcher, job)
        except TwosourceError as error:
            return error
        except Exception as error:  # noqa: BLE001  a fault of ours in one page spares the others
            return error

    # -- What comes of it ------------------------------------------------------------------------------------

    def _apply(self, job: Job, outcome: Outcome) -> Iterator[Event]:
        """Yield what happened, having written it down."""
        if isinstance(job, Feed):
            yield from self._polled(job, outcome)
        elif isinstance(outcome, Page):
            yield from self._paged(job, outcome)
        elif isinstance(outcome, Exception):
            yield from self._page_failed(job, outcome)

    def _polled(self, job: Feed, outcome: Outcome) -> Iterator[Event]:
        """Write down what a check of a feed came to."""
        if not isinstance(outcome, Poll):
            detail = f"{type(outcome).__name__}: {str(outcome)[:200]}"
            due = self.clock.now() + 86_400.0
            broken = replace(job, code="internal", detail=detail, failures=job.failures + 1, due=due)
            outcome = Poll(broken, "failed")
        with self.database.transaction():
            feed, told = self._moved(outcome)
            save(self.database, feed)
            read = outcome.read
            new = (
                0
                if read is None
                else entries.take(self.database, feed.number, read.entries, self.clock.now())
            )
        notes = [] if read is None else [f"{reason.code}: {reason.detail}" for reason in read.reasons]
        told_why = feed.detail or "; ".join(notes) or None
        yield Event("feed", job.url, outcome.outcome, feed.code, told_why, new)
        if told is not None:
            yield Event("feed", job.url, "moved", told, outcome.move)

    def _moved(self, outcome: Poll) -> tuple[Feed, str | None]:
        """Return the feed at its new address, if it moved and no other feed on the list is there."""
        feed, move = outcome.feed, outcome.move
        if move is None or move == feed.url:
            return feed, None
        if self.database.row("SELECT 1 FROM feed WHERE url = ?", (move,)) is not None:
            why = f"it moved to {move}, which is watched too: remove one of them"
            return replace(feed, code="moved_onto", detail=why), "moved_onto"
        return replace(feed, url=move, moved=None, moves=0), "moved"

    def _paged(self, job: Waiting, page: Page) -> Iterator[Event]:
        """Add the report of a page to the store, and write down that its entry is done."""
        for added in self.store.add_reports([page.report]):
            if added.report == page.report.id or added.source == page.report.source.name:
                is_new = added.status in ("ok", "partial")
                with self.database.transaction():
                    entries.done(self.database, job, added.report, added.code, is_new=is_new)
            yield Event("page", added.source, added.status, added.code, added.detail, added=added)

    def _page_failed(self, job: Waiting, error: Exception) -> Iterator[Event]:
        """Write down that a page could not be had, and among the failures once it is given up."""
        failure = failure_of(job.name, error)
        code, now = failure.code, self.clock.now()
        if code == "held_back":
            until = self.fetcher.manners.held(job.host)
            with self.database.transaction():
                self._put_off(job, until or now + 60)
            return
        with self.database.transaction():
            is_over = entries.failed(self.database, job, code, now=now, is_passing=failure.is_passing)
        if not is_over:
            yield Event("page", job.name, "waiting", code, failure.why)
            return
        for added in self.store.add_failures([failure]):
            yield Event("page", job.name, added.status, code, failure.why, added=added)

    def _stored_before(self) -> Iterator[Event]:
        """Yield what became of reports that an earlier run left half added."""
        for added in self.store.resume():
            yield Event("page", added.source, added.status, added.code, added.detail, added=added)
