"""The learned extractor's attributions as drafts: its spans, with the structure that the parse gives."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from twosource.mark.carriers import is_party
from twosource.mark.cue_rates import cue_rate
from twosource.mark.cues import (
    VERBAL,
    Frame,
    frames,
    is_imperative,
    is_naming_participle,
    is_negated,
    is_question,
    word,
)
from twosource.mark.drafts import (
    CONTINUES,
    MAX_BACK,
    Draft,
    Extent,
    holds,
    meet,
    root_at,
    said,
    share_sources,
    words_at,
)
from twosource.mark.matching import RawAttribution, find_speaker, firm, free_hearer, is_firm, is_way, match_of
from twosource.mark.nearby import Contents, Cues
from twosource.mark.parse import Paragraph, Parsed
from twosource.mark.plain_acts import is_plain_act
from twosource.mark.strays import swallows_not
from twosource.mark.subjects import QUOTES
from twosource.mark.tokens import Token

NEGATED: Final[Mapping[str, str]] = {"confirmed": "denied", "claimed": "denied", "said": "no-details"}

VOUCHING: Final = frozenset(
    {"say", "tell", "according to", "warn", "claim", "deny", "confirm", "add", "report", "accuse", "write",
     "argue", "insist", "allege", "announce", "testify", "admit"}
)  # fmt: skip
"""Cues by which a party within another's words vouches for something."""
MIN_ACT: Final = 3
"""Words of the content of an act or attitude at least: less is "featured the rhino", "challenged this"."""
NAMING: Final = frozenset({"know", "list", "market", "mean", "name", "see"})
"""Cues that, without a source, tell what something is called, is for or shows: "known as", "is meant to"."""
MIN_SCORE: Final = 0.5
"""The confidence from which an act or attitude is kept: below it, half are none on PolNeAR's dev part."""
RARE, MIN_RARE = 0.2, 0.6
"""The share of a word's occurrences in which it is a cue, below which more confidence is asked. Chosen on
PolNeAR's dev part, where it costs .002 of recall; case: "the council unanimously imposed sanctions"."""
MIN_BARE: Final = 5
"""The same where nobody is named: "is meant …"."""
MIN_QUOTED: Final = 4
"""Words of a quotation at least that makes a cue of no list one of speech: less is a term or a nickname."""
MIN_NESTED: Final = 20
"""Characters of a nested content at least: less is "said so", "told them that"."""
UNLISTED = "its cue is an act or attitude, no word of speech or thought"
"""The basis of an attribution whose cue no list knows ("initially suppressed")."""


def by_paragraph(parsed: Parsed, raws: Sequence[RawAttribution]) -> dict[int, list[RawAttribution]]:
    """Return the attributions by the number of the paragraph of their cue, else of their content."""
    starts = [paragraph.start for paragraph in parsed.paragraphs]
    found: dict[int, list[RawAttribution]] = {}
    for raw in raws:
        if raw.content:
            at = min(e[0] for e in (raw.cue or raw.content))
            found.setdefault(max(0, bisect_right(starts, at) - 1), []).append(raw)
    return found


def merged(paragraph: Paragraph, rules: Sequence[Draft], raws: Sequence[RawAttribution]) -> list[Draft]:
    """Return the drafts of a paragraph: those of the extractor, and those of the rules, chains traced.

    A speech cue with its subject and clause is read off the parse more surely than it is learned, so there
    the rules' spans stand; elsewhere the extractor's do, with cue word and strength from the rules where both
    know the cue. Of the drafts that only the rules have, those of speech cues are kept: what stands inside
    another attribution (the extractor reads one level), and what it missed.
    """
    made: list[Draft] = []
    used: set[int] = set()
    for raw in raws:
        if not raw.cue:
            continue
        if any(is_way(rule, raw) for rule in rules) or swallows_not(paragraph, raw.cue):
            continue
        match = match_of(rules, raw, used)
        if match is not None:
            used.add(id(match))
        if match is not None and is_firm(match):
            made.append(firm(paragraph, match, raw, rules))
        else:
            draft = _draft(paragraph, raw, match)
            if (match is not None or _is_cue(draft)) and not _is_noise(paragraph, draft, raw.score):
                made.append(draft)
    made += [rule for rule in rules if id(rule) not in used and _is_kept(rule, made)]
    share_sources(made)
    made += [rest for draft in made for rest in free_hearer(paragraph, draft)]
    return [draft for draft in made if not is_plain_act(paragraph, draft)]


def uncued(
    parsed: Parsed, drafts: Sequence[Draft], learned: Mapping[int, Sequence[RawAttribution]]
) -> list[Draft]:
    """Return drafts of the learned contents without a cue that no draft holds: the speech before goes on."""
    contents, cues, made = Contents(drafts), Cues(drafts), []
    for number in sorted(learned):
        for raw in learned[number]:
            if raw.cue or any(
                not holds(raw.content, other.cue or other.content)  # what stands inside it is no rival
                for extent in raw.content
                for other in contents.meeting(*extent)
            ):
                continue
            draft = Draft(number, list(raw.content), [], list(raw.source), basis=CONTINUES, quotes=True)
            start = raw.content[0][0]
            before = [
                d for d in cues.between(start - MAX_BACK, start) if d.quotes and d.paragraph >= number - 1
            ]
            if before and not raw.source:
                last = before[-1]
                draft.head, draft.via, draft.strength = last.who, list(last.via), last.strength
            made.append(draft)
    return made


def _is_kept(rule: Draft, made: Sequence[Draft]) -> bool:
    """Return whether a draft that only the rules have is worth keeping beside the extractor's."""
    met = [other for other in made if meet(rule.content, other.content)]
    if not met or (vouches(rule) and rule.source and all(_is_outer(rule, other) for other in met)):
        return rule.quotes or rule.strength == "no-details"
    return vouches(rule) and _is_nested(rule, made)


def _is_outer(rule: Draft, other: Draft) -> bool:
    """Return whether a draft's content holds another whole: "A and B had discussed the plan, C said"."""
    return holds(rule.content, (*other.content, *other.cue, *other.source))


def vouches(draft: Draft) -> bool:
    """Return whether a draft that stands inside another one passes on what somebody else says.

    "Brek said Halden had warned that …" does; "I think …" and "they said so" are how Brek talks. Source: on
    PolNeAR's dev part, where only one level is annotated, this costs .003 of F1, all nested cues cost .02.
    """
    length = sum(e - s for s, e in draft.content)
    return draft.quotes and draft.word in VOUCHING and length > MIN_NESTED and draft.strength != "no-details"


def _is_nested(rule: Draft, made: Sequence[Draft]) -> bool:
    """Return whether all words of a draft stand in the content of one of the extractor's."""
    words = (*rule.content, *rule.cue)
    return any(holds(other.content, words) for other in made)


def _draft(paragraph: Paragraph, raw: RawAttribution, match: Draft | None) -> Draft:
    """Return the draft of one attribution of the extractor."""
    draft = Draft(paragraph.number, list(raw.content), list(raw.cue), list(raw.source))
    if match is not None:
        draft.token, draft.word = match.token, match.word
        draft.strength, draft.quotes = match.strength, match.quotes
        if not draft.source or (match.source and meet(match.source, draft.source)):
            draft.source = draft.source or list(match.source)
            draft.source_token, draft.head = match.source_token, match.head
    else:
        _read_cue(paragraph, draft)
    if draft.token is not None and is_naming_participle(draft.token):
        draft.source, draft.source_token, draft.head = [], None, None  # what is called so does not speak
    if draft.source_token is None and draft.source:
        find_speaker(paragraph, draft)
    return draft


def _is_noise(paragraph: Paragraph, draft: Draft, score: float) -> bool:
    """Return whether what was learned is an act about something rather than words or a thought.

    "The photographer featured the rhino", "(Read about the rhino …)", "Suda, as she was known, hailed from".
    Source of the bounds: on PolNeAR's dev part four of ten acts below five words count, seven of ten above.
    """
    token = draft.token
    if draft.basis == UNLISTED and not any(
        t.text in QUOTES for e in draft.content for t in words_at(paragraph, e) or ()
    ):
        size = sum(len(said(paragraph, e).split()) for e in draft.content)
        if score < MIN_SCORE or size < (MIN_ACT if draft.source else MIN_BARE) or token is None:
            return True
        if token.pos_ == "NOUN" and not draft.source:
            return True  # "a play about a murder"
        if score < MIN_RARE and cue_rate(token, draft.word) < RARE:
            return True
    if any(t.pos_ == "NOUN" and t.dep_ == "attr" for e in draft.cue for t in words_at(paragraph, e) or ()):
        return True  # "his comments were a clear appeal to …": what the report makes of them
    if _is_label(paragraph, draft):
        return True
    if token is None or token.pos_ not in VERBAL:
        return False
    if is_imperative(token) or is_question(token) or any(_cue_adverb(paragraph, e) for e in draft.cue):
        return True
    if draft.source or is_naming_participle(token):
        return False
    if draft.word in NAMING or any(c.dep_ == "mark" and c.lower_ == "if" for c in token.children):
        return True
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    return subject is not None and meet([paragraph.extent(subject)], draft.content)


def _is_label(paragraph: Paragraph, draft: Draft) -> bool:
    """Return whether the cue is the colon after a heading that is no party: "Photos: Rocket is launched"."""
    head = draft.source_token
    if [said(paragraph, e) for e in draft.cue] != [":"] or _is_quoted(paragraph, draft):
        return False
    if head is not None and head.pos_ == "PROPN":
        return False
    return head is None or not is_party(head)


def _cue_adverb(paragraph: Paragraph, extent: Extent) -> bool:
    """Return whether a cue has an adverb by which the report itself hedges: "reportedly called in"."""
    return any(t.lower_ in ("reportedly", "allegedly") for t in words_at(paragraph, extent) or ())


def _is_cue(draft: Draft) -> bool:
    """Return whether a learned cue has a word that can tell of speech: not "it", not a bare "had"."""
    if draft.token is None or draft.token.pos_ in ("PRON", "DET", "CCONJ", "NUM"):
        return False
    return draft.token.pos_ != "AUX" or bool(draft.source)


def _read_cue(paragraph: Paragraph, draft: Draft) -> None:
    """Set cue word, strength and use of quotations from the words of the cue."""
    draft.quotes = True
    for extent in draft.cue:
        for token in words_at(paragraph, extent) or ():
            frame = _frame(token)
            if frame is not None and _fits(paragraph, token, frame, draft):
                draft.token, draft.word = token, word(token)
                draft.strength = (
                    NEGATED.get(frame.strength, frame.strength) if is_negated(token) else frame.strength
                )
                draft.quotes = "q" in frame.takes
                return
    # A cue that no list knows ("unveiled", "protested against") is an act or attitude: nobody's statement,
    # unless it brings a quotation.
    is_quoted = _is_quoted(paragraph, draft) or _is_according(paragraph, draft)
    draft.strength = "said" if is_quoted else "thought"
    draft.quotes = is_quoted
    draft.basis = draft.basis if is_quoted else UNLISTED
    draft.token = root_at(paragraph, draft.cue[0]) if draft.cue else None
    draft.word = word(draft.token) if draft.token is not None else ""


def _is_quoted(paragraph: Paragraph, draft: Draft) -> bool:
    if words_at(paragraph, draft.content[0]) is None:
        return True  # a paragraph of its own: “…” / ― Brek
    size = sum(len(said(paragraph, e).split()) for e in draft.content)
    return _opens_quoted(paragraph, draft) and size >= MIN_QUOTED


def _opens_quoted(paragraph: Paragraph, draft: Draft) -> bool:
    words = words_at(paragraph, draft.content[0])
    return words is not None and words[0].text in QUOTES


def _is_according(paragraph: Paragraph, draft: Draft) -> bool:
    """Return whether the cue is "according to", be the "to" missing."""
    return any(t.lower_ == "according" for e in draft.cue for t in words_at(paragraph, e) or ())


def _fits(paragraph: Paragraph, token: Token, frame: Frame, draft: Draft) -> bool:
    """Return whether the learned content is what a listed cue takes: not "attacked the polling stations"."""
    thing = next((c for c in token.children if c.dep_ == "dobj"), None)
    if thing is None or token.pos_ not in VERBAL or _opens_quoted(paragraph, draft):
        return True
    takes = frame.takes.keys() & {"o", "op", "a", "oprd", "x"}
    clause = any(c.dep_ in ("ccomp", "acl", "relcl") for c in (*token.children, *thing.children))
    if takes or ("c" in frame.takes and clause):
        return True
    return not meet([paragraph.extent(thing)], draft.content)


def _frame(token: Token) -> Frame | None:
    kinds = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}
    kind = kinds.get(token.pos_)
    return frames(kind).get(word(token)) if kind is not None else None
