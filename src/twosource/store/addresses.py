"""The one address under which an article is kept, whichever way it was come by.

What a page says of its address is believed only within its own site: `amp.`, `m.` and `www.` are the same
site, and the front page is no article. Otherwise a page could pass for the next version of another's.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

__all__ = ["article_address", "is_web", "one_form", "site"]

TRACKING = re.compile(
    r"(?:utm_\w{1,40}|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|ref_src|ocid|cmpid|at_\w{1,40}|ns_\w{1,40}|amp)"
)
"""Parameters that count clicks or ask for another view. Source: own compilation."""

VIEWS = ("www.", "amp.", "m.", "mobile.")
MAX = 2_000


def is_web(given: str) -> bool:
    """Return whether an input is to be fetched: whatever looks like an address of the web."""
    return given[:8].lower().startswith(("http://", "https://"))


def site(url: str) -> str:
    """Return the host of an address without what only tells the view."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    for view in VIEWS:
        rest = host.removeprefix(view)
        host = rest if "." in rest else host  # "m.example" is a site of its own
    return host


def article_address(url: str, stated: str | None) -> str:
    """Return the address under which an article is kept.

    Args:
        url: where it was found, after all redirects.
        stated: what its page says of its address (`rel=canonical`, `og:url`).
    """
    try:
        if stated is not None and len(stated) <= MAX and stated.lower().startswith(("http://", "https://")):
            parts = urlsplit(stated)
            if site(stated) == site(url) and parts.port == urlsplit(url).port and parts.path.strip("/"):
                return _clean(stated)
        return _clean(url)
    except ValueError:
        return url


def one_form(url: str) -> str:
    """Return an address in the form in which two are compared: without scheme, view, tracking, last slash."""
    try:
        parts = urlsplit(_clean(url))
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
        query = "?" + urlencode(parse_qsl(parts.query, keep_blank_values=True)) if parts.query else ""
        return f"{site(url)}{port}{parts.path.rstrip('/')}{query}"
    except ValueError:
        return url


def _clean(url: str) -> str:
    """Return an address without fragment and tracking."""
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k)]
    netloc = parts.netloc.rpartition("@")[2].lower()
    query = parts.query if not TRACKING.search(parts.query) else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), netloc, parts.path, query, ""))
