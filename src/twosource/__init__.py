"""Twosource: many outlets' reports of one event, one sourced account."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twosource.exports.rendered import render
    from twosource.exports.results import export, to_arrow, to_dict, to_dicts, to_pandas, to_polars
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
    "export",
    "group",
    "open",
    "read",
    "read_judgements",
    "render",
    "same_name",
    "to_arrow",
    "to_dict",
    "to_dicts",
    "to_pandas",
    "to_polars",
    "write_judgements",
]

_WHERE = {
    "account": "twosource.pipeline",
    "annotate": "twosource.pipeline",
    "export": "twosource.exports.results",
    "group": "twosource.stories",
    "open": "twosource.store.store",
    "read": "twosource.read",
    "read_judgements": "twosource.link.judgements",
    "render": "twosource.exports.rendered",
    "same_name": "twosource.link.names",
    "to_arrow": "twosource.exports.results",
    "to_dict": "twosource.exports.results",
    "to_dicts": "twosource.exports.results",
    "to_pandas": "twosource.exports.results",
    "to_polars": "twosource.exports.results",
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
