"""What the user settles about copies outweighs what the texts show."""

from __future__ import annotations

import pytest

from twosource.copies.settled import SETTLED, settle
from twosource.records import Annotation, Copy, Facts, Layout, Marks, Part, Report, Source
from twosource.spans import Span

TEXT = "The ferry Alma ran aground off Skarn with 140 people aboard."


def note(name: str) -> Annotation:
    """Return a report whose whole text is body."""
    report = Report(name, Source(name, "0" * 64, len(TEXT)), TEXT, Facts(), Facts(), ())
    part = Part(Span.cut(TEXT, 0, len(TEXT)), "body")
    return Annotation(report, Layout((part,)), Marks(), "en", "ok", ())


NOTES = [note(name) for name in "abc"]
SHOWN = Span.cut(TEXT, 0, 24)
FOUND = (Copy("b", "a", 0.5, "inferred", (SHOWN,), (SHOWN,), "it is later"),)


@pytest.mark.parametrize(
    ("copied", "apart", "expected"),
    [
        pytest.param([], [], [("b", "a", 0.5, "it is later")], id="nothing settled"),
        pytest.param([("b", "a")], [], [("b", "a", 0.5, SETTLED)], id="as found"),
        pytest.param([("a", "b")], [], [("a", "b", 0.455, SETTLED)], id="the other way"),
        pytest.param(
            [("c", "a")], [], [("b", "a", 0.5, "it is later"), ("c", "a", 0.0, SETTLED)], id="no words"
        ),
        pytest.param([("b", "a"), ("b", "c")], [], [("b", "c", 0.0, SETTLED)], id="the last word counts"),
        pytest.param([], [("a", "b")], [], id="no copy"),
        pytest.param([("z", "a")], [("z", "b")], [("b", "a", 0.5, "it is later")], id="of another story"),
    ],
)
def test_settle(
    copied: list[tuple[str, str]], apart: list[tuple[str, str]], expected: list[tuple[str, str, float, str]]
) -> None:
    """The pair that was settled is as it was settled; all others stay as found."""
    made = settle(FOUND, NOTES, copied, apart)
    shown = [(c.report, c.of, c.share, c.reason) for c in made]
    if len(copied) == 2:
        shown = [one for one in shown if one[3] == SETTLED]
    assert shown == expected
    assert all(c.is_settled == (c.reason == SETTLED) for c in made)
