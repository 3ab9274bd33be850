"""Reports into the store one at a time: written down, read in depth, stored whole, or set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from twosource.errors import ModelError
from twosource.records import Annotation, Report
from twosource.store import intake
from twosource.store.database import Database
from twosource.store.errors import StoreError
from twosource.store.grouping import Grouper
from twosource.store.intake import Waiting
from twosource.store.results import Added
from twosource.store.worker import CrashError, Marker
from twosource.store.writing import write_report

__all__ = ["Adder"]


@dataclass(slots=True)
class Adder:
    """Adds reports to a store; `now` gives the time as it is stored."""

    database: Database
    grouper: Grouper
    marker: Marker
    now: Callable[[], str]

    def register(self, reports: Sequence[Report]) -> tuple[list[Added], list[Waiting]]:
        """Return what became of the reports that are known, and those to work on, written down as waiting."""
        with self.database.transaction():
            known, new = intake.register(self.database, reports, self.now())
            self._begin(new)
        return known, new

    def waiting(self) -> list[Waiting]:
        """Return the reports that an earlier run left, to work on."""
        left = intake.waiting(self.database)
        if left:
            with self.database.transaction():
                self._begin(left)
        return left

    def work(self, reports: Sequence[Waiting]) -> Iterator[Added]:
        """Yield what became of reports that wait, each as it is stored; the first is marked as begun."""
        for place, one in enumerate(reports):
            following = reports[place + 1 : place + 2]
            if one.begun >= intake.MAX_BEGUN:
                yield self._aside(one, ("quarantined", "interrupted", "mark", None), following)
                continue
            made = self._marked(one)
            if isinstance(made, Annotation):
                yield self._stored(one, made, following)
            else:
                yield self._aside(one, ("quarantined", made.code, "mark", made.detail), following)

    def _begin(self, reports: Sequence[Waiting]) -> None:
        """Write down, within a transaction, that work on the first of some reports begins."""
        intake.begin(self.database, reports[0].number if reports else None)

    def _marked(self, one: Waiting) -> Annotation | CrashError:
        """Return a report with its layers; the crash, if it ended the worker as often as is let pass."""
        while True:
            try:
                return self.marker.mark(one.report)
            except CrashError as error:
                with self.database.transaction():
                    crashes = intake.crashed(self.database, one.number, error.code, error.detail)
                if crashes >= intake.MAX_CRASHES:
                    return error
            except (ModelError, KeyboardInterrupt):
                # Neither is the report's fault.
                with suppress(StoreError), self.database.transaction():
                    intake.unbegin(self.database, one.number)
                raise

    def _stored(self, one: Waiting, annotation: Annotation, following: Sequence[Waiting]) -> Added:
        """Return what became of a report whose layers are known, having stored all of it or nothing."""
        self.grouper.prepare()
        try:
            with self.database.transaction():
                added = write_report(self.database, self.grouper, annotation, self.now())
                intake.finish(self.database, one.number, added)
                self._begin(following)
            return added
        except StoreError:
            self.grouper.forget()
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours in one report must not keep out the others
            self.grouper.forget()
            detail = f"{type(error).__name__}: {str(error)[:200]}"
            return self._aside(one, ("failed-terminal", "internal", "store", detail), following)

    def _aside(
        self, one: Waiting, why: tuple[str, str, str, str | None], following: Sequence[Waiting]
    ) -> Added:
        """Return the outcome of a report that does not go in; `why`: status, code, stage, detail."""
        with self.database.transaction():
            added = intake.set_aside(self.database, one, *why)
            self._begin(following)
        return added
