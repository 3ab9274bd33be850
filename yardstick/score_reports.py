"""The scores of what is told of each report alone: parts, dates, parties, attributions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

from align import HALF, Aligned, covered, jaccard

Json = dict[str, Any]
Counts = dict[str, tuple[float, float]]


def score_parts(aligned: Aligned) -> Counts:
    """Return precision and recall of body and residue in characters that are not blank, and roles right."""
    tally: Counter[tuple[str, str]] = Counter()
    for report in aligned.gold["reports"]:
        text, roles = report["text"], ["residue"] * len(report["text"])
        for part in aligned.reports.get(report["id"], {}).get("parts", []):
            for start, end in aligned.extents(report["id"], [part]):
                roles[start:end] = [part["role"]] * (end - start)
        for part in report["parts"]:
            span = range(part["start"], part["end"])
            tally.update((part["role"], roles[i]) for i in span if not text[i].isspace())
    found: Counts = {"parts role": (sum(n for (a, b), n in tally.items() if a == b), sum(tally.values()))}
    for role in ("body", "residue"):
        hit = tally[role, role]
        found[f"parts {role} P"] = (hit, sum(n for (_, b), n in tally.items() if b == role))
        found[f"parts {role} R"] = (hit, sum(n for (a, _), n in tally.items() if a == role))
    return found


def score_published(aligned: Aligned) -> Counts:
    """Return days of publication that are right, and days said that are wrong."""
    right = known = wrong = said = 0
    for report in aligned.gold["reports"]:
        value = (aligned.reports.get(report["id"], {}).get("published") or {}).get("value") or ""
        day = value[:10] if value[:4].isdigit() and len(value) >= 10 else None
        truth = report["published"]["value"]
        truth = truth[:10] if truth else None
        known += truth is not None
        said += day is not None
        right += day is not None and day == truth
        wrong += day is not None and day != truth
    return {"published right": (right, known), "published wrong": (wrong, said)}


def bcubed(gold: list[Hashable], theirs: list[Hashable]) -> tuple[float, float]:
    """Return the sums over all items of BCubed precision and recall of two clusterings of the same items."""
    both, ours, others = Counter(zip(gold, theirs, strict=True)), Counter(gold), Counter(theirs)
    pairs = list(zip(gold, theirs, strict=True))
    return (sum(both[a, b] / others[b] for a, b in pairs), sum(both[a, b] / ours[a] for a, b in pairs))


def score_parties(aligned: Aligned) -> Counts:
    """Return BCubed over the gold's mentions, those not found being each alone, and how many were found."""
    kinds = {party["id"]: party["type"] for party in aligned.gold["parties"]}
    gold: list[Hashable] = []
    theirs: list[Hashable] = []
    found = 0
    for report, mentions in sorted(aligned.gold_at.items()):
        for number, (at, party) in enumerate(mentions):
            mine = aligned.mention_of(report, at)
            gold.append((party, report) if kinds[party] == "unnamed" else party)
            theirs.append(mine if mine is not None else (report, number))
            found += mine is not None
    precision, recall = bcubed(gold, theirs)
    total = len(gold)
    return {
        "parties found": (found, total),
        "parties B3 P": (precision, total),
        "parties B3 R": (recall, total),
    }


def score_attributions(aligned: Aligned) -> Counts:
    """Return attributions found and right, and of those found: speaker, via and kind right."""
    tally: Counter[str] = Counter()
    for report in aligned.gold["reports"]:
        name, text = report["id"], report["text"]
        ours = [a for a in aligned.gold["attributions"] if a["report"] == name]
        theirs = aligned.reports.get(name, {}).get("attributions", [])
        sets = [covered(text, [(p["start"], p["end"]) for p in a["content"]]) for a in ours]
        found = [covered(text, aligned.extents(name, a.get("content", []))) for a in theirs]
        fits = [(jaccard(one, other), i, j) for i, one in enumerate(sets) for j, other in enumerate(found)]
        tally.update(ours=len(ours), theirs=len(theirs))
        left, right = set(range(len(ours))), set(range(len(theirs)))
        for fit, i, j in sorted(fits, key=lambda item: (-item[0], item[1], item[2])):
            if fit >= HALF and i in left and j in right:
                left.remove(i)
                right.remove(j)
                tally.update(_one_attribution(aligned, name, ours[i], theirs[j]))
    return {
        "attributions P": (tally["hit"], tally["theirs"]),
        "attributions R": (tally["hit"], tally["ours"]),
        "speaker right": (tally["speaker"], tally["speakers"]),
        "via right": (tally["via"], tally["hit"]),
        "kind right": (tally["kind"], tally["hit"]),
    }


def _one_attribution(aligned: Aligned, report: str, ours: Json, theirs: Json) -> Counter[str]:
    """Return what is right of a matched attribution."""
    tally = Counter(hit=1, kind=int(ours["kind"] == theirs.get("kind")))
    if ours["speaker"] is not None:
        speaker = theirs.get("speaker")
        words = [(p["start"], p["end"]) for p in ours["source"]]
        party = aligned.story_party.get((report, str(speaker)), f"{report}/{speaker}")
        names = {p["id"]: p.get("name") for p in aligned.reports[report].get("parties", [])}
        right = speaker is not None and aligned.is_party(ours["speaker"], report, party, names.get(speaker))
        unnamed = ours["speaker"] not in aligned.names or not aligned.names[ours["speaker"]]
        if not right and unnamed:
            mine = aligned.extents(report, theirs.get("source", []))
            right = (
                jaccard(covered(aligned.texts[report], words), covered(aligned.texts[report], mine)) >= HALF
            )
        tally.update(speakers=1, speaker=int(right))
    vias = [(v.get("party"), aligned.extents(report, [v])) for v in theirs.get("via", [])]
    same = len(vias) == len(ours["via"])
    for gold_party, (party, at) in zip(ours["via"], vias, strict=False):
        name = aligned.texts[report][slice(*at[0])] if at else None
        same = same and aligned.is_party(gold_party, report, aligned.story_party.get((report, party)), name)
    tally.update(via=int(same))
    return tally
