"""Cue words to drafts of attributions: source, cue and content read off the parse of one paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from twosource.mark.cues import (
    VERBAL,
    Cue,
    find_cues,
    gives_no_details,
    is_negated,
    is_passive,
    is_silent,
)
from twosource.mark.parse import Paragraph

SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj")
RELATIVES: Final = frozenset({"that", "which", "what", "whom", "who"})
HEDGED_PASSIVES: Final = frozenset({"say", "expect", "believe", "think", "report", "know", "allege", "understand",
                                    "predict", "estimate", "consider", "rumour", "rumor", "project", "fear",
                                    "suspect", "assume"})  # fmt: skip
SENTENCE_ADVERBS: Final = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
QUOTES: Final = frozenset({'"', "''", "'", "``"})
MAX_LABEL: Final = 6
"""Words of a name before a colon at most."""
Extent = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """An attribution in the making. Extents are half-open, in code points of the report's text.

    `head` is the extent of the word that stands for the source (its party is looked up there).
    `cue_token` is the cue word, `paragraph` the number of the paragraph that it stands in.
    """

    paragraph: int
    content: list[Extent]
    cue: list[Extent]
    source: list[Extent]
    strength: str = "said"
    head: Extent | None = None
    via: list[Extent] = field(default_factory=list)
    token: Token | None = None
    source_token: Token | None = None
    word: str = ""
    basis: str | None = None
    quotes: bool = False
    speaker: str | None = None

    @property
    def start(self) -> int:
        """The offset of its first word."""
        return min(e[0] for e in (*self.content, *self.cue, *self.source))


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


# ---------------------------------------------------------------- who: the source


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
    if is_passive(verb):
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
        return subject_of(above, known, depth + 1) if above.pos_ in VERBAL else None
    return None


def _shared(verb: Token, head: Token, known: dict[int, Cue], depth: int) -> Token | None:
    """Return the subject that a participle or infinitive takes from the verb above it."""
    if verb.dep_ == "xcomp":
        # "urged allies to say": the object of the verb above is who says.
        middle = next((c for c in head.children if c.dep_ == "dobj" and c.i < verb.i), None)
        if middle is not None and head.i in known:
            return middle
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB", "VBN"):
        return None
    if is_passive(head):
        return next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    return subject_of(head, known, depth + 1)


def _inverted(verb: Token, known: dict[int, Cue]) -> Token | None:
    """Return the name after a verb that follows a quotation (`"…," said Ms Hale`) if it was taken for an object."""
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
    if head.tag_ == "VB":  # "said he would not go and rejected offers": not parallel to "would go"
        return True
    # Both are finite: only a speech verb among plain verbs goes with the outer speech verb.
    if verb.i not in known or head.i in known:
        return False
    pronoun = any(c.dep_ in SUBJECTS and c.pos_ == "PRON" for c in head.children)
    return pronoun or known[verb.i].takes("q")


def noun_phrase(head: Token, barred: Iterable[int], known: dict[int, Cue]) -> list[Token]:
    """Return the words of the noun phrase of `head` with its appositions, without the `barred` words.

    A relative clause or participle that is an attribution by itself is left out.
    """
    out = set(barred)
    for child in head.children:
        if child.dep_ in ("relcl", "acl", "advcl") and any(t.i in known for t in child.subtree):
            out.update(t.i for t in child.subtree)
        if child.dep_ in ("conj", "ccomp", "parataxis") and child.pos_ in VERBAL:
            out.update(t.i for t in child.subtree)
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


# ---------------------------------------------------------------- what: the content


def extents(paragraph: Paragraph, tokens: Sequence[Token]) -> list[Extent]:
    """Return the extents of the runs of `tokens`, without punctuation at their ends but for quotation marks."""
    made: list[Extent] = []
    run: list[Token] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if run and token.i != run[-1].i + 1:
            _close(paragraph, run, made)
            run = []
        run.append(token)
    _close(paragraph, run, made)
    return made


def _close(paragraph: Paragraph, run: list[Token], made: list[Extent]) -> None:
    while run and (run[0].is_space or (run[0].is_punct and run[0].text not in "\"'([$#")):
        run = run[1:]
    while run and (run[-1].is_space or (run[-1].is_punct and run[-1].text not in "\"')]%")):
        run = run[:-1]
    if any(t.text[:1].isalnum() or t.text[:1] == "$" for t in run):
        made.append((paragraph.extent(run[0])[0], paragraph.extent(run[-1])[1]))


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
    source = subject_of(verb, known)
    heads = content_heads(cue, known)
    passive = is_passive(verb)
    if passive and source is None and not (heads and cue.word in HEDGED_PASSIVES):
        return None
    if _absorbed(verb, known, heads):
        return None
    barred = _cue_words(cue, known) | {verb.i}
    content = _content_tokens(heads, verb, barred, source, known)
    if passive and content and cue.word in HEDGED_PASSIVES and source is None:
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if subject is not None and subject.lower_ != "it":
            content = [*subject.subtree, *content]
    phrase = noun_phrase(source, {t.i for t in content} | barred, known) if source is not None else []
    if not content and not cue.takes("q"):
        return None
    if source is None and not passive:
        return None
    return Draft(
        paragraph.number, extents(paragraph, content), extents(paragraph, _tokens(verb, barred)),
        extents(paragraph, phrase), _strength(cue, known),
        paragraph.extent(antecedent(source)) if source is not None else None, token=verb, source_token=source,
        word=cue.word, quotes=cue.takes("q"),
    )  # fmt: skip


def _tokens(verb: Token, places: Iterable[int]) -> list[Token]:
    return [verb.doc[i] for i in sorted(places)]


def _strength(cue: Cue, known: dict[int, Cue]) -> str:
    """Return the strength of the cue as it stands: "refused to say" and "did not say" are not "said"."""
    verb = cue.token
    linked = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    special = [s for name, s in cue.frame.takes.items() if s != cue.frame.strength and name in linked]
    if special:
        return special[0]
    if is_negated(verb):
        return "denied" if cue.frame.strength in ("confirmed", "claimed") else (
            "no-details" if cue.frame.strength == "said" else cue.frame.strength)  # fmt: skip
    if verb.dep_ == "xcomp" and verb.head.i in known:
        above = known[verb.head.i].frame.strength
        return above if above in ("refused", "planned") else cue.frame.strength
    return cue.frame.strength


def _absorbed(verb: Token, known: dict[int, Cue], heads: list[Token]) -> bool:
    """Return whether the cue only opens another one that has the content ("refused to say that …")."""
    for child in verb.children:
        if child.dep_ == "xcomp" and child.i in known and child in heads:
            inner = known[child.i]
            if inner.takes("c") and content_heads(inner, known):
                return True
    return False


def _cue_words(cue: Cue, known: dict[int, Cue]) -> set[int]:
    """Return the numbers of the tokens of the verb group: auxiliaries, negation, adverbs, particle, preposition."""
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


def content_heads(cue: Cue, known: dict[int, Cue]) -> list[Token]:
    """Return the heads of the complements of a cue verb that are its content."""
    verb, heads = cue.token, []
    for child in verb.children:
        relation = child.dep_
        if relation == "ccomp" and cue.takes("c"):
            heads.append(child)
        elif relation == "xcomp" and (cue.takes("x") or (cue.takes("c") and _finite(child))):
            heads.append(child)
        elif relation in ("dobj", "attr") and _is_content_object(child, cue, verb):
            heads.append(child)
        elif relation == "oprd" and (cue.takes("oprd") or cue.takes("o")):
            heads.append(child)
        elif relation == "prep" and cue.takes(child.lower_):
            heads += [c for c in child.children if c.dep_ in ("pobj", "pcomp") and not _is_time(c)]
        elif relation == "conj" and child.tag_ == "VBG" != verb.tag_ and cue.takes("of"):
            heads.append(child)  # "accused them of taking … and sending …": hung on the cue by mistake
        elif (
            relation == "advcl"
            and heads
            and child.left_edge.i == heads[-1].right_edge.i + 1
            and cue.takes("o")
        ):
            heads.append(child)  # "rejected offers to mediate …": hung on the cue by mistake
        elif relation == "advcl" and cue.takes("c") and child.i > verb.i and _marked(child, ("that", "if")):
            heads.append(child)
    if is_passive(verb) and cue.takes("o"):
        heads += [c for c in verb.children if c.dep_ == "nsubjpass"]
    return heads or _around(cue)


def _is_content_object(child: Token, cue: Cue, verb: Token) -> bool:
    """Return whether the object is content: "criticised the plan", "said it was …", not "told reporters"."""
    if cue.takes("a"):
        return False
    if cue.takes("o"):
        return True
    if child.lower_ in RELATIVES or child.tag_ in ("WP", "WDT"):
        return cue.takes("c")
    has_clause = any(c.dep_ in ("xcomp", "ccomp", "oprd") for c in verb.children)
    return cue.takes("x") and has_clause


def _is_time(head: Token) -> bool:
    """Return whether a noun phrase is a date or time: "agreed on Friday" has no content in it."""
    return head.ent_type_ in ("DATE", "TIME")


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _marked(verb: Token, marks: tuple[str, ...]) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in marks for c in verb.children)


def _around(cue: Cue) -> list[Token]:
    """Return the clause around a cue that stands in brackets of commas or after "as" ("as X noted")."""
    verb = cue.token
    if not cue.takes("c") or verb.head.i == verb.i:
        return []
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _as_said(verb)):
        return [verb.head]
    return []


def _as_said(verb: Token) -> bool:
    return any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.children) and not any(
        c.dep_ in ("dobj", "ccomp") for c in verb.children
    )


def _content_tokens(
    heads: list[Token], verb: Token, barred: set[int], source: Token | None, known: dict[int, Cue]
) -> list[Token]:
    """Return the words of the content: its heads' subtrees without cue, source and what goes outside."""
    out = set(barred)
    if source is not None and not any(source.is_ancestor(h) for h in heads):
        out.update(t.i for t in source.subtree)
    found: dict[int, Token] = {}
    for head in heads:
        if head.is_ancestor(verb):
            out.update(t.i for t in verb.subtree)
        for token in head.subtree:
            if token.dep_ == "conj" and token.i != verb.i and _goes_outside(token, verb, known):
                out.update(_clause_with_join(token))
            found[token.i] = token
    after = [i for i in found if i > verb.i and i not in out]
    for i in range(min(after, default=0), max(after, default=0)):
        if i not in out and verb.doc[i].dep_ in ("prep", "pobj") and _hangs_on(verb.doc[i], verb):
            found[i] = verb.doc[i]  # what links two parts: "accused him *of* fraud"
    return [t for i, t in sorted(found.items()) if i not in out]


def _goes_outside(token: Token, verb: Token, known: dict[int, Cue]) -> bool:
    """Return whether a conjoined verb in the content goes with the cue verb rather than with the content."""
    return token.pos_ in VERBAL and _is(outer_cue(token, known), verb)


def _hangs_on(token: Token, verb: Token) -> bool:
    return token.head.i == verb.i or token.head.head.i == verb.i


def _is(one: Token | None, other: Token) -> bool:
    return one is not None and one.i == other.i


def _clause_with_join(token: Token) -> set[int]:
    """Return the numbers of a conjoined clause and of the conjunction before it."""
    places = {t.i for t in token.subtree}
    first = min(places)
    for back in (first - 1, first - 2):
        if back >= 0 and token.doc[back].dep_ in ("cc", "punct") and token.doc[back].head.i == token.head.i:
            places.add(back)
        else:
            break
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
        if child.dep_ in ("acl", "ccomp", "relcl") and cue.takes("c") and _marked(child, ("that", "whether")):
            heads.append(child)
        elif child.dep_ == "acl" and cue.takes("x") and child.tag_ == "VB":
            heads.append(child)
        elif child.dep_ == "prep" and cue.takes(child.lower_):
            heads += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
    if not heads or source is None:
        return None
    content = [t for head in heads for t in head.subtree if t.i != noun.i]
    phrase = noun_phrase(source, {t.i for t in content} | {noun.i}, known)
    phrase = [t for t in phrase if t.tag_ != "POS"]
    return Draft(
        paragraph.number, extents(paragraph, content), [paragraph.extent(noun)], extents(paragraph, phrase),
        cue.frame.strength, paragraph.extent(antecedent(source)), token=noun, source_token=source, word=cue.word,
    )  # fmt: skip


def _adjective_draft(paragraph: Paragraph, cue: Cue, known: dict[int, Cue]) -> Draft | None:
    """Return the draft of "she is confident that …", "they were willing to …"."""
    word = cue.token
    verb = word.head
    if word.dep_ not in ("acomp", "oprd") or verb.pos_ not in VERBAL:
        return None
    source = subject_of(verb, known)
    heads: list[Token] = []
    for child in (*word.children, *verb.children):
        if child.i <= word.i:
            continue
        if (
            child.dep_ in ("ccomp", "advcl")
            and cue.takes("c")
            and (_marked(child, ("that",)) or child.dep_ == "ccomp")
        ):
            heads.append(child)
        elif child.dep_ == "xcomp" and cue.takes("x"):
            heads.append(child)
        elif child.dep_ == "prep" and cue.takes(child.lower_) and child.head.i == word.i:
            heads += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
    if source is None or not heads or source.lower_ in ("it", "that", "this", "which", "there"):
        return None
    content = [t for head in heads for t in head.subtree]
    group = [*(c for c in verb.children if c.dep_ in ("aux", "neg")), verb, word]
    phrase = noun_phrase(source, {t.i for t in content} | {t.i for t in group}, known)
    return Draft(
        paragraph.number, extents(paragraph, content), extents(paragraph, group), extents(paragraph, phrase),
        cue.frame.strength, paragraph.extent(antecedent(source)), token=verb, source_token=source, word=cue.word,
    )  # fmt: skip


def _silences(paragraph: Paragraph, known: dict[int, Cue]) -> list[Draft]:
    """Return the drafts of what says that nothing was said: "gave no details", "did not elaborate"."""
    made = []
    for token in paragraph.doc:
        if token.pos_ != "VERB":
            continue
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
        phrase = noun_phrase(source, {t.i for t in content} | {t.i for t in cue}, known)
        made.append(Draft(
            paragraph.number, extents(paragraph, content), extents(paragraph, cue), extents(paragraph, phrase),
            "no-details", paragraph.extent(antecedent(source)), token=token, source_token=source, word="give",
        ))  # fmt: skip
    return made


def colon_draft(paragraph: Paragraph, at: int) -> Draft | None:
    """Return the draft of a clause before a colon that opens a quotation, whatever its verb: "The sign read: …".

    Args:
        paragraph: the paragraph with the colon.
        at: offset of the colon in the report's text.
    """
    local = at - paragraph.start
    before = [t for t in paragraph.doc if t.idx < local]
    if not before:
        return None
    first = before[-1].sent.start
    for token in reversed(before):
        if token.i < first:
            break
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
        if token.pos_ in VERBAL and subject is not None:
            group = [t for t in before if t.i > subject.i and token.i <= t.i]
            return Draft(
                paragraph.number, [], extents(paragraph, group), extents(paragraph, noun_phrase(subject, (), {})),
                "said", paragraph.extent(antecedent(subject)), token=token, source_token=subject,
                word=token.lower_, quotes=True,
            )  # fmt: skip
    return _label_draft(paragraph, before, first)


def _label_draft(paragraph: Paragraph, before: list[Token], first: int) -> Draft | None:
    """Return the draft of a bare name before a colon, as in a transcript: "Hale: “…”"."""
    words = [t for t in before if t.i >= first and not t.is_space]
    if not 0 < len(words) <= MAX_LABEL or not any(t.pos_ == "PROPN" for t in words):
        return None
    if any(t.pos_ in VERBAL or t.is_punct and t.text not in ".-()," for t in words):
        return None
    end = paragraph.extent(words[-1])[1]
    return Draft(
        paragraph.number, [], [(end, end + 1)], [(paragraph.extent(words[0])[0], end)], "said",
        paragraph.extent(words[-1]), token=words[-1], source_token=words[-1], word=":", quotes=True,
    )  # fmt: skip
