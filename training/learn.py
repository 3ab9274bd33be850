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
from tokenizers import Tokenizer
from torch import Tensor

from twosource.mark import pieces

log = logging.getLogger("training")
SINGLE = {"“": "‘", "”": "’", '"': "'"}


@dataclass(frozen=True, slots=True)
class Round:
    """One rise and fall of the rate: its length in epochs, its peak as a share of the plan's rates."""

    epochs: float
    peak: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of one run."""

    seed: int = 11
    rounds: tuple[Round, ...] = (Round(5.0, 1.0), Round(2.0, 0.4))
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    batch_pieces: int = 2048
    warm: float = 0.06
    single_marks: float = 0.06  # share of the articles whose double marks become single ones


def read_words(made: Sequence[Article], tokens: Tokenizer) -> list[list[list[pieces.Word]]]:
    """Return the words of each paragraph of each article."""
    return [[pieces.words(a.text, s, e, tokens) for s, e in paragraphs(a.text)] for a in made]


def examples(article: Article, words: list[list[pieces.Word]], tokens: Tokenizer, lead: int) -> list[Example]:
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


def single_marks(article: Article) -> Article:
    """Return the article with single for double quotation marks, as in British outlets; same offsets."""
    return replace(article, text="".join(SINGLE.get(c, c) for c in article.text))


def epoch(
    made: Sequence[Article], words: list, tokens: Tokenizer, dice: random.Random, plan: Plan
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
    tokens: Tokenizer,
    plan: Plan,
    check: Callable[[Network, str], None],
    *,
    done: int = 0,
) -> None:
    """Train in place, round by round, leaving out the first `done` rounds.

    `check` is called twice an epoch and at the end of a round, with the network and a name.
    """
    words = read_words(made, tokens)
    for number, one in enumerate(plan.rounds):
        if number >= done:
            torch.manual_seed(plan.seed + number)
            dice = random.Random(plan.seed + number)

            def batches_of(dice: random.Random = dice) -> Iterator[Batch]:
                while True:
                    yield from epoch(made, words, tokens, dice, plan)

            every = per_epoch(words, plan)
            log.info("round %d: about %d batches an epoch", number + 1, every)
            how = rates(network, plan, one.peak)
            steps = int(every * one.epochs), max(1, every // 2)
            ascend(network, how, batches_of(), steps, plan.warm, check)


def per_epoch(words: list[list[list[pieces.Word]]], plan: Plan) -> int:
    """Return about how many batches an epoch has: CLS, SEP and padding add to the text's pieces."""
    return int(sum(len(w.pieces) for a in words for p in a for w in p) * 1.07 / plan.batch_pieces * 1.04)


def ascend(
    network: Network,
    how: torch.optim.Optimizer,
    given: Iterator[Batch],
    steps: tuple[int, int],
    warm: float,
    check: Callable[[Network, str], None],
) -> None:
    """Take `steps[0]` steps; the rate rises for the share `warm`, then falls to 0. Check each `steps[1]`."""
    total, pause = steps
    began, seen, shown = time.monotonic(), 0, 0.0
    for step, batch in enumerate(itertools.islice(given, total), start=1):
        part = min((step - 1) / (warm * total), (total - step + 1) / (total * (1 - warm)))
        for g in how.param_groups:
            g["lr"] = g["peak"] * part
        network.train()
        now = loss(network, batch)
        how.zero_grad(set_to_none=True)
        now.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        how.step()
        seen, shown = seen + int(batch.lengths.sum()), 0.98 * shown + 0.02 * now.item()
        if step % 25 == 0:
            pace = seen / (time.monotonic() - began)
            log.info("step %d/%d loss %.4f pieces/s %.0f", step, total, shown / (1 - 0.98**step), pace)
        if step % pause == 0 or step == total:
            check(network, f"step {step}")
