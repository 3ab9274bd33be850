"""The yardstick: its gold holds together, and its scorer tells a perfect system from a simple one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
for folder in ("yardstick", "bench"):
    sys.path.insert(0, str(ROOT / folder))

from align import Shift  # noqa: E402
from baseline import baseline  # noqa: E402
from compile import compiled, rendered, story_folders  # noqa: E402
from errors import errors  # noqa: E402
from gold_system import as_prediction  # noqa: E402
from patterns import GoldError, extent, marked, page_text  # noqa: E402
from score import Counts, added, score_story  # noqa: E402

import yardstick as bench  # noqa: E402

Json = dict[str, Any]
FOLDERS = story_folders()
BAD = ("published wrong", "FALSE INDEPENDENT", "independent, not judged", "when wrong")


def gold(folder: Path) -> Json:
    """Return the gold of a story as it is kept."""
    kept: Json = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return kept


def pieces(found: object, report: str | None = None) -> Iterator[tuple[str, Json]]:
    """Yield every extent with words of a gold, and the report that it is in."""
    if isinstance(found, dict):
        report = found.get("report", found["id"] if "parts" in found else report)
        if {"start", "end", "text"} <= found.keys() and report is not None:
            yield report, found
        for value in found.values():
            yield from pieces(value, report)
    elif isinstance(found, list):
        for value in found:
            yield from pieces(value, report)


def share(counts: Counts, name: str) -> float:
    """Return a measure as a share."""
    return counts[name][0] / counts[name][1]


def simple() -> Counts:
    """Return the baseline's counts over all stories."""
    found = []
    for folder in FOLDERS:
        story = gold(folder)
        rows = [row | {"id": row["id"].split("/")[1]} for row in bench.given(folder, story)]
        found.append(score_story(story, *baseline(rows))[0])
    return added(found)


def test_it_has_twelve_stories_in_two_halves() -> None:
    """There are at least twelve stories of four to nine reports, five of them closed still."""
    halves = [folder.parent.name for folder in FOLDERS]
    assert len(FOLDERS) >= 12 and halves.count("closed") >= 5
    assert all(4 <= len(gold(folder)["reports"]) <= 9 for folder in FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_gold_is_what_its_notation_says(folder: Path) -> None:
    """Every quotation is found, every id resolves, every count holds, and `gold.json` is up to date."""
    assert rendered(compiled(folder)) == (folder / "gold.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_offsets_give_the_quoted_words(folder: Path) -> None:
    """`text[start:end]` is the words that the gold quotes; each character that is not blank has one role."""
    story = gold(folder)
    texts = {report["id"]: report["text"] for report in story["reports"]}
    found = list(pieces(story))
    assert len(found) > 100
    assert all(texts[report][piece["start"] : piece["end"]] == piece["text"] for report, piece in found)
    for report in story["reports"]:
        roles = [0] * len(report["text"])
        for part in report["parts"]:
            for i in range(part["start"], part["end"]):
                roles[i] += 1
        assert max(roles) == 1
        assert not [c for c, n in zip(report["text"], roles, strict=True) if n == 0 and c.isalnum()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_texts_are_those_of_the_files(folder: Path) -> None:
    """The gold's texts are the reports as they lie there, pages laid out as plain lines."""
    for report in gold(folder)["reports"]:
        text = (folder / report["file"]).read_text(encoding="utf-8")
        assert report["text"] == (page_text(text) if report["file"].endswith(".html") else text)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_gold_scores_full_marks_on_itself(folder: Path) -> None:
    """A system that says what the gold says gets 1 in every layer, and 0 in what counts faults."""
    story = gold(folder)
    counts, table = score_story(story, *as_prediction(story))
    assert {name: n for name, n in counts.items() if name not in BAD and n[0] != pytest.approx(n[1])} == {}
    assert {name: counts[name] for name in BAD if counts[name][0]} == {}
    assert all(ours == theirs for ours, theirs in table)


def test_baseline_scores_low() -> None:
    """Who takes each outlet for an origin is caught: most that it calls independent is not."""
    counts = simple()
    assert share(counts, "FALSE INDEPENDENT") > 0.5
    assert share(counts, "standing right, told by several") < 0.2
    assert share(counts, "pairs R") < 0.2
    assert share(counts, "differences R") == 0
    assert share(counts, "speaker right") < 0.6


def test_nothing_said_is_nothing_found() -> None:
    """A system that says nothing finds no telling, no party, no attribution."""
    counts = score_story(gold(FOLDERS[0]), {}, {})[0]
    for name in ("tellings found", "parties found", "attributions R", "differences R", "parts body R"):
        assert counts[name][0] == 0 < counts[name][1]


@pytest.mark.parametrize(
    ("fault", "measure"),
    [
        ("standing", "FALSE INDEPENDENT"),
        ("joined", "pairs P"),
        ("speaker", "chain speaker"),
        ("verdict", "conflicts P"),
        ("day", "published right"),
        ("role", "parts residue R"),
    ],
)
def test_each_fault_shows_in_its_layer(fault: str, measure: str) -> None:
    """A system that is right but for one fault loses in the layer of that fault."""
    story = gold(FOLDERS[-1])
    account, reports = as_prediction(story)
    for claim in account["claims"]:
        claim["standing"] = "independent" if fault == "standing" else claim["standing"]
        for difference in claim["differences"] if fault == "verdict" else ():
            difference["verdict"] = "conflict"
        for telling in claim["tellings"] if fault == "speaker" else ():
            telling["chain"] = [
                {"party": None, "name": "Nemo Nobody", "role": "speaker"},
                *telling["chain"][1:],
            ]
    if fault == "joined":
        account["claims"][0]["tellings"] += account["claims"].pop(1)["tellings"]
    for report in reports.values():
        if fault == "day":
            report["published"] = {"value": "1999-12-31"}
        if fault == "role":
            report["parts"] = [part | {"role": "body"} for part in report["parts"]]
    counts = score_story(story, account, reports)[0]
    assert share(counts, measure) > 0 if measure in BAD else share(counts, measure) < 1


def test_another_layout_of_a_page_is_aligned() -> None:
    """Offsets into another system's text of the same page are brought to the gold's by their words."""
    ours = "Home News\nThe dam burst.\nNine died, it said.\n"
    theirs = "The dam burst.\n\n  Nine died, it said."
    start = theirs.index("Nine")
    at = Shift(theirs, ours).extent(start, start + 9)
    assert at is not None and ours[slice(*at)] == "Nine died"
    assert Shift("Share", ours).extent(0, 5) is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("Nine died", "Nine died"),
        ("dam ~ Two", "dam burst. Two"),
        ("Two#2", "Two"),
        ("^Home", "Home | News"),
        ("^Home .. ^The dam", "Home | News\n\nThe dam burst. Two fled. Two stayed."),
        ("Nine .. $", "Nine died."),
    ],
)
def test_patterns_find_their_words(pattern: str, words: str) -> None:
    """A pattern of the notation is the words it quotes."""
    text = "Home | News\n\nThe dam burst. Two fled. Two stayed.\n\nNine died.\n"
    start, end = extent(text, pattern, "here")
    assert text[start:end] == words


@pytest.mark.parametrize("pattern", ["Ten died", "Two", "Two#3", "^Two"])
def test_patterns_that_miss_or_are_open_fail(pattern: str) -> None:
    """What is not there, or fits twice and does not say which, is no gold."""
    with pytest.raises(GoldError):
        extent("The dam burst. Two fled. Two stayed.\n", pattern, "here")


def test_marks_are_no_part_of_the_words() -> None:
    """Content, cue, source and head are found without their marks."""
    text = '"We know," Ada Brun said on Monday. "It burst."'
    found = marked(text, '{"We know,"} [Ada Brun] <said> on *Monday*. {"It burst."}', "here")
    told = {name: [text[s:e] for s, e in extents] for name, extents in found.items() if name != "all"}
    assert told["content"] == ['"We know,"', '"It burst."']
    assert (told["source"], told["cue"], told["head"]) == (["Ada Brun"], ["said"], ["Monday"])


def test_errors_of_the_closed_half_are_not_shown() -> None:
    """Nobody looks at what is wrong in a closed story."""
    closed = next(folder for folder in FOLDERS if folder.parent.name == "closed")
    opened = next(folder for folder in FOLDERS if folder.parent.name == "open")
    with pytest.raises(ValueError, match="closed"):
        next(errors(gold(closed), {}, {}))
    assert any(line.startswith("not found") for line in errors(gold(opened), {}, {}))
