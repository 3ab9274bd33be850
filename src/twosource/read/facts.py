"""What the markup of a page says about its report: outlet, headline, date, language, byline, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from twosource.read.dates import iso_date
from twosource.records import Facts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ARTICLE_TYPES = frozenset(
    {"article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "blogposting"}
)
"""Types of schema.org whose object is the report itself. Source: schema.org, Article and its subtypes."""

MAX_JSON_LD = 500_000  # characters of one block of JSON-LD that are read
MAX_NODES = 2_000  # objects of one block of JSON-LD that are looked at
DATE_NAMES = ("article:published_time", "datepublished", "date", "dc.date.issued", "sailthru.date")
_SPACE = re.compile(r"\s+")


def page_facts(tree: HtmlElement, article: Any) -> Facts:
    """Return the facts of a page; its own statements (meta, JSON-LD) come before the extractor's finds.

    Args:
        tree: the parsed page.
        article: trafilatura's document of it, or `None`.
    """
    meta = _meta(tree)
    linked = _linked_data(tree)
    found = {key: _line(getattr(article, key, None)) for key in ("title", "author", "date", "sitename")}
    published = _first(
        meta, "article:published_time", "datepublished", "date", "dc.date.issued", "sailthru.date"
    )
    dates = (_text(linked.get("datePublished")), published, found["date"])
    return Facts(
        outlet=_first(meta, "og:site_name")
        or _not_address(_text(linked.get("publisher")))
        or _not_address(found["sitename"]),
        title=_text(linked.get("headline")) or _first(meta, "og:title", "twitter:title") or found["title"],
        url=_address(tree, meta),
        published=next((day for value in dates if value and (day := iso_date(value)) is not None), None),
        language=_language(tree, meta),
        byline=_authors(linked.get("author")) or _first(meta, "author", "byl") or found["author"],
    )


def _line(value: object) -> str | None:
    """Return `value` as one line of at most 500 characters, `None` if it is no text."""
    if not isinstance(value, str):
        return None
    # Many pages escape what stands in JSON-LD twice.
    return _SPACE.sub(" ", unescape(value[:2000])).strip()[:500] or None


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the page's `meta` statements by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = _line(element.get("content"))
        if name and value is not None:
            found.setdefault(name.strip().lower(), value)
    return found


def _first(meta: dict[str, str], *names: str) -> str | None:
    """Return the first of `names` that the page states, but no address where a name is meant."""
    return next((value for name in names if (value := _not_address(meta.get(name))) is not None), None)


def _not_address(value: str | None) -> str | None:
    """Return `value` unless it is an address, which some pages state for a name."""
    return None if value is None or value.startswith(("http://", "https://", "www.")) else value


def _language(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    """Return the stated language as its first subtag ("en" for en-GB)."""
    stated = tree.get("lang") or meta.get("og:locale") or ""
    code = re.split(r"[-_]", stated.strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _address(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    """Return the page's stated address if it is one of the web."""
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    stated = next((href for href in links if href), None) or meta.get("og:url")
    return stated.strip() if stated and re.match(r"https?://[^\s<>\"']{1,2000}$", stated.strip()) else None


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """Return the first object of the page's JSON-LD that is an article, empty if there is none."""
    for element in tree.iter("script"):
        text = element.text
        if (
            (element.get("type") or "").lower() != "application/ld+json"
            or not text
            or len(text) > MAX_JSON_LD
        ):
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(k, str) and k.lower() in ARTICLE_TYPES for k in kinds):
                return node
    return {}


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD, outer ones first, at most `MAX_NODES`."""
    queue = [data]
    for number, item in enumerate(queue):
        if number > MAX_NODES:
            return
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            queue.extend(graph if isinstance(graph, list) else ())
        elif isinstance(item, list):
            queue.extend(item)


def _text(value: object) -> str | None:
    """Return the text or the name of a value of JSON-LD."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return _line(value)


def _authors(value: object) -> str | None:
    """Return the names of the authors, joined with commas; addresses are no names."""
    people = value if isinstance(value, list) else [value]
    names = [name for person in people if (name := _not_address(_text(person)))]
    return ", ".join(names) or None
