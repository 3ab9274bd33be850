"""Grouping: a given story is honoured, the rest is told apart by event, and copies are told."""

from __future__ import annotations

import random

import pytest

from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Annotation, Copy
from twosource.stories import COPY_SHARE, Grouping, copied, group, stories_of

DISPATCH = (
    "A crane fell on a ferry in the harbour of Halden on Monday, blocking the southern basin for two days. "
    "Divers found no damage to the hull of the ship, which had left Torvik the evening before with timber."
)
OTHER = "The council of Torvik closed the old bridge on Tuesday. Engineers had found cracks in two piers."


def annotated(*given: tuple[str, str, str | None]) -> list[Annotation]:
    """Return annotations of (id, text, given story or `None`)."""
    records = [
        {"id": name, "text": text, "outlet": f"{name} Gazette"} | ({"story": story} if story else {})
        for name, text, story in given
    ]
    return list(annotate([read(record).reports[0] for record in records]))


@pytest.fixture(scope="module")
def reports() -> list[Annotation]:
    """Return four reports: a dispatch, its reprint, and two others, without a given story."""
    return annotated(
        ("A", DISPATCH, None), ("B", DISPATCH, None), ("C", OTHER, None), ("D", f"{OTHER} It rained.", "rain")
    )


def test_reports_of_two_events_are_two_stories(reports: list[Annotation]) -> None:
    """A dispatch and its reprint are one story, a report of another event is another, a given one is kept."""
    found = {tuple(a.report.id for a in members): story for story, members in stories_of(reports)}
    assert set(found) == {("A", "B"), ("C",), ("D",)}
    assert found["D",] == "rain"


def test_a_caller_may_say_that_all_is_one(reports: list[Annotation]) -> None:
    """Reports that are said to tell of one event are one story, but for those that were given another."""
    found = {tuple(a.report.id for a in members) for _, members in stories_of(reports, is_one=True)}
    assert found == {("A", "B", "C"), ("D",)}


def test_stories_given_by_the_caller_are_honoured() -> None:
    """The caller's stories are kept under their own names, in their order, even where texts are the same."""
    given = annotated(("A", DISPATCH, "two"), ("B", DISPATCH, "one"), ("C", OTHER, "two"))
    found = stories_of(given)
    assert [(story, [a.report.id for a in members]) for story, members in found] == [
        ("one", ["B"]),
        ("two", ["A", "C"]),
    ]
    assert {g.id: (g.story, g.copy_of) for g in group(given)} == {
        "A": ("two", None),
        "B": ("one", None),
        "C": ("two", None),
    }


def test_a_copy_is_told_with_its_evidence(reports: list[Annotation]) -> None:
    """Of two reports with one text, one is called the copy of the other, and the reason is a sentence."""
    found = {g.id: g for g in group(reports)}
    copies = {g.id: g.copy_of for g in found.values() if g.copy_of is not None}
    assert copies in ({"A": "B"}, {"B": "A"})
    (copy,) = copies
    assert found[copy].copy_evidence
    assert all(g.copy_evidence is None for g in found.values() if g.id != copy)


def test_any_order_gives_the_same_grouping(reports: list[Annotation]) -> None:
    """Groupings are ordered by report id, with the same story ids, however the reports come."""
    expected = group(reports)
    assert [g.id for g in expected] == ["A", "B", "C", "D"]
    for seed in range(6):
        shuffled = random.Random(seed).sample(reports, len(reports))
        assert group(shuffled) == expected
        assert stories_of(shuffled) == stories_of(reports)


def test_the_id_of_a_story_is_of_its_reports(reports: list[Annotation]) -> None:
    """Another set of reports is another story; the same set is the same story beside any others."""
    one, other = stories_of(reports[:2]), stories_of(reports[:3])
    assert len(one) == 1
    assert stories_of(reports[:1])[0][0] != one[0][0]
    assert {story for story, _ in one} <= {story for story, _ in other}
    assert one[0][0] == stories_of(reports[1::-1])[0][0]


def test_nothing_is_no_story() -> None:
    """No reports give no stories and no groupings."""
    assert stories_of([]) == ()
    assert group(iter([])) == ()


def copy(report: str, of: str, share: float) -> Copy:
    """Return a copy of a share of a report's words."""
    return Copy(report, of, share, "inferred", (), (), f"from {of}")


def test_only_most_of_a_text_makes_a_copy() -> None:
    """A shared paragraph makes no copy; of several texts that hold most of it the largest share counts."""
    assert copied([copy("A", "B", COPY_SHARE - 0.01)]) == {}
    assert copied([copy("A", "B", COPY_SHARE)])["A"].of == "B"
    found = copied([copy("A", "B", 0.7), copy("A", "C", 0.9), copy("A", "D", 0.9)])
    assert found["A"].of == "C"


def test_a_grouping_without_copy() -> None:
    """What is no copy has neither the report nor the evidence."""
    assert Grouping("A", "s") == Grouping("A", "s", None, None)
