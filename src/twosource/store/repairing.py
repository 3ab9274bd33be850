"""What was derived, made anew from what was given: layers, the search index, the accounts."""

from __future__ import annotations

from collections.abc import Iterator

from twosource.errors import SpanError
from twosource.records import Account
from twosource.store.codec import PackError, unpack
from twosource.store.database import Database
from twosource.store.errors import StoreError
from twosource.store.reading import annotation_of, find_report, report_of
from twosource.store.worker import CrashError, Marker
from twosource.store.writing import MADE_BY, mark_stale, quote_rows, write_layers

__all__ = ["repair"]


def repair(database: Database, marker: Marker) -> Iterator[str]:
    """Make anew what is damaged or was made by another version of the program; yield what was.

    Texts, what was said about them, and corrections are never touched. The accounts are marked; the caller
    works them out.
    """
    rows = database.rows(
        "SELECT d.id, v.version, v.number, p.story, l.made_by FROM version v"
        " JOIN document d ON d.number = v.document LEFT JOIN layers l ON l.version = v.number"
        " LEFT JOIN placement p ON p.document = d.number ORDER BY v.number"
    )
    for row in rows:
        stored = find_report(database, row["id"], row["version"])
        if row["made_by"] == MADE_BY and _is_whole(database, row["id"], row["version"]):
            continue
        try:
            annotation = marker.mark(report_of(stored))
        except CrashError as error:
            yield f"report {row['id']}, version {row['version']}: not made anew: {error.detail}"
            continue
        with database.transaction():
            write_layers(database, row["number"], annotation)
            mark_stale(database, [] if row["story"] is None else [row["story"]])
        yield f"report {row['id']}, version {row['version']}"
    with database.transaction():
        # The index is built on the current versions alone, as its content is the view of these.
        database.write("INSERT INTO report_search (report_search) VALUES ('rebuild')")
        stories = database.rows("SELECT story FROM placement UNION SELECT story FROM account ORDER BY story")
        mark_stale(database, [row["story"] for row in stories if not _is_kept(database, row["story"])])


def _is_whole(database: Database, report: str, version: int) -> bool:
    """Return whether the layers of a version can be read and fit its text, and its quotes are theirs."""
    try:
        stored = find_report(database, report, version)
        wanted = quote_rows(stored["number"], annotation_of(database, stored).marks)
    except (StoreError, SpanError, PackError, TypeError, ValueError):
        return False
    rows = database.rows("SELECT * FROM quote WHERE version = ?", (stored["number"],))
    return sorted(map(tuple, rows), key=repr) == sorted(wanted, key=repr)


def _is_kept(database: Database, story: str) -> bool:
    """Return whether the account of a story is whole as it is stored."""
    row = database.row(
        "SELECT a.packed, a.reports, (SELECT count(*) FROM claim c WHERE c.story = a.story) AS claims,"
        " (SELECT count(*) FROM placement p WHERE p.story = a.story) AS placed"
        " FROM account a WHERE story = ?",
        (story,),
    )
    if row is None or row["packed"] is None or row["reports"] != row["placed"]:
        return False
    try:
        return len(unpack(Account, row["packed"]).claims) == int(row["claims"])
    except (PackError, SpanError):
        return False
