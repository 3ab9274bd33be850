"""Copies: who shares text with whom, which stretches, and which way it went."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from twosource.copies import find_copies
from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Annotation

FIRST = (
    "A freight train carrying grain left the rails near Torvik early on Monday, the railway company said. "
    "Nobody was hurt, but eleven waggons lay in the river until the evening."
)
SECOND = (
    "Engineers expect that the line between Torvik and Halden will stay closed until the end of the week. "
    "Passengers were taken to Halden by bus, and the company promised to pay their fares."
)
OWN = (
    "In Halden the station was empty. Marta Okonedo had waited since five o'clock for a connection to the "
    "coast and had been told nothing. A baker handed out rolls that would otherwise have gone stale."
)


def stories(*reports: Mapping[str, str]) -> list[Annotation]:
    """Return the annotations of reports, whose ids are a, b, c …"""
    return [
        next(iter(annotate(read({"id": name, **report}).reports)))
        for name, report in zip("abcdef", reports, strict=False)
    ]


def test_a_whole_reprint_is_found() -> None:
    """The same text under two names is one copy with a share of all its words."""
    (copy,) = find_copies(stories({"text": f"{FIRST}\n\n{SECOND}"}, {"text": f"{FIRST}\n\n{SECOND}"}))
    assert copy.share == 1.0
    assert copy.direction == "not recorded"


def test_a_passage_inside_own_reporting_is_found() -> None:
    """One paragraph taken over is found with its stretch, and its share is that of the whole text."""
    found = find_copies(stories({"text": f"{OWN}\n\n{FIRST}"}, {"text": f"{FIRST}\n\n{SECOND}"}))
    assert len(found) == 1
    assert 0.2 < found[0].share < 0.8
    assert found[0].stretches[0].text.startswith("A freight train")


def test_a_few_changed_words_do_not_hide_a_copy() -> None:
    """A changed verb and a spelled-out number inside a passage leave one stretch, not two."""
    changed = FIRST.replace("left the rails", "jumped the tracks").replace("eleven", "11")
    (copy,) = find_copies(stories({"text": FIRST}, {"text": changed}))
    assert copy.share > 0.5


def test_own_words_on_one_event_are_no_copy() -> None:
    """Two texts that tell one event in their own words share no text."""
    other = "Grain spilled into the river at Torvik when eleven waggons of a goods train derailed on Monday."
    assert find_copies(stories({"text": FIRST}, {"text": other})) == ()


@pytest.mark.parametrize("turned", [False, True], ids=["given order", "turned"])
def test_the_later_report_is_the_copy(turned: bool) -> None:
    """Of two dated reports with one text, the later is inferred to be the copy."""
    days = ["2024-05-06", "2024-05-07"]
    one, two = days[::-1] if turned else days
    (copy,) = find_copies(stories({"text": FIRST, "published": one}, {"text": FIRST, "published": two}))
    assert copy.direction == "inferred"
    assert copy.report == ("a" if turned else "b")


def test_two_that_credit_one_agency_copied_it_not_each_other() -> None:
    """Both credit Reuters: nothing shows that one of them took it from the other."""
    text = f"TORVIK (Reuters) - {FIRST}\n\n{SECOND}"
    found = find_copies(
        stories({"text": text, "published": "2024-05-06"}, {"text": text, "published": "2024-05-07"})
    )
    assert [c.direction for c in found] == ["not recorded"]
    assert "Reuters" in found[0].reason or "reuters" in found[0].reason


def test_spans_point_at_the_same_words() -> None:
    """The stretches of both reports begin and end at words, and each equals its text."""
    one, two = stories({"text": f"{OWN}\n\n{FIRST}"}, {"text": f"{FIRST}\n\n{SECOND}"})
    (copy,) = find_copies([one, two])
    texts = {a.report.id: a.report.text for a in (one, two)}
    for report, spans in ((copy.report, copy.stretches), (copy.of, copy.of_stretches)):
        for span in spans:
            assert texts[report][span.start : span.end] == span.text
            assert span.text[0].isalnum()
            assert span.text[-1].isalnum()


POST = (
    "The line to Halden will stay shut until Friday. Engineers have to lift eleven waggons out of the river "
    "before a train can pass. Please take the bus from the harbour instead."
)
SIGNED = (
    ("one line", f"{POST} — Marta Okonedo (@mokonedo) May 6, 2024"),
    ("next line", f"{POST}\n— Marta Okonedo (@mokonedo) May 6, 2024"),
    ("entity and picture", f"{POST} pic.twitter.com/AbC12 &mdash; Marta Okonedo (@mokonedo) May 6, 2024"),
)


@pytest.mark.parametrize("post", [c[1] for c in SIGNED], ids=[c[0] for c in SIGNED])
def test_one_post_in_two_reports_is_no_copy(post: str) -> None:
    """Two outlets that print the same signed post don't share text by it; without its signature they do."""
    one, two = f"{FIRST}\n\n%s\n\nNobody came.", f"{OWN}\n\n%s\n\nIt rained."
    assert find_copies(stories({"text": one % post}, {"text": two % post})) == ()
    assert len(find_copies(stories({"text": one % POST}, {"text": two % POST}))) == 1


@pytest.mark.parametrize("turned", [False, True], ids=["given order", "turned"])
def test_quoted_in_one_is_quoted_in_both(turned: bool) -> None:
    """A post that one of two reports signs is no text of the other's, which lost the signature."""
    signed = f"{FIRST}\n\n{POST} — Marta Okonedo (@mokonedo) May 6, 2024\n\nNobody came."
    one, two = {"text": signed}, {"text": f"{OWN}\n\n{POST}\n\nIt rained."}
    assert find_copies(stories(*((two, one) if turned else (one, two)))) == ()
