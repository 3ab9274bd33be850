"""A page of HTML to its article with headline, byline and captions, in page order."""

from __future__ import annotations

import pytest

from twosource.read.flat import flat_text
from twosource.read.page import read_page

from ..work import LINEAR, LONG, growth, no_hang

BODY = (
    "The harbour bridge at Halden was closed on Tuesday after inspectors found cracks in two of its piers.",
    "“We had no choice but to close it,” said Marta Okonedo, the city engineer, at a news conference.",
    "About 12,000 people cross the bridge each day, said the ministry that paid for the works.",
    "Ferries will run every twenty minutes until the piers have been mended, the mayor's office said.",
)

PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>Bridge closed | Halden Gazette</title>
<meta property="og:site_name" content="Halden Gazette">
<meta property="og:title" content="Bridge closed after cracks found">
<meta property="article:published_time" content="2031-03-04T09:40:12+01:00">
<meta name="author" content="Ivo Brandt">
<link rel="canonical" href="https://gazette.example/bridge"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bridge closed after cracks found</h1><p class="byline">By Ivo Brandt</p>
<figure><img src="x.jpg" alt="secret alt">
<figcaption>The bridge seen from the quay. Photo: Lena Aas</figcaption></figure>
<p>{BODY[0]}</p><p>{BODY[1]}</p>
<p style="display: none">A hidden line that nobody sees on the page at all.</p>
<p>{BODY[2]}</p><!-- a comment --><script>var x = "script text";</script>
<template>template text</template><p>{BODY[3]}</p>
</article><aside><h2>Related</h2><ul><li><a href="/2">Mayor of Torvik resigns</a></li></ul></aside>
<footer>© Halden Gazette</footer></body></html>"""


def test_the_article_comes_with_headline_byline_and_caption() -> None:
    """The text is headline, byline, caption and paragraphs in page order, and nothing else."""
    page = read_page(PAGE)
    assert page.text.split("\n\n") == [
        "Bridge closed after cracks found",
        "By Ivo Brandt",
        "The bridge seen from the quay. Photo: Lena Aas",
        *BODY,
    ]
    assert page.reasons == ()


def test_facts_of_the_markup() -> None:
    """Outlet, title, date, language, byline and address come from what the page states."""
    facts = read_page(PAGE).facts
    assert facts.outlet == "Halden Gazette"
    assert facts.title == "Bridge closed after cracks found"
    assert facts.published == "2031-03-04T09:40+01:00"
    assert facts.language == "en"
    assert facts.byline == "Ivo Brandt"
    assert facts.url == "https://gazette.example/bridge"


@pytest.mark.parametrize(
    ("linked", "published", "byline"),
    [
        pytest.param(
            '{"@type": "NewsArticle", "datePublished": "2031-03-03",'
            ' "author": [{"name": "A. Roy"}, {"name": "B. Lunde"}]}',
            "2031-03-03",
            "A. Roy, B. Lunde",
            id="an article",
        ),
        pytest.param(
            '{"@graph": [{"@type": "WebSite", "datePublished": "1999-01-01"},'
            ' {"@type": ["NewsArticle"], "author": "C. Dahl"}]}',
            "2031-03-04T09:40+01:00",
            "C. Dahl",
            id="an article in a graph",
        ),
        pytest.param("{not json", "2031-03-04T09:40+01:00", "Ivo Brandt", id="broken"),
        pytest.param("[" * 100_000, "2031-03-04T09:40+01:00", "Ivo Brandt", id="a hundred thousand brackets"),
    ],
)
def test_linked_data_comes_first(linked: str, published: str, byline: str) -> None:
    """JSON-LD about the article outranks other statements; broken JSON-LD is as none."""
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{linked}</script></head>')
    facts = read_page(page).facts
    assert (facts.published, facts.byline) == (published, byline)


def test_a_page_without_article_is_flattened() -> None:
    """Where no article is found, all visible text is kept with a note, and what is hidden is not."""
    page = read_page(
        "<html><body><div>Short notice</div><div hidden>not shown</div><p>Call us</p></body></html>"
    )
    assert page.text == "Short notice\nCall us"
    assert [reason.code for reason in page.reasons] == ["no_article"]


@pytest.mark.parametrize("depth", [300, 5_000, 200_000])
def test_deep_markup_keeps_its_text(depth: int) -> None:
    """Markup nested deeper than the parser goes loses no text, and says so."""
    page = read_page("<html><body>" + "<div>" * depth + "<p>Deep down here</p>")
    assert page.text == "Deep down here"
    assert [reason.code for reason in page.reasons] == ["no_article"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>A &amp; B <b>c</b>, 1 < 2</p>", "A & B c, 1 < 2"),
        ('<p>a</p><div style="display:none">x</div>y', "a\ny"),
        ("a<script>if (a < b) {}</script><!-- c --><p hidden>d</p><template>e</template>f", "af"),
        ("a<!-- never ends", "a"),
        ("a<script>never ends", "a"),
    ],
    ids=["inline", "style", "hidden tags", "open comment", "open script"],
)
def test_flat_text(markup: str, text: str) -> None:
    """The scanner that needs no tree shows the same as a browser would, short of nesting."""
    assert flat_text(markup).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "<script>", "<p>", "<!--x-->", "&"])
def test_flat_text_is_linear(piece: str) -> None:
    """Four times the marks are about four times the work, and no search for an end runs over all the rest."""
    assert growth(lambda times: lambda: flat_text(piece * times), 1_000) <= LINEAR
    with no_hang():
        flat_text(piece * LONG)
