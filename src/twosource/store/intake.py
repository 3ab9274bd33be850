"""What is waiting to be read in depth: each input is written down as failed before any work on it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from twosource.read import Failure
from twosource.records import Facts, Report
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
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref_src|ocid|cmpid)")
MAX_ADDRESS = 2_000
RETRYABLE = frozenset({"not_found", "unreadable"})


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
    another. Dropped: scheme, port, fragment, the parameters that only count clicks, a slash at the end.
    """
    url = report.given.url
    if url is None or len(url) > MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
        if parts.scheme.lower() not in ("http", "https") or not host:
            return None
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        kept = [
            (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k)
        ]
    except ValueError:
        return None
    query = "?" + urlencode(kept) if kept else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


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
    )
    if row is None:
        return None
    source = report.source
    database.write(
        "INSERT OR IGNORE INTO retrieval VALUES (?, ?, ?, ?, ?)",
        (row["number"], source.name, source.sha256, source.bytes, now),
    )
    return str(row["story"])


def register_failure(database: Database, failure: Failure, now: str) -> Added:
    """Write down an input that gave no report, within a transaction."""
    status = "failed-retryable" if failure.code in RETRYABLE else "rejected"
    database.write(
        "INSERT INTO outcome (report, content, source, status, code, stage, detail, added)"
        " VALUES (?, '', ?, ?, ?, 'read', ?, ?) ON CONFLICT (report, content) DO UPDATE"
        " SET status = excluded.status, code = excluded.code, detail = excluded.detail",
        (failure.name, failure.name, status, failure.code, failure.why, now),
    )
    return Added(failure.name, failure.name, status, failure.code, failure.why)


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
        "SELECT number, report, source, status, code, stage, detail, is_ignored FROM failures"
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
        )
        for row in rows
    )


def release(database: Database, numbers: Sequence[int]) -> list[str]:
    """Let failed inputs be tried again; return the names of those that must be read again.

    Raises:
        NotFoundError: a number is not that of a failed input.
    """
    rows = {row["number"]: row for row in database.rows("SELECT * FROM failures")}
    wanted = numbers or [number for number, row in rows.items() if not row["is_ignored"]]
    sources = []
    for number in wanted:
        if number not in rows:
            raise _no_failure(number)
        database.write(
            "UPDATE outcome SET status = 'failed-retryable', begun = 0, crashes = 0, is_ignored = 0"
            " WHERE number = ? AND packed IS NOT NULL",
            (number,),
        )
        row = database.row("SELECT source FROM outcome WHERE number = ? AND packed IS NULL", (number,))
        if row is not None:
            database.write("DELETE FROM outcome WHERE number = ?", (number,))
            sources.append(_input(str(row["source"])))
    return list(dict.fromkeys(sources))


def _input(name: str) -> str:
    """Return the input of a failure, which may name a line of a file."""
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
