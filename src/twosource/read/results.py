"""What reading gives: reports, failures, and the options of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from twosource.errors import UnreadableError
from twosource.records import Report

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of the reader.

    `max_bytes` is the number of bytes read of one report (one file, one line of JSONL): 20 MB hold the
    longest newspaper article a hundred times. `max_page_chars` is the number of characters read of one page
    of HTML, which costs more to read. `outlet` and `published` serve the reports that bear none of their own.
    """

    max_bytes: int = 20 * MEGABYTE
    max_page_chars: int = 3 * MEGABYTE
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: its name, a code of `errors.PROBLEMS`, why, and what to do.

    `is_passing` tells that it may well be had later, as a page of a server that is down.
    """

    name: str
    code: str
    why: str
    remedy: str = ""
    is_passing: bool = False

    @classmethod
    def of(cls, error: UnreadableError) -> Failure:
        """Return the record of an exception."""
        return cls(error.subject, error.code, error.why, error.remedy)

    def __str__(self) -> str:
        """Return the one line that tells a person about it."""
        return str(UnreadableError(self.code, self.name, self.why, self.remedy))


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of the inputs: `reports` ordered by id, `failures` by name.

    `aside` are the names of files inside a folder that were not read, as their names say that they are no
    reports (pictures, style sheets, read-me files).
    """

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    aside: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Report]:
        """Return an iterator over the reports, so that a reading can be handed on as they are."""
        return iter(self.reports)

    def __len__(self) -> int:
        """Return the number of reports."""
        return len(self.reports)


def with_defaults(report: Report, options: ReadOptions) -> Report:
    """Return `report` with the outlet and date of `options` where neither caller nor page gave one."""
    given = report.given
    if options.outlet is not None and given.outlet is None and report.page.outlet is None:
        given = replace(given, outlet=options.outlet)
    if options.published is not None and given.published is None and report.page.published is None:
        given = replace(given, published=options.published)
    return report if given is report.given else replace(report, given=given)
