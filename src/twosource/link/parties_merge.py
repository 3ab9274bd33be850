"""Groups of what is one, with the reasons, and the vetoes that keep apart what must not meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator


class Groups:
    """Items joined step by step; each join has a reason that is kept with the group."""

    def __init__(self, size: int, apart: frozenset[tuple[int, int]] = frozenset()) -> None:
        """Start with `size` items, each alone; the pairs in `apart` (the smaller first) are never joined."""
        self._apart = apart
        self._members: dict[int, list[int]] = {i: [i] for i in range(size)}
        self._head = list(range(size))
        self._reasons: dict[int, list[str]] = defaultdict(list)

    def head(self, item: int) -> int:
        """Return what stands for the group of `item`."""
        return self._head[item]

    def members(self, item: int) -> tuple[int, ...]:
        """Return the items of the group of `item`, in order."""
        return tuple(self._members[self._head[item]])

    def join(self, a: int, b: int, reason: str, veto: Callable[[int, int], bool] | None = None) -> bool:
        """Join the groups of two items and return whether they are one now.

        Args:
            a, b: two items.
            reason: a sentence for the reader.
            veto: tells of two items whether they can't be one; any such pair keeps the groups apart.
        """
        x, y = self._head[a], self._head[b]
        if x == y:
            return True
        if self._apart and any(
            (min(i, j), max(i, j)) in self._apart for i in self._members[x] for j in self._members[y]
        ):
            return False
        if veto is not None and any(veto(i, j) for i in self._members[x] for j in self._members[y]):
            return False
        x, y = min(x, y), max(x, y)
        for item in self._members[y]:
            self._head[item] = x
        self._members[x] = sorted(self._members[x] + self._members.pop(y))
        self._reasons[x] += self._reasons.pop(y, [])
        if reason not in self._reasons[x]:
            self._reasons[x].append(reason)
        return True

    def all(self) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
        """Yield each group's items, in order, and its reasons, sorted."""
        for head in sorted(self._members):
            yield tuple(self._members[head]), tuple(sorted(set(self._reasons.get(head, ()))))
