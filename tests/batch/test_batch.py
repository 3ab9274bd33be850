"""The batch: shards that cut no record, tasks that survive a dead worker, runs that go on after a kill."""

from __future__ import annotations

import gzip
import inspect
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from twosource.batch import BatchOptions, Progress, run_batch, stages
from twosource.batch.engines import Crashed, Inline, Processes
from twosource.batch.results import code_version, is_done, read
from twosource.batch.shards import content, cut
from twosource.errors import UsageError
from twosource.pipeline import annotate, lay_out
from twosource.read import read as read_reports
from twosource.stories import stories_of
from twosource.stories.cards import card

FIRE = (
    "A warehouse burned in the harbour of Halden on Monday night, and eleven people were hurt. "
    "The mayor, Ines Tarrow, said the fire began in a store of paint."
)
STRIKE = (
    "Tram drivers in Brenna walked out on Tuesday over wages. The union said the strike would go on for "
    "three days; the depot was shut."
)


def lines(folder: Path, name: str, *records: dict[str, str] | str) -> Path:
    """Return a file of JSONL with the records; a string is written as it is."""
    path = folder / name
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), "utf-8")
    return path


def archive(folder: Path) -> Path:
    """Return a file with five reports of two events, one of them given twice, and one line that is none."""
    fire = [{"id": f"f{n}", "text": FIRE, "outlet": f"Outlet {n}"} for n in range(3)]
    strike = [{"id": f"s{n}", "text": STRIKE, "outlet": f"Outlet {n}"} for n in range(2)]
    return lines(folder, "archive.jsonl", *fire, "{broken", *strike, fire[0])


def output(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file of a batch."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_shards_hold_each_line_once(tmp_path: Path, size: int) -> None:
    """Whatever the size, the pieces of a file are its bytes in order, cut at the ends of lines."""
    path = archive(tmp_path)
    shards, failures, _ = cut([path], size)
    assert not failures
    parts = [b"".join(content(piece)) for shard in shards for piece in shard.pieces]
    assert b"".join(parts) == path.read_bytes()
    assert all(part.endswith(b"\n") and part.count(b"\n") <= size for part in parts)
    assert [shard.pieces[0].line for shard in shards] == list(range(0, 7, size))


def test_shards_don_t_depend_on_order(tmp_path: Path) -> None:
    """The same inputs in another order are cut into the same shards; other bytes have another key."""
    one, two = lines(tmp_path, "a.jsonl", {"text": FIRE}), lines(tmp_path, "b.jsonl", {"text": STRIKE})
    (tmp_path / "c.txt").write_text(FIRE, "utf-8")
    given = [one, two, tmp_path / "c.txt"]
    assert cut(given, 5)[0] == cut(given[::-1], 5)[0]
    before = cut([one], 5)[0][0].key
    lines(tmp_path, "a.jsonl", {"text": STRIKE})
    assert cut([one], 5)[0][0].key != before


def test_a_missing_input_is_one_failure(tmp_path: Path) -> None:
    """What is not there is said, and the rest is cut."""
    shards, failures, _ = cut([archive(tmp_path), tmp_path / "none.jsonl"], 10)
    assert len(shards) == 1
    assert [f.code for f in failures] == ["not_found"]


def square(number: int) -> int:
    """Return the square of a number; end the process for 3."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def test_a_task_that_kills_its_worker_costs_only_itself() -> None:
    """Each other task is done; the one that kills its process, twice, is handed on as crashed."""
    found = dict(Processes(2).map(square, range(7)))
    assert isinstance(found.pop(3), Crashed)
    assert found == {n: n * n for n in range(7) if n != 3}


def wait_for_ever(file: str) -> None:
    """Write the process's number to a file, and wait."""
    half = Path(f"{file}.half")
    half.write_text(str(os.getpid()), encoding="ascii")
    half.rename(file)
    time.sleep(600)


DRIVER = """
import sys
from twosource.batch.engines import Processes
from worker_of_a_test import wait_for_ever

if __name__ == "__main__":
    list(Processes(1).map(wait_for_ever, [sys.argv[1]]))
"""


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    """A driver that is killed can't stop its workers: they notice it, and end by themselves."""
    number = tmp_path / "number"
    source = "from __future__ import annotations\nimport os, time\nfrom pathlib import Path\n\n\n"
    (tmp_path / "worker_of_a_test.py").write_text(source + inspect.getsource(wait_for_ever), encoding="utf-8")
    program = [sys.executable, "-c", DRIVER, str(number)]
    driver = subprocess.Popen(program, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)})
    deadline = time.monotonic() + 60
    while not number.exists() and time.monotonic() < deadline:
        assert driver.poll() is None
        time.sleep(0.02)
    worker = int(number.read_text(encoding="ascii"))
    driver.kill()
    driver.wait()
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(worker)


def is_running(process: int) -> bool:
    """Return whether a process exists and has not ended."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_batch_is_what_the_stages_give(tmp_path: Path) -> None:
    """Reports, stories and accounts are those of the program itself; the line that is none is told."""
    summary = run_batch([archive(tmp_path)], tmp_path / "out", BatchOptions(shard_size=2))
    assert summary.statuses == {"failed": 1, "ok": 6}
    table = read(tmp_path / "out" / "stories.parquet")
    rows = table.to_pylist()
    assert [r["note"] for r in rows if r["id"] == "f0"] == [None, "duplicate_id"]
    kept = {r["id"]: r["story"] for r in rows if r["note"] is None}
    records = [json.loads(line) for line in archive(tmp_path).read_text().splitlines() if line[1] != "b"]
    reports = read_reports(records).reports
    expected = {a.report.id: story for story, members in stories_of(lay_out(reports)) for a in members}
    assert kept == expected
    told = [
        json.loads(d) for d in read(tmp_path / "out" / "told" / "part-000000.parquet")["document"].to_pylist()
    ]
    assert {len(account["reports"]) for account in told} == {2, 3}
    claims = read(tmp_path / "out" / "claims" / "part-000000.parquet")
    assert claims.num_rows == sum(len(account["claims"]) for account in told) == summary.claims > 0


def test_nothing_is_done_twice(tmp_path: Path) -> None:
    """A second run marks nothing and changes no byte; a damaged file is made again as it was."""
    out = tmp_path / "out"
    path = archive(tmp_path)
    run_batch([path], out, BatchOptions(shard_size=3))
    before = output(out)
    seen: list[Progress] = []
    run_batch([path], out, BatchOptions(shard_size=3), seen.append)
    assert seen == []
    assert output(out) == before
    part = out / "marked" / "part-000001.parquet"
    part.write_bytes(part.read_bytes()[:-9])
    run_batch([path], out, BatchOptions(shard_size=3), seen.append)
    assert [(p.stage, p.skipped) for p in seen] == [("mark", 2)]
    assert output(out) == before


def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    """A run ended by SIGKILL between its files is finished by the next, equal to one that was left alone."""
    path, out, whole = archive(tmp_path), tmp_path / "out", tmp_path / "whole"
    words = ["batch", str(path), "--out", str(out), "--shard", "1", "--quiet"]
    program = [sys.executable, "-c", "from twosource.cli.main import main; main()", *words]
    running = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while not (out / "marked" / "part-000000.json").exists() and time.monotonic() < deadline:
        assert running.poll() is None
        time.sleep(0.01)
    running.kill()
    running.wait()
    seen: list[Progress] = []
    run_batch([path], out, BatchOptions(shard_size=1), seen.append)
    assert seen[0].skipped >= 1
    run_batch([path], whole, BatchOptions(shard_size=1))
    assert output(out) == output(whole)


def test_the_reports_of_a_shard_by_themselves(tmp_path: Path) -> None:
    """A shard that ends its worker is read a report at a time: together they are the shard's own rows."""
    (shard,), _, _ = cut([archive(tmp_path)], 100)
    one_by_one = [row for one in stages.alone(shard) for row in stages.marked(one).to_pylist()]
    assert one_by_one == stages.marked(shard).to_pylist()
    (row,) = stages.quarantined(next(stages.alone(shard)), "it ended its process").to_pylist()
    assert (row["status"], row["id"]) == ("failed", None)
    assert "quarantined" in row["reasons"]


def test_cards_survive_as_bytes() -> None:
    """A card that went through bytes is the same card."""
    (annotation,) = annotate(read_reports({"id": "a", "text": FIRE}).reports)
    one = card(annotation)
    assert stages.card_of(stages.card_bytes(one)) == one


def test_a_foreign_folder_is_not_written_to(tmp_path: Path) -> None:
    """A folder that holds something else is refused with one error, and stays as it is."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.tex").write_text("mine", "utf-8")
    with pytest.raises(UsageError) as caught:
        run_batch([archive(tmp_path)], tmp_path / "out")
    assert caught.value.code == "not_empty"
    assert output(tmp_path / "out") == {"thesis.tex": b"mine"}


def test_other_code_makes_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the program made is not taken for done."""
    out = tmp_path / "out"
    path = archive(tmp_path)
    run_batch([path], out)
    (shard,), _, _ = cut([path], BatchOptions().shard_size)
    part = out / "marked" / "part-000000.parquet"
    assert is_done(part, "mark", shard.key)
    monkeypatch.setattr("twosource.batch.results.code_version", lambda: "another")
    assert code_version() != "another"
    assert not is_done(part, "mark", shard.key)


def test_inline_is_the_order_given() -> None:
    """One process does the tasks in their order."""
    assert list(Inline().map(square, [1, 2])) == [(1, 1), (2, 4)]


def test_an_archive_is_cut_between_its_members(tmp_path: Path) -> None:
    """The shards of a web archive hold each page once, and each can be read by itself."""
    pytest.importorskip("warcio")
    page = (
        "<html><body><article><h1>Fire {n}</h1><p>" + FIRE + " It was fire {n}.</p></article></body></html>"
    )
    members = []
    for n in range(7):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.format(n=n).encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/{n}\r\n"
        head += f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n"
        members.append(gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0))
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(members))
    shards, failures, _ = cut([path], 1)
    assert not failures
    assert len(shards) == 3
    rows = [row for shard in shards for row in stages.marked(shard).to_pylist()]
    assert [row["name"] for row in rows] == [f"https://gazette.example/{n}" for n in range(7)]
    singles = [one for shard in shards for one in stages.alone(shard)]
    assert len(singles) == 7


def rows(folder: Path, name: str, count: int, group: int) -> Path:
    """Return a Parquet file of reports of one fire, the third without a text, in row groups."""
    import pyarrow
    from pyarrow import parquet

    texts = [None if n == 2 else f"{FIRE} Engine {n} was sent." for n in range(count)]
    table = pyarrow.table({"id": [f"p{n}" for n in range(count)], "text": texts, "clicks": [1] * count})
    parquet.write_table(table, folder / name, row_group_size=group)
    return folder / name


def test_a_table_is_cut_by_its_row_groups(tmp_path: Path) -> None:
    """Each row of a Parquet file is in one shard, each shard in one row group; alone, rows are the same."""
    path = rows(tmp_path, "reports.parquet", 7, 4)
    shards, failures, _ = cut([path], 3)
    assert failures == []
    pieces = [shard.pieces[0] for shard in shards]
    assert [(p.group, p.start, p.end, p.line) for p in pieces] == [(0, 0, 3, 0), (0, 3, 4, 3), (1, 0, 3, 4)]
    assert len({shard.key for shard in shards}) == 3
    found = [row for shard in shards for row in stages.marked(shard).to_pylist()]
    assert [row["id"] for row in found] == ["p0", "p1", None, "p3", "p4", "p5", "p6"]
    assert (found[2]["name"], found[2]["status"]) == (f"{path}:3", "failed")
    alone = [row for shard in shards for one in stages.alone(shard) for row in stages.marked(one).to_pylist()]
    assert alone == found
    (row,) = stages.quarantined(list(stages.alone(shards[2]))[1], "it ended its process").to_pylist()
    assert row["name"] == f"{path}:6"


def test_a_change_of_a_row_group_is_a_change_of_its_shards_alone(tmp_path: Path) -> None:
    """Rows that are appended make no shard anew that was there before."""
    before = [shard.key for shard in cut([rows(tmp_path, "a.parquet", 4, 2)], 2)[0]]
    after = [shard.key for shard in cut([rows(tmp_path, "a.parquet", 6, 2)], 2)[0]]
    assert after[:2] == before
    assert len(after) == 3


def test_a_batch_of_tables_is_one_of_lines(tmp_path: Path) -> None:
    """Parquet and JSONL of the same reports give the same stories; a cut file is one failure."""
    path = rows(tmp_path, "reports.parquet", 5, 2)
    (tmp_path / "cut.parquet").write_bytes(path.read_bytes()[:-20])
    summary = run_batch([path, tmp_path / "cut.parquet"], tmp_path / "out", BatchOptions(shard_size=2))
    assert [(f.name, f.code) for f in summary.failures] == [(str(tmp_path / "cut.parquet"), "damaged_file")]
    assert summary.statuses == {"failed": 1, "ok": 4}
    records = [{"id": f"p{n}", "text": f"{FIRE} Engine {n} was sent."} for n in (0, 1, 3, 4)]
    run_batch([lines(tmp_path, "a.jsonl", *records)], tmp_path / "lines")
    told = [read(tmp_path / name / "stories.parquet")["story"].to_pylist() for name in ("out", "lines")]
    assert told[0] == told[1]


def test_stories_are_not_linked_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that was killed while it told the stories takes them up from the file, to the same bytes."""
    path, out = archive(tmp_path), tmp_path / "out"
    run_batch([path], out)
    before = output(out)
    (out / "told" / "part-000000.json").unlink()

    def linked_again(_: object) -> None:
        raise AssertionError("it was linked before")

    monkeypatch.setattr(stages, "linked", linked_again)
    run_batch([path], out)
    assert output(out) == before


def test_the_folder_of_results_is_no_input(tmp_path: Path) -> None:
    """A batch whose folder lies in the folder that it reads is the same when it is started again."""
    archive(tmp_path)
    run_batch([tmp_path], tmp_path / "out")
    before = output(tmp_path / "out")
    run_batch([tmp_path], tmp_path / "out")
    assert output(tmp_path / "out") == before
