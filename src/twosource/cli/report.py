"""`twosource report`: the account of a story of the store as a file to hand on."""

from __future__ import annotations

from pathlib import Path

import click

from twosource.cli.completing import complete_stories
from twosource.cli.formats import BINARY, TABLES, TEXT, Wished
from twosource.cli.run import check_target, tell, write_file
from twosource.cli.stored import opened, store_option

EPILOG = """\b
Examples
  twosource report 1004ebbd176d -o account.html
  twosource report 1004 -o account.md
  twosource report 1004 -o chains.jsonld --format prov
"""
ENDINGS = {
    ".htm": "html",
    ".html": "html",
    ".md": "markdown",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
}


@click.command(epilog=EPILOG)
@click.argument("story", shell_complete=complete_stories)
@store_option
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="The file.",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(("html", *TEXT, *BINARY)),
    help="The format; that of the file's ending unless given, else html.",
)
@click.option("--table", type=click.Choice(TABLES), default="claims", help="The table of csv and parquet.")
@click.option("--raw", is_flag=True, help="Leave cells that look like formulas as they are.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("-q", "--quiet", is_flag=True, help="No notes.")
def report(story: str, path: Path, target: Path, kind: str | None, **rest: object) -> int:
    """Write the account of a story to a file: one page that needs nothing else, or another format.

    STORY is an id of `twosource stories`, or its first characters. The page holds the texts with the words
    behind each claim marked, runs no script and asks nothing of the network.
    """
    check_target(target, bool(rest["force"]), "--output")
    name = kind or ENDINGS.get(target.suffix.lower(), "html")
    with opened(path) as store:
        account = store.account(story)
    if name == "html":
        from twosource.account.html import render_html

        data = render_html([account]).encode("utf-8", "backslashreplace")
    else:
        data = Wished(name, target, str(rest["table"]), bool(rest["raw"])).bytes_of([account])
    write_file(target, [data])
    if not rest["quiet"]:
        tell(f"note: the account is in {target}")
    return 0
