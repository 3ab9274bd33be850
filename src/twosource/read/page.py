"""A page of HTML to the text of its article, in page order, and what the markup says about it.

`trafilatura` tells which paragraphs are the article; it is given a parsed page, never an address. As it drops
headlines, bylines and captions, which an account needs as evidence, the page is laid out anew here: its
visible blocks in page order, and of these the ones that are headline, byline, caption or article. What is
hidden (`display:none`, scripts, templates, comments) is never laid out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twosource.read.facts import page_facts
from twosource.read.flat import HIDDEN_TAGS, flat_text, is_hidden_style
from twosource.records import Facts, Reason

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu",
    "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul",
))
# fmt: on
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_BYLINE = re.compile(r"(?i)^(?:by|written by|reported by|reporting by)\s+\S")
MAX_BYLINE = 120  # characters; a longer line that begins with "By" is a sentence
MIN_COVERED = 0.8  # share of the article's runs of words that must be found in the page's blocks
MIN_SHARED = 0.8  # share of a block's runs of words that must stand in the article: inline tags join words
GRAM = 4  # words by which a block is looked up in the article
MIN_ARTICLE_WORDS = 20  # fewer than this, and what was found is a teaser or a notice


@dataclass(frozen=True, slots=True)
class Block:
    """A visible block of a page: its text on one line, and what its markup says it is."""

    text: str
    role: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The words by which the block is known again in the extracted article."""
        return words(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """The text laid out from a page, the facts of its markup, and the notes."""

    text: str
    facts: Facts
    reasons: tuple[Reason, ...] = ()


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in lower case."""
    return tuple(_WORD.findall(text.lower()))


def read_page(markup: str) -> Page:
    """Return the article of a page, or all its visible text with the note `no_article`.

    Args:
        markup: the page as text, decoded.
    """
    tree = _tree(markup)
    if tree is None:
        note = Reason("no_article", "its markup is nested too deep; all its text was taken")
        return Page(flat_text(markup), Facts(), (note,))
    blocks = tuple(_blocks(tree))
    article = _article(tree)
    facts = page_facts(tree, article)
    chosen = _chosen(blocks, article, facts)
    if chosen:
        return Page("\n\n".join(block.text for block in chosen), facts)
    note = Reason("no_article", "all its visible text was taken")
    return Page("\n".join(block.text for block in blocks), facts, (note,))


def _tree(markup: str) -> HtmlElement | None:
    """Return the parsed page, `None` if the parser gave it up: it loses what is nested too deep."""
    from lxml import etree, html

    # A declaration of an encoding makes lxml refuse text that is already decoded.
    markup = re.sub(r"(?i)^\s*<\?xml[^>]{0,200}>", "", markup).replace("\x00", "")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return None if any("xcessive depth" in entry.message for entry in parser.error_log) else tree


def _article(tree: HtmlElement) -> Any:
    """Return trafilatura's document for a page, `None` if it found no article or failed."""
    import copy

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it tells its own faults on stderr
    dates = {"extensive_search": False, "original_date": True}
    try:
        return trafilatura.bare_extraction(
            copy.deepcopy(tree), include_comments=False, with_metadata=True, date_extraction_params=dates
        )
    except Exception:  # noqa: BLE001  one call into a library that meets any markup; the fallback serves then
        return None


def _blocks(tree: HtmlElement) -> Iterator[Block]:
    """Yield the visible blocks of a page in page order; the tree is walked without recursion."""
    run: list[str] = []
    role = ""
    stack: list[tuple[HtmlElement, str, str | None]] = [(tree, "", None)]
    while stack:
        element, inner, outer = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = tag in BLOCK_TAGS
        if outer is not None:  # the element's end: what follows is its parent's
            if is_block:
                yield from _flush(run, role)
                role = outer
            run.append(element.tail or "")
        elif _is_hidden(element, tag):
            run.append(element.tail or "")
        else:
            before = role
            if is_block:
                yield from _flush(run, role)
                role = inner = _role(element, tag) or inner
            run.append(element.text or "")
            stack.append((element, inner, before))
            stack.extend((child, inner, None) for child in reversed(element))
    yield from _flush(run, role)


def _flush(run: list[str], role: str) -> Iterator[Block]:
    """Yield the block that the pieces in `run` make, if they hold more than white space, and empty `run`."""
    text = _SPACE.sub(" ", "".join(run)).strip()
    run.clear()
    if text:
        yield Block(text, role)


def _is_hidden(element: HtmlElement, tag: str) -> bool:
    """Return whether a browser would not show the element."""
    if not tag or tag in HIDDEN_TAGS or element.get("hidden") is not None:
        return True
    return is_hidden_style(element.get("style"))


def _role(element: HtmlElement, tag: str) -> str:
    """Return what the markup says a block is: `headline`, `caption`, `byline`, `paragraph` or nothing."""
    if tag == "h1":
        return "headline"
    if tag in {"figcaption", "caption"}:
        return "caption"
    if tag in {"figure", "p"}:
        return "caption" if tag == "figure" else ""
    named = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('rel', '')}".lower()
    if "caption" in named:
        return "caption"
    return "byline" if "byline" in named or "author" in named.split() else ""


def _chosen(blocks: Sequence[Block], article: Any, facts: Facts) -> list[Block]:
    """Return the blocks of headline, byline, captions and article; none if the article is not found again."""
    if article is None or not article.text:
        return []
    wanted = _grams(words(article.text))
    if len(wanted) < MIN_ARTICLE_WORDS:
        return []
    in_article = _in_article(blocks, wanted, article.text)
    found = {
        gram for block, is_in in zip(blocks, in_article, strict=True) if is_in for gram in _grams(block.key)
    }
    if len(found & wanted) < MIN_COVERED * len(wanted):
        # The extractor joined or broke lines otherwise than the page: its own lines serve, without captions.
        head = [Block(line) for line in (facts.title, facts.byline) if line]
        return head + [Block(line.strip()) for line in article.text.splitlines() if line.strip()]
    return _with_frame(blocks, in_article, facts)


def _grams(key: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the runs of `GRAM` words."""
    return {tuple(key[i : i + GRAM]) for i in range(len(key) - GRAM + 1)}


def _in_article(blocks: Sequence[Block], wanted: set[tuple[str, ...]], text: str) -> list[bool]:
    """Return for each block whether it is one of the extracted article.

    A block of fewer than `GRAM` words is, if it is a whole line of the article ("Close" under a picture is
    not, though the article may have the word).
    """
    lines = {words(line) for line in text.splitlines()}
    answer = []
    for block in blocks:
        grams = _grams(block.key)
        shared = len(grams & wanted) >= MIN_SHARED * len(grams) if grams else block.key in lines
        answer.append(shared and bool(block.key))
    return answer


def _with_frame(blocks: Sequence[Block], in_article: Sequence[bool], facts: Facts) -> list[Block]:
    """Return the blocks of the article with the headline and byline before it and the captions inside it."""
    last = len(in_article) - 1 - in_article[::-1].index(True)
    headline = _headline(blocks[: in_article.index(True) + 1], words(facts.title or ""))
    # The extractor may count the headline as the article's first paragraph: the byline comes after it.
    first = next((n for n, is_in in enumerate(in_article) if is_in and n != headline), last)
    author = words(facts.byline or "")
    chosen: list[Block] = []
    seen: set[str] = set()
    for number, (block, is_in) in enumerate(zip(blocks, in_article, strict=True)):
        is_before = (first if headline is None else headline) < number < first
        keep = is_in or number == headline
        keep = keep or (block.role == "caption" and (is_before or first < number < last))
        keep = keep or (is_before and _is_byline(block, author))
        if keep and block.text not in seen:  # a gallery repeats its caption, a page its headline
            chosen.append(block)
            seen.add(block.text)
    return chosen


def _headline(blocks: Sequence[Block], title: tuple[str, ...]) -> int | None:
    """Return the number of the headline among the blocks: the last that is the page's title."""
    for number in range(len(blocks) - 1, -1, -1):
        if title and blocks[number].key == title:
            return number
    return next((n for n in range(len(blocks) - 1, -1, -1) if blocks[n].role == "headline"), None)


def _is_byline(block: Block, author: tuple[str, ...]) -> bool:
    """Return whether a block between headline and article says who wrote it."""
    if len(block.text) > MAX_BYLINE:
        return False
    names_author = bool(author) and set(author) <= set(block.key)
    return names_author or block.role == "byline" or _BYLINE.match(block.text) is not None
