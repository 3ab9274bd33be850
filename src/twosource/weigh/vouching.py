"""Whose word a telling rests on, and how it is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.copies.direction import agency_names
from twosource.records import Lineage

BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Vouching:
    """Whose word a telling rests on: a key, the same for the same origin; its name; how it is known.

    `party` is the story party that it is, if it is one that the reports name.
    """

    key: str
    name: str
    party: str | None
    lineage: Lineage
    reason: str


def agency_key(name: str) -> str:
    """Return the key of an agency's origin: one agency under all its names, "Northwire news agency" too."""
    plain = name.casefold().removesuffix(" agency").removesuffix(" news")
    return f"agency:{agency_names().get(name.casefold(), agency_names().get(plain, plain)).casefold()}"


def listed(names: Sequence[str]) -> str:
    """Return names as running text: "A", "A and B", "A, B and C"."""
    if len(names) <= 1:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]
