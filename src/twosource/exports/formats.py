"""The formats by name: what a command or a program asks for, and what it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from twosource.errors import UsageError
from twosource.exports.claimreview import to_claimreview
from twosource.exports.flat import to_csv, to_jsonl, to_parquet, to_xlsx
from twosource.exports.ftm import to_ftm
from twosource.exports.markdown import to_markdown
from twosource.exports.prov import to_prov
from twosource.exports.tables import table_of
from twosource.exports.webannotation import to_annotations
from twosource.records import Account

__all__ = ["FORMATS", "Format", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, whether it is text, whether it holds one table, and what it is."""

    suffix: str
    is_text: bool
    has_one_table: bool
    meaning: str


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(".jsonl", True, False, "the accounts as JSON documents, one a line"),
    "csv": Format(".csv", True, True, "one table, for spreadsheets; see the columns in docs/exports.md"),
    "xlsx": Format(".xlsx", False, False, "all tables as the sheets of a workbook"),
    "parquet": Format(".parquet", False, True, "one table, for engines of columns"),
    "markdown": Format(".md", True, False, "the account to read and paste"),
    "prov": Format(".jsonld", True, False, "the chains as PROV-O (JSON-LD)"),
    "annotations": Format(".jsonld", True, False, "every telling as a W3C Web Annotation (JSON-LD)"),
    "ftm": Format(".ftm.jsonl", True, False, "parties, articles and mentions for FollowTheMoney"),
    "claimreview": Format(".jsonld", True, False, "drafts of ClaimReview without a rating (JSON-LD)"),
}

DOCUMENTS: Mapping[str, Callable[[Sequence[Account]], str]] = {
    "jsonl": to_jsonl,
    "markdown": to_markdown,
    "prov": to_prov,
    "annotations": to_annotations,
    "ftm": to_ftm,
    "claimreview": to_claimreview,
}


def write(accounts: Sequence[Account], name: str, *, table: str = "claims", is_raw: bool = False) -> bytes:
    """Return accounts in a format, as the bytes of a file; the same accounts give the same bytes.

    Args:
        accounts: in the order in which they are to stand.
        name: one of `FORMATS`.
        table: the table, where the format holds one; see `TABLES`.
        is_raw: csv and xlsx leave cells that look like formulas as they are.

    Raises:
        UsageError: there is no such format or table, or a package for it is not installed.
    """
    if name in DOCUMENTS:
        return DOCUMENTS[name](accounts).encode("utf-8", "replace")
    if name == "csv":
        return to_csv(table_of(accounts, table), is_raw=is_raw).encode("utf-8", "replace")
    if name == "xlsx":
        return to_xlsx(accounts, is_raw=is_raw)
    if name == "parquet":
        return to_parquet(table_of(accounts, table))
    raise UsageError("no_format", name, "there is no such format", f"There are {', '.join(FORMATS)}")
