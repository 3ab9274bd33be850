"""What stands at the very top of an account: whose word it is, what clashes, who speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from twosource.account.phrases import shortened
from twosource.account.view import (
    AccountView,
    ClaimView,
    ConflictView,
    DifferenceView,
    OriginView,
    SideView,
    TellingView,
)

__all__ = ["Clash", "Front", "Nuance", "QuoteLine", "front_of"]

MAX_ORIGINS = 4
MAX_CLASHES = 3
MAX_QUOTES = 3
QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{12,})[”\"»]?")
MAX_QUOTE = 110
"""Characters of a quotation on the first screen: two lines of a card."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One conflict of a claim: the sides that clash, then the values that clash with none."""

    claim: ClaimView
    conflict: ConflictView

    @property
    def sides(self) -> tuple[SideView, ...]:
        """The sides, those told by most reports first; at most three."""
        return tuple(sorted(self.conflict.sides, key=lambda side: -len(side.letters))[:3])

    @staticmethod
    def voice(side: SideView) -> str:
        """Return who tells a side: the first party of the telling that names the most of them."""
        return max(side.tellings, key=lambda telling: len(telling.chain)).chain[0].name


@dataclass(frozen=True, slots=True)
class Nuance:
    """A difference of a claim that is no conflict."""

    claim: ClaimView
    difference: DifferenceView


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """Who said what, through whom, in which reports; `claim` has it in full."""

    speaker: str
    words: str
    through: tuple[str, ...]
    claim: ClaimView


@dataclass(frozen=True, slots=True)
class Front:
    """The first screen; `unrecorded` are the letters of reports none of whose origins is recorded.

    `nuances` stand in the place of conflicts where there is none.
    """

    origins: tuple[OriginView, ...]
    more_origins: int
    unrecorded: tuple[str, ...]
    clashes: tuple[Clash, ...]
    more_clashes: int
    nuances: tuple[Nuance, ...]
    quotes: tuple[QuoteLine, ...]


def front_of(view: AccountView) -> Front:
    """Return what stands at the top of an account."""
    recorded = [origin for origin in view.carriers if origin.lineage != "not recorded"]
    backed = {letter for origin in recorded for letter in origin.letters}
    clashes = [Clash(claim, conflict) for claim in view.conflicts for conflict in claim.conflicts]
    return Front(
        tuple(recorded[:MAX_ORIGINS]),
        max(0, len(recorded) - MAX_ORIGINS),
        tuple(report.letter for report in view.reports if report.letter not in backed),
        tuple(clashes[:MAX_CLASHES]),
        max(0, len(clashes) - MAX_CLASHES),
        () if clashes else _nuances(view),
        _quotes(view),
    )


def _nuances(view: AccountView) -> tuple[Nuance, ...]:
    """Return differences in one value that are no conflict, one a claim."""
    found = (
        next((Nuance(claim, d) for d in claim.mentioned if not d.is_whole), None) for claim in view.several
    )
    return tuple(islice((nuance for nuance in found if nuance is not None), MAX_CLASHES))


def _quotes(view: AccountView) -> tuple[QuoteLine, ...]:
    """Return the quotations told most, one a speaker, those in the speaker's own words first."""
    spoken = [claim for claim in view.claims() if claim.kind == "utterance" and claim.tellings]
    lines: dict[str, QuoteLine] = {}
    for claim in sorted(spoken, key=lambda c: (not _is_quoted(_best(c)), -len(c.letters), c.number)):
        telling = _best(claim)
        name = telling.chain[0].name
        if name not in lines:
            through = tuple(hop.name for hop in telling.chain[1:-1])
            # Without a quotation, the claim's text has how it was said as well: "denied that …".
            words = _quoted(telling.words) or claim.text
            lines[name] = QuoteLine(name, shortened(words, MAX_QUOTE), through, claim)
    return tuple(lines.values())[:MAX_QUOTES]


def _best(claim: ClaimView) -> TellingView:
    """Return the telling whose words are quoted, the longest of them."""
    return max(claim.tellings, key=lambda telling: (_is_quoted(telling), len(telling.words)))


def _is_quoted(telling: TellingView) -> bool:
    return any(mark in telling.words for mark in '“”"«»')


def _quoted(words: str) -> str | None:
    """Return the first quotation in the words of a telling, in marks; `None` if there is none."""
    found = QUOTED.search(words)
    return f"“{found[1].strip().rstrip(',')}”" if found is not None else None
