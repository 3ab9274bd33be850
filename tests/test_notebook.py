"""Accounts in a notebook, as data frames, and as files: what a Python user meets."""

from __future__ import annotations

import hashlib
import pickle
import re
import runpy
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pandas
import pytest
from lxml import html as parser

import twosource
from twosource.errors import UsageError
from twosource.exports import TABLES
from twosource.exports.rendered import MAX_CELL_BYTES, Rendered, Style, render
from twosource.exports.results import Accounts
from twosource.exports.scoped import scoped_style
from twosource.records import Account

from .exports.conftest import BUILDER, flooded
from .exports.payloads import PAYLOADS

ROOT = Path(__file__).parents[1]
STYLES = get_args(Style)
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.fixture(scope="module")
def example() -> Accounts:
    """Return the account of the example that ships with the project."""
    return twosource.account(tuple(twosource.annotate(twosource.read(ROOT / "examples" / "warehouse-fire"))))


@pytest.fixture(scope="module")
def hostile() -> Callable[[str], Account]:
    """Return the function that builds an account whose free texts are nothing but a payload."""

    def built(payload: str) -> Account:
        made: Account = flooded(BUILDER(payload, payload).account(), payload)
        return made

    return built


def tree(text: str) -> Any:
    """Return HTML as a tree."""
    return parser.fragment_fromstring(text, create_parent="div")


def harmless(text: str) -> None:
    """Fail if HTML has an element, attribute or address by which anything could run or be fetched."""
    found = tree(text)
    elements = {node.tag for node in found.iter() if isinstance(node.tag, str)}
    assert not elements & {"script", "iframe", "object", "embed", "img", "link", "base", "form", "meta"}
    for node in found.iter():
        if isinstance(node.tag, str):
            assert not [name for name in node.attrib if name.startswith("on") or name == "style"]
            for name in ("href", "src", "action", "xlink:href"):
                assert node.get(name, "#").startswith(("#", "http://evil.example/a", "https://"))


@pytest.mark.parametrize("style", STYLES)
def test_a_cell_stands_alone(example: Accounts, style: Style) -> None:
    """A cell is small, has nothing that runs, and each link in it leads to something that is in it."""
    cell = render(example, style)
    assert len(cell.encode()) <= MAX_CELL_BYTES
    harmless(cell)
    found = tree(cell)
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [href for href in found.xpath("//@href") if href[1:] not in ids] == []
    labels = " ".join(found.xpath("//@aria-labelledby")).split()
    assert set(labels) <= set(ids)
    assert example[0].title in found.text_content()


def test_cells_do_not_meet(example: Accounts) -> None:
    """Two cells of one account have no id in common, and the rules of each begin with its own."""
    one, other = (render(example) for _ in range(2))
    assert not set(tree(one).xpath("//@id")) & set(tree(other).xpath("//@id"))
    name = tree(one).xpath("./div/@id")[0]
    style = tree(one).xpath("string(//style)")
    flat = re.sub(r"@media[^{]*\{((?:[^{}]*\{[^{}]*\})*)\}", r"\1", style)
    heads = [head.strip() for head in re.findall(r"([^{}]+)\{[^{}]*\}", flat)]
    assert len(heads) > 50
    for head in heads:
        assert all(f"#{name}" in selector for selector in head.split(",")), head


def test_a_cell_is_dark_where_the_notebook_is() -> None:
    """The theme of a notebook goes before the system's."""
    style = scoped_style("x")
    assert '[data-jp-theme-light="false"] #x' in style and "prefers-color-scheme:dark" in style
    assert style.rindex('[data-jp-theme-light="true"] #x') > style.index("prefers-color-scheme:dark")


def test_the_bundle_has_html_and_text(example: Accounts) -> None:
    """A notebook gets both, a terminal the page of text, for all accounts and for one."""
    for shown in (example, example[0], render(example, "compare")):
        bundle = shown._repr_mimebundle_()
        assert set(bundle) == {"text/html", "text/plain"}
        assert example[0].title in bundle["text/plain"] and "<" not in bundle["text/plain"][:200]
        assert shown._repr_html_().startswith("<div id=")


@pytest.mark.parametrize("style", STYLES)
def test_payloads_stay_inert(hostile: Callable[[str], Account], style: Style) -> None:
    """No payload in every field gives a cell an element or attribute that it has not by itself."""
    plain = shape(render(hostile("word"), style))
    step = 3 if style == "account" else 14
    for payload in [payload for payload in PAYLOADS if len(payload) < 1000][::step]:
        cell = render(hostile(payload), style)
        harmless(cell)
        assert shape(cell) <= plain | {"bdi", "a:rel", "span:title", "span:class", "ins", "del"}, payload


def shape(cell: str) -> set[str]:
    """Return the names of elements, and of elements with their attributes."""
    nodes = [node for node in tree(cell).iter() if isinstance(node.tag, str)]
    return {node.tag for node in nodes} | {f"{node.tag}:{name}" for node in nodes for name in node.attrib}


def test_a_long_account_is_cut_and_says_so(example: Accounts) -> None:
    """A cell never grows beyond its limit, and tells how many claims it leaves out."""
    account = example[0]
    many = [replace(account, id=f"s{number}") for number in range(3)]
    cell = render(many)
    assert len(cell.encode()) <= MAX_CELL_BYTES
    assert re.search(r"\d+ claims more", cell)
    found = tree(cell)
    ids = set(found.xpath("//@id"))
    assert [href for href in found.xpath("//@href") if href[1:] not in ids] == []
    huge = render([replace(account, id=f"s{number}", title="t" * 5000) for number in range(60)])
    assert len(huge.encode()) <= MAX_CELL_BYTES
    assert "60 accounts are too large for a cell" in huge


@pytest.mark.parametrize("style", STYLES)
def test_a_page_is_a_document(example: Accounts, tmp_path: Path, style: Style) -> None:
    """page=True gives a whole document with a policy that lets nothing in, and save writes it."""
    path = render(example, style, page=True).save(tmp_path / "page.html")
    text = path.read_text(encoding="utf-8")
    assert text.lower().startswith("<!doctype html>") and "default-src 'none'" in text
    if style != "account":
        rules = text[text.index("<style>") + 7 : text.index("</style>")]
        digest = b64encode(hashlib.sha256(rules.encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in text.replace("&#39;", "'")
    assert isinstance(render(example, style), Rendered)


def test_another_style_is_refused(example: Accounts) -> None:
    """A style that there is not is refused with the names of those there are."""
    with pytest.raises(UsageError, match="There are account, quotes"):
        render(example, "poem")  # type: ignore[arg-type]


@pytest.mark.parametrize("table", TABLES)
def test_frames(example: Accounts, table: str) -> None:
    """pandas, polars and Arrow hold what the dictionaries hold, with the documented columns."""
    rows = example.to_dicts(table)
    assert rows and list(rows[0]) == [column.name for column in TABLES[table].columns]
    frame = example.to_pandas(table)
    assert list(frame.columns) == list(rows[0]) and len(frame) == len(rows)
    for column in TABLES[table].columns:
        found = [None if pandas.api.types.is_scalar(v) and pandas.isna(v) else v for v in frame[column.name]]
        assert found == [row[column.name] for row in rows], column.name
    lists = [{k: list(v) if isinstance(v, tuple) else v for k, v in row.items()} for row in rows]
    assert example.to_polars(table).to_dicts() == lists
    assert example.to_arrow(table).to_pylist() == lists
    assert example[0].to_dicts(table) == rows
    assert example[0].to_pandas(table).equals(frame)


def test_ids_join(example: Accounts) -> None:
    """A telling's offsets are into the text of its report, and its claim and origin are rows of theirs."""
    texts = {row["report"]: row["text"] for row in example.to_dicts("reports")}
    claims = {row["claim"] for row in example.to_dicts("claims")}
    origins = {row["origin"] for row in example.to_dicts("origins")}
    for row in example.to_dicts("tellings"):
        assert texts[row["report"]][row["start"] : row["end"]] == row["text"]  # type: ignore[index,misc]
        assert row["claim"] in claims and row["origin"] in origins


def test_columns_are_documented() -> None:
    """docs/exports.md has each table with each of its columns, and what it means."""
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for name, plan in TABLES.items():
        assert f"### {name}\n" in text
        for column in plan.columns:
            assert f"| `{column.name}` | {column.kind} | {column.meaning} |" in text


@pytest.mark.parametrize(
    ("package", "method", "extra"),
    [
        ("pandas", "to_pandas", "pandas"),
        ("polars", "to_polars", "polars"),
        ("pyarrow", "to_arrow", "parquet"),
    ],
)
def test_a_missing_package_is_named(
    example: Accounts, monkeypatch: pytest.MonkeyPatch, package: str, method: str, extra: str
) -> None:
    """Without an optional package, the error says which one to install, and how."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=rf"{package} is not installed.*twosource\[{extra}\]"):
        getattr(example, method)()


@pytest.mark.parametrize("name", ["a.md", "a.csv", "a.xlsx", "a.parquet", "a.jsonl", "a.html", "a.ftm.jsonl"])
def test_save_by_ending(example: Accounts, tmp_path: Path, name: str) -> None:
    """Accounts are written in the format of the file's ending."""
    assert example.save(tmp_path / name).stat().st_size > 1000


def test_another_ending_is_refused(example: Accounts, tmp_path: Path) -> None:
    """An ending that no format has writes nothing."""
    with pytest.raises(UsageError, match="There are jsonl"):
        example.save(tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_an_account_is_short_in_words(example: Accounts) -> None:
    """Where nothing is shown but text, an account is a line: its id, its title, its numbers."""
    shown = repr(example[0])
    assert example[0].title in shown
    assert shown.startswith(f"<Account {example[0].id}: ")
    assert re.search(r", 7 reports, \d+ claims, 1 in conflict>$", shown)
    assert len(shown) < 200


def test_accounts_are_a_tuple(example: Accounts) -> None:
    """What took a tuple takes them, and they travel between processes."""
    assert example == tuple(example)
    assert isinstance(pickle.loads(pickle.dumps(example)), Accounts)
    assert example[0].to_dict()["format"] == "twosource/account/1"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example runs from an empty folder, and its files are written there."""
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(path), run_name="__main__")
    assert list(tmp_path.iterdir())


def test_there_is_an_example() -> None:
    """There is a script to begin with."""
    assert [path.name for path in EXAMPLES] == ["warehouse_fire.py"]
