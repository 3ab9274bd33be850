"""The run of a batch: which tasks there are, which are done already, and what is put together at the end."""

from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from twosource.batch import results, stages
from twosource.batch.engines import Crashed, Dask, Engine, Inline, Processes
from twosource.batch.shards import Shard, cut
from twosource.errors import UsageError
from twosource.pipeline import settle
from twosource.read.results import Failure
from twosource.records import digest

FORMAT = "twosource/batch/1"
SUMMARY = "batch.json"
Place = tuple[str, int]
Story = tuple[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch is run; none of it but `shard_size` and `part_size` changes a byte of the output.

    `shard_size` is the number of records marked together, `part_size` that of the reports whose stories are
    told together. `cluster` is a Dask scheduler's address, `local` for a cluster of this machine.
    """

    workers: int = 1
    cluster: str | None = None
    shard_size: int = 200
    part_size: int = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the stage, tasks done before, done now, and in all."""

    stage: str
    skipped: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch made: numbers of reports by status, of stories and claims, and what was not read."""

    statuses: dict[str, int]
    stories: int
    claims: int
    failures: tuple[Failure, ...]
    aside: tuple[str, ...]


def run_batch(
    inputs: Sequence[str | Path],
    out: Path,
    options: BatchOptions | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Summary:
    """Read the inputs into the folder `out` and return what was made; what is there is not made again.

    Written are `marked/`, `told/` and `claims/` (Parquet, columns in `stages`), `stories.parquet` and
    `batch.json`. The bytes are the same whatever the engine, the number of workers, and how often the run
    was broken off.

    Raises:
        UsageError: `out` holds something else than a batch, or an optional library is not installed.
    """
    options = options or BatchOptions()
    _check(out, options)
    shards, failures, aside = cut(inputs, options.shard_size, out)
    engine = _engine(options)
    files = _mark(shards, out, engine, tell)
    stories = _link(files, out)
    parts = _tell(stories, out, engine, options.part_size, tell)
    return _finish(out, files, parts, failures, aside)


def _engine(options: BatchOptions) -> Engine:
    """Return what runs the tasks."""
    if options.cluster is not None:
        return Dask(None if options.cluster == "local" else options.cluster, options.workers)
    return Processes(options.workers) if options.workers > 1 else Inline()


def _check(out: Path, options: BatchOptions) -> None:
    """Raise `UsageError` if the run can't be made."""
    for library, is_needed in (("pyarrow", True), ("distributed", options.cluster is not None)):
        if is_needed:
            try:
                __import__(library)
            except ImportError:
                remedy = "pip install twosource[batch]"
                raise UsageError("no_library", library, "a batch needs it", remedy) from None
    if out.exists() and not out.is_dir():
        raise UsageError("not_a_folder", str(out), "it is a file", "Name a folder")
    foreign = [p.name for p in out.glob("*") if p.name not in {*OURS, SUMMARY}] if out.is_dir() else []
    if foreign:
        why = f"it holds something else than a batch: {sorted(foreign)[0]}"
        raise UsageError("not_empty", str(out), why, "Name a new folder")
    out.mkdir(parents=True, exist_ok=True)


OURS = frozenset({"marked", "told", "claims", "stories.parquet", "stories.json"})


def _mark(shards: Sequence[Shard], out: Path, engine: Engine, tell: Callable[[Progress], None]) -> list[Path]:
    """Mark the shards that are not yet marked, and return the files of all."""
    files = [out / "marked" / f"part-{shard.number:06}.parquet" for shard in shards]
    _sweep(out / "marked", files)
    tasks = [(s, str(f)) for s, f in zip(shards, files, strict=True) if not results.is_done(f, "mark", s.key)]
    skipped = len(shards) - len(tasks)
    for done, (task, outcome) in enumerate(engine.map(mark_task, tasks), start=1):
        if isinstance(outcome, Crashed):
            _mark_one_by_one(*task)
        tell(Progress("mark", skipped, done, len(shards)))
    return files


def mark_task(task: tuple[Shard, str]) -> int:
    """Mark a shard, write its table, and return its number of rows: what a worker does."""
    shard, file = task
    settle()
    table = stages.marked(shard)
    results.write(Path(file), table, "mark", shard.key)
    return int(table.num_rows)


def _mark_one_by_one(shard: Shard, file: str) -> None:
    """Mark the reports of a shard that ended its worker each in a process of its own."""
    pyarrow: Any = import_module("pyarrow")

    order = list(stages.alone(shard))
    tables: dict[int, Any] = {}
    for number, one in enumerate(order):
        for _, outcome in Processes(1).map(stages.marked, [one]):
            crashed = isinstance(outcome, Crashed)
            tables[number] = stages.quarantined(one, outcome.why) if crashed else outcome
    results.write(Path(file), pyarrow.concat_tables(tables[n] for n in sorted(tables)), "mark", shard.key)


def _link(files: Sequence[Path], out: Path) -> list[Story]:
    """Return the stories, each with the places of its reports, in the order in which they begin."""
    path, key = out / "stories.parquet", _key(files)
    if not results.is_done(path, "link", key):
        results.write(path, _story_table(files), "link", key)
    members: defaultdict[str, list[Place]] = defaultdict(list)
    table = results.read(path)
    for story, part, row in zip(*(table[c].to_pylist() for c in ("story", "part", "row")), strict=True):
        if story is not None:
            members[story].append((str(files[part]), row))
    return [(story, tuple(places)) for story, places in members.items()]


def _story_table(files: Sequence[Path]) -> Any:
    """Return the table of the reports of some files, each with its story.

    Of two reports with one id, the second is left out: its row says so.
    """
    pyarrow: Any = import_module("pyarrow")

    rows: list[dict[str, Any]] = []
    cards: list[bytes] = []
    first: set[str] = set()
    for number, file in enumerate(files):
        table = results.read(file, ["id", "card"])
        for row, (report, data) in enumerate(
            zip(*(table[c].to_pylist() for c in ("id", "card")), strict=True)
        ):
            if report is None:
                continue
            note = "duplicate_id" if report in first else None
            rows.append({"id": report, "part": number, "row": row, "story": None, "note": note})
            if note is None:
                first.add(report)
                cards.append(data)
    story_of = stages.linked(cards)
    for row_ in rows:
        if row_["note"] is None:
            row_["story"] = story_of[row_["id"]]
    schema = pyarrow.schema(
        [(c, pyarrow.int64() if c in {"part", "row"} else pyarrow.string()) for c in STORY_COLUMNS]
    )
    return pyarrow.Table.from_pylist(rows, schema=schema)


STORY_COLUMNS = ("id", "story", "part", "row", "note")


def _tell(
    stories: Sequence[Story], out: Path, engine: Engine, size: int, tell: Callable[[Progress], None]
) -> list[Path]:
    """Tell the stories that are not yet told, and return the files of all accounts."""
    parts = list(_parts(stories, size))
    files = [out / "told" / f"part-{n:06}.parquet" for n in range(len(parts))]
    claims = [out / "claims" / file.name for file in files]
    _sweep(out / "told", files)
    _sweep(out / "claims", claims)
    keys = [_part_key(part) for part in parts]
    tasks = [
        (part, str(file), str(second), key)
        for part, file, second, key in zip(parts, files, claims, keys, strict=True)
        if not (results.is_done(file, "tell", key) and results.is_done(second, "claims", key))
    ]
    for done, (task, outcome) in enumerate(engine.map(tell_task, tasks), start=1):
        if isinstance(outcome, Crashed):
            raise RuntimeError(f"the stories of {task[1]} can't be told: {outcome.why}")
        tell(Progress("tell", len(parts) - len(tasks), done, len(parts)))
    return files


def tell_task(task: tuple[tuple[Story, ...], str, str, str]) -> int:
    """Tell some stories, write their tables, and return the number of accounts: what a worker does."""
    part, file, claims, key = task
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for _, places in part:
        for path, row in places:
            wanted[path].append(row)
    packed: dict[Place, bytes] = {}
    for path, rows in wanted.items():
        taken = results.read(Path(path), ["packed"]).take(rows)["packed"].to_pylist()
        packed |= {(path, row): data for row, data in zip(rows, taken, strict=True)}
    told, listed = stages.told([(story, [packed[place] for place in places]) for story, places in part])
    results.write(Path(file), told, "tell", key)
    results.write(Path(claims), listed, "claims", key)
    return int(told.num_rows)


def _parts(stories: Sequence[Story], size: int) -> Iterator[tuple[Story, ...]]:
    """Yield stories together, some `size` reports at a time; a larger story stands by itself."""
    part: list[Story] = []
    count = 0
    for story in stories:
        if part and count + len(story[1]) > size:
            yield tuple(part)
            part, count = [], 0
        part.append(story)
        count += len(story[1])
    if part:
        yield tuple(part)


def _part_key(part: Sequence[Story]) -> str:
    """Return the digest of what the accounts of some stories are made from."""
    places = [(story, [(Path(path).name, row) for path, row in places]) for story, places in part]
    return digest(_key(sorted({Path(path) for _, ps in part for path, _ in ps})), places, length=24)


def _key(files: Sequence[Path]) -> str:
    """Return the digest of the manifests of some files, which hold the digests of their bytes."""
    return digest(*(file.with_suffix(".json").read_text(encoding="utf-8") for file in files), length=24)


def _sweep(folder: Path, files: Sequence[Path]) -> None:
    """Remove what a run with other inputs, or one that was killed in the middle of a file, left behind."""
    kept = {name for file in files for name in (file.name, file.with_suffix(".json").name)}
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name not in kept:
            path.unlink() if path.is_file() else shutil.rmtree(path)


def _finish(
    out: Path, files: Sequence[Path], parts: Sequence[Path], failures: Sequence[Failure], aside: Sequence[str]
) -> Summary:
    """Write `batch.json` and return what it says."""
    statuses: defaultdict[str, int] = defaultdict(int)
    for file in files:
        for status in results.read(file, ["status"])["status"].to_pylist():
            statuses[status] += 1
    tables = [results.read(part, ["claims"]) for part in parts]
    summary = Summary(
        dict(sorted(statuses.items())),
        sum(table.num_rows for table in tables),
        sum(sum(table["claims"].to_pylist()) for table in tables),
        tuple(sorted(failures, key=lambda f: (f.name, f.code))),
        tuple(aside),
    )
    document = {
        "format": FORMAT,
        "code": results.code_version(),
        "reports": summary.statuses,
        "stories": summary.stories,
        "claims": summary.claims,
        "failures": [[f.name, f.code, f.why] for f in summary.failures],
        "aside": list(summary.aside),
    }
    half = out / f".{SUMMARY}.{os.getpid()}"
    half.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    half.replace(out / SUMMARY)
    return summary
