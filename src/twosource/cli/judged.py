"""The option --judgements: what a user has settled about names, read from a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twosource.cli.run import tell
from twosource.errors import UsageError

if TYPE_CHECKING:
    from twosource.link.judgements import Judgements
    from twosource.records import StoryParty

judgement_option = click.option(
    "--judgements",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Names that are one party or two, and names to show, as `twosource parties` writes them.",
)


def judgements_of(path: Path | None) -> Judgements:
    """Return what the user's file settles, nothing if there is none.

    Raises:
        UsageError: the file can't be read, or a line of it is no judgement.
    """
    from twosource.link.judgements import Judgements, read_judgements

    if path is None:
        return Judgements()
    try:
        return read_judgements(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        why = (error.strerror or "it can't be read").lower()
        raise UsageError("bad_judgement", str(path), why) from None
    except UnicodeDecodeError:
        raise UsageError("bad_judgement", str(path), "it is not in UTF-8") from None


def note_unused(settled: Judgements, found: Iterable[StoryParty], is_quiet: bool) -> None:
    """Tell of the judgements that change nothing, so that a slip in the file is seen.

    A judged name that no report has; two names to keep apart that one report itself uses for one party.
    """
    from twosource.link.judgements import name_key

    if is_quiet:
        return
    groups = [
        {name_key(name) for _, names in party.names for name in (party.name, *names)} for party in found
    ]
    known = set().union(*groups)
    for name in settled.names:
        if name_key(name) not in known:
            tell(f"note: judgements: no report names “{name}”")
    for a, b in settled.different:
        if name_key(a) != name_key(b) and any({name_key(a), name_key(b)} <= group for group in groups):
            tell(f"note: judgements: one report itself uses “{a}” and “{b}” for one party, so they stay one")
