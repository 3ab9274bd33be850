"""Files, folders, JSONL, Parquet, HTML and mappings to reports: text, and where every offset points."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from twosource.errors import UnreadableError
from twosource.read.files import Aside, open_input, shown, walk
from twosource.read.jsonl import Record, records
from twosource.read.newsml import is_newsml, newsml_records
from twosource.read.parquet import Stretch, is_parquet, parquet_records
from twosource.read.reports import Found, from_bytes, from_record
from twosource.read.results import Failure, Reading, ReadOptions, with_defaults
from twosource.read.sniff import SNIFF, is_jsonl
from twosource.read.warc import Archive, is_warc, pages

__all__ = ["Failure", "Outcome", "ReadOptions", "Reading", "read", "read_streams", "stream_outcomes"]

Input = str | Path | Mapping[str, object]
Outcome = Found | Failure | Aside


def read(inputs: Input | Sequence[Input], *, options: ReadOptions | None = None) -> Reading:
    """Return the reports that the inputs hold, ordered by id, with a record of each failure.

    Args:
        inputs: files, folders, `-` for the standard input, and mappings with the keys of the JSONL format
            (`text` or `html`, and where known `id`, `outlet`, `title`, `url`, `published`, `language`,
            `byline`, `story`); or one of them.
        options: limits, and the outlet and date of reports that bear none.

    Returns:
        A `Reading`. The same inputs in any order give an equal one.
    """
    options = options or ReadOptions()
    listed: Sequence[Input] = (inputs,) if isinstance(inputs, (str, Path, Mapping)) else inputs
    return _reading([outcome for item in listed for outcome in _outcomes(item, options)], options)


def read_streams(named: Sequence[tuple[str, BinaryIO]], *, options: ReadOptions | None = None) -> Reading:
    """Return the reports that open binary streams hold, as `read` does for files.

    Args:
        named: what each is called, and the stream, at its beginning: the files that a page sent.
        options: as for `read`.
    """
    options = options or ReadOptions()
    found = (outcome for name, stream in named for outcome in stream_outcomes(name, stream, options))
    return _reading(list(found), options)


def stream_outcomes(
    name: str, stream: BinaryIO, options: ReadOptions, only: Stretch | None = None
) -> Iterator[Outcome]:
    """Yield what comes of the bytes of one file, in their order, ids as given or made, clashes left in.

    Args:
        name: what the file is called.
        stream: its bytes.
        options: as for `read`.
        only: the rows of a Parquet file that are read.
    """
    try:
        if only is not None:
            yield from _rows(name, b"", stream, options, only)
        else:
            yield from _stream(name, stream, options)
    except UnreadableError as error:
        yield Failure.of(error)


def _reading(outcomes: Sequence[Outcome], options: ReadOptions) -> Reading:
    """Return what came of all inputs."""
    found = [outcome for outcome in outcomes if isinstance(outcome, Found)]
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    aside = sorted({outcome.name for outcome in outcomes if isinstance(outcome, Aside)})
    named, clashes = _identified(found)
    reports = tuple(
        with_defaults(one.report, options) for one in sorted(named, key=lambda one: one.report.id)
    )
    return Reading(reports, tuple(sorted(failures + clashes, key=_order)), tuple(aside))


def _order(failure: Failure) -> tuple[str, str, str]:
    return failure.name, failure.code, failure.why


def _outcomes(item: Input, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what comes of one input; an error becomes a failure here, so that the other inputs go on."""
    if isinstance(item, Mapping):
        raw = json.dumps(dict(item), sort_keys=True, ensure_ascii=False, default=str)
        yield _guarded("mapping", Record(item, raw.encode("utf-8", "replace")), options)
        return
    try:
        if str(item) == "-":
            yield from _stream("stdin", sys.stdin.buffer, options)
        elif os.path.isdir(item):  # noqa: PTH112  Path.is_dir fails on a name with a zero character in 3.11
            yield from _folder(Path(item), options)
        else:
            with open_input(item) as stream:
                yield from _stream(shown(item), stream, options)
    except UnreadableError as error:
        yield Failure.of(error)
    except OSError as error:
        why = (error.strerror or "it can't be read").lower()
        yield Failure("unreadable", shown(item), why, "Check the file and its disk")


def _folder(root: Path, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what comes of the files below a folder; a failure if none of them can be a report."""
    is_bare = True
    for entry in walk(root):
        if isinstance(entry, Aside):
            yield entry
        elif isinstance(entry, UnreadableError):
            yield Failure.of(entry)
        else:
            is_bare = False
            yield from _outcomes(entry, options)
    if is_bare:
        why = "the folder holds no file that can be read as a report"
        yield Failure(shown(root), "no_reports", why, "Put text, HTML or JSONL files into it")


def _stream(name: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what comes of the bytes of one file: one report, or one for each record of JSON in it."""
    head = stream.read(SNIFF)
    if is_warc(head):
        yield from _archive(name, head, stream, options)
        return
    if is_parquet(head):
        yield from _rows(name, head, stream, options)
        return
    if is_newsml(head):
        yield from _newsml(name, head + stream.read(max(0, options.max_bytes - len(head))), options)
        return
    if is_jsonl(name, head):
        yield from _recorded(name, records(name, head, stream, options.max_bytes), options)
        return
    data = head + stream.read(max(0, options.max_bytes + 1 - len(head)))
    is_cut = len(data) > options.max_bytes
    yield from_bytes(name, data[: options.max_bytes], options, is_cut=is_cut)


def _archive(name: str, head: bytes, stream: BinaryIO, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what comes of the pages of a web archive, what is damaged in it, and what was passed over."""
    archive = Archive(name, options.max_bytes)
    for page in pages(archive, head, stream):
        try:
            found = from_bytes(page.url, page.data, options, is_cut=page.is_cut)
            given = replace(found.report.given, url=page.url)
            yield replace(found, report=replace(found.report, given=given))
        except UnreadableError as error:
            yield Failure.of(error)
    yield from archive.failures
    for reason, count in sorted(archive.passed.items()):
        yield Aside(f"{name}: {count} {reason}")


def _rows(
    name: str, head: bytes, stream: BinaryIO, options: ReadOptions, only: Stretch | None = None
) -> Iterator[Outcome]:
    """Yield what comes of the rows of a Parquet file."""
    yield from _recorded(name, parquet_records(name, head, stream, options.max_bytes, only), options)


def _recorded(name: str, found: Iterable[Record | Failure], options: ReadOptions) -> Iterator[Outcome]:
    """Yield what comes of records, the failures among them as they are."""
    for record in found:
        yield record if isinstance(record, Failure) else _guarded(name, record, options)


def _newsml(name: str, data: bytes, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what comes of the items of a NewsML-G2 document."""
    for record in newsml_records(name, data):
        if isinstance(record, Failure):
            yield record
        else:
            raw = json.dumps(record, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
            yield _guarded(name, Record(record, raw), options)


def _guarded(name: str, record: Record, options: ReadOptions) -> Outcome:
    """Return the report of one record, or its failure, named by its line."""
    try:
        return from_record(name, record, options)
    except UnreadableError as error:
        place = name if record.line is None else f"{name}:{record.line}"
        return Failure(place, error.code, error.why, error.remedy)


def _identified(found: Sequence[Found]) -> tuple[list[Found], list[Failure]]:
    """Return the reports with an id each that no other bears, and failures for given ids that clash.

    One text given twice (two files with the same bytes) is two reports: their digest gets "-2" and so on, in
    the order of their names. A given id is kept as it is, so the second report that bears it is refused.
    """
    kept: list[Found] = []
    clashes: list[Failure] = []
    ordered = sorted(found, key=_identity)
    for key, group in groupby(ordered, key=lambda one: one.given_id or one.report.id):
        for number, one in enumerate(group, start=1):
            if one.given_id is None:
                made = key if number == 1 else f"{key}-{number}"
                kept.append(replace(one, report=replace(one.report, id=made)))
            elif number == 1:
                kept.append(replace(one, report=replace(one.report, id=key)))
            else:
                why = f"another report of this run has the id {key[:80]!r}"
                clashes.append(
                    Failure(one.report.source.name, "duplicate_id", why, "Give each report its own id")
                )
    return kept, clashes


def _identity(one: Found) -> tuple[str, str, str, str]:
    """Return the order of reports: by id, and under one id by name and content."""
    return one.given_id or one.report.id, one.report.source.name, one.report.id, one.report.source.sha256
