"""Hostile texts in every field of an account, a list, a search, a log: no page makes anything of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html as parser

from twosource.records import Account

from .shelf import PAGES, VIEWS, Shelf, shelved

SCRIPT = "<script>alert(1)</script>"
PAYLOADS = (
    SCRIPT,
    "</script>" + SCRIPT,
    "</style>" + SCRIPT,
    "</title>" + SCRIPT,
    "</textarea>" + SCRIPT,
    "</noscript>" + SCRIPT,
    "--><script>alert(1)</script><!--",
    "<!--<script>",
    "]]><![CDATA[<b>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "` onclick=alert(1) `",
    '"><img src=x onerror=alert(1)>',
    "<img src=x onerror=alert(1)//",
    "<svg/onload=alert(1)>",
    "</text></svg><script>alert(1)</script>",
    "<svg><script href=data:,alert(1) />",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><input type=submit>",
    "<a href=javascript:alert(1)>x</a>",
    "<details open ontoggle=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "{{ 7*7 }}{% include 'page.html' %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "\x1b[31mred\x1b]8;;http://evil.example\x07",
    "\u202egnorw\u2066 \u200b\u00ad",
    "\x00zero",
    "\ud800half",
    "\u2028\u2029lines",
    "a" + "\u0301" * 60,
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)",
)
FIELDS = ("title", "outlet", "name", "reason", "credit", "words", "note", "source", "query")
"""What a payload is put into at once; the account's own builder has more."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a client of pages whose store a test puts in `client.held`."""
    yield from shelved(tmp_path_factory.mktemp("payloads"))


def shape(page: Any) -> tuple[list[str], set[str]]:
    """Return the elements of a page in order and the names of its attributes, but for hidden characters."""
    nodes = [n for n in page.iter() if isinstance(n.tag, str) and n.get("class") != "hidden-char"]
    return [n.tag for n in nodes], {name for n in nodes for name in n.attrib}


def links(page: Any) -> list[str]:
    """Return where a page leads or sends."""
    return [str(x) for x in page.xpath("//@href|//@src|//@action|//@formaction|//*[@http-equiv]/@content")]


def asked(client: Any, build: Callable[..., Account], payload: str, page: str) -> Any:
    """Return a page of a store in which a payload stands everywhere."""
    client.held["shelf"] = Shelf(payload, build(payload))
    answer = client.get(page)
    assert answer.status_code == 200, answer.text[:500]
    return parser.document_fromstring(answer.content), answer.text


@pytest.mark.parametrize("page", [*PAGES, *(f"/stories/s1{view}" for view in VIEWS)])
def test_payloads_are_inert(client: Any, build: Callable[..., Account], page: str) -> None:
    """A payload in every field makes the very elements and attributes that a harmless text makes.

    The quotations lay wordings over one another, which takes more or fewer pieces; there only the kinds of
    elements are compared.
    """
    tags, names = shape(asked(client, build, "x", page)[0])
    for payload in PAYLOADS:
        tree, text = asked(client, build, payload, page)
        found, attributes = shape(tree)
        if "quotes" in page or "compare" in page:
            assert set(found) <= set(tags) | {"ins", "del"}, payload
        else:
            assert found == tags, payload
        assert attributes <= names, payload
        assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in links(tree)), payload
        assert not [c for c in text if ord(c) < 32 and c not in "\n\t"], payload
        assert not set(text) & set("\x1b\x00\ud800"), payload


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_is_asked_for_is_inert(client: Any, build: Callable[..., Account], payload: str) -> None:
    """A payload in the address, searched for or asked for as an id, makes nothing either."""
    words = quote(payload.encode("utf-8", "replace"), safe="")
    client.held["shelf"] = Shelf("x", build("x"))
    plain = shape(parser.document_fromstring(client.get("/?q=x").content))[0]
    answer = client.get(f"/?q={words}")
    if "%00" in words:
        assert answer.status_code == 400
        return
    assert shape(parser.document_fromstring(answer.content))[0] == plain
    missing = client.get(f"/stories/s1/claims/{words}")
    assert missing.status_code in {400, 404}
    if missing.status_code == 404:
        assert not parser.document_fromstring(missing.content).xpath("//main//script|//main//img|//main//svg")
    json_ = client.get(f"/api/v1/stories/s1/passage?report={words}&at=0-1")
    assert json_.status_code == 404
    assert json_.headers["content-type"] == "application/json"


def test_there_are_enough_of_them(build: Callable[..., Account]) -> None:
    """The payloads times the fields that they are put into are at least 300, and each field is shown."""
    assert len(PAYLOADS) * len(FIELDS) >= 300
    assert len(re.findall("MARKED", json.dumps(build("MARKED").to_dict()))) >= len(FIELDS)


ADDRESSES = (
    "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)",
    "//evil.example", "/\\evil.example", "\\\\evil.example", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "http:evil", "http://user:pw@evil.example/", "https://evil.example/\u202ex", 'https://evil.example/"onclick="x',
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES, ids=range(len(ADDRESSES)))
def test_addresses_of_other_kinds_are_no_links(
    client: Any, build: Callable[..., Account], address: str
) -> None:
    """A report's address is a link only if it is plain http or https."""
    client.held["shelf"] = Shelf("x", build("", address))
    page = parser.document_fromstring(client.get("/stories/s1/source?report=r0").content)
    assert all(link.startswith(("/", "#")) for link in links(page))


def test_a_plain_address_is_a_link(client: Any, build: Callable[..., Account]) -> None:
    """A plain https address of a report is a link that tells nothing of where it was clicked."""
    client.held["shelf"] = Shelf("x", build("", "https://news.example/a"))
    page = parser.document_fromstring(client.get("/stories/s1/source?report=r0").content)
    assert page.xpath("//a[@href='https://news.example/a']/@rel") == ["noreferrer noopener"]


def test_the_script_makes_text_only() -> None:
    """The pages' script has none of the ways by which text becomes markup or code, and fits its size."""
    script = (Path(__file__).parents[2] / "src/twosource/web/static/app.js").read_text(encoding="utf-8")
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "DOMParser",
    ):
        assert way not in script
    assert len(script.encode()) <= 15_000
    assert not re.search(r"https?://", script)
