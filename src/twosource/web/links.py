"""Where the links of an account lead on the local pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from twosource.account.view import ClaimView, Place

__all__ = ["VIEWS", "StoryLinks", "story_address", "story_named"]

ODD = re.compile(r"[~%/\\\x00]|^\.+$|\.\.")
"""What no part of an address can hold, or what the guard takes for a way up."""

TILDED = re.compile("~([0-9A-F]{2})")

VIEWS = ("compare", "quotes", "origins", "timeline", "claims")


def story_address(story: str) -> str:
    """Return the address of a story's account; an id that was given may hold anything ("politics/2031")."""
    return f"/stories/{quote(ODD.sub(_tilded, story), safe='~')}"


def story_named(part: str) -> str:
    """Return the id of a story from its part of an address, read back from `story_address`."""
    return TILDED.sub(lambda found: chr(int(found[1], 16)), part)


def _tilded(found: re.Match[str]) -> str:
    return "".join(f"~{ord(char):02X}" for char in found[0])


@dataclass(frozen=True, slots=True)
class StoryLinks:
    """Links between the pages of one story; `reports` are the ids of its reports by letter.

    A report is named by its id, as letters change when reports come. `page_of` are the pages of claims, of
    those that don't stand on the account's own one.
    """

    story: str
    key: str
    reports: Mapping[str, str]
    page_of: Mapping[int, int] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The address of the account."""
        return story_address(self.story)

    def words(self, place: Place) -> str:
        """Return the reader's page at the words of a telling."""
        query = urlencode({"report": self.reports[place.letter], "at": f"{place.start}-{place.end}"})
        return f"{self.base}/source?{query}#at"

    def claim(self, number: int) -> str:
        """Return the account at a claim, or the page behind it on which the claim stands."""
        page = self.page_of.get(number, 0)
        where = f"{self.base}/claims?page={page}" if page else self.base
        return f"{where}#{self.key}-c{number}"

    def permanent(self, claim: ClaimView) -> str:
        """Return the claim's own page."""
        return f"{self.base}/claims/{quote(claim.id, safe='')}"

    def report(self, letter: str) -> str:
        """Return the reader's page of a report."""
        return f"{self.base}/source?{urlencode({'report': self.reports[letter]})}"

    def view(self, name: str) -> str | None:
        """Return the page of another view."""
        return f"{self.base}/{name}" if name in VIEWS else None
