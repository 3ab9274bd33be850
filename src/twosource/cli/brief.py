"""`twosource brief`: the sourced account of each story, on the terminal, as JSON or as one page."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from twosource.cli.judged import judgement_option, judgements_of, note_unused
from twosource.cli.run import (
    Tally,
    Wanted,
    annotated,
    finish,
    input_options,
    read_inputs,
    tell,
    write,
    write_json,
)
from twosource.errors import TwosourceError

PLAIN_WIDTH = 100  # columns where the output is no terminal
EPILOG = """\b
Examples
  twosource brief a.txt b.html reports/
  twosource brief reports/ --html account.html
  twosource brief reports.jsonl --jsonl | jq .claims
  twosource brief reports/ --judgements names.tsv
"""


class WriteError(TwosourceError):
    """The result could not be written."""

    exit_code = 5


@click.command(epilog=EPILOG)
@input_options
@click.option("--jsonl", "as_json", is_flag=True, help="One line of JSON a story, instead of the page.")
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write one standalone page to FILE.",
)
@judgement_option
@click.option("--force", is_flag=True, help="Let --html replace a file that is there.")
@click.option("--no-color", is_flag=True, help="No colours; NO_COLOR in the environment does the same.")
def brief(
    wanted: Wanted, as_json: bool, page: Path | None, judgements: Path | None, force: bool, no_color: bool
) -> int:
    """Give the sourced account of each story that the reports tell.

    INPUT is a text file, a page of HTML, a file of JSONL, a folder of such files, or - for the standard
    input. Without --jsonl and --html, the account is shown as a page of text.
    """
    if page is not None:
        check_target(page, force)
    settled = judgements_of(judgements)
    tally = Tally(wanted.is_quiet)
    reading = read_inputs(wanted, tally)
    annotations = tuple(annotated(reading, tally))
    if annotations:
        from twosource.pipeline import account

        accounts = account(annotations, judgements=settled)
        note_unused(settled, [party for story in accounts for party in story.parties], wanted.is_quiet)
        if page is not None:
            from twosource.account.html import render_html

            write_page(page, render_html(accounts))
            if not wanted.is_quiet:
                tell(f"note: the page is in {page}")
        if as_json:
            from twosource.account.json import to_dict

            for story in accounts:
                write_json(to_dict(story))
        elif page is None:
            from twosource.account.terminal import render_terminal

            is_watched = sys.stdout.isatty()
            width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if is_watched else PLAIN_WIDTH
            write(render_terminal(accounts, width=width, color=wants_color(no_color)))
    return finish(tally)


def wants_color(is_off: bool) -> bool:
    """Return whether to colour: a person watches and neither the option nor NO_COLOR says no."""
    return (
        not is_off
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
        and sys.stdout.isatty()
    )


def check_target(page: Path, force: bool, option: str = "--html") -> None:
    """Raise `UsageError` if `page` can't be written or would replace a file unasked; `option` names it."""
    if not page.parent.is_dir():
        raise click.UsageError(f"{option}: there is no folder {str(page.parent)!r}")
    if page.is_dir():
        raise click.UsageError(f"{option}: {str(page)!r} is a folder")
    if page.exists() and not force:
        raise click.UsageError(f"{option}: {str(page)!r} is there already; --force replaces it")


def write_page(page: Path, text: str) -> None:
    """Write `text` to `page` whole or not at all: to a file beside it, which then takes its name.

    Raises:
        WriteError: the disk is full, or the folder can't be written to.
    """
    made: str | None = None
    try:
        number, made = tempfile.mkstemp(prefix=".twosource-", dir=page.parent)
        with os.fdopen(number, "wb") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
        Path(made).chmod(0o644)
        Path(made).replace(page)
    except OSError as error:
        if made is not None:
            with suppress(OSError):
                Path(made).unlink()
        why = (error.strerror or "it can't be written").lower()
        raise WriteError("not_written", str(page), why, "Name another file, or free some space") from None
