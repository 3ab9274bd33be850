"""What leaves the store as JSON documents, in one order.

Nothing that differs from one run to the next is in the canonical export: no time of adding, no number that
the store gave. The same inputs in the same order give the same bytes, whatever happened on the way.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from twosource.account.json import to_dict
from twosource.store.accounts import account_in
from twosource.store.corrections import NAMES, judgements, log
from twosource.store.database import Database
from twosource.store.reading import COLUMNS, TABLES, annotation_of

__all__ = ["documents", "dumps"]

Object = dict[str, Any]

PLACEMENT_FORMAT = "twosource/placement/1"
CHANGE_FORMAT = "twosource/change/1"
CORRECTION_FORMAT = "twosource/correction/1"


def dumps(document: object) -> str:
    """Return a document as one line of JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def documents(database: Database, story: str | None = None) -> Iterator[Object]:
    """Yield the reports, by id; where each belongs; the accounts, by story; what changed; the corrections.

    Args:
        database: the store.
        story: only what is of this story.
    """
    where, values = ("1", ()) if story is None else ("p.story = ?", (story,))
    reports = database.rows(
        "SELECT d.id, v.version, p.story, p.reason FROM placement p JOIN document d ON d.number = p.document"
        f" JOIN version v ON v.number = d.current WHERE {where} ORDER BY d.id",
        values,
    )
    for row in reports:
        for stored in _versions(database, row["id"]):
            made = to_dict(annotation_of(database, stored))
            yield {**made, "version": stored["version"]}
    for row in reports:
        yield {
            "format": PLACEMENT_FORMAT,
            "id": row["id"],
            "story": row["story"],
            "version": row["version"],
            "reason": row["reason"],
        }
    settled = judgements(database)
    for identity in sorted({row["story"] for row in reports}):
        yield to_dict(account_in(database, identity, settled))
    yield from _history(database, story, {row["id"] for row in reports})


def _versions(database: Database, report: str) -> list[sqlite3.Row]:
    """Return the versions of a report that have layers, the first first."""
    return database.rows(
        f"SELECT {COLUMNS} FROM {TABLES} WHERE d.id = ? AND l.packed IS NOT NULL ORDER BY v.version",
        (report,),
    )


def _history(database: Database, story: str | None, reports: set[str]) -> Iterator[Object]:
    """Yield how stories changed and what the user settled, in order, without the times.

    Args:
        database: the store.
        story: only what bears on this story; names bear on all.
        reports: its reports.
    """
    for row in database.rows(
        "SELECT kind, story, other, reports, reason, correction FROM change ORDER BY number"
    ):
        if story is None or story in (row["story"], row["other"]):
            yield {"format": CHANGE_FORMAT, **dict(row), "reports": json.loads(row["reports"])}
    for one in log(database):
        if story is None or one.kind in NAMES or not {story, *reports}.isdisjoint(one.what):
            yield {
                "format": CORRECTION_FORMAT,
                "number": one.number,
                "kind": one.kind,
                "what": list(one.what),
                "note": one.note,
                "undone": one.is_undone,
            }
