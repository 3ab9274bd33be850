"""How tests see that work grows no faster than its input, without a clock: a loaded machine is no defect.

Steps are counted: the lines run and the calls made. Where the work is done inside one call of the library
(a regular expression, a copy of a string), no count sees it; there the input is so large that a quadratic
version would run for minutes, and `no_hang` ends it.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

Work = Callable[[], object]

LINEAR = 5.0
"""The growth that passes for linear where the input grows fourfold: quadratic work grows sixteenfold."""

LONG = 400_000
"""Characters on which a pattern that is linear takes a second at most, and the mildest quadratic one, such as
`[^#]*#` where there is no such mark, over a minute; others take hours.
"""

HANG = 30.0
"""Seconds of the processor, however many share it, after which such work has run away.

A guard against hanging and no measurement: nothing is said of how long less than this takes.
"""


def steps(work: Work) -> int:
    """Return how many steps some work takes: lines run, calls of Python and of C, and the returns from them.

    The garbage collector is off meanwhile, since what it calls would be counted with the rest.
    """
    count = 0

    def traced(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return traced

    def profiled(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace(), sys.getprofile(), gc.isenabled()
    gc.disable()
    sys.setprofile(profiled)
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
        if before[2]:
            gc.enable()
    return count


def growth(prepared: Callable[[int], Work], size: int) -> float:
    """Return how many times as many steps it takes when the input is four times as large; see `LINEAR`.

    Args:
        prepared: gives the work on an input of a size; what it does itself, such as a parse, is not counted.
        size: of the smaller input, large enough that what is done once counts for little.
    """
    prepared(size // 2)()  # what is read or compiled once would hide the growth
    return steps(prepared(4 * size)) / steps(prepared(size))


@contextmanager
def no_hang() -> Iterator[None]:
    """Fail the test if what is done inside runs away (see `HANG`), where the system can tell.

    A regular expression that backtracks is ended in its midst: it looks for signals now and then.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ended(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"it runs away: not done after {HANG:.0f} seconds of the processor")

    before = signal.signal(signal.SIGPROF, ended)
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
