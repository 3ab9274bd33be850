"""The account of a story: what is claimed, by whom, on how many origins, where the tellings differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from twosource.account.claims import make_claims
from twosource.account.material import Material, gather
from twosource.account.unknowns import find_unknowns
from twosource.link.judgements import NO_JUDGEMENTS, Judgements
from twosource.records import Account, Annotation, Claim, Moment, ReportLine, digest
from twosource.stories import copied, stories_of

__all__ = ["account_of", "accounts"]


def accounts(
    annotations: Iterable[Annotation],
    *,
    is_one_story: bool = True,
    judgements: Judgements = NO_JUDGEMENTS,
) -> tuple[Account, ...]:
    """Return the account of each story, ordered by the stories' ids.

    Args:
        annotations: the reports of one or several events.
        is_one_story: whether all that were given no story tell of one event; else they are grouped.
        judgements: what the user has settled about names.
    """
    stories = stories_of(annotations, is_one=is_one_story)
    return tuple(account_of(members, story=story, judgements=judgements) for story, members in stories)


def account_of(
    annotations: Sequence[Annotation], *, story: str | None = None, judgements: Judgements = NO_JUDGEMENTS
) -> Account:
    """Return the account of the reports of one story.

    The same reports in any order give the same account.

    Args:
        annotations: at least one report.
        story: the id of the story; else it is made from the ids of the reports.
        judgements: what the user has settled about names.
    """
    material = gather(annotations, judgements)
    claims, origins = make_claims(material)
    reports = _report_lines(material)
    timeline = _timeline(claims)
    known = [m for m in timeline if m.start is not None]
    return Account(
        id=story or digest("story", *(a.report.id for a in material.annotations)),
        title=_title(material, claims),
        start=min((m.start for m in known if m.start is not None), default=None),
        end=max((m.end for m in known if m.end is not None), default=None),
        reports=reports,
        parties=material.parties,
        origins=origins,
        claims=claims,
        timeline=timeline,
        only_in=_only_in(material, claims),
        unknowns=find_unknowns(material, claims),
        copies=material.copies,
        annotations=material.annotations,
    )


def _report_lines(material: Material) -> tuple[ReportLine, ...]:
    """Return the reports in the order of their ids, with what they were copied from."""
    copies = copied(material.copies)
    lines = []
    for annotation in material.annotations:
        report, layout = annotation.report, annotation.layout
        copy = copies.get(report.id)
        lines.append(
            ReportLine(
                report.id,
                material.tellers[report.id].label,
                layout.outlet.value,
                layout.title.value,
                layout.published,
                report.source,
                annotation.status,
                copy.of if copy else None,
                copy.reason if copy else None,
            )
        )
    return tuple(lines)


def _title(material: Material, claims: Sequence[Claim]) -> str:
    """Return the title of the report that tells most of what several outlets tell; else the first claim."""
    score = {a.report.id: 0 for a in material.annotations}
    for claim in claims:
        if len(claim.outlets) > 1:
            for report in {t.report for t in claim.tellings}:
                score[report] += 1
    titles = {a.report.id: a.layout.title.value for a in material.annotations}
    for report in sorted(score, key=lambda r: (-score[r], r)):
        title = titles[report]
        if title is not None:
            return title
    return claims[0].text if claims else "Untitled"


def _timeline(claims: Sequence[Claim]) -> tuple[Moment, ...]:
    """Return the claims that bear a time, in the order of when they happened as told.

    Claims with a calendar date and claims with a day counted from the reports' own stand in one order where
    both are known of some; what has only a vague time comes last.
    """
    moments = [
        Moment(c.when.start, c.when.end, c.when.precision, c.id, c.when.days, c.when.text)
        for c in claims
        if c.is_main and c.when.text is not None and (c.when.start is not None or c.when.days is not None)
    ]
    return tuple(
        sorted(
            moments,
            key=lambda m: (
                m.days is None and m.start is None,
                m.start or "",
                m.days if m.days is not None else (0, 0),
                m.end or "",
                m.claim,
            ),
        )
    )


def _only_in(material: Material, claims: Sequence[Claim]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return, for each report, the main claims that no other report tells, in the order of the claims."""
    if len(material.annotations) < 2:
        return ()
    found: dict[str, list[str]] = {a.report.id: [] for a in material.annotations}
    for claim in claims:
        reports = {t.report for t in claim.tellings}
        if claim.is_main and len(reports) == 1:
            found[reports.pop()].append(claim.id)
    return tuple((report, tuple(ids)) for report, ids in found.items())
