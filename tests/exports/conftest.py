"""Accounts for the tests of exports: the one built by hand, and hostile words for every place of it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from twosource.pipeline import account, annotate
from twosource.read import read
from twosource.records import Account
from twosource.spans import Span

ROOT = Path(__file__).parents[2]

FREE = frozenset(
    {"title", "label", "outlet", "copy_reason", "reason", "reasons", "name", "names", "standing_reason"}
    | {"outlets", "values", "detail", "agency", "text"}
)
"""Fields whose texts come from reports, or are made from what stands there."""


def _builder() -> Any:
    """Return the builder of accounts of the tests of `account`."""
    path = ROOT / "tests" / "account" / "conftest.py"
    spec = importlib.util.spec_from_file_location("account_conftest", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["account_conftest"] = module
    spec.loader.exec_module(module)
    return module.Builder


BUILDER = _builder()


def flooded(record: Any, words: str) -> Any:
    """Return a record with `words` as the whole of each free text; what stands in a report's text stays."""
    if isinstance(record, tuple):
        return tuple(flooded(one, words) for one in record)
    if not is_dataclass(record) or isinstance(record, (type, Span)):
        return record
    changed: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        is_text = field.name in FREE and not (field.name == "text" and hasattr(record, "given"))
        changed[field.name] = _flooded_field(value, words) if is_text else flooded(value, words)
    return replace(record, **changed)


def _flooded_field(value: Any, words: str) -> Any:
    if isinstance(value, str):
        return words
    if isinstance(value, tuple):
        return tuple(_flooded_field(one, words) for one in value)
    return flooded(value, words)


@pytest.fixture(scope="session")
def build() -> Callable[..., Account]:
    """Return the function that builds an account with a text put into every place."""

    def built(payload: str = "", address: str | None = None) -> Account:
        made: Account = BUILDER(payload, address).account()
        return made

    return built


@pytest.fixture(scope="session")
def hostile() -> Callable[[str], Account]:
    """Return the function that builds an account whose free texts are nothing but a payload."""

    def built(payload: str) -> Account:
        made: Account = flooded(BUILDER(payload, payload).account(), payload)
        return made

    return built


@pytest.fixture(scope="session")
def example() -> tuple[Account, ...]:
    """Return the account of the example that ships with the project."""
    return tuple(account(tuple(annotate(read(ROOT / "examples" / "warehouse-fire")))))
