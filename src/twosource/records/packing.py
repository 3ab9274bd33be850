"""Annotations as bytes and back, whole: for stores, and for the workers of a batch.

The JSON documents leave out what only the program needs; this form leaves out nothing. A record is the list
of its fields; a span is its two offsets, as its characters stand in the report's text. The form is as good
as the records it was made from: `SHAPE` is a digest of their fields, stands in the bytes, and other bytes
are refused, so that what an older program packed is marked anew rather than read wrongly.
"""

from __future__ import annotations

import json
import types
import zlib
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from twosource.errors import StoreError
from twosource.records.marks import Annotation
from twosource.records.report import Report, digest
from twosource.spans import Span

__all__ = ["SHAPE", "pack", "unpack"]


def pack(annotation: Annotation) -> bytes:
    """Return an annotation as bytes, the same for the same annotation everywhere."""
    packed = json.dumps([SHAPE, _packed(annotation)], ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(packed.encode("utf-8", "surrogatepass"), 6)


def unpack(data: bytes) -> Annotation:
    """Return the annotation that `pack` made into bytes.

    Raises:
        StoreError: the bytes are damaged, or were made from records of another shape.
    """
    try:
        shape, body = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError) as error:
        raise StoreError("bad_packing", "annotation", f"the bytes are damaged: {error}") from None
    if shape != SHAPE:
        raise StoreError("old_packing", "annotation", "another version made these bytes", "Mark it anew")
    report = _unpacked(Report, body[0], "")
    return Annotation(report, *(
        _unpacked(kind, value, report.text)
        for kind, value in zip(list(_hints(Annotation).values())[1:], body[1:], strict=True)
    ))  # fmt: skip


def _packed(value: Any) -> Any:
    """Return a value as lists, numbers and strings."""
    if isinstance(value, Span):
        return (value.start, value.end)
    if isinstance(value, tuple):
        return [_packed(one) for one in value]
    if is_dataclass(value):
        return [_packed(getattr(value, name)) for name in _hints(cast(Any, type(value)))]
    return value


def _unpacked(kind: Any, value: Any, text: str) -> Any:
    """Return the value of the type `kind` that was packed, its spans cut from `text`."""
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
        origin = get_origin(kind)
    if origin is tuple:
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_unpacked(one, item, text) for one, item in zip(kinds, value, strict=True))
    if kind is Span:
        return Span.cut(text, *value)
    if origin is not Literal and is_dataclass(kind):
        record = cast(Any, kind)
        hints = _hints(record)
        return record(*(_unpacked(one, item, text) for one, item in zip(hints.values(), value, strict=True)))
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Return the types of a record's fields by name, in order."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _shape(kind: Any, seen: set[Any]) -> list[Any]:
    """Return the names and types of a record's fields, and of the records in them."""
    if is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        return [
            cast(Any, kind).__qualname__,
            *([name, str(one), *_shape(one, seen)] for name, one in _hints(cast(Any, kind)).items()),
        ]
    return [part for one in get_args(kind) for part in _shape(one, seen)]


SHAPE = digest("packing", _shape(Annotation, set()))
"""A digest of all fields of all records that an annotation is made of."""
