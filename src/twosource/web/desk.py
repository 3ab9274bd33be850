"""The store as the pages use it: threads that read, one that corrects, accounts kept at hand."""

from __future__ import annotations

import asyncio
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

from twosource.account.view import AccountView, ClaimView
from twosource.account.view_build import view_of
from twosource.account.view_pages import Leaves, leaves_of
from twosource.records import Account, Annotation, Claim
from twosource.store import Store, StoryLine
from twosource.store.store import open as open_store
from twosource.web.settings import Settings

__all__ = ["Desk", "Loaded", "Reader"]

P = ParamSpec("P")
T = TypeVar("T")

Mark = tuple[object, ...]

READERS = 2
KEPT = 24
"""Accounts that are kept unpacked; one of eight reports takes some 5 MB."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An account with what its pages look up."""

    account: Account
    view: AccountView
    leaves: Leaves
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
            leaves_of(view),
            {note.report.id: note for note in account.annotations},
            {report.id: report.letter for report in view.reports},
            {claim.id: claim for claim in view.claims()},
            {claim.id: claim for claim in account.claims},
        )


@dataclass(slots=True)
class Shelf:
    """Accounts at hand for all reading threads: records are frozen, so that one copy serves them all."""

    _accounts: OrderedDict[str, tuple[Mark, Loaded]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _loading: dict[str, threading.Lock] = field(default_factory=dict)

    def got(self, story: str, mark: Mark, load: Callable[[], Loaded]) -> Loaded:
        """Return the account of a story as of a mark; two threads that want it load it once."""
        with self._lock:
            mine = self._loading.setdefault(story, threading.Lock())
        with mine:
            with self._lock:
                kept = self._accounts.get(story)
                if kept is not None and kept[0] == mark:
                    self._accounts.move_to_end(story)
                    return kept[1]
            made = load()
            with self._lock:
                self._accounts[story] = (mark, made)
                if len(self._accounts) > KEPT:
                    self._loading.pop(self._accounts.popitem(last=False)[0], None)
            return made


@dataclass(slots=True)
class Reader:
    """The store for one reading thread, and what it keeps for as long as nothing is written."""

    store: Store
    shelf: Shelf = field(default_factory=Shelf)
    _lines: tuple[int, tuple[StoryLine, ...]] | None = None

    def loaded(self, story: str) -> Loaded:
        """Return the account of a story.

        Raises:
            NotFoundError: there is no such story.
        """
        return self.shelf.got(story, self._mark(story), lambda: Loaded.of(self.store.account(story)))

    def lines(self) -> tuple[StoryLine, ...]:
        """Return all stories, those with the latest reports first."""
        version = self.version()
        if self._lines is None or self._lines[0] != version:
            self._lines = (version, self.store.stories())
        return self._lines[1]

    def total(self) -> int:
        """Return how many stories there are."""
        row = self.store.database.row("SELECT count(*) FROM account")
        return int(row[0]) if row is not None else 0

    def title(self, story: str) -> str | None:
        """Return the title of a story, `None` if it has none yet."""
        row = self.store.database.row("SELECT title FROM account WHERE story = ?", (story,))
        return row["title"] if row is not None else None

    def _mark(self, story: str) -> Mark:
        """Return what changes whenever the account of a story does, and with nothing else that is written."""
        database = self.store.database
        row = database.row("SELECT is_stale, made_by, packed FROM account WHERE story = ?", (story,))
        if row is None:
            return ()
        versions = database.rows(
            "SELECT d.current FROM placement p JOIN document d ON d.number = p.document WHERE p.story = ?"
            " ORDER BY d.current",
            (story,),
        )
        settled = database.row("SELECT max(number) FROM correction") if row["is_stale"] else None
        return (
            *(row["is_stale"], row["made_by"], zlib.crc32(row["packed"] or b"")),
            *(one[0] for one in (*versions, *filter(None, [settled]))),
        )

    def version(self) -> int:
        """Return a number that changes whenever another connection writes to the store."""
        row = self.store.database.row("PRAGMA data_version")
        return int(row[0]) if row is not None else 0


@dataclass(slots=True)
class Desk:
    """The store of a server. Close it when the server ends."""

    settings: Settings
    _shelf: Shelf = field(default_factory=Shelf)
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
            found = self._local.reader = Reader(self._open(read_only=True), self._shelf)
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
