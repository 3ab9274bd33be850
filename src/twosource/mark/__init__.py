"""One report's marks: sentences, parties, attributions, times, figures, tellings.

`mark` is imported when it is first asked for: the other stages use small parts of this one, and need no
language pipeline for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twosource.mark.whole import mark

__all__ = ["mark"]


def __getattr__(name: str) -> Any:
    """Return `mark`, imported when it is first asked for."""
    if name == "mark":
        return import_module(f"{__name__}.whole").mark
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
