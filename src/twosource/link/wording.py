"""How the wordings of two utterances compare (provisional)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from twosource.lexicon import words
from twosource.link.likeness import nearness

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class WordingMatch:
    """How two wordings compare: relation, score 0..1, a sentence for the reader."""

    relation: Literal["same", "cut", "extended", "variant", "other", "unsure"]
    score: float
    reason: str


def compare_wordings(a: str, b: str) -> WordingMatch:
    """Return how two wordings compare."""
    stop = words("stop_words")
    x = [w.lower() for w in WORD.findall(a)]
    y = [w.lower() for w in WORD.findall(b)]
    if x == y and x:
        return WordingMatch("same", 1.0, "the same words")
    cx, cy = [w for w in x if w not in stop], [w for w in y if w not in stop]
    if len(cx) < 3 or len(cy) < 3:
        return WordingMatch("other", 0.0, "too short to tell")
    sx = sum(max(nearness(w, v) for v in cy) for w in cx) / len(cx)
    sy = sum(max(nearness(w, v) for v in cx) for w in cy) / len(cy)
    exact = len(set(cx) & set(cy)) / min(len(set(cx)), len(set(cy)))
    score = max(sx, sy) * 0.5 + exact * 0.5
    if exact >= 0.6 and score > 0.75:
        return WordingMatch("variant", score, "most content words are the same or near")
    if exact >= 0.45 and score > 0.6:
        return WordingMatch("unsure", score, "half of the content words are the same or near")
    return WordingMatch("other", score, "few content words are the same")
