"""Web archives (WARC, plain or gzip): the pages in them, whatever else is broken.

The bytes are cut into records here, so that one flipped byte loses one record and a cut tail none but the
last; what a record holds is read by warcio. Nothing is held but the record at hand.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from typing import Any, BinaryIO

from twosource.errors import UnreadableError
from twosource.read.results import Failure

GZIP = b"\x1f\x8b\x08"
BLOCK = 1 << 16
MAX_HEADER = 1 << 16
MAX_FAILURES = 20
"""Damaged places that are named one by one; further ones are counted."""

_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\S+)[ \t]*\r?$")
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an archive: its address, its bytes as sent, decoded, and whether they were cut."""

    url: str
    data: bytes
    is_cut: bool


@dataclass(slots=True)
class Archive:
    """An archive being read: what was passed over, by reason, and what was damaged."""

    name: str
    max_bytes: int
    passed: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    damaged: int = 0

    def damage(self, at: int, code: str, why: str) -> None:
        """Note a damaged place of the file."""
        self.damaged += 1
        if self.damaged <= MAX_FAILURES:
            remedy = "The other records were read; fetch the archive again to have this one"
            self.failures.append(Failure(f"{self.name}@{at}", code, why, remedy))
        elif self.damaged == MAX_FAILURES + 1:
            self.failures.append(Failure(self.name, "damaged_record", "there are more damaged places"))


def is_warc(head: bytes) -> bool:
    """Return whether a file's first bytes are those of a WARC file, plain or gzip."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def pages(archive: Archive, head: bytes, stream: BinaryIO) -> Iterator[Page]:
    """Yield the pages of an archive, the responses with status 200 that are HTML or text.

    Args:
        archive: its name and limit; what is passed over and what is damaged is noted there.
        head: the bytes already read from the stream.
        stream: the rest of them.

    Raises:
        UnreadableError: `no_library` if warcio is not installed.
    """
    try:
        warcio: Any = import_module("warcio.archiveiterator")
    except ImportError:
        why = "reading web archives needs warcio"
        raise UnreadableError("unsupported", archive.name, why, "pip install twosource[archives]") from None
    for at, data in _records(archive, head, stream):
        try:
            page = _page(archive, next(iter(warcio.ArchiveIterator(BytesIO(data)))))
        except Exception as error:  # noqa: BLE001  whatever is wrong with one record, the others are read
            archive.damage(at, "damaged_record", f"the record can't be read: {type(error).__name__}")
            continue
        if page is not None:
            yield page


def boundaries(name: str, head: bytes, stream: BinaryIO, count: int) -> Iterator[int]:
    """Yield the places of a compressed file at which every `count`-th member begins, but the first.

    What stands between two of them can be read by itself. A file that is not compressed is not cut.
    """
    if not head.startswith(GZIP):
        return
    archive = Archive(name, BLOCK)
    members, last = 0, 0
    for at, _ in _inflated(archive, head, stream, _Cutter(archive)):
        if at != last:
            members, last = members + 1, at
            if members % count == 0:
                yield at


def _page(archive: Archive, record: Any) -> Page | None:
    """Return the page of a record; `None`, counted by reason, if it holds none."""
    if record.rec_type != "response":
        if record.rec_type not in {"warcinfo", "request", "metadata"}:
            archive.passed[f"{record.rec_type} records"] += 1
        return None
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip().strip("<>")
    status = str(record.http_headers.get_statuscode()) if record.http_headers else "none"
    kind = str(record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    kind = kind.partition(";")[0].strip().lower()
    if status != "200":
        archive.passed[f"records with status {status[:20]}"] += 1
    elif kind not in _PAGES:
        archive.passed[f"records of type {kind[:40] or 'unknown'}"] += 1
    elif not url.lower().startswith(("http://", "https://")):
        archive.passed["records without a web address"] += 1
    else:
        data = record.content_stream().read(archive.max_bytes + 1)
        return Page(url, data[: archive.max_bytes], len(data) > archive.max_bytes)
    return None


def _records(archive: Archive, head: bytes, stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield (place in the file, bytes) of each whole record."""
    cutter = _Cutter(archive)
    at = 0
    for at, block in (_inflated if head.startswith(GZIP) else _plain)(archive, head, stream, cutter):
        yield from cutter.feed(at, block)
    if cutter.rest.strip():
        archive.damage(at, "truncated_tail", "the file ends in the middle of a record")


def _plain(archive: Archive, head: bytes, stream: BinaryIO, cutter: _Cutter) -> Iterator[tuple[int, bytes]]:
    """Yield (place, block) of a file that is not compressed."""
    at, block = 0, head
    while block:
        yield at, block
        at += len(block)
        block = stream.read(BLOCK)


def _inflated(
    archive: Archive, head: bytes, stream: BinaryIO, cutter: _Cutter
) -> Iterator[tuple[int, bytes]]:
    """Yield (place, inflated block) of a file of gzip members; after a damaged one go on at the next."""
    at = start = 0
    raw = head
    member = zlib.decompressobj(31)
    while True:
        if not raw:
            raw = stream.read(BLOCK)
            if not raw:
                break
        try:
            block = member.decompress(raw, BLOCK)
        except zlib.error:
            archive.damage(start, "damaged_record", "the compressed bytes are damaged")
            cutter.reset()
            at, raw = _next_member(at, raw, stream, 1 if at == start else 0)
            start, member = at, zlib.decompressobj(31)
            continue
        if block:
            yield start, block
        rest = member.unused_data if member.eof else member.unconsumed_tail
        at += len(raw) - len(rest)
        raw = rest
        if member.eof:
            start, member = at, zlib.decompressobj(31)
            if raw and not raw.startswith(GZIP[: len(raw)]) and raw.strip(b"\0"):
                archive.damage(at, "damaged_record", "there are bytes between two records")
                at, raw = _next_member(at, raw, stream, 0)
                start = at
    if at > start and not member.eof:
        archive.damage(start, "truncated_tail", "the file ends in the middle of a record")
        cutter.reset()


def _next_member(at: int, raw: bytes, stream: BinaryIO, skip: int) -> tuple[int, bytes]:
    """Return the place of the next gzip member that opens a record, and the bytes read from there on."""
    raw, at = raw[skip:], at + skip
    while True:
        place = raw.find(GZIP)
        while place >= 0:
            if len(raw) - place < 512:
                raw += stream.read(BLOCK)
            if is_warc(raw[place : place + 4096]):
                return at + place, raw[place:]
            place = raw.find(GZIP, place + 1)
        kept = raw[-(len(GZIP) - 1) :]
        more = stream.read(BLOCK)
        if not more:
            return at + len(raw), b""
        at, raw = at + len(raw) - len(kept), kept + more


class _Cutter:
    """Cuts a stream of bytes into records by their lengths, and finds the next one after garbage."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.rest = bytearray()
        self.skip = 0

    def reset(self) -> None:
        """Forget the record at hand: its bytes are damaged."""
        self.rest.clear()
        self.skip = 0

    def feed(self, at: int, block: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the records that are whole with this block."""
        if self.skip:
            passed = min(self.skip, len(block))
            self.skip, block = self.skip - passed, block[passed:]
        self.rest += block
        while self.rest and not self.skip:
            del self.rest[: len(self.rest) - len(self.rest.lstrip(b"\r\n"))]
            if not b"WARC/".startswith(self.rest[:5]) and not self._find_next(at):
                return
            end = self.rest.find(b"\r\n\r\n")
            if end < 0:
                if len(self.rest) > MAX_HEADER:
                    self.archive.damage(at, "damaged_record", "a record has no end of its head")
                    del self.rest[:5]
                    continue
                return
            length = self._length(bytes(self.rest[:end]))
            if length is None:
                self.archive.damage(at, "damaged_record", "a record does not say how long it is")
                del self.rest[:5]
                continue
            total = end + 4 + length
            if length > 2 * self.archive.max_bytes:
                self.archive.passed["records that are too large"] += 1
                self.skip = max(0, total - len(self.rest))
                del self.rest[:total]
                continue
            if len(self.rest) < total:
                return
            record = bytes(self.rest[:total])
            del self.rest[:total]
            yield at, record + b"\r\n\r\n"

    def _find_next(self, at: int) -> bool:
        """Drop bytes up to the next head of a record; return whether there is one."""
        place = self.rest.find(b"\nWARC/")
        self.archive.damage(at, "damaged_record", "there are bytes between two records")
        del self.rest[: place + 1 if place >= 0 else max(0, len(self.rest) - 5)]
        return place >= 0

    @staticmethod
    def _length(header: bytes) -> int | None:
        match = _LENGTH.search(header)
        return int(match[1]) if match and match[1].isdigit() and len(match[1]) < 16 else None
