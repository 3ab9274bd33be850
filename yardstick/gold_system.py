"""The gold said as a system would say it: what a perfect prediction looks like, to test the scorer."""

from __future__ import annotations

from itertools import product
from typing import Any

Json = dict[str, Any]


def as_prediction(gold: Json) -> tuple[Json, dict[str, Json]]:
    """Return an account and the reports by id that say what the gold of a story says."""
    reports = {report["id"]: _report(gold, report) for report in gold["reports"]}
    parties = [
        {"id": p["id"], "name": (p["names"] or [p["id"]])[0].partition("@")[0], "names": {}, "members": []}
        for p in gold["parties"]
    ]
    for party in parties:
        party["members"] = [[report, party["id"]] for report in reports]
    kinds = {party["id"]: party["type"] for party in gold["parties"]}
    unnamed = [
        {"id": f"{p['id']}@{r}", "name": p["name"], "names": {}, "members": [[r, p["id"]]]}
        for p in parties
        if kinds[p["id"]] == "unnamed"
        for r in reports
    ]
    account = {
        "format": "twosource/account/1",
        "story": {"id": gold["story"], "title": gold["title"]},
        "reports": [{"id": name} for name in reports],
        "parties": [p for p in parties if kinds[p["id"]] != "unnamed"] + unnamed,
        "origins": _origins(gold),
        "claims": [_claim(gold, claim) for claim in gold["claims"]],
        "copies": [
            {"report": r["id"], "of": c["of"], "direction": c["direction"]}
            for r in gold["reports"]
            for c in r["copies"]
        ],
    }
    return account, reports


def _report(gold: Json, report: Json) -> Json:
    """Return one report with its layers."""
    name = report["id"]
    found: Json = {"format": "twosource/report/1", "id": name, "text": report["text"]}
    found |= {"published": report["published"], "parts": report["parts"], "parties": []}
    found["parties"] = [{"id": p["id"], "name": (p["names"] or [p["id"]])[0]} for p in gold["parties"]]
    found["parties"] += [{"id": r["id"], "name": r["outlet"]} for r in gold["reports"]]
    found["mentions"] = [
        {"start": m["start"], "end": m["end"], "party": p["id"]}
        for p in gold["parties"]
        for m in p["mentions"]
        if m["report"] == name
    ]
    outlets = {r["id"]: r["outlet"] for r in gold["reports"]}
    found["attributions"] = [
        {"id": a["id"], "kind": a["kind"], "speaker": a["speaker"]}
        | {layer: [[p["start"], p["end"]] for p in a[layer]] for layer in ("content", "cue", "source")}
        | {"via": [_via(gold, report, party, outlets) for party in a["via"]]}
        for a in gold["attributions"]
        if a["report"] == name
    ]
    return found


def _via(gold: Json, report: Json, party: str, outlets: dict[str, str]) -> Json:
    """Return a hop with the first words in the report that name it."""
    names = next((p["names"] for p in gold["parties"] if p["id"] == party), [outlets.get(party, "")])
    for name in (n.partition("@")[0] for n in names):
        start = report["text"].find(name)
        if start >= 0:
            return {"party": party, "start": start, "end": start + len(name)}
    return {"party": party, "start": 0, "end": 0}


def _origins(gold: Json) -> list[Json]:
    """Return every origin and lineage that a telling has."""
    outlets = {r["id"]: r["outlet"] for r in gold["reports"]}
    names = {p["id"]: (p["names"] or [p["id"]])[0].partition("@")[0] for p in gold["parties"]}
    found: dict[str, Json] = {}
    for claim in gold["claims"]:
        for telling in claim["tellings"]:
            key = f"{telling['origin']} {telling['lineage']}"
            party, _, at = telling["origin"].partition("@")
            record: Json = {"id": key, "lineage": telling["lineage"], "depends_on": []}
            record |= {"party": None if party in outlets else telling["origin"] if at else party}
            found[key] = record | {"name": outlets.get(party) or names.get(party)}
    ties = [(relation["party"], relation["to"]) for relation in gold["relations"]]
    for key, record in found.items():
        mine = key.rpartition(" ")[0] if not key.endswith("not recorded") else ""
        tied = {mine} | {b for a, b in ties if a == mine} | {a for a, b in ties if b == mine}
        record["depends_on"] = [k for k in found if k != key and k.partition(" ")[0] in tied and mine]
    return list(found.values())


def _claim(gold: Json, claim: Json) -> Json:
    """Return one claim with its tellings and differences."""
    outlets = {r["id"]: r["outlet"] for r in gold["reports"]}
    names = {p["id"]: (p["names"] or [p["id"]])[0].partition("@")[0] for p in gold["parties"]}
    tellings = [
        {"report": t["report"], "start": t["start"], "end": t["end"], "lineage": t["lineage"]}
        | {"head": [[p["start"], p["end"]] for p in t["head"]], "origin": f"{t['origin']} {t['lineage']}"}
        | {"chain": [h | {"name": outlets.get(h["party"]) or names.get(h["party"])} for h in t["chain"]]}
        for t in claim["tellings"]
    ]
    index: dict[str, int] = {}
    for number, telling in enumerate(claim["tellings"]):
        index.setdefault(telling["report"], number)
    differences = [
        {"field": d["field"], "tellings": [index[a], index[b]], "verdict": d["verdicts"][0]}
        for d in claim["differences"]
        for a, b in product(*(side["reports"] for side in d["values"]))
    ]
    counted = [f"{t['origin']} {t['lineage']}" for t in claim["tellings"] if t["counted"]]
    found = {"id": claim["id"], "kind": claim["kind"], "text": claim["text"], "standing": claim["standing"]}
    return found | {
        "origins": sorted(set(counted)),
        "when": claim["when"],
        "tellings": tellings,
        "differences": differences,
    }
