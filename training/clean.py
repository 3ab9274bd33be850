"""Learns the line model of `clean`: which lines of a pasted page are the report's own.

    python training/clean.py PAGES TEXTS OUT.npz

PAGES is a folder in the form of scrapinghub/article-extraction-benchmark (`ground-truth.json`, `html/*.gz`);
TEXTS a folder of plain article texts without residue, at whatever depth. Needs catboost beside the package.
Prints the cross-validated figure (five folds by site, so that no site is on both sides), then learns from
all and writes the trees as plain arrays.
"""

from __future__ import annotations

import gzip
import html
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from catboost import CatBoostClassifier

from twosource.clean.features import NAMES, features
from twosource.clean.lines import Floats, split
from twosource.clean.model import choose, smoothed

FOLDS = 5
ITERATIONS, DEPTH, RATE = 150, 4, 0.1
"""Trees, questions a tree, learning rate. 120 to 400 trees of depth 3 to 5 differ by less than .005."""
WORD = re.compile(r"\w+(?:[’']\w+)?")
DROPPED = re.compile(r"(?is)<(script|style|noscript|template|svg|head)\b.*?</\1>|<!--.*?-->")
BLOCK = re.compile(
    r"(?i)</?(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|br|section|article|header|footer|nav|aside|figure"
    r"|figcaption|blockquote|form|button|option|title)\b[^>]*>"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The lines of one text: features, share of each line's words that is body, words, and its site."""

    site: str
    text: str
    rows: Floats
    labels: Floats
    weights: Floats


def flatten(page: str) -> str:
    """Return all visible text of a page, a block a line: what a careless copy and paste gives."""
    page = BLOCK.sub("\n", DROPPED.sub(" ", page))
    lines = (" ".join(html.unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in page.split("\n"))
    return "\n".join(line for line in lines if line)


def pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield site, flattened text and gold body of each page."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for key in sorted(truth):
        packed = (folder / "html" / f"{key}.html.gz").read_bytes()
        page = gzip.decompress(packed).decode("utf-8", "replace")
        host = urlsplit(truth[key]["url"]).netloc.split(".")
        yield ".".join(host[-2:]), flatten(page), truth[key]["articleBody"]


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    """Return the runs of four words."""
    return {tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))}


def lowered(text: str) -> list[str]:
    """Return the words of `text` in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def body_share(text: str, gold: str) -> Floats:
    """Return, per non-blank line, which share of its words stands in a run of four words of the gold body."""
    wanted = shingles(lowered(gold))
    lines = [lowered(line) for line in split(text).texts]
    words = [word for line in lines for word in line]
    hit = np.zeros(len(words) + 4)
    for i in range(len(words) - 3):
        if tuple(words[i : i + 4]) in wanted:
            hit[i : i + 4] = 1
    out, at = [], 0
    for line in lines:
        out.append(hit[at : at + len(line)].mean() if line else 0.0)
        at += len(line)
    return np.array(out)


def f1(text: str, kept: np.ndarray, gold: str) -> float:
    """Return F1 over runs of four words of the kept lines against the gold body."""
    lines = split(text)
    found = "\n".join(text[s:e] for s, e, k in zip(lines.starts, lines.ends, kept, strict=True) if k)
    p, g = shingles(lowered(found)) if found else set(), shingles(lowered(gold))
    return 2 * len(p & g) / (len(p) + len(g)) if p or g else 1.0


def crops(text: str, labels: Floats, rng: random.Random) -> Iterator[tuple[str, Floats]]:
    """Yield the text with most of its residue cut away at both ends, as a person would paste it."""
    lines = split(text)
    at = np.flatnonzero(labels > 0.5)
    if at.size < 3:
        return
    for reach in (0, 4, 15, 40):
        low = max(0, int(at[0]) - rng.randint(0, reach))
        high = min(len(labels), int(at[-1]) + 1 + rng.randint(0, reach))
        yield text[lines.starts[low] : lines.ends[high - 1]], labels[low:high]


def sample(site: str, text: str, labels: Floats, weight: float) -> Sample:
    """Return the sample of one text; long lines count more, no text counts more than another."""
    lines = split(text)
    weights = np.sqrt(lines.counts + 1.0)
    return Sample(site, text, features(lines), labels, weight * weights / weights.sum() * 100)


def learn(samples: list[Sample], seed: int = 7) -> CatBoostClassifier:
    """Return the trees learned from `samples`."""
    model = CatBoostClassifier(
        iterations=ITERATIONS,
        depth=DEPTH,
        learning_rate=RATE,
        l2_leaf_reg=6,
        rsm=0.2,
        border_count=64,
        loss_function="CrossEntropy",
        random_seed=seed,
        thread_count=1,
        verbose=False,
        allow_writing_files=False,
    )
    rows, labels = np.concatenate([s.rows for s in samples]), np.concatenate([s.labels for s in samples])
    model.fit(rows, labels, sample_weight=np.concatenate([s.weights for s in samples]))
    return model


def clean_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of each plain text under `folder`."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        yield path.name, path.read_text(encoding="utf-8", errors="replace")


def gather(
    pages_folder: Path, texts_folder: Path
) -> tuple[list[Sample], list[Sample], list[Sample], dict[str, str]]:
    """Return whole pages, their crops, texts without residue, and the gold body of each whole page."""
    rng = random.Random(7)
    gold: dict[str, str] = {}
    whole, extra = [], []
    for site, text, body in pages(pages_folder):
        labels = body_share(text, body)
        whole.append(sample(site, text, labels, 1.0))
        gold[text] = body
        extra.extend(sample(site, t, y, 0.15) for t, y in crops(text, labels, rng))
    texts = [(name, text) for name, text in clean_texts(texts_folder) if text.strip()]
    plain = [sample(name, text, np.ones(len(split(text).texts)), 0.1) for name, text in texts]
    rng.shuffle(plain)
    return whole, extra, plain, gold


def cross_validate(
    whole: list[Sample], extra: list[Sample], plain: list[Sample], gold: dict[str, str]
) -> float:
    """Return the mean F1 of the model's choice on pages of sites that it has not seen."""
    sites = sorted({one.site for one in whole})
    random.Random(7).shuffle(sites)
    fold = {site: i % FOLDS for i, site in enumerate(sites)}
    scores = []
    for k in range(FOLDS):
        model = learn([one for one in whole + extra if fold[one.site] != k] + plain)
        for one in whole:
            if fold[one.site] == k:
                words = split(one.text).counts
                likely = smoothed(model.predict_proba(one.rows)[:, 1].astype(np.float32), words)
                scores.append(f1(one.text, choose(likely, words), gold[one.text]))
    return float(np.mean(scores))


def main(pages_folder: Path, texts_folder: Path, out: Path) -> None:
    """Print the ceiling and the cross-validated figure, learn from everything, write the trees."""
    whole, extra, plain, gold = gather(pages_folder, texts_folder)
    print(
        f"ceiling of line selection {np.mean([f1(s.text, s.labels > 0.5, gold[s.text]) for s in whole]):.4f}"
    )
    print(f"cross-validated {cross_validate(whole, extra, plain, gold):.4f}")
    write(learn(whole + extra + plain), out)


def write(model: CatBoostClassifier, out: Path) -> None:
    """Write the trees as arrays: per tree and level a column and a border, per tree its leaves."""
    path = out.with_suffix(".json")
    model.save_model(str(path), format="json")
    told = json.loads(path.read_text())
    path.unlink()
    trees = told["oblivious_trees"]
    scale, (bias,) = told["scale_and_bias"][0], told["scale_and_bias"][1]
    columns = np.zeros((len(trees), DEPTH), dtype=np.int16)
    borders = np.full((len(trees), DEPTH), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 2**DEPTH), dtype=np.float32)
    for i, tree in enumerate(trees):
        for level, one in enumerate(tree["splits"]):
            columns[i, level], borders[i, level] = one["float_feature_index"], one["border"]
        leaves[i, : len(tree["leaf_values"])] = np.array(tree["leaf_values"]) * scale
    arrays = {"columns": columns, "borders": borders, "leaves": leaves, "names": np.array(NAMES)}
    np.savez_compressed(out, bias=np.float32(bias), **arrays)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
