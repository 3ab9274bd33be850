"""The stored words that an id stands for, with what stands around them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from twosource.errors import UsageError
from twosource.store.database import Database
from twosource.store.reading import find_report
from twosource.store.results import Passage

__all__ = ["CONTEXT", "claims_of", "passage", "source"]

CONTEXT = 300
"""Characters shown before and after."""

EXTENT = re.compile(r"(.+):(\d{1,12})-(\d{1,12})")


def source(database: Database, id: str, context: int) -> tuple[Passage, ...]:
    """Return the passages of a report, of a stretch of it, or of all tellings of a claim.

    Raises:
        NotFoundError: there is nothing of that id.
        UsageError: the stretch leaves the text.
    """
    rows = claims_of(database, id)
    if rows:
        return tuple(p for story, claim in rows for p in _tellings(database, story, claim, context))
    match = EXTENT.fullmatch(id)
    if match is not None and database.row("SELECT 1 FROM document WHERE id = ?", (id,)) is None:
        row = find_report(database, match[1])
        return (passage(database, row, int(match[2]), int(match[3]), context),)
    row = find_report(database, id)
    return (passage(database, row, 0, len(row["text"]), context),)


def claims_of(database: Database, id: str) -> Sequence[tuple[str, str]]:
    """Return the story and claim of each claim of that id; `STORY/CLAIM` names one of one story."""
    story, slash, claim = id.partition("/")
    if slash:
        rows = database.rows("SELECT story, id FROM claim WHERE story = ? AND id = ?", (story, claim))
    else:
        rows = database.rows("SELECT story, id FROM claim WHERE id = ? ORDER BY story", (id,))
    return [(row["story"], row["id"]) for row in rows]


def _tellings(database: Database, story: str, claim: str, context: int) -> list[Passage]:
    """Return the passages of a claim's tellings, in the order of the account."""
    rows = database.rows(
        'SELECT t.start, t."end", t.lineage, o.name, d.id, v.version FROM telling t'
        " JOIN version v ON v.number = t.version JOIN document d ON d.number = v.document"
        " LEFT JOIN origin o ON o.story = t.story AND o.id = t.origin"
        " WHERE t.story = ? AND t.claim = ? ORDER BY t.place",
        (story, claim),
    )
    found = []
    for row in rows:
        report = find_report(database, row["id"], row["version"])
        origin = f"origin: {row['name'] or 'not known'} ({row['lineage']})"
        found.append(
            passage(database, report, row["start"], row["end"], context, (f"{story}/{claim}", origin))
        )
    return found


def passage(
    database: Database,
    row: sqlite3.Row,
    start: int,
    end: int,
    context: int,
    claim: tuple[str, str] | None = None,
) -> Passage:
    """Return the words of a version from `start` up to `end`, with their surroundings.

    Raises:
        UsageError: the stretch leaves the text.
    """
    text = row["text"]
    if not 0 <= start <= end <= len(text):
        why = f"the text has {len(text)} characters"
        raise UsageError("bad_stretch", f"{row['id']}:{start}-{end}", why)
    layers = database.row("SELECT outlet, title FROM layers WHERE version = ?", (row["number"],))
    return Passage(
        row["id"],
        row["version"],
        layers["outlet"] if layers is not None else None,
        layers["title"] if layers is not None else None,
        row["source"],
        row["added"],
        start,
        end,
        text[max(0, start - context) : start],
        text[start:end],
        text[end : end + context],
        claim[0] if claim else None,
        (claim[1],) if claim else (),
    )
