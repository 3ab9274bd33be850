"""The application: its routes, what becomes of errors, and the guard around it all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from twosource.errors import StoreError, TwosourceError, UsageError
from twosource.store import Marker, NotFoundError
from twosource.store import StoreError as OpenStoreError
from twosource.store.store import open as open_store
from twosource.web import actions, api, exporting, listing, story
from twosource.web.context import Server, html
from twosource.web.desk import Desk
from twosource.web.guard import Guard, TooLargeError, is_api, refused
from twosource.web.jobs import Jobs
from twosource.web.render import assets, render
from twosource.web.session import Sessions
from twosource.web.settings import Settings

__all__ = ["create_app"]

Handler = Callable[[Request, Exception], Awaitable[Response]]

HEADINGS = {
    400: "That can’t be done",
    403: "Not here",
    404: "Not found",
    405: "Not in that way",
    413: "Too large",
    500: "A fault of the program",
    503: "The store can’t be used now",
}


def create_app(
    settings: Settings,
    sessions: Sessions | None = None,
    *,
    marker: Marker | None = None,
    is_warmed: bool = True,
) -> ASGIApp:
    """Return the application with its guard.

    Args:
        settings: the store, the names, the limits.
        sessions: the codes that open it; new ones unless given.
        marker: what reads in depth; a worker process unless given.
        is_warmed: load the models when it starts.
    """
    sessions = sessions or Sessions()
    if settings.password is not None:
        sessions.code = settings.password
    if not settings.is_read_only:
        open_store(settings.store).close()  # made here if there is none, before a reader asks for it
    desk = Desk(settings)
    jobs = None if settings.is_read_only else Jobs(settings, marker, is_warmed)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        if jobs is not None:
            jobs.start()
        try:
            yield
        finally:
            if jobs is not None:
                jobs.close()
            desk.close()

    app = Starlette(routes=routes(), lifespan=lifespan, exception_handlers=_handlers())
    app.router.redirect_slashes = False
    app.state.server = Server(settings, sessions, desk, jobs)
    return Guard(app, settings, sessions)


def routes() -> list[Route]:
    """Return the routes: every page, every action, the API."""
    one = "/stories/{story}"
    pages = {
        "/": listing.stories,
        "/add": actions.add_page,
        "/health": listing.health,
        "/corrections": listing.corrections,
        "/enter": actions.enter_page,
        "/jobs/{number:int}": actions.job_page,
        "/jobs/{number:int}/events": actions.events,
        one: story.account,
        f"{one}/compare": story.compare,
        f"{one}/quotes": story.quotes,
        f"{one}/origins": story.origins,
        f"{one}/timeline": story.timeline,
        f"{one}/source": story.source,
        f"{one}/fix": story.fix,
        f"{one}/claims": story.claims,
        f"{one}/claims/{{claim}}": story.claim,
        f"{one}/export": exporting.exports,
        f"{one}/export/{{format}}": exporting.export,
        f"{one}/report.html": exporting.standalone,
        "/static/{name}": static,
        "/api/v1/openapi.json": api.openapi,
        "/api/v1/stories": api.stories,
        f"/api/v1{one}": api.account,
        f"/api/v1{one}/passage": api.passage,
        "/api/v1/search": api.search,
        "/api/v1/source": api.source,
        "/api/v1/explain": api.explain,
        "/api/v1/failures": api.failures,
        "/api/v1/corrections": api.corrections,
        "/api/v1/reports": api.report,
        "/api/v1/jobs/{number:int}": api.job,
    }
    posts = {
        "/session": actions.session,
        "/add": actions.add,
        "/add/example": actions.example,
        "/corrections": actions.correct,
        "/corrections/undo": actions.undo,
        "/health/retry": actions.retry,
        "/health/ignore": actions.ignore,
        "/api/v1/corrections": api.correct,
        "/api/v1/reports": api.add,
    }
    return [
        *(Route(path, found, methods=["GET"]) for path, found in pages.items()),
        *(Route(path, found, methods=["POST"]) for path, found in posts.items()),
    ]


async def static(request: Request) -> Response:
    """Return a file that the pages load; its name changes with its bytes."""
    asset = assets().get(request.path_params["name"])
    if asset is None:
        raise HTTPException(404, "there is no such file")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(asset.body, media_type=asset.type, headers=headers)


def _handlers() -> dict[Any, Handler]:
    return {
        HTTPException: _http,
        TooLargeError: _too_large,
        TwosourceError: _known,
        Exception: _unknown,
    }


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    why = error.detail if isinstance(error, HTTPException) else ""
    return _told(request, status, str(status), why)


async def _too_large(request: Request, error: Exception) -> Response:
    if not isinstance(error, TooLargeError):
        raise error
    answer = refused(error.status, error.why, is_api(request.scope))
    answer.headers["connection"] = "close"  # the rest of the body is not read
    return answer


async def _known(request: Request, error: Exception) -> Response:
    """Return what an error of ours says, without the traceback."""
    if not isinstance(error, TwosourceError):
        raise error
    if isinstance(error, NotFoundError):
        status = 404
    elif isinstance(error, UsageError):
        status = 400
    elif isinstance(error, (StoreError, OpenStoreError)):
        status = 503
    else:
        status = 500
    return _told(request, status, error.code, f"{error.subject[:200]}: {error.why}", error.remedy)


async def _unknown(request: Request, error: Exception) -> Response:
    """Return that it is the program's fault, and nothing else: the traceback goes to the terminal."""
    return _told(request, 500, "internal", f"{type(error).__name__}; the terminal has more")


def _told(request: Request, status: int, code: str, why: str, remedy: str = "") -> Response:
    if is_api(request.scope):
        return JSONResponse({"error": {"code": code, "why": why, "remedy": remedy}}, status)
    heading = HEADINGS.get(status, "That did not work")
    return html(render("error.html", status=status, heading=heading, why=why, remedy=remedy, here=""), status)
