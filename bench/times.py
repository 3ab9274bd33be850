"""How well time expressions are found and valued, beside public tools on the same texts in the same run.

    python bench/times.py FOLDER [--parse] [--peer-texts N] [--errors N]

FOLDER holds TimeML files (`.tml`), as of TempEval-3, or MEANTIME's XML: the text with its TIMEX3 elements,
and the creation time, which every system is given. Counted as in TempEval-3: *strict* the same extent;
*relaxed* extents that overlap, one to one; *value* and *type* those of the relaxed ones that also have the
right value or type. With `--parse` the tense of the governing verb is read off the dependency parse as well.
Milliseconds are of processor time.

Peers are measured if they are installed (`pip install -r bench/requirements-times.txt`), each on the first
N texts only, as they are slow. HeidelTime, the best public reference (strict .81, value .78 on TempEval-3's
platinum texts, as published), needs Java and TreeTagger and is no package of Python: it is not run here.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from twosource.mark.times import find_times
from twosource.records import Published
from twosource.spans import Span


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: its extent, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its creation day and the gold expressions."""

    name: str
    text: str
    created: str
    gold: tuple[Expression, ...]


MEANTIME_SENTENCES = 6
CLOSING = frozenset((",", ".", ";", ":", ")", "!", "?", "'s", "%", "n't", "-"))

System = Callable[[Article], list[Expression]]


def articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder, by name: TimeML if there is any, else MEANTIME's XML."""
    if any(folder.rglob("*.tml")):
        yield from (timeml(path) for path in sorted(folder.rglob("*.tml")))
    else:
        found = (meantime(path) for path in sorted(folder.rglob("*.xml")))
        yield from (article for article in found if article)


def timeml(path: Path) -> Article:
    """Return the article of a TimeML file."""
    root = ElementTree.parse(path).getroot()
    created = next(root.find("DCT").iter("TIMEX3")).get("value", "")[:10]  # type: ignore[union-attr]
    pieces: list[str] = []
    found: list[Expression] = []
    _walk(root.find("TEXT"), 0, pieces, found)
    return Article(path.name, "".join(pieces), created, tuple(found))


def meantime(path: Path) -> Article | None:
    """Return the annotated sentences of a MEANTIME file, its first six; `None` if it is undated."""
    root = ElementTree.parse(path).getroot()
    text, line = "", 0
    extents: dict[str, tuple[int, int]] = {}
    for token in root.iter("token"):
        word, sentence = token.text or "", int(token.get("sentence", "0"))
        if sentence >= MEANTIME_SENTENCES:
            break
        if sentence != line:
            text, line = text + "\n\n", sentence
        elif text and word not in CLOSING and text[-1] not in "(-$":
            text += " "
        extents[token.get("t_id", "")] = (len(text), len(text) + len(word))
        text += word
    created, gold = None, []
    for mark in root.iter("TIMEX3"):
        if mark.get("functionInDocument") == "CREATION_TIME":
            created = mark.get("value", "")[:10]
        anchors = [extents[a.get("t_id", "")] for a in mark.iter("token_anchor") if a.get("t_id") in extents]
        if anchors:
            start, end = min(a[0] for a in anchors), max(a[1] for a in anchors)
            gold.append(Expression(start, end, mark.get("type", ""), mark.get("value", "")))
    return Article(path.name, text, created, tuple(gold)) if created else None


def _walk(node: ElementTree.Element | None, at: int, pieces: list[str], found: list[Expression]) -> int:
    """Collect the text and the expressions of an element; return the offset of its end."""
    if node is None:
        return at
    pieces.append(node.text or "")
    at += len(pieces[-1])
    for child in node:
        start = at
        at = _walk(child, at, pieces, found)
        if child.tag == "TIMEX3":
            found.append(Expression(start, at, child.get("type", ""), child.get("value", "")))
        pieces.append(child.tail or "")
        at += len(pieces[-1])
    return at


# ---------------------------------------------------------------- the systems


def ours(article: Article) -> list[Expression]:
    """Return our expressions, the tense told by the words nearby."""
    body = (Span(0, len(article.text), article.text),)
    found = find_times(article.text, body, Published(article.created, "day", "given"))
    return [Expression(t.span.start, t.span.end, t.type, t.value) for t in found]


def ours_with_parse(article: Article) -> list[Expression]:
    """Return our expressions, the tense told by the dependency parse where it can be."""
    from twosource.mark.parse import parse
    from twosource.mark.times.parsed import tense_of

    text = re.sub(r"(?<!\n)\n(?!\n)", " ", article.text)  # TimeML breaks lines within sentences
    body = (Span(0, len(text), text),)
    tense = tense_of(parse(text, body))
    found = find_times(text, body, Published(article.created, "day", "given"), tense)
    return [Expression(t.span.start, t.span.end, t.type, t.value) for t in found]


def recognizers(article: Article) -> list[Expression]:
    """Return the expressions of recognizers-text, of several readings the first, which is the past one."""
    from recognizers_date_time import Culture, recognize_datetime  # type: ignore[import-not-found]

    found: list[Expression] = []
    reference = datetime.fromisoformat(article.created)
    for sentence in re.finditer(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]*)*", article.text):
        for entity in recognize_datetime(sentence.group(), Culture.English, reference=reference):
            values = (entity.resolution or {}).get("values") or [{}]
            kind = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}.get(
                entity.type_name.rpartition(".")[2], "DATE"
            )
            value = values[0].get("timex", "")
            if kind == "DATE" and "X" in value:
                value = values[0].get("value", value)
            start = sentence.start() + entity.start
            found.append(Expression(start, sentence.start() + entity.end + 1, kind, value))
    return found


def dateparser(article: Article) -> list[Expression]:
    """Return the dates of dateparser's search, to the day."""
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    settings = {
        "RELATIVE_BASE": datetime.fromisoformat(article.created),
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found: list[Expression] = []
    at = 0
    for words, moment in search_dates(article.text, languages=["en"], settings=settings) or []:
        start = article.text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append(Expression(start, at, "DATE", moment.date().isoformat()))
    return found


PEERS: tuple[tuple[str, str, System], ...] = (
    ("recognizers-text-date-time", "recognizers_date_time", recognizers),
    ("dateparser", "dateparser", dateparser),
)


# ---------------------------------------------------------------- the measure


@dataclass(slots=True)
class Score:
    """Counts of a system over the texts."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0

    def f1(self, hits: int) -> float:
        """Return the F1 of so many hits."""
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 0.0


def add(score: Score, article: Article, found: list[Expression]) -> list[str]:
    """Add an article to the score; return a line for each expression missed or valued otherwise."""
    score.gold += len(article.gold)
    score.found += len(found)
    used: set[int] = set()
    wrong: list[str] = []
    for gold in article.gold:
        words = " ".join(article.text[gold.start : gold.end].split())
        shared = [
            (min(gold.end, one.end) - max(gold.start, one.start), -number)
            for number, one in enumerate(found)
            if number not in used
        ]
        best = max(shared, default=(0, 0))
        if best[0] <= 0:
            wrong.append(f"{article.name}: missed {words!r} ({gold.value})")
            continue
        one = found[-best[1]]
        used.add(-best[1])
        score.relaxed += 1
        score.strict += (
            article.text[gold.start : gold.end].strip() == article.text[one.start : one.end].strip()
        )
        score.value += gold.value == one.value
        score.type += gold.type == one.type
        if gold.value != one.value:
            wrong.append(f"{article.name}: {words!r} is {gold.value}, found {one.value}")
    return wrong


def measure(name: str, system: System, texts: Iterable[Article]) -> list[str]:
    """Print the line of a system; return what it got wrong."""
    score = Score()
    wrong: list[str] = []
    seconds = 0.0
    number = 0
    for article in texts:
        begin = time.process_time()
        found = system(article)
        seconds += time.process_time() - begin
        wrong += add(score, article, found)
        number += 1
    figures = "".join(
        f"{score.f1(hits):9.3f}" for hits in (score.strict, score.relaxed, score.value, score.type)
    )
    print(f"{name:34}{number:6}{figures}{seconds * 1000 / max(1, number):11.2f}", flush=True)
    return wrong


def main() -> None:
    """Measure our finder and the peers that are installed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parse", action="store_true", help="also with the tense of the dependency parse")
    parser.add_argument("--peer-texts", type=int, default=10, help="texts on which the peers are measured")
    parser.add_argument("--errors", type=int, default=0, help="print so many of our errors")
    options = parser.parse_args()
    texts = list(articles(options.folder))
    ours(texts[0])  # tables are read and rules compiled once a process
    print(f"{'':34}{'texts':>6}{'strict':>9}{'relaxed':>9}{'value':>9}{'type':>9}{'ms a text':>11}")
    wrong = measure("twosource", ours, texts)
    if options.parse:
        wrong = measure("twosource, tense of the parse", ours_with_parse, texts)
    few = texts[: options.peer_texts]
    if few:
        measure(f"twosource, first {len(few)}", ours, few)
    for name, module, system in PEERS if few else ():
        if importlib.util.find_spec(module):
            measure(name, system, few)
        else:
            print(f"{name:34} not installed")
    for line in wrong[: options.errors]:
        print(line)


if __name__ == "__main__":
    main()
