"""Bytes to text: every encoding is either right or bears a note."""

from __future__ import annotations

import random

import pytest

from twosource.errors import UnreadableError
from twosource.read.encoding import clean_surrogates, decode

PROSE = "“Café owners in Brenz,” the mayor said – “are naïve.”\r\nHe left at noon.\n"


@pytest.mark.parametrize(
    ("data", "encoding", "notes"),
    [
        pytest.param(PROSE.encode(), "utf-8", [], id="utf-8"),
        pytest.param(PROSE.encode("utf-8-sig"), "utf-8", [], id="utf-8 with a mark"),
        pytest.param(PROSE.encode("utf-16"), "utf-16-le", [], id="utf-16 with a mark"),
        pytest.param(
            PROSE.encode("utf-16-le"), "utf-16-le", ["encoding_guessed"], id="utf-16 without a mark"
        ),
        pytest.param(
            PROSE.encode("utf-16-be"), "utf-16-be", ["encoding_guessed"], id="utf-16 the other way round"
        ),
        pytest.param(PROSE.encode("cp1252"), "cp1252", ["encoding_guessed"], id="cp1252 unstated"),
    ],
)
def test_text_comes_back_exactly(data: bytes, encoding: str, notes: list[str]) -> None:
    """Whatever the encoding, the characters and the line endings are those that were written."""
    decoded = decode("a.txt", data)
    assert (decoded.text, decoded.encoding) == (PROSE, encoding)
    assert [reason.code for reason in decoded.reasons] == notes


def test_stated_encoding_of_a_page_is_used() -> None:
    """A page that states its encoding is read in it."""
    page = '<html><head><meta charset="iso-8859-2"></head><p>Żółć w Brzeźnie.</p></html>'
    decoded = decode("a.html", page.encode("iso-8859-2"))
    assert decoded.text == page


def test_wrongly_stated_encoding_does_not_count() -> None:
    """A page in UTF-8 that states Latin-1 is read as UTF-8."""
    page = '<meta charset="latin-1"><p>“Brücke”</p>'
    assert decode("a.html", page.encode()).text == page


def test_cyrillic_without_statement() -> None:
    """Text in cp1251 is told by its letters, with a note."""
    text = "Мост в Халдене закрыли во вторник после осмотра опор. " * 10
    decoded = decode("a.txt", text.encode("cp1251"))
    assert decoded.text == text
    assert [reason.code for reason in decoded.reasons] == ["encoding_guessed"]


@pytest.mark.parametrize(
    ("bad", "codes"),
    [(1, ["encoding_guessed", "encoding_guessed"]), (200, ["encoding_guessed", "encoding_suspect"])],
    ids=["one byte in a thousand", "one in ten"],
)
def test_bytes_that_do_not_fit_are_counted(bad: int, codes: list[str]) -> None:
    """A few broken bytes in UTF-8 are replaced with a note; above one in a hundred the text is suspect."""
    text = "“Halden” lies – as “all” know – by the water. " * 40
    decoded = decode("a.txt", text.encode() + b"\xff" * bad)
    assert decoded.text == text + "\ufffd" * bad
    assert [reason.code for reason in decoded.reasons] == codes


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)), random.Random(7).randbytes(4000), b"\x00" * 100, b"abc\x00def\x00ghi\x01" * 50],
    ids=["every byte", "random bytes", "zeros", "words between zeros"],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    """Binary data is refused by that name, never taken for text."""
    with pytest.raises(UnreadableError) as caught:
        decode("a.bin", data)
    assert caught.value.code == "not_text"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff".encode()], ids=["nothing", "blanks", "a mark"])
def test_blank_bytes_are_empty(data: bytes) -> None:
    """A file of blanks is empty, not a report."""
    with pytest.raises(UnreadableError) as caught:
        decode("a.txt", data)
    assert caught.value.code == "empty"


def test_a_cut_character_is_left_out() -> None:
    """Where the limit falls inside a character, that character is left out and nothing is replaced."""
    decoded = decode("a.txt", "añ".encode()[:2], is_cut=True)
    assert (decoded.text, decoded.reasons) == ("a", ())


def test_lone_surrogates_are_replaced_in_place() -> None:
    """Half characters become U+FFFD one for one, so that offsets stay."""
    cleaned, reasons = clean_surrogates("a\ud800b\udfffc")
    assert cleaned == "a\ufffdb\ufffdc"
    assert [reason.code for reason in reasons] == ["encoding_suspect"]
