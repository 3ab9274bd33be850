"""A text, and what is said about it, to a report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields

from twosource.errors import UnreadableError
from twosource.read.dates import iso_date
from twosource.read.encoding import clean_surrogates, decode, invisible
from twosource.read.jsonl import Record
from twosource.read.ninjs import from_ninjs
from twosource.read.page import read_page
from twosource.read.results import ReadOptions
from twosource.read.sniff import SNIFF, is_page, refuse
from twosource.records import Facts, Reason, Report, Source, digest

FACTS = tuple(f.name for f in fields(Facts))


@dataclass(frozen=True, slots=True)
class Found:
    """A report with the id that was given for it, `None` if its id is a digest."""

    report: Report
    given_id: str | None = None


def from_bytes(name: str, data: bytes, options: ReadOptions, *, is_cut: bool) -> Found:
    """Return the report that the bytes of one file hold.

    Args:
        name: the input as the user named it.
        data: its bytes, up to the limit.
        options: the options of the reader.
        is_cut: there were more bytes than the limit.

    Raises:
        UnreadableError: `unsupported`, `not_text` or `empty`.
    """
    if not data:
        raise UnreadableError("empty", name, "there is no text in it", "Leave it out, or fetch it again")
    refuse(name, data[:SNIFF])
    decoded = decode(name, data, is_cut=is_cut)
    reasons = decoded.reasons
    if is_cut:
        reasons = (Reason("too_large", f"its first {len(data):,} bytes were read"), *reasons)
    source = Source(name, hashlib.sha256(data).hexdigest(), len(data))
    if is_page(name, decoded.text[:SNIFF]):
        return Found(_from_markup(source, decoded.text, Facts(), reasons, options))
    return Found(_made(source, decoded.text, Facts(), Facts(), reasons))


def from_record(name: str, record: Record, options: ReadOptions) -> Found:
    """Return the report of one JSON object with the keys of the input format.

    Args:
        name: the input as the user named it.
        record: an object with `text` or `html`, and where known `id` and the fields of `Facts`.
        options: the options of the reader.

    Raises:
        UnreadableError: `bad_record` if there is neither text nor page in it, `empty` if that is blank.
    """
    fields = record.fields
    if fields.get("text") is None and fields.get("html") is None:
        fields = from_ninjs(name, fields) or fields
    text, markup = fields.get("text"), fields.get("html")
    body = text if text is not None else markup
    if not isinstance(body, str):
        why = "it has neither a `text` nor an `html` that is a string"
        raise UnreadableError("bad_record", name, why, 'Give {"text": "…"} on each line')
    if not body.strip():
        raise UnreadableError("empty", name, "there is no text in it", "Leave it out, or fetch it again")
    given, reasons = given_facts(fields)
    body, more = clean_surrogates(body)
    reasons = record.reasons + reasons + more
    source = Source(name, hashlib.sha256(record.raw).hexdigest(), len(record.raw))
    if text is None:
        report = _from_markup(source, body, given, reasons, options)
    else:
        report = _made(source, body, given, Facts(), reasons)
    given_id = fields.get("id")
    return Found(report, None if given_id is None or given_id == "" else clean_surrogates(str(given_id))[0])


def given_facts(record: Mapping[str, object]) -> tuple[Facts, tuple[Reason, ...]]:
    """Return what `record` says about its report, and notes on what could not be taken."""
    values: dict[str, str | None] = {}
    reasons: list[Reason] = []
    for key in FACTS:
        value = record.get(key)
        if value is None or value == "":
            continue
        if key == "story" and isinstance(value, int):
            value = str(value)
        if not isinstance(value, str):
            reasons.append(Reason("bad_record", f"its `{key}` is not a string and was left out"))
            continue
        values[key] = clean_surrogates(value)[0]
    published = values.get("published")
    if published is not None:
        values["published"] = iso_date(published)
        if values["published"] is None:
            reasons.append(Reason("bad_date", f"{published[:60]!r} was left out"))
    return Facts(**values), tuple(reasons)


def _from_markup(
    source: Source, markup: str, given: Facts, reasons: tuple[Reason, ...], options: ReadOptions
) -> Report:
    """Return the report that a page holds."""
    if len(markup) > options.max_page_chars:
        markup = markup[: options.max_page_chars]
        reasons = (
            *reasons,
            Reason("too_large", f"its first {options.max_page_chars:,} characters were read"),
        )
    page = read_page(markup)
    if not page.text:
        raise UnreadableError("empty", source.name, "the page shows no text", "Save the page with its text")
    return _made(source, page.text, given, page.facts, reasons + page.reasons)


def _made(source: Source, text: str, given: Facts, page: Facts, reasons: tuple[Reason, ...]) -> Report:
    """Return the report with the digest of what was given for an id."""
    facts = [[getattr(said, key) for key in FACTS if key != "story"] for said in (given, page)]
    return Report(digest("report", text, *facts), source, text, given, page, reasons + invisible(text))
