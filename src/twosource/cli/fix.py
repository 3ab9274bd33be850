"""`twosource fix`: what the user settles about names and stories; each can be undone, nothing is lost."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twosource.cli.completing import complete_reports, complete_stories
from twosource.cli.run import NOTHING, tell, write, write_json
from twosource.cli.stored import json_option, note_option, opened, plain, refreshed, rows, store_option

if TYPE_CHECKING:
    from twosource.store import Correction, Store

FORMAT = "twosource/correction/1"
EPILOG = """\b
Examples
  twosource fix same "Port Authority" "Harbour Board"
  twosource fix merge 1004ebbd176d 6e1e05dbe11c --note "one fire"
  twosource fix split 1004ebbd176d 51645f25c14d
  twosource fix copy gazette-0412 herald-0412 --note "the editor rang them"
  twosource fix undo
"""


@click.group(epilog=EPILOG)
def fix() -> None:
    """Correct the store: parties that are one or two, stories that are one or two, copies.

    A correction holds at once, for what is there and for what comes; it is written into a log, and `undo`
    takes it back. Nothing is overwritten.
    """


@fix.command()
@click.argument("name")
@click.argument("other")
@store_option
@note_option
def same(name: str, other: str, path: Path, note: str) -> int:
    """Two names are one party, in all stories."""
    with opened(path) as store:
        return _done(store, store.same(name, other, note=note))


@fix.command()
@click.argument("name")
@click.argument("other")
@store_option
@note_option
def different(name: str, other: str, path: Path, note: str) -> int:
    """Two names are two parties, in all stories."""
    with opened(path) as store:
        return _done(store, store.different(name, other, note=note))


@fix.command()
@click.argument("name")
@click.argument("shown")
@store_option
@note_option
def prefer(name: str, shown: str, path: Path, note: str) -> int:
    """Show the party that NAME is of as SHOWN."""
    with opened(path) as store:
        return _done(store, store.prefer(name, shown, note=note))


@fix.command()
@click.argument("story", shell_complete=complete_stories)
@click.argument("others", metavar="STORY...", nargs=-1, required=True, shell_complete=complete_stories)
@store_option
@note_option
def merge(story: str, others: tuple[str, ...], path: Path, note: str) -> int:
    """Put the reports of the other stories into the first, which keeps its id."""
    with opened(path) as store:
        return _done(store, store.merge(story, *others, note=note))


@fix.command()
@click.argument("story", shell_complete=complete_stories)
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, shell_complete=complete_reports)
@store_option
@note_option
def split(story: str, reports: tuple[str, ...], path: Path, note: str) -> int:
    """Put reports of a story into one of their own, and keep the two apart."""
    with opened(path) as store:
        return _done(store, store.split(story, *reports, note=note))


@fix.command()
@click.argument("report", shell_complete=complete_reports)
@click.argument("of", shell_complete=complete_reports)
@store_option
@note_option
def copy(report: str, of: str, path: Path, note: str) -> int:
    """REPORT is a copy of OF.

    Both are ids of reports of one story. All that REPORT tells counts as the word of OF from now on, however
    much or little the two share.

    \b
    Example: twosource fix copy gazette-0412 herald-0412 --note "the editor rang them"
    """
    with opened(path) as store:
        return _done(store, store.copied(report, of, note=note))


@fix.command("not-copy")
@click.argument("report", shell_complete=complete_reports)
@click.argument("other")
@store_option
@note_option
def not_copy(report: str, other: str, path: Path, note: str) -> int:
    """Two reports are no copies of one another.

    Neither has its text from the other, however alike they are: each speaks for itself.

    \b
    Example: twosource fix not-copy gazette-0412 herald-0412
    """
    with opened(path) as store:
        return _done(store, store.not_copied(report, other, note=note))


@fix.command()
@click.argument("number", required=False, type=int)
@store_option
@note_option
def undo(number: int | None, path: Path, note: str) -> int:
    """Take back a correction: the latest that holds, or that of NUMBER; an undo can be undone too."""
    with opened(path) as store:
        return _done(store, store.undo(number, note=note))


@fix.command("log")
@store_option
@json_option
def show_log(path: Path, as_json: bool) -> int:
    """List all corrections, what was undone among them."""
    with opened(path, read_only=True) as store:
        found = store.corrections()
    if not found:
        tell("no correction")
        return NOTHING
    if as_json:
        for one in found:
            write_json({"format": FORMAT, **asdict(one)})
        return 0
    table = [("NUMBER", "MADE", "KIND", "WHAT", "NOTE")]
    for one in found:
        kind = f"{one.kind} (undone)" if one.is_undone else one.kind
        table.append((str(one.number), one.made, kind, plain(" / ".join(one.what)), plain(one.note)))
    write(rows(table, frozenset({0})))
    return 0


def _done(store: Store, made: Correction) -> int:
    """Work out what a correction changes, and tell of it."""
    changed = len(store.stale())
    refreshed(store, is_quiet=True)
    what = plain(" / ".join(made.what))
    stories = "1 story" if changed == 1 else f"{changed} stories"
    tell(f"correction {made.number}: {made.kind} {what}; {stories} worked out anew")
    return 0
