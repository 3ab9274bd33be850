"""A system's offsets brought to the gold's texts, and its parties and tellings matched to the gold's."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

Json = dict[str, Any]
Extent = tuple[int, int]
WORD = re.compile(r"\w+(?:[’']\w+)*")
HALF = 0.5
NEAR = 0.3


def words(text: str) -> list[Extent]:
    """Return the extents of the words of a text."""
    return [match.span() for match in WORD.finditer(text)]


class Shift:
    """Offsets of one text as offsets of another, by the words that both have in the same order."""

    def __init__(self, source: str, target: str) -> None:
        self.same = source == target
        if self.same:
            return
        self.source, self.target = words(source), words(target)
        ours = [source[s:e] for s, e in self.source]
        theirs = [target[s:e] for s, e in self.target]
        blocks = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        self.pairs = {a + k: b + k for a, b, size in blocks for k in range(size)}

    def extent(self, start: int, end: int) -> Extent | None:
        """Return the extent in the target of the words between two offsets, `None` if it has none of them."""
        if self.same:
            return start, end
        hit = [
            self.pairs[i] for i, (s, e) in enumerate(self.source) if s < end and e > start and i in self.pairs
        ]
        return (self.target[min(hit)][0], self.target[max(hit)][1]) if hit else None


def covered(text: str, extents: Iterable[Extent]) -> frozenset[int]:
    """Return the starts of the words that extents touch."""
    spans = list(extents)
    return frozenset(s for s, e in words(text) if any(s < b and e > a for a, b in spans))


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of what two sets have in common in what they have together, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def overlap(one: Extent, other: Extent) -> float:
    """Return the share of the characters that two extents have in common in those they have together."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def plain(name: str) -> tuple[str, ...]:
    """Return the words of a name, lower case, without article."""
    found = tuple(word.lower().removesuffix("'s").removesuffix("’s") for word in WORD.findall(name))
    return found[1:] if len(found) > 1 and found[0] in {"the", "a", "an"} else found


def alike(name: str, names: Iterable[str]) -> bool:
    """Return whether a name is one of several, or all its words stand in one, or those of one in it."""
    mine = set(plain(name))
    return bool(mine) and any(
        mine <= theirs or theirs <= mine for theirs in (set(plain(n)) for n in names) if theirs
    )


class Aligned:
    """One story's gold beside what a system says of it, all in the gold's offsets."""

    def __init__(self, gold: Json, account: Json, reports: dict[str, Json]) -> None:
        self.gold, self.account, self.reports = gold, account, reports
        self.texts = {report["id"]: report["text"] for report in gold["reports"]}
        self.outlets = {report["id"]: report["outlet"] for report in gold["reports"]}
        self.names = {party["id"]: [n.partition("@")[0] for n in party["names"]] for party in gold["parties"]}
        self.shifts = {
            name: Shift(reports.get(name, {}).get("text", text), text) for name, text in self.texts.items()
        }
        self.story_party = {
            (report, member): party["id"]
            for party in account.get("parties", [])
            for report, member in party.get("members", [])
        }
        self.party_names = {
            party["id"]: [party.get("name") or "", *(n for ns in party.get("names", {}).values() for n in ns)]
            for party in account.get("parties", [])
        }
        self.gold_at = self._gold_mentions()
        self.found_at = self._found_mentions()
        self.votes = self._votes()

    def extents(self, report: str, pieces: Iterable[Any]) -> list[Extent]:
        """Return pieces ([start, end] or with those keys) as extents of the gold's text."""
        shift, found = self.shifts[report], []
        for piece in pieces:
            start, end = (piece["start"], piece["end"]) if isinstance(piece, dict) else piece
            at = shift.extent(start, end)
            if at is not None:
                found.append(at)
        return found

    def _gold_mentions(self) -> dict[str, list[tuple[Extent, str]]]:
        found: dict[str, list[tuple[Extent, str]]] = {name: [] for name in self.texts}
        for party in self.gold["parties"]:
            for mention in party["mentions"]:
                found[mention["report"]].append(((mention["start"], mention["end"]), party["id"]))
        return {name: sorted(mentions) for name, mentions in found.items()}

    def _found_mentions(self) -> dict[str, list[tuple[Extent, str]]]:
        found: dict[str, list[tuple[Extent, str]]] = {name: [] for name in self.texts}
        for name, report in self.reports.items():
            for mention in report.get("mentions", []):
                for at in self.extents(name, [mention]):
                    party = str(mention["party"])
                    found[name].append((at, self.story_party.get((name, party), f"{name}/{party}")))
        return {name: sorted(mentions) for name, mentions in found.items()}

    def mention_of(self, report: str, at: Extent) -> str | None:
        """Return the system's party of the mention that is nearest to an extent, `None` if none is near."""
        near = [(overlap(at, found), party) for found, party in self.found_at[report]]
        best = max(near, default=(0.0, ""), key=lambda pair: (pair[0], pair[1]))
        return best[1] if best[0] >= NEAR else None

    def _votes(self) -> dict[tuple[str, str], Counter[str]]:
        """Return, per report and party of the system, how often its mentions are which gold party's."""
        votes: dict[tuple[str, str], Counter[str]] = {}
        for report, mentions in self.gold_at.items():
            for at, gold_party in mentions:
                party = self.mention_of(report, at)
                if party is not None:
                    votes.setdefault((report, party), Counter())[gold_party] += 1
        return votes

    def gold_names(self, gold_party: str) -> list[str]:
        """Return the names of a party or a report of the gold, none if it has neither."""
        return [*self.names.get(gold_party, []), *filter(None, [self.outlets.get(gold_party)])]

    def is_party(self, gold_party: str, report: str, party: str | None, name: str | None) -> bool:
        """Return whether a system's party in a report is a party (or a cited report) of the gold."""
        names = self.gold_names(gold_party)
        votes = self.votes.get((report, party or ""))
        if votes:
            return votes[gold_party] == max(votes.values())
        known = [name or "", *self.party_names.get(party or "", [])]
        return any(alike(each, names) for each in known if each)


def match_tellings(aligned: Aligned) -> dict[tuple[int, int], tuple[int, int]]:
    """Return which telling of the system is which of the gold: (claim, telling) to (claim, telling).

    A telling of an act, state or figure is matched by its head; where the system gives no head, by half of
    its words. An utterance is matched by half of the words of its content.
    """
    predicted: dict[str, list[tuple[tuple[int, int], str, frozenset[int], frozenset[int]]]] = {}
    for i, claim in enumerate(aligned.account.get("claims", [])):
        for j, telling in enumerate(claim.get("tellings", [])):
            report = telling["report"]
            if report in aligned.texts:
                text = aligned.texts[report]
                whole = covered(text, aligned.extents(report, [telling]))
                head = covered(text, aligned.extents(report, telling.get("head") or ()))
                predicted.setdefault(report, []).append(((i, j), claim.get("kind", ""), whole, head))
    scored: list[tuple[float, tuple[int, int], tuple[int, int]]] = []
    for i, claim in enumerate(aligned.gold["claims"]):
        for j, telling in enumerate(claim["tellings"]):
            text = aligned.texts[telling["report"]]
            whole = covered(text, [(telling["start"], telling["end"])])
            head = covered(text, [(piece["start"], piece["end"]) for piece in telling["head"]])
            for key, kind, their_whole, their_head in predicted.get(telling["report"], ()):
                fit = jaccard(whole, their_whole)
                score = _fit(claim["kind"], kind, fit, bool(head & their_head) if their_head else None)
                if score > 0:
                    scored.append((score, (i, j), key))
    return _one_to_one(scored)


def _fit(gold_kind: str, kind: str, fit: float, heads_meet: bool | None) -> float:
    """Return how well two tellings fit, 0 if not at all; of the same sort before others."""
    utterances = (gold_kind == "utterance", kind == "utterance")
    if utterances == (False, False) and heads_meet is not None:
        return 2 + fit if heads_meet else 0.0
    if fit < HALF:
        return 0.0
    return 1 + fit if utterances[0] == utterances[1] else fit


def _one_to_one(
    scored: Sequence[tuple[float, tuple[int, int], tuple[int, int]]],
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the best pairs, each side used once."""
    matched: dict[tuple[int, int], tuple[int, int]] = {}
    used: set[tuple[int, int]] = set()
    for _, gold, theirs in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if gold not in matched and theirs not in used:
            matched[gold] = theirs
            used.add(theirs)
    return matched
