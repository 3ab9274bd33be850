"""The pages in a real browser: from files to the words behind a conflict, by mouse and by keys; axe.

Needs Playwright and Debian's Chromium; skipped where either is missing.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
uvicorn = pytest.importorskip("uvicorn")
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)

from twosource.store import InProcess  # noqa: E402  behind the checks for what it needs
from twosource.web.app import create_app  # noqa: E402
from twosource.web.session import Sessions  # noqa: E402
from twosource.web.settings import Settings  # noqa: E402

# Libraries are imported in the threads of the server, where what the reader suppresses is not suppressed.
pytestmark = pytest.mark.filterwarnings("ignore")

EXAMPLE = Path(__file__).parents[2] / "examples" / "warehouse-fire"
AXE = Path(__file__).parent / "vendor" / "axe-core@4.14.1" / "axe.min.js"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update")
EIGHTH = (
    "Halden Wire\n\nThe fire at the Marovets warehouse hurt at least 12 people on Tuesday, Northwire said."
)
SECONDS = 60_000


class Running:
    """A server in a thread, over a new store; `address` has the code."""

    def __init__(self, folder: Path) -> None:
        config = uvicorn.Config(lambda: None, host="127.0.0.1", port=0, log_level="error", access_log=False)
        self.socket = config.bind_socket()
        port = self.socket.getsockname()[1]
        sessions = Sessions()
        config.app = create_app(
            Settings(folder / "b.db", port=port, example=EXAMPLE), sessions, marker=InProcess()
        )
        self.server = uvicorn.Server(config)
        self.home = f"http://127.0.0.1:{port}/"
        self.address = f"{self.home}#t={sessions.code}"
        self.thread = threading.Thread(target=lambda: self.server.run(sockets=[self.socket]), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End the server."""
        self.server.should_exit = True
        self.thread.join(20)
        self.socket.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return the browser."""
    with playwright.sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield made
        made.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a server over a store that is empty at first."""
    made = Running(tmp_path_factory.mktemp("browser"))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return eight reports of one event."""
    folder = tmp_path_factory.mktemp("eight")
    files = [shutil.copy(path, folder) for path in sorted(EXAMPLE.iterdir())]
    (folder / "halden-wire.txt").write_text(EIGHTH, encoding="utf-8")
    return [Path(path) for path in (*files, folder / "halden-wire.txt")]


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
        page.on("dialog", lambda d: self.said.append("a dialog"))


def entered(browser: Any, running: Running, **given: Any) -> tuple[Any, Watch]:
    """Return a page that has a session, and what watches it."""
    page = browser.new_context(**given).new_page()
    watch = Watch(page, running.home)
    page.goto(running.address)
    page.wait_for_url(running.home)
    return page, watch


def drop(page: Any, files: list[Path]) -> None:
    """Drop files on a page."""
    texts = [[path.name, path.read_text(encoding="utf-8")] for path in files]
    page.evaluate(
        """(texts) => {
          const data = new DataTransfer();
          for (const [name, text] of texts) data.items.add(new File([text], name));
          const how = { dataTransfer: data, bubbles: true, cancelable: true };
          document.body.dispatchEvent(new DragEvent("drop", how));
        }""",
        texts,
    )


@pytest.fixture(scope="module")
def story(browser: Any, running: Running, eight: list[Path]) -> str:
    """Return the address of the account that eight dropped files became; its time is printed with -s."""
    page, watch = entered(browser, running)
    began = time.monotonic()
    drop(page, eight)
    page.wait_for_selector("[data-items] tr, .counts", timeout=SECONDS)
    first = time.monotonic() - began
    page.wait_for_url("**/stories/*", timeout=SECONDS)
    page.wait_for_selector(".counts")
    print(f"first stage line after {first:.2f} s, first account after {time.monotonic() - began:.2f} s")
    assert "8 reports" in re.sub(r"\\s+", " ", page.inner_text(".counts"))
    assert watch.foreign == []
    assert watch.said == []
    address = str(page.url)
    page.context.close()
    return address


def test_by_mouse(browser: Any, running: Running, story: str) -> None:
    """From the account to a conflict, to the words of one side in their article, and back."""
    page, watch = entered(browser, running)
    page.goto(story)
    page.click(".card.clash a")
    line = page.locator(":target")
    assert "conflict" in (line.locator("xpath=ancestor::section").get_attribute("class") or "")
    mark = line.locator(".side a.mark").first
    began = time.monotonic()
    mark.click()
    page.wait_for_selector("dialog mark")
    print(f"a line's words after {1000 * (time.monotonic() - began):.0f} ms")
    assert page.inner_text("dialog mark").strip()
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
    assert mark.evaluate("node => node === document.activeElement")
    mark.click()
    page.click("dialog >> text=The whole text")
    page.wait_for_selector("#at")
    assert page.locator("#at").evaluate("node => node.getBoundingClientRect().top < innerHeight")
    page.go_back()
    assert page.url.partition("#")[0] == story
    assert (watch.foreign, watch.said) == ([], [])
    page.context.close()


def test_by_keys(browser: Any, running: Running, story: str) -> None:
    """The same by keyboard alone: stories, the account, the next conflict, its words, back, search, help."""
    page, watch = entered(browser, running)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/*")
    page.keyboard.press("c")
    assert page.locator(".conflicts .here").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog mark")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('.conflicts .here') !== null")
    page.keyboard.press("j")
    assert page.locator(".here").count() == 1
    page.keyboard.press("k")
    page.keyboard.press("s")
    page.wait_for_selector("dialog mark")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert "next conflict" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("warehouse")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits li")
    assert (watch.foreign, watch.said) == ([], [])
    page.context.close()


def test_focus_is_seen_and_never_trapped(browser: Any, running: Running, story: str) -> None:
    """Tab goes through the account's first elements one by one, each with an outline and in view."""
    page, _ = entered(browser, running)
    page.goto(story)
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => { const n = document.activeElement;
            const s = getComputedStyle(n), r = n.getBoundingClientRect();
            return [n.outerHTML.slice(0, 200), s.outlineStyle !== 'none' || n.matches('svg a'),
              r.bottom > 0 && r.top < innerHeight]; }"""
        )
        assert found[1], found
        assert found[2], found
        seen.add(found[0] + str(len(seen)))
    assert len(seen) == 40
    page.context.close()


def states(story: str, home: str) -> list[str]:
    """Return the addresses of all page states."""
    views = ["", "/compare?only=all&one=A&other=B", "/quotes", "/origins", "/timeline", "/fix"]
    return [
        *(story + view for view in views),
        *(home + p for p in ("", "?q=fire", "add", "health", "corrections", "enter", "nope")),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(browser: Any, running: Running, story: str, scheme: str, width: int) -> None:
    """axe finds no violation of WCAG 2.2 AA on any page state; no page is wider than its window."""
    source = AXE.read_text(encoding="utf-8")
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == AXE_SHA256
    page, watch = entered(
        browser, running, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    found = {}
    page.goto(story)
    words = page.locator(".conflicts a.mark").first.get_attribute("href")
    claim = page.evaluate(
        "fetch('/api/v1' + location.pathname).then(r => r.json()).then(d => d.claims[0].id)"
    )
    for address in [
        *states(story, running.home),
        running.home.rstrip("/") + str(words),
        f"{story}/claims/{claim}",
    ]:
        page.goto(address)
        if width == 1280 and address == story:
            page.locator(".conflicts a.mark").first.click()
            page.wait_for_selector("dialog mark")
        page.evaluate(source)
        result = page.evaluate("tags => axe.run(document, { runOnly: tags })", TAGS)
        broken = {v["id"]: [n["html"][:160] for n in v["nodes"]][:3] for v in result["violations"]}
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            broken["sideways"] = ["the page is wider than its window"]
        if broken:
            found[address] = broken
    assert found == {}, json.dumps(found, indent=1)
    assert watch.foreign == []
    page.context.close()


def test_without_script(browser: Any, running: Running, story: str) -> None:
    """Without script one enters by a form, adds the example, sees it go on, corrects and undoes."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(running.home)
    page.fill("#code", running.address.partition("#t=")[2])
    page.click("text=Enter >> visible=true")
    page.goto(running.home + "add")
    page.click("text=Read the example")
    page.wait_for_selector("text=Done in", timeout=SECONDS)
    page.goto(story)
    page.locator(".conflicts a.mark").first.click()
    assert page.locator("#at").count() == 1
    page.goto(story + "/fix")
    page.fill("#one", "Dornholt")
    page.fill("#other", "the company")
    page.click("text=They are the same")
    assert "Correction" in page.inner_text(".notice")
    page.click(".notice button")
    assert "undo" in page.inner_text(".notice")
    page.context.close()


def test_hostile_texts_run_nothing(browser: Any, running: Running) -> None:
    """Reports full of payloads, pasted and named, run no script, ask nothing, and break no policy."""
    page, watch = entered(browser, running)
    bad = "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>\"'><svg onload=alert(1)>"
    page.goto(running.home + "add")
    page.fill("#text", f"{bad} The bridge at {bad} closed on Tuesday, “{bad},” Mayor Odd {bad} Lund said.")
    page.fill("#outlet", bad)
    page.locator("form:has(#text) button").click()
    page.wait_for_url("**/stories/*", timeout=SECONDS)
    story = page.url
    for view in ("", "/compare?only=all", "/quotes", "/origins", "/timeline", "/fix"):
        page.goto(story + view)
        for mark in page.locator("a.mark[href*='at=']").all()[:2]:
            mark.click()
            page.wait_for_selector("dialog mark")
            page.keyboard.press("Escape")
    page.goto(running.home + "?q=" + "%3Cscript%3Ealert(1)%3C/script%3E")
    assert (watch.foreign, watch.said) == ([], [])
    page.context.close()
