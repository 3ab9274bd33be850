"""The baseline: every outlet is an origin, and the same sentence is the same claim."""

from __future__ import annotations

import re
from typing import Any

from patterns import page_text

Json = dict[str, Any]
SENTENCE = re.compile(r"[^\s][^\n]*?(?:[.!?][\"”’']?(?=\s)|(?=\n)|$)")
QUOTED = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"")
SPOKE = re.compile(r"\b(?:said|says|told|according to|reported|denied|wrote)\b")
NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|the))* [A-Z][\w’'-]+|\b[A-Z][\w’'-]+")


def baseline(inputs: list[Json]) -> tuple[Json, dict[str, Json]]:
    """Return the account and the reports by id that the baseline makes of the reports of one story."""
    reports = {report["id"]: _report(report) for report in inputs}
    claims: dict[str, Json] = {}
    for report in inputs:
        name, text = report["id"], reports[report["id"]]["text"]
        for match in SENTENCE.finditer(text):
            key = " ".join(re.findall(r"\w+", match[0].lower()))
            claim = claims.setdefault(
                key, {"kind": "act", "text": match[0], "tellings": [], "differences": []}
            )
            spoken = SPOKE.search(match[0])
            speaker = _nearest(match[0], spoken) if spoken else None
            hops = [{"party": None, "name": speaker, "role": "speaker"}] if speaker else []
            telling = {"report": name, "start": match.start(), "end": match.end(), "origin": name}
            telling |= {
                "lineage": "recorded",
                "chain": [*hops, {"party": None, "name": name, "role": "outlet"}],
            }
            claim["tellings"].append(telling)
    for claim in claims.values():
        told = sorted({telling["report"] for telling in claim["tellings"]})
        claim |= {"standing": "independent" if len(told) > 1 else "single", "origins": told, "when": None}
    names = sorted({p["name"] for r in reports.values() for p in r["parties"]})
    parties: list[Json] = [
        {"id": name, "name": name, "names": {}, "members": [[r, name] for r in reports]} for name in names
    ]
    origins = [
        {
            "id": r["id"],
            "party": None,
            "name": r.get("outlet") or r["id"],
            "lineage": "recorded",
            "depends_on": [],
        }
        for r in inputs
    ]
    account = {"format": "twosource/account/1", "parties": parties, "origins": origins, "copies": []}
    return account | {"claims": list(claims.values())}, reports


def _nearest(sentence: str, spoken: re.Match[str]) -> str | None:
    """Return the name nearest to a verb of speech."""
    names = [
        (min(abs(m.end() - spoken.start()), abs(m.start() - spoken.end())), m[0])
        for m in NAME.finditer(sentence)
    ]
    return min(names)[1] if names else None


def _report(report: Json) -> Json:
    """Return one report: all of it body, names by their capitals, quotations with the nearest name."""
    text = report.get("text") or page_text(report["html"])
    names = [(match.span(), match[0]) for match in NAME.finditer(text)]
    attributions = []
    for number, match in enumerate(QUOTED.finditer(text)):
        near = [(min(abs(e - match.start()), abs(s - match.end())), n, (s, e)) for (s, e), n in names]
        near = [item for item in near if not match.start() <= item[2][0] < match.end()]
        best = min(near, default=None)
        record: Json = {"id": str(number), "kind": "direct", "content": [list(match.span())], "via": []}
        attributions.append(
            record | {"speaker": best[1] if best else None, "source": [list(best[2])] if best else []}
        )
    return {
        "format": "twosource/report/1",
        "id": report["id"],
        "text": text,
        "published": {"value": report.get("published")},
        "parts": [{"start": 0, "end": len(text), "role": "body"}],
        "parties": [{"id": name, "name": name} for name in sorted({name for _, name in names})],
        "mentions": [{"start": s, "end": e, "party": name} for (s, e), name in names],
        "attributions": attributions,
    }
