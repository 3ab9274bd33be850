"""What the verdicts on two claims of one story are worth, on ClaimDiff.

    python bench/claimdiff.py CLAIMDIFF_DIR [--most N]

CLAIMDIFF_DIR holds `ClaimDiff-strength-train.json.gz` and `ClaimDiff-weak-train.json.gz` (Ko and others,
"ClaimDiff", AAAI 2023): pairs of sentences of two outlets on one story, and whether the second strengthens or
weakens the first. To weaken is mostly to tell another side, not to deny it; so the question is whether what
the program takes for *agreement* is seldom a pair that people found to weaken, and whether it aligns pairs
that have nothing to do with one another. Nothing is learned from these texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from twosource.account import account_of
from twosource.pipeline import annotate
from twosource.read import read

FILES = {"strengthens": "ClaimDiff-strength-train.json.gz", "weakens": "ClaimDiff-weak-train.json.gz"}
DOUBTS = ("conflict", "stronger", "more-precise", "variant", "unsure")


def pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (first claim, second claim, what people said of it) of each pair."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for kind, name in FILES.items():
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            data = json.load(lines)
        found[kind] = {row["pair_id"]: row for row in data["data"]}
    for key in sorted(found["strengthens"]):
        row = found["strengthens"][key]
        said = [kind for kind in FILES if found[kind].get(key, {}).get("relation") == 1]
        yield str(row["claim_a"]), str(row["claim_b"]), " and ".join(said) or "neither"


def verdict(one: str, other: str) -> str:
    """Return what the program says of two sentences: apart, agree, or the gravest difference."""
    rows = [
        {"id": key, "outlet": f"{key} Gazette", "text": text, "published": "2024-05-08"}
        for key, text in (("A", one), ("B", other))
    ]
    account = account_of(tuple(annotate(report for row in rows for report in read(row).reports)))
    shared = [c for c in account.claims if len({t.report for t in c.tellings if not t.telling.is_named}) == 2]
    if not shared:
        return "apart"
    verdicts = {difference.verdict for claim in shared for difference in claim.differences}
    return next((name for name in DOUBTS if name in verdicts), "agree")


def main() -> None:
    """Print a table: what people said in rows, what the program says in columns."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--most", type=int, default=10_000, help="pairs")
    given = options.parse_args()
    tally: Counter[tuple[str, str]] = Counter()
    for number, (one, other, said) in enumerate(pairs(given.folder)):
        if number < given.most:
            tally[said, verdict(one, other)] += 1
    columns = ("apart", "agree", *DOUBTS)
    print(f"{'people say':26}" + "".join(f"{name:>14}" for name in columns))
    for said in sorted({key[0] for key in tally}):
        print(f"{said:26}" + "".join(f"{tally[said, name]:14}" for name in columns))


if __name__ == "__main__":
    main()
