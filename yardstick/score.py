"""The scores of one story, layer by layer, as counts that add up over stories.

Every measure is a fraction (right, of); precision and recall of a layer make its F1 when they are shown.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Hashable
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from align import Aligned, match_tellings, plain
from score_reports import (
    Counts,
    bcubed,
    score_attributions,
    score_parties,
    score_parts,
    score_published,
)

Json = dict[str, Any]
Matches = dict[tuple[int, int], tuple[int, int]]
STANDINGS = ("independent", "repeated", "unestablished", "single")


def score_story(
    gold: Json, account: Json, reports: dict[str, Json]
) -> tuple[Counts, Counter[tuple[str, str]]]:
    """Return the counts of every measure, and the table of standings (gold, the system's).

    Args:
        gold: a story's `gold.json`.
        account: the system's `twosource/account/1`, `{}` if it gave none.
        reports: its `twosource/report/1` by report id.
    """
    aligned = Aligned(gold, account, reports)
    matches = match_tellings(aligned)
    counts: Counts = {}
    for layer in (score_parts, score_published, score_parties, score_attributions, _copies):
        counts |= layer(aligned)
    for of_matches in (_claims, _chains, _origins, _differences):
        counts |= of_matches(aligned, matches)
    claims, table = _standings(aligned, matches)
    return counts | claims, table


def _copies(aligned: Aligned) -> Counts:
    """Return pairs of reports that share text: precision and recall, and directions right of those found."""
    gold: dict[frozenset[str], tuple[str, str, str]] = {}
    for report in aligned.gold["reports"]:
        for copy in report["copies"]:
            gold[frozenset((report["id"], copy["of"]))] = (report["id"], copy["of"], copy["direction"])
    theirs: dict[frozenset[str], tuple[str, str, str]] = {}
    for copy in aligned.account.get("copies", []):
        theirs[frozenset((copy["report"], copy["of"]))] = (copy["report"], copy["of"], copy["direction"])
    hits = gold.keys() & theirs.keys()
    right = sum(_same_way(gold[pair], theirs[pair]) for pair in hits)
    return {
        "copies P": (len(hits), len(theirs)),
        "copies R": (len(hits), len(gold)),
        "copies direction": (right, len(hits)),
    }


def _same_way(gold: tuple[str, str, str], theirs: tuple[str, str, str]) -> bool:
    """Return whether a direction is as in the gold: unknown, or the same report took it."""
    open_ways = (gold[2] == "not recorded", theirs[2] == "not recorded")
    return open_ways == (True, True) or (open_ways == (False, False) and gold[0] == theirs[0])


def _claims(aligned: Aligned, matches: Matches) -> Counts:
    """Return coverage of the gold's tellings, BCubed over them, and claims and pairs told by several."""
    gold: list[Hashable] = []
    theirs: list[Hashable] = []
    where: list[str] = []
    for i, claim in enumerate(aligned.gold["claims"]):
        for j, telling in enumerate(claim["tellings"]):
            gold.append(i)
            theirs.append(matches[i, j][0] if (i, j) in matches else ("none", i, j))
            where.append(telling["report"])
    precision, recall = bcubed(gold, theirs)
    tally: Counter[str] = Counter()
    for a, b in combinations(range(len(gold)), 2):
        if where[a] != where[b]:
            same, shown_same = gold[a] == gold[b], theirs[a] == theirs[b]
            tally.update(ours=same, theirs=shown_same, hit=same and shown_same)
    several: dict[Hashable, tuple[set[str], set[Hashable]]] = {}
    for mine, claim, report in zip(theirs, gold, where, strict=True):
        told = several.setdefault(mine, (set(), set()))
        told[0].add(report)
        told[1].add(claim)
    shown = [claims for reports, claims in several.values() if len(reports) > 1]
    return {
        "tellings found": (len(matches), len(gold)),
        "claims B3 P": (precision, len(gold)),
        "claims B3 R": (recall, len(gold)),
        "pairs P": (tally["hit"], tally["theirs"]),
        "pairs R": (tally["hit"], tally["ours"]),
        "told by several, one claim": (sum(len(claims) == 1 for claims in shown), len(shown)),
    }


def _chains(aligned: Aligned, matches: Matches) -> Counts:
    """Return first speakers and whole chains that are right, of the matched tellings."""
    tally: Counter[str] = Counter()
    claims = aligned.account.get("claims", [])
    for (i, j), (k, m) in matches.items():
        ours = aligned.gold["claims"][i]["tellings"][j]
        theirs = claims[k]["tellings"][m]
        gold = passed_on(aligned, ours["report"], ours)
        found = passed_on(aligned, ours["report"], theirs)
        if claims[k].get("kind") == "utterance" and aligned.gold["claims"][i]["kind"] != "utterance":
            found = found[1:] if len(found) > len(gold) else found  # "X demanded" is told as X's words
        right = [
            same_hop(aligned, ours["report"], one, other) for one, other in zip(gold, found, strict=False)
        ]
        tally.update(all=1, exact=len(gold) == len(found) and all(right))
        if gold and gold[0]["role"] == "speaker":
            tally.update(spoken=1, speaker=bool(right and right[0]))
        else:
            tally.update(own=1, silent=not found or found[0].get("role") != "speaker")
    return {
        "chain speaker": (tally["speaker"], tally["spoken"]),
        "chain own voice": (tally["silent"], tally["own"]),
        "chain exact": (tally["exact"], tally["all"]),
    }


def passed_on(aligned: Aligned, report: str, telling: Json) -> list[Json]:
    """Return the hops of a chain before the outlet; the outlet as its own source is no hop."""
    outlet = plain(aligned.outlets[report] or "")
    found = []
    for hop in telling.get("chain", []):
        names = aligned.gold_names(hop["party"]) if hop.get("party") else []
        names = [*names, *aligned.party_names.get(hop.get("party") or "", []), hop.get("name") or ""]
        if hop.get("role") != "outlet" and outlet not in {plain(name) for name in names}:
            found.append(hop)
    return found


def same_hop(aligned: Aligned, report: str, gold: Json, hop: Json) -> bool:
    """Return whether a hop is the gold's: an unknown party by its role, others by their party."""
    if gold["party"] is None:
        return bool(hop.get("role") == gold["role"])
    return aligned.is_party(gold["party"], report, hop.get("party"), hop.get("name"))


def _origins(aligned: Aligned, matches: Matches) -> Counts:
    """Return origins and lineages that are right, of the matched tellings."""
    origins = {origin["id"]: origin for origin in aligned.account.get("origins", [])}
    tally: Counter[str] = Counter()
    for (i, j), (k, m) in matches.items():
        ours = aligned.gold["claims"][i]["tellings"][j]
        theirs = aligned.account["claims"][k]["tellings"][m]
        origin = origins.get(theirs.get("origin"), {})
        party, _, _ = ours["origin"].partition("@")
        right = aligned.is_party(party, ours["report"], origin.get("party"), origin.get("name"))
        right = right or (party == "None" and theirs.get("lineage") == "not recorded")
        lineage = ours["lineage"] == theirs.get("lineage")
        tally.update(all=1, origin=right, lineage=lineage, both=right and lineage)
    return {
        "origin right": (tally["origin"], tally["all"]),
        "lineage right": (tally["lineage"], tally["all"]),
    }


def known_origins(account: Json, claim: Json) -> int:
    """Return how many origins of a system's claim are recorded or inferred, dependent ones counted once."""
    origins = {origin["id"]: origin for origin in account.get("origins", [])}
    known = [
        o for o in claim.get("origins", []) if origins.get(o, {}).get("lineage") in {"recorded", "inferred"}
    ]
    groups = [{name} for name in known]
    for name in known:
        tied = {name, *origins[name].get("depends_on", [])}
        joined: set[str] = set().union(*(group for group in groups if group & tied))
        groups = [group for group in groups if not group & tied] + [joined]
    return len(groups)


def claim_of(matches: Matches) -> dict[int, int]:
    """Return for each gold claim the system's claim that holds most of its tellings, the first of equals."""
    votes: dict[int, Counter[int]] = {}
    for (i, _), (k, _) in matches.items():
        votes.setdefault(i, Counter())[k] += 1
    return {i: min(found, key=lambda k: (-found[k], k)) for i, found in votes.items()}


def gold_of(matches: Matches) -> dict[int, int]:
    """Return for each claim of the system the gold claim that most of its tellings are of."""
    votes: dict[int, Counter[int]] = {}
    for (i, _), (k, _) in matches.items():
        votes.setdefault(k, Counter())[i] += 1
    return {k: min(found, key=lambda i: (-found[i], i)) for k, found in votes.items()}


def _standings(aligned: Aligned, matches: Matches) -> tuple[Counts, Counter[tuple[str, str]]]:
    """Return standing, number of origins and day of the matched claims, and the table of standings."""
    claims, table = aligned.account.get("claims", []), Counter[tuple[str, str]]()
    best, tally = claim_of(matches), Counter[str]()
    for i, gold in enumerate(aligned.gold["claims"]):
        theirs = claims[best[i]] if i in best else None
        table[gold["standing"], theirs.get("standing", "none") if theirs else "missing"] += 1
        if theirs is None:
            continue
        tally.update(claims=1, standing=gold["standing"] == theirs.get("standing"))
        if gold["standing"] != "single":
            tally.update(shared=1, shared_right=gold["standing"] == theirs.get("standing"))
        every = {t["origin"] for t in gold["tellings"] if t["lineage"] != "not recorded"}
        tally.update(number=known_origins(aligned.account, theirs) in {gold["origins_known"], len(every)})
        tally.update(_day(gold, theirs))
    of = gold_of(matches)
    for k, claim in enumerate(claims):
        if claim.get("standing") == "independent":
            judged = k in of
            wrong = judged and aligned.gold["claims"][of[k]]["standing"] != "independent"
            tally.update(shown=judged, false=wrong, unjudged=not judged)
    independent = sum(n for (gold, _), n in table.items() if gold == "independent")
    return {
        "standing right": (tally["standing"], tally["claims"]),
        "standing right, told by several": (tally["shared_right"], tally["shared"]),
        "independent found": (table["independent", "independent"], independent),
        "FALSE INDEPENDENT": (tally["false"], tally["shown"]),
        "independent, not judged": (tally["unjudged"], tally["unjudged"] + tally["shown"]),
        "number of origins": (tally["number"], tally["claims"]),
        "when right": (tally["when"], tally["when_known"]),
        "when wrong": (tally["when_wrong"], tally["when_said"]),
    }, table


def _day(gold: Json, theirs: Json) -> Counter[str]:
    """Return whether the day of a matched claim is right: within the days of the gold."""
    if gold["when"] is None:
        return Counter()
    start, end = gold["when"]["from"], gold["when"]["to"]
    when = theirs.get("when") or {}
    said = (when.get("from") or "")[:10], (when.get("to") or when.get("from") or "")[:10]
    tally = Counter(when_known=int(start is not None), when_said=int(bool(said[0])))
    if said[0]:
        right = start is not None and start <= said[0] and said[1] <= end
        tally.update(when=int(right), when_wrong=int(not right))
    return tally


def _differences(aligned: Aligned, matches: Matches) -> Counts:
    """Return differences found and right, verdicts right of those found, and conflicts apart."""
    back = {theirs: ours for ours, theirs in matches.items()}
    of = gold_of(matches)
    tally: Counter[str] = Counter()
    hit: set[tuple[int, int]] = set()
    agreed: set[tuple[int, int]] = set()
    for k, claim in enumerate(aligned.account.get("claims", [])):
        for difference in claim.get("differences", []):
            told = [(k, index) for index in difference["tellings"]]
            golds = {back[key][0] for key in told if key in back} or ({of[k]} if k in of else set())
            if not golds:
                tally.update(unjudged=1)
                continue
            reports = [claim["tellings"][index]["report"] for index in difference["tellings"]]
            found = [key for i in sorted(golds) for key in gold_differences(aligned, i, difference, reports)]
            verdicts = [v for i, n in found for v in aligned.gold["claims"][i]["differences"][n]["verdicts"]]
            right = difference["verdict"] in verdicts or is_update(difference, verdicts)
            is_conflict = difference["verdict"] == "conflict"
            tally.update(theirs=1, right=bool(found), verdict=right)
            tally.update(conflicts=is_conflict, conflict_right=is_conflict and right)
            hit.update(found)
            agreed.update(key for key in found if right)
    every = [(i, n) for i, c in enumerate(aligned.gold["claims"]) for n in range(len(c["differences"]))]
    firm = {
        (i, n) for i, n in every if aligned.gold["claims"][i]["differences"][n]["verdicts"][0] == "conflict"
    }
    return {
        "differences P": (tally["right"], tally["theirs"]),
        "differences R": (len(hit), len(every)),
        "difference verdict": (tally["verdict"], tally["right"]),
        "conflicts P": (tally["conflict_right"], tally["conflicts"]),
        "conflicts R": (len(agreed & firm), len(firm)),
    }


def is_update(difference: Json, verdicts: list[str]) -> bool:
    """Return whether a system's variant of a number is the gold's update: its format has no other word."""
    return difference["field"] == "number" and difference["verdict"] == "variant" and "update" in verdicts


def gold_differences(aligned: Aligned, i: int, difference: Json, reports: list[str]) -> list[tuple[int, int]]:
    """Return the gold's differences of a claim between two reports in one field."""
    found = []
    for n, gold in enumerate(aligned.gold["claims"][i]["differences"]):
        a, b = (set(side["reports"]) for side in gold["values"])
        between = (reports[0] in a and reports[1] in b) or (reports[0] in b and reports[1] in a)
        if between and gold["field"] == difference["field"]:
            found.append((i, n))
    return found


def added(counts: list[Counts]) -> Counts:
    """Return the sums of counts."""
    total: Counts = {}
    for each in counts:
        for name, (hit, of) in each.items():
            before = total.get(name, (0.0, 0.0))
            total[name] = (before[0] + hit, before[1] + of)
    return total


__all__ = ["STANDINGS", "Counts", "added", "score_story"]
