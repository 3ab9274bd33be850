"""How well names of one party are told from names of two, beside public matchers, and at what speed.

    python bench/names.py NAME_BENCH.csv

NAME_BENCH.csv has the columns schema, name1, name2, is_match (as nomenklatura's). Every matcher answers
the same pairs in the same run; `rapidfuzz` at the threshold that serves it best on these very pairs (which
favours it) and at a fixed one; `logic-v2` at its own threshold 0.7, if nomenklatura is installed. Speed is
comparisons a second over all pairs of the names of a file's first thousand rows, no pair twice.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from twosource.link.names import same_name

KINDS = {"Person": "person", "Organization": "organisation", "Company": "organisation"}
FIXED = {"WRatio": 90.0, "Jaro-Winkler": 0.92}
SPEED_PAIRS = 100_000
Row = tuple[str, str, str, bool]


def read_rows(path: Path) -> list[Row]:
    """Return (schema, name, name, whether they match) for each row of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            (row["schema"], row["name1"], row["name2"], row["is_match"] == "true")
            for row in csv.DictReader(lines)
        ]


def figures(said: Sequence[bool], rows: Sequence[Row]) -> tuple[float, float, float, float]:
    """Return precision, recall, F1 and accuracy of the answers."""
    pairs = list(zip(said, (row[3] for row in rows), strict=True))
    hit = sum(s and t for s, t in pairs)
    wrong = sum(s and not t for s, t in pairs)
    missed = sum(t and not s for s, t in pairs)
    f1 = 2 * hit / max(1, 2 * hit + wrong + missed)
    return (
        hit / max(1, hit + wrong),
        hit / max(1, hit + missed),
        f1,
        sum(s == t for s, t in pairs) / max(1, len(pairs)),
    )


def best_threshold(scores: Sequence[float], rows: Sequence[Row]) -> float:
    """Return the threshold with the best F1 on these rows."""
    return max(
        sorted(set(scores)), key=lambda limit: (figures([s >= limit for s in scores], rows)[2], -limit)
    )


def show(name: str, rows: Sequence[Row], said: Sequence[bool], seconds: float) -> None:
    """Print one matcher's figures: all rows, persons, organisations."""
    cells = []
    for kind in (None, "person", "organisation"):
        chosen = [i for i, row in enumerate(rows) if kind is None or KINDS.get(row[0], "person") == kind]
        p, r, f1, accuracy = figures([said[i] for i in chosen], [rows[i] for i in chosen])
        cells.append(f"{p:.3f} {r:.3f} {f1:.3f} {accuracy:.3f}")
    print(f"{name:<28}{'   '.join(cells)}   {len(rows) / max(seconds, 1e-9):>9,.0f}/s")


def timed(answer: Callable[[Row], float], rows: Sequence[Row]) -> tuple[list[float], float]:
    """Return the answers to all rows and the seconds that they took."""
    start = time.perf_counter()
    answers = [answer(row) for row in rows]
    return answers, time.perf_counter() - start


def ratios(rows: Sequence[Row]) -> None:
    """Print the figures of the plain string ratios."""
    for name, ratio in (("WRatio", fuzz.WRatio), ("Jaro-Winkler", JaroWinkler.normalized_similarity)):
        scores, seconds = timed(lambda row, ratio=ratio: ratio(row[1].lower(), row[2].lower()), rows)
        for limit, how in ((FIXED[name], "fixed"), (best_threshold(scores, rows), "fitted here")):
            show(f"{name} >= {limit:.2f} {how}", rows, [s >= limit for s in scores], seconds)


def logic_v2(rows: Sequence[Row]) -> None:
    """Print the figures of nomenklatura's rule set, if it is installed."""
    try:
        from followthemoney import ValueEntity, model
        from nomenklatura.matching import get_algorithm
        from nomenklatura.matching.types import ScoringConfig
    except ImportError:
        print("logic-v2                    nomenklatura is not installed")
        return
    algorithm = get_algorithm("logic-v2")
    config = ScoringConfig.defaults()

    def entity(schema: str, name: str) -> object:
        data = {"id": f"{schema} {name}", "schema": schema, "properties": {"name": [name]}}
        return ValueEntity.from_dict(data) if hasattr(ValueEntity, "from_dict") else model.get_proxy(data)

    def answer(row: Row) -> float:
        return float(algorithm.compare(entity(row[0], row[1]), entity(row[0], row[2]), config).score)

    answer(rows[0])
    scores, seconds = timed(answer, rows)
    show("logic-v2 >= 0.70", rows, [s >= 0.7 for s in scores], seconds)


def speed(rows: Sequence[Row]) -> None:
    """Print how many comparisons of persons' names a second we make, first time and again."""
    names = sorted({name for row in rows[:1000] if row[0] == "Person" for name in row[1:3]})
    pairs = list(combinations(names, 2))[:SPEED_PAIRS]
    for when in ("first time", "again"):
        start, spent = time.perf_counter(), time.process_time()
        for a, b in pairs:
            same_name(a, b, kind="person")
        seconds, used = time.perf_counter() - start, time.process_time() - spent
        print(
            f"{len(pairs):,} pairs of persons, {when}: {len(pairs) / seconds:,.0f} a second, "
            f"{len(pairs) / used:,.0f} a second of processor time"
        )


def main() -> int:
    """Print the table; exit status 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    rows = read_rows(parser.parse_args().pairs)
    print(f"{len(rows)} pairs; precision, recall, F1, accuracy: all, persons, organisations; pairs a second")
    said, seconds = timed(
        lambda row: float(bool(same_name(row[1], row[2], kind=KINDS.get(row[0], "person")).same)), rows
    )
    show("twosource.same_name", rows, [bool(s) for s in said], seconds)
    ratios(rows)
    logic_v2(rows)
    speed(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
