"""`twosource brief`: the sourced account of each story, on the terminal, as JSON or as one page."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twosource.cli.formats import Wished, format_options
from twosource.cli.judged import judgement_option, judgements_of, note_unused
from twosource.cli.run import (
    SOME_FAILED,
    Tally,
    Wanted,
    annotated,
    check_target,
    finish,
    input_options,
    read_inputs,
    tell,
    write,
    write_file,
    write_json,
    write_page,
)

if TYPE_CHECKING:
    from twosource.records import Account, Claim

PLAIN_WIDTH = 100  # columns where the output is no terminal
FAILING = ("conflict", "single-origin")
CONDITION_HELD = 8
EPILOG = """\b
Examples
  twosource brief a.txt b.html reports/
  twosource brief reports/ --html account.html
  twosource brief reports.jsonl --jsonl | jq .claims
  twosource brief reports/ --format markdown -o account.md
  twosource brief reports/ --format csv --table tellings > tellings.csv
  twosource brief reports/ --judgements names.tsv
  twosource brief reports/ --fail-on conflict --quiet > account.txt || mail-the-desk
"""


@dataclass(frozen=True, slots=True)
class Output:
    """Where the account goes: a page in a file, lines of JSON, a format, else the terminal."""

    page: Path | None
    is_json: bool
    is_forced: bool
    is_plain: bool
    wished: Wished

    def check(self) -> None:
        """Check, before anything is read, that what is asked for can be written.

        Raises:
            UsageError: a file is there already and may not be replaced, or its folder is not there.
        """
        if self.page is not None:
            check_target(self.page, self.is_forced)
        if self.wished.target is not None:
            check_target(self.wished.target, self.is_forced, "--output")


def output_options(command: Callable[..., int]) -> Callable[..., int]:
    """Return `command`, whose `output` is filled from the options that say where the account goes."""

    @wraps(command)
    def filled(
        *values: Any, as_json: bool, page: Path | None, force: bool, no_color: bool, **rest: Any
    ) -> int:
        output = Output(page, as_json, force, no_color, rest.pop("wished"))
        return command(*values, output=output, **rest)

    path = click.Path(path_type=Path)
    options: tuple[Callable[[Any], Any], ...] = (
        click.option("--jsonl", "as_json", is_flag=True, help="One line of JSON a story, not the page."),
        click.option("--html", "page", metavar="FILE", type=path, help="Write one standalone page to FILE."),
        click.option("--force", is_flag=True, help="Let --html and --output replace a file."),
        click.option(
            "--no-color", is_flag=True, help="No colours; NO_COLOR in the environment does the same."
        ),
    )
    made = format_options(filled)
    for option in reversed(options):
        made = option(made)
    return made


@click.command(epilog=EPILOG)
@input_options
@output_options
@click.option("--one-story", is_flag=True, help="Take all reports for reports of one event.")
@click.option(
    "--fail-on",
    "failing",
    multiple=True,
    type=click.Choice(FAILING),
    help="Exit with 8 if a claim told by several is so; may be given twice.",
)
@judgement_option
def brief(
    wanted: Wanted, output: Output, one_story: bool, failing: tuple[str, ...], judgements: Path | None
) -> int:
    """Give the sourced account of each story that the reports tell.

    INPUT is a text file, a page of HTML, a file of JSONL, a folder of such files, or - for the standard
    input. Without --jsonl, --html and --format, the account is shown as a page of text. Reports of several
    events are told apart; --one-story says that they tell of one.
    """
    output.check()
    settled = judgements_of(judgements)
    tally = Tally(wanted.is_quiet)
    reading = read_inputs(wanted, tally)
    annotations = tuple(annotated(reading, tally))
    accounts: tuple[Account, ...] = ()
    if annotations:
        from twosource.pipeline import account

        accounts = account(annotations, is_one_story=one_story, judgements=settled)
        note_unused(settled, [party for story in accounts for party in story.parties], wanted.is_quiet)
        if len(accounts) > 1 and not wanted.is_quiet:
            count = f"{len(annotations)} reports tell {len(accounts)} stories"
            tell(f"note: {count}; --one-story makes one account of all")
        show(accounts, output, wanted.is_quiet)
    code = finish(tally)
    held = [
        name for name in failing if any(holds(name, claim) for story in accounts for claim in story.claims)
    ]
    if held and code in {0, SOME_FAILED}:
        tell(f"the account has what --fail-on names: {', '.join(held)}")
        return CONDITION_HELD
    return code


def holds(condition: str, claim: Claim) -> bool:
    """Return whether a main claim is in conflict, or told by several outlets that have it from one origin."""
    if not claim.is_main:
        return False
    if condition == "conflict":
        return any(difference.verdict == "conflict" for difference in claim.differences)
    return claim.standing == "repeated" and len(claim.origins) == 1


def show(accounts: tuple[Account, ...], output: Output, is_quiet: bool) -> None:
    """Write the accounts to where they go."""
    if output.page is not None:
        from twosource.account.html import render_html

        write_page(output.page, render_html(accounts))
        if not is_quiet:
            tell(f"note: the page is in {output.page}")
    if output.wished.target is not None:
        write_file(output.wished.target, [output.wished.bytes_of(accounts)])
        if not is_quiet:
            tell(f"note: the account is in {output.wished.target}")
    elif output.wished.name is not None:
        output.wished.to_stdout(accounts)
    elif output.is_json:
        from twosource.account.json import to_dict

        for story in accounts:
            write_json(to_dict(story))
    elif output.page is None:
        from twosource.account.terminal import render_terminal

        is_watched = sys.stdout.isatty()
        width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if is_watched else PLAIN_WIDTH
        write(render_terminal(accounts, width=width, color=wants_color(output.is_plain)))


def wants_color(is_off: bool) -> bool:
    """Return whether to colour: a person watches and neither the option nor NO_COLOR says no."""
    return (
        not is_off
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
        and sys.stdout.isatty()
    )
