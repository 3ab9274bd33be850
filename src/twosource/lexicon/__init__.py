"""Word lists and tables as TSV, each with its source and licence in its header, and the model files."""

from __future__ import annotations

import hashlib
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


def model(name: str, sha256: str) -> bytes:
    """Return the bytes of the model file `name` of the package, those that this version was made with.

    Args:
        name: the file in `models/`.
        sha256: the digest, in hexadecimal, that it must have.

    Raises:
        ModelError: it is missing (code `no_model`), or another one (`bad_model`).
    """
    file = resources.files(__name__).joinpath("models", name)
    if not file.is_file():
        raise ModelError("no_model", name, "it is missing from the package", "Install the package anew.")
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError("bad_model", name, "it is not the one of this version", "Install the package anew.")
    return data


@cache
def words(name: str) -> frozenset[str]:
    """Return the first column of the table `name` as a set."""
    return frozenset(row[0] for row in table(name))
