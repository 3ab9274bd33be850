"""The account as one standalone page of HTML: no script, no request, all text escaped, each line sourced."""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from twosource import __version__
from twosource.account.diagram import draw_origins
from twosource.account.diagram_time import draw_timeline
from twosource.account.json import to_dict
from twosource.account.page_text import SourceView, source_views
from twosource.account.phrases import LINEAGES, STANDINGS, count, shortened
from twosource.account.view import AccountView
from twosource.account.view_build import headline_counts, view_of
from twosource.account.view_front import Front, front_of
from twosource.account.view_links import Links, PageLinks
from twosource.account.view_pages import Leaves
from twosource.account.view_timeline import timeline_of
from twosource.account.visible import escaped, is_hidden
from twosource.records import Account

PAGE_FORMAT = "twosource/page/1"
MAX_DATA = 600_000
"""Characters of data that a page holds as they are: with it, the page of eight reports has 1 MB at most."""

MAX_SHORT = 140
"""Characters of a claim where the page only refers to it."""

MANY = 150
"""Claims of single reports beyond which the list of them has their numbers alone."""

MAX_BRIEF = 84
"""Characters of a claim in a card or in the head of a row."""


@dataclass(frozen=True, slots=True)
class Story:
    """One account as the templates take it; `texts` are the claims' texts by number.

    `sources` is empty where the reports' texts are shown elsewhere. `left` is how many claims of a section
    stand on pages behind this one. `is_long` tells that what repeats claims is drawn together.
    """

    view: AccountView
    links: Links
    front: Front
    headline: tuple[str, ...]
    diagram: Markup | None
    times: Markup | None
    sources: tuple[SourceView, ...]
    texts: Mapping[int, str]
    left: Mapping[str, int]
    is_long: bool


def story_of(
    account: Account,
    view: AccountView,
    links: Links,
    *,
    with_texts: bool = True,
    leaves: Leaves | None = None,
) -> Story:
    """Return an account as the templates take it.

    Args:
        account: the account.
        view: what is shown of it.
        links: where its links lead.
        with_texts: the reports' texts stand on the same page.
        leaves: how it is spread over pages; on one unless given.
    """
    return Story(
        view if leaves is None else leaves.first,
        links,
        front_of(view),
        headline_counts(view.counts),
        draw_origins(view, links),
        draw_timeline(timeline_of(account, view), view.key, links),
        source_views(view, account.annotations) if with_texts else (),
        {claim.number: claim.text for claim in view.claims()},
        {} if leaves is None else leaves.left,
        sum(len(alone.numbers) for alone in view.only_in) > MANY,
    )


def render_html(accounts: Sequence[Account]) -> str:
    """Return the accounts as one page of HTML that needs nothing else.

    The page holds the reports' texts with the words of each claim marked, and its data as JSON: an object of
    the format `twosource/page/1` with the account documents under `accounts` and, by report, `texts`.

    Args:
        accounts: in the order in which they are to stand.
    """
    views = [view_of(account, number) for number, account in enumerate(accounts, 1)]
    stories = [
        story_of(account, view, PageLinks(view.key)) for account, view in zip(accounts, views, strict=True)
    ]
    style = (page_file("style.css") or "").strip()
    hashes = sorted({line.source.sha256 for account in accounts for line in account.reports})
    page = _standalone().get_template("page.html")
    return page.render(
        title=stories[0].view.title
        if len(stories) == 1
        else f"Accounts of {count(len(stories), 'story', 'stories')}",
        stories=stories,
        style=Markup(style),  # our own file: escaping would change what its hash is of
        style_hash="sha256-" + b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        standings={word: text.partition(": ")[2] for word, text in STANDINGS.items()},
        lineages={word: text.partition(": ")[2] for word, text in LINEAGES.items()},
        version=__version__,
        inputs=count(len(hashes), "input"),
        fingerprint=hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:32],
        data=Markup(_data(accounts)),  # JSON whose marks of HTML are escaped by `_data`
    )


def _data(accounts: Sequence[Account]) -> str:
    """Return the accounts and their reports' texts as JSON in plain ASCII that can stand in a script element.

    `<` and `&` are escaped, so that neither `</script>` nor `<!--` can stand in it. What is larger than
    `MAX_DATA` stands in it compressed, under `packed`.
    """
    document: dict[str, object] = {
        "format": PAGE_FORMAT,
        "accounts": [to_dict(account) for account in accounts],
        "texts": {note.report.id: note.report.text for account in accounts for note in account.annotations},
    }
    data = json.dumps(document, ensure_ascii=True, separators=(",", ":"))
    if len(data) > MAX_DATA:
        packed = b64encode(gzip.compress(data.encode(), 9, mtime=0)).decode("ascii")
        envelope = {"format": PAGE_FORMAT, "encoding": "gzip, base64", "packed": packed}
        data = json.dumps(envelope, separators=(",", ":"))
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def page_file(name: str) -> str | None:
    """Return a file of the page's folder, `None` if there is none of that name."""
    try:
        return resources.files(__package__).joinpath("page", name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


@cache
def _standalone() -> Environment:
    """Return the templates of the standalone page."""
    return environment(page_file)


def environment(load: Callable[[str], str | None]) -> Environment:
    """Return templates that escape every value.

    Args:
        load: gives the text of a template by its name.
    """
    made = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["short"] = lambda text: shortened(text, MAX_SHORT)
    made.filters["brief"] = lambda text: shortened(text, MAX_BRIEF)
    made.filters["label"] = _label
    return made


def _label(letter: str, view: AccountView) -> str:
    """Return how the report of a letter is called."""
    index = 0
    for char in letter:
        index = 26 * index + ord(char) - ord("A") + 1
    return view.reports[index - 1].label


def _visible(value: object) -> object:
    """Return a text with what can't be seen, or turns the reading about, as visible escapes."""
    if isinstance(value, Markup) or not isinstance(value, str) or value.isprintable():
        return value
    return "".join(escaped(char) if char not in "\n\t" and is_hidden(char) else char for char in value)
