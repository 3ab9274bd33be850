"""The functions of the package, as a Python user meets them."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import twosource
from twosource.read import ReadOptions

FUNCTIONS = sorted(set(twosource.__all__) - {"__version__"})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_public_functions(name: str) -> None:
    """Each public name is a documented function, though a subpackage may bear the same name."""
    function = getattr(twosource, name)
    assert inspect.isfunction(function)
    assert (function.__doc__ or "").startswith(("Return", "Yield"))
    assert name in dir(twosource)


@pytest.mark.parametrize("name", ["read", "account"])
@pytest.mark.parametrize(
    "first", ["import twosource.read, twosource.account", "from twosource.read import ReadOptions", "pass"]
)
def test_subpackages_do_not_hide_functions(name: str, first: str) -> None:
    """In whatever order things are imported, `twosource.read` stays the function."""
    code = f"import twosource; {first}; from twosource import {name}; print(callable(twosource.{name}))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout.strip() == "True"


def test_no_other_name() -> None:
    """A name that the package does not have is an AttributeError that says so."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        twosource.nothing  # noqa: B018


def test_from_texts_to_accounts() -> None:
    """What one function gives, the next one takes."""
    reading = twosource.read(
        [
            {"text": "The bridge at Halden was closed on Tuesday, the mayor said.", "outlet": "Gazette"},
            {"text": "Halden's bridge was shut on Tuesday after an inspection.", "outlet": "Post"},
        ],
        options=ReadOptions(published="2031-03-05"),
    )
    assert len(reading) == 2
    annotations = tuple(twosource.annotate(reading))
    groups = list(twosource.group(annotations))
    assert {group.id for group in groups} == {report.id for report in reading}
    accounts = twosource.account(annotations)
    assert [len(account.claims) > 0 for account in accounts] == [True]
    assert twosource.same_name("Marta Okonedo", "Okonedo, Marta", kind="person").same is not None
