"""The dependency parse of a report's body, paragraph by paragraph, with offsets into the report's text.

Each line of the body is parsed by itself, as no sentence crosses a line break in a news text and the parser,
left to itself, makes two out of four such "sentences" run on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from twosource.mark.english import analyse
from twosource.mark.english import language as language
from twosource.mark.tokens import Doc, Token, TokenSpan
from twosource.spans import Span

# The pipeline was trained on straight quotation marks and plain blanks; each stands for one character, so
# that offsets don't move.
PLAIN = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
        "\u00ad": " ", "\u200b": " ", "\u200c": " ", "\u200d": " ", "\ufeff": " ", "\u2060": " ",
    }
)  # fmt: skip

MAX_PARAGRAPH = 20_000
"""Characters of one line that are parsed at a time: memory of the parser grows with the line; a longer line
is cut at the last full stop, else blank, before."""


@dataclass(frozen=True)
class Paragraph:
    """One parsed line of the body. Token i of `doc` begins at `start + doc[i].idx` in the report's text."""

    doc: Doc
    start: int
    number: int

    def extent(self, words: Token | TokenSpan) -> tuple[int, int]:
        """Return the half-open extent of a token or a run of tokens in the report's text."""
        if isinstance(words, Token):
            return self.start + words.idx, self.start + words.idx + len(words)
        return self.start + words.start_char, self.start + words.end_char


@dataclass(frozen=True)
class Parsed:
    """The parsed body of one report: its paragraphs in text order, and the text they point into."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    def span(self, paragraph: Paragraph, words: Token | TokenSpan) -> Span:
        """Return the span of the report's text for a token or a run of tokens."""
        return Span.cut(self.text, *paragraph.extent(words))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in text order, without white space at their ends."""
        return tuple(
            span
            for paragraph in self.paragraphs
            for sent in paragraph.doc.sents
            if (span := Span.trimmed(self.text, *paragraph.extent(sent))).text
        )


def parse(text: str, body: Sequence[Span]) -> Parsed:
    """Return the parse of the `body` of `text`, one paragraph for each line with a letter or digit."""
    lines = list(_lines(text, body))
    docs = analyse(text[s:e].translate(PLAIN) for s, e in lines)
    return Parsed(
        text,
        tuple(Paragraph(Doc(doc), s, i) for i, ((s, _), doc) in enumerate(zip(lines, docs, strict=True))),
    )


def _lines(text: str, body: Iterable[Span]) -> Iterable[tuple[int, int]]:
    """Yield the extents of the lines to parse, each at most `MAX_PARAGRAPH` characters long."""
    for span in body:
        at = span.start
        for line in span.text.splitlines(keepends=True):
            end = at + len(line)
            while end - at > MAX_PARAGRAPH:
                cut = max(text.rfind(". ", at, at + MAX_PARAGRAPH) + 1, 0)
                cut = cut if cut > at else text.rfind(" ", at, at + MAX_PARAGRAPH)
                cut = cut if cut > at else at + MAX_PARAGRAPH
                yield at, cut
                at = cut
            trimmed = Span.trimmed(text, at, end)
            if any(c.isalnum() for c in trimmed.text):
                yield trimmed.start, trimmed.end
            at = end


# The rules know no auxiliaries: they leave "was" as it is.
AUXILIARIES = {
    form: word
    for word, forms in (
        ("be", "am is are was were be been being 's 're 'm"),
        ("have", "have has had having 've"),
        ("do", "do does did done doing"),
    )
    for form in forms.split()
}

_LEMMAS: dict[tuple[str, str, str], str] = {}


def lemma(token: Token) -> str:
    """Return the lower-case lemma of a token, from a table filled as words come."""
    if token.pos_ == "AUX" and token.lower_ in AUXILIARIES:
        return AUXILIARIES[token.lower_]
    key = (token.text, token.pos_, token.tag_)
    found = _LEMMAS.get(key)
    if found is None:
        from spacy.tokens import Doc as Parse

        alone: Any = Parse(token.doc.vocab, words=[token.text], pos=[token.pos_])[0]
        alone.set_morph(token.morph)
        made = cast(Any, language().get_pipe("lemmatizer")).rule_lemmatize(alone)
        found = _LEMMAS[key] = (made[0] if made else token.text).lower()
    return found
