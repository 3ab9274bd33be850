"""Where the links of an account lead: to anchors of one page, or to pages of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from twosource.account.view import ClaimView, Place

__all__ = ["Links", "PageLinks"]


class Links(Protocol):
    """What gives the addresses of an account's words, claims and reports."""

    def words(self, place: Place) -> str:
        """Return where the words of a telling stand."""
        ...

    def claim(self, number: int) -> str:
        """Return where a claim is shown."""
        ...

    def permanent(self, claim: ClaimView) -> str:
        """Return the address that a claim keeps while reports come."""
        ...

    def report(self, letter: str) -> str:
        """Return where the text of a report is shown."""
        ...

    def view(self, name: str) -> str | None:
        """Return where another view of the account is shown, `None` if there is none."""
        ...


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Links within one page; `key` begins the anchors of the account."""

    key: str

    def words(self, place: Place) -> str:
        """Return the anchor of the words of a telling."""
        return f"#{place.anchor}"

    def claim(self, number: int) -> str:
        """Return the anchor of a claim."""
        return f"#{self.key}-c{number}"

    def permanent(self, claim: ClaimView) -> str:
        """Return the anchor of a claim: the page does not change."""
        return f"#{claim.anchor}"

    def report(self, letter: str) -> str:
        """Return the anchor of a report's text."""
        return f"#{self.key}-{letter}"

    def view(self, name: str) -> str | None:
        """Return `None`: one page has all there is."""
        return None
