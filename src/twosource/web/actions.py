"""What changes something: entering, adding reports, corrections, another try. All are POST."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from twosource.errors import UsageError
from twosource.fetch import Fetcher
from twosource.read import Reading, ReadOptions, read, read_streams
from twosource.store import Correction, Store
from twosource.web.context import Server, html, server
from twosource.web.desk import Reader
from twosource.web.jobs import Job, Jobs
from twosource.web.links import story_address
from twosource.web.render import render

__all__ = [
    "add",
    "add_page",
    "correct",
    "corrected",
    "enter_page",
    "events",
    "example",
    "ignore",
    "job_page",
    "retry",
    "session",
    "undo",
    "uploaded",
]

MAX_FIELDS = 2_000
MAX_FIELD = 6 << 20
"""Bytes of one field of a form: a text that was pasted."""

MAX_ADDRESSES = 100
"""Addresses that are fetched for one form."""

BEAT = 0.15
"""Seconds between two looks at a job that is watched."""

QUIET_BEATS = 100
"""Looks without news after which a line is sent all the same, so that a lost connection is noticed."""


PAIRS: dict[str, Callable[..., Correction]] = {
    "same": Store.same,
    "different": Store.different,
    "prefer": Store.prefer,
    "copy": Store.copied,
    "not-copy": Store.not_copied,
}
"""Corrections of two names or two reports."""

SETS: dict[str, Callable[..., Correction]] = {"merge": Store.merge, "split": Store.split}
"""Corrections of a story with others, or with reports of it."""

KINDS = (*PAIRS, *SETS, "undo")


async def enter_page(request: Request) -> Response:
    """Return the page on which the code is put in."""
    return html(_enter(server(request), is_wrong=False))


def _enter(running: Server, *, is_wrong: bool) -> str:
    has_password = running.settings.password is not None
    return render("enter.html", wrong=is_wrong, has_password=has_password, here="enter")


async def session(request: Request) -> Response:
    """Exchange a code for the session's cookie."""
    running = server(request)
    async with request.form(max_fields=4, max_files=0, max_part_size=1024) as form:
        secret = running.sessions.enter(str(form.get("code", ""))[:400])
    if secret is None:
        await asyncio.sleep(0.3)
        return html(_enter(running, is_wrong=True), 403)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(
        running.settings.cookie(), secret, httponly=True, samesite="strict", path="/", max_age=14 * 86_400
    )
    return answer


def _jobs(request: Request) -> Jobs:
    """Return the jobs of a server to which reports can be added.

    Raises:
        HTTPException: it was started to read only.
    """
    jobs = server(request).jobs
    if jobs is None:
        raise HTTPException(403, "this server was started to read only")
    return jobs


async def add_page(request: Request) -> Response:
    """Return the page on which reports are put in."""
    return html(_add(server(request)))


def _add(running: Server, problem: str | None = None) -> str:
    return render(
        "add.html",
        can_add=running.jobs is not None,
        example=running.settings.example is not None,
        problem=problem,
        here="add",
    )


async def add(request: Request) -> Response:
    """Read the files or the text of a form, and begin to add them."""
    jobs = _jobs(request)
    limits = server(request).settings.limits
    async with request.form(max_files=limits.files, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD) as form:
        addresses = str(form.get("addresses") or "").split()[:MAX_ADDRESSES]
        reading = await uploaded(form)
    if addresses:
        return _to_job(jobs.fetch(list(dict.fromkeys(addresses)), Fetcher()))
    if not len(reading) and not reading.failures:
        return html(_add(server(request), "No file was chosen, and no text put in."), 400)
    return _to_job(jobs.add(reading))


async def uploaded(form: FormData) -> Reading:
    """Return the reports of a form: its files, or the text that was pasted."""
    files = [item for item in form.getlist("files") if isinstance(item, UploadFile) and item.filename]
    if files:
        named = [(str(item.filename), item.file) for item in files]
        return await asyncio.to_thread(read_streams, named)
    pasted = {key: str(form.get(key) or "").strip() for key in ("text", "outlet", "published", "url")}
    if not pasted["text"]:
        return Reading((), ())
    text = pasted.pop("text")
    kind = "html" if text[:200].lstrip().lower().startswith(("<!doctype", "<html")) else "text"
    record = {kind: text} | {key: value for key, value in pasted.items() if value}
    return await asyncio.to_thread(read, record, options=ReadOptions())


async def example(request: Request) -> Response:
    """Begin to add the reports of the example."""
    jobs, folder = _jobs(request), server(request).settings.example
    if folder is None:
        raise HTTPException(404, "the example does not come with this copy of the program")
    return _to_job(jobs.add(await asyncio.to_thread(read, folder)))


def _to_job(job: Job) -> Response:
    """Return the way to the page of a job, which goes on to the account when it is worked out."""
    return RedirectResponse(f"/jobs/{job.number}#live", status_code=303)


async def job_page(request: Request) -> Response:
    """Return how far a job is."""
    job = _job(request)
    document = job.document()
    stories = await server(request).desk.read(_titles, document["stories"])
    return html(render("job.html", job=document, stories=stories, here="add"))


def _titles(reader: Reader, stories: Sequence[str]) -> list[dict[str, str | None]]:
    """Return the ids, titles and addresses of stories; those that are no more are left out."""
    rows = (
        reader.store.database.row("SELECT story, title FROM account WHERE story = ?", (story,))
        for story in stories
    )
    return [
        {"id": row["story"], "title": row["title"], "address": story_address(row["story"])}
        for row in rows
        if row is not None
    ]


def _opened(reader: Reader, stories: Sequence[str]) -> list[dict[str, str | None]]:
    """Return the ids and titles of stories; one alone, which the browser goes on to, is at hand then."""
    found = _titles(reader, stories)
    if len(found) == 1:
        reader.loaded(str(found[0]["id"]))
    return found


def _job(request: Request) -> Job:
    """Return the job that the address names.

    Raises:
        HTTPException: there is none.
    """
    job = _jobs(request).jobs.get(request.path_params["number"])
    if job is None:
        raise HTTPException(404, "there is no such job; those of before the server was started are forgotten")
    return job


async def events(request: Request) -> Response:
    """Return how far a job is, as events, until it is over."""
    job = _job(request)
    return StreamingResponse(
        _stages(request, job), media_type="text/event-stream", headers={"x-accel-buffering": "no"}
    )


async def _stages(request: Request, job: Job) -> AsyncIterator[str]:
    """Yield the state of a job whenever it changes."""
    last, quiet = "", 0
    while True:
        document = job.document()
        if job.is_over:
            document["titles"] = await server(request).desk.read(_opened, document["stories"])
        state = json.dumps({key: value for key, value in document.items() if key != "seconds"})
        if state != last or quiet >= QUIET_BEATS:
            last, quiet = state, 0
            yield f"data: {json.dumps(document)}\n\n"
        if job.is_over or await request.is_disconnected():
            return
        quiet += 1
        await asyncio.sleep(BEAT)


async def correct(request: Request) -> Response:
    """Settle what a form says, and show the account as it is then."""
    jobs = _jobs(request)
    async with request.form(max_fields=MAX_FIELDS, max_files=0, max_part_size=16_384) as form:
        kind, story, note = (str(form.get(key, "")) for key in ("kind", "story", "note"))
        one, other = str(form.get("one", "")), str(form.get("other", ""))
        reports = [str(value) for value in form.getlist("report")]
    what = {"split": (story, *reports), "merge": (story, other)}.get(kind, (one, other))
    made = await server(request).desk.edit(corrected, kind, what, note[:1_000], story)
    jobs.refresh()
    return RedirectResponse(f"{story_address(story)}?done={made.number}", status_code=303)


def corrected(store: Store, kind: str, what: Sequence[str], note: str, story: str) -> Correction:
    """Return a correction that was made, with the account of a story worked out anew.

    Args:
        store: to be written to.
        kind: one of `KINDS`.
        what: two names or reports; a story and others, or reports of it; the number of a correction.
        note: why.
        story: whose account is shown next; empty for none.

    Raises:
        UsageError: there is no such kind, or something is missing.
    """
    if len(what) < (1 if kind == "undo" else 2):
        raise UsageError(
            "bad_correction", kind[:40], "something is missing: two names, stories, or some reports"
        )
    first, *rest = what
    if kind in PAIRS:
        made = PAIRS[kind](store, first, rest[0], note=note)
    elif kind in SETS:
        made = SETS[kind](store, first, *rest, note=note)
    elif kind == "undo" and first.isascii() and first.isdecimal() and len(first) < 10:
        made = store.undo(int(first), note=note)
    else:
        raise UsageError("bad_correction", kind[:40], "there is no such correction")
    if story in store.stale():
        for _ in store.refresh([story]):
            pass
    return made


async def undo(request: Request) -> Response:
    """Undo a correction, and show where one came from."""
    jobs = _jobs(request)
    async with request.form(max_fields=8, max_files=0, max_part_size=1024) as form:
        number, story = str(form.get("number", "")), str(form.get("story", ""))
    made = await server(request).desk.edit(corrected, "undo", (number,), "", story)
    jobs.refresh()
    target = f"{story_address(story)}?done={made.number}" if story else "/corrections"
    return RedirectResponse(target, status_code=303)


async def retry(request: Request) -> Response:
    """Try failed inputs again: the one of the form, or all."""
    return _to_job(_jobs(request).retry(await _numbers(request)))


async def ignore(request: Request) -> Response:
    """Leave a failed input out of the list."""
    _jobs(request)
    numbers = await _numbers(request)
    await server(request).desk.edit(lambda store: store.ignore(numbers))
    return RedirectResponse("/health", status_code=303)


async def _numbers(request: Request) -> list[int]:
    async with request.form(max_fields=MAX_FIELDS, max_files=0, max_part_size=64) as form:
        given = [str(value) for value in form.getlist("number")]
    return [int(value) for value in given if value.isascii() and value.isdecimal() and len(value) < 10]
