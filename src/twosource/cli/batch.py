"""`twosource batch`: the same stages over very many reports, in several processes or on a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from twosource.cli.run import NOTHING, SOME_FAILED, tell

if TYPE_CHECKING:
    from twosource.batch import Progress

EPILOG = """\b
Examples
  twosource batch archive/*.jsonl --out archive.out --workers 4
  twosource batch archive/ --out /shared/archive.out --cluster tcp://host:8786
"""


@click.command(epilog=EPILOG)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option(
    "--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Folder to write to."
)
@click.option("--workers", metavar="N", default=1, type=click.IntRange(1, 1024), help="Processes (1).")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler, or `local` to start one here.")
@click.option(
    "--shard", "shard_size", metavar="N", default=200, type=click.IntRange(1), help="Reports a task (200)."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress; errors are still shown.")
def batch(
    inputs: tuple[str, ...], out: Path, workers: int, cluster: str | None, shard_size: int, quiet: bool
) -> int:
    """Read very many reports into the folder DIR: marked reports, stories and accounts, as Parquet.

    INPUT is a file of JSONL or Parquet, a web archive, another file or a folder. A run that was broken off
    goes on where it stopped when it is started again with the same words; its output is the same, byte for
    byte, with any number of workers.
    """
    from twosource.batch import BatchOptions, run_batch

    def progress(at: Progress) -> None:
        before = f" ({at.skipped} done before)" if at.skipped else ""
        tell(f"{at.stage}: {at.done + at.skipped} of {at.total} tasks{before}")

    options = BatchOptions(workers, cluster, shard_size)
    made = run_batch(inputs, out, options, (lambda _: None) if quiet else progress)
    for failure in made.failures:
        tell(str(failure))
    counts = ", ".join(f"{count} {status}" for status, count in made.statuses.items())
    tell(f"{counts or 'no report'}; {made.stories} stories, {made.claims} claims in {out}")
    if made.failures or any(status != "ok" for status in made.statuses):
        return SOME_FAILED
    return 0 if made.statuses else NOTHING
