"""What the user settles holds at once, for what comes too, and can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from twosource.errors import UsageError
from twosource.records import Report
from twosource.store import NotFoundError, Store

from .conftest import Opener
from .helpers import Known, exported, fill


def stories(store: Store) -> dict[str, frozenset[str]]:
    """Return the reports of each story."""
    found: dict[str, set[str]] = {}
    for row in store.database.rows("SELECT story, report FROM reports"):
        found.setdefault(row["story"], set()).add(row["report"])
    return {story: frozenset(reports) for story, reports in found.items()}


def story_of(store: Store, report: str) -> str:
    """Return the story of a report."""
    return next(story for story, reports in stories(store).items() if report in reports)


def without_log(store: Store) -> str:
    """Return the export but for the log."""
    return "\n".join(
        line
        for line in exported(store).splitlines()
        if "/change/1" not in line and "/correction/1" not in line
    )


def test_merge(filled: Store) -> None:
    """Merged stories are one at once, under the first one's id; the other's id leads there."""
    bridge, ferry = story_of(filled, "r0"), story_of(filled, "r3")
    filled.merge(bridge, ferry, note="one storm")
    assert stories(filled)[bridge] == {"r0", "r1", "r2", "r3", "r4"}
    assert {line.id for line in filled.account(ferry).reports} == {"r0", "r1", "r2", "r3", "r4"}
    assert any("one storm" in said for said in filled.explain(ferry))
    assert list(filled.check(deep=True)) == []


def test_split(filled: Store) -> None:
    """A report that is split off has a story of its own at once."""
    bridge = story_of(filled, "r0")
    filled.split(bridge, "r2")
    assert stories(filled)[bridge] == {"r0", "r1"}
    assert len(filled.account(story_of(filled, "r2")).reports) == 1
    assert list(filled.check(deep=True)) == []


@pytest.mark.parametrize("kind", ["merge", "split"])
def test_undo(filled: Store, kind: str) -> None:
    """Undone, a correction leaves the accounts as they were; undone again, it holds again."""
    bridge, before = story_of(filled, "r0"), without_log(filled)
    made = (
        filled.merge(bridge, story_of(filled, "r3")) if kind == "merge" else filled.split(bridge, "r1", "r2")
    )
    after = without_log(filled)
    assert after != before
    undone = filled.undo()
    assert without_log(filled) == before
    filled.undo(undone.number)
    assert without_log(filled) == after
    log = filled.corrections()
    assert [(one.kind, one.is_undone) for one in log] == [(kind, False), ("undo", True), ("undo", False)]
    assert log[0].number == made.number


def test_holds_for_what_comes(open_store: Opener, reports: tuple[Report, ...]) -> None:
    """What the user put together or kept apart stays so when further reports come."""
    for kind in ("merge", "split", "none"):
        store = open_store(f"{kind}.db")
        fill(store, (reports[0], reports[1], reports[3]))
        bridge = story_of(store, "r0")
        if kind == "merge":
            store.merge(bridge, story_of(store, "r3"))
        elif kind == "split":
            store.split(bridge, "r1")
        fill(store, (reports[2], reports[4]))
        assert (story_of(store, "r0") == story_of(store, "r3")) == (kind == "merge")
        assert (story_of(store, "r0") == story_of(store, "r1")) == (kind != "split")
        assert list(store.check(deep=True)) == []


def test_names(filled: Store) -> None:
    """Names that are settled change the accounts in which they stand, and no others."""
    line = max(filled.stories(), key=lambda line: line.reports)
    before = without_log(filled)
    names = sorted({party.name for party in filled.account(line.id).parties if party.type == "person"})
    assert len(names) >= 2
    filled.same(names[0], names[1])
    assert filled.stale() == (line.id,)
    merged = [
        p
        for p in filled.account(line.id).parties
        if {names[0], names[1]} <= {n for _, w in p.names for n in w} | {p.name}
    ]
    assert len(merged) == 1
    filled.different(names[0], names[1])
    assert filled.judgements().same == ()
    filled.undo()
    filled.undo()
    assert without_log(filled) == before


def test_prefer(filled: Store) -> None:
    """The name to show is the user's."""
    line = max(filled.stories(), key=lambda line: line.reports)
    name = next(p.name for p in filled.account(line.id).parties if p.type == "person")
    filled.prefer(name, "The person on the bridge")
    assert "The person on the bridge" in {p.name for p in filled.account(line.id).parties}


def lineage(store: Store, story: str, report: str) -> set[tuple[str, str]]:
    """Return, for what a report tells in an account, the names of the origins and how they are known."""
    account = store.account(story)
    names = {origin.id: origin.name for origin in account.origins}
    return {
        (names[told.origin], told.lineage)
        for claim in account.claims
        for told in claim.tellings
        if told.report == report
    }


def test_copied(filled: Store) -> None:
    """What a report that the user calls a copy tells counts as the word of the other; undone, it does not."""
    bridge, before = story_of(filled, "r0"), without_log(filled)
    own = {name for name, _ in lineage(filled, bridge, "r2")}
    assert "Outlet 0" not in own
    assert "Outlet 2" in own
    made = filled.copied("r2", "r0", note="the editor rang them")
    assert (made.kind, made.what) == ("copy", ("r2", "r0"))
    assert filled.stale() == (bridge,)
    assert "Outlet 2" not in {name for name, _ in lineage(filled, bridge, "r2")}
    assert "Outlet 0" in {name for name, _ in lineage(filled, bridge, "r2")}
    line = next(line for line in filled.account(bridge).reports if line.id == "r2")
    assert (line.copy_of, line.copy_reason) == ("r0", "settled by the user")
    assert any("settled by the user" in said for said in filled.explain("r2"))
    assert any("r2 has its text from r0: the editor rang them" in said for said in filled.explain("r2"))
    assert all(
        claim.standing != "independent"
        for claim in filled.account(bridge).claims
        if {told.report for told in claim.tellings} == {"r0", "r2"}
    )
    assert list(filled.check(deep=True)) == []
    filled.undo()
    assert without_log(filled) == before


def test_copied_by_way_of_another(filled: Store) -> None:
    """A copy of a copy counts as the first one's word; of two words on one pair the later counts."""
    bridge = story_of(filled, "r0")
    filled.copied("r2", "r1")
    filled.copied("r1", "r0")
    assert {name for name, _ in lineage(filled, bridge, "r2")} & {"Outlet 0", "Outlet 1"} == {"Outlet 0"}
    with pytest.raises(UsageError, match="r2 was settled to come from r0"):
        filled.copied("r0", "r2")
    filled.copied("r0", "r1")
    assert {name for name, _ in lineage(filled, bridge, "r2")} & {"Outlet 0", "Outlet 1"} == {"Outlet 1"}


def test_not_copied(open_store: Opener, known: Known, reports: tuple[Report, ...]) -> None:
    """Reports that share their text are no copies if the user says so, and each speaks for itself."""
    text = reports[0].text.replace("two piers", "four piers")
    marked = known.by_text[text]
    layout = replace(marked.layout, outlet=replace(marked.layout.outlet, value="Outlet 9"))
    store = open_store(marker=Known({**known.by_text, text: replace(marked, layout=layout)}))
    fill(store, (reports[0], replace(reports[0], id="r9", text=text)))
    story = story_of(store, "r0")
    assert [(copy.report, copy.of) for copy in store.account(story).copies] == [("r0", "r9")]
    assert any("one text" in name for name, _ in lineage(store, story, "r9"))
    store.not_copied("r9", "r0")
    assert store.account(story).copies == ()
    assert "Outlet 9" in {name for name, _ in lineage(store, story, "r9")}
    assert "Outlet 0" not in {name for name, _ in lineage(store, story, "r9")}
    assert not any("one text" in claim.standing_reason for claim in store.account(story).claims)
    assert any("neither r9 nor r0 has its text" in said for said in store.explain("r0"))
    store.undo(1)
    assert len(store.account(story).copies) == 1


def test_refused(filled: Store) -> None:
    """What makes no sense is refused and not written into the log."""
    bridge, ferry = story_of(filled, "r0"), story_of(filled, "r3")
    for work, error in (
        (lambda: filled.merge(bridge, bridge), UsageError),
        (lambda: filled.merge(bridge, "nothing"), NotFoundError),
        (lambda: filled.split(bridge, "r0", "r1", "r2"), UsageError),
        (lambda: filled.split(bridge, "r3"), NotFoundError),
        (lambda: filled.same("x", " x "), UsageError),
        (lambda: filled.same("x", ""), UsageError),
        (lambda: filled.copied("r0", "r0"), UsageError),
        (lambda: filled.copied("r0", "r3"), UsageError),
        (lambda: filled.copied("r0", "nothing"), NotFoundError),
        (lambda: filled.undo(), NotFoundError),
        (lambda: filled.undo(5), NotFoundError),
    ):
        with pytest.raises(error):
            work()
    assert filled.corrections() == ()
    filled.merge(bridge, ferry)
    filled.undo(1)
    with pytest.raises(NotFoundError, match="undone already"):
        filled.undo(1)
