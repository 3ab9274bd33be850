"""Dates of feed entries: what was written, what it surely means, and what is no day or time at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

__all__ = ["FeedDate", "feed_date"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_YEAR = 1995
"""Year of the first news sites; an earlier date is a default of some program."""

AHEAD = 26 * 3_600.0
"""Seconds that a date may lie ahead: the farthest zone is 14 hours ahead of UTC, and clocks are set badly."""

CERTAIN = frozenset({"z", "ut", "utc", "gmt"})
"""Zones by name that mean one thing. IST and CST are three each."""

_RFC822 = re.compile(
    r"(?:[A-Za-z]{2,9},?\s{1,3})?(\d{1,2})[\s-]{1,3}([A-Za-z]{3,9})\.?,?[\s-]{1,3}(\d{4})"
    r"(?:,?\s{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?)?\s{0,3}([A-Za-z][A-Za-z_/]{0,29}|[+-]\d{2}:?\d{2})?"
)
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?)?\s{0,3}"
    r"([A-Za-z][A-Za-z_/]{0,29}|[+-]\d{2}:?\d{2})?"
)


@dataclass(frozen=True, slots=True)
class FeedDate:
    """A date as written (`raw`) and what it surely means.

    `value` is an ISO day or minute, with its offset if the zone is sure, `None` if nothing is; `precision`
    is `minute` or `day`. `is_suspect` tells of a date that can't be, or that can't be read: it is never
    rolled over to one that can.
    """

    raw: str
    value: str | None = None
    precision: str | None = None
    is_zone_certain: bool = False
    is_suspect: bool = False

    def timestamp(self) -> float | None:
        """Return the seconds since 1970, with UTC where the zone is not sure; `None` without a value."""
        if self.value is None:
            return None
        moment = datetime.fromisoformat(self.value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def feed_date(raw: str, now: float) -> FeedDate:
    """Return what a date of a feed means.

    Args:
        raw: as it stands in the feed.
        now: seconds since 1970; a date that lies more than `AHEAD` of it is suspect.
    """
    raw = raw.strip()[:100]
    text = raw[:60]
    found = _ISO.fullmatch(text)
    if found is not None:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        found = _RFC822.fullmatch(text)
        name = "" if found is None else found[2][:3].lower()
        if found is None or name not in MONTHS:
            return FeedDate(raw, is_suspect=True)  # 03/04/2026 is two days, 1771234567 is a guess
        year, month, day = int(found[3]), MONTHS.index(name) + 1, int(found[1])
    zone, is_certain = _zone(found[7])
    try:
        hour, minute, second = (int(found[n] or 0) for n in (4, 5, 6))
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        stamp = (moment if zone else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return FeedDate(raw, is_suspect=True)
    if year < FIRST_YEAR or stamp > now + AHEAD:
        return FeedDate(raw, is_suspect=True)
    if found[4] is None:
        return FeedDate(raw, moment.date().isoformat(), "day")
    return FeedDate(raw, moment.isoformat(timespec="minutes"), "minute", is_certain)


def _zone(given: str | None) -> tuple[timezone | None, bool]:
    """Return a zone, and whether it is sure."""
    if given is None:
        return None, False
    if given.lower() in CERTAIN:
        return UTC, True
    if given[0] not in "+-":
        return None, False
    minutes = int(given[1:3]) * 60 + int(given[-2:])
    if minutes > 14 * 60 or int(given[-2:]) > 59:
        return None, False
    return timezone(timedelta(minutes=-minutes if given[0] == "-" else minutes)), True
