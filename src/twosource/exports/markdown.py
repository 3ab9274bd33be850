"""Accounts as Markdown (CommonMark): all that comes from a report is plain text in it, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from twosource.account.phrases import count
from twosource.account.view import AccountView, ClaimView, ConflictView
from twosource.account.view_build import headline_counts, view_of
from twosource.account.visible import one_line
from twosource.exports.cells import legal
from twosource.records import Account

__all__ = ["plain", "to_markdown"]

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$^=+@])")
SCHEME = re.compile(r":(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
"""What turns a bare address into a link in GitHub's Markdown."""

BULLET = re.compile(r"^(\d{1,9})([.)])|^([-:])")


def plain(text: str) -> str:
    """Return `text` on one line as Markdown that shows just it: no markup, no link, no mark of a list.

    Any punctuation may stand behind a backslash. Source: CommonMark 0.31, section 2.4.
    """
    made = SPECIAL.sub(r"\\\1", legal(one_line(text)))
    made = SCHEME.sub(lambda found: "\\" + found.group(), made)
    return BULLET.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else "\\" + found[3], made)


def to_markdown(accounts: Sequence[Account]) -> str:
    """Return accounts as one Markdown document: counts, origins, conflicts, claims with words and hops."""
    views = [view_of(account, number) for number, account in enumerate(accounts, 1)]
    return "\n".join(line for view in views for line in _account(view)) + "\n"


def _account(view: AccountView) -> Iterator[str]:
    yield from (f"# {plain(view.title)}", "")
    if view.when:
        yield from (plain(view.when), "")
    yield from (plain(" · ".join(headline_counts(view.counts))), "")
    yield from (f"- {plain(warning)}" for warning in view.warnings)
    yield from ("", "## Where this comes from", "")
    yield from ("| Origin | Reports | Claims | Lineage | Why |", "| --- | --- | --- | --- | --- |")
    for origin in (*view.carriers, *view.speaking):
        cells = (
            *(f"{origin.name} ({origin.sort})", " ".join(origin.letters), str(origin.claims)),
            *(origin.lineage, origin.reason),
        )
        yield "| " + " | ".join(plain(cell) for cell in cells) + " |"
    yield from _section("In conflict", view.conflicts)
    yield from _section("What happened, as several tell it", view.several)
    for speaker in view.speakers:
        yield from _section(f"{speaker.name} said", speaker.claims)
    yield from _section("What only one outlet tells", view.happened)
    yield from _timeline(view)
    yield from ("", "## Reports", "")
    for report in view.reports:
        notes = "; ".join(note for note in (report.copy, *report.notes) if note)
        line = f"{report.label}: {report.title} ({report.published})" + (f"; {notes}" if notes else "")
        yield f"- **{report.letter}** {plain(line)}"
    if view.unknowns:
        yield from ("", "## What we could not tell", "")
        yield from (f"- {plain(' '.join(u.letters))} {plain(u.reason)}" for u in view.unknowns)
    yield ""


def _section(title: str, claims: Sequence[ClaimView]) -> Iterator[str]:
    """Yield a section of claims, nothing if there are none."""
    if claims:
        yield from ("", f"## {plain(title)}", "")
        for claim in claims:
            yield from _claim(claim)


def _claim(claim: ClaimView) -> Iterator[str]:
    strength = f" ({plain(claim.strength)})" if claim.strength else ""
    yield f"- **{claim.number}** {plain(claim.text)}{strength} {' '.join(claim.letters)}"
    yield f"  - {claim.standing}: {plain(claim.standing_reason)}"
    for conflict in claim.conflicts:
        yield from _conflict(conflict)
    for other in claim.mentioned:
        yield f"  - {plain(other.label)} in {plain(other.field)}: {plain(other.reason)}"
    for telling in claim.tellings:
        place = f"{telling.place.letter} {telling.place.start}–{telling.place.end}"
        manner = f", {telling.manner}" if telling.manner else ""
        how = f"{telling.route}; origin {telling.origin}, {telling.lineage}{manner}"
        yield f"  - {place}: “{plain(telling.words)}” – {plain(how)}"
    if claim.passing:
        named = (f"{t.place.letter} {t.place.start}–{t.place.end} “{t.words}”" for t in claim.passing)
        yield f"  - named in passing: {plain(', '.join(named))}"


def _conflict(conflict: ConflictView) -> Iterator[str]:
    sides = " against ".join(f"“{plain(s.value)}” {' '.join(s.letters)}" for s in conflict.sides)
    yield f"  - conflict in {plain(conflict.field)}: {sides}. {plain(' '.join(conflict.reasons))}"


def _timeline(view: AccountView) -> Iterator[str]:
    if not view.timeline:
        return
    yield from ("", f"## Timeline, as told ({count(len(view.timeline), 'claim')})", "")
    yield from ("| When | In its words | Claim |", "| --- | --- | --- |")
    for moment in view.timeline:
        yield f"| {plain(moment.when)} | {plain(moment.words)} | **{moment.number}** {plain(moment.text)} |"
