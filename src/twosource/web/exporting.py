"""An account as a file to take along: one page of HTML, or any format of the exports."""

from __future__ import annotations

import re
from importlib.util import find_spec

from starlette.requests import Request
from starlette.responses import Response

from twosource.account.html import render_html
from twosource.errors import UsageError
from twosource.exports.formats import FORMATS, write
from twosource.exports.tables import TABLES
from twosource.web.context import html, server, story_id, text
from twosource.web.desk import Loaded, Reader
from twosource.web.links import StoryLinks
from twosource.web.story import answered, story_page

__all__ = ["export", "exports", "standalone"]

PACKAGES = {"xlsx": "openpyxl", "parquet": "pyarrow"}
"""What a format needs beside the program itself."""

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "markdown": "text/markdown; charset=utf-8",
    "jsonl": "application/jsonl",
    "ftm": "application/jsonl",
}
UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
MAX_NAME = 60
"""Characters of a story's id in the name of a file."""


async def exports(request: Request) -> Response:
    """Return the page that lists the formats."""

    def page(reader: Reader, loaded: Loaded, links: StoryLinks) -> str:
        missing = {name for name, package in PACKAGES.items() if find_spec(package) is None}
        shown = [(name, form, name not in missing) for name, form in FORMATS.items()]
        return story_page("export_page.html", loaded, links, "export", formats=shown, tables=tuple(TABLES))

    return await answered(request, page)


async def export(request: Request) -> Response:
    """Return the account of a story as a file of the format that the address names."""
    story, name = story_id(request), request.path_params["format"]
    table = text(request, "table") or "claims"
    if name not in FORMATS:
        raise UsageError("no_format", name[:40], "there is no such format", f"There are {', '.join(FORMATS)}")
    body = await server(request).desk.read(
        lambda reader: write([reader.loaded(story).account], name, table=table)
    )
    form = FORMATS[name]
    kind = TYPES.get(name, "application/ld+json")
    part = f"{table}" if form.has_one_table else name if form.suffix == ".jsonld" else ""
    return Response(body, media_type=kind, headers=_saved(story, part, form.suffix))


async def standalone(request: Request) -> Response:
    """Return the account as one file that needs nothing else, to be kept or sent on."""
    story = story_id(request)
    answer = html(await server(request).desk.read(lambda reader: render_html([reader.loaded(story).account])))
    answer.headers.update(_saved(story, "", ".html"))
    return answer


def _saved(story: str, part: str, suffix: str) -> dict[str, str]:
    """Return the header by which a browser saves an answer, under a name that any system takes."""
    stem = UNSAFE.sub("-", story).strip("-")[:MAX_NAME] or "story"
    name = "-".join(filter(None, ("twosource", stem, part))) + suffix
    return {"content-disposition": f'attachment; filename="{name}"'}
