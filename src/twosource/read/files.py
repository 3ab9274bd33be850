"""Files, folders and the standard input, as streams of bytes; nothing else of the machine is touched."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from twosource.errors import UnreadableError

REPORT_SUFFIXES = frozenset(
    {
        *("", ".txt", ".text", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson"),
        *(".warc", ".gz", ".xml", ".newsml", ".parquet"),
    }
)
"""Names under which a folder holds reports. A file named by itself is read whatever it is called."""

ABOUT_THE_FOLDER = frozenset({"readme", "license", "licence", "copying", "changelog"})
"""Files, with whatever suffix, that tell of a folder and not of an event."""

_WHERE = "Give a file, a folder or - for the standard input"


@dataclass(frozen=True, slots=True)
class Aside:
    """A file of a folder that was not read as its name says that it is no report."""

    name: str


def shown(path: str | Path) -> str:
    """Return a path as it can be shown: bytes that are no UTF-8, and control characters, are escaped."""
    text = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text) or "''"


def open_input(path: str | Path) -> BinaryIO:
    """Return the opened regular file at `path`.

    Raises:
        UnreadableError: `not_found`, `not_a_file` or `unreadable`.
    """
    name = shown(path)
    try:
        # Without O_NONBLOCK, opening a FIFO that nobody writes to waits for ever.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise UnreadableError("not_found", name, "there is no such file", _WHERE) from None
    except (OSError, ValueError) as error:  # ValueError: a zero character in the name
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableError("unreadable", name, why.lower(), "Check its permissions") from None
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise UnreadableError("not_a_file", name, "it is a pipe, device or socket", _WHERE)
    return os.fdopen(number, "rb")


def walk(root: Path) -> Iterator[Path | Aside | UnreadableError]:
    """Yield the files below a folder that may be reports, by path, and what was not taken.

    Hidden files and folders, read-me and licence files, and the `…_files` folder that a browser saves beside
    a page are passed over. A link that leaves the folder is refused.
    """
    inside = root.resolve()
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(folder.iterdir(), key=os.fsencode)
        except OSError as error:
            why = (error.strerror or "it can't be listed").lower()
            yield UnreadableError("unreadable", shown(folder), why, "Check its permissions")
            continue
        stems = {entry.stem for entry in entries if entry.suffix.lower() in {".html", ".htm"}}
        folders: list[Path] = []
        for entry in entries:
            if _is_furniture(entry, stems):
                continue
            if not entry.resolve().is_relative_to(inside):
                yield UnreadableError(
                    "not_a_file",
                    shown(entry),
                    "it is a link that leaves the folder",
                    "Give its target by itself",
                )
            elif entry.is_dir():
                if not entry.is_symlink():  # a link to a folder inside would be walked twice, or for ever
                    folders.append(entry)
            elif entry.suffix.lower() in REPORT_SUFFIXES:
                yield entry
            else:
                yield Aside(shown(entry))
        pending.extend(reversed(folders))


def _is_furniture(entry: Path, pages: set[str]) -> bool:
    """Return whether an entry is no report by its name; `pages` are the stems of the pages beside it."""
    name = entry.name
    if name.startswith(".") or entry.stem.lower() in ABOUT_THE_FOLDER:
        return True
    return name.endswith("_files") and name.removesuffix("_files") in pages
