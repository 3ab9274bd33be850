"""What a shell offers for an id: the stories and reports of the store, with their titles.

The store is read as it lies there, without opening it as the commands do: a shell waits 150 ms at most.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import click
from click.shell_completion import CompletionItem

__all__ = ["complete_reports", "complete_stories"]

MOST = 40
"""Ids that are offered, those of the latest reports first."""

MAX_TITLE = 60
STORIES = (
    "SELECT story, title FROM account WHERE story BETWEEN ? AND ? ORDER BY published DESC, story LIMIT ?"
)
REPORTS = (
    "SELECT d.id, coalesce(l.outlet || ': ', '') || coalesce(l.title, '') FROM document d"
    " LEFT JOIN layers l ON l.version = d.current WHERE d.id BETWEEN ? AND ? ORDER BY d.number DESC LIMIT ?"
)


def complete_stories(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the ids of stories that begin with `incomplete`, each with its title."""
    return _found(context, STORIES, incomplete)


def complete_reports(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the ids of reports that begin with `incomplete`, each with its outlet and title."""
    return _found(context, REPORTS, incomplete)


def _found(context: click.Context, sql: str, start: str) -> list[CompletionItem]:
    """Return what the store named by the options or the environment has; nothing if it can't be read."""
    path = Path(context.params.get("path") or context.lookup_default("path") or "twosource.db")
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.05)) as store:
            rows = store.execute(sql, (start, start + "\U0010ffff", MOST)).fetchall()
    except sqlite3.Error:
        return []
    return [CompletionItem(str(name), help=_line(title)) for name, title in rows]


def _line(title: str | None) -> str:
    """Return a title as words that a shell can show: nothing in it moves the cursor or ends the line."""
    return "".join(char if char.isprintable() else " " for char in title or "")[:MAX_TITLE]
