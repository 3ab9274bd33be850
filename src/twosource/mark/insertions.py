"""Who tells a sentence from within it: ", according to Brek,", ", state television reported,"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from twosource.mark.carriers import CARRYING, CITING, add_via, object_after, phrase_of, without
from twosource.mark.cues import VERBAL, readable, word
from twosource.mark.drafts import Draft, extents
from twosource.mark.media import is_medium
from twosource.mark.parse import Paragraph
from twosource.mark.tokens import Token

REPORTING: Final = ("reported", "reports", "said", "says", "added", "adds")
"""Forms of verbs by which a medium tells a sentence from within a bracket of commas."""
CREDITING: Final = frozenset({"per", "via"})
OPENING: Final = frozenset({"according", "as"}) | CREDITING
NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
MAX_BRACKET: Final = 8
"""Words of such a bracket at most."""


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


def bracketed(paragraph: Paragraph, tellers: list[Draft], phrase: list[Token]) -> list[Draft]:
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
        draft.content = [part for e in draft.content for part in without(e, start, end)]
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


def accordings(paragraph: Paragraph) -> Sequence[tuple[Token, list[Token]]]:
    """Return the head word of the party and the words of each "according to" phrase."""
    found: list[tuple[Token, list[Token]]] = []
    doc, text = paragraph.doc, paragraph.doc.text
    if not any(sign in text for sign in (" to ", " by ", "via ", "per ", "Per ")):
        return found
    for token in readable(doc):
        if token.lower_ not in OPENING and token.tag_ not in ("VBN", "VBD"):
            continue
        link = _link(token)
        head = object_after(link) if link is not None else None
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
    if token.lower_ in CREDITING:
        return token if _is_credit(token) else None
    if token.lower_ == "as" and after[1:] == ["by"] and word(doc[i + 1]) in CARRYING:
        return doc[i + 2]
    quoted = token.tag_ in ("VBN", "VBD") and word(token) in CARRYING and i > 0 and doc[i - 1].text == ","
    if quoted and after[:1] == ["by"] and (token.dep_ not in ("acl", "relcl") or token.head.i < i - 8):
        # "The strikes, cited by the rebels" are no words that the rebels carry.
        carrier = object_after(doc[i + 1])
        return doc[i + 1] if carrier is not None and _is_carrier(carrier) else None
    return None


def _is_credit(token: Token) -> bool:
    """Return whether "per" or "via" credits the sentence: "(via the Norda Blog)", "Per Norda News, …"."""
    head = object_after(token)
    before = token.doc[token.i - 1].text if token.i > token.sent.start else ""
    if head is None or before not in ("", ",", "(") or head.ent_type_ in ("GPE", "LOC", "FAC"):
        return False
    if token.lower_ == "via":
        return (before == "(" and head.pos_ == "PROPN") or (before != "" and is_medium(head))
    return is_medium(head) or (head.pos_ == "PROPN" and head.ent_type_ in ("PERSON", "ORG"))


def _is_carrier(head: Token) -> bool:
    return is_medium(head) or (head.pos_ == "PROPN" and head.ent_type_ not in ("PERSON", "NORP", "GPE"))


def according(paragraph: Paragraph, tellers: list[Draft], source: Token, phrase: list[Token]) -> list[Draft]:
    """Make the party of "according to" the via of its sentence's speech verb, or return it as a new draft."""
    start, end = paragraph.extent(phrase[0])[0], paragraph.extent(phrase[-1])[1]
    text, at = paragraph.doc.text, start - paragraph.start
    if text[at - 1 : at] == "(" and text[end - paragraph.start : end - paragraph.start + 1] == ")":
        start, end = start - 1, end + 1
    carried = _carried_draft(paragraph, tellers, source, phrase, start)
    if carried is not None:
        add_via(paragraph, carried, source)
        carried.content = [part for e in carried.content for part in without(e, start, end)]
        return []
    sentence = phrase[0].sent
    if phrase[0].tag_ in ("VBN", "VBD") and phrase[0].lower_ != "according":
        return []  # "…, quoted by Y" without a speech verb: nothing says whose words they are
    out = {t.i for t in phrase}
    words = [t for t in _clause(phrase, sentence) if t.i not in out]
    content = extents(paragraph, words)
    if not content:
        return []
    last = phrase[0 if phrase[0].lower_ in CREDITING else 1]
    cue = (paragraph.extent(phrase[0])[0], paragraph.extent(last)[1])
    said_by = phrase_of(paragraph, source)
    made = Draft(paragraph.number, content, [cue], said_by, head=paragraph.extent(source))
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
