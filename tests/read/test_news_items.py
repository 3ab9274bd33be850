"""ninjs and NewsML-G2: headline, body, byline, supplier, date; what was withdrawn is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from twosource.pipeline import lay_out
from twosource.read import read

TEXT = "HALDEN – A crane fell on a ferry on Monday.\n\nNobody was hurt, the harbour office said."
HTML = "<p>HALDEN – A crane fell on a ferry on Monday.</p><p>Nobody was hurt, the harbour office said.</p>"

NINJS: dict[str, dict[str, Any]] = {
    "1.3": {
        "uri": "urn:newsitem:1",
        "type": "text",
        "versioncreated": "2031-03-04T05:06:07Z",
        "headline": "Crane falls on ferry",
        "byline": "Mara Holm",
        "located": "HALDEN",
        "language": "en",
        "infosources": [{"name": "Norland Press Agency"}],
        "body_text": TEXT,
    },
    "1.4 html": {
        "uri": "https://desk.example/items/2",
        "versioncreated": "2031-03-04T05:06:07Z",
        "headline": "Crane falls on ferry",
        "infosources": [{"name": "Norland Press Agency"}],
        "body_xhtml": HTML,
    },
    "2.0": {
        "uri": "urn:newsitem:3",
        "firstcreated": "2031-03-04T05:06:07Z",
        "versioncreated": "2031-03-06T05:06:07Z",
        "headlines": [
            {"role": "sub", "value": "Divers sent"},
            {"role": "main", "value": "Crane falls on ferry"},
        ],
        "by": "Mara Holm",
        "infosources": [{"role": "isrol:originator", "name": "Norland Press Agency"}],
        "bodies": [
            {"role": "main", "contenttype": "text/html", "value": HTML},
            {"role": "main", "contenttype": "text/plain", "value": TEXT},
        ],
    },
    "3.1": {
        "uri": "urn:newsitem:4",
        "contentCreated": "2031-03-04T05:06:07Z",
        "versionCreated": "2031-03-06T05:06:07Z",
        "pubStatus": "usable",
        "headlines": [{"role": "main", "value": "Crane falls on ferry"}],
        "by": "Mara Holm",
        "infoSources": [{"name": "Norland Press Agency"}],
        "bodies": [{"contentType": "text/plain", "value": TEXT}],
    },
}


@pytest.mark.parametrize("version", NINJS)
def test_ninjs(tmp_path: Path, version: str) -> None:
    """An item of each version gives title, text, day and the agency that supplied it."""
    (tmp_path / "item.json").write_text(json.dumps(NINJS[version]), "utf-8")
    reading = read(tmp_path / "item.json")
    assert not reading.failures
    (annotation,) = lay_out(reading.reports)
    assert annotation.layout.title.value == "Crane falls on ferry"
    assert (annotation.layout.published.value or "").startswith("2031-03-04")
    body = " ".join(span.text for span in annotation.layout.body())
    assert "A crane fell on a ferry" in body
    assert "Nobody was hurt" in body
    assert "Norland" not in body
    assert any("Norland Press Agency" in c.agency for c in annotation.layout.credits)
    assert annotation.report.id == NINJS[version]["uri"]


@pytest.mark.parametrize("status", ["withheld", "canceled", "stat:canceled"])
def test_a_withdrawn_item_is_refused(status: str) -> None:
    """What its publisher withholds or cancels is not read, and the reason says so."""
    reading = read({**NINJS["3.1"], "pubStatus": status})
    assert [f.code for f in reading.failures] == ["withdrawn"]


def test_an_object_with_an_address_and_no_body_is_no_item() -> None:
    """Any object without a text stays the error that it was."""
    assert [f.code for f in read({"uri": "urn:x", "headline": "Only this"}).failures] == ["bad_record"]


NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:item:1" version="1" standard="NewsML-G2" xml:lang="en">
 <itemMeta><provider literal="Norland Desk"/><versionCreated>2031-03-04T05:06:07Z</versionCreated>
  <pubStatus qcode="stat:{status}"/></itemMeta>
 <contentMeta><infoSource literal="np"><name>Norland Press Agency</name></infoSource>
  <by>By Mara Holm</by><headline>Crane falls on ferry</headline></contentMeta>
 <contentSet>{content}</contentSet>
</newsItem></itemSet></newsMessage>
"""
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>'
    "<body.head><hedline><hl1>Not this</hl1></hedline></body.head><body.content>"
    "<p>HALDEN – A crane fell on a <em>ferry</em> on Monday.</p>"
    "<p>Nobody was hurt, the harbour office said.</p>"
    "</body.content></body></nitf></inlineXML>"
)
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    f"{HTML}</body></html></inlineXML>"
)
PLAIN = f'<inlineData contenttype="text/plain">{TEXT}</inlineData>'


@pytest.mark.parametrize("content", [NITF, XHTML, PLAIN], ids=["nitf", "xhtml", "plain"])
def test_newsml(tmp_path: Path, content: str) -> None:
    """A NewsML-G2 item with a body of each kind gives title, text, byline, day and supplier."""
    (tmp_path / "item.xml").write_text(NEWSML.format(status="usable", content=content), "utf-8")
    reading = read(tmp_path)
    assert not reading.failures
    (annotation,) = lay_out(reading.reports)
    assert annotation.layout.title.value == "Crane falls on ferry"
    body = " ".join(span.text for span in annotation.layout.body())
    assert "A crane fell on a ferry on Monday." in body
    assert "Nobody was hurt" in body
    assert "Not this" not in annotation.report.text
    assert (annotation.layout.published.value or "").startswith("2031-03-04")
    assert annotation.layout.outlet.value == "Norland Desk"
    assert any("Norland Press Agency" in c.agency for c in annotation.layout.credits)


def test_a_canceled_newsml_item_is_a_failure(tmp_path: Path) -> None:
    """A canceled item is refused by its status."""
    (tmp_path / "item.xml").write_text(NEWSML.format(status="canceled", content=PLAIN), "utf-8")
    assert [f.code for f in read(tmp_path / "item.xml").failures] == ["withdrawn"]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (NEWSML.format(status="usable", content=PLAIN)[:-40], "bad_xml"),
        (NEWSML.format(status="usable", content=""), "empty"),
    ],
    ids=["cut", "without a body"],
)
def test_broken_newsml_is_one_failure(tmp_path: Path, broken: str, code: str) -> None:
    """A document that can't be parsed, or holds no text, is one clear failure."""
    (tmp_path / "item.xml").write_text(broken, "utf-8")
    assert [f.code for f in read(tmp_path / "item.xml").failures] == [code]


def test_no_entity_reaches_a_file(tmp_path: Path) -> None:
    """An external entity is not resolved: nothing of the file it names comes into the text."""
    (tmp_path / "secret").write_text("the password", "utf-8")
    hostile = NEWSML.format(status="usable", content=PLAIN.replace("A crane", "&x; crane")).replace(
        "<newsMessage", f'<!DOCTYPE m [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>\n<newsMessage', 1
    )
    (tmp_path / "item.xml").write_text(hostile, "utf-8")
    reading = read(tmp_path / "item.xml")
    assert all("the password" not in report.text for report in reading.reports)
