"""The entry point: the group of commands, and what becomes of an error that reaches it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from twosource import __version__
from twosource.cli.add import add
from twosource.cli.annotate import annotate
from twosource.cli.batch import batch
from twosource.cli.brief import brief
from twosource.cli.check import check
from twosource.cli.completion import completion
from twosource.cli.demo import demo
from twosource.cli.doctor import doctor
from twosource.cli.explain import explain
from twosource.cli.export import export
from twosource.cli.failures import failures
from twosource.cli.fix import fix
from twosource.cli.group import group
from twosource.cli.mcp import mcp
from twosource.cli.parties import parties
from twosource.cli.report import report
from twosource.cli.run import PipeClosedError, Settings, tell
from twosource.cli.search import search
from twosource.cli.serve import serve
from twosource.cli.show import show
from twosource.cli.source import source
from twosource.cli.stories import stories
from twosource.cli.watch import watch
from twosource.errors import TwosourceError

OK, BUG, USAGE = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 and the number of the signal, as shells count

EPILOG = """\b
Exit codes
  0  done
  1  a fault of the program, or the language model is missing
  2  wrong usage
  3  done, but some inputs could not be read, or were read in part
  4  there was no report
  5  the result could not be written, or the store is busy, damaged or newer
  6  the network, or a permission, refused everything
  7  check found damage
  8  a condition that --fail-on names held

\b
Examples
  twosource demo
  twosource brief a.txt b.html reports/
  twosource brief reports/ --html account.html
  twosource annotate reports.jsonl > annotated.jsonl
  cat reports.jsonl | twosource group -
"""


@click.group(
    epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, "--version", prog_name="twosource", message="%(prog)s %(version)s")
@click.option("-v", "--verbose", count=True, help="More on stderr; -vv shows where a fault arose.")
@click.pass_obj
def cli(settings: Settings, verbose: int) -> None:
    """Many outlets' reports of one event to one sourced account.

    Who says what, through whom, on how many independent origins, and where the reports differ. Works offline;
    results go to stdout, notes and errors to stderr. It never says what is true.
    """
    settings.verbose = verbose


cli.add_command(add)
cli.add_command(annotate)
cli.add_command(batch)
cli.add_command(brief)
cli.add_command(check)
cli.add_command(completion)
cli.add_command(demo)
cli.add_command(doctor)
cli.add_command(explain)
cli.add_command(export)
cli.add_command(failures)
cli.add_command(fix)
cli.add_command(group)
cli.add_command(mcp)
cli.add_command(parties)
cli.add_command(report)
cli.add_command(search)
cli.add_command(serve)
cli.add_command(show)
cli.add_command(source)
cli.add_command(stories)
cli.add_command(watch)


@cli.command("help")
@click.argument("command", required=False)
@click.pass_context
def show_help(context: click.Context, command: str | None) -> None:
    """Show the help of a command."""
    parent = context.parent or context
    if command is None:
        click.echo(parent.get_help())
        return
    found = cli.get_command(parent, command)
    if found is None:
        raise click.UsageError(f"there is no command {command!r}")
    with click.Context(found, info_name=command, parent=parent) as inner:
        click.echo(found.get_help(inner))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of the command line run with `arguments` (default: those of the process)."""
    settings = Settings()
    try:
        given = None if arguments is None else list(arguments)
        code = cli.main(given, prog_name="twosource", obj=settings, standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else OK
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        tell("interrupted")
        return INTERRUPTED
    except PipeClosedError:
        # Python flushes stdout once more as it leaves, which would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except TwosourceError as error:
        tell(str(error))
        return error.exit_code
    except Exception as error:
        if settings.verbose > 1:
            raise
        tell(
            f"error[internal]: twosource: {type(error).__name__}: {error}. Run it again with -vv to see where"
        )
        return BUG
