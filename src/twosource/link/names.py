"""Whether two names as written can name one party: yes, no or unsure, with reasons a reader can check."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from twosource.errors import UsageError
from twosource.link.naming.organisation import same_government, same_organisation, same_place
from twosource.link.naming.person import same_person
from twosource.link.naming.verdict import NameMatch

__all__ = ["NAME_KINDS", "NameMatch", "same_name"]


_COMPARE: Final[dict[str, Callable[[str, str], NameMatch]]] = {
    "person": same_person,
    "organisation": same_organisation,
    "place": same_place,
    "government": same_government,
}


NAME_KINDS: Final = tuple(_COMPARE)


@lru_cache(maxsize=65536)
def _ordered(first: str, second: str, kind: str) -> NameMatch:
    """Return the verdict on two names in a fixed order, so that it can't depend on the caller's."""
    return _COMPARE[kind](first, second)


def same_name(a: str, b: str, *, kind: str) -> NameMatch:
    """Return whether two names can name one party, how sure that is, and why.

    Args:
        a: a name as written, in any script.
        b: the other name.
        kind: what they name: `person`, `organisation`, `place` or `government`.

    Returns:
        A `NameMatch`: `same` is `True`, `False`, or `None` for *unsure* (a bare surname beside a full name,
        a ministry beside its government). The order of the two names doesn't matter.

    Raises:
        UsageError: `kind` is none of the four.
    """
    if kind not in NAME_KINDS:
        raise UsageError("bad_kind", repr(kind), f"a name is one of {', '.join(NAME_KINDS)}")
    return _ordered(a, b, kind) if a <= b else _ordered(b, a, kind)
