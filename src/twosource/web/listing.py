"""The list of stories, the search, what did not go in, and the corrections."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from twosource.account.visible import one_line
from twosource.errors import PROBLEMS
from twosource.read.dates import iso_date
from twosource.store import Hit, Query, StoryFilter, StoryLine
from twosource.store.intake import PROBLEMS as STORE_PROBLEMS
from twosource.watch import feed_list
from twosource.web.context import html, number, server, text
from twosource.web.desk import Reader
from twosource.web.render import render

__all__ = ["Wanted", "chosen", "corrections", "health", "snippet", "stories"]

PAGE = 50
"""Stories on a page."""

MAX_PAGE = 2_000
"""The last page of stories: 100,000 of them; the filters find those behind."""

HITS = 40

OUTCOMES = {
    "ok": "read",
    "partial": "read in part",
    "duplicate": "there already",
    "rejected": "refused",
    "failed-retryable": "failed, to be tried again",
    "failed-terminal": "failed",
    "quarantined": "set aside",
    "ignored": "left out",
}
"""What became of inputs, in words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of stories is narrowed to."""

    words: str = ""
    since: str | None = None
    min_origins: int = 0
    conflicts: bool = False
    page: int = 1

    @property
    def is_plain(self) -> bool:
        """Whether nothing narrows the list."""
        return not (self.words or self.since or self.min_origins or self.conflicts)

    def filter(self, limit: int) -> StoryFilter:
        """Return the filter that finds the first stories of the list."""
        return StoryFilter(self.since, self.min_origins, self.conflicts, limit=limit)

    def address(self, page: int) -> str:
        """Return the address of another page of the same list."""
        values = {
            "q": self.words,
            "since": self.since or "",
            "origins": str(self.min_origins or ""),
            "conflicts": "1" if self.conflicts else "",
            "page": str(page),
        }
        return "/?" + urlencode({key: value for key, value in values.items() if value})


def wanted(request: Request) -> Wanted:
    """Return what the address of a list asks for."""
    since = text(request, "since")
    return Wanted(
        text(request, "q"),
        iso_date(since) if since else None,
        number(request, "origins", 0, most=1_000),
        text(request, "conflicts") == "1",
        max(1, number(request, "page", 1, most=MAX_PAGE)),
    )


def chosen(lines: tuple[StoryLine, ...], asked: Wanted) -> list[StoryLine]:
    """Return the stories that a filter lets through; what is not worked out yet passes none."""
    return [
        line
        for line in lines
        if (asked.since is None or (line.published or "") >= asked.since)
        and (not asked.min_origins or (line.origins or 0) >= asked.min_origins)
        and (not asked.conflicts or bool(line.conflicts))
    ]


async def stories(request: Request) -> Response:
    """Return the page of the stories, or of what a search finds."""
    asked = wanted(request)
    running = server(request)
    jobs = (
        []
        if running.jobs is None
        else [j for j in list(running.jobs.jobs.values()) if not j.is_over and j.items]
    )
    can_add = running.jobs is not None
    return html(await running.desk.read(_stories, asked, [job.number for job in jobs], can_add))


def _stories(reader: Reader, asked: Wanted, jobs: list[int], can_add: bool) -> str:
    last = asked.page * PAGE
    total = reader.total()
    hits = reader.store.search(Query(asked.words, limit=HITS)) if asked.words else ()
    found = () if asked.words or not total else reader.store.stories(asked.filter(last + 1))
    return render(
        "stories.html",
        asked=asked,
        lines=found[last - PAGE : last],
        total=total if asked.is_plain else None,
        has_more=len(found) > last,
        hits=[(hit, snippet(hit), reader.title(hit.story)) for hit in hits],
        is_empty=not total,
        jobs=jobs,
        can_add=can_add,
        here="stories",
    )


def snippet(hit: Hit) -> list[tuple[str, bool]]:
    """Return the words around a find in pieces, each with whether it is what was found."""
    pieces = []
    for part in hit.snippet.split("\x01"):
        inside, mark, outside = part.partition("\x02")
        if mark:
            pieces.append((one_line(inside), True))
        rest = outside if mark else inside
        if rest:
            lead, tail = rest[:1].isspace(), rest[-1:].isspace()
            pieces.append((" " * lead + one_line(rest) + " " * tail, False))
    return pieces


async def health(request: Request) -> Response:
    """Return the page that says what went in, what did not, and why."""
    running = server(request)
    jobs = (
        []
        if running.jobs is None
        else [job.document() for job in list(running.jobs.jobs.values()) if job.items]
    )
    return html(await running.desk.read(_health, jobs[::-1][:20], running.jobs is not None))


def _health(reader: Reader, jobs: list[dict[str, object]], can_add: bool) -> str:
    database = reader.store.database
    counts = database.rows("SELECT status, count(*) AS n FROM outcome GROUP BY status ORDER BY n DESC")
    totals = database.row(
        "SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM account) AS stories,"
        " (SELECT count(*) FROM account WHERE is_stale) AS stale,"
        " (SELECT count(*) FROM outcome WHERE packed IS NOT NULL AND status = 'failed-retryable') AS waiting"
    )
    failures = reader.store.failures()
    return render(
        "health.html",
        counts=[(OUTCOMES.get(row["status"], row["status"]), row["n"]) for row in counts],
        feeds=feed_list(database),
        totals=dict(totals) if totals is not None else {},
        failures=failures[-200:][::-1],
        more=max(0, len(failures) - 200),
        meanings=PROBLEMS | STORE_PROBLEMS,
        jobs=jobs,
        can_add=can_add,
        here="health",
    )


async def corrections(request: Request) -> Response:
    """Return the page of everything that was settled, each to be undone."""
    running = server(request)
    log = await running.desk.read(lambda reader: reader.store.corrections())
    return html(
        render("corrections.html", log=log[::-1], can_add=running.jobs is not None, here="corrections")
    )
