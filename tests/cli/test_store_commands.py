"""The commands on a store: what they print, what they say when something is wrong, their exit codes."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import pytest

from twosource.cli.main import run

BRIDGE = """Bridge at Halden closed

The harbour bridge at Halden was closed on Tuesday after inspectors found cracks in two piers, \
mayor Ines Ardolin said.
"""
SHUT = """Halden bridge shut after inspection

Halden's harbour bridge was shut on Tuesday. Inspectors had found cracks in two of its piers, \
mayor Ines Ardolin said.
"""
VOTE = "Orlund votes down budget\n\nThe parliament of Orlund voted down the budget by 61 votes to 48.\n"
REPORTS = [
    {"id": "r0", "outlet": "Coast Post", "text": BRIDGE, "published": "2031-03-04"},
    {"id": "r1", "outlet": "Halden Gazette", "text": SHUT, "published": "2031-03-05"},
    {"id": "r2", "outlet": "Orlund Day", "text": VOTE, "published": "2031-03-05"},
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a store with three reports, added by the command."""
    folder = tmp_path_factory.mktemp("made")
    reports = folder / "reports.jsonl"
    reports.write_text("".join(json.dumps(one) + "\n" for one in REPORTS), encoding="utf-8")
    assert run(["add", "-q", str(reports), "--store", str(folder / "desk.db")]) == 0
    return (folder / "desk.db").read_bytes()


@pytest.fixture
def store(made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store of the test's own, which TWOSOURCE_STORE names."""
    path = tmp_path / "desk.db"
    path.write_bytes(made)
    monkeypatch.setenv("TWOSOURCE_STORE", str(path))
    return path


def story(capfd: pytest.CaptureFixture[str], title: str) -> str:
    """Return the id of the story of a title."""
    capfd.readouterr()
    run(["stories", "--jsonl"])
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    return str(next(line["id"] for line in lines if title in line["title"]))


def test_add_again(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is there is told as a duplicate; a file that is not there is one line, and exit code 3."""
    reports = tmp_path / "again.jsonl"
    reports.write_text(json.dumps(REPORTS[0]) + "\n", encoding="utf-8")
    assert run(["add", str(reports), str(tmp_path / "no.txt")]) == 3
    error = capfd.readouterr().err
    assert error.count("error[not_found]") == 1
    assert "2 read: 1 duplicate, 1 failed-retryable" in error
    assert run(["failures", "list"]) == 0
    assert "not_found" in capfd.readouterr().out
    assert run(["failures", "ignore", "4"]) == 0
    assert run(["failures", "list"]) == 4


def test_stories(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The list has a line a story, the latest first; filters narrow it; none is exit code 4."""
    assert run(["stories"]) == 0
    head, *lines = capfd.readouterr().out.splitlines()
    assert head.split() == [
        "STORY",
        "PUBLISHED",
        "REPORTS",
        "OUTLETS",
        "ORIGINS",
        "CLAIMS",
        "INDEPENDENT",
        "CONFLICTS",
        "TITLE",
    ]
    assert len(lines) == 2
    assert run(["stories", "--since", "2032-01-01"]) == 4
    assert run(["stories", "--since", "soon"]) == 2


def test_show(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A story is shown as a page of text, as JSON, as a file of HTML, by the first characters of its id."""
    bridge = story(capfd, "ridge")
    assert run(["show", bridge[:5]]) == 0
    assert "2 reports" in capfd.readouterr().out
    assert run(["show", bridge, "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["story"]["id"] == bridge
    page = tmp_path / "page.html"
    assert run(["show", bridge, "--html", str(page)]) == 0
    assert run(["show", bridge, "--html", str(page)]) == 2
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run(["show", "zzzz"]) == 4
    assert "error[no_story]: zzzz" in capfd.readouterr().err


def test_search(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A search shows reports with the words around; syntax is text."""
    assert run(["search", "bridge", "--party", "Ardolin", "--until", "2031-03-04"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("r0  story ") and "\x01" not in out
    assert run(["search", 'title:"x" OR (bridge']) == 4
    assert run(["search", "budget", "--jsonl"]) == 0
    assert json.loads(capfd.readouterr().out)["report"] == "r2"


def test_source_and_explain(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An id leads to its words and to its reasons."""
    assert run(["source", "r2:0-6", "--context", "0"]) == 0
    assert "⟦Orlund⟧" in capfd.readouterr().out
    assert run(["source", "r2:0-99999"]) == 2
    assert run(["explain", "r1"]) == 0
    assert "likely to tell of one event with report r0" in capfd.readouterr().out
    assert run(["explain", "nothing"]) == 4


def test_export(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The export is JSON on stdout, tables in files; what it can't do it says."""
    assert run(["export"]) == 0
    formats = [json.loads(line)["format"] for line in capfd.readouterr().out.splitlines()]
    assert formats.count("twosource/report/1") == 3 and formats.count("twosource/account/1") == 2
    assert run(["export", "--format", "csv", "--table", "reports"]) == 0
    assert capfd.readouterr().out.startswith('"report","story","version",')
    assert run(["export", "--format", "csv", "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "claims.csv").is_file()
    assert run(["export", "--format", "csv", "-o", str(tmp_path / "out")]) == 2
    for wrong in (["--format", "xlsx"], ["--table", "claims"], ["--format", "csv", "--story", "x"]):
        assert run(["export", *wrong]) == 2


def test_missing_package(
    store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A format whose package is not there says which one to install."""
    for kind, package in (("xlsx", "openpyxl"), ("parquet", "pyarrow")):
        monkeypatch.setitem(sys.modules, package, None)
        assert run(["export", "--format", kind, "--table", "claims", "-o", str(tmp_path / kind)]) == 2
        assert "pip install 'twosource[" in capfd.readouterr().err
        assert not (tmp_path / kind).exists()


def test_fix(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Corrections are made, listed and undone."""
    bridge, vote = story(capfd, "ridge"), story(capfd, "budget")
    assert run(["fix", "merge", bridge, vote, "--note", "a test"]) == 0
    assert run(["show", vote]) == 0
    assert "3 reports" in capfd.readouterr().out
    assert run(["fix", "undo"]) == 0
    assert run(["fix", "copy", "r1", "r0"]) == 0
    assert run(["explain", "r1"]) == 0
    assert "settled by the user" in capfd.readouterr().out
    assert run(["fix", "not-copy", "r0", "r1"]) == 0
    assert run(["fix", "copy", "r1", "r2"]) == 2
    assert "twosource fix merge" in capfd.readouterr().err
    assert run(["fix", "split", bridge, "r1"]) == 0
    assert run(["fix", "same", "Ardolin", "the mayor"]) == 0
    assert run(["fix", "log"]) == 0
    out = capfd.readouterr().out
    assert "merge (undone)" in out and "a test" in out
    assert run(["fix", "merge", bridge, bridge]) == 2
    assert run(["fix", "undo", "77"]) == 4


def test_check(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A whole store is exit code 0, a damaged one 7 with each damage on a line."""
    assert run(["check", "--deep"]) == 0
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE version SET text = replace(text, 'Orlund', 'Orland')")
    connection.close()
    assert run(["check", "-q"]) == 7
    assert "damaged: report r2, version 1: " in capfd.readouterr().out


READERS = (
    *(["stories"], ["show", "x"], ["search", "x"], ["source", "x"], ["explain", "x"], ["export"], ["check"]),
    *(["failures", "list"], ["fix", "log"], ["fix", "undo"]),
)


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_no_store(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without a store, or with a file that is none: one line, exit code 5, nothing is made."""
    monkeypatch.delenv("TWOSOURCE_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert run(command) == 5
    error = capfd.readouterr().err
    assert error.startswith("error[store_missing]: twosource.db: ") and error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "twosource.db").write_text("a diary " * 100)
    assert run(command) == 5
    assert capfd.readouterr().err.startswith("error[store_foreign]: twosource.db: ")
    assert (tmp_path / "twosource.db").read_text() == "a diary " * 100
