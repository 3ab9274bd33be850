"""The learned extractor: who is said to say what, read by a small network that ships with the package.

The network sees windows of whole paragraphs, one at a time on one thread, so that the time is linear in the
text and the result does not depend on what else is read. `training/` makes the weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from twosource.errors import ModelError
from twosource.lexicon import model
from twosource.mark import decoding, pieces
from twosource.mark.decoding import RawAttribution

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["Extractor", "RawAttribution", "extractor_problem", "load_extractor", "open_session"]

WEIGHTS, VOCABULARY = "attributions.onnx", "attributions.vocabulary.txt"
SHA256 = {
    WEIGHTS: "e92b3dd5f7a143d899ef9ecbc77a4e433ead5021e63c7ffb55bcf9db377e6f53",
    VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
SLOW_FUSIONS = ["SkipLayerNormFusion", "BiasSkipLayerNormFusion"]  # scalar code on a CPU: a fifth slower
IMPOSSIBLE = -1e4
TOGETHER = 32  # windows decoded together: bounds the memory
SURROGATE = re.compile("[\ud800-\udfff]")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class Extractor:
    """The loaded model. Its one method is a pure function of the text and the stretches."""

    def __init__(self, session: InferenceSession, tokens: pieces.Pieces) -> None:
        self._session, self._tokens = session, tokens
        self._cls, self._sep = pieces.marks(tokens)

    def extract(self, text: str, stretches: Sequence[tuple[int, int]]) -> tuple[RawAttribution, ...]:
        """Return the attributions found in the stretches of `text`, in the order of their contents.

        Args:
            text: The report's text.
            stretches: Half-open extents in code points, a paragraph or line each; nothing else is read, no
                span leaves its stretch, and a blank line inside one divides it.
        """
        text = SURROGATE.sub("?", text)  # a lone surrogate can't be encoded; one character for one
        read = [pieces.words(text, a, b, self._tokens) for a, b in _paragraphs(text, stretches)]
        windows = [pieces.window(runs, self._cls, self._sep) for runs in pieces.pack(text, read)]
        found: list[RawAttribution] = []
        for at in range(0, len(windows), TOGETHER):
            group = windows[at : at + TOGETHER]
            scores = [self._score(w) for w in group]
            for window, one, (path, sure) in zip(group, scores, decoding.best_tags(scores), strict=True):
                found += decoding.attributions(window, one, path, sure)
        return tuple(found)

    def _score(self, window: pieces.Window) -> decoding.Scores:
        given = {
            "pieces": window.pieces[None],
            "case": window.case[None],
            "quote": window.quote[None],
            "first": window.first,
        }
        tags, cue, source, steps = self._session.run(["tags", "to_cue", "to_source", "transitions"], given)
        tags[window.starts >= window.ends, 1:] = IMPOSSIBLE  # no span goes over the end of a paragraph
        return decoding.Scores(*(np.asarray(x, dtype=np.float32) for x in (tags, cue, source, steps)))


def load_extractor() -> Extractor | None:
    """Return the extractor, loaded once a process, or None where it can't be (see `extractor_problem`)."""
    return _load()[0]


def extractor_problem() -> str | None:
    """Return why `load_extractor` gives None, in words for the user; None if it doesn't."""
    return _load()[1]


def open_session(weights: bytes) -> InferenceSession:
    """Return the graph ready to run: on one thread, so that the sums have one order."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )


@cache
def _load() -> tuple[Extractor | None, str | None]:
    try:
        import onnxruntime  # noqa: F401
        import tokenizers  # noqa: F401
    except ImportError as problem:
        return None, f"the attribution model needs a library that is not installed: {problem.name}"
    try:
        data = {name: model(name, digest) for name, digest in SHA256.items()}
        session = open_session(data[WEIGHTS])
    except ModelError as problem:
        return None, f"the attribution model can't be loaded: {problem.subject}: {problem.why}"
    except Exception as problem:  # noqa: BLE001 - the runtime raises classes of its own, none exported
        return None, f"the attribution model can't be run by this ONNX Runtime: {type(problem).__name__}"
    return Extractor(session, _tokens(data[VOCABULARY])), None


def load_tokens() -> pieces.Pieces:
    """Return the tokeniser with the vocabulary that the package's models share.

    Raises:
        ModelError: the vocabulary is missing, or not the one of this version.
    """
    return _tokens(model(VOCABULARY, SHA256[VOCABULARY]))


def _tokens(vocabulary: bytes) -> pieces.Pieces:
    return pieces.tokenizer(vocabulary.decode("utf-8").split("\n")[:-1])


def _paragraphs(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches within the text, in order, none overlapping, divided at blank lines, trimmed."""
    done = 0
    for start, end in sorted(stretches, key=lambda s: (s[0], -s[1])):
        start, end = max(start, done), min(end, len(text))
        begin = start
        for gap in [*BLANK_LINE.finditer(text, start, max(start, end)), None]:
            stop = gap.start() if gap else end
            said = text[begin:stop] if begin < stop else ""
            if said.strip():
                left = begin + len(said) - len(said.lstrip())
                yield left, left + len(said.strip())
            begin = gap.end() if gap else end
        done = max(done, end)
