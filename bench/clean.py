"""Quality and speed of `clean` on pasted pages, beside keeping everything and beside peers.

    python bench/clean.py PAGES

PAGES is a folder in the form of scrapinghub/article-extraction-benchmark: `ground-truth.json` with the body
of each page, and `html/*.html.gz`. Each page is flattened to all its visible text, a block a line, without
markup, as a careless copy and paste gives it. Printed are mean F1 over runs of four words against the gold
body and the processor time a page. The line model that the package carries was learned from 102 of these
pages; for unseen ones see the cross-validated figure that `training/clean.py` prints.

jusText, if installed, is given the same lines as paragraphs of bare HTML; trafilatura, which needs the markup
that is gone here, the same.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from twosource.clean import clean
from twosource.records import Report, Source

WORD = re.compile(r"\w+(?:[’']\w+)?")
DROPPED = re.compile(r"(?is)<(script|style|noscript|template|svg|head)\b.*?</\1>|<!--.*?-->")
BLOCK = re.compile(
    r"(?i)</?(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|br|section|article|header|footer|nav|aside|figure"
    r"|figcaption|blockquote|form|button|option|title)\b[^>]*>"
)


def flatten(page: str) -> str:
    """Return all visible text of a page, a block a line."""
    page = BLOCK.sub("\n", DROPPED.sub(" ", page))
    lines = (" ".join(html.unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in page.split("\n"))
    return "\n".join(line for line in lines if line)


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of four words of `text`."""
    words = [word.lower() for word in WORD.findall(text)]
    return {tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))}


def f1(kept: str, gold: str) -> float:
    """Return F1 of `kept` against `gold` over runs of four words."""
    found, wanted = shingles(kept) if kept else set(), shingles(gold)
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found or wanted else 1.0


def ours(text: str) -> str:
    """Return the body that `clean` finds."""
    layout = clean(Report("", Source("", "", 0), text))
    return "\n".join(span.text for span in layout.body())


def as_html(text: str) -> str:
    """Return the lines of `text` as bare paragraphs, for libraries that take nothing else."""
    return "<html><body>" + "".join(f"<p>{html.escape(x)}</p>" for x in text.split("\n")) + "</body></html>"


def peers() -> dict[str, Callable[[str], str]]:
    """Return the libraries that are installed, each as a function from text to kept text."""
    found: dict[str, Callable[[str], str]] = {}
    try:
        import trafilatura
    except ImportError:
        pass
    else:
        found["trafilatura"] = lambda text: trafilatura.extract(as_html(text), favor_recall=True) or ""
    try:
        import justext
    except ImportError:
        pass
    else:
        stop = justext.get_stoplist("English")
        found["jusText"] = lambda text: "\n".join(
            part.text for part in justext.justext(as_html(text), stop) if not part.is_boilerplate
        )
    return found


def main(folder: Path) -> None:
    """Print mean F1 and milliseconds a page for each way of cleaning."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = []
    for key in sorted(truth):
        packed = (folder / "html" / f"{key}.html.gz").read_bytes()
        pages.append((flatten(gzip.decompress(packed).decode("utf-8", "replace")), truth[key]["articleBody"]))
    ways: dict[str, Callable[[str], str]] = {"twosource": ours, "keep everything": str, **peers()}
    print(f"{len(pages)} pages of {sum(len(text) for text, _ in pages) // len(pages)} characters")
    print(f"{'':16}{'mean F1':>9}{'ms a page':>11}")
    for name, way in ways.items():
        way(pages[0][0])
        began = time.process_time()
        kept = [way(text) for text, _ in pages]
        spent = (time.process_time() - began) / len(pages) * 1000
        score = sum(f1(k, gold) for k, (_, gold) in zip(kept, pages, strict=True)) / len(pages)
        print(f"{name:16}{score:9.3f}{spent:11.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, help="a folder with ground-truth.json and html/*.html.gz")
    main(parser.parse_args().pages)
