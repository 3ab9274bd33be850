"""Tables of accounts as CSV, as workbooks (XLSX), as Parquet; accounts as lines of JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from twosource.account.json import to_dict
from twosource.errors import UsageError
from twosource.exports.cells import MAX_CELL, legal, neutral
from twosource.exports.frames import arrow_table
from twosource.exports.tables import TABLES, Cell, Column, Table, table_of
from twosource.records import Account

__all__ = ["csv_lines", "to_csv", "to_jsonl", "to_parquet", "to_xlsx", "workbook"]

SEPARATOR = " | "
"""What stands between the texts of one cell; a semicolon would part cells in half of Europe."""

CUT = " … [cut: a cell holds no more]"
MAX_ROWS = 1_048_575
"""Rows of a sheet under its header. Source: Microsoft, Excel specifications and limits."""
EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def to_jsonl(accounts: Sequence[Account]) -> str:
    """Return the accounts as JSON documents, one a line; halves of characters are escaped."""
    lines = (json.dumps(to_dict(a), ensure_ascii=False, separators=(",", ":")) + "\n" for a in accounts)
    return "".join(lines).encode("utf-8", "backslashreplace").decode("utf-8")


def to_csv(table: Table, *, is_raw: bool = False) -> str:
    """Return a table as CSV (RFC 4180) with a header; numbers stay numbers, what is not known is empty.

    Args:
        table: the table.
        is_raw: for a machine: cells that a spreadsheet would take for formulas are left as they are.
    """
    return "".join(csv_lines(table.columns, table.rows, is_raw=is_raw))


def csv_lines(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, is_raw: bool = False
) -> Iterator[str]:
    """Yield a table as `to_csv` gives it, a row at a time, so that it need not fit into memory."""
    target = io.StringIO()
    # Every text is quoted, so that a reader can tell the text "12" from the number.
    writer = csv.writer(target, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    for row in chain([tuple(column.name for column in columns)], rows):
        writer.writerow(["" if cell is None else _plain(cell, is_raw=is_raw) for cell in row])
        yield target.getvalue()
        target.seek(0)
        target.truncate()


def _plain(cell: Cell, *, is_raw: bool) -> str | int | float | None:
    """Return a cell as a number or a text, a text neutral unless it is to stay raw."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, tuple):
        cell = SEPARATOR.join(cell)
    if not isinstance(cell, str):
        return cell
    return legal(cell) if is_raw else neutral(legal(cell))


def to_xlsx(accounts: Sequence[Account], *, is_raw: bool = False) -> bytes:
    """Return all tables of accounts as the sheets of one workbook; the same accounts give the same bytes.

    Args:
        accounts: in the order in which their rows are to stand.
        is_raw: texts that look like formulas get no apostrophe; they are texts all the same.

    Raises:
        UsageError: the package for it is not installed.
    """
    return workbook([table_of(accounts, name) for name in TABLES], is_raw=is_raw)


def workbook(tables: Sequence[Table], *, is_raw: bool = False) -> bytes:
    """Return tables as the sheets of one workbook.

    Raises:
        UsageError: the package for it is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        why = "the package openpyxl is not installed"
        raise UsageError("not_installed", "xlsx", why, "pip install 'twosource[excel]'") from None
    book = Workbook(write_only=True)
    for table in tables:
        if len(table.rows) > MAX_ROWS:
            why = f"a sheet holds {MAX_ROWS + 1:,} rows, and {table.name} has {len(table.rows):,}"
            raise UsageError("too_many_rows", "xlsx", why, "Use csv or parquet")
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        sheet.append([column.name for column in table.columns])
        for row in table.rows:
            sheet.append([_sheet_cell(sheet, cell, is_raw=is_raw) for cell in row])
    target = io.BytesIO()
    book.save(target)
    return _timeless(target.getvalue())


def _sheet_cell(sheet: Any, cell: Cell, *, is_raw: bool) -> Any:
    """Return a cell of a sheet; a text is a text even where it looks like a formula or an error."""
    from openpyxl.cell import WriteOnlyCell

    if cell is None or isinstance(cell, (bool, int, float)):
        return cell
    text = _plain(cell, is_raw=is_raw)
    if isinstance(text, str) and len(text) > MAX_CELL:
        text = text[: MAX_CELL - len(CUT)] + CUT
    made = WriteOnlyCell(sheet, text)
    made.data_type = "s"
    return made


def _timeless(data: bytes) -> bytes:
    """Return a workbook without the time at which it was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def to_parquet(table: Table) -> bytes:
    """Return a table as one Parquet file; lists stay lists, and each column bears its meaning.

    Raises:
        UsageError: the package for it is not installed.
    """
    made = arrow_table(table)
    from pyarrow import parquet

    target = io.BytesIO()
    parquet.write_table(made, target)
    return target.getvalue()
