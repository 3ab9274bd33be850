"""Posts of others printed in a report, known by the signature under them: "… — Ana Brek (@brek) May 3, 2021".

A page embeds a post of a social network; its text is left as a paragraph without quotation marks, whose last
words, or the next line, sign it with the name, the handle and mostly the date of the one who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MAX_POST: Final = 600
"""Characters of a post at most, links included: a longer paragraph holds words of the outlet too."""
MAX_NAME: Final = 60
"""Characters of the author's name at most. Source: networks allow 50; and blanks beside it."""
MIN_UNDATED: Final = 4
"""Words at least where no date stands by the handle: less is a credit ("Video — Ana Brek (@anabrek)")."""
HANDLE: Final = re.compile(r"\(@[\w.]{1,30}(?:@[\w.-]{1,60})?\)")
LONG_DASH: Final = re.compile(r"[—―]|&(?:mdash|#8212);")
DASH: Final = re.compile(r"(?<!\S)(?:[–-]|--|&(?:ndash|#8211);)(?=\s)")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:\d\d?:\d\d\s?(?:[AaPp]\.?[Mm]\.?)?,?\s?[-–—·]?\s?)?"
    rf"(?:{_MONTH}\s\d\d?,?\s\d{{4}}|\d\d?\s{_MONTH},?\s\d{{4}})"
)
DATE: Final = re.compile(rf"[\s,·]{{0,3}}{_DATE}")
REST: Final = re.compile(r"\s{0,3}(?:Report|End of \w{1,12} post[^\n]{0,60})?\s*\Z")
"""What a page's own words may leave behind the signature: a button, a note for those who hear the page."""
LEAD: Final = re.compile(r"\s*Skip \w{1,12} posts?(?: \d{1,2})? by @?\S{1,60}\s+")
LINK: Final = re.compile(r"(?:https?://\S{1,200}|pic\.(?:twitter|x)\.com/\w{1,40})\Z")
PARTNER: Final = {"”": "“", '"': '"', "»": "«", "’": "‘", "'": "'"}
SMALL: Final = frozenset(
    ("of", "the", "and", "for", "in", "de", "da", "del", "di", "la", "van", "von", "bin", "al")
)
"""Words that stay small in a name."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of another, printed in a report. Offsets in code points of the report's text, half-open.

    Attributes:
        start, end: its words, without links at their end; empty if it has none.
        dash: the extent of the dash before the name.
        name: the extent of its author's name.
        whole: from its first word, or what the page puts before, to the end of its signature.
    """

    start: int
    end: int
    dash: tuple[int, int]
    name: tuple[int, int]
    whole: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Signature:
    dash: tuple[int, int]
    name: tuple[int, int]
    end: int
    dated: bool


def find_posts(text: str, lines: Sequence[tuple[int, int]]) -> tuple[Post, ...]:
    """Return the signed posts among the paragraphs of `text`, in text order.

    Args:
        text: the report's text.
        lines: half-open extents of its paragraphs in text order, in code points.
    """
    found: list[Post] = []
    if "(@" not in text:
        return ()
    for number, (start, end) in enumerate(lines):
        signed = _signatures(text, start, end)
        if not signed or REST.match(text, signed[-1].end, end) is None:
            continue
        if len(signed) == 1 and not text[start : signed[0].dash[0]].strip():
            found += _of_line_above(text, lines, number, signed[0])
        elif all(one.dated for one in signed[:-1]):
            for one in signed:
                found += _post(text, start, one.dash[0], one)
                start = one.end
    return tuple(found)


def _signatures(text: str, start: int, end: int) -> list[_Signature]:
    """Return the signatures of a line: a dash, a name, a handle, a date if one stands there."""
    found: list[_Signature] = []
    for handle in HANDLE.finditer(text, start, end):
        low = max(start, handle.start() - MAX_NAME - 8, found[-1].end if found else 0)
        dashes = list(LONG_DASH.finditer(text, low, handle.start())) or list(
            DASH.finditer(text, low, handle.start())
        )
        if not dashes:
            continue
        name = _trimmed(text, dashes[-1].end(), handle.start())
        date = DATE.match(text, handle.end(), end)
        if not 0 < name[1] - name[0] <= MAX_NAME or (date is None and not _is_name(text[slice(*name)])):
            continue
        stop = date.end() if date is not None else handle.end()
        found.append(_Signature(dashes[-1].span(), name, stop, date is not None))
    return found


def _is_name(words: str) -> bool:
    """Return whether words have the capitals of a name: no clause ("— the mayor told Brek (@brek)")."""
    return all(not w[:1].islower() or w in SMALL for w in words.split()) and words[:1].isupper()


def _of_line_above(
    text: str, lines: Sequence[tuple[int, int]], number: int, signed: _Signature
) -> tuple[Post, ...]:
    """Return the post whose signature is a line of its own, none if that may sign the whole report."""
    dated, last = signed.dated, number + 1 == len(lines)
    if not dated and not last:
        date = DATE.match(text, lines[number + 1][0])
        dated = date is not None and date.end() >= lines[number + 1][1]
    if number == 0 or (last and not dated):
        return ()
    start, end = lines[number - 1]
    if text[start:end].rstrip().endswith(":") or HANDLE.search(text, max(start, end - 60), end) is not None:
        return ()
    return _post(text, start, end, _Signature(signed.dash, signed.name, signed.end, dated))


def _post(text: str, start: int, end: int, signed: _Signature) -> tuple[Post, ...]:
    """Return the post of the words from `start` to `end`, none if they can't be its words alone."""
    if end - start > MAX_POST:
        return ()
    lead = LEAD.match(text, start, end)
    first, last = _trimmed(text, lead.end() if lead is not None else start, end)
    full = last
    while (link := LINK.search(text[first:last])) is not None:
        last = _trimmed(text, first, first + link.start())[1]
    words = text[first:last]
    if not signed.dated and (len(words.split()) < MIN_UNDATED or not _is_closed(words, linked=last < full)):
        return ()
    if not any(c.isalnum() for c in words):
        last = first
    opens = text.rfind(PARTNER[words[-1]], first, last - 1) if words[-1:] in PARTNER else -1
    if opens > first and text[first:opens].rstrip().endswith(":"):
        first = start = opens  # the outlet's words before it: `Brek wrote: "…" — Ana Brek (@anabrek)`
    return (Post(first, last, signed.dash, signed.name, (start, signed.end)),)


def _is_closed(words: str, *, linked: bool) -> bool:
    """Return whether words without a date are a whole post: a stop, a mark, a link or a tag ends them."""
    return linked or words[-1] in ".!?…”\"»’'" or words.split()[-1][0] in "#@"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return an extent without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
