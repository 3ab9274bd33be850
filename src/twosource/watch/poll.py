"""One feed asked once: what it answered, and what that makes of its record. Writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from twosource.errors import UnreadableError
from twosource.fetch import Fetched, Fetcher, FetchError, Validators
from twosource.read import feeds as reader
from twosource.watch.feeds import Feed
from twosource.watch.schedule import DAY, after_failure, after_success

__all__ = ["AGREEING", "Poll", "poll"]

AGREEING = 3
"""Checks in a row that must say "moved for good" to the same place before the address is changed."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What a check of a feed came to: its record after it, its entries if there are new ones to look at.

    `outcome` is `new`, `unchanged`, `failed`, `held` or `stopped`. `move` is an address to change to.
    """

    feed: Feed
    outcome: str
    read: reader.Feed | None = None
    move: str | None = None
    was_conditional: bool = False


def poll(fetcher: Fetcher, feed: Feed, seed: str) -> Poll:
    """Return what one check of a feed came to.

    Args:
        fetcher: what fetches.
        feed: as stored.
        seed: of the run, for the jitter.
    """
    now = fetcher.clock.now()
    # Once a day the whole body is asked for: some servers say "not changed" for ever.
    is_fresh = feed.whole is not None and 0 <= now - feed.whole < DAY
    validators = Validators(feed.etag, feed.modified)
    is_conditional = is_fresh and validators != Validators()
    try:
        fetched = fetcher.fetch(feed.url, validators=validators if is_conditional else None, is_feed=True)
    except FetchError as error:
        return _failed(fetcher, feed, seed, error)
    asked = replace(feed, checked=now, whole=feed.whole if is_conditional else now)
    moved, move = _moved(asked, fetched)
    made = _answered(fetcher, moved, fetched, seed, is_conditional=is_conditional)
    return replace(made, move=move if made.outcome != "failed" else None, was_conditional=is_conditional)


def _answered(fetcher: Fetcher, feed: Feed, fetched: Fetched, seed: str, *, is_conditional: bool) -> Poll:
    """Return what an answer comes to, by its status and its body."""
    if fetched.status == 304:
        if is_conditional:
            return _went_well(fetcher, feed, seed)
        error = FetchError("bad_response", feed.url, "it says 'not changed' though that was not asked")
        return _failed(fetcher, replace(feed, etag=None, modified=None), seed, error)
    if fetched.status == 410:
        stopped = replace(
            feed, status="stopped", code="gone", detail="the server says that it is gone for good"
        )
        return Poll(stopped, "stopped")
    if fetched.status != 200:
        why = f"the server answers with status {fetched.status}"
        return _failed(fetcher, feed, seed, FetchError("http_error", feed.url, why, status=fetched.status))
    digest = hashlib.sha256(fetched.body).hexdigest()
    if digest == feed.body and fetched.cut is None:
        kept = replace(feed, etag=fetched.validators.etag, modified=fetched.validators.modified)
        return _went_well(fetcher, kept, seed)
    try:
        is_cut = fetched.cut is not None
        read = reader.read_feed(fetched.url, fetched.body, now=fetcher.clock.now(), is_cut=is_cut)
    except UnreadableError as error:
        return _failed(fetcher, feed, seed, error)
    title = read.title or feed.title
    kept = replace(feed, title=title, kind=read.kind)
    if not read.is_partial and not is_cut:  # else the rest would never be asked for
        valid = fetched.validators
        kept = replace(kept, etag=valid.etag, modified=valid.modified, body=digest)
    return replace(_went_well(fetcher, kept, seed), outcome="new", read=read)


def _went_well(fetcher: Fetcher, feed: Feed, seed: str) -> Poll:
    """Return an unchanged feed with its next check."""
    now = fetcher.clock.now()
    due = after_success(feed.every, now, f"{seed} {feed.url} {feed.checked}")
    return Poll(replace(feed, due=due, succeeded=now, failures=0, code=None, detail=None), "unchanged")


def _failed(fetcher: Fetcher, feed: Feed, seed: str, error: FetchError | UnreadableError) -> Poll:
    """Return a feed that failed, with its next check; entries and validators stay as they were."""
    now = fetcher.clock.now()
    held = fetcher.manners.held(feed.host)
    if error.code == "held_back" and held is not None:  # nothing was asked
        return Poll(replace(feed, due=held), "held")
    failures = feed.failures + 1
    due = after_failure(feed.every, failures, now, f"{seed} {feed.url} {failures} {now}")
    due = due if held is None else max(due, held)
    told = replace(feed, checked=now, failures=failures, due=due, code=error.code, detail=error.why[:300])
    return Poll(told, "failed")


def _moved(feed: Feed, fetched: Fetched) -> tuple[Feed, str | None]:
    """Return the feed with what it says of having moved, and the address to change to, if it said so thrice.

    Never from https to http: whoever sits on the line could say so.
    """
    target = fetched.moved
    if target is None or (feed.url.startswith("https:") and not target.startswith("https:")):
        return replace(feed, moved=None, moves=0), None
    moves = feed.moves + 1 if target == feed.moved else 1
    return replace(feed, moved=target, moves=moves), target if moves >= AGREEING else None
