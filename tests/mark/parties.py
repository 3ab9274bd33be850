"""What tests of parties share: the parties of a text, and the one that some words stand for."""

from __future__ import annotations

from twosource.mark.mentions import Who, find_mentions
from twosource.mark.parse import parse
from twosource.records import Layout, Party
from twosource.spans import Span


def who_of(text: str) -> Who:
    """Return the parties of a text that is all body."""
    return find_mentions("r", parse(text, [Span(0, len(text), text)]), Layout(()))


def party_at(who: Who, text: str, words: str, nth: int = 0) -> Party | None:
    """Return the party of the `nth` occurrence of `words` in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    found = who.at(start, start + len(words))
    return next((p for p in who.parties if p.id == found), None)
