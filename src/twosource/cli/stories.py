"""`twosource stories`: the stories of a store, those with the latest reports first."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from twosource.cli.run import NOTHING, tell, write, write_json
from twosource.cli.stored import (
    day,
    json_option,
    opened,
    plain,
    refreshed,
    rows,
    standing_option,
    store_option,
)

HEAD = ("STORY", "PUBLISHED", "REPORTS", "OUTLETS", "ORIGINS", "CLAIMS", "INDEPENDENT", "CONFLICTS", "TITLE")
NUMBERS = frozenset(range(2, 8))
FORMAT = "twosource/story-line/1"


@click.command(epilog="Example: twosource stories --min-origins 2 --since 2031-03-01")
@store_option
@click.option("--since", metavar="DATE", callback=day, help="With a report published on DATE or later.")
@click.option(
    "--min-origins", metavar="N", type=click.IntRange(min=0), default=0, help="With N origins at least."
)
@click.option("--conflicts", is_flag=True, help="With a conflict between tellings.")
@standing_option("With a claim of this standing.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="The first N.")
@json_option
def stories(
    path: Path, since: str | None, min_origins: int, conflicts: bool, standing: str | None, **rest: object
) -> int:
    """List the stories: how many reports, outlets, origins, claims and conflicts each has.

    A number that is not known yet is shown as -; the accounts that wait are worked out first where the
    store can be written to.
    """
    from twosource.store import StoryFilter

    limit = rest["limit"] if isinstance(rest["limit"], int) else None
    with opened(path) as store:
        refreshed(store, is_quiet=True)
        wanted = StoryFilter(since, min_origins, conflicts, standing, limit)  # type: ignore[arg-type]
        found = store.stories(wanted)
    if not found:
        tell("no story")
        return NOTHING
    if rest["as_json"]:
        for line in found:
            write_json({"format": FORMAT, **asdict(line)})
        return 0
    table = [HEAD]
    for one in found:
        numbers = (one.reports, one.outlets, one.origins, one.claims, one.independent, one.conflicts)
        shown = ("-" if number is None else str(number) for number in numbers)
        table.append((one.id, one.published or "-", *shown, plain(one.title) or "(no title)"))  # type: ignore[arg-type]
    write(rows(table, NUMBERS))
    return 0
