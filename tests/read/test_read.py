"""Inputs to reports: ids, order, limits, and one clear failure for what can't be read."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import PROBLEMS, UnreadableError
from twosource.read import Reading, ReadOptions, read
from twosource.read.dates import iso_date
from twosource.read.reports import from_bytes

TEXT = "The bridge at Halden was closed on Tuesday.\r\n\r\nFerries run every hour."


def codes(reading: Reading) -> list[str]:
    """Return the codes of the failures."""
    return [failure.code for failure in reading.failures]


def notes(reading: Reading) -> list[str]:
    """Return the codes of the notes on all reports."""
    return [reason.code for report in reading.reports for reason in report.reasons]


def lines(path: Path, *records: object) -> Path:
    """Write records as JSONL and return the path."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_text_is_kept_exactly(tmp_path: Path) -> None:
    """A text file's characters and line endings are the report's text."""
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    (report,) = read(path).reports
    assert report.text == TEXT
    assert (report.source.name, report.source.bytes) == (str(path), len(TEXT))


def test_records_keep_what_was_given(tmp_path: Path) -> None:
    """Each field of the input format arrives, and a given id is kept."""
    record = {
        "id": "r1",
        "text": TEXT,
        "outlet": "Halden Gazette",
        "title": "Closed",
        "url": "https://gazette.example/1",
        "published": "2031-03-04",
        "language": "en",
        "byline": "Ivo Brandt",
        "story": "bridge",
    }
    (report,) = read(lines(tmp_path / "a.jsonl", record)).reports
    assert report.id == "r1"
    assert {key: getattr(report.given, key) for key in record if key not in {"id", "text"}} == {
        key: value for key, value in record.items() if key not in {"id", "text"}
    }


def test_mappings_are_read_like_records(tmp_path: Path) -> None:
    """A mapping from Python gives the same report as its line of JSONL, but for the source."""
    record = {"text": TEXT, "outlet": "Halden Gazette"}
    (from_python,) = read(record).reports
    (from_file,) = read(lines(tmp_path / "a.jsonl", record)).reports
    assert (from_python.id, from_python.text, from_python.given) == (
        from_file.id,
        from_file.text,
        from_file.given,
    )


def test_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    """The same inputs in another order give an equal reading, the one text given twice included."""
    for name, text in (("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT + " More."), ("d.txt", "")):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    paths = sorted(tmp_path.iterdir())
    there, back = read(paths), read(paths[::-1])
    assert there == back
    ids = [report.id for report in there.reports]
    assert ids == sorted(ids) and len(set(ids)) == 3


def test_same_file_twice_is_two_reports(tmp_path: Path) -> None:
    """One file given twice is two reports with the same text and ids of their own."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    first, second = read([path, path]).reports
    assert first.text == second.text
    assert second.id == f"{first.id}-2"


def test_given_ids_that_clash(tmp_path: Path) -> None:
    """Of two reports under one given id, one is read and the other is a failure."""
    reading = read(lines(tmp_path / "a.jsonl", {"id": 7, "text": "One."}, {"id": "7", "text": "Two."}))
    assert [report.id for report in reading.reports] == ["7"]
    assert codes(reading) == ["duplicate_id"]


def test_options_serve_reports_that_bear_none(tmp_path: Path) -> None:
    """Outlet and date from the options fill gaps, never replace what was given, and don't change ids."""
    path = lines(
        tmp_path / "a.jsonl", {"id": "1", "text": "One."}, {"id": "2", "text": "Two.", "outlet": "Own"}
    )
    options = ReadOptions(outlet="Served", published="2031-03-04")
    reports = read(path, options=options).reports
    assert [report.given.outlet for report in reports] == ["Served", "Own"]
    assert [report.given.published for report in reports] == ["2031-03-04"] * 2
    plain = tmp_path / "a.txt"
    plain.write_text(TEXT, encoding="utf-8")
    assert read(plain, options=options).reports[0].id == read(plain).reports[0].id


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t", "empty"),
        ("zeros.txt", b"\x00" * 500, "not_text"),
        ("report.pdf", b"%PDF-1.7\n%\xe2\xe3", "unsupported"),
        ("page.html", b"%PDF-1.7\n%\xe2\xe3", "unsupported"),
        ("a.txt", b"PK\x03\x04rest", "unsupported"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "unsupported"),
        ("a.xml", b'<?xml version="1.0"?>\n<rss version="2.0"></rss>', "unsupported"),
        ("a.warc", b"WARC/1.0\r\n", "truncated_tail"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.jsonl", b"not json\n", "bad_record"),
        ("a.jsonl", b"[1]\n", "bad_record"),
        ("a.jsonl", b'{"title": "no text"}\n', "bad_record"),
        ("a.jsonl", b'{"text": 5}\n', "bad_record"),
        ("a.jsonl", b'{"text": " "}\n', "empty"),
        ("a.jsonl", b'{"a":' * 20_000 + b"\n", "bad_record"),
    ],
)
def test_what_can_not_be_read_is_one_failure(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    """Each bad input gives one failure with its code, and the good one beside it is read."""
    (tmp_path / name).write_bytes(data)
    good = tmp_path / "good.text"
    good.write_text(TEXT, encoding="utf-8", newline="")
    reading = read([tmp_path / name, good])
    assert codes(reading) == [code]
    assert code in PROBLEMS
    assert [report.text for report in reading.reports] == [TEXT]


@pytest.mark.parametrize(
    ("path", "code"),
    [("/dev/null", "not_a_file"), ("no such file", "not_found"), ("a\x00b", "unreadable"), ("", "not_found")],
    ids=["a device", "nothing", "a zero in the name", "no name"],
)
def test_what_is_no_file(path: str, code: str) -> None:
    """Devices, missing files and impossible names are failures."""
    assert codes(read(path)) == [code]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A FIFO that nobody writes to is refused at once."""
    os.mkfifo(tmp_path / "pipe")
    assert codes(read(tmp_path / "pipe")) == ["not_a_file"]


def test_names_that_are_not_utf8_are_shown_escaped(tmp_path: Path) -> None:
    """A file whose name is no UTF-8 is read, and its name can be printed."""
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(TEXT.encode())
    except OSError:
        return  # this file system has no such names
    (report,) = read(os.fsdecode(path)).reports
    assert report.source.name.endswith("caf\\xe9.txt")


def test_folder(tmp_path: Path) -> None:
    """A folder is read below its root; furniture, hidden files and read-me files are left aside."""
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "page_files").mkdir()
    for name in ("b.txt", "sub/a.txt", ".git/c.txt", "page_files/d.txt", "README.txt", "style.css", "x.md"):
        (tmp_path / name).write_text(f"{name} says so.", encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>A page.</p>", encoding="utf-8")
    reading = read(tmp_path)
    names = {Path(report.source.name).name for report in reading.reports}
    assert names == {"a.txt", "b.txt", "page.html"}
    assert [Path(name).name for name in reading.aside] == ["style.css", "x.md"]
    assert codes(reading) == []


def test_folder_without_reports(tmp_path: Path) -> None:
    """An empty folder, and one with nothing but pictures, is a failure that says so."""
    assert codes(read(tmp_path)) == ["no_reports"]
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert codes(read(tmp_path)) == ["no_reports"]


def test_links_stay_inside_the_folder(tmp_path: Path) -> None:
    """A link out of the folder is refused; a link that makes a ring is not followed."""
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside.txt").write_text("Not yours.", encoding="utf-8")
    (root / "a.txt").write_text(TEXT, encoding="utf-8")
    (root / "out.txt").symlink_to(tmp_path / "outside.txt")
    (root / "ring").symlink_to(root)
    reading = read(root)
    assert codes(reading) == ["not_a_file"]
    assert [Path(report.source.name).name for report in reading.reports] == ["a.txt"]


def test_large_files_are_read_in_part(tmp_path: Path) -> None:
    """Beyond the limit only the beginning is read, with a note."""
    path = tmp_path / "a.txt"
    path.write_text("Halden. " * 1000, encoding="utf-8")
    reading = read(path, options=ReadOptions(max_bytes=100))
    assert len(reading.reports[0].text) == 100
    assert notes(reading) == ["too_large"]


def test_a_line_that_is_too_long_is_left_out(tmp_path: Path) -> None:
    """A line of JSONL beyond the limit is a failure; the lines after it are read."""
    path = lines(tmp_path / "a.jsonl", {"text": "x" * 5000}, {"text": "Short."})
    reading = read(path, options=ReadOptions(max_bytes=1000))
    assert codes(reading) == ["too_large"]
    assert [report.text for report in reading.reports] == ["Short."]


def test_one_document_of_json(tmp_path: Path) -> None:
    """A .json file may be one object or a list of them, over several lines."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": "One."}, {"text": "Two."}], indent=2), encoding="utf-8")
    assert sorted(report.text for report in read(path).reports) == ["One.", "Two."]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        (b'\xef\xbb\xbf{"text": "One."}\r\n', ["One."]),
        (b"{Halden} lies by the sea.\n", ["{Halden} lies by the sea.\n"]),
        (b"Plain text.", ["Plain text."]),
    ],
    ids=["jsonl", "jsonl with a mark", "text with a brace", "text"],
)
def test_standard_input_is_sniffed(monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]) -> None:
    """`-` reads JSONL or one text, whichever stands there."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert sorted(report.text for report in read("-").reports) == texts


def test_html_in_a_record() -> None:
    """A record may hold a page instead of a text."""
    (report,) = read({"html": "<p>Ferries run.</p>", "outlet": "Gazette"}).reports
    assert (report.text, report.given.outlet) == ("Ferries run.", "Gazette")
    assert report.page.outlet is None


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("published", "2031-02-30", "bad_date"),
        ("published", "yesterday", "bad_date"),
        ("outlet", ["a"], "bad_record"),
    ],
)
def test_a_field_that_makes_no_sense_is_noted(field: str, value: object, code: str) -> None:
    """A date that is none, or a field of the wrong type, is left out with a note; the report is read."""
    reading = read({"text": TEXT, field: value})
    assert notes(reading) == [code]
    assert getattr(reading.reports[0].given, field) is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-03-04T09:40:12Z", "2031-03-04T09:40Z"),
        ("2031-03-04 09:40", "2031-03-04T09:40"),
        ("2031-03-04T09:40:12.123+0100", "2031-03-04T09:40+01:00"),
        ("2031-13-04", None),
        ("2031-03-04T25:61", None),
        ("04/03/2031", None),
        ("", None),
    ],
)
def test_iso_date(value: str, iso: str | None) -> None:
    """ISO dates and times are kept to the minute; anything else is no date."""
    assert iso_date(value) == iso


@given(st.binary(max_size=400))
def test_any_bytes_are_a_report_or_a_failure(data: bytes) -> None:
    """Whatever the bytes, reading ends in exactly one report or one failure, or in records of JSON."""
    try:
        report = from_bytes("x", data, ReadOptions(), is_cut=False).report
    except UnreadableError as error:
        assert error.code in PROBLEMS
    else:
        report.text.encode("utf-8")
        assert report.text.strip()
