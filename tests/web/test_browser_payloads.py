"""Over 300 hostile texts in every field, in a real browser: no script runs, nothing leaves the machine.

The pages are shown without their policy: what keeps a text from being markup is that it is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from twosource.account.html import render_html
from twosource.records import Account

from ..exports.payloads import PAYLOADS
from .chromium import SECONDS, Running, Watch, entered
from .shelf import ORIGIN, PAGES, VIEWS, Shelf, shelved
from .test_payloads import PAYLOADS as MARKUP

# Libraries are imported in the threads of the server, where what the reader suppresses is not suppressed.
pytestmark = pytest.mark.filterwarnings("ignore")

ALL = tuple(dict.fromkeys((*MARKUP, *PAYLOADS)))
TOGETHER = 40
"""Payloads that one text bears, apart by a blank."""

BAD = (
    "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>\"'><svg onload=alert(1)>"
    '" onmouseover="alert(1)" autofocus onfocus="alert(1)" x="'
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    """Return a client of pages whose store a test puts in `client.held`."""
    yield from shelved(tmp_path)


def texts() -> list[str]:
    """Return the payloads, so many in a text."""
    return [" ".join(ALL[at : at + TOGETHER]) for at in range(0, len(ALL), TOGETHER)]


def shown(browser: Any, pages: dict[str, str]) -> Watch:
    """Return what a browser that shows some pages, without any policy, asks for and says."""
    page = browser.new_context(bypass_csp=True).new_page()
    page.set_default_timeout(SECONDS)
    watch = Watch(page, ORIGIN)

    def answer(route: Any) -> None:
        found = pages.get(route.request.url)
        if found is None:
            route.fulfill(status=204)
        else:
            route.fulfill(body=found, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    for address in pages:
        page.goto(address)
        page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
        page.hover("h1")
    page.context.close()
    return watch


def test_there_are_enough_and_they_would_run(browser: Any) -> None:
    """There are over 300, and as markup they would run scripts and ask other machines."""
    assert len(ALL) >= 300
    watch = shown(browser, {f"{ORIGIN}/raw": f"<h1>raw</h1>{BAD}{MARKUP[0]}"})
    assert "a dialog" in watch.said
    assert watch.foreign


def test_no_payload_runs_on_a_page(browser: Any, client: Any, build: Callable[..., Account]) -> None:
    """No text of a report, a name, a note or a query runs anything on any page, or asks any other machine."""
    addresses = [*PAGES, *(f"/stories/s1{view}" for view in VIEWS)]
    for payload in texts():
        client.held["shelf"] = Shelf(payload, build(payload))
        pages = {f"{ORIGIN}{address}": client.get(address).text for address in addresses}
        watch = shown(browser, pages)
        assert (watch.foreign, watch.said) == ([], []), payload


def test_no_payload_runs_in_the_file(browser: Any, build: Callable[..., Account]) -> None:
    """Nor in the standalone file."""
    pages = {f"{ORIGIN}/{n}": render_html([build(text)]) for n, text in enumerate(texts())}
    watch = shown(browser, pages)
    assert (watch.foreign, watch.said) == ([], [])


def test_no_field_given_runs(browser: Any, tmp_path: Path) -> None:
    """Nor do the fields by which reports are given: id, story, outlet, title, address, byline, file name."""
    made = Running(tmp_path)
    page, watch = entered(browser, made, bypass_csp=True)
    fields = ("id", "story", "outlet", "title", "url", "byline", "language", "published")
    words = f"The bridge at Halden {BAD} closed on Tuesday, “{BAD} we will pay,” Mayor Odd Lund said."
    caption = f"{BAD} A bridge. Photo: {BAD}/Norpress"
    reports = [
        {name: f"{BAD}{number if name == 'id' else ''}" for name in fields}
        | {"text": f"{BAD}\n\nBy {BAD}\n\n{words}\n\n{caption}\n\nTwelve people were hurt {number}."}
        for number in range(2)
    ]
    lines = "\n".join(json.dumps(report) for report in reports)
    page.goto(made.home + "add")
    file = {"name": f"{BAD}.jsonl", "mimeType": "application/jsonl", "buffer": lines.encode()}
    page.set_input_files("#files", [file])
    page.wait_for_selector("[data-done] a, .counts", timeout=SECONDS)
    link = page.locator("[data-done] a")
    story = made.home.rstrip("/") + str(link.first.get_attribute("href")) if link.count() else page.url
    for view in VIEWS[:7]:
        page.goto(story + view)
    page.goto(story)
    page.locator("a.mark[href*='at=']").first.click()
    page.wait_for_selector("dialog mark")
    page.click("dialog >> text=The whole text")
    page.goto(story + "/fix")
    page.fill("#one", BAD[:400])
    page.fill("#other", "Odd Lund")
    page.fill("#note1", BAD)
    page.click("text=They are the same")
    for path in ("", "health", "corrections", "?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        page.goto(made.home + path)
    page.goto(made.home + "add")
    page.fill("#addresses", f"javascript:alert(1) http://127.0.0.1:1/{BAD.replace(' ', '')}")
    page.locator("form:has(#addresses) button").click()
    page.wait_for_selector(".set-aside", timeout=SECONDS)
    assert watch.foreign == []
    assert "a dialog" not in watch.said
    page.context.close()
    made.stop()
