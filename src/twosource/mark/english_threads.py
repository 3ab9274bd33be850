"""One thread for numpy's products of matrices, for as long as a report is parsed.

OpenBLAS, which numpy's wheels bring, starts a thread for each core and has them wait in a loop for the next
product. The products of one report are too small for that: on two cores it took three times the processor
time, and workers side by side would fight for the cores. Sums also come out the same on any number of cores.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

NAMES = tuple(
    f"{prefix}openblas_{{}}_num_threads{suffix}" for prefix in ("scipy_", "") for suffix in ("64_", "", "64")
)
"""What builds of the library call the functions that tell and set the number of threads."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep numpy to one thread in a `with` block, where its library is one whose threads can be set."""
    functions = _functions()
    if functions is None:
        yield
        return
    told, limit = functions
    before = told()
    limit(1)
    try:
        yield
    finally:
        limit(before)


@cache
def _functions() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """Return the functions that tell and set the number of threads of the library in numpy's wheel."""
    package = Path(np.__file__).parent
    for path in sorted((*package.parent.glob("numpy.libs/*openblas*"), *package.glob(".dylibs/*openblas*"))):
        try:
            library = ctypes.CDLL(str(path))  # it is loaded already: this is a second handle
        except OSError:
            continue
        for name in NAMES:
            told = getattr(library, name.format("get"), None)
            limit = getattr(library, name.format("set"), None)
            if told is not None and limit is not None:
                return told, limit
    return None
