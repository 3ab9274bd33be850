"""What follows from the gold: mentions of parties, chain and origin of each telling, counts of origins."""

from __future__ import annotations

import re
from typing import Any

from patterns import GoldError

Json = dict[str, Any]


def mentions(party: Json, parties: list[Json], reports: list[Json]) -> list[Json]:
    """Return where the names of a party stand in bodies and bylines, but not inside a longer name of another.

    A name may be bound to reports: `the mayor@courier,ledger`.
    """
    longer = [name for other in parties for name, _ in map(_bound, other["names"])]
    found: list[Json] = []
    for report in reports:
        text = report["text"]
        taken: list[tuple[int, int]] = []
        names = sorted((_bound(name) for name in party["names"]), key=lambda pair: (-len(pair[0]), pair[0]))
        for name, only in names:
            if only and report["id"] not in only:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                at = match.span()
                if any(s < at[1] and e > at[0] for s, e in taken) or not _in_body(at, report):
                    continue
                if _inside_longer(text, at, name, longer):
                    continue
                taken.append(at)
        found += [{"report": report["id"], "start": s, "end": e, "text": text[s:e]} for s, e in sorted(taken)]
    return found


def _bound(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a name and the reports that it is bound to, none if to all."""
    bare, _, only = name.partition("@")
    return bare, tuple(only.split(",")) if only else ()


def _in_body(at: tuple[int, int], report: Json) -> bool:
    """Return whether an extent stands in the body."""
    return any(p["role"] == "body" and p["start"] <= at[0] and at[1] <= p["end"] for p in report["parts"])


def _inside_longer(text: str, at: tuple[int, int], name: str, longer: list[str]) -> bool:
    """Return whether the words stand inside a longer name of the story."""
    for other in longer:
        if len(other) > len(name) and name in other:
            shift = other.find(name)
            start = at[0] - shift
            if start >= 0 and text[start : start + len(other)] == other:
                return True
    return False


def add_lineage(gold: Json) -> None:
    """Give each telling its attribution, its chain and its origin, and the story what only one report has."""
    said: dict[str, list[Json]] = {}
    for attribution in gold["attributions"]:
        said.setdefault(attribution["report"], []).append(attribution)
    by_id = {attribution["id"]: attribution for attribution in gold["attributions"]}
    reports = {report["id"]: report for report in gold["reports"]}
    types = {party["id"]: party["type"] for party in gold["parties"]}
    for report in gold["reports"]:
        if report["voice"] is None or report["published"] is None:
            raise GoldError(f"report {report['id']}: no voice, or no published")
    for claim in gold["claims"]:
        for telling in claim["tellings"]:
            if telling["attribution"] is None:
                telling["attribution"] = _innermost(telling, said.get(telling["report"], []))
            _lineage(telling, claim["kind"], reports[telling["report"]], by_id, types)
        claim["tellings"].sort(key=lambda telling: (telling["report"], telling["start"], telling["end"]))
    gold["only_in"] = {
        name: [c["id"] for c in gold["claims"] if {t["report"] for t in c["tellings"]} == {name}]
        for name in reports
    }


def _innermost(telling: Json, attributions: list[Json]) -> str | None:
    """Return the id of the shortest attribution whose content holds the head of the telling."""
    at = telling["head"][0]
    fits = [
        (sum(piece["end"] - piece["start"] for piece in a["content"]), a["id"])
        for a in attributions
        if any(piece["start"] <= at["start"] and at["end"] <= piece["end"] for piece in a["content"])
    ]
    return min(fits)[1] if fits else None


def _lineage(telling: Json, kind: str, report: Json, by_id: dict[str, Json], types: dict[str, str]) -> None:
    """Set the chain, the origin and its lineage of one telling."""
    hops: list[Json] = []
    given = telling.pop("given_chain", None)
    own = False
    if given is not None:
        hops = [
            {"party": name, "role": "via" if i else "speaker"}
            for i, name in enumerate(given.split(">"))
            if name != "self"
        ]
    else:
        at = telling["attribution"]
        while at is not None:
            attribution = by_id[at]
            own = own or bool(attribution["own"])
            hops.append({"party": attribution["speaker"], "role": "speaker" if not hops else "via"})
            hops += [{"party": name, "role": "via"} for name in attribution["via"]]
            at = attribution["inside"]
    voice = report["voice"]
    if voice["origin"] in types and voice["lineage"] == "recorded" and not own and given != "self":
        hops.append({"party": voice["origin"], "role": "agency"})
    hops.append({"party": report["id"], "role": "outlet"})
    telling["chain"] = hops
    first = hops[1] if kind == "utterance" and len(hops) > 1 else hops[0]
    origin, lineage = first["party"], "recorded"
    if first["role"] == "outlet":
        origin, lineage = (report["id"], "recorded") if own else (voice["origin"], voice["lineage"])
        origin = report["id"] if origin == "self" else origin
    elif origin is None or types.get(str(origin)) == "unnamed":
        origin, lineage = f"{origin}@{report['id']}", "not recorded"
    told = telling.pop("given_o", None)
    if told is not None:
        origin, _, lineage = told.partition(":")
        origin, lineage = (
            report["id"] if origin == "self" else origin,
            lineage.replace("-", " ") or "recorded",
        )
    telling |= {"origin": origin, "lineage": lineage}


def check_claims(gold: Json, name: str) -> None:
    """Check that ids resolve, and that the standing and number of origins fit the tellings.

    Raises:
        GoldError: they don't.
    """
    parties = {party["id"] for party in gold["parties"]}
    reports = {report["id"] for report in gold["reports"]}
    named = [(a["id"], p) for a in gold["attributions"] for p in (a["speaker"], *a["via"]) if p is not None]
    named += [(r["id"], c["agency"]) for r in gold["reports"] for c in r["credits"]]
    named += [("rel", p) for r in gold["relations"] for p in (r["party"], r["to"])]
    for where, party in named:
        if party not in parties | reports:
            raise GoldError(f"{name} {where}: no party {party!r}")
    ids = [claim["id"] for claim in gold["claims"]]
    if len(ids) != len(set(ids)):
        raise GoldError(f"{name}: a claim stands twice: {sorted(i for i in ids if ids.count(i) > 1)}")
    heads: dict[tuple[str, int, bool], str] = {}
    for claim in gold["claims"]:
        _check_claim(gold, claim, name, parties | reports)
        for telling in claim["tellings"]:
            key = (telling["report"], telling["head"][0]["start"], claim["kind"] == "utterance")
            if key in heads:
                raise GoldError(
                    f"{name}: {telling['text']!r} tells {heads[key]} and {claim['id']} by one head"
                )
            heads[key] = claim["id"]


def _check_claim(gold: Json, claim: Json, name: str, known_ids: set[str]) -> None:
    """Check one claim."""
    where = f"{name} claim {claim['id']}"
    for telling in claim["tellings"]:
        for party in [hop["party"] for hop in telling["chain"]] + [telling["origin"].partition("@")[0]]:
            if party is not None and party not in known_ids | {"?", "None"}:
                raise GoldError(f"{where}: no party {party!r}")
    counted = [telling for telling in claim["tellings"] if telling["counted"]]
    outlets = {telling["report"] for telling in counted}
    known = known_origins(counted, gold["relations"])
    unknown = {t["origin"] for t in counted if t["lineage"] == "not recorded"}
    if not counted:
        raise GoldError(f"{where}: no telling counts")
    if len(known) != claim["origins_known"]:
        raise GoldError(f"{where}: {claim['origins_known']} origins, but {sorted(map(sorted, known))}")
    if (len(outlets) == 1) != (claim["standing"] == "single"):
        raise GoldError(f"{where}: {claim['standing']}, but told by {sorted(outlets)}")
    if claim["standing"] == "independent" and len(known) < 2:
        raise GoldError(f"{where}: independent, but {sorted(map(sorted, known))}")
    if claim["standing"] == "repeated" and known and unknown:
        raise GoldError(f"{where}: repeated, but not recorded: {sorted(unknown)}")
    if claim["standing"] == "unestablished" and not unknown:
        raise GoldError(f"{where}: unestablished, but all is recorded")


def known_origins(tellings: list[Json], relations: list[Json]) -> list[set[str]]:
    """Return the origins that are recorded or inferred, those that depend on one another together."""
    groups = [
        {origin} for origin in sorted({t["origin"] for t in tellings if t["lineage"] != "not recorded"})
    ]
    for relation in relations:
        pair = {relation["party"], relation["to"]}
        joined = [group for group in groups if group & pair]
        if len(joined) > 1:
            groups = [group for group in groups if not group & pair] + [set().union(*joined)]
    return groups
