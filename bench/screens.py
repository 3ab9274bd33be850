"""Pictures of what the program shows of the example: the terminal as SVG, the page as PNG where Chromium is.

    python bench/screens.py [FOLDER]

writes to FOLDER, `docs/screens` by default: `terminal.svg` and, if Chromium is installed, `page-desktop.png`,
`page-phone.png` and `page-words.png`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from twosource.account.html import render_html
from twosource.account.terminal import render_terminal
from twosource.account.view_build import view_of
from twosource.account.visible import cells
from twosource.pipeline import account, annotate
from twosource.read import read
from twosource.records import Account

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
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


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


def photograph(browser: str, page: Path, out: Path, size: tuple[int, int], anchor: str = "") -> None:
    """Write a picture of a page; it stands in a frame, as browsers have no window as narrow as a phone."""
    width, height = size
    frame = page.with_name("frame.html")
    frame.write_text(
        f'<body style="margin:0"><iframe src="{page.name}{anchor}" '
        f'style="width:{width}px;height:{height}px;border:0"></iframe>',
        encoding="utf-8",
    )
    profile = page.with_name("profile")
    window = f"--window-size={max(500, width)},{height}"
    command = [browser, *QUIET, f"--user-data-dir={profile}", window, f"--screenshot={out}", frame.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def word_anchor(shown: Account) -> str:
    """Return the anchor of the words of the first quotation that came through somebody."""
    claims = view_of(shown).claims()
    tellings = [t for claim in claims if claim.kind == "utterance" for t in claim.tellings]
    return "#" + next((t for t in tellings if t.is_roundabout), tellings[0]).place.anchor


def main(folder: Path) -> None:
    """Write the pictures to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    accounts = account(tuple(annotate(read(EXAMPLE))))
    text = render_terminal(accounts, width=WIDTH, color=True)
    (folder / "terminal.svg").write_text(terminal_svg(text), encoding="utf-8")
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("no Chromium here: only the terminal was drawn", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as made:
        page = Path(made) / "account.html"
        page.write_text(render_html(accounts), encoding="utf-8")
        photograph(browser, page, folder / "page-desktop.png", (1200, 1500))
        photograph(browser, page, folder / "page-phone.png", (390, 1500))
        photograph(browser, page, folder / "page-words.png", (1200, 900), word_anchor(accounts[0]))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screens")
