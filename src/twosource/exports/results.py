"""The accounts of a run as a Python user holds them: they show themselves, and give tables and files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from twosource.account.json import to_dict as document
from twosource.exports.formats import FORMATS, write
from twosource.exports.frames import arrow_table, pandas_frame, polars_frame
from twosource.exports.rendered import render
from twosource.exports.tables import Cell, table_of
from twosource.records import Account

__all__ = ["Accounts", "export", "to_arrow", "to_dict", "to_dicts", "to_pandas", "to_polars"]


class Accounts(tuple[Account, ...]):
    """Accounts in order, as `account` gives them: a tuple that shows itself in a notebook."""

    __slots__ = ()

    def to_dicts(self, table: str = "claims") -> list[dict[str, Cell]]:
        """Return a table as dictionaries; see `to_dicts`."""
        return to_dicts(self, table)

    def to_pandas(self, table: str = "claims") -> Any:
        """Return a table as a `pandas.DataFrame`; see `to_pandas`."""
        return to_pandas(self, table)

    def to_polars(self, table: str = "claims") -> Any:
        """Return a table as a `polars.DataFrame`; see `to_polars`."""
        return to_polars(self, table)

    def to_arrow(self, table: str = "claims") -> Any:
        """Return a table as a `pyarrow.Table`; see `to_arrow`."""
        return to_arrow(self, table)

    def save(self, path: str | Path) -> Path:
        """Return `path`, having written the accounts there in the format of its ending; see `export`."""
        target = Path(path)
        if target.suffix == ".html":
            return render(self, page=True).save(target)
        names = {form.suffix: name for name, form in reversed(tuple(FORMATS.items()))}
        name = names.get("".join(target.suffixes[-2:])) or names.get(target.suffix, target.suffix or "none")
        target.write_bytes(write(self, name))
        return target

    def _repr_html_(self) -> str:
        return str(render(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return render(self)._repr_mimebundle_()


def _several(accounts: Account | Sequence[Account]) -> Sequence[Account]:
    return (accounts,) if isinstance(accounts, Account) else accounts


def to_dict(account: Account) -> dict[str, Any]:
    """Return an account as the JSON document `twosource/account/1`.

    Args:
        account: the account.
    """
    return document(account)


def to_dicts(accounts: Account | Sequence[Account], table: str = "claims") -> list[dict[str, Cell]]:
    """Return a table of accounts as dictionaries, one a row; what is not known is `None`.

    Args:
        accounts: one, or several.
        table: claims, tellings, quotes, chains, origins, reports, differences or parties.

    Raises:
        UsageError: there is no such table.
    """
    return table_of(_several(accounts), table).dicts()


def to_pandas(accounts: Account | Sequence[Account], table: str = "claims") -> Any:
    """Return a table of accounts as a `pandas.DataFrame`; see `to_dicts`.

    Raises:
        UsageError: there is no such table, or pandas is not installed.
    """
    return pandas_frame(table_of(_several(accounts), table))


def to_polars(accounts: Account | Sequence[Account], table: str = "claims") -> Any:
    """Return a table of accounts as a `polars.DataFrame`; see `to_dicts`.

    Raises:
        UsageError: there is no such table, or polars is not installed.
    """
    return polars_frame(table_of(_several(accounts), table))


def to_arrow(accounts: Account | Sequence[Account], table: str = "claims") -> Any:
    """Return a table of accounts as a `pyarrow.Table`; see `to_dicts`.

    Raises:
        UsageError: there is no such table, or pyarrow is not installed.
    """
    return arrow_table(table_of(_several(accounts), table))


def export(
    accounts: Account | Sequence[Account], format: str, *, table: str = "claims", is_raw: bool = False
) -> bytes:
    """Return accounts in a format, as the bytes of a file.

    Args:
        accounts: one, or several in the order in which they are to stand.
        format: jsonl, csv, xlsx, parquet, markdown, prov, annotations, ftm or claimreview.
        table: the table, where the format holds one.
        is_raw: csv and xlsx leave cells that look like formulas as they are.

    Raises:
        UsageError: there is no such format or table, or a package for it is not installed.
    """
    return write(_several(accounts), format, table=table, is_raw=is_raw)
