"""The JSON Schemas of the documents that the program writes, by the name of the document."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

__all__ = ["NAMES", "schema"]

NAMES = ("account", "group", "report")
"""The documents that have a schema; the version of each is its only one so far."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a document; each call returns a new one.

    Args:
        name: `account`, `group` or `report`, or the document's whole `format`, "twosource/account/1".

    Raises:
        ValueError: no document is so called.
    """
    formats = {f"twosource/{known}/1": known for known in NAMES}
    found = formats.get(name, name)
    if found not in NAMES:
        raise ValueError(f"no document is called {name!r}; there are {', '.join(NAMES)}")
    text = resources.files(__name__).joinpath(f"{found}-1.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
