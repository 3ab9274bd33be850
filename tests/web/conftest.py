"""What the tests of the pages share: a store with the example, a server, a payload everywhere."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from starlette.testclient import TestClient

from twosource.records import Account
from twosource.store import InProcess
from twosource.store.store import open as open_store
from twosource.web.app import create_app
from twosource.web.session import Sessions
from twosource.web.settings import Limits, Settings

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "warehouse-fire"
PORT = 8000
ORIGIN = f"http://127.0.0.1:{PORT}"


@dataclass
class Site:
    """A client that has a session, the server's settings and codes, and the example's story."""

    client: Any
    settings: Settings
    sessions: Sessions
    story: str = ""

    def post(self, path: str, **given: Any) -> Any:
        """Return the answer to a POST from a page of the server itself."""
        return self.client.post(path, headers={"origin": ORIGIN}, **given)


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that holds the example, its account worked out; not to be written to."""
    path = tmp_path_factory.mktemp("web") / "example.db"
    with open_store(path, marker=InProcess()) as store:
        list(store.add([EXAMPLE]))
        list(store.refresh())
    return path


def opened(store: Path, **given: Any) -> Iterator[Site]:
    """Yield a site over a store, entered."""
    settings, sessions = Settings(store, port=PORT, example=EXAMPLE, **given), Sessions()
    app = create_app(settings, sessions, marker=InProcess(), is_warmed=False)
    with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
        site = Site(client, settings, sessions)
        assert site.post("/session", data={"code": sessions.code}).status_code == 303
        lines = client.get("/api/v1/stories").json()["stories"]
        site.story = lines[0]["id"] if lines else ""
        yield site


@pytest.fixture(scope="session")
def site(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site over the example that only reads."""
    path = tmp_path_factory.mktemp("site") / "copy.db"
    shutil.copy(example_store, path)
    yield from opened(path)


@pytest.fixture
def own_site(example_store: Path, tmp_path: Path) -> Iterator[Site]:
    """Return a site over a copy of the example that the test may change, with low limits."""
    path = tmp_path / "own.db"
    shutil.copy(example_store, path)
    yield from opened(path, limits=Limits(body=200_000, form=50_000, files=50, seconds=60.0))


@pytest.fixture
def read_only_site(example_store: Path) -> Iterator[Site]:
    """Return a site that was started to read only."""
    yield from opened(example_store, is_read_only=True)


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    """Return a site over a new store."""
    yield from opened(tmp_path / "empty.db")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return the browser; only tests that have made sure that there is one ask for it."""
    from .chromium import CHROMIUM, QUIET, playwright

    with playwright.sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield made
        made.close()


@pytest.fixture(scope="session")
def build() -> Callable[..., Account]:
    """Return the function that builds an account with a text put into every place."""
    spec = spec_from_file_location("account_fixtures", ROOT / "tests" / "account" / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)

    def built(payload: str = "", address: str | None = None) -> Account:
        account: Account = module.Builder(payload, address).account()
        return account

    return built
