"""What the tests of the store share: tiny reports of our own writing, marked once, and stores of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Report
from twosource.store import Marker, Store
from twosource.store.database import connect

from .helpers import MOMENT, TEXTS, Known, fill


@pytest.fixture(scope="session")
def reports() -> tuple[Report, ...]:
    """Return the reports, by id."""
    records = [
        {"id": f"r{n}", "outlet": f"Outlet {n}", "published": f"2031-03-0{1 + n % 4}", "text": text}
        for n, text in enumerate(TEXTS)
    ]
    return read(records).reports


@pytest.fixture(scope="session")
def known(reports: tuple[Report, ...]) -> Known:
    """Return what marks the reports; a changed copy of the first is known too."""
    first = reports[0]
    changed = replace(first, text=first.text.replace("two piers", "four piers"))
    return Known({a.report.text: a for a in annotate([*reports, changed])})


Opener = Callable[..., Store]


@pytest.fixture
def open_store(tmp_path: Path, known: Known) -> Iterator[Opener]:
    """Return a function that opens a store of the test; all are closed at its end."""
    opened: list[Store] = []

    def open_it(
        name: str = "store.db", *, window: int = 3_000, marker: Marker = known, **rest: object
    ) -> Store:
        database = connect(tmp_path / name, **rest)  # type: ignore[arg-type]
        opened.append(Store(database, marker=marker, clock=lambda: MOMENT, window=window))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def filled(open_store: Opener, reports: tuple[Report, ...]) -> Store:
    """Return a store with all reports and accounts."""
    store = open_store()
    fill(store, reports)
    return store
