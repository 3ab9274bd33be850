"""Tables of accounts as dictionaries, pandas and polars data frames, and Arrow tables."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from twosource.errors import UsageError
from twosource.exports.cells import legal
from twosource.exports.tables import Cell, Kind, Table

__all__ = ["arrow_table", "pandas_frame", "polars_frame"]

PANDAS: Mapping[Kind, str] = {
    "text": "object",
    "texts": "object",
    "integer": "Int64",
    "number": "Float64",
    "truth": "boolean",
}
"""Types of pandas that know a missing value, so that an offset stays a whole number beside an unknown one."""


def pandas_frame(table: Table) -> Any:
    """Return a table as a `pandas.DataFrame`; what is not known is `None` or `pandas.NA`.

    Raises:
        UsageError: pandas is not installed.
    """
    pandas = needed("pandas", "pandas")
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    return pandas.DataFrame(
        {
            column.name: pandas.Series(list(cells), dtype=PANDAS[column.kind])
            for column, cells in zip(table.columns, columns, strict=True)
        }
    )


def polars_frame(table: Table) -> Any:
    """Return a table as a `polars.DataFrame`.

    Raises:
        UsageError: polars is not installed.
    """
    polars = needed("polars", "polars")
    kinds = {
        "text": polars.String,
        "texts": polars.List(polars.String),
        "integer": polars.Int64,
        "number": polars.Float64,
        "truth": polars.Boolean,
    }
    schema = {column.name: kinds[column.kind] for column in table.columns}
    return polars.DataFrame([_row(row) for row in table.rows], schema=schema, orient="row")


def arrow_table(table: Table) -> Any:
    """Return a table as a `pyarrow.Table`; the meaning of each column stands in its metadata.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow = needed("pyarrow", "parquet")
    kinds = {
        "text": arrow.string(),
        "texts": arrow.list_(arrow.string()),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "truth": arrow.bool_(),
    }
    fields = [
        arrow.field(column.name, kinds[column.kind], metadata={"meaning": column.meaning})
        for column in table.columns
    ]
    rows = [_row(row) for row in table.rows]
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    arrays = [arrow.array(list(cells), type=field.type) for cells, field in zip(columns, fields, strict=True)]
    return arrow.Table.from_arrays(arrays, schema=arrow.schema(fields))


def _row(row: tuple[Cell, ...]) -> list[Any]:
    """Return a row whose texts UTF-8 can hold."""
    return [_cell(cell) for cell in row]


def _cell(cell: Cell) -> Any:
    if isinstance(cell, tuple):
        return [_cell(one) for one in cell]
    if isinstance(cell, str):
        # Only halves of characters have no bytes; control characters stay, as data.
        return legal(cell) if any("\ud800" <= c <= "\udfff" for c in cell) else cell
    return cell


def needed(package: str, extra: str) -> Any:
    """Return an optional package.

    Raises:
        UsageError: it is not installed.
    """
    try:
        return import_module(package)
    except ImportError:
        why = f"the package {package} is not installed"
        raise UsageError("not_installed", package, why, f"pip install 'twosource[{extra}]'") from None
