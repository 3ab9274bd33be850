"""The account as a page of text for a terminal: fixed order of sections, readable without colour.

Long sections are cut at the numbers below, each cut is said; `--jsonl` and `--html` hold all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from twosource.account.phrases import LINEAGES, NEGATED, STANDINGS, count, shortened
from twosource.account.view import (
    AccountView,
    ClaimView,
    ConflictView,
    DifferenceView,
    MomentView,
    OriginView,
    ReportView,
    SpeakerView,
    TellingView,
    UnknownView,
)
from twosource.account.view_build import headline_counts, order_claims, view_of
from twosource.account.visible import cells
from twosource.records import Account

MIN_WIDTH = 60
MAX_WIDTH = 120
"""Columns beyond which lines are no longer easy to read."""

MAX_REPORTS = 40
MAX_ORIGINS = 20
MAX_CLAIMS = 60
"""Claims of one section that are shown; utterances are counted over all speakers."""

MAX_TELLINGS = 8
"""Tellings of one claim, and differences between them."""

MAX_MOMENTS = 40
MAX_UNKNOWNS = 40
MORE = "and {} more (see --jsonl or --html)"

GLUE = "\x1f"
"""A blank at which no line is broken; no text holds it, as `one_line` escapes it."""

QUOTES = frozenset("“\"‘'«„")

BOLD, DIM, RED, GREEN, YELLOW = "1", "2", "31", "32", "33"
STANDING_COLOURS = {"independent": GREEN, "repeated": YELLOW, "unestablished": YELLOW, "single": DIM}


def render_terminal(accounts: Sequence[Account], *, width: int, color: bool) -> str:
    """Return the accounts as text, each line at most `width` columns wide and without control characters.

    Args:
        accounts: in the order in which they are to stand.
        width: columns; fewer than 60 count as 60, more than 120 as 120.
        color: whether to add colours, which repeat what the words say.
    """
    pages = []
    for number, account in enumerate(accounts, 1):
        page = _Page(min(MAX_WIDTH, max(MIN_WIDTH, width)), color)
        _account(page, view_of(account, number))
        pages.append("\n".join(page.lines) + "\n")
    return "\n".join(pages)


@dataclass(slots=True)
class _Page:
    """Lines of text as they come, wrapped to a width."""

    width: int
    is_coloured: bool
    lines: list[str] = field(default_factory=list)

    def put(self, text: str, *, indent: int = 0, hang: int | None = None, colour: str = "") -> None:
        """Add a paragraph, its first line indented by `indent` and the others by `hang` columns."""
        hang = indent if hang is None else hang
        for place, line in enumerate(_wrapped(text, self.width - max(indent, hang))):
            self.lines.append(" " * (hang if place else indent) + self.paint(line.replace(GLUE, " "), colour))

    def paint(self, text: str, colour: str) -> str:
        """Return `text` in a colour, if colours are wanted."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self.is_coloured and colour else text

    def section(self, title: str) -> None:
        """Add a blank line and the title of a section."""
        self.lines.append("")
        self.put(title, colour=BOLD)

    def more(self, hidden: int, *, indent: int = 2) -> None:
        """Say how many lines are not shown."""
        if hidden > 0:
            self.put("… " + MORE.format(hidden), indent=indent, colour=DIM)


def _wrapped(text: str, width: int) -> list[str]:
    """Return `text` broken at blanks into lines of at most `width` columns; long words are broken inside."""
    lines: list[str] = []
    line, used = "", 0
    for word in _pieces(text.split(" "), width):
        size = cells(word)
        if line and used + 1 + size > width:
            lines.append(line.rstrip())
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line.rstrip()] if line or not lines else lines


def _pieces(words: Iterable[str], width: int) -> Iterator[str]:
    """Yield the words, those wider than a line in pieces that fit."""
    for word in words:
        while cells(word) > width:
            end = max(1, width if word.isascii() else width // 2)
            yield word[:end]
            word = word[end:]
        yield word


def _account(page: _Page, view: AccountView) -> None:
    """Add the page of one account."""
    page.put(view.title, colour=BOLD)
    counts = headline_counts(view.counts)
    page.put(" · ".join((*([view.when] if view.when else []), *counts)))
    for warning in view.warnings:
        page.put(f"! {warning}", hang=2, colour=YELLOW)
    page.section("REPORTS")
    _reports(page, view.reports)
    page.section("WHERE THIS COMES FROM")
    _origins(page, view)
    if view.conflicts:
        page.section(f"IN CONFLICT ({len(view.conflicts)})")
        _claims(page, view.conflicts)
    if view.several:
        page.section(f"TOLD BY SEVERAL ({len(view.several)})")
        _claims(page, view.several)
    if view.speakers:
        page.section("WHO SAID WHAT" + _on_one(view))
        _speakers(page, view.speakers)
    if view.happened:
        page.section(f"WHAT ELSE HAPPENED ({len(view.happened)})" + _on_one(view))
        _lines(page, view.happened)
    if view.timeline:
        page.section("TIMELINE, as told")
        _timeline(page, view)
    if len(view.reports) > 1:
        page.section("ONLY IN")
        for alone in view.only_in:
            told = (
                f"{count(len(alone.numbers), 'claim')}: {_ranges(alone.numbers)}"
                if alone.numbers
                else "nothing"
            )
            page.put(f"[{alone.letter}] {alone.label}, {told}", indent=2, hang=6)
    if view.unknowns:
        page.section("WHAT WE COULD NOT TELL")
        _unknowns(page, view.unknowns)
    _legend(page, view)


def _on_one(view: AccountView) -> str:
    return ", on one outlet each" if len(view.reports) > 1 else ""


def _reports(page: _Page, reports: Sequence[ReportView]) -> None:
    for report in reports[:MAX_REPORTS]:
        page.put(f"[{report.letter}] {report.label} – {report.title}", indent=2, hang=6)
        facts = [report.published, report.credit or "credits no agency for its text", report.copy]
        page.put(" · ".join(fact for fact in facts if fact), indent=6, colour=DIM)
        for note in report.notes:
            page.put(f"note {note}", indent=6, colour=DIM)
    page.more(len(reports) - MAX_REPORTS)


def _origins(page: _Page, view: AccountView) -> None:
    """Add the origins that carry claims, each with a line why, and the parties that speak for themselves."""
    for origin in view.carriers[:MAX_ORIGINS]:
        page.put(_origin_words(origin), indent=2, hang=4)
        page.put(origin.reason, indent=6, colour=DIM)
    page.more(len(view.carriers) - MAX_ORIGINS)
    named = [f"{o.name} {_marks(o.letters)}" for o in view.speaking if o.lineage == "recorded"]
    unnamed = [f"{o.name} {_marks(o.letters)}" for o in view.speaking if o.lineage != "recorded"]
    for words, origins in (("Speaking for themselves", named), ("Not named", unnamed)):
        if origins:
            shown = "; ".join(origins[:MAX_ORIGINS])
            hidden = len(origins) - MAX_ORIGINS
            page.put(
                f"{words}: {shown}" + (f"; … {MORE.format(hidden)}" if hidden > 0 else ""), indent=2, hang=4
            )


def _origin_words(origin: OriginView) -> str:
    depends = f", may be one voice with {', '.join(origin.depends_on)}" if origin.depends_on else ""
    return (
        f"{origin.name} ({origin.sort}) → {_marks(origin.letters)} {count(origin.claims, 'claim')}, "
        f"lineage {origin.lineage}{depends}"
    )


def _marks(letters: Sequence[str]) -> str:
    return "".join(f"[{letter}]" for letter in letters)


def _claims(page: _Page, claims: Sequence[ClaimView]) -> None:
    """Add claims of several outlets: text, standing with its reason, conflicts, differences, tellings."""
    for claim in claims[:MAX_CLAIMS]:
        _claim(page, claim)
    page.more(len(claims) - MAX_CLAIMS)


def _claim(page: _Page, claim: ClaimView) -> None:
    strength = f" ({claim.strength})" if claim.strength else ""
    page.put(f"#{claim.number} {claim.text}{strength} {_marks(claim.letters)}", indent=2, hang=6)
    for conflict in claim.conflicts:
        _conflict(page, conflict)
    colour = STANDING_COLOURS[claim.standing]
    page.put(f"{claim.standing}, {claim.resting}: {claim.standing_reason}", indent=6, hang=8, colour=colour)
    for difference in claim.mentioned[:MAX_TELLINGS]:
        page.put(_difference(difference), indent=6, hang=8)
    page.more(len(claim.mentioned) - MAX_TELLINGS, indent=6)
    for telling in claim.tellings[:MAX_TELLINGS]:
        page.put(_telling(telling), indent=6, hang=8, colour=DIM)
    page.more(len(claim.tellings) - MAX_TELLINGS, indent=6)
    if claim.passing:
        places = ", ".join(_place(t) for t in claim.passing[:MAX_TELLINGS])
        hidden = len(claim.passing) - MAX_TELLINGS
        more = f", … {MORE.format(hidden)}" if hidden > 0 else ""
        page.put(f"named in passing: {places}{more}", indent=6, hang=8, colour=DIM)


def _conflict(page: _Page, conflict: ConflictView) -> None:
    """Add the sides of a conflict next to each other, and the reasons."""
    sides = "   |   ".join(f"{side.value} {_marks(side.letters)}" for side in conflict.sides)
    page.put(f"{conflict.field}:  {sides}", indent=6, hang=8, colour=RED)
    if conflict.others:
        others = ", ".join(f"{side.value} {_marks(side.letters)}" for side in conflict.others)
        page.put(f"besides: {others}", indent=6, hang=8)
    for reason in conflict.reasons[:MAX_TELLINGS]:
        page.put(reason, indent=8, colour=DIM)
    page.more(len(conflict.reasons) - MAX_TELLINGS, indent=8)


def _difference(difference: DifferenceView) -> str:
    (a, b), (i, j) = difference.values, difference.letters
    if difference.is_whole:
        return f"{difference.label} in [{i}] and [{j}]: {difference.reason}"
    values = f"{_quoted(a)} [{i}], {_quoted(b)} [{j}]"
    return f"{difference.label}, {difference.field}: {values} – {difference.reason}"


def _quoted(words: str) -> str:
    """Return words in quotation marks, unless they are a quotation already."""
    return words if words[:1] in QUOTES else f"“{words}”"


def _place(telling: TellingView) -> str:
    return f"{telling.place.letter}{GLUE}{telling.place.start}-{telling.place.end}"


def _telling(telling: TellingView) -> str:
    """Return where a telling stands, the way it came, and its words where they are not the claim's own."""
    manner = f", {telling.manner}" if telling.manner else ""
    words = "" if telling.is_shown else f": {_quoted(telling.words)}"
    return f"{_place(telling)}  {telling.route}{manner}{words}"


def _speakers(page: _Page, speakers: Sequence[SpeakerView]) -> None:
    """Add who said what: by speaker, one paragraph for each utterance, those shown before by number."""
    left = MAX_CLAIMS
    for speaker in speakers:
        whole, folded = order_claims(speaker.claims)
        if left > 0:
            above = f" (also {' '.join(f'#{n}' for n in speaker.above)})" if speaker.above else ""
            page.put(f"{speaker.name}{above}", indent=2, hang=4, colour=BOLD)
            for claim in whole[:left]:
                _line(page, claim)
            _folded(page, folded)
        left -= len(whole)
    page.more(-left)


def _lines(page: _Page, claims: Sequence[ClaimView]) -> None:
    whole, folded = order_claims(claims)
    for claim in whole[:MAX_CLAIMS]:
        _line(page, claim)
    page.more(len(whole) - MAX_CLAIMS)
    _folded(page, folded)


def _line(page: _Page, claim: ClaimView) -> None:
    """Add a claim of one outlet: text, kind of saying, place, and the way it came if that has hops."""
    telling = claim.tellings[0]
    facts = [fact for fact in (claim.strength, telling.manner) if fact and fact != NEGATED]
    words = f" ({', '.join(dict.fromkeys(facts))})" if facts else ""
    places = ", ".join(_place(t) for t in claim.tellings[:MAX_TELLINGS])
    hidden = len(claim.tellings) + len(claim.passing) - min(len(claim.tellings), MAX_TELLINGS)
    also = f", and {hidden} in passing" if hidden > 0 else ""
    route = f"  {telling.route}" if telling.is_roundabout else ""
    page.put(f"#{claim.number} {claim.text}{words}  [{places}{also}]{route}", indent=4, hang=8)


def _folded(page: _Page, claims: Sequence[ClaimView]) -> None:
    """Add the claims whose words stand in one above, by number and place."""
    if claims:
        told = "; ".join(f"#{c.number} in #{c.within} [{_place(c.tellings[0])}]" for c in claims)
        page.put(f"words shown above: {told}", indent=4, hang=8, colour=DIM)


def _timeline(page: _Page, view: AccountView) -> None:
    if view.base is not None:
        page.put(f"Where no date is known, days are counted from {view.base}.", indent=2, colour=DIM)
    for moment in view.timeline[:MAX_MOMENTS]:
        page.put(_moment(moment, page.width), indent=2, hang=6)
    page.more(len(view.timeline) - MAX_MOMENTS)


def _moment(moment: MomentView, width: int) -> str:
    """Return a line of the timeline: when, in whose words, and the beginning of the claim."""
    words = f" (“{moment.words}”)" if moment.words and moment.words not in moment.when else ""
    head = f"{moment.when}{words}: #{moment.number} "
    return head + shortened(moment.text, max(width // 3, width - len(head) - 3))


def _ranges(numbers: Sequence[int]) -> str:
    """Return the numbers of claims, those in a row as one: "#9–12 #20 #22"."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    short = (f"#{row[0]}–{row[-1]}" if len(row) > 2 else " ".join(f"#{n}" for n in row) for row in rows)
    return " ".join(short)


def _unknowns(page: _Page, unknowns: Sequence[UnknownView]) -> None:
    for unknown in unknowns[:MAX_UNKNOWNS]:
        page.put(f"{_marks(unknown.letters)} {unknown.reason}".strip(), indent=2, hang=6)
    page.more(len(unknowns) - MAX_UNKNOWNS)


def _legend(page: _Page, view: AccountView) -> None:
    page.lines.append("")
    minor = view.counts.minor
    if minor:
        page.put(
            f"{count(minor, 'minor claim')} (told only inside another statement or named in passing) "
            "not shown; --jsonl has them.",
            colour=DIM,
        )
    page.put("Standing – " + "; ".join(STANDINGS.values()) + ".", colour=DIM)
    page.put(
        "Lineage – " + "; ".join(LINEAGES.values()) + ". A 12-90: characters 12 to 90 of report A.",
        colour=DIM,
    )
