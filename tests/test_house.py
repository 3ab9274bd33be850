"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import twosource

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "twosource"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted(Path(__file__).parent.rglob("*.py"))
TABLES = sorted((PACKAGE / "lexicon").glob("*.tsv"))
FOLDERS = (
    ".ci",
    "bench",
    "decisions",
    "docs",
    "examples",
    "scripts",
    "src",
    "tests",
    "training",
    "yardstick",
)
SUFFIXES = {"", ".py", ".md", ".txt", ".toml", ".tsv", ".json", ".jsonl", ".html", ".css", ".lock", ".gold"}

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
MAX_PARAMETERS = 6

READINGS = ("perf_counter", "process_time", "monotonic", "thread_time", "time")
CLOCKS = {*READINGS, *(f"{reading}_ns" for reading in READINGS), "default_timer"}
PASSED_ON = {"min", "max", "sum", "sorted", "abs", "round", "float", "int", "append"}
"""What gives a time if it is given one."""

# Put together here, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.:])/(?:" + "|".join(("work", "root", "farm", "tmp/" + "team")) + r")/")
REGISTRY = re.compile(r"--(?:extra-)?index-url|https?://(?:pypi|files\.pythonhosted|registry\.npmjs)\.org")


def name(path: Path) -> str:
    """Return the path of a file inside the project."""
    return path.relative_to(ROOT).as_posix()


def texts() -> list[Path]:
    """Return the text files of the project."""
    top = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    kept = (path for path in top + below if path.suffix in SUFFIXES and "__pycache__" not in path.parts)
    return sorted(path for path in kept if path.name != ".git")


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return the functions of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_are_short(path: Path) -> None:
    """No module has more than 400 lines, so that each can be read at a sitting."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_FILE_LINES


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_functions_are_short(path: Path) -> None:
    """No function has more than 60 lines or 6 parameters."""
    for function in functions(path):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        assert lines <= MAX_FUNCTION_LINES, f"{function.name} has {lines} lines"
        given = function.args
        parameters = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        counted = [p for p in parameters if p not in {"self", "cls"}]
        assert len(counted) <= MAX_PARAMETERS, f"{function.name} has {len(counted)} parameters"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_public_things_are_explained(path: Path) -> None:
    """Each module, and each public function and class of it, has a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) not in (None, "..."), "the module"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_input_is_not_checked_by_assert(path: Path) -> None:
    """The package holds no `assert` and no bare `except`: both hide faults in a run with -O, or for good."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert), f"assert in line {node.lineno}"
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), "a bare except"


def is_time(node: ast.AST, timed: set[str]) -> bool:
    """Return whether an expression gives a time of a clock, or what is worked out from one.

    Args:
        node: the expression.
        timed: the names of variables and functions that give one.
    """
    match node:
        case ast.Name(id=said):
            return said in timed
        case ast.Call(func=ast.Attribute(value=ast.Name(id="time" | "timeit"), attr=said)):
            return said in CLOCKS
        case ast.Call(func=ast.Name(id=said)) if said in CLOCKS or said in timed:
            return True
        case ast.Call(func=ast.Name(id=said) | ast.Attribute(attr=said)) if said not in PASSED_ON:
            return False  # what is done with a time, such as a wait, gives something else
    return any(is_time(child, timed) for child in ast.iter_child_nodes(node))


def timed_asserts(tree: ast.Module) -> list[int]:
    """Return the lines of the assertions of a module that hang on a clock, themselves or by a name."""
    timed: set[str] = set()
    before = -1
    while before < len(timed):
        before = len(timed)
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[*named], value=ast.expr() as value) if is_time(value, timed):
                    timed |= {part.id for part in named if isinstance(part, ast.Name)}
                case ast.Call(func=ast.Attribute(value=ast.Name(id=said), attr="append"), args=[value]):
                    timed |= {said} if is_time(value, timed) else set()
                case ast.FunctionDef(name=said, body=body):
                    returns = (
                        part for line in body for part in ast.walk(line) if isinstance(part, ast.Return)
                    )
                    timed |= {said} if any(is_time(part, timed) for part in returns) else set()
    return [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Assert) and is_time(n.test, timed)]


TIMED = {
    "at once": "began = time.monotonic()\nwork()\nassert time.monotonic() - began < 2",
    "bare": "began = perf_counter()\nassert perf_counter() < began + 2",
    "by a name": "took = time.time() - began\nassert round(took) < 2",
    "by a function": "def took(n):\n    began = time.process_time()\n    return time.process_time() - began\n"
    "assert took(4) < 9 * max(took(1), 0.01)",
    "by a list": "times = []\ntimes.append(time.process_time() - began)\nassert times[1] < times[0] * 8",
    "nanoseconds": "assert time.perf_counter_ns() < 5",
}
UNTIMED = {
    "printed": "began = time.monotonic()\nprint(time.monotonic() - began)\nassert work()",
    "waited for": "end = time.monotonic() + 60\nwhile time.monotonic() < end and not found: look()",
    "given": "seconds = time.monotonic() - began\nis_dead = killed(seconds)\nassert is_dead",
    "a clock of its own": "assert world.clock.monotonic() == 4",
}


@pytest.mark.parametrize("code", (*TIMED.values(), *UNTIMED.values()), ids=(*TIMED, *UNTIMED))
def test_what_is_timed(code: str) -> None:
    """An assertion that hangs on a clock is found, however it comes by it; another use of a clock is not."""
    assert bool(timed_asserts(ast.parse(code))) is (code in TIMED.values())


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_no_test_is_timed(path: Path) -> None:
    """No test asserts anything of a clock, since a loaded machine is no defect; see tests/work.py."""
    assert timed_asserts(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_tables_say_where_they_come_from(path: Path) -> None:
    """Each table of the lexicon opens with a header that names its source and its licence."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    assert lines[0].startswith("# ")
    said = " ".join(header).lower()
    assert "source" in said or "compil" in said
    assert re.search(r"licen[cs]e|apache-2\.0|\bmit\b|\bcc0\b|\bcc[- ]by\b|wordnet 3", said)


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_tables_are_even(path: Path) -> None:
    """No row of a table is given twice, and none has a blank first cell."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.strip() and not line.startswith("#")]
    assert rows, "the table is empty"
    assert all(line.split("\t")[0].strip() for line in rows)
    twice = {row for row in rows if rows.count(row) > 1} if len(rows) < 2000 else len(rows) != len(set(rows))
    assert not twice


@pytest.mark.parametrize("path", texts(), ids=name)
def test_no_place_of_one_machine(path: Path) -> None:
    """No file names a path of the machine it was made on, or the address of a registry."""
    text = path.read_text(encoding="utf-8")
    assert not MACHINE_PATH.findall(text)
    assert not REGISTRY.findall(text) or path.name == "test_house.py"


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.lock")), ids=name)
def test_locks_hold_names_versions_and_hashes(path: Path) -> None:
    """A lock has packages with exact versions and their hashes, and no address."""
    for line in path.read_text(encoding="utf-8").splitlines():
        is_package = re.fullmatch(r"[a-z0-9._-]+==[\w.+!-]+(?: ; [^\\]+)? \\", line)
        is_hash = re.fullmatch(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?", line)
        assert is_package or is_hash, line


def test_locks_exist() -> None:
    """There is a lock for running and one for testing, and the first is part of the second."""
    run, dev = (
        set(re.findall(r"(?m)^([a-z0-9._-]+==[\w.+!-]+)", (ROOT / lock).read_text(encoding="utf-8")))
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert run and run < dev


def test_versions_agree() -> None:
    """The package says the version that its metadata says."""
    stated = re.search(r'(?m)^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert stated is not None
    assert twosource.__version__ == stated.group(1)
