"""The standing of a claim: on how many independent origins it rests, with the sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twosource.records import Origin, Standing
from twosource.weigh.origins import listed


@dataclass(frozen=True, slots=True)
class Resting:
    """One telling as it counts for standing: the label of its outlet, the id of its origin, and its text.

    `text` is the same for reports that share their text, so that two speakers in one dispatch, which came to
    the reader by one way, are not taken for two confirmations.
    """

    outlet: str
    origin: str
    text: str


def find_standing(
    tellings: Sequence[Resting], origins: Mapping[str, Origin], groups: Mapping[str, str]
) -> tuple[Standing, str]:
    """Return the standing of a claim and the sentence that explains it.

    The rules, in order:

    1. One outlet tells it: *single*.
    2. Two or more origins are recorded, none is shown to depend on another, and they come in two texts that
       share nothing: *independent*.
    3. Every telling comes from one origin, or from recorded ones that depend on one another: *repeated*.
    4. Else *unestablished*: of too many tellings nobody can say from where they come. What is not recorded
       never counts as independent.

    Args:
        tellings: those that agree.
        origins: the story's origins by id.
        groups: by origin id, the group of origins that depend on one another (`origins.related`).
    """
    outlets = sorted({t.outlet for t in tellings})
    if len(outlets) == 1:
        return "single", f"Only {outlets[0]} tells it."
    if len({t.origin for t in tellings}) == 1:
        origin = origins[tellings[0].origin]
        if origin.lineage == "not recorded":
            return (
                "repeated",
                f"All {len(outlets)} outlets have it from “{origin.name}”, in one text they share.",
            )
        return "repeated", f"All {len(outlets)} outlets have it from {origin.name}."
    known = {t.origin for t in tellings if origins[t.origin].lineage != "not recorded"}
    unknown = {t.outlet for t in tellings} - {t.outlet for t in tellings if t.origin in known}
    by_outlet = {t.outlet: t.origin for t in tellings if t.outlet in unknown}
    free = {groups[o] for o in known}
    names = listed(sorted({origins[o].name for o in known}, key=str.casefold))
    if len(free) >= 2 and len({t.text for t in tellings if t.origin in known}) >= 2:
        return "independent", f"{names} each vouch for it, and none is shown to depend on another."
    if known and not unknown:
        why = "stand in one shared text" if len(free) >= 2 else "are not independent of each other"
        return "repeated", f"{names} {why}, and no other origin is named."
    without = listed([_whence(outlet, origins[by_outlet[outlet]]) for outlet in sorted(unknown)])
    has = "has" if len(unknown) == 1 else "have"
    if known:
        verb = "vouches" if len(known) == 1 else "vouch"
        return "unestablished", f"{names} {verb} for it; where {without} {has} it from is not recorded."
    return "unestablished", f"Where {without} {has} it from is not recorded, so nothing shows two origins."


def _whence(outlet: str, origin: Origin) -> str:
    """Return an outlet's name, with the words for its source if it has an unnamed one."""
    return outlet if origin.name == outlet else f"{outlet} (“{origin.name}”)"
