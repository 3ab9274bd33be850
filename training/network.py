"""The network: MiniLM's lower layers, tags with transitions, two pointers (content to cue, cue to source)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from corpus import TAGS
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, HEADS, HEAD, INNER = 384, 12, 32, 1536  # MiniLM's: states, heads of a layer, their width, inner units
POINTER = 96  # width of the two pointers' projections
NEVER = -1e4
CUE_SHARE, SOURCE_SHARE = 0.15, 0.1  # of the pointers in the loss


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length: pieces by piece, the rest by word; -1 marks padding in the labels."""

    pieces: Tensor
    case: Tensor
    quote: Tensor
    lengths: Tensor
    first: Tensor
    words: Tensor
    tags: Tensor
    cue_of: Tensor
    source_of: Tensor


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(WIDTH, 3 * heads * HEAD), nn.Linear(heads * HEAD, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        # spelt out: on a CPU its backward pass is several times faster than the fused kernel's
        weight = torch.softmax(q @ k.transpose(2, 3) * HEAD**-0.5 + mask.to(q.dtype), dim=-1)
        seen = (weight.to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, self.heads * HEAD)
        x = self.norm1(x + self.out(seen))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Exit(nn.Module):
    """The scorers over the last layer's output."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.step = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.content, self.cue = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)
        self.asker, self.source = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)
        allowed = torch.zeros(len(TAGS), len(TAGS))
        for inner in (2, 4, 6):
            allowed[:, inner] = NEVER
            allowed[inner - 1, inner] = allowed[inner, inner] = 0.0
        self.register_buffer("allowed", allowed)

    def transitions(self) -> Tensor:
        return self.step + self.allowed

    def forward(self, hidden: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return tag scores (B, W, 7), content-to-cue scores (B, W, W), cue-to-source scores (B, W, W)."""
        h = self.drop(hidden)
        scale = POINTER**-0.5
        to_cue = self.content(h) @ self.cue(h).transpose(1, 2) * scale
        to_source = self.asker(h) @ self.source(h).transpose(1, 2) * scale
        return self.tag(h), to_cue, to_source


class Network(nn.Module):
    """The encoder and the scorers after it."""

    def __init__(self, depth: int, heads: int = HEADS, inner: int = INNER, dropout: float = 0.1) -> None:
        super().__init__()
        self.emb, self.position = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kind, self.norm = nn.Parameter(torch.zeros(WIDTH)), nn.LayerNorm(WIDTH, eps=1e-12)
        self.case, self.quote = nn.Embedding(4, WIDTH), nn.Embedding(4, WIDTH)
        self.layers = nn.ModuleList(Layer(heads, inner, dropout) for _ in range(depth))
        self.exit = Exit(dropout)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quote.weight)

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the lowest `layers` layers as they are."""
        for part in (self.emb, self.position, self.norm, *self.layers[:layers]):
            part.requires_grad_(False)
        self.kind.requires_grad_(False)

    def embed(self, ids: Tensor) -> Tensor:
        """Return what goes into the first layer (B, S, WIDTH)."""
        return self.norm(self.emb(ids) + self.position.weight[: ids.shape[1]] + self.kind)

    def encode(self, batch: Batch) -> Tensor:
        """Return the last layer's output at the first piece of each word (B, W, WIDTH)."""
        length = batch.pieces.shape[1]
        hidden = torch.arange(length)[None, :] >= batch.lengths[:, None]
        mask = (hidden * NEVER)[:, None, None, :]
        x = self.embed(batch.pieces)
        for number, layer in enumerate(self.layers):
            x = layer(x, mask)
            if number == 0:
                x = x + self.case(batch.case) + self.quote(batch.quote)
        return torch.gather(x, 1, batch.first[:, :, None].expand(-1, -1, WIDTH))

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        return self.exit(self.encode(batch))

    def load_encoder(self, path: Path) -> None:
        """Read the published MiniLM-L6 weights (names of the BERT family) into the layers kept."""
        w = load_file(path)
        e = "embeddings."
        pairs = [
            (self.emb.weight, w[e + "word_embeddings.weight"]),
            (self.position.weight, w[e + "position_embeddings.weight"]),
            (self.kind, w[e + "token_type_embeddings.weight"][0]),
            (self.norm.weight, w[e + "LayerNorm.weight"]),
            (self.norm.bias, w[e + "LayerNorm.bias"]),
        ]
        for number, layer in enumerate(self.layers):
            p = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                qkv = torch.cat([w[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")])
                pairs += [
                    (getattr(layer.qkv, kind), qkv),
                    (getattr(layer.out, kind), w[f"{p}attention.output.dense.{kind}"]),
                    (getattr(layer.norm1, kind), w[f"{p}attention.output.LayerNorm.{kind}"]),
                    (getattr(layer.up, kind), w[f"{p}intermediate.dense.{kind}"]),
                    (getattr(layer.down, kind), w[f"{p}output.dense.{kind}"]),
                    (getattr(layer.norm2, kind), w[f"{p}output.LayerNorm.{kind}"]),
                ]
        with torch.no_grad():
            for to, value in pairs:
                to.copy_(value)


def sequence_loss(scores: Tensor, tags: Tensor, words: Tensor, steps: Tensor) -> Tensor:
    """Return the negative log-likelihood of the tag sequences in a linear-chain CRF, a word.

    Source: Lafferty, McCallum and Pereira 2001.
    """
    length = scores.shape[1]
    valid = torch.arange(length)[None, :] < words[:, None]
    safe = tags.clamp(min=0)
    gold = (torch.gather(scores, 2, safe[:, :, None])[:, :, 0] * valid).sum(1)
    gold = gold + (steps[safe[:, :-1], safe[:, 1:]] * valid[:, 1:]).sum(1)
    total = scores[:, 0]
    for at in range(1, length):
        nxt = torch.logsumexp(total[:, :, None] + steps[None], dim=1) + scores[:, at]
        total = torch.where(valid[:, at, None], nxt, total)
    return (torch.logsumexp(total, dim=1) - gold).sum() / valid.sum()


def pointer_loss(scores: Tensor, target: Tensor, words: Tensor) -> Tensor:
    """Return the mean cross-entropy of `target` (-1: none) over the window's words."""
    valid = torch.arange(scores.shape[2])[None, None, :] < words[:, None, None]
    scores = scores.masked_fill(~valid, NEVER)
    chosen = target >= 0
    return F.cross_entropy(scores[chosen], target[chosen], reduction="sum") / chosen.sum().clamp(min=1)


def scored_loss(exit_: Exit, scores: tuple[Tensor, Tensor, Tensor], batch: Batch) -> Tensor:
    """Return the loss of a batch's scores: tags, and in smaller shares the two pointers."""
    tag, to_cue, to_source = (x.float() for x in scores)
    total = sequence_loss(tag, batch.tags, batch.words, exit_.transitions())
    total = total + CUE_SHARE * pointer_loss(to_cue, batch.cue_of, batch.words)
    return total + SOURCE_SHARE * pointer_loss(to_source, batch.source_of, batch.words)


def loss(network: Network, batch: Batch) -> Tensor:
    """Return the loss of a batch against the gold labels."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(batch)
    return scored_loss(network.exit, scores, batch)
