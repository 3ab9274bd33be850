"""What the commands share: options, reading with notes, progress, output, the exit code."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from twosource.errors import PROBLEMS, TwosourceError

if TYPE_CHECKING:
    from twosource.read import Reading
    from twosource.records import Annotation, Report

Item = TypeVar("Item")

SOME_FAILED, NOTHING = 3, 4
CLEAR = "\r\x1b[K"  # back to the beginning of the line, and wipe it
PATIENCE = 2.0  # seconds of work before progress is shown
NAMES_SHOWN = 5  # files named in the note on those left aside


class PipeClosedError(Exception):
    """The reader of stdout went away, as `head` does when it has enough."""


class WriteError(TwosourceError):
    """The result could not be written."""

    exit_code = 5


@dataclass(slots=True)
class Settings:
    """What the group of commands hands on to each."""

    verbose: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a command is to read: the inputs, and the date and outlet of reports that bear none."""

    inputs: tuple[str, ...]
    published: str | None
    outlet: str | None
    is_quiet: bool


@dataclass(slots=True)
class Tally:
    """How the inputs of a run fared: failures, and reports by status."""

    is_quiet: bool = False
    failed: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    def exit_code(self) -> int:
        """Return 0, 3 if an input failed or was read in part, or 4 if there was no report."""
        if self.failed or any(status != "ok" for status in self.statuses):
            return SOME_FAILED
        return 0 if self.statuses else NOTHING

    def summary(self) -> str:
        """Return the one line that sums up a run in which not everything went well."""
        counts = [f"{self.statuses[status]} {status}" for status in sorted(self.statuses)]
        if self.failed:
            counts.append(f"{self.failed} failed")
        return f"{self.failed + self.statuses.total()} read: {', '.join(counts) or 'no report'}"


def input_options(command: Callable[..., int]) -> Callable[..., int]:
    """Return `command`, whose first parameter is a `Wanted`, with the argument and options that fill it."""

    @wraps(command)
    def filled(
        inputs: tuple[str, ...], published: str | None, outlet: str | None, quiet: bool, **rest: Any
    ) -> int:
        return command(Wanted(inputs, published, outlet, quiet), **rest)

    path = click.Path(path_type=str)
    options: tuple[Callable[[Any], Any], ...] = (
        click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=path),
        click.option("--published", metavar="DATE", help="Date (ISO) of the reports that bear none."),
        click.option("--outlet", metavar="NAME", help="Outlet of the reports that bear none."),
        click.option("-q", "--quiet", is_flag=True, help="No notes and no progress; errors are still shown."),
    )
    made: Callable[..., int] = filled
    for option in reversed(options):
        made = option(made)
    return made


def tell(line: str) -> None:
    """Write one line to stderr; what can't be shown is escaped."""
    click.echo(shown(line), err=True)


def shown(text: str) -> str:
    """Return `text` safe for a terminal: control characters, line breaks and the like are escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def write(text: str) -> None:
    """Write `text` to stdout in UTF-8; halves of characters become `\\ud800`, which JSON reads back."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise PipeClosedError from None  # click would make a plain failure of the first


def write_json(document: object) -> None:
    """Write one JSON document as one line to stdout."""
    write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")


def check_target(page: Path, force: bool, option: str = "--html") -> None:
    """Raise `UsageError` if `page` can't be written or would replace a file unasked; `option` names it."""
    if not page.parent.is_dir():
        raise click.UsageError(f"{option}: there is no folder {str(page.parent)!r}")
    if page.is_dir():
        raise click.UsageError(f"{option}: {str(page)!r} is a folder")
    if page.exists() and not force:
        raise click.UsageError(f"{option}: {str(page)!r} is there already; --force replaces it")


def write_page(page: Path, text: str) -> None:
    """Write `text` to `page` whole or not at all.

    Raises:
        WriteError: the disk is full, or the folder can't be written to.
    """
    write_file(page, [text.encode("utf-8", "backslashreplace")])


def write_file(target: Path, pieces: Iterable[bytes]) -> None:
    """Write `pieces` to `target` whole or not at all: to a file beside it, which then takes its name.

    Raises:
        WriteError: the disk is full, or the folder can't be written to.
    """
    made: str | None = None
    try:
        number, made = tempfile.mkstemp(prefix=".twosource-", dir=target.parent)
        with os.fdopen(number, "wb") as file:
            file.writelines(pieces)
        Path(made).chmod(_mode(target))
        Path(made).replace(target)
        made = None
    except OSError as error:
        why = (error.strerror or "it can't be written").lower()
        raise WriteError("not_written", str(target), why, "Name another file, or free some space") from None
    finally:
        if made is not None:
            with suppress(OSError):
                Path(made).unlink()


def _mode(target: Path) -> int:
    """Return who may read and write a file: as before, or as the user has it for new ones."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def read_inputs(wanted: Wanted, tally: Tally) -> Reading:
    """Return the reports of the inputs, having told of each failure in one line.

    Raises:
        click.BadParameter: the date is not an ISO date or time.
    """
    from twosource.read import ReadOptions, read
    from twosource.read.dates import iso_date

    published = None if wanted.published is None else iso_date(wanted.published)
    if published is None and wanted.published is not None:
        why = f"{wanted.published!r} is not a date like 2031-03-04"
        raise click.BadParameter(why, param_hint="--published")
    reading = read(wanted.inputs, options=ReadOptions(outlet=wanted.outlet, published=published))
    for failure in reading.failures:
        tell(str(failure))
    tally.failed = len(reading.failures)
    if reading.aside and not tally.is_quiet:
        named = ", ".join(reading.aside[:NAMES_SHOWN])
        more = len(reading.aside) - NAMES_SHOWN
        tell(f"note: left aside: {named}" + (f" and {more} more" if more > 0 else ""))
    return reading


def annotated(reading: Reading, tally: Tally) -> Iterator[Annotation]:
    """Yield the annotations of the reports, with progress and notes on stderr, and count how they fared."""
    if not reading.reports:
        return
    # The language pipeline takes a second to import: only once there is something to read.
    from twosource.pipeline import annotate, settle

    settle()
    yield from _counted(reading, annotate(reading.reports), tally)


def laid_out(reading: Reading, tally: Tally) -> Iterator[Annotation]:
    """Yield the reports with their layout alone, as `annotated` does."""
    if not reading.reports:
        return
    from twosource.pipeline import lay_out

    yield from _counted(reading, lay_out(reading.reports), tally)


def _counted(reading: Reading, annotations: Iterable[Annotation], tally: Tally) -> Iterator[Annotation]:
    """Yield annotations, with progress and notes on stderr, and count how they fared."""
    names = Counter(report.source.name for report in reading.reports)
    for annotation in progress(annotations, len(reading.reports), tally.is_quiet):
        tally.statuses[annotation.status] += 1
        if not tally.is_quiet:
            report = annotation.report
            name = report.source.name if names[report.source.name] == 1 else _with_id(report)
            for reason in annotation.reasons:
                tell(
                    f"note[{reason.code}]: {name}: {PROBLEMS.get(reason.code, reason.code)}: {reason.detail}"
                )
        yield annotation


def finish(tally: Tally) -> int:
    """Return the exit code, having summed up a run in which not everything went well."""
    code = tally.exit_code()
    if code and not tally.is_quiet:
        tell(tally.summary())
    return code


def _with_id(report: Report) -> str:
    return f"{report.source.name} ({report.id})"


def progress(items: Iterable[Item], total: int, is_quiet: bool) -> Iterator[Item]:
    """Yield the items; where a person watches and it takes long, one line on stderr tells how far it is."""
    if is_quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from items
        return
    began = time.monotonic()
    is_drawn = False
    for done, item in enumerate(items, start=1):
        if is_drawn:  # the command may write now: the line goes, and comes back while the next item is made
            click.echo(CLEAR, err=True, nl=False)
        yield item
        spent = time.monotonic() - began
        is_drawn = spent > PATIENCE and done < total
        if is_drawn:
            minutes, seconds = divmod(int((total - done) * spent / done), 60)
            line = f"{done}/{total} read in depth, {done / spent:.1f} a second, {minutes}:{seconds:02d} left"
            click.echo(CLEAR + line, err=True, nl=False)
