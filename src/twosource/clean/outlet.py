"""Who published a report, as its own text says."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from twosource.lexicon import table, words

COPYRIGHT = re.compile(
    r"(?i:©|\(c\)|copyright)\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s*)?(?:by )?(?P<name>[A-ZÀ-Þ][^.|,©\d\n]{2,40})"
)


BROADCASTERS = ("radio", "rádio", "radyo", "radijo")
"""Words in lower case with which names of stations begin. Source: own compilation."""


@cache
def _outlets() -> tuple[dict[str, str], dict[str, str]]:
    """Return names (lower case) and domains of `lexicon/outlets.tsv`, each with the outlet's name."""
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for row in table("outlets"):
        for name in (row[0], *(row[2].split(";") if len(row) > 2 else ())):
            names[name.strip().lower()] = row[0]
        for domain in row[1].split(";") if len(row) > 1 else ():
            domains[domain.strip()] = row[0]
    return names, domains


def by_url(url: str) -> str | None:
    """Return the outlet of an address: its name from the table, else its host without `www.`."""
    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    labels = host.split(".")
    for i in range(len(labels) - 1):
        known = _outlets()[1].get(".".join(labels[i:]))
        if known:
            return known
    return host or None


def known(line: str) -> str | None:
    """Return the outlet that a whole line names, by the table."""
    return _outlets()[0].get(" ".join(line.lower().split()).strip(" .:|-–—"))


def looks_like_name(line: str) -> bool:
    """Return whether a first line looks like the name of a newspaper ("Cyprus Mail", "The Daily Bugle")."""
    parts = line.split()
    capital = all(word[:1].isupper() or word in ("of", "the", "and", "&") for word in parts)
    if not (1 < len(parts) <= 5 and capital):
        return False
    return parts[-1].lower() in words("outlet_words") or parts[0].lower() in BROADCASTERS


def is_name(line: str) -> bool:
    """Return whether a whole line names an outlet, by the table or by its form."""
    return known(line) is not None or looks_like_name(line)
