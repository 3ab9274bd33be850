"""Pictures of what the program shows of the example: the terminal as SVG, its pages as PNG.

    python bench/screens.py [FOLDER]

writes to FOLDER, `docs/screens` by default: `terminal.svg` and, with Playwright and Chromium, each page
of `twosource serve` and the standalone report, at the width of a desk (`…-desktop.png`), of a phone
(`…-phone.png`), and some in the dark (`…-dark.png`).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from twosource.account.html import render_html
from twosource.account.terminal import render_terminal
from twosource.account.visible import cells
from twosource.pipeline import account, annotate
from twosource.read import read

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "warehouse-fire"
LINES, WIDTH, LINE, CELL = 70, 100, 18, 8.4
COLOURS = {
    "1": "font-weight:700",
    "2": "fill:#8b929c",
    "31": "fill:#ff8a80",
    "32": "fill:#86d993",
    "33": "fill:#e6c36a",
}
SIZES = {"desktop": (1280, 800), "phone": (390, 780)}
RUN = "from twosource.cli.main import main; main()"
MOST = 2400
"""Pixels of height of a picture: the rest of a long page looks like what is above."""

PAGES = {
    "account": "",
    "compare": "/compare?only=all",
    "quotes": "/quotes",
    "origins": "/origins",
    "timeline": "/timeline",
    "fix": "/fix",
    "export": "/export",
}


def terminal_svg(text: str) -> str:
    """Return a page of text with colours, its first lines, as a drawing of a terminal."""
    rows = text.splitlines()[:LINES]
    width, height = round(CELL * WIDTH + 40), LINE * len(rows) + 40
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
    drawn = [
        head + ' font-family="ui-monospace,DejaVu Sans Mono,monospace" font-size="14">',
        f'<rect width="{width}" height="{height}" rx="8" fill="#16181b"/>',
    ]
    for number, row in enumerate(rows):
        column, style = 0, ""
        for code, words in re.findall(r"\x1b\[(\d+)m|([^\x1b]+)", row):
            if code:
                style = COLOURS.get(code, "")
                continue
            x, y = 20 + CELL * column, 34 + LINE * number
            length = round(CELL * cells(words), 1)
            drawn.append(
                f'<text x="{x:.1f}" y="{y}" fill="#e8e6e1" style="{style}" textLength="{length}" '
                f'xml:space="preserve">{escape(words)}</text>'
            )
            column += cells(words)
    return "\n".join([*drawn, "</svg>"]) + "\n"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a new store that holds the example; give the address with its code."""
    command = [
        sys.executable,
        "-c",
        RUN,
        "serve",
        "--no-open",
        "--store",
        str(folder / "screens.db"),
    ]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"}
    ) as run:
        try:
            line = run.stderr.readline() if run.stderr is not None else ""
            found = re.search(r"http://\S+", line)
            if found is None:
                raise RuntimeError(f"the server did not start: {line}")
            yield found[0]
        finally:
            run.terminate()


def picture(page: Any, out: Path, name: str) -> None:
    """Write pictures of the page that a browser shows, at each width."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        tall = min(MOST, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": max(height, tall)})
        page.screenshot(path=str(out / f"{name}-{size}.png"))
    page.set_viewport_size({"width": SIZES["desktop"][0], "height": SIZES["desktop"][1]})


def photograph(address: str, out: Path, report: Path) -> None:
    """Write the pictures of all pages: the store is empty at first, then holds the example."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(color_scheme="light")
        page.goto(address)
        page.wait_for_selector(".intake")
        picture(page, out, "empty")
        page.get_by_role("button", name="Read the example").click()
        page.wait_for_url("**/jobs/*")
        picture(page, out, "reading")
        page.wait_for_url("**/stories/*", timeout=120_000)
        story = page.url.partition("#")[0]
        home = re.sub(r"/stories/.*", "/", story)
        for name, path in PAGES.items():
            page.goto(story + path)
            picture(page, out, name)
        for name, path in (("stories", ""), ("search", "?q=warehouse"), ("health", "health")):
            page.goto(home + path)
            picture(page, out, name)
        page.goto(story)
        page.locator(".conflicts a.mark").first.click()
        page.wait_for_selector("dialog")
        page.screenshot(path=str(out / "drawer-desktop.png"))
        page.get_by_role("link", name="The whole text").click()
        page.wait_for_selector("mark.m-at")
        picture(page, out, "source")
        page.goto(report.as_uri())
        picture(page, out, "report")
        dark = browser.new_context(color_scheme="dark", storage_state=page.context.storage_state()).new_page()
        for name in ("account", "compare"):
            dark.goto(story + PAGES[name])
            dark.screenshot(path=str(out / f"{name}-dark.png"))
        browser.close()


def main(folder: Path) -> None:
    """Write the pictures to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    accounts = account(tuple(annotate(read(EXAMPLE))))
    text = render_terminal(accounts, width=WIDTH, color=True)
    (folder / "terminal.svg").write_text(terminal_svg(text), encoding="utf-8")
    if shutil.which("chromium") is None or find_spec("playwright") is None:
        print("no Chromium or no Playwright here: only the terminal was drawn", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as made:
        report = Path(made) / "report.html"
        report.write_text(render_html(accounts), encoding="utf-8")
        with serving(Path(made)) as address:
            photograph(address, folder, report)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs" / "screens", help="where to")
    main(parser.parse_args().folder)
