"""Runs of words that stand in more than one text, found by sorting their hashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""An odd number whose bits are well spread. Source: 2**64 over the golden ratio (Knuth, TAOCP 3, 6.4)."""


def shared_shingles(
    texts: Sequence[Sequence[str]], size: int, most: int, reach: int = 0
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield (i, j, places) for each two texts that share a run of words, in rising order, i < j.

    Args:
        texts: the words of each text.
        size: words in a row that count as a run.
        most: texts that may hold a run; one that more hold is a stock phrase and is passed over.
        reach: words between the first and the last run of a pair; pairs with less are passed over, which is
            most of those that share a stock phrase.

    `places` are the (position in i, position in j) of the runs, in rising order. Cost: n log n for n words,
    and the runs that are shared.
    """
    hashes, text_of, at = _hashed(texts, size)
    order = np.argsort(hashes, kind="stable")
    hashes, text_of, at = hashes[order], text_of[order], at[order]
    rows = _pairs(hashes, text_of, at, most)
    if not len(rows):
        return
    rows = rows[np.lexsort((rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0]))]
    starts = np.r_[0, np.flatnonzero((np.diff(rows[:, :2], axis=0) != 0).any(axis=1)) + 1]
    ends = np.r_[starts[1:], len(rows)]
    far = rows[ends - 1, 2] - rows[starts, 2] >= reach
    for start, end in zip(starts[far].tolist(), ends[far].tolist(), strict=True):
        i, j = rows[start, :2].tolist()
        yield i, j, list(zip(rows[start:end, 2].tolist(), rows[start:end, 3].tolist(), strict=True))


def _hashed(texts: Sequence[Sequence[str]], size: int) -> tuple[NDArray[np.uint64], Integers, Integers]:
    """Return the hash of each run of words, the text in which it stands, and its position there."""
    numbers: dict[str, int] = {}
    words = np.array([numbers.setdefault(w, len(numbers) + 1) for text in texts for w in text], np.uint64)
    lengths = np.array([len(text) for text in texts], np.int64)
    text_of = np.repeat(np.arange(len(texts)), lengths)
    at = np.arange(len(words)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    hashes = np.zeros(max(len(words) - size + 1, 0), np.uint64)
    for k in range(size):
        hashes = (hashes ^ (hashes >> np.uint64(29))) * MULTIPLIER + words[k : k + len(hashes)]
    whole = at[: len(hashes)] + size <= lengths[text_of[: len(hashes)]]
    return hashes[whole], text_of[: len(hashes)][whole], at[: len(hashes)][whole]


def _pairs(hashes: NDArray[np.uint64], text_of: Integers, at: Integers, most: int) -> Integers:
    """Return rows (i, j, position in i, position in j) for the runs that stand in 2 to `most` places."""
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.array([], np.int64)
    counts = np.diff(np.r_[starts, len(hashes)])
    found = [np.empty((0, 4), np.int64)]
    for count in np.unique(counts[(counts > 1) & (counts <= most)]):
        places = starts[counts == count][:, None] + np.arange(count)
        one, two = np.triu_indices(int(count), 1)
        a, b = places[:, one].ravel(), places[:, two].ravel()
        turned = text_of[a] > text_of[b]
        a, b = np.where(turned, b, a), np.where(turned, a, b)
        apart = text_of[a] != text_of[b]
        a, b = a[apart], b[apart]
        found.append(np.stack((text_of[a], text_of[b], at[a], at[b]), axis=1))
    return np.concatenate(found)
