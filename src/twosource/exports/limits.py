"""What is shown of an account, made shorter: for a notebook cell, which must not grow with the story."""

from __future__ import annotations

from dataclasses import replace

from twosource.account.view import AccountView, ClaimView
from twosource.account.view_pages import with_claims

__all__ = ["shortened_view"]


def shortened_view(view: AccountView, limit: int) -> tuple[AccountView, int]:
    """Return a view with at most `limit` claims in each section, and how many claims it leaves out.

    What refers to a claim that is left out goes with it, so that no link leads nowhere.
    """
    said = [c for s in view.speakers[:limit] for c in s.claims[: max(1, limit // 4)]]
    sections = (view.conflicts[:limit], view.several[:limit], view.happened[:limit], said)
    shown = {claim.number for section in sections for claim in section}
    kept = with_claims(view, shown)
    made = replace(
        kept,
        conflicts=_within(kept.conflicts, shown),
        several=_within(kept.several, shown),
        happened=_within(kept.happened, shown),
        speakers=tuple(replace(s, claims=_within(s.claims, shown)) for s in kept.speakers[:limit]),
        timeline=tuple(moment for moment in view.timeline if moment.number in shown),
        only_in=tuple(
            replace(alone, numbers=tuple(n for n in alone.numbers if n in shown)) for alone in view.only_in
        ),
        warnings=view.warnings[:limit],
        unknowns=view.unknowns[:limit],
        carriers=view.carriers[: max(3, limit)],
        speaking=view.speaking[:limit],
    )
    return made, len(view.claims()) - len(made.claims())


def _within(claims: tuple[ClaimView, ...], shown: set[int]) -> tuple[ClaimView, ...]:
    """Return claims that refer to claims that are shown; else they show their own words."""
    return tuple(c if c.within is None or c.within in shown else replace(c, within=None) for c in claims)
