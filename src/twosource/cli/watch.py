"""`twosource watch`: the list of feeds, and going round it."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twosource.cli.fetched import REFUSED, fetcher, host_option, offline_option
from twosource.cli.run import NOTHING, SOME_FAILED, tell, write, write_json
from twosource.cli.stored import json_option, opened, plain, refreshed, rows, store_option

if TYPE_CHECKING:
    from twosource.fetch import Fetcher
    from twosource.store import Store
    from twosource.watch import Event, Feed

KEPT = frozenset({"ok", "partial", "duplicate", "waiting"})
WELL = frozenset({"new", "unchanged", "moved"})

EPILOG = """\b
Examples
  twosource watch add https://paper.example/feed.xml --every 30
  twosource watch once --store desk.db
  twosource watch run
  twosource watch status
"""

quiet_option = click.option("-q", "--quiet", is_flag=True, help="No notes; errors are still shown.")
every_option = click.option(
    "--every", type=click.IntRange(5, 10_080), default=30, show_default=True, help="Minutes between checks."
)


@click.group(epilog=EPILOG)
def watch() -> None:
    """Watch feeds (RSS, Atom, JSON Feed): their new reports go into the store as they come.

    Each feed is asked now and then, more seldom while it fails, and never while its host asks to be left
    alone. One request goes to a host at a time, a second apart; its robots.txt is followed.
    """


@watch.command("add")
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@every_option
@click.option("--title", metavar="TEXT", default="", help="What to call it, until it says so itself.")
@store_option
def add(urls: tuple[str, ...], every: int, title: str, path: Path) -> int:
    """Put feeds on the list; the next `watch once` or `watch run` asks them.

    \b
    Example: twosource watch add https://paper.example/feed.xml
    """
    from twosource.errors import TwosourceError
    from twosource.watch import add_feed

    code = 0
    with opened(path, must_exist=False) as store:
        for url in urls:
            try:
                feed = add_feed(store.database, url, now=time.time(), every=60.0 * every, title=title)
                tell(f"watched: {feed.url}: every {every} minutes, number {feed.number}")
            except TwosourceError as error:
                if error.exit_code == 5:
                    raise
                tell(str(error))
                code = SOME_FAILED
    return code


@watch.command("rm")
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True)
@store_option
def rm(feeds: tuple[str, ...], path: Path) -> int:
    """Take feeds off the list, by address or number. Their reports stay in the store.

    \b
    Example: twosource watch rm 3
    """
    from twosource.watch import remove_feed

    with opened(path) as store:
        for which in feeds:
            tell(f"not watched any more: {remove_feed(store.database, which).url}")
    return 0


@watch.command("list")
@store_option
@json_option
def show_list(path: Path, as_json: bool) -> int:
    """List the feeds: number, state, last success, next check, address.

    \b
    Example: twosource watch list --jsonl
    """
    from twosource.watch import feed_list

    with opened(path, read_only=True) as store:
        feeds = feed_list(store.database)
    if as_json:
        for feed in feeds:
            write_json(_document(feed))
    elif feeds:
        table = [("FEED", "STATE", "LAST SUCCESS", "NEXT CHECK", "ADDRESS"), *map(_row, feeds)]
        write(rows(table, frozenset({0})))
    else:
        tell("no feed is watched: twosource watch add URL")
    return 0 if feeds else NOTHING


def _row(feed: Feed) -> tuple[str, ...]:
    """Return the line of a feed."""
    state = feed.status if feed.code is None else feed.code
    if feed.failures > 1:
        state += f" x{feed.failures}"
    due = _time(feed.due) if feed.status == "watched" else "never"
    return str(feed.number), state, _time(feed.succeeded), due, plain(feed.url)


def _document(feed: Feed) -> dict[str, Any]:
    """Return a feed as JSON has it."""
    moments = {name: _time(getattr(feed, name)) for name in ("due", "checked", "succeeded")}
    names = ("number", "url", "title", "kind", "status", "added", "failures", "code", "detail", "moved")
    said = {name: getattr(feed, name) for name in names}
    made = {k: None if v == "-" else v for k, v in moments.items()}
    return {"schema": "twosource/feed/1", **said, "every": feed.every, **made}


def _time(seconds: float | None) -> str:
    return "-" if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@watch.command("status")
@store_option
def status(path: Path) -> int:
    """Show what is due, what fails and why, which hosts asked for quiet, and what their robots.txt say.

    \b
    Example: twosource watch status
    """
    from twosource.watch import feed_list

    with opened(path, read_only=True) as store:
        feeds, database = feed_list(store.database), store.database
        counts = database.rows("SELECT status, count(*) FROM entry GROUP BY status ORDER BY status")
        held = database.rows("SELECT host, held FROM host ORDER BY host")
        robots = database.rows("SELECT origin, verdict, detail FROM robots ORDER BY origin")
    now = time.time()
    due = sum(feed.status == "watched" and feed.due <= now for feed in feeds)
    lines = [f"{len(feeds)} feed{'s' if len(feeds) != 1 else ''}, {due} due now"]
    lines.append("entries: " + (", ".join(f"{row[1]} {row[0]}" for row in counts) or "none"))
    for feed in feeds:
        if feed.code is not None:
            lines.append(f"{feed.code}: {plain(feed.url)}: {plain(feed.detail)}; next check {_row(feed)[3]}")
    lines += [f"quiet until {_time(row[1])}: {plain(row[0])}" for row in held if row[1] > now]
    lines += [f"robots.txt of {plain(row[0])}: {row[1]}, {plain(row[2])}" for row in robots]
    write("\n".join(lines) + "\n")
    return 0 if feeds else NOTHING


@watch.command("once")
@host_option
@offline_option
@quiet_option
@store_option
def once(path: Path, hosts: tuple[str, ...], offline: bool, quiet: bool) -> int:
    """Ask the feeds that are due, store their new reports, and end.

    \b
    Example: twosource watch once --store desk.db
    """
    return _watched(path, fetcher(hosts, is_offline=offline), quiet, lambda watcher, _: watcher.once())


@watch.command("run")
@click.option("--until", metavar="TIME", help="When to end (ISO, UTC); otherwise when you end it (Ctrl-C).")
@click.option("--hosts", "workers", type=click.IntRange(1, 64), default=8, help="Hosts asked at a time.")
@host_option
@quiet_option
@store_option
def run(path: Path, until: str | None, workers: int, hosts: tuple[str, ...], quiet: bool) -> int:
    """Ask the feeds whenever they are due, until it is ended. Ctrl-C once ends after what is in hand.

    \b
    Example: twosource watch run --until 2031-03-05T18:00
    """
    end = _moment(until)
    rounds = lambda watcher, is_ended: watcher.run(end, is_ended)  # noqa: E731
    return _watched(path, fetcher(hosts), quiet, rounds, workers)


def _moment(given: str | None) -> float | None:
    """Return a moment given as an option.

    Raises:
        click.BadParameter: it is no ISO date or time.
    """
    if given is None:
        return None
    try:
        made = datetime.fromisoformat(given)
    except ValueError:
        why = f"{given!r} is not a time like 2031-03-05T18:00"
        raise click.BadParameter(why, param_hint="--until") from None
    return (made if made.tzinfo else made.replace(tzinfo=UTC)).timestamp()


Rounds = Callable[[Any, Callable[[], bool]], "Iterator[Event]"]


def _watched(path: Path, asks: Fetcher, is_quiet: bool, rounds: Rounds, workers: int = 8) -> int:
    """Return the exit code of a run of the watcher, having told what happened."""
    from twosource.watch import Watcher

    counts: Counter[tuple[str, str]] = Counter()
    with opened(path) as store, Watcher(store, asks, workers=workers) as watcher, _ended() as is_ended:
        events = rounds(watcher, is_ended)
        for event in events:
            if event.kind == "idle":
                refreshed(store, is_quiet)
            else:
                counts[event.kind, event.status] += 1
                _tell(event, is_quiet)
            if is_ended():
                break
        refreshed(store, is_quiet)
        is_empty = _is_empty(store)
    return _finished(counts, is_quiet, is_empty=is_empty)


def _is_empty(store: Store) -> bool:
    return store.database.row("SELECT 1 FROM feed") is None


@contextmanager
def _ended() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C ask for the end; the second one ends at once."""
    asked: list[int] = []

    def note(number: int, frame: object) -> None:
        asked.append(number)
        tell("ending after what is in hand; again to end at once")
        signal.signal(signal.SIGINT, signal.default_int_handler)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not the main thread
        yield lambda: False
        return
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(event: Event, is_quiet: bool) -> None:
    """Tell what happened: failures always, the rest unless it is to be quiet."""
    is_well = event.status in (WELL if event.kind == "feed" else KEPT)
    if not is_well and event.status != "held":
        tell(f"error[{event.code}]: {event.subject}: {event.detail}. {_remedy(event.code)}")
    elif not is_quiet and event.status not in ("unchanged", "held"):
        parts = [event.detail] if event.detail else []
        if event.kind == "feed" and event.status == "new":
            parts.insert(0, f"{event.new} new")
        if event.added is not None and event.added.story:
            parts.append(f"story {event.added.story}")
        tell(f"{event.status}: {event.subject}" + (": " + ", ".join(parts) if parts else ""))


def _remedy(code: str | None) -> str:
    """Return what the user can do about a feed or page that failed."""
    from twosource.fetch import PROBLEMS

    known = PROBLEMS.get(code or "")
    return known.remedy if known is not None else "`twosource watch status` tells when it is asked again"


def _finished(counts: Counter[tuple[str, str]], is_quiet: bool, *, is_empty: bool) -> int:
    """Return the exit code, having summed up."""
    if is_empty:
        tell("no feed is watched: twosource watch add URL")
        return NOTHING
    well = sum(n for (kind, status), n in counts.items() if status in (WELL if kind == "feed" else KEPT))
    failed = counts.total() - well - counts["feed", "held"]
    if not is_quiet:
        said = [f"{counts[key]} {key[0]} {key[1]}" for key in sorted(counts)]
        tell(f"watched: {', '.join(said) or 'nothing was due'}")
    return (SOME_FAILED if well else REFUSED) if failed else 0
