"""The store as the pages use it: threads that read, one that corrects, accounts kept at hand."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

from twosource.account.view import AccountView, ClaimView
from twosource.account.view_build import view_of
from twosource.records import Account, Annotation, Claim
from twosource.store import Store, StoryLine
from twosource.store.store import open as open_store
from twosource.web.settings import Settings

__all__ = ["Desk", "Loaded", "Reader"]

P = ParamSpec("P")
T = TypeVar("T")

READERS = 2
KEPT = 16
"""Accounts that a reading thread keeps unpacked; one of eight reports takes some 5 MB."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An account with what its pages look up."""

    account: Account
    view: AccountView
    notes: Mapping[str, Annotation]
    letters: Mapping[str, str]
    shown: Mapping[str, ClaimView]
    claims: Mapping[str, Claim]

    @classmethod
    def of(cls, account: Account) -> Loaded:
        """Return what the pages need of an account."""
        view = view_of(account)
        return cls(
            account,
            view,
            {note.report.id: note for note in account.annotations},
            {report.id: report.letter for report in view.reports},
            {claim.id: claim for claim in view.claims()},
            {claim.id: claim for claim in account.claims},
        )


@dataclass(slots=True)
class Reader:
    """The store for one reading thread, and what it keeps for as long as nothing is written."""

    store: Store
    _accounts: OrderedDict[str, tuple[int, Loaded]] = field(default_factory=OrderedDict)
    _lines: tuple[int, tuple[StoryLine, ...]] | None = None

    def loaded(self, story: str) -> Loaded:
        """Return the account of a story.

        Raises:
            NotFoundError: there is no such story.
        """
        version = self.version()
        kept = self._accounts.get(story)
        if kept is not None and kept[0] == version:
            self._accounts.move_to_end(story)
            return kept[1]
        made = Loaded.of(self.store.account(story))
        self._accounts[story] = (version, made)
        if len(self._accounts) > KEPT:
            self._accounts.popitem(last=False)
        return made

    def lines(self) -> tuple[StoryLine, ...]:
        """Return all stories, those with the latest reports first."""
        version = self.version()
        if self._lines is None or self._lines[0] != version:
            self._lines = (version, self.store.stories())
        return self._lines[1]

    def version(self) -> int:
        """Return a number that changes whenever another connection writes to the store."""
        row = self.store.database.row("PRAGMA data_version")
        return int(row[0]) if row is not None else 0


@dataclass(slots=True)
class Desk:
    """The store of a server. Close it when the server ends."""

    settings: Settings
    _local: threading.local = field(default_factory=threading.local)
    _opened: list[Store] = field(default_factory=list)
    _readers: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(READERS, thread_name_prefix="reader")
    )
    _editor: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="editor")
    )

    async def read(self, ask: Callable[Concatenate[Reader, P], T], *given: P.args, **named: P.kwargs) -> T:
        """Return what a function finds in the store; it runs in a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, lambda: ask(self._reader(), *given, **named)
        )

    async def edit(self, change: Callable[Concatenate[Store, P], T], *given: P.args, **named: P.kwargs) -> T:
        """Return what a function makes of the store that it may write to; one runs at a time."""
        return await asyncio.get_running_loop().run_in_executor(
            self._editor, lambda: change(self._writable(), *given, **named)
        )

    def close(self) -> None:
        """End the threads and close the store."""
        self._readers.shutdown()
        self._editor.shutdown()
        for store in self._opened:
            store.close()
        self._opened.clear()

    def _reader(self) -> Reader:
        """Return the reader of this thread."""
        found: Reader | None = getattr(self._local, "reader", None)
        if found is None:
            found = self._local.reader = Reader(self._open(read_only=True))
        return found

    def _writable(self) -> Store:
        """Return the store of this thread for writing."""
        found: Store | None = getattr(self._local, "store", None)
        if found is None:
            found = self._local.store = self._open(read_only=False)
        return found

    def _open(self, *, read_only: bool) -> Store:
        store = open_store(self.settings.store, read_only=read_only)
        self._opened.append(store)
        return store
