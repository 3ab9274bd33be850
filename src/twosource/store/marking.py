"""Marking reports: in a process of its own, which `worker` talks to, or in this one."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO

from twosource.errors import ModelError
from twosource.pipeline import AnnotateOptions, annotate_one
from twosource.records import Annotation, Report, Source
from twosource.store.worker import READY, receive, send

__all__ = ["InProcess", "main", "serve"]

WARMING = Report("warm", Source("warm", "", 0), "The bridge at Halden was closed on Tuesday, she said.")
"""A report that makes the models load."""

ROOM = 3 << 30
"""Bytes of address space that a worker may take beyond what it has once the model is loaded."""


@dataclass(slots=True)
class InProcess:
    """Marks in the process itself: quicker to start, and a report that kills it kills the program."""

    options: AnnotateOptions = field(default_factory=AnnotateOptions)

    def mark(self, report: Report) -> Annotation:
        """Return the annotation of a report."""
        return annotate_one(report, self.options)

    def close(self) -> None:
        """Do nothing: nothing is held."""


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer reports with their annotations until the source ends."""
    options = AnnotateOptions()
    try:
        annotate_one(WARMING, options)
    except ModelError as error:
        send(target, (error.code, error.subject, error.why, error.remedy))
        return
    limit_memory()
    send(target, READY)
    while (report := receive(source)) is not None:
        send(target, annotate_one(report, options))


def limit_memory() -> None:
    """Bound the address space, so that a report that asks for all memory ends this process and no other."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            pages = int(file.read().split()[0])
        limit = pages * resource.getpagesize() + ROOM
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def main() -> None:
    """Serve over the standard streams; whatever else is printed goes to stderr."""
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, target)
