"""Bytes to text, with a note wherever the encoding had to be worked out or did not fit."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from twosource.errors import UnreadableError
from twosource.records import Reason

SUSPECT_SHARE = 0.01
"""Share of characters that had to be replaced above which a text is suspect."""

CONTROL_SHARE = 0.005
"""Share of control characters above which bytes are not text: random bytes have 11 %, prose none."""

HEAD = 65_536  # bytes looked at to tell an encoding
WESTERN_SHARE = 0.3  # high bytes in cp1252 at most; an alphabet other than the Latin has 70 % and more

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE_CHARS = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}

_STATED = re.compile(
    rb"""(?i)<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,3}=\s{0,3}["']?([\w.:-]{2,40})"""
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the name of the encoding, and the notes."""

    text: str
    encoding: str
    reasons: tuple[Reason, ...] = ()


def decode(name: str, data: bytes, *, is_cut: bool = False) -> Decoded:
    """Return the text of `data`, with its line endings, without its byte order mark.

    Tried in this order: the byte order mark; UTF-16 shown by its zero bytes; UTF-8; the encoding that a page
    states; cp1252 for text with few high bytes; whatever `charset-normalizer` finds likely.

    Args:
        name: what the input is called in an error.
        data: the bytes.
        is_cut: the bytes may end in the middle of a character, which is then left out.

    Raises:
        UnreadableError: `not_text`, or `empty` if there is nothing but white space.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _checked(name, data[len(bom) :], encoding, (), is_cut)
    wide = _wide(data[:HEAD])
    if wide is not None:
        note = Reason("encoding_guessed", f"read as {wide}, which its zero bytes show")
        return _checked(name, data, wide, (note,), is_cut)
    try:
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        return _finished(name, decoder.decode(data, final=not is_cut), "utf-8", ())
    except UnicodeDecodeError as error:
        likely, why = _likely(data, error.start)
    if likely is None:
        raise _not_text(name)
    return _checked(name, data, likely, (Reason("encoding_guessed", f"read as {likely}, {why}"),), is_cut)


def clean_surrogates(text: str) -> tuple[str, tuple[Reason, ...]]:
    """Return `text` with each lone surrogate replaced by U+FFFD, and a note if there was one.


    A lone surrogate is half a character: JSON can escape it, no text file can hold it. Offsets stay.
    """
    cleaned, count = _SURROGATE.subn("\ufffd", text)
    if not count:
        return text, ()
    return cleaned, (
        Reason("encoding_suspect", f"{count} lone surrogates, which are no characters, were replaced"),
    )


def invisible(text: str) -> tuple[Reason, ...]:
    """Return the note on control characters in `text`, if it holds any."""
    count = sum(1 for _ in _INVISIBLE.finditer(text))
    return (Reason("control_characters", f"{count} of them"),) if count else ()


def _wide(head: bytes) -> str | None:
    """Return UTF-16's or UTF-32's name if the zero bytes lie as in Latin text of that encoding."""
    size = len(head) // 4
    if size < 4:
        return None
    zeros = [head[place::4][:size].count(0) / size for place in range(4)]
    if min(zeros[1], zeros[2], zeros[3]) > 0.9 > 0.1 > zeros[0]:
        return "utf-32-le"
    if min(zeros[0], zeros[1], zeros[2]) > 0.9 > 0.1 > zeros[3]:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.1 else None


def _likely(data: bytes, first_bad: int) -> tuple[str | None, str]:
    """Return the likely encoding of bytes that are not UTF-8 throughout, and why it was chosen."""
    stated = stated_encoding(data)
    if stated is not None and stated != "utf-8" and _fits(data, stated):
        return stated, "as the page states"
    sample = data[max(0, first_bad - HEAD // 2) :][:HEAD]
    high = sum(1 for byte in sample if byte > 127)
    as_utf8 = sample.decode("utf-8", "replace")
    well_formed = sum(1 for c in as_utf8 if ord(c) > 127 and c != "\ufffd")
    if well_formed > as_utf8.count("\ufffd"):
        return "utf-8", "though some bytes do not fit"
    if high <= WESTERN_SHARE * len(sample) and _fits(data, "cp1252"):
        return "cp1252", "as it is not UTF-8 and has few bytes beyond ASCII"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return (None, "") if best is None else (best.encoding, "the likeliest by its letters")


def stated_encoding(data: bytes) -> str | None:
    """Return the Python name of the encoding that the head of a page states, `None` if we know none."""
    found = _STATED.search(data[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except (LookupError, ValueError):
        return None
    # Browsers read "latin-1" as cp1252 (WHATWG Encoding Standard), since that is what such pages hold.
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _fits(data: bytes, encoding: str) -> bool:
    """Return whether at most one character in a hundred of `data` is none in `encoding`."""
    text = data[:HEAD].decode(encoding, "replace")
    return text.count("\ufffd") <= SUSPECT_SHARE * len(text)


def _checked(name: str, data: bytes, encoding: str, reasons: tuple[Reason, ...], is_cut: bool) -> Decoded:
    """Return `data` decoded with replacement, with a note on how much was replaced."""
    if is_cut:
        data = data[: len(data) - len(data) % WIDE_CHARS.get(encoding, 1)]
    before = data.count("\ufffd".encode(encoding)) if encoding.startswith("utf") else 0
    text = data.decode(encoding, "replace")
    replaced = text.count("\ufffd") - before
    if replaced > SUSPECT_SHARE * len(text):
        reasons += (Reason("encoding_suspect", f"{replaced} of {len(text)} characters were replaced"),)
    elif replaced > 0:
        reasons += (Reason("encoding_guessed", f"{replaced} of {len(text)} characters were replaced"),)
    return _finished(name, text, encoding, reasons)


def _finished(name: str, text: str, encoding: str, reasons: tuple[Reason, ...]) -> Decoded:
    """Return the decoded text if it is text at all."""
    head = text[:HEAD]
    if len(_CONTROL.findall(head)) > CONTROL_SHARE * len(head):
        raise _not_text(name)
    if not text.strip():
        raise UnreadableError("empty", name, "there is no text in it", "Leave it out, or fetch it again")
    text, more = clean_surrogates(text)
    return Decoded(text, encoding, reasons + more)


def _not_text(name: str) -> UnreadableError:
    return UnreadableError(
        "not_text", name, "its bytes are not text in any encoding that we know", "Save it as text or HTML"
    )
