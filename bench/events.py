"""What the alignment of a story costs: pairs scored a second, and an account's time by the number of reports.

    python bench/events.py [--sizes 10 100 1000]

The reports are made up of sentences of our own with other names, figures, days and verbs in each, as many
outlets would tell one fire. Annotating is linear in the reports and is timed apart; the account is what looks
across them. `growth` is how many times the account takes longer than one of ten times fewer reports would by
n log n (1.0 or less: no faster).
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Sequence

from twosource.account import account_of
from twosource.account.material import gather
from twosource.link.candidates import candidates
from twosource.link.claims import pair_scores
from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Annotation

SENTENCES = (
    "A {fire} {destroyed} a warehouse in the port of Marovets on {day}.",
    "At least {n} people were {injured}, the fire service said.",
    "{Police} {arrested} {m} {workers} near the {place}.",
    "The mayor, Greta Lindqvist, {said} that the company had ignored {k} warnings.",
    "“We {lost} everything,” {name} told the {outlet}.",
    "Borealis, which {owns} the {place}, {denied} that it stored {goods} there.",
    "{k} families left their homes and slept in a {place}.",
    "The council will {meet} on {day} to discuss the {goods}.",
    "{name} was taken to hospital after the {place} {collapsed}.",
    "Residents {protested} outside the {place} and {demanded} an inquiry.",
)
CHOICES: dict[str, Sequence[str]] = {
    "fire": ("fire", "blaze", "blast"), "destroyed": ("destroyed", "gutted", "wrecked"),
    "day": ("Monday", "Tuesday", "Wednesday"), "injured": ("injured", "hurt", "wounded"),
    "Police": ("Police", "Officers", "Investigators"), "arrested": ("arrested", "detained", "questioned"),
    "workers": ("dockers", "guards", "drivers", "managers"), "said": ("said", "claimed", "insisted"),
    "place": ("depot", "school", "harbour gate", "customs house", "gymnasium", "chapel", "market hall"),
    "lost": ("lost", "saved", "left"), "owns": ("owns", "runs", "rents"), "denied": ("denied", "confirmed"),
    "goods": ("fertiliser", "fuel", "paint", "timber", "grain"), "meet": ("meet", "vote", "gather"),
    "collapsed": ("collapsed", "burned", "flooded"), "protested": ("protested", "gathered", "marched"),
    "demanded": ("demanded", "called for", "awaited"),
    "name": ("Anders Holm", "Marta Okonedo", "Ilse Brandt", "Jonas Tereko", "Sorin Vale", "Petra Hald"),
    "outlet": ("Courier", "Ledger", "Observer", "Tribune"),
}  # fmt: skip


def report(number: int, chance: random.Random) -> dict[str, str]:
    """Return one made-up report: six of the sentences, each slot filled by chance."""
    slots = {slot: chance.choice(words) for slot, words in CHOICES.items()}
    slots |= {key: str(chance.randint(3, 90)) for key in ("n", "m", "k")}
    lines = [s.format_map(slots) for s in sorted(chance.sample(SENTENCES, 6))]
    return {
        "id": f"r{number:05}",
        "outlet": f"Outlet {number}",
        "published": "2024-05-08",
        "story": "fire",
        "text": "\n\n".join(lines),
    }


def made_up(count: int) -> tuple[Annotation, ...]:
    """Return the annotations of so many made-up reports, always the same ones."""
    chance = random.Random(5)
    return tuple(annotate(read(report(k, chance)).reports[0] for k in range(count)))


def rate(annotations: Sequence[Annotation]) -> tuple[int, float]:
    """Return how many candidate pairs a story has, and how many are found, judged and scored a second."""
    story = gather(annotations).acts.story
    count = len(list(candidates(story)))
    begun = time.process_time()
    pair_scores(story)
    return count, count / (time.process_time() - begun)


def main() -> None:
    """Print a line for each size, and the rate."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000])
    sizes = sorted(options.parse_args().sizes)
    begun = time.process_time()
    annotations = made_up(sizes[-1])
    print(f"annotated {len(annotations)} reports in {time.process_time() - begun:.1f} s")
    account_of(annotations[:5])  # tables and vectors are loaded once
    before: tuple[int, float] | None = None
    for size in sizes:
        begun = time.process_time()
        made = account_of(annotations[:size])
        took = time.process_time() - begun
        growth = "" if before is None else f"  growth {took / before[1] / _n_log_n(size, before[0]):.2f}"
        print(f"{size:5} reports: account in {took:7.2f} s, {len(made.claims):5} claims{growth}", flush=True)
        before = size, took
    pairs, speed = rate(annotations[: sizes[len(sizes) // 2]])
    print(f"{pairs} candidate pairs at {speed:,.0f} a second")


def _n_log_n(size: int, before: int) -> float:
    """Return how many times n log n grows from one size to another."""
    return size * math.log(size) / (before * math.log(before))


if __name__ == "__main__":
    main()
