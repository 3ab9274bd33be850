"""What is damaged in a store: pages, holes, duplicates, extents that don't fit their text."""

from __future__ import annotations

from collections.abc import Iterator

from twosource.account import account_of
from twosource.errors import SpanError
from twosource.link.judgements import Judgements
from twosource.records import Account
from twosource.store.codec import PackError, unpack
from twosource.store.corrections import judgements
from twosource.store.database import Database
from twosource.store.errors import StoreError
from twosource.store.intake import content_of
from twosource.store.reading import annotation_of, annotations_of, find_report, report_of
from twosource.store.results import Damage
from twosource.store.writing import MADE_BY
from twosource.stories.cards import Card

__all__ = ["check"]

HOLES = (
    (
        "document {0}",
        "it has no layers",
        True,
        "SELECT d.id FROM document d LEFT JOIN layers l ON l.version = d.current WHERE l.version IS NULL",
    ),
    (
        "document {0}",
        "it is in no story",
        False,
        "SELECT d.id FROM document d LEFT JOIN placement p ON p.document = d.number WHERE p.document IS NULL",
    ),
    (
        "document {0}",
        "its current version is not its latest",
        False,
        (
            "SELECT d.id FROM document d JOIN version v ON v.number = d.current WHERE v.document <> d.number"
            " OR v.version <> (SELECT max(version) FROM version WHERE document = d.number)"
        ),
    ),
    (
        "document {0}",
        "a version is missing",
        False,
        (
            "SELECT d.id FROM document d JOIN version v ON v.document = d.number GROUP BY d.number"
            " HAVING count(*) <> max(v.version)"
        ),
    ),
    (
        "story {0}",
        "it has reports and no line of its own",
        True,
        "SELECT DISTINCT p.story FROM placement p LEFT JOIN account a USING (story) WHERE a.story IS NULL",
    ),
    (
        "story {0}",
        "the number of its reports is not what it says",
        True,
        (
            "SELECT a.story FROM account a JOIN placement p USING (story) GROUP BY a.story"
            " HAVING count(*) <> a.reports OR max(p.number) <> a.latest"
        ),
    ),
    (
        "story {0}",
        "it has no reports",
        True,
        "SELECT a.story FROM account a LEFT JOIN placement p USING (story) WHERE p.story IS NULL",
    ),
    (
        "input {0}",
        "it is said to be stored and is not",
        False,
        "SELECT o.number FROM outcome o WHERE o.status IN ('ok', 'partial') AND o.version IS NULL",
    ),
    (
        "placement {0}",
        "the numbers of the placements have a gap",
        False,
        "SELECT max(number) FROM placement HAVING max(number) <> count(*)",
    ),
)
"""Where a hole is found: place, what, whether it is in what was derived, and the query."""


def check(database: Database, deep: bool) -> Iterator[Damage]:
    """Yield what is damaged.

    Args:
        database: the store.
        deep: also work out each account anew and compare it with the stored one.
    """
    for row in database.rows("PRAGMA integrity_check(100)"):
        if row[0] != "ok":
            yield Damage("file", str(row[0]), False)
    for row in database.rows("PRAGMA foreign_key_check"):
        yield Damage(f"table {row[0]}", f"row {row[1]} points to nothing in {row[2]}", False)
    for place, what, is_derived, sql in HOLES:
        for row in database.rows(sql):
            yield Damage(place.format(row[0]), what, is_derived)
    yield from _search_index(database)
    yield from _reports(database)
    yield from _accounts(database, judgements(database), deep)


def _search_index(database: Database) -> Iterator[Damage]:
    """Yield whether the search index does not hold exactly the current versions."""
    row = database.row(
        "SELECT (SELECT count(*) FROM report_search_docsize), (SELECT count(*) FROM searchable)"
    )
    if row is not None and row[0] != row[1]:
        yield Damage("search index", f"it has {row[0]} reports of {row[1]}", True)


def _reports(database: Database) -> Iterator[Damage]:
    """Yield what is wrong with a text or with what was derived from it: each extent is compared."""
    for (number,) in database.rows("SELECT number FROM version ORDER BY number"):
        row = database.row(
            "SELECT d.id, v.version, v.content FROM version v JOIN document d ON d.number = v.document"
            " WHERE v.number = ?",
            (number,),
        )
        if row is None:
            yield Damage(f"version {number}", "it belongs to no document", False)
            continue
        place = f"report {row['id']}, version {row['version']}"
        try:
            stored = find_report(database, row["id"], row["version"])
            if content_of(report_of(stored)) != row["content"]:
                yield Damage(place, "the text or what is said about it is not what was stored", False)
            annotation_of(database, stored)
        except (StoreError, SpanError, PackError, TypeError, ValueError) as error:
            yield Damage(place, str(error), True)
    rows = database.rows("SELECT d.id, p.card FROM placement p JOIN document d ON d.number = p.document")
    for row in rows:
        try:
            unpack(Card, row["card"])
        except PackError as error:
            yield Damage(f"report {row['id']}", f"its card is damaged: {error}", True)
    yield from _quotes(database)


def _quotes(database: Database) -> Iterator[Damage]:
    """Yield the quotes whose extent leaves their text."""
    rows = database.rows(
        'SELECT v.number, q.id, q.start, q."end" FROM quote q JOIN version v ON v.number = q.version'
        ' WHERE q.start < 0 OR q."end" < q.start OR q."end" > length(v.text)'
        "  AND instr(v.text, char(0)) = 0"  # SQLite ends a text's length at a zero character
    )
    for row in rows:
        yield Damage(f"version {row[0]}", f"quote {row[1]} leaves the text", True)


def _accounts(database: Database, settled: Judgements, deep: bool) -> Iterator[Damage]:
    """Yield what is wrong with an account: an extent that does not fit, or another result."""
    rows = database.rows(
        "SELECT story, packed, made_by FROM account WHERE packed IS NOT NULL AND NOT is_stale ORDER BY story"
    )
    for row in rows:
        story = row["story"]
        try:
            account = unpack(Account, row["packed"])
            annotations = {a.report.id: a for a in annotations_of(database, story)}
            for claim in account.claims:
                for told in claim.tellings:
                    told.telling.span.check(annotations[told.report].report.text)
                    for hop in told.chain:
                        if hop.span is not None:
                            hop.span.check(annotations[hop.report].report.text)
        except (PackError, SpanError, StoreError, KeyError) as error:
            yield Damage(f"account {story}", str(error), True)
            continue
        stored = database.row("SELECT count(*) FROM claim WHERE story = ?", (story,))
        if stored is None or stored[0] != len(account.claims):
            yield Damage(f"account {story}", "the view of its claims has not all of them", True)
        if deep and row["made_by"] == MADE_BY:
            anew = account_of(tuple(annotations.values()), story=story, judgements=settled)
            if _bare(anew) != _bare(account):
                yield Damage(f"account {story}", "the program would make another one", True)


def _bare(account: Account) -> tuple[object, ...]:
    """Return an account without its reports."""
    return (account.title, account.claims, account.parties, account.origins, account.copies)
