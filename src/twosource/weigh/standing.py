"""The standing of a claim: on how many independent origins it rests, with the sentence that says why."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from twosource.lexicon import table
from twosource.records import Figure, Lineage, Origin, Standing
from twosource.weigh.origins import related
from twosource.weigh.vouching import listed

DOUBT = re.compile(
    r"(?i)\b(?:no|not|never|nor|without|little|cannot)\b(?:n['’]t)?[^.;:]{0,40}?"
    r"\b(?:signs?|evidence|proof|indications?|confirmation)\s(?:that|of|for)\b"
)
"""Words that keep what follows from being vouched for."""
BEFORE, AFTER = 80, 24
"""Characters before and after the beginning of a clause in which they are looked for."""

NEAR = 0.7
"""The smaller of two numbers as a part of the larger, from which a bound may still speak of that."""


@dataclass(frozen=True, slots=True)
class Resting:
    """One telling as it counts for standing: its outlet's label, its origin's id, its text, its lineage.

    `text` is the same for tellings in one shared text, so that two speakers in one dispatch, which came to
    the reader by one way, are not taken for two confirmations.
    """

    outlet: str
    origin: str
    text: str
    lineage: Lineage


def find_standing(
    tellings: Sequence[Resting],
    origins: Mapping[str, Origin],
    *,
    apart: Collection[tuple[int, int]] = (),
    told_by: int = 0,
) -> tuple[Standing, str]:
    """Return the standing of a claim and the sentence that explains it.

    The rules, in order:

    1. One outlet tells it: *single*.
    2. Two or more origins are recorded, not all tied to one another, and they come in two texts that share
       nothing: *independent*.
    3. Every telling comes from one origin, or from recorded ones that are tied: *repeated*.
    4. Else *unestablished*: of too many tellings nobody can say from where they come. What is not recorded
       never counts as independent.

    Args:
        tellings: those that agree.
        origins: the story's origins by id.
        apart: pairs of places in `tellings` that agree with the one shown, and not with one another.
        told_by: the number of outlets that tell it, be their tellings among these that agree or not.
    """
    outlets = sorted({t.outlet for t in tellings})
    if len(outlets) == 1:
        return "single", f"Only {outlets[0]} tells it."
    if len({t.origin for t in tellings}) == 1:
        return "repeated", _of_one(tellings, origins[tellings[0].origin], told_by)
    recorded = [t for t in tellings if t.lineage != "not recorded"]
    known = sorted({t.origin for t in recorded}, key=lambda o: (origins[o].name.casefold(), o))
    names = listed(list(dict.fromkeys(origins[o].name for o in known)))
    groups = related([origins[o] for o in known])
    free = set(groups.values())
    if len(free) >= 2 and _in_two_texts(tellings, groups, apart):
        all_names = listed([_group_name(group, known, groups, origins) for group in sorted(free)])
        return "independent", f"{all_names} each vouch for it, and nothing ties them to one another."
    if len(free) >= 2 and apart and _in_two_texts(tellings, groups, ()):
        return "unestablished", f"{names} vouch for it, but do not agree with one another closely enough."
    unknown = {t.outlet for t in tellings} - {t.outlet for t in recorded}
    if known and not unknown:
        return "repeated", _of_tied(names, len(free), known)
    by_outlet = {t.outlet: t.origin for t in tellings if t.outlet in unknown}
    without = listed([_whence(outlet, origins[by_outlet[outlet]]) for outlet in sorted(unknown)])
    has = "has" if len(unknown) == 1 else "have"
    if known:
        verb = "vouches" if len(known) == 1 else "vouch"
        return "unestablished", f"{names} {verb} for it; where {without} {has} it from is not recorded."
    return "unestablished", f"Where {without} {has} it from is not recorded, so nothing shows two origins."


def backs(mine: Sequence[Figure], shown: Sequence[Figure]) -> bool:
    """Return whether a telling with some figures stands behind one that is shown with others.

    "At least nine" and "more than 40,000" may well be true where 23 died and 90,000 came; but who says so
    does not vouch for that number.
    """
    pairs = [(a, b) for a in mine for b in shown if a.unit == b.unit and a.counts == b.counts]
    apart = [
        (a, b)
        for a, b in pairs
        if a.value and b.value and (a.high is None or b.high is None) and not _near(a.value, b.value)
    ]
    return len(apart) < len(pairs) or not pairs


def is_empty(lemma: str) -> bool:
    """Return whether a head says too little to tell that two clauses with it tell of one thing: "are"."""
    general = any(row[0] == lemma and row[1:2] == ("empty",) for row in map(tuple, table("weak_verbs")))
    return general or lemma in {"is", "are", "was", "were", "been", "occur"} or lemma[:1].isdigit()


def is_doubted(text: str, start: int) -> bool:
    """Return whether the words before a clause say that nothing shows it: "no sign that the troops withdrew".

    Args:
        text: the report.
        start: where the clause begins.
    """
    return DOUBT.search(text[max(0, start - BEFORE) : start + AFTER]) is not None


def _near(a: float, b: float) -> bool:
    """Return whether two numbers are as near as an estimate is to a count."""
    return min(a, b) >= NEAR * max(a, b)


def _in_two_texts(
    tellings: Sequence[Resting], groups: Mapping[str, str], apart: Collection[tuple[int, int]]
) -> bool:
    """Return whether two origins that are not tied come in two texts, by two outlets, and agree."""
    known = [(i, t) for i, t in enumerate(tellings) if t.origin in groups and t.lineage != "not recorded"]
    return any(
        groups[one.origin] != groups[other.origin]
        and one.text != other.text
        and one.outlet != other.outlet
        and (i, j) not in apart
        for i, one in known
        for j, other in known
    )


def _of_one(tellings: Sequence[Resting], origin: Origin, told_by: int) -> str:
    """Return the sentence for a claim that all outlets have from one origin."""
    outlets = sorted({t.outlet for t in tellings})
    all_of = f"{len(outlets)} of {told_by}" if told_by > len(outlets) else f"All {len(outlets)}"
    who = f"Both {outlets[0]} and {outlets[1]}" if len(outlets) == 2 else f"{all_of} outlets"
    if origin.lineage == "not recorded" and origin.name.startswith("one text in "):
        return f"{who} have it in one text that they share; where that comes from is not recorded."
    if origin.lineage == "not recorded":
        return f"{who} have it from “{origin.name}”; where that comes from is not recorded."
    if all(t.lineage == "recorded" for t in tellings):
        return f"{who} have it from {origin.name}; no other origin is named."
    if any(t.lineage == "recorded" for t in tellings):
        return f"{who} have it from {origin.name}, not all of them saying so; no other origin is named."
    return f"{who} have it from {origin.name}, as the same words show; no other origin is named."


def _of_tied(names: str, free: int, known: Sequence[str]) -> str:
    """Return the sentence for a claim of several origins that are tied, or came in one text."""
    if free >= 2:
        return f"{names} came by one text that the outlets share, and no other origin is named."
    if len(known) == 1:
        return f"{names} alone is named as its origin."
    return f"{names} may speak with one voice, and no other origin is named."


def _group_name(
    group: str, known: Sequence[str], groups: Mapping[str, str], origins: Mapping[str, Origin]
) -> str:
    """Return the names of tied origins as one: "Ilse Brandt (with the union)"."""
    names = list(dict.fromkeys(origins[o].name for o in known if groups[o] == group))
    return names[0] if len(names) == 1 else f"{names[0]} (with {listed(names[1:])})"


def _whence(outlet: str, origin: Origin) -> str:
    """Return an outlet's name, with the words for its source if it has an unnamed one."""
    return outlet if origin.name == outlet else f"{outlet} (“{origin.name}”)"
