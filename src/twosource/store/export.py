"""What leaves the store: JSON documents in one order, and the views as tables for spreadsheets and databases.

Nothing that differs from one run to the next is in the canonical export: no time of adding, no number that
the store gave. The same inputs in the same order give the same bytes, whatever happened on the way.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twosource.account.json import to_dict
from twosource.errors import UsageError
from twosource.store.accounts import account_in
from twosource.store.corrections import judgements, log
from twosource.store.database import Database
from twosource.store.reading import COLUMNS, TABLES, annotation_of

__all__ = ["TABLES_SHOWN", "documents", "dumps", "safe", "table", "to_csv", "to_parquet", "to_xlsx"]

Object = dict[str, Any]

PLACEMENT_FORMAT = "twosource/placement/1"
CHANGE_FORMAT = "twosource/change/1"
CORRECTION_FORMAT = "twosource/correction/1"

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a cell must not begin with: a spreadsheet would take it for a formula or a command.
Source: OWASP, CSV Injection."""

MAX_CELL = 32_767
"""Characters that a cell of a spreadsheet holds; what is cut is said in the cell."""

CUT = " … [cut: the whole text is in the JSONL export]"


@dataclass(frozen=True, slots=True)
class Shown:
    """A table for export: its columns in the view of its name, and by what its rows are ordered."""

    columns: tuple[str, ...]
    order: str


TABLES_SHOWN: Mapping[str, Shown] = {
    "stories": Shown(
        (
            *(
                "story",
                "title",
                "published",
                "from",
                "to",
                "reports",
                "outlets",
                "origins",
                "claims",
                "independent",
            ),
            *("conflicts", "problem"),
        ),
        "story",
    ),
    "reports": Shown(
        (
            *("report", "story", "version", "outlet", "title", "byline", "published", "published_basis"),
            *("language", "status", "source", "sha256", "bytes", "story_reason", "text"),
        ),
        "report",
    ),
    "claims": Shown(
        (
            *("story", "claim", "place", "kind", "text", "standing", "reason", "origins", "outlets"),
            *("conflicts", "from", "to", "weight", "is_main"),
        ),
        "story, place",
    ),
    "tellings": Shown(
        (
            *("story", "claim", "place", "report", "outlet", "start", "end", "text", "origin", "lineage"),
            *("polarity", "modality"),
        ),
        "story, claim, place",
    ),
    "differences": Shown(
        ("story", "claim", "field", "verdict", "value", "other_value", "reason", "rule", "one", "other"),
        "story, claim, one, other, field, rule, value, other_value",
    ),
    "quotes": Shown(
        ("report", "story", "outlet", "quote", "kind", "speaker", "via", "strength", "start", "end", "text"),
        "report, start, quote",
    ),
    "origins": Shown(
        ("story", "origin", "name", "lineage", "reports", "depends_on", "reason"), "story, origin"
    ),
    "parties": Shown(("story", "party", "type", "name", "names"), "story, party"),
    "copies": Shown(("story", "report", "other", "share", "direction", "reason"), "story, report, other"),
    "failures": Shown(("report", "source", "status", "code", "stage", "detail"), "report, source"),
}
"""The tables of the export: what differs from run to run is left out."""


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
    yield from _history(database, story)


def _versions(database: Database, report: str) -> list[sqlite3.Row]:
    """Return the versions of a report that have layers, the first first."""
    return database.rows(
        f"SELECT {COLUMNS} FROM {TABLES} WHERE d.id = ? AND l.packed IS NOT NULL ORDER BY v.version",
        (report,),
    )


def _history(database: Database, story: str | None) -> Iterator[Object]:
    """Yield how stories changed and what the user settled, in order, without the times."""
    for row in database.rows(
        "SELECT kind, story, other, reports, reason, correction FROM change ORDER BY number"
    ):
        if story is None or story in (row["story"], row["other"]):
            yield {"format": CHANGE_FORMAT, **dict(row), "reports": json.loads(row["reports"])}
    for one in log(database):
        if story is None or story in one.what or one.kind in ("same", "different", "prefer"):
            yield {
                "format": CORRECTION_FORMAT,
                "number": one.number,
                "kind": one.kind,
                "what": list(one.what),
                "note": one.note,
                "undone": one.is_undone,
            }


def table(database: Database, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table of the export, led by the names of its columns.

    Raises:
        UsageError: there is no such table.
    """
    shown = TABLES_SHOWN.get(name)
    if shown is None:
        raise UsageError("no_table", name, "there is no such table", f"There are {', '.join(TABLES_SHOWN)}")
    yield shown.columns
    quoted = ", ".join(f'"{column}"' for column in shown.columns)
    for row in database.rows(f"SELECT {quoted} FROM {name} ORDER BY {shown.order}"):
        yield tuple(row)


def safe(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: text like one is led by an apostrophe."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def to_csv(rows: Iterator[Sequence[Any]], *, is_raw: bool = False) -> Iterator[str]:
    """Yield a table as lines of CSV (RFC 4180); numbers stay numbers, what is not known is empty.

    Args:
        rows: the table, led by its header.
        is_raw: leave cells as they are, for a machine.
    """
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(row if is_raw else [safe(cell) for cell in row])
        yield line.getvalue()


def to_xlsx(database: Database, names: Sequence[str], *, is_raw: bool = False) -> bytes:
    """Return tables as the sheets of one workbook.

    Raises:
        UsageError: the package for it is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError:
        raise _missing("xlsx", "openpyxl") from None
    book = Workbook(write_only=True)
    for name in names:
        sheet = book.create_sheet(name)
        for row in table(database, name):
            cells = []
            for value in row:
                if isinstance(value, str):
                    value = _fitting(ILLEGAL_CHARACTERS_RE.sub("\ufffd", value), is_raw)
                cell = WriteOnlyCell(sheet, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # text, even where it looks like a formula
                cells.append(cell)
            sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fitting(text: str, is_raw: bool) -> str:
    """Return text that a cell of a spreadsheet can hold."""
    text = text if is_raw else safe(text)
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - len(CUT)] + CUT


def to_parquet(database: Database, name: str) -> bytes:
    """Return a table as one Parquet file, its columns typed by what they hold.

    Raises:
        UsageError: the package for it is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise _missing("parquet", "pyarrow") from None
    rows = table(database, name)
    columns = next(rows)
    listed = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pyarrow.array(values, type=_arrow_type(pyarrow, values)) for values in listed]
    target = io.BytesIO()
    parquet.write_table(pyarrow.table(dict(zip(columns, arrays, strict=True))), target)
    return target.getvalue()


def _arrow_type(pyarrow: Any, values: Sequence[Any]) -> Any:
    """Return the type of a column: whole numbers, numbers, else text."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return pyarrow.int64()
    if kinds and kinds <= {int, float}:
        return pyarrow.float64()
    return pyarrow.string()


def _missing(kind: str, package: str) -> UsageError:
    remedy = f"pip install {package}, or use --format jsonl or csv"
    return UsageError("not_installed", f"--format {kind}", f"the package {package} is not installed", remedy)
