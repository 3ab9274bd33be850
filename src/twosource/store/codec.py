"""Records to compressed JSON and back, lossless, by the types of their fields.

A record is written as an object of its fields; a field that has its default is left out, so that a record to
which a later version adds a field with a default can still be read. Nothing but our own frozen records can
come out of it, whatever stands in the file.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from twosource.spans import Span

__all__ = ["MAX_UNPACKED", "PackError", "pack", "unpack"]

Record = TypeVar("Record")

LEVEL = 6  # of zlib: 9 costs twice the time for 1 % less
MAX_UNPACKED = 512_000_000
"""Bytes that a packed record may have when it is unpacked: a file that is not ours can't fill the memory."""


class PackError(ValueError):
    """Packed bytes are damaged, or hold a record of another shape."""


def pack(record: object) -> bytes:
    """Return a record, or a mapping of JSON's types, as compressed JSON."""
    packed = json.dumps(_packed(record), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(packed.encode("utf-8", "surrogatepass"), LEVEL)


def unpack(kind: type[Record], data: bytes) -> Record:
    """Return the record of a type that `pack` packed.

    Raises:
        PackError: the bytes are damaged, or of another type.
    """
    try:
        pressed = zlib.decompressobj()
        raw = pressed.decompress(data, MAX_UNPACKED)
        if pressed.unconsumed_tail or not pressed.eof:
            raise PackError("the packed bytes are cut, or too many")
        value = json.loads(raw.decode("utf-8", "surrogatepass"))
        made: Record = _reader(cast(Any, kind))(value)
        return made
    except PackError:
        raise
    except (zlib.error, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise PackError(f"no {getattr(kind, '__name__', kind)}: {error}") from error


def _packed(value: Any) -> Any:
    """Return a value in JSON's types."""
    if isinstance(value, Span):
        return [value.start, value.end, value.text]
    if isinstance(value, tuple | list):
        return [_packed(item) for item in value]
    if is_dataclass(value):
        found = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: _packed(item) for f, item in found if not _is_default(f, item)}
    if isinstance(value, Mapping):
        return {key: _packed(item) for key, item in value.items()}
    return value


def _is_default(field: Field[Any], value: object) -> bool:
    """Return whether a field has its default; 1 is not taken for `True`, nor 0.0 for 0."""
    made = field.default_factory
    default = field.default if made is MISSING else made()
    return default is not MISSING and type(default) is type(value) and default == value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return the function that makes a value of a type of what JSON gave."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Span:
        return lambda value: Span(int(value[0]), int(value[1]), _text(value[2]))
    if origin in (Union, types.UnionType):
        (inner,) = (_reader(item) for item in arguments if item is not type(None))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin is Literal:
        return lambda value: _one_of(arguments, value)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_reader(kind)
    if origin in (dict, Mapping) or getattr(origin, "__name__", "") == "Mapping":
        of_value = _reader(arguments[1])
        return lambda value: {_text(key): of_value(item) for key, item in value.items()}
    if kind in _PLAIN:
        return _PLAIN[kind]
    raise TypeError(f"no way to read {kind!r}")


def _tuple_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Return the reader of a tuple, of one type or of a fixed length."""
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        of_item = _reader(arguments[0])
        return lambda value: tuple([of_item(item) for item in _items(value)])
    readers = [_reader(item) for item in arguments]
    return lambda value: tuple([read(item) for read, item in zip(readers, _items(value), strict=True)])


def _record_reader(kind: type[Any]) -> Callable[[Any], Any]:
    """Return the reader of a record, whose fields may be left out where they have a default."""
    hints = get_type_hints(kind)
    # The hints of a record may name itself: the readers of its fields are found when they are first needed.
    readers: dict[str, Callable[[Any], Any]] = {}

    def read(value: Any) -> Any:
        made = {}
        for name, item in value.items():
            if name not in readers:
                readers[name] = _reader(hints[name])
            made[name] = readers[name](item)
        return kind(**made)

    return read


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise PackError(f"{value!r} is no list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PackError(f"{value!r} is no text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise PackError(f"{value!r} is no whole number")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise PackError(f"{value!r} is no number")
    return value  # an int stays one, so that what is written again has the same bytes


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise PackError(f"{value!r} is neither true nor false")
    return value


def _one_of(allowed: tuple[Any, ...], value: Any) -> Any:
    if value not in allowed:
        raise PackError(f"{value!r} is none of {allowed}")
    return value


_PLAIN: dict[Any, Callable[[Any], Any]] = {str: _text, int: _whole, float: _number, bool: _yes_or_no}
