"""`twosource search`: reports of the store by words, party, outlet, date, standing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from twosource.cli.brief import wants_color
from twosource.cli.run import NOTHING, tell, write, write_json
from twosource.cli.stored import day, json_option, opened, plain, standing_option, store_option

FORMAT = "twosource/hit/1"
MARKS = ("\x01", "\x02")


@click.command(epilog="Example: twosource search 'warehouse fire' --party Hrynko --since 2031-03-01")
@click.argument("query", nargs=-1)
@store_option
@click.option("--party", metavar="NAME", help="That name this person, organisation or place.")
@click.option("--outlet", metavar="NAME", help="Of this outlet.")
@click.option("--since", metavar="DATE", callback=day, help="Published on DATE or later.")
@click.option("--until", metavar="DATE", callback=day, help="Published on DATE or earlier.")
@standing_option("That tell a claim of this standing.")
@click.option("--limit", metavar="N", type=click.IntRange(1, 10_000), default=20, show_default=True)
@json_option
@click.option("--no-color", is_flag=True, help="No colours; NO_COLOR in the environment does the same.")
def search(query: tuple[str, ...], path: Path, as_json: bool, no_color: bool, **rest: object) -> int:
    """Find reports in which all words of QUERY stand; "words in quotation marks" stand in a row.

    A word that ends in * is the beginning of one. Case and accents don't count. Without QUERY, the latest
    reports that the options let through. Nothing in QUERY is syntax.
    """
    from twosource.store import Query

    with opened(path, read_only=True) as store:
        found = store.search(Query(" ".join(query), **rest))  # type: ignore[arg-type]
    if not found:
        tell("no report")
        return NOTHING
    start, end = ("\x1b[1m", "\x1b[0m") if wants_color(no_color) else ("", "")
    for hit in found:
        if as_json:
            write_json({"format": FORMAT, **asdict(hit)})
            continue
        pieces = [plain(hit.outlet) or "(outlet not known)", hit.published or "undated", plain(hit.title)]
        write(f"{hit.report}  story {hit.story}  {', '.join(piece for piece in pieces if piece)}\n")
        write(f"    {marked(hit.snippet, start, end)}\n")
    return 0


def marked(snippet: str, start: str, end: str) -> str:
    """Return a snippet as one line, what was found put between two strings."""
    made = []
    for n, piece in enumerate(snippet.split(MARKS[0])):
        found, mark, rest = piece.partition(MARKS[1])
        if n and mark:
            made.append(f"{start}{_flat(found)}{end}{_flat(rest)}")
        else:
            made.append(_flat(piece))
    return "".join(made).strip()


def _flat(text: str) -> str:
    """Return text as one line, with the blanks at its ends kept."""
    inner = plain(text)
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
