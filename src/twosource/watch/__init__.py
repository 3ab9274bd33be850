"""Feeds that are watched: what is due is asked for, new entries become reports of the store, as they come.

`feeds` keeps the list, `poll` asks one feed, `entries` keeps what its entries came to, `pages` makes reports
of addresses (also for `twosource add URL`), `schedule` says when next, `watcher` goes round. All state is in
the store, so that a restart asks only for what is due, and a host that asked for quiet keeps it.
"""

from __future__ import annotations

from twosource.watch.again import retry
from twosource.watch.errors import WatchError
from twosource.watch.feeds import Feed, add_feed, feed_list, remove_feed
from twosource.watch.pages import Page, failure_of, fetch_report
from twosource.watch.watcher import Event, Watcher

__all__ = [
    "Event",
    "Feed",
    "Page",
    "WatchError",
    "Watcher",
    "add_feed",
    "failure_of",
    "feed_list",
    "fetch_report",
    "remove_feed",
    "retry",
]
