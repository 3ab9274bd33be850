"""`twosource source`: the stored words behind an id, with what stands around them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from twosource.cli.brief import wants_color
from twosource.cli.completing import complete_stories
from twosource.cli.run import shown, write, write_json
from twosource.cli.stored import json_option, opened, plain, store_option

FORMAT = "twosource/passage/1"


@click.command(epilog="Example: twosource source 35083ec71ce4; twosource source 51645f25c14d:33-55")
@click.argument("id", shell_complete=complete_stories)
@store_option
@click.option(
    "--context",
    metavar="N",
    type=click.IntRange(0, 100_000),
    default=300,
    show_default=True,
    help="Characters before and after.",
)
@json_option
@click.option("--no-color", is_flag=True, help="No colours; NO_COLOR in the environment does the same.")
def source(id: str, path: Path, context: int, as_json: bool, no_color: bool) -> int:
    """Show the stored words that ID stands for, exactly as they were read, between ⟦ and ⟧.

    ID is that of a claim (all its tellings; STORY/CLAIM if two stories have it), of a report, or a stretch
    of a report: REPORT:START-END, in characters.
    """
    with opened(path, read_only=True) as store:
        found = store.source(id, context=context)
    start, end = ("\x1b[1m⟦", "⟧\x1b[0m") if wants_color(no_color) else ("⟦", "⟧")
    for one in found:
        if as_json:
            write_json({"format": FORMAT, **asdict(one)})
            continue
        title = ", ".join(part for part in (plain(one.outlet), plain(one.title)) if part)
        write(f"{title or '(no title)'}\n")
        place = f"report {one.report}, version {one.version}, characters {one.start} to {one.end}"
        write(f"  {place}; from {shown(one.source)}, added {one.added}\n")
        for line in one.chain:
            write(f"  {plain(line)}\n")
        around = [_lines(piece) for piece in (one.before, one.words, one.after)]
        text = around[0] + start + around[1] + end + around[2]
        write("\n" + "\n".join(f"    {line}" for line in text.split("\n")) + "\n\n")
    return 0


def _lines(text: str) -> str:
    """Return text with its lines, safe for a terminal."""
    return "\n".join(shown(line) for line in text.replace("\r\n", "\n").split("\n"))
