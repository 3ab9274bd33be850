"""`twosource serve`: the local pages over a store."""

from __future__ import annotations

import os
from pathlib import Path

import click

from twosource.cli.run import tell
from twosource.cli.stored import store_option
from twosource.errors import UsageError

EPILOG = """\b
Examples
  twosource serve
  twosource serve --store desk.db --port 8077 --no-open
  TWOSOURCE_PASSWORD=... twosource serve --allow-remote --host 192.0.2.7
"""


@click.command(epilog=EPILOG)
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="The port; a free one unless given.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="A further name it is asked for by.")
@click.option("--no-open", is_flag=True, help="Don't open the browser.")
@click.option("--read-only", is_flag=True, help="Nothing can be added or corrected.")
@click.option("--allow-remote", is_flag=True, help="Listen where others reach it; needs TWOSOURCE_PASSWORD.")
def serve(path: Path, host: str, port: int, names: tuple[str, ...], **rest: bool) -> int:
    """Show the store in the browser: stories, accounts, sources; add reports; correct.

    The pages are served to this machine alone, and to those who open the address that is printed: its code
    is exchanged for a cookie. Ctrl-C ends it.
    """
    try:
        from twosource.web.server import Listening, serve_pages
    except ImportError as error:
        raise UsageError(
            "missing_extra",
            "twosource serve",
            f"{error.name} is not installed",
            'pip install "twosource[web]"',
        ) from None
    password = os.environ.get("TWOSOURCE_PASSWORD") or None
    listening = Listening(host, port, names, password if rest["allow_remote"] else None, rest["allow_remote"])
    serve_pages(
        path,
        listening,
        is_read_only=rest["read_only"],
        example=_example(),
        opens=not rest["no_open"],
        say=tell,
    )
    return 0


def _example() -> Path | None:
    """Return the folder of the example, `None` where the package comes without it."""
    from twosource.exports.example import example_folder

    try:
        return example_folder()
    except FileNotFoundError:
        return None
