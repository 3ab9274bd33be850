"""Utterances: one statement in several wordings is one; what may be another stays apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twosource.link.utterances import MAX_PER_SPEAKER, align_utterances
from twosource.records import Account, Annotation, Attribution, Claim, Layout, Marks, Report, Source
from twosource.spans import Span

Tell = Callable[..., Account]

SOLD = "This harbour will never be sold to a foreign company"
LONG = SOLD + ", and nobody in the capital will change that"
OURS = "Whoever closes our railways today closes the granary of the whole coast"
THEIRS = "Whoever shuts our railways today shuts the granary of the entire coast"
ROOFS = "The schools of this town need new roofs before the winter"


def said(account: Account) -> list[Claim]:
    """Return the utterances of an account."""
    return [c for c in account.claims if c.kind == "utterance"]


ONE = [
    ("the same words", f"“{SOLD},” Greta Lindqvist said.", f"Greta Lindqvist said: “{SOLD}.”", None),
    ("cut", f"“{LONG},” Greta Lindqvist said.", f"“{SOLD},” Greta Lindqvist said.", "wording-extended"),
    ("extended", f"“{SOLD},” Greta Lindqvist said.", f"“{LONG},” Greta Lindqvist said.", "wording-cut"),
    (
        "translated",
        f"“{OURS},” Ilse Brandt said, according to state news agency TarPress.",
        f"“{THEIRS}… Those who roam the streets forget this,” Ilse Brandt said, according to TarPress.",
        "wording-variant",
    ),
    (
        "paraphrased",
        f"“{SOLD},” Greta Lindqvist said.",
        "Greta Lindqvist said the harbour would never be sold to a foreign company.",
        "wording-variant",
    ),
    (
        "speaker in two romanisations",
        f"“{SOLD},” Oleksandr Hrynko said.",
        f"“{SOLD},” Aleksandr Grinko said.",
        None,
    ),
]


@pytest.mark.parametrize(("one", "other", "rule"), [c[1:] for c in ONE], ids=[c[0] for c in ONE])
def test_one_utterance_in_two_wordings(account: Tell, one: str, other: str, rule: str | None) -> None:
    """A statement cut, extended, translated or paraphrased is one, and how it differs is a variant."""
    (claim,) = said(account(one, other))
    assert [t.report for t in claim.tellings] == ["A", "B"]
    assert [(d.field, d.verdict, d.rule) for d in claim.differences] == (
        [("wording", "variant", rule)] if rule else []
    )


TWO = [
    ("of one speech", f"“{SOLD},” Greta Lindqvist said.", f"“{ROOFS},” Greta Lindqvist said."),
    ("by two speakers", f"“{SOLD},” Greta Lindqvist said.", f"“{SOLD},” Marta Okonedo said."),
    (
        "one denied",
        "Greta Lindqvist said that the harbour had been sold to a foreign company.",
        "Greta Lindqvist denied that the harbour had been sold to a foreign company.",
    ),
    (
        "one negated",
        "“We will sell this harbour to a foreign company,” Greta Lindqvist said.",
        "“We will not sell this harbour to a foreign company,” Greta Lindqvist said.",
    ),
    (
        "of two numbers",
        "“We will hire 40 dockers before the summer begins,” Greta Lindqvist said.",
        "“We will hire 60 dockers before the summer begins,” Greta Lindqvist said.",
    ),
    ("by an official and a mayor", f"“{SOLD},” a senior official said.", f"“{SOLD},” Greta Lindqvist said."),
]


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in TWO], ids=[c[0] for c in TWO])
def test_two_utterances_stay_two(account: Tell, one: str, other: str) -> None:
    """Two statements of one speech, one statement by two, a statement and its denial: never one."""
    claims = said(account(one, other))
    assert [len(c.tellings) for c in claims] == [1, 1]
    assert {c.standing for c in claims} == {"single"}


@pytest.mark.parametrize(
    ("mine", "theirs", "is_one"),
    [(SOLD, SOLD, True), (SOLD, LONG, False), ("We will win", "We will win", False)],
    ids=["the very same words", "a cut", "too few words"],
)
def test_an_unnamed_speaker_meets_with_the_very_same_words(
    account: Tell, mine: str, theirs: str, is_one: bool
) -> None:
    """Where one report does not say who "he" is, only the same words, and enough of them, show it."""
    claims = said(account(f"“{mine},” he said.", f"“{theirs},” Greta Lindqvist said."))
    assert (len(claims) == 1) is is_one


def test_cuts_of_two_parts_are_one_with_the_whole(account: Tell) -> None:
    """A has the beginning and C the end of what B has whole: one utterance, though A and C share no word."""
    (claim,) = said(
        account(
            f"“{SOLD},” Greta Lindqvist said.",
            f"“{SOLD}, and the schools of this town need new roofs before the winter,” Greta Lindqvist said.",
            "“The schools of this town need new roofs before the winter,” Greta Lindqvist said.",
        )
    )
    assert [t.report for t in claim.tellings] == ["A", "B", "C"]


def test_a_report_that_repeats_itself_tells_twice(account: Tell) -> None:
    """Within one report nothing is aligned: the reader sees both places."""
    text = f"“{SOLD},” Greta Lindqvist said.\n\nIt was late. “{ROOFS},” Greta Lindqvist said."
    assert [len(c.tellings) for c in said(account(text))] == [1, 1]


def test_what_is_unsure_is_told_as_unsure(account: Tell) -> None:
    """Two quotations that may be one, carried by nobody in common, stay apart, and the account says so."""
    story = account(
        "“Guarding Halden today means nothing less than guarding all of our coast,” Greta Lindqvist said.",
        "“Guarding Halden today is no less than guarding our entire coast,” Greta Lindqvist said.",
    )
    assert len(said(story)) == 2
    (unknown,) = [u for u in story.unknowns if u.report is None]
    assert "unsure" in unknown.reason
    assert "A Gazette" in unknown.reason and "B Gazette" in unknown.reason


def report(name: str, *contents: str, speaker: str | None = "p", strength: str = "said") -> Annotation:
    """Return a report whose text is the direct quotations of one speaker."""
    text = "\n".join(contents)
    attributions, at = [], 0
    for number, content in enumerate(contents):
        span = Span(at, at + len(content), content)
        attributions.append(
            Attribution(f"{name}{number}", "direct", (span,), (), (), speaker, strength=strength)
        )
        at += len(content) + 1
    source = Source(name, "0" * 64, len(text))
    return Annotation(
        Report(name, source, text), Layout(()), Marks(attributions=tuple(attributions)), "en", "ok"
    )


def test_groups_hold_every_attribution_once() -> None:
    """Each attribution with a content is in one group; matches point from the lower to the higher place."""
    found = align_utterances([report("A", SOLD, ROOFS), report("B", LONG, "Go home")], {})
    assert sorted(i for group in found.groups for i in group) == list(range(len(found.items))) == [0, 1, 2, 3]
    assert list(found.matches) == [(0, 2)]
    assert (0, 2) in found.groups


@pytest.mark.parametrize("strength", ["denied", "refused", "no-details"])
def test_what_is_refused_is_not_what_is_said(strength: str) -> None:
    """The same words after "denied", "refused" or "gave no details of" are no telling of the statement."""
    found = align_utterances([report("A", SOLD), report("B", SOLD, strength=strength)], {})
    assert found.matches == {}
    assert align_utterances([report("A", SOLD, strength=strength)] * 2, {}).matches


def test_a_party_of_the_story_is_one_speaker() -> None:
    """Two reports' parties are one speaker if the story's parties say so, and else are not."""
    pair = [report("A", SOLD, speaker="a"), report("B", SOLD, speaker="b")]
    assert align_utterances(pair, {}).matches == {}
    assert align_utterances(pair, {("A", "a"): "x", ("B", "b"): "x"}).matches


def test_ten_thousand_statements_take_linear_time() -> None:
    """Each statement is compared with the last few of its speaker, not with all."""
    words = [f"word{n} other{n} third{n}" for n in range(MAX_PER_SPEAKER * 3)]
    found = align_utterances([report("A", *words), report("B", *words)], {})
    assert len(found.matches) <= MAX_PER_SPEAKER
