"""Which claims have a line of their own in an account, and which telling's words stand for a claim."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from twosource.account.material import Material
from twosource.records import Attribution, Claim, Difference, Told, assertions
from twosource.spans import Span
from twosource.weigh.versions import Version

QUOTES = frozenset("“\"‘'«„")
COVERED = 0.6
"""The part of what somebody said that other claims must tell for "he said …" to need no line of its own."""

SOURCING = re.compile(
    r"(?i)^(?:who )?(?:carried|quoted|cited|published|released|reported|seen|obtained)"
    r" (?:by|in|on|to) (?:[\w’'.-]+ ?){1,4}$"
    r"|\b(?:not|declined) to be (?:named|identified|quoted)\b|\bcondition of anonymity\b"
)
"""Clauses that say where words come from, which the chain of what was said tells already."""


def shown(tolds: Sequence[Told], versions: Sequence[Version], differences: Sequence[Difference]) -> Told:
    """Return the telling whose words stand for a claim.

    One that a clause asserts; of these one that the fewest others contradict, that is no earlier count, whose
    number most reports give; then one in a report's own voice, a quotation or a whole sentence, the most
    precise, the earliest.

    Args:
        tolds: the tellings of the claim.
        versions: the same with their figures, in the same order.
        differences: those between them.
    """
    against = Counter(
        (i, tolds[j].report)
        for d in differences
        if d.verdict == "conflict"
        for i, j in (d.tellings, d.tellings[::-1])
    )
    enemies = Counter(i for i, _ in against)
    late = {k for d in differences if d.rule == "later_count" for k in d.tellings[:1]}
    early = {k for d in differences if d.rule == "later_count" for k in d.tellings[1:]}
    support = _support(versions)
    order = sorted(
        range(len(tolds)),
        key=lambda i: (
            tolds[i].telling.is_named,
            tolds[i].telling.modality != "asserted",
            enemies[i],
            i in early - late,
            -support[i],
            not tolds[i].telling.is_main,
            tolds[i].telling.kind == "utterance" and tolds[i].telling.span.text[:1] not in QUOTES,
            not tolds[i].telling.span.text[:1].isupper(),
            -len(tolds[i].telling.figures) - len(tolds[i].telling.times),
            tolds[i].telling.sentence,
            tolds[i].report,
            tolds[i].telling.span,
        ),
    )
    return tolds[order[0]]


def _support(versions: Sequence[Version]) -> list[int]:
    """Return, for each telling, how many reports give the number that it gives; 0 where it gives none."""
    reports: dict[tuple[float | None, float | None, str | None], set[str]] = defaultdict(set)
    for version in versions:
        for figure in version.figures:
            reports[figure.low, figure.high, figure.unit].add(version.report)
    return [
        max((len(reports[f.low, f.high, f.unit]) for f in version.figures), default=0) for version in versions
    ]


def without_doubles(material: Material, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those no longer main that others on the page tell as well.

    "The fire service said that 12 were hurt" beside "12 were hurt", which the chain gives to it; a part of a
    sentence beside the whole; "quoted by the Gazette".
    """
    kept = [replace(c, is_main=False) if _is_sourcing(c) else c for c in claims]
    within = _insides(kept)
    hidden = {c.id for c in kept if c.is_main and c.kind != "utterance" and _is_part(c, within)}
    kept = [replace(c, is_main=False) if c.id in hidden else c for c in kept]
    acts: dict[tuple[str, str], list[tuple[Claim, Told]]] = defaultdict(list)
    for claim in kept:
        for told in claim.tellings if claim.is_main and claim.kind != "utterance" else ():
            if told.telling.attributions and not told.telling.is_named:
                acts[told.report, told.telling.attributions[-1]].append((claim, told))
    return [replace(c, is_main=False) if c.is_main and _is_told(material, c, acts) else c for c in kept]


def _is_sourcing(claim: Claim) -> bool:
    """Return whether all that a claim tells is where words come from."""
    return (
        claim.is_main
        and claim.kind != "utterance"
        and all(SOURCING.search(" ".join(t.telling.span.text.split())) for t in claim.tellings)
    )


def _insides(claims: Iterable[Claim]) -> Mapping[tuple[str, int], list[tuple[Span, Claim]]]:
    """Return the clauses of the main acts by report and sentence."""
    found: dict[tuple[str, int], list[tuple[Span, Claim]]] = defaultdict(list)
    for claim in claims:
        if claim.is_main and claim.kind != "utterance":
            for told in assertions(claim.tellings):
                found[told.report, told.telling.sentence].append((told.telling.span, claim))
    return found


def _is_part(claim: Claim, within: Mapping[tuple[str, int], list[tuple[Span, Claim]]]) -> bool:
    """Return whether each telling of a claim is a part of one claim that as many reports tell.

    Not if it conflicts with others, bears a time or a number, or is confirmed by itself.
    """
    if claim.standing == "independent" or any(d.verdict == "conflict" for d in claim.differences):
        return False
    if any(t.telling.times or t.telling.figures for t in claim.tellings):
        return False
    around: list[set[str]] = []
    for told in assertions(claim.tellings):
        span = told.telling.span
        wider = within.get((told.report, told.telling.sentence), ())
        around.append({c.id for s, c in wider if c.id != claim.id and s.holds(span) and s != span})
    return bool(around) and bool(set.intersection(*around))


def _is_told(
    material: Material, claim: Claim, acts: Mapping[tuple[str, str], Sequence[tuple[Claim, Told]]]
) -> bool:
    """Return whether what is said in an utterance stands in lines of its own, told by as many reports."""
    reports = {t.report for t in claim.tellings}
    for told in claim.tellings:
        attribution = material.tellers[told.report].attributions.get(told.telling.attribution or "")
        if attribution is None or attribution.kind != "indirect" or attribution.strength != "said":
            return False
        if any(hop.role == "via" for hop in told.chain):
            return False  # that another carried the words is known from this line alone
        spans = [
            t.telling.span
            for c, t in acts.get((told.report, attribution.id), ())
            if reports <= {other.report for other in assertions(c.tellings)} and len(c.outlets) > 1
        ]
        if _covered(attribution, spans) < COVERED:
            return False
    return bool(claim.tellings) and claim.kind == "utterance"


def _covered(attribution: Attribution, spans: Sequence[Span]) -> float:
    """Return the part of an attribution's content that stands in some spans, 0..1."""
    whole = sum(span.end - span.start for span in attribution.content)
    inside = {
        at
        for content in attribution.content
        for span in spans
        for at in range(max(content.start, span.start), min(content.end, span.end))
    }
    return len(inside) / whole if whole else 0.0
