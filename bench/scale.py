"""How the cost of marking, placing and finding copies grows with the number of reports, and the memory held.

    python bench/scale.py FOLDER [--place N] [--copies N…] [--mark N…] [--sentences N] [--seed N]

Varied reports are made from the sentences of the reports in FOLDER (`varied.py`; about 22 words a sentence),
one at a time, so that none is held that the program doesn't hold. With `--place`, they are laid out and
placed as they come, all of them held; at each of `STEPS` a line of JSON: milliseconds of processor time a
report for laying out, for its card, for placing all and the last thousand, the memory by report beyond that
of the empty process, stories. With `--copies`, so many are laid out and searched for copies together; with
`--mark`, they are marked one after another. `exponent` is the slope between the smallest and the largest
number in logarithms: 1 is linear. Processor time grows when others use the machine's caches; its load is
printed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from copies import sources
from twosource.copies import find_copies
from twosource.pipeline import annotate, lay_out, settle
from twosource.read import read
from twosource.records import Annotation, Report
from twosource.stories.arrivals import Arrivals
from twosource.stories.cards import card
from varied import reports

STEPS = (1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 150_000, 200_000, 500_000, 1_000_000)
LAST = 1000


def memory() -> float:
    """Return the memory of the process, in kilobytes: that of now (Linux), or the largest so far."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1000
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def read_in(texts: Sequence[Sequence[str]], count: int, options: argparse.Namespace) -> Iterator[Report]:
    """Yield varied reports as they are read."""
    for record in reports(texts, count, options.seed, sentences=options.sentences):
        yield read(record).reports[0]


def load() -> float:
    """Return the load of the machine in the last minute."""
    return round(os.getloadavg()[0], 1)


def place(texts: Sequence[Sequence[str]], count: int, options: argparse.Namespace) -> None:
    """Place reports as they come, and print what they cost at each step."""
    spent: Counter[str] = Counter()
    arrivals, empty, last = Arrivals(), memory(), 0.0
    for number, report in enumerate(read_in(texts, count, options), start=1):
        began = time.process_time()
        (annotation,) = lay_out([report])
        laid = time.process_time()
        one = card(annotation)
        carded = time.process_time()
        arrivals.place(one)
        placed = time.process_time()
        spent.update({"lay out": laid - began, "card": carded - laid, "place": placed - carded})
        last = (0.0 if number % LAST == 1 else last) + placed - carded
        if number in STEPS or number == count:
            row = {f"{step}, ms": round(seconds / number * 1000, 2) for step, seconds in spent.items()}
            row |= {
                "place, the last thousand, ms": round(last / ((number - 1) % LAST + 1) * 1000, 2),
                "kB a report": round((memory() - empty) / number, 1),
                "stories": len(arrivals.members),
                "load": load(),
            }
            print(json.dumps({"reports": number} | row), flush=True)


def grown(name: str, counts: Sequence[int], cost: Callable[[int], float]) -> None:
    """Print the processor seconds of a step by number of reports, and the exponent."""
    found: dict[int, float] = {}
    for count in sorted(counts):
        found[count] = cost(count)
        each = round(found[count] / count * 1000, 3)
        row = {"reports": count, f"{name}, ms": each, "megabytes": round(memory() / 1000), "load": load()}
        print(json.dumps(row), flush=True)
    if len(found) > 1:
        small, large = min(found), max(found)
        slope = math.log(found[large] / found[small]) / math.log(large / small)
        print(json.dumps({f"exponent of {name}": round(slope, 2), "from": small, "to": large}), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--place", type=int, default=0)
    parser.add_argument("--copies", type=int, nargs="+", default=[])
    parser.add_argument("--mark", type=int, nargs="+", default=[])
    parser.add_argument("--sentences", type=int, default=8)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    texts = [text for text in sources(options.folder) if len(text) >= 8]

    def copies(count: int) -> float:
        laid: list[Annotation] = list(lay_out(read_in(texts, count, options)))
        began = time.process_time()
        find_copies(laid)
        return time.process_time() - began

    def marking(count: int) -> float:
        made = list(read_in(texts, count, options))
        began = time.process_time()
        for _ in annotate(made):
            pass
        return time.process_time() - began

    if options.place:
        place(texts, options.place, options)
    grown("copies", options.copies, copies)
    if options.mark:
        settle()
        grown("marking", options.mark, marking)


if __name__ == "__main__":
    main()
