"""What a shell offers for the ids of stories and reports."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click
import pytest

from twosource.cli.completing import complete_reports, complete_stories
from twosource.cli.main import cli
from twosource.store.store import open as open_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a store with two stories and a report, one title hostile."""
    path = tmp_path / "a b#.db"
    open_store(path).close()
    with sqlite3.connect(path) as base:
        rows = [("5a1", "Bridge\x1b[31m\nclosed", "2031-03-04"), ("5b2", None, "2031-03-05")]
        base.executemany("INSERT INTO account (story, title, published) VALUES (?, ?, ?)", rows)
        base.execute("INSERT INTO document VALUES (1, 'r-one', NULL, 1)")
    base.close()
    return path


def context(path: Path | None) -> click.Context:
    """Return the context of a command whose option --store is given."""
    made = click.Context(cli)
    made.params["path"] = path
    return made


PARAMETER = click.Argument(["story"])


def test_ids_come_with_titles(store: Path) -> None:
    """Ids that begin so are offered, the latest first, each with its title on one line without controls."""
    found = complete_stories(context(store), PARAMETER, "5")
    assert [(item.value, item.help) for item in found] == [("5b2", ""), ("5a1", "Bridge [31m closed")]
    assert [item.value for item in complete_stories(context(store), PARAMETER, "5a")] == ["5a1"]
    assert complete_stories(context(store), PARAMETER, "%") == []
    assert [item.value for item in complete_reports(context(store), PARAMETER, "r-")] == ["r-one"]


def test_what_is_no_store_offers_nothing(tmp_path: Path) -> None:
    """No store, or a file that is none, offers nothing, and is neither made nor changed."""
    missing, other = tmp_path / "none.db", tmp_path / "other.db"
    other.write_text("no database")
    assert complete_stories(context(missing), PARAMETER, "") == []
    assert complete_stories(context(other), PARAMETER, "") == []
    assert not missing.exists()
    assert other.read_text() == "no database"


@pytest.mark.parametrize(
    "words", ["show", "report", "explain", "source", "fix merge", "fix split", "fix copy", "fix not-copy"]
)
def test_commands_complete_ids(words: str) -> None:
    """Every command that takes the id of a story or report offers them."""
    command: click.Command = cli
    for word in words.split():
        assert isinstance(command, click.Group)
        command = command.commands[word]
    first = next(p for p in command.params if isinstance(p, click.Argument))
    assert first._custom_shell_complete in (complete_stories, complete_reports)
