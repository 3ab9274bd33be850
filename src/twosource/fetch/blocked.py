"""A page that stands in the way of a report: a challenge, a consent or login form, a soft 404."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from twosource.fetch.fetcher import Fetched
from twosource.lexicon import table

__all__ = ["blocked"]

HEAD = 300_000
"""Characters of a page that are looked at: what stands in the way is short."""

SHORT = 1_200
"""Characters of visible text below which a phrase of the table tells: a report about such pages is longer."""

_TITLE = re.compile(r"(?is)<title\b[^<>]{0,200}>([^<]{0,300})")
_UNSEEN = re.compile(r"<(script|style|svg|template)\b")
_TAG = re.compile(r"<[^<>]*+>?")
_SPACE = re.compile(r"\s+")
_REFRESH = re.compile(r"""(?is)<meta\b[^<>]{0,200}\bhttp-equiv\s{0,3}=\s{0,3}["']?refresh\b""")


def blocked(page: Fetched, text: str) -> str | None:
    """Return what a page is if it stands in the way of a report, `None` if it seems to be one.

    Args:
        page: as fetched.
        text: its markup, decoded.

    Returns:
        One line with the kind and what shows it.
    """
    if "challenge" in page.header("cf-mitigated").lower():
        return "a challenge (its header says so)"
    asked, given = urlsplit(page.asked), urlsplit(page.url)
    if asked.path.strip("/") and not given.path.strip("/") and not given.query and page.asked != page.url:
        return "a front page in the place of the report (it sends on to it)"
    for kind, where, mark in _marks("address"):
        if mark in f"{given.netloc}{given.path}".lower() and page.url != page.asked:
            return f"{kind} (it sends on to an address with {where})"
    head = text[:HEAD]
    found = _TITLE.search(head)
    title = _SPACE.sub(" ", "" if found is None else found[1]).strip().lower()
    seen = _SPACE.sub(" ", _TAG.sub(" ", _shown(head))).strip().lower()
    if len(seen) < SHORT:
        for kind, phrase, mark in _marks("title"):
            if title.startswith(mark):
                return f"{kind} (its title says {phrase!r})"
        for kind, phrase, mark in _marks("text"):
            if mark in seen:
                return f"{kind} (it says {phrase!r})"
        if len(seen) < SHORT // 4 and _REFRESH.search(head):
            return "a page that only sends on (by a refresh, which is not followed)"
    return None


def _shown(markup: str) -> str:
    """Return markup without the elements that no browser shows; one that is not closed ends the page."""
    lowered = markup.lower()
    kept: list[str] = []
    at = 0
    while (found := _UNSEEN.search(lowered, at)) is not None:
        kept.append(markup[at : found.start()])
        end = lowered.find(f"</{found[1]}", found.end())
        if end < 0:
            break
        at = end
    else:
        kept.append(markup[at:])
    return "".join(kept)


def _marks(where: str) -> list[tuple[str, str, str]]:
    """Return kind, phrase as shown and phrase as looked for, of the marks of one place."""
    return [(row[2], row[0], row[0].lower()) for row in table("blocked_pages") if row[1] == where]
