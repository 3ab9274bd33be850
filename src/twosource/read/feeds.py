"""The bytes of a feed to its entries: RSS, Atom and JSON Feed, whole or cut, without entities.

XML is parsed by feedparser, which is never given anything but a stream: bytes that spell a path or an address
would be opened. Its document type is taken out before, so that no entity is ever declared.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from twosource.errors import UnreadableError
from twosource.read.encoding import decode
from twosource.read.feed_dates import FeedDate, feed_date
from twosource.records import Reason, digest

__all__ = ["MAX_ENTRIES", "Entry", "Feed", "read_feed"]

MAX_ENTRIES = 1_000
"""Entries of a feed that are taken, the newest."""

MAX_FIELD = 2_000  # characters of a title, id or name
MAX_CONTENT = 1_000_000  # characters of an entry's own content

_DECLARATION = re.compile(r"<\?xml\b[^>]{0,300}\?>")
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})")
_ENTRY_END = re.compile(r"</(?:[\w.-]{1,60}:)?(?:item|entry)\s{0,100}>", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:[\w.-]{1,60}:)?(?:rss|feed|rdf)\s{0,100}>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
ROOTS = frozenset({"rss", "feed", "rdf"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: text as it stands in the feed, not to be shown unescaped.

    `link` is http or https, else `None`. `publisher` is RSS's `<source>`, the outlet that an aggregator has
    the entry from; Atom's element of that name is the feed that it was copied from, and is not taken.
    `content` is the markup that the feed has of it. `state` changes when its text does.
    """

    guid: str | None
    link: str | None
    title: str
    state: str
    published: FeedDate | None = None
    publisher: str | None = None
    publisher_url: str | None = None
    content: str = ""

    @property
    def key(self) -> str:
        """Return what tells the entry from others of its feed: its guid, else its link, else its text."""
        return self.guid or self.link or f"text:{self.state}"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `entries` are the newest first; `total` is how many it has.

    `is_partial` tells that it was cut: what it holds is whole, but there was more. `reasons` are notes.
    """

    kind: str
    title: str
    entries: tuple[Entry, ...]
    total: int
    is_partial: bool = False
    reasons: tuple[Reason, ...] = ()


def read_feed(name: str, data: bytes, *, now: float, is_cut: bool = False) -> Feed:
    """Return the feed that some bytes hold.

    Args:
        name: its address, for errors and for relative links.
        data: its bytes; never taken for a path or an address.
        now: seconds since 1970, for dates that lie ahead and entries without one.
        is_cut: it is known that bytes are missing at the end.

    Raises:
        UnreadableError: `not_a_feed`, `bad_xml`, `empty` or `not_text`.
    """
    if not data.strip():
        raise UnreadableError("not_a_feed", name, "its answer is empty", "Look at the address in a browser")
    text = decode(name, data, is_cut=is_cut).text.strip("\ufeff \t\r\n")
    if text.startswith("{"):
        return _json_feed(name, text, now)
    text, notes = _without_doctype(text)
    root = _ROOT.search(text[:MAX_CONTENT])
    if root is None or root[2].lower() not in ROOTS:
        what = (
            "a page of HTML"
            if root is not None and root[2].lower() in ("html", "body", "head")
            else "no feed"
        )
        raise UnreadableError("not_a_feed", name, f"it is {what}", "Look at the address in a browser")
    text, is_partial = _whole(name, text, root[0][1:])
    total = len(ends := [found.end() for found in _ENTRY_END.finditer(text)])
    if total > 2 * MAX_ENTRIES:  # the newest are first or last, and the parser takes a millisecond for each
        text = text[: ends[MAX_ENTRIES - 1]] + text[ends[total - MAX_ENTRIES - 1] :]
    return _xml_feed(name, text, (total, is_partial, notes), now)


def _without_doctype(text: str) -> tuple[str, tuple[Reason, ...]]:
    """Return XML without declaration, comments and document type before its first element."""
    notes: tuple[Reason, ...] = ()
    while True:
        text = text.lstrip("\ufeff \t\r\n")
        if text.startswith("<!--"):
            text = text.partition("-->")[2]
        elif text.startswith("<?"):
            text = text.partition("?>")[2]
        elif text[:9].upper() == "<!DOCTYPE":
            text, subset = _after_doctype(text)
            if "<!entity" in subset.lower():
                notes = (Reason("bad_xml", "it declares entities, which were left out"),)
        else:
            return text, notes


def _after_doctype(text: str) -> tuple[str, str]:
    """Return what follows a document type, and its inner part."""
    opened, closed = text.find("["), text.find(">")
    if closed < 0:
        return "", ""
    if opened < 0 or closed < opened:
        return text[closed + 1 :], ""
    end = text.find("]", opened)
    while end >= 0 and not text[end + 1 : end + 50].lstrip().startswith(">"):
        end = text.find("]", end + 1)
    if end < 0:
        return "", text[opened:]
    return text[text.find(">", end) + 1 :], text[opened : end + 1]


def _whole(name: str, text: str, root: str) -> tuple[str, bool]:
    """Return XML with whole entries alone, closed, and whether it was cut."""
    if _ROOT_END.search(text[-1_000:]):
        return text, False
    end = max((found.end() for found in _ENTRY_END.finditer(text)), default=None)
    if end is None:
        raise UnreadableError("bad_xml", name, "it ends before its first entry does", "Fetch it again later")
    channel = "</channel>" if root.lower() == "rss" else ""
    return f"{text[:end]}{channel}</{root}>", True


def _xml_feed(name: str, text: str, about: tuple[int, bool, tuple[Reason, ...]], now: float) -> Feed:
    """Return the feed of prepared XML; `about` are the number of entries, whether it was cut, and notes."""
    import feedparser  # type: ignore[import-untyped]

    total, is_partial, notes = about
    made = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": name},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    version = str(made.get("version") or "")
    if not version and not made.entries:
        raise UnreadableError("bad_xml", name, "it can't be parsed", "Fetch it again later")
    if made.get("bozo") and not is_partial:
        why = _SPACE.sub(" ", str(made.get("bozo_exception", "")))[:120]
        notes += (Reason("bad_xml", f"it is no well-formed XML ({why}); what could be made out was taken"),)
    is_atom = version.startswith("atom")
    entries = [_xml_entry(name, item, now, is_atom=is_atom) for item in made.entries]
    title = _line(made.feed.get("title"))
    return _newest("atom" if is_atom else "rss", title, entries, (total, is_partial, notes), now)


def _xml_entry(name: str, item: Mapping[str, Any], now: float, *, is_atom: bool) -> Entry:
    """Return one entry as feedparser has it."""
    links = [item.get("link"), *(link.get("href") for link in item.get("links", ()) if _is_page(link))]
    link = next((made for given in links if (made := _http(given, name)) is not None), None)
    contents = [c.get("value") or "" for c in item.get("content", ()) if isinstance(c, Mapping)]
    content = max((*contents, item.get("summary") or ""), key=len)[:MAX_CONTENT]
    raw = item.get("published") or item.get("updated")
    source = item.get("source")
    publisher = source if isinstance(source, Mapping) and not is_atom else {}
    title = _line(item.get("title"))
    changed = _line(item.get("updated"))
    return Entry(
        _line(item.get("id")) or None,
        link,
        title,
        digest("entry", title, content, changed),
        feed_date(raw, now) if isinstance(raw, str) and raw.strip() else None,
        _line(publisher.get("title")) or None,
        _http(publisher.get("href"), name),
        content,
    )


def _is_page(link: Mapping[str, Any]) -> bool:
    return str(link.get("rel", "alternate")) == "alternate"


def _json_feed(name: str, text: str, now: float) -> Feed:
    """Return a JSON Feed. Source: jsonfeed.org, version 1.1.

    Raises:
        UnreadableError: `not_a_feed`.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        why = "it is JSON that can't be parsed"
        raise UnreadableError("not_a_feed", name, why, "Fetch it again later") from None
    items = value.get("items")
    if not isinstance(items, list) or "jsonfeed.org" not in str(value.get("version", "")):
        raise UnreadableError("not_a_feed", name, "it is JSON, but no JSON Feed", "Look at the address")
    entries = [_json_entry(name, item, now) for item in items if isinstance(item, dict)]
    return _newest("json", _line(value.get("title")), entries, (len(items), False, ()), now)


def _json_entry(name: str, item: Mapping[str, Any], now: float) -> Entry:
    """Return one item of a JSON Feed."""
    raw = item.get("date_published") or item.get("date_modified")
    contents = (item.get(key) for key in ("content_html", "content_text", "summary"))
    content = next((c for c in contents if isinstance(c, str) and c), "")[:MAX_CONTENT]
    title = _line(item.get("title"))
    guid = item.get("id")
    return Entry(
        _line(str(guid) if isinstance(guid, (int, float)) else guid) or None,
        _http(item.get("url"), name),
        title,
        digest("entry", title, content, _line(item.get("date_modified"))),
        feed_date(raw, now) if isinstance(raw, str) and raw.strip() else None,
        content=content,
    )


def _newest(
    kind: str, title: str, entries: list[Entry], about: tuple[int, bool, tuple[Reason, ...]], now: float
) -> Feed:
    """Return a feed of the newest entries; one without a date counts as of now."""
    total, is_partial, notes = about
    total = max(total, len(entries))
    placed = sorted(enumerate(entries), key=lambda pair: (-_stamp(pair[1], now), pair[0]))
    kept = tuple(entry for _, entry in placed[:MAX_ENTRIES])
    if total > len(kept):
        notes += (Reason("too_large", f"the newest {len(kept):,} of its {total:,} entries were taken"),)
    if is_partial:
        notes += (Reason("cut_short", f"it is cut; its first {len(entries):,} whole entries were taken"),)
    return Feed(kind, title, kept, total, is_partial, notes)


def _stamp(entry: Entry, now: float) -> float:
    stamp = None if entry.published is None else entry.published.timestamp()
    return now if stamp is None else stamp


def _line(value: object) -> str:
    """Return a value as one line of at most `MAX_FIELD` characters, empty if it is no text."""
    return _SPACE.sub(" ", value[: 2 * MAX_FIELD]).strip()[:MAX_FIELD] if isinstance(value, str) else ""


def _http(value: object, base: str) -> str | None:
    """Return a link as a whole http or https address, `None` if it is none."""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_FIELD:
        return None
    try:
        made = urljoin(base, value.strip())
    except ValueError:
        return None
    is_clean = made.isprintable() and " " not in made
    return made if is_clean and made.lower().startswith(("http://", "https://")) else None
