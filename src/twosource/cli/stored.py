"""What the commands on a store share: the option --store, opening it, ids and dates as options."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twosource.cli.run import tell

if TYPE_CHECKING:
    from twosource.store import Added, Store

DEFAULT = "twosource.db"
STANDINGS = ("independent", "repeated", "unestablished", "single")


def store_option_of(help: str, **rest: Any) -> Callable[[Any], Any]:
    """Return the option --store, which fills `path`; without a `default` it may stay `None`."""
    path = click.Path(path_type=Path)
    return click.option(
        "--store", "path", metavar="FILE", type=path, envvar="TWOSOURCE_STORE", help=help, **rest
    )


store_option = store_option_of(
    "The store.", default=Path(DEFAULT), show_default="TWOSOURCE_STORE or ./twosource.db"
)
json_option = click.option("--jsonl", "as_json", is_flag=True, help="One line of JSON each.")
note_option = click.option("--note", metavar="TEXT", default="", help="Why, for the log.")


def opened(path: Path, *, read_only: bool = False, must_exist: bool = True) -> Store:
    """Return the open store; for reading alone if the file, or its folder, can't be written to.

    Raises:
        StoreError: there is none, or it can't be opened.
    """
    from twosource.store import open as open_store

    # `os.access` is only a hint of what to try: opening decides.
    places = (path, path.absolute().parent)
    read_only = read_only or (path.exists() and not all(os.access(place, os.W_OK) for place in places))
    return open_store(path, read_only=read_only, must_exist=must_exist)


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return an option's ISO day.

    Raises:
        click.BadParameter: it is not a date.
    """
    from twosource.read.dates import iso_date

    found = None if value is None else iso_date(value)
    if value is not None and found is None:
        raise click.BadParameter(f"{value!r} is not a date like 2031-03-04")
    return found


def standing_option(help: str) -> Callable[[Any], Any]:
    """Return the option --standing."""
    return click.option("--standing", type=click.Choice(STANDINGS), help=help)


def refreshed(store: Store, is_quiet: bool) -> None:
    """Work out the accounts that wait, if the store can be written to, and tell of those that fail."""
    if store.database.is_read_only:
        return
    for story, problem in store.refresh():
        if problem is not None:
            tell(f"error[internal]: story {story}: its account could not be worked out: {problem}")


def told(added: Added) -> str:
    """Return the line that tells what became of an input."""
    parts = [
        added.status,
        added.source if added.report in added.source else f"{added.source} ({added.report})",
    ]
    if added.story is not None:
        words = "begins story" if added.is_new_story else "story"
        parts.append(f"{'a new version, ' if added.is_revision else ''}{words} {added.story}")
    if added.detail:
        parts.append(added.detail)
    return ": ".join(parts[:1]) + ": " + ", ".join(parts[1:])


def plain(text: str | None) -> str:
    """Return text as one line that a terminal can show."""
    from twosource.account.visible import one_line

    return one_line(text or "")


def rows(lines: Iterable[tuple[str, ...]], right: frozenset[int] = frozenset()) -> str:
    """Return a table as text; the columns in `right` are flush right, the last is not filled up."""
    from twosource.account.visible import cells

    table = list(lines)
    widths = [max(cells(row[n]) for row in table) for n in range(len(table[0]))] if table else []
    made = []
    for row in table:
        padded = []
        for n, cell in enumerate(row):
            fill = " " * (widths[n] - cells(cell))
            padded.append(fill + cell if n in right else cell if n == len(row) - 1 else cell + fill)
        made.append("  ".join(padded).rstrip())
    return "\n".join(made) + "\n" if made else ""


def document(value: dict[str, Any]) -> str:
    """Return a JSON document as a person reads it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def is_watched() -> bool:
    """Return whether a person watches stdout."""
    return sys.stdout.isatty()
