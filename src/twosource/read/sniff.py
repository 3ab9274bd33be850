"""What kind of file some bytes are, told by their beginning rather than by their name."""

from __future__ import annotations

import json
import re

from twosource.errors import UnreadableError

MAGIC = (
    (0, b"%PDF-", "a PDF file"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\x1f\x8b", "a gzip file"),
    (0, b"BZh", "a bzip2 file"),
    (0, b"\xfd7zXZ\x00", "an xz file"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x89PNG\r\n\x1a\n", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"GIF87a", "a picture"),
    (0, b"GIF89a", "a picture"),
    (0, b"II*\x00", "a picture"),
    (0, b"MM\x00*", "a picture"),
    (0, b"RIFF", "a picture, sound or film"),
    (4, b"ftyp", "a film or a picture"),
    (0, b"ID3", "a sound file"),
    (0, b"OggS", "a sound file"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\x00", "a program"),
    (0, b"SQLite format 3\x00", "a database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"%!PS", "a PostScript file"),
)
"""Where a mark stands, the mark, and what it shows. Source: the formats' specifications."""

SNIFF = 4096  # bytes of the beginning that are looked at

_FEED = re.compile(
    rb"(?i)^(?:<\?xml[^>]{0,200}>)?\s{0,100}(?:<!--[^>]{0,500}>)?\s{0,100}<(?:rss|feed|rdf:RDF)\b"
)
_PAGE = re.compile(
    r"(?i)<(?:!doctype\s{1,20}html|html|head|body|meta|title|article|main|div|section|header|p|h1)\b"
)
_TAGS = re.compile(
    r"(?i)</?(?:p|div|br|h[1-6]|li|ul|span|a|article|section|html|body|meta|link|script)\b[^<>]{0,500}>"
)
MANY_TAGS = 5
JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")


def refuse(name: str, head: bytes) -> None:
    """Raise `UnreadableError` (`unsupported`) if `head`, an input's first bytes, is of a kind not read."""
    for at, mark, what in MAGIC:
        if head[at : at + len(mark)] == mark:
            raise UnreadableError("unsupported", name, f"it is {what}", "Save the report as text or HTML")
    if _FEED.match(head.lstrip()[:SNIFF]):
        raise UnreadableError("unsupported", name, "it is a feed", "Save the reports that it lists")


def is_jsonl(name: str, head: bytes) -> bool:
    """Return whether an input holds records of JSON, from its name or from its first line."""
    if name.lower().endswith(JSON_SUFFIXES):
        return True
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not opening.startswith(b"{"):
        return False
    first, ended, _ = opening.partition(b"\n")
    if not ended and len(head) >= SNIFF:  # a long line, cut: the beginning of an object must do
        return re.match(rb'\{\s{0,100}"[^"\\]{1,100}"\s{0,100}:', first) is not None
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def is_page(name: str, head: str) -> bool:
    """Return whether a text is HTML: it opens like a page, or its name says so and there are tags in it."""
    lowered = name.lower()
    opening = _without_preamble(head)
    if opening.startswith("<") and _PAGE.match(opening):
        return True
    if lowered.endswith((".html", ".htm", ".xhtml")):
        return _TAGS.search(head) is not None
    return opening.startswith("<") and len(_TAGS.findall(head)) >= MANY_TAGS


def _without_preamble(head: str) -> str:
    """Return `head` from the first character after blanks, XML declaration and comments."""
    opening = head.lstrip()
    while opening.startswith(("<!--", "<?xml")):
        _, end, rest = opening.partition("-->" if opening.startswith("<!--") else "?>")
        if not end:
            break
        opening = rest.lstrip()
    return opening
