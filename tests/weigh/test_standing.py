"""Standing: how many independent origins a claim rests on, and the sentence that says why."""

from __future__ import annotations

from typing import cast

import pytest

from twosource.records import Lineage, Origin
from twosource.weigh.origins import related
from twosource.weigh.standing import Resting, find_standing


def origin(name: str, lineage: str = "recorded", *, on: str = "") -> Origin:
    """Return an origin whose id is its name."""
    return Origin(name, None, name, cast(Lineage, lineage), (), tuple(on.split()), "")


CASES = [
    ("A:Belo", "Belo", "single", "Only A tells it."),
    ("A:Belo A:Saar", "Belo Saar", "single", "Only A tells it."),
    ("A:Belo B:Belo", "Belo", "repeated", "Both A and B have it from Belo; no other origin is named."),
    ("A:Belo B:Saar", "Belo Saar", "independent", "Belo and Saar each vouch for it"),
    ("A:Belo B:?b", "Belo ?b", "unestablished", "Belo vouches for it; where B"),
    ("A:?a B:?b", "?a ?b", "unestablished", "Where A (“?a”) and B (“?b”) have it from is not recorded"),
    ("A:?x B:?x", "?x", "repeated", "Both A and B have it from “?x”; where that comes from"),
    ("A:Belo B:Saar", "Belo<Saar Saar", "repeated", "Belo and Saar may speak with one voice"),
    ("A:Belo B:Saar C:?c", "Belo Saar ?c", "independent", "Belo and Saar each vouch for it"),
]


@pytest.mark.parametrize(("tellings", "known", "standing", "reason"), CASES)
def test_standing_follows_the_rules(tellings: str, known: str, standing: str, reason: str) -> None:
    """One outlet is single; one origin repeated; two recorded ones independent; what is unknown never counts.

    The notation: `A:Belo` is outlet A's telling with the origin Belo; `?x` is an origin that is not recorded;
    `Belo<Saar` is one that depends on another.
    """
    origins = {}
    for word in known.split():
        name, _, on = word.partition("<")
        origins[name] = origin(name, "not recorded" if name[0] == "?" else "recorded", on=on)
    resting = [Resting(word[0], word[2:], word[0], origins[word[2:]].lineage) for word in tellings.split()]
    found = find_standing(resting, origins)
    assert found[0] == standing
    assert found[1].startswith(reason)


def test_dependence_reaches_across_a_third() -> None:
    """If A depends on B and B on C, none of the three is independent of another."""
    groups = related([origin("A", on="B"), origin("B", on="C"), origin("C"), origin("D")])
    assert groups["A"] == groups["B"] == groups["C"] != groups["D"]
