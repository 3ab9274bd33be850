"""Windows to batches, and the training loop."""

from __future__ import annotations

import itertools
import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from corpus import Article, Example, label, paragraphs
from network import Batch, Network, loss
from torch import Tensor

from twosource.mark import pieces

log = logging.getLogger("training")
SINGLE = {"“": "‘", "”": "’", '"': "'"}


@dataclass(frozen=True, slots=True)
class Round:
    """One rise and fall of the rate: its length in epochs, its peak as a share of the plan's rates.

    With `stop` it is broken off after so many epochs, as where the network is changed there.
    """

    epochs: float
    peak: float
    stop: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of one run."""

    seed: int = 11
    rounds: tuple[Round, ...] = (Round(5.0, 1.0), Round(2.0, 0.4))
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    batch_pieces: int = 2048
    warm: float = 0.06
    pause: float = 0.5  # epochs from check to check
    single_marks: float = 0.06  # share of the articles whose double marks become single ones


@dataclass(frozen=True, slots=True)
class Climb:
    """One round in steps: to a rate of 0, to its end, from check to check; rising share; what to lower."""

    steps: int
    stop: int
    pause: int
    warm: float
    objective: Callable[[Network, Batch], Tensor]


def read_words(made: Sequence[Article], tokens: pieces.Pieces) -> list[list[list[pieces.Word]]]:
    """Return the words of each paragraph of each article."""
    return [[pieces.words(a.text, s, e, tokens) for s, e in paragraphs(a.text)] for a in made]


def examples(
    article: Article, words: list[list[pieces.Word]], tokens: pieces.Pieces, lead: int
) -> list[Example]:
    """Return the labelled windows of one article."""
    cls, sep = pieces.marks(tokens)
    return [
        label(pieces.window(runs, cls, sep), article.attributions)
        for runs in pieces.pack(article.text, words, lead=lead)
    ]


def collate(group: Sequence[Example]) -> Batch:
    """Return the examples padded to one length."""

    def pad(rows: list[np.ndarray], fill: int) -> Tensor:
        made = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
        for to, row in zip(made, rows, strict=True):
            to[: len(row)] = row
        return torch.from_numpy(made)

    w = [x.window for x in group]
    return Batch(
        pad([x.pieces for x in w], 0),
        pad([x.case for x in w], 0),
        pad([x.quote for x in w], 0),
        torch.tensor([len(x.pieces) for x in w]),
        pad([x.first for x in w], 0),
        torch.tensor([len(x.first) for x in w]),
        pad([x.tags for x in group], -1),
        pad([x.cue_of for x in group], -1),
        pad([x.source_of for x in group], -1),
    )


def batches(group: Sequence[Example], size: int, dice: random.Random) -> list[list[Example]]:
    """Return batches of about `size` pieces, windows of like length together, in random order."""
    ordered = sorted(group, key=lambda x: (len(x.window.pieces), dice.random()))
    made: list[list[Example]] = [[]]
    for one in ordered:
        if made[-1] and (len(made[-1]) + 1) * len(one.window.pieces) > size:
            made.append([])
        made[-1].append(one)
    dice.shuffle(made)
    return made


def sample(made: Sequence[Article], tokens: pieces.Pieces) -> list[Batch]:
    """Return the articles' windows in batches, the same at each call."""
    words, plan = read_words(made, tokens), Plan()
    pool = [x for article, read in zip(made, words, strict=True) for x in examples(article, read, tokens, 0)]
    return [collate(group) for group in batches(pool, plan.batch_pieces, random.Random(1))]


def single_marks(article: Article) -> Article:
    """Return the article with single for double quotation marks, as in British outlets; same offsets."""
    return replace(article, text="".join(SINGLE.get(c, c) for c in article.text))


def epoch(
    made: Sequence[Article], words: list, tokens: pieces.Pieces, dice: random.Random, plan: Plan
) -> Iterator[Batch]:
    """Yield one epoch's batches: windows shifted, some articles with single marks."""
    pool: list[Example] = []
    for article, cached in zip(made, words, strict=True):
        lead = dice.choice((0, 0, 30, 60, 90, 120, 150))
        if dice.random() < plan.single_marks:
            article = single_marks(article)
            cached = [pieces.words(article.text, s, e, tokens) for s, e in paragraphs(article.text)]
        pool += examples(article, cached, tokens, lead)
    for group in batches(pool, plan.batch_pieces, dice):
        yield collate(group)


def rates(network: Network, plan: Plan, peak: float) -> torch.optim.Optimizer:
    """Return AdamW: the encoder at the plan's rate, the new parts faster, no decay on gains and biases."""
    groups: dict[tuple[float, float], list] = {}
    for name, value in network.named_parameters():
        if value.requires_grad:
            fresh = not name.startswith("layers.")
            key = (plan.head_rate if fresh else plan.rate, 0.01 if value.dim() > 1 else 0.0)
            groups.setdefault(key, []).append(value)
    made = [{"params": v, "lr": 0.0, "peak": k[0] * peak, "weight_decay": k[1]} for k, v in groups.items()]
    return torch.optim.AdamW(made, betas=(0.9, 0.98), eps=1e-6)


def train(
    network: Network,
    made: Sequence[Article],
    tokens: pieces.Pieces,
    plan: Plan,
    check: Callable[[Network, str], None],
    *,
    objective: Callable[[Network, Batch], Tensor] = loss,
) -> None:
    """Train in place, round by round, towards the least `objective`.

    `check` is called each `plan.pause` epochs and at the end of a round, with the network and a name.
    """
    words = read_words(made, tokens)
    every = per_epoch(words, plan)
    for number, one in enumerate(plan.rounds):
        torch.manual_seed(plan.seed + number)
        dice = random.Random(plan.seed + number)

        def batches_of(dice: random.Random = dice) -> Iterator[Batch]:
            while True:
                yield from epoch(made, words, tokens, dice, plan)

        log.info("round %d: about %d batches an epoch", number + 1, every)
        steps, stop = int(every * one.epochs), int(every * (one.stop or one.epochs))
        climb = Climb(steps, stop, max(1, int(every * plan.pause)), plan.warm, objective)
        ascend(network, rates(network, plan, one.peak), batches_of(), climb, check)


def per_epoch(words: list[list[list[pieces.Word]]], plan: Plan) -> int:
    """Return about how many batches an epoch has: CLS, SEP and padding add to the text's pieces."""
    return int(sum(len(w.pieces) for a in words for p in a for w in p) * 1.07 / plan.batch_pieces * 1.04)


def ascend(
    network: Network,
    how: torch.optim.Optimizer,
    given: Iterator[Batch],
    climb: Climb,
    check: Callable[[Network, str], None],
) -> None:
    """Take the steps of `climb`: the rate rises for its share `warm`, then falls to 0."""
    began, seen, shown, total = time.monotonic(), 0, 0.0, climb.steps
    for step, batch in enumerate(itertools.islice(given, climb.stop), start=1):
        part = min((step - 1) / (climb.warm * total), (total - step + 1) / (total * (1 - climb.warm)))
        for g in how.param_groups:
            g["lr"] = g["peak"] * part
        network.train()
        now = climb.objective(network, batch)
        how.zero_grad(set_to_none=True)
        now.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        how.step()
        seen, shown = seen + int(batch.lengths.sum()), 0.98 * shown + 0.02 * now.item()
        if step % 25 == 0:
            pace = seen / (time.monotonic() - began)
            log.info("step %d/%d loss %.4f pieces/s %.0f", step, total, shown / (1 - 0.98**step), pace)
        if step % climb.pause == 0 or step == climb.stop:
            check(network, f"step {step}")
