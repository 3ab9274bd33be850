"""Searching and listing: words, party, outlet, dates, standing; the words of a query are never syntax."""

from __future__ import annotations

import re
from dataclasses import dataclass

from twosource.records import Standing
from twosource.store.database import Database
from twosource.store.errors import StoreError
from twosource.store.results import Hit, StoryLine

__all__ = ["MAX_HITS", "MAX_RANKED", "Query", "StoryFilter", "search", "stories"]

MAX_HITS = 20
MAX_RANKED = 1_000
"""Finds that are ranked; of more, the newest come first: to rank all of a common word takes long."""

MAX_WORDS = 40
MAX_QUERY = 1_000  # characters of a query that are looked at

COLUMNS = "d.id, p.story, l.outlet, l.title, l.published"
JOINS = (
    " JOIN document d ON d.current = v.number JOIN layers l ON l.version = v.number"
    " JOIN placement p ON p.document = d.number"
)
SNIPPET = "snippet(report_search, -1, char(1), char(2), '…', 24)"
PIECE = re.compile(r'"([^"]*)"?|(\S+)')
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; each part that is given must hold.

    `words`: all of them, in title or text; words in "quotation marks" in a row, a word that ends in * as
    the beginning of one. `party`: words of a name. `since` and `until`: ISO days of publication, inclusive.
    `standing`: the report tells a claim of this standing.
    """

    words: str = ""
    party: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    standing: Standing | None = None
    limit: int = MAX_HITS


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories to list; each part that is given must hold.

    `since`: an ISO day, on or after which a report was published. `min_origins`: origins at least.
    `conflicts`: only with a conflict. `standing`: with a claim of this standing.
    """

    since: str | None = None
    min_origins: int = 0
    conflicts: bool = False
    standing: Standing | None = None
    limit: int | None = None


def phrases(text: str) -> list[str]:
    """Return the words and phrases of a query as strings of the full-text index, none of them syntax."""
    found = []
    for quoted, bare in PIECE.findall(text[:MAX_QUERY]):
        words = quoted or bare
        if WORD.search(words):
            ending = "*" if bare.endswith("*") else ""
            found.append('"' + words.replace('"', '""').replace("\0", " ") + '"' + ending)
    return found[:MAX_WORDS]


def search(database: Database, query: Query) -> tuple[Hit, ...]:
    """Return the reports that a query finds, the best first; without words, the latest first."""
    match = _match(query)
    where, values = _conditions(query)
    limit = max(1, query.limit)
    if match is None:
        sql = (
            f"SELECT {COLUMNS}, substr(v.text, 1, 200) AS snippet, 0.0 AS rank FROM version v{JOINS}"
            f" WHERE {where} ORDER BY v.number DESC LIMIT ?"
        )
        rows = database.rows(sql, (*values, limit))
        return tuple(Hit(*tuple(row)) for row in rows)
    # Only the layers are looked at: the index holds current versions and no others.
    layers = " JOIN layers l ON l.version = s.rowid" if values else ""
    found = f"FROM report_search s{layers} WHERE report_search MATCH ? AND {where}"
    sql = f"SELECT s.rowid {found} ORDER BY s.rowid DESC LIMIT ?"
    latest = [row[0] for row in database.rows(sql, (match, *values, MAX_RANKED + 1))]
    if len(latest) > MAX_RANKED:  # words that so many have say little: the newest are best
        ranked = [(number, 0.0) for number in latest[:limit]]
    else:
        sql = f"SELECT s.rowid, s.rank {found} ORDER BY s.rank, s.rowid DESC LIMIT ?"
        ranked = [(row[0], row[1]) for row in database.rows(sql, (match, *values, limit))]
    return tuple(_hit(database, match, number, rank) for number, rank in ranked)


def _hit(database: Database, match: str, number: int, rank: float) -> Hit:
    """Return one find with the words around."""
    sql = (
        f"SELECT {COLUMNS}, {SNIPPET} AS snippet FROM report_search JOIN version v ON v.number = ?1{JOINS}"
        " WHERE report_search MATCH ?2 AND report_search.rowid = ?1"
    )
    row = database.row(sql, (number, match))
    if row is None:
        raise StoreError("store_corrupt", database.name, f"the index leads to no version {number}")
    head = (row["id"], row["story"], row["outlet"], row["title"], row["published"])
    return Hit(*head, row["snippet"], rank)


def _match(query: Query) -> str | None:
    """Return the expression for the full-text index, `None` if no words are asked for."""
    parts = []
    for columns, text in (
        ("title text", query.words),
        ("names", query.party or ""),
        ("outlet", query.outlet or ""),
    ):
        found = phrases(text)
        if found:
            parts.append(f"{{{columns}}} : ({' AND '.join(found)})")
    return " AND ".join(parts) or None


def _conditions(query: Query) -> tuple[str, list[object]]:
    """Return the conditions that are not about words, and their values."""
    parts, values = ["1"], list[object]()
    if query.since is not None:
        parts.append("l.published >= ?")
        values.append(query.since)
    if query.until is not None:
        parts.append("substr(l.published, 1, ?) <= ?")
        values.extend([len(query.until), query.until])
    if query.since is not None or query.until is not None:
        parts.append("l.published < 'X'")  # a weekday alone is no date
    if query.standing is not None:
        parts.append(
            "EXISTS (SELECT 1 FROM telling t JOIN claim c ON c.story = t.story AND c.id = t.claim"
            " WHERE t.version = l.version AND c.standing = ?)"
        )
        values.append(query.standing)
    return " AND ".join(parts), values


def stories(database: Database, wanted: StoryFilter) -> tuple[StoryLine, ...]:
    """Return the stories that a filter lets through, those with the latest reports first."""
    parts, values = ["1"], list[object]()
    if wanted.since is not None:
        parts.append("published >= ?")
        values.append(wanted.since)
    if wanted.min_origins:
        parts.append("NOT a.is_stale AND a.origins >= ?")
        values.append(wanted.min_origins)
    if wanted.conflicts:
        parts.append("NOT a.is_stale AND a.conflicts > 0")
    if wanted.standing is not None:
        parts.append(
            "NOT a.is_stale AND EXISTS (SELECT 1 FROM claim c WHERE c.story = a.story AND c.standing = ?)"
        )
        values.append(wanted.standing)
    sql = (
        "SELECT story, title, reports, outlets, origins, claims, independent, conflicts, first, last,"
        f" published, is_stale, problem FROM account a WHERE {' AND '.join(parts)}"
        " ORDER BY published DESC, latest DESC, story LIMIT ?"
    )
    rows = database.rows(sql, (*values, -1 if wanted.limit is None else wanted.limit))
    return tuple(_line(tuple(row)) for row in rows)


def _line(row: tuple[object, ...]) -> StoryLine:
    """Return a story; what an account said of other reports than those of now is not shown."""
    *head, is_stale, problem = row
    if is_stale:
        head[3:10] = [None] * 7
    return StoryLine(*head, is_stale=bool(is_stale), problem=problem)  # type: ignore[arg-type,misc]
