"""Records of JSON, one a line, or one document that is an object or a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from twosource.errors import UnreadableError
from twosource.read.encoding import decode
from twosource.read.results import Failure
from twosource.read.sniff import refuse
from twosource.records import Reason

CHUNK = 1_048_576  # bytes read at a time

_REMEDY = 'Give one JSON object a line, with a "text" or an "html"'


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object, its bytes, the number of its line (`None` if it did not stand on one), notes."""

    fields: Mapping[str, object]
    raw: bytes
    line: int | None = None
    reasons: tuple[Reason, ...] = ()


def records(name: str, head: bytes, stream: BinaryIO, max_bytes: int) -> Iterator[Record | Failure]:
    """Yield the records of a file, and a failure for each line that holds none.

    Args:
        name: the input as the user named it.
        head: the bytes already read from the stream.
        stream: the rest of them.
        max_bytes: the longest line that is read.

    Raises:
        UnreadableError: `empty` if there is nothing but blank lines; `unsupported` for other files.
    """
    refuse(name, head)
    if name.lower().endswith(".json"):
        head += stream.read(max(0, max_bytes - len(head)))
        whole = _document(head)
        if whole is not None:
            yield from whole
            return
    is_bare = True
    for number, line in enumerate(_lines(head, stream, max_bytes), start=1):
        if line is None or line.strip():
            is_bare = False
            yield _parsed(name, number, line, max_bytes)
    if is_bare:
        raise UnreadableError("empty", name, "there is no text in it", "Leave it out, or fetch it again")


def _document(data: bytes) -> list[Record] | None:
    """Return the records of a file that is one object or one list of objects, `None` if it is not."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, dict) for item in items):
        return None
    return [Record(item, json.dumps(item, sort_keys=True).encode()) for item in items]


def _lines(head: bytes, stream: BinaryIO, max_bytes: int) -> Iterator[bytes | None]:
    """Yield the lines of a stream, `None` for one longer than `max_bytes`, which is never held whole."""
    kept, is_over = bytearray(), False
    chunk = head.removeprefix(b"\xef\xbb\xbf")
    while chunk:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            is_over = is_over or len(kept) + len(piece) > max_bytes
            yield None if is_over else bytes(kept) + piece
            kept, is_over = bytearray(), False
        is_over = is_over or len(kept) + len(rest) > max_bytes
        if is_over:
            kept.clear()
        else:
            kept += rest
        chunk = stream.read(CHUNK)
    if kept or is_over:
        yield None if is_over else bytes(kept)


def _parsed(name: str, number: int, line: bytes | None, max_bytes: int) -> Record | Failure:
    """Return the record on one line."""
    place = f"{name}:{number}"
    if line is None:
        why = f"the line is longer than {max_bytes:,} bytes"
        return Failure(place, "too_large", why, "Leave it out, or give it as a file")
    try:
        decoded = decode(place, line.strip())
        value = json.loads(decoded.text)
    except UnreadableError as error:
        return Failure.of(error)
    except (ValueError, RecursionError):
        return Failure(place, "bad_record", "the line is not JSON", _REMEDY)
    if not isinstance(value, dict):
        return Failure(place, "bad_record", "the line is not a JSON object", _REMEDY)
    return Record(value, line.strip(), number, decoded.reasons)
