"""A small language for chains of attribution: what a sentence must yield, in one line for each attribution.

    Halden < Orla =denied: that the road was open
    Brek > Halden: the road was open

A line reads: who says, through whom (`<`, the nearest to the speaker first), how (`=`, the strength, only
where it matters), and what (`:`). `A > B` says that B's words stand inside A's. `-` is a speaker whom
nobody names. `//` parts the stretches of a broken content or source; a lone `…` skips words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.mark.attributions import find_attributions
from twosource.mark.parse import parse
from twosource.records import Attribution
from twosource.spans import Span


@dataclass(frozen=True, slots=True)
class Chain:
    """One expected attribution."""

    source: str
    content: str
    via: tuple[str, ...] = ()
    inside: str | None = None
    strength: str | None = None


def read(notation: str) -> tuple[Chain, ...]:
    """Return the chains of a notation, one a line; blank lines don't count."""
    return tuple(_line(line) for line in notation.splitlines() if line.strip())


def _line(line: str) -> Chain:
    hops, _, content = line.strip().partition(": ")
    inside: str | None = None
    if " > " in hops:
        inside, _, hops = hops.partition(" > ")
    hops, _, strength = hops.partition(" =")
    source, *via = (part.strip() for part in hops.split(" < "))
    return Chain(source, content.strip(), tuple(via), inside, strength.strip() or None)


def found(text: str) -> tuple[Attribution, ...]:
    """Return the attributions that the rules find in a text; each line is a paragraph of its body."""
    return find_attributions("test", parse(text, (Span.cut(text, 0, len(text)),)), None)


def written(attributions: Sequence[Attribution]) -> list[str]:
    """Return the attributions in the notation, for messages and comparison."""
    sources = {one.id: _words(one.source) for one in attributions}
    lines = []
    for one in attributions:
        outer = f"{sources[one.inside]} > " if one.inside is not None else ""
        hops = " < ".join((_words(one.source), *(via.span.text for via in one.via)))
        lines.append(f"{outer}{hops} ={one.strength}: {' // '.join(span.text for span in one.content)}")
    return lines


def _words(spans: Sequence[Span]) -> str:
    return " // ".join(span.text for span in spans) or "-"


def agrees(chain: Chain, attribution: Attribution, sources: dict[str, str]) -> bool:
    """Return whether an attribution is what a chain asks for."""
    content = " // ".join(span.text for span in attribution.content)
    outer = sources[attribution.inside] if attribution.inside is not None else None
    return (
        _words(attribution.source) == chain.source
        and tuple(via.span.text for via in attribution.via) == chain.via
        and outer == chain.inside
        and chain.strength in (None, attribution.strength)
        and _same(chain.content, content)
    )


def _same(wanted: str, got: str) -> bool:
    head, gap, tail = wanted.partition(" … ")
    if not gap:
        return wanted == got
    return got.startswith(head) and got.endswith(tail) and len(got) >= len(head) + len(tail)


def compare(text: str, notation: str) -> tuple[list[str], list[str]]:
    """Return what is expected and not found, and what is found and not expected, both in the notation."""
    chains, attributions = list(read(notation)), list(found(text))
    sources = {one.id: _words(one.source) for one in attributions}
    missing = []
    for line, chain in zip((x for x in notation.splitlines() if x.strip()), chains, strict=True):
        match = next((a for a in attributions if agrees(chain, a, sources)), None)
        if match is None:
            missing.append(line.strip())
        else:
            attributions.remove(match)
    everything = written(tuple(found(text)))
    rest = {one.id for one in attributions}
    return missing, [w for w, one in zip(everything, found(text), strict=True) if one.id in rest]
