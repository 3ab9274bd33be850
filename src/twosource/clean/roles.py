"""The role of each line, and for residue its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from twosource.clean import inside, outlet
from twosource.clean.body import Bools
from twosource.clean.lines import CLASSES, REASONS, Lines
from twosource.records import Report

HEADLINE_WORDS = (3, 28)
"""Words of a headline, least and most. Source: the headlines of 200 reports; shorter ones are section names."""

ZONE = 40
"""Lines above the body in which a headline, a byline, an outlet's name are looked for."""

CAPTION = re.compile(
    r"(?i)\((?:l|r|c|left|right|cent(?:re|er)|pictured|file(?: photo| image| picture)?|above|below|rear|front)\)"
    r"|\bin this (?:\w+ )?(?:\w+ )?(?:photo|image|picture|frame|still|handout|screen)|\bfile (?:photo|image|picture)\b"
    r"|^(?:image|photo|picture|caption|pictured|above|file|file photo)\s?[:–—-]|\bseen (?:here|in this)\b"
    r"|\bposes? for (?:a )?(?:photo|picture|portrait)"
)

_PLAIN = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Roles:
    """The role and reason of each line while they are being found; `title` is the line of the headline."""

    role: list[str]
    reason: list[str | None]
    title: int | None = None
    first: int = 0
    last: int = -1
    known: set[int] = field(default_factory=set)

    def put(self, line: int, role: str, reason: str | None = None) -> None:
        """Give `line` its role for good."""
        self.role[line], self.reason[line] = role, reason
        self.known.add(line)


def roles(report: Report, lines: Lines, keep: Bools) -> Roles:
    """Return the role of each line of `report`."""
    found = Roles(["body" if kept else "residue" for kept in keep], [None] * len(keep))
    _extent(found, lines, keep)
    _title(found, report, lines)
    _header(found, lines)
    _bylines(found, lines)
    _captions(found, lines)
    _reasons(found, lines)
    return found


def _extent(found: Roles, lines: Lines, keep: Bools) -> None:
    """Set the first and last line of the body: the first kept line that is more than a headline."""
    kept = np.flatnonzero(keep)
    if not kept.size:
        found.first = found.last = len(lines.texts)
        return
    found.last = int(kept[-1])
    found.first = next((int(i) for i in kept if _is_spoken(lines, int(i))), int(kept[0]))


def _is_spoken(lines: Lines, i: int) -> bool:
    """Return whether line `i` reads like running text."""
    line = lines.texts[i].rstrip("\"'”’)")
    return bool(lines.counts[i] >= 8 and (line[-1:] in ".!?…。" or lines.counts[i] > 30)) and not (
        inside.photo_credit(lines.texts[i]) or inside.is_byline(lines.texts[i])
    )


def _key(words: str) -> str:
    return _PLAIN.sub("", words.lower())


def _title(found: Roles, report: Report, lines: Lines) -> None:
    """Find the line of the headline: the one that was given, else the one that looks like it."""
    zone = range(max(0, found.first - ZONE), min(found.first + 1, len(lines.texts)))
    for words in (report.given.title, report.page.title):
        wanted = _key(words or "")
        if len(wanted) < 8:
            continue
        same = [i for i in range(min(found.first + 1, len(lines.texts))) if _is_title(_key(lines.texts[i]), wanted)]
        if same:
            found.title = same[-1]
            found.put(same[-1], "title")
            for i in same[:-1]:
                found.put(i, "residue", "header")
            return
    best = max(zone, key=lambda i: (_headline_score(found, lines, i), -i), default=None)
    if best is not None and _headline_score(found, lines, best) > 0:
        found.title = best
        found.put(best, "title")


def _header(found: Roles, lines: Lines) -> None:
    """Mark the short lines above the headline: the name of the site, the section."""
    if found.title is None:
        return
    for i in range(found.title):
        if i in found.known or lines.counts[i] > 8 or lines.texts[i][-1] in ".!?\"”":
            continue
        near = found.title - i <= 3 and lines.counts[i] <= 4
        if near and lines.classes[i][CLASSES.index("nav")] and not outlet.is_name(lines.texts[i]):
            found.put(i, "section")
        elif found.role[i] == "body" or (i < 3 and outlet.is_name(lines.texts[i])):
            found.put(i, "residue", "header")


def _is_title(line: str, wanted: str) -> bool:
    """Return whether a line is the wanted title, or it is but for the outlet's name that pages add."""
    if line == wanted:
        return True
    short, long = sorted((line, wanted), key=len)
    return len(short) >= 15 and len(short) > 0.6 * len(long) and long.startswith(short)


def _headline_score(found: Roles, lines: Lines, i: int) -> float:
    """Return how much line `i` above the body looks like the headline; 0 if it can't be."""
    line, words = lines.texts[i], int(lines.counts[i])
    if not HEADLINE_WORDS[0] <= words <= HEADLINE_WORDS[1] or i >= found.first or lines.furniture[i]:
        return 0.0
    if line[-1] in ".:;," or not any(c.isupper() for c in line) or inside.is_byline(line):
        return 0.0
    if inside.photo_credit(line) or inside.supplier(line) or "@" in line or "©" in line:
        return 0.0
    if i + 1 < found.first and inside.photo_credit(lines.texts[i + 1]) and not lines.gaps[i + 1]:
        return 0.0  # the title of a picture: "People gather at a memorial" over its caption
    classes = lines.classes[i]
    busy = sum(classes[CLASSES.index(name)] for name in ("share", "account", "legal", "time", "comment"))
    if busy > words / 3:
        return 0.0
    return min(words, 14) / 14 + _overlap(found, lines, i) * 2 - 0.02 * (found.first - i)


def _overlap(found: Roles, lines: Lines, i: int) -> float:
    """Return which share of the long words of line `i` the first twenty lines of the body have."""
    low, high = np.searchsorted(lines.line_of, (i, i + 1))
    mine = {w for w in lines.words[low:high] if len(w) > 3}
    begin, end = np.searchsorted(lines.line_of, (found.first, found.first + 20))
    body = set(lines.words[begin:end])
    return len(mine & body) / max(1, len(mine))


def _bylines(found: Roles, lines: Lines) -> None:
    """Mark the lines that name the authors: near the title, or at the end of the body."""
    for i, line in enumerate(lines.texts):
        if i in found.known or len(line) > 160 or found.first + 3 < i < found.last - 2:
            continue
        if inside.is_byline(line) and (found.title is None or i > found.title or i > found.first - 4):
            found.put(i, "byline")
            after = i + 1
            if after < found.first and after not in found.known and inside.supplier(lines.texts[after]):
                found.put(after, "byline")


def _captions(found: Roles, lines: Lines) -> None:
    """Mark captions: by the credit that ends them, or by words such as "in this file photo"."""
    for i, line in enumerate(lines.texts):
        if i in found.known or (found.role[i] == "residue" and i > found.last):
            continue
        credit = inside.photo_credit(line)
        if credit is None:
            outside = found.role[i] == "residue" or i < found.first
            if outside and lines.counts[i] > 5 and CAPTION.search(line):
                found.put(i, "caption")
            continue
        if credit.start == 0:
            found.put(i, "residue", "photo-credit")
            continue
        found.put(i, "caption")
        above = i - 1
        if above >= 0 and above not in found.known and not lines.gaps[i] and _is_heading(lines, above):
            found.put(above, "caption")


def _is_heading(lines: Lines, i: int) -> bool:
    """Return whether line `i` reads like the title of a picture: some capitalised words, no full stop."""
    line = lines.texts[i]
    capitals = sum(word[:1].isupper() for word in line.split())
    return 3 <= lines.counts[i] <= 20 and line[-1] not in ".!?:,;" and capitals * 2 > lines.counts[i]


def _reasons(found: Roles, lines: Lines) -> None:
    """Give each line of residue its reason: its own words, else the heading it stands under, else its place."""
    under: str | None = None
    for i in range(len(lines.texts)):
        if found.role[i] != "residue":
            if found.role[i] == "body":
                under = None
            continue
        if found.reason[i] is not None:
            continue
        own = REASONS[lines.furniture[i] - 1] if lines.furniture[i] else _by_words(lines, i)
        if lines.furniture[i] and own in ("related", "comments", "promoted", "author-box", "newsletter"):
            under = own
        elif under in ("related", "comments") and own in (None, "metadata", "photo-credit", "navigation"):
            own = under
        found.reason[i] = own or under or _by_place(found, lines, i)


_CUES = (("legal", "legal"), ("account", "newsletter"), ("share", "share"), ("comment", "comments"), ("promo", "promoted"))


def _by_words(lines: Lines, i: int) -> str | None:
    """Return the reason that the words of line `i` show."""
    words = int(lines.counts[i])
    if words == 0:
        return "filler"
    line, row = lines.texts[i], lines.classes[i]
    if "©" in line or "all rights reserved" in line.lower():
        return "legal"
    for name, reason in _CUES:
        count = row[CLASSES.index(name)]
        if count * 2 >= words or (count >= 2 and count * 4 >= words):
            return reason
    if inside.photo_credit(line):
        return "photo-credit"
    digits = sum(c.isdigit() for c in line)
    if row[CLASSES.index("time")] * 2 >= words or digits * 2 > len(line):
        return "metadata"
    return None


def _by_place(found: Roles, lines: Lines, i: int) -> str:
    """Return the reason for a line that shows none: links above and below, stories beside the body."""
    words = int(lines.counts[i])
    if i < found.first:
        return "navigation" if words <= 4 else "header" if found.title is not None and i > found.title else "related"
    return "related" if words >= 5 else "navigation"
