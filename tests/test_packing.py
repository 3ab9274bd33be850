"""Annotations as bytes: nothing is lost, damage and other shapes are refused."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from twosource.errors import StoreError
from twosource.pipeline import annotate
from twosource.read import read
from twosource.records.packing import SHAPE, pack, unpack

EXAMPLES = Path(__file__).parents[1] / "examples" / "warehouse-fire"


def test_nothing_is_lost() -> None:
    """What comes back equals what went in, for reports with attributions, figures, times, tellings."""
    annotations = tuple(annotate(read(EXAMPLES).reports[:3]))
    assert all(a.marks.tellings and a.marks.attributions and a.marks.figures for a in annotations)
    for annotation in annotations:
        data = pack(annotation)
        assert unpack(data) == annotation
        assert pack(unpack(data)) == data


def test_odd_characters_survive() -> None:
    """Characters outside the basic plane, and halves of such, come back as they were."""
    (annotation,) = annotate(read({"id": "x", "text": "𝔄 \ud800 “Torvik” ﷽ burned.\u2028It rained."}).reports)
    assert unpack(pack(annotation)).report.text == annotation.report.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_packing"),
        (b"not compressed", "bad_packing"),
        (zlib.compress(b"[1"), "bad_packing"),
        (zlib.compress(b'["another shape", []]'), "old_packing"),
    ],
)
def test_other_bytes_are_refused(data: bytes, code: str) -> None:
    """Damaged bytes and those of other records are an error that says which."""
    with pytest.raises(StoreError) as caught:
        unpack(data)
    assert caught.value.code == code
    assert len(SHAPE) == 12
