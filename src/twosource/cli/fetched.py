"""Addresses among the inputs of a command: fetched, and read like files."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from twosource.cli.run import Tally, Wanted, read_inputs, tell
from twosource.errors import TwosourceError

if TYPE_CHECKING:
    from twosource.fetch import Fetcher
    from twosource.read import Reading
    from twosource.records import Report
    from twosource.store import Store

__all__ = ["REFUSED", "fetcher", "host_option", "is_address", "is_refused", "offline_option", "read_all"]

REFUSED = 6
"""The exit code when the network, or a permission, refused everything."""

host_option = click.option(
    "--allow-host",
    "hosts",
    metavar="HOST",
    multiple=True,
    help="A host of your own that may be on a private address; again for more.",
)
offline_option = click.option("--offline", is_flag=True, help="Fetch nothing.")


def fetcher(hosts: tuple[str, ...], *, is_offline: bool = False) -> Fetcher:
    """Return the fetcher of a command."""
    from twosource.fetch import Fetcher, FetchOptions

    allowed = frozenset(host.lower().strip("[]") for host in hosts)
    return Fetcher(FetchOptions(allowed_hosts=allowed, is_offline=is_offline))


def is_address(given: str) -> bool:
    """Return whether an input is to be fetched: whatever looks like an address of the web."""
    from twosource.store.addresses import is_web

    return is_web(given)


def is_refused(wanted: Wanted, reading: Reading) -> bool:
    """Return whether all inputs were addresses, and the network or a permission refused each."""
    from twosource.fetch import PROBLEMS

    refused = all(failure.code in PROBLEMS and failure.code != "blocked_page" for failure in reading.failures)
    return refused and not reading.reports and all(map(is_address, wanted.inputs))


def read_all(wanted: Wanted, tally: Tally, asks: Fetcher, store: Store) -> Reading:
    """Return the reports of the inputs, the addresses among them fetched; each failure is told in one line.

    What hosts asked for before stands in the store, and what they ask for now is written there.

    Raises:
        click.BadParameter: the date is not an ISO date or time.
    """
    from twosource.read import Reading
    from twosource.watch import failure_of, hosts

    urls = [given for given in dict.fromkeys(wanted.inputs) if is_address(given)]
    others = tuple(given for given in wanted.inputs if not is_address(given))
    reading = read_inputs(replace(wanted, inputs=others), tally) if others or not urls else Reading((), ())
    reports, failures = list(reading.reports), list(reading.failures)
    with hosts.remembered(store.database, asks) if urls else nullcontext():
        for url in urls:
            try:
                reports.append(_fetched(url, wanted, asks))
            except TwosourceError as error:
                if error.exit_code != 3:
                    raise
                failures.append(failure_of(error.subject, error))
                tell(str(error))
                tell("  not fetched; nothing of it was stored")
                tally.failed += 1
    return Reading(tuple(reports), tuple(failures), reading.aside)


def _fetched(url: str, wanted: Wanted, asks: Fetcher) -> Report:
    """Return the report at an address, with notes on stderr of what is to be said of the way there."""
    from twosource.read import ReadOptions
    from twosource.watch import fetch_report

    page = fetch_report(asks, url, options=ReadOptions(outlet=wanted.outlet, published=wanted.published))
    if not wanted.is_quiet:
        if len(page.hops) > 1:
            tell(f"note: {page.hops[0]}: it sends on: " + " -> ".join(page.hops[1:]))
        for note in page.notes:
            tell(f"note[{note.code}]: {page.hops[0]}: {note.detail}")
    return page.report
