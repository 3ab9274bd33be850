"""The line model: how likely each line is the report's own, and which lines to keep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from twosource.clean.features import NAMES
from twosource.clean.lines import Floats, Ints
from twosource.errors import ModelError

MODEL = "models/clean.npz"

BLOCK = 4_096
"""Lines that are scored at a time, so that a text of a million lines needs no gigabytes."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees that ask one question a level: a column and a border each, then a leaf by the answers.

    `columns` and `borders` have a row a level and a column a tree; the leaves of all trees are one array, in
    which those of a tree begin at its offset.
    """

    columns: Ints
    borders: Floats
    leaves: Floats
    offsets: Ints
    bias: float


@cache
def trees() -> Trees:
    """Return the trees that the package carries, loaded once a process.

    Raises:
        ModelError: the file is missing, or was learned with other columns than `features` gives.
    """
    file = resources.files("twosource.lexicon").joinpath(MODEL)
    if not file.is_file():
        raise ModelError("no_model", MODEL, "the package has no line model", "Install the package anew.")
    with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as stored:
        if tuple(stored["names"].tolist()) != NAMES:
            raise ModelError("bad_model", MODEL, "it was learned with other features", "Learn it anew.")
        leaves = stored["leaves"]
        offsets = np.arange(len(leaves), dtype=np.int64) * leaves.shape[1]
        columns = np.ascontiguousarray(stored["columns"].T, dtype=np.int64)
        borders = np.ascontiguousarray(stored["borders"].T)
        return Trees(columns, borders, leaves.ravel(), offsets, float(stored["bias"]))


def probabilities(rows: Floats) -> Floats:
    """Return, for each row of `features`, the probability that the line is the report's own."""
    model = trees()
    out = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), BLOCK):
        # By columns, a level at a time: each question is then one comparison along memory, its answer a byte.
        columns = np.ascontiguousarray(rows[start : start + BLOCK].T)
        answers = np.zeros((model.columns.shape[1], columns.shape[1]), dtype=np.uint8)
        for asked, borders in zip(model.columns[::-1], model.borders[::-1], strict=True):
            answers += answers
            answers |= (columns.take(asked, axis=0) > borders[:, None]).view(np.uint8)
        leaf = answers + model.offsets[:, None]
        out[start : start + BLOCK] = model.leaves.take(leaf).sum(axis=0) + model.bias
    return np.asarray(1.0 / (1.0 + np.exp(-out)), dtype=np.float32)


SMOOTHING = 0.4
"""Weight of the two neighbours' log-odds beside a line's own. By cross-validation on 102 pages 0 gives a mean
F1 of .889, 0.4 .896, 0.7 .895; neighbours further away and a hidden Markov model give no more."""


def smoothed(likely: Floats, words: Ints) -> Floats:
    """Return the probabilities with each line's neighbours taken into account, longer ones more."""
    near = np.clip(likely.astype(np.float64), 1e-4, 1 - 1e-4)
    odds, weight = np.log(near / (1 - near)), np.sqrt(words + 1.0)
    beside, total = np.zeros_like(odds), np.zeros_like(odds)
    beside[1:] += (odds * weight)[:-1]
    total[1:] += weight[:-1]
    beside[:-1] += (odds * weight)[1:]
    total[:-1] += weight[1:]
    mixed = (odds + SMOOTHING * beside / np.maximum(total, 1e-9)) / (1 + SMOOTHING / 2)
    return np.asarray(1.0 / (1.0 + np.exp(-mixed)), dtype=np.float32)


def choose(likely: Floats, words: Ints) -> NDArray[np.bool_]:
    """Return the lines to keep: those that give the largest F1 to be expected over words.

    A fixed threshold keeps nothing of a page all of whose lines are doubtful (a table of results, a language
    without known function words); the best set to expect always holds the likeliest lines.
    """
    p, weight = likely.astype(np.float64), words.astype(np.float64)
    order = np.argsort(-p, kind="stable")
    hits = np.cumsum((p * weight)[order])
    kept = np.cumsum(weight[order])
    expected = 2 * hits / np.maximum(kept + hits[-1], 1e-9)
    keep = np.zeros(len(p), dtype=np.bool_)
    keep[order[: int(expected.argmax()) + 1]] = True
    return keep
