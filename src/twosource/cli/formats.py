"""The options by which a command writes accounts in one of the export formats, and the writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twosource.cli.run import write

if TYPE_CHECKING:
    from twosource.records import Account

# Written out, as loading the formats would make every --help slow; a test holds them to exports.FORMATS.
TEXT = ("jsonl", "csv", "markdown", "prov", "annotations", "ftm", "claimreview")
BINARY = ("xlsx", "parquet")
TABLES = ("claims", "tellings", "quotes", "chains", "origins", "reports", "differences", "parties")


@dataclass(frozen=True, slots=True)
class Wished:
    """The format that is wished for, `None` for none; the file, the table, and whether cells stay raw."""

    name: str | None
    target: Path | None
    table: str
    is_raw: bool

    def check(self) -> None:
        """Raise `UsageError` if the options don't go together."""
        if self.name is None and self.target is not None:
            raise click.UsageError("--output goes with --format; --html writes a page")
        if self.name in BINARY and self.target is None:
            raise click.UsageError(f"--format {self.name} needs --output")

    def bytes_of(self, accounts: Sequence[Account]) -> bytes:
        """Return the accounts in the format."""
        from twosource.exports import write as written

        return written(accounts, self.name or "jsonl", table=self.table, is_raw=self.is_raw)

    def to_stdout(self, accounts: Sequence[Account]) -> None:
        """Write the accounts to stdout; the line ends of CSV stay as they are."""
        write(self.bytes_of(accounts).decode("utf-8"))


def format_options(command: Callable[..., int]) -> Callable[..., int]:
    """Return `command`, whose `wished` is filled from the options of formats."""

    @wraps(command)
    def filled(
        *values: Any, kind: str | None, target: Path | None, table: str, raw: bool, **rest: Any
    ) -> int:
        wished = Wished(kind, target, table, raw)
        wished.check()
        return command(*values, wished=wished, **rest)

    path = click.Path(path_type=Path)
    options: tuple[Callable[[Any], Any], ...] = (
        click.option("--format", "kind", type=click.Choice((*TEXT, *BINARY)), help="Write in this format."),
        click.option("-o", "--output", "target", metavar="FILE", type=path, help="Write --format to FILE."),
        click.option(
            "--table", type=click.Choice(TABLES), default="claims", help="The table of csv and parquet."
        ),
        click.option("--raw", is_flag=True, help="Leave cells that look like formulas as they are."),
    )
    made: Callable[..., int] = filled
    for option in reversed(options):
        made = option(made)
    return made
