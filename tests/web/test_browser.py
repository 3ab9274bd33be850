"""The pages in a real browser: from files to the words behind a conflict, by mouse and by keys; axe."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from twosource.account.view_source import FACETS
from twosource.records import Annotation, Report
from twosource.store import InProcess

from .chromium import EXAMPLE, SECONDS, Running, entered, violations

# Libraries are imported in the threads of the server, where what the reader suppresses is not suppressed.
pytestmark = pytest.mark.filterwarnings("ignore")

EIGHTH = (
    "Halden Wire\n\nThe fire at the Marovets warehouse hurt at least 12 people on Tuesday, Northwire said."
)


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


def test_a_sheet_opened_at_once_after_another_stays(browser: Any, running: Running, story: str) -> None:
    """Escape and ? in one breath: the sheet that closed hears of it late, and leaves the new one open."""
    page, _ = entered(browser, running)
    page.goto(story)
    page.keyboard.press("?")
    page.wait_for_selector("dialog")
    open_after = page.evaluate(
        """async () => {
          for (const key of ["Escape", "?"]) {
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          }
          await new Promise((after) => setTimeout(after, 200));
          return document.querySelectorAll("dialog[open]").length;
        }"""
    )
    assert open_after == 1
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
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


def states(page: Any, story: str, home: str) -> Iterator[str]:
    """Yield the addresses of all pages: of a story, of the store, of what is refused."""
    page.goto(story)
    words = page.locator(".conflicts a.mark").first.get_attribute("href")
    claim = page.evaluate(
        "fetch('/api/v1' + location.pathname).then(r => r.json()).then(d => d.claims[0].id)"
    )
    every = "&marks=1" + "".join(f"&show={key}" for key in FACETS)
    views = ("", "/compare?only=all&one=A&other=B", "/quotes", "/origins", "/timeline", "/fix", "/export")
    yield from (story + view for view in views)
    yield from (f"{story}/claims/{claim}", f"{story}/claims/nope", f"{story}/export/nope", story + "?done=1")
    yield home.rstrip("/") + words
    yield home.rstrip("/") + words.replace("#at", every + "#at")
    yield from (home + path for path in ("", "?q=fire", "?q=zzz", "?conflicts=1&origins=9", "add", "health"))
    yield from (home + path for path in ("corrections", "enter", "nope", "jobs/1", "jobs/99"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(browser: Any, running: Running, story: str, scheme: str, width: int) -> None:
    """axe finds no violation of WCAG 2.2 AA on any page state; no page is wider than its window."""
    looks = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    page, watch = entered(browser, running, **looks)
    found = {}
    for address in [*states(page, story, running.home)]:
        page.goto(address)
        found[address] = violations(page)
    page.goto(story)
    page.locator(".conflicts a.mark").first.click()
    page.wait_for_selector("dialog mark")
    found["drawer"] = violations(page)
    page.keyboard.press("Escape")
    page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
    found["all open"] = violations(page)
    page.keyboard.press("?")
    found["keys"] = violations(page)
    found = {state: broken for state, broken in found.items() if broken}
    assert found == {}, json.dumps(found, indent=1)
    assert watch.foreign == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_the_file(
    browser: Any, running: Running, story: str, tmp_path: Path, scheme: str, width: int
) -> None:
    """Nor in the standalone file, opened from the disk, as it is and with everything unfolded."""
    looks = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    page, watch = entered(browser, running, **looks)
    file = tmp_path / "account.html"
    file.write_bytes(page.context.request.get(story + "/report.html").body())
    page.goto(file.as_uri())
    assert violations(page) == {}
    page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
    assert violations(page) == {}
    assert (watch.foreign, watch.said) == ([], [])
    page.context.close()


class Held(InProcess):
    """Marks reports, but only once it may: until then a job stays where it is."""

    def __init__(self) -> None:
        super().__init__()
        self.may = threading.Event()

    def mark(self, report: Report) -> Annotation:
        """Return the annotation of a report, when it may."""
        self.may.wait(SECONDS / 1000)
        return super().mark(report)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_it_works(browser: Any, tmp_path: Path, scheme: str) -> None:
    """Nor on an empty store, on a job that goes on and shows each stage, on a wrong code, at phone width."""
    marker = Held()
    made = Running(tmp_path, marker)
    looks = {"color_scheme": scheme, "viewport": {"width": 320, "height": 800}, "bypass_csp": True}
    page, watch = entered(browser, made, **looks)
    found = {"empty": violations(page)}
    for path in ("health", "corrections"):
        page.goto(made.home + path)
        found[path] = violations(page)
    page.goto(made.home)
    page.get_by_role("button", name="Read the example").click()
    page.wait_for_selector(".stage.reading")
    assert "one at a time" in page.inner_text("[data-status]")
    found["reading"] = violations(page)
    page.goto(made.home)
    found["stories while it reads"] = violations(page)
    page.goto(made.home + "jobs/1#live")
    marker.may.set()
    page.wait_for_url("**/stories/*", timeout=SECONDS)
    page.goto(made.home + "enter")
    page.fill("#code", "wrong")
    page.click("main button")
    found["wrong code"] = violations(page)
    assert {state: broken for state, broken in found.items() if broken} == {}
    assert watch.foreign == []
    page.context.close()
    made.stop()


def test_by_keys_from_files_to_words(browser: Any, eight: list[Path], tmp_path: Path) -> None:
    """By keyboard alone: the file picker by Tab and Enter, the account, a conflict, its words, and back."""
    made = Running(tmp_path)
    page, watch = entered(browser, made)
    # Playwright takes pickers only once somebody listens, and does not wait until the page has heard of that:
    # a key pressed at once may come first, and a browser without a window closes the picker by itself.
    page.on("filechooser", lambda picker: picker.set_files(eight))
    while page.evaluate("document.activeElement.id") != "files":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**/stories/*", timeout=SECONDS)
    account = page.url
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog mark")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('dialog') !== null || document.activeElement === document.body"
        )
    page.keyboard.press("Escape")
    mark = page.evaluate("document.activeElement.getAttribute('href')")
    assert "/source?" in mark
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog mark")
    while page.evaluate("document.activeElement.textContent") != "The whole text":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#at")
    while not page.evaluate("document.activeElement.matches('.passage a')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(account + "#*")
    assert page.locator(".conflicts :target").count() == 1
    assert (watch.foreign, watch.said) == ([], [])
    page.context.close()
    made.stop()


def test_without_script(browser: Any, running: Running, story: str) -> None:
    """Without script one enters by a form, adds the example, sees it go on, corrects and undoes."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.set_default_timeout(SECONDS)
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
