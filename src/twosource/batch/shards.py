"""The inputs of a batch, cut into shards that are small enough to do again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from twosource.errors import UnreadableError
from twosource.read.files import Aside, open_input, shown, walk
from twosource.read.parquet import Group, group_digest, groups, opened_table
from twosource.read.results import Failure
from twosource.read.sniff import SNIFF
from twosource.read.warc import boundaries

LINES = frozenset({".jsonl", ".ndjson"})
ARCHIVES = frozenset({".warc", ".gz"})
TABLES = frozenset({".parquet", ".pq"})
RECORDS_A_PAGE = 3  # an archive holds the request and notes beside each page
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file, half-open: of bytes, or of the rows of a Parquet file's row group `group`.

    `end` is `None` for a file that is one report; `line` is the number of the lines or rows before it; `key`
    the digest of what a row group holds, of other stretches it is made from their bytes.
    """

    path: str
    start: int = 0
    end: int | None = None
    line: int = 0
    group: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some reports that are marked together; `key` is the digest of their bytes and names."""

    number: int
    key: str
    pieces: tuple[Piece, ...]


def cut(
    inputs: Sequence[str | Path], size: int, out: Path | None = None
) -> tuple[list[Shard], list[Failure], list[str]]:
    """Return the shards of the inputs, what could not be read, and what was left aside by its name.

    Args:
        inputs: files, folders, JSONL files, in any order: the shards are the same for the same set.
        size: reports in a shard.
        out: a folder that is not read, as the results are written there.
    """
    failures: list[Failure] = []
    aside: list[str] = []
    lines: list[Path] = []
    files: list[Path] = []
    made = None if out is None else out.resolve()
    for path in _files(inputs, failures, aside):
        if made is None or not path.resolve().is_relative_to(made):
            (lines if path.suffix.lower() in LINES | ARCHIVES | TABLES else files).append(path)
    pieces = [piece for path in sorted(set(lines), key=str) for piece in _guarded(path, size, failures)]
    groups: list[tuple[Piece, ...]] = [(piece,) for piece in pieces]
    single = [Piece(str(path)) for path in sorted(set(files), key=str)]
    groups += [tuple(single[at : at + size]) for at in range(0, len(single), size)]
    return [Shard(n, _key(group), group) for n, group in enumerate(groups)], failures, sorted(set(aside))


def _files(inputs: Sequence[str | Path], failures: list[Failure], aside: list[str]) -> Iterator[Path]:
    """Yield the files that the inputs name or hold."""
    for item in inputs:
        path = Path(item)
        if path.is_dir():
            for entry in walk(path):
                if isinstance(entry, Aside):
                    aside.append(entry.name)
                elif isinstance(entry, UnreadableError):
                    failures.append(Failure.of(entry))
                else:
                    yield entry
        elif path.is_file():
            yield path
        else:
            why = "there is no such file" if not path.exists() else "it is a pipe, device or socket"
            failures.append(Failure(shown(path), "not_found", why, "Give a file or a folder"))


def _guarded(path: Path, size: int, failures: list[Failure]) -> Iterator[Piece]:
    """Yield the stretches of a file of lines; one that can't be read is a failure."""
    suffix = path.suffix.lower()
    try:
        if suffix in TABLES:
            yield from _row_stretches(path, size)
        else:
            yield from _members(path, size * RECORDS_A_PAGE) if suffix in ARCHIVES else _stretches(path, size)
    except UnreadableError as error:
        failures.append(Failure(shown(path), error.code, error.why, error.remedy))
    except OSError as error:
        why = (error.strerror or "unreadable").lower()
        failures.append(Failure(shown(path), "unreadable", why, "Check its permissions and its disk"))


def _stretches(path: Path, size: int) -> Iterator[Piece]:
    """Yield stretches of `size` lines, found without holding more than a block of the file."""
    start = at = count = line = 0
    with open_input(path) as stream:
        while block := stream.read(BLOCK):
            place = block.find(b"\n")
            while place >= 0:
                count += 1
                if count == size:
                    yield Piece(str(path), start, at + place + 1, line)
                    start, line, count = at + place + 1, line + count, 0
                place = block.find(b"\n", place + 1)
            at += len(block)
    if at > start:
        yield Piece(str(path), start, at, line)


def _members(path: Path, count: int) -> Iterator[Piece]:
    """Yield stretches of an archive of `count` members each."""
    start = 0
    with open_input(path) as stream:
        head = stream.read(SNIFF)
        for at in boundaries(str(path), head, stream, count):
            yield Piece(str(path), start, at)
            start = at
        end = os.fstat(stream.fileno()).st_size
    if end > start:
        yield Piece(str(path), start, end)


def _row_stretches(path: Path, size: int) -> Iterator[Piece]:
    """Yield stretches of `size` rows of each row group of a Parquet file."""
    with open_input(path) as stream:
        for group in groups(opened_table(shown(path), stream)):
            yield from _group_stretches(path, size, group, stream)


def _group_stretches(path: Path, size: int, group: Group, stream: BinaryIO) -> Iterator[Piece]:
    """Yield stretches of `size` rows of a row group."""
    key = group_digest(stream, group)
    for start in range(0, group.rows, size):
        end = min(start + size, group.rows)
        yield Piece(str(path), start, end, group.before + start, group.number, key)


def _key(pieces: Sequence[Piece]) -> str:
    """Return the digest of the bytes and names of some pieces."""
    made = hashlib.sha256()
    for piece in pieces:
        made.update(f"{piece.path}\0{piece.line}\0{piece.key}".encode("utf-8", "surrogateescape"))
        if piece.group is not None:
            made.update(f"\0{piece.start}\0{piece.end}".encode())
            continue
        for block in content(piece):
            made.update(block)
    return made.hexdigest()[:24]


def content(piece: Piece) -> Iterator[bytes]:
    """Yield the bytes of a piece, a block at a time."""
    try:
        with open_input(piece.path) as stream:
            stream.seek(piece.start)
            left = (os.fstat(stream.fileno()).st_size if piece.end is None else piece.end) - piece.start
            while left > 0 and (block := stream.read(min(BLOCK, left))):
                left -= len(block)
                yield block
    except (OSError, UnreadableError):
        return  # the reader says why, when it comes to it
