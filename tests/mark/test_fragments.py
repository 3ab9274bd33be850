"""Fragments: lines between a report's sentences that tell nothing, and lines that do without a full stop."""

from __future__ import annotations

import pytest

from twosource.mark.fragments import LONGEST_RUN
from twosource.pipeline import annotate
from twosource.read import read

LEAD = "Police arrested nine dockers at the port of Halden on Monday night."
REST = "The mayor of Halden met the union at the town hall on Tuesday."
RUN = [
    ("Two cranes", "Halden"),
    ("A wall", "Torvik"),
    ("Nine sheds", "Nurmes"),
    ("A mast", "Olsk"),
    ("A bus", "Brede"),
]
END = "A judge freed three of the dockers on Wednesday afternoon in Torvik."


def told(*lines: str) -> set[str]:
    """Return the lemmas that the body of a report tells of itself."""
    (found,) = annotate(read({"text": "\n".join(lines), "published": "2024-05-08"}).reports)
    return {t.lemma for t in found.marks.tellings if not t.is_named}


@pytest.mark.parametrize(
    "line",
    [
        "Getty Images Fans wave flags after the old crane fell into the harbour",
        "READ MORE: Two crabs fight over a sausage on the beach of Torvik",
        "The crane collapses as onlookers run for their lives",
        "Actor Jonas Reck praises his mother at a gala in Torvik",
    ],
)
def test_a_line_without_a_full_stop_tells_nothing(line: str) -> None:
    """A caption or another story's headline between sentences makes no claim and no utterance."""
    plain = told(LEAD, REST, END)
    assert {"arrest", "meet", "free"} <= plain
    assert told(LEAD, line, REST, END) == plain


def test_items_of_a_list_are_told() -> None:
    """Below a colon, and in a long run, lines without full stops are the report's own."""
    items = ("Two sailors drowned near the lock", "A crane fell on the quay")
    assert {"drown", "fall"} <= told(LEAD, REST, "This happened on Monday night in the port:", *items)
    run = [f"{thing} fell into the old harbour of {place}" for thing, place in RUN]
    assert len(run) > LONGEST_RUN
    assert "fall" in told(LEAD, REST, *run, END)


def test_a_text_without_full_stops_is_told() -> None:
    """Where sentences have no full stops, and where lines are broken by width, each line counts."""
    bare = [line.rstrip(".") for line in (LEAD, REST, END)]
    assert {"arrest", "meet", "free"} <= told(*bare)


def test_a_sentence_cut_off_at_the_end_is_told() -> None:
    """The last line of a text that was cut is no caption."""
    cut = "The union blocked the gates of the port for nine hours until the new manager of the"
    assert "block" in told(LEAD, REST, END, cut)


@pytest.mark.parametrize("line", ["Read more of her letters.", "Got a story?", "Scroll down."])
def test_words_to_the_reader_tell_nothing(line: str) -> None:
    """A question, and a sentence that begins with a bare verb, are no claims of the report."""
    assert told(LEAD, line, REST, END) == told(LEAD, REST, END)


def test_a_line_of_run_on_headlines_is_no_body() -> None:
    """Headlines of other stories in one line, each behind its kicker in capitals, are set aside."""
    line = (
        "MOST READ IN NEWS STORM ALERT Gales to hit the coast of Torvik CASH ROW Mayor hands back a gift "
        "from the port BAD LUCK Fans weep as Olsk lose again to Brede at home"
    )
    (found,) = annotate(read({"text": "\n".join((LEAD, REST, line, END)), "published": "2024-05-08"}).reports)
    assert [p.reason for p in found.layout.parts if line in p.span.text] == ["related"]
