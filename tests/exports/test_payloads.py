"""Over 300 hostile payloads in every field: formats stay well-formed, and nothing in them comes alive."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from followthemoney import model
from markdown_it import MarkdownIt
from rdflib import Graph, URIRef

from twosource.exports import TABLES, table_of, write
from twosource.exports.cells import legal, neutral
from twosource.records import Account

from ..work import LONG, no_hang
from .payloads import PAYLOADS

Build = Callable[[str], Account]

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
INVISIBLE = " \u00a0\u200b\ufeff"
LINKED = ("prov", "annotations", "claimreview")
KEYS = {
    *("id", "type", "@id", "@type", "url", "source", "hadPrimarySource", "wasQuotedFrom", "wasDerivedFrom"),
    *("wasAttributedTo", "wasGeneratedBy", "wasAssociatedWith", "used", "entity", "qualifiedDerivation"),
    *("hadMember", "specializationOf"),
}
"""Keys whose values are names of things, by which a reader goes on."""


def is_active(cell: str) -> bool:
    """Return whether a spreadsheet might take a cell for a formula or command."""
    return cell.lstrip(INVISIBLE).startswith(ACTIVE) and not re.fullmatch(r"-?\d+(?:\.\d+)?", cell)


def test_there_are_enough() -> None:
    """There are at least 300 payloads, each another one."""
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 300


def test_csv(hostile: Build) -> None:
    """No cell is a formula, whichever separator a spreadsheet takes; rows and numbers stay as they are."""
    for payload in PAYLOADS:
        account = hostile(payload)
        for name in TABLES:
            table = table_of([account], name)
            text = write([account], "csv", table=name).decode()
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            assert [len(row) for row in rows] == [len(table.columns)] * (len(table.rows) + 1), payload
            assert not any(is_active(cell) for row in rows for cell in row), payload
            for row, read in zip(table.rows, rows[1:], strict=True):
                for column, cell, found in zip(table.columns, row, read, strict=True):
                    if column.kind in {"integer", "number"} and cell is not None:
                        assert float(found) == cell
            if len(payload) < 1000:
                for separator in ";\t":
                    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                        # Quotation marks pair otherwise then, so that a field may begin with a line's end.
                        active = [cell for cell in row if is_active(cell.lstrip("\t\r\n"))]
                        assert not active, (payload, separator)


def test_xlsx(hostile: Build) -> None:
    """No cell of a workbook is a formula or begins like one, and the workbook opens."""
    payloads = [payload for payload in PAYLOADS if len(payload) < 1000] + ["x" * 40_000]
    book = openpyxl.load_workbook(
        io.BytesIO(write([hostile(payload) for payload in payloads], "xlsx")), read_only=True
    )
    rows = 0
    for sheet in book:
        for row in sheet.iter_rows():
            rows += 1
            for cell in row:
                assert cell.data_type not in {"f", "e"}
                assert not (isinstance(cell.value, str) and is_active(cell.value)), cell.value
    assert rows > 10 * len(payloads)


def test_every_text_of_a_workbook_is_neutral() -> None:
    """What the workbook writes is what CSV writes: no payload begins a formula, and all are legal XML."""
    for payload in PAYLOADS:
        assert not is_active(neutral(legal(payload)).replace("\r\n", "\n")), payload
        assert len(legal(payload)) == len(payload)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", legal(payload))


def test_a_raw_table_is_left_as_it_is(hostile: Build) -> None:
    """--raw is for machines: the cell is the payload itself, and in a workbook a text all the same."""
    account = hostile("=1+1")
    rows = list(csv.DictReader(io.StringIO(write([account], "csv", is_raw=True).decode(), newline="")))
    assert {row["text"] for row in rows} == {"=1+1"}
    sheet = openpyxl.load_workbook(io.BytesIO(write([account], "xlsx", is_raw=True)))["claims"]
    assert {(cell.value, cell.data_type) for cell in sheet["D"][1:]} == {("=1+1", "s")}


def test_parquet(hostile: Build) -> None:
    """A Parquet file holds the payload as data; halves of characters alone are replaced."""
    for payload in PAYLOADS:
        read = pyarrow.parquet.read_table(io.BytesIO(write([hostile(payload)], "parquet"))).to_pylist()
        has_half = any("\ud800" <= char <= "\udfff" for char in payload)
        assert {row["text"] for row in read} == {legal(payload) if has_half else payload}


def test_jsonl(hostile: Build) -> None:
    """Each payload leaves one line of JSON an account, and reads back as it was."""
    for payload in PAYLOADS:
        data = write([hostile(payload)], "jsonl")
        assert data.count(b"\n") == 1
        document = json.loads(data)
        assert {claim["text"] for claim in document["claims"]} == {payload}
        assert {claim["standing"] for claim in document["claims"]} <= {"single", "repeated"}


@cache
def markdown() -> MarkdownIt:
    """Return a reader of Markdown that takes HTML and tables, as a careless one would."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def structure(data: bytes) -> list[str]:
    """Return the elements of a Markdown document in order, plain text and line breaks aside."""
    found = []
    for token in markdown().parse(data.decode()):
        found.append(token.type)
        found += [child.type for child in token.children or () if child.type != "text"]
    return found


def test_markdown(hostile: Build) -> None:
    """A payload adds no element to the document: no link, picture, HTML, emphasis, heading, row or item."""
    plain = structure(write([hostile("word")], "markdown"))
    assert "strong_open" in plain and "link_open" not in plain
    for payload in PAYLOADS:
        data = write([hostile(payload)], "markdown")
        assert structure(data) == plain, payload
        text = data.decode()
        assert not re.search(r"(?<!\\):(?=//)|(?<!\\)@|www\.", text), payload
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", text), payload


def names_of(document: object, key: str = "") -> list[str]:
    """Return the names of things in a JSON-LD document."""
    if isinstance(document, dict):
        return [name for inner, value in document.items() for name in names_of(value, inner)]
    if isinstance(document, list):
        return [name for value in document for name in names_of(value, key)]
    return [document] if key in KEYS and isinstance(document, str) else []


@pytest.mark.parametrize("name", LINKED)
def test_linked_names_are_ours(hostile: Build, name: str) -> None:
    """A payload makes no name of a thing: no key, type or address but http(s) comes from a report."""
    document = json.loads(write([hostile("word")], name))
    expected = {named for named in names_of(document) if not named.startswith("urn:twosource:agent:")}
    for payload in PAYLOADS:
        data = write([hostile(payload)], name)
        assert not set(b"<>&") & set(data), payload  # nothing ends a script element that it is put into
        assert "\u2028" not in data.decode() and "\u2029" not in data.decode()
        found = json.loads(data)
        assert keys(found) <= keys(document) | {"url"}, payload
        names = {named for named in names_of(found) if not named.startswith("urn:twosource:agent:")}
        plain = {payload} if payload == "http://evil.example/a" else set()  # an address like any other
        assert names <= expected | plain, (payload, names - expected)


def keys(document: object) -> set[str]:
    """Return all keys of a document."""
    if isinstance(document, dict):
        return set(document) | {key for value in document.values() for key in keys(value)}
    if isinstance(document, list):
        return {key for value in document for key in keys(value)}
    return set()


def test_prov_is_one_graph(hostile: Build) -> None:
    """A payload changes texts alone: rdflib reads no more statements, and plain IRIs."""
    plain = len(_graph(hostile("word")))
    for payload in PAYLOADS[::4]:
        if payload.strip():
            read = _graph(hostile(payload))
            assert len(read) <= plain, payload
            for node in read.all_nodes() | set(read.predicates()):
                assert not isinstance(node, URIRef) or re.fullmatch(r"(?:urn|https?):[!-;=?-z~]+", str(node))


def _graph(account: Account) -> Graph:
    return Graph().parse(data=write([account], "prov").decode(), format="json-ld")


def test_ftm(hostile: Build) -> None:
    """Each entity is one line that the model takes, with values it leaves as they are."""
    for payload in PAYLOADS:
        data = write([hostile(payload)], "ftm").decode()
        for line in data.split("\n")[:-1]:
            document: dict[str, Any] = json.loads(line)
            proxy = model.get_proxy(document, cleaned=False)
            properties = document["properties"]
            for key in properties:
                if key not in {"sourceUrl", "bodyText", "summary"}:
                    assert proxy.get(key), (payload, key)
            proxy.schema.validate(document)
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", json.dumps(document)), payload


@pytest.mark.parametrize("filler", ["\n", ";", '"', " ", "\t ", "\u00a0;"])
def test_no_pattern_runs_away_over_long_blanks(filler: str) -> None:
    """A long text of separators and blanks is made neutral, and stays itself."""
    text = "x" + filler * (LONG // len(filler))
    with no_hang():
        assert neutral(legal(text)) == text
