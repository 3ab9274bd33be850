"""The files of a batch: written whole or not at all, each with a manifest that says what it was made from."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from twosource import __version__
from twosource.records.packing import SHAPE

COMPRESSION = "zstd"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one output file was made from: the stage, its code, the digest of its input; rows and digest."""

    stage: str
    code: str
    input: str
    rows: int
    sha256: str


@cache
def code_version() -> str:
    """Return a digest of the code, tables and models of the package: other code makes other results."""
    made = hashlib.sha256(f"{__version__}\0{SHAPE}".encode())
    root = resources.files("twosource")
    with resources.as_file(root) as folder:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in {".py", ".tsv", ".onnx", ".npz", ".txt"}:
                made.update(str(path.relative_to(folder)).encode())
                made.update(path.read_bytes())
    return made.hexdigest()[:24]


def is_done(path: Path, stage: str, key: str) -> bool:
    """Return whether `path` holds the result of a stage for an input, made by this code, undamaged."""
    try:
        manifest = Manifest(**json.loads(_manifest(path).read_text(encoding="utf-8")))
        return (manifest.stage, manifest.code, manifest.input) == (stage, code_version(), key) and (
            manifest.sha256 == _digest(path)
        )
    except (OSError, ValueError, TypeError):
        return False


def write(path: Path, table: Any, stage: str, key: str) -> None:
    """Write an Arrow table to `path` under another name, rename it, and then write its manifest."""
    parquet: Any = import_module("pyarrow.parquet")

    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    parquet.write_table(table, half, compression=COMPRESSION)
    _settle(half, path)
    manifest = Manifest(stage, code_version(), key, table.num_rows, _digest(path))
    half = _manifest(path).with_name(f".{path.name}.json.{os.getpid()}")
    half.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    _settle(half, _manifest(path))


def read(path: Path, columns: list[str] | None = None) -> Any:
    """Return the table of a file, or some columns of it."""
    parquet: Any = import_module("pyarrow.parquet")

    return parquet.read_table(path, columns=columns, partitioning=None)


def _manifest(path: Path) -> Path:
    return path.with_suffix(".json")


def _settle(half: Path, path: Path) -> None:
    """Give a written file its name, after its bytes are on the disk."""
    with half.open("rb") as file:
        os.fsync(file.fileno())
    half.replace(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
