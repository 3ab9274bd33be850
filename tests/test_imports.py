"""The import graph, drawn from the source: no ring, no import against the flow of data, no network."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src"
PACKAGE = "twosource"

ORDER = (
    *("errors", "spans", "records", "lexicon", "clusters", "read", "fetch", "clean", "mark", "copies"),
    *("stories", "link", "weigh"),
    *("account", "exports", "pipeline", "store", "watch", "batch", "web", "mcp", "cli"),
)
"""The parts of the package in the order in which data flows; each imports only from those before it."""

NETWORK = frozenset(
    {
        "requests",
        "urllib.request",
        "socket",
        "http",
        "httpx",
        "aiohttp",
        "urllib3",
        "ftplib",
        "smtplib",
        "ssl",
    }
)
"""Modules that open connections."""

ONLINE = frozenset({"fetch", "web"})
"""The parts that may: the one fetcher, and the local web application."""


def modules() -> dict[str, Path]:
    """Return the modules of the package by name."""
    found = {}
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield what a syntax tree imports, `from a import b` as `a.b` where that is a module of ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import of {node.module}"
            base = node.module or ""
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield (whole if whole in MODULES else base), node


def parse(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def part(name: str) -> str:
    """Return the part of the package that a module belongs to."""
    return name.split(".")[1]


def ours(name: str) -> set[str]:
    """Return the modules of the package that a module imports."""
    return {target for target, _ in imports(parse(name)) if target in MODULES and target != PACKAGE}


NAMES = [name for name in MODULES if name != PACKAGE]


def test_every_part_has_its_place() -> None:
    """Each module belongs to a part that the order names."""
    assert {part(name) for name in NAMES} <= set(ORDER)


@pytest.mark.parametrize("name", NAMES)
def test_imports_go_with_the_flow(name: str) -> None:
    """A module imports only from its own part and from those before it."""
    upward = sorted(t for t in ours(name) if ORDER.index(part(t)) > ORDER.index(part(name)))
    assert upward == []


def test_no_ring() -> None:
    """No module imports itself through others."""
    graph = {name: ours(name) - {name} for name in NAMES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", [name for name in NAMES if part(name) != "cli"])
def test_no_hidden_imports_of_ours(name: str) -> None:
    """Only the command line, which must start fast, imports modules of ours inside functions."""
    functions = (n for n in ast.walk(parse(name)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)))
    hidden = sorted({target for f in functions for target, _ in imports(f) if target.startswith(PACKAGE)})
    assert hidden == []


@pytest.mark.parametrize("name", [name for name in NAMES if part(name) not in ONLINE])
def test_no_network(name: str) -> None:
    """No module outside the parts that may imports one that opens connections."""
    asked = {target for target, _ in imports(parse(name))}
    assert not {t for t in asked if t in NETWORK or t.split(".")[0] in NETWORK}


def test_a_ring_would_be_seen() -> None:
    """The check for rings fails on a ring."""
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


@pytest.mark.parametrize(
    "statement", ["import twosource", "from twosource import same_name", "import twosource.cli.main"]
)
def test_light_imports(statement: str) -> None:
    """The package, its comparison of names and its command line start without the language pipeline."""
    heavy = "{'spacy', 'trafilatura', 'onnxruntime', 'pandas', 'numpy'}"
    code = f"import sys; {statement}; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"
