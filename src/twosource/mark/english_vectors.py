"""The word vectors of the pipeline's models, for all lines of a report at once.

spaCy's `Tok2Vec` looks every word of a line up in hashed tables, mixes what it finds in a layer, and lets
four layers look at each word with its neighbours. Here the same weights are used with three savings: a word
that stands in a report twice is looked up and mixed once; the pieces of a layer lie beside each other, so
that the larger is found for many words at a time; and the products are numpy's.

What comes out is spaCy's result but for the last digits of a float, as sums are made in another order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.uint64]

COLUMNS = ("ORTH", "NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")
"""What is known of a token before any model ran; a model uses some of them."""

DISTINCT = [0, 1, 5]
"""The columns that tell two tokens apart; the others follow from the first."""

PAD = 4
"""Empty rows between two lines: four layers look one word to either side, so none sees the next line."""

EPSILON = np.float32(1e-8)


@dataclass(frozen=True)
class Words:
    """The tokens of some docs in text order: the distinct ones, and which of these stands where.

    `rows` are the rows of the tokens in an array that has `PAD` empty rows before, between and after docs.
    """

    distinct: Ids
    which: npt.NDArray[np.intp]
    rows: npt.NDArray[np.intp]
    size: int

    @staticmethod
    def of(docs: Sequence[Doc]) -> Words:
        """Return the words of docs, of which one at least has a token."""
        features = np.concatenate([doc.to_array(list(COLUMNS)).reshape(-1, len(COLUMNS)) for doc in docs])
        _, first, which = np.unique(features[:, DISTINCT], axis=0, return_index=True, return_inverse=True)
        lengths = [len(doc) for doc in docs]
        before = np.repeat(np.arange(1, len(docs) + 1) * PAD, lengths)
        rows = np.arange(len(features)) + before
        return Words(features[first], which.reshape(-1), rows, len(features) + (len(docs) + 1) * PAD)


@dataclass(frozen=True)
class Layer:
    """A layer that takes the largest of three pieces and brings the result to one scale.

    `weights` has a column for each value of the first piece, then of the second, then of the third.
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @staticmethod
    def of(maxout: Any, norm: Any) -> Layer:
        """Return the layer with the weights of thinc's `Maxout` and `LayerNorm`."""
        weights: Floats = maxout.get_param("W")  # values, pieces, inputs
        by_piece = np.ascontiguousarray(weights.transpose(2, 1, 0)).reshape(weights.shape[2], -1)
        bias = np.ascontiguousarray(maxout.get_param("b").T).reshape(-1)
        return Layer(by_piece, bias, norm.get_param("G"), norm.get_param("b"))

    def __call__(self, inputs: Floats) -> Floats:
        """Return the layer's values for each row of inputs."""
        width = len(self.gain)
        pieces = inputs @ self.weights
        pieces += self.bias
        values = pieces[:, :width]
        for at in range(width, pieces.shape[1], width):
            np.maximum(values, pieces[:, at : at + width], out=values)
        scaled: Floats = values - values.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", scaled, scaled) / np.float32(width) + EPSILON
        scaled *= (np.float32(1) / np.sqrt(spread))[:, None]
        scaled *= self.gain
        scaled += self.shift
        return scaled


@dataclass(frozen=True)
class Table:
    """A table of hashed features: `column` of `COLUMNS`, hashed with `seed`, into rows of `model`."""

    model: Any
    column: int
    seed: int

    def __call__(self, words: Ids) -> Floats:
        """Return the vector of the feature for each word."""
        entries = self.model.get_param("E")
        ids = np.ascontiguousarray(words[:, self.column])
        found: Floats = self.model.ops.gather_add(entries, self.model.ops.hash(ids, self.seed) % len(entries))
        return found


@dataclass(frozen=True)
class WordVectors:
    """The weights of one `Tok2Vec`: tables, projected static vectors, the mixing layer, the encoding ones."""

    tables: tuple[Table, ...]
    static: Floats
    vectors: Any
    mixing: Layer
    encoding: tuple[Layer, ...]

    @staticmethod
    def of(tok2vec: Any, vectors: Any) -> WordVectors:
        """Return the vectors of a thinc model as `spacy.Tok2Vec.v2` builds it.

        Args:
            tok2vec: the model.
            vectors: the static vectors of the vocabulary.
        """
        embed, encode = tok2vec.get_ref("embed"), tok2vec.get_ref("encode")
        names = _nodes(embed, "extract_features")[0].attrs["columns"]
        tables = tuple(
            Table(node, COLUMNS.index(name), node.attrs["seed"])
            for name, node in zip(names, _nodes(embed, "hashembed"), strict=True)
        )
        projection = _nodes(embed, "static_vectors")[0].get_param("W")
        (mixing,) = _layers(embed)
        return WordVectors(tables, vectors.data @ projection.T, vectors, mixing, _layers(encode))

    def __call__(self, words: Words) -> Floats:
        """Return a vector for each token, in text order."""
        width = self.static.shape[1]
        padded = np.zeros((words.size + 2, width), dtype=np.float32)  # and nothing before and after all
        inner = padded[1:-1]
        inner[words.rows] = self.mixing(self._looked_up(words.distinct))[words.which]
        # Row i beside its neighbours: three rows that follow each other are one stretch of memory.
        beside = np.lib.stride_tricks.as_strided(padded, (words.size, 3 * width), padded.strides)
        for layer in self.encoding:
            inner += layer(np.ascontiguousarray(beside))
        return inner[words.rows]

    def _looked_up(self, distinct: Ids) -> Floats:
        """Return what the tables and the static vectors hold of each word, side by side."""
        at = self.vectors.find(keys=distinct[:, 0])
        static = self.static[at]
        static[at < 0] = 0  # words without a vector
        return np.concatenate([*(table(distinct) for table in self.tables), static], axis=1)


def _nodes(model: Any, name: str) -> list[Any]:
    """Return the nodes of a model that bear a name, in the order in which they run."""
    return [node for node in model.walk() if node.name == name]


def _layers(model: Any) -> tuple[Layer, ...]:
    """Return the layers of a model, in the order in which they run."""
    pairs = zip(_nodes(model, "maxout"), _nodes(model, "layernorm"), strict=True)
    return tuple(Layer.of(maxout, norm) for maxout, norm in pairs)
