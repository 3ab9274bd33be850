"""Another try for what came from an address and failed; entries of feeds that were given up among it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from twosource.errors import TwosourceError
from twosource.fetch import Fetcher
from twosource.read import Failure, Reading, read
from twosource.records import Report
from twosource.store import Added, Store
from twosource.store.addresses import is_web
from twosource.watch import entries, hosts
from twosource.watch.pages import failure_of, fetch_report, page_of

__all__ = ["retry"]


def retry(
    store: Store,
    fetcher: Fetcher,
    numbers: Sequence[int] = (),
    *,
    tell: Callable[[Failure], None] = lambda failure: None,
) -> Iterator[Added]:
    """Yield what became of failed inputs on another try, as `Store.retry` does; addresses are fetched again.

    Args:
        store: the store.
        fetcher: what fetches; it keeps to what hosts asked for before.
        numbers: of the failures; all that are due unless given.
        tell: is told of each input that failed again.
    """

    def reader(inputs: Sequence[str]) -> Reading:
        others = tuple(name for name in inputs if not is_web(name))
        reading = read(others) if others else Reading((), ())
        reports, failures = list(reading.reports), list(reading.failures)
        for name in inputs:
            if is_web(name):
                had = _had(store, fetcher, name)
                reports.append(had) if isinstance(had, Report) else failures.append(had)
        for failure in failures:
            tell(failure)
        return Reading(tuple(reports), tuple(failures), reading.aside)

    with hosts.remembered(store.database, fetcher):
        for added in store.retry(numbers, reader=reader):
            entry = entries.given_up(store.database, added.source)
            if entry is not None and added.status in ("ok", "partial", "duplicate"):
                with store.database.transaction():
                    entries.done(store.database, entry, added.report, None, is_new=True)
            yield added


def _had(store: Store, fetcher: Fetcher, name: str) -> Report | Failure:
    """Return the report that is at an address, or why there is none."""
    entry = entries.given_up(store.database, name)
    try:
        return (fetch_report(fetcher, name) if entry is None else page_of(fetcher, entry)).report
    except TwosourceError as error:
        if error.exit_code != 3:  # about this machine, not about the address
            raise
        return failure_of(name, error)
