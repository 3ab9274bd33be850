"""What can go wrong with the list of feeds and with watching itself."""

from __future__ import annotations

from twosource.errors import TwosourceError

__all__ = ["WatchError"]

REMEDIES = {
    "feed_known": "`twosource watch list` has it",
    "no_feed": "`twosource watch list` has those that are watched",
    "watched_already": "Wait for that one to end, or end it",
}
EXITS = {"feed_known": 3, "no_feed": 4, "watched_already": 5}


class WatchError(TwosourceError):
    """The list of feeds can't be changed as asked, or another watcher is at work.

    Args:
        code: a key of `REMEDIES`.
        subject: the feed or the store.
        why: what was found.
    """

    def __init__(self, code: str, subject: str, why: str) -> None:
        self.exit_code = EXITS[code]
        super().__init__(code, subject, why, REMEDIES[code])
