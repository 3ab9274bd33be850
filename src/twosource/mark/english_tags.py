"""Parts of speech and forms from a table, as spaCy's `AttributeRuler` gives them.

The ruler matches 179 patterns against every line. Nearly all look at one token, and see of it its tag, its
relation to its head, whether it is white space, and whether it is one of some 150 words: so what the ruler
does to a token is worked out once for each such key. Lines where a pattern of several tokens holds ("there
is", "let's", "gonna") go to the ruler itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc, MorphAnalysis, Token
    from spacy.vocab import Vocab

Pattern = Sequence[dict[str, Any]]
"""What a rule asks of one token after the other: for the name of an attribute a value or a comparison."""

Key = tuple[int, ...]
"""What the patterns see of a token: the values of `SEEN`, with 0 for a word that no pattern names."""

SEEN = ("LOWER", "TAG", "DEP", "IS_SPACE")
COMPARISONS = frozenset({"IN", "NOT_IN", "REGEX"})
WRITTEN = ("TAG", "POS", "LEMMA", "DEP")  # and the form


@cache
def _numbers() -> tuple[list[int], int]:
    """Return spaCy's numbers of the attributes `WRITTEN`, and that of the form."""
    from spacy.attrs import IDS

    return [int(IDS[name]) for name in WRITTEN], int(IDS["MORPH"])


@dataclass(frozen=True)
class Outcome:
    """What the rules make of a token by itself: the values of `WRITTEN`, its form, and the patterns of
    several tokens that may begin with it."""

    values: tuple[int, ...]
    form: MorphAnalysis | None
    may_begin: tuple[Pattern, ...]


@dataclass
class TagTable:
    """The ruler, its patterns with what they set, the words they name, and the outcomes so far."""

    ruler: Any
    single: tuple[tuple[Pattern, dict[int, int]], ...]
    longer: tuple[Pattern, ...]
    words: frozenset[str]
    expressions: tuple[str, ...]
    named: dict[int, bool] = field(default_factory=dict)
    outcomes: dict[Key, Outcome] = field(default_factory=dict)

    @staticmethod
    def of(ruler: Any) -> TagTable:
        """Return an empty table for a ruler.

        Raises:
            ValueError: a pattern looks at something else than the values of `SEEN`, or sets something else
                than the values of `WRITTEN` and the form, or compares in another way than by `COMPARISONS`.
        """
        rules = [
            (p, a) for rule, a in zip(ruler.patterns, ruler.attrs, strict=True) for p in rule["patterns"]
        ]
        asked = [item for pattern, _ in rules for token in pattern for item in token.items()]
        compared = [value for _, value in asked if isinstance(value, dict)]
        written, form = _numbers()
        if (
            not {name for name, _ in asked} <= set(SEEN)
            or not all(len(value) == 1 and value.keys() <= COMPARISONS for value in compared)
            or not {attribute for _, attributes in rules for attribute in attributes} <= {*written, form}
        ):
            raise ValueError("a ruler whose rules are of another kind")
        lowers = [value for name, value in asked if name == "LOWER"]
        return TagTable(
            ruler,
            tuple((pattern, attributes) for pattern, attributes in rules if len(pattern) == 1),
            tuple(pattern for pattern, _ in rules if len(pattern) > 1),
            frozenset(_words(lowers)),
            tuple(value["REGEX"] for value in lowers if isinstance(value, dict) and "REGEX" in value),
        )

    def __call__(self, doc: Doc) -> None:
        """Set tag, part of speech, lemma, form and relation of a doc's tokens where a rule says so."""
        found = []
        for i, (lower, *others) in enumerate(doc.to_array(list(SEEN)).tolist()):
            key = (lower if self._is_named(lower) else 0, *others)
            outcome = self.outcomes.get(key)
            if outcome is None:
                outcome = self.outcomes[key] = self._outcome(doc[i])
            if any(_holds_at(pattern, doc, i) for pattern in outcome.may_begin):
                self.ruler(doc)
                return
            found.append(outcome)
        if found:
            values: Any = np.array([outcome.values for outcome in found], dtype=np.uint64)
            columns: list[int | str] = [*_numbers()[0]]
            doc.from_array(columns, values)
        for token, outcome in zip(doc, found, strict=True):
            if outcome.form is not None:
                token.morph = outcome.form

    def _is_named(self, lower: int) -> bool:
        """Whether a pattern names a word, given by its number."""
        is_named = self.named.get(lower)
        if is_named is None:
            word = self.ruler.vocab.strings[lower]
            is_named = word in self.words or any(re.search(e, word) for e in self.expressions)
            self.named[lower] = is_named
        return is_named

    def _outcome(self, token: Token) -> Outcome:
        """Return what the rules for one token make of it; of two that set the same, the later one counts."""
        from spacy.tokens import MorphAnalysis

        vocab: Vocab = token.vocab
        written, morph = _numbers()
        values = dict(zip(written, (token.tag, token.pos, token.lemma, token.dep), strict=True))
        for pattern, attributes in self.single:
            if _holds(pattern[0], token):
                values.update(attributes)
        form = MorphAnalysis(vocab, vocab.strings[values[morph]]) if morph in values else None
        may_begin = tuple(pattern for pattern in self.longer if _holds(pattern[0], token))
        return Outcome(tuple(values[attribute] for attribute in written), form, may_begin)


def _holds_at(pattern: Pattern, doc: Doc, i: int) -> bool:
    """Whether a pattern holds for the tokens of a doc from one on."""
    if i + len(pattern) > len(doc):
        return False
    return all(_holds(asked, doc[j]) for j, asked in enumerate(pattern, start=i))


def _holds(asked: dict[str, Any], token: Token) -> bool:
    """Whether a token has the attributes that a pattern asks for."""
    seen: dict[str, Any] = {
        "LOWER": token.lower_,
        "TAG": token.tag_,
        "DEP": token.dep_,
        "IS_SPACE": token.is_space,
    }
    for name, wanted in asked.items():
        if not isinstance(wanted, dict):
            holds = seen[name] == wanted
        elif "REGEX" in wanted:
            holds = re.search(wanted["REGEX"], seen[name]) is not None
        else:
            holds = seen[name] in wanted["IN"] if "IN" in wanted else seen[name] not in wanted["NOT_IN"]
        if not holds:
            return False
    return True


def _words(lowers: Sequence[Any]) -> Iterator[str]:
    """Yield the words that patterns name, by themselves or in a list."""
    for named in lowers:
        if isinstance(named, str):
            yield named
        else:
            yield from (word for values in named.values() if isinstance(values, list) for word in values)
