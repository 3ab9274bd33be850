"""When things happened, as told, against when they were reported, on one scale of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from twosource.account.phrases import MONTHS, between, days_away
from twosource.account.view import AccountView, ClaimView
from twosource.account.visible import one_line
from twosource.records import Account, Moment, Published

__all__ = ["Bar", "Timeline", "timeline_of"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One time as told: from the day `first` to the day `last`, both counted from the scale's day 0.

    `reported` are the days on which it was reported, with the letters of the reports.
    """

    claim: ClaimView
    words: str
    when: str
    first: int
    last: int
    precision: str
    reported: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order; `base` is the ISO day of day 0, `None` where days are counted from the reports'."""

    base: str | None
    bars: tuple[Bar, ...]
    undated: int

    def day(self, number: int) -> str:
        """Return a day of the scale in words."""
        if self.base is None:
            return "the reports' day" if number == 0 else f"{number:+d} d".replace("-", "−")
        day = date.fromisoformat(self.base) + timedelta(days=number)
        return f"{day.day} {MONTHS[day.month - 1][:3]}"


def timeline_of(account: Account, view: AccountView) -> Timeline:
    """Return the timeline of an account's shown claims."""
    shown = {claim.id: claim for claim in view.claims()}
    base = _base(account)
    published = {
        report.letter: _published(line.published, base)
        for report, line in zip(view.reports, account.reports, strict=True)
    }
    bars, undated = [], 0
    for moment in account.timeline:
        claim = shown.get(moment.claim)
        extent = _extent(moment, base)
        if claim is None:
            continue
        if extent is None:
            undated += 1
            continue
        bars.append(_bar(moment, claim, extent, published))
    bars.sort(key=lambda bar: (bar.first, bar.last, bar.claim.number))
    return Timeline(base.isoformat() if base is not None else None, tuple(bars), undated)


def _bar(moment: Moment, claim: ClaimView, extent: tuple[int, int], published: dict[str, int | None]) -> Bar:
    reported: dict[int, list[str]] = {}
    for letter in claim.letters:
        day = published[letter]
        if day is not None:
            reported.setdefault(day, []).append(letter)
    away = days_away(moment.days) if moment.days is not None else ""
    return Bar(
        claim,
        one_line(moment.text or ""),
        between(moment.start, moment.end) or away,
        *extent,
        moment.precision or ("day" if extent[0] == extent[1] else f"{extent[1] - extent[0] + 1} days"),
        tuple((day, tuple(letters)) for day, letters in sorted(reported.items())),
    )


def _base(account: Account) -> date | None:
    """Return the first calendar day on which a report was published; `None` if none is known."""
    days = [_iso(line.published.value) for line in account.reports]
    return min((day for day in days if day is not None), default=None)


def _iso(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _published(published: Published, base: date | None) -> int | None:
    """Return the day on which a report was published; day 0 where all days are counted from the reports'."""
    day = _iso(published.value)
    if base is not None:
        return (day - base).days if day is not None else None
    return 0


def _extent(moment: Moment, base: date | None) -> tuple[int, int] | None:
    """Return the first and the last day of a moment on the scale, `None` if they are not known."""
    first, last = _iso(moment.start), _iso(moment.end)
    if base is not None and (first or last):
        low, high = first or last, last or first
        if low is not None and high is not None:
            return (low - base).days, (high - base).days
    return moment.days
