"""Accounts as a notebook shows them: HTML that stands in a cell, by the templates of the pages."""

from __future__ import annotations

import hashlib
import itertools
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args

from jinja2 import Environment
from markupsafe import Markup

from twosource.account.html import Story, environment, page_file, render_html, story_of
from twosource.account.terminal import render_terminal
from twosource.account.view import AccountView, ClaimView, Place
from twosource.account.view_build import view_of
from twosource.account.view_compare import compare_of
from twosource.account.view_links import Links, PageLinks
from twosource.account.view_origins import evidence_of
from twosource.account.view_quotes import quotes_of
from twosource.account.view_timeline import timeline_of
from twosource.errors import UsageError
from twosource.exports.limits import shortened_view
from twosource.exports.scoped import scoped_style
from twosource.records import Account, digest

__all__ = ["MAX_CELL_BYTES", "Rendered", "Style", "render"]

Style = Literal["account", "quotes", "chain", "compare", "origins", "timeline", "source"]

MAX_CELL_BYTES = 200_000
"""Bytes of HTML in a cell; a notebook keeps every cell in its file."""

LIMITS = (60, 30, 15, 8, 4, 2, 1)
"""Claims in a section of a cell, tried in turn until it is small enough."""

MAX_ACCOUNTS = 8
"""Accounts that a cell tries to show; of more it has the titles."""

WIDTH = 100
_numbers = itertools.count(1)


class Rendered(str):
    """HTML that shows itself in a notebook, and is a string everywhere else.

    `plain` is what a terminal shows in its place.
    """

    plain: str

    def __new__(cls, html: str, plain: str = "") -> Rendered:
        """Return the text as one that shows itself."""
        made = super().__new__(cls, html)
        made.plain = plain
        return made

    def _repr_html_(self) -> str:
        return str(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": str(self), "text/plain": self.plain}

    def save(self, path: str | Path) -> Path:
        """Return `path`, having written the HTML there in UTF-8."""
        target = Path(path)
        target.write_bytes(self.encode("utf-8", "backslashreplace"))
        return target


@dataclass(frozen=True, slots=True)
class _CellLinks:
    """Links of a cell that has not all they may lead to: to `top`, the list of reports or the cell itself."""

    key: str
    top: str
    has_claims: bool

    def words(self, place: Place) -> str:
        """Return where the reader finds which report it is."""
        return f"#{self.top}"

    def claim(self, number: int) -> str:
        """Return the anchor of a claim, if claims have one here."""
        return f"#{self.key}-c{number}" if self.has_claims else f"#{self.top}"

    def permanent(self, claim: ClaimView) -> str:
        """Return the anchor of a claim, as `claim` does."""
        return self.claim(claim.number)

    def report(self, letter: str) -> str:
        """Return where the reader finds which report it is."""
        return f"#{self.top}"

    def view(self, name: str) -> str | None:
        """Return `None`: there is no other view here."""
        return None


def _links(key: str, name: str, style: Style, *, with_texts: bool) -> Links:
    """Return where the links of a cell lead: each to something that is in it."""
    if style == "account":
        return PageLinks(key) if with_texts else _CellLinks(key, f"{key}-reports", True)
    return _CellLinks(key, name, style == "chain")


def render(
    accounts: Account | Sequence[Account], style: Style = "account", *, page: bool = False
) -> Rendered:
    """Return accounts as HTML that shows itself in a notebook.

    A cell has no script, needs no network, and its rules of style reach nothing outside it; it has at most
    `MAX_CELL_BYTES`, and says what it leaves out. A page has everything.

    Args:
        accounts: one, or several in the order in which they are to stand.
        style: the view.
        page: a whole document instead of a cell.

    Raises:
        UsageError: there is no such style.
    """
    if style not in get_args(Style):
        remedy = f"There are {', '.join(get_args(Style))}"
        raise UsageError("no_style", str(style), "there is no such style", remedy)
    chosen = [accounts] if isinstance(accounts, Account) else list(accounts)
    plain = render_terminal(chosen, width=WIDTH, color=False)
    if page and style == "account":
        return Rendered(render_html(chosen), plain)
    number = next(_numbers)
    if not page:
        return Rendered(_fitting(chosen, style, number), plain)
    cell = Markup(_cell(chosen, style, number))  # made by templates that escape every value
    rules = scoped_style(_name(chosen, style, number)).encode()
    style_hash = "sha256-" + b64encode(hashlib.sha256(rules).digest()).decode("ascii")
    title = chosen[0].title if chosen else "No account"
    return Rendered(
        _templates().get_template("whole.html").render(title=title, cell=cell, style_hash=style_hash), plain
    )


def _fitting(accounts: Sequence[Account], style: Style, number: int) -> str:
    """Return the fullest cell that is small enough: with the reports' texts, without, with fewer claims."""
    tried = ((None, True), (None, False), *((limit, False) for limit in LIMITS))
    for limit, with_texts in tried if len(accounts) <= MAX_ACCOUNTS else ():
        made = _cell(accounts, style, number, limit=limit, with_texts=with_texts or style == "source")
        if len(made.encode("utf-8", "backslashreplace")) <= MAX_CELL_BYTES:
            return made
    few = accounts[: 5 * MAX_ACCOUNTS]
    titles = [f"{view.title[:200]}: {view.counts.claims} claims" for view in map(view_of, few)]
    notes = [*titles, f"{len(accounts)} accounts are too large for a cell; save a page with page=True."]
    return (
        _templates()
        .get_template("cell.html")
        .render(name=_name(accounts, style, number), style="", notes=notes, stories=[])
    )


def _name(accounts: Sequence[Account], style: Style, number: int) -> str:
    """Return an id for a cell that no other one of a notebook has."""
    return f"ts-{digest(style, number, *(account.id for account in accounts))}"


def _cell(
    accounts: Sequence[Account],
    style: Style,
    number: int,
    *,
    limit: int | None = None,
    with_texts: bool = True,
) -> str:
    """Return a cell; `limit` is how many claims a section holds."""
    name = _name(accounts, style, number)
    stories, left = [], 0
    for place, account in enumerate(accounts):
        view = view_of(account, int(digest(name, place), 16))
        if limit is not None:
            view, out = shortened_view(view, limit)
            left += out
        links = _links(view.key, name, style, with_texts=with_texts)
        stories.append(_Story(account, story_of(account, view, links, with_texts=with_texts)))
    return (
        _templates()
        .get_template("cell.html")
        .render(
            name=name,
            style=Markup(scoped_style(name)),  # our own file
            part="account.html" if style == "account" else f"part_{style}.html",
            stories=stories,
            notes=list(_notes(left, with_texts)),
        )
    )


def _notes(left: int, with_texts: bool) -> Iterator[str]:
    """Yield what a cell leaves out."""
    if left:
        yield f"{left} claims more; render(…, page=True).save(path) writes them all."
    if not with_texts:
        yield "The reports’ texts are too long for a cell; render(…, page=True) or style='source' has them."


class _Story:
    """An account as the templates of cells take it: what the pages' templates take, and the other views."""

    def __init__(self, account: Account, story: Story) -> None:
        self._account, self._story = account, story

    def __getattr__(self, name: str) -> Any:
        return getattr(self._story, name)

    @property
    def view(self) -> AccountView:
        """What is shown of the account."""
        return self._story.view

    @property
    def links(self) -> Links:
        """Where the links lead."""
        return self._story.links

    @property
    def speakers(self) -> Any:
        """Who said what."""
        return quotes_of(self.view)

    @property
    def compare(self) -> Any:
        """Claims against reports."""
        return compare_of(self.view)

    @property
    def evidence(self) -> Any:
        """The evidence for who has their text from whom."""
        return evidence_of(self._account, self.view)

    @property
    def timeline(self) -> Any:
        """When things happened."""
        return timeline_of(self._account, self.view)


def _template(name: str) -> str | None:
    """Return a template of cells, else one of the pages."""
    try:
        return resources.files(__package__).joinpath("cell", name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return page_file(name)


@cache
def _templates() -> Environment:
    return environment(_template)
