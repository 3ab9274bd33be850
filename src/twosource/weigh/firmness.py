"""Whether two tellings of a claim say alike that it happened: denied by one, or only planned or possible."""

from __future__ import annotations

from collections.abc import Iterator

from twosource.link.exclusive import exclude
from twosource.records import Difference, Modality, Telling
from twosource.weigh.changes import NEGATORS, WORD
from twosource.weigh.versions import Pair

FIRMNESS: dict[Modality, int] = {
    "asserted": 3,
    "planned": 2,
    "demanded": 1,
    "possible": 1,
    "unknown": 0,
    "denied": 0,
}
"""How firmly a telling says that it happened: the more, the firmer."""


def polarity(pair: Pair) -> Iterator[Difference]:
    """Yield that one tells what the other denies."""
    a, b = pair.a.telling, pair.b.telling
    if a.is_named or b.is_named or a.kind == b.kind == "utterance":
        return  # two wordings of one utterance have been held against one another, or say two things of it
    if exclude(a.lemma, b.lemma) and {a.modality, b.modality} == {"asserted"} and a.polarity == b.polarity:
        said = [" ".join(head.text for head in x.head) for x in (a, b)]
        reason = f"“{said[0]}” and “{said[1]}” can't both hold of one person at one time."
        yield Difference("polarity", (pair.i, pair.j), (said[0], said[1]), "excluded", "conflict", reason)
    if a.polarity != b.polarity and _is_negated_too(a, b):
        return
    if a.polarity != b.polarity or (a.modality == "denied") != (b.modality == "denied"):
        values = (_held(a), _held(b))
        reason = "One tells it as having happened, the other as not having happened."
        firm = a.modality in {"asserted", "denied"} and b.modality in {"asserted", "denied"}
        firm = firm and _of_the_same(a, b)
        yield Difference(
            "polarity", (pair.i, pair.j), values, "negated", "conflict" if firm else "unsure", reason
        )


def _is_negated_too(a: Telling, b: Telling) -> bool:
    """Return whether the telling that is taken for positive begins with words that negate it: "none of …"."""
    positive = a if a.polarity == "positive" else b
    before = positive.span.text[: max(0, positive.head[0].start - positive.span.start)]
    return not NEGATORS.isdisjoint(word.lower() for word in WORD.findall(before))


def _of_the_same(a: Telling, b: Telling) -> bool:
    """Return whether a "no" or "nobody" that negates one telling is said of what the other tells of.

    "No German was hurt" and "120 people were hurt" can both hold.
    """
    for one, other in ((a, b), (b, a)):
        heads = {argument.head for argument in other.arguments}
        for argument in one.arguments if one.polarity == "negative" else ():
            is_none = argument.span.text.partition(" ")[0].lower() in {"no", "none", "neither"}
            if is_none and argument.role in {"agent", "patient"} and argument.head not in heads:
                return False
    return True


def _held(telling: Telling) -> str:
    """Return in a word whether a telling says that it happened."""
    if telling.modality == "denied":
        return "denied"
    return "did not happen" if telling.polarity == "negative" else "happened"


def strength(pair: Pair) -> Iterator[Difference]:
    """Yield that one tells it more firmly than the other: as done, as planned, as possible."""
    a, b = pair.a.telling, pair.b.telling
    if a.is_named or b.is_named:
        return
    if "denied" in {a.modality, b.modality} or a.polarity != b.polarity:
        return
    if FIRMNESS[a.modality] == FIRMNESS[b.modality] or _may_lie_ahead(a, b) or _may_lie_ahead(b, a):
        return
    firmer = (pair.i, pair.j) if FIRMNESS[a.modality] > FIRMNESS[b.modality] else (pair.j, pair.i)
    values = (a.modality, b.modality) if firmer[0] == pair.i else (b.modality, a.modality)
    reason = f"One tells it as {values[0]}, the other as {values[1]}."
    yield Difference("strength", firmer, values, "modality", "stronger", reason)


def _may_lie_ahead(a: Telling, b: Telling) -> bool:
    """Return whether one is told as planned, and the other in a form that English has for it as well.

    "We're introducing a tool", "a car playing a song": the participle says of itself no time.
    """
    return a.modality == "asserted" and b.modality == "planned" and a.head[-1].text.lower().endswith("ing")
