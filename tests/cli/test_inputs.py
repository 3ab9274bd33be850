"""Bad input on the command line: the exit code, and the whole of what is said."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from twosource.cli.main import run

REPORT = (
    "Bridge at Halden closed after cracks found\n\n"
    "The harbour bridge at Halden was closed on Tuesday after inspectors found cracks in two piers.\n\n"
    "“We had no choice but to close it,” said Marta Okonedo, the city engineer.\n"
)
FOREIGN = (
    "Die Hafenbrücke in Halden wurde am Dienstag gesperrt, nachdem Prüfer Risse in zwei Pfeilern gefunden "
    "hatten. „Wir hatten keine andere Wahl“, sagte die Stadtingenieurin Marta Okonedo.\n"
)
WHERE = "Give a file, a folder or - for the standard input"
SAVE, SAVE_REPORT = "Save it as text or HTML", "Save the report as text or HTML"
GIVE = 'Give {"text": "…"} on each line'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the current one, so that names are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        (
            "empty.txt",
            b"",
            "error[empty]: empty.txt: there is no text in it. Leave it out, or fetch it again",
        ),
        (
            "noise.txt",
            bytes(range(256)) * 20,
            f"error[not_text]: noise.txt: its bytes are not text in any encoding that we know. {SAVE}",
        ),
        (
            "report.pdf",
            b"%PDF-1.7\n",
            f"error[unsupported]: report.pdf: it is a PDF file. {SAVE_REPORT}",
        ),
        (
            "a.jsonl",
            b'{"outlet": "Gazette"}\n',
            f"error[bad_record]: a.jsonl:1: it has neither a `text` nor an `html` that is a string. {GIVE}",
        ),
    ],
    ids=["empty", "binary", "pdf", "a record without text"],
)
@pytest.mark.parametrize("command", ["annotate", "group", "brief"])
def test_a_file_that_can_not_be_read(
    folder: Path, capfd: pytest.CaptureFixture[str], command: str, name: str, data: bytes, line: str
) -> None:
    """Each is one clear line on stderr, nothing on stdout, and code 3."""
    (folder / name).write_bytes(data)
    assert run([command, name]) == 3
    assert capfd.readouterr() == ("", f"{line}\n1 read: 1 failed\n")


def test_a_folder_without_reports(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A folder with nothing to read is a failure that says what to put there."""
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(["brief", "pictures"]) == 3
    out, err = capfd.readouterr()
    assert out == ""
    assert err == (
        "error[no_reports]: pictures: the folder holds no file that can be read as a report. "
        "Put text, HTML or JSONL files into it\n"
        "note: left aside: pictures/a.png\n"
        "1 read: 1 failed\n"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A FIFO is refused at once instead of waiting for a writer."""
    os.mkfifo(folder / "pipe")
    assert run(["annotate", "pipe"]) == 3
    assert capfd.readouterr() == (
        "",
        f"error[not_a_file]: pipe: it is a pipe, device or socket. {WHERE}\n1 read: 1 failed\n",
    )


def test_a_missing_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A name with a line break stays one line on stderr."""
    assert run(["annotate", "no\nfile"]) == 3
    assert capfd.readouterr() == (
        "",
        f"error[not_found]: no\\nfile: there is no such file. {WHERE}\n1 read: 1 failed\n",
    )


def test_quiet_tells_errors_only(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """--quiet leaves the errors and takes the rest away."""
    assert run(["annotate", "--quiet", "nothing"]) == 3
    assert capfd.readouterr() == ("", f"error[not_found]: nothing: there is no such file. {WHERE}\n")


def test_the_others_go_on(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Beside a file that can't be read, the good ones are."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "good.txt").write_text(REPORT, encoding="utf-8")
    assert run(["annotate", "empty.txt", "good.txt"]) == 3
    out, err = capfd.readouterr()
    (line,) = out.splitlines()
    assert json.loads(line)["text"] == REPORT
    assert err.splitlines() == [
        "error[empty]: empty.txt: there is no text in it. Leave it out, or fetch it again",
        "2 read: 1 ok, 1 failed",
    ]


def test_a_language_that_is_not_known(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A report in another language is kept with its parts, without marks, and is partial."""
    (folder / "a.txt").write_text(FOREIGN, encoding="utf-8")
    assert run(["annotate", "a.txt"]) == 3
    out, err = capfd.readouterr()
    report = json.loads(out)
    assert (report["status"], report["language"], report["text"]) == ("partial", "de", FOREIGN)
    assert report["parts"] != []
    assert (report["tellings"], report["attributions"]) == ([], [])
    assert [reason["code"] for reason in report["reasons"]] == ["language"]
    assert err == (
        "note[language]: a.txt: the text is not in a language that this version reads in depth: "
        "it is in 'de', not in English\n"
        "1 read: 1 partial\n"
    )


def test_a_text_of_thirty_megabytes(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Of a very long text the beginning is read, and of that the beginning in depth; both are said."""
    line = "* - - - " * 12 + "\n"  # no words: the limits are what is tested, not the parser
    (folder / "long.txt").write_text(REPORT + line * 320_000, encoding="utf-8")
    assert run(["annotate", "long.txt"]) == 3
    out, err = capfd.readouterr()
    report = json.loads(out)
    assert len(report["text"].encode()) == 20_000_000
    assert report["status"] == "partial"
    assert [reason["code"] for reason in report["reasons"]] == ["too_large", "too_long"]
    told = [report["text"][start:end] for a in report["attributions"] for start, end in a["content"]]
    assert any("We had no choice but to close it" in words for words in told)
    assert err.splitlines()[0] == (
        "note[too_large]: long.txt: it is larger than the limit, and only its beginning was read: "
        "its first 20,000,000 bytes were read"
    )
    assert err.splitlines()[-1] == "1 read: 1 partial"


def test_the_same_file_twice(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One file given twice is two reports; the second is a copy of the first."""
    (folder / "a.txt").write_text(REPORT * 3, encoding="utf-8")
    assert run(["group", "a.txt", "a.txt"]) == 0
    out, err = capfd.readouterr()
    first, second = (json.loads(line) for line in out.splitlines())
    assert first["story"] == second["story"]
    copies = {first["id"]: first["copy_of"], second["id"]: second["copy_of"]}
    assert sorted(value is None for value in copies.values()) == [False, True]
    assert err == ""


@pytest.mark.parametrize("mark", ['"', "“", "'", "”“"])
def test_ten_thousand_quotation_marks(folder: Path, capfd: pytest.CaptureFixture[str], mark: str) -> None:
    """A text of nothing but quotation marks is read in well under the time of a long article."""
    (folder / "a.txt").write_text(mark * 10_000, encoding="utf-8")
    assert run(["annotate", "a.txt"]) == 0
    out, _ = capfd.readouterr()
    assert json.loads(out)["attributions"] == []


def test_half_a_character(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A lone surrogate, which JSON can hold and UTF-8 can't, never stops the output."""
    (folder / "a.jsonl").write_text('{"text": "Half a \\ud800 character.", "outlet": "\\udc80"}\n')
    assert run(["annotate", "a.jsonl"]) == 3
    out, _ = capfd.readouterr()
    assert json.loads(out)["text"] == "Half a \ufffd character."


def test_order_of_inputs(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The same inputs in another order give the same bytes."""
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "b.txt").write_text(REPORT + "\nFerries run every hour, the mayor said.\n", encoding="utf-8")
    run(["annotate", "a.txt", "b.txt"])
    there = capfd.readouterr().out
    run(["annotate", "b.txt", "a.txt"])
    assert capfd.readouterr().out == there
    assert there.count("\n") == 2
