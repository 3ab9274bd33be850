"""Cues of attribution: the words by which a text says who said, thought, planned or knew something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from twosource import lexicon
from twosource.mark.parse import lemma
from twosource.mark.tokens import Doc, Token

# The lemmatiser's rules take "hoped" for a form of "hop", "tweeted" and "retweeted" for unknown verbs.
MENDED: Final = {"hop": "hope", "retweete": "retweet", "tweete": "tweet", "vote": "vote"}
VERBAL: Final = frozenset({"VERB", "AUX"})
MAX_SENTENCE: Final = 1_500
"""Characters of the longest sentence in which cues are sought: some 250 words, the news has none longer, and
each cue reads its sentence. The report's reasons say where it was too long."""
NAMING: Final = frozenset({"call", "dub", "brand", "label", "term", "name", "title", "nickname"})
OPENERS: Final = frozenset({'"', "''", "``", "(", "[", "'"})
SILENT: Final = frozenset(
    {"elaborate", "comment", "respond", "reply", "specify", "identify", "name", "disclose", "answer"}
)
"""Verbs that with a negation say that somebody said nothing: strength `no-details`, or `refused`."""
DETAILS: Final = frozenset(
    {"detail", "explanation", "reason", "comment", "information", "figure", "evidence", "name", "date",
     "specific", "elaboration", "proof", "indication", "answer", "statement", "timeline", "breakdown"}
)  # fmt: skip
GIVING: Final = frozenset({"give", "provide", "offer", "release", "supply", "furnish", "make", "have"})


@dataclass(frozen=True, slots=True)
class Frame:
    """How a cue word stands with its content: its strength, and each complement that is content with its."""

    strength: str
    takes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word of a paragraph: its token, its lemma, its frame."""

    token: Token
    word: str
    frame: Frame

    def takes(self, complement: str) -> bool:
        """Return whether this cue takes such a complement as its content."""
        return complement in self.frame.takes


@cache
def frames(kind: str) -> Mapping[str, Frame]:
    """Return the frames of the cue words of a kind (verb, noun, adjective), by lemma."""
    return {row[1]: Frame(row[2], _takes(row)) for row in lexicon.table("cues") if row[0] == kind}


def _takes(row: tuple[str, ...]) -> Mapping[str, str]:
    """Return the complements of a row, each with its strength: that of the row unless it has its own."""
    parts = (part.strip().partition("=") for part in row[3].split(","))
    return {name: own or row[2] for name, _, own in parts}


def word(token: Token) -> str:
    """Return the lemma of a token, with the lemmatiser's known slips mended."""
    made = lemma(token)
    return MENDED.get(made, made)


def find_cues(doc: Doc) -> tuple[Cue, ...]:
    """Return the cue words of a parsed paragraph in text order."""
    verbs, nouns, adjectives = frames("verb"), frames("noun"), frames("adjective")
    found: list[Cue] = []
    for token in readable(doc):
        kind = token.pos_
        if kind in VERBAL or (kind in ("PROPN", "NOUN", "ADJ") and token.tag_.startswith("VB")):
            table = verbs
        elif kind == "NOUN":
            table = nouns
        elif kind == "ADJ":
            table = adjectives
        else:
            continue
        made = word(token)
        frame = table.get(made)
        if frame is not None:
            found.append(Cue(token, made, frame))
    return tuple(found)


def readable(doc: Doc) -> Iterator[Token]:
    """Yield the tokens of the sentences that are short enough for their parse to mean something."""
    for sentence in doc.sents:
        if len(sentence.text.strip()) <= MAX_SENTENCE:
            yield from sentence


def is_negated(verb: Token) -> bool:
    """Return whether a negation hangs on the verb ("did not say", "never said")."""
    return any(child.dep_ == "neg" for child in verb.children)


def is_passive(verb: Token) -> bool:
    """Return whether the verb stands in the passive voice: "was told", "reported by the agency"."""
    signs = ("auxpass", "nsubjpass", "agent") if verb.tag_ == "VBN" else ("auxpass", "nsubjpass")
    return any(child.dep_ in signs for child in verb.children)


def is_imperative(verb: Token) -> bool:
    """Return whether a bare verb opens its sentence or quotation: "Read about the dam", "Please note …"."""
    if verb.tag_ not in ("VB", "VBP"):
        return False
    if any(c.dep_ in ("aux", "nsubj") and c.pos_ != "INTJ" for c in verb.children):
        return False
    first = verb.i
    while first > verb.sent.start and verb.doc[first - 1].pos_ == "INTJ":
        first -= 1
    return first == verb.sent.start or verb.doc[first - 1].text in OPENERS


def is_question(verb: Token) -> bool:
    """Return whether the report asks its reader what somebody says: "What do the engineers say about it?"."""
    asked = any(c.tag_ == "WP" and c.dep_ == "dobj" and c.i < verb.i for c in verb.children)
    return asked and verb.dep_ == "ROOT" and verb.sent.text.rstrip().endswith("?")


def is_naming_participle(verb: Token) -> bool:
    """Return whether a verb tells what something is called, by nobody: "the pill, often called the “…”"."""
    if verb.dep_ not in ("acl", "advcl", "amod", "parataxis") or verb.tag_ not in ("VBN", "VBD"):
        return False
    first = verb.i
    while first > 0 and verb.doc[first - 1].pos_ == "ADV":
        first -= 1
    bare = first > 0 and verb.doc[first - 1].text == ","  # its subject is what is called, by the comma
    barred = ("agent", "aux") if bare else ("agent", "aux", "nsubj")
    return lemma(verb) in NAMING and not any(c.dep_ in barred for c in verb.children)


def gives_no_details(verb: Token) -> Token | None:
    """Return the object of a verb that says that nothing more was said ("gave no details"), else `None`."""
    if word(verb) not in GIVING:
        return None
    for child in verb.children:
        if child.dep_ == "dobj" and word(child) in DETAILS:
            none = any(c.lower_ == "no" and c.dep_ == "det" for c in child.children)
            if none or is_negated(verb):
                return child
    return None


def is_silent(verb: Token) -> bool:
    """Return whether the verb, negated, says that somebody said nothing ("did not elaborate")."""
    return verb.pos_ == "VERB" and is_negated(verb) and word(verb) in SILENT
