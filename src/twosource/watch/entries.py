"""What the entries of feeds came to: found again under a new guid or link, waited for, done, given up."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from twosource.fetch import FetchError, parse
from twosource.read.feeds import Entry
from twosource.store.addresses import one_form
from twosource.store.database import Database
from twosource.watch.feeds import moment
from twosource.watch.schedule import page_retry, refetch

__all__ = ["Waiting", "done", "failed", "given_up", "next_due", "postpone", "take", "waiting"]

COLUMNS = (
    "e.key, e.link, e.host, e.title, e.published, e.publisher, e.content, e.tries, f.url, f.title, e.report"
    " FROM entry e JOIN feed f ON f.number = e.feed"
)
BARE = 200
"""Characters of its own content that an entry without a link must have to be a report."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose page is to be fetched; `content` if there is no link to fetch."""

    number: int
    key: str
    link: str | None
    host: str
    title: str
    published: str | None
    publisher: str | None
    content: str | None
    tries: int
    feed: str
    feed_title: str
    report: str | None

    @property
    def name(self) -> str:
        """What the entry is called where a failure is told: its link, else its feed and key."""
        return self.link or f"{self.feed}#{self.key}"


def take(database: Database, feed: int, entries: tuple[Entry, ...], now: float) -> int:
    """Return how many entries are new or changed, having written them down as waiting, in a transaction.

    An entry is the one that was there before if guid or address is the same: some feeds give new guids with
    each answer, some new links. Of two with one address in one answer, the newer counts.
    """
    count = 0
    met: set[str] = set()
    for entry in entries:
        address = None if entry.link is None else one_form(entry.link)
        marks = {entry.key, address or entry.key}
        if marks & met:
            continue
        met |= marks
        row = database.row(
            "SELECT number, state, status, tries FROM entry WHERE feed = ?1 AND (key = ?2 OR address = ?3)"
            " ORDER BY key = ?2 DESC, number LIMIT 1",
            (feed, entry.key, address),
        )
        if row is None:
            count += _new(database, feed, entry, address, now)
        elif row["state"] != entry.state:
            count += row["status"] == "done"
            _changed(database, row["number"], entry, refetch(row["tries"], now))
    return count


def _new(database: Database, feed: int, entry: Entry, address: str | None, now: float) -> bool:
    """Return whether an entry that was not there before is to be fetched, having written it down."""
    twin = address is not None and database.row("SELECT 1 FROM entry WHERE address = ?", (address,))
    is_bare = entry.link is None and len(entry.content) < BARE
    status = "twin" if twin else "skipped" if is_bare else "waiting"
    date = entry.published
    marks = ", ".join("?" * 17)
    database.write(
        "INSERT INTO entry (feed, key, address, link, host, state, title, published, raw, zone_sure, suspect,"
        f" publisher, content, status, due, seen, code) VALUES ({marks})",
        (
            *(feed, entry.key, address, entry.link, _host(entry.link), entry.state, entry.title),
            *((date.value, date.raw, date.is_zone_certain, date.is_suspect) if date else (None, None, 0, 0)),
            *(entry.publisher, None if entry.link else entry.content, status, now, moment(now)),
            "no_link" if status == "skipped" else "date_suspect" if date and date.is_suspect else None,
        ),
    )
    return status == "waiting"


def _host(link: str | None) -> str:
    """Return the host of a link; of one that can't be fetched what stands in its place."""
    if link is None:
        return ""
    try:
        return parse(link).host
    except FetchError:
        return urlsplit(link).netloc


def _changed(database: Database, number: int, entry: Entry, due: float) -> None:
    """Note that the text of an entry changed: its page is fetched again, for a new version."""
    database.write(
        "UPDATE entry SET state = ?, title = ?, link = coalesce(?, link), content = ?, due = ?,"
        " status = iif(status IN ('done', 'waiting'), 'waiting', status) WHERE number = ?",
        (entry.state, entry.title, entry.link, None if entry.link else entry.content, due, number),
    )


def waiting(database: Database, now: float) -> tuple[Waiting, ...]:
    """Return the entries whose pages are due, of each host the one that came first."""
    rows = database.rows(
        f"SELECT min(e.number), {COLUMNS} WHERE e.status = 'waiting' AND e.due <= ?"
        " GROUP BY e.host ORDER BY 1",
        (now,),
    )
    return tuple(Waiting(*row) for row in rows)


def given_up(database: Database, name: str) -> Waiting | None:
    """Return the entry of this name whose page was given up, `None` if there is none."""
    row = database.row(
        f"SELECT e.number, {COLUMNS} WHERE e.status = 'failed'"
        " AND (e.link = ?1 OR f.url || '#' || e.key = ?1)",
        (name,),
    )
    return None if row is None else Waiting(*row)


def done(database: Database, entry: Waiting, report: str, code: str | None, *, is_new: bool) -> None:
    """Write down that an entry is in the store, within a transaction."""
    tries = 0 if is_new else entry.tries + 1
    database.write(
        "UPDATE entry SET status = 'done', report = ?, tries = ?, content = NULL, code = coalesce(?, code)"
        " WHERE number = ?",
        (report, tries, code, entry.number),
    )


def failed(database: Database, entry: Waiting, code: str, *, now: float, is_passing: bool) -> bool:
    """Return whether an entry is given up, having written down when it is tried again, if it is."""
    again = page_retry(entry.tries + 1, now, f"{entry.key} {entry.tries}") if is_passing else None
    # A page that was read before, and can't be read again, stays read.
    status = "waiting" if again is not None else "done" if entry.report else "failed"
    database.write(
        "UPDATE entry SET status = ?, tries = tries + 1, due = ?, code = ? WHERE number = ?",
        (status, again or now, code, entry.number),
    )
    return again is None


def postpone(database: Database, host: str, until: float) -> None:
    """Let all entries of a host wait until it may be asked again, within a transaction."""
    sql = "UPDATE entry SET due = ?1 WHERE status = 'waiting' AND host = ?2 AND due < ?1"
    database.write(sql, (until, host))


def next_due(database: Database) -> float | None:
    """Return the moment at which the next feed or page is due, `None` if nothing is watched."""
    row = database.row(
        "SELECT min(due) FROM (SELECT min(due) AS due FROM feed WHERE status = 'watched'"
        " UNION ALL SELECT min(due) FROM entry WHERE status = 'waiting')"
    )
    return None if row is None or row[0] is None else float(row[0])
