"""A long account over several pages: what stands on the first one, what on the ones behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from twosource.account.view import AccountView, ClaimView

__all__ = ["Leaves", "leaves_of", "with_claims"]

WHOLE = 850
"""What the claims of a page may take, in thirds of a kilobyte of HTML: some 300 KB in all."""

SHARES = {"conflicts": 100, "several": 160, "said": 120, "happened": 120}
"""What each section may take of the first page of an account that has too many claims for one."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """An account over pages.

    `first` is the account's own page, with everything but claims that do not fit; `behind` has those, a page
    each; `page_of` tells on which page a claim stands, by its number: 0 for the first; `left` is how many
    claims of a section stand behind the first page.
    """

    first: AccountView
    behind: tuple[AccountView, ...]
    page_of: Mapping[int, int]
    left: Mapping[str, int]


def leaves_of(view: AccountView) -> Leaves:
    """Return an account over pages; one of eight reports has one page, as a rule."""
    sections = _sections(view)
    if sum(_cost(name, claim) for name, claims in sections.items() for claim in claims) <= WHOLE:
        page_of = dict.fromkeys((claim.number for claim in view.claims()), 0)
        return Leaves(view, (), page_of, {})
    fitting = {name: _fitting(name, claims) for name, claims in sections.items()}
    page_of = {claim.number: 0 for name, claims in sections.items() for claim in claims[: fitting[name]]}
    behind = list(_behind({name: claims[fitting[name] :] for name, claims in sections.items()}))
    for page, numbers in enumerate(behind, 1):
        page_of |= dict.fromkeys(numbers, page)
    first = with_claims(view, {number for number, page in page_of.items() if page == 0})
    left = {name: len(claims) - fitting[name] for name, claims in sections.items()}
    return Leaves(first, tuple(with_claims(view, numbers) for numbers in behind), page_of, left)


def _sections(view: AccountView) -> dict[str, tuple[ClaimView, ...]]:
    """Return the claims by section, in the order of the page."""
    said = tuple(claim for speaker in view.speakers for claim in speaker.claims)
    return {"conflicts": view.conflicts, "several": view.several, "said": said, "happened": view.happened}


def _cost(section: str, claim: ClaimView) -> int:
    """Return what a claim takes of a page: in full it has each telling twice, else once."""
    tellings = len(claim.tellings) + len(claim.passing)
    return 4 + 2 * tellings if section in {"conflicts", "several"} else 2 + tellings // 2


def _fitting(section: str, claims: tuple[ClaimView, ...]) -> int:
    """Return how many of a section's claims stand on the first page: at least one."""
    spent = list(accumulate(_cost(section, claim) for claim in claims))
    return max(1, bisect_right(spent, SHARES[section]))


def _behind(sections: Mapping[str, tuple[ClaimView, ...]]) -> Iterator[frozenset[int]]:
    """Yield the numbers of the claims of each page behind the first one."""
    page: set[int] = set()
    spent = 0
    for name, claims in sections.items():
        for claim in claims:
            cost = _cost(name, claim)
            if page and spent + cost > WHOLE:
                yield frozenset(page)
                page, spent = set(), 0
            page.add(claim.number)
            spent += cost
    if page:
        yield frozenset(page)


def with_claims(view: AccountView, numbers: Collection[int]) -> AccountView:
    """Return a view with the claims of some numbers alone; a speaker without any is left out."""
    speakers = (
        replace(speaker, claims=_chosen(speaker.claims, numbers), above=_known(speaker.above, numbers))
        for speaker in view.speakers
    )
    return replace(
        view,
        conflicts=_chosen(view.conflicts, numbers),
        several=_chosen(view.several, numbers),
        happened=_chosen(view.happened, numbers),
        speakers=tuple(speaker for speaker in speakers if speaker.claims or speaker.above),
    )


def _chosen(claims: tuple[ClaimView, ...], numbers: Collection[int]) -> tuple[ClaimView, ...]:
    return tuple(claim for claim in claims if claim.number in numbers)


def _known(above: tuple[int, ...], numbers: Collection[int]) -> tuple[int, ...]:
    return tuple(number for number in above if number in numbers)
