"""A store in which everything bears a payload, and a client of the pages over it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from twosource.records import Account
from twosource.store import Correction, Hit, Passage, Problem, StoryFilter, StoryLine
from twosource.web.app import create_app
from twosource.web.desk import Desk, Loaded
from twosource.web.session import Sessions
from twosource.web.settings import Settings

ORIGIN = "http://127.0.0.1:8000"
VIEWS = (
    *("", "/compare?only=all&one=A&other=B", "/quotes", "/origins", "/timeline", "/fix", "/export"),
    *("/claims/c1", "/source?report=r0&at=0-6"),
)
PAGES = ("/", "/?q=x", "/health", "/corrections")


class Shelf:
    """A stand-in for the store, in which everything bears a payload."""

    def __init__(self, payload: str, account: Account) -> None:
        self.payload = payload
        self.loaded_account = Loaded.of(account)
        self.store = self.database = self

    def loaded(self, story: str) -> Loaded:
        """Return the account."""
        return self.loaded_account

    def lines(self) -> tuple[StoryLine, ...]:
        """Return two stories."""
        one = ("s1", self.payload, 2, 2, 1, 3, 1, 1, None, None, "2031-03-04", False, None)
        other = ("s2", self.payload, 2, None, None, None, None, None, None, None, None, True, self.payload)
        return StoryLine(*one), StoryLine(*other)

    def stories(self, wanted: StoryFilter) -> tuple[StoryLine, ...]:
        """Return the same two."""
        return self.lines()

    def total(self) -> int:
        """Return how many they are."""
        return 2

    def title(self, story: str) -> str:
        """Return the title of any."""
        return self.payload

    def corrections(self) -> tuple[Correction, ...]:
        """Return a correction."""
        return (Correction(1, "same", (self.payload, "x"), self.payload, "2031-03-04T00:00:00Z", False),)

    def failures(self) -> tuple[Problem, ...]:
        """Return a failure."""
        return (Problem(1, self.payload, self.payload, "rejected", "empty", None, self.payload, False),)

    def search(self, query: object) -> tuple[Hit, ...]:
        """Return a find."""
        snippet = f"a \x01{self.payload}\x02 {self.payload}"
        return (Hit("r0", "s1", self.payload, self.payload, self.payload, snippet, 0.0),)

    def source(self, asked: str, context: int) -> tuple[Passage, ...]:
        """Return a passage."""
        p = self.payload
        return (Passage("r0", 1, p, p, p, p, 0, 1, p, p, p, p, (p,)),)

    def rows(self, sql: str) -> list[dict[str, object]]:
        """Return no rows."""
        return []

    def row(self, sql: str, values: object = ()) -> dict[str, object]:
        """Return the counts of the page of health."""
        return {"documents": 1, "stories": 1, "stale": 0, "waiting": 0}


def shelved(folder: Path) -> Iterator[Any]:
    """Yield a client of pages whose store a test puts in `client.held["shelf"]`."""
    patch = pytest.MonkeyPatch()
    held: dict[str, Shelf] = {}

    async def read(self: Desk, ask: Callable[..., Any], *given: Any, **named: Any) -> Any:
        if ask.__name__ == "<lambda>" and "find_story" in ask.__code__.co_names:
            return "s1"
        return await asyncio.to_thread(ask, held["shelf"], *given, **named)

    patch.setattr(Desk, "read", read)
    sessions = Sessions()
    settings = Settings(folder / "x.db", port=8000)
    with TestClient(create_app(settings, sessions, is_warmed=False), base_url=ORIGIN) as made:
        made.post(
            "/session", data={"code": sessions.code}, headers={"origin": ORIGIN}, follow_redirects=False
        )
        made.held = held
        yield made
    patch.undo()
