"""Bodies unpacked in small steps, so that a bomb of a few hundred bytes never fills the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from twosource.fetch.errors import FetchError

__all__ = ["ACCEPTED", "STEP", "Unpacker"]

STEP = 65_536
"""Bytes that one step unpacks at most."""

ACCEPTED = "gzip, deflate"
"""What we ask for: the compressions of the standard library, whose output can be bounded."""

MAX_LAYERS = 2
"""Compressions on top of each other: two happen by mistake, three are made on purpose."""

_GZIP = zlib.MAX_WBITS | 16


class Unpacker:
    """The body of one answer, unpacked piece by piece, counted against a limit."""

    def __init__(self, encodings: str, limit: int, url: str) -> None:
        """Take the `Content-Encoding` of the answer, the limit in bytes, and what to call it in errors.

        Raises:
            FetchError: `bad_encoding` for a compression that is not read here, or too many layers.
        """
        named = [name.strip().lower() for name in encodings.split(",")]
        names = [name for name in named if name not in ("", "identity")]
        if len(names) > MAX_LAYERS:
            raise FetchError("bad_encoding", url, f"it is compressed {len(names)} times over")
        unknown = [name for name in names if name not in ("gzip", "x-gzip", "deflate")]
        if unknown:
            raise FetchError("bad_encoding", url, f"it is compressed as {unknown[0][:20]!r}, not asked for")
        self.layers = [_Layer("deflate" if name == "deflate" else "gzip") for name in reversed(names)]
        self.limit, self.url = limit, url
        self.body = bytearray()

    def feed(self, data: bytes) -> None:
        """Take the next bytes from the line.

        Raises:
            FetchError: `bad_encoding` if they are damaged, `decompressed_too_large` over the limit.
        """
        try:
            for piece in self._through(data, 0):
                self.body += piece
                if len(self.body) > self.limit:
                    why = f"it unpacks to more than {self.limit:,} bytes"
                    raise FetchError("decompressed_too_large", self.url, why)
        except zlib.error:
            raise FetchError("bad_encoding", self.url, "its compressed body is damaged") from None

    def is_whole(self) -> bool:
        """Return whether each layer of compression came to its end."""
        return all(layer.is_ended for layer in self.layers)

    def _through(self, data: bytes, depth: int) -> Iterator[bytes]:
        """Yield what comes out of the layers from `depth` on, at most `STEP` bytes at a time."""
        if depth == len(self.layers):
            yield data
            return
        for piece in self.layers[depth].pieces(data):
            yield from self._through(piece, depth + 1)


class _Layer:
    """One layer of compression."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.engine = zlib.decompressobj(_GZIP if kind == "gzip" else zlib.MAX_WBITS)
        self.is_fresh = True
        self.is_ended = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield what the next bytes unpack to, in steps; what stands behind the end is passed over."""
        while data and not self.is_ended:
            made = self._step(data)
            self.is_fresh = False
            if made:
                yield made
            rest = self.engine.unconsumed_tail
            if self.engine.eof:
                rest = self.engine.unused_data
                self.is_ended = self.kind != "gzip" or not rest.startswith(b"\x1f\x8b")
                if not self.is_ended:  # a gzip file may have several members
                    self.engine = zlib.decompressobj(_GZIP)
            data = rest

    def _step(self, data: bytes) -> bytes:
        """Return one step; `deflate` is told from the bare kind that some servers send by its first bytes."""
        try:
            return self.engine.decompress(data, STEP)
        except zlib.error:
            if self.kind != "deflate" or not self.is_fresh:
                raise
            self.engine = zlib.decompressobj(-zlib.MAX_WBITS)
            return self.engine.decompress(data, STEP)
