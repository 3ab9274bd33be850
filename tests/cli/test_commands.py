"""The command line itself: help, usage, files written, closed pipes."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import twosource
from twosource.cli.main import cli, run
from twosource.cli.run import CLEAR, WriteError, progress, shown, write_page

REPORT = (
    "Bridge at Halden closed after cracks found\n\n"
    "The harbour bridge at Halden was closed on Tuesday after inspectors found cracks in two piers.\n"
)
PROGRAM = [sys.executable, "-c", "from twosource.cli.main import main; main()"]


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    """--version tells the name and the version."""
    assert run(["--version"]) == 0
    assert capfd.readouterr().out == f"twosource {twosource.__version__}\n"


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_each_command_has_help(capfd: pytest.CaptureFixture[str], command: str) -> None:
    """--help and `help` show the same, and it says more than the usage."""
    assert run([command, "--help"]) == 0
    asked = capfd.readouterr().out
    assert run(["help", command]) == 0
    assert capfd.readouterr().out == asked
    assert len(asked.splitlines()) > 3


@pytest.mark.parametrize("command", ["annotate", "group", "brief"])
def test_help_has_an_example(capfd: pytest.CaptureFixture[str], command: str) -> None:
    """The help of each command over reports shows how it is called."""
    run([command, "--help"])
    assert f"twosource {command} " in capfd.readouterr().out.partition("Example")[2]


def test_help_is_fast() -> None:
    """--help answers without loading what only the commands need; 0.4 s of processor time is the limit."""
    best = 9.0
    for _ in range(3):
        before = os.times()
        subprocess.run([*PROGRAM, "--help"], capture_output=True, check=True, timeout=60)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        best = min(best, spent)
    assert best < 0.4


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["anotate", "a"], "Error: No such command 'anotate'. Did you mean 'annotate'?"),
        (["annotate"], "Error: Missing argument 'INPUT...'."),
        (["annotate", "a", "--jsonl"], "Error: No such option '--jsonl'."),
        (
            ["brief", "a", "--published", "soon"],
            "Error: Invalid value for --published: 'soon' is not a date like 2031-03-04",
        ),
        (["help", "nothing"], "Error: there is no command 'nothing'"),
        (["brief", "a", "--html", "no/where.html"], "Error: --html: there is no folder 'no'"),
        (["brief", "a", "--html", "."], "Error: --html: '.' is a folder"),
    ],
)
def test_wrong_usage(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    line: str,
) -> None:
    """Wrong usage is code 2, says what is wrong, and leaves stdout alone."""
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines()[-1] == line


def test_a_page_is_not_replaced_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """--html leaves a file that is there alone, before any work is done; --force replaces it."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    Path("page.html").write_text("mine", encoding="utf-8")
    assert run(["brief", "a.txt", "--html", "page.html"]) == 2
    assert capfd.readouterr().err.splitlines()[-1] == (
        "Error: --html: 'page.html' is there already; --force replaces it"
    )
    assert Path("page.html").read_text(encoding="utf-8") == "mine"
    assert run(["brief", "a.txt", "--html", "page.html", "--force"]) == 0
    assert Path("page.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert capfd.readouterr() == ("", "note: the page is in page.html\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "page.html"]


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If writing fails, what was there stays, and nothing half-written is left."""
    page = tmp_path / "page.html"
    page.write_text("mine", encoding="utf-8")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(WriteError, match="no space left"):
        write_page(page, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert page.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")
def test_a_page_is_for_whom_the_user_says(tmp_path: Path) -> None:
    """A new file can be read by whoever may read the user's new files; one that is replaced by the same."""
    page, before = tmp_path / "page.html", os.umask(0o077)
    try:
        write_page(page, "new")
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        page.chmod(0o640)
        write_page(page, "newer")
        assert stat.S_IMODE(page.stat().st_mode) == 0o640
    finally:
        os.umask(before)


def test_the_account_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """brief --jsonl gives one line a story, and nothing on stderr when all went well."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    assert run(["brief", "a.txt", "--jsonl", "--published", "2031-03-04", "--outlet", "Halden Gazette"]) == 0
    out, err = capfd.readouterr()
    account = json.loads(out)
    assert account["format"] == "twosource/account/1"
    assert {claim["standing"] for claim in account["claims"]} == {"single"}
    assert err == ""


def test_the_account_as_text_has_no_escapes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where the output is no terminal, the page has no colours, and nothing from a report steers it."""
    monkeypatch.chdir(tmp_path)
    evil = REPORT + "\nMayor \x1b[31mred\x1b]8;;http://evil.example\x07 said on Monday that ferries run.\n"
    Path("a.txt").write_text(evil, encoding="utf-8")
    run(["brief", "a.txt"])
    out, _ = capfd.readouterr()
    assert "closed" in out
    assert "\x1b" not in out and "\x07" not in out


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    """A reader that goes away (`| head`) ends the run without a word."""
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"text": f"{REPORT} Report {n}.\n" + "* - *\n" * 30_000}) + "\n" for n in range(3))
    )
    process = subprocess.Popen(
        [*PROGRAM, "annotate", str(tmp_path / "a.jsonl")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=120) == 141
    assert said == b""


def test_a_fault_is_one_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """A fault of the program is code 1 and one line; -vv raises it for those who mend it."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("by design")

    monkeypatch.setattr("twosource.cli.annotate.read_inputs", broken)
    assert run(["annotate", "a"]) == 1
    assert capfd.readouterr().err == (
        "error[internal]: twosource: ZeroDivisionError: by design. Run it again with -vv to see where\n"
    )
    with pytest.raises(ZeroDivisionError):
        run(["-vv", "annotate", "a"])


def test_progress_only_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal there is no progress, however long it takes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("twosource.cli.run.PATIENCE", -1.0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    Path("b.txt").write_text(REPORT + " More.", encoding="utf-8")
    assert run(["annotate", "a.txt", "b.txt"]) == 0
    assert capfd.readouterr().err == ""


def test_progress_leaves_no_trace(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """On a terminal the line of progress is wiped before anything else may be written, and at the end."""
    monkeypatch.setattr("twosource.cli.run.PATIENCE", -1.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for item in progress(iter("abc"), 3, False):
        print(item, file=sys.stderr, flush=True)
    lines = capfd.readouterr().err.split("\n")
    assert [line.rpartition(CLEAR)[2] for line in lines] == ["a", "b", "c", ""]
    assert "2/3 read in depth" in lines[2]


@pytest.mark.parametrize(
    ("text", "safe"),
    [("plain “text”", "plain “text”"), ("a\x1b[31mb\n", "a\\x1b[31mb\\x0a"), ("\u202eevil", "\\x202eevil")],
)
def test_shown(text: str, safe: str) -> None:
    """Nothing from a name can steer the terminal or break a line in two."""
    assert shown(text) == safe
