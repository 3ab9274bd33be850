"""The chain of an attribution: the parties through whom the words came from the speaker to the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from twosource import lexicon
from twosource.mark.cues import VERBAL, Frame, frames, readable, word
from twosource.mark.drafts import Draft, Extent, extents
from twosource.mark.media import is_medium
from twosource.mark.parse import Paragraph
from twosource.mark.plain_acts import is_plain_act
from twosource.mark.subjects import noun_phrase
from twosource.mark.tokens import Token

CITING: Final = frozenset({"cite", "quote"})
CARRYING: Final = frozenset(
    {"carry", "quote", "cite", "report", "publish", "release", "broadcast", "air", "distribute", "relay",
     "print", "reproduce", "post", "issue", "run", "translate"}
)  # fmt: skip
OCCASIONS: Final = frozenset(
    {"interview", "statement", "comment", "comments", "remark", "remarks", "article", "letter",
     "conversation", "broadcast", "address", "speech", "message", "email", "appearance",
     "briefing", "column", "essay"}
)  # fmt: skip
REPORTING: Final = ("reported", "reports", "said", "says", "added", "adds")
"""Forms of verbs by which a medium tells a sentence from within a bracket of commas."""
NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
MAX_BRACKET: Final = 8
"""Words of such a bracket at most."""
WAYS: Final = frozenset({"in", "by", "via", "on", "over", "from", "during", "after", "before", "at"})
"""Prepositions of how or when words came, no part of a name: "told Norda in an email"."""
BETWEEN: Final = frozenset({"with", "to", "for", "on", "by"})


def _is_party(head: Token) -> bool:
    """Return whether a noun phrase is of what can say something: a name, people, a document."""
    tables = ("person_nouns", "group_nouns", "document_nouns")
    if head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or is_medium(head):
        return True
    return any(w in lexicon.words(name) for name in tables for w in (head.lower_, word(head)))


def trace(paragraph: Paragraph, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a paragraph with their `via` set, and those that "according to" adds.

    "X said P, according to Y", "citing X, Y said P", "X, quoted by Y, said P", "Y quoted X as saying P",
    "X told Y", "X said in an interview with Y" all have X for speaker and Y for via.
    """
    dropped: set[int] = set()
    for draft in drafts:
        if draft.token is None or draft.token.pos_ not in VERBAL:
            continue
        _quoted_as_saying(paragraph, draft, dropped)
        _citing(paragraph, draft, dropped)
        _carried(paragraph, draft)
        _told_or_interviewed(paragraph, draft)
    links, brackets = _accordings(paragraph), brackets_of(paragraph)
    dropped.update(t.i for _, phrase in links for t in phrase)
    dropped.update(t.i for phrase in brackets for t in phrase)
    kept = [d for d in drafts if d.token is None or d.token.i not in dropped]
    kept = [d for d in kept if not is_plain_act(paragraph, d)]
    if not links and not brackets:
        return kept
    tellers: dict[int, list[Draft]] = {}
    for draft in kept:
        if draft.token is not None and draft.token.pos_ in VERBAL and draft.quotes:
            tellers.setdefault(draft.token.sent.start, []).append(draft)
    for source, phrase in links:
        kept += _according(paragraph, tellers.get(phrase[0].sent.start, []), source, phrase)
    for phrase in brackets:
        kept += _bracketed(paragraph, tellers.get(phrase[0].sent.start, []), phrase)
    return kept


def _object(verb: Token, relation: str = "dobj") -> Token | None:
    return next((c for c in verb.children if c.dep_ == relation), None)


def _of(preposition: Token) -> Token | None:
    return next((c for c in preposition.children if c.dep_ == "pobj"), None)


def _phrase(paragraph: Paragraph, head: Token, barred: Iterable[int] = ()) -> list[Extent]:
    return extents(paragraph, noun_phrase(head, barred, {}))


def _add_via(paragraph: Paragraph, draft: Draft, head: Token) -> None:
    beside = [t.i for c in head.children if c.dep_ == "prep" and c.lower_ in WAYS for t in c.subtree]
    for extent in _phrase(paragraph, head, beside)[:1]:
        if extent not in draft.via and extent not in draft.source:
            draft.via.append(extent)


def _set_source(paragraph: Paragraph, draft: Draft, head: Token, barred: Iterable[int] = ()) -> None:
    draft.source = _phrase(paragraph, head, barred)
    draft.head = paragraph.extent(head)
    draft.source_token = head


def _quoted_as_saying(paragraph: Paragraph, draft: Draft, dropped: set[int]) -> None:
    """Set speaker and via of "Y quoted X as saying P" and "X was quoted by Y as saying P"."""
    verb = draft.token
    if verb is None or verb.dep_ not in ("pcomp", "advcl", "ccomp", "xcomp"):
        return
    above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb.head
    marked = verb.head.lower_ == "as" or any(c.lower_ == "as" for c in verb.children)
    if not marked or word(above) not in CITING:
        return
    quoted = _object(above) or _object(above, "nsubjpass")
    if quoted is None:
        return
    by = _object(above, "agent")
    carrier = _of(by) if by is not None else _object(above, "nsubj")
    draft.cue = [*extents(paragraph, [above]), *draft.cue]
    _set_source(paragraph, draft, quoted, {t.i for t in verb.subtree})
    if carrier is not None:
        _add_via(paragraph, draft, carrier)
    dropped.add(above.i)


def _citing(paragraph: Paragraph, draft: Draft, dropped: set[int]) -> None:
    """Put first the party that a medium cites: "Citing X, Y said P" is X's, told through Y."""
    verb, teller = draft.token, draft.source_token
    if verb is None or teller is None or not draft.quotes:
        return
    if not (is_medium(teller) or word(verb) == "report"):
        return
    for clause in _citing_clauses(verb):
        cited = _object(clause)
        if cited is None or not _is_party(cited):
            continue
        draft.cue = [paragraph.extent(clause), *draft.cue]
        _set_source(paragraph, draft, cited)
        _add_via(paragraph, draft, teller)
        dropped.add(clause.i)
        start, end = paragraph.extent(clause)[0], paragraph.extent(clause.right_edge)[1]
        draft.content = [part for e in draft.content for part in _without(e, start, end)]
        return


def _citing_clauses(verb: Token) -> list[Token]:
    """Return the participles "citing", "quoting" of a speech verb, also those hung on its content."""
    known = frames("verb")
    found = []
    for token in verb.subtree:
        if token.tag_ != "VBG" or word(token) not in CITING or token.dep_ not in ("advcl", "acl"):
            continue
        above = token.head
        while above.i != verb.i and not (above.pos_ in VERBAL and "q" in _takes(known, above)):
            above = above.head
        if above.i == verb.i:
            found.append(token)
    return found


def _takes(known: Mapping[str, Frame], verb: Token) -> Mapping[str, str]:
    frame = known.get(word(verb))
    return frame.takes if frame is not None else {}


def _carried(paragraph: Paragraph, draft: Draft) -> None:
    """Set the via of "the ministry, quoted by Y, denied"; Y's clause leaves the source words."""
    head = draft.source_token
    if head is None:
        return
    for child in head.children:
        if child.dep_ in ("acl", "relcl", "advcl") and word(child) in CARRYING:
            by = _object(child, "agent")
            carrier = _of(by) if by is not None else None
            if carrier is not None:
                _add_via(paragraph, draft, carrier)
                draft.source = _phrase(paragraph, head, {t.i for t in child.subtree})


def _told_or_interviewed(paragraph: Paragraph, draft: Draft) -> None:
    """Set the via of "told the paper", "in an interview with Y", "in a statement carried by Y"."""
    verb = draft.token
    if verb is None:
        return
    hearer = _object(verb) or _object(verb, "dative")
    if word(verb) == "tell" and hearer is not None and is_medium(hearer):
        _add_via(paragraph, draft, hearer)
    for child in verb.children:
        thing = _of(child) if child.dep_ in ("prep", "dative") else None
        if thing is None:
            continue
        if child.lower_ in ("on", "to") and is_medium(thing):
            _add_via(paragraph, draft, thing)
        if child.lower_ in ("in", "during", "on") and word(thing) in OCCASIONS:
            _occasion(paragraph, draft, thing)


def _occasion(paragraph: Paragraph, draft: Draft, thing: Token) -> None:
    for child in thing.children:
        carrier: Token | None = None
        if child.dep_ == "prep" and child.lower_ in BETWEEN:
            carrier = _of(child)
        elif child.dep_ in ("acl", "relcl") and word(child) in CARRYING:
            by = _object(child, "agent") or next((c for c in child.children if c.lower_ in BETWEEN), None)
            carrier = _of(by) if by is not None else None
            if carrier is not None:
                _add_via(paragraph, draft, carrier)
                continue
        if carrier is not None and is_medium(carrier):
            _add_via(paragraph, draft, carrier)


# ---------------------------------------------------------------- ", state television reported,"


def brackets_of(paragraph: Paragraph) -> Sequence[list[Token]]:
    """Return the words of each bracket of commas in which a medium tells the sentence around it.

    "The king, state television reported, was well": the parser takes "state" for a verb's object.
    """
    if not any(sign in paragraph.doc.text for sign in REPORTING):
        return []
    found = []
    for verb in readable(paragraph.doc):
        if verb.lower_ in REPORTING and _closes_bracket(verb):
            phrase = _bracket(verb)
            if phrase is not None and not _is_plain(phrase):
                found.append(phrase)
    return found


def _is_plain(phrase: list[Token]) -> bool:
    """Return whether the parse serves: "“…,” it said, quoting X"; not "Tarn said “…,” the agency reports"."""
    verb, sentence = phrase[-1], phrase[-1].sent
    if any(c.tag_ == "VBG" and word(c) in CITING for c in verb.children):
        return True
    quoted = verb.doc[phrase[0].i - 1].text != ","
    return quoted and not any(t.i < phrase[0].i - 1 and t.lower_ in REPORTING for t in sentence)


def _closes_bracket(verb: Token) -> bool:
    """Return whether a sentence or a bracket of commas ends after the verb, a day between at most."""
    end = verb.sent.end
    for i in range(verb.i + 1, min(end, verb.i + 4)):
        token = verb.doc[i]
        if token.text in (",", ".", ";") or token.is_space:
            return True
        if token.lower_ != "on" and token.ent_type_ not in ("DATE", "TIME"):
            return False
    return verb.i + 1 >= end


def _bracket(verb: Token) -> list[Token] | None:
    """Return the words from the comma to the verb if they are a medium's name or description, or `None`."""
    doc, first = verb.doc, verb.i
    while first - 1 > verb.sent.start and first > verb.i - MAX_BRACKET:
        before = doc[first - 1]
        if before.text in (",", '"', "''"):
            break
        if not (before.pos_ in NOMINAL or before.lower_ in ("the", "a", "an") or before.tag_ == "POS"):
            return None
        first -= 1
    head = doc[verb.i - 1]
    opened = first > 0 and doc[first - 1].text in (",", '"', "''") and first < verb.i
    if not opened or head.pos_ == "PRON" or first - 1 <= verb.sent.start:
        return None
    plain = verb.lower_ in ("reported", "reports") and head.ent_type_ != "PERSON" and head.pos_ != "VERB"
    return list(doc[first : verb.i + 1]) if plain or is_medium(head) else None


def _bracketed(paragraph: Paragraph, tellers: list[Draft], phrase: list[Token]) -> list[Draft]:
    """Make the medium of a bracket the via of the sentence's first speech verb, or return a new draft."""
    verb, head, sentence = phrase[-1], phrase[-2], phrase[0].sent
    words = phrase[:-1]
    day = [t for t in verb.doc[verb.i + 1 : sentence.end] if _is_when(t, verb)]
    start, end = paragraph.extent(words[0])[0], paragraph.extent((day or [verb])[-1])[1]
    named = (start, paragraph.extent(head)[1])
    told = [d for d in tellers if d.token is not None and d.token.i < phrase[0].i and d.content]
    outer = [d for d in told if not any(_is_within(d, other) for other in told)]
    for draft in outer:
        if named not in draft.via and named not in draft.source:
            draft.via.append(named)
        draft.content = [part for e in draft.content for part in _without(e, start, end)]
        draft.sure = True
    if outer:
        return []
    rest = [t for t in sentence if t.i < phrase[0].i - 1 or (t.i > verb.i and not _is_when(t, verb))]
    content = extents(paragraph, rest)
    if not content:
        return []
    made = Draft(paragraph.number, content, [paragraph.extent(verb)], [named], head=paragraph.extent(head))
    made.token, made.source_token, made.word, made.quotes, made.sure = verb, head, word(verb), True, True
    return [made]


def _is_within(draft: Draft, other: Draft) -> bool:
    """Return whether the cue of a draft stands in the content of another."""
    at = draft.cue[0][0] if draft.cue else -1
    return draft is not other and any(s <= at < e for s, e in other.content)


def _is_when(token: Token, verb: Token) -> bool:
    """Return whether a word belongs to the day after a verb: "reported on Sunday"."""
    between = verb.doc[verb.i + 1 : token.i + 1]
    return token.i <= verb.i + 3 and not any(t.text in (",", ".", ";") or t.is_space for t in between)


def _accordings(paragraph: Paragraph) -> Sequence[tuple[Token, list[Token]]]:
    """Return the head word of the party and the words of each "according to" phrase."""
    found: list[tuple[Token, list[Token]]] = []
    doc, text = paragraph.doc, paragraph.doc.text
    if not any(sign in text for sign in (" to ", " by ")):
        return found
    for token in readable(doc):
        if token.lower_ not in ("according", "as") and token.tag_ not in ("VBN", "VBD"):
            continue
        link = _link(token)
        head = _of(link) if link is not None else None
        if link is not None and head is not None:
            words = {t.i: t for t in (*doc[token.i : link.i + 1], *head.subtree)}
            found.append((head, [words[i] for i in sorted(words)]))
    return found


def _link(token: Token) -> Token | None:
    """Return the last word of "according to", "as reported by", "quoted by" that begins here, or `None`."""
    doc, i = token.doc, token.i
    after = [t.lower_ for t in doc[i + 1 : i + 3]]
    if token.lower_ == "according" and after[:1] == ["to"]:
        return doc[i + 1]
    if token.lower_ == "as" and after[1:] == ["by"] and word(doc[i + 1]) in CARRYING:
        return doc[i + 2]
    quoted = token.tag_ in ("VBN", "VBD") and word(token) in CARRYING and i > 0 and doc[i - 1].text == ","
    if quoted and after[:1] == ["by"] and (token.dep_ not in ("acl", "relcl") or token.head.i < i - 8):
        carrier = _of(doc[i + 1])  # "the strikes, cited by the rebels" are no words that the rebels carry
        return doc[i + 1] if carrier is not None and _is_carrier(carrier) else None
    return None


def _is_carrier(head: Token) -> bool:
    return is_medium(head) or (head.pos_ == "PROPN" and head.ent_type_ not in ("PERSON", "NORP", "GPE"))


def _according(paragraph: Paragraph, tellers: list[Draft], source: Token, phrase: list[Token]) -> list[Draft]:
    """Make the party of "according to" the via of its sentence's speech verb, or return it as a new draft."""
    start, end = paragraph.extent(phrase[0])[0], paragraph.extent(phrase[-1])[1]
    carried = _carried_draft(paragraph, tellers, source, phrase, start)
    if carried is not None:
        _add_via(paragraph, carried, source)
        carried.content = [part for e in carried.content for part in _without(e, start, end)]
        return []
    sentence = phrase[0].sent
    if phrase[0].tag_ in ("VBN", "VBD") and phrase[0].lower_ != "according":
        return []  # "…, quoted by Y" without a speech verb: nothing says whose words they are
    out = {t.i for t in phrase}
    words = [t for t in _clause(phrase, sentence) if t.i not in out]
    content = extents(paragraph, words)
    if not content:
        return []
    cue = (start, paragraph.extent(phrase[1])[1])
    made = Draft(paragraph.number, content, [cue], _phrase(paragraph, source), head=paragraph.extent(source))
    made.token, made.source_token, made.word, made.quotes = phrase[0], source, "according to", True
    return [made]


def _carried_draft(
    paragraph: Paragraph, tellers: list[Draft], source: Token, phrase: list[Token], start: int
) -> Draft | None:
    """Return the draft whose words "according to" says that somebody carried, or `None`."""
    head = phrase[0].head
    text = paragraph.doc.text
    for draft in tellers:
        verb = draft.token
        if verb is None:
            continue
        last = max(e[1] for e in (*draft.cue, *draft.source))
        follows = last <= start and not any(
            c.isalnum() for c in text[last - paragraph.start : start - paragraph.start]
        )
        if head.i == verb.i or follows:
            return draft
        if (is_medium(source) or phrase[0].lower_ != "according") and verb.dep_ == "ROOT" and draft.content:
            return draft
    return None


def _without(extent: Extent, start: int, end: int) -> list[Extent]:
    """Return what is left of an extent without another, in at most two pieces."""
    if end <= extent[0] or start >= extent[1]:
        return [extent]
    return [p for p in ((extent[0], start), (end, extent[1])) if p[1] > p[0]]


def _clause(phrase: list[Token], sentence: Iterable[Token]) -> list[Token]:
    """Return the words that "according to" covers: the sentence if it opens or ends it, else its clause."""
    words = list(sentence)
    plain = [t for t in words if not t.is_punct and not t.is_space]
    if not plain or phrase[0].i <= plain[0].i or phrase[-1].i >= plain[-1].i:
        return words
    head = phrase[0].head
    while head.pos_ not in VERBAL and head.head.i != head.i:
        head = head.head
    return list(head.subtree)
