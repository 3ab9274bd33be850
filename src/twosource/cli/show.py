"""`twosource show`: the account of a story of the store."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from twosource.cli.brief import PLAIN_WIDTH, wants_color
from twosource.cli.completing import complete_stories
from twosource.cli.run import check_target, tell, write, write_json, write_page
from twosource.cli.stored import is_watched, opened, store_option


@click.command(epilog="Example: twosource show 1004ebbd176d --html account.html")
@click.argument("story", shell_complete=complete_stories)
@store_option
@click.option("--json", "as_json", is_flag=True, help="The account as one line of JSON.")
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write one standalone page to FILE.",
)
@click.option("--force", is_flag=True, help="Let --html replace a file that is there.")
@click.option("--no-color", is_flag=True, help="No colours; NO_COLOR in the environment does the same.")
@click.option("-q", "--quiet", is_flag=True, help="No notes.")
def show(
    story: str, path: Path, as_json: bool, page: Path | None, force: bool, no_color: bool, **rest: object
) -> int:
    """Show the account of a story: where it comes from, where tellings differ, what is claimed.

    STORY is an id of `twosource stories`, or its first characters. The account is worked out anew if reports
    or corrections came since.
    """
    if page is not None:
        check_target(page, force)
    with opened(path) as store:
        account = store.account(story)
    if page is not None:
        from twosource.account.html import render_html

        write_page(page, render_html([account]))
        if not rest["quiet"]:
            tell(f"note: the page is in {page}")
    if as_json:
        from twosource.account.json import to_dict

        write_json(to_dict(account))
    elif page is None:
        from twosource.account.terminal import render_terminal

        width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if is_watched() else PLAIN_WIDTH
        write(render_terminal([account], width=width, color=wants_color(no_color)))
    return 0
