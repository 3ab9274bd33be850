"""One report with all that was derived from it into the store, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence

from twosource import __version__
from twosource.records import Annotation, Attribution, Facts, Layout, Marks, Report
from twosource.store.codec import pack
from twosource.store.database import Database
from twosource.store.grouping import Grouper, packed_card
from twosource.store.intake import address_of, content_of, resolve
from twosource.store.results import Added
from twosource.stories.arrivals import Placement

__all__ = ["MADE_BY", "mark_stale", "move", "quote_rows", "write_layers", "write_report"]

MADE_BY = f"twosource {__version__}"
"""What is written beside each thing that the program derived."""


def write_report(database: Database, grouper: Grouper, annotation: Annotation, now: str) -> Added:
    """Write a report with its layers, its place in a story and what that changes; within a transaction.

    Args:
        database: the store.
        grouper: what places reports in stories.
        annotation: the report as marked; its id gives way to that of a report with the same address.
        now: the time, UTC.
    """
    report = resolve(database, annotation.report)
    content = content_of(report)
    row = database.row(
        "SELECT d.number, d.current, p.story, max(v.version) AS latest,"
        " (SELECT number FROM version WHERE document = d.number AND content = ?) AS same"
        " FROM document d JOIN version v ON v.document = d.number"
        " JOIN placement p ON p.document = d.number WHERE d.id = ?",
        (content, report.id),
    )
    is_known = row is not None and row["number"] is not None
    if row is not None and is_known and row["same"] is not None:  # another process was quicker
        return Added(report.id, report.source.name, "duplicate", story=row["story"])
    notes = tuple((reason.code, reason.detail) for reason in annotation.reasons)
    if row is None or not is_known:
        document = _next(database, "document")
        version = _write_version(database, report, document, 1, now)
        sql = "INSERT INTO document (number, id, address, current) VALUES (?, ?, ?, ?)"
        database.write(sql, (document, report.id, _free_address(database, report), version))
        write_layers(database, version, annotation)
        index(database, version)
        placement = _place(database, grouper, document, annotation, now)
        story, is_new = placement.story, placement.is_new
    else:
        unindex(database, row["current"])
        version = _write_version(database, report, row["number"], row["latest"] + 1, now)
        database.write("UPDATE document SET current = ? WHERE number = ?", (version, row["number"]))
        write_layers(database, version, annotation)
        index(database, version)
        story, is_new = row["story"], False
        mark_stale(database, [story])
    return Added(
        report.id,
        report.source.name,
        annotation.status,
        story=story,
        is_new_story=is_new,
        is_revision=is_known,
        notes=notes,
    )


def _next(database: Database, table: str) -> int:
    """Return the number that the next row of a table gets."""
    row = database.row(f"SELECT coalesce(max(number), 0) + 1 FROM {table}")
    return 1 if row is None else int(row[0])


def _free_address(database: Database, report: Report) -> str | None:
    """Return the address given with a report, `None` if another report, with an id of its own, has it."""
    address = address_of(report)
    taken = database.row("SELECT 1 FROM document WHERE address = ?", (address,))
    return None if taken is not None else address


def _write_version(database: Database, report: Report, document: int, number: int, now: str) -> int:
    """Return the number of a version newly written: the text and all that was said about it."""
    said = [_facts(facts) for facts in (report.given, report.page)]
    notes = json.dumps([[r.code, r.detail] for r in report.reasons], ensure_ascii=False)
    source = report.source
    version = database.write(
        "INSERT INTO version (document, version, content, source, sha256, bytes, given, page, notes, added,"
        " text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(document, number, content_of(report), source.name, source.sha256, source.bytes),
            *(*said, notes, now, report.text),
        ),
    )
    database.write(
        "INSERT INTO retrieval VALUES (?, ?, ?, ?, ?)",
        (version, source.name, source.sha256, source.bytes, now),
    )
    return version


def _facts(facts: Facts) -> str:
    """Return what is said about a report as JSON, without what is not said."""
    said = {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
    return json.dumps({k: v for k, v in said.items() if v is not None}, ensure_ascii=False)


def write_layers(database: Database, version: int, annotation: Annotation) -> None:
    """Write what was derived from one version, in the place of what was there."""
    layout, marks = annotation.layout, annotation.marks
    names = dict.fromkeys(name for party in marks.parties for name in party.names)
    reasons = [[reason.code, reason.detail] for reason in annotation.reasons]
    database.write("DELETE FROM quote WHERE version = ?", (version,))
    database.write(
        "INSERT OR REPLACE INTO layers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            version,
            MADE_BY,
            layout.outlet.value,
            layout.title.value,
            layout.byline.value,
            layout.published.value,
            layout.published.basis,
            annotation.language,
            annotation.status,
            json.dumps(reasons, ensure_ascii=False),
            "\n".join(names),
            pack_layers(annotation),
        ),
    )
    database.write_many(
        "INSERT INTO quote VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        quote_rows(version, marks),
    )


def pack_layers(annotation: Annotation) -> bytes:
    """Return the layers of a report without the report, whose text stands in its version."""
    layout: Layout = annotation.layout
    return pack(
        {
            "layout": layout,
            "marks": annotation.marks,
            "language": annotation.language,
            "status": annotation.status,
            "reasons": annotation.reasons,
        }
    )


def quote_rows(version: int, marks: Marks) -> list[tuple[object, ...]]:
    """Return the rows of a version's attributions."""
    return [_quote(version, attribution, marks) for attribution in marks.attributions]


def _quote(version: int, attribution: Attribution, marks: Marks) -> tuple[object, ...]:
    """Return the row of one attribution."""
    names = {party.id: party.name for party in marks.parties}
    spans = attribution.content or attribution.cue or attribution.source
    via = ", ".join(names.get(v.party or "", v.span.text) for v in attribution.via)
    speaker = names.get(attribution.speaker or "") or " ".join(s.text for s in attribution.source)
    return (
        version,
        attribution.id,
        attribution.kind,
        spans[0].start if spans else 0,
        spans[0].end if spans else 0,
        speaker or None,
        via or None,
        attribution.strength,
    )


def index(database: Database, version: int) -> None:
    """Make a version findable by its words."""
    database.write(
        "INSERT INTO report_search (rowid, title, text, outlet, names)"
        " SELECT number, title, text, outlet, names FROM searchable WHERE number = ?",
        (version,),
    )


def unindex(database: Database, version: int) -> None:
    """Make a version no longer findable; called while it is still the current one."""
    database.write(
        "INSERT INTO report_search (report_search, rowid, title, text, outlet, names)"
        " SELECT 'delete', number, title, text, outlet, names FROM searchable WHERE number = ?",
        (version,),
    )


def _place(
    database: Database, grouper: Grouper, document: int, annotation: Annotation, now: str
) -> Placement:
    """Return where a new report belongs, and write that, with what it changes for other stories."""
    packed = packed_card(annotation)
    placement, near = grouper.place(packed)
    for change in placement.changes:
        reports = change.reports
        if change.kind == "merged":  # with what the window no longer holds
            rows = database.rows(
                "SELECT d.id FROM placement p JOIN document d ON d.number = p.document WHERE p.story = ?",
                (change.other,),
            )
            reports = tuple(sorted(row["id"] for row in rows))
        log(database, change.kind, (change.story, change.other), reports, change.reason, now)
        move(database, reports, change.story)
    database.write(
        "INSERT INTO placement (document, story, reason, card, near) VALUES (?, ?, ?, ?, ?)",
        (document, placement.story, placement.reason, packed, near),
    )
    stories = {placement.story, *(s for c in placement.changes for s in (c.story, c.other))}
    mark_stale(database, sorted(stories))
    title = annotation.layout.title.value
    sql = "UPDATE account SET title = ? WHERE story = ? AND title IS NULL"
    database.write(sql, (title, placement.story))
    database.write("UPDATE counter SET value = value + 1 WHERE name = 'grouping'")
    return placement


def move(database: Database, reports: Sequence[str], story: str) -> None:
    """Put reports into a story."""
    database.write_many(
        "UPDATE placement SET story = ? WHERE document = (SELECT number FROM document WHERE id = ?)",
        [(story, report) for report in reports],
    )


def log(
    database: Database, kind: str, stories: tuple[str, str], reports: Sequence[str], reason: str, now: str
) -> None:
    """Write down that reports came to the first of two stories from the second."""
    database.write(
        "INSERT INTO change (kind, story, other, reports, reason, made) VALUES (?, ?, ?, ?, ?, ?)",
        (kind, *stories, json.dumps(list(reports), ensure_ascii=False), reason, now),
    )


def mark_stale(database: Database, stories: Sequence[str]) -> None:
    """Note that the accounts of stories must be worked out anew; a story without reports has none."""
    for story in stories:
        row = database.row(
            "SELECT count(*) AS reports, max(p.number) AS latest,"
            " max(CASE WHEN l.published < 'X' THEN substr(l.published, 1, 10) END) AS published"
            " FROM placement p JOIN document d ON d.number = p.document"
            " JOIN layers l ON l.version = d.current WHERE p.story = ?",
            (story,),
        )
        if row is None or not row["reports"]:
            database.write("DELETE FROM account WHERE story = ?", (story,))
        else:
            database.write(
                "INSERT INTO account (story, reports, latest, published) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (story) DO UPDATE SET is_stale = 1, reports = ?2, latest = ?3, published = ?4",
                (story, row["reports"], row["latest"], row["published"]),
            )
