"""What an outlet is called: by its own name, by the table of outlets, by its host."""

from __future__ import annotations

from functools import lru_cache

from twosource.lexicon import table


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
def publisher(outlet: str) -> str | None:
    """Return the publishing house of an outlet, by the table of outlets; `None` if it has none there."""
    called = outlet_names(outlet)
    for row in table("outlets"):
        if len(row) > 3 and row[3] and bare_name(row[0]) in called:
            return row[3]
    return None
