"""Parties over the reports of a story: who is one, who stays two, and that each merge says why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from twosource.errors import UsageError
from twosource.link.judgements import read_judgements, write_judgements
from twosource.link.parties import link_parties
from twosource.records import (
    Annotation,
    Layout,
    Marks,
    Mention,
    MentionForm,
    Party,
    PartyType,
    Report,
    Source,
    StoryParty,
)
from twosource.spans import Span

Row = tuple[PartyType, tuple[str, ...]] | tuple[PartyType, tuple[str, ...], dict[str, object]]


def report(key: str, *rows: Row) -> Annotation:
    """Return a report whose text is the given names, one party a row; a row of no names is a description."""
    text, parties, mentions = "", [], []
    for number, (kind, names, *more) in enumerate(rows):
        options = dict(more[0]) if more else {}
        phrase = str(options.pop("phrase", ""))
        form: MentionForm = "description" if phrase else "name"
        identity = f"{key}.{number}"
        head = (names[0] if names else phrase).split()[-1].lower()
        parties.append(Party(identity, kind, names, head, **options))  # type: ignore[arg-type]
        for words in names or (phrase,):
            start = len(text)
            text += f"{words} spoke. "
            mentions.append(Mention(Span.cut(text, start, start + len(words)), form, identity))
    marks = Marks(parties=tuple(parties), mentions=tuple(mentions))
    return Annotation(Report(key, Source(key, "0", len(text)), text), Layout(()), marks, "en", "ok")


def together(parties: Sequence[StoryParty]) -> set[frozenset[str]]:
    """Return the groups of two or more party ids."""
    return {frozenset(p for _, p in party.members) for party in parties if len(party.members) > 1}


CASES: dict[str, tuple[list[Annotation], set[frozenset[str]]]] = {
    "full name and bare surname": (
        [report("a", ("person", ("Ostap Verenko",))), report("b", ("person", ("Verenko",)))],
        {frozenset(("a.0", "b.0"))},
    ),
    "two romanisations": (
        [
            report("a", ("person", ("Sergei Verenkovsky",))),
            report("b", ("person", ("Siarhei Vierankouski",))),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "two bearers of a surname, a bare one elsewhere stays alone": (
        [
            report("a", ("person", ("Ostap Verenko",)), ("person", ("Lidia Verenko",))),
            report("b", ("person", ("Verenko",))),
        ],
        set(),
    ),
    "two bearers, the bare one's report keeps one apart": (
        [
            report("a", ("person", ("Ostap Verenko",)), ("person", ("Lidia Verenko",))),
            report("b", ("person", ("Verenko",)), ("person", ("Lidia Verenko",))),
        ],
        {frozenset(("a.0", "b.0")), frozenset(("a.1", "b.1"))},
    ),
    "two bearers, the other reports mean one": (
        [
            report("a", ("person", ("Ostap Verenko", "Verenko")), ("person", ("Lidia Verenko",))),
            report("b", ("person", ("Ostap Verenko", "Verenko"))),
            report("c", ("person", ("Verenko",))),
        ],
        {frozenset(("a.0", "b.0", "c.0"))},
    ),
    "two bearers, the title tells which": (
        [
            report(
                "a",
                ("person", ("Ostap Verenko",), {"titles": ("mayor",)}),
                ("person", ("Lidia Verenko",), {"titles": ("judge",)}),
            ),
            report("b", ("person", ("Verenko",), {"titles": ("city judge",)})),
        ],
        {frozenset(("a.1", "b.0"))},
    ),
    "a woman's bare surname is not the man's": (
        [
            report("a", ("person", ("Ostap Morev",), {"gender": "male"})),
            report("b", ("person", ("Moreva",), {"gender": "female"})),
        ],
        set(),
    ),
    "Ms is not the man of that surname": (
        [
            report("a", ("person", ("Ostap Verenko",), {"gender": "male"})),
            report("b", ("person", ("Verenko",), {"gender": "female"})),
        ],
        set(),
    ),
    "a state's government by capital, seat and name, not the place": (
        [
            report("a", ("government", ("Moscow",)), ("place", ("Russia",))),
            report("b", ("government", ("Russia",)), ("organisation", ("Kremlin",)), ("place", ("Moscow",))),
        ],
        {frozenset(("a.0", "b.0", "b.1"))},
    ),
    "a ministry is not its government": (
        [
            report("a", ("organisation", ("Russian Foreign Ministry",))),
            report("b", ("government", ("Russia",)), ("organisation", ("Russia's foreign ministry",))),
        ],
        {frozenset(("a.0", "b.1"))},
    ),
    "a ministry without its state, where the story has two": (
        [
            report(
                "a", ("organisation", ("Foreign Ministry",)), ("organisation", ("Russian Foreign Ministry",))
            ),
            report(
                "b",
                ("organisation", ("Foreign Ministry",)),
                ("organisation", ("Ukraine's foreign ministry",)),
            ),
        ],
        set(),
    ),
    "a ministry without its state, where the story has one": (
        [
            report("a", ("organisation", ("Foreign Ministry",))),
            report("b", ("organisation", ("Foreign Ministry",))),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "an organisation by its initials": (
        [
            report("a", ("organisation", ("Halden River Authority",))),
            report("b", ("organisation", ("HRA",))),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "one specific phrase": (
        [
            report("a", ("group", (), {"phrase": "EU foreign ministers", "plural": True})),
            report("b", ("group", (), {"phrase": "the EU foreign ministers", "plural": True})),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "a common phrase stays with its report": (
        [
            report("a", ("group", (), {"phrase": "visitors", "plural": True})),
            report("b", ("group", (), {"phrase": "the visitors", "plural": True})),
        ],
        set(),
    ),
    "who has a part in the event is one party": (
        [
            report("a", ("group", (), {"phrase": "protesters", "plural": True})),
            report("b", ("group", (), {"phrase": "the protesters", "plural": True})),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "some of them are others": (
        [
            report("a", ("group", (), {"phrase": "protesters", "plural": True})),
            report("b", ("group", (), {"phrase": "two protesters", "plural": True})),
        ],
        set(),
    ),
    "the suspect is the one whom a report names as suspect": (
        [
            report("a", ("person", ("Ostap Verenko",), {"titles": ("suspect",)})),
            report("b", ("person", (), {"phrase": "the suspect"})),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "the suspect of two suspects is nobody's": (
        [
            report("a", ("person", ("Ostap Verenko",), {"titles": ("suspect",)})),
            report("b", ("person", (), {"phrase": "the suspect"})),
            report("c", ("group", (), {"phrase": "two suspects", "plural": True})),
        ],
        set(),
    ),
    "a sole office of a state": (
        [
            report("a", ("person", ("Ostap Verenko",), {"titles": ("president", "latvian president")})),
            report("b", ("person", (), {"phrase": "the Latvian president"})),
            report("c", ("person", (), {"phrase": "the Estonian president"})),
            report("d", ("person", (), {"phrase": "a Latvian official"})),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "two holders of one office": (
        [
            report("a", ("person", ("Ostap Verenko",), {"titles": ("latvian president",)})),
            report("b", ("person", ("Marta Okonedo",), {"titles": ("latvian president",)})),
            report("c", ("person", (), {"phrase": "the Latvian president"})),
        ],
        set(),
    ),
    "the end of a body's name": (
        [
            report("a", ("organisation", ("Halden Rovers",))),
            report("b", ("organisation", ("Rovers",))),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "two bodies whose names end so": (
        [
            report("a", ("organisation", ("Halden Rovers",)), ("organisation", ("Norrby Rovers",))),
            report("b", ("organisation", ("Rovers",))),
        ],
        set(),
    ),
    "a kind of body is no name": (
        [
            report("a", ("organisation", ("Halden Ministry",))),
            report("b", ("organisation", ("Ministry",))),
        ],
        set(),
    ),
    "junior in one report only": (
        [
            report("a", ("person", ("Ostap Verenko Jr.",))),
            report("b", ("person", ("Ostap Verenko",))),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "junior and senior": (
        [
            report("a", ("person", ("Ostap Verenko Jr.",)), ("person", ("Ostap Verenko Sr.",))),
            report("b", ("person", ("Ostap Verenko",))),
        ],
        set(),
    ),
    "a given name alone": (
        [
            report("a", ("person", ("Ostap Verenko", "Ostap"))),
            report("b", ("person", ("Ostap",))),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "a given name that no report uses for the full one": (
        [
            report("a", ("person", ("Ostap Verenko",))),
            report("b", ("person", ("Ostap",))),
        ],
        set(),
    ),
    "a name that two longer ones end in": (
        [
            report(
                "a", ("organisation", ("House Rivers Committee",)), ("organisation", ("Rivers Committee",))
            ),
            report("b", ("organisation", ("Senate Rivers Committee",))),
            report("c", ("organisation", ("Rivers Committee",))),
        ],
        set(),
    ),
    "a body with what it is": (
        [
            report("a", ("organisation", ("Halda party",))),
            report("b", ("organisation", ("Halda",))),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "a given name that is a surname too": (
        [
            report("a", ("person", ("Ostap Verenko",)), ("person", ("Lesya Ostap",))),
            report("b", ("person", ("Ostap",))),
        ],
        {frozenset(("a.1", "b.0"))},
    ),
    "a government in other words": (
        [
            report("a", ("government", ("Moscow",))),
            report("b", ("organisation", ("Russian government",))),
        ],
        {frozenset(("a.0", "b.0"))},
    ),
    "a person known by description alone stays with its report": (
        [
            report("a", ("person", (), {"phrase": "the Halden mayor"})),
            report("b", ("person", (), {"phrase": "the Halden mayor"})),
        ],
        set(),
    ),
    "a place by two languages' names": (
        [report("a", ("place", ("Kyiv",))), report("b", ("place", ("Kiev",)))],
        {frozenset(("a.0", "b.0"))},
    ),
    "one label for one form": (
        [
            report("a", ("organisation", ("Belden News",))),
            report("b", ("person", ("Belden News",))),
            report("c", ("organisation", ("Belden News",))),
        ],
        {frozenset(("a.0", "b.0", "c.0"))},
    ),
}


@pytest.mark.parametrize(("annotations", "groups"), CASES.values(), ids=CASES)
def test_who_is_one(annotations: list[Annotation], groups: set[frozenset[str]]) -> None:
    """Exactly the parties that are one are joined; all are kept; each merge has a reason."""
    parties = link_parties(annotations)
    assert together(parties) == groups
    every = sorted(member for party in parties for member in party.members)
    assert every == sorted((a.report.id, p.id) for a in annotations for p in a.marks.parties)
    assert all(party.reasons for party in parties if len(party.members) > 1)


def test_order_of_reports_does_not_matter() -> None:
    """The same reports in any order give the same parties with the same ids."""
    annotations = [
        report("a", ("person", ("Ostap Verenko",)), ("government", ("Moscow",))),
        report("b", ("person", ("Verenko",)), ("government", ("Kremlin",))),
        report("c", ("person", ("O. Verenko",)), ("organisation", ("HRA",))),
    ]
    first = link_parties(annotations)
    assert all(link_parties(list(order)) == first for order in permutations(annotations))


def test_names_are_kept_as_written_per_report() -> None:
    """Each report's own spelling stays with it, and the full one is shown."""
    parties = link_parties(
        [report("a", ("person", ("Ostap Verenko",))), report("b", ("person", ("Mr Verenko", "Verenko")))]
    )
    assert parties[0].name == "Ostap Verenko"
    assert parties[0].names == (("a", ("Ostap Verenko",)), ("b", ("Mr Verenko", "Verenko")))


def test_the_users_judgements_go_first() -> None:
    """A user's file joins two names, keeps two apart, and says which name is shown."""
    annotations = [
        report("a", ("person", ("Ostap Verenko",)), ("organisation", ("Halden Authority",))),
        report("b", ("person", ("Ostap Verenko",)), ("organisation", ("River Board",))),
    ]
    judgements = read_judgements(
        "# mine\n\ndifferent\tOstap Verenko\tOstap Verenko\nsame\tHalden Authority\tRiver Board\n"
        "name\tRiver Board\tThe Board\n"
    )
    parties = link_parties(annotations, judgements=judgements)
    assert together(parties) == {frozenset(("a.1", "b.1"))}
    assert "The Board" in {party.name for party in parties}


def test_written_judgements_read_back_to_the_same_parties() -> None:
    """The file that the tool writes keeps the merges as they are."""
    annotations = [report("a", ("place", ("Kyiv",))), report("b", ("place", ("Kiev",)))]
    parties = link_parties(annotations)
    again = link_parties(annotations, judgements=read_judgements(write_judgements(parties)))
    assert [party.members for party in again] == [party.members for party in parties]
    assert "the user's judgement" in again[0].reasons[0]


@pytest.mark.parametrize("line", ["same\tone", "equal\ta\tb", "same\ta\t", "same a b"])
def test_a_bad_judgement_is_refused_with_its_line(line: str) -> None:
    """A line that is no judgement is an error that names the file and the line."""
    with pytest.raises(UsageError, match="mine, line 2"):
        read_judgements(f"# mine\n{line}\n", "mine")
