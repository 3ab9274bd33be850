"""Gold in the writer's notation made into `gold.json`, with extents in code points.

    python yardstick/compile.py [STORY_FOLDER…] [--check]

Without folders: all stories. `--check` writes nothing and fails if a `gold.json` is not what its notation
says. The notation is explained in `yardstick/README.md`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from derive import add_lineage, check_claims, mentions  # noqa: E402
from patterns import GoldError, extent, marked, page_text  # noqa: E402

FORMAT = "twosource/yardstick/1"
ROLES = frozenset({"title", "byline", "dateline", "section", "caption", "residue"})
VERDICTS = frozenset({"conflict", "stronger", "more-precise", "variant", "update", "unsure"})
FIELDS = frozenset({"number", "time", "place", "party", "polarity", "strength", "wording", "cause"})
KINDS = frozenset({"utterance", "act", "state", "figure"})
STANDINGS = frozenset({"independent", "repeated", "unestablished", "single"})
MODALITIES = frozenset({"asserted", "denied", "planned", "possible", "demanded", "unknown"})
BASES = frozenset({"given", "page", "inferred", "unknown"})
Json = dict[str, Any]


def story_folders() -> list[Path]:
    """Return the folders of all stories, in order."""
    return sorted(path.parent for path in (HERE / "stories").rglob("story.gold"))


def compiled(folder: Path) -> Json:
    """Return the gold of a story as it stands in `gold.json`.

    Raises:
        GoldError: a quotation is not in its report, an id is not known, or a count does not hold.
    """
    gold: Json = {
        "format": FORMAT,
        "story": folder.name,
        "half": folder.parent.name,
        "title": "",
        "about": "",
    }
    gold |= {"reports": [], "parties": [], "relations": [], "attributions": [], "claims": []}
    read = _Reader(folder, gold)
    for number, raw in enumerate((folder / "story.gold").read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if line and not line.startswith("#"):
            read.where = f"{folder.name}/story.gold:{number}"
            try:
                read.line(line)
            except (KeyError, ValueError, IndexError) as error:
                raise GoldError(f"{read.where}: {error}") from error
    for report in gold["reports"]:
        report["parts"] = _with_body(report["text"], report["parts"])
    for party in gold["parties"]:
        party["mentions"] = mentions(party, gold["parties"], gold["reports"])
    add_lineage(gold)
    check_claims(gold, folder.name)
    return gold


class _Reader:
    """Reads one line after the other into the gold."""

    def __init__(self, folder: Path, gold: Json) -> None:
        self.folder, self.gold, self.where = folder, gold, ""
        self.section = ""
        self.report: Json = {}
        self.claim: Json = {}
        self.reports: dict[str, Json] = {}

    def line(self, line: str) -> None:
        """Take one line."""
        if line.startswith("== "):
            self.section, _, name = line[3:].partition(" ")
            if self.section == "report":
                self.report = {
                    "id": name,
                    "file": "",
                    "outlet": None,
                    "given": {},
                    "published": None,
                    "text": "",
                }
                self.report |= {"parts": [], "credits": [], "voice": None, "copies": []}
                self.gold["reports"].append(self.report)
                self.reports[name] = self.report
            return
        key, _, value = line.partition(":")
        words, value = key.split(), value.strip()
        {"": self._story, "parties": self._party, "report": self._report, "claims": self._claims}[
            self.section
        ](words, value)

    def _story(self, words: list[str], value: str) -> None:
        self.gold[{"title": "title", "about": "about"}[words[0]]] = value

    def _party(self, words: list[str], value: str) -> None:
        if words[0] == "rel":
            a, relation, b = value.partition(" — ")[0].split()
            reason = value.partition(" — ")[2]
            self.gold["relations"].append({"party": a, "relation": relation, "to": b, "reason": reason})
            return
        names = [name.strip() for name in value.split(" | ")] if value else []
        self.gold["parties"].append({"id": words[0], "type": words[1], "names": names})

    def _report(self, words: list[str], value: str) -> None:
        report, kind = self.report, words[0]
        if kind == "file":
            text = (self.folder / value).read_text(encoding="utf-8")
            report |= {"file": value, "text": page_text(text) if value.endswith(".html") else text}
        elif kind == "outlet":
            report["outlet"] = value
        elif kind == "given":
            report["given"] = dict(pair.strip().split("=", 1) for pair in value.split(";"))
        elif kind == "published":
            day, basis = value.split()[:2]
            _one_of(basis, BASES)
            report["published"] = {"value": None if day == "?" else day, "basis": basis}
        elif kind == "voice":
            party, lineage = value.partition(" — ")[0].split()
            report["voice"] = {"origin": party, "lineage": lineage.replace("-", " ")}
            report["voice"]["why"] = value.partition(" — ")[2]
        elif kind == "copy":
            of, direction = value.partition(" — ")[0].split()
            report["copies"].append({"of": of, "direction": direction.replace("-", " ")})
        elif kind == "part":
            start, end = extent(report["text"], value, self.where)
            report["parts"].append({"start": start, "end": end, "role": _one_of(words[1], ROLES)})
        elif kind == "credit":
            start, end = extent(report["text"], value, self.where)
            report["credits"].append({"start": start, "end": end, "kind": words[1], "agency": words[2]})
        elif kind == "att":
            self._attribution(words[1:], value)
        else:
            raise GoldError(f"{self.where}: {kind!r} is no line of a report")

    def _attribution(self, words: list[str], value: str) -> None:
        text, report = self.report["text"], self.report["id"]
        inside = f"{report}/{words.pop(1)}" if words[1] == "in" and words.pop(1) else None
        own = "own" in words
        words = [word for word in words if word != "own"]
        speaker, *via = words[1].split(">")
        layers = marked(text, value, self.where)
        content = layers.get("content", [])
        if not content:
            raise GoldError(f"{self.where}: no {{content}}")
        record: Json = {
            "id": f"{report}/{words[0]}",
            "report": report,
            "speaker": None if speaker == "?" else speaker,
        }
        record |= {"via": via, "inside": inside, "own": own, "kind": _kind([text[s:e] for s, e in content])}
        for layer in ("content", "cue", "source"):
            record[layer] = [_piece(text, e) for e in layers.get(layer, [])]
        self.gold["attributions"].append(record)

    def _claims(self, words: list[str], value: str) -> None:
        kind = words[0]
        if kind == "claim":
            self.claim = {"id": words[1], "kind": _one_of(words[2], KINDS), "text": value}
            self.claim |= {"standing": _one_of(words[3], STANDINGS), "origins_known": int(words[4])}
            self.claim |= {"why": "", "when": None, "tellings": [], "differences": []}
            self.gold["claims"].append(self.claim)
        elif kind == "why":
            self.claim["why"] = value
        elif kind == "when":
            first, _, last = value.partition("/")
            known = first != "?"
            self.claim["when"] = {"from": first if known else None, "to": (last or first) if known else None}
        elif kind == "diff":
            self.claim["differences"].append(self._difference(words, value))
        elif kind in self.reports:
            self.claim["tellings"].append(self._telling(self.reports[kind], value))
        else:
            raise GoldError(f"{self.where}: no report {kind!r}")

    def _difference(self, words: list[str], value: str) -> Json:
        record: Json = {"field": _one_of(words[1], FIELDS), "verdicts": words[2].split("|"), "values": []}
        for verdict in record["verdicts"]:
            _one_of(verdict, VERDICTS)
        for side in value.split(" / "):
            reports, _, words_told = side.partition(" = ")
            ids = [name.strip() for name in reports.split(",")]
            told = {telling["report"] for telling in self.claim["tellings"]}
            if not set(ids) <= told:
                raise GoldError(f"{self.where}: {sorted(set(ids) - told)} does not tell the claim")
            for name in ids:
                extent(
                    self.reports[name]["text"], words_told + ("" if "#" in words_told else "#1"), self.where
                )
            record["values"].append({"reports": ids, "text": words_told.partition("#")[0].strip()})
        if len(record["values"]) != 2:
            raise GoldError(f"{self.where}: a difference has two sides")
        return record

    def _telling(self, report: Json, value: str) -> Json:
        tags = re.search(r"\s*\[\[(.*)\]\]$", value)
        value = value[: tags.start()] if tags else value
        record: Json = {
            "report": report["id"],
            "attribution": None,
            "polarity": "positive",
            "modality": "asserted",
        }
        record |= {"figures": [], "named": False, "background": False, "counted": True}
        if re.fullmatch(r"att \w+", value):
            record["attribution"] = f"{report['id']}/{value[4:]}"
            said = {a["id"]: a for a in self.gold["attributions"]}[record["attribution"]]
            start, end = said["content"][0]["start"], said["content"][-1]["end"]
            heads = said["cue"] or said["content"]
            record |= _piece(report["text"], (start, end)) | {"head": heads}
        else:
            found = marked(report["text"], value, self.where)
            if "head" not in found:
                raise GoldError(f"{self.where}: no *head*")
            record |= _piece(report["text"], found["all"][0])
            record["head"] = [_piece(report["text"], e) for e in found["head"]]
        for tag in tags[1].split() if tags else ():
            self._tag(record, tag)
        return record

    def _tag(self, record: Json, tag: str) -> None:
        name, _, value = tag.partition("=")
        if name == "neg":
            record["polarity"] = "negative"
        elif name in MODALITIES:
            record["modality"] = name
        elif name == "n":
            low, _, high = value.partition("..")
            exact = ".." not in value
            bounds = (float(low) if low else None, float(low) if exact else float(high) if high else None)
            record["figures"].append({"low": bounds[0], "high": bounds[1]})
        elif name in {"named", "background"}:
            record[name] = True
            record["counted"] = record["counted"] and name != "named"
        elif name == "uncounted":
            record["counted"] = False
        elif name in {"o", "chain"}:
            record[f"given_{name}"] = value
        else:
            raise GoldError(f"{self.where}: no tag {tag!r}")


def _one_of(word: str, allowed: frozenset[str]) -> str:
    """Return `word` if it is allowed."""
    if word not in allowed:
        raise GoldError(f"{word!r} is not one of {sorted(allowed)}")
    return word


def _piece(text: str, at: tuple[int, int]) -> Json:
    """Return an extent with its words."""
    return {"start": at[0], "end": at[1], "text": text[at[0] : at[1]]}


def _kind(pieces: list[str]) -> str:
    """Return whether content is direct, indirect or mixed speech, by its quotation marks."""
    quoted = [piece[0] in "\"“‘'" and piece.rstrip(".,")[-1] in "\"”’'" for piece in pieces]
    if all(quoted):
        return "direct"
    return "mixed" if any(mark in piece for piece in pieces for mark in '"“‘') else "indirect"


def _with_body(text: str, parts: list[Json]) -> list[Json]:
    """Return the parts in order, with what no line of the gold names as body, a part for each line."""
    parts = sorted(parts, key=lambda part: part["start"])
    found: list[Json] = []
    at = 0
    for part in [*parts, {"start": len(text), "end": len(text), "role": "body"}]:
        if part["start"] < at:
            raise GoldError(f"the parts overlap at {text[part['start'] : part['start'] + 30]!r}")
        for line in re.finditer(r"[^\n]*\w[^\n]*", text[at : part["start"]]):
            found.append({"start": at + line.start(), "end": at + line.end(), "role": "body"})
        if part["end"] > part["start"]:
            found.append(part)
        at = part["end"]
    return [part | {"text": text[part["start"] : part["end"]]} for part in found]


def rendered(gold: Json) -> str:
    """Return the gold as the bytes of its file."""
    return json.dumps(gold, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def main() -> int:
    """Compile the stories named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    bad = 0
    for folder in options.folders or story_folders():
        path = folder.resolve() / "gold.json"
        try:
            text = rendered(compiled(folder.resolve()))
        except GoldError as error:
            print(error, file=sys.stderr)
            bad += 1
            continue
        if not options.check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{folder}: gold.json is not what story.gold says", file=sys.stderr)
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
