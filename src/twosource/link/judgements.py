"""What a user has settled about parties: these names are one, these are two, this is the name to show.

A file of judgements has a line each, cells separated by tabs: `same`, a name, a name; `different`, a name, a
name; `name`, a name, the name to show. Lines that begin with `#` and blank lines don't count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.errors import UsageError
from twosource.link.naming.states import state_key
from twosource.records import StoryParty

HEADER = "# same<TAB>a name<TAB>a name; different<TAB>a name<TAB>a name; name<TAB>a name<TAB>the name to show"


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of names that are one party or two, and (name, name to show); case and marks don't count."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    shown: tuple[tuple[str, str], ...] = ()


def read_judgements(text: str, source: str = "judgements") -> Judgements:
    """Return the judgements that a file's text holds.

    Args:
        text: the file's text.
        source: its name, for messages.

    Raises:
        UsageError: a line is none of the three kinds; the message has its number.
    """
    found: dict[str, list[tuple[str, str]]] = {"same": [], "different": [], "name": []}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 3 or cells[0] not in found or not all(cells):
            raise UsageError(
                "bad_judgement",
                f"{source}, line {number}",
                f"{line!r} is not a judgement",
                "A line is same, different or name, and two names, separated by tabs.",
            )
        found[cells[0]].append((cells[1], cells[2]))
    return Judgements(tuple(found["same"]), tuple(found["different"]), tuple(found["name"]))


def write_judgements(parties: Sequence[StoryParty]) -> str:
    """Return a file of judgements that keeps `parties` as they are: a line for each merge of two names.

    A user deletes or turns the lines that are wrong and gives the file back.
    """
    lines = {
        f"same\t{party.name}\t{names[0]}"
        for party in parties
        for _, names in party.names
        if names and names[0] != party.name
    }
    return "\n".join([HEADER, *sorted(lines)]) + "\n"


def name_key(name: str) -> str:
    """Return the form of a name in which judgements are compared: lower-case ASCII words."""
    return state_key(name)
