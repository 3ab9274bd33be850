"""Feeds to entries: every format, cut, hostile and badly dated ones."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from twosource.errors import UnreadableError
from twosource.read.feed_dates import feed_date
from twosource.read.feeds import MAX_ENTRIES, Feed, read_feed

from ..work import LINEAR, LONG, growth, no_hang

NOW = 1_930_000_000.0  # 27 February 2031
NAME = "http://paper.example/feed.xml"


def item(n: int, extra: str = "") -> str:
    """Return an item of RSS."""
    return (
        f"<item><title>Bridge {n}</title><link>http://paper.example/a/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Mon, 03 Feb 2031 10:{n % 60:02d}:00 GMT</pubDate>{extra}</item>"
    )


def rss(*items: str) -> str:
    """Return a feed of RSS 2.0."""
    return f"<rss version='2.0'><channel><title>Paper</title>{''.join(items)}</channel></rss>"


def read(data: str | bytes) -> Feed:
    """Return what is read from a feed."""
    return read_feed(NAME, data.encode() if isinstance(data, str) else data, now=NOW)


FORMATS = {
    "rss 0.91": rss(item(1)).replace("2.0", "0.91"),
    "rss 2.0": rss(item(1)),
    "rss 1.0": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="http://paper.example/"><title>Paper</title></channel>'
        '<item rdf:about="g1"><title>Bridge 1</title><link>http://paper.example/a/1</link></item></rdf:RDF>'
    ),
    "atom": (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Paper</title><entry><id>g1</id>"
        "<title>Bridge 1</title><link href='/a/1'/><updated>2031-02-03T10:01:00Z</updated></entry></feed>"
    ),
    "prefixed atom": (
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Paper</a:title><a:entry><a:id>g1</a:id>"
        "<a:title>Bridge 1</a:title><a:link href='/a/1'/></a:entry></a:feed>"
    ),
    "json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Paper",
            "items": [{"id": "g1", "url": "/a/1", "title": "Bridge 1", "content_text": "Closed"}],
        }
    ),
    "utf-16": rss(item(1)).encode("utf-16"),
    "latin-1": ("<?xml version='1.0' encoding='iso-8859-1'?>" + rss(item(1, "<x>ü</x>"))).encode("latin-1"),
    "wrongly declared": b"<?xml version='1.0' encoding='utf-16'?>" + rss(item(1)).encode(),
    "behind a megabyte of blanks": " " * 1_000_000 + rss(item(1)),
    "behind a comment": "<?xml version='1.0'?>\n<!-- hello -->\n" + rss(item(1)),
    "no XML": rss(item(1, "<description>Fish & chips&nbsp;<br></description>")),
}


@pytest.mark.parametrize("data", FORMATS.values(), ids=FORMATS)
def test_formats(data: str | bytes) -> None:
    """Each format, in each encoding, gives the feed's title and the entry's title and link."""
    feed = read(data)
    assert (feed.title, feed.total, feed.is_partial) == ("Paper", 1, False)
    assert [(e.title, e.link) for e in feed.entries] == [("Bridge 1", "http://paper.example/a/1")]


def test_source_is_the_publisher_in_rss_and_not_in_atom() -> None:
    """RSS's `<source>` names the outlet; Atom's is the feed that an entry was copied from."""
    (entry,) = read(rss(item(1, "<source url='http://post.example/feed'>Coast Post</source>"))).entries
    assert (entry.publisher, entry.publisher_url) == ("Coast Post", "http://post.example/feed")
    copied = FORMATS["atom"].replace("</entry>", "<source><title>Planet</title></source></entry>")  # type: ignore[union-attr, arg-type]
    assert read(copied).entries[0].publisher is None


REFUSED = {
    "page": ("<!DOCTYPE html><html><head><title>Welcome</title>", "not_a_feed"),
    "empty": ("", "not_a_feed"),
    "blank": (" \n ", "not_a_feed"),
    "path": ("/etc/passwd", "not_a_feed"),
    "address": ("http://paper.example/feed", "not_a_feed"),
    "other XML": ("<opml><body/></opml>", "not_a_feed"),
    "other JSON": ('{"items": []}', "not_a_feed"),
    "broken JSON": ('{"version": "https://jsonfeed.org/version/1", "items": [', "not_a_feed"),
    "deep JSON": ('{"a":' * 50_000, "not_a_feed"),
    "cut before an entry ended": (rss(item(1))[:80], "bad_xml"),
    "bytes": (bytes(range(256)) * 40, "not_text"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_feed(data: str | bytes, code: str) -> None:
    """What is no feed ends in its code."""
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert caught.value.code == code


def test_a_path_or_address_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that spell a file, or an address, are bytes."""
    (tmp_path / "feed.xml").write_text(rss(item(1)))
    monkeypatch.setattr(socket, "socket", None)
    for name in (str(tmp_path / "feed.xml"), f"file://{tmp_path}/feed.xml", NAME):
        with pytest.raises(UnreadableError, match="not_a_feed"):
            read(name)


@pytest.mark.parametrize("cut", [40, 120, 200])
def test_a_cut_feed_gives_its_whole_entries(cut: int) -> None:
    """Of a feed that ends in the middle, the entries that are whole are kept, and it is said."""
    feed = read(rss(*map(item, range(5)))[:-cut])
    assert feed.is_partial
    assert {"cut_short"} == {reason.code for reason in feed.reasons}
    assert {e.guid for e in feed.entries} >= {"g0", "g1", "g2"} or len(feed.entries) >= 3
    assert all(e.title and e.link for e in feed.entries)


SECRET = "the secret"
HOSTILE = {
    "external entity": "<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{path}'>]>",
    "external type": "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/x.dtd'>",
    "parameter": "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file://{path}'> %p; <!ENTITY x 'y'>]>",
    "quadratic": "<!DOCTYPE r [<!ENTITY x '" + "ha" * 50_000 + "'>]>",
    "unclosed": "<!DOCTYPE r [<!ENTITY x 'y'>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_entities_are_left_out(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No entity of a feed is declared: no file is read, no host asked, nothing grows."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    monkeypatch.setattr(socket, "socket", None)
    head = HOSTILE[kind].replace("{path}", str(secret))
    try:
        feed = read(head + rss(item(1, "<description>" + "&x;" * 5_000 + "</description>")))
    except UnreadableError as error:
        assert error.code in ("bad_xml", "not_a_feed")
    else:
        assert SECRET not in repr(feed)
        assert len(feed.entries[0].content) < 30_000


def test_billion_laughs() -> None:
    """Ten levels of entities stay as they are written."""
    levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    feed = read(f"<!DOCTYPE r [<!ENTITY l0 'ha'>{levels}]>" + rss(item(1)).replace("Bridge", "&l9;"))
    assert len(feed.entries[0].title) < 100
    assert "bad_xml" in {reason.code for reason in feed.reasons}


@pytest.mark.parametrize("order", [1, -1])
def test_only_the_newest_entries_are_taken(order: int) -> None:
    """Of 20,000 entries the newest 1,000 are taken, the first of them first, and the rest are counted."""
    days = range(20_000)[::order]
    items = [
        item(n).replace("Mon, 03 Feb 2031 10", f"{1 + n // 800:02d} Jan 2031 {n // 60 % 24:02d}")
        for n in days
    ]
    feed = read(rss(*items))
    assert (len(feed.entries), feed.total) == (MAX_ENTRIES, 20_000)
    assert [reason.code for reason in feed.reasons] == ["too_large"]
    assert all(int((e.guid or "0").rpartition("g")[2]) >= 18_000 for e in feed.entries)


def test_an_entry_of_20_mb() -> None:
    """Text without end in one entry is cut, and what follows is read."""
    feed = read(rss(item(1, "<description>" + "word " * 4_000_000 + "</description>"), item(2)))
    assert [len(e.content) <= 1_000_000 for e in feed.entries] == [True, True]


LINKS = {
    "javascript": ("javascript:alert(1)", None),
    "data": ("data:text/html,x", None),
    "file": ("file:///etc/passwd", None),
    "tab": ("java\tscript:alert(1)", None),
    "relative": ("/b/2", "http://paper.example/b/2"),
    "other host": ("//post.example/b", "http://post.example/b"),
    "blank": ("", None),
    "upper case": ("HTTP://post.example/b", "http://post.example/b"),
}


@pytest.mark.parametrize(("given", "link"), LINKS.values(), ids=LINKS)
def test_links(given: str, link: str | None) -> None:
    """Only links of the web are kept; relative ones are made whole."""
    (entry,) = read(
        rss(f"<item><title>x</title><guid isPermaLink='false'>1</guid><link>{given}</link></item>")
    ).entries
    assert (entry.link or "").lower() == (link or "")


def test_markup_in_fields_is_text() -> None:
    """A title with tags is kept as it stands: showing it is what must escape it."""
    (entry,) = read(
        rss("<item><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><guid>1</guid></item>")
    ).entries
    assert entry.title == "<script>alert(1)</script>"


def test_ids() -> None:
    """An entry without a guid is known by its link, one with neither by its text; a changed text is told."""
    bare = "<item><guid/><title>{}</title></item>"
    one, same, other = (read(rss(bare.format(t))).entries[0] for t in ("Bridge", "Bridge", "Ferry"))
    assert one.key == same.key != other.key
    assert (
        read(rss("<item><link>http://paper.example/a</link></item>")).entries[0].key
        == "http://paper.example/a"
    )
    first, edited = (read(rss(item(1, f"<description>{t}</description>"))).entries[0] for t in ("a", "b"))
    assert first.key == edited.key
    assert first.state != edited.state


DATES: dict[str, tuple[str, str | None, bool]] = {
    "rfc 822": ("Mon, 03 Feb 2031 10:00:00 GMT", "2031-02-03T10:00+00:00", False),
    "offset": ("Mon, 3 Feb 2031 10:00 +0530", "2031-02-03T10:00+05:30", False),
    "iso": ("2031-02-03T10:00:00.123-08:00", "2031-02-03T10:00-08:00", False),
    "day": ("2031-02-03", "2031-02-03", False),
    "zone of three": ("Mon, 03 Feb 2031 10:00:00 IST", "2031-02-03T10:00", False),
    "zone by city": ("Mon, 03 Feb 2031 10:00:00 Europe/London", "2031-02-03T10:00", False),
    "no such day": ("2026-02-30", None, True),
    "no such time": ("2026-03-02T25:61:00Z", None, True),
    "year 1": ("0001-01-01T00:00:00Z", None, True),
    "year 9999": ("9999-12-31T23:59:59Z", None, True),
    "epoch": ("1771234567", None, True),
    "two days": ("03/04/2026", None, True),
    "month ahead": ("2031-04-01T10:00:00Z", None, True),
    "no month": ("Mon, 03 Foo 2031 10:00:00 GMT", None, True),
    "words": ("yesterday", None, True),
    "odd offset": ("2031-02-03T10:00:00+99:99", "2031-02-03T10:00", False),
}


@pytest.mark.parametrize(("raw", "value", "is_suspect"), DATES.values(), ids=DATES)
def test_dates(raw: str, value: str | None, is_suspect: bool) -> None:
    """A date is kept as written; it means something only where that is sure, and is never rolled over."""
    date = feed_date(raw, NOW)
    assert (date.raw, date.value, date.is_suspect) == (raw, value, is_suspect)
    assert date.is_zone_certain == bool(value and ("+" in value or value.endswith("-08:00")))


@pytest.mark.parametrize("piece", ["<", "<a>", "&x;", "<![CDATA[", "</", "<!", "]]>", "<!--"])
def test_work_grows_with_length(piece: str) -> None:
    """Four times the nonsense is about four times the work, whatever it is made of, and nothing runs away."""

    def answered(size: int) -> None:
        with suppress(UnreadableError):
            read(f"<rss version='2.0'><channel>{piece * (size // len(piece))}{item(1)}</channel></rss>")

    assert growth(lambda size: lambda: answered(size), 3_000) <= LINEAR
    with no_hang():  # thirty thousand elements, one in another, are work enough for the parser
        answered(LONG if piece != "<a>" else LONG // 4)
