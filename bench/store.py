"""How fast the store is, and that it stays so: search, adding beside marking, taking it up again.

    python bench/store.py [REPORTS]

Makes a store of synthetic reports (200,000 unless given) of some 430 words from a vocabulary whose words are
as unevenly common as those of news, and measures on it. Marking is left out: the annotations are made up. The
peer is a plain FTS5 table of the same texts in the same run. Prints one line of JSON a figure.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from twosource.pipeline import lay_out
from twosource.read import read
from twosource.records import Annotation, Report
from twosource.store import Query, Store, StoryFilter
from twosource.store.codec import pack
from twosource.store.database import connect
from twosource.store.grouping import WINDOW
from twosource.store.writing import index
from twosource.stories.cards import Card

SEED = 7
WORDS = 430
VOCABULARY = 60_000
TIMED = 200  # reports added under the clock, and searches of each kind
LATEST = StoryFilter(limit=50)
STEPS = (1_000, 20_000, 100_000, 200_000)


class LayOut:
    """Marks with the layout alone, which costs little: what is measured is the store."""

    def mark(self, report: Report) -> Annotation:
        """Return the annotation of a report."""
        return next(iter(lay_out([report])))

    def close(self) -> None:
        """Do nothing."""


class Texts:
    """Synthetic reports: words by Zipf's law, a few rare ones that the reports of one event share."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        letters = "bcdfghjklmnprstvz", "aeiou"
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            syllables = self.chance.randint(1, 4)
            made["".join(self.chance.choice(part) for _ in range(syllables) for part in letters)] = None
        self.words = list(made)
        total = 0.0
        self.weights = [total := total + 1 / (rank + 3) for rank in range(VOCABULARY)]

    def report(self, number: int) -> Report:
        """Return a report; five of a row tell of one event."""
        event = random.Random(number // 5)
        shared = [self.words[event.randrange(2_000, VOCABULARY)].title() for _ in range(12)]
        words = self.chance.choices(self.words, cum_weights=self.weights, k=WORDS)
        for _ in range(40):
            words[self.chance.randrange(WORDS)] = self.chance.choice(shared)
        for at in range(0, WORDS, 18):
            words[at] = words[at].capitalize()
            words[at - 1] += "."
        day = f"2031-{1 + number // 30_000 % 12:02}-{1 + number // 1_000 % 28:02}"
        record = {
            "id": f"n{number}",
            "outlet": f"Outlet {number % 300}",
            "published": day,
            "title": " ".join(shared[:6]),
            "text": " ".join(words),
        }
        return read(record).reports[0]


def card(report: Report) -> bytes:
    """Return the card of a report that shares nothing: what was filled in is not compared with."""
    return pack(Card(report.id, {}, {}, {}, {}, {}, None, WORDS))


def fill(store: Store, texts: Texts, numbers: range) -> None:
    """Put reports in quickly, as adding would, but for their cards."""
    database = store.database
    with database.transaction():
        for number in numbers:
            report = texts.report(number)
            version = number + 1
            database.write(
                "INSERT INTO version VALUES (?, ?, 1, ?, ?, ?, 3000, '{}', '{}', '[]', '2031-01-01', ?)",
                (version, version, f"c{number}", f"n{number}.txt", "0" * 64, report.text),
            )
            database.write("INSERT INTO document VALUES (?, ?, NULL, ?)", (version, report.id, version))
            given = report.given
            database.write(
                "INSERT INTO layers VALUES (?, 'bench', ?, ?, NULL, ?, 'given', 'en', 'ok', '[]', ?, x'')",
                (version, given.outlet, given.title, given.published, (given.title or "").replace(" ", "\n")),
            )
            index(database, version)
            story = f"s{number // 5}"
            database.write(
                "INSERT INTO placement VALUES (?, ?, ?, 'made up', ?, x'')",
                (version, version, story, card(report)),
            )
            database.write(
                "INSERT OR IGNORE INTO account (story, is_stale, title, reports, published, latest)"
                " VALUES (?, 0, ?, 5, ?, ?)",
                (story, given.title, given.published, version),
            )
        database.write("UPDATE counter SET value = value + ? WHERE name = 'grouping'", (len(numbers),))


Spent = list[tuple[float, float]]
"""Milliseconds of calls, in rising order: on the clock, and of the processor. The rest is the disk's, and
other programs'."""


def timed(work: Callable[[], object], times: int) -> Spent:
    """Return how long each of some calls took."""
    spent = []
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        work()
        spent.append(((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000))
    return sorted(spent)


def figure(name: str, spent: Spent, **more: object) -> None:
    """Print one figure."""
    p95 = spent[min(len(spent) - 1, int(len(spent) * 0.95))][0]
    found = {
        "median_ms": statistics.median(clock for clock, _ in spent),
        "processor_ms": statistics.median(processor for _, processor in spent),
        "p95_ms": p95,
    }
    print(json.dumps({"figure": name, **{k: round(v, 2) for k, v in found.items()}, **more}), flush=True)


def searches(texts: Texts) -> Iterator[tuple[str, Callable[[], Query]]]:
    """Yield kinds of searches."""
    chance = random.Random(SEED)
    yield "a common word", lambda: Query(texts.words[chance.randrange(5, 60)])
    yield (
        "two common words",
        lambda: Query(f"{texts.words[chance.randrange(60)]} {texts.words[chance.randrange(60)]}"),
    )
    yield "a rare word", lambda: Query(texts.words[chance.randrange(2_000, VOCABULARY)])
    yield "a name", lambda: Query("", party=texts.words[chance.randrange(2_000, VOCABULARY)])
    yield (
        "a common word, an outlet, dates",
        lambda: Query(
            texts.words[chance.randrange(5, 60)], outlet=f"Outlet {chance.randrange(300)}", since="2031-02-01"
        ),
    )
    yield "no words, the latest", lambda: Query()


def main() -> None:
    """Make the store step by step, and measure at each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=int, nargs="?", default=STEPS[-1], help="reports in the store")
    wanted = parser.parse_args().reports
    texts = Texts()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        held = 0
        for step in (s for s in STEPS if s <= wanted):
            began = time.perf_counter()
            with Store(connect(path), marker=LayOut()) as store:
                for first in range(held, step, 1_000):
                    fill(store, texts, range(first, min(first + 1_000, step)))
            held = step
            size = path.stat().st_size / 1e6
            print(
                json.dumps(
                    {
                        "figure": "filled",
                        "reports": held,
                        "megabytes": round(size),
                        "s": round(time.perf_counter() - began),
                    }
                ),
                flush=True,
            )
            added = measure(path, texts, held)
            held += added
        peer(path, texts, held)


def measure(path: Path, texts: Texts, held: int) -> int:
    """Print the figures of a store that holds some reports; return how many were added on the way."""
    with Store(connect(path), marker=LayOut()) as store:
        for name, make in searches(texts):
            figure(f"search: {name}", timed(lambda make=make: store.search(make()), TIMED), reports=held)
        figure("stories, the latest 50", timed(lambda: store.stories(LATEST), 5), reports=held)
        fresh = [texts.report(held + n) for n in range(TIMED)]
        taken_up = timed(lambda: list(store.add_reports(fresh[:1])), 1)
        figure("take up and add one", taken_up, reports=held, window=WINDOW)
        adding = store.add_reports(fresh[1:])
        figure("add one, layout and all", timed(lambda: next(adding), TIMED - 1), reports=held)
        list(adding)
    return TIMED


def peer(path: Path, texts: Texts, held: int) -> None:
    """Print the figures of a bare FTS5 table of the same texts."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE plain USING fts5 (text)")
    with sqlite3.connect(path) as source:
        connection.executemany(
            "INSERT INTO plain (text) VALUES (?)", source.execute("SELECT text FROM version")
        )
    sql = "SELECT rowid, rank FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 20"
    for name, make in list(searches(texts))[:3]:

        def work(make: Callable[[], Query] = make) -> object:
            return connection.execute(sql, (" ".join(f'"{w}"' for w in make().words.split()),)).fetchall()

        figure(f"bare FTS5: {name}", timed(work, TIMED), reports=held)


if __name__ == "__main__":
    main()
