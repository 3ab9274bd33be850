"""Who said what: every wording of each utterance with its differences, and each hop by which it came."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.account.view import AccountView, ClaimView, TellingView
from twosource.account.view_diff import Piece, differing

__all__ = ["Speaker", "Utterance", "Wording", "quotes_of"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording with all tellings that have it; `pieces` lay it over the first wording, none for that."""

    words: str
    tellings: tuple[TellingView, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance: its claim and its wordings, the one told most first."""

    claim: ClaimView
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke; `differing` counts the utterances with more than one wording."""

    name: str
    anchor: str
    utterances: tuple[Utterance, ...]

    @property
    def differing(self) -> int:
        """How many utterances have more than one wording."""
        return sum(1 for utterance in self.utterances if len(utterance.wordings) > 1)


def quotes_of(view: AccountView) -> tuple[Speaker, ...]:
    """Return the speakers of an account, those whose words most reports carry first."""
    by_name: dict[str, list[Utterance]] = {}
    for claim in view.claims():
        if claim.kind == "utterance" and claim.tellings:
            name = claim.tellings[0].chain[0].name
            by_name.setdefault(name, []).append(Utterance(claim, _wordings(claim)))
    ordered = sorted(by_name.items(), key=lambda item: (-max(len(u.claim.letters) for u in item[1]), item[0]))
    return tuple(
        Speaker(name, f"{view.key}-speaker-{number}", tuple(utterances))
        for number, (name, utterances) in enumerate(ordered, 1)
    )


def _wordings(claim: ClaimView) -> tuple[Wording, ...]:
    """Return the wordings of an utterance; the first is what the others are laid over."""
    told: dict[str, list[TellingView]] = {}
    for telling in claim.tellings:
        told.setdefault(telling.words, []).append(telling)
    ordered = sorted(told.items(), key=lambda item: (-len(item[1]), item[1][0].place.letter, item[0]))
    first = ordered[0][0]
    return tuple(
        Wording(words, tuple(tellings), () if words == first else differing(first, words))
        for words, tellings in ordered
    )
