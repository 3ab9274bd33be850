"""`twosource parties`: who stands in the reports under which names, as a file that a user can correct."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from twosource.cli.judged import judgement_option, judgements_of, note_unused
from twosource.cli.run import (
    Tally,
    Wanted,
    annotated,
    check_target,
    finish,
    input_options,
    read_inputs,
    write,
    write_page,
)

if TYPE_CHECKING:
    from twosource.records import StoryParty


@click.command(
    epilog="Example: twosource parties reports/ -o names.tsv; twosource brief reports/ --judgements names.tsv"
)
@input_options
@judgement_option
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to FILE instead of stdout.",
)
@click.option("--force", is_flag=True, help="Let --output replace a file that is there.")
def parties(wanted: Wanted, judgements: Path | None, target: Path | None, force: bool) -> int:
    """List the parties with more than one name, and the pairs that are open, as a file of judgements.

    Correct the file and give it back with --judgements: a line is `same`, `different`, `name` or `unsure`,
    and two names, separated by tabs. INPUT is as for the other commands.
    """
    if target is not None:
        check_target(target, force, "--output")
    settled = judgements_of(judgements)
    tally = Tally(wanted.is_quiet)
    reading = read_inputs(wanted, tally)
    annotations = tuple(annotated(reading, tally))
    if annotations:
        from twosource.link.parties import link_parties
        from twosource.stories import stories_of

        stories = [link_parties(members, judgements=settled) for _, members in stories_of(annotations)]
        text = _as_text(stories)
        if target is None:
            write(text)
        else:
            write_page(target, text)
        note_unused(settled, [party for story in stories for party in story], wanted.is_quiet)
    return finish(tally)


def _as_text(stories: list[tuple[StoryParty, ...]]) -> str:
    """Return the judgements on all stories as one file."""
    from twosource.link.judgements import write_judgements
    from twosource.link.parties_unsure import unsure_pairs

    texts = [
        write_judgements(story, unsure_pairs(story), header=not number)
        for number, story in enumerate(stories)
    ]
    return "\n".join(texts)
