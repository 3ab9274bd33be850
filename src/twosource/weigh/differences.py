"""Where the tellings of one claim differ: number, time, polarity, strength, wording, each by a named rule.

That two tellings agree is a finding too: it is what is left when no rule finds a conflict. Each rule's
explanation is the sentence shown to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from twosource.lexicon import words
from twosource.link.exclusive import exclude
from twosource.link.likeness import are_opposed
from twosource.link.wording import WordingMatch
from twosource.records import Difference, Figure, Telling, Verdict
from twosource.weigh.changes import WORD, find_changes
from twosource.weigh.doubts import doubt, says_alike
from twosource.weigh.figures import FigureMatch, compare_figures, is_duration
from twosource.weigh.firmness import polarity, strength
from twosource.weigh.times import compare_times
from twosource.weigh.versions import Pair, Version

TOLLS = frozenset({"dead", "hurt", "missing", "trapped"})
"""Groups of `figures_acts` of whom an event has one number at a time."""

LENGTHS = frozenset({"for", "to", "lasted", "lasts", "last"})
"""Words before a stretch of time that make it the length of what is told."""

MAX_REFERENCES = 6
"""Tellings with which each of a claim is compared: all pairs of a small claim, the first of a large one."""

MAX_PAIRS = 40
"""Pairs of reports that are kept for the same two values, whether or not they name another report."""

SENTENCE = re.compile(r"[.!?](?=\W|$)")


def find_differences(
    versions: Sequence[Version], wordings: Mapping[tuple[int, int], WordingMatch]
) -> tuple[Difference, ...]:
    """Return the differences between the tellings of a claim, conflicts first.

    Args:
        versions: the tellings in their order.
        wordings: how the wordings of two of them (i < j) compare.
    """
    found: list[Difference] = []
    for i, j in _compared_pairs(versions):
        a, b = versions[i], versions[j]
        if a.report != b.report:
            pair = Pair(i, j, a, b, wordings.get((i, j)))
            found += [difference for rule in RULES for difference in rule(pair)]
    order = {"conflict": 0, "stronger": 1, "unsure": 2, "more-precise": 3, "variant": 4}
    return tuple(sorted(found, key=lambda d: (order[d.verdict], d.field, d.tellings)))


def _compared_pairs(versions: Sequence[Version]) -> Iterator[tuple[int, int]]:
    """Yield the places i < j of the tellings to compare: each with the first of those that tell most of it.

    What names an event in passing, or gives neither its time nor a number, contradicts the fewest.
    """
    in_order = sorted(
        range(len(versions)),
        key=lambda k: (versions[k].telling.is_named, not (versions[k].times or versions[k].figures), k),
    )
    references = set(in_order[:MAX_REFERENCES])
    for j in range(len(versions)):
        earlier = range(j) if j in references else sorted(k for k in references if k < j)
        yield from ((i, j) for i in earlier)


def agrees(one: Version, other: Version, wording: WordingMatch | None = None) -> bool:
    """Return whether two tellings of a claim say the same: no rule finds that they can't, or might not.

    Args:
        one, other: the tellings.
        wording: how the wordings of two utterances compare.
    """
    pair = Pair(0, 1, one, other, wording)
    doubts = (d for rule in RULES for d in rule(pair) if d.verdict in {"conflict", "stronger", "unsure"})
    return not any(d.field not in {"wording", "party"} or d.rule == "opposites" for d in doubts)


def distinct(differences: Sequence[Difference], reports: Sequence[str]) -> tuple[Difference, ...]:
    """Return the differences that are to be kept: of the same two values one for each pair of reports.

    Of values that very many tell against one another, only those in which a telling appears that none before
    has, so that each stands on its side, and their number grows no faster than that of the tellings.
    """
    pairs: dict[tuple[str, str, tuple[str, ...]], set[tuple[str, str]]] = {}
    met: dict[tuple[str, str, tuple[str, ...]], set[str]] = {}
    kept = []
    for difference in differences:
        key = (difference.field, difference.verdict, tuple(sorted(difference.values)))
        one, other = sorted(reports[i] for i in difference.tellings)
        before, seen = pairs.setdefault(key, set()), met.setdefault(key, set())
        if (one, other) in before or (len(before) >= MAX_PAIRS and {one, other} <= seen):
            continue
        before.add((one, other))
        seen |= {one, other}
        kept.append(difference)
    return tuple(kept)


def numbers(pair: Pair) -> Iterator[Difference]:
    """Yield how the figures of two tellings differ, each compared with the one nearest to it in meaning."""
    rank = {"equal": 0, "compatible": 1, "updated": 2, "unsure": 3, "differs": 4, "not-comparable": 5}
    for x in pair.a.figures:
        matches = [(_compared(pair, x, y), y) for y in pair.b.figures]
        if not matches:
            return
        match, y = min(matches, key=lambda m: (rank[m[0].relation], m[1].span))
        values = (x.span.text, y.span.text)
        is_named = pair.a.telling.is_named or pair.b.telling.is_named
        if match.relation == "differs" and _is_toll(x, y) and _tells_both(pair, x, y):
            continue  # "It climbed to 23. The ministry had put it at nine": it has the other's number too
        why = doubt(x, y, pair.a.telling, pair.b.telling) if match.relation in {"differs", "unsure"} else None
        if why is not None:
            if why and not is_named:
                yield Difference("number", (pair.i, pair.j), values, "doubted", "unsure", why)
        elif match.relation == "differs" and not is_named:
            yield Difference("number", (pair.i, pair.j), values, match.rule, "conflict", match.reason)
        elif match.relation == "differs" and _is_toll(x, y) and _are_near(x, y):
            # "The arrest of 40" may be another arrest; but of the dead and missing an event has one number.
            yield Difference("number", (pair.i, pair.j), values, match.rule, "unsure", match.reason)
        elif match.relation == "updated":
            yield Difference("number", (pair.i, pair.j), values, match.rule, "variant", match.reason)
        elif match.relation == "unsure" and x.counts == y.counts and not is_named:
            yield Difference("number", (pair.i, pair.j), values, match.rule, "unsure", match.reason)
        elif match.relation == "compatible" and match.more_precise is not None:
            which = (pair.i, pair.j) if match.more_precise == "a" else (pair.j, pair.i)
            ordered = values if match.more_precise == "a" else (values[1], values[0])
            yield Difference("number", which, ordered, match.rule, "more-precise", match.reason)


def _tells_both(pair: Pair, x: Figure, y: Figure) -> bool:
    """Return whether one of the reports gives the other's number as well."""
    mine, theirs = ({(f.act, f.value) for f in v.tolls} for v in (pair.a, pair.b))
    return (y.act, y.value) in mine or (x.act, x.value) in theirs


def _is_toll(x: Figure, y: Figure) -> bool:
    """Return whether two figures count the dead, the hurt or the missing."""
    return x.act == y.act and x.act in TOLLS


def _are_near(x: Figure, y: Figure) -> bool:
    """Return whether two counts may be of one event: neither is more than twice the other."""
    return bool(x.value and y.value) and max(x.value or 0, y.value or 0) <= 2 * min(
        x.value or 0, y.value or 0
    )


def _compared(pair: Pair, x: Figure, y: Figure) -> FigureMatch:
    """Return how two figures relate: how long one act lasted is one thing, though no noun names it."""
    lengths = (is_length(x, pair.a.telling), is_length(y, pair.b.telling))
    if lengths[0] != lengths[1]:
        reason = f"only one of “{x.span.text}” and “{y.span.text}” says how long it lasted"
        return FigureMatch("not-comparable", "other_counted", reason)
    return compare_figures(
        x,
        y,
        same_counted=True if all(lengths) else None,
        shift_days=_shift(pair),
        is_over=pair.a.is_past or pair.b.is_past,
    )


def is_length(figure: Figure, telling: Telling) -> bool:
    """Return whether a figure says how long what is told lasted: "jailed *for seven years*".

    "Over three years", "after three years" and "three years ago" say something else.
    """
    if not is_duration(figure) or not telling.span.holds(figure.span):
        return False
    before = telling.span.text[: figure.span.start - telling.span.start].split()
    return bool(before) and before[-1].lower() in LENGTHS


def _shift(pair: Pair) -> int | None:
    """Return the day that b's report speaks from minus the day that a's does, `None` if not known."""
    return pair.b.day - pair.a.day if pair.a.day is not None and pair.b.day is not None else None


def times(pair: Pair) -> Iterator[Difference]:
    """Yield how the times of two tellings differ, by the pair of times that goes best together."""
    shift = _shift(pair)
    rank = {"equal": 0, "a-more-precise": 1, "b-more-precise": 1, "overlap": 2, "unknown": 3, "apart": 4}
    dated = [
        (compare_times(x, y, shift_days=shift), x, y)
        for x in pair.a.times
        for y in pair.b.times
        if x.type in {"DATE", "TIME"} and y.type in {"DATE", "TIME"}
    ]
    if not dated:
        return
    match, x, y = min(dated, key=lambda m: (rank[m[0].relation], m[1].span, m[2].span))
    values = (x.span.text, y.span.text)
    is_named = pair.a.telling.is_named or pair.b.telling.is_named
    if match.relation == "apart" and not is_named:
        verdict: Verdict = "unsure" if says_alike(x, y) else "conflict"
        yield Difference("time", (pair.i, pair.j), values, match.rule, verdict, match.reason)
    elif match.relation == "overlap" and not says_alike(x, y):
        yield Difference("time", (pair.i, pair.j), values, match.rule, "unsure", match.reason)
    elif match.relation == "a-more-precise":
        yield Difference("time", (pair.i, pair.j), values, match.rule, "more-precise", match.reason)
    elif match.relation == "b-more-precise":
        flipped = (values[1], values[0])
        yield Difference("time", (pair.j, pair.i), flipped, match.rule, "more-precise", match.reason)


def wording(pair: Pair) -> Iterator[Difference]:
    """Yield that two wordings of one utterance differ."""
    if pair.wording is None or pair.wording.relation == "same":
        return
    values = (pair.a.telling.span.text, pair.b.telling.span.text)
    verdict = "variant" if pair.wording.relation != "unsure" else "unsure"
    yield Difference(
        "wording",
        (pair.i, pair.j),
        values,
        f"wording-{pair.wording.relation}",
        "variant" if verdict == "variant" else "unsure",
        pair.wording.reason,
    )


def audience(pair: Pair) -> Iterator[Difference]:
    """Yield that words which an outlet says were said to it were said to others, as another has it."""
    one, other = pair.a.audience, pair.b.audience
    if one is None or other is None or not (pair.a.is_told_own or pair.b.is_told_own):
        return
    mine, theirs = ({w.casefold() for w in WORD.findall(v)} - words("stop_words") for v in (one, other))
    if mine & theirs:
        return
    reason = f"The same words, said to “{one}” by the one report and to “{other}” by the other."
    yield Difference("party", (pair.i, pair.j), (one, other), "other_audience", "unsure", reason)


def changes(pair: Pair) -> Iterator[Difference]:
    """Yield what the other rules don't understand of two sentences that are the same but for a word or two.

    They are unsure: the word may say the same. But nobody should take such tellings for two that agree.
    """
    if pair.a.telling.is_named or pair.b.telling.is_named:
        return
    lemmas = (pair.a.telling.lemma, pair.b.telling.lemma)
    if are_opposed(*lemmas) and not exclude(*lemmas):
        reason = f"“{lemmas[0]}” is the opposite of “{lemmas[1]}”."
        yield Difference("wording", (pair.i, pair.j), lemmas, "opposites", "unsure", reason)
    found = find_changes(_unread(pair.a, pair.b, pair), _unread(pair.b, pair.a, pair))
    understood = (
        {d.field for rule in (numbers, times, polarity, strength) for d in rule(pair)} if found else ()
    )
    # What the one quotes stands word by word in the other: a "not" that this has more turns nothing.
    if pair.wording is not None and (pair.wording.relation in {"cut", "extended"} or _have_more(pair)):
        understood = {*understood, "polarity", "strength", "name"}
    if pair.a.telling.modality == pair.b.telling.modality != "asserted":
        understood = {*understood, "strength"}  # "would forbid", "forbidding": both have been read as planned
    for change in found:
        if change.field not in understood:
            one, other = change.values
            reason = f"The words are nearly the same, but “{one}” stands against “{other}”."
            if not one or not other:
                reason = f"The words are nearly the same, but only one has “{one or other}”."
            yield Difference(change.field, (pair.i, pair.j), change.values, change.rule, "unsure", reason)


def _have_more(pair: Pair) -> bool:
    """Return whether both are of several sentences, of which one pair alone has been held to be the same."""
    return all(len(SENTENCE.findall(v.telling.span.text)) > 1 for v in (pair.a, pair.b))


def _unread(one: Version, other: Version, pair: Pair) -> str:
    """Return the words of a telling without the figures and times that were compared with the other's."""
    shift = _shift(pair) if one is pair.a else None
    dates = {"DATE", "TIME"}
    decided = [
        x.span
        for x in one.times
        for y in other.times
        if {x.type, y.type} <= dates and compare_times(x, y, shift_days=shift).relation != "unknown"
    ]
    decided += [
        x.span
        for x in one.figures
        for y in other.figures
        if compare_figures(x, y, shift_days=shift).relation in {"equal", "compatible", "updated"}
    ]
    text, start = one.telling.span.text, one.telling.span.start
    for span in decided:
        low, high = max(0, span.start - start), max(0, span.end - start)
        text = text[:low] + " " * (min(high, len(text)) - low) + text[high:] if low < len(text) else text
    return f"{_around(one.telling)} {text}" if one.telling.kind == "utterance" else text


def _around(telling: Telling) -> str:
    """Return the words of an utterance beside its content: who said it, in small letters, how and to whom.

    Its speakers are one party, by whatever names; but "two investors" are not "nine investors".
    """
    outside = [a for a in telling.arguments if not telling.span.meets(a.span)]
    said = [a.span.text.lower() if a.role == "agent" else a.span.text for a in outside]
    return " ".join((*said, *(h.text for h in telling.head)))


RULES: tuple[Callable[[Pair], Iterator[Difference]], ...] = (
    numbers, times, polarity, strength, wording, audience, changes,
)  # fmt: skip
"""All rules, in the order in which they are asked."""
