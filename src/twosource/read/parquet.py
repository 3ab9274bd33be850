"""Reports in Parquet: one a row, in columns that are named as the fields of the JSONL format.

Columns that the format does not name are not read. Rows are taken from the file some hundred at a time, so
that a file of any size can be read; a row group that is damaged is one failure, and the others are read.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib import import_module
from typing import Any, BinaryIO

from twosource.errors import UnreadableError
from twosource.read.encoding import decode
from twosource.read.jsonl import Record
from twosource.read.reports import FACTS
from twosource.read.results import Failure

MAGIC = b"PAR1"
ROWS = 128
"""Rows that are held at a time: the longest pages have a megabyte."""

BUFFER = 1 << 20  # bytes of a column read at a time

TEXTS = ("text", "html")
COLUMNS = ("id", *TEXTS, *FACTS)

_DAMAGED = "Write or fetch the file again; the others were read"
_NAMED = "Name a column of text `text` (or `html`); docs/scale.md lists the columns"


@dataclass(frozen=True, slots=True)
class Group:
    """A row group: its number, rows before it and in it, where its bytes lie, the columns that are read."""

    number: int
    before: int
    rows: int
    start: int
    end: int
    schema: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of a row group, half-open, counted from its first."""

    group: int
    start: int
    end: int


def is_parquet(head: bytes) -> bool:
    """Return whether a file is Parquet, from its first bytes."""
    return head.startswith(MAGIC)


def parquet_records(
    name: str, head: bytes, stream: BinaryIO, max_bytes: int, only: Stretch | None = None
) -> Iterator[Record | Failure]:
    """Yield the records of a file in the order of its rows, and a failure for each row that holds none.

    Args:
        name: the input as the user named it.
        head: the bytes already read from the stream.
        stream: the rest of them; a pipe is written to a temporary file, as the format ends with its index.
        max_bytes: the longest text that is read, in UTF-8.
        only: the rows that are read, all of them unless given.

    Raises:
        UnreadableError: `unsupported` without pyarrow, `damaged_file`, `bad_record` if no column holds text.
    """
    with _seekable(head, stream) as whole:
        table = _opened(name, whole)
        columns = text_columns(name, table)
        is_bare = True
        for group in groups(table):
            if only is not None and only.group != group.number:
                continue
            rows = only or Stretch(group.number, 0, group.rows)
            for record in _group_records(name, table, columns, group, rows):
                is_bare = False
                yield _limited(name, record, max_bytes)
    if is_bare and only is None:
        raise UnreadableError("empty", name, "there is no row in it", "Leave it out, or write it again")


def group_digest(stream: BinaryIO, group: Group) -> str:
    """Return the digest of the bytes of a row group and of the types of the columns that are read."""
    made = hashlib.sha256(group.schema.encode())
    stream.seek(group.start)
    left = group.end - group.start
    while left > 0 and (block := stream.read(min(BUFFER, left))):
        made.update(block)
        left -= len(block)
    return made.hexdigest()


def opened_table(name: str, stream: BinaryIO) -> Any:
    """Return the open table of a seekable stream after a look at its columns.

    Raises:
        UnreadableError: as `parquet_records` does.
    """
    table = _opened(name, stream)
    text_columns(name, table)
    return table


def groups(table: Any) -> list[Group]:
    """Return the row groups of an open table."""
    found: list[Group] = []
    before = 0
    schema = str([(field.name, str(field.type)) for field in table.schema_arrow if field.name in COLUMNS])
    for number in range(table.metadata.num_row_groups):
        group = table.metadata.row_group(number)
        chunks = [group.column(k) for k in range(group.num_columns)]
        starts = [
            min(filter(None, (c.dictionary_page_offset, c.data_page_offset)), default=0) for c in chunks
        ]
        ends = [s + c.total_compressed_size for s, c in zip(starts, chunks, strict=True)]
        extent = min(starts, default=0), max(ends, default=0)
        found.append(Group(number, before, group.num_rows, *extent, schema))
        before += group.num_rows
    return found


def _opened(name: str, stream: BinaryIO) -> Any:
    """Return the open table; its footer alone is read."""
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        why = "reading Parquet needs pyarrow"
        raise UnreadableError("unsupported", name, why, "pip install twosource[parquet]") from None
    try:
        return parquet.ParquetFile(
            stream, buffer_size=BUFFER, pre_buffer=False, page_checksum_verification=True
        )
    except Exception as error:  # noqa: BLE001  pyarrow raises what it likes on a broken footer
        why = f"it is cut or damaged: {_said(error)}"
        raise UnreadableError("damaged_file", name, why, _DAMAGED) from None


def text_columns(name: str, table: Any) -> dict[str, Any]:
    """Return the columns that are read, with their types.

    Raises:
        UnreadableError: `bad_record` if neither `text` nor `html` is a column of text.
    """
    types: Any = import_module("pyarrow.types")

    found = {field.name: field.type for field in table.schema_arrow if field.name in COLUMNS}
    for column in TEXTS:
        kind = found.get(column)
        if kind is None:
            continue
        value = kind.value_type if types.is_dictionary(kind) else kind
        is_text = types.is_string(value) or types.is_large_string(value) or types.is_string_view(value)
        is_bytes = types.is_binary(value) or types.is_large_binary(value)
        if not (is_text or is_bytes or types.is_null(value)):
            why = f"its column `{column}` holds {kind}, not text"
            raise UnreadableError("bad_record", name, why, _NAMED)
    if not found.keys() & set(TEXTS):
        has = ", ".join(field.name for field in table.schema_arrow)[:200]
        why = f"it has no column `text` or `html`; it has {has or 'none'}"
        raise UnreadableError("bad_record", name, why, _NAMED)
    return found


def _group_records(
    name: str, table: Any, columns: Mapping[str, Any], group: Group, rows: Stretch
) -> Iterator[Record | Failure]:
    """Yield the records of some rows of a row group; what is damaged in it is one failure."""
    at = 0
    try:
        for batch in table.iter_batches(
            ROWS, row_groups=[group.number], columns=list(columns), use_threads=False
        ):
            first, last = max(rows.start - at, 0), min(rows.end - at, batch.num_rows)
            if first < last:
                yield from _batch_records(name, batch.slice(first, last - first), group.before + at + first)
            at += batch.num_rows
            if at >= rows.end:
                return
    except Exception as error:  # noqa: BLE001  whatever is wrong with one group, the others are read
        place = f"{name}: rows {group.before + max(at, rows.start) + 1} to {group.before + rows.end}"
        yield Failure(place, "damaged_record", f"they can't be read: {_said(error)}", _DAMAGED)


def _batch_records(name: str, batch: Any, before: int) -> Iterator[Record | Failure]:
    """Yield the records of a few rows."""
    for row in range(batch.num_rows):
        number = before + row + 1
        try:
            fields = {
                column: _value(column, batch.column(k)[row]) for k, column in enumerate(batch.schema.names)
            }
        except UnreadableError as error:
            yield Failure(f"{name}:{number}", error.code, error.why, error.remedy)
            continue
        except Exception as error:  # noqa: BLE001  a string that is not UTF-8, a time that is on no calendar
            why = f"a value of the row can't be read: {_said(error)}"
            yield Failure(f"{name}:{number}", "bad_record", why, _DAMAGED)
            continue
        kept = {column: value for column, value in fields.items() if value is not None}
        raw = json.dumps(kept, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "replace")
        yield Record(kept, raw, number)


def _value(column: str, scalar: Any) -> object:
    """Return a value as JSON would have it: bytes decoded, times in ISO, whole numbers without a point."""
    value = _plain(scalar)
    if isinstance(value, bytes):
        return decode(column, value).text if value else None
    if isinstance(value, datetime):
        is_day = value.tzinfo is None and value.time() == time()  # how data frames keep a date
        return value.date().isoformat() if is_day else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value
    return value


def _plain(scalar: Any) -> object:
    """Return the Python value of a scalar; a time keeps microseconds, and UTC where its zone is not known."""
    arrow: Any = import_module("pyarrow")

    if not arrow.types.is_timestamp(scalar.type):
        return scalar.as_py()
    zone = scalar.type.tz
    try:
        return scalar.cast(arrow.timestamp("us", zone), safe=False).as_py()
    except Exception:  # noqa: BLE001  the machine has no table of time zones, or none of this name
        return scalar.cast(arrow.timestamp("us", "UTC"), safe=False).as_py()


def _limited(name: str, record: Record | Failure, max_bytes: int) -> Record | Failure:
    """Return the record, or a failure if its text is longer than the limit."""
    if isinstance(record, Failure) or len(record.raw) <= max_bytes:
        return record
    why = f"the row is longer than {max_bytes:,} bytes"
    return Failure(f"{name}:{record.line}", "too_large", why, "Leave it out, or give it as a file")


@contextmanager
def _seekable(head: bytes, stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream of the whole file that can be read in any order."""
    if stream.seekable():
        stream.seek(0)
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        file.write(head)
        shutil.copyfileobj(stream, file, BUFFER)
        file.seek(0)
        yield file


def _said(error: BaseException) -> str:
    """Return the first line of what an exception says."""
    return (str(error).splitlines() or [type(error).__name__])[0][:160].rstrip(".")
