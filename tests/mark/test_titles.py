"""Titles: what a title tells is aligned with the body's telling of it, and confirms nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Account, Annotation, Telling

Tell = Callable[..., Account]
BODY = "Police freed nine dockers in Halden on Monday, the union said.\n\nThe dockers had blocked the gate."


def marked(title: str) -> Annotation:
    """Return the annotation of a report with a title over its text."""
    return next(iter(annotate([read({"id": "A", "text": f"{title}\n\n{BODY}"}).reports[0]])))


def titles(annotation: Annotation) -> list[Telling]:
    """Return the tellings of a report's titles."""
    return [t for t in annotation.marks.tellings if t.is_title]


@pytest.mark.parametrize(
    "title",
    ["Police Free Nine Dockers in Halden", "Police free nine dockers in Halden"],
    ids=["capitals", "plain"],
)
def test_a_title_tells_of_its_event(title: str) -> None:
    """The verb of a headline is a telling, whether its words have capitals or not, and is only named."""
    annotation = marked(title)
    found = titles(annotation)
    assert any(t.head[0].text.lower() == "free" for t in found)
    assert all(t.is_named and not t.is_main for t in found)
    assert all(annotation.report.text[h.start : h.end] == h.text for t in found for h in t.head)


def test_a_title_confirms_nothing(account: Tell) -> None:
    """A report that has the event in its title alone is not one of those that tell it."""
    other = "Police free nine dockers\n\nThe weather in Torvik was fair, and the market was open."
    for claim in account(f"Halden\n\n{BODY}", other).claims:
        if any(not t.telling.is_named and t.telling.lemma in {"free", "say"} for t in claim.tellings):
            assert claim.outlets == ("A Gazette",)
            assert claim.standing == "single"
