"""`twosource explain`: why a story, report, claim or origin is taken for what it is."""

from __future__ import annotations

from pathlib import Path

import click

from twosource.cli.completing import complete_stories
from twosource.cli.run import shown, write
from twosource.cli.stored import opened, store_option


@click.command(epilog="Example: twosource explain 1004ebbd176d")
@click.argument("id", shell_complete=complete_stories)
@store_option
def explain(id: str, path: Path) -> int:
    """Say why: why reports are one story, a claim has its standing, an origin its lineage, a text is a copy.

    ID is that of a story, a report, a claim or an origin, as `show --json` and `stories` have them.
    """
    with opened(path, read_only=True) as store:
        for line in store.explain(id):
            indent = len(line) - len(line.lstrip(" "))
            write(" " * indent + shown(" ".join(line.split())) + "\n")
    return 0
