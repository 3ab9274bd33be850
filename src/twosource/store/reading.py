"""Stored reports as the records that the stages take."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from twosource.errors import SpanError
from twosource.records import Annotation, Facts, Layout, Marks, Reason, Report, Source
from twosource.store.codec import PackError, unpack
from twosource.store.database import Database
from twosource.store.errors import NotFoundError, StoreError

__all__ = ["annotation_of", "annotations_of", "find_report", "find_story", "report_of"]

COLUMNS = (
    "v.number, v.version, v.source, v.sha256, v.bytes, v.given, v.page, v.notes, v.added, v.text, d.id,"
    " l.packed, l.made_by"
)
TABLES = "version v JOIN document d ON d.number = v.document LEFT JOIN layers l ON l.version = v.number"
NEAR = 3  # ids that are named where the one asked for is not there


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of a report as they are packed."""

    layout: Layout
    marks: Marks
    language: str | None
    status: str
    reasons: tuple[Reason, ...]


def annotations_of(database: Database, story: str) -> tuple[Annotation, ...]:
    """Return the reports of a story with their layers, by id.

    Raises:
        StoreError: what is stored of one of them is damaged.
    """
    rows = database.rows(
        f"SELECT {COLUMNS} FROM placement p JOIN document o ON o.number = p.document"
        f" JOIN {TABLES} WHERE p.story = ? AND v.number = o.current ORDER BY d.id",
        (story,),
    )
    return tuple(annotation_of(database, row) for row in rows)


def find_report(database: Database, report: str, version: int | None = None) -> sqlite3.Row:
    """Return the row of a report's current version, or of the one asked for.

    Raises:
        NotFoundError: there is none; ids that begin alike are named.
    """
    which = "v.number = d.current" if version is None else "v.version = ?"
    values = (report,) if version is None else (report, version)
    row = database.row(f"SELECT {COLUMNS} FROM {TABLES} WHERE d.id = ? AND {which}", values)
    if row is not None:
        return row
    if version is not None and database.row("SELECT 1 FROM document WHERE id = ?", (report,)) is not None:
        raise NotFoundError("no_version", report, f"the report has no version {version}")
    raise _missing(database, "report", report, "SELECT id FROM document WHERE id {}")


def find_story(database: Database, story: str) -> str:
    """Return the id of a story, which may be given by its first characters if no other begins so.

    Raises:
        NotFoundError: there is none, or more than one.
    """
    if database.row("SELECT 1 FROM account WHERE story = ?", (story,)) is not None:
        return story
    found = _beginning(database, story, "SELECT story FROM account WHERE story {}") if len(story) > 2 else []
    if len(found) == 1:
        return found[0]
    gone = database.row(
        "SELECT story FROM change WHERE other = ? AND kind = 'merged' ORDER BY number DESC LIMIT 1", (story,)
    )
    if gone is not None and gone["story"] != story:
        return find_story(database, gone["story"])  # an id that was given out goes on leading to its reports
    raise _missing(database, "story", story, "SELECT story FROM account WHERE story {}")


def _beginning(database: Database, start: str, sql: str) -> list[str]:
    """Return the first ids that begin with some characters."""
    low, high = start, start + "\U0010ffff"
    rows = database.rows(sql.format("BETWEEN ? AND ? ORDER BY 1 LIMIT ?"), (low, high, NEAR))
    return [row[0] for row in rows]


def _missing(database: Database, kind: str, name: str, sql: str) -> NotFoundError:
    """Return the error for an id that is not there."""
    near = _beginning(database, name[:4], sql)
    remedy = f"Did you mean {' or '.join(near)}?" if near else "`twosource stories` lists what there is"
    return NotFoundError(f"no_{kind}", name, f"the store has no such {kind}", remedy)


def annotation_of(database: Database, row: sqlite3.Row) -> Annotation:
    """Return a report with its layers; each extent is checked against the text as it is made.

    Raises:
        StoreError: what is stored is damaged.
    """
    report = report_of(row)
    try:
        layers = unpack(Layers, row["packed"])
        return Annotation(report, layers.layout, layers.marks, layers.language, layers.status, layers.reasons)
    except (PackError, SpanError) as error:
        why = f"what was derived from report {report.id} is damaged: {error}"
        raise StoreError("store_corrupt", database.name, why) from None


def report_of(row: sqlite3.Row) -> Report:
    """Return a report as it was read."""
    return Report(
        row["id"],
        Source(row["source"], row["sha256"], row["bytes"]),
        row["text"],
        Facts(**json.loads(row["given"])),
        Facts(**json.loads(row["page"])),
        tuple(Reason(code, detail) for code, detail in json.loads(row["notes"])),
    )
