"""What a system got wrong in a story of the open half, in lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from align import Aligned, covered, match_tellings
from score import Matches, claim_of, gold_differences, passed_on, same_hop

Json = dict[str, Any]


def errors(gold: Json, account: Json, reports: dict[str, Json]) -> Iterator[str]:
    """Yield a line for each thing that is wrong, layer by layer.

    Raises:
        ValueError: the story is not of the open half.
    """
    if gold["half"] != "open":
        raise ValueError(f"{gold['story']} is closed: nobody looks at its errors")
    aligned = Aligned(gold, account, reports)
    matches = match_tellings(aligned)
    yield from _parts(aligned)
    yield from _tellings(aligned, matches)
    yield from _claims(aligned, matches)
    yield from _differences(aligned, matches)


def _parts(aligned: Aligned) -> Iterator[str]:
    """Yield lines of a report whose role is wrong."""
    for report in aligned.gold["reports"]:
        parts = aligned.reports.get(report["id"], {}).get("parts", [])
        text = report["text"]
        for part in report["parts"]:
            mine = covered(text, [(part["start"], part["end"])])
            roles = {
                found["role"]
                for found in parts
                if covered(text, aligned.extents(report["id"], [found])) & mine
            } or {"left out"}
            if roles - {part["role"], "left out"}:
                yield f"part {report['id']}: {part['role']} shown as {sorted(roles)}: {part['text'][:70]!r}"
        truth, said = (
            report["published"]["value"],
            aligned.reports.get(report["id"], {}).get("published") or {},
        )
        if truth and (said.get("value") or "")[:10] != truth[:10]:
            yield f"published {report['id']}: {truth} shown as {said.get('value')} ({said.get('basis')})"


def _tellings(aligned: Aligned, matches: Matches) -> Iterator[str]:
    """Yield tellings that were not found, and chains and origins that are wrong."""
    origins = {origin["id"]: origin for origin in aligned.account.get("origins", [])}
    for i, claim in enumerate(aligned.gold["claims"]):
        for j, ours in enumerate(claim["tellings"]):
            where = f"{claim['id']} in {ours['report']}: {ours['text'][:60]!r}"
            if (i, j) not in matches:
                yield f"not found: {where}"
                continue
            k, m = matches[i, j]
            theirs = aligned.account["claims"][k]["tellings"][m]
            gold = passed_on(aligned, ours["report"], ours)
            found = passed_on(aligned, ours["report"], theirs)
            pairs = zip(gold, found, strict=False)
            if len(gold) != len(found) or not all(same_hop(aligned, ours["report"], *pair) for pair in pairs):
                names = [hop.get("name") or hop.get("party") for hop in found]
                yield f"chain {where}: {[hop['party'] for hop in gold]} shown as {names}"
            if ours["lineage"] != theirs.get("lineage"):
                name = origins.get(theirs.get("origin"), {}).get("name")
                shown = f"{name} {theirs.get('lineage')}"
                yield f"origin {where}: {ours['origin']} {ours['lineage']}, shown {shown}"


def _claims(aligned: Aligned, matches: Matches) -> Iterator[str]:
    """Yield claims that were joined or kept apart wrongly, or stand otherwise than they should."""
    claims, best = aligned.account.get("claims", []), claim_of(matches)
    for i, gold in enumerate(aligned.gold["claims"]):
        apart = {matches[i, j][0] for j in range(len(gold["tellings"])) if (i, j) in matches}
        if len(apart) > 1:
            yield f"kept apart {gold['id']}: {[claims[k]['text'][:50] for k in sorted(apart)]}"
        if i in best and claims[best[i]].get("standing") != gold["standing"]:
            shown = claims[best[i]]
            reason = shown.get("standing_reason", "")
            yield f"standing {gold['id']}: {gold['standing']} shown as {shown.get('standing')}: {reason}"
    keys = sorted(matches)
    for a, b in combinations(keys, 2):
        ours, theirs = (aligned.gold["claims"][key[0]]["tellings"][key[1]] for key in (a, b))
        if matches[a][0] == matches[b][0] and a[0] != b[0] and ours["report"] != theirs["report"]:
            both = (f"{told['text'][:60]!r} ({told['report']})" for told in (ours, theirs))
            yield f"joined: {', '.join(both)}"


def _differences(aligned: Aligned, matches: Matches) -> Iterator[str]:
    """Yield differences that are not in the gold, and those of the gold that were not found."""
    hit: set[tuple[int, int]] = set()
    back = {theirs: ours for ours, theirs in matches.items()}
    for k, claim in enumerate(aligned.account.get("claims", [])):
        for shown in claim.get("differences", []):
            golds = {back[k, index][0] for index in shown["tellings"] if (k, index) in back}
            reports = [claim["tellings"][index]["report"] for index in shown["tellings"]]
            found = [key for i in sorted(golds) for key in gold_differences(aligned, i, shown, reports)]
            hit.update(found)
            if not found:
                what = f"{shown['field']} {shown['verdict']} {shown.get('values')}"
                yield f"difference not in the gold: {what} {reports}"
    for i, gold in enumerate(aligned.gold["claims"]):
        for n, difference in enumerate(gold["differences"]):
            if (i, n) not in hit:
                sides = [f"{side['reports']} {side['text']!r}" for side in difference["values"]]
                what = f"{gold['id']} {difference['field']} {difference['verdicts'][0]}"
                yield f"difference not found: {what} {sides}"
