"""Each format is read again by a library of that format, and says what the account says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from followthemoney import model
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from rdflib import Graph, Literal, Namespace, URIRef

from twosource.account.schemas import schema
from twosource.errors import UsageError
from twosource.exports import FORMATS, TABLES, table_of, write
from twosource.records import Account

PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")

ANNO = {
    "oa": str(OA),
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "as": "urn:as#",
    "dc": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    "@vocab": str(OA),
    **{name: {"@id": f"oa:has{name.title()}", "@type": "@id"} for name in ("body", "target", "selector")},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "value": "rdf:value",
}
"""The terms of W3C's context that are used, so that reading them needs no network."""


def graph(data: bytes, context: object = None) -> Graph:
    """Return a JSON-LD document as a graph."""
    document = json.loads(data)
    if context is not None:
        document["@context"] = context
    return Graph().parse(data=json.dumps(document), format="json-ld")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_account_gives_the_same_bytes(example: tuple[Account, ...], name: str) -> None:
    """A format has no time, machine or order of sets in it."""
    assert write(example, name) == write(example, name)


@pytest.mark.parametrize(("name", "table"), [("docx", "claims"), ("csv", "nothing")])
def test_what_there_is_not(example: tuple[Account, ...], name: str, table: str) -> None:
    """A format or table that there is not is refused with the names of those there are."""
    with pytest.raises(UsageError, match=r"There are (?:jsonl|claims)"):
        write(example, name, table=table)


@pytest.mark.parametrize("name", TABLES)
def test_csv(example: tuple[Account, ...], name: str) -> None:
    """CSV has the table's columns and rows, each cell as it was, for the csv module."""
    table = table_of(example, name)
    rows = list(csv.reader(io.StringIO(write(example, "csv", table=name).decode(), newline=""), strict=True))
    assert rows[0] == [column.name for column in table.columns]
    assert len(rows) == len(table.rows) + 1
    raw = list(csv.reader(io.StringIO(write(example, "csv", table=name, is_raw=True).decode(), newline="")))
    for row, read in zip(table.rows, raw[1:], strict=True):
        for column, cell, text in zip(table.columns, row, read, strict=True):
            if cell is None:
                assert text == ""
            elif column.kind == "texts":
                assert tuple(text.split(" | ")) == cell or cell == ()
            elif column.kind == "text":
                assert text == cell
            elif column.kind == "truth":
                assert text == ("true" if cell else "false")
            else:
                assert float(text) == cell


def test_xlsx(example: tuple[Account, ...]) -> None:
    """A workbook has a sheet for each table, for openpyxl; numbers are numbers, texts are texts."""
    book = openpyxl.load_workbook(io.BytesIO(write(example, "xlsx", is_raw=True)))
    assert book.sheetnames == list(TABLES)
    for name in TABLES:
        table = table_of(example, name)
        rows = list(book[name].iter_rows(values_only=True))
        assert rows[0] == tuple(column.name for column in table.columns)
        for row, read in zip(table.rows, rows[1:], strict=True):
            expected = [" | ".join(c) if isinstance(c, tuple) else c for c in row]
            assert [c or "" for c in read] == [c or "" for c in expected]


@pytest.mark.parametrize("name", TABLES)
def test_parquet(example: tuple[Account, ...], name: str) -> None:
    """A Parquet file has the table with lists as lists, and each column's meaning, for pyarrow."""
    table = table_of(example, name)
    read = pyarrow.parquet.read_table(io.BytesIO(write(example, "parquet", table=name)))
    assert read.column_names == [column.name for column in table.columns]
    for row, found in zip(table.rows, read.to_pylist(), strict=True):
        assert [list(c) if isinstance(c, tuple) else c for c in row] == list(found.values())
    for column in table.columns:
        assert read.schema.field(column.name).metadata[b"meaning"].decode() == column.meaning


def test_jsonl(example: tuple[Account, ...]) -> None:
    """A line is an account document that its schema takes."""
    lines = write(example, "jsonl").decode().splitlines()
    assert [json.loads(line)["story"]["id"] for line in lines] == [account.id for account in example]
    for line in lines:
        Draft202012Validator(schema("account")).validate(json.loads(line))


def test_markdown(example: tuple[Account, ...]) -> None:
    """The document has each claim's words as plain text, for markdown-it."""
    tokens = MarkdownIt("commonmark").enable("table").parse(write(example, "markdown").decode())
    shown = [
        "".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"
    ]
    assert shown[0] == example[0].title
    claims = [claim for claim in example[0].claims if claim.is_main and len(claim.outlets) > 1]
    assert claims
    everything = "\n".join(shown)
    for claim in claims:
        for told in claim.tellings:
            if told.telling.is_main:
                assert " ".join(told.telling.span.text.split()) in everything


def test_prov_has_each_hop(example: tuple[Account, ...]) -> None:
    """Each telling's chain can be walked from its words back to its first party, for rdflib."""
    read = graph(write(example, "prov"))
    account = example[0]
    for claim in account.claims:
        for place, told in enumerate(claim.tellings):
            name = URIRef(f"urn:twosource:telling:{account.id}:{claim.id}:{place}")
            assert read.value(name, PROV.value) == Literal(told.telling.span.text)
            assert read.value(name, PROV.wasQuotedFrom) == URIRef(f"urn:twosource:report:{told.report}")
            (step,) = read.objects(name, PROV.wasDerivedFrom)
            agents = []
            while step is not None:
                agents.append(read.value(step, PROV.wasAttributedTo))
                last = step
                step = read.value(step, PROV.wasQuotedFrom) or read.value(step, PROV.wasDerivedFrom)
            assert len(agents) == len(told.chain)
            assert read.value(name, PROV.hadPrimarySource) == last
            first = told.chain[0]
            if first.party is not None:
                assert agents[-1] == URIRef(f"urn:twosource:party:{account.id}:{first.party}")


def test_prov_keeps_to_its_classes(example: tuple[Account, ...]) -> None:
    """Entities, activities and agents are apart, and each relation joins what PROV-O lets it join."""
    read = graph(write(example, "prov"))
    entities, activities, agents = (
        set(read.subjects(predicate=None, object=kind)) for kind in (PROV.Entity, PROV.Activity, PROV.Agent)
    )
    agents |= set(read.subjects(predicate=None, object=PROV.SoftwareAgent))
    assert entities and activities and agents
    for one, other in pairwise([entities, activities, agents, entities]):
        assert not one & other
    for relation, subjects, objects in (
        (PROV.wasAttributedTo, entities, agents),
        (PROV.wasQuotedFrom, entities, entities),
        (PROV.hadPrimarySource, entities, entities),
        (PROV.wasDerivedFrom, entities, entities),
        (PROV.specializationOf, entities, entities),
        (PROV.wasGeneratedBy, entities, activities),
        (PROV.used, activities, entities),
        (PROV.wasAssociatedWith, activities, agents),
        (PROV.hadMember, entities, entities),
    ):
        pairs = list(read.subject_objects(relation))
        assert pairs, relation
        assert all(one in subjects and other in objects for one, other in pairs), relation


def test_annotations_select_the_words(example: tuple[Account, ...]) -> None:
    """Each telling's position and quotation select the same words of its report."""
    document = json.loads(write(example, "annotations"))
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    texts = {f"urn:twosource:report:{n.report.id}": n.report.text for a in example for n in a.annotations}
    told = [t for a in example for claim in a.claims for t in claim.tellings]
    assert len(document["items"]) == len(told)
    for item, telling in zip(document["items"], told, strict=True):
        target = item["target"][0]
        position, quotation = target["selector"]
        text = texts[target["source"]["id"]]
        words = text[position["start"] : position["end"]]
        assert words == quotation["exact"] == telling.telling.span.text
        around = quotation.get("prefix", "") + words + quotation.get("suffix", "")
        assert around in text


def test_annotations_are_a_graph(example: tuple[Account, ...]) -> None:
    """Each annotation has a body and a target with both selectors, for rdflib."""
    read = graph(write(example, "annotations"), ANNO)
    found = set(read.subjects(predicate=None, object=OA.Annotation))
    assert len(found) == sum(len(claim.tellings) for account in example for claim in account.claims)
    for one in found:
        assert read.value(one, OA.hasBody) is not None
        kinds = {
            str(kind).rpartition("#")[2]
            for target in read.objects(one, OA.hasTarget)
            for selector in read.objects(target, OA.hasSelector)
            for kind in read.objects(selector, URIRef(str(ANNO["rdf"]) + "type"))
        }
        assert kinds == {"TextPositionSelector", "TextQuoteSelector"}


def test_an_address_is_a_second_target(build: Callable[..., Account]) -> None:
    """Where the report has an address, the quotation is to be found there; the position is not."""
    items = json.loads(write([build("", "https://gazette.example/a")], "annotations"))["items"]
    assert items[0]["target"][1]["source"] == "https://gazette.example/a"
    assert items[0]["target"][1]["selector"]["type"] == "TextQuoteSelector"


def entities(data: bytes) -> list[Any]:
    """Return the entities of a FollowTheMoney export, as the model takes them."""
    found = []
    for line in data.decode().splitlines():
        document = json.loads(line)
        proxy = model.get_proxy(document, cleaned=False)
        assert proxy.to_dict()["properties"].keys() == document["properties"].keys(), document
        proxy.schema.validate(document)
        found.append(proxy)
    return found


def test_ftm(example: tuple[Account, ...]) -> None:
    """The model takes every entity with all its properties; each one that is named is there."""
    found = {entity.id: entity for entity in entities(write(example, "ftm"))}
    assert {entity.schema.name for entity in found.values()} >= {
        *("Article", "Organization", "Person", "Mention", "Documentation")
    }
    for entity in found.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in found
                assert found[value].schema.is_a(prop.range)
    people = {p.name for a in example for p in a.parties if p.type == "person" and any(n for _, n in p.names)}
    captions = {entity.caption for entity in found.values() if entity.schema.name == "Person"}
    assert captions == people


REVIEW = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@type", "claimReviewed", "itemReviewed"],
                "properties": {
                    "@type": {"const": "ClaimReview"},
                    "claimReviewed": {"type": "string"},
                    "reviewRating": False,
                    "itemReviewed": {
                        "type": "object",
                        "required": ["@type", "@id", "text", "appearance"],
                        "properties": {
                            "@type": {"const": "Claim"},
                            "appearance": {
                                "type": "array",
                                "minItems": 1,
                                "items": {"required": ["@type", "@id"], "type": "object"},
                            },
                            "author": {"type": "object", "required": ["@type", "name"]},
                        },
                    },
                },
            },
        },
    },
}
"""What Google asks of a ClaimReview, less what the fact-checker adds, and without any rating."""


def test_claimreview(example: tuple[Account, ...]) -> None:
    """Each main claim is a draft that says where it appears, and no draft has a rating."""
    data = write(example, "claimreview")
    Draft202012Validator(REVIEW).validate(json.loads(data))
    assert b'Rating"' not in data
    read = graph(data, {"@vocab": "https://schema.org/"})
    schema_org = Namespace("https://schema.org/")
    reviewed = {str(text) for text in read.objects(predicate=schema_org.claimReviewed)}
    assert reviewed == {claim.text for account in example for claim in account.claims if claim.is_main}
