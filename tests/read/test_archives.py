"""Web archives: each page once, whatever is cut or flipped; the rest is counted by reason."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

pytest.importorskip("warcio")

from twosource.read import Reading, ReadOptions, read

BODY = (
    "<html><head><title>Ferry {n} sinks</title></head><body><article><h1>Ferry {n} sinks</h1>"
    "<p>Ferry number {n} sank off Torvik on Monday, and its {n} passengers were saved by a trawler.</p>"
    "<p>The harbour master of Halden said that the crew had been quick.</p></article></body></html>"
)


def record(kind: str, url: str | None, content: bytes, length: int | None = None) -> bytes:
    """Return the bytes of one WARC record."""
    lines = [b"WARC/1.0", b"WARC-Type: " + kind.encode(), b"WARC-Record-ID: <urn:uuid:0>"]
    lines += [b"WARC-Date: 2031-03-04T05:06:07Z", b"Content-Type: application/http; msgtype=response"]
    if url is not None:
        lines.append(b"WARC-Target-URI: " + url.encode())
    lines.append(f"Content-Length: {len(content) if length is None else length}".encode())
    return b"\r\n".join(lines) + b"\r\n\r\n" + content + b"\r\n\r\n"


def response(
    n: int, status: str = "200 OK", kind: str = "text/html; charset=utf-8", coding: str = ""
) -> bytes:
    """Return the record of a page."""
    data = BODY.format(n=n).encode()
    if coding == "gzip":
        data = gzip.compress(data, mtime=0)
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n" + (
        f"Content-Encoding: {coding}\r\n" if coding else ""
    )
    return record("response", f"https://gazette.example/{n}", head.encode() + b"\r\n" + data)


def member(data: bytes) -> bytes:
    """Return bytes as one gzip member."""
    return gzip.compress(data, mtime=0)


INFO = record("warcinfo", None, b"software: none\r\n")


def archive(folder: Path, *members: bytes, name: str = "news.warc.gz") -> Reading:
    """Return what is read of a file of the given bytes."""
    path = folder / name
    path.write_bytes(b"".join(members))
    return read(path)


def urls(reading: Reading) -> list[int]:
    """Return the numbers of the pages that were read."""
    return sorted(int(str(r.given.url).rpartition("/")[2]) for r in reading.reports)


@pytest.mark.parametrize("is_zipped", [True, False], ids=["gzip", "plain"])
def test_each_page_is_a_report(tmp_path: Path, is_zipped: bool) -> None:
    """Pages come with their addresses; the archive's own records are no reports and no failures."""
    parts = [INFO, *(response(n) for n in range(5)), response(5, coding="gzip")]
    name = "news.warc.gz" if is_zipped else "news.warc"
    found = archive(tmp_path, *(member(p) if is_zipped else p for p in parts), name=name)
    assert urls(found) == [0, 1, 2, 3, 4, 5]
    assert not found.failures
    assert all("sank off Torvik" in r.text for r in found.reports)


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    """Other statuses, other types and revisits are counted by reason and are no errors."""
    parts = [response(0), response(1, "404 Not Found"), response(2, "404 Not Found")]
    parts += [response(3, kind="image/jpeg"), record("revisit", "https://gazette.example/9", b"")]
    found = archive(tmp_path, *(member(p) for p in parts))
    assert urls(found) == [0]
    assert not found.failures
    told = " ".join(found.aside)
    assert "2 records with status 404" in told
    assert "1 records of type image/jpeg" in told
    assert "1 revisit records" in told


def test_one_flipped_byte_loses_one_record(tmp_path: Path) -> None:
    """Wherever a byte of a compressed record is flipped, all others are read, and it is said."""
    members = [member(response(n)) for n in range(5)]
    for at in (0, 1, 5, 11, 40, len(members[2]) // 2, len(members[2]) - 12, len(members[2]) - 2):
        damaged = bytearray(members[2])
        damaged[at] ^= 0xFF
        found = archive(tmp_path, *members[:2], bytes(damaged), *members[3:])
        assert {0, 1, 3, 4} <= set(urls(found)), at
        if urls(found) != [0, 1, 2, 3, 4]:
            assert any(f.code == "damaged_record" for f in found.failures), at


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.77, 0.99])
def test_a_cut_tail_loses_only_itself(tmp_path: Path, share: float) -> None:
    """A file cut in its last member gives the records before it and says that the tail is missing."""
    members = [member(response(n)) for n in range(4)]
    cut = members[3][: max(1, int(share * len(members[3])))]
    found = archive(tmp_path, *members[:3], cut)
    assert set(urls(found)) >= {0, 1, 2}
    assert [f.code for f in found.failures] == ["truncated_tail"]


def test_a_plain_archive_goes_on_after_garbage(tmp_path: Path) -> None:
    """Bytes between two records, and a record whose length lies, cost no other record."""
    lying = record("response", "https://gazette.example/7", b"HTTP/1.1 200 OK\r\n\r\nx", length=3)
    nameless = response(8).replace(b"Content-Length", b"Kontent-Length")
    found = archive(
        tmp_path,
        response(0),
        b"garbage\n\n",
        response(1),
        lying,
        response(2),
        nameless,
        response(3),
        name="n.warc",
    )
    assert urls(found) == [0, 1, 2, 3]
    assert {f.code for f in found.failures} == {"damaged_record"}


def test_members_that_hold_several_records(tmp_path: Path) -> None:
    """A file compressed as a whole is read too."""
    found = archive(tmp_path, member(INFO + response(0) + response(1)), member(response(2) + response(3)))
    assert urls(found) == [0, 1, 2, 3]


def test_a_bomb_is_read_in_bounds(tmp_path: Path) -> None:
    """A page that inflates to far more than the limit is cut there, and the next one is read."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    bomb = head + gzip.compress(b"<html><body><p>" + b"very long " * 3_000_000, mtime=0)
    path = tmp_path / "news.warc.gz"
    path.write_bytes(member(record("response", "https://gazette.example/9", bomb)) + member(response(1)))
    found = read(path, options=ReadOptions(max_bytes=100_000))
    assert urls(found) == [1, 9]
    (large,) = (r for r in found.reports if str(r.given.url).endswith("9"))
    assert any(reason.code == "too_large" for reason in large.reasons)


def test_a_record_larger_than_all_limits_is_passed_over(tmp_path: Path) -> None:
    """A record of more than twice the limit is skipped without being held, and the next is read."""
    large = record("response", "https://gazette.example/9", b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 900_000)
    path = tmp_path / "news.warc.gz"
    path.write_bytes(member(large) + member(response(1)))
    found = read(path, options=ReadOptions(max_bytes=100_000))
    assert urls(found) == [1]
    assert any("too large" in line for line in found.aside)


def test_another_gzip_file_is_no_archive(tmp_path: Path) -> None:
    """A gzip file of something else is refused as before."""
    found = archive(tmp_path, gzip.compress(b"just text"), name="a.gz")
    assert [f.code for f in found.failures] == ["unsupported"]
    assert zlib.decompress(gzip.compress(b"x", mtime=0), 31) == b"x"
