"""`twosource demo`: the account of the example that ships with the package."""

from __future__ import annotations

import click

from twosource.cli.brief import Output, output_options, show
from twosource.cli.run import Tally, Wanted, annotated, finish, read_inputs, tell
from twosource.errors import UsageError

EPILOG = """\b
Examples
  twosource demo
  twosource demo --html fire.html
  twosource demo --format markdown
"""


@click.command(epilog=EPILOG)
@output_options
@click.option("-q", "--quiet", is_flag=True, help="No notes and no progress; errors are still shown.")
def demo(output: Output, quiet: bool) -> int:
    """Give the account of the example: seven invented reports of one invented fire.

    The reports come with the package; nothing is fetched and nothing is stored.
    """
    from twosource.exports.example import example_folder

    output.check()
    try:
        folder = example_folder()
    except FileNotFoundError as error:
        raise UsageError("no_example", "demo", str(error), "Install the package anew") from None
    tally = Tally(quiet)
    annotations = tuple(annotated(read_inputs(Wanted((str(folder),), None, None, quiet), tally), tally))
    from twosource.pipeline import account

    show(account(annotations), output, quiet)
    if not quiet:
        tell(f"note: the reports are in {folder}; give your own with: twosource brief FILE...")
    return finish(tally)
