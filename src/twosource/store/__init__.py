"""The embedded store: one SQLite file that keeps reports, what was derived from them, and corrections.

The names below are imported when they are first asked for: looking something up needs no language pipeline.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twosource.store.errors import NotFoundError, StoreError
    from twosource.store.marking import InProcess
    from twosource.store.results import Added, Correction, Damage, Hit, Passage, Problem, StoryLine, Summary
    from twosource.store.search import Query, StoryFilter
    from twosource.store.store import Store, open
    from twosource.store.worker import Marker, Worker

_WHERE = {
    "errors": ("NotFoundError", "StoreError"),
    "marking": ("InProcess",),
    "results": ("Added", "Correction", "Damage", "Hit", "Passage", "Problem", "StoryLine", "Summary"),
    "search": ("Query", "StoryFilter"),
    "store": ("Store", "open"),
    "worker": ("Marker", "Worker"),
}

__all__ = [
    "Added",
    "Correction",
    "Damage",
    "Hit",
    "InProcess",
    "Marker",
    "NotFoundError",
    "Passage",
    "Problem",
    "Query",
    "Store",
    "StoreError",
    "StoryFilter",
    "StoryLine",
    "Summary",
    "Worker",
    "open",
]


def __getattr__(name: str) -> Any:
    """Return a public name, imported when it is first asked for."""
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
