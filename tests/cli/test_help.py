"""Help for every command: an example in each, and completion for three shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from twosource.cli.formats import BINARY, TABLES, TEXT
from twosource.cli.main import cli, run
from twosource.exports import FORMATS
from twosource.exports import TABLES as EXPORTED

PROGRAM = [sys.executable, "-c", "from twosource.cli.main import main; main()"]


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command, and of those within it."""
    for name, command in sorted(group.commands.items()):
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", list(commands(cli)), ids=" ".join)
def test_every_command_shows_how_it_is_called(
    capfd: pytest.CaptureFixture[str], path: tuple[str, ...]
) -> None:
    """The help of each command has an example with its name; a part of a command, at least what it does."""
    assert run([*path, "--help"]) == 0
    text = capfd.readouterr().out
    if len(path) == 1 and path != ("help",):
        assert f"twosource {path[0]}" in text.partition("Example")[2]
    assert len(text.splitlines()) > 3


@pytest.mark.parametrize(
    ("shell", "check"),
    [("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "-n"])],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_completion(capfd: pytest.CaptureFixture[str], shell: str, check: list[str]) -> None:
    """The script is one that its shell takes, and names the program and the variable that it asks by."""
    assert run(["completion", shell]) == 0
    script = capfd.readouterr().out
    assert "_TWOSOURCE_COMPLETE" in script and "twosource" in script
    if shutil.which(check[0]):
        subprocess.run(check, input=script, text=True, check=True, timeout=60)


def test_completing_a_command() -> None:
    """Asked as a shell asks, the program names the commands that begin so."""
    asked = {
        **os.environ,
        "_TWOSOURCE_COMPLETE": "bash_complete",
        "COMP_WORDS": "twosource do",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(PROGRAM, env=asked, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["plain,doctor"]


def test_the_formats_are_those_of_the_exports() -> None:
    """What the options name, written out so that help is fast, is what the exports have."""
    assert set(TEXT) == {name for name, form in FORMATS.items() if form.is_text}
    assert set(BINARY) == {name for name, form in FORMATS.items() if not form.is_text}
    assert tuple(EXPORTED) == TABLES
