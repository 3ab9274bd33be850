"""The one fetcher: an http or https address to bytes, under limits that no server can lift.

The only part, beside `web`, that may open a connection (a test draws the imports). Everything else gets
bytes. Each hop of a fetch is: the address taken apart (`addresses`), its robots.txt asked (`robots`), its
host's turn awaited (`manners`), its name resolved, *all* answers checked against our own table of ranges
(`ranges`) and one of those very answers connected to (`network`), the exchange itself (`exchange`) and the
unpacking (`unpack`) counted and timed. `fetcher` puts these together; `blocked` tells a page that stands in
the way of a report from a report.
"""

from __future__ import annotations

from twosource.fetch.addresses import Address, parse
from twosource.fetch.blocked import blocked
from twosource.fetch.clock import Clock, SystemClock
from twosource.fetch.errors import PROBLEMS, FetchError
from twosource.fetch.fetcher import Fetched, Fetcher, Validators
from twosource.fetch.manners import Manners, retry_after
from twosource.fetch.network import Network, SystemNetwork
from twosource.fetch.options import FetchOptions
from twosource.fetch.robots import Robots

__all__ = [
    "PROBLEMS",
    "Address",
    "Clock",
    "FetchError",
    "FetchOptions",
    "Fetched",
    "Fetcher",
    "Manners",
    "Network",
    "Robots",
    "SystemClock",
    "SystemNetwork",
    "Validators",
    "blocked",
    "parse",
    "retry_after",
]
