"""Twosource: many outlets' reports of one event, one sourced account."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twosource.link.judgements import read_judgements, write_judgements
    from twosource.link.names import same_name
    from twosource.pipeline import account, annotate
    from twosource.read import read
    from twosource.store import open
    from twosource.stories import group

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "account",
    "annotate",
    "group",
    "open",
    "read",
    "read_judgements",
    "same_name",
    "write_judgements",
]

_WHERE = {
    "account": "twosource.pipeline",
    "annotate": "twosource.pipeline",
    "group": "twosource.stories",
    "open": "twosource.store.store",
    "read": "twosource.read",
    "read_judgements": "twosource.link.judgements",
    "same_name": "twosource.link.names",
    "write_judgements": "twosource.link.judgements",
}


def __getattr__(name: str) -> Any:
    """Return a public function, imported when it is first asked for.

    The language pipeline takes a second to import; `import twosource` and `twosource --help` do without it.
    """
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_WHERE])


class _Package(ModuleType):
    """The package, whose functions `read` and `account` keep their names from the subpackages so called."""

    def __setattr__(self, name: str, value: object) -> None:
        # Importing `twosource.read` would otherwise put the subpackage in the place of the function.
        if name not in _WHERE or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
