"""Learn how likely it is that two reports tell of one event, and count in how many articles each term stands.

    python training/stories.py terms TEXTS... > src/twosource/lexicon/story_terms.tsv
    python training/stories.py weights STORIES ECBPLUS > src/twosource/lexicon/story_weights.tsv

TEXTS are folders of articles that are no part of STORIES (PolNeAR, TempEval-3, ECB+): plain text, TimeML or
ECB+ XML. STORIES holds `galaxy/*.json` and `news_cluster/`, ECBPLUS `train` and `dev`, whose topics hold two
events alike each. Needs SciPy beside the package. On standard error: BCubed on halves of the events of each
set, learned on the other halves, by threshold; the threshold of `stories/__init__.py` is chosen from that.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from twosource.clean import clean
from twosource.clusters import average_link
from twosource.read import read
from twosource.records import Annotation, Marks
from twosource.stories.cards import Card, card, counted
from twosource.stories.compact import Compact
from twosource.stories.likeness import FEATURES, features
from twosource.stories.shelf import Shelf

MIN_ARTICLES = 3
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
SEEDS = (1, 2, 3)
RIDGE = 1.0

TERMS_HEADER = """\
# In how many articles of news a term stands: term, articles. Terms as `stories/cards.py` makes them, of
# three or more articles. The first row is the number of articles counted.
# Source: counted by training/stories.py in PolNeAR train, TempEval-3 (TBAQ-cleaned) and ECB+ train and dev.
# Licence: counts, own compilation, Apache-2.0.
"""
WEIGHTS_HEADER = """\
# Weights by which two reports are taken to tell of one event: feature of stories/likeness.py, weight.
# Source: logistic regression by training/stories.py on pairs of reports of the
# galaxy sets, news_cluster and ECB+.
# Licence: own compilation, Apache-2.0.
"""
Labelled = Sequence[tuple[Card, str]]


def texts(folder: Path) -> Iterator[str]:
    """Yield the texts of a folder's articles."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            yield path.read_text(encoding="utf-8")
        elif path.suffix == ".tml":
            yield re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8").partition("<TEXT>")[2])
        elif path.suffix == ".xml" and path.stem.split("_")[0].isdigit():
            yield "\n".join(ecb_sentences(path))


def ecb_sentences(path: Path) -> list[str]:
    """Return the sentences of an ECB+ article."""
    found: dict[int, list[str]] = defaultdict(list)
    for token in ET.parse(path).getroot().iter("token"):
        found[int(token.get("sentence", "0"))].append(token.text or "")
    lines = [" ".join(words) for _, words in sorted(found.items())]
    return lines[1:] if lines and lines[0].startswith("http") else lines


def carded(records: Iterable[Mapping[str, str]]) -> Iterator[Card]:
    """Yield the cards of records as the program itself reads and lays them out."""
    for record in records:
        report = read(dict(record)).reports[0]
        yield card(Annotation(report, clean(report), Marks(), "en", "ok"))


def labelled(stories: Path, ecbplus: Path) -> dict[str, Labelled]:
    """Return the cards of each set with the event of each."""
    sets: dict[str, list[tuple[dict[str, str], str]]] = defaultdict(list)
    for path in sorted((stories / "galaxy").glob("*.json")):
        for number, event in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            for k, a in enumerate(event["articles"]):
                record = {"id": f"{number}-{k}", "text": a["text"], "title": a["title"], "url": a["ext_url"]}
                sets[path.stem].append((record, str(number)))
    for path in sorted((stories / "news_cluster").glob("*.json")):
        a = json.loads(path.read_text(encoding="utf-8"))
        record = {"id": path.stem, "text": a["text"] or "", "title": a["title"], "url": a["url"]}
        record |= {"outlet": a["source_domain"], "published": (a["date_publish"] or "")[:10]}
        sets["news_cluster"].append((record, str(a["newsCluster"]["EventId"])))
    for part in ("train", "dev"):
        for path in sorted((ecbplus / part).rglob("*.xml")):
            lines = ecb_sentences(path)
            topic = path.stem.split("_")[0] + ("plus" if "plus" in path.stem else "")
            record = {"id": path.stem, "title": lines[0], "text": "\n".join(lines[1:])}
            sets[f"ecb {part}"].append((record, topic))
    kept = {name: [row for row in rows if row[0]["text"].strip()] for name, rows in sets.items()}
    return {
        name: [
            (c, event)
            for c, (_, event) in zip(
                carded({k: v for k, v in r.items() if v} for r, _ in rows), rows, strict=True
            )
        ]
        for name, rows in kept.items()
    }


def shelved(rows: Labelled, weights: Mapping[str, float]) -> Shelf:
    """Return the cards of a set on a shelf."""
    shelf = Shelf(weights)
    for c, _ in sorted(rows, key=lambda row: (row[0].day or 0, row[0].report)):
        shelf.add(c)
    return shelf


def pairs(rows: Labelled) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, answers and weights of the pairs that are compared; a set counts by its reports."""
    labelled = {c.report: (c, event) for c, event in rows}
    shelf = shelved(rows, dict.fromkeys(FEATURES, 0.0))
    x, y = [], []
    for later, links in enumerate(shelf.links):
        for earlier in links:
            (a, one), (b, two) = (labelled[shelf.cards[n].report] for n in (earlier, later))
            x.append((*features(a, b), max(shelf.crowd(earlier), shelf.crowd(later)), 1.0))
            y.append(one == two)
    return np.array(x), np.array(y, dtype=float), np.full(len(y), 1 / len(rows))


def fit(sets: Iterable[Labelled]) -> dict[str, float]:
    """Return the weights by feature: logistic regression with a ridge."""
    parts = [pairs(rows) for rows in sets]
    x, y, w = (np.concatenate([part[k] for part in parts]) for k in range(3))
    w = w / w.mean()

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ beta
        value = np.logaddexp(0, z) - y * z
        ridge = beta.copy()
        ridge[-1] = 0
        grad = x.T @ (w * (1 / (1 + np.exp(-z)) - y)) + RIDGE * ridge
        return float((w * value).sum() + RIDGE / 2 * (ridge @ ridge)), grad

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    return dict(zip(FEATURES, found.x.tolist(), strict=True))


def bcubed(
    rows: Labelled, stories: Sequence[Sequence[int]], cards: Sequence[Compact]
) -> tuple[float, float, float]:
    """Return BCubed precision, recall, F1 of stories, which are places on a shelf."""
    events = {c.report: event for c, event in rows}
    sizes: dict[str, int] = defaultdict(int)
    for event in events.values():
        sizes[event] += 1
    p = r = 0.0
    for story in stories:
        inside = [events[cards[i].report] for i in story]
        for event in inside:
            p += inside.count(event) / len(inside)
            r += inside.count(event) / sizes[event]
    p, r = p / len(rows), r / len(rows)
    return p, r, 2 * p * r / (p + r)


def halves(rows: Labelled, seed: int) -> tuple[Labelled, Labelled]:
    """Return a set cut in two by events."""
    events = sorted({event for _, event in rows})
    random.Random(seed).shuffle(events)
    first = set(events[: len(events) // 2])
    return [row for row in rows if row[1] in first], [row for row in rows if row[1] not in first]


def validate(sets: Mapping[str, Labelled]) -> None:
    """Print BCubed F1 on halves that were not learned from, by set and threshold."""
    scores: dict[tuple[str, float], list[tuple[float, float, float]]] = defaultdict(list)
    for seed in SEEDS:
        cut = {name: halves(rows, seed) for name, rows in sets.items()}
        for learn, test in ((0, 1), (1, 0)):
            known = fit(both[learn] for both in cut.values())
            for name, both in cut.items():
                shelf = shelved(both[test], known)
                sure = {(i, j): shelf.likely(i, j) for j, links in enumerate(shelf.links) for i in links}
                for threshold in THRESHOLDS:
                    found = average_link(len(shelf.cards), sure, threshold)
                    scores[name, threshold].append(bcubed(both[test], found, shelf.cards))
    for name in sets:
        means = {t: np.mean(scores[name, t], axis=0) for t in THRESHOLDS}
        line = " ".join(f"{t}: {f:.3f} ({p:.2f}/{r:.2f})" for t, (p, r, f) in means.items())
        print(f"{name}: {line}", file=sys.stderr)


def main() -> None:
    """Write one of the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="table", required=True)
    commands.add_parser("terms").add_argument("folders", nargs="+", type=Path)
    second = commands.add_parser("weights")
    second.add_argument("stories", type=Path)
    second.add_argument("ecbplus", type=Path)
    options = parser.parse_args()
    if options.table == "terms":
        bodies = [text for folder in options.folders for text in texts(folder)]
        print(TERMS_HEADER + f"(articles)\t{len(bodies)}")
        for word, count in sorted(counted(bodies).items()):
            if count >= MIN_ARTICLES:
                print(f"{word}\t{count}")
        return
    sets = labelled(options.stories, options.ecbplus)
    validate(sets)
    print(WEIGHTS_HEADER, end="")
    for name, weight in fit(sets.values()).items():
        print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
