"""News items of the IPTC's NewsML-G2 as the records that the reader takes.

Source: the element names of NewsML-G2 (namespace `http://iptc.org/std/nar/2006-10-01/`) and, for the body,
of NITF and XHTML. No entity is resolved and nothing outside the document is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twosource.errors import UnreadableError
from twosource.read.results import Failure

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "hl1", "hl2", "blockquote", "pre", "td"})
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def is_newsml(head: bytes) -> bool:
    """Return whether a file's first bytes are those of a NewsML-G2 document."""
    return NAMESPACE.encode() in head and (
        b"newsItem" in head or b"newsMessage" in head or b"packageItem" in head
    )


def newsml_records(name: str, data: bytes) -> Iterator[dict[str, object] | Failure]:
    """Yield the record of each news item with a text, and a failure for each that must not be used.

    Raises:
        UnreadableError: `bad_xml` if the document can't be parsed, `empty` if no item holds a text.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("bad_xml", name, str(error)[:200], "Fetch the document again") from None
    is_bare = True
    items = [root] if _local(root) == "newsItem" else list(root.iter(f"{{{NAMESPACE}}}newsItem"))
    for number, item in enumerate(items, start=1):
        text = _text(item)
        if not text:
            continue
        is_bare = False
        status = (_attribute(item, "itemMeta/pubStatus", "qcode") or "usable").rpartition(":")[2]
        if status != "usable":
            why = f"its status is {status[:40]!r}"
            yield Failure(
                f"{name}:{number}", "withdrawn", why, "Leave it out, or take a version that may be used"
            )
        else:
            yield _record(item, text)
    if is_bare:
        raise UnreadableError("empty", name, "no news item in it holds a text", "Give the items themselves")


def _record(item: _Element, text: str) -> dict[str, object]:
    """Return the record of one item."""
    title = _words(item, "contentMeta/headline") or _words(item, "itemMeta/title")
    lines = [title, _words(item, "contentMeta/by"), _words(item, "contentMeta/dateline"), text]
    lines += [f"({name})" for name in _parties(item, "contentMeta/infoSource")]
    record: dict[str, object | None] = {
        "id": item.get("guid"),
        "text": "\n\n".join(line for line in lines if line),
        "title": title,
        "byline": _words(item, "contentMeta/by"),
        "outlet": next(iter(_parties(item, "itemMeta/provider")), None),
        "published": next(
            (
                day
                for path in ("contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated")
                if (day := _words(item, path))
            ),
            None,
        ),
        "language": _attribute(item, "contentMeta/language", "tag") or item.get(LANGUAGE),
    }
    return {key: value for key, value in record.items() if value}


def _text(item: _Element) -> str:
    """Return the paragraphs of an item's content, a blank line between them."""
    paragraphs: list[str] = []
    for content in item.iterfind(f"{{{NAMESPACE}}}contentSet/*"):
        if _local(content) == "inlineData":
            if (content.get("contenttype") or "text/plain").startswith("text/plain"):
                paragraphs += [part.strip() for part in (content.text or "").split("\n\n")]
        elif _local(content) == "inlineXML":
            bodies = [e for e in content.iter() if _local(e) in {"body.content", "body"}] or [content]
            inner = next((e for e in bodies if _local(e) == "body.content"), bodies[0])
            for element in inner.iter():
                if _local(element) in BLOCKS and not any(
                    _local(e) in BLOCKS for e in element.iterdescendants()
                ):
                    paragraphs.append(" ".join("".join(element.itertext()).split()))
    return "\n\n".join(part for part in paragraphs if part)


def _parties(item: _Element, path: str) -> Iterator[str]:
    """Yield the names of the parties at a path: by name, literal, or the end of their code."""
    for party in item.iterfind(_path(path)):
        name = next((" ".join("".join(e.itertext()).split()) for e in party if _local(e) == "name"), "")
        found = name or party.get("literal") or (party.get("qcode") or "").rpartition(":")[2]
        if found:
            yield found


def _words(item: _Element, path: str) -> str | None:
    """Return the words of the first element at a path, on one line."""
    found = item.find(_path(path))
    return None if found is None else " ".join("".join(found.itertext()).split()) or None


def _attribute(item: _Element, path: str, name: str) -> str | None:
    found = item.find(_path(path))
    return None if found is None else found.get(name)


def _path(path: str) -> str:
    return "/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/"))


def _local(element: _Element) -> str:
    """Return the name of an element without its namespace, empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
