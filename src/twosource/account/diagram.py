"""A drawing of which origins stand behind which reports, as SVG without any style or script of its own."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from twosource.account.phrases import count, shortened
from twosource.account.view import AccountView, OriginView, ReportView
from twosource.account.view_links import Links, PageLinks

MAX_NODES = 60
"""Origins and reports that a drawing holds; more are no longer told apart."""

ROW, BOX, LEFT, RIGHT, SIDE, HEAD = 44, 32, 340, 320, 200, 26
MAX_NAME = 28
LINES = {"recorded": "recorded", "inferred": "inferred", "not recorded": "unrecorded"}


def draw_origins(view: AccountView, links: Links | None = None) -> Markup | None:
    """Return the drawing of an account's origins and reports; `None` if there are none, or too many.

    Args:
        view: what is shown of the account.
        links: where its links lead; to anchors of the same page unless given.
    """
    links = links or PageLinks(view.key)
    origins, reports = view.carriers, view.reports
    if not origins or len(origins) + len(reports) > MAX_NODES:
        return None
    height = HEAD + ROW * max(len(origins), len(reports))
    width = LEFT + SIDE + RIGHT
    described = Markup("; ").join(
        Markup("{} behind {}").format(origin.name, ", ".join(origin.letters)) for origin in origins
    )
    head = Markup(
        '<svg class="diagram" viewBox="0 0 {} {}" role="group" aria-labelledby="{}-dt {}-dd">'
        '<title id="{}-dt">Origins and the reports that draw on them</title><desc id="{}-dd">{}</desc>'
    ).format(width, height, view.key, view.key, view.key, view.key, described)
    names = Markup(
        '<text class="name" x="12" y="15">Origins</text><text class="name" x="{}" y="15">Reports</text>'
    )
    drawn = [names.format(LEFT + SIDE + 12), *_edges(view, height), *_nodes(view, height, links)]
    return head + Markup("").join(drawn) + Markup("</svg>")


def _tops(number: int, height: int) -> list[float]:
    """Return the middle of each of so many boxes, spread over the height below the names of the columns."""
    step = (height - HEAD) / number
    return [HEAD + step * i + step / 2 for i in range(number)]


def _arranged(view: AccountView) -> list[OriginView]:
    """Return the origins in the order of the middle of their reports, so that few lines cross."""
    place = {report.letter: i for i, report in enumerate(view.reports)}
    return sorted(view.carriers, key=lambda o: sum(place[x] for x in o.letters) / max(1, len(o.letters)))


def _edges(view: AccountView, height: int) -> Iterator[Markup]:
    """Yield a line from each origin to each report that draws on it."""
    ends = dict(zip((r.letter for r in view.reports), _tops(len(view.reports), height), strict=True))
    for origin, y in zip(_arranged(view), _tops(len(view.carriers), height), strict=True):
        for letter in origin.letters:
            bend = LEFT + SIDE / 2
            yield Markup('<path class="edge {}" d="M{} {:.0f}C{} {:.0f} {} {:.0f} {} {:.0f}"/>').format(
                LINES[origin.lineage], LEFT, y, bend, y, bend, ends[letter], LEFT + SIDE, ends[letter]
            )


def _nodes(view: AccountView, height: int, links: Links) -> Iterator[Markup]:
    for origin, y in zip(_arranged(view), _tops(len(view.carriers), height), strict=True):
        yield _origin(origin, y)
    for report, y in zip(view.reports, _tops(len(view.reports), height), strict=True):
        yield _report(report, y, links.report(report.letter))


def _origin(origin: OriginView, y: float) -> Markup:
    words = f"{origin.sort}, lineage {origin.lineage}, {count(origin.claims, 'claim')}"
    return Markup(
        '<g class="node {}"><title>{}: {}</title><rect x="1" y="{:.0f}" width="{}" height="{}" rx="4"/>'
        '<text x="12" y="{:.0f}">{}</text><text class="note" x="{}" y="{:.0f}">{}</text></g>'
    ).format(
        LINES[origin.lineage],
        origin.name,
        words,
        y - BOX / 2,
        LEFT - 2,
        BOX,
        y + 5,
        shortened(origin.name, MAX_NAME),
        *(LEFT - 12, y + 5, origin.sort if origin.lineage == "recorded" else origin.lineage),
    )


def _report(report: ReportView, y: float, address: str) -> Markup:
    x = LEFT + SIDE
    return Markup(
        '<a href="{}"><g class="node report"><title>Report {}: {}</title>'
        '<rect x="{}" y="{:.0f}" width="{}" height="{}" rx="4"/>'
        '<text x="{}" y="{:.0f}"><tspan class="letter">{}</tspan> {}</text></g></a>'
    ).format(
        address,
        report.letter,
        report.label,
        x + 1,
        y - BOX / 2,
        RIGHT - 2,
        BOX,
        x + 12,
        y + 5,
        report.letter,
        shortened(report.label, MAX_NAME + 4),
    )
