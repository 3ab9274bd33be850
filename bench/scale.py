"""How the cost of grouping and of finding copies grows with the number of reports, and the memory held.

    python bench/scale.py FOLDER [--counts 1000 3000 10000] [--seed N]

Varied reports are made from the sentences of the reports in FOLDER (what `twosource read` takes, or JSON of
the galaxy and news_cluster sets): each event has its own invented names and numbers and two to nine reports,
some of them copies, with sentences of other events mixed in. Printed by number of reports: seconds of
processor time a thousand reports for laying out, placing as they come, and copies, the last thousand placed
by themselves, and the largest memory. `exponent` is the slope between the smallest and the largest number in
logarithms: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from copies import sources
from twosource.copies import find_copies
from twosource.pipeline import lay_out
from twosource.read import read
from twosource.records import Annotation
from twosource.stories.arrivals import Arrivals
from twosource.stories.cards import card

SYLLABLES = (
    "ka",
    "lo",
    "mir",
    "ten",
    "dra",
    "vo",
    "sel",
    "hun",
    "par",
    "ost",
    "wen",
    "rik",
    "tal",
    "bru",
    "gan",
)
KILOBYTES = 1 if sys.platform != "darwin" else 1024
LAST = 1000


def name(chance: random.Random) -> str:
    """Return an invented name."""
    return "".join(chance.sample(SYLLABLES, 3)).capitalize()


def reports(texts: Sequence[Sequence[str]], count: int, seed: int) -> Iterator[dict[str, str]]:
    """Yield records of varied reports, those of one event near each other, as a day's feed brings them."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        core = [own(chance, s) for s in chance.sample(texts[chance.randrange(len(texts))], 6)]
        for _ in range(min(chance.randint(2, 9), count - made)):
            kept = chance.sample(core, chance.randint(3, 6))
            if chance.random() < 0.2:
                kept = core
            other = texts[chance.randrange(len(texts))]
            kept = kept + [own(chance, s) for s in chance.sample(other, min(4, len(other)))]
            day = f"2031-{1 + made // 31 % 12:02}-{1 + made % 28:02}"
            text = "\n\n".join(" ".join(kept[i : i + 3]) for i in range(0, len(kept), 3))
            yield {"id": f"r{made}", "text": text, "published": day, "outlet": f"Outlet {made % 97}"}
            made += 1


def own(chance: random.Random, sentence: str) -> str:
    """Return a sentence with some of its words replaced by invented names."""
    words = sentence.split(" ")
    for place in chance.sample(range(len(words)), max(1, len(words) // 4)):
        words[place] = name(chance) if chance.random() < 0.7 else str(chance.randint(2, 9999))
    return " ".join(words)


def measure(annotations: Sequence[Annotation], laid: float) -> dict[str, float]:
    """Return the seconds a thousand reports of each step, and the memory."""
    count = len(annotations)
    began = time.process_time()
    arrivals = Arrivals()
    last = began
    for n, annotation in enumerate(annotations):
        if n == count - LAST:
            last = time.process_time()
        arrivals.place(card(annotation))
    placed = time.process_time()
    find_copies(annotations)
    copied = time.process_time()
    return {
        "lay out": laid / count * 1000,
        "place": (placed - began) / count * 1000,
        "place, the last thousand": (placed - last) / min(LAST, count) * 1000,
        "copies": (copied - placed) / count * 1000,
        "stories": len(arrivals.members),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES / 1000,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 3000, 10_000])
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    texts = [text for text in sources(options.folder) if len(text) >= 8]
    found: dict[int, dict[str, float]] = {}
    for count in sorted(options.counts):
        began = time.process_time()
        made = [read(record).reports[0] for record in reports(texts, count, options.seed)]
        annotations = tuple(lay_out(made))
        found[count] = measure(annotations, time.process_time() - began)
        print(count, {key: round(value, 2) for key, value in found[count].items()}, flush=True)
    small, large = min(found), max(found)
    if small < large:
        for step in ("lay out", "place", "copies"):
            ratio = found[large][step] / found[small][step] * large / small
            print(f"exponent of {step}: {math.log(ratio) / math.log(large / small):.2f}")
    print(json.dumps({str(count): row for count, row in found.items()}))


if __name__ == "__main__":
    main()
