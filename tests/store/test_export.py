"""What leaves the store: the same bytes whatever happened, cells that do nothing, damage that is found."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from twosource.account.json import to_dict
from twosource.errors import UsageError
from twosource.exports.flat import csv_lines, to_parquet, workbook
from twosource.exports.tables import Column
from twosource.records import Report
from twosource.store import Store
from twosource.store.codec import PackError, pack, unpack
from twosource.store.database import connect
from twosource.store.tables import TABLES_SHOWN, rows_of, shown, table_of

from .conftest import Opener
from .helpers import Known, exported, fill

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\n=x",
    '=HYPERLINK("http://x.example")',
    "|calc",
    "%x",
)


def test_the_same_at_any_time(
    open_store: Opener,
    known: Known,
    reports: tuple[Report, ...],
    tmp_path: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither the clock nor the time zone nor how often a store was opened shows in the export."""
    store = open_store()
    fill(store, reports)
    first = exported(store)
    monkeypatch.setenv("TZ", "Pacific/Apia")
    if hasattr(time, "tzset"):
        time.tzset()
    later = Store(
        connect(tmp_path / "later.db"), marker=known, clock=lambda: datetime(2040, 1, 1, tzinfo=UTC)
    )  # type: ignore[operator]
    with later:
        for report in reports:
            list(later.add_reports([report]))
        fill(later, ())
        assert exported(later) == first
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()
    assert os.environ.get("TZ") != "Pacific/Apia"


def test_documents(filled: Store, reports: tuple[Report, ...], known: Known) -> None:
    """The export holds each report's document as `annotate` gives it, and each account."""
    made = [json.loads(line) for line in exported(filled).splitlines()]
    of_reports = [one for one in made if one["format"] == "twosource/report/1"]
    assert [{k: v for k, v in one.items() if k != "version"} for one in of_reports] == [
        json.loads(json.dumps(to_dict(known.mark(report)))) for report in reports
    ]
    accounts = [one for one in made if one["format"] == "twosource/account/1"]
    assert [one["story"]["id"] for one in accounts] == sorted(line.id for line in filled.stories())
    assert len([one for one in made if one["format"] == "twosource/placement/1"]) == len(reports)


def test_one_story(filled: Store) -> None:
    """A story can be exported alone."""
    line = max(filled.stories(), key=lambda line: line.reports)
    made = list(filled.export(line.id))
    assert [one["id"] for one in made if one["format"] == "twosource/report/1"] == ["r0", "r1", "r2"]


@pytest.mark.parametrize("name", TABLES_SHOWN)
def test_tables(filled: Store, name: str) -> None:
    """Each table has its columns, and as CSV gives back its cells."""
    rows = list(filled.table(name))
    text = "".join(csv_lines(shown(name).columns, rows_of(filled.database, name), is_raw=True))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["" if cell is None else str(cell) for cell in row] for row in rows]
    kinds = {"text": str, "integer": int, "number": float}
    for column, cells in zip(shown(name).columns, zip(*rows[1:], strict=True), strict=False):
        assert {type(cell) for cell in cells} <= {kinds[column.kind], type(None)}, column


def test_no_such_table(filled: Store) -> None:
    """Only the tables of the export can be asked for."""
    with pytest.raises(UsageError, match="There are stories"):
        list(filled.table("document"))


@pytest.mark.parametrize("cell", FORMULAS)
def test_formulas(cell: str) -> None:
    """A cell that a spreadsheet would take for a formula is text; --raw leaves it."""
    columns = (Column("a", "text", ""), Column("b", "integer", ""), Column("c", "number", ""))
    lines = list(csv_lines(columns, [(cell, -1, 2.5)]))
    read = next(csv.reader(io.StringIO(lines[1], newline="")))
    assert read[0] != cell and read[0].replace("'", "") == cell.replace("'", "")
    assert read[0][0] == "'" and read[1:] == ["-1", "2.5"]
    raw = list(csv_lines(columns, [(cell, -1, 2.5)], is_raw=True))
    assert next(csv.reader(io.StringIO(raw[1], newline="")))[0] == cell


def test_workbook(filled: Store, reports: tuple[Report, ...]) -> None:
    """A workbook has a sheet a table; a hostile title is text in it, what no cell can hold is replaced."""
    openpyxl = pytest.importorskip("openpyxl")
    given = replace(reports[5].given, title="=cmd|' /C calc'!A0\x07")
    list(filled.add_reports([replace(reports[5], given=given)]))
    with filled.database.transaction():
        filled.database.write("UPDATE layers SET title = ?", ("=cmd|' /C calc'!A0\x07",))
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([table_of(filled.database, name) for name in ("stories", "reports")]))
    )
    assert book.sheetnames == ["stories", "reports"]
    sheet = book["reports"]
    title = next(cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "title")
    assert title.data_type == "s"
    assert title.value == "'=cmd|' /C calc'!A0\ufffd"


def test_parquet(filled: Store) -> None:
    """A Parquet file gives back the table, numbers as numbers."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    read = parquet.read_table(io.BytesIO(to_parquet(table_of(filled.database, "tellings"))))
    columns, *rows = filled.table("tellings")
    assert read.column_names == list(columns)
    assert [tuple(row.values()) for row in read.to_pylist()] == rows
    assert read.schema.field("start").type == pyarrow.int64()


DAMAGE: dict[str, tuple[str, str]] = {
    "a text": ("UPDATE version SET text = replace(text, 'Ferry', 'Barge')", "not what was stored"),
    "layers": ("UPDATE layers SET packed = x'00' WHERE version = 1", "damaged"),
    "no layers": ("DELETE FROM layers WHERE version = 1", "no layers"),
    "no placement": ("DELETE FROM placement WHERE number = 6", "in no story"),
    "a gap": ("UPDATE placement SET number = 9 WHERE number = 6", "gap"),
    "an account": ("UPDATE account SET packed = substr(packed, 1, 50)", "damaged|no Account|cut"),
    "claims": ("DELETE FROM claim WHERE place = 0", "not all of them"),
    "a story's number": ("UPDATE account SET reports = reports + 1", "not what it says"),
    "a quote": ('UPDATE quote SET "end" = 100000', "leaves the text"),
    "the index": ("INSERT INTO report_search (report_search) VALUES ('delete-all')", "it has 0 reports of 6"),
    "a card": ("UPDATE placement SET card = x'78' WHERE number = 1", "card is damaged"),
    "a version": ("UPDATE version SET version = 2 WHERE number = 1", "missing"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_check(filled: Store, case: str) -> None:
    """Each kind of damage is found; without it, nothing is."""
    assert list(filled.check(deep=True)) == []
    sql, what = DAMAGE[case]
    filled.database.connection.execute("PRAGMA foreign_keys = OFF")
    filled.database.connection.execute(sql)
    found = list(filled.check())
    assert any(re.search(what, one.what) for one in found), found


REPAIRED = ("layers", "no layers", "an account", "claims", "a story's number", "a quote", "the index")


@pytest.mark.parametrize("case", [*REPAIRED, "another version"])
def test_repair(filled: Store, case: str) -> None:
    """What was derived is made anew from the texts, to the same bytes."""
    before = exported(filled)
    sql = "UPDATE layers SET made_by = 'twosource 0.0.1'"
    sql = DAMAGE[case][0] if case in DAMAGE else sql
    filled.database.connection.execute("PRAGMA foreign_keys = OFF")
    filled.database.connection.execute(sql)
    filled.database.connection.execute("PRAGMA foreign_keys = ON")
    list(filled.repair())
    assert {problem for _, problem in filled.refresh()} <= {None}
    assert list(filled.check(deep=True)) == []
    assert exported(filled) == before
    assert {hit.report for hit in filled.search("ferry")} == {"r3", "r4"}


def test_another_result(filled: Store) -> None:
    """A deep check tells of an account that the program would not make."""
    from twosource.records import Account

    row = filled.database.rows("SELECT story, packed FROM account ORDER BY story")[0]
    other = replace(unpack(Account, row["packed"]), title="Something else")
    filled.database.connection.execute(
        "UPDATE account SET packed = ? WHERE story = ?", (pack(other), row["story"])
    )
    assert list(filled.check()) == []
    assert [one.where for one in filled.check(deep=True)] == [f"account {row['story']}"]


PACKED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no compression": lambda: b"{}",
    "another shape": lambda: pack({"id": 1}),
    "no object": lambda: pack([1, 2]),
    "an unknown field": lambda: pack(
        {"id": "a", "source": {"name": "a", "sha256": "", "bytes": 0}, "text": "", "x": 1}
    ),
    "cut": lambda: pack({"id": "a"})[:-3],
}


@pytest.mark.parametrize("case", PACKED)
def test_packed_nonsense(case: str) -> None:
    """Packed bytes that are no report are refused, whatever they are."""
    with pytest.raises(PackError):
        unpack(Report, PACKED[case]())


def test_packed(known: Known) -> None:
    """An annotation comes back equal, and packs to the same bytes."""
    for annotation in known.by_text.values():
        data = pack(annotation)
        assert unpack(type(annotation), data) == annotation
        assert pack(unpack(type(annotation), data)) == data
