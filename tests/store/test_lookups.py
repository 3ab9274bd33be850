"""What is found again: search, stories, sources, explanations; the views for SQL."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from twosource.errors import UsageError
from twosource.records import Report
from twosource.store import NotFoundError, Query, Store, StoryFilter
from twosource.store.search import phrases

from .conftest import Opener
from .helpers import fill

QUERIES: dict[str, tuple[Query, set[str]]] = {
    "a word": (Query("ferry"), {"r3", "r4"}),
    "case and accents": (Query("FÉRRY"), {"r3", "r4"}),
    "all words": (Query("ferry 140"), {"r3"}),
    "in a row": (Query('"ran aground near"'), {"r4"}),
    "the beginning of a word": (Query("inspect*"), {"r0", "r1"}),
    "a party": (Query(party="Ardolin"), {"r0", "r1"}),
    "a party is no word": (Query(party="cracks"), set()),
    "an outlet": (Query(outlet="outlet 3"), {"r3"}),
    "since": (Query(since="2031-03-04"), {"r3"}),
    "until": (Query("bridge", until="2031-03-01"), {"r0"}),
    "between": (Query(since="2031-03-02", until="2031-03-02"), {"r1", "r5"}),
    "word and outlet": (Query("bridge", outlet="Outlet 2"), {"r2"}),
    "nothing asked": (Query(), {"r0", "r1", "r2", "r3", "r4", "r5"}),
    "nothing found": (Query("submarine"), set()),
    "marks alone": (Query("?! -- *"), {"r0", "r1", "r2", "r3", "r4", "r5"}),
    "an operator is a word": (Query("ferry OR bridge"), set()),
    "a column is a word": (Query("title:ferry"), set()),
    "near is a word": (Query("NEAR(ferry skarn)"), set()),
    "a lone quotation mark": (Query('"ferry'), {"r3", "r4"}),
    "quotation marks and brackets": (Query('fer"ry) ('), set()),
    "a zero character": (Query("fer\x00ry"), set()),
    "SQL": (Query("x'; DROP TABLE document; --"), set()),
    "a star alone": (Query("*"), {"r0", "r1", "r2", "r3", "r4", "r5"}),
}


@pytest.mark.parametrize("case", QUERIES)
def test_search(filled: Store, case: str) -> None:
    """A query finds the reports in which all that it asks for holds; nothing in it is syntax."""
    query, wanted = QUERIES[case]
    assert {hit.report for hit in filled.search(query)} == wanted


def test_long_queries(filled: Store) -> None:
    """A query of a megabyte is cut, not run for minutes."""
    assert filled.search("bridge " * 150_000)
    assert len(phrases("a" * 10**6)) == 1


def test_standing(filled: Store) -> None:
    """Reports that tell a claim of a standing are found by it."""
    for standing in ("independent", "repeated", "unestablished", "single"):
        rows = filled.database.rows(
            "SELECT DISTINCT t.report FROM tellings t JOIN claims c USING (story, claim)"
            " WHERE c.standing = ?",
            (standing,),
        )
        found = {hit.report for hit in filled.search(Query(standing=standing))}  # type: ignore[arg-type]
        assert found == {row[0] for row in rows}
    assert any(filled.search(Query(standing=s)) for s in ("single", "unestablished"))  # type: ignore[arg-type]


def test_snippet(filled: Store) -> None:
    """A find shows the words around, with what was found between two marks."""
    (hit,) = filled.search("budget")
    assert "\x01budget\x02" in hit.snippet
    assert hit.title == "Orlund votes down budget"


def test_filters(filled: Store) -> None:
    """Stories are listed by their latest report, and by what their accounts say."""
    lines = filled.stories()
    assert [line.published for line in lines] == ["2031-03-04", "2031-03-03", "2031-03-02"]
    assert [line.id for line in filled.stories(StoryFilter(since="2031-03-03"))] == [
        line.id for line in lines[:2]
    ]
    for n in range(4):
        wanted = [line.id for line in lines if (line.origins or 0) >= n]
        assert [line.id for line in filled.stories(StoryFilter(min_origins=n))] == wanted
    assert [line.id for line in filled.stories(StoryFilter(conflicts=True))] == [
        line.id for line in lines if line.conflicts
    ]
    assert len(filled.stories(StoryFilter(limit=1))) == 1


def test_numbers_wait(open_store: Opener, reports: tuple[Report, ...]) -> None:
    """Before an account is worked out, and after a report came, its numbers are not known."""
    store = open_store()
    list(store.add_reports(reports[:1]))
    (line,) = store.stories()
    assert (line.reports, line.claims, line.is_stale) == (1, None, True)
    fill(store, reports[:1])
    assert store.stories()[0].claims
    list(store.add_reports(reports[1:2]))
    assert (store.stories()[0].reports, store.stories()[0].claims) == (2, None)


def test_source_of_a_claim(filled: Store) -> None:
    """Each telling of a claim leads to its words in the stored text."""
    claim = filled.database.rows("SELECT story, claim FROM claims ORDER BY outlets DESC")[0]
    found = filled.source(f"{claim['story']}/{claim['claim']}", context=10)
    assert len(found) > 1
    for one in found:
        text = filled.report(one.report, version=one.version).report.text
        assert text[one.start : one.end] == one.words
        assert text[max(0, one.start - 10) : one.end + 10] == one.before + one.words + one.after


def test_source_of_a_stretch(filled: Store) -> None:
    """A stretch of a report is shown as it stands; one that leaves the text is refused."""
    (one,) = filled.source("r5:0-6", context=0)
    assert (one.words, one.before, one.after) == ("Orlund", "", "")
    (whole,) = filled.source("r5")
    assert whole.words == filled.report("r5").report.text
    with pytest.raises(UsageError, match="characters"):
        filled.source("r5:0-99999")


@pytest.mark.parametrize("id", ["r9", "nothing", "r0:a-b", "nothing/none"])
def test_no_such_id(filled: Store, id: str) -> None:
    """An id that the store has not is told as such; what comes near is named."""
    for ask in (filled.source, filled.explain, filled.account, filled.report):
        with pytest.raises(NotFoundError) as caught:
            ask(id)
        assert caught.value.exit_code == 4
    with pytest.raises(NotFoundError, match="no version 7"):
        filled.report("r0", version=7)


def test_explain(filled: Store) -> None:
    """A story, a report, a claim and an origin each have their reasons."""
    line = max(filled.stories(), key=lambda line: line.reports)
    assert any("likely to tell of one event" in said for said in filled.explain(line.id))
    assert any(line.id in said for said in filled.explain("r1"))
    assert filled.explain(line.id[:6]) == filled.explain(line.id)
    claim = filled.database.rows("SELECT * FROM claims WHERE story = ? ORDER BY place", (line.id,))[0]
    assert any(claim["reason"] in said for said in filled.explain(claim["claim"]))
    origin = filled.database.rows("SELECT * FROM origins WHERE story = ?", (line.id,))[0]
    assert any(origin["reason"] in said for said in filled.explain(origin["origin"]))


VIEWS = (
    *("reports", "versions", "stories", "claims", "tellings", "quotes", "differences", "origins", "parties"),
    *("copies", "changes", "corrections", "failures"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_views(filled: Store, tmp_path: Path, view: str) -> None:
    """Each view can be read by a plain SQL user while the store is open; its text is that of the extent."""
    with sqlite3.connect(f"file:{tmp_path / 'store.db'}?mode=ro", uri=True) as plain:
        plain.row_factory = sqlite3.Row
        plain.execute("PRAGMA trusted_schema = OFF")
        rows = plain.execute(f"SELECT * FROM {view}").fetchall()
        if view in ("tellings", "quotes"):
            texts = {row["report"]: row["text"] for row in plain.execute("SELECT report, text FROM reports")}
            assert all(texts[row["report"]][row["start"] : row["end"]] == row["text"] for row in rows)
    plain.close()
    assert rows or view in ("changes", "corrections", "failures", "copies", "differences")


DOCS = Path(__file__).parents[2] / "docs" / "store.md"
QUESTIONS = re.findall(r"-- ([^\n]+)\n(SELECT .*?;)", DOCS.read_text(encoding="utf-8"), re.DOTALL)
INLINE = re.findall(r"`(SELECT [^`]+)`", DOCS.read_text(encoding="utf-8"))


def plain(path: Path) -> sqlite3.Connection:
    """Return a connection as a plain SQL user has it: no function of ours, nothing of the file trusted."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


@pytest.mark.parametrize(
    ("sql", "what"), [*((sql, what) for what, sql in QUESTIONS), *((sql, "inline") for sql in INLINE)]
)
def test_documented_questions(filled: Store, tmp_path: Path, sql: str, what: str) -> None:
    """Each question that the documentation puts in SQL runs for a plain user beside the open store."""
    assert len(QUESTIONS) >= 6 and INLINE
    connection = plain(tmp_path / "store.db")
    rows = connection.execute(sql).fetchall()
    connection.close()
    if what.startswith(("who is quoted", "how many reports", "a word")):
        assert rows


def test_documented_columns(filled: Store, tmp_path: Path) -> None:
    """Each view has the columns that the documentation names, in that order, and each is documented."""
    named = re.findall(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    connection = plain(tmp_path / "store.db")
    views = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    for view, columns in named:
        listed = [name.strip() for name in re.sub(r"\([^)]*\)", "", columns).replace("\\|", "").split(",")]
        found = [column[0] for column in connection.execute(f"SELECT * FROM {view} LIMIT 0").description]
        assert found == listed, view
    connection.close()
    assert views - {view for view, _ in named} == {"searchable", "feeds", "entries"}


def test_views_need_nothing_of_ours(filled: Store) -> None:
    """The views call only functions that every SQLite has, so that Datasette and any tool can read them."""
    rows = filled.database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'view'")
    called = {name.lower() for row in rows for name in re.findall(r"\b(\w+)\(", row["sql"])}
    assert called <= {"substr", "iif", "group_concat", "datetime", "count", "in"}
