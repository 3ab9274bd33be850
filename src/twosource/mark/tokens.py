"""Tokens, stretches of tokens and parsed lines as plain Python objects, with the names that spaCy gives them.

The stages that read a parse ask for millions of tokens, and spaCy makes a new one each time it is asked,
looks its strings up, and walks the line for its children. Here each token is made once, with all that is
asked of it, from the arrays of spaCy's `Doc`. An attribute means what spaCy's attribute of that name means;
but children, sentences and so on are tuples, and a token is the same object whenever one asks for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:  # spaCy takes a second to import, and what only looks things up needs none of it
    from spacy.tokens import Doc as Parse
    from spacy.vocab import Vocab

COLUMNS: list[int | str] = [
    "ORTH",
    "LEMMA",
    "TAG",
    "POS",
    "DEP",
    "ENT_TYPE",
    "ENT_IOB",
    "SENT_START",
    "MORPH",
    "SPACY",
    "HEAD",
]
IOB = ("", "I", "O", "B")
SIGNED = 1 << 64
"""What a negative number of the arrays is counted from: heads are given by their distance."""

LEXICAL = ("text", "lower_", "is_space", "is_punct", "is_title", "is_alpha", "like_num", "like_url")
"""What is known of a word wherever it stands."""

OPEN, TAKE, CLOSE = 0, 1, 2
"""The steps of a walk through a tree at each word: before its left branches, after them, after all."""


_WORDS: dict[int, tuple[Any, ...]] = {}


def _word(vocab: Vocab, orth: int) -> tuple[Any, ...]:
    """Return what `LEXICAL` names of a word by its number, from a table filled as words come."""
    found = _WORDS.get(orth)
    if found is None:
        entry = vocab[orth]
        found = _WORDS[orth] = tuple(getattr(entry, name) for name in LEXICAL)
    return found


_NAMES: dict[int, str] = {}


def _name(vocab: Vocab, number: int) -> str:
    """Return a tag, a label or a lemma by its number, from a table filled as they come."""
    found = _NAMES.get(number)
    if found is None:
        found = _NAMES[number] = vocab.strings[number]
    return found


class Token:
    """A token of a parsed line; `idx` is its first character in the line, `morph` the number of its form."""

    __slots__ = (
        *("doc", "i", "idx", "text", "lower_", "whitespace_", "lemma_", "tag_", "pos_", "dep_", "morph"),
        *("ent_type_", "ent_iob_", "is_sent_start", "is_space", "is_punct", "is_title", "is_alpha"),
        *("like_num", "like_url", "head", "lefts", "rights", "children", "sent"),
    )

    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    whitespace_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    morph: int
    ent_type_: str
    ent_iob_: str
    is_sent_start: bool
    is_space: bool
    is_punct: bool
    is_title: bool
    is_alpha: bool
    like_num: bool
    like_url: bool
    head: Token
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]
    sent: TokenSpan

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """Return the token's text."""
        return self.text

    @property
    def text_with_ws(self) -> str:
        """The token with the blank behind it, if there is one."""
        return self.text + self.whitespace_

    @property
    def subtree(self) -> Sequence[Token]:
        """The token and all that hangs on it, at whatever distance: what is left of a word before it."""
        first, last = self.doc.places[self.i]
        return self.doc.in_order[first:last]

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return self.doc.edges[self.i][0]

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        return self.doc.edges[self.i][1]

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The tokens that are coordinated with this one."""
        start = self
        while start.head is not start and start.dep_ == "conj":
            start = start.head
        found = [start]
        for token in found:
            found.extend(child for child in token.rights if child.dep_ == "conj")
        return tuple(token for token in found if token is not self)

    def is_ancestor(self, descendant: Token) -> bool:
        """Whether another token hangs on this one, at whatever distance."""
        here = descendant
        while here.head is not here:
            here = here.head
            if here is self:
                return True
        return False

    def nbor(self, distance: int = 1) -> Token:
        """Return the token some places further on.

        Raises:
            IndexError: there is none.
        """
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc.tokens[self.i + distance]


class TokenSpan:
    """A stretch of tokens, from `start` up to `end`; `label_` is its kind if it is a named entity."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        """Return the number of tokens."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Return the tokens one by one."""
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> TokenSpan: ...

    def __getitem__(self, at: int | slice) -> Token | TokenSpan:
        """Return a token, or the stretch of a slice, counted from the beginning of this one."""
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self))
            return TokenSpan(self.doc, self.start + first, self.start + max(first, last))
        i = at + (self.end if at < 0 else self.start)
        if not self.start <= i < self.end:
            raise IndexError(at)
        return self.doc.tokens[i]

    def __eq__(self, other: object) -> bool:
        """Whether the other is the same stretch of the same line."""
        return isinstance(other, TokenSpan) and self._key() == other._key()

    def __hash__(self) -> int:
        """Return a number that equal stretches share."""
        return hash(self._key())

    def _key(self) -> tuple[int, int, int, str]:
        return id(self.doc), self.start, self.end, self.label_

    def __repr__(self) -> str:
        """Return the text."""
        return self.text

    @property
    def text(self) -> str:
        """The characters, without a blank at the end."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        """The first character in the line."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """The character in the line after the last one."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def sent(self) -> TokenSpan:
        """The sentence in which the stretch begins."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The token that is nearest to the root of its sentence, the first of those equally near."""
        tokens = self.doc.tokens[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        best, found = len(self.doc.tokens), self.doc.tokens[self.start]
        for token in tokens:
            if not self.start <= token.head.i < self.end:
                distance = _distance(token)
                if distance < best:
                    best, found = distance, token
        return found


def _distance(token: Token) -> int:
    """Return the number of steps to the root; lone blanks and punctuation count as far away."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc.tokens) - 1
    steps = 0
    while token.head is not token:
        token = token.head
        steps += 1
    return steps


class Doc:
    """A parsed line, its sentences in text order, and the vocabulary that knows its words' numbers."""

    def __init__(self, parse: Parse) -> None:
        """Make the tokens of spaCy's parse of a line."""
        self.text: str = parse.text
        self.vocab = parse.vocab
        self.tokens = _tokens(self, parse)
        starts = [0, *(token.i for token in self.tokens[1:] if token.is_sent_start), len(self.tokens)]
        self.sents = tuple(TokenSpan(self, a, b) for a, b in pairwise(starts) if a < b)
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """Return the tokens one by one."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> TokenSpan: ...

    def __getitem__(self, at: int | slice) -> Token | TokenSpan:
        """Return a token, or the stretch of a slice."""
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self.tokens))
            return TokenSpan(self, first, max(first, last))
        return self.tokens[at]

    @cached_property
    def ents(self) -> tuple[TokenSpan, ...]:
        """The named entities in text order."""
        starts = [token.i for token in self.tokens if token.ent_iob_ == "B" and token.ent_type_]
        found = []
        for start in starts:
            end = start + 1
            while end < len(self.tokens) and self.tokens[end].ent_iob_ == "I":
                end += 1
            found.append(TokenSpan(self, start, end, self.tokens[start].ent_type_))
        return tuple(found)

    def char_span(
        self, start: int, end: int, alignment_mode: Literal["expand"] = "expand"
    ) -> TokenSpan | None:
        """Return the tokens that characters of the line stand in, `None` if there are no such characters.

        Args:
            start, end: the characters, half-open; a blank counts with the token before it, if it is the last.
            alignment_mode: takes tokens whole of which a part is in the extent, as spaCy says it.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        behind = self.tokens[first].idx + len(self.tokens[first])
        return TokenSpan(self, first + (start == behind), last + 1)

    def _at(self, char: int) -> int | None:
        """Return the number of the token at a character, or before it if that is a blank."""
        if not 0 <= char < len(self.text):
            return None
        return bisect_right(self.tokens, char, key=_first_char) - 1

    @cached_property
    def in_order(self) -> tuple[Token, ...]:
        """The tokens so that whatever hangs on one stands beside it: the line, unless branches cross."""
        return self._walk[0]

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """For each token the stretch of `in_order` with all that hangs on it."""
        return self._walk[1]

    @cached_property
    def edges(self) -> list[tuple[Token, Token]]:
        """For each token the first and the last of all that hangs on it."""
        if self.in_order == tuple(self.tokens):  # no branches cross
            return [(self.tokens[first], self.tokens[last - 1]) for first, last in self.places]
        numbers = [sorted(token.i for token in token.subtree) for token in self.tokens]
        return [(self.tokens[held[0]], self.tokens[held[-1]]) for held in numbers]

    @cached_property
    def _walk(self) -> tuple[tuple[Token, ...], list[tuple[int, int]]]:
        """Walk the trees: left branches, the word, right branches."""
        order: list[Token] = []
        begins, ends = [0] * len(self.tokens), [0] * len(self.tokens)
        to_do = [(token, OPEN) for token in reversed(self.tokens) if token.head is token]
        while to_do:
            token, step = to_do.pop()
            if step == OPEN:
                begins[token.i] = len(order)
                to_do.append((token, CLOSE))
                to_do.extend((child, OPEN) for child in reversed(token.rights))
                to_do.append((token, TAKE))
                to_do.extend((child, OPEN) for child in reversed(token.lefts))
            elif step == TAKE:
                order.append(token)
            else:
                ends[token.i] = len(order)
        return tuple(order), list(zip(begins, ends, strict=True))


def _first_char(token: Token) -> int:
    """Return the first character of a token."""
    return token.idx


def _tokens(doc: Doc, parse: Parse) -> list[Token]:
    """Return the tokens of a line."""
    rows = parse.to_array(COLUMNS).tolist()
    tokens = [Token() for _ in rows]
    lefts: list[list[Token]] = [[] for _ in rows]
    rights: list[list[Token]] = [[] for _ in rows]
    idx = 0
    for i, (token, row) in enumerate(zip(tokens, rows, strict=True)):
        orth, lemma, tag, pos, dep, kind, iob, sent_start, token.morph, has_blank, distance = row
        token.text, token.lower_, token.is_space, token.is_punct, *flags = _word(parse.vocab, orth)
        token.is_title, token.is_alpha, token.like_num, token.like_url = flags
        token.doc, token.i, token.idx, token.whitespace_ = doc, i, idx, " " if has_blank else ""
        token.lemma_, token.tag_ = _name(parse.vocab, lemma), _name(parse.vocab, tag)
        token.dep_, token.ent_type_ = _name(parse.vocab, dep), _name(parse.vocab, kind)
        token.pos_, token.ent_iob_ = _name(parse.vocab, pos), IOB[iob]
        token.is_sent_start = sent_start == 1
        head = (i + distance) % SIGNED
        token.head = tokens[head]
        if head != i:
            (lefts if i < head else rights)[head].append(token)
        idx += len(token.text) + has_blank
    for token, left, right in zip(tokens, lefts, rights, strict=True):
        token.lefts, token.rights, token.children = tuple(left), tuple(right), (*left, *right)
    return tokens
