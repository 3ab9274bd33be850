"""What the learned extractor finds, joined with what the rules see: spans, chains, nesting, repairs."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from twosource.mark.attributions import find_attributions
from twosource.mark.parse import parse
from twosource.records import Attribution
from twosource.spans import Span

Extents = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Raw:
    """An attribution as the extractor gives it."""

    content: Extents
    cue: Extents
    source: Extents
    score: float = 0.9


def _raw(text: str, content: str, cue: str, source: str) -> Raw:
    def at(words: str) -> Extents:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    return Raw(at(content), at(cue), at(source))


def _found(text: str, *raws: Raw) -> tuple[Attribution, ...]:
    return find_attributions("r", parse(text, (Span.cut(text, 0, len(text)),)), None, raws)


def _said(one: Attribution) -> tuple[str, str]:
    return " // ".join(s.text for s in one.source), " // ".join(s.text for s in one.content)


def test_carrier_read_as_speaker_is_put_right() -> None:
    """Where the extractor takes the agency for the speaker, the rules' chain stands: once, with its via."""
    text = "“We will hold,” Corvo said, according to state news agency Orla."
    (one,) = _found(text, _raw(text, "“We will hold,” Corvo said", "according to", "state news agency Orla"))
    assert _said(one) == ("Corvo", "“We will hold,”")
    assert [via.span.text for via in one.via] == ["state news agency Orla"]


HALVED = {
    "subject": ("The zoo, according to Mayor Brek, was shut for days.", "The zoo", "was shut for days"),
    "brackets": ("The zoo was shut (according to Brek) for two days.", "The zoo was shut", "for two days"),
    "dashes": ("The zoo was shut — according to Brek — for two days.", "The zoo was shut", "for two days"),
}


@pytest.mark.parametrize(("text", "before", "after"), HALVED.values(), ids=HALVED)
def test_clause_goes_on_after_an_inserted_cue(text: str, before: str, after: str) -> None:
    """A content that was learned up to a cue set into its clause goes on after it."""
    (one,) = _found(text, _raw(text, before, "according to", "Brek"))
    assert [span.text for span in one.content] == [before, after]


def test_next_clause_is_not_of_an_inserted_cue() -> None:
    """What "and" joins after the cue is the outlet's own."""
    text = "The dam broke, according to Brek, and the mayor left the town."
    (one,) = _found(text, _raw(text, "The dam broke", "according to", "Brek"))
    assert _said(one) == ("Brek", "The dam broke")


def test_who_is_told_is_no_source() -> None:
    """A learned source that hears what is said is taken back: nobody names who told her."""
    text = "Brek has been told that the town must pay."
    (one,) = _found(text, _raw(text, "that the town must pay", "has been told", "Brek"))
    assert _said(one) == ("", "that the town must pay")


def test_heading_before_a_colon_says_nothing() -> None:
    """What stands before a colon and is no party is a heading."""
    text = "Photos: a rocket is launched from the island in the sea."
    assert _found(text, _raw(text, "a rocket is launched from the island in the sea", ":", "Photos")) == ()


def test_closing_attribution_reaches_back_to_its_sentence() -> None:
    """Of a long sentence whose last piece alone was learned, the speaker at its end said all."""
    text = (
        "Crews came when smoke was seen rising over the school where pupils wrote a test, chief Brek added."
    )
    (one,) = _found(
        text, _raw(text, "rising over the school where pupils wrote a test", "added", "chief Brek")
    )
    assert one.content[0].text == text[: text.index(", chief")]


def test_closing_attribution_leaves_the_clause_before_its_own() -> None:
    """What "but" parts from the last clause may be the outlet's own."""
    text = "The dam broke on Monday, but the road was safe, Brek said."
    (one,) = _found(text, _raw(text, "but the road was safe", "said", "Brek"))
    assert _said(one) == ("Brek", "but the road was safe")


def test_learned_attitude_is_kept_with_its_spans() -> None:
    """An attitude that no list knows keeps the extractor's spans, and is nobody's statement."""
    text = "Crowds marched against the new tax in Ostra."
    (one,) = _found(text, _raw(text, "the new tax", "marched against", "Crowds"))
    assert _said(one) == ("Crowds", "the new tax")
    assert one.strength == "thought"


def test_next_verb_of_the_speaker_is_cut_off() -> None:
    """A learned content that runs over the speaker's next verb is cut before it."""
    text = "Mr Corvo said he would not step down and rejected offers to mediate."
    first, second = _found(
        text, _raw(text, "he would not step down and rejected offers to mediate", "said", "Mr Corvo")
    )
    assert _said(first) == ("Mr Corvo", "he would not step down")
    assert _said(second) == ("Mr Corvo", "offers to mediate")


def test_nested_is_added() -> None:
    """The extractor reads one level; what stands inside comes from the rules."""
    text = "Brek said Halden had warned that the dam would burst."
    outer, inner = _found(text, _raw(text, "Halden had warned that the dam would burst", "said", "Brek"))
    assert inner.inside == outer.id
    assert _said(inner) == ("Halden", "that the dam would burst")


def test_cut_quotation_is_made_whole() -> None:
    """A learned content that begins or ends within a quotation is widened to its marks."""
    text = "“The road is open to all of you today,” Halden said."
    (one,) = _found(text, _raw(text, "The road is open", "said", "Halden"))
    assert _said(one) == ("Halden", "“The road is open to all of you today,”")


def test_quotation_without_a_cue_goes_on() -> None:
    """A content without a cue keeps the speaker before it and says so."""
    text = "“The road is open,” Halden said.\nAnd it will stay open."
    first, second = _found(
        text,
        _raw(text, "“The road is open,”", "said", "Halden"),
        _raw(text, "And it will stay open.", "", ""),
    )
    assert first.basis is None
    assert second.basis == "continues the quotation before"


def test_article_alone_is_made_a_phrase() -> None:
    """A learned source that is nothing but an article is widened to its noun phrase."""
    text = "The weary public soured on the new tax."
    (one,) = _found(text, _raw(text, "the new tax", "soured on", "The"))
    assert _said(one) == ("The weary public", "the new tax")


def test_act_with_a_name_alone_is_dropped() -> None:
    """A learned cue of no list with a word or two is an act about somebody: nobody's words or thoughts."""
    text = "The weary public soured on him."
    assert _found(text, _raw(text, "him", "soured on", "The weary public")) == ()


def test_listed_verb_with_another_complement_is_an_act() -> None:
    """A speech verb that takes no object as content is an act with one: to attack a post is no statement."""
    text = "Militants attacked the three polling stations in Ostra."
    (one,) = _found(text, _raw(text, "the three polling stations in Ostra", "attacked", "Militants"))
    assert one.strength == "thought"


def test_imperative_is_dropped() -> None:
    """A learned cue that tells the reader what to do is nobody's words."""
    text = "Read about the old mill here."
    assert _found(text, _raw(text, "the old mill", "Read", "")) == ()


def test_source_leaves_the_quotation() -> None:
    """A source that the parse runs into the quotation before it is cut at the mark."""
    text = "“Very good reporter, this guy,” Brek, the mayor of Ostra, said when a clerk asked him."
    (one,) = _found(text, _raw(text, "“Very good reporter, this guy,”", "said", "Brek"))
    assert _said(one)[1] == "“Very good reporter, this guy,”"
    assert _said(one)[0].startswith("Brek")


def test_uncued_quotation_stands_though_something_stands_inside_it() -> None:
    """A learned quotation without a cue is kept where a nested cue within it was found too."""
    text = "“Our staff have apologised for the remarks and the council acts.”"
    (outer, *_) = _found(text, _raw(text, text, "", ""))
    assert outer.content[0].text == text


def test_according_without_to_is_a_statement() -> None:
    """A slip of the pen ("according the mayor") makes no attitude of a statement."""
    text = "The town is safe, according the mayor."
    (one,) = _found(text, _raw(text, "The town is safe", "according", "the mayor"))
    assert (one.strength, one.basis) == ("said", None)


def test_bare_pronoun_is_no_cue() -> None:
    """A learned cue without a word that can tell of speech is dropped."""
    text = "It was cold in the hills."
    assert _found(text, _raw(text, "cold in the hills", "It", "")) == ()


def test_rules_serve_what_was_missed() -> None:
    """Speech that the extractor missed comes from the rules."""
    text = "Halden said the road was open. Brek said the dam was safe."
    found = _found(text, _raw(text, "the road was open", "said", "Halden"))
    assert [_said(one) for one in found] == [
        ("Halden", "the road was open"),
        ("Brek", "the dam was safe"),
    ]


def test_learned_speaker_of_a_participle_stands() -> None:
    """Whose participle it is, is learned better than parsed: another learned source takes the place."""
    text = "Allies of Brek say that Halden left early, believing that the talks were dead."
    found = _found(
        text,
        _raw(text, "that Halden left early", "say", "Allies of Brek"),
        _raw(text, "that the talks were dead", "believing", "Halden"),
    )
    assert ("Halden", "that the talks were dead") in [_said(one) for one in found]


def test_what_is_called_so_does_not_speak() -> None:
    """The thing that "often called" tells of is not who calls it so."""
    text = "The pill, often called the “white pill,” has been used since 2000."
    (one,) = _found(text, _raw(text, "the “white pill,”", "often called", "The pill"))
    assert one.source == ()


def test_cue_in_a_quotation_has_its_source_there() -> None:
    """A cue within a quotation is not given to the one who says the quotation."""
    text = "“No way that anyone could claim the pill is untested,” said Halden."
    found = _found(
        text,
        _raw(text, "“No way that anyone could claim the pill is untested,”", "said", "Halden"),
        _raw(text, "the pill is untested", "could claim", "Halden"),
    )
    assert len(found) == 1


def test_stretch_beyond_another_speaker_is_cut_off() -> None:
    """A learned content that reaches over another speaker's cue into an earlier paragraph is cut there."""
    text = (
        "“Meters have failed,” the team said.\n“The team is sure of the fuel.”\n"
        "Boss Ivo Horner said Ricci was blameless.\n“We would not appeal otherwise,” he added."
    )
    raw = _raw(text, "“We would not appeal otherwise,”", "added", "he")
    far = text.index("“The team")
    long = Raw(((far, far + 31), *raw.content), raw.cue, raw.source)
    found = _found(text, _raw(text, "“Meters have failed,”", "said", "the team"), long)
    assert ("he", "“We would not appeal otherwise,”") in [_said(one) for one in found]


def test_condition_is_nobodys_confirmation() -> None:
    """A learned cue in a condition without a source is no attribution."""
    text = "If the finding is confirmed, prices will rise."
    assert _found(text, _raw(text, "the finding", "is confirmed", "")) == ()


def test_unsure_act_is_dropped() -> None:
    """An act or attitude of which the extractor itself is unsure is left out."""
    text = "Crowds marched against the new tax in Ostra."
    raw = _raw(text, "the new tax in Ostra", "marched against", "Crowds")
    assert _found(text, Raw(raw.content, raw.cue, raw.source, 0.3)) == ()


def test_name_before_its_cue_speaks() -> None:
    """A learned source does not displace the name that stands before the cue as its subject."""
    text = "Ostra cut its support and Brek rejected the calls for a union."
    (one,) = _found(text, _raw(text, "the calls for a union", "rejected", "Ostra"))
    assert _said(one)[0] == "Brek"


STRAYS = (
    (
        "a sentence beside the cue's",
        "Ivo Tarn has been found dead at his home, police said. He was 50.",
        (("Ivo Tarn has been found dead at his home", "He was 50."), "said", "police"),
        "Ivo Tarn has been found dead at his home",
    ),
    (
        "the object of another verb",
        "Announcing the move, the bureau said that there had been more cases.",
        (("the move", "that there had been more cases"), "said", "the bureau"),
        "that there had been more cases",
    ),
    (
        "the paragraph before, where the cue comes first",
        "“The team is sure of the fuel it bought.”\nBoss Ivo Horner said Ricci was blameless.",
        (
            ("“The team is sure of the fuel it bought.”", "Ricci was blameless"),
            "said",
            "Boss Ivo Horner",
        ),
        "Ricci was blameless",
    ),
)


@pytest.mark.parametrize(("text", "raw", "content"), [c[1:] for c in STRAYS], ids=[c[0] for c in STRAYS])
def test_stretch_that_is_not_the_speakers_is_left_out(
    text: str, raw: tuple[tuple[str, ...], str, str], content: str
) -> None:
    """A learned content of several stretches loses those that can't be its words."""
    stretches, cue, source = raw
    parts = tuple((text.index(s), text.index(s) + len(s)) for s in stretches)
    one = _raw(text, stretches[0], cue, source)
    found = _found(text, Raw(parts, one.cue, one.source))
    assert content in [_said(a)[1] for a in found if a.cue]


def test_description_before_the_speakers_name_is_the_speakers() -> None:
    """A description that the content took in goes to the name it describes."""
    text = "The rocket would have flown far, an expert on rockets, Tomas Brek, said."
    (one,) = _found(
        text, _raw(text, "The rocket would have flown far, an expert on rockets", "said", "Tomas Brek")
    )
    assert _said(one) == ("an expert on rockets, Tomas Brek", "The rocket would have flown far")


def test_outer_speaker_of_a_learned_plan_is_kept() -> None:
    """Who says that others discussed something is not lost where only what they discussed was learned."""
    text = "Ostra and Kessia had discussed sending aid to the coast, the palace said."
    found = _found(text, _raw(text, "sending aid to the coast", "had discussed", "Ostra and Kessia"))
    assert ("the palace", "Ostra and Kessia had discussed sending aid to the coast") in [
        _said(a) for a in found
    ]


@pytest.mark.parametrize(("score", "count"), [(0.58, 0), (0.95, 1)], ids=["unsure", "sure"])
def test_rare_cue_needs_more_confidence(score: float, count: int) -> None:
    """A verb that is seldom a cue is an act, unless the extractor is sure."""
    text = "The council unanimously imposed new taxes on the town and on its mill."
    raw = _raw(text, "new taxes on the town and on its mill", "unanimously imposed", "The council")
    assert len(_found(text, Raw(raw.content, raw.cue, raw.source, score))) == count


def test_learned_noun_without_a_source_is_no_cue() -> None:
    """What a play is about is nobody's words."""
    text = "The college is staging a play about a man killed for his faith."
    assert _found(text, _raw(text, "a man killed for his faith", "a play about", "")) == ()


def test_question_to_the_reader_is_nobodys() -> None:
    """A question of the report itself attributes nothing."""
    text = "What do the engineers say about the dam?"
    assert _found(text, _raw(text, "the dam", "say about", "the engineers")) == ()


def test_what_the_report_makes_of_words_is_nobodys() -> None:
    """That comments were an appeal is the report's reading of them, nobody's appeal."""
    text = "Mr Corvo’s comments were a clear appeal to his neighbours for help."
    raw = _raw(text, "his neighbours for help", "were a clear appeal to", "Mr Corvo’s comments")
    assert _found(text, raw) == ()


def test_a_cue_that_took_the_not_is_dropped() -> None:
    """A content without the "not" that the cue took would say the opposite of what was said."""
    text = "The ministry confirmed the test but added it had not detected any signs of a launch."
    raw = _raw(text, "any signs of a launch", "added it had not detected", "The ministry")
    assert [c for _, c in map(_said, _found(text, raw))][-1] == "it had not detected any signs of a launch"
