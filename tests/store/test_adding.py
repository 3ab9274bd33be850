"""What is added: once, with its versions, whatever becomes of the worker; in which story."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace

import pytest

from twosource.errors import ModelError
from twosource.read import read
from twosource.records import Annotation, Facts, Report
from twosource.store import Store
from twosource.store.intake import MAX_BEGUN, address_of, register
from twosource.store.worker import CrashError, StartError, Worker

from .conftest import Opener
from .helpers import Known, exported, fill


def statuses(store: Store, *reports: Report) -> list[str]:
    """Return what becomes of reports that are added."""
    return [added.status for added in store.add_reports(reports)]


def test_once(filled: Store, reports: tuple[Report, ...]) -> None:
    """What is there is not added again, wherever it comes from, and no account is worked out anew."""
    before = exported(filled)
    other = replace(reports[0], source=replace(reports[0].source, name="elsewhere.txt"))
    assert statuses(filled, *reports, other) == ["duplicate"] * 7
    assert filled.stale() == ()
    assert exported(filled) == before
    rows = filled.database.rows("SELECT source FROM retrieval WHERE version = 1 ORDER BY 1")
    assert "elsewhere.txt" in [row[0] for row in rows]


def test_new_text(filled: Store, reports: tuple[Report, ...]) -> None:
    """Another text under a known id is its next version; search and account have it, the first is kept."""
    changed = replace(reports[0], text=reports[0].text.replace("two piers", "four piers"))
    (added,) = filled.add_reports([changed])
    assert (added.status, added.is_revision) == ("ok", True)
    fill(filled, ())
    assert filled.report("r0").report.text == changed.text
    assert filled.report("r0", version=1).report.text == reports[0].text
    assert [hit.report for hit in filled.search('"four piers"')] == ["r0"]
    assert [hit.report for hit in filled.search('"cracks in two piers"')] == []
    account = filled.account(added.story or "")
    assert any("four piers" in t.telling.span.text for c in account.claims for t in c.tellings)
    assert list(filled.check(deep=True)) == []
    assert statuses(filled, reports[0], changed) == ["duplicate", "duplicate"]


def test_changed_facts(filled: Store, reports: tuple[Report, ...]) -> None:
    """Another date or outlet given for a report is a next version too: it is not passed over."""
    given = replace(reports[0].given, published="2031-04-01")
    (added,) = filled.add_reports([replace(reports[0], given=given)])
    assert added.is_revision
    assert filled.report("r0").report.given.published == "2031-04-01"


ADDRESSES = {
    "tracking": ("https://www.post.example/a?utm_source=x&id=7#top", "post.example/a?id=7"),
    "plain": ("http://post.example/a/", "post.example/a"),
    "port": ("https://post.example:8443/a", "post.example:8443/a"),
    "no web": ("ftp://post.example/a", None),
    "nonsense": ("https://[::1/", None),
    "none": (None, None),
}


@pytest.mark.parametrize("case", ADDRESSES)
def test_addresses(reports: tuple[Report, ...], case: str) -> None:
    """One article's addresses have one form."""
    url, form = ADDRESSES[case]
    assert address_of(replace(reports[0], given=Facts(url=url))) == form


def test_same_address(open_store: Opener, known: Known, reports: tuple[Report, ...]) -> None:
    """Without an id, what comes from one address is one report; what a page says of itself is no proof."""
    store = open_store()
    first = read({"text": reports[0].text, "url": "https://post.example/a?utm_source=feed"}).reports[0]
    text = reports[0].text.replace("two piers", "four piers")
    second = read({"text": text, "url": "http://www.post.example/a"}).reports[0]
    assert first.id != second.id
    one, two = store.add_reports([first, second])
    assert (two.report, two.is_revision) == (one.report, True)
    claimed = replace(first, id="0123456789ab", given=Facts(), page=Facts(url="https://post.example/a"))
    (three,) = store.add_reports([replace(claimed, text=reports[1].text)])
    assert not three.is_revision


def test_one_text_twice(open_store: Opener, reports: tuple[Report, ...]) -> None:
    """One text from two files is one report in the store."""
    records = [{"text": reports[0].text}, {"text": reports[0].text}]
    store = open_store()
    assert sorted(added.status for added in store.add(records)) == ["duplicate", "ok"]
    assert len(store.stories()) == 1


def test_given_stories(open_store: Opener, known: Known, reports: tuple[Report, ...]) -> None:
    """A story that is given with a report is honoured."""
    store = open_store()
    named = [replace(r, given=replace(r.given, story="harbour")) for r in reports[:2]]
    fill(store, (*named, *reports[2:]))
    harbour = [line for line in store.stories() if line.id == "harbour"]
    assert [line.reports for line in harbour] == [2]


def test_stories(filled: Store) -> None:
    """Reports of one event are one story, with its numbers; `show` finds it by its first characters."""
    assert sorted(line.reports for line in filled.stories()) == [1, 2, 3]
    line = max(filled.stories(), key=lambda line: line.reports)
    assert line.claims and line.outlets == 3 and not line.is_stale
    assert filled.account(line.id[:6]).id == line.id


@pytest.mark.parametrize("window", [1, 2, 3, 5])
def test_window(open_store: Opener, reports: tuple[Report, ...], window: int) -> None:
    """What a report is compared with depends on its number alone: one process or one for each report."""
    whole, parts = open_store("whole.db", window=window), open_store("parts.db", window=window)
    fill(whole, reports)
    for report in reports:
        assert statuses(parts, report) == ["ok"]
        parts.close()
        parts = open_store("parts.db", window=window)
    fill(parts, ())
    assert exported(parts) == exported(whole)


@dataclass
class Poisoned:
    """Marks like another, but for texts at which the worker dies."""

    known: Known
    word: str
    error: BaseException
    tried: list[str] = field(default_factory=list)

    def mark(self, report: Report) -> Annotation:
        """Return the annotation of a report, or fail."""
        self.tried.append(report.id)
        if self.word in report.text:
            raise self.error
        return self.known.mark(report)

    def close(self) -> None:
        """Do nothing."""


def test_poison(open_store: Opener, known: Known, reports: tuple[Report, ...]) -> None:
    """A report that ends its worker twice is set aside; the others are as if it had not been given."""
    poisoned = Poisoned(known, "Orlund", CrashError("crashed", "signal 11"))
    store, clean = open_store(marker=poisoned), open_store("clean.db")
    assert statuses(store, *reports) == ["ok"] * 5 + ["quarantined"]
    assert poisoned.tried.count("r5") == 2
    assert statuses(store, *reports)[-1] == "quarantined"
    assert poisoned.tried.count("r5") == 2
    fill(store, ())
    fill(clean, reports[:5])
    assert exported(store) == exported(clean)
    (problem,) = store.failures()
    assert (problem.report, problem.code, problem.stage) == ("r5", "crashed", "mark")
    store.ignore([problem.number])
    assert store.failures() == ()
    store = open_store()
    assert [added.status for added in store.retry([problem.number])] == ["ok"]
    fill(store, ())
    fill(clean, reports)
    assert exported(store) == exported(clean)


def test_fault_of_ours(
    open_store: Opener, known: Known, reports: tuple[Report, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program while a report is stored keeps out that one alone, and leaves nothing of it."""
    from twosource.store import writing

    def faulty(database: object, version: int) -> None:
        if version == 2:
            raise ValueError("made up")
        original(database, version)  # type: ignore[arg-type]

    original = writing.index
    store = open_store()
    monkeypatch.setattr(writing, "index", faulty)
    assert statuses(store, *reports[:3]) == ["ok", "failed-terminal", "failed-terminal"]
    monkeypatch.undo()
    assert list(store.check()) == []
    assert [added.status for added in store.retry()] == ["ok", "ok"]


def test_not_the_reports_fault(open_store: Opener, known: Known, reports: tuple[Report, ...]) -> None:
    """A missing model, or Ctrl-C, stops the run; the report is tried again as if nothing had been."""
    for error in (ModelError("model_missing", "m", "it is gone"), KeyboardInterrupt()):
        store = open_store(f"{type(error).__name__}.db", marker=Poisoned(known, "Ferry", error))
        for _ in range(MAX_BEGUN + 2):
            with pytest.raises(type(error)):
                statuses(store, *reports)
        again = open_store(f"{type(error).__name__}.db")
        fill(again, reports)
        assert again.failures() == ()


def test_work_that_never_ends(open_store: Opener, reports: tuple[Report, ...]) -> None:
    """A report at which the whole program dies again and again is set aside in the end."""
    store = open_store()
    fill(store, reports[:1])
    with store.database.transaction():
        _register(store, reports[1:])
        store.database.write("UPDATE outcome SET begun = ? WHERE report = 'r1'", (MAX_BEGUN,))
    first = next(iter(store.resume()))
    assert (first.report, first.status) == ("r1", "quarantined")


def _register(store: Store, reports: tuple[Report, ...]) -> None:
    """Write reports down as waiting."""
    register(store.database, reports, "2031-03-05T12:00:00Z")


def test_failed_inputs(open_store: Opener, tmp_path: object, reports: tuple[Report, ...]) -> None:
    """An input that can't be read is in the list of failures until it can."""
    path = tmp_path / "late.txt"  # type: ignore[operator]
    store = open_store()
    (added,) = store.add([str(path)])
    assert (added.status, added.code) == ("failed-retryable", "not_found")
    assert [problem.code for problem in store.failures()] == ["not_found"]
    path.write_text(reports[0].text)
    assert [added.status for added in store.retry()] == ["ok"]
    assert store.failures() == ()


WORKERS = {
    "dies at a report": (
        "send(target, READY); receive(sys.stdin.buffer); os._exit(9)",
        CrashError,
        "exit code 9",
    ),
    "is killed": (
        "send(target, READY); receive(sys.stdin.buffer); os.kill(os.getpid(), 9)",
        CrashError,
        "signal 9",
    ),
    "hangs": ("send(target, READY); time.sleep(60)", CrashError, "more than 0.5 seconds"),
    "says something else": (
        "send(target, READY); receive(sys.stdin.buffer); send(target, 7)",
        CrashError,
        "int",
    ),
    "does not start": ("os._exit(3)", StartError, "no worker"),
    "has no model": ("send(target, ('model', 'm', 'gone', ''))", ModelError, "gone"),
}


@pytest.mark.parametrize("case", WORKERS)
def test_workers(reports: tuple[Report, ...], case: str) -> None:
    """Whatever becomes of a worker becomes an error that says whose fault it is, and leaves no process."""
    code, kind, why = WORKERS[case]
    program = (
        "import os, sys, time; from twosource.store.worker import READY, receive, send;"
        f" target = os.fdopen(os.dup(1), 'wb'); {code}"
    )
    seconds = 0.5 if case == "hangs" else 60.0  # the others answer at once, but a loaded machine may be slow
    with Worker(seconds=seconds, command=(sys.executable, "-c", program)) as worker:
        with pytest.raises(kind, match=why):
            worker.mark(reports[0])
        assert worker._child is None


def test_a_real_worker(known: Known, reports: tuple[Report, ...]) -> None:
    """The package's own worker marks as the program itself does, and lives on between reports."""
    with Worker() as worker:
        first = worker.mark(reports[0])
        child = worker._child
        assert [first, worker.mark(reports[3])] == [known.mark(reports[0]), known.mark(reports[3])]
        assert worker._child is child
