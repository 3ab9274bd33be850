"""What a comparison of two names answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Whether two names can name one party: yes, no, or `None` for *unsure*.

    `score` runs from 0.0 (surely not) to 1.0 (the same letters); `reasons` are sentences that a reader can
    check.
    """

    same: bool | None
    score: float
    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.same)
