"""Who does what a cue word tells: its subject by the parse, and the noun phrase around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from twosource.mark.cues import VERBAL, Cue, is_passive
from twosource.mark.tokens import Token

SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj")
NAMELESS: Final = frozenset({"named", "identified", "anonymity", "authorised", "authorized", "anonymous"})
"""Words of the clause by which an unnamed source is described: "who asked not to be named"."""
TRAILING: Final = frozenset({"adding", "citing"})
"""Participles that go with who said the sentence, wherever the parser hangs them."""
SPEAKING: Final = frozenset({"said", "claimed", "denied", "confirmed", "warned"})
"""Strengths of the verbs that go on with what the outer speaker says: "and added"; not "and expects"."""
OCCASIONS: Final = frozenset({"after", "before", "during", "following", "in", "at", "on", "as"})
"""Prepositions that, after a comma, tell when somebody spoke: "said Brek, the mayor, after the verdict"."""
QUOTES: Final = frozenset({'"', "''", "'", "``"})


def subject_of(verb: Token, known: dict[int, Cue], depth: int = 0) -> Token | None:
    """Return the word that says who does what `verb` tells: its own subject, or the one it shares.

    A conjoined speech verb without a subject takes that of the outer speech verb if it is parallel to it
    ("He said they were using … and said …"); a participle that of the clause it hangs on.
    """
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None) or _inverted(verb, known)
    if own is not None:
        return own
    if depth > 6:
        return None
    if is_passive(verb) or _is_bare_participle(verb):
        return _agent(verb)
    head = verb.head
    if verb.dep_ == "conj" and head.i != verb.i:
        outer = outer_cue(verb, known)
        return subject_of(outer if outer is not None else head, known, depth + 1)
    if verb.dep_ in ("acl", "relcl") and head.pos_ not in VERBAL:
        return head if verb.dep_ == "acl" and verb.tag_ == "VBG" else None
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "prep", "dep") and head.pos_ in VERBAL | {"ADJ"}:
        return _shared(verb, head, known, depth)
    if verb.dep_ in ("pcomp", "acomp") and head.head.i != head.i:
        above = head.head
        while above.pos_ not in VERBAL and above.head.i != above.i:
            above = above.head
        if is_passive(above):  # "was quoted as saying"
            return next((c for c in above.children if c.dep_ == "nsubjpass"), None)
        return subject_of(above, known, depth + 1) if above.pos_ in VERBAL else None
    return None


def _is_bare_participle(verb: Token) -> bool:
    """Return whether a verb is a bare passive participle: "Asked whether he would go, Brek …"."""
    opens = verb.i == verb.sent.start and verb.tag_ == "VBD"
    return (
        verb.dep_ in ("advcl", "acl")
        and (verb.tag_ == "VBN" or opens)
        and not any(c.dep_ == "aux" for c in verb.children)
    )


def _shared(verb: Token, head: Token, known: dict[int, Cue], depth: int) -> Token | None:
    """Return the subject that a participle or infinitive takes from the verb above it."""
    if verb.dep_ == "xcomp":
        # "urged allies to say": the object of the verb above is who says.
        middle = next((c for c in head.children if c.dep_ == "dobj" and c.i < verb.i), None)
        if middle is not None and head.i in known:
            return middle
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB", "VBN"):
        return None
    comma = verb.i > 0 and verb.doc[verb.i - 1].text == "," and verb.tag_ == "VBG"
    if verb.dep_ == "advcl" and (comma or verb.lower_ in TRAILING) and head.i not in known:
        above = head  # "said the rocket has a motor, adding that …": who said, adds
        while above.head.i != above.i and above.i not in known:
            above = above.head
        head = above if above.i in known and known[above.i].takes("q") else head
    if is_passive(head):
        return next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    return subject_of(head, known, depth + 1)


def _inverted(verb: Token, known: dict[int, Cue]) -> Token | None:
    """Return the name after a verb that follows a quotation, if it was taken for an object."""
    cue = known.get(verb.i)
    if cue is None or not cue.takes("q") or verb.i == 0 or verb.doc[verb.i - 1].text not in QUOTES:
        return None
    return next((c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd") and c.i > verb.i), None)


def antecedent(source: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the word itself."""
    if source.tag_ not in ("WP", "WDT"):
        return source
    verb = source.head
    while verb.dep_ in ("conj", "ccomp", "xcomp") and verb.head.i != verb.i:
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" else source


def _agent(verb: Token) -> Token | None:
    """Return the word after "by" of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def outer_cue(verb: Token, known: dict[int, Cue]) -> Token | None:
    """Return the cue verb above a conjoined verb to which it is parallel, if the parse hung it too deep."""
    head = verb.head
    if verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    if head.tag_ == verb.tag_ and head.i in known:
        return None
    above = head
    for _ in range(12):
        if above.dep_ in ("ccomp", "xcomp", "conj", "advcl", "acl", "relcl", "pobj", "dobj", "prep", "pcomp"):
            above = above.head
        else:
            break
        if above.i in known and above.i < verb.i and _parallel(above, verb, head, known):
            return above
    return None


def _parallel(outer: Token, verb: Token, head: Token, known: dict[int, Cue]) -> bool:
    """Return whether `verb` goes with `outer` rather than with `head`: finite like it, and `head` is not."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or outer.tag_ != verb.tag_:
        return False
    if verb.i not in known or head.i in known or known[verb.i].frame.strength not in SPEAKING:
        return False
    if head.tag_ == "VB":  # "said he would not go and rejected offers": not parallel to "would go"
        return True
    state = head.pos_ == "AUX" or known[verb.i].word in ("add", known[outer.i].word)
    if head.tag_ == verb.tag_ and not state:
        return False  # "reported that he met the envoys and said …": as parallel to "met"
    pronoun = any(c.dep_ in SUBJECTS and c.pos_ == "PRON" for c in head.children)
    return pronoun or known[verb.i].takes("q")


def noun_phrase(head: Token, barred: Iterable[int], known: dict[int, Cue]) -> list[Token]:
    """Return the words of the noun phrase of `head` with its appositions, without the `barred` words.

    A relative clause or participle that is an attribution by itself is left out.
    """
    out = set(barred)
    for child in head.children:
        words = list(child.subtree)
        when = child.dep_ == "npadvmod" and child.ent_type_ in ("DATE", "TIME")
        tells = child.dep_ in ("relcl", "acl", "advcl") and any(t.i in known for t in words)
        nameless = any(t.lower_ in NAMELESS for t in words)
        late = child.dep_ == "prep" and child.lower_ in OCCASIONS and child.doc[child.i - 1].text == ","
        clause = child.dep_ in ("conj", "ccomp", "parataxis") and child.pos_ in VERBAL
        if (tells and not nameless) or clause or when or late:
            out.update(t.i for t in words)
    return _trim([t for t in head.subtree if t.i not in out], around=head)


def _trim(tokens: list[Token], around: Token | None = None) -> list[Token]:
    """Return `tokens` without punctuation at the ends, only the run around a word if one is given."""
    if around is not None:
        tokens = _run(tokens, around.i)
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space) and tokens[-1].text not in ")]\"'":
        tokens = tokens[:-1]
    while tokens and (tokens[0].is_punct or tokens[0].is_space) and tokens[0].text not in "([\"'":
        tokens = tokens[1:]
    return tokens


def _run(tokens: list[Token], at: int) -> list[Token]:
    """Return the run of neighbouring tokens that holds the token number `at`."""
    places = {t.i: t for t in tokens}
    first = last = at
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return [places[i] for i in range(first, last + 1) if i in places]
