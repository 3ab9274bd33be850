"""From an account to what is shown of it."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.account.phrases import WEEKDAYS, between, count, days_away, on_date, published_words, shortened
from twosource.account.view import (
    AccountView,
    AloneView,
    ClaimView,
    Counts,
    MomentView,
    OriginView,
    ReportView,
    UnknownView,
    letters,
    ordered,
)
from twosource.account.view_claims import Sections, Sheet, make_sections
from twosource.account.visible import one_line
from twosource.copies.direction import agency_names
from twosource.lexicon import table
from twosource.records import Account, Annotation, Claim, Origin, ReportLine, Told

MAX_CREDIT = 80


def view_of(account: Account, number: int = 1) -> AccountView:
    """Return what is shown of an account; `number` tells the accounts of one page apart.

    The same account gives the same view.
    """
    sheet = Sheet.of(account, f"s{number}", letters(len(account.reports)))
    sections = make_sections(sheet)
    shown = {c.id: c for c in _all(sections)}
    carriers, speaking = _origins(sheet)
    reports = tuple(
        _report(sheet, line, note) for line, note in zip(account.reports, account.annotations, strict=True)
    )
    return AccountView(
        key=sheet.key,
        id=account.id,
        title=one_line(account.title) or "Untitled",
        when=_when(account),
        counts=_counts(sheet, sections, shown),
        warnings=tuple(_warnings(account, sheet)),
        reports=reports,
        carriers=carriers,
        speaking=speaking,
        conflicts=sections.conflicts,
        several=sections.several,
        speakers=sections.speakers,
        happened=sections.happened,
        timeline=_timeline(account, shown),
        base=_base(account, sheet),
        only_in=_only_in(account, sheet, shown),
        unknowns=_unknowns(sheet),
    )


def _all(sections: Sections) -> list[ClaimView]:
    said = [claim for speaker in sections.speakers for claim in speaker.claims]
    return [*sections.conflicts, *sections.several, *said, *sections.happened]


def _when(account: Account) -> str | None:
    """Return when the reports were published, where a calendar date is known of any."""
    values = sorted(
        line.published.value[:10]
        for line in account.reports
        if line.published.value is not None and not line.published.value.startswith("X")
    )
    return between(values[0], values[-1]) if values else None


def _counts(sheet: Sheet, sections: Sections, shown: dict[str, ClaimView]) -> Counts:
    account = sheet.account
    carrying = {o for o, told in _by_origin(account).items() if any(_is_carried(*one) for one in told)}
    recorded = {sheet.groups[o.id] for o in account.origins if o.lineage == "recorded" and o.id in carrying}
    return Counts(
        reports=len(account.reports),
        outlets=len({line.outlet or line.label for line in account.reports}),
        origins=len(recorded),
        claims=len(shown),
        several=len(sections.several),
        conflicts=len(sections.conflicts),
        alone=len(shown) - len(sections.several) - len(sections.conflicts),
        minor=len(account.claims) - len(shown),
        independent=sum(c.standing == "independent" for c in account.claims if c.id in shown),
    )


def _warnings(account: Account, sheet: Sheet) -> list[str]:
    """Return what a reader must know before all else: what was read in part, what is a copy."""
    found = []
    for line, note in zip(account.reports, account.annotations, strict=True):
        letter = sheet.letter[line.id]
        if note.status != "ok":
            why = "; ".join(one_line(reason.detail) for reason in note.reasons) or note.status
            found.append(f"{letter} was read only in part: {why}")
        if line.copy_of is not None:
            found.append(f"{letter} is {_copy_words(sheet, line)}")
    return found


def _report(sheet: Sheet, line: ReportLine, note: Annotation) -> ReportView:
    letter = sheet.letter[line.id]
    return ReportView(
        id=line.id,
        letter=letter,
        anchor=f"{sheet.key}-{letter}",
        label=one_line(line.label),
        title=one_line(line.title or "") or "(no title found)",
        published=one_line(published_words(line.published)),
        credit=_credit(note),
        copy=_copy(sheet, line),
        status=line.status,
        notes=tuple(one_line(f"{reason.code}: {reason.detail}") for reason in note.reasons),
        source=one_line(line.source.name.replace("\\", "/").rsplit("/", 1)[-1]),
        sha256=line.source.sha256,
        words=sum(len(span.text.split()) for span in note.layout.body()),
    )


def _copy(sheet: Sheet, line: ReportLine) -> str | None:
    """Return from which report this one has most of its text, and why; `None` if it is no copy."""
    if line.copy_of is None:
        return None
    return (
        f"{_copy_words(sheet, line)} ({sheet.say(line.copy_reason)})"
        if line.copy_reason
        else _copy_words(sheet, line)
    )


def _copy_words(sheet: Sheet, line: ReportLine) -> str:
    """Return what a copy is: taken from another as shown or inferred, or the same text in unknown order."""
    other = sheet.letter.get(line.copy_of or "", "another report")
    directions = {c.direction for c in sheet.account.copies if (c.report, c.of) == (line.id, line.copy_of)}
    if "not recorded" in directions:
        return f"largely the same text as {other}"
    return f"a copy of {other}" if "recorded" in directions else f"a copy of {other}, as inferred"


def _credit(note: Annotation) -> str | None:
    """Return the agency that a report credits for its text, with the words."""
    for credit in note.layout.credits:
        if credit.kind in {"text", "byline"}:
            words = shortened(one_line(credit.span.text), MAX_CREDIT)
            return f"credits {one_line(credit.agency)} for its text (“{words}”)"
    return None


def _by_origin(account: Account) -> dict[str, list[tuple[Claim, Told]]]:
    """Return the tellings by the origin that they rest on, each with its claim."""
    found: dict[str, list[tuple[Claim, Told]]] = {origin.id: [] for origin in account.origins}
    for claim in account.claims:
        for told in claim.tellings:
            found[told.origin].append((claim, told))
    return found


def _is_carried(claim: Claim, told: Told) -> bool:
    """Return whether a telling's origin is who carried it: an utterance, or what the outlet says itself."""
    if not claim.is_main:
        return False
    return told.telling.kind == "utterance" or told.chain[0].role in {"agency", "outlet"}


def _origins(sheet: Sheet) -> tuple[tuple[OriginView, ...], tuple[OriginView, ...]]:
    """Return the origins that carry claims, and those that speak for themselves; who does both carries.

    An origin carries a claim as one who hands it on, not as one who speaks for itself.
    """
    carriers, speaking = [], []
    resting = _by_origin(sheet.account)
    for origin in sheet.account.origins:
        mine = resting[origin.id]
        carried = {claim.id for claim, told in mine if _is_carried(claim, told)}
        if carried:
            carriers.append(_origin(sheet, origin, [one for one in mine if one[0].id in carried]))
        elif any(claim.is_main for claim, _ in mine):
            speaking.append(_origin(sheet, origin, mine))
    return tuple(carriers), tuple(speaking)


def _origin(sheet: Sheet, origin: Origin, told: Sequence[tuple[Claim, Told]]) -> OriginView:
    """Return an origin with the tellings that it is shown for."""
    return OriginView(
        name=sheet.say(origin.name),
        sort=_sort(origin, sheet.account),
        lineage=origin.lineage,
        letters=ordered([sheet.letter[one.report] for _, one in told]),
        depends_on=tuple(sheet.say(sheet.origins[o].name) for o in origin.depends_on if o in sheet.origins),
        reason=sheet.say(origin.reason),
        claims=len({claim.id for claim, _ in told}),
    )


def _sort(origin: Origin, account: Account) -> str:
    """Return what an origin is, in a word or two."""
    agency = agency_names().get(origin.name.casefold())
    if agency is not None:
        return "state news agency" if agency in _state_agencies() else "news agency"
    if origin.party is not None:
        return next((p.type for p in account.parties if p.id == origin.party), "party")
    if origin.name in {line.label for line in account.reports}:
        return "outlet"
    if any(credit.agency == origin.name for a in account.annotations for credit in a.layout.credits):
        return "agency"
    return "shared text" if origin.name.startswith("one text in ") else "not named"


def _state_agencies() -> frozenset[str]:
    return frozenset(row[0] for row in table("agencies") if len(row) > 3 and row[3] == "state")


def _timeline(account: Account, shown: dict[str, ClaimView]) -> tuple[MomentView, ...]:
    found = []
    for moment in account.timeline:
        claim = shown.get(moment.claim)
        if claim is None:
            continue
        dates = between(moment.start, moment.end)
        away = days_away(moment.days) if moment.days is not None else ""
        words = one_line(moment.text or "")
        found.append(MomentView(words, dates or away, dates is not None, claim.number, claim.text))
    return tuple(found)


def _base(account: Account, sheet: Sheet) -> str | None:
    """Return the day from which the days of the timeline are counted, in words; `None` if none is."""
    if not any(m.start is None and m.days is not None for m in account.timeline):
        return None
    dated = sorted((r.published.value, r.id) for r in account.reports if r.published.value is not None)
    known = [(value, report) for value, report in dated if not value.startswith("X")]
    if known:
        return f"{on_date(known[0][0][:10])}, when {sheet.letter[known[0][1]]} was published"
    for line in account.reports:
        value = line.published.value
        if value is not None and value[-1] in "1234567":
            return f"the {WEEKDAYS[int(value[-1]) - 1]} of report {sheet.letter[line.id]}"
    return "the day that each report speaks from"


def _only_in(account: Account, sheet: Sheet, shown: dict[str, ClaimView]) -> tuple[AloneView, ...]:
    labels = {line.id: one_line(line.label) for line in account.reports}
    return tuple(
        AloneView(
            sheet.letter[report],
            labels[report],
            tuple(sorted(shown[claim].number for claim in claims if claim in shown)),
        )
        for report, claims in account.only_in
    )


def _unknowns(sheet: Sheet) -> tuple[UnknownView, ...]:
    """Return what could not be told, each reason once with all the reports that it holds for."""
    found: dict[str, list[str]] = {}
    for unknown in sheet.account.unknowns:
        letters_of = found.setdefault(sheet.say(unknown.reason), [])
        if unknown.report is not None:
            letters_of.append(sheet.letter[unknown.report])
    return tuple(UnknownView(ordered(letters_of), reason) for reason, letters_of in found.items())


def headline_counts(counts: Counts) -> tuple[str, ...]:
    """Return the numbers of the first screen as phrases, in their order."""
    claims, several = count(counts.claims, "claim"), f"{counts.several} told by several outlets"
    return (
        count(counts.reports, "report"),
        count(counts.outlets, "outlet"),
        f"{count(counts.origins, 'independent origin')} recorded",
        f"{claims}: {several}, {counts.conflicts} in conflict, {counts.alone} on one outlet",
        f"{counts.independent} confirmed by independent origins",
    )


def order_claims(claims: Sequence[ClaimView]) -> tuple[tuple[ClaimView, ...], tuple[ClaimView, ...]]:
    """Return claims shown in full, and those whose words a claim above already holds."""
    return tuple(c for c in claims if c.within is None), tuple(c for c in claims if c.within is not None)
