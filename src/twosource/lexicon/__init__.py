"""Word lists and tables as TSV, each with its source and licence in its header, and the model files."""

from __future__ import annotations

from functools import cache
from importlib import resources

from twosource.errors import ModelError


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table `name` (without `.tsv`), each a tuple of its cells.

    Lines that begin with `#` are the header: what the table is, its columns, source and licence. Blank lines
    don't count. Cells are stripped of white space; missing cells at the end of a row are absent.

    Raises:
        ModelError: there is no such table in the package.
    """
    file = resources.files(__name__).joinpath(f"{name}.tsv")
    if not file.is_file():
        raise ModelError("no_table", name, "the package has no such table", "Install the package anew.")
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(cell.strip() for cell in line.split("\t"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )


@cache
def words(name: str) -> frozenset[str]:
    """Return the first column of the table `name` as a set."""
    return frozenset(row[0] for row in table(name))
