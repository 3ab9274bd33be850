"""Publication dates as given: ISO 8601 dates and times, and nothing that has to be guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?")


def iso_date(value: str) -> str | None:
    """Return `value` as an ISO date or date-time, `None` if it is neither or no day of the calendar.

    A time keeps its minute and its zone; seconds are dropped, as no outlet publishes to the second.
    """
    value = value.strip()
    if _DATE.fullmatch(value):
        return value if _is_day(value) else None
    found = _TIME.fullmatch(value)
    if found is None or not _is_day(found.group(1)):
        return None
    day, minute, _, zone = found.groups()
    zone = "" if zone is None else "Z" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    made = f"{day}T{minute}{zone}"
    try:
        datetime.fromisoformat(made)
    except ValueError:
        return None
    return made


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
