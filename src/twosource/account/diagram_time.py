"""A drawing of when things happened against when they were reported, as SVG without style or script."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from twosource.account.phrases import shortened
from twosource.account.view_links import Links
from twosource.account.view_timeline import Bar, Timeline

__all__ = ["MAX_BARS", "draw_timeline"]

MAX_BARS = 60
"""Bars that a drawing holds; the table beside it holds them all."""

ROW, LEFT, WIDTH, HEAD = 26, 52, 980, 34
SPAN = 540
WORDS = LEFT + SPAN + 16
MAX_WORDS = 50
"""Characters of a claim beside its bar."""

WINDOW = 60
"""Days of the scale at most; what lies further off is drawn at its edge, with an arrow."""


def draw_timeline(timeline: Timeline, key: str, links: Links) -> Markup | None:
    """Return the drawing of a timeline, `None` if there is nothing to draw."""
    bars = timeline.bars[:MAX_BARS]
    if not bars:
        return None
    low, high = _window(bars)
    height = HEAD + ROW * len(bars) + 8
    head = Markup(
        '<svg class="diagram time" viewBox="0 0 {} {}" role="group" aria-labelledby="{}-tt {}-td">'
        '<title id="{}-tt">When it happened, and when it was reported</title>'
        '<desc id="{}-td">One bar for each time as told, as long as it is uncertain; a ring where it was '
        "reported. The table below has the same.</desc>"
    ).format(WIDTH, height, key, key, key, key)
    parts = [*_scale(timeline, low, high, height)]
    for place, bar in enumerate(bars):
        parts.append(_bar(bar, HEAD + ROW * place, (low, high), links))
    return head + Markup("").join(parts) + Markup("</svg>")


def _window(bars: tuple[Bar, ...]) -> tuple[int, int]:
    """Return the first and last day of the scale: around the days of reporting, where most happened."""
    days = sorted(
        [d for bar in bars for d in (bar.first, bar.last)] + [d for bar in bars for d, _ in bar.reported]
    )
    middle = days[len(days) // 2]
    low = max(days[0], middle - WINDOW)
    high = min(days[-1], middle + WINDOW // 2)
    return low, max(high, low + 1)


def _x(day: float, window: tuple[int, int]) -> float:
    """Return where the beginning of a day lies; a day has its width, so the last one ends at the edge."""
    low, high = window
    share = (min(max(day, low), high + 1) - low) / (high + 1 - low)
    return LEFT + SPAN * share


def _scale(timeline: Timeline, low: int, high: int, height: int) -> Iterator[Markup]:
    """Yield the lines and names of days, so far apart that the names don't meet."""
    step = max(1, round((high + 1 - low) * 64 / SPAN + 0.499))
    for day in range(low, high + 1, step):
        x = _x(day, (low, high))
        middle = (x + _x(day + 1, (low, high))) / 2
        yield Markup(
            '<path class="grid" d="M{:.1f} 24V{}"/><text class="tick" x="{:.1f}" y="15">{}</text>'
        ).format(x, height - 4, middle, timeline.day(day))


def _bar(bar: Bar, top: int, window: tuple[int, int], links: Links) -> Markup:
    start, end = _x(bar.first, window), max(_x(bar.last + 1, window), _x(bar.first, window) + 6)
    is_cut = bar.first < window[0]
    rings = Markup("").join(
        Markup(
            '<circle class="reported" cx="{:.1f}" cy="{}" r="5"><title>reported by {}</title></circle>'
        ).format((_x(day, window) + _x(day + 1, window)) / 2, top + 11, " ".join(letters))
        for day, letters in bar.reported
    )
    return Markup(
        '<a href="{}"><g class="bar"><title>{}: {}</title>'
        '<rect class="hit" x="0" y="{}" width="{}" height="{}"/>'
        '<text class="number" x="{}" y="{}">{}</text>'
        '<rect class="span" x="{:.1f}" y="{}" width="{:.1f}" height="10" rx="3"/>{}'
        '<text x="{}" y="{}">{}</text></g></a>{}'
    ).format(
        links.claim(bar.claim.number),
        bar.when,
        bar.claim.text,
        *(top, WIDTH, ROW - 2, LEFT - 14, top + 16, bar.claim.number),
        *(start, top + 6, end - start),
        rings,
        *(WORDS, top + 16, shortened(bar.claim.text, MAX_WORDS)),
        Markup('<text class="tick" x="{}" y="{}">‹</text>').format(LEFT - 9, top + 15)
        if is_cut
        else Markup(""),
    )
