"""`twosource failures`: what did not go into the store, and another try."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from twosource.cli.add import KEPT, finished
from twosource.cli.fetched import fetcher, host_option, offline_option
from twosource.cli.run import NOTHING, tell, write, write_json
from twosource.cli.stored import json_option, opened, plain, refreshed, rows, store_option, told

FORMAT = "twosource/failure/1"


@click.group(epilog="Example: twosource failures list; twosource failures retry 3")
def failures() -> None:
    """List what did not go into the store, try it again, or leave it out for good."""


@failures.command("list")
@store_option
@click.option("--reason", metavar="CODE", help="Only those of this reason.")
@click.option("--all", "is_all", is_flag=True, help="Also those that are ignored.")
@json_option
def list_failures(path: Path, reason: str | None, is_all: bool, as_json: bool) -> int:
    """List the inputs that did not go in: number, status, reason, input, what was found."""
    with opened(path, read_only=True) as store:
        found = store.failures(code=reason, ignored=is_all)
    if not found:
        tell("no failure")
        return NOTHING
    if as_json:
        for one in found:
            write_json({"format": FORMAT, **asdict(one)})
        return 0
    table = [("NUMBER", "STATUS", "REASON", "INPUT", "FOUND")]
    for one in found:
        status = f"{one.status} (ignored)" if one.is_ignored else one.status
        due = f" (not again before {one.due})" if one.due is not None else ""
        table.append((str(one.number), status, one.code, plain(one.source), plain(one.detail) + due))
    write(rows(table, frozenset({0})))
    return 0


@failures.command()
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1, type=int)
@host_option
@offline_option
@store_option
@click.option("-q", "--quiet", is_flag=True, help="No notes; errors are still shown.")
def retry(numbers: tuple[int, ...], path: Path, hosts: tuple[str, ...], offline: bool, quiet: bool) -> int:
    """Try failed inputs again: those of the numbers, or all that are due and not ignored.

    Files are read again, addresses fetched again. An address that failed is left alone for five minutes,
    then ten, and so on up to a day, unless its number is given.
    """
    from twosource.watch import retry as again

    counts: Counter[str] = Counter()
    with opened(path) as store:
        left = {} if numbers else {one.number: one.due for one in store.failures() if one.due is not None}
        for added in again(store, fetcher(hosts, is_offline=offline), numbers):
            counts[added.status] += 1
            if added.status not in KEPT:
                tell(f"error[{added.code}]: {added.source}: {added.detail}")
            elif not quiet and added.status != "duplicate":
                tell(told(added))
        refreshed(store, quiet)
        waiting = [one for one in store.failures() if left.get(one.number, "") == one.due]
        if waiting and not quiet:
            soonest = min(one.due or "" for one in waiting)
            many = "1 address is" if len(waiting) == 1 else f"{len(waiting)} addresses are"
            tell(f"note: {many} not asked for again before {soonest}; its number asks at once")
    if waiting and not counts:
        return 0
    return finished(counts, path, quiet)


@failures.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, type=int, required=True)
@store_option
def ignore(numbers: tuple[int, ...], path: Path) -> int:
    """Leave failed inputs out of the list and of later tries."""
    with opened(path) as store:
        store.ignore(numbers)
    return 0
