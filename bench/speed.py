"""Reports a second of `annotate` and `brief`, beside the bare language pipeline on the same texts.

    python bench/speed.py [FOLDER] [--repeat N]

The jobs run in turn in one process, the models loaded before the clock starts; the best of N rounds counts,
as other work on the machine only ever slows one down, and the ratio of the first round is given too, in which
nothing is remembered from another. One line of JSON is printed: processor seconds, reports
and words a second, the ratio to the bare pipeline, a whole `brief` from a cold start, peak memory.

The bare pipeline is spaCy as its users run it, with the weights that the program uses (tagger, parser,
entities; no lemmatiser, which would make it slower and the ratio look better), over the whole texts, residue
included; `parse` is the program's own run of these weights. For the speed of one core, as the targets have
it, set OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1; the load of the machine is printed, as processor seconds
grow when others use its caches: compare ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from spacy.language import Language

from twosource.mark.english import analyse, load
from twosource.pipeline import account, annotate
from twosource.read import read
from twosource.records import Report

EXAMPLES = Path(__file__).parents[1] / "examples"
KILOBYTES = 1 if sys.platform != "darwin" else 1024  # what ru_maxrss counts in


@cache
def spacy_pipeline() -> Language:
    """Return spaCy's own pipeline, apart from the one that the program has changed for itself."""
    return load()


def bare(reports: tuple[Report, ...]) -> None:
    """Run the language pipeline alone over the whole texts, line by line."""
    lines = (line for report in reports for line in report.text.splitlines() if line.strip())
    for _ in spacy_pipeline().pipe(lines, batch_size=32):
        pass


def parsed(reports: tuple[Report, ...]) -> None:
    """Run the same weights as the program does, over the same lines, report by report."""
    for report in reports:
        for _ in analyse(line for line in report.text.splitlines() if line.strip()):
            pass


def annotated(reports: tuple[Report, ...]) -> None:
    """Annotate the reports."""
    for _ in annotate(reports):
        pass


def briefed(reports: tuple[Report, ...]) -> None:
    """Annotate the reports and make their account."""
    account(tuple(annotate(reports)))


def seconds(work: Callable[[tuple[Report, ...]], None], reports: tuple[Report, ...]) -> float:
    """Return the processor seconds of one run."""
    began = time.process_time()
    work(reports)
    return time.process_time() - began


def first_output(folder: Path) -> float:
    """Return the seconds by the clock from the start of a fresh `twosource brief` to its end."""
    program = [sys.executable, "-c", "from twosource.cli.main import main; main()"]
    began = time.monotonic()
    subprocess.run([*program, "brief", "--quiet", str(folder)], capture_output=True, check=False, timeout=600)
    return time.monotonic() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=EXAMPLES)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    reports = read(options.folder).reports
    if not reports:
        parser.error(f"{options.folder} holds no report")
    jobs = {"bare": bare, "parse": parsed, "annotate": annotated, "brief": briefed}
    annotated(reports[:1])  # loads the models
    spacy_pipeline()
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(options.repeat):
        for name, work in jobs.items():
            spent[name].append(seconds(work, reports))
    words = sum(len(report.text.split()) for report in reports)
    result: dict[str, object] = {"reports": len(reports), "words": words}
    for name, rounds in spent.items():
        best = min(rounds)
        result[name] = {
            "cpu_seconds": round(best, 2),
            "reports_per_second": round(len(reports) / best, 1),
            "words_per_second": round(words / best),
            "times_bare": round(best / min(spent["bare"]), 2),
            "times_bare_first_round": round(rounds[0] / spent["bare"][0], 2),
        }
    result["brief_from_cold_seconds"] = round(first_output(options.folder), 1)
    result["load_of_the_machine"] = round(os.getloadavg()[0], 1)
    result["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * KILOBYTES)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
