"""What an outlet is called: by its own name, by the table of outlets, by its host."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from twosource.lexicon import table, words
from twosource.mark.media import CALL_SIGN, media_words

HOST = re.compile(r"^(?:www\.)?(?P<label>[^\W_]+(?:-[^\W_]+)*)(?:\.[a-z]{2,4}){1,2}$")
"""A web domain, casefolded: "haldennews.ca"."""

NOT_LETTERS = re.compile(r"[\W_]+")

BRANCHES = frozenset(("news", "online", "digital", "live"))
"""Words after an outlet's name that make a branch of it, beside those for a medium ("channel", "website")."""


def bare_name(name: str) -> str:
    """Return a name for comparison: without case and without "the"."""
    return name.casefold().removeprefix("the ").strip()


@lru_cache(maxsize=10_000)
def outlet_names(outlet: str) -> frozenset[str]:
    """Return what an outlet is called, casefolded: its own name, and if it is known those of the table.

    An outlet given by its host ("edition.cnn.com") is known by the host's own label too ("cnn").
    """
    bare = bare_name(outlet).removeprefix("www.")
    found = {bare}
    for row in table("outlets"):
        hosts = row[1].split(";") if len(row) > 1 else []
        names = {
            bare_name(row[0]),
            *(bare_name(n) for n in (row[2].split(";") if len(row) > 2 else []) if n.strip()),
        }
        if bare in names or any(bare == host or bare.endswith("." + host) for host in hosts if host):
            found |= names
    if "." in bare and " " not in bare:
        labels = [label for label in bare.split(".")[:-1] if label not in {"co", "com", "org", "net"}]
        found.update(labels[-1:])
    return frozenset(found)


@lru_cache(maxsize=10_000)
def is_called(outlet: str, said: str) -> bool:
    """Return whether words are a name of an outlet, of its site, or of a branch under its name.

    Cases: of Halden News "HaldenNews.ca" and "Halden News Channel"; of haldenpost.test "the Halden Post". A
    branch of a name of one word, which another house may bear too ("Sun News Network"), is told for initials
    only ("HBC Television").
    """
    plain = bare_name(" ".join(said.split()).strip(" ,."))
    host = HOST.match(plain)
    letters = NOT_LETTERS.sub("", host["label"] if host is not None else plain)
    names = outlet_names(outlet)
    if letters and letters in {NOT_LETTERS.sub("", name).removeprefix("the") for name in names}:
        return True
    short = NOT_LETTERS.sub("", outlet)
    whole = {name for name in names if " " in name} | ({short.casefold()} if short.isupper() else set())
    kinds = media_words("noun") | BRANCHES
    return any(
        plain.startswith(f"{name} ") and set(plain.removeprefix(f"{name} ").split()) <= kinds
        for name in whole
    )


@lru_cache(maxsize=10_000)
def is_outlet(name: str) -> bool:
    """Return whether a name is one of an outlet: a known one, a site, a station, "the Halden Courier"."""
    plain = bare_name(name)
    if plain in _known() or HOST.match(plain) or CALL_SIGN.fullmatch(name):
        return True
    first, _, last = plain.rpartition(" ")
    return bool(first) and last in words("outlet_words") | media_words("noun") | BRANCHES


@cache
def _known() -> frozenset[str]:
    """Return all names of the outlets of the table, casefolded, without "the"."""
    rows = table("outlets")
    return frozenset(bare_name(n) for row in rows for n in (row[0], *(row[2:3] or ("",))[0].split(";")))


@lru_cache(maxsize=10_000)
def publisher(outlet: str) -> str | None:
    """Return the publishing house of an outlet, by the table of outlets; `None` if it has none there."""
    called = outlet_names(outlet)
    for row in table("outlets"):
        if len(row) > 3 and row[3] and bare_name(row[0]) in called:
            return row[3]
    return None
