"""Attributions as records: offsets, kinds, speakers, ids, order, and odd input."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from twosource.mark.attributions import find_attributions
from twosource.mark.parse import parse
from twosource.records import Attribution
from twosource.spans import Span, check_all

from ..work import LINEAR, Work, growth


@dataclass(frozen=True)
class Named:
    """A stand-in for the mentions of a report: each word stands for the party it names."""

    text: str
    known: tuple[str, ...]

    def at(self, start: int, end: int) -> str | None:
        """Return the first known name in the words."""
        return next((name for name in self.known if name in self.text[start:end]), None)


def _found(text: str, *known: str) -> tuple[Attribution, ...]:
    return find_attributions("r1", parse(text, (Span.cut(text, 0, len(text)),)), Named(text, known))


KINDS = (
    ("direct", "“The road is open,” Halden said.", "direct"),
    ("direct broken", "“The road,” Halden said, “is open to all of us.”", "direct"),
    ("mixed", "Halden said the road was “open to all”.", "mixed"),
    ("mixed opening with a quotation", "Halden said “hidden hands” were guiding them.", "mixed"),
    ("indirect", "Halden said the road was open.", "indirect"),
    ("single marks", "‘The road is open,’ Halden said.", "direct"),
)


@pytest.mark.parametrize(("text", "kind"), [c[1:] for c in KINDS], ids=[c[0] for c in KINDS])
def test_kind(text: str, kind: str) -> None:
    """Direct is quoted whole, mixed in part, indirect not at all."""
    (one,) = _found(text)
    assert one.kind == kind


def test_spans_are_of_the_text() -> None:
    """Every span of an attribution has the characters of the text at its extent."""
    text = "Brek said, citing Norda, that “all was well”.\n“It was,” said Halden, according to Orla. “Well?”"
    for one in _found(text):
        check_all(text, (*one.content, *one.cue, *one.source, *(via.span for via in one.via)))


def test_speaker_and_via_are_parties() -> None:
    """The speaker and the via are the parties that their words stand for."""
    one, *_ = _found("“We hold,” Corvo said, according to state news agency Orla.", "Corvo", "Orla")
    assert one.speaker == "Corvo"
    assert [(via.party, via.span.text) for via in one.via] == [("Orla", "state news agency Orla")]


def test_unknown_speaker_stays_unknown() -> None:
    """A source that no party stands for has no speaker."""
    one, *_ = _found("Someone said the road was open.", "Corvo")
    assert one.speaker is None


def test_relative_pronoun_is_its_noun() -> None:
    """`who` in "Halden, who said …" stands for Halden."""
    one, *_ = _found("Halden, who said the dam was unsafe, left the hall.", "Halden")
    assert one.speaker == "Halden"


def test_next_paragraph_keeps_speaker_and_via() -> None:
    """A quotation that opens the next paragraph without a cue keeps speaker and chain, and says so."""
    text = "“We hold,” Corvo said, according to state news agency Orla.\n“They will go home soon.”"
    first, second = _found(text, "Corvo", "Orla")
    assert (second.speaker, second.basis) == ("Corvo", "continues the quotation before")
    assert [via.party for via in second.via] == [via.party for via in first.via] == ["Orla"]


def test_new_cue_ends_the_run() -> None:
    """A quotation with its own cue is not the earlier speaker's."""
    text = "“We hold,” Corvo said.\n“Not for long,” Halden said."
    assert [one.speaker for one in _found(text, "Corvo", "Halden")] == ["Corvo", "Halden"]


def test_dialogue_without_cues_has_no_speaker() -> None:
    """After a question and its answer, a quotation without a cue may be either's: unsure, and it says so."""
    text = "“Did you see the boat?” Halden asked.\n“No,” Brek said.\n“You were there.”\n“I was asleep.”"
    *_, third, fourth = _found(text, "Halden", "Brek")
    assert (third.speaker, fourth.speaker) == (None, None)
    assert third.basis == fourth.basis == "one of two who talk in turns; no cue says which"


def test_he_added_after_another_is_unsure() -> None:
    """ "He added" that the parties give to another than the one who spoke last has no speaker."""
    text = "“We hold,” Corvo said.\n“You don’t,” Halden said.\nHe added that the army was near."

    class First(Named):
        def at(self, start: int, end: int) -> str | None:
            words = self.text[start:end]
            return "Corvo" if words == "He" else super().at(start, end)

    parsed = parse(text, (Span.cut(text, 0, len(text)),))
    *_, last = find_attributions("r1", parsed, First(text, ("Corvo", "Halden")))
    assert (last.source[0].text, last.speaker) == ("He", None)


def test_nested_points_at_the_one_around() -> None:
    """The inner attribution of "A said B had warned …" stands inside the outer one."""
    outer, inner = _found("Brek said Halden had warned that the dam would burst.", "Brek", "Halden")
    assert (outer.speaker, outer.inside) == ("Brek", None)
    assert (inner.speaker, inner.inside) == ("Halden", outer.id)


def test_ids_differ_and_are_stable() -> None:
    """Ids are digests of content: the same on every run, different for each attribution and report."""
    text = "Halden said the road was open. Brek said the dam was safe."
    first, again = _found(text), _found(text)
    assert [one.id for one in first] == [one.id for one in again]
    assert len({one.id for one in first}) == len(first) == 2
    other = find_attributions("r2", parse(text, (Span.cut(text, 0, len(text)),)), None)
    assert not {one.id for one in other} & {one.id for one in first}


def test_text_order() -> None:
    """Attributions come in the order of the text."""
    text = "Halden said the road was open.\n“The dam is safe,” Brek said.\nOrla denied that it had closed."
    starts = [min(s.start for s in (*one.content, *one.cue, *one.source)) for one in _found(text)]
    assert starts == sorted(starts)


ODD = (
    ("one word", "Fire"),
    ("marks only", "“”\"\"''«»"),
    ("capitals", "THE MAYOR SAID THE ROAD WAS OPEN."),
    ("cue only", "said"),
    ("cue and mark", "said “"),
    ("nobody", "Said that it was. According to. “”, said."),
    ("empty body", ""),
    ("brackets", "(He said) [it was] {open} “(yes)”, he said."),
    ("line breaks in a quotation", "“We\nhold\non,” he said."),
)


@pytest.mark.parametrize("text", [c[1] for c in ODD], ids=[c[0] for c in ODD])
def test_odd_input(text: str) -> None:
    """Odd texts give a sane result, never an exception."""
    for one in _found(text):
        check_all(text, (*one.content, *one.cue, *one.source))
        assert one.content


@pytest.mark.parametrize("piece", ['"', "He said ", "“No,” he said. ", "A said B said "])
def test_work_grows_linearly(piece: str) -> None:
    """Four times as much of an odd text takes about four times the work, the parse not counted."""

    def prepared(size: int) -> Work:
        text = (piece * (size // len(piece) + 1))[:size]
        parsed = parse(text, (Span.cut(text, 0, len(text)),))
        return lambda: find_attributions("r1", parsed, None)

    assert growth(prepared, 4_000) <= LINEAR


POSTED = "We were alerted by Norda that the gate closes. It will open again on Monday."
POSTS = (
    (
        "end of the paragraph",
        f"The port is shut.\n{POSTED} — Ana Brek (@anabrek) May 3, 2021\nNobody came.",
        "—",
    ),
    ("next line", f"The port is shut.\n{POSTED}\n— Ana Brek (@anabrek) 3 May 2021\nNobody came.", "—"),
    ("entity", f"{POSTED} &mdash; Ana Brek (@anabrek) May 3, 2021\nNobody came.", "&mdash;"),
    ("hyphen", f"{POSTED} - Ana Brek (@anabrek)\nNobody came.", "-"),
    ("picture", f"{POSTED} pic.twitter.com/AbC — Ana Brek (@anabrek) May 3, 2021", "—"),
    ("told before", f"Brek wrote in a post:\n{POSTED} — Ana Brek (@anabrek) May 3, 2021", "—"),
    ("beside a quotation", f"“Shut,” Halden said.\n{POSTED} — Ana Brek (@anabrek) May 3, 2021\n“Well.”", "—"),
)


@pytest.mark.parametrize(("text", "dash"), [c[1:] for c in POSTS], ids=[c[0] for c in POSTS])
def test_signed_post(text: str, dash: str) -> None:
    """A post printed in a report is a direct attribution to who signs it, whomever its words name."""
    found = _found(text, "Ana Brek", "Norda", "Halden")
    (one,) = [a for a in found if a.inside is None and "again on Monday" in a.content[0].text]
    assert [span.text for span in one.content] == [POSTED]
    assert [span.text for span in (*one.cue, *one.source)] == [dash, "Ana Brek"]
    assert (one.kind, one.speaker, one.strength) == ("direct", "Ana Brek", "said")
    assert all(POSTED not in span.text for a in found if a is not one for span in a.content)
    assert all(a.inside == one.id for a in found if a.speaker == "Norda")


def test_what_a_post_tells_of_others_is_nested() -> None:
    """Who is said in a post to say a part of it says that part within the post."""
    found = _found(
        "The north gate will close, Norda says. Come on Monday. — Ana Brek (@a) May 3, 2021",
        "Ana Brek",
        "Norda",
    )
    (outer,) = [a for a in found if a.inside is None]
    (inner,) = [a for a in found if a.inside is not None]
    assert (outer.speaker, inner.speaker, inner.inside) == ("Ana Brek", "Norda", outer.id)
    assert (inner.content[0].text, inner.kind) == ("The north gate will close", "indirect")


def test_signature_is_known_from_the_report() -> None:
    """A name that is no mention under the post stands for the party of that name elsewhere in the report."""

    @dataclass(frozen=True)
    class Above:
        """A stand-in that knows the party at its first mention only."""

        def at(self, start: int, end: int) -> str | None:
            """Return the party of the first words."""
            return "Ana Brek" if (start, end) == (0, 8) else None

    text = "Ana Brek runs the port.\nThe gate is shut. — Ana Brek (@anabrek) May 3, 2021"
    (one,) = find_attributions("r1", parse(text, (Span.cut(text, 0, len(text)),)), Above())
    assert one.speaker == "Ana Brek"
    assert one.source[0].start > 24
