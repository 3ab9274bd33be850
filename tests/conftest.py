"""What many tests share: reports and accounts of texts of our own writing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.account import account_of
from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Account, Annotation, Claim

Tell = Callable[..., Account]


def annotated(*texts: str, **given: str) -> tuple[Annotation, ...]:
    """Return the annotations of texts; report k has the id and outlet "ABC…"[k] unless given otherwise."""
    reports = [
        read({"id": name, "outlet": f"{name} Gazette", "text": text} | given).reports[0]
        for name, text in zip("ABCDEFGH", texts, strict=False)
    ]
    return tuple(annotate(reports))


@pytest.fixture(scope="session")
def account() -> Tell:
    """Return a function that gives the account of some texts, told by the A, B, C … Gazette."""

    def tell(*texts: str, **given: str) -> Account:
        return account_of(annotated(*texts, **given))

    return tell


@pytest.fixture(scope="session")
def shared_claims(account: Tell) -> Callable[..., list[Claim]]:
    """Return a function that gives the claims that more than one of some texts tells."""

    def find(*texts: str, **given: str) -> list[Claim]:
        return [c for c in account(*texts, **given).claims if len({t.report for t in c.tellings}) > 1]

    return find
