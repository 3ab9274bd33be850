"""Parquet: one report a row, each type as the JSONL format has it, each broken row or file said once."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

pyarrow: Any = pytest.importorskip("pyarrow")
parquet: Any = pytest.importorskip("pyarrow.parquet")

from twosource.read import ReadOptions, read, read_streams  # noqa: E402
from twosource.read import parquet as reader  # noqa: E402
from twosource.records import Report  # noqa: E402

FIRE = "A warehouse burned in the harbour of Halden on Monday night, and eleven people were hurt."
STRIKE = "Tram drivers in Brenna walked out on Tuesday over wages. The depot was shut."
PAGE = f"<html><body><article><h1>Fire</h1><p>{FIRE} The cause is not known.</p></article></body></html>"


def written(folder: Path, columns: dict[str, Any], name: str = "reports.parquet", **options: Any) -> Path:
    """Return a file with the columns."""
    path = folder / name
    parquet.write_table(pyarrow.table(columns), path, **options)
    return path


def many(folder: Path, count: int, rows: int) -> Path:
    """Return a file of reports in row groups of `rows`, not compressed, so that a flipped byte is its own."""
    texts = [f"{FIRE} Engine {n} was sent." for n in range(count)]
    columns = {"id": [f"r{n}" for n in range(count)], "text": texts}
    return written(
        folder, columns, row_group_size=rows, compression="none", use_dictionary=False,
        write_page_checksum=True,
    )  # fmt: skip


def test_a_row_is_read_as_a_line_of_json(tmp_path: Path) -> None:
    """The same records give the same reports, but for the source; other columns are not looked at."""
    records: list[dict[str, Any]] = [
        {"id": "a", "text": FIRE, "outlet": "Halden Gazette", "title": "Fire", "url": "https://g.example/1",
         "published": "2031-03-04", "language": "en", "byline": "By Ines Tarrow", "story": "s1"},
        {"text": STRIKE, "outlet": "Brenna Post"},
        {"id": "c", "html": PAGE},
    ]  # fmt: skip
    columns = {key: [one.get(key) for one in records] for key in {k for one in records for k in one}}
    path = written(tmp_path, columns | {"clicks": [1, 2, 3], "vector": [[0.5], [], None]})
    got, wanted = read(path), read(records)
    assert got.failures == ()

    def told(report: Report) -> tuple[object, ...]:
        return report.id, report.text, report.given, report.page, report.reasons

    assert [told(r) for r in got.reports] == [told(r) for r in wanted.reports]
    assert {r.source.name for r in got.reports} == {str(path)}


DAY, NOON = date(2031, 3, 4), datetime(2031, 3, 4, 12, 30, 59, 999)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(pyarrow.array([DAY]), "2031-03-04", id="date32"),
        pytest.param(pyarrow.array([DAY], pyarrow.date64()), "2031-03-04", id="date64"),
        pytest.param(pyarrow.array([NOON], pyarrow.timestamp("s")), "2031-03-04T12:30", id="seconds"),
        pytest.param(pyarrow.array([NOON], pyarrow.timestamp("ns")), "2031-03-04T12:30", id="nanoseconds"),
        pytest.param(
            pyarrow.array([1930393859000000001], pyarrow.timestamp("ns")),
            "2031-03-04T12:30", id="a-nanosecond",
        ),
        pytest.param(
            pyarrow.array([datetime(2031, 3, 4)], pyarrow.timestamp("us")),
            "2031-03-04", id="a-day-as-midnight",
        ),
        pytest.param(
            pyarrow.array([NOON.replace(tzinfo=UTC)], pyarrow.timestamp("us", "UTC")),
            "2031-03-04T12:30+00:00", id="utc",
        ),
        pytest.param(
            pyarrow.array([NOON.replace(tzinfo=UTC)], pyarrow.timestamp("us", "+03:00")),
            "2031-03-04T15:30+03:00", id="an-offset",
        ),
        pytest.param(
            pyarrow.array([NOON.replace(tzinfo=UTC)], pyarrow.timestamp("us", "Nowhere/None")),
            "2031-03-04T12:30+00:00", id="a-zone-that-is-none",
        ),
        pytest.param(pyarrow.array(["2031-03-04T12:30:00Z"]), "2031-03-04T12:30Z", id="a-string"),
        pytest.param(pyarrow.array([None], pyarrow.timestamp("us")), None, id="null"),
    ],
)  # fmt: skip
def test_a_time_of_any_type_is_an_iso_date(tmp_path: Path, values: Any, expected: str | None) -> None:
    """Dates and timestamps of every unit and zone become what the JSONL format takes."""
    (report,) = read(written(tmp_path, {"text": pyarrow.array([FIRE]), "published": values})).reports
    assert report.given.published == expected
    assert report.reasons == ()


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(pyarrow.string(), id="string"),
        pytest.param(pyarrow.large_string(), id="large-string"),
        pytest.param(pyarrow.string_view(), id="string-view"),
        pytest.param(pyarrow.binary(), id="binary"),
        pytest.param(pyarrow.dictionary(pyarrow.int32(), pyarrow.string()), id="dictionary"),
    ],
)
def test_text_may_be_of_any_type_of_text(tmp_path: Path, kind: Any) -> None:
    """Strings of every layout, and bytes, are text."""
    values = [FIRE.encode() if kind == pyarrow.binary() else FIRE]
    (report,) = read(written(tmp_path, {"text": pyarrow.array(values, kind)})).reports
    assert report.text == FIRE


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        pytest.param([7, 8], {"7", "8"}, id="whole-numbers"),
        pytest.param(pyarrow.array([7.0, 8.0]), {"7", "8"}, id="as-a-data-frame-with-gaps-has-them"),
        pytest.param(["", "x"], {"x", None}, id="an-empty-one-is-none"),
    ],
)
def test_a_given_id_is_kept(tmp_path: Path, ids: Any, expected: set[str | None]) -> None:
    """Numbers are their digits; what has no id gets the digest that it would get from JSONL."""
    digests = {r.id for r in read([{"text": FIRE}, {"text": STRIKE}]).reports}
    found = {r.id for r in read(written(tmp_path, {"id": ids, "text": [FIRE, STRIKE]})).reports}
    assert {one if one not in digests else None for one in found} == expected


@pytest.mark.parametrize(
    ("columns", "code", "why"),
    [
        pytest.param({"b": [FIRE]}, "bad_record", "it has no column `text` or `html`; it has b", id="none"),
        pytest.param({"text": [5]}, "bad_record", "its column `text` holds int64, not text", id="numbers"),
        pytest.param({"text": [[FIRE]]}, "bad_record", "its column `text` holds list", id="lists"),
        pytest.param({"text": pyarrow.array([], pyarrow.string())}, "empty", "there is no row", id="empty"),
    ],
)  # fmt: skip
def test_a_file_without_text_is_one_failure(
    tmp_path: Path, columns: dict[str, Any], code: str, why: str
) -> None:
    """The failure names the file and the column; the other inputs are read."""
    path = written(tmp_path, columns)
    reading = read([path, {"text": STRIKE}])
    (failure,) = reading.failures
    assert (failure.name, failure.code, failure.why[: len(why)]) == (str(path), code, why)
    assert len(reading) == 1


def test_each_row_without_text_is_a_failure(tmp_path: Path) -> None:
    """Null, blank, too long, not UTF-8: each is named by its row; the others are read, in all row groups."""
    bad = pyarrow.array([b"\xff\xfe\xfa"], pyarrow.binary()).view(pyarrow.string())
    texts = pyarrow.chunked_array([pyarrow.array([FIRE, None, " ", "a" * 900]), bad, pyarrow.array([STRIKE])])
    path = written(tmp_path, {"text": texts}, row_group_size=2)
    reading = read(path, options=ReadOptions(max_bytes=500))
    assert {r.text for r in reading} == {FIRE, STRIKE}
    assert [(f.name.rpartition(":")[2], f.code) for f in reading.failures] == [
        ("2", "bad_record"), ("3", "empty"), ("4", "too_large"), ("5", "bad_record")
    ]  # fmt: skip


def test_a_wrong_type_of_another_column_is_a_note(tmp_path: Path) -> None:
    """What is said about a report and is no text is left out, and the report says so."""
    path = written(tmp_path, {"text": [FIRE], "outlet": [["a", "b"]], "published": [20310304]})
    (report,) = read(path).reports
    assert (report.given.outlet, report.given.published) == (None, None)
    assert [reason.code for reason in report.reasons] == ["bad_record", "bad_record"]


@pytest.mark.parametrize("kept", [5, 40, -1, -9, -200], ids=str)
def test_a_cut_file_is_one_failure(tmp_path: Path, kept: int) -> None:
    """A Parquet file ends with its index: without it nothing can be read, and that is said once."""
    path = many(tmp_path, 10, 5)
    path.write_bytes(path.read_bytes()[:kept])
    reading = read(tmp_path)
    (failure,) = reading.failures
    assert (failure.name, failure.code, len(reading)) == (str(path), "damaged_file", 0)


def test_a_damaged_row_group_costs_itself(tmp_path: Path) -> None:
    """A flipped byte loses the rows of its group, which are named; the rows of the others are read."""
    path = many(tmp_path, 12, 4)
    data = bytearray(path.read_bytes())
    data[data.index(b"Engine 6 was")] ^= 0xFF
    path.write_bytes(data)
    reading = read(path)
    (failure,) = reading.failures
    assert (failure.name, failure.code) == (f"{path}: rows 5 to 8", "damaged_record")
    assert {r.id for r in reading} == {f"r{n}" for n in (0, 1, 2, 3, 8, 9, 10, 11)}


def test_a_stream_is_read_like_a_file(tmp_path: Path) -> None:
    """What a page sent, or a pipe that can't be wound back, gives the same reports."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError("a pipe")

    data = many(tmp_path, 3, 2).read_bytes()
    for stream in (io.BytesIO(data), Pipe(data)):
        assert [r.id for r in read_streams([("sent", stream)])] == ["r0", "r1", "r2"]


def test_nothing_is_loaded_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are taken as they are asked for, and other columns not at all."""
    columns = {"text": [f"{n} " * 1000 for n in range(1000)], "raw": ["x" * 5000] * 1000}
    paged: dict[str, Any] = {"data_page_size": 10_000, "write_batch_size": 10}
    path = written(tmp_path, columns, compression="none", use_dictionary=False, **paged)
    monkeypatch.setattr(reader, "ROWS", 10)
    monkeypatch.setattr(reader, "BUFFER", 1 << 14)
    before = pyarrow.total_allocated_bytes()
    with path.open("rb") as stream:
        found = reader.parquet_records("x", b"", stream, 10**6)
        for _ in range(20):
            next(found)
        assert pyarrow.total_allocated_bytes() - before < path.stat().st_size / 20
        found.close()


def test_without_pyarrow_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is an extra; the failure names it, and JSONL is read beside."""
    path = many(tmp_path, 3, 3)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": STRIKE}) + "\n", "utf-8")

    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(reader, "import_module", missing)
    reading = read(tmp_path)
    assert [(f.name, f.code, f.remedy) for f in reading.failures] == [
        (str(path), "unsupported", "pip install twosource[parquet]")
    ]
    assert len(reading) == 1
