"""The inputs of a batch, cut into shards that are small enough to do again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from twosource.errors import UnreadableError
from twosource.read.files import Aside, open_input, shown, walk
from twosource.read.results import Failure
from twosource.read.sniff import SNIFF
from twosource.read.warc import boundaries

LINES = frozenset({".jsonl", ".ndjson"})
ARCHIVES = frozenset({".warc", ".gz"})
RECORDS_A_PAGE = 3  # an archive holds the request and notes beside each page
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file, in bytes, half-open; `end` is `None` for a file that is one report."""

    path: str
    start: int = 0
    end: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Shard:
    """Some reports that are marked together; `key` is the digest of their bytes and names."""

    number: int
    key: str
    pieces: tuple[Piece, ...]


def cut(inputs: Sequence[str | Path], size: int) -> tuple[list[Shard], list[Failure], list[str]]:
    """Return the shards of the inputs, what could not be read, and what was left aside by its name.

    Args:
        inputs: files, folders, JSONL files, in any order: the shards are the same for the same set.
        size: reports in a shard.
    """
    failures: list[Failure] = []
    aside: list[str] = []
    lines: list[Path] = []
    files: list[Path] = []
    for path in _files(inputs, failures, aside):
        (lines if path.suffix.lower() in LINES | ARCHIVES else files).append(path)
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
    try:
        is_archive = path.suffix.lower() in ARCHIVES
        yield from _members(path, size * RECORDS_A_PAGE) if is_archive else _stretches(path, size)
    except (OSError, UnreadableError) as error:
        why = error.why if isinstance(error, UnreadableError) else (error.strerror or "unreadable").lower()
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


def _key(pieces: Sequence[Piece]) -> str:
    """Return the digest of the bytes and names of some pieces."""
    made = hashlib.sha256()
    for piece in pieces:
        made.update(f"{piece.path}\0{piece.line}\0".encode("utf-8", "surrogateescape"))
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
