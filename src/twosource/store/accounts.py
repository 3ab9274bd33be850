"""The accounts of stories: worked out from the stored layers, kept until something changes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from twosource.account import account_of
from twosource.account.view_build import view_of
from twosource.errors import SpanError
from twosource.link.judgements import Judgements, name_key
from twosource.records import Account, Claim
from twosource.store.codec import PackError, pack, unpack
from twosource.store.database import Database
from twosource.store.errors import StoreError
from twosource.store.reading import annotations_of
from twosource.store.writing import MADE_BY

__all__ = ["account_in", "refresh", "stale"]

CHILDREN = ("copy", "party_name", "party", "origin", "telling", "difference", "claim")


def stale(database: Database) -> list[str]:
    """Return the ids of the stories whose accounts must be worked out anew."""
    rows = database.rows(
        "SELECT story FROM account WHERE is_stale OR made_by IS NOT ? ORDER BY story", (MADE_BY,)
    )
    return [row["story"] for row in rows]


def account_in(database: Database, story: str, judgements: Judgements) -> Account:
    """Return the account of a story: the stored one if it holds, else worked out anew and, if the store can
    be written to, kept.

    Raises:
        StoreError: what is stored of it is damaged, or it can't be written.
    """
    row = database.row("SELECT is_stale, made_by, packed FROM account WHERE story = ?", (story,))
    if row is not None and not row["is_stale"] and row["made_by"] == MADE_BY and row["packed"] is not None:
        annotations = annotations_of(database, story)
        try:
            return replace(unpack(Account, row["packed"]), annotations=annotations)
        except (PackError, SpanError) as error:
            if database.is_read_only:
                raise StoreError("store_corrupt", database.name, f"account {story}: {error}") from None
    return refresh(database, story, judgements)


def refresh(database: Database, story: str, judgements: Judgements) -> Account:
    """Return the account of a story, worked out anew; kept if the store can be written to.

    It is worked out outside the transaction, and kept only if its reports are still the same then.
    """
    with database.snapshot():
        before = _state(database, story)
        annotations = annotations_of(database, story)
    if not annotations:
        raise StoreError("store_corrupt", database.name, f"story {story} has no reports")
    account = account_of(annotations, story=story, judgements=judgements)
    if not database.is_read_only:
        with database.transaction():
            if _state(database, story) == before:
                keep(database, account)
    return account


def note_problem(database: Database, story: str, problem: str) -> None:
    """Write down that the account of a story could not be worked out."""
    with database.transaction():
        sql = "UPDATE account SET problem = ?, made_by = ?, is_stale = 0, packed = NULL WHERE story = ?"
        database.write(sql, (problem, MADE_BY, story))


def _state(database: Database, story: str) -> tuple[object, ...]:
    """Return what the account of a story depends on in the store."""
    rows = database.rows(
        "SELECT d.current FROM placement p JOIN document d ON d.number = p.document WHERE p.story = ?"
        " ORDER BY d.current",
        (story,),
    )
    row = database.row("SELECT max(number) FROM correction")
    return (*(r[0] for r in rows), row[0] if row is not None else None)


def keep(database: Database, account: Account) -> None:
    """Write an account and the rows that the views show of it, within a transaction."""
    story = account.id
    for table in CHILDREN:
        database.write(f"DELETE FROM {table} WHERE story = ?", (story,))
    # The numbers that the account's own page opens with.
    counts = view_of(account, 1).counts
    independent = sum(1 for claim in account.claims if claim.standing == "independent")
    database.write(
        "UPDATE account SET is_stale = 0, made_by = ?, problem = NULL, title = ?, first = ?, last = ?,"
        " outlets = ?, origins = ?, claims = ?, independent = ?, conflicts = ?, packed = ? WHERE story = ?",
        (
            *(MADE_BY, account.title, account.start, account.end, counts.outlets, counts.origins),
            *(counts.claims, independent, counts.conflicts, pack(replace(account, annotations=())), story),
        ),
    )
    _keep_parties(database, account)
    _keep_claims(database, account)
    database.write_many(
        "INSERT INTO origin VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (story, o.id, o.name, o.lineage, _json(o.reports), _json(o.depends_on), o.reason)
            for o in account.origins
        ],
    )
    database.write_many(
        "INSERT INTO copy VALUES (?, ?, ?, ?, ?, ?)",
        [(story, c.report, c.of, c.share, c.direction, c.reason) for c in account.copies],
    )


def _keep_parties(database: Database, account: Account) -> None:
    """Write the rows of the parties and of their names."""
    rows = [(account.id, p.id, p.type, p.name) for p in account.parties]
    database.write_many("INSERT INTO party VALUES (?, ?, ?, ?)", rows)
    names = {
        (account.id, p.id, name, name_key(name))
        for p in account.parties
        for name in (p.name, *(n for _, written in p.names for n in written))
    }
    database.write_many("INSERT OR IGNORE INTO party_name VALUES (?, ?, ?, ?)", sorted(names))


def _keep_claims(database: Database, account: Account) -> None:
    """Write the rows of the claims, their tellings and differences."""
    rows = database.rows(
        "SELECT d.id, d.current FROM placement p JOIN document d ON d.number = p.document WHERE p.story = ?",
        (account.id,),
    )
    versions = {row["id"]: row["current"] for row in rows}
    claims, tellings, differences = [], [], []
    for place, c in enumerate(account.claims):
        claims.append(
            (
                *(account.id, c.id, place, c.kind, c.text, c.standing, c.standing_reason, len(c.origins)),
                *(len(c.outlets), _conflicts(c), c.when.start, c.when.end, c.weight, c.is_main),
            )
        )
        for n, told in enumerate(c.tellings):
            span, marked = told.telling.span, told.telling
            tellings.append(
                (
                    *(account.id, c.id, n, versions[told.report], span.start, span.end, told.origin),
                    *(told.lineage, marked.polarity, marked.modality),
                )
            )
        for n, d in enumerate(c.differences):
            differences.append(
                (account.id, c.id, n, d.field, d.verdict, d.rule, *d.tellings, *d.values, d.reason)
            )
    database.write_many(_insert("claim", 14), claims)
    database.write_many(_insert("telling", 10), tellings)
    database.write_many(_insert("difference", 11), differences)


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"


def _conflicts(claim: Claim) -> int:
    return sum(1 for difference in claim.differences if difference.verdict == "conflict")


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
