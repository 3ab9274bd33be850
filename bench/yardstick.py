"""The whole job on the yardstick's stories, layer by layer, beside a baseline, in one run.

    python bench/yardstick.py [FOLDER] [--system LINES] [--save LINES] [--inputs] [--errors]
                              [--json] [--stories]

FOLDER is the yardstick, one of its halves or a story (default: `yardstick/stories`). Without `--system` the
program itself is run: `annotate` and `brief` over what a system is given. `--inputs` prints what is given,
one report a line; `--system` scores another system's lines of `twosource/report/1` and `twosource/account/1`;
`--stories` adds a line for each story of the open half. The layers are explained in `yardstick/README.md`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "yardstick"))

from baseline import baseline  # noqa: E402
from errors import errors  # noqa: E402
from score import STANDINGS, Counts, added, score_story  # noqa: E402

Json = dict[str, Any]
System = dict[str, tuple[Json, dict[str, Json]]]
Table = Counter[tuple[str, str]]


def golds(folder: Path) -> list[tuple[Path, Json]]:
    """Return the gold of each story below a folder."""
    return [(p.parent, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(folder.rglob("gold.json"))]


def given(folder: Path, gold: Json) -> list[Json]:
    """Return what a system is given of a story: the reports, and what is said about them."""
    found = []
    for report in gold["reports"]:
        text = (folder / report["file"]).read_text(encoding="utf-8")
        form = "html" if report["file"].endswith(".html") else "text"
        row = {"id": f"{gold['story']}/{report['id']}", "story": gold["story"], form: text}
        found.append(row | report["given"])
    return found


def bare(line: Json) -> Json:
    """Return a system's line with the reports' ids as the gold has them."""
    text = json.dumps(line, ensure_ascii=False)
    story = line["id"].split("/")[0] if "claims" not in line else line["reports"][0]["id"].split("/")[0]
    found: Json = json.loads(text.replace(f'"{story}/', '"'))
    return found | {"of_story": story}


def gathered(lines: Iterable[str]) -> System:
    """Return the accounts and reports of a system by story."""
    accounts: dict[str, Json] = {}
    reports: dict[str, dict[str, Json]] = {}
    for line in lines:
        if line.strip():
            row = bare(json.loads(line))
            if "claims" in row:
                accounts[row["of_story"]] = row
            else:
                reports.setdefault(row["of_story"], {})[row["id"]] = row
    return {
        story: (accounts.get(story, {}), reports.get(story, {})) for story in accounts.keys() | reports.keys()
    }


def program(rows: list[Json]) -> list[str]:
    """Return what the program makes of the reports, in its own lines."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "reports.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        for command in (["annotate", str(path)], ["brief", str(path), "--jsonl"]):
            run = subprocess.run(
                [sys.executable, "-c", "from twosource.cli.main import main; main()", *command],
                check=True,
                capture_output=True,
                encoding="utf-8",
            )
            lines += run.stdout.splitlines()
    return lines


def shown(counts: Counts) -> dict[str, tuple[float, str]]:
    """Return each measure as a share and its counts; F1 where there is a precision and a recall."""
    found: dict[str, tuple[float, str]] = {}
    for name, (hit, of) in counts.items():
        found[name] = (hit / of if of else float("nan"), f"{hit:.0f}/{of:.0f}")
        if name.endswith(" R"):
            precision, recall = found[name[:-1] + "P"][0], found[name][0]
            both = precision + recall
            found[name[:-1] + "F1"] = (2 * precision * recall / both if both else 0.0, "")
    return found


def table(columns: dict[str, dict[str, tuple[float, str]]]) -> str:
    """Return the measures as a table in Markdown, a column for each system and half."""
    names = list(next(iter(columns.values())))
    lines = ["| | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for name in names:
        cells = []
        for column in columns.values():
            share, of = column[name]
            cells.append("–" if share != share else f"{share:.2f}" + (f" ({of})" if of else ""))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def confusions(found: Table) -> str:
    """Return the table of standings: the gold's in rows, the system's in columns."""
    heads = [*STANDINGS, "missing"]
    lines = ["| gold \\ shown | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    lines += [f"| {g} | " + " | ".join(str(found[g, s]) for s in heads) + " |" for g in STANDINGS]
    return "\n".join(lines)


def main() -> int:
    """Score, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "yardstick" / "stories")
    parser.add_argument("--system", type=Path, help="another system's lines")
    parser.add_argument("--save", type=Path, help="keep the program's own lines here, for --system")
    parser.add_argument("--inputs", action="store_true", help="print what a system is given, and stop")
    parser.add_argument("--errors", action="store_true", help="list what is wrong, in the open half only")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.add_argument("--stories", action="store_true", help="a line for each story of the open half")
    options = parser.parse_args()
    stories = golds(options.folder.resolve())
    rows = [row for folder, gold in stories for row in given(folder, gold)]
    if options.inputs:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
        return 0
    if options.system:
        main_system = gathered(options.system.read_text(encoding="utf-8").splitlines())
    else:
        lines = program(rows)
        if options.save:
            options.save.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        main_system = gathered(lines)
    simple = {gold["story"]: baseline(_bare_ids(given(folder, gold))) for folder, gold in stories}
    if options.errors:
        for _, gold in stories:
            if gold["half"] == "open":
                print(f"\n# {gold['story']}")
                for line in errors(gold, *main_system.get(gold["story"], ({}, {}))):
                    print(line)
        return 0
    _print(stories, {"program" if not options.system else "system": main_system, "baseline": simple}, options)
    return 0


def _bare_ids(rows: list[Json]) -> list[Json]:
    """Return the rows with the ids that the gold has."""
    return [row | {"id": row["id"].split("/", 1)[1]} for row in rows]


def _print(stories: list[tuple[Path, Json]], systems: dict[str, System], options: argparse.Namespace) -> None:
    """Print the tables of all systems and halves."""
    columns, tables, raw = {}, {}, {}
    for half in ("open", "closed"):
        some = [gold for _, gold in stories if gold["half"] == half]
        for name, system in systems.items():
            if some:
                scores = [score_story(gold, *system.get(gold["story"], ({}, {}))) for gold in some]
                counts = added([score[0] for score in scores])
                raw[f"{name}, {half}"], columns[f"{name}, {half}"] = counts, shown(counts)
                tables[f"{name}, {half}"] = sum((score[1] for score in scores), Table())
                if options.stories and half == "open" and name != "baseline":
                    for gold, (each, _) in zip(some, scores, strict=True):
                        print(gold["story"], {k: f"{a:.0f}/{b:.0f}" for k, (a, b) in each.items()})
    if options.json:
        print(json.dumps(raw))
        return
    print(table(columns))
    for name, found in tables.items():
        if not name.startswith("baseline"):
            print(f"\nStanding, {name}:\n\n{confusions(found)}")


if __name__ == "__main__":
    raise SystemExit(main())
