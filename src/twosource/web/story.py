"""The pages of one story: account, compare, quotes, origins, timeline, source, claim, corrections."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.account.diagram import draw_origins
from twosource.account.diagram_time import draw_timeline
from twosource.account.html import story_of
from twosource.account.view_compare import Only, compare_of, texts_differing
from twosource.account.view_origins import evidence_of
from twosource.account.view_quotes import quotes_of
from twosource.account.view_source import FACETS, source_of
from twosource.account.view_timeline import timeline_of
from twosource.errors import UsageError
from twosource.store import NotFoundError, StoryFilter
from twosource.store.reading import find_story
from twosource.web.context import html, number, server, story_id, text
from twosource.web.desk import Loaded, Reader
from twosource.web.links import StoryLinks, story_address
from twosource.web.render import render

__all__ = [
    "account",
    "answered",
    "at_of",
    "claim",
    "claims",
    "compare",
    "fix",
    "links_of",
    "origins",
    "quotes",
    "source",
    "story_page",
    "timeline",
]

CELLS = 1_600
"""Cells on a page of the comparison: 200 claims of eight reports, 32 of fifty."""

SPEAKERS = 40
EXTENT = re.compile(r"(\d{1,9})-(\d{1,9})")
DEFAULT_FACETS = frozenset({"claims", "conflicts"})
OTHERS = 60
"""Other stories that are offered to be put together with one."""

Page = Callable[[Reader, Loaded, StoryLinks], str]


def _shown(page: Page, reader: Reader, story: str) -> str:
    """Return a page of a story; its whole id, where only the first characters were given."""
    loaded = reader.loaded(story)
    return page(reader, loaded, links_of(loaded))


def links_of(loaded: Loaded) -> StoryLinks:
    """Return where the links of an account lead."""
    by_letter = {report.letter: report.id for report in loaded.view.reports}
    return StoryLinks(loaded.account.id, loaded.view.key, by_letter, loaded.leaves.page_of)


async def answered(request: Request, page: Page) -> Response:
    """Return a page of the story that the address names."""
    story = story_id(request)
    whole = await server(request).desk.read(lambda reader: find_story(reader.store.database, story))
    if whole != story:
        rest = request.url.path.removeprefix(f"/stories/{request.path_params['story']}")
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(story_address(whole) + rest + query, status_code=303)
    return html(await server(request).desk.read(lambda reader: _shown(page, reader, story)))


def story_page(template: str, loaded: Loaded, links: StoryLinks, here: str, **values: Any) -> str:
    """Return a page with what all pages of a story show."""
    called = {report.id: f"{report.letter} {report.label}" for report in loaded.view.reports}
    shown = {"view": loaded.view, "level": 1, "called": called, **values}
    return render(template, links=links, base=links.base, tab=here, here="stories", **shown)


async def account(request: Request) -> Response:
    """Return the account of a story."""
    done = number(request, "done", 0)
    can_add = server(request).jobs is not None

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        made = story_of(loaded.account, loaded.view, links, with_texts=False, leaves=loaded.leaves)
        log = reader.store.corrections() if done else ()
        correction = next((one for one in log if one.number == done), None)
        values = {"story": made, "view": made.view, "correction": correction, "can_add": can_add}
        return story_page("account_page.html", loaded, links, "account", **values)

    return await answered(request, page)


async def claims(request: Request) -> Response:
    """Return the claims of a long account that don't stand on its own page."""
    asked = max(1, number(request, "page", 1))

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        behind = loaded.leaves.behind
        if asked > len(behind):
            why = "the account shows all its claims on fewer pages"
            raise NotFoundError("no_page", str(asked), why, "Go back to the account")
        values = {"view": behind[asked - 1], "left": {}, "page": asked, "pages": len(behind)}
        return story_page("claims_page.html", loaded, links, "account", **values)

    return await answered(request, page)


async def compare(request: Request) -> Response:
    """Return the claims of a story against its reports, or two reports' wording."""
    asked = text(request, "only")
    only: Only = next((one for one in get_args(Only) if one == asked), "several")
    first = max(1, number(request, "page", 1))
    pair = (text(request, "one"), text(request, "other"))

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        most = max(20, CELLS // len(loaded.view.reports))
        table = compare_of(loaded.view, only, first=(first - 1) * most, most=most)
        pieces = None
        by_letter = {report.letter: report.id for report in loaded.view.reports}
        if pair[0] in by_letter and pair[1] in by_letter:
            bodies = [" ".join(span.text for span in loaded.notes[by_letter[x]].layout.body()) for x in pair]
            pieces = texts_differing(*bodies)
        return story_page(
            "compare_page.html",
            loaded,
            links,
            "compare",
            table=table,
            only=only,
            page=first,
            pages=max(1, -(-table.counts[only] // most)),
            pair=pair,
            pieces=pieces,
        )

    return await answered(request, page)


async def quotes(request: Request) -> Response:
    """Return who said what, in every wording, with each hop."""
    first = max(1, number(request, "page", 1))

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        speakers = quotes_of(loaded.view)
        return story_page(
            "quotes_page.html",
            loaded,
            links,
            "quotes",
            speakers=speakers[(first - 1) * SPEAKERS : first * SPEAKERS],
            total=len(speakers),
            page=first,
            pages=max(1, -(-len(speakers) // SPEAKERS)),
        )

    return await answered(request, page)


async def origins(request: Request) -> Response:
    """Return whose word the reports rest on, with the evidence."""

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        evidence = evidence_of(loaded.account, loaded.view)
        drawing = draw_origins(loaded.view, links)
        return story_page("origins_page.html", loaded, links, "origins", evidence=evidence, drawing=drawing)

    return await answered(request, page)


async def timeline(request: Request) -> Response:
    """Return when things happened against when they were reported."""

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        times = timeline_of(loaded.account, loaded.view)
        drawing = draw_timeline(times, loaded.view.key, links)
        return story_page("timeline_page.html", loaded, links, "timeline", times=times, drawing=drawing)

    return await answered(request, page)


def at_of(given: str) -> tuple[int, int] | None:
    """Return the stretch that an address names ("10-25"), `None` if it names none."""
    match = EXTENT.fullmatch(given)
    return (int(match[1]), int(match[2])) if match is not None else None


async def source(request: Request) -> Response:
    """Return the text of a report with its marks."""
    report_id, at = text(request, "report"), at_of(text(request, "at"))
    shown = frozenset(request.query_params.getlist("show")) & FACETS.keys()
    facets = shown if "marks" in request.query_params else DEFAULT_FACETS

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        report = next((one for one in loaded.view.reports if one.id == report_id), None)
        if report is None:
            raise NotFoundError("no_report", report_id, "it is not in this story", "Go back to the account")
        note = loaded.notes[report_id]
        if at is not None and not at[0] <= at[1] <= len(note.report.text):
            raise UsageError("bad_stretch", f"{at[0]}-{at[1]}", "it leaves the text")
        made = source_of(loaded.view, report, note, facets=facets, at=at, back=links.base)
        return story_page(
            "source_page.html",
            loaded,
            links,
            "source",
            text=made,
            facets=FACETS,
            chosen=facets,
            at=at,
            claims_here=_claims_at(loaded, report.letter, at),
        )

    return await answered(request, page)


def _claims_at(loaded: Loaded, letter: str, at: tuple[int, int] | None) -> list[Any]:
    """Return the claims that a stretch tells, each with the telling."""
    return [
        (claim, telling)
        for claim in loaded.view.claims()
        for telling in (*claim.tellings, *claim.passing)
        if at is not None
        and telling.place.letter == letter
        and (telling.place.start, telling.place.end) == at
    ]


async def claim(request: Request) -> Response:
    """Return one claim under its own address, with the words of every telling and what stands around."""
    wanted = request.path_params["claim"]

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        found = loaded.shown.get(wanted)
        if found is None:
            why = "the account shows no claim of that id; it may read otherwise since reports came"
            raise NotFoundError("no_claim", wanted, why, "Go back to the account")
        passages = reader.store.source(f"{loaded.account.id}/{wanted}", context=240)
        return story_page(
            "claim_page.html",
            loaded,
            links,
            "claim",
            claim=found,
            passages=[(loaded.letters.get(p.report, "?"), p) for p in passages],
        )

    return await answered(request, page)


async def fix(request: Request) -> Response:
    """Return the page on which a story is corrected."""

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        names = sorted(
            {
                name
                for party in loaded.account.parties
                for name in (party.name, *(n for _, w in party.names for n in w))
            }
        )
        near = reader.store.stories(StoryFilter(limit=OTHERS + 1))
        others = [line for line in near if line.id != loaded.account.id][:OTHERS]
        log = reader.store.corrections()
        return story_page(
            "fix_page.html", loaded, links, "fix", names=names[:500], others=others, log=log[::-1][:30]
        )

    return await answered(request, page)
