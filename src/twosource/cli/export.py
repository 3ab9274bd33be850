"""`twosource export`: the store as JSON documents or as tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twosource.cli.run import check_target, tell, write, write_file
from twosource.cli.stored import opened, store_option

if TYPE_CHECKING:
    from twosource.store import Store

NAMES = (
    *("stories", "reports", "claims", "tellings", "differences", "quotes", "origins", "parties", "copies"),
    "failures",
)
EPILOG = """\b
Examples
  twosource export > desk.jsonl
  twosource export --format csv --table claims > claims.csv
  twosource export --format xlsx -o desk.xlsx
  twosource export --format parquet -o desk/
"""


@click.command(epilog=EPILOG)
@store_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(["jsonl", "csv", "xlsx", "parquet"]),
    default="jsonl",
    show_default=True,
)
@click.option(
    "--table", "names", multiple=True, type=click.Choice(NAMES), help="This table; all unless given."
)
@click.option("--story", metavar="STORY", help="Only this story (jsonl).")
@click.option(
    "-o",
    "--output",
    "target",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write to this file; for several tables as csv or parquet, into this folder.",
)
@click.option("--raw", is_flag=True, help="Leave cells that look like formulas as they are.")
@click.option("--force", is_flag=True, help="Let --output replace a file that is there.")
def export(path: Path, kind: str, names: tuple[str, ...], story: str | None, **rest: object) -> int:
    """Write what the store holds: JSON documents (jsonl), or tables (csv, xlsx, parquet).

    The same reports added in the same order give the same bytes. In csv and xlsx a cell that a spreadsheet
    would take for a formula is led by an apostrophe; --raw leaves it.
    """
    target = rest["target"] if isinstance(rest["target"], Path) else None
    if story is not None and kind != "jsonl":
        raise click.UsageError("--story goes with --format jsonl")
    if names and kind == "jsonl":
        raise click.UsageError("--table goes with --format csv, xlsx or parquet")
    chosen = tuple(dict.fromkeys(names)) or NAMES
    if target is None and (kind in ("xlsx", "parquet") or (kind == "csv" and len(chosen) > 1)):
        raise click.UsageError(
            f"--format {kind} needs --output, or --table with one name"
            if kind == "csv"
            else f"--format {kind} needs --output"
        )
    is_folder = target is not None and kind in ("csv", "parquet") and len(chosen) > 1
    with opened(path) as store:
        if kind != "jsonl" and not store.database.is_read_only:
            for _ in store.refresh():
                pass
        if is_folder and target is not None:
            _write_folder(store, kind, chosen, target, bool(rest["raw"]), bool(rest["force"]))
            return 0
        if target is not None:
            check_target(target, bool(rest["force"]), "--output")
        pieces = _pieces(store, kind, chosen, story, bool(rest["raw"]))
        if target is None:
            for piece in pieces:
                write(piece.decode("utf-8"))
        else:
            write_file(target, pieces)
            tell(f"note: the export is in {target}")
    return 0


def _pieces(
    store: Store, kind: str, names: tuple[str, ...], story: str | None, is_raw: bool
) -> Iterable[bytes]:
    """Yield an export as bytes."""
    from twosource.exports.flat import csv_lines, to_parquet, workbook
    from twosource.store.export import dumps
    from twosource.store.tables import rows_of, shown, table_of

    if kind == "jsonl":
        yield from (dumps(document).encode("utf-8", "backslashreplace") for document in store.export(story))
    elif kind == "csv":
        lines = csv_lines(shown(names[0]).columns, rows_of(store.database, names[0]), is_raw=is_raw)
        yield from (line.encode("utf-8", "replace") for line in lines)
    elif kind == "xlsx":
        yield workbook([table_of(store.database, name) for name in names], is_raw=is_raw)
    else:
        yield to_parquet(table_of(store.database, names[0]))


def _write_folder(
    store: Store, kind: str, names: tuple[str, ...], folder: Path, is_raw: bool, force: bool
) -> None:
    """Write one file a table into a folder."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--output: {str(folder)!r} is no folder: {error.strerror}") from None
    targets = {name: folder / f"{name}.{kind}" for name in names}
    for target in targets.values():
        check_target(target, force, "--output")
    for name, target in targets.items():
        write_file(target, _pieces(store, kind, (name,), None, is_raw))
    tell(f"note: {len(names)} tables are in {folder}")
