"""The chain of each telling: the hops through which it came, first party first, the outlet last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twosource.records import Annotation, Attribution, Credit, Hop, StoryParty, Telling
from twosource.weigh.outlets import outlet_names


@dataclass(frozen=True, slots=True)
class Teller:
    """A report of a story made ready for weighing: its annotation, its label, its attributions by id."""

    annotation: Annotation
    label: str
    attributions: Mapping[str, Attribution]
    agency: Credit | None


def ready(annotation: Annotation, label: str) -> Teller:
    """Return a report with what the weighing of its tellings looks up."""
    outlet = annotation.layout.outlet.value
    own = outlet_names(outlet) if outlet is not None else frozenset()
    # "HALDEN (Radio Marovets) -" is an outlet's own dateline, no credit to another.
    text_credits = [
        c
        for c in annotation.layout.credits
        if c.kind in {"text", "byline"} and c.agency.casefold() not in own
    ]
    return Teller(
        annotation,
        label,
        {a.id: a for a in annotation.marks.attributions},
        text_credits[0] if text_credits else None,
    )


def find_chain(
    teller: Teller,
    telling: Telling,
    party_of: Mapping[tuple[str, str], str],
    parties: Mapping[str, StoryParty],
) -> tuple[Hop, ...]:
    """Return the hops through which a telling came: speakers from the innermost, carriers, agency, outlet.

    Of an utterance the first hop is its speaker; of an act told inside an attribution likewise; of what the
    report tells in its own voice, the agency that it credits for its text, else the outlet.
    """
    inner = [telling.attribution] if telling.attribution is not None else []
    around = [teller.attributions[i] for i in (*telling.attributions, *inner) if i in teller.attributions]
    hops: list[Hop] = []
    for attribution in reversed(around):
        hops += _of_attribution(teller, attribution, party_of, parties, is_first=not hops)
    report = teller.annotation.report.id
    if teller.agency is not None and teller.agency.agency not in {hop.name for hop in hops}:
        hops.append(
            Hop(None, "agency", report, teller.agency.span, "credited for the text", teller.agency.agency)
        )
    outlet = teller.annotation.layout.outlet
    why = None if outlet.span is not None else f"the outlet is {outlet.basis}"
    hops.append(Hop(None, "outlet", report, outlet.span, why, teller.label))
    return tuple(hops)


def _of_attribution(
    teller: Teller,
    attribution: Attribution,
    party_of: Mapping[tuple[str, str], str],
    parties: Mapping[str, StoryParty],
    *,
    is_first: bool,
) -> Sequence[Hop]:
    """Return the hops of one attribution: its speaker, then those through whom it came."""
    report = teller.annotation.report.id

    def name(party: str | None) -> str | None:
        return parties[party].name if party is not None and party in parties else None

    def known(party: str | None) -> str | None:
        return party_of.get((report, party)) if party is not None else None

    speaker = known(attribution.speaker)
    words = attribution.source[0] if attribution.source else None
    hops = [
        Hop(
            speaker,
            "speaker" if is_first else "via",
            report,
            words,
            attribution.basis,
            name(speaker) or (words.text if words is not None else None),
        )
    ]
    for via in attribution.via:
        party = known(via.party)
        hops.append(Hop(party, "via", report, via.span, None, name(party) or via.span.text))
    return hops
