"""Claims as drafts of schema.org's ClaimReview, for a fact-checker to judge: without any rating.

Nothing here says whether a claim is true: `reviewRating`, `author` and `url` are the fact-checker's to add.
What is filled in is what is claimed, by whom, and where it appears.
Source: schema.org, ClaimReview and Claim, version 28.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twosource.exports.linked import DAY, MINUTE, address, dumped, kept, urn
from twosource.records import Account, Annotation, Claim, ReportLine, StoryParty

__all__ = ["to_claimreview"]

Object = dict[str, Any]

CONTEXT = "https://schema.org"
TYPES = {"person": "Person", "organisation": "Organization", "government": "GovernmentOrganization"}


def to_claimreview(accounts: Sequence[Account]) -> str:
    """Return the main claims of accounts as one JSON-LD document of drafts without ratings."""
    drafts = [draft for account in accounts for draft in _drafts(account)]
    return dumped({"@context": CONTEXT, "@graph": drafts})


def _drafts(account: Account) -> list[Object]:
    articles = {
        line.id: _article(line, note) for line, note in zip(account.reports, account.annotations, strict=True)
    }
    parties = {party.id: party for party in account.parties}
    return [_draft(account, claim, articles, parties) for claim in account.claims if claim.is_main]


def _draft(
    account: Account, claim: Claim, articles: Mapping[str, Object], parties: Mapping[str, StoryParty]
) -> Object:
    reports = dict.fromkeys(told.report for told in claim.tellings)
    reviewed = kept(
        {
            "@type": "Claim",
            "@id": urn("claim", account.id, claim.id),
            "text": claim.text,
            "author": _speaker(account, claim, parties),
            "appearance": [articles[report] for report in reports],
        }
    )
    return kept(
        {
            "@type": "ClaimReview",
            "@id": urn("review", account.id, claim.id),
            "claimReviewed": claim.text,
            "itemReviewed": reviewed,
        }
    )


def _speaker(account: Account, claim: Claim, parties: Mapping[str, StoryParty]) -> Object | None:
    """Return the party that all tellings give as the one who says it, `None` where there is no such."""
    firsts = {told.chain[0].party for told in claim.tellings if told.chain}
    party = parties.get(next(iter(firsts)) or "") if len(firsts) == 1 else None
    if party is None or party.type not in TYPES:
        return None
    return kept({"@type": TYPES[party.type], "@id": urn("party", account.id, party.id), "name": party.name})


def _article(line: ReportLine, note: Annotation) -> Object:
    date = line.published.value or ""
    publisher = kept({"@type": "NewsMediaOrganization", "name": line.outlet}) if line.outlet else None
    return kept(
        {
            "@type": "NewsArticle",
            "@id": urn("report", line.id),
            "headline": line.title,
            "url": address(note),
            "datePublished": date if DAY.match(date) or MINUTE.match(date) else None,
            "publisher": publisher,
        }
    )
