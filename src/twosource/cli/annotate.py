"""`twosource annotate`: each report with its parts, parties, attributions, times, figures and tellings."""

from __future__ import annotations

import click

from twosource.cli.run import Tally, Wanted, annotated, finish, input_options, read_inputs, write_json


@click.command(epilog="Example: twosource annotate reports.jsonl page.html > annotated.jsonl")
@input_options
def annotate(wanted: Wanted) -> int:
    """Mark what stands in each report: one line of JSON a report.

    INPUT is a text file, a page of HTML, a file of JSONL, a folder of such files, or - for the standard
    input. The lines are in the order of the reports' ids, whatever the order of the inputs.
    """
    tally = Tally(wanted.is_quiet)
    reading = read_inputs(wanted, tally)
    if reading.reports:
        from twosource.account.json import to_dict

        for annotation in annotated(reading, tally):
            write_json(to_dict(annotation))
    return finish(tally)
