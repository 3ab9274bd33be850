"""The JSON API, version 1: what the pages show, for programs. `openapi` describes it."""

from __future__ import annotations

import json
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from twosource.account.json import to_dict
from twosource.account.visible import one_line
from twosource.errors import UsageError
from twosource.read import read
from twosource.records import Account
from twosource.store import Correction, NotFoundError, Query, StoryLine
from twosource.store.reading import find_report
from twosource.web.actions import corrected, uploaded
from twosource.web.context import Server, number, server, story_id, text
from twosource.web.desk import Reader
from twosource.web.jobs import Jobs
from twosource.web.listing import Wanted, chosen, wanted
from twosource.web.openapi import description
from twosource.web.story import at_of

__all__ = [
    "account",
    "add",
    "correct",
    "corrections",
    "explain",
    "failures",
    "job",
    "openapi",
    "passage",
    "report",
    "search",
    "source",
    "stories",
]

MAX_DEPTH = 40
"""Brackets inside one another in a body of JSON; ours needs four."""

CONTEXT = 420
"""Characters around a passage in the drawer."""


async def openapi(request: Request) -> Response:
    """Return the description of the API."""
    return JSONResponse(description())


async def stories(request: Request) -> Response:
    """Return the stories, those with the latest reports first."""
    asked, limit = wanted(request), number(request, "limit", 100, most=1_000)
    return JSONResponse(await server(request).desk.read(_stories, asked, limit))


def _stories(reader: Reader, asked: Wanted, limit: int) -> dict[str, Any]:
    found = chosen(reader.lines(), asked)
    first = (asked.page - 1) * limit
    return {"total": len(found), "stories": [_line(line) for line in found[first : first + limit]]}


def _line(line: StoryLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in StoryLine.__dataclass_fields__}


async def account(request: Request) -> Response:
    """Return the account of a story."""
    story = story_id(request)
    found: Account = await server(request).desk.read(lambda reader: reader.loaded(story).account)
    return JSONResponse(to_dict(found))


async def report(request: Request) -> Response:
    """Return a report with its layers."""
    wanted_id = text(request, "id")
    return JSONResponse(await server(request).desk.read(lambda r: to_dict(r.store.report(wanted_id))))


async def search(request: Request) -> Response:
    """Return the reports in which all words stand."""
    query = Query(
        text(request, "q"),
        party=text(request, "party") or None,
        outlet=text(request, "outlet") or None,
        limit=number(request, "limit", 20, most=200),
    )
    hits = await server(request).desk.read(lambda reader: reader.store.search(query))
    names = ("report", "story", "outlet", "title", "published")
    found = [{n: getattr(h, n) for n in names} | {"snippet": _plain(h.snippet)} for h in hits]
    return JSONResponse({"hits": found})


def _plain(snippet: str) -> str:
    return one_line(snippet.replace("\x01", "").replace("\x02", ""))


async def source(request: Request) -> Response:
    """Return the stored words that an id stands for."""
    asked, context = text(request, "id"), number(request, "context", 300, most=5_000)
    found = await server(request).desk.read(lambda reader: reader.store.source(asked, context=context))
    fields = (
        "report",
        "version",
        "outlet",
        "title",
        "source",
        "added",
        "start",
        "end",
        "before",
        "words",
        "after",
    )
    return JSONResponse({"passages": [{name: getattr(one, name) for name in fields} for one in found]})


async def explain(request: Request) -> Response:
    """Return why a story, claim, origin or report is taken for what it is."""
    asked = text(request, "id")
    return JSONResponse({"reasons": list(await server(request).desk.read(lambda r: r.store.explain(asked)))})


async def passage(request: Request) -> Response:
    """Return the words of a telling with its surroundings and how they came, as the drawer shows them."""
    story, report_id, at = story_id(request), text(request, "report"), at_of(text(request, "at"))
    return JSONResponse(await server(request).desk.read(_passage, story, report_id, at or (0, 0)))


def _passage(reader: Reader, story: str, report_id: str, at: tuple[int, int]) -> dict[str, Any]:
    loaded = reader.loaded(story)
    note = loaded.notes.get(report_id)
    if note is None:
        raise NotFoundError("no_report", report_id, "it is not in this story")
    whole, (start, end) = note.report.text, at
    if not 0 <= start <= end <= len(whole):
        raise UsageError("bad_stretch", f"{start}-{end}", "it leaves the text")
    letter = loaded.letters[report_id]
    shown = next(one for one in loaded.view.reports if one.id == report_id)
    tellings = [
        telling
        for claim in loaded.view.claims()
        for telling in (*claim.tellings, *claim.passing)
        if (telling.place.letter, telling.place.start, telling.place.end) == (letter, start, end)
    ]
    chain = tellings[0].chain if tellings else ()
    stored = find_report(reader.store.database, report_id)
    return {
        "letter": letter,
        "label": shown.label,
        "title": shown.title,
        "published": shown.published,
        "source": shown.source,
        "version": stored["version"],
        "added": stored["added"],
        "before": _piece(whole[max(0, start - CONTEXT) : start], cut_head=start > CONTEXT),
        "words": _piece(whole[start:end]),
        "after": _piece(whole[end : end + CONTEXT], cut_tail=end + CONTEXT < len(whole)),
        "chain": [
            {"name": hop.name, "role": hop.role, "words": hop.words, "reason": hop.reason} for hop in chain
        ],
        "lineage": tellings[0].lineage if tellings else None,
    }


def _piece(words: str, *, cut_head: bool = False, cut_tail: bool = False) -> str:
    """Return words line by line, with the blanks at their edges kept and dots where more stands."""
    lead = words[: len(words) - len(words.lstrip())]
    tail = words[len(words.rstrip()) :] if words.strip() else ""
    shown = "\n".join(filter(None, map(one_line, words.splitlines())))
    return ("…" if cut_head else _blank(lead)) + shown + ("…" if cut_tail else _blank(tail))


def _blank(edge: str) -> str:
    """Return what the blanks at an edge come to: a new line, a blank, or nothing."""
    return "\n" if "\n" in edge else " " if edge else ""


async def failures(request: Request) -> Response:
    """Return the inputs that did not go in."""
    found = await server(request).desk.read(lambda reader: reader.store.failures())
    names = ("number", "report", "source", "status", "code", "stage", "detail")
    return JSONResponse({"failures": [{name: getattr(one, name) for name in names} for one in found]})


async def corrections(request: Request) -> Response:
    """Return everything that was settled."""
    found = await server(request).desk.read(lambda reader: reader.store.corrections())
    return JSONResponse({"corrections": [_correction(one) for one in found]})


def _correction(one: Correction) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Correction.__dataclass_fields__}


async def correct(request: Request) -> Response:
    """Settle something, or undo it."""
    jobs = _jobs(server(request))
    body = await _body(request)
    what = body.get("what")
    if not isinstance(what, list) or not all(isinstance(one, str) for one in what) or len(what) > 2_000:
        raise HTTPException(400, "`what` must be a list of strings")
    story = body.get("story", "")
    made = await server(request).desk.edit(
        corrected, str(body.get("kind", "")), what, str(body.get("note", ""))[:1_000], str(story)
    )
    jobs.refresh()
    return JSONResponse(_correction(made), 201)


async def add(request: Request) -> Response:
    """Begin to add a report of the input format, or the files of a form; answer with the job."""
    jobs = _jobs(server(request))
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        limits = server(request).settings.limits
        async with request.form(max_files=limits.files, max_fields=50, max_part_size=1 << 20) as form:
            reading = await uploaded(form)
    elif request.headers.get("content-type", "").startswith("application/json"):
        reading = read(await _body(request))
    else:
        reading = await uploaded(FormData())
    if not len(reading) and not reading.failures:
        raise HTTPException(400, "there is no report in it")
    made = jobs.add(reading)
    headers = {"location": f"/api/v1/jobs/{made.number}"}
    return JSONResponse(made.document(), 202, headers=headers)


async def job(request: Request) -> Response:
    """Return how far a job is."""
    found = _jobs(server(request)).jobs.get(request.path_params["number"])
    if found is None:
        raise HTTPException(404, "there is no such job")
    return JSONResponse(found.document())


def _jobs(running: Server) -> Jobs:
    if running.jobs is None:
        raise HTTPException(403, "this server was started to read only")
    return running.jobs


async def _body(request: Request) -> dict[str, Any]:
    """Return a body of JSON that is an object.

    Raises:
        HTTPException: it is none, or nested beyond sense.
    """
    raw = await request.body()
    if _is_deep(raw):
        raise HTTPException(400, "the body is nested too deeply")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is not JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "the body is not an object")
    return found


def _is_deep(raw: bytes) -> bool:
    """Return whether brackets stand inside one another beyond `MAX_DEPTH`, those in strings left out."""
    depth = 0
    in_string = is_escaped = False
    for byte in raw:
        if in_string:
            in_string = is_escaped or byte != 0x22
            is_escaped = byte == 0x5C and not is_escaped
        elif byte == 0x22:
            in_string = True
        elif byte in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif byte in b"]}":
            depth -= 1
    return False
