"""The role of each line, and for residue its reason."""

from __future__ import annotations

import re

import numpy as np

from twosource.clean import agencies, inside, masthead, outlet, wires
from twosource.clean.body import Bools
from twosource.clean.lines import CLASSES, Lines
from twosource.clean.reasons import Roles, give_reasons
from twosource.records import Report

HEADLINE_WORDS = (3, 28)
"""Words of a headline, least and most: a shorter line names a section, a longer one is a standfirst."""

HEADED = 4
"""Words that the headline of another story has at least."""

DATELINES = 3
"""Body lines, from the first, in which a dateline is looked for: a lead may stand above it."""

ZONE = 40
"""Lines above the body in which a headline, a byline, an outlet's name are looked for."""

MOTTO = 14
"""Words that the line below the outlet's name has at most."""

WHERE = re.compile(
    r"(?i)\((?:(?:l|r|c|left|right|cent(?:re|er)|pictured|above|below|rear|front)\)|file(?: photo| image)?\))"
)
"""Where in a picture somebody is, as its caption says: "Quillon (left)"."""

CAPTION = re.compile(
    r"(?i)\bin this (?:\w+ )?(?:\w+ )?(?:photo|image|picture|frame|still|handout|screen)"
    r"|^(?:image|photo|picture|caption|pictured|above|file|file photo)\s?[:–—-]"
    r"|^image (?:copyright|caption|source)\b"
    r"|\bfile (?:photo|image|picture)\b|\bseen (?:here|in this)\b"
    r"|\bposes? for (?:a )?(?:photo|picture|portrait)"
)

CAPTION_WORDS = ("this ", "file", "seen ", "pose", "image", "photo", "picture", "caption", "above")
"""What stands in each match of `CAPTION`: most lines have none of it."""

SLIDE = re.compile(r"\d{1,3}(?:/| of )\d{2,3}\s")
"""The beginning of the caption of one picture of many: "6/34 25 November"."""

CLOCK = re.compile(r"(?i)\d{1,2}[.:h]\d{2}(?: ?[ap]\.?m\.?| ?(?:gmt|utc|[a-z]{2,4}t)\b)?:?")
"""A time of day that fills a line: the head of an entry of a running report."""

TEASER_WORDS, TEASERS = 20, 3
"""Words of a line of other stories' headlines, and kickers in it, at least."""

KICKER = re.compile(r"\b(?=[A-Z'’]{2,} [A-Z])(?:[A-Z'’]+[?!:]? ){1,6}(?=[A-Z][a-z])")
"""Words in capitals before a headline's first: "CASH ROW Mayor …"."""

_BUSY = [CLASSES.index(name) for name in ("share", "account", "legal", "time", "comment")]
_PHOTO, _NAV = CLASSES.index("photo"), CLASSES.index("nav")
_PLAIN = re.compile(r"[\W_]+")


def roles(report: Report, lines: Lines, keep: Bools) -> Roles:
    """Return the role of each line of `report`."""
    found = Roles(["body" if kept else "residue" for kept in keep], [None] * len(keep))
    _extent(found, lines, keep)
    named = masthead.name_of(lines.texts[:4], report.given.outlet or report.page.outlet)
    if named is not None and found.first > 0:
        found.put(0, "residue", "header")
    _dates(found, lines)
    _title(found, report, lines)
    _header(found, lines)
    _bylines(found, lines)
    _clocks(found, lines)
    _captions(found, lines)
    _suppliers(found, lines)
    _wires(found, lines)
    _teasers(found, lines)
    give_reasons(found, lines)
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


def _dates(found: Roles, lines: Lines) -> None:
    """Mark the lines above the body that are nothing but the date of the page, or a dateline of their own."""
    for i in range(min(found.first, len(lines.texts))):
        line = lines.texts[i]
        if lines.counts[i] > 8 or i in found.known or not masthead.is_date(line):
            continue
        if masthead.DATE_LINE.fullmatch(line):
            found.put(i, "residue", "metadata")
        else:
            found.put(i, "dateline")


def _title(found: Roles, report: Report, lines: Lines) -> None:
    """Find the line of the headline: the one that was given, else the one that looks like it.

    Where a title was given and no line has it, the text comes without its headline, and no line is made one.
    """
    given = [words for words in (report.given.title, report.page.title) if words and len(_key(words)) >= 8]
    for words in given:
        same = _same(found, lines, words)
        if same:
            found.title = same[-1]
            found.put(same[-1], "title")
            for i in same[:-1]:
                found.put(i, "residue", "header")
            return
    if given:
        return
    body = _body_words(found, lines)
    fit = (lines.counts >= HEADLINE_WORDS[0]) & (lines.counts <= HEADLINE_WORDS[1]) & (lines.furniture == 0)
    fit &= lines.classes[:, _BUSY].sum(axis=1) * 3 <= lines.counts
    low = max(0, found.first - ZONE)
    lined = (low + np.flatnonzero(fit[low : found.first])).tolist()
    ranked = sorted(lined, key=lambda i: (-_headline_score(found, lines, i, body), i))
    found.title = next((i for i in ranked if _may_be_headline(found, lines, i)), None)
    if found.title is not None:
        found.put(found.title, "title")


def _key(words: str) -> str:
    """Return `words` without blanks and marks, in lower case."""
    return _PLAIN.sub("", words.lower())


def _same(found: Roles, lines: Lines, title: str) -> list[int]:
    """Return the lines down to the body's first that are `title`, whole or nearly."""
    wanted, words = _key(title), set(title.lower().split())
    same = []
    for i in range(min(found.first + 1, len(lines.texts))):
        line = lines.texts[i]
        if not len(title) / 2 < len(line) < len(title) * 2:
            continue
        key, mine = _key(line), set(line.lower().split())
        short, long = sorted((key, wanted), key=len)
        begins = len(short) >= 15 and len(short) > 0.6 * len(long) and long.startswith(short)
        if key == wanted or begins or len(mine & words) > 0.7 * len(mine | words):
            same.append(i)
    return same


def _header(found: Roles, lines: Lines) -> None:
    """Mark the short lines above the headline: the name of the site, the section."""
    if found.title is None:
        _masthead(found, lines)
        return
    # A motto stands between the name and the headline: "Your paper on both banks since 1911".
    longest = [MOTTO if i == 1 and found.reason[0] == "header" else 8 for i in range(found.title)]
    for i, words in enumerate(lines.counts[: found.title].tolist()):
        if words > longest[i] or i in found.known or lines.texts[i][-1] in '.!?"”':
            continue
        near = found.title - i <= 3 and words <= 4
        if not (near or i < 3 or found.role[i] == "body"):
            continue
        below = i > 0 and outlet.is_name(lines.texts[i - 1])
        named = not below and outlet.is_name(lines.texts[i])
        if near and not named and (below or lines.classes[i][_NAV]):
            found.put(i, "section")
        elif found.role[i] == "body" or (i < 3 and named):
            found.put(i, "residue", "header")


def _masthead(found: Roles, lines: Lines) -> None:
    """Mark the outlet's name on the first line of a text without headline, and the section below it."""
    if found.first == 0 or found.first >= len(lines.texts) or not outlet.is_name(lines.texts[0]):
        return
    found.put(0, "residue", "header")
    if found.first > 1 and lines.counts[1] <= 4 and lines.texts[1][-1] not in '.!?"”':
        found.put(1, "section")


def _headline_score(found: Roles, lines: Lines, i: int, body: frozenset[int]) -> float:
    """Return how much line `i` above the body looks like the headline: long, near, in the body's words."""
    own = lines.words[lines.first_word[i] : lines.first_word[i + 1]].tolist()
    mine = {word for word in own if len(lines.spelt[word]) > 3}
    shared = len(mine & body) / max(1, len(mine))
    return min(int(lines.counts[i]), 14) / 14 + shared * 2 - 0.02 * (found.first - i)


def _may_be_headline(found: Roles, lines: Lines, i: int) -> bool:
    """Return whether line `i` can be the headline: no sentence, credit, byline or title of a picture."""
    line = lines.texts[i]
    if i in found.known or masthead.is_date(line) or masthead.is_menu(line):
        return False
    if line[-1] in ".:;," or "@" in line or "©" in line or line.islower():
        return False
    if _is_photo(lines, i) or inside.is_byline(line) or inside.supplier(line):
        return False
    # The title of a picture: "People gather at a memorial" over its caption.
    over_caption = i + 1 < found.first and not lines.gaps[i + 1] and _is_photo(lines, i + 1)
    return not over_caption


def _body_words(found: Roles, lines: Lines) -> frozenset[int]:
    """Return the words of the first twenty lines of the body."""
    begin, end = lines.first_word[[found.first, min(found.first + 20, len(lines.texts))]]
    return frozenset(lines.words[begin:end].tolist())


def _is_photo(lines: Lines, i: int) -> bool:
    """Return whether line `i` ends with the credit of a picture."""
    line = lines.texts[i]
    hint = lines.classes[i][_PHOTO] or "/" in line[-80:]
    return bool(hint) and inside.photo_credit(line) is not None


def _bylines(found: Roles, lines: Lines) -> None:
    """Mark the lines that name the authors: near the title, or at the end of the body."""
    top = min(found.first + 4, len(lines.texts))
    bottom = max(top, found.last - 2)
    for i in (*range(top), *range(bottom, min(bottom + 8, len(lines.texts)))):
        if not inside.is_byline(lines.texts[i]) or i in found.known:
            continue
        if found.title is None or i > found.title or i > found.first - 4:
            found.put(i, "byline")
            after = i + 1
            if after < found.first and after not in found.known and inside.supplier(lines.texts[after]):
                found.put(after, "byline")


def _clocks(found: Roles, lines: Lines) -> None:
    """Mark the times of day that head the entries of a running report: "11.40" says nothing by itself."""
    for i in range(max(0, found.first - 1), min(found.last + 1, len(lines.texts))):
        is_short = len(lines.texts[i]) <= len("11.40 p.m. AEST:")
        if is_short and i not in found.known and CLOCK.fullmatch(lines.texts[i]):
            found.put(i, "section")


def _captions(found: Roles, lines: Lines) -> None:
    """Mark captions: by the credit that ends them, or by words such as "in this file photo"."""
    hinted = lines.classes[:, _PHOTO] > 0
    bracketed = hinted.copy()
    bracketed[lines.having("(")] = True
    hinted[lines.having("/")] = True
    hinted[lines.having("://")] = False
    for i in np.flatnonzero(bracketed[: found.first] & (lines.counts[: found.first] > 5)).tolist():
        if i not in found.known and _is_caption(lines.texts[i]):
            found.put(i, "caption")
    for i in np.flatnonzero(hinted[: found.last + 1]).tolist():
        if i not in found.known and SLIDE.match(lines.texts[i]):
            found.put(i, "caption")
        if i in found.known and found.role[i] != "caption":
            continue
        credit = inside.photo_credit(lines.texts[i])
        if credit is None:
            if found.role[i] == "residue" and lines.counts[i] > 5 and _is_caption(lines.texts[i]):
                found.put(i, "caption")
        elif credit.start == 0:
            closes = i == found.last and inside.supplier(lines.texts[i]) is not None
            found.put(i, "residue", "text-credit" if closes else "photo-credit")
        else:
            found.put(i, "caption")
            above = i - 1
            if above >= 0 and above not in found.known and not lines.gaps[i] and _is_heading(lines, above):
                found.put(above, "caption")


def _is_caption(line: str) -> bool:
    """Return whether `line` tells of a picture as captions do."""
    small = line.lower()
    hinted = any(word in small for word in CAPTION_WORDS)
    return bool(WHERE.search(line) or (hinted and CAPTION.search(line)))


def _suppliers(found: Roles, lines: Lines) -> None:
    """Mark the lines at either end of the body that say who supplied the text ("Reuters", "with agencies").

    Only lines that touch the body count: the same words under a headline further down are of that story.
    """
    last = found.last + 1
    for i in (found.first - 1, found.first, found.last, last, last + 1):
        if not 0 <= i < len(lines.texts) or i in found.known or lines.counts[i] > 30:
            continue
        if i == last + 1 and found.role[last] == "residue" and last not in found.known:
            continue
        if inside.supplier(lines.texts[i]) or (i >= found.last and wires.bracketed(lines.texts[i])):
            found.put(i, "residue", "text-credit")


def _wires(found: Roles, lines: Lines) -> None:
    """Note the agencies that the text shows by their place; below other stories their names are related."""
    names = wires.called(lines.text)
    for i in [i for i, role in enumerate(found.role) if role == "body"][:DATELINES]:
        piece = inside.dateline(lines.texts[i])
        names.extend([piece.agency] if piece and piece.agency else [])
    for i in sorted(found.known):
        line = lines.texts[i]
        extent = wires.bracketed(line) if found.reason[i] == "text-credit" else None
        photo = inside.photo_credit(line) if found.role[i] == "caption" else None
        names.extend([line[slice(*extent)]] if extent else [photo.agency] if photo and photo.agency else [])
    # One below each headline; in a list of the publisher's other sites it would stand below another name.
    below = found.last + 2 + np.flatnonzero(lines.counts[found.last + 1 : -1] >= HEADED)
    names.extend(wires.repeated(lines.texts[i] for i in below))
    found.wires = wires.spellings(word for word in names if agencies.named(word) is None)
    for i in below.tolist() if found.wires else ():
        if i not in found.known and lines.texts[i].lower() in found.wires:
            found.put(i, "residue", "related")


def _teasers(found: Roles, lines: Lines) -> None:
    """Set aside the lines of the body in which headlines of other stories have run together.

    Each begins with its kicker in capitals: "MOST READ STORM ALERT Gales to hit the coast CASH ROW Mayor …".
    """
    for i in np.flatnonzero(lines.counts >= TEASER_WORDS).tolist():
        line = lines.texts[i] if found.role[i] == "body" and i not in found.known else "."
        if line[-1] not in ".…" and len(KICKER.findall(line)) >= TEASERS:
            found.put(i, "residue", "related")


def _is_heading(lines: Lines, i: int) -> bool:
    """Return whether line `i` reads like the title of a picture: some capitalised words, no full stop."""
    line = lines.texts[i]
    capitals = sum(word[:1].isupper() for word in line.split())
    return 3 <= lines.counts[i] <= 20 and line[-1] not in ".!?:,;" and capitals * 2 > lines.counts[i]
