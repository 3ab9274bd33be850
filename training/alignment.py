"""Learn the weights by which two tellings are taken for one event, from ECB+.

    python training/alignment.py ECBPLUS_DIR ENCODER > src/twosource/lexicon/alignment_weights.tsv

ECBPLUS_DIR holds `train`, `dev` and `ECBplus_coreference_sentences.csv`; ENCODER is what
`training/encoder.py` wrote, with the networks of the folds beside it: a story of train is read by the one
that has not seen its topic. Needs SciPy beside the package. Each text is marked by the package itself; a
telling takes the event chain of the gold mention that its head overlaps. Pairs are weighted so that a story
counts by the square root of its pairs. The figures on standard error are BCubed over all gold mentions of
train (folds by topic) and of dev.
"""

from __future__ import annotations

import csv
import re
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from twosource.link.candidates import candidates
from twosource.link.claims import agreeing_clauses, grouped, pair_scores
from twosource.link.encoder import Encoder
from twosource.link.events import FEATURES, Story, compare, prepare
from twosource.link.parties import link_parties
from twosource.mark.extractor import VOCABULARY
from twosource.pipeline import annotate
from twosource.records import Report, Source

GLUED = re.compile(r"[.,;:!?%)\]’']|'s|’s|n't")
THRESHOLDS = (0.25, 0.3, 0.35, 0.4)
FOLDS = 3
RIDGE = 0.3

HEADER = """\
# Weights by which two tellings are taken for one event: feature of link/events.py, weight.
# Source: logistic regression (ridge 0.3, signs held) on ECB+ train (Cybulska and Vossen 2014; annotations
# CC BY 3.0), made by training/alignment.py. Licence: Apache-2.0
"""


@dataclass
class Topic:
    """One story: its pairs with features and labels (-1 not known), and the gold chains of its mentions."""

    name: str
    story: Story
    features: np.ndarray
    labels: np.ndarray
    home: dict[str, int] = field(default_factory=dict)
    gold: dict[str, str] = field(default_factory=dict)


def fold_of(name: str) -> int:
    """Return the fold of a topic or of a story, which is that of its topic."""
    return int(re.sub(r"\D", "", name)) % FOLDS


def texts(folder: Path) -> Iterator[tuple[str, str, str, dict[str, tuple[int, int, str]]]]:
    """Yield (id, story, text of the reviewed sentences, mention -> start, end, chain)."""
    listed: dict[str, set[int]] = defaultdict(set)
    with (folder.parent / "ECBplus_coreference_sentences.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            listed[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    for path in sorted(folder.glob("*/*.xml")):
        root = ET.parse(path).getroot()
        text, where, last = "", {}, -1
        for token in root.findall("token"):
            sentence, word = int(token.get("sentence", "0")), token.text or ""
            if sentence not in listed[path.stem]:
                continue
            text += "" if not text else "\n" if sentence != last else "" if GLUED.fullmatch(word) else " "
            where[token.get("t_id")] = (len(text), len(text) + len(word))
            text, last = text + word, sentence
        extents = {}
        for markable in root.find("Markables") or ():
            held = [where[a.get("t_id")] for a in markable.findall("token_anchor") if a.get("t_id") in where]
            if held and markable.tag.startswith(("ACTION", "NEG_ACTION")):
                extents[markable.get("m_id")] = (min(x[0] for x in held), max(x[1] for x in held))
        chains = {m: f"{path.stem} {m}" for m in extents}
        for relation in root.find("Relations") or ():
            name = (
                relation.get("note")
                if relation.tag == "CROSS_DOC_COREF"
                else f"{path.stem} {relation.get('r_id')}"
            )
            chains.update(
                {s.get("m_id"): str(name) for s in relation.findall("source") if s.get("m_id") in extents}
            )
        if extents:
            story = path.stem.split("_")[0] + ("plus" if path.stem.endswith("plus") else "")
            yield path.stem, story, text, {m: (*extents[m], chains[m]) for m in extents}


def topics(folder: Path, encoder_of: Callable[[str], Encoder]) -> list[Topic]:
    """Return the stories of a folder with the features of all candidate pairs."""
    grouped_by = defaultdict(list)
    for name, story, text, mentions in texts(folder):
        annotation = next(iter(annotate([Report(name, Source(name, "", 0), text)])))
        grouped_by[story].append((annotation, mentions))
    return [topic(name, items, encoder_of(name)) for name, items in sorted(grouped_by.items())]


def topic(name: str, items: list, encoder: Encoder) -> Topic:
    """Return one story's pairs and labels."""
    annotations = [a for a, _ in items]
    parties = link_parties(annotations)
    party_of = {member: p.id for p in parties for member in p.members}
    named = {p.id for p in parties if any(names for _, names in p.names)}
    story = prepare(annotations, party_of, named, encoder)
    made = Topic(name, story, np.zeros((0, len(FEATURES))), np.zeros(0))
    for number, (annotation, mentions) in enumerate(items):
        own = [(i, e) for i, e in enumerate(story.events) if e.report == number]
        for mention, (start, end, chain) in mentions.items():
            key = f"{annotation.report.id} {mention}"
            made.gold[key] = chain
            met = [
                (min(end, h.end) - max(start, h.start), -i)
                for i, e in own
                for h in e.telling.head
                if min(end, h.end) > max(start, h.start)
            ]
            if met:
                made.home[key] = -max(met)[1]
    chain_of = {i: made.gold[key] for key, i in made.home.items()}
    pairs = sorted(candidates(story))
    rows = [compare(story.events[i], story.events[j], story) for i, j in pairs]
    labels = [int(chain_of[i] == chain_of[j]) if i in chain_of and j in chain_of else -1 for i, j in pairs]
    made.features, made.labels = np.array(rows).reshape(-1, len(FEATURES)), np.array(labels)
    return made


FOR = frozenset(
    {
        "same_lemma", "same_class", "same_group", "shared_senses", "nearness", "agent_same",
        "agent_near", "patient_same", "patient_near", "place_same", "participants_shared",
        "context", "context_shared", "number_same", "time_same", "both_leads", "senses_few", "meaning",
    }
)  # fmt: skip
AGAINST = frozenset(
    {
        "agent_other", "patient_other", "place_other", "role_swapped", "number_other", "time_other",
        "polarity_other", "modality_other", "one_utterance", "distance", "rarity",
    }
)  # fmt: skip


def fit(chosen: list[Topic]) -> tuple[np.ndarray, float]:
    """Return the weights on the raw features, and the constant.

    Evidence for may not count against, nor evidence against for: ECB+ has few pairs with places and times,
    and free weights learn from its stories that another place speaks for the same event.
    """
    x = np.concatenate([t.features[t.labels >= 0] for t in chosen])
    y = np.concatenate([t.labels[t.labels >= 0] for t in chosen])
    share = np.concatenate(
        [np.full((t.labels >= 0).sum(), max(1, (t.labels >= 0).sum()) ** -0.5) for t in chosen]
    )
    scale = x.std(axis=0) + 1e-6
    z, share = x / scale, share / share.mean()

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        w, c = theta[:-1], theta[-1]
        margin = z @ w + c
        value = (share * (np.logaddexp(0, margin) - y * margin)).sum() + (w @ w) / (2 * RIDGE)
        slope = share * (1 / (1 + np.exp(-margin)) - y)
        return value, np.append(z.T @ slope + w / RIDGE, slope.sum())

    bounds = [(0, None) if f in FOR else (None, 0) if f in AGAINST else (None, None) for f in FEATURES]
    found = minimize(
        loss, np.zeros(len(FEATURES) + 1), jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B"
    )
    return found.x[:-1] / scale, float(found.x[-1])


def bcubed(
    stories: list[Topic], weights: list[tuple[np.ndarray, float]], threshold: float
) -> tuple[float, float, float]:
    """Return BCubed precision, recall and F1 over all gold mentions; one not covered stands alone."""
    gold: dict[str, str] = {}
    got: dict[str, str] = {}
    for one, (w, c) in zip(stories, weights, strict=True):
        scores = pair_scores(one.story, (tuple(w.tolist()), c))
        groups = grouped(one.story, scores.speak, agreeing_clauses(one.story, scores.agree), threshold)
        of = {i: f"{one.name} {k}" for k, group in enumerate(groups) for i in group}
        for key, chain in one.gold.items():
            gold[f"{one.name} {key}"] = chain
            got[f"{one.name} {key}"] = of[one.home[key]] if key in one.home else f"alone {key}"
    by_gold, by_got = defaultdict(set), defaultdict(set)
    for key in gold:
        by_gold[gold[key]].add(key)
        by_got[got[key]].add(key)
    p = sum(len(by_gold[gold[k]] & by_got[got[k]]) / len(by_got[got[k]]) for k in gold) / len(gold)
    r = sum(len(by_gold[gold[k]] & by_got[got[k]]) / len(by_gold[gold[k]]) for k in gold) / len(gold)
    return p, r, 2 * p * r / (p + r)


def load(path: Path) -> Encoder:
    """Return the encoder in a file."""
    vocabulary = resources.files("twosource.lexicon").joinpath("models", VOCABULARY)
    return Encoder(path.read_bytes(), vocabulary.read_text(encoding="utf-8"))


def main(folder: Path, encoder: Path) -> None:
    """Print the weights, and the figures on standard error."""
    held_out = [load(Path(f"{encoder}.{n}")) for n in range(FOLDS)]
    whole = load(encoder)
    train = topics(folder / "train", lambda name: held_out[fold_of(name)])
    dev = topics(folder / "dev", lambda _: whole)
    fold = [fold_of(t.name) for t in train]
    held = [fit([t for t, g in zip(train, fold, strict=True) if g != f]) for f in range(FOLDS)]
    weights, constant = fit(train)
    for label, stories in (("train", train), ("dev", dev)):
        covered = sum(len(t.home) for t in stories) / sum(len(t.gold) for t in stories)
        print(f"{label}: {covered:.3f} of gold mentions covered", file=sys.stderr)
    for threshold in THRESHOLDS:
        folds = bcubed(train, [held[f] for f in fold], threshold)
        on_dev = bcubed(dev, [(weights, constant)] * len(dev), threshold)
        rows = " ".join(f"{v:.3f}" for v in folds), " ".join(f"{v:.3f}" for v in on_dev)
        print(f"threshold {threshold}: folds P R F {rows[0]}   dev P R F {rows[1]}", file=sys.stderr)
    sys.stdout.write(HEADER)
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name}\t{weight:.4f}")
    print(f"constant\t{constant:.4f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
