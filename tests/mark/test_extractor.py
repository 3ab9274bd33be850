"""The learned extractor: the shape of what it gives on any text, and that it is the model it claims to be."""

from __future__ import annotations

import hashlib
import itertools
import random
from importlib import resources

import numpy as np
import pytest

from twosource.mark import decoding, pieces
from twosource.mark import extractor as module
from twosource.mark.extractor import Extractor, RawAttribution, extractor_problem, load_extractor
from twosource.mark.pieces import CLOSING, INSIDE, OPENING, OUTSIDE, WINDOW, quote_places

from ..work import LINEAR, Work, growth

REPORT = (
    "The harbour minister, Anna Kovel, said on Friday that the bridge at Port Lenna would reopen soon.\n"
    "“We are ready,” she added, “and the trains will run.”\n"
    "According to the Lenna Herald, engineers found no cracks. The opposition denied that it was safe.\n"
)


@pytest.fixture(scope="module")
def model() -> Extractor:
    """The shipped extractor."""
    made = load_extractor()
    assert made is not None, extractor_problem()
    return made


def whole(text: str) -> list[tuple[int, int]]:
    """One stretch over the whole text."""
    return [(0, len(text))]


def lines(text: str) -> list[tuple[int, int]]:
    """A stretch for each line."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def words(text: str, extents: tuple[tuple[int, int], ...]) -> str:
    """The words at the extents."""
    return " … ".join(text[s:e] for s, e in extents)


def check(text: str, stretches: list[tuple[int, int]], found: tuple[RawAttribution, ...]) -> None:
    """Fail unless every extent lies in a stretch, is trimmed and not empty, and every score is a share."""
    for one in found:
        assert one.content
        assert 0.0 <= one.score <= 1.0
        for start, end in (*one.content, *one.cue, *one.source):
            assert any(s <= start < end <= e for s, e in stretches)
            assert text[start:end] == text[start:end].strip() != ""


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("“The dam will hold,” Marta Ilves said.", "“The dam will hold,”", "Marta Ilves"),
        ("Marta Ilves said that the dam would hold.", "that the dam would hold", "Marta Ilves"),
        ("The dam will hold, according to Marta Ilves.", "The dam will hold", "Marta Ilves"),
        ("The council announced that schools would close.", "that schools would close", "The council"),
    ],
    ids=["direct", "indirect", "according-to", "body"],
)
def test_plain_cases(model: Extractor, text: str, content: str, source: str) -> None:
    """The four plainest ways to say who said what are read whole."""
    found = model.extract(text, whole(text))
    assert [(words(text, a.content), words(text, a.source)) for a in found] == [(content, source)]


def test_broken_quotation_is_one(model: Extractor) -> None:
    """A quotation that its cue breaks is one attribution with two stretches, marks included."""
    text = "“We are ready,” Anna Kovel added, “and the trains will run.”"
    (one,) = model.extract(text, whole(text))
    assert words(text, one.content) == "“We are ready,” … “and the trains will run.”"
    assert words(text, one.cue) == "added"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n \t",
        "“",
        "”" * 500,
        '"' * 501,
        "'‘’\"“”«»" * 300,
        REPORT.upper(),
        REPORT.lower(),
        "said " * 2000,
        "a" * 5000,
        "\ud800 said \udfff that “it \ud83d works”",
        "e\u0301" * 400 + " said it was \u200b\u200d fine",
        "министр сказал, что мост откроется. 部长说大桥将重新开放。" * 20,
        "\x00\x01\x02 said \ufeff that",
        "🚂" * 300 + " she said",
    ],
    ids=lambda t: repr(t[:12]),
)
def test_odd_text(model: Extractor, text: str) -> None:
    """No text raises, and what is found keeps its shape."""
    check(text, whole(text), model.extract(text, whole(text)))


def test_only_the_stretches_are_read(model: Extractor) -> None:
    """Nothing outside the stretches is found, and a stretch gives the same with other text around it."""
    text = REPORT + "\n\nThe mayor said that the tram would go.\n"
    only = lines(text)[:1]
    found = model.extract(text, only)
    check(text, only, found)
    assert found == model.extract(text[: only[0][1]], only)


def test_stretches_out_of_order_or_range(model: Extractor) -> None:
    """The order of the stretches does not matter; overlapping, empty and outlying ones do no harm."""
    stretches = lines(REPORT)
    shuffled = [*stretches, (5, 5), (0, 40), (len(REPORT), len(REPORT) + 50)]
    random.Random(1).shuffle(shuffled)
    assert model.extract(REPORT, shuffled) == model.extract(REPORT, stretches)


def test_blank_line_divides(model: Extractor) -> None:
    """No extent crosses a blank line within one stretch."""
    text = "The mayor said that the tram\n\nwould go on Sunday, she added."
    for one in model.extract(text, whole(text)):
        assert all("\n\n" not in text[s:e] for s, e in (*one.content, *one.cue, *one.source))


def test_same_again(model: Extractor) -> None:
    """The same text gives the same result, whatever was read in between."""
    first = model.extract(REPORT, lines(REPORT))
    model.extract("“No,” he said. " * 50, [(0, 700)])
    assert model.extract(REPORT, lines(REPORT)) == first
    assert len(first) >= 3


def test_work_grows_linearly(model: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the text in one paragraph is about four times the work, in windows that grow no wider."""
    widths: list[int] = []
    score = model._score
    monkeypatch.setattr(model, "_score", lambda window: (widths.append(len(window.pieces)), score(window))[1])

    def prepared(times: int) -> Work:
        text = REPORT.replace("\n", " ") * times
        return lambda: check(text, whole(text), model.extract(text, whole(text)))

    assert growth(prepared, 8) <= LINEAR
    assert len(widths) > 4
    assert max(widths) <= WINDOW


def test_weights_are_the_ones_named() -> None:
    """The files in the package have the digests in the code, and stay within the size agreed."""
    folder = resources.files("twosource.lexicon").joinpath("models")
    sizes = 0
    for name, digest in module.SHA256.items():
        data = folder.joinpath(name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
        sizes += len(data)
    assert sizes <= 40_000_000


def test_wrong_weights_give_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights with another digest are not run; the reason can be told."""
    monkeypatch.setattr(module, "SHA256", dict.fromkeys(module.SHA256, "0" * 64))
    made, why = module._load.__wrapped__()
    assert made is None
    assert why is not None and module.WEIGHTS in why


def test_missing_weights_give_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package without the weights still loads; the reason can be told."""
    monkeypatch.setattr(module, "SHA256", {"no-such-file.onnx": "0" * 64})
    made, why = module._load.__wrapped__()
    assert made is None
    assert why is not None and "no-such-file.onnx" in why


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("“ a ” b", [OPENING, INSIDE, CLOSING, OUTSIDE]),
        ('" a " b', [OPENING, INSIDE, CLOSING, OUTSIDE]),
        ("‘a .’ b", [OPENING, INSIDE, INSIDE, CLOSING, OUTSIDE]),
        ("it ’ s a", [OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE]),
        ("“ a b", [OPENING, INSIDE, INSIDE]),
    ],
    ids=["curly", "straight", "single", "apostrophe", "never-closed"],
)
def test_places_in_quotation_marks(text: str, places: list[int]) -> None:
    """Each word knows whether it stands inside quotation marks."""
    extents, at = [], 0
    for character in text:
        if character.isspace():
            at += 1
            continue
        if extents and extents[-1][1] == at and text[at - 1].isalnum() and character.isalnum():
            extents[-1] = (extents[-1][0], at + 1)
        else:
            extents.append((at, at + 1))
        at += 1
    assert quote_places(text, extents) == places


def test_window_is_capped(model: Extractor) -> None:
    """A paragraph of any length is read in windows of the length the model was trained on."""
    text = "word " * 3000
    read = [pieces.words(text, 0, len(text), model._tokens)]
    windows = [pieces.window(runs, *pieces.marks(model._tokens)) for runs in pieces.pack(text, read)]
    assert max(len(w.pieces) for w in windows) <= WINDOW
    assert sum(len(w.starts) - 2 for w in windows) == 3000


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        "“Yes,” he said — “we’re ‘set’ for 2031–32…” (see p. 4)",
        "Café Löwe, Škoda & Søn: £5.60, €7, 12%, a/b, x_y, [SEP] #tag @home ~ ^ ` | {z} $9",
        "a\u00a0b\tc\u2009d\r\ne",
        "supercalifragilistic antidisestablishmentarianism " + "a" * 300,
        "O’Malley-Brännström's U.S.-led 'plan'.",
    ],
    ids=["report", "marks", "letters", "spaces", "long-words", "names"],
)
def test_known_words_are_spelt_as_the_tokeniser_does(model: Extractor, text: str) -> None:
    """The short cut over words already seen gives what the tokeniser gives, the first and the second time."""
    tokens = model._tokens
    assert pieces.ELSE.search(text) is None
    for _ in range(2):
        assert tokens.plain(text, 0, len(text)) == tokens.any(text, 0, len(text))


@pytest.mark.parametrize("text", ["мост", "the cafe\u0301", "部长说", "a\u200bb", "x\x00y", "½ m², 20 ￦"])
def test_rare_characters_go_to_the_tokeniser(model: Extractor, text: str) -> None:
    """What the short cut does not know is left to the tokeniser."""
    assert pieces.ELSE.search(text) is not None
    found = [(w.start, w.end, w.pieces, w.case) for w in pieces.words(text, 0, len(text), model._tokens)]
    assert found == model._tokens.any(text, 0, len(text))


def test_words_kept_have_a_bound(model: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of ever new words does not fill the memory, and is read the same."""
    text = " ".join(f"word{n}" for n in range(60))
    fresh = pieces.Pieces(model._tokens._tokens)
    monkeypatch.setattr(pieces, "KNOWN", 7)
    assert fresh.plain(text, 0, len(text)) == fresh.any(text, 0, len(text))
    assert len(fresh._known) <= 7


def test_best_tags_are_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    """The best sequence and the role shares are those of counting every sequence out, window by window."""
    monkeypatch.setattr(decoding, "OPEN_BONUS", 0.0)
    dice = np.random.default_rng(5)
    steps = dice.normal(size=(7, 7)).astype(np.float32)
    steps[0, 2] = steps[0, 4] = steps[0, 6] = -1e4
    pointers = np.zeros((1, 1), np.float32)
    windows = [
        decoding.Scores(dice.normal(size=(n, 7)).astype(np.float32), pointers, pointers, steps)
        for n in (4, 1, 3)
    ]
    for one, (path, roles) in zip(windows, decoding.best_tags(windows), strict=True):
        size = len(one.tags)
        every = list(itertools.product(range(7), repeat=size))
        total = [
            sum(one.tags[n, t] for n, t in enumerate(tags))
            + sum(steps[a, b] for a, b in itertools.pairwise(tags))
            for tags in every
        ]
        assert tuple(path) == every[int(np.argmax(total))]
        chance = np.exp(np.array(total, dtype=np.float64))
        share = np.zeros((size, 4))
        for tags, weight in zip(every, chance / chance.sum(), strict=True):
            for n, tag in enumerate(tags):
                share[n, (tag + 1) // 2] += weight
        assert np.allclose(roles, share, atol=1e-5)


def test_long_window_keeps_its_sums() -> None:
    """Role shares of a long window with improbable steps neither vanish nor overflow."""
    steps = np.full((7, 7), -12.0, np.float32)
    tags = np.zeros((2000, 7), np.float32)
    tags[:, 5] = -30.0
    pointers = np.zeros((1, 1), np.float32)
    ((_, roles),) = decoding.best_tags([decoding.Scores(tags, pointers, pointers, steps)])
    assert np.allclose(roles.sum(axis=1), 1.0, atol=1e-4)
