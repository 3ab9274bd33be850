"""What is waiting to be read in depth: each input is written down as failed before any work on it."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from twosource.read import Failure
from twosource.records import Facts, Report
from twosource.store.addresses import MAX, is_web, one_form
from twosource.store.codec import PackError, pack, unpack
from twosource.store.database import Database
from twosource.store.errors import NotFoundError, StoreError
from twosource.store.results import Added, Problem

__all__ = [
    "MAX_BEGUN",
    "MAX_CRASHES",
    "PROBLEMS",
    "Waiting",
    "address_of",
    "content_of",
    "register",
    "waiting",
]

MAX_CRASHES = 2
"""How often a report may end its worker before it is set aside."""

MAX_BEGUN = 5
"""How often work on a report may begin and not end, for whatever reason, before it is set aside."""

PROBLEMS = {
    "interrupted": "work on it began and did not come to an end",
    "crashed": "reading it in depth ended the worker",
    "timed_out": "reading it in depth took too long",
    "internal": "a fault of the program",
}
"""Why a report did not get into the store, beside the codes of `errors.PROBLEMS`."""

DIGEST = re.compile(r"([0-9a-f]{12})(?:-\d+)?")
ASIDE = frozenset({"story", "url"})
"""Facts that make no other version of a report."""
RETRYABLE = frozenset({"not_found", "unreadable"})
FIRST_RETRY, LAST_RETRY = timedelta(minutes=5), timedelta(days=1)
"""How long an address that could not be fetched is left alone: twice as long each time, up to a day."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An input that is to be read in depth: its number and the report."""

    number: int
    report: Report
    begun: int


def content_of(report: Report) -> str:
    """Return the digest of a report's text and of what is said about it, but for its story and address.

    One article had by http and by https, or with a parameter that counts clicks, is one text.
    """
    facts = [_facts(replace(said, story=None, url=None)) for said in (report.given, report.page)]
    packed = json.dumps([report.text, *facts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _facts(facts: Facts) -> list[str | None]:
    return [getattr(facts, name) for name in Facts.__dataclass_fields__]


def address_of(report: Report) -> str | None:
    """Return the web address given with a report in one form, `None` if none was given.

    What the page itself says of its address is not trusted: a page could pass for the next version of
    another.
    """
    url = report.given.url
    if url is None or len(url) > MAX or not is_web(url.strip()):
        return None
    form = one_form(url.strip())
    return None if form.startswith(("/", ":", "?")) or form == url.strip() else form


def resolve(database: Database, report: Report) -> Report:
    """Return the report with the id under which the store knows it, if it does.

    An id that was given is kept. One that is a digest gives way to that of a report with the same address,
    or with the same bytes: one article had from two places is one report.
    """
    match = DIGEST.fullmatch(report.id)
    if match is None:
        return report
    address = address_of(report)
    if address is not None:
        row = database.row("SELECT id FROM document WHERE address = ?", (address,))
        if row is not None:
            return replace(report, id=row["id"])
    return replace(report, id=match[1]) if match[1] != report.id else report


def register(database: Database, reports: Sequence[Report], now: str) -> tuple[list[Added], list[Waiting]]:
    """Write down what came, within a transaction: what is known already, and what is to be read in depth.

    Args:
        database: the store.
        reports: in the order in which they are to be added.
        now: the time, UTC.

    Returns:
        What became of those on which there is nothing to do, and the others, in order.
    """
    known: list[Added] = []
    new: dict[int, Waiting] = {}
    for given in reports:
        # An input that could not be read before now can.
        database.write("DELETE FROM outcome WHERE report = ? AND content = ''", (given.source.name,))
        report = resolve(database, given)
        content = content_of(report)
        story = _known(database, report, content, now)
        if story is not None:
            known.append(Added(report.id, report.source.name, "duplicate", story=story))
            continue
        row = database.row("SELECT * FROM outcome WHERE report = ? AND content = ?", (report.id, content))
        if row is None:
            sql = (
                "INSERT INTO outcome (report, content, source, status, code, stage, added, packed)"
                " VALUES (?, ?, ?, 'failed-retryable', 'interrupted', 'mark', ?, ?)"
            )
            number = database.write(sql, (report.id, content, report.source.name, now, pack(report)))
            new[number] = Waiting(number, report, 0)
        elif row["packed"] is None or row["status"] == "quarantined" or row["is_ignored"]:
            known.append(Added(report.id, report.source.name, row["status"], row["code"], row["detail"]))
        elif row["number"] in new:
            known.append(Added(report.id, report.source.name, "duplicate"))
        else:
            new[row["number"]] = Waiting(row["number"], report, row["begun"])
    return known, [new[number] for number in sorted(new)]


def _known(database: Database, report: Report, content: str, now: str) -> str | None:
    """Return the story of a report that the store has with this content, and note from where it was had."""
    row = database.row(
        "SELECT v.number, p.story FROM document d JOIN version v ON v.document = d.number"
        " JOIN placement p ON p.document = d.number WHERE d.id = ? AND v.content = ?",
        (report.id, content),
    ) or _says_less(database, report)
    if row is None:
        return None
    source = report.source
    database.write(
        "INSERT OR IGNORE INTO retrieval VALUES (?, ?, ?, ?, ?)",
        (row["number"], source.name, source.sha256, source.bytes, now),
    )
    return str(row["story"])


def _says_less(database: Database, report: Report) -> sqlite3.Row | None:
    """Return the current version of a report if its text is the same and all that is said of it is known.

    A feed says the date of an article whose page does not: the page had again by its address is nothing new.
    """
    row = database.row(
        "SELECT v.number, p.story, v.given, v.page FROM document d JOIN version v ON v.number = d.current"
        " JOIN placement p ON p.document = d.number WHERE d.id = ? AND v.text = ?",
        (report.id, report.text),
    )
    if row is None:
        return None
    for said, known in ((report.given, row["given"]), (report.page, row["page"])):
        before = json.loads(known)
        facts = {name: getattr(said, name) for name in Facts.__dataclass_fields__ if name not in ASIDE}
        if any(value is not None and value != before.get(name) for name, value in facts.items()):
            return None
    return row


def register_failure(database: Database, failure: Failure, now: str) -> Added:
    """Write down an input that gave no report, within a transaction.

    What may be had later can be tried again; an address not before a while, longer with each failure.
    """
    is_passing = failure.is_passing or failure.code in RETRYABLE
    due, tries = None, 0
    if is_web(failure.name):
        row = database.row("SELECT tries FROM outcome WHERE report = ? AND content = ''", (failure.name,))
        # One that was not asked, as its host wants to be left alone, has not failed once more.
        tries = (0 if row is None else int(row["tries"])) + (failure.code != "held_back")
        due = _later(now, max(tries, 1)) if is_passing else None
    status = "failed-retryable" if is_passing else "rejected"
    database.write(
        "INSERT INTO outcome (report, content, source, status, code, stage, detail, added, tries, due)"
        " VALUES (?, '', ?, ?, ?, 'read', ?, ?, ?, ?) ON CONFLICT (report, content) DO UPDATE SET"
        " status = excluded.status, code = excluded.code, detail = excluded.detail, tries = excluded.tries,"
        " due = excluded.due",
        (failure.name, failure.name, status, failure.code, failure.why, now, tries, due),
    )
    return Added(failure.name, failure.name, status, failure.code, failure.why)


def _later(now: str, tries: int) -> str:
    """Return the moment before which an address is not asked for again after so many failures."""
    pause: timedelta = min(FIRST_RETRY * 2 ** min(tries - 1, 20), LAST_RETRY)
    return (datetime.fromisoformat(now) + pause).isoformat().replace("+00:00", "Z")


def waiting(database: Database) -> list[Waiting]:
    """Return the inputs that an earlier run wrote down and did not finish, in their order."""
    rows = database.rows(
        "SELECT number, begun, packed FROM outcome WHERE packed IS NOT NULL AND status <> 'quarantined'"
        " AND status <> 'failed-terminal' AND NOT is_ignored ORDER BY number"
    )
    return [unpacked(database, row["number"], row["packed"], row["begun"]) for row in rows]


def unpacked(database: Database, number: int, packed: bytes, begun: int) -> Waiting:
    """Return an input that waits."""
    try:
        return Waiting(number, unpack(Report, packed), begun)
    except PackError as error:
        why = f"input {number}, which waits to be read, is damaged: {error}"
        raise StoreError("store_corrupt", database.name, why) from None


def begin(database: Database, number: int | None) -> None:
    """Write down that work on an input begins, within a transaction."""
    if number is not None:
        database.write("UPDATE outcome SET begun = begun + 1 WHERE number = ?", (number,))


def unbegin(database: Database, number: int) -> None:
    """Take back that work on an input began: it ended for a reason that is not its own."""
    database.write("UPDATE outcome SET begun = max(0, begun - 1) WHERE number = ?", (number,))


def crashed(database: Database, number: int, code: str, detail: str) -> int:
    """Return how often an input has ended its worker, having counted once more."""
    database.write(
        "UPDATE outcome SET crashes = crashes + 1, code = ?, detail = ? WHERE number = ?",
        (code, detail, number),
    )
    row = database.row("SELECT crashes FROM outcome WHERE number = ?", (number,))
    return 0 if row is None else int(row["crashes"])


def finish(database: Database, number: int, added: Added) -> None:
    """Write down that an input is in the store, in the transaction that puts it there."""
    database.write(
        "UPDATE outcome SET status = ?, code = NULL, stage = NULL, detail = NULL, begun = 0, packed = NULL,"
        " version = (SELECT current FROM document WHERE id = ?) WHERE number = ?",
        (added.status, added.report, number),
    )


def set_aside(
    database: Database, one: Waiting, status: str, code: str, stage: str, detail: str | None = None
) -> Added:
    """Return the outcome of an input that does not go in, having written it down."""
    database.write(
        "UPDATE outcome SET status = ?, code = ?, stage = ?, detail = ?, begun = 0 WHERE number = ?",
        (status, code, stage, detail or PROBLEMS[code], one.number),
    )
    return Added(one.report.id, one.report.source.name, status, code, detail or PROBLEMS[code])


def failures(database: Database, code: str | None, ignored: bool) -> tuple[Problem, ...]:
    """Return the inputs that did not go in, by number."""
    rows = database.rows(
        "SELECT number, report, source, status, code, stage, detail, is_ignored, due FROM failures"
        " WHERE (?1 IS NULL OR code = ?1) AND (?2 OR NOT is_ignored) ORDER BY number",
        (code, ignored),
    )
    return tuple(
        Problem(
            number=row["number"],
            report=row["report"],
            source=row["source"],
            status=row["status"],
            code=row["code"] or "",
            stage=row["stage"],
            detail=row["detail"] or PROBLEMS.get(row["code"]),
            is_ignored=bool(row["is_ignored"]),
            due=row["due"],
        )
        for row in rows
    )


def release(database: Database, numbers: Sequence[int], now: str) -> dict[str, list[int]]:
    """Let failed inputs be tried again, within a transaction; those that are named by number at once, else
    all that are due and not ignored.

    Returns:
        The inputs that must be read again, each with the numbers of its failures.

    Raises:
        NotFoundError: a number is not that of a failed input.
    """
    rows = {row["number"]: row for row in database.rows("SELECT * FROM failures")}
    due = (
        n for n, row in rows.items() if not row["is_ignored"] and (row["due"] is None or row["due"] <= now)
    )
    inputs: dict[str, list[int]] = {}
    for number in dict.fromkeys(numbers or due):
        if number not in rows:
            raise _no_failure(number)
        database.write(
            "UPDATE outcome SET status = 'failed-retryable', begun = 0, crashes = 0, is_ignored = 0"
            " WHERE number = ? AND packed IS NOT NULL",
            (number,),
        )
        row = database.row("SELECT source FROM outcome WHERE number = ? AND packed IS NULL", (number,))
        if row is not None:
            inputs.setdefault(_input(str(row["source"])), []).append(number)
    return inputs


def drop(database: Database, numbers: Sequence[int], failed: Collection[str]) -> None:
    """Forget failures of inputs that were read again, within a transaction, but for those that failed again.

    Args:
        database: the store.
        numbers: of the failures.
        failed: the names of the inputs that failed again.
    """
    for number in numbers:
        row = database.row("SELECT report FROM outcome WHERE number = ? AND content = ''", (number,))
        if row is not None and row["report"] not in failed:
            database.write("DELETE FROM outcome WHERE number = ?", (number,))


def _input(name: str) -> str:
    """Return the input of a failure, which may name a line of a file."""
    if is_web(name):
        return name
    file, colon, line = name.rpartition(":")
    return file if colon and line.isdigit() and not Path(name).exists() else name


def ignore(database: Database, numbers: Sequence[int]) -> None:
    """Leave failed inputs out of the list and of later tries.

    Raises:
        NotFoundError: a number is not that of a failed input.
    """
    known = {row["number"] for row in database.rows("SELECT number FROM failures")}
    for number in numbers:
        if number not in known:
            raise _no_failure(number)
        database.write("UPDATE outcome SET is_ignored = 1 WHERE number = ?", (number,))


def _no_failure(number: int) -> NotFoundError:
    return NotFoundError(
        "no_failure", str(number), "no failed input has this number", "`twosource failures list` has them"
    )
