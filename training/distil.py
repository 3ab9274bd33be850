"""A smaller network that learns from a trained one: fewer layers, narrower ones, the same scores.

Source: Hinton, Vinyals and Dean 2015 (soft targets); Sanh et al. 2019 (layers taken over from the teacher);
Molchanov et al. 2017 (units ranked by the first-order change of the loss without them).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from network import CUE_SHARE, HEAD, NEVER, SOURCE_SHARE, Batch, Network, loss, scored_loss
from torch import Tensor
from torch.nn import functional as F

Objective = Callable[[Network, Batch], Tensor]
STATE_SHARE = 2.0  # of the distance between the two networks' last states in the loss


def shortened(teacher: Network, kept: Sequence[int]) -> Network:
    """Return a network of the teacher's layers `kept`, all its widths, and its scorers."""
    made = Network(len(kept))
    state = {}
    for key, value in teacher.state_dict().items():
        part, _, rest = key.partition(".")
        number, _, name = rest.partition(".")
        if part != "layers":
            state[key] = value
        elif int(number) in kept:
            state[f"layers.{kept.index(int(number))}.{name}"] = value
    made.load_state_dict(state)
    return made


def importance(network: Network, sample: Sequence[Batch]) -> list[tuple[Tensor, Tensor]]:
    """Return for each layer how much each head and each inner unit matters.

    That is the squared first-order change of the loss without it, summed over the sample's word pieces.
    """
    network.eval()
    parts = [part for layer in network.layers for part in (layer.out, layer.down)]
    widths = [HEAD, 1] * len(network.layers)
    ranks = [torch.zeros(p.in_features // w) for p, w in zip(parts, widths, strict=True)]
    seen: dict[int, Tensor] = {}

    def keep(number: int) -> Callable[..., None]:
        def hook(_: object, given: tuple[Tensor]) -> None:
            given[0].retain_grad()
            seen[number] = given[0]

        return hook

    hooks = [part.register_forward_pre_hook(keep(n)) for n, part in enumerate(parts)]
    for batch in sample:
        network.zero_grad()
        loss(network, batch).backward()
        for number, value in seen.items():
            change = (value * value.grad).detach().float()
            ranks[number] += change.unflatten(-1, (-1, widths[number])).sum(-1).pow(2).sum(dim=(0, 1))
    for hook in hooks:
        hook.remove()
    network.zero_grad()
    return list(zip(ranks[::2], ranks[1::2], strict=True))


def narrowed(network: Network, ranks: Sequence[tuple[Tensor, Tensor]], heads: int, inner: int) -> Network:
    """Return the network with the best-ranked `heads` and `inner` units of each layer, in their old order."""
    made = Network(len(network.layers), heads, inner)
    state = network.state_dict()
    for number, (by_head, by_unit) in enumerate(ranks):
        p = f"layers.{number}."
        unit = by_unit.topk(inner).indices.sort().values
        head = by_head.topk(heads).indices.sort().values
        place = (head[:, None] * HEAD + torch.arange(HEAD)).flatten()
        every = torch.cat([place + n * len(by_head) * HEAD for n in range(3)])  # queries, keys, values
        for key, rows in (("up", unit), ("qkv", every)):
            for kind in ("weight", "bias"):
                state[f"{p}{key}.{kind}"] = state[f"{p}{key}.{kind}"][rows]
        for key, columns in (("down", unit), ("out", place)):
            state[f"{p}{key}.weight"] = state[f"{p}{key}.weight"][:, columns]
    made.load_state_dict(state)
    return made


def _soft(scores: Tensor, wanted: Tensor, chosen: Tensor) -> Tensor:
    """Return the mean divergence of the rows `chosen` from the teacher's, both as probabilities."""
    log_p = F.log_softmax(scores[chosen], dim=-1)
    log_q = F.log_softmax(wanted[chosen], dim=-1)
    return F.kl_div(log_p, log_q, reduction="sum", log_target=True) / chosen.sum().clamp(min=1)


def taught(teacher: Network) -> Objective:
    """Return the objective of a student: the gold labels, the teacher's scores and its last states."""
    teacher.eval()

    def objective(student: Network, batch: Batch) -> Tensor:
        width = torch.arange(batch.first.shape[1])
        valid = width[None, :] < batch.words[:, None]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                state = teacher.encode(batch)
                wanted = [x.float() for x in teacher.exit(state)]
            mine = student.encode(batch)
            scores = student.exit(mine)
        total = scored_loss(student.exit, scores, batch)
        tag, to_cue, to_source = (x.float() for x in scores)
        total = total + _soft(tag, wanted[0], valid)
        off = ~valid[:, None, :]
        for made, want, target, share in (
            (to_cue, wanted[1], batch.cue_of, CUE_SHARE),
            (to_source, wanted[2], batch.source_of, SOURCE_SHARE),
        ):
            total = total + share * _soft(
                made.masked_fill(off, NEVER), want.masked_fill(off, NEVER), target >= 0
            )
        there, here = state.float()[valid], mine.float()[valid]
        return total + STATE_SHARE * F.mse_loss(here, there) / there.var(dim=0).mean()

    return objective
