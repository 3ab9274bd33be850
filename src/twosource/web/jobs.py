"""Adding reports in the background: one thread, one job after another, each report's stage to be seen."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from twosource.account import account_of
from twosource.errors import PROBLEMS, TwosourceError
from twosource.fetch import Fetcher
from twosource.read import Reading
from twosource.store import Added, Marker, Store, Worker
from twosource.store.marking import WARMING
from twosource.store.store import open as open_store
from twosource.watch import failure_of, fetch_report, hosts, retry
from twosource.web.settings import Settings

__all__ = ["Item", "Job", "Jobs"]

Stage = Literal["waiting", "fetching", "reading", "ok", "partial", "duplicate", "set aside"]
State = Literal["waiting", "reading", "accounts", "done", "failed"]

KEPT_AS: dict[str, Stage] = {"ok": "ok", "partial": "partial", "duplicate": "duplicate"}
"""Outcomes with which a report is in the store, as stages."""

KEPT = 200
"""Jobs that are remembered, the latest."""

Work = Callable[[Store], Iterator[Added]]


@dataclass(slots=True)
class Item:
    """One report of a job: its name, how far it is, why, and its story."""

    name: str
    report: str | None
    stage: Stage = "waiting"
    detail: str | None = None
    story: str | None = None

    def document(self) -> dict[str, Any]:
        """Return the item as JSON has it."""
        return {
            "name": self.name,
            "report": self.report,
            "stage": self.stage,
            "detail": self.detail,
            "story": self.story,
        }


@dataclass(slots=True)
class Job:
    """Reports that were given together. `accounts` are the stories whose account was worked out anew."""

    number: int
    items: list[Item]
    work: Work | None
    state: State = "waiting"
    problem: str | None = None
    accounts: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    seconds: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {"done", "failed"}

    def document(self) -> dict[str, Any]:
        """Return the job as JSON has it."""
        return {
            "number": self.number,
            "state": self.state,
            "problem": self.problem,
            "items": [item.document() for item in self.items],
            "stories": list(dict.fromkeys(item.story for item in self.items if item.story)),
            "accounts": list(self.accounts),
            "seconds": round(time.monotonic() - self.began if self.seconds is None else self.seconds, 2),
        }


@dataclass(slots=True)
class Jobs:
    """The jobs of a server and the thread that does them.

    Args:
        settings: of the server.
        marker: what reads in depth; a worker process unless given.
        is_warmed: load the models when the thread starts, so that the first job need not wait for them.
    """

    settings: Settings
    marker: Marker | None = None
    is_warmed: bool = True
    jobs: dict[int, Job] = field(default_factory=dict)
    _queue: queue.SimpleQueue[Job | None] = field(default_factory=queue.SimpleQueue)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread = threading.Thread(target=self._run, name="adder", daemon=True)
        self._thread.start()

    def close(self, seconds: float = 10.0) -> None:
        """End the thread after the report that it works on; the rest waits in the store."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(seconds)

    def add(self, reading: Reading) -> Job:
        """Return the job that adds what was read."""
        items = [Item(shown_name(r.source.name), r.id) for r in _ordered(reading)]
        failed = [
            Item(shown_name(f.name), None, "set aside", f"{f.why}. {f.remedy}".rstrip(". "))
            for f in reading.failures
        ]
        return self._queued(failed + items, lambda store: store.add_reading(reading))

    def fetch(self, addresses: Sequence[str], fetcher: Fetcher) -> Job:
        """Return the job that fetches addresses and adds what stands there."""
        items = [Item(address, None) for address in addresses]
        return self._queued(items, lambda store: _fetched(store, items, fetcher))

    def retry(self, numbers: Iterable[int]) -> Job:
        """Return the job that tries failed inputs again."""
        chosen = tuple(numbers)
        return self._queued([], lambda store: retry(store, Fetcher(), chosen))

    def refresh(self) -> None:
        """Have the accounts that wait worked out, as after a correction of names."""
        self._queued([], lambda store: iter(()))

    def _queued(self, items: list[Item], work: Work) -> Job:
        job = Job(max(self.jobs, default=0) + 1, items, work)
        self.jobs[job.number] = job
        if len(self.jobs) > KEPT:
            self.jobs.pop(min(self.jobs))
        self._queue.put(job)
        return job

    def _run(self) -> None:
        """Do the jobs as they come."""
        marker: Marker = self.marker or Worker()
        with open_store(self.settings.store, marker=marker) as store:
            if self.is_warmed:
                _warm(marker)
            while (job := self._queue.get()) is not None:
                try:
                    self._do(store, job)
                    job.state = "done"
                except TwosourceError as error:
                    job.state, job.problem = "failed", str(error)
                except Exception as error:  # noqa: BLE001  a fault in one job must not end the thread
                    job.state, job.problem = "failed", f"internal: {type(error).__name__}"
                job.seconds = time.monotonic() - job.began
                job.work = None  # the texts are in the store

    def _do(self, store: Store, job: Job) -> None:
        """Add the reports of a job, then work out the accounts that wait."""
        if job.work is None:
            return
        job.state = "reading"
        _begin(job)
        for added in job.work(store):
            item = next((one for one in job.items if one.report == added.report), None)
            if item is None and added.report == added.source:  # a failure, which is listed already
                continue
            if item is None:
                item = Item(shown_name(added.source), added.report)
                job.items.append(item)
            _became(item, added)
            _begin(job)
        job.state = "accounts"
        for story, problem in store.refresh():
            job.accounts.append(story)
            if problem is not None:
                job.problem = f"The account of story {story} could not be worked out: {problem}"


def _fetched(store: Store, items: Sequence[Item], fetcher: Fetcher) -> Iterator[Added]:
    """Yield what became of the reports at some addresses, each fetched when its turn comes."""
    with hosts.remembered(store.database, fetcher):
        for item in items:
            item.stage = "fetching"
            try:
                report = fetch_report(fetcher, item.name).report
            except TwosourceError as error:
                item.stage, item.detail = "set aside", f"{error.why}. {error.remedy}".rstrip(". ")
                yield from store.add_failures([failure_of(error.subject, error)])
                continue
            item.report, item.stage = report.id, "reading"
            yield from store.add_reports([report])


def _begin(job: Job) -> None:
    """Note that the first report that waits is the one that is worked on."""
    item = next((item for item in job.items if item.stage == "waiting" and item.report is not None), None)
    if item is not None:
        item.stage = "reading"


def _became(item: Item, added: Added) -> None:
    """Note what became of a report."""
    item.story = added.story
    item.stage = KEPT_AS.get(added.status, "set aside")
    notes = [f"{PROBLEMS.get(code, code)}: {detail}" for code, detail in added.notes]
    item.detail = added.detail or ("; ".join(notes) or None)


def _ordered(reading: Reading) -> list[Any]:
    """Return the reports in the order in which a store adds them."""
    return sorted(reading.reports, key=lambda r: (r.given.published or r.page.published or "", r.id))


def shown_name(name: str) -> str:
    """Return the last part of a file's name."""
    return name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or name


def _warm(marker: Marker) -> None:
    """Load the models, in the worker and here, by reading a report of our own in depth."""
    try:
        account_of((marker.mark(WARMING),), story="warm")
    except Exception:  # noqa: BLE001  whatever it is, the first job will meet it again and tell of it
        return
