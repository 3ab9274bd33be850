"""Clusters over a sparse list of pairs: what they join, and average link over their scores."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping


def components(size: int, pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return the items 0..size-1 that pairs join, directly or over others, each sorted, by their first items.

    Source: disjoint sets with path halving (Tarjan and van Leeuwen, 1984).
    """
    parent = list(range(size))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = item = parent[parent[item]]
        return item

    for i, j in pairs:
        one, two = root(i), root(j)
        parent[max(one, two)] = min(one, two)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for item in range(size):
        members[root(item)].append(item)
    return tuple(tuple(group) for group in members.values())


def average_link(
    size: int,
    scores: Mapping[tuple[int, int], float],
    threshold: float,
) -> tuple[tuple[int, ...], ...]:
    """Return clusters of the items 0..size-1, each sorted, in the order of their first items.

    Two clusters are joined, the nearest first, while the mean score over *all* pairs between them is at
    least `threshold`; a pair that was not scored counts as 0. Ties are broken by the items' order, so that
    the result depends on nothing else. Cost: m log m for m scored pairs.

    Args:
        size: the number of items.
        scores: score, 0..1, by pair (i, j) with i < j.
        threshold: 0..1.

    Source: Sneath and Sokal, Numerical Taxonomy (1973), group average.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(size)}
    sums: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    for (i, j), score in scores.items():
        sums[i][j] = sums[j][i] = score
    heap = [(-score, i, j) for (i, j), score in scores.items() if score >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in members or j not in members:
            continue
        mean = sums[i].get(j, 0.0) / (len(members[i]) * len(members[j]))
        if mean != -negative:  # the clusters have grown since; their new mean is in the heap if it suffices
            continue
        _join(i, j, members, sums)
        for k, total in sums[i].items():
            mean = total / (len(members[i]) * len(members[k]))
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    return tuple(sorted(tuple(sorted(group)) for group in members.values()))


def _join(
    i: int,
    j: int,
    members: dict[int, list[int]],
    sums: dict[int, dict[int, float]],
) -> None:
    """Put cluster `j` into cluster `i` and add up the sums of its scores."""
    members[i].extend(members.pop(j))
    for k, total in sums.pop(j).items():
        sums[k].pop(j, None)
        if k != i:
            sums[i][k] = sums[i].get(k, 0.0) + total
            sums[k][i] = sums[i][k]
