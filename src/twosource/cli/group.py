"""`twosource group`: which reports tell of one event, and which are copies."""

from __future__ import annotations

import click

from twosource.cli.run import Tally, Wanted, finish, input_options, laid_out, read_inputs, write_json


@click.command(epilog="Example: twosource group reports/ > stories.jsonl")
@input_options
def group(wanted: Wanted) -> int:
    """Tell which story each report belongs to, and what it copies: one line of JSON a report.

    INPUT is a text file, a page of HTML, a file of JSONL, a folder of such files, or - for the standard
    input. A story given in JSONL is kept; the other reports are grouped by what they tell of, and rather
    kept apart than put together.
    """
    tally = Tally(wanted.is_quiet)
    reading = read_inputs(wanted, tally)
    annotations = tuple(laid_out(reading, tally))
    if annotations:
        from twosource.account.json import to_dict
        from twosource.stories import group as group_reports

        for record in group_reports(annotations):
            write_json(to_dict(record))
    return finish(tally)
