"""The views of the store as tables for export, with the type and the meaning of each column.

What differs from one run to the next (the times of adding) is left out, and the rows have one order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from twosource.errors import UsageError
from twosource.exports.tables import Column, Table, columns_of
from twosource.store.database import Database

__all__ = ["TABLES_SHOWN", "rows_of", "table_of"]

MEANINGS: Mapping[str, Column] = {
    column.name: column
    for column in columns_of("""
    story text: id of the story
    title text: as its page or first line has it; of a story that of one of its reports
    published text: date of publication, of a story the latest of its reports
    from text: first day that is told of (ISO)
    to text: last day that is told of (ISO)
    outlets integer: outlets that tell it
    origins integer: origins on which it rests
    claims integer: claims of the account
    independent integer: claims of independent standing
    conflicts integer: differences that can't both be true
    problem text: why there is no account
    report text: id of the report
    version integer: which text of the report, from 1
    outlet text: who publishes
    byline text: who wrote it, as printed
    published_basis text: where the date of publication is from
    language text: ISO 639 code
    status text: what became of it
    source text: the input as it was named
    sha256 text: digest of the bytes read
    bytes integer: their number
    story_reason text: why the report is in its story
    text text: the words, exactly as stored
    claim text: id of the claim
    place integer: place in the account or the claim, from 0
    kind text: of the claim or the attribution
    standing text: independent, repeated, unestablished or single
    reason text: the sentence that explains it
    weight number: how much the story turns on it
    is_main integer: 1 if the account's page shows it first, else 0
    start integer: offset of the first character in the report's text
    end integer: offset after the last one
    origin text: id of the origin
    lineage text: how the origin is known: recorded, inferred, not recorded
    polarity text: affirmed or negated
    modality text: asserted, denied, planned, possible, demanded, unknown
    field text: what differs
    verdict text: what the difference amounts to
    value text: what the one telling says
    other_value text: what the other one says
    rule text: the rule that compared them
    one integer: place of the one telling in the claim
    other integer: place of the other
    quote text: id of the attribution in its report
    speaker text: who is said to have said it
    via text: by whom it was passed on
    strength text: the kind of cue: said, claimed, denied, confirmed, and so on
    name text: the name shown
    depends_on text: ids of the origins that it may speak with one voice with (JSON)
    party text: id of the party in its story
    type text: person, organisation, government, group, place, document
    names text: all names as written, divided by " | "
    share number: part of the report's words that stands in the other, 0 to 1
    direction text: how it is known that the report took from the other: recorded, inferred, not recorded
    code text: why it failed; docs/store.md and docs/watching.md have the codes
    stage text: where it failed
    detail text: what was found
    """)
}
"""The columns by name; most stand in several tables."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table for export: its columns in the view of its name, and by what its rows are ordered."""

    columns: tuple[Column, ...]
    order: str


def _shown(names: str, order: str, *own: Column) -> Shown:
    """Return a table of columns by their names, `own` for those that mean something else here."""
    meant = {**MEANINGS, **{column.name: column for column in own}}
    return Shown(tuple(meant[name] for name in names.split()), order)


TABLES_SHOWN: Mapping[str, Shown] = {
    "stories": _shown(
        "story title published from to reports outlets origins claims independent conflicts problem",
        "story",
        Column("reports", "integer", "its reports"),
    ),
    "reports": _shown(
        "report story version outlet title byline published published_basis language status source sha256"
        " bytes story_reason text",
        "report",
    ),
    "claims": _shown(
        "story claim place kind text standing reason origins outlets conflicts from to weight is_main",
        "story, place",
    ),
    "tellings": _shown(
        "story claim place report outlet start end text origin lineage polarity modality",
        "story, claim, place",
    ),
    "differences": _shown(
        "story claim field verdict value other_value reason rule one other",
        "story, claim, one, other, field, rule, value, other_value",
    ),
    "quotes": _shown(
        "report story outlet quote kind speaker via strength start end text", "report, start, quote"
    ),
    "origins": _shown(
        "story origin name lineage reports depends_on reason",
        "story, origin",
        Column("reports", "text", "ids of the reports that draw on it (JSON)"),
    ),
    "parties": _shown("story party type name names", "story, party"),
    "copies": _shown(
        "story report other share direction reason",
        "story, report, other",
        Column("other", "text", "id of the report that shares text with it"),
    ),
    "failures": _shown("report source status code stage detail", "report, source"),
}
"""The tables of the export."""


def rows_of(database: Database, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table of the export, as they are read.

    Raises:
        UsageError: there is no such table.
    """
    quoted = ", ".join(f'"{column.name}"' for column in shown(name).columns)
    for row in database.each(f"SELECT {quoted} FROM {name} ORDER BY {shown(name).order}"):
        yield tuple(row)


def table_of(database: Database, name: str) -> Table:
    """Return a table of the export.

    Raises:
        UsageError: there is no such table.
    """
    return Table(name, shown(name).columns, tuple(rows_of(database, name)))


def shown(name: str) -> Shown:
    """Return the columns and the order of a table of the export.

    Raises:
        UsageError: there is no such table.
    """
    found = TABLES_SHOWN.get(name)
    if found is None:
        raise UsageError("no_table", name, "there is no such table", f"There are {', '.join(TABLES_SHOWN)}")
    return found
