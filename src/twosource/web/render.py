"""Pages from templates: every value is escaped; the parts that show an account are those of its own page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment

from twosource import __version__
from twosource.account.html import environment, page_file
from twosource.account.phrases import LINEAGES, STANDINGS, WEEKDAYS, on_date
from twosource.web.links import story_address

__all__ = ["Asset", "assets", "render"]

KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the pages load: its bytes, its type, its address, which changes with its bytes."""

    body: bytes
    type: str
    address: str


@cache
def assets() -> dict[str, Asset]:
    """Return the files that the pages load, by the last part of their address."""
    style = (page_file("style.css") or "") + _own("static", "web.css")
    texts = {"style.css": style, "app.js": _own("static", "app.js"), "icon.svg": _own("static", "icon.svg")}
    found = {}
    for name, text in texts.items():
        body = text.encode()
        stem, _, kind = name.rpartition(".")
        address = f"{stem}-{hashlib.sha256(body).hexdigest()[:12]}.{kind}"
        found[address] = Asset(body, KINDS[kind], f"/static/{address}")
    return found


@cache
def _addresses() -> dict[str, str]:
    return {name.partition("-")[0]: asset.address for name, asset in assets().items()}


def render(template: str, **values: Any) -> str:
    """Return a page.

    Args:
        template: the name of the template.
        values: what it shows.
    """
    return (
        _environment()
        .get_template(template)
        .render(assets=_addresses(), version=__version__, standings=STANDINGS, lineages=LINEAGES, **values)
    )


@cache
def _environment() -> Environment:
    made = environment(_template)
    made.filters["on_date"] = _day
    made.filters["address"] = story_address
    made.filters["moment"] = _moment
    made.filters["plural"] = lambda n, one: f"{n} {one}" if n == 1 else f"{n} {one}s"
    return made


def _day(value: str | None) -> str:
    """Return a date in words; the day of the week where no more is known; nothing where nothing is."""
    if value is not None and value.startswith("XXXX-WXX-") and value[-1] in "1234567":
        return WEEKDAYS[int(value[-1]) - 1]
    return on_date(value) if value else ""


def _moment(seconds: float | None) -> str:
    """Return a moment, in seconds since 1970, in words and UTC; "never" without one."""
    if seconds is None:
        return "never"
    return on_date(datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")) + " UTC"


def _template(name: str) -> str | None:
    """Return a template of the pages, else one of the account's own page."""
    try:
        return _own("templates", name)
    except FileNotFoundError:
        return page_file(name)


def _own(folder: str, name: str) -> str:
    return resources.files(__package__).joinpath(folder, name).read_text(encoding="utf-8")
