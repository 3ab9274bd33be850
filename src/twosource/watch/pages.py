"""An address to a report: fetched, told from what stands in the way, read."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, replace

from twosource.errors import TwosourceError, UnreadableError
from twosource.fetch import Fetched, Fetcher, FetchError, blocked
from twosource.read import Failure, ReadOptions
from twosource.read.encoding import SUSPECT_SHARE, decode
from twosource.read.jsonl import Record
from twosource.read.reports import from_record
from twosource.read.results import with_defaults
from twosource.read.sniff import SNIFF, is_page, refuse
from twosource.records import Reason, Report, Source
from twosource.store.addresses import article_address
from twosource.watch.entries import Waiting

__all__ = ["Page", "failure_of", "fetch_report", "page_of"]

HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Page:
    """A report had from an address, and how: all hops, and the notes of the fetcher."""

    report: Report
    hops: tuple[str, ...]
    notes: tuple[Reason, ...]


def fetch_report(fetcher: Fetcher, url: str, *, options: ReadOptions | None = None) -> Page:
    """Return the report at an address.

    Args:
        fetcher: what fetches.
        url: http or https.
        options: limits, and the outlet and date of a page that bears none.

    Raises:
        FetchError: nothing was fetched, or a page that stands in the way (`blocked_page`).
        UnreadableError: what was fetched can't be read as a report.
    """
    options = options or ReadOptions()
    fetched = fetcher.fetch(url)
    _refuse_status(fetched)
    if not fetched.body:
        raise UnreadableError("empty", fetched.asked, "the page is empty", "Fetch it again later")
    _refuse_kind(fetched)
    text = _text(fetched)
    is_markup = fetched.media_type in HTML or is_page(fetched.asked, text[:SNIFF])
    what = blocked(fetched, text) if is_markup else None
    if what is not None:
        raise FetchError("blocked_page", fetched.asked, f"what came is {what}", status=fetched.status)
    fields = {"html" if is_markup else "text": text, "url": fetched.url}
    made = from_record(fetched.asked, Record(fields, fetched.body), options).report
    given = replace(made.given, url=article_address(fetched.url, made.page.url))
    reasons = made.reasons
    if fetched.cut is not None:
        reasons = (Reason("too_large", fetched.cut), *reasons)
    report = with_defaults(replace(made, given=given, reasons=reasons), options)
    return Page(report, fetched.hops, fetched.notes)


def failure_of(name: str, error: Exception) -> Failure:
    """Return the record of why nothing was had from an address.

    Args:
        name: the address, or what else it is called.
        error: what was raised.
    """
    if not isinstance(error, TwosourceError):
        return Failure(name, "internal", f"{type(error).__name__}: {str(error)[:200]}")
    is_passing = isinstance(error, FetchError) and error.is_passing
    is_empty = isinstance(error, UnreadableError) and error.code == "empty"
    return Failure(name, error.code, error.why, error.remedy, is_passing or is_empty)


def page_of(fetcher: Fetcher, entry: Waiting) -> Page:
    """Return the page of an entry of a feed, which knows what its page may not say: the date, the outlet.

    Raises:
        FetchError, UnreadableError: as `fetch_report` does.
    """
    options = ReadOptions(outlet=entry.publisher or entry.feed_title or None, published=entry.published)
    if entry.link is None:
        return Page(_report_of_content(entry.name, entry.content or "", entry.title, options), (), ())
    return fetch_report(fetcher, entry.link, options=options)


def _report_of_content(name: str, markup: str, title: str, options: ReadOptions) -> Report:
    """Return the report that an entry without a link carries itself.

    Raises:
        UnreadableError: there is no text in it.
    """
    raw = markup.encode("utf-8", "replace")
    made = from_record(name, Record({"html": markup, "title": title}, raw), options).report
    source = Source(name, hashlib.sha256(raw).hexdigest(), len(raw))
    return with_defaults(replace(made, source=source), options)


def _refuse_status(fetched: Fetched) -> None:
    """Refuse every answer but a whole page."""
    status = fetched.status
    if status == 410:
        raise FetchError("gone", fetched.asked, status=status)
    if status != 200 and status != 203:
        what = blocked(fetched, fetched.body[:300_000].decode("utf-8", "replace"))
        if what is not None and status in (403, 429, 503):
            raise FetchError("blocked_page", fetched.asked, f"what came is {what}", status=status)
        raise FetchError(
            "http_error", fetched.asked, f"the server answers with status {status}", status=status
        )


def _refuse_kind(fetched: Fetched) -> None:
    """Refuse what is no report by its first bytes."""
    try:
        refuse(fetched.asked, fetched.body[:SNIFF])
    except UnreadableError as error:
        if error.why != "it is a feed":
            raise
        remedy = f"Watch it: `twosource watch add {fetched.asked}`"
        raise UnreadableError(error.code, error.subject, error.why, remedy) from None


def _text(fetched: Fetched) -> str:
    """Return the text of a body: what its bytes show counts first, then what its header says."""
    decoded = decode(fetched.asked, fetched.body, is_cut=fetched.cut is not None)
    if fetched.charset is None or decoded.encoding.startswith("utf"):
        return decoded.text
    try:
        said = fetched.body.decode(codecs.lookup(fetched.charset).name, "replace")
    except (LookupError, ValueError):
        return decoded.text
    return said if said.count("\ufffd") <= SUSPECT_SHARE * len(said) else decoded.text
