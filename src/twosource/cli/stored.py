"""What the commands on a store share: the option --store, opening it, ids and dates as options."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twosource.cli.brief import WriteError
from twosource.cli.run import tell

if TYPE_CHECKING:
    from twosource.store import Added, Store

DEFAULT = "twosource.db"
STANDINGS = ("independent", "repeated", "unestablished", "single")

store_option = click.option(
    "--store",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    envvar="TWOSOURCE_STORE",
    default=Path(DEFAULT),
    show_default="TWOSOURCE_STORE or ./twosource.db",
    help="The store.",
)
json_option = click.option("--jsonl", "as_json", is_flag=True, help="One line of JSON each.")
note_option = click.option("--note", metavar="TEXT", default="", help="Why, for the log.")


def opened(path: Path, *, read_only: bool = False, must_exist: bool = True) -> Store:
    """Return the open store; for reading alone if the file can't be written to.

    Raises:
        StoreError: there is none, or it can't be opened.
    """
    from twosource.store import open as open_store

    # `os.access` is only a hint of what to try: opening decides.
    read_only = read_only or (path.exists() and not os.access(path, os.W_OK))
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


def write_bytes(target: Path, pieces: Iterable[bytes]) -> None:
    """Write pieces to a file whole or not at all: to one beside it, which then takes its name.

    Raises:
        WriteError: the disk is full, or the folder can't be written to.
    """
    made: str | None = None
    try:
        number, made = tempfile.mkstemp(prefix=".twosource-", dir=target.parent)
        with os.fdopen(number, "wb") as file:
            for piece in pieces:
                file.write(piece)
        Path(made).chmod(0o644)
        Path(made).replace(target)
        made = None
    except OSError as error:
        why = (error.strerror or "it can't be written").lower()
        raise WriteError("not_written", str(target), why, "Name another file, or free some space") from None
    finally:
        if made is not None:
            with suppress(OSError):
                Path(made).unlink()


def is_watched() -> bool:
    """Return whether a person watches stdout."""
    return sys.stdout.isatty()
