"""The account in the forms that other programs read: tables, documents, data frames, notebook cells."""

from __future__ import annotations

from twosource.exports.formats import FORMATS, Format, write
from twosource.exports.tables import TABLES, Column, Table, table_of

__all__ = ["FORMATS", "TABLES", "Column", "Format", "Table", "table_of", "write"]
