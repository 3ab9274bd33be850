"""The store as a Python user and the commands meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from twosource.link.judgements import Judgements
from twosource.read import Failure, Reading, ReadOptions, read
from twosource.records import Account, Annotation, Report
from twosource.store import corrections, intake, passages, search
from twosource.store.accounts import account_in, note_problem, refresh, stale
from twosource.store.adding import Adder
from twosource.store.checking import check
from twosource.store.database import BUSY_SECONDS, Database, connect
from twosource.store.errors import StoreError
from twosource.store.explaining import explain
from twosource.store.export import documents
from twosource.store.grouping import WINDOW, Grouper
from twosource.store.reading import annotation_of, find_report, find_story
from twosource.store.repairing import repair
from twosource.store.results import Added, Correction, Damage, Hit, Passage, Problem, StoryLine
from twosource.store.tables import rows_of, shown
from twosource.store.worker import Marker, Worker

__all__ = ["Store", "open"]

Clock = Callable[[], datetime]

CHUNK = 32
"""Reports that are written down as waiting at a time, before work on the first."""


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def open(
    path: str | Path,
    *,
    read_only: bool = False,
    must_exist: bool = False,
    marker: Marker | None = None,
    clock: Clock = now,
    busy_seconds: float = BUSY_SECONDS,
) -> Store:
    """Return the store in a file, made if there is none; a context manager that closes it.

    Args:
        path: the file.
        read_only: nothing is written; the file must be there.
        must_exist: don't make a new one.
        marker: what reads reports in depth; a worker process unless given.
        clock: gives the time at which things are added.
        busy_seconds: how long to wait while another program writes.

    Raises:
        StoreError: the file is missing, foreign, newer, damaged, or can't be opened.
    """
    database = connect(path, is_read_only=read_only, must_exist=must_exist, busy_seconds=busy_seconds)
    return Store(database, marker=marker, clock=clock)


class Store:
    """Reports, what was derived from them, their stories and the user's corrections, in one SQLite file.

    Several processes may have one store open, and one at a time writes: each writes in short transactions
    and waits for the others. A `Store` is used by one thread at a time; open one a thread.

        with twosource.open("desk.db") as store:
            for added in store.add(["reports/"]):
                print(added.report, added.status, added.story)
            for line in store.stories():
                print(line.id, line.title, line.origins)
            account = store.account(line.id)

    Every method may raise `StoreError`: the store is busy, full, damaged, or read-only.
    """

    def __init__(
        self, database: Database, *, marker: Marker | None = None, clock: Clock = now, window: int = WINDOW
    ) -> None:
        """Take an open database; use `twosource.open` instead."""
        self.database = database
        self._clock = clock
        marker = Worker() if marker is None else marker
        self._adder = Adder(database, Grouper(database, window), marker, self._now)

    # -- Opening and closing ---------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the file and end the worker; closing twice does no harm."""
        self._adder.marker.close()
        self.database.close()

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    # -- Adding ----------------------------------------------------------------------------------------------

    def add(
        self,
        inputs: str | Path | Mapping[str, object] | Sequence[str | Path | Mapping[str, object]],
        *,
        options: ReadOptions | None = None,
    ) -> Iterator[Added]:
        """Yield what became of each report of the inputs, as it is stored.

        What an earlier run left is finished first. The reports are added by the day of their publication, as
        far as it was given, then by id. Call `refresh` afterwards to have the accounts worked out.

        Args:
            inputs: as `twosource.read` takes them.
            options: limits, and the outlet and date of reports that bear none.
        """
        yield from self.add_reading(read(inputs, options=options))

    def add_reading(self, reading: Reading) -> Iterator[Added]:
        """Yield what became of each report and each failure of a reading, as `add` does."""
        yield from self.add_failures(reading.failures)
        yield from self.add_reports(sorted(reading.reports, key=_by_day))

    def add_reports(self, reports: Iterable[Report]) -> Iterator[Added]:
        """Yield what became of each report, in the order given, as it is stored.

        The reports are taken a few at a time, so that there may be millions. Each is acknowledged by being
        yielded: from then on it is in the store, whatever happens. A caller that stops early leaves at most
        a few reports that wait; the next `add…` finishes them.
        """
        yield from self.resume()
        iterator = iter(reports)
        while chunk := list(islice(iterator, CHUNK)):
            known, new = self._adder.register(chunk)
            yield from known
            yield from self._adder.work(new)

    def add_failures(self, failures: Iterable[Failure]) -> Iterator[Added]:
        """Yield what became of inputs that gave no report, having written them down."""
        for failure in failures:
            with self.database.transaction():
                added = intake.register_failure(self.database, failure, self._now())
            yield added

    def resume(self) -> Iterator[Added]:
        """Yield what became of the reports that an earlier run left waiting."""
        yield from self._adder.work(self._adder.waiting())

    def _now(self) -> str:
        """Return the time as it is stored."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    # -- Stories and accounts --------------------------------------------------------------------------------

    def stories(self, wanted: search.StoryFilter | None = None) -> tuple[StoryLine, ...]:
        """Return the stories, those with the latest reports first.

        The numbers of a story whose account waits to be worked out are those of before, or `None`; call
        `refresh` first to have them all.
        """
        return search.stories(self.database, wanted or search.StoryFilter())

    def stale(self) -> tuple[str, ...]:
        """Return the ids of the stories whose accounts wait to be worked out, in the order of ids."""
        return tuple(stale(self.database))

    def refresh(self, stories: Iterable[str] | None = None) -> Iterator[tuple[str, str | None]]:
        """Work out the accounts that wait; yield each story's id and why there is no account, mostly `None`.

        Args:
            stories: their ids; all that wait unless given.
        """
        for story in self.stale() if stories is None else tuple(stories):
            problem = None
            try:
                refresh(self.database, story, self.judgements())
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001  a fault of ours in one story spares the others
                problem = f"internal: {type(error).__name__}: {str(error)[:200]}"
                note_problem(self.database, story, problem)
            yield story, problem

    def account(self, story: str) -> Account:
        """Return the account of a story, worked out anew if something changed since.

        Args:
            story: its id, or the first characters of it.

        Raises:
            NotFoundError: there is no such story.
        """
        return account_in(self.database, find_story(self.database, story), self.judgements())

    def report(self, report: str, *, version: int | None = None) -> Annotation:
        """Return a stored report with its layers.

        Args:
            report: its id.
            version: which of its texts, from 1; the latest unless given.

        Raises:
            NotFoundError: there is no such report or version.
        """
        return annotation_of(self.database, find_report(self.database, report, version))

    # -- Looking things up -----------------------------------------------------------------------------------

    def search(self, query: str | search.Query) -> tuple[Hit, ...]:
        """Return the reports in which all words of a query stand, the best first; see `Query` for more."""
        wanted = search.Query(query) if isinstance(query, str) else query
        return search.search(self.database, wanted)

    def source(self, id: str, *, context: int = passages.CONTEXT) -> tuple[Passage, ...]:
        """Return the stored words that an id stands for, with their surroundings.

        Args:
            id: of a report; `REPORT:START-END`, a stretch of it; or of a claim, whose tellings are given.
            context: characters before and after.

        Raises:
            NotFoundError: there is nothing of that id.
        """
        with self.database.snapshot():
            return passages.source(self.database, id, context)

    def explain(self, id: str) -> tuple[str, ...]:
        """Return the sentences that say why a story, claim, origin or report is taken for what it is.

        Raises:
            NotFoundError: there is nothing of that id.
        """
        with self.database.snapshot():
            return explain(self.database, id)

    def export(self, story: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the canonical export as JSON documents: the same bytes for the same inputs in the same order.

        Reports (`twosource/report/1`, each version), where each belongs, accounts (`twosource/account/1`),
        what changed, corrections.

        Args:
            story: only what is of this story.
        """
        wanted = None if story is None else find_story(self.database, story)
        return documents(self.database, wanted)

    def table(self, name: str) -> Iterator[tuple[Any, ...]]:
        """Yield a table of the export, led by the names of its columns.

        Args:
            name: stories, reports, claims, tellings, differences, quotes, origins, parties, copies, failures.

        Raises:
            UsageError: there is no such table.
        """
        yield tuple(column.name for column in shown(name).columns)
        yield from rows_of(self.database, name)

    # -- Failures --------------------------------------------------------------------------------------------

    def failures(self, *, code: str | None = None, ignored: bool = False) -> tuple[Problem, ...]:
        """Return the inputs that did not go in, in the order in which they came.

        Args:
            code: only those of this reason.
            ignored: also those that the user chose to ignore.
        """
        return intake.failures(self.database, code, ignored)

    def retry(
        self, numbers: Sequence[int] = (), *, reader: Callable[[Sequence[str]], Reading] = read
    ) -> Iterator[Added]:
        """Yield what became of failed inputs on another try: those of `numbers`, or all due and not ignored.

        Inputs that gave no report are read again from where they were. `twosource.watch.retry` fetches
        those that came from an address.

        Args:
            numbers: of the failures.
            reader: what reads inputs again.
        """
        with self.database.transaction():
            inputs = intake.release(self.database, numbers, self._now())
        yield from self.resume()
        if inputs:
            reading = reader(tuple(inputs))
            yield from self.add_reading(reading)
            failed = {failure.name for failure in reading.failures}
            with self.database.transaction():
                intake.drop(self.database, [n for held in inputs.values() for n in held], failed)

    def ignore(self, numbers: Sequence[int]) -> None:
        """Leave failed inputs out of the list of failures and of later tries."""
        with self.database.transaction():
            intake.ignore(self.database, numbers)

    # -- Corrections -----------------------------------------------------------------------------------------

    def judgements(self) -> Judgements:
        """Return what the user settled about names and copies, without what was undone."""
        return corrections.judgements(self.database)

    def same(self, one: str, other: str, *, note: str = "") -> Correction:
        """Settle that two names are one party, in all stories."""
        return self._corrected(corrections.name_pair, "same", one, other, note)

    def different(self, one: str, other: str, *, note: str = "") -> Correction:
        """Settle that two names are two parties, in all stories."""
        return self._corrected(corrections.name_pair, "different", one, other, note)

    def prefer(self, name: str, shown: str, *, note: str = "") -> Correction:
        """Settle under which name a party is shown."""
        return self._corrected(corrections.name_pair, "prefer", name, shown, note)

    def merge(self, story: str, *others: str, note: str = "") -> Correction:
        """Put the reports of other stories into one, where they stay, and which keeps its id."""
        return self._corrected(corrections.merge, story, others, note)

    def split(self, story: str, *reports: str, note: str = "") -> Correction:
        """Put reports of a story into one of their own, and keep the two apart."""
        return self._corrected(corrections.split, story, reports, note)

    def copied(self, report: str, of: str, *, note: str = "") -> Correction:
        """Settle that a report has its text from another of its story: what it tells counts as that one's."""
        return self._corrected(corrections.copy_pair, "copy", report, of, note)

    def not_copied(self, one: str, other: str, *, note: str = "") -> Correction:
        """Settle that neither of two reports of a story has its text from the other."""
        return self._corrected(corrections.copy_pair, "not-copy", one, other, note)

    def undo(self, number: int | None = None, *, note: str = "") -> Correction:
        """Undo a correction, the latest that holds unless given; that can be undone in turn."""
        return self._corrected(corrections.undo, number, note)

    def corrections(self) -> tuple[Correction, ...]:
        """Return all that the user settled, the first first, what was undone among it."""
        return corrections.log(self.database)

    def _corrected(self, change: Callable[..., Correction], *values: object) -> Correction:
        """Return a correction that was written, having made everything depend on it."""
        try:
            with self.database.transaction():
                return change(self.database, *values, self._now())
        finally:
            self._adder.grouper.forget()

    # -- Care ------------------------------------------------------------------------------------------------

    def check(self, *, deep: bool = False) -> Iterator[Damage]:
        """Yield what is damaged: pages, holes, duplicates, extents that don't fit their text.

        Args:
            deep: also make sure that each report's layers and each account are what the program would make.
        """
        yield from check(self.database, deep)

    def repair(self) -> Iterator[str]:
        """Make anew what is damaged or was made by another version of the program; yield what was.

        Texts and corrections are never touched. Call `refresh` afterwards.
        """
        return repair(self.database, self._adder.marker)


def _by_day(report: Report) -> tuple[str, str]:
    """Return the order in which the reports of one run are added."""
    return report.given.published or report.page.published or "", report.id
