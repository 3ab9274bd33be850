"""doctor, demo and report, and the formats of brief."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from importlib import metadata
from pathlib import Path

import pytest

from twosource.cli.doctor import EXTRAS
from twosource.cli.main import run

REPORT = (
    "Bridge at Halden closed after cracks found\n\n"
    "The harbour bridge at Halden was closed on Tuesday after inspectors found cracks in two piers.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in, without a store in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TWOSOURCE_STORE", raising=False)
    return tmp_path


def findings(out: str) -> dict[str, dict[str, str]]:
    """Return what doctor found, by name."""
    return {found["name"]: found for found in map(json.loads, out.splitlines())}


def test_all_is_well(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Here, nothing is a problem; each model is looked at, and no store is made by looking."""
    assert run(["doctor", "--jsonl"]) == 0
    found = findings(capfd.readouterr().out)
    assert "problem" not in {one["state"] for one in found.values()}
    assert {
        "Python",
        "model attributions.onnx",
        "model events.onnx",
        "model clean.npz",
        "language pipeline",
    } <= set(found)
    assert {package for package, _, _ in EXTRAS} <= set(found)
    assert list(folder.iterdir()) == []


def test_a_damaged_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A model that is not the one of this version is a problem, with code 1 and what to do."""
    why = "the attribution model is not the one this version was made with"
    monkeypatch.setattr("twosource.mark.extractor.extractor_problem", lambda: why)
    assert run(["doctor"]) == 1
    (line,) = [line for line in capfd.readouterr().out.splitlines() if line.startswith("problem")]
    assert why in line and "install the package anew" in line


def test_a_damaged_event_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The model of events is looked at as well: without it there is no account."""
    from twosource.link import encoder

    monkeypatch.setattr(encoder, "SHA256", "0" * 64)
    encoder.load_encoder.cache_clear()
    try:
        assert run(["doctor"]) == 1
    finally:
        encoder.load_encoder.cache_clear()
    (line,) = [line for line in capfd.readouterr().out.splitlines() if line.startswith("problem")]
    assert "events.onnx" in line and "Install the package anew" in line


def test_a_missing_extra(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A package that the main job does without is named with how to get it, and is no failure."""
    real = metadata.version

    def version(package: str) -> str:
        if package == "openpyxl":
            raise metadata.PackageNotFoundError(package)
        return real(package)

    monkeypatch.setattr(metadata, "version", version)
    assert run(["doctor"]) == 0
    assert "missing  openpyxl: not needed for the main job; gives workbooks (xlsx). pip install" in (
        capfd.readouterr().out
    )


def test_an_old_python(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A Python that this version is not made for is a problem."""
    monkeypatch.setattr("twosource.cli.doctor.SUPPORTED", ((2, 6), (3, 0)))
    assert run(["doctor"]) == 1
    assert "problem  Python" in capfd.readouterr().out


@pytest.mark.parametrize("kind", ["text", "foreign", "none"])
def test_a_store_that_is_none(folder: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    """A file that is no store of ours, or not there, is code 5, and stays as it is."""
    if kind == "text":
        Path("x.db").write_text("mine", encoding="utf-8")
    elif kind == "foreign":
        with sqlite3.connect("x.db") as database:
            database.execute("CREATE TABLE mine (a)")
        database.close()
    before = Path("x.db").read_bytes() if kind != "none" else None
    assert run(["doctor", "--store", "x.db"]) == 5
    assert "problem  store x.db" in capfd.readouterr().out
    assert (Path("x.db").read_bytes() if Path("x.db").exists() else None) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_t_be_written_to(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A folder without leave to write is said, and is no failure of the installation."""
    folder.chmod(0o500)
    assert run(["doctor"]) == 0
    assert "missing  this folder" in capfd.readouterr().out
    folder.chmod(0o700)


def test_demo(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """demo gives the account of the example, and leaves nothing behind; a file only where asked for."""
    assert run(["demo", "--format", "markdown", "-q"]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("# ") and "## In conflict" in out and err == ""
    assert list(folder.iterdir()) == []
    assert run(["demo", "--html", "fire.html"]) == 0
    assert Path("fire.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "give your own with: twosource brief" in capfd.readouterr().err


def test_formats_of_brief(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """brief writes a format to stdout or, whole, to a file that it does not replace unasked."""
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    assert run(["brief", "a.txt", "--format", "csv", "--table", "tellings"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode(), newline="")))
    assert rows and {row["lineage"] for row in rows} <= {"recorded", "inferred", "not recorded"}
    assert run(["brief", "a.txt", "--format", "xlsx", "-o", "a.xlsx", "-q"]) == 0
    assert Path("a.xlsx").read_bytes().startswith(b"PK")
    assert run(["brief", "a.txt", "--format", "xlsx", "-o", "a.xlsx", "-q"]) == 2
    assert b"is there already; --force replaces it" in capfdbinary.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--format", "xlsx"], "--format xlsx needs --output"),
        (["-o", "x.md"], "--output goes with --format"),
        (["--format", "docx"], "is not one of"),
    ],
)
def test_formats_that_do_not_go(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    """Options that don't go together are wrong usage, before anything is read."""
    assert run(["brief", "a.txt", *arguments]) == 2
    assert why in capfd.readouterr().err


def test_report(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """report writes a story of the store to a file, in the format of its ending; doctor finds it sound."""
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    assert run(["add", "a.txt"]) == 0
    capfd.readouterr()
    assert run(["stories", "--jsonl"]) == 0
    story = json.loads(capfd.readouterr().out.splitlines()[0])
    name = story.get("story") or story["id"]
    for target, begins in (("a.html", b"<!doctype html>"), ("a.md", b"# "), ("a.csv", b'"story"')):
        assert run(["report", name, "-o", target]) == 0
        assert Path(target).read_bytes().startswith(begins)
    assert run(["report", name, "-o", "a.jsonld", "--format", "prov", "-q"]) == 0
    assert json.loads(Path("a.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert run(["report", name, "-o", "a.md"]) == 2
    assert run(["report", "nothing", "-o", "b.md"]) == 4
    assert not Path("b.md").exists()
    capfd.readouterr()
    assert run(["doctor", "--jsonl"]) == 0
    assert findings(capfd.readouterr().out)["store twosource.db"]["state"] == "ok"
