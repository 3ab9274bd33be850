"""Named entities as spaCy's greedy recogniser finds them, without a step of a state machine for each token.

The recogniser reads a line from left to right and gives each token one of 73 moves: outside; the only token
of an entity; the first, an inner or the last one of it. The score of a move depends on three tokens: the one
at hand and, inside an entity only, the entity's first token and the one before. So whatever stands outside an
entity is scored here for all lines at once, and only entities of several tokens are followed step by step,
where two moves are left: to go on, or to end.

Which moves are allowed follows spaCy's `ner.pyx` for tokens about which nothing is known beforehand: an
entity doesn't begin on white space, and doesn't reach over the end of a sentence or of the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from twosource.mark.english_vectors import Floats, Words, WordVectors

if TYPE_CHECKING:
    from spacy.tokens import Doc

Flags = npt.NDArray[np.bool_]

HERE, FIRST, BEFORE = 0, 1, 2
"""What the scores of a move look at: the token at hand, the entity's first one, the one before."""


@dataclass(frozen=True)
class Moves:
    """The recogniser's moves by their number: which begin an entity, which are one, which is none.

    `label` has the name of each move's kind of entity; `inner` and `last`, by the move that began the
    entity, the moves that go on with it and end it. The move "U-", for tokens that were barred from being in
    an entity beforehand, is none of these.
    """

    begins: Flags
    units: Flags
    outside: Flags
    label: tuple[str, ...]
    inner: dict[int, int]
    last: dict[int, int]

    @staticmethod
    def of(names: Sequence[str]) -> Moves:
        """Return the moves by names such as "B-ORG" and "O".

        Raises:
            ValueError: there is a move of another kind than `B`, `I`, `L`, `U`, `O`, or one is missing.
        """
        kind, label = zip(*(name.partition("-")[::2] for name in names), strict=True)
        if not set(kind) <= set("BILUO"):
            raise ValueError(f"moves of another kind: {names}")
        begun = [i for i, move in enumerate(kind) if move == "B"]
        return Moves(
            np.array([move == "B" for move in kind]),
            np.array([move == "U" and bool(of) for move, of in zip(kind, label, strict=True)]),
            np.array([move == "O" for move in kind]),
            label,
            {i: names.index(f"I-{label[i]}") for i in begun},
            {i: names.index(f"L-{label[i]}") for i in begun},
        )


@dataclass(frozen=True)
class EntityFinder:
    """The recogniser's weights, and its moves.

    `lower` gives, for each token and each of the three places, what a token there adds to the hidden layer:
    all first pieces of that layer, then all second ones; `absent` is what two places add outside an entity.
    """

    vectors: WordVectors
    narrow: tuple[Floats, Floats]
    lower: Floats
    absent: tuple[Floats, Floats]
    bias: Floats
    upper: tuple[Floats, Floats]
    moves: Moves

    @staticmethod
    def of(recogniser: Any) -> EntityFinder:
        """Return the finder with the weights of spaCy's `EntityRecognizer`.

        Raises:
            ValueError: it is not a greedy recogniser of three places that knows all its moves.
        """
        model = recogniser.model
        vectors, _, narrow = model.layers[0].layers
        lower, upper = model.layers[1:]
        weights = lower.get_param("W")  # places, values, pieces, inputs
        is_greedy = recogniser.cfg["beam_width"] == 1 and not model.attrs["unseen_classes"]
        if not is_greedy or weights.shape[0] != 3 or weights.shape[2] != 2:
            raise ValueError("a recogniser of another shape")
        pad = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(3, -1)
        return EntityFinder(
            WordVectors.of(vectors, recogniser.vocab.vectors),
            (narrow.get_param("W").T, narrow.get_param("b")),
            np.ascontiguousarray(weights.transpose(3, 0, 2, 1)).reshape(weights.shape[3], -1),
            (pad[FIRST], pad[BEFORE]),
            np.ascontiguousarray(lower.get_param("b").T).reshape(-1),
            (upper.get_param("W").T, upper.get_param("b")),
            Moves.of([recogniser.moves.get_class_name(i) for i in range(recogniser.moves.n_moves)]),
        )

    def __call__(self, docs: Sequence[Doc], words: Words) -> None:
        """Mark the entities of docs.

        Args:
            docs: docs with sentences and without entities.
            words: their tokens, one at least.
        """
        from spacy.tokens import Span

        added: Any = (self.vectors(words) @ self.narrow[0] + self.narrow[1]) @ self.lower
        places = added.reshape(len(added), 3, -1)
        ends = np.concatenate([_ends(doc) for doc in docs])
        is_space = words.distinct[words.which, -1] != 0
        best = self._outside(places[:, HERE], ends, is_space)
        is_entity = self.moves.begins | self.moves.units
        starts = iter(np.flatnonzero(is_entity[best]).tolist())
        found = list(self._entities(starts, best, places, ends))
        at = offset = 0
        for doc in docs:
            spans, until = [], offset + len(doc)
            while at < len(found) and found[at][0] < until:
                start, end, label = found[at]
                spans.append(Span(doc, start - offset, end - offset, label=label))
                at += 1
            doc.set_ents(spans)
            offset = until

    def _outside(self, here: Floats, ends: Flags, is_space: Flags) -> npt.NDArray[np.intp]:
        """Return the best move for each token if no entity is open there."""
        scores = self._hidden(here + self.absent[0] + self.absent[1]) @ self.upper[0] + self.upper[1]
        scores[:, ~(self.moves.outside | self.moves.units | self.moves.begins)] = -np.inf
        scores[np.ix_(is_space, self.moves.units)] = -np.inf
        scores[np.ix_(is_space | ends, self.moves.begins)] = -np.inf
        best: npt.NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _hidden(self, added: Floats) -> Floats:
        """Return the hidden layer: of two pieces the larger."""
        added += self.bias
        half = added.shape[-1] // 2
        larger: Floats = np.maximum(added[..., :half], added[..., half:])
        return larger

    def _entities(
        self, starts: Iterator[int], best: npt.NDArray[np.intp], places: Floats, ends: Flags
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the entities in text order: first token, the one after the last, label.

        Args:
            starts: the tokens that begin an entity if none is open there.
            best: the best move for each token if no entity is open there.
            places: what each token adds to the hidden layer in each place.
            ends: whether a sentence ends with the token.
        """
        weights, bias = self.upper
        end = 0
        for start in starts:
            if start < end:
                continue  # it stands in the entity before
            move, end = int(best[start]), start + 1
            if self.moves.begins[move]:
                both = [self.moves.inner[move], self.moves.last[move]]
                while not ends[end]:
                    hidden = self._hidden(places[end, HERE] + places[start, FIRST] + places[end - 1, BEFORE])
                    goes_on, stops = hidden @ weights[:, both] + bias[both]
                    if goes_on < stops:
                        break
                    end += 1
                end += 1
            yield start, end, self.moves.label[move]


def _ends(doc: Doc) -> Flags:
    """Return for each token whether a sentence or the line ends with it."""
    starts = doc.to_array("SENT_START") == 1
    return np.append(starts[1:], True) if len(doc) else starts
