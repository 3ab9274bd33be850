"""The descriptions and pronouns in a report: "the ministry", "protesters", "an official", "he", "who"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from twosource.mark.parse import lemma
from twosource.mark.parties_lexicon import Gender, Noun, address_verbs, demonyms, nouns, states
from twosource.mark.parties_nominals import (
    RIVAL,
    Context,
    Nominal,
    age_after,
    age_before,
    age_words,
    left_edge,
    speaks,
)
from twosource.mark.tokens import Token
from twosource.records import PartyType

PRONOUNS: dict[str, tuple[Gender | None, bool, str]] = {
    "he": ("male", False, "person"), "him": ("male", False, "person"), "his": ("male", False, "person"),
    "himself": ("male", False, "person"),
    "she": ("female", False, "person"), "her": ("female", False, "person"),
    "hers": ("female", False, "person"), "herself": ("female", False, "person"), "it": (None, False, "thing"),
    "its": (None, False, "thing"), "itself": (None, False, "thing"), "they": (None, True, "many"),
    "them": (None, True, "many"), "themselves": (None, True, "many"),
}  # fmt: skip
"""Third-person pronouns: gender, number, and what they stand for. "Their" was right too seldom."""

NO_RIVALS = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))
NOT_HEADS = frozenset(("compound", "nmod", "amod", "npadvmod", "advmod", "det", "nummod", "quantmod"))
HEADS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "poss"))
ANONYMOUS = (
    "familiar with", "close to the", "briefed on", "with knowledge", "with direct knowledge", "anonymity",
    "not to be named", "not to be identified", "declined to be named", "declined to be identified",
    "not be named", "not be identified", "not authorised", "not authorized", "unnamed", "anonymous",
)  # fmt: skip
"""Words that say a source is kept nameless. Source: agencies' own style guides on anonymous sourcing."""

NAMED_BODIES = frozenset(
    ("ministry", "department", "government", "parliament", "court", "authority", "army", "committee", "party")
)
"""Bodies that the name before them makes one of its kind ("Russia's foreign ministry")."""

COUNTED = "counted"
"""The `kind` of a description of some of a kind: never the same as another."""
INDEFINITE = frozenset(("some", "many", "several", "few", "other", "more", "most", "another", "any", "both"))

SOME = frozenset(("some", "many", "others", "several", "few", "most"))
SAYING = frozenset((
    "say", "tell", "add", "claim", "argue", "warn", "deny", "insist", "announce", "admit", "believe", "think",
    "hope", "vow", "allege", "state", "recall", "complain",
))  # fmt: skip
"""Verbs whose subject can only be somebody, or a body."""
PERSON_ENDINGS = ("er", "or", "ist", "ian", "ant", "ent", "ee", "man", "woman", "ess")

TOLD_OF = frozenset(("time", "winning", "nominated", "born", "turned", "serving"))
"""What ends a word of two that tells something of a person, not which one: "the two-time champion"."""

TITLE_TAGS = frozenset(("NN", "NNP", "JJ", "HYPH"))
"""Tags of the words that a title before a name consists of."""

MAX_OF = 12  # words of an "of" phrase that still belong to a description's extent


def find_descriptions(contexts: Sequence[Context], names: Sequence[Nominal]) -> list[Nominal]:
    """Return descriptions, pronouns and relative pronouns in text order, none of them within a name."""
    inside = {(n.at.paragraph, i): n for n in names for i in range(n.at.first, n.at.last)}
    found: list[Nominal] = []
    for context in contexts:
        number = context.paragraph.number
        for token in context.doc:
            if (number, token.i) in inside:
                continue
            nominal = (
                _pronoun(context, token) or _description(context, token, inside) or _rival(context, token)
            )
            if nominal is not None:
                found.append(nominal)
    return found


def _pronoun(context: Context, token: Token) -> Nominal | None:
    """Return the nominal of a third-person or relative pronoun."""
    known = PRONOUNS.get(token.lower_)
    at = context.place
    if known is not None and token.pos_ == "PRON":
        gender, plural, kind = known
        of = _judged(context, token)
        return Nominal(
            at(token.i, token.i + 1, token), "pronoun", "person", (), "", token.lower_,
            gender=gender, plural=plural, kind=kind, of=of,
        )  # fmt: skip
    is_relative = token.tag_ in ("WP", "WDT") and token.dep_ in ("nsubj", "nsubjpass")
    if is_relative and token.head.dep_ == "relcl" and token.head.head.i < token.i:
        of = (context.paragraph.number, token.head.head.i)
        place = at(token.i, token.i + 1, token)
        return Nominal(place, "pronoun", "person", (), "", token.lower_, kind="relative", of=of)
    return None


def _description(context: Context, token: Token, inside: dict[tuple[int, int], Nominal]) -> Nominal | None:
    """Return the nominal of a common noun for a party, if `token` is the head of one."""
    is_some = token.lower_ in SOME and token.dep_ in ("nsubj", "nsubjpass")
    is_aged = token.lower_ == "old" and token.pos_ == "ADJ" and token.dep_ in HEADS and bool(age_words(token))
    if (token.pos_ not in ("NOUN", "PROPN") or token.dep_ in NOT_HEADS) and not is_some and not is_aged:
        return None
    noun = _described(token) or _noun(token) or _speaking(token)
    if noun is None or _is_title(context, token, inside):
        return None
    number = context.paragraph.number
    first, last = left_edge(token), token.i + 1
    old = age_words(token)
    words = [
        t for t in context.doc[first:last] if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and t.i not in old
    ]
    age = max(age_before(token), age_after(context.doc, last)) if noun.type == "person" else -1
    complement = _complement(token)
    if complement is not None and any(_is_person(inside.get((number, t.i))) for t in complement[2:]):
        complement = None  # "the leader of the House Ana Melnik": the parse took the name in
    if complement is not None:
        last = complement[-1].i + 1
        words += [t for t in complement if t.pos_ in ("NOUN", "PROPN", "ADJ")]
    has_name = any((number, t.i) in inside or t.pos_ == "PROPN" for t in words)
    state = next((s for t in words if (s := _state(t))), None)
    kind = _type(context, token, noun)
    is_named = has_name and noun.body in NAMED_BODIES and not noun.plural
    nominal = Nominal(
        context.place(first, last, token), "name" if is_named else "description", kind,
        tuple(t.lower_ for t in words if t.tag_ != "POS"), _surface(context, first, last) if is_named else "",
        token.lower_, titles=_role(context, first, token, noun), gender=noun.gender, plural=noun.plural,
        state=state, kind=COUNTED if _is_counted(token) else noun.kind,
        body=noun.body, is_definite=_is_definite(token), is_owned=any(t.tag_ == "PRP$" for t in token.lefts),
        owner=_owner(token, complement or ()), age=age,
    )  # fmt: skip
    return replace(nominal, of=_same_by_grammar(context, token, noun, inside))


def _described(token: Token) -> Noun | None:
    """Return what a noun is that something told of a person stands before; `None` if nothing does.

    Cases: "the 41-year-old comic said", "the 52-year-old South Korean", "the two-time coach of the year".
    """
    if token.tag_ in ("NNS", "NNPS"):
        return None
    old, noun = age_words(token), nouns().get(token.lower_)
    doc, first = token.doc, left_edge(token)
    told = any(t.lower_ in TOLD_OF and t.i > first and doc[t.i - 1].text == "-" for t in doc[first : token.i])
    if noun is not None:
        return replace(noun, kind="epithet") if noun.type == "person" and (old or told) else None
    people = {token.text, doc[max(0, token.i - 1) : token.i + 1].text} & demonyms().keys()
    is_person = bool(old) and (bool(people) or speaks(token))
    return Noun("person", kind="epithet") if is_person else None


def _owner(token: Token, complement: Sequence[Token]) -> frozenset[str]:
    """Return the words that say whose or of what somebody is: "the zoo's director", "director of the zoo"."""
    words = [t for child in token.lefts if child.dep_ == "poss" for t in child.subtree]
    return frozenset(t.lower_ for t in (*words, *complement) if t.pos_ in ("NOUN", "PROPN", "ADJ"))


def _is_person(nominal: Nominal | None) -> bool:
    """Return whether a word is of a person's name."""
    return nominal is not None and nominal.type == "person"


def _judged(context: Context, token: Token) -> tuple[int, int] | None:
    """Return the head of the object whose "his" it is: "she thanked Ana for her work"."""
    preposition = token.head.head
    if token.dep_ != "poss" or token.head.dep_ != "pobj":
        return None
    if preposition.lower_ not in ("on", "for", "of", "over"):
        return None
    verb = preposition.head
    if verb.pos_ != "VERB" or lemma(verb) not in address_verbs():
        return None
    objects = [c for c in verb.rights if c.dep_ == "dobj" and c.i < token.i]
    return (context.paragraph.number, objects[0].i) if objects else None


def _rival(context: Context, token: Token) -> Nominal | None:
    """Return the nominal of a noun for no party: "it" or "they" may stand for it as well."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in NOT_HEADS or token.ent_type_ in NO_RIVALS:
        return None
    at = context.place(token.i, token.i + 1, token)
    plural = token.tag_ in ("NNS", "NNPS")
    return Nominal(at, "description", "place", (), "", token.lower_, plural=plural, kind=RIVAL)


def _noun(token: Token) -> Noun | None:
    """Return what the lexicon knows of a noun; "the 65-year-old" is a person."""
    if token.lower_ == "old" or token.lower_.endswith("-year-old"):
        return Noun("person", kind="epithet")
    noun = nouns().get(token.lower_)
    if noun is not None and token.tag_ in ("NNS", "NNPS") and not noun.plural:
        return None  # "services", "heads" the verb: a form that the table doesn't have as a plural
    return noun


def _speaking(token: Token) -> Noun | None:
    """Return what kind of party a noun that no table has must be, as it is the subject of "say"."""
    if token.lower_ in SOME:
        return Noun("group", True)
    if token.dep_ != "nsubj" or token.head.pos_ != "VERB" or lemma(token.head) not in SAYING:
        return None
    if token.tag_ in ("NNS", "NNPS"):
        return Noun("group", True)
    return Noun("person" if token.lower_.endswith(PERSON_ENDINGS) else "organisation")


def _state(token: Token) -> str | None:
    """Return the state that a word names, as a name or as a demonym."""
    if token.text in demonyms():
        return demonyms()[token.text]
    state = states().get(token.text)
    return state.name if state is not None else None


def _is_title(context: Context, token: Token, inside: dict[tuple[int, int], Nominal]) -> bool:
    """Return whether the noun is a title right before a person's name ("candidate Ana Melnik")."""
    following = inside.get((context.paragraph.number, token.i + 1))
    return following is not None and following.type == "person" and following.at.first == token.i + 1


def _titled(context: Context, token: Token, inside: dict[tuple[int, int], Nominal]) -> Nominal | None:
    """Return the person's name of whose title a noun is, with more of the title between.

    Cases: "its last commander Brigadier Ana Melnik", "company chairman and chief executive Ana Melnik". With
    an article or owner ("the chairman and chief executive Ana Melnik") two may be meant.
    """
    number, doc = context.paragraph.number, context.doc
    at = token.i + 1
    is_joined = at < len(doc) and doc[at].lower_ == "and"
    if is_joined and _is_pointed(token):
        return None
    at += is_joined
    for i in range(at, min(len(doc), token.i + 7)):
        name = inside.get((number, i))
        if name is not None and name.type == "person":
            return name if name.titles and name.at.first == i else None
        if name is None and doc[i].tag_ not in TITLE_TAGS:
            return None
    return None


def _complement(token: Token) -> list[Token] | None:
    """Return the words of the noun's "of" phrase, or of what makes an anonymous source known, if short."""
    for child in token.rights:
        if child.lower_ in ("of", "familiar") and child.dep_ in ("prep", "amod", "acl"):
            if child.right_edge.i - child.i >= MAX_OF:
                return None
            words = list(child.subtree)
            if words[-1].i - token.i == len(words):
                while words and not words[-1].text[-1].isalnum():
                    words.pop()
                return words or None
    return None


def _type(context: Context, token: Token, noun: Noun) -> PartyType:
    """Return the type of party of a description; a source kept nameless is `unnamed`."""
    if noun.type not in ("person", "unnamed", "group"):
        return noun.type
    text = context.doc[left_edge(token) : token.i + 1].text.lower()
    sentence = context.sentence_of[token.i]
    last = token.i + 1
    while last < min(token.i + 26, len(context.doc)) and context.sentence_of[last] == sentence:
        last += 1
    after = context.doc[token.i + 1 : last].text.lower()
    if any(mark in after or mark in text for mark in ANONYMOUS):
        return "unnamed"
    if token.lower_ in ("source", "sources", "insider", "insiders"):
        return "unnamed"
    if noun.type == "unnamed":
        return "group" if noun.plural else "person" if _is_definite(token) else "unnamed"
    return noun.type


def _is_definite(token: Token) -> bool:
    """Return whether the description points at something known ("the", "that", "Foreign Ministry")."""
    for child in token.lefts:
        if child.dep_ == "det":
            return child.lower_ in ("the", "this", "that", "these", "those")
        if child.dep_ == "poss":
            return True
        if child.dep_ == "nummod":
            return False
    return token.tag_ == "NNP"


def _is_counted(token: Token) -> bool:
    """Return whether a description counts some of its kind ("two protesters", "several officials")."""
    lefts = list(token.lefts)
    if any(c.dep_ in ("det", "poss") and c.lower_ not in INDEFINITE for c in lefts):
        return False
    return token.lower_ in SOME or any(c.dep_ == "nummod" or c.lower_ in INDEFINITE for c in lefts)


def _surface(context: Context, first: int, last: int) -> str:
    """Return the words of a named body as written, without its article."""
    doc = context.doc
    while first < last and doc[first].pos_ == "DET":
        first += 1
    return " ".join(doc[first:last].text.split())


def _role(context: Context, first: int, token: Token, noun: Noun) -> tuple[str, ...]:
    """Return the role that a description of one person tells, without its article or owner."""
    if noun.type not in ("person", "unnamed") or noun.plural or noun.kind == "plain":
        return ()
    words = [t for t in context.doc[first : token.i + 1] if t.i not in age_words(token)]
    while words and (words[0].pos_ in ("DET", "PRON", "PUNCT", "NUM") or any(t.tag_ == "POS" for t in words)):
        words = words[1:]
    phrase = "".join(t.text_with_ws for t in words).strip().lower()
    bare = "".join(t.text_with_ws for t in words if _state(t) is None).strip().lower()
    return tuple(dict.fromkeys(p for p in (bare, phrase) if p))


def _same_by_grammar(
    context: Context, token: Token, noun: Noun, inside: dict[tuple[int, int], Nominal]
) -> tuple[int, int] | None:
    """Return the head of the name that the description renames by apposition or by "is"."""
    number = context.paragraph.number
    other: Token | None = None
    if token.dep_ == "appos" and 0 < token.i - token.head.i < 14:
        other = token.head
    elif token.dep_ == "attr" and token.head.lower_ in ("is", "was", "'s") and noun.type == "person":
        # "would be president", "if he is", "is not": no role that the report ascribes.
        is_denied = (
            token.head.tag_ not in ("VBZ", "VBD", "VBP")
            or context.quoted[token.i]
            or any(c.dep_ in ("neg", "mark", "aux") for c in token.head.children)
        )
        subjects = [c for c in token.head.lefts if c.dep_ == "nsubj"]
        other = subjects[0] if subjects and not is_denied else None
    elif token.dep_ == "pobj" and token.head.lower_ == "as" and not _is_pointed(token):
        other = _doer(token.head)
    else:
        appositions = [c for c in token.rights if c.dep_ == "appos" and c.i - token.i < 14]
        other = appositions[0] if len(appositions) == 1 else None
    name = inside.get((number, other.i)) if other is not None else None
    titled = _titled(context, token, inside) if noun.type == "person" and not noun.plural else None
    if titled is not None:
        return number, titled.at.head
    if name is None or noun.plural or any(c.dep_ == "conj" for c in token.children):
        return None
    fits = name.type == noun.type or (noun.type == "unnamed" and name.type == "person")
    return (number, name.at.head) if fits and name.form == "name" else None


def _is_pointed(token: Token) -> bool:
    """Return whether an article or owner stands before a noun."""
    return any(c.dep_ in ("det", "poss") for c in token.lefts)


def _doer(preposition: Token) -> Token | None:
    """Return whose part "as head coach" tells: the subject, unless the verb has an object or is passive."""
    above = preposition.head
    for _ in range(6):
        if above.pos_ in ("VERB", "AUX"):
            subjects = [c for c in above.lefts if c.dep_ in ("nsubj", "nsubjpass")]
            if subjects or any(c.dep_ in ("dobj", "auxpass") for c in above.children):
                is_done = any(c.dep_ in ("dobj", "auxpass") for c in above.children)
                return subjects[0] if subjects and not is_done else None
        above = above.head
    return None


def by_head(nominals: Sequence[Nominal]) -> dict[tuple[int, int], int]:
    """Return the number of the widest nominal for each (paragraph, head word)."""
    found: dict[tuple[int, int], int] = {}
    for i, nominal in enumerate(nominals):
        found.setdefault((nominal.at.paragraph, nominal.at.head), i)
    return found


def ordered(nominals: Iterator[Nominal] | Sequence[Nominal]) -> list[Nominal]:
    """Return nominals in text order, the wider first where two begin together."""
    return sorted(nominals, key=lambda n: (n.at.start, -n.at.end, n.form))
