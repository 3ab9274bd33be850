"""Reports a second of `twosource batch` with 1 worker, 2 workers and a Dask cluster, and what a kill costs.

    python bench/batch.py FOLDER [--reports N] [--sentences N] [--ways one two cluster] [--kill] [--keep DIR]

Varied reports are made from the sentences of the reports in FOLDER (`varied.py`; about 22 words a sentence)
and read by the command line in processes of its own, one way after the other. `cluster` is a Dask scheduler
and two workers, each a process that is really started here. The first way is what the others are compared
with, byte for byte, file for file.

With `--kill`, one more run of two workers: a worker is killed (SIGKILL) when a third of the reports are
marked, the command itself when two thirds are, it is started again with the same words, killed once more
while it tells the stories, and started again. Checked: the output equals the undisturbed run's; no process of
the killed command lives on; each file that was finished at a kill is the same file afterwards, written at no
later time; each report that was given is there once.

Printed: a line of JSON a way, with the seconds by the clock, reports a second, the peak memory of the driver,
and the load of the machine when it ended; the exit code is 1 if anything that was checked does not hold.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from copies import sources
from varied import reports

FILES = 4
POLL = 0.05  # seconds
PATIENCE = 10.0  # seconds that a killed command's workers have for noticing it
WAYS = {"one": ["--workers", "1"], "two": ["--workers", "2"]}
CALL = [sys.executable, "-c", "from twosource.cli.main import main; main()", "batch"]
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def make(folder: Path, where: Path, count: int, sentences: int, seed: int) -> list[str]:
    """Write the reports as JSONL and return the names of the files."""
    texts = [text for text in sources(folder) if len(text) >= 8]
    made = list(reports(texts, count, seed, sentences=sentences))
    size = -(-count // FILES)
    names = []
    for n in range(0, count, size):
        names.append(str(where / f"reports-{n // size}.jsonl"))
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in made[n : n + size])
        Path(names[-1]).write_text("".join(lines), encoding="utf-8")
    words = sum(len(record["text"].split()) for record in made)
    print(json.dumps({"reports": count, "words a report": round(words / count)}), flush=True)
    return names


@contextmanager
def cluster(where: Path) -> Iterator[list[str]]:
    """Start a Dask scheduler and two workers, and give the words that lead a batch to them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask = [sys.executable, "-m", "dask"]
    log = (where / "dask.log").open("wb")
    started = [
        subprocess.Popen([*dask, *words], env=ENVIRONMENT, stdout=log, stderr=log, cwd=where)
        for words in (
            ["scheduler", "--host", address, "--no-dashboard"],
            *(["worker", address, "--nthreads", "1", "--no-dashboard", "--name", str(n)] for n in (1, 2)),
        )
    ]
    try:
        yield ["--cluster", address]
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()
        log.close()


def run(inputs: Sequence[str], out: Path, way: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a batch; what it says is in a file beside its folder."""
    with log_of(out).open("ab") as log:
        return subprocess.Popen([*CALL, *inputs, "--out", str(out), *way], env=ENVIRONMENT, stderr=log)


def log_of(out: Path) -> Path:
    """Return the file of what a batch says."""
    return out.with_name(f"{out.name}.log")


def timed(inputs: Sequence[str], out: Path, way: Sequence[str]) -> dict[str, object]:
    """Run a batch to its end and return what it took."""
    began = time.monotonic()
    process = run(inputs, out, way)
    process.wait()
    spent = time.monotonic() - began
    return {
        "exit": process.returncode,
        "seconds": round(spent, 1),
        "said": log_of(out).read_text("utf-8").strip().rpartition("\n")[2],
        "megabytes of the largest process": round(
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        ),
        "load": round(os.getloadavg()[0], 1),
    }


def digests(out: Path) -> dict[str, str]:
    """Return the digest of each file of a batch."""
    found = {}
    for path in sorted(out.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                found[str(path.relative_to(out))] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def finished(out: Path) -> dict[str, tuple[int, int]]:
    """Return inode and time of writing of the files of finished tasks: those with a manifest, and of accounts
    and claims, which one task writes, both."""
    found = {}
    for manifest in sorted(out.glob("*/part-*.json")):
        try:
            seen = manifest.with_suffix(".parquet").stat()
        except OSError:
            continue
        found[str(manifest.relative_to(out))] = seen.st_ino, seen.st_mtime_ns
    twin = {"told": "claims", "claims": "told"}
    return {
        name: seen
        for name, seen in found.items()
        if (folder := name.partition("/")[0]) not in twin or name.replace(folder, twin[folder]) in found
    }


def children(process: int) -> set[int]:
    """Return the processes that descend from one (Linux)."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found: set[int] = set()
    for _ in parents:
        more = {pid for pid, parent in parents.items() if parent in {process, *found}} - found
        if not more:
            break
        found |= more
    return found


def workers(process: int) -> list[int]:
    """Return the workers among the processes that descend from one."""
    found = []
    for pid in sorted(children(process)):
        try:
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
        except OSError:
            continue
    return found


def until(process: subprocess.Popen[bytes], out: Path, stage: str, count: int) -> int:
    """Wait until so many files of a stage are finished, or the batch ended, and return how many are."""
    while True:
        done = sum(name.startswith(stage) for name in finished(out))
        if done >= count or process.poll() is not None:
            return done
        time.sleep(POLL)


def kill(process: subprocess.Popen[bytes]) -> int:
    """Kill a batch and return how many of its processes live on when they have had time to notice."""
    below = children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    until_then = time.monotonic() + PATIENCE
    while time.monotonic() < until_then and any(Path(f"/proc/{pid}").exists() for pid in below):
        time.sleep(POLL)
    return sum(Path(f"/proc/{pid}").exists() for pid in below)


def disturbed(inputs: Sequence[str], out: Path, whole: dict[str, str]) -> dict[str, object]:
    """Run a batch with three kills and return what was seen; see the head of this file."""
    tasks = sum(bool(re.fullmatch(r"marked/.*\.parquet", name)) for name in whole)
    told = sum(bool(re.fullmatch(r"told/.*\.parquet", name)) for name in whole)
    began = time.monotonic()
    process = run(inputs, out, WAYS["two"])
    at = {"worker": until(process, out, "marked", max(1, tasks // 3))}
    hit = workers(process.pid)
    os.kill(hit[0], signal.SIGKILL)
    at["command"] = until(process, out, "marked", max(1, tasks * 2 // 3))
    kept = finished(out)
    alive = kill(process)
    process = run(inputs, out, WAYS["two"])
    at["command, telling"] = until(process, out, "told", max(1, told // 2))
    later = finished(out)
    alive += kill(process)
    end = timed(inputs, out, WAYS["two"])
    last = finished(out)
    again = [name for before in (kept, later) for name, seen in before.items() if last.get(name) != seen]
    return {
        "killed at tasks": at,
        "of tasks": {"marked": tasks, "told": told},
        "finished at the kills": [len(kept), len(later)],
        "done twice": len(again),
        "processes that lived on": alive,
        "equal": digests(out) == whole,
        "seconds": round(time.monotonic() - began, 1),
        "said": end["said"],
        "exit": end["exit"],
    }


def ids(out: Path) -> list[str]:
    """Return the ids of the reports in the table of stories."""
    import pyarrow.parquet

    return [str(one) for one in pyarrow.parquet.read_table(out / "stories.parquet")["id"].to_pylist()]


def main() -> None:
    """Run, compare and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--sentences", type=int, default=4)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument(
        "--ways", nargs="+", choices=["one", "two", "cluster"], default=["one", "two", "cluster"]
    )
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--keep", type=Path, help="a new folder for the files, which are left there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        where = options.keep or Path(made)
        where.mkdir(parents=True, exist_ok=True)
        inputs = make(options.folder, where, options.reports, options.sentences, options.seed)
        is_good = True
        whole: dict[str, str] = {}
        for way in options.ways:
            if way == "cluster":
                with cluster(where) as words:
                    seen = timed(inputs, where / way, words)
            else:
                seen = timed(inputs, where / way, WAYS[way])
            found = digests(where / way)
            whole = whole or found
            seen |= {"reports a second": round(options.reports / float(str(seen["seconds"])), 2)}
            seen |= {"files": len(found), "equal": found == whole}
            is_good &= found == whole and len(found) > 0
            print(json.dumps({way: seen}), flush=True)
        if options.kill:
            seen = disturbed(inputs, where / "killed", whole)
            held = ids(where / "killed")
            seen["reports there once"] = len(held) == len(set(held)) == options.reports
            is_good &= bool(seen["equal"] and seen["reports there once"] and not seen["done twice"])
            is_good &= not seen["processes that lived on"]
            print(json.dumps({"killed": seen}), flush=True)
    sys.exit(not is_good)


if __name__ == "__main__":
    main()
