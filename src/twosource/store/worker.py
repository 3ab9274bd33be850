"""A process that marks one report at a time, so that a report that kills or stalls it harms no other.

The parent sends a report and gets its annotation, both pickled and led by their length in 8 bytes. Only a
parent and the child it started talk so: nothing from outside is ever unpickled.
"""

from __future__ import annotations

import pickle
import queue
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from twosource.errors import ModelError, TwosourceError
from twosource.records import Annotation, Report

__all__ = ["READY", "CrashError", "Marker", "StartError", "Worker", "receive", "send"]

LENGTH = struct.Struct(">Q")
START_SECONDS = 300.0
"""How long a worker may take to load the language model: a cold disk and a busy machine."""

REPORT_SECONDS = 120.0
"""How long one report may take: the longest that is read in depth needs some 15 seconds."""

LIFE = 2_000
"""Reports after which a worker is replaced, so that what leaks can't grow for ever."""

READY = "ready"


class CrashError(Exception):
    """Marking a report ended its worker: `code` is `crashed` or `timed_out`, `detail` how."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


class StartError(TwosourceError):
    """The worker could not be started: no report's fault."""

    exit_code = 1


class Marker(Protocol):
    """What turns a report into its annotation."""

    def mark(self, report: Report) -> Annotation:
        """Return the annotation of a report.

        Raises:
            CrashError: the report ended or stalled the worker.
            ModelError: the language model is missing.
        """
        ...

    def close(self) -> None:
        """Let go of what is held; marking again takes it up anew."""
        ...


@dataclass(slots=True)
class Worker:
    """Marks in a process of its own, which is started when first needed and replaced when it dies.

    Args:
        seconds: how long one report may take.
        command: the program, other than the package's own in tests.
    """

    seconds: float = REPORT_SECONDS
    command: tuple[str, ...] = (sys.executable, "-c", "from twosource.store.marking import main; main()")
    _child: subprocess.Popen[bytes] | None = None
    _answers: queue.SimpleQueue[Any] | None = None
    _done: int = 0

    def mark(self, report: Report) -> Annotation:
        """Return the annotation of a report, as `Marker` says."""
        if self._done >= LIFE:
            self.close()
        try:
            send(self._start().stdin, report)
        except OSError:
            raise self._crash() from None
        answer = self._answer(self.seconds)
        self._done += 1
        if isinstance(answer, Annotation):
            return answer
        self.close()
        raise CrashError("crashed", f"the worker gave {type(answer).__name__}: {str(answer)[:200]}")

    def close(self) -> None:
        """End the worker."""
        child, self._child, self._answers, self._done = self._child, None, None, 0
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        child.wait()

    def __enter__(self) -> Worker:
        """Return the worker itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the worker."""
        self.close()

    def _start(self) -> subprocess.Popen[bytes]:
        """Return the process, started if there is none, once it has the model."""
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        # A session of its own: Ctrl-C goes to the parent, which finishes the report and then ends the child.
        child = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._child, self._answers = child, queue.SimpleQueue()
        threading.Thread(target=listen, args=(child.stdout, self._answers), daemon=True).start()
        try:
            answer = self._answer(START_SECONDS)
        except CrashError as error:
            raise StartError(
                "no_worker", "twosource", f"no worker could be started: {error.detail}"
            ) from None
        if answer != READY:
            self.close()
            raise ModelError(*answer[:4])
        return child

    def _answer(self, seconds: float) -> Any:
        """Return the worker's next answer."""
        try:
            answer = None if self._answers is None else self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise CrashError("timed_out", f"it took more than {seconds:g} seconds") from None
        if answer is None:
            raise self._crash()
        return answer

    def _crash(self) -> CrashError:
        """Return the error for a worker that is gone, and how it went."""
        child = self._child
        code = None if child is None else child.wait()
        self.close()
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return CrashError("crashed", f"reading it in depth ended the worker ({how})")


def send(stream: Any, message: object) -> None:
    """Write one message."""
    packed = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(packed)) + packed)
    stream.flush()


def receive(stream: Any) -> Any:
    """Return the next message, `None` at the end or if it is cut."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    packed = stream.read(length)
    return pickle.loads(packed) if len(packed) == length else None


def listen(stream: Any, answers: queue.SimpleQueue[Any]) -> None:
    """Put the messages of a stream into a queue, and `None` when it ends."""
    message: Any = ""
    while message is not None:
        try:
            message = receive(stream)
        except (OSError, ValueError):
            message = None
        answers.put(message)
