"""A long account over several pages, and a long page's data."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as parser

from twosource.account import html
from twosource.account.view import AccountView
from twosource.account.view_build import view_of
from twosource.account.view_pages import leaves_of
from twosource.records import Account


def long(account: Account, times: int) -> AccountView:
    """Return what is shown of an account, its claims so many times over under numbers of their own."""
    view = view_of(account)
    most = max(claim.number for claim in view.claims())

    def again(claims: Any) -> Any:
        return tuple(replace(c, number=c.number + most * n) for n in range(times) for c in claims)

    return replace(
        view,
        several=again(view.several),
        happened=again(view.happened),
        speakers=tuple(replace(speaker, claims=again(speaker.claims)) for speaker in view.speakers),
    )


def numbers(view: AccountView) -> list[int]:
    """Return the numbers of the claims of a view."""
    return [claim.number for claim in view.claims()]


def test_a_short_account_has_one_page(example: tuple[Account, ...]) -> None:
    """An account of a few reports stands whole on its page."""
    view = view_of(example[0])
    leaves = leaves_of(view)
    assert leaves.first == view
    assert leaves.behind == ()
    assert set(leaves.page_of) == set(numbers(view))
    assert not any(leaves.left.values())


@pytest.mark.parametrize("times", [8, 40])
def test_a_long_account_has_each_claim_on_one_page(example: tuple[Account, ...], times: int) -> None:
    """Each claim stands on one page, the one that `page_of` names; what is left out is counted."""
    view = long(example[0], times)
    leaves = leaves_of(view)
    assert leaves.behind
    pages = [numbers(page) for page in (leaves.first, *leaves.behind)]
    assert sorted(n for page in pages for n in page) == sorted(numbers(view))
    assert all(n in pages[page] for n, page in leaves.page_of.items())
    assert sum(leaves.left.values()) == sum(len(page) for page in pages[1:])
    assert leaves.first.conflicts == view.conflicts
    assert leaves.first.reports == view.reports
    assert max(map(len, pages)) <= 600


def test_large_data_is_packed(example: tuple[Account, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Data beyond the limit stands on the page compressed, and is the same document, the same each time."""
    plain = data(html.render_html(example))
    monkeypatch.setattr(html, "MAX_DATA", 1_000)
    packed = data(html.render_html(example))
    assert set(packed) == {"format", "encoding", "packed"}
    assert json.loads(gzip.decompress(base64.b64decode(packed["packed"]))) == plain
    assert data(html.render_html(example)) == packed


def data(page: str) -> dict[str, Any]:
    """Return the data of a page."""
    found: dict[str, Any] = json.loads(parser.document_fromstring(page).xpath("//script[@id='data']")[0].text)
    return found


def test_no_conflict_shows_what_differs(build: Callable[..., Account]) -> None:
    """Where nothing clashes, the first screen has what differs without clashing, and no red card."""
    account = build()
    calm = tuple(
        replace(c, differences=tuple(d for d in c.differences if d.verdict != "conflict"))
        for c in account.claims
    )
    tree = parser.document_fromstring(html.render_html([replace(account, claims=calm)]))
    card = tree.xpath("//div[contains(@class, 'front')]/div")[1]
    assert card.get("class") == "card"
    assert "can’t both hold" in card.text_content()
