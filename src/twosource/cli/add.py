"""`twosource add`: reports into the store, read in depth, placed in their stories."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from twosource.cli.fetched import REFUSED, fetcher, host_option, is_refused, offline_option, read_all
from twosource.cli.run import SOME_FAILED, Tally, Wanted, input_options, progress, tell
from twosource.cli.stored import opened, refreshed, store_option, told
from twosource.errors import PROBLEMS

EPILOG = """\b
Examples
  twosource add reports/ --store desk.db
  twosource add today.jsonl page.html
  twosource add https://paper.example/2031/bridge-closed
  cat reports.jsonl | twosource add -
"""
KEPT = frozenset({"ok", "partial", "duplicate"})


@click.command(epilog=EPILOG)
@input_options
@host_option
@offline_option
@store_option
@click.option("--resume", is_flag=True, help="Finish what an earlier run left; each run does that anyway.")
def add(wanted: Wanted, path: Path, hosts: tuple[str, ...], offline: bool, resume: bool) -> int:
    """Add reports to the store: read them in depth, place them in stories, work out the accounts.

    INPUT is a text file, a page of HTML, a file of JSONL, a folder of such files, an address (http or
    https), which is fetched, or - for the standard input. A report that is there already is not added twice;
    one with the same id or address and another text becomes its next version. A run that was interrupted
    goes on where it was when it is started again.
    """
    del resume  # said for the user's peace of mind
    tally = Tally(wanted.is_quiet)
    counts: Counter[str] = Counter()
    with opened(path, must_exist=False) as store:
        reading = read_all(wanted, tally, fetcher(hosts, is_offline=offline), store)
        for added in progress(store.add_reading(reading), len(reading.reports), wanted.is_quiet):
            counts[added.status] += 1
            is_failure_told = added.code is not None and added.status not in KEPT
            if is_failure_told and added.report != added.source:
                tell(f"error[{added.code}]: {added.source}: {added.detail}")
            elif not wanted.is_quiet and added.status != "duplicate" and added.report != added.source:
                tell(told(added))
                for code, detail in added.notes:
                    tell(f"note[{code}]: {added.source}: {PROBLEMS.get(code, code)}: {detail}")
        refreshed(store, wanted.is_quiet)
    left = finished(counts, path, wanted.is_quiet)
    return REFUSED if is_refused(wanted, reading) else left


def finished(counts: Counter[str], path: Path, is_quiet: bool) -> int:
    """Return the exit code of a run that added, having summed it up in one line."""
    failed = sum(count for status, count in counts.items() if status not in KEPT)
    if not is_quiet:
        parts = [f"{counts[status]} {status}" for status in sorted(counts)]
        line = f"{counts.total()} read: {', '.join(parts) or 'no report'}; in {path}"
        tell(line + (f" (twosource failures list --store {path})" if failed else ""))
    if failed or counts["partial"]:
        return SOME_FAILED
    return 0 if counts else 4
