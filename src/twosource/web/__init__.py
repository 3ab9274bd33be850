"""The local pages and their JSON API, over the store: `twosource serve`.

Every page is made on the server and works without script; the script adds dropping files, keys, the drawer
with a source's words and live progress. Requests are checked before any route is looked at (`guard`).
"""

from __future__ import annotations

__all__: list[str] = []
