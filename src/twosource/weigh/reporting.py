"""Own reporting: what shows that an outlet has something from its own people, and not from another's text."""

from __future__ import annotations

import re
from dataclasses import replace

from twosource.copies.direction import agency_names
from twosource.records import Hop, Telling
from twosource.spans import Span
from twosource.weigh.chains import Teller, own_names
from twosource.weigh.outlets import bare_name, is_outlet
from twosource.weigh.vouching import Vouching, agency_key

_NAME = r"[A-ZÀ-ÞĀ-Ž][\w’'\-]+"
AUTHOR = re.compile(rf"\b{_NAME}(?: (?:[A-Z]\. |de |van |von |al-)?{_NAME})+")
AT_PLACE = re.compile(rf"\b(?:in|at|outside|near) (?:the )?{_NAME}")
OWN_PEOPLE = re.compile(rf"\b(?:[Oo]ur|[Tt]his (?:news)?paper['’]s) (?:reporter|correspondent)s?,? {_NAME}")
"""A reporter of the outlet, by name, in a sentence: "our reporter Ewan Sill has counted"."""

SIGNED = re.compile(
    rf"^[ (\[]*(?:[Rr]eporting|[Rr]eported|[Ww]ritten) (?:by|BY) {_NAME} {_NAME}[^\n;]{{0,80}}",
    re.MULTILINE,
)
"""A line that signs a report: "Reporting by Ana Varo in Torvik"."""

SEEN = re.compile(r"\b(?:seen|reviewed|obtained|viewed|examined|counted) by (?P<by>[\w’' ]{2,40})")
HAS_SEEN = re.compile(r"(?P<by>[\w’' ]{2,40}) (?:has|have) (?:seen|reviewed|obtained|viewed)\b")
OF_ITSELF = re.compile(
    r"(?i)\b(?:we (?:apologi[sz]e|regret|are sorry|reported|said|wrote|were wrong|had reported)"
    r"|this (?:article|story|report) (?:has been|was|is being) (?:corrected|amended|updated)"
    r"|an earlier version of this)"
)
"""What an outlet says of its own pages is its own word."""

CONTACT = re.compile(
    r"^(?:(?:Press|Media|News) (?:contact|office|enquiries)\b"
    rf"|About (?P<about>{_NAME}(?: (?:of |and |the )?{_NAME}){{0,4}}):?)",
    re.MULTILINE,
)
"""What closes a press release: its press contact, "About Dunmore Lines"."""


def own_voice(teller: Teller) -> Vouching:
    """Return the vouching of what a report tells in its own voice, without any credit.

    Own reporting is recorded where the report shows it: its outlet is a news agency or the sender of a press
    release; its byline names somebody, and says where, or stands over a dateline. Without that, nobody can
    tell from where the outlet has it.
    """
    layout = teller.annotation.layout
    outlet = layout.outlet.value
    if outlet is not None and outlet.casefold() in agency_names():
        name = agency_names()[outlet.casefold()]
        words = f"{name} is a news agency reporting itself"
        return Vouching(agency_key(name), name, None, "recorded", words)
    key = own_key(teller)
    if teller.signs_itself:
        words = f"its dateline bears its own name (“{layout.dateline.value}”)"
        return Vouching(key, teller.label, None, "recorded", words)
    if teller.is_release:
        return Vouching(key, teller.label, None, "recorded", f"it is a statement of {teller.label} itself")
    byline = layout.byline.value
    if byline is not None and teller.agency is None and AUTHOR.search(byline):
        if layout.dateline.span is not None:
            words = f"it has a byline and a dateline of its own (“{layout.dateline.span.text}”)"
            return Vouching(key, teller.label, None, "recorded", words)
        if AT_PLACE.search(byline):
            words = f"its byline names who reported, and from where (“{byline}”)"
            return Vouching(key, teller.label, None, "recorded", words)
    signed = SIGNED.search(teller.annotation.report.text) if teller.agency is None else None
    if signed is not None and (layout.dateline.span is not None or AT_PLACE.search(signed.group())):
        words = f"it says who reported it, and from where (“{' '.join(signed.group().split())}”)"
        return Vouching(key, teller.label, None, "recorded", words)
    words = "it credits nobody for its text and shows no own reporting (no byline with a dateline or a place)"
    return Vouching(f"unshown:{key}", teller.label, None, "not recorded", words)


def unseen_voice(vouching: Vouching) -> Vouching:
    """Return the vouching of what a report has from another outlet, which is not among the reports.

    "Radio Torvik reports that the bridge is shut": nobody can see whether it reported that itself or has it
    from elsewhere, as nobody can of an outlet that is read. An agency vouches for what it is cited for.
    """
    is_known = vouching.lineage == "recorded" and vouching.key.startswith("party:")
    if not is_known or not is_outlet(vouching.name):
        return vouching
    words = f"{vouching.reason}, an outlet that is not read here; where it has it from is not recorded"
    return replace(vouching, lineage="not recorded", reason=words)


def issuer(teller: Teller) -> str | None:
    """Return whose press release a report prints, by how it ends: "About Dunmore Lines", "Press contact"."""
    ends = list(CONTACT.finditer(teller.annotation.report.text))
    about = next((m["about"] for m in ends if m["about"]), None)
    tail = teller.annotation.report.text[ends[0].start() :] if ends else ""
    return (
        about if about is not None and re.search(r"(?i)\b(?:press|media) (?:contact|office)", tail) else None
    )


def own_key(teller: Teller) -> str:
    """Return the key of an outlet's own origin."""
    outlet = teller.annotation.layout.outlet.value
    if outlet is not None and outlet.casefold() in agency_names():
        return agency_key(outlet)
    return f"outlet:{bare_name(outlet)}" if outlet is not None else f"report:{teller.annotation.report.id}"


def shown_at(teller: Teller, telling: Telling) -> Vouching | None:
    """Return the outlet's vouching for one telling whose own sentence shows own reporting, else `None`.

    "Our reporter Ewan Sill has counted three trams", "a plan seen by the Gazette", "we apologise".
    """
    words = sentence(teller, telling.span)
    if telling.kind == "utterance":  # "We have seen that happen": another's "we", not the outlet's
        words = words.replace(telling.span.text, " ")
    found = OWN_PEOPLE.search(words) or OF_ITSELF.search(words)
    if found is None:
        seen = (SEEN.search(words), HAS_SEEN.search(words))
        found = next((m for m in seen if m and names_itself(teller, m["by"])), None)
    if found is None:
        return None
    reason = f"it shows its own work: “{' '.join(found.group().split())}”"
    return Vouching(own_key(teller), teller.label, None, "recorded", reason)


def told_to_it(teller: Teller, telling: Telling, chain: tuple[Hop, ...]) -> Vouching | None:
    """Return the outlet's vouching for words that were said to the outlet itself, else `None`."""
    wanted = {telling.attribution, *telling.attributions} - {None}
    for key in sorted(wanted & teller.told_own, key=str):
        spans = teller.attributions[str(key)].cue
        cue = spans[0].text if spans else "told"
        reason = f"said to the outlet itself (“{cue} {teller.label}”)"
        return Vouching(own_key(teller), teller.label, None, "recorded", reason)
    return None


def names_itself(teller: Teller, words: str) -> bool:
    """Return whether words end with a name of the outlet: "the Gazette", "this newspaper", "us"."""
    plain = " ".join(words.casefold().split())
    return any(
        plain == name or plain.endswith(" " + name) or plain.startswith(name + " ")
        for name in own_names(teller)
    )


def sentence(teller: Teller, span: Span) -> str:
    """Return the sentence around a span, as far as full stops show it, at most 400 characters each way."""
    text = teller.annotation.report.text
    low = max(0, span.start - 400)
    before = max(text.rfind(mark, low, span.start) for mark in (". ", "\n", "? ", "! ", ".” ", '." '))
    after = [
        at for mark in (". ", "\n", "? ", "! ") if (at := text.find(mark, max(span.end - 1, span.start))) >= 0
    ]
    end = min([*after, span.end + 400, len(text)])
    return text[max(low, before + 1) : end + 1]
