"""What the server runs with: the store, the names it answers to, its limits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["HELD", "Limits", "Settings", "is_loopback"]

MIB = 1 << 20
HELD = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names and addresses that only this machine reaches."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may bring.

    `body`: bytes of a request; `form`: bytes of one that is no upload; `files`: in one upload; `seconds`: for
    a body to arrive; `target`: characters of path and query; `errors`: told at most of one request.
    """

    body: int = 256 * MIB
    form: int = 8 * MIB
    files: int = 2_000
    seconds: float = 120.0
    target: int = 8_192
    errors: int = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What the server runs with.

    Args:
        store: the store's file.
        host: the address that it listens on.
        port: its port.
        names: host names under which it may be asked for.
        password: asked for instead of the launch code where others can reach the server; `None` on loopback.
        is_read_only: nothing can be added or corrected.
        example: a folder of reports that can be added to try the program, `None` if there is none.
        limits: what a request may bring.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    password: str | None = None
    is_read_only: bool = False
    example: Path | None = None
    limits: Limits = Limits()

    def hosts(self) -> frozenset[str]:
        """Return the values of the Host header that are answered."""
        names = {"127.0.0.1", "localhost"} if self.host in HELD else {self.host}
        names |= set(self.names)
        if self.host == "::1":
            names.add("::1")
        written = (f"[{name}]" if ":" in name else name for name in names)
        return frozenset(f"{name}:{self.port}" for name in written)

    def cookie(self) -> str:
        """Return the name of the session's cookie: cookies don't tell ports apart."""
        return f"twosource-{self.port}"


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches an address."""
    return host in HELD
