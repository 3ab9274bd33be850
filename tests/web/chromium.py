"""What the tests in a real browser share: the browser, a server in a thread, a watch on a page, axe.

They need Playwright and Debian's Chromium, and are skipped where either is missing.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
uvicorn = pytest.importorskip("uvicorn")
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)

from twosource.store import InProcess, Marker  # noqa: E402  behind the checks for what it needs
from twosource.web.app import create_app  # noqa: E402
from twosource.web.session import Sessions  # noqa: E402
from twosource.web.settings import Settings  # noqa: E402

EXAMPLE = Path(__file__).parents[2] / "examples" / "warehouse-fire"
AXE = Path(__file__).parent / "vendor" / "axe-core@4.14.1" / "axe.min.js"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update")
SECONDS = 60_000


class Running:
    """A server in a thread, over a new store; `address` has the code."""

    def __init__(self, folder: Path, marker: Marker | None = None, **given: Any) -> None:
        config = uvicorn.Config(lambda: None, host="127.0.0.1", port=0, log_level="error", access_log=False)
        self.socket = config.bind_socket()
        self.socket.listen(100)  # a browser that is quick waits, and is not refused
        port = self.socket.getsockname()[1]
        sessions = Sessions()
        settings = Settings(folder / "b.db", port=port, example=EXAMPLE, **given)
        config.app = create_app(settings, sessions, marker=marker or InProcess(), is_warmed=marker is None)
        self.server = uvicorn.Server(config)
        self.home = f"http://127.0.0.1:{port}/"
        self.address = f"{self.home}#t={sessions.code}"
        self.thread = threading.Thread(target=lambda: self.server.run(sockets=[self.socket]), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End the server."""
        self.server.should_exit = True
        self.thread.join(SECONDS / 1000)
        self.socket.close()


class Watch:
    """What a page asks of the network, and what its console says."""

    def __init__(self, page: Any, home: str) -> None:
        self.foreign: list[str] = []
        self.said: list[str] = []
        page.on(
            "request",
            lambda r: self.foreign.append(r.url) if not r.url.startswith((home, "data:", "file:")) else None,
        )
        page.on("console", lambda m: self.said.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda e: self.said.append(str(e)))
        page.on("dialog", self._met)

    def _met(self, dialog: Any) -> None:
        self.said.append("a dialog")
        dialog.dismiss()


def entered(browser: Any, running: Running, **given: Any) -> tuple[Any, Watch]:
    """Return a page that has a session, and what watches it."""
    page = browser.new_context(**given).new_page()
    page.set_default_timeout(SECONDS)
    watch = Watch(page, running.home)
    page.goto(running.address)
    page.wait_for_url(running.home)
    return page, watch


def violations(page: Any) -> dict[str, list[str]]:
    """Return what axe finds on a page as it stands, and whether it is wider than its window."""
    source = AXE.read_bytes()
    assert hashlib.sha256(source).hexdigest() == AXE_SHA256
    page.evaluate(source.decode("utf-8"))
    result = page.evaluate("tags => axe.run(document, { runOnly: tags })", TAGS)
    broken = {v["id"]: [n["html"][:160] for n in v["nodes"]][:3] for v in result["violations"]}
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        broken["sideways"] = ["the page is wider than its window"]
    return broken
