"""What runs tasks: processes of this machine, or a Dask cluster. An engine knows nothing of the stages.

An engine maps a function over tasks and hands each result on as it comes. A task that ends the process it
runs in (out of memory, a fault in a library) is handed on as `Crashed`, and the others are done nonetheless.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Protocol

AHEAD = 2
"""Tasks handed to each worker at a time: a crash makes the others of the pool be done again."""


@dataclass(frozen=True, slots=True)
class Crashed:
    """That a task ended the process it ran in."""

    why: str


Outcome = tuple[Any, Any]
Work = Callable[[Any], Any]


class Engine(Protocol):
    """What runs tasks."""

    def map(self, work: Work, tasks: Sequence[Any]) -> Iterator[Outcome]:
        """Yield (task, result or `Crashed`) as tasks are done, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Inline:
    """The process itself: for one worker, and for what the others are compared with."""

    def map(self, work: Work, tasks: Sequence[Any]) -> Iterator[Outcome]:
        """Yield (task, result) in order; a crash is one of the whole run."""
        for task in tasks:
            yield task, work(task)


@dataclass(frozen=True, slots=True)
class Processes:
    """Processes of this machine, started fresh, so that a worker holds nothing but its model."""

    workers: int

    def map(self, work: Work, tasks: Sequence[Any]) -> Iterator[Outcome]:
        """Yield (task, result or `Crashed`); when a worker dies, the pool is made anew.

        It is not known which of the running tasks ended the worker: each of them is done again by itself.
        """
        waiting = list(tasks)[::-1]
        while waiting:
            suspects: list[Any] = []
            with _pool(self.workers) as pool:
                running: dict[Future[Any], Any] = {}
                while (waiting or running) and not suspects:
                    while waiting and len(running) < self.workers * AHEAD:
                        task = waiting.pop()
                        running[pool.submit(work, task)] = task
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        task = running.pop(future)
                        try:
                            yield task, future.result()
                        except BrokenProcessPool:
                            suspects.append(task)
                suspects += running.values()
            for task in suspects:
                yield task, self._apart(work, task)

    def _apart(self, work: Work, task: Any) -> Any:
        """Return the result of a task done in a process of its own, `Crashed` if that one dies too."""
        with _pool(1) as pool:
            try:
                return pool.submit(work, task).result()
            except BrokenProcessPool:
                return Crashed("it ended the process that read it, twice")


def _pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of processes that end when this one does, even if it is killed."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Watch the process that started this one: without it, a worker would wait for tasks for ever."""
    parent = parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        Thread(target=watch, daemon=True).start()


@dataclass(frozen=True, slots=True)
class Dask:
    """The futures of a Dask cluster, which runs a task again on another worker when one dies.

    `address` is the scheduler's (`tcp://host:8786`); with `None`, a cluster of `workers` processes is
    started on this machine.
    """

    address: str | None
    workers: int = 2
    retries: int = 2

    def map(self, work: Work, tasks: Sequence[Any]) -> Iterator[Outcome]:
        """Yield (task, result or `Crashed`) as tasks are done."""
        distributed: Any = import_module("distributed")

        with ExitStack() as stack:
            where: Any = self.address
            if where is None:
                local = distributed.LocalCluster(
                    n_workers=self.workers, threads_per_worker=1, dashboard_address=None
                )
                where = stack.enter_context(local)
            client = stack.enter_context(distributed.Client(where))
            futures = {client.submit(work, task, pure=False, retries=self.retries): task for task in tasks}
            for future in distributed.as_completed(list(futures)):
                task = futures.pop(future)
                try:
                    yield task, future.result()
                except distributed.KilledWorker:
                    yield task, Crashed("it ended each worker that read it")
