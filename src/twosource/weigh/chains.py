"""The chain of each telling: the hops through which it came, first party first, the outlet last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.clean import agencies, masthead
from twosource.lexicon import words
from twosource.records import Annotation, Attribution, Credit, Hop, NameBasis, StoryParty, Telling
from twosource.weigh.outlets import bare_name, is_called, outlet_names

ITSELF = (
    "us",
    "me",
    "this newspaper",
    "this paper",
    "this site",
    "this station",
    "our reporter",
    "this reporter",
    "we",
    "our research",
    "our investigation",
    "our own research",
    "our reporting",
)
"""What an outlet calls itself, to whom somebody spoke. Source: own compilation."""

TOLD = re.compile(
    r"(?i)\b(?:told|tells|telling|(?:spoke|speaking|speaks)(?: in [^\W\d_]{3,20})? (?:to|with)|said to"
    r"|interview with|interviewed by|in conversation with) (?P<whom>[\w’' ]{2,60})"
)
WHOM_ENDS = re.compile(
    r"(?i) (?:that|in|at|on|after|before|by|about|how|what|why|when|as|during|and|s?he|it|they)\b"
)
SYMPATHY = re.compile(
    r"(?i)\b(?:feel(?:s|ing)?|felt|pray(?:s|ed|ing)?|mourn(?:s|ed|ing)?|griev(?:es?|ed|ing)) for$"
)
"""Cues by which somebody feels with others. Source: own compilation."""
ANOTHERS = re.compile(
    r"(?i)\w['’]s? (?:[\w-]+ )?(?:announcement|claim|assertion|statement|allegation|accusation|suggestion"
    r"|insistence|contention|promise|pledge|report)s? that\b[^.;:“”\"]*$"
)
"""What stands before the words that another's announcement or claim has for its content."""
ANOTHERS_REACH = 200
"""Characters before a telling in which it is looked for whose claim it is."""
OUTLET_KNOWN: Mapping[NameBasis, str] = {
    "given": "the report was given as this outlet's",
    "page": "the page says that it is this outlet's",
    "text": "the text bears the outlet's name",
    "unknown": "the report does not say whose it is",
}
"""Why a report is an outlet's, where no words of its text show it."""

CONTEXT = 80
"""Characters around an attribution in which it is looked for to whom it was said."""


@dataclass(frozen=True, slots=True)
class Teller:
    """A report of a story made ready for weighing: its annotation, its label, its attributions by id.

    `agency` is credited for the text. `told_own` are the attributions whose words were said to the outlet
    itself. `signs_itself` tells a report whose dateline bears its outlet's own name, `is_release` a statement
    under its sender's name.
    """

    annotation: Annotation
    label: str
    attributions: Mapping[str, Attribution]
    agency: Credit | None
    told_own: frozenset[str] = frozenset()
    signs_itself: bool = False
    is_release: bool = False


def ready_all(annotations: Sequence[Annotation], labels: Mapping[str, str]) -> dict[str, Teller]:
    """Return the reports of a story, each with what the weighing of its tellings looks up.

    Initials that one report of the story spells out ("Meridian News Agency" for "MNA") stand for the same
    agency in the others.
    """
    spelled = {
        c.span.text: c.agency
        for a in reversed(annotations)
        for c in a.layout.credits
        if c.span.text.isupper() and not c.agency.isupper() and agencies.named(c.agency) is None
    }
    return {a.report.id: ready(a, labels[a.report.id], spelled) for a in annotations}


def ready(annotation: Annotation, label: str, spelled: Mapping[str, str] | None = None) -> Teller:
    """Return a report with what the weighing of its tellings looks up."""
    outlet = annotation.layout.outlet.value
    own = outlet_names(outlet) if outlet is not None else frozenset()
    all_credits = [c for c in annotation.layout.credits if c.kind in {"text", "byline"}]
    # "HALDEN (Radio Marovets) -" is an outlet's own dateline, no credit to another.
    text_credits = [
        replace(c, agency=(spelled or {}).get(c.span.text, c.agency))
        for c in all_credits
        if bare_name(c.agency) not in own
    ]
    # A page can be long; its masthead stands at its beginning.
    lines = [line for line in annotation.report.text[:2000].splitlines() if line.strip()]
    teller = Teller(
        annotation,
        label,
        {a.id: a for a in annotation.marks.attributions},
        text_credits[0] if text_credits else None,
        signs_itself=len(text_credits) < len(all_credits) and not text_credits,
        is_release=outlet is not None and masthead.is_release(lines),
    )
    told = frozenset(a.id for a in annotation.marks.attributions if _is_told_own(teller, a))
    return replace(teller, told_own=told)


def own_names(teller: Teller) -> tuple[str, ...]:
    """Return what a report calls its own outlet, casefolded: its names, "the Gazette", "this newspaper"."""
    outlet = teller.annotation.layout.outlet.value
    if outlet is None:
        return ITSELF
    names = sorted(outlet_names(outlet))
    # "Told the Evening", of the Oskel Evening; a name of one word ("Nation") is left alone.
    bare = bare_name(outlet).split()
    is_short = len(bare) > 1 or (bare and bare[0] in words("outlet_words"))
    short = [f"the {bare[-1]}"] if is_short else []
    return (*ITSELF, *names, *(f"the {n}" for n in names), *short)


def _is_told_own(teller: Teller, attribution: Attribution) -> bool:
    """Return whether the words around an attribution say that it was made to the outlet itself."""
    names = own_names(teller)
    for words_said in _told(teller, attribution):
        whom = words_said.casefold()
        if any(whom == name or whom.startswith(name + " ") for name in names):
            return True
    return False


def _told(teller: Teller, attribution: Attribution) -> Iterator[str]:
    """Yield the words that may say to whom an attribution was made, with some that follow them."""
    spans = (*attribution.cue, *attribution.source)
    if not spans:
        return
    text = teller.annotation.report.text
    low, high = min(s.start for s in spans), max(s.end for s in spans)
    start = max(0, text.rfind("\n", 0, low) + 1, low - CONTEXT // 2)
    stop = text.find("\n", high)
    around = text[start : min(high + CONTEXT, stop if stop >= 0 else len(text))]
    for found in TOLD.finditer(around):
        yield " ".join(found["whom"].split())


def audience(teller: Teller, attribution: Attribution) -> str | None:
    """Return to whom words were said, as the report has it ("a rally"); the outlet's label if to itself."""
    if attribution.id in teller.told_own:
        return teller.label
    told = (WHOM_ENDS.split(words_said, maxsplit=1)[0] for words_said in _told(teller, attribution))
    return next((whom for whom in told if whom), None)


def is_itself(teller: Teller, words_said: str) -> bool:
    """Return whether words for one through whom something came mean the outlet itself."""
    plain = " ".join(words_said.casefold().split()).strip(" ,.")
    outlet = teller.annotation.layout.outlet.value
    return plain in own_names(teller) or (outlet is not None and is_called(outlet, words_said))


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
    around = [
        a
        for a in around
        if not (_is_refusal(a, telling) or _is_sympathy(a, telling) or _is_anothers(teller, a, telling))
    ]
    hops: list[Hop] = []
    for attribution in reversed(around):
        hops += _of_attribution(teller, attribution, party_of, parties, is_first=not hops)
    report = teller.annotation.report.id
    is_told_own = any(a.id in teller.told_own for a in around)
    named = {hop.name for hop in hops}
    if teller.agency is not None and not is_told_own and teller.agency.agency not in named:
        hops.append(
            Hop(None, "agency", report, teller.agency.span, "credited for the text", teller.agency.agency)
        )
    outlet = teller.annotation.layout.outlet
    why = None if outlet.span is not None else OUTLET_KNOWN[outlet.basis]
    hops.append(Hop(None, "outlet", report, outlet.span, why, teller.label))
    return tuple(hops)


def _is_refusal(attribution: Attribution, telling: Telling) -> bool:
    """Return whether a telling is that somebody refused to speak: who said nothing is no source of it.

    Of the refusal as an utterance ("Astrane declined to comment") he is the speaker, whoever vouches for it.
    """
    refuses = telling.kind != "utterance" and attribution.strength in {"refused", "no-details"}
    words_of = (*attribution.cue, *attribution.content)
    return refuses and any(head.meets(span) for head in telling.head for span in words_of)


def _is_sympathy(attribution: Attribution, telling: Telling) -> bool:
    """Return whether somebody only feels for those to whom a telling happened: no word of his that it did.

    "Varo feels for the keepers of the horse, which was shot": that it was shot is the outlet's own.
    """
    cue = " ".join(span.text for span in attribution.cue)
    return telling.kind != "utterance" and SYMPATHY.search(cue) is not None


def _is_anothers(teller: Teller, attribution: Attribution, telling: Telling) -> bool:
    """Return whether a telling is, in somebody's words, only what another announced or claimed.

    "Ostra said there was no evidence to support Varo's announcement that the troops had left": Ostra vouches
    for no leaving.
    """
    if telling.kind == "utterance" or not attribution.content or not telling.head:
        return False
    start, end = min(s.start for s in attribution.content), min(s.start for s in telling.head)
    before = teller.annotation.report.text[max(start, end - ANOTHERS_REACH) : end]
    return ANOTHERS.search(before) is not None


def _is_expected(attribution: Attribution) -> bool:
    """Return whether it is told what is expected without saying by whom: "She is expected in Halden"."""
    cue = " ".join(span.text for span in attribution.cue).lower()
    return not attribution.source and attribution.speaker is None and "expected" in cue


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
    if is_itself(teller, words.text if words is not None else "") or _is_expected(attribution):
        return []  # "Peloton Mail can reveal", "our research shows", "it is expected": the outlet's own word
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
        if is_itself(teller, name(party) or "") or is_itself(teller, via.span.text):
            continue  # "told this newspaper": said to the outlet, which is the last hop anyway
        hops.append(Hop(party, "via", report, via.span, None, name(party) or via.span.text))
    return hops
