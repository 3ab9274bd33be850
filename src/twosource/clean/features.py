"""What the line model sees of each line: its form, its words, its neighbours, its place in the text."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from twosource.clean.lines import (
    BLANK,
    CLASSES,
    COMMA,
    DIGIT,
    EAST,
    LOWER,
    MARK,
    QUOTE,
    REASONS,
    STOP,
    UPPER,
    Floats,
    Ints,
    Lines,
)

Bools = NDArray[np.bool_]

FORM = (
    "log_chars", "log_words", "word_length", "upper", "digits", "marks", "capitalised",
    "ends_full", "ends_colon", "ends_cut", "ends_quote", "inner_stops", "commas", "quotes",
    "starts_lower", "starts_digit", "starts_mark", "has_address", "sentence",
)  # fmt: skip
PLACE = (
    "lines", "line_share", "words_share", "sentence_words_before", "sentence_words_after",
    "sentence_share", "to_sentence_before", "to_sentence_after", "cluster_share", "to_cluster",
    "in_cluster", "cluster_number", "cluster_first", "overlap", "copies",
    "since_byline", "since_furniture", "since_comments", "since_related",
    "furniture_before", "furniture_near",
)  # fmt: skip
NEAR = ("log_words", "ends_full", "sentence", "capitalised", "digits", "func", "time")
_NEAR_FORM = [FORM.index(name) for name in NEAR[:-2]]
_NEAR_CLASSES = [CLASSES.index(name) for name in NEAR[-2:]]
STEPS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (2, 5, 12)
SUMS = ("words", "sentence", "furniture", "dated")

NAMES = (
    FORM
    + tuple(f"class_{name}" for name in CLASSES)
    + ("furniture", "begun")
    + PLACE
    + tuple(f"{name}{step:+d}" for step in STEPS for name in NEAR)
    + tuple(f"{name}_in_{window}" for window in WINDOWS for name in SUMS)
)
"""The names of the columns of `features`, in their order."""

_BLOCKS = np.cumsum((len(FORM), len(CLASSES), 2, len(PLACE), len(STEPS) * len(NEAR)))
"""Where the blocks of columns of `NAMES` end, but for the last."""

_NO_DIGITS = str.maketrans("123456789", "000000000")


def features(lines: Lines) -> Floats:
    """Return a row a line, a column a name of `NAMES`.

    Within, each column is a run of memory, as it is written here and asked for by the trees.
    """
    out = np.empty((len(NAMES), len(lines.texts)), dtype=np.float32)
    form, classes, known, place, near, windows = np.split(out, _BLOCKS)
    words = lines.counts.astype(np.float32)
    np.multiply(lines.classes.T, 1.0 / np.maximum(words, 1.0), out=classes)
    np.greater(lines.furniture, 0, out=known[0], casting="unsafe")
    np.greater(lines.begun, 0, out=known[1], casting="unsafe")
    _form(lines, form)
    sentence, furniture = form[FORM.index("sentence")], known[0]
    _place(lines, sentence > 0, furniture, place)
    _neighbours(np.concatenate((form[_NEAR_FORM], classes[_NEAR_CLASSES])), near)
    dated = (lines.classes[:, CLASSES.index("time")] > 0) & (words < 8)
    _windows(np.stack((words, words * sentence, furniture, dated)), windows)
    return out.T


def _form(lines: Lines, out: Floats) -> None:
    """Write the columns of `FORM`: what shows in the characters of the line itself."""
    starts, ends, chars, kinds = lines.starts, lines.ends, lines.chars, lines.kinds
    length = (ends - starts).astype(np.float32)
    words = np.maximum(lines.counts, 1).astype(np.float32)
    letters = np.maximum(kinds[:, [LOWER, UPPER, EAST]].sum(axis=1), 1.0)
    first, last, before_last = chars[starts], chars[ends - 1], chars[np.maximum(ends - 2, starts)]
    full = (last == STOP) | ((last == QUOTE) & (before_last == STOP))
    func = lines.classes[:, 0] / words
    stops = _inner_stops(lines)
    sentence = (lines.counts >= 7) & (full | (func > 0.3) | (stops > 0))
    edge = lines.codes[ends - 1]
    columns = (
        np.log1p(length), np.log1p(words), letters / words, kinds[:, UPPER] / letters,
        kinds[:, DIGIT] / length, kinds[:, MARK:].sum(axis=1) / length, _capitalised(lines) / words,
        full, edge == ord(":"), (edge == ord("…")) | ((last == STOP) & (before_last == STOP)),
        last == QUOTE, np.log1p(stops), kinds[:, COMMA] / words, np.log1p(kinds[:, QUOTE]),
        (first == LOWER) | (first == EAST), first == DIGIT, first >= MARK, _addressed(lines), sentence,
    )  # fmt: skip
    for row, column in zip(out, columns, strict=True):
        row[:] = column


def _inner_stops(lines: Lines) -> Floats:
    """Return how many times a stop is followed by a blank within each line."""
    chars = lines.chars
    at = np.flatnonzero((chars[:-1] == STOP) & (chars[1:] == BLANK))
    line = lines.of(at)
    inner = at + 1 < lines.ends[line]
    return np.bincount(line[inner], minlength=len(lines.starts)).astype(np.float32)


def _capitalised(lines: Lines) -> Floats:
    """Return how many words of each line begin with a capital."""
    chars = lines.chars
    begins = chars == UPPER
    begins[1:] &= chars[:-1] > EAST
    at = np.flatnonzero(begins)
    return np.bincount(lines.of(at), minlength=len(lines.starts)).astype(np.float32)


def _addressed(lines: Lines) -> Bools:
    """Return which lines hold an address of the web or of mail."""
    found = np.zeros(len(lines.starts), dtype=np.bool_)
    for needle in ("@", "www.", "http"):
        found[lines.having(needle)] = True
    return found


def _place(lines: Lines, sentence: Bools, furniture: Floats, out: Floats) -> None:
    """Write the columns of `PLACE`: where the line stands, and beside what."""
    number = len(lines.texts)
    index = np.arange(number)
    words = lines.counts.astype(np.float32)
    total = max(1.0, float(words.sum()))
    spoken = np.where(sentence, words, 0.0)
    all_spoken = max(1.0, float(spoken.sum()))
    before = np.cumsum(spoken) - spoken
    seen = np.cumsum(furniture) - furniture
    comments = lines.furniture == REASONS.index("comments") + 1
    related = lines.furniture == REASONS.index("related") + 1
    marks = np.stack((sentence, sentence[::-1], _signed(lines), furniture > 0, comments, related))
    since = np.log1p(np.minimum(_since(marks, index), 60))
    columns = (
        np.log1p(number), index / max(1, number - 1), (np.cumsum(words) - words) / total,
        before / all_spoken, (all_spoken - before - spoken) / all_spoken, all_spoken / total,
        since[0], since[1, ::-1], *_clusters(sentence, words, index), _overlap(lines, sentence),
        _copies(lines), *since[2:], np.log1p(seen), seen / max(1.0, float(furniture.sum())),
    )  # fmt: skip
    for row, column in zip(out, columns, strict=True):
        row[:] = column


def _signed(lines: Lines) -> Bools:
    """Return which lines are short and tell of an author or a date, as those above a report do."""
    share = lines.classes[:, CLASSES.index("byline")] + lines.classes[:, CLASSES.index("time")]
    return (lines.counts <= 12) & (share * 4 > lines.counts)


def _since(marks: Bools, index: Ints) -> Ints:
    """Return, a row a kind of mark, how many lines lie between each line and the last marked one before it.

    Where there is none they are many.
    """
    last = np.full(marks.shape, -1000, dtype=np.int64)
    np.maximum.accumulate(np.where(marks, index, -1000)[:, :-1], axis=1, out=last[:, 1:])
    return index - last


def _clusters(sentence: Bools, words: Floats, index: Ints) -> Floats:
    """Return, a column a line: share of words of the nearest cluster, distance to the largest, whether
    inside, the number of the nearest in the text, the words of the first over those of the largest.

    A cluster is a run of sentence-like lines with at most six others between two of them.
    """
    at = np.flatnonzero(sentence)
    out = np.zeros((5, len(index)), dtype=np.float32)
    if not at.size:
        return out
    name = np.concatenate(([0], np.cumsum(np.diff(at) > 7)))
    sizes = np.bincount(name, weights=words[at])
    nearest = name[np.clip(np.searchsorted(at, index), 0, at.size - 1)]
    largest = int(sizes.argmax())
    first, last = at[name == largest][0], at[name == largest][-1]
    away = np.where(index < first, index - first, np.where(index > last, index - last, 0))
    out[0] = sizes[nearest] / sizes.sum()
    out[1] = np.sign(away) * np.log1p(np.minimum(np.abs(away), 100))
    out[2] = away == 0
    out[3] = np.minimum(nearest, 20)
    out[4] = sizes[0] / sizes[largest]
    return out


def _overlap(lines: Lines, sentence: Bools) -> Floats:
    """Return which share of each line's longer words stands in sentence-like lines other than itself."""
    number = len(lines.texts)
    long = np.fromiter(map(len, lines.spelt), np.int64, len(lines.spelt))[lines.words] > 3
    word, line = lines.words[long], lines.line_of[long]
    spoken = sentence[line]
    first = np.full(len(lines.spelt), -1, dtype=np.int64)
    last = first.copy()
    last[word[spoken]] = line[spoken]
    first[word[spoken][::-1]] = line[spoken][::-1]
    shared = (last[word] >= 0) & ((first[word] != line) | (last[word] != line))
    content = np.bincount(line, minlength=number)
    return (np.bincount(line[shared], minlength=number) / np.maximum(content, 1)).astype(np.float32)


def _copies(lines: Lines) -> Floats:
    """Return the logarithm of how many times each line stands in the text, its digits left out of account."""
    shapes = list(lines.texts)
    for i in np.flatnonzero((lines.kinds[:, DIGIT] > 0) & (lines.counts < 8)).tolist():
        shapes[i] = shapes[i].translate(_NO_DIGITS)
    counts = Counter(shapes)
    return np.log(np.array([counts[shape] for shape in shapes], dtype=np.float32))


def _neighbours(columns: Floats, out: Floats) -> None:
    """Write, for each of `STEPS`, the rows of `columns` for the line so many lines on; -1 where none is."""
    reach, (names, number) = max(STEPS), columns.shape
    padded = np.full((names, number + 2 * reach), -1.0, dtype=np.float32)
    padded[:, reach : reach + number] = columns
    for i, step in enumerate(STEPS):
        out[i * names : (i + 1) * names] = padded[:, reach + step : reach + step + number]


def _windows(columns: Floats, out: Floats) -> None:
    """Write, for each of `WINDOWS`, logarithms of the sums of `columns` over the lines so far away or less.

    The line itself is left out.
    """
    names, number = columns.shape
    total = np.zeros((names, number + 1))
    np.cumsum(columns, axis=1, dtype=np.float64, out=total[:, 1:])
    index = np.arange(number)
    for i, reach in enumerate(WINDOWS):
        high, low = np.minimum(index + reach + 1, number), np.maximum(index - reach, 0)
        sums = total.take(high, axis=1) - total.take(low, axis=1) - columns
        out[i * names : (i + 1) * names] = np.log1p(np.maximum(sums, 0))
