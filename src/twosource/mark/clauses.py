"""Cue words to drafts of attributions: source, cue and content read off the parse of one paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from twosource.mark.contents import content_heads, content_tokens, marked, subject_before
from twosource.mark.cues import (
    VERBAL,
    Cue,
    find_cues,
    frames,
    gives_no_details,
    is_imperative,
    is_naming_participle,
    is_negated,
    is_passive,
    is_question,
    is_silent,
    readable,
    word,
)
from twosource.mark.drafts import Draft, extents
from twosource.mark.parse import Paragraph
from twosource.mark.subjects import NAMELESS, antecedent, noun_phrase, subject_of
from twosource.mark.tokens import Token

HEDGED_PASSIVES: Final = frozenset(
    {"say", "expect", "believe", "think", "report", "know", "allege", "understand", "predict", "estimate",
     "consider", "rumour", "rumor", "project", "fear", "suspect", "assume"}
)  # fmt: skip
"""Verbs whose passive hedges a clause and names nobody: "is said to", "was expected to"."""
CLAIMS: Final = frozenset(
    {"charge", "notion", "idea", "story", "version", "finding", "accusation", "insinuation", "theory"}
)
"""Nouns, besides the cues of claims, for what others say: to reject one is to deny it."""
MAX_LEAD: Final = 40
"""Words before a colon that are searched for its verb."""
MAX_LABEL: Final = 6
"""Words of a name before a colon at most."""


def drafts_of(paragraph: Paragraph) -> list[Draft]:
    """Return the drafts of a paragraph by their cues; those without content may take a quotation."""
    cues = find_cues(paragraph.doc)
    known = {cue.token.i: cue for cue in cues}
    made: list[Draft] = []
    for cue in cues:
        draft = _draft(paragraph, cue, known)
        if draft is not None:
            made.append(draft)
    made += _silences(paragraph, known)
    return made


def _draft(paragraph: Paragraph, cue: Cue, known: dict[int, Cue]) -> Draft | None:
    """Return the draft of one cue word, or `None` if it is not used as one."""
    kind = cue.token.pos_
    if kind == "NOUN":
        return _noun_draft(paragraph, cue, known)
    if kind == "ADJ":
        return _adjective_draft(paragraph, cue, known)
    return _verb_draft(paragraph, cue, known)


def _verb_draft(paragraph: Paragraph, cue: Cue, known: dict[int, Cue]) -> Draft | None:
    verb = cue.token
    if is_imperative(verb) or is_naming_participle(verb) or is_question(verb):
        return None
    source = subject_of(verb, known)
    heads = content_heads(cue, known)
    passive = is_passive(verb)
    if passive and source is None and not (heads and cue.word in HEDGED_PASSIVES):
        return None
    if _absorbed(verb, known, heads) or any(h.lower_ in NAMELESS for h in heads):
        return None
    barred = _cue_words(cue, known) | {verb.i}
    content = content_tokens(heads, verb, barred, source, known)
    if content and source is not None:
        content = [*subject_before(content, verb, source), *content]
    if passive and content and cue.word in HEDGED_PASSIVES and source is None:
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if subject is not None and subject.lower_ != "it":
            content = [*subject.subtree, *content]
    if (not content and not cue.takes("q")) or (source is None and not passive):
        return None
    group = [verb.doc[i] for i in sorted(barred)]
    made = _made(paragraph, source, content, group, known)
    made.token, made.word, made.quotes = verb, cue.word, cue.takes("q")
    made.strength = _strength(cue, known)
    return made


def _made(
    paragraph: Paragraph,
    source: Token | None,
    content: Sequence[Token],
    cue: Sequence[Token],
    known: dict[int, Cue],
) -> Draft:
    """Return a draft of the words of content and cue, and the noun phrase of the source without them."""
    made = Draft(paragraph.number, extents(paragraph, content), extents(paragraph, cue), [])
    if source is not None:
        barred = {t.i for t in (*content, *cue)}
        phrase = [t for t in noun_phrase(source, barred, known) if t.tag_ != "POS" or t.head.i != source.i]
        made.source, made.source_token = extents(paragraph, phrase), source
        made.head = paragraph.extent(antecedent(source))
    return made


def _strength(cue: Cue, known: dict[int, Cue]) -> str:
    """Return the strength of the cue as it stands: "refused to say" and "did not say" are not "said"."""
    verb = cue.token
    linked = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    if verb.i + 1 < len(verb.doc):
        linked.add(verb.nbor().lower_)  # "calling for him to go": "for" hangs on "go"
    if any(c.dep_ == "dobj" and not _is_claim(c) for c in verb.children):
        linked.add("o")  # "rejected the offer" refuses it, "rejected the charges" denies them
    special = [s for name, s in cue.frame.takes.items() if s != cue.frame.strength and name in linked]
    if special:
        return special[0]
    if is_negated(verb):
        turned = {"confirmed": "denied", "claimed": "denied", "said": "no-details"}
        return turned.get(cue.frame.strength, cue.frame.strength)
    if verb.dep_ == "xcomp" and verb.head.i in known:
        above = known[verb.head.i].frame.strength
        return above if above in ("refused", "planned") else cue.frame.strength
    return cue.frame.strength


def _is_claim(noun: Token) -> bool:
    """Return whether a noun stands for what others say, so that to reject it is to deny it."""
    made = word(noun)
    frame = frames("noun").get(made)
    claims = frame is not None and frame.strength in ("claimed", "said", "thought", "warned")
    return claims or made in CLAIMS or noun.pos_ == "PRON"


def _absorbed(verb: Token, known: dict[int, Cue], heads: list[Token]) -> bool:
    """Return whether the cue only opens another one that has the content ("refused to say that …")."""
    for child in verb.children:
        if child.dep_ == "xcomp" and child.i in known and child in heads:
            inner = known[child.i]
            if inner.takes("c") and content_heads(inner, known):
                return True
    return False


def _cue_words(cue: Cue, known: dict[int, Cue]) -> set[int]:
    """Return the numbers of the tokens of the verb group, with adverbs, particle and preposition."""
    verb = cue.token
    places = {verb.i}
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt"):
            places.add(child.i)
        if child.dep_ == "prep" and cue.takes(child.lower_) and child.i == verb.i + 1:
            places.add(child.i)
    if verb.dep_ == "xcomp" and verb.head.i in known:
        places.update(_cue_words(known[verb.head.i], {}))
    for child in verb.children:  # adverbs inside the group ("has repeatedly said")
        if child.dep_ == "advmod" and (min(places) <= child.i <= max(places) or child.i == min(places) - 1):
            places.add(child.i)
    return places


# ---------------------------------------------------------------- nouns, adjectives, silence


def _noun_draft(paragraph: Paragraph, cue: Cue, known: dict[int, Cue]) -> Draft | None:
    """Return the draft of "his claim that …", "the bank's warning about …"; `None` without a possessor."""
    noun = cue.token
    source = next((c for c in noun.children if c.dep_ == "poss"), None)
    if source is None:
        by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
        source = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    heads: list[Token] = []
    for child in noun.children:
        clause = child.dep_ in ("acl", "ccomp", "relcl") and marked(child, ("that", "whether"))
        infinitive = child.dep_ == "acl" and child.tag_ == "VB"
        if (clause and cue.takes("c")) or (infinitive and cue.takes("x")):
            heads.append(child)
        elif child.dep_ == "prep" and cue.takes(child.lower_):
            heads += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
    if not heads or source is None:
        return None
    content = [t for head in heads for t in head.subtree if t.i != noun.i]
    made = _made(paragraph, source, content, [noun], known)
    made.token, made.word, made.strength = noun, cue.word, cue.frame.strength
    return made


def _adjective_draft(paragraph: Paragraph, cue: Cue, known: dict[int, Cue]) -> Draft | None:
    """Return the draft of "she is confident that …", "they were willing to …"."""
    state = cue.token
    verb = state.head
    if state.dep_ not in ("acomp", "oprd") or verb.pos_ not in VERBAL:
        return None
    source = subject_of(verb, known)
    heads: list[Token] = []
    for child in (*state.children, *verb.children):
        if child.i <= state.i:
            continue
        clause = child.dep_ == "ccomp" or (child.dep_ == "advcl" and marked(child, ("that",)))
        if (clause and cue.takes("c")) or (child.dep_ == "xcomp" and cue.takes("x")):
            heads.append(child)
        elif child.dep_ == "prep" and cue.takes(child.lower_) and child.head.i == state.i:
            heads += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
    if source is None or not heads or source.lower_ in ("it", "that", "this", "which", "there"):
        return None
    content = [t for head in heads for t in head.subtree]
    group = [*(c for c in verb.children if c.dep_ in ("aux", "neg")), verb, state]
    made = _made(paragraph, source, content, group, known)
    made.token, made.word, made.strength = verb, cue.word, cue.frame.strength
    return made


def _silences(paragraph: Paragraph, known: dict[int, Cue]) -> list[Draft]:
    """Return the drafts of what says that nothing was said: "gave no details", "did not elaborate"."""
    made: list[Draft] = []
    text = paragraph.doc.text
    if not any(sign in text for sign in ("n't", "not", "no ", "No ", "never")):
        return made
    for token in readable(paragraph.doc):
        if token.pos_ != "VERB" or is_passive(token):
            continue  # "who was not identified": nobody was silent
        thing = gives_no_details(token)
        if thing is None and not (
            is_silent(token) and (token.i not in known or not content_heads(known[token.i], known))
        ):
            continue
        source = subject_of(token, known)
        if source is None:
            continue
        group = [c for c in token.children if c.dep_ in ("aux", "neg")]
        content = list(thing.subtree) if thing is not None else [token]
        cue = [*group, token] if thing is not None else group
        made.append(_made(paragraph, source, content, cue, known))
        made[-1].token, made[-1].word, made[-1].strength = token, "give", "no-details"
    return made


def colon_draft(paragraph: Paragraph, at: int) -> Draft | None:
    """Return the draft of a clause before a colon that opens a quotation: "The sign read: …", any verb.

    Args:
        paragraph: the paragraph with the colon.
        at: offset of the colon in the report's text.
    """
    local = at - paragraph.start
    colon = paragraph.doc.char_span(local, local + 1, alignment_mode="expand")
    if colon is None or colon.start == 0:
        return None
    last = paragraph.doc[colon.start - 1]
    before = list(paragraph.doc[max(last.sent.start, colon.start - MAX_LEAD) : colon.start])
    for token in reversed(before):
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
        if subject is not None:
            group = [t for t in before if t.i > subject.i and token.i <= t.i]
            made = _made(paragraph, subject, [], group, {})
            made.token, made.word, made.quotes = token, token.lower_, True
            return made
    return _label_draft(paragraph, before)


def _label_draft(paragraph: Paragraph, before: list[Token]) -> Draft | None:
    """Return the draft of a bare name before a colon, as in a transcript: "Hale: “…”"."""
    words = [t for t in before if not t.is_space]
    if not 0 < len(words) <= MAX_LABEL or not words[-1].text[:1].isupper():
        return None
    if any(t.pos_ in VERBAL or (t.is_punct and t.text not in ".-(),") for t in words):
        return None
    end = paragraph.extent(words[-1])[1]
    return Draft(
        paragraph.number, [], [(end, end + 1)], [(paragraph.extent(words[0])[0], end)], "said",
        paragraph.extent(words[-1]), token=words[-1], source_token=words[-1], word=":", quotes=True,
    )  # fmt: skip
