"""The standalone page of HTML."""

from __future__ import annotations

import hashlib
import json
import random
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import html as parser

from twosource.account import accounts
from twosource.account.diagram import MAX_NODES, draw_origins
from twosource.account.html import PAGE_FORMAT, render_html
from twosource.account.page_text import MAX_DEPTH, Mark, marked, safe_link, shown
from twosource.account.schemas import schema
from twosource.account.terminal import render_terminal
from twosource.account.view_build import view_of
from twosource.account.visible import cells
from twosource.records import Account, Annotation

VOID = {"meta", "link", "br", "img", "input", "hr", "path", "rect"}
PAYLOADS = {
    "a script": "<script>alert(1)</script>",
    "the end of a script": "</script><script>alert(1)</script>",
    "the end of a style": "</style><script>alert(1)</script>",
    "an attribute": '" onmouseover="alert(1)" x="',
    "an attribute in single quotes": "' onfocus='alert(1)' autofocus='",
    "a picture": "<img src=x onerror=alert(1)>",
    "a drawing": "</text><svg onload=alert(1)>",
    "a comment": "<!--<script>",
    "a section of CDATA": "]]><![CDATA[<b>",
    "references": "&lt;b&gt; &#60;b&#62; &amp;",
    "a template": "{{ 7*7 }}{% include 'x' %}",
    "the end of the title": "</title><base href=//evil.example>",
    "a colour of the terminal": "\x1b[31mred",
    "directions": "\u202egnorw\u2066",
    "a zero": "\x00",
    "half a pair": "\ud800",
    "line separators": "\u2028\u2029",
}


def page(*accounts: Account) -> tuple[str, Any]:
    """Return accounts as a page and its tree."""
    text = render_html(accounts)
    return text, parser.document_fromstring(text.encode("utf-8", "surrogatepass"))


def ids(tree: Any) -> list[str]:
    """Return all ids of a page."""
    return [str(x) for x in tree.xpath("//@id")]


def plain(mark: Any) -> str:
    """Return the words in a mark as they stand in the text: without links back, escapes read back."""
    pieces = [mark.text or ""]
    for child in mark:
        if child.get("class") == "hidden-char":
            pieces.append(chr(int(child.get("title")[2:], 16)))
        elif child.get("class") != "back":
            pieces.append(plain(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


class Balance(HTMLParser):
    """Notes elements that are closed in the wrong order, or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass an element that is closed at once."""

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def unbalanced(text: str) -> list[str]:
    """Return the elements of a page that are not closed as they should be."""
    checker = Balance()
    checker.feed(text)
    checker.close()
    return checker.wrong + checker.open


@pytest.fixture(scope="module")
def real(example: tuple[Account, ...]) -> tuple[str, Any]:
    """Return the page of the example."""
    return page(*example)


def test_every_element_is_closed(real: tuple[str, Any], build: Callable[..., Account]) -> None:
    """The page is well formed: each element is closed, in the right order."""
    assert unbalanced(real[0]) == []
    assert unbalanced(page(build(), build())[0]) == []
    assert unbalanced("<p><b></p></b>") != []


def test_every_section_stands_in_its_place(build: Callable[..., Account]) -> None:
    """The page has all sections in their order, conflicts before what is told, and the texts last."""
    _, tree = page(build())
    assert [h.text_content() for h in tree.xpath("//h2")] == [
        "Whose word it is",
        "In conflict",
        "Who speaks",
        "Where this comes from",
        "In conflict",
        "What happened, as several tell it",
        "Who said what",
        "What only one outlet tells",
        "Timeline, as told",
        "Only in",
        "Reports",
        "What we could not tell",
        "The texts",
    ]


def test_headings_skip_no_level(real: tuple[str, Any], build: Callable[..., Account]) -> None:
    """A heading is at most one level below the one before; there is one of the first level."""
    for tree in (real[1], page(build())[1], page(build(), build())[1]):
        levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4|//h5")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))


def test_the_page_asks_nothing(build: Callable[..., Account]) -> None:
    """Nothing on the page is fetched: no address, no picture, frame, font, link element or form."""
    text, tree = page(build())
    assert not re.search(r"(?i)https?:|//[a-z]|@import|url\(", text.replace("</", ""))
    assert not tree.xpath("//link|//img|//iframe|//object|//embed|//form|//base|//video|//audio|//@src")


def test_the_policy_allows_only_the_style(real: tuple[str, Any]) -> None:
    """The policy forbids everything but the one style, by its hash; no element has a style of its own."""
    text, tree = real
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert len(style) == 1
    assert not tree.xpath("//@style")
    assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_payloads_are_inert(build: Callable[..., Account], payload: str) -> None:
    """A payload in every text of an account makes no element, no attribute, no link, and breaks nothing."""
    text, tree = page(build(payload))
    _, harmless = page(build("x"))
    assert unbalanced(text) == []
    assert len(tree.xpath("//script")) == 1
    hidden = ".//*[not(@class='hidden-char')]"
    assert [e.tag for e in tree.iterfind(".//*") if e.get("class") != "hidden-char"] == [
        e.tag for e in harmless.xpath(hidden)
    ]
    assert {name for e in tree.iter() for name in e.attrib} <= {
        name for e in harmless.iter() for name in e.attrib
    }
    assert all(char in "\n\t" or not 0 <= ord(char) < 32 for char in text)
    assert not set(text) & set("\u202e\u2066\u2028\u2029\ud800\x1b\x00")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_payloads_stay_in_the_data(build: Callable[..., Account], payload: str) -> None:
    """The data of the page holds what was given unchanged, and no character that could end its element."""
    text, _ = page(build(payload))
    raw = text.partition('id="data">')[2].partition("</script>")[0]
    assert not set(raw) & set("<>&")
    data = json.loads(raw)
    assert data["format"] == PAGE_FORMAT
    assert data["accounts"][0]["story"]["title"] == f"Bridge at Halden closed{payload}"
    assert payload in data["texts"]["r0"]


def test_the_data_is_the_account(real: tuple[str, Any], example: tuple[Account, ...]) -> None:
    """The data of the page are valid account documents."""
    data = json.loads(real[1].xpath("//script[@id='data']")[0].text)
    assert len(data["accounts"]) == len(example)
    for document in data["accounts"]:
        Draft202012Validator(schema("account")).validate(document)


def test_links_have_their_targets(real: tuple[str, Any], build: Callable[..., Account]) -> None:
    """Each link within the page leads somewhere, and no id is given twice, on one account or several."""
    for tree in (real[1], page(build("x"))[1], page(build(), build())[1]):
        found = ids(tree)
        assert len(found) == len(set(found))
        links = [str(link) for link in tree.xpath("//a/@href")]
        assert links
        assert [link for link in links if not link.startswith("#") or link[1:] not in found] == []
        named = " ".join(tree.xpath("//@aria-labelledby")).split()
        assert [name for name in named if name not in found] == []


def test_every_claim_opens_its_words(real: tuple[str, Any], example: tuple[Account, ...]) -> None:
    """Each claim shown has a link to its words, and the words have a link back to it."""
    tree = real[1]
    backs = {str(link) for link in tree.xpath("//a[@class='back']/@href")}
    claims = tree.xpath("//li[contains(@class, 'claim')]")
    assert len(claims) == sum(claim.is_main for account in example for claim in account.claims)
    for claim in claims:
        assert claim.xpath(".//a[@class='mark']/@href")
        assert f"#{claim.get('id')}" in backs


def test_marked_words_are_the_words_of_the_text(
    real: tuple[str, Any], example: tuple[Account, ...], build: Callable[..., Account]
) -> None:
    """Each mark holds exactly the characters of the report between the offsets that its name bears."""
    nasty = build("\x1b[0m\u202e<b>&amp;\x00")
    for tree, account in ((real[1], example[0]), (page(nasty)[1], nasty)):
        view = view_of(account)
        texts = {r.letter: n.report.text for r, n in zip(view.reports, account.annotations, strict=True)}
        marks = tree.xpath("//mark[@id]")
        assert marks
        for mark in marks:
            _, letter, start, end = mark.get("id").split("-")
            words = texts[letter][int(start) : int(end)]
            assert words.startswith(plain(mark))
            assert plain(mark) == words or "\n" in words  # what runs over parts goes on in the next


def test_the_whole_text_is_there(real: tuple[str, Any], example: tuple[Account, ...]) -> None:
    """Every part of every report stands in the page, residue with its reason."""
    shown_parts = real[1].xpath("//div[contains(@class, 'part')]")
    parts = [part for account in example for note in account.annotations for part in note.layout.parts]
    assert len(shown_parts) == len(parts)
    for element, part in zip(shown_parts, parts, strict=True):
        label = element.xpath("string(span[@class='why'])")
        assert plain(element).removeprefix(label) == part.span.text.replace("\r\n", "\n")
        assert (part.role == "residue") == label.startswith("set aside: ")


def test_foreign_text_is_set_apart(build: Callable[..., Account]) -> None:
    """Text of others stands in `bdi`, so that its direction ends with it; each text bears its language."""
    _, tree = page(build("§"))
    for element in tree.xpath("//main//*[contains(text(), '§')]"):
        assert element.tag in {"bdi", "mark", "div", "text", "title", "desc", "tspan"}, element.tag
    assert tree.xpath("//div[@class='words']/@lang") == ["en", "en", "en"]
    assert tree.get("lang") == "en"


def test_a_long_way_is_short_on_paper(real: tuple[str, Any]) -> None:
    """The page of a story of eight reports stays below a megabyte."""
    assert len(real[0].encode()) < 1_000_000


def test_the_same_account_gives_the_same_page(build: Callable[..., Account]) -> None:
    """Two renderings are equal."""
    assert render_html([build("é")]) == render_html([build("é")])


def test_no_story_gives_a_page(build: Callable[..., Account]) -> None:
    """A page of no story, and one of two, are pages as well."""
    assert "<h1>Accounts of 0 stories</h1>" in render_html([]) or unbalanced(render_html([])) == []
    _, tree = page(build(), build())
    assert tree.xpath("//h1")[0].text_content() == "Accounts of 2 stories"


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://gazette.example/a?b=1#c", True),
        ("http://gazette.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\tscript:alert(1)", False),
        (" https://gazette.example/", False),
        ("//gazette.example/a", False),
        ("/\\gazette.example", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("https://user:secret@gazette.example/", False),
        ("https://gazette.example/\n", False),
        ("https://gazette.example/'\"><script>", False),
        ("https:///nowhere", False),
        ("https://[", False),
        ("ftp://gazette.example/", False),
        ("https://g\u0430zette.example/", False),
        ("", False),
    ],
)
def test_only_plain_addresses_are_links(build: Callable[..., Account], address: str, is_link: bool) -> None:
    """An address is a link only if it is http or https with nothing odd in it, and no referrer goes along."""
    assert (safe_link(address) == address) is is_link
    _, tree = page(build("", address))
    links = tree.xpath("//a[not(starts-with(@href, '#'))]")
    assert [link.get("href") for link in links] == ([address] * 3 if is_link else [])
    assert all(link.get("rel") == "noreferrer noopener" for link in links)


def test_the_drawing_is_well_formed(build: Callable[..., Account]) -> None:
    """The drawing parses as XML and joins each origin that carries claims with its reports."""
    view = view_of(build("<&>\"'"))
    drawing = draw_origins(view)
    assert drawing is not None
    tree = ET.fromstring(str(drawing))
    edges = list(tree.iter("path"))
    assert len(edges) == sum(len(origin.letters) for origin in view.carriers) == 4
    assert [e.tag for e in tree][:2] == ["title", "desc"]


def test_too_much_is_not_drawn(build: Callable[..., Account]) -> None:
    """Beyond sixty origins and reports there is no drawing, and the page says so."""
    view = view_of(build())
    assert draw_origins(replace(view, carriers=view.carriers * MAX_NODES)) is None
    assert draw_origins(replace(view, carriers=())) is None


def boxes(seed: int, length: int, number: int) -> list[Mark]:
    """Return stretches at random, crossing and nested, each with its name."""
    chance = random.Random(seed)
    made = {tuple(sorted(chance.sample(range(length + 1), 2))) for _ in range(number)}
    return sorted(Mark(a, -b, f"m{a}-{b}", (a,)) for a, b in made)


def pieces(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield the name and words of each mark that has a name."""
    for mark in tree.xpath("//mark[@id]"):
        yield mark.get("id"), plain(mark)


@pytest.mark.parametrize("seed", range(30))
def test_marks_may_cross(seed: int) -> None:
    """Whatever stretches are marked: the text stays whole, marks nest, each name stands once."""
    text = "".join(chr(0x4E00 + i) for i in range(60))
    marks = boxes(seed, 60, 25)
    drawn = str(marked(text, (0, 60), marks, key="s1"))
    assert unbalanced(drawn) == []
    tree = parser.fragment_fromstring(drawn, create_parent=True)
    assert plain(tree) == text
    found = dict(pieces(tree))
    assert set(found) == {mark.anchor for mark in marks}
    for name, words in found.items():
        start, end = (int(x) for x in name[1:].split("-"))
        assert text[start:end].startswith(words)
        assert words


def test_marks_nest_only_so_deep() -> None:
    """Hundreds of marks inside one another don't nest deeper than browsers allow, and keep their names."""
    text = "x" * 400
    marks = [Mark(i, -(400 - i), f"m{i}", ()) for i in range(190)]
    drawn = str(marked(text, (0, 400), marks, key="s1"))
    depth = deepest = 0
    for found in re.findall(r"</?mark", drawn):
        depth += 1 if found == "<mark" else -1
        deepest = max(deepest, depth)
    assert deepest <= MAX_DEPTH + 1
    assert depth == 0
    assert drawn.count(" id=") == 190


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("<b>&'\"", "&lt;b&gt;&amp;&#39;&#34;"),
        ("a\u00a0b", "a\u00a0b"),
        ("\u202e", '<span class="hidden-char" title="U+202E">\\u202e</span>'),
        ("\x1b<", '<span class="hidden-char" title="U+001B">\\x1b</span>&lt;'),
    ],
)
def test_text_is_shown_as_it_is(text: str, expected: str) -> None:
    """Text keeps its breaks, its markup is escaped, and what is hidden is shown with its number."""
    assert str(shown(text)) == expected


def test_nasty_reports_give_sound_pages(nasty: tuple[Annotation, ...]) -> None:
    """Reports without words, with hidden characters or in another language give sound pages."""
    for members in (*([note] for note in nasty), list(nasty)):
        made = accounts(members)
        text, tree = page(*made)
        assert unbalanced(text) == []
        found = ids(tree)
        assert {str(link)[1:] for link in tree.xpath("//a[starts-with(@href, '#')]/@href")} <= set(found)
        assert len(tree.xpath("//script")) == 1
        lines = render_terminal(made, width=60, color=False).splitlines()
        assert all(line.isprintable() and cells(line) <= 60 for line in lines)
