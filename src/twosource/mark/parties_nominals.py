"""The nominal: the words of a report that may stand for a party, with what its sentence says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from twosource.mark.cues import frames, word
from twosource.mark.parse import Paragraph, Parsed, lemma
from twosource.mark.parties_lexicon import Gender, actor_verbs, address_verbs
from twosource.mark.tokens import Doc, Token
from twosource.records import MentionForm, PartyType

SUBJECT, SUBORDINATE, OBJECT, OBLIQUE, INNER = range(5)
"""How prominent a nominal is in its sentence: subject of the main clause, of another, object, behind a
preposition, within another nominal."""

RIVAL = "rival"
"""The `kind` of a nominal that is no party but may be what a pronoun stands for."""

KIN = "kin"
"""The `kind` of a person's name that a noun for a relative stands before ("his wife, Ana Melnik")."""

SPEECH = frozenset(("said", "claimed", "confirmed", "denied", "warned", "thought"))
"""The strengths of cues that are words spoken, as the table of cues has them."""

UNSAID = frozenset(("will", "would", "'ll", "'d", "may", "might", "shall", "should", "must"))
"""Auxiliaries by which a verb of speech tells nothing that was said."""

OPENING, CLOSING, EITHER = "“„«", "”»", '"'


@dataclass(frozen=True, slots=True)
class Place:
    """Where a nominal stands: its paragraph, the running number of its sentence, its words.

    `verb` is the number of the verb that it is subject or object of, -1 if of none; `is_adverbial` whether it
    is the subject of an adverbial clause ("after he spoke"), `speaks` whether it is told to say something.
    """

    paragraph: int
    sentence: int
    first: int
    last: int
    head: int
    start: int
    end: int
    role: int
    is_quoted: bool
    verb: int
    is_adverbial: bool
    speaks: bool
    told: int


@dataclass(frozen=True, slots=True)
class Nominal:
    """Words that may stand for a party.

    `words` are a name's words without titles, or the lower-case words of a description that tell it from
    others, `owner` those of them that say whose it is. `age` is how old it is said to be, -1 if it is not.
    `titles` are roles said of it here, `noun` the lower-case head, `state` the state that it names
    or that its modifier names, `is_owned` whether a pronoun says whose it is ("its army"), `kind` and `body`
    as in `parties_lexicon.Noun`. `of` is (paragraph, number of the head word) of another nominal for the
    same party, known from the grammar (apposition, "who").
    """

    at: Place
    form: MentionForm
    type: PartyType
    words: tuple[str, ...]
    name: str
    noun: str
    titles: tuple[str, ...] = ()
    gender: Gender | None = None
    plural: bool = False
    state: str | None = None
    kind: str = ""
    body: str = ""
    is_definite: bool = False
    is_owned: bool = False
    of: tuple[int, int] | None = None
    owner: frozenset[str] = frozenset()
    age: int = -1


@dataclass(slots=True, eq=False)
class Entity:
    """A party while it is being gathered: the numbers of its nominals and what they show."""

    type: PartyType
    members: list[int] = field(default_factory=list)
    gender: Gender | None = None
    plural: bool = False
    is_rival: bool = False
    is_named: bool = False
    roles: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Context:
    """A paragraph with the running number of its first sentence and, for each word, whether it is quoted."""

    paragraph: Paragraph
    sentence_of: tuple[int, ...]
    quoted: tuple[bool, ...]
    told_of: tuple[int, ...]

    @property
    def doc(self) -> Doc:
        """The parsed words."""
        return self.paragraph.doc

    def place(self, first: int, last: int, head: Token) -> Place:
        """Return where the words from `first` up to `last` with this `head` stand."""
        start, end = self.paragraph.extent(self.doc[first:last])
        return Place(
            self.paragraph.number, self.sentence_of[head.i], first, last, head.i, start, end,
            role(head), self.quoted[head.i], _verb(head),
            head.dep_ in ("nsubj", "nsubjpass") and head.head.dep_ == "advcl" and head.i > head.head.head.i,
            speaks(head), self.told_of[head.i],
        )  # fmt: skip


def contexts(parsed: Parsed) -> Iterator[Context]:
    """Yield each paragraph with its sentence numbers and its quoted words."""
    sentence = told = 0
    for paragraph in parsed.paragraphs:
        numbers: list[int] = []
        tellings: list[int] = []
        quoted = tuple(_quoted(parsed.text, paragraph))
        for sent in paragraph.doc.sents:
            told += not all(quoted[t.i] for t in sent if t.is_alpha)
            numbers.extend([sentence] * len(sent))
            tellings.extend([told] * len(sent))
            sentence += 1
        yield Context(paragraph, tuple(numbers), quoted, tuple(tellings))


def _quoted(text: str, paragraph: Paragraph) -> Iterator[bool]:
    """Yield for each word whether it stands within double quotation marks of its paragraph."""
    is_open = False
    for token in paragraph.doc:
        mark = text[paragraph.start + token.idx]
        if mark in EITHER:
            is_open = not is_open
        elif mark in OPENING:
            is_open = True
        elif mark in CLOSING:
            is_open = False
        yield is_open


def _verb(head: Token) -> int:
    """Return the number of the verb that a nominal is subject or object of, directly or by a preposition."""
    if head.dep_ == "pobj":
        head = head.head
        if head.dep_ not in ("prep", "agent") or head.head.pos_ not in ("VERB", "AUX"):
            return -1
    return head.head.i if head.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "prep", "agent") else -1


def speaks(head: Token) -> bool:
    """Return whether the nominal with this head says something: "Ana said", "according to Ana"."""
    verb = head.head
    if head.dep_ == "pobj":
        return verb.lower_ == "to" and verb.head.lower_ == "according"
    if head.dep_ != "nsubj" or verb.pos_ != "VERB" or any(c.lower_ in UNSAID for c in verb.lefts):
        return False  # "she will continue"
    frame = frames("verb").get(word(verb))
    return frame is not None and frame.strength in SPEECH


def role(head: Token) -> int:
    """Return how prominent the nominal with this head is in its sentence."""
    while head.dep_ in ("conj", "appos") and head.head.i < head.i:
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass"):
        return SUBJECT if head.head.dep_ == "ROOT" else SUBORDINATE
    if head.dep_ == "poss" and head.head.dep_ in ("nsubj", "nsubjpass"):
        return SUBORDINATE  # "Melnik's remarks were a warning": what follows is about Melnik
    if head.dep_ in ("dobj", "dative", "iobj"):
        return OBJECT
    if head.dep_ in ("ROOT", "agent", "attr"):
        return OBJECT
    if head.dep_ == "pobj":
        return OBLIQUE
    return INNER


ATTITUDES = frozenset((
    "afraid", "alarmed", "angry", "anxious", "aware", "careful", "cautious", "committed", "concerned",
    "confident", "convinced", "critical", "determined", "eager", "furious", "grateful", "hopeful", "keen",
    "nervous", "opposed", "optimistic", "pessimistic", "pleased", "prepared", "ready", "reluctant",
    "sceptical", "skeptical", "silent", "sure", "suspicious", "unhappy", "unwilling", "wary", "willing",
    "worried",
))  # fmt: skip
"""What a government can be, and a place can't."""


def is_acting(head: Token, any_verb: bool) -> bool:
    """Return whether the nominal acts, speaks or is addressed, as a place can't.

    Args:
        head: the head of the name of a state or of its capital.
        any_verb: accept every full verb for a subject (a state), not only those of `actor_verbs` (a city).
    """
    while head.dep_ in ("conj", "appos") and head.head.i < head.i:
        head = head.head
    verb = head.head
    if head.dep_ == "nsubj" and verb.pos_ == "AUX":
        return any(child.dep_ == "acomp" and child.lower_ in ATTITUDES for child in verb.rights)
    if head.dep_ == "nsubj" and verb.pos_ == "VERB":
        return any_verb or lemma(verb) in actor_verbs()
    if head.dep_ in ("nsubjpass", "dobj"):
        return lemma(verb) in address_verbs()
    if head.dep_ == "pobj" and verb.dep_ == "agent":
        return lemma(verb.head) in actor_verbs()
    if head.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lower_ == "according":
        return True
    return head.dep_ == "pobj" and verb.lower_ in ("on", "upon", "to") and verb.head.lower_ in (
        "called", "calls", "calling", "appeal", "appealed", "appeals", "appealing", "call",
    )  # fmt: skip


def age_words(head: Token) -> frozenset[int]:
    """Return the numbers of the words of a noun's "46-year-old", which may be the noun; empty if none."""
    for old in (head, *head.lefts):
        if old.lower_ == "old" and (old is head or old.dep_ == "amod"):
            words = [old, *(t for child in old.lefts if child.dep_ == "npadvmod" for t in child.subtree)]
            if any(t.lower_ == "year" for t in words) and any(t.text.isdigit() for t in words):
                return frozenset(range(min(t.i for t in words), old.i + 1))
    return frozenset()


def age_before(head: Token) -> int:
    """Return the age that a noun's "46-year-old" tells, -1 if it has none."""
    told = [head.doc[i].text for i in sorted(age_words(head)) if head.doc[i].text.isdigit()]
    return int(told[0]) if len(told) == 1 and len(told[0]) < 3 else -1


def age_after(doc: Doc, last: int) -> int:
    """Return the age set off after a name or description ("Ana Melnik, 46,"), -1 if none is."""
    marks = [doc[i].text for i in (last, last + 2) if i < len(doc)]
    is_set_off = len(marks) == 2 and marks[0] in (",", "(") and marks[1] in (",", ")", ".", ";")
    age = doc[last + 1].text if is_set_off else ""
    return int(age) if age.isdigit() and len(age) == 2 else -1


def left_edge(head: Token, limit: int = 12) -> int:
    """Return the number of the first word of the noun phrase before its head, at most `limit` words back."""
    first = head.i
    for child in head.lefts:
        if child.dep_ in ("det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod"):
            first = min(first, child.left_edge.i)
    return max(first, head.i - limit)
