"""What the user settles: written down, made to hold at once, undone by a further line, never overwritten."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from twosource.errors import UsageError
from twosource.link.judgements import Judgements, name_key
from twosource.records import digest
from twosource.store.database import Database
from twosource.store.errors import NotFoundError
from twosource.store.reading import find_report, find_story
from twosource.store.results import Correction
from twosource.store.writing import mark_stale, move

__all__ = ["copy_pair", "judgements", "log", "merge", "name_pair", "split", "undo"]

NAMES = frozenset({"same", "different", "prefer"})
COPIES = frozenset({"copy", "not-copy"})


def log(database: Database) -> tuple[Correction, ...]:
    """Return all corrections, the first first, each with whether it still holds."""
    rows = database.rows("SELECT number, kind, what, note, made FROM correction ORDER BY number")
    undone: set[int] = set()
    # The last word counts: an undo that was itself undone undoes nothing.
    for row in reversed(rows):
        if row["kind"] == "undo" and row["number"] not in undone:
            undone.add(int(json.loads(row["what"])[0]))
    return tuple(
        Correction(
            row["number"],
            row["kind"],
            tuple(str(part) for part in json.loads(row["what"])),
            row["note"],
            row["made"],
            row["number"] in undone,
        )
        for row in rows
    )


def judgements(database: Database) -> Judgements:
    """Return the judgements about names and copies that hold; of two that disagree, the later one."""
    last: dict[tuple[bool, frozenset[str]], tuple[str, tuple[str, str]]] = {}
    shown: dict[str, tuple[str, str]] = {}
    for one in log(database):
        if one.kind not in NAMES | COPIES or one.is_undone:
            continue
        pair = (one.what[0], one.what[1])
        if one.kind == "prefer":
            shown[name_key(pair[0])] = pair
        else:
            is_copy = one.kind in COPIES
            key = is_copy, frozenset(pair if is_copy else map(name_key, pair))
            last.pop(key, None)
            last[key] = (one.kind, pair)

    def pairs(wanted: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair for kind, pair in last.values() if kind == wanted)

    return Judgements(
        pairs("same"), pairs("different"), tuple(shown.values()), pairs("copy"), pairs("not-copy")
    )


def name_pair(database: Database, kind: str, one: str, other: str, note: str, now: str) -> Correction:
    """Settle something about two names, within a transaction.

    Raises:
        UsageError: a name is blank, or both are the same.
    """
    one, other = (" ".join(name.split()) for name in (one, other))
    if not one or not other or (one == other and kind != "prefer"):
        raise UsageError("bad_correction", f"{one!r}, {other!r}", "two different names are needed")
    made = _written(database, kind, (one, other), {}, note, now)
    _mark_named(database, (one, other))
    return made


def _mark_named(database: Database, names: Sequence[str]) -> None:
    """Note that the accounts in which names stand must be worked out anew."""
    keys = [name_key(name) for name in names]
    rows = database.rows(
        f"SELECT DISTINCT story FROM party_name WHERE key IN ({', '.join('?' * len(keys))})", keys
    )
    mark_stale(database, [row["story"] for row in rows])


def copy_pair(database: Database, kind: str, one: str, other: str, note: str, now: str) -> Correction:
    """Settle that one report is a copy of another, or is not, within a transaction.

    Raises:
        NotFoundError: there is no such report.
        UsageError: they are one report, or in two stories, or the other was settled to come from the first.
    """
    stories = [_story_of(database, find_report(database, report)["id"]) for report in (one, other)]
    if one == other:
        raise UsageError("bad_correction", one, "two different reports are needed")
    if stories[0] != stories[1]:
        remedy = f"`twosource fix merge {stories[0]} {stories[1]}` puts the two together"
        raise UsageError("bad_correction", f"{one}, {other}", "they are in two stories", remedy)
    sources = dict(judgements(database).copied)
    before, seen = sources.get(other), {other}
    while kind == "copy" and before is not None and before not in seen:
        if before == one and sources[other] != one:  # of the pair itself the later word counts
            raise UsageError("bad_correction", f"{one}, {other}", f"{other} was settled to come from {one}")
        seen.add(before)
        before = sources.get(before)
    made = _written(database, kind, (one, other), {}, note, now)
    _mark_reports(database, (one, other))
    return made


def _mark_reports(database: Database, reports: Sequence[str]) -> None:
    """Note that the accounts of the stories of reports must be worked out anew."""
    stories = {story for report in reports if (story := _story_of(database, report)) is not None}
    mark_stale(database, sorted(stories))


def merge(database: Database, story: str, others: Sequence[str], note: str, now: str) -> Correction:
    """Put the reports of other stories into one, within a transaction.

    Raises:
        NotFoundError: there is no such story.
        UsageError: no other story was named.
    """
    target = find_story(database, story)
    found = [find_story(database, other) for other in others]
    stories = tuple(dict.fromkeys(other for other in found if other != target))
    if not stories:
        raise UsageError("bad_correction", story, "two different stories are needed")
    before = {report: other for other in stories for report in _reports(database, other)}
    held = _reports(database, target)
    made = _written(database, "merge", (target, *stories), before, note, now)
    _pin(database, made.number, [(report, 0) for report in (*held, *before)])
    for other in stories:
        reports = [report for report, was in before.items() if was == other]
        _moved(database, made, "merged", (target, other), reports, now)
    return made


def split(database: Database, story: str, reports: Sequence[str], note: str, now: str) -> Correction:
    """Put reports of a story into one of their own, within a transaction.

    Raises:
        NotFoundError: there is no such story, or a report is not in it.
        UsageError: no report was named, or all of the story.
    """
    source = find_story(database, story)
    held = _reports(database, source)
    chosen = tuple(dict.fromkeys(reports))
    for report in chosen:
        if report not in held:
            raise NotFoundError(
                "no_report", report, f"it is not in story {source}", f"`twosource show {source}` has them"
            )
    if not chosen or len(chosen) == len(held):
        raise UsageError("bad_correction", story, "some of its reports are needed, and not all")
    made = _written(database, "split", (source, *chosen), dict.fromkeys(chosen, source), note, now)
    # Side 1 and 2 are kept apart; what stands on one side may still part for the program's own reasons.
    _pin(database, made.number, [(report, 2 if report in chosen else 1) for report in held])
    _moved(
        database, made, "split", (digest("story", "split", made.number, *sorted(chosen)), source), chosen, now
    )
    return made


def undo(database: Database, number: int | None, note: str, now: str) -> Correction:
    """Undo a correction, or an undo, within a transaction.

    Raises:
        NotFoundError: there is no such correction, or none that holds.
    """
    known = {one.number: one for one in log(database)}
    if number is None:
        number = max((n for n, one in known.items() if one.kind != "undo" and not one.is_undone), default=0)
    one = known.get(number)
    if one is None or one.is_undone:
        why = "there is no such correction" if number else "no correction holds"
        why = "it is undone already" if one is not None else why
        subject = str(number) if number else "fix undo"
        raise NotFoundError("no_correction", subject, why, "`twosource fix log` has them")
    row = database.row("SELECT before FROM correction WHERE number = ?", (number,))
    before: dict[str, str] = json.loads(row["before"]) if row is not None else {}
    stories = {report: story for report in before if (story := _story_of(database, report)) is not None}
    made = _written(database, "undo", (str(number),), stories, note, now)
    _restore(database, made, before, now)
    _repin(database, one)
    undone: Correction | None = one
    while undone is not None and undone.kind == "undo":
        undone = known.get(int(undone.what[0]))
    if undone is not None and undone.kind in NAMES:
        _mark_named(database, undone.what)
    if undone is not None and undone.kind in COPIES:
        _mark_reports(database, undone.what)
    return made


def _restore(database: Database, made: Correction, before: Mapping[str, str], now: str) -> None:
    """Put reports back where a correction found them."""
    for story in sorted(set(before.values())):
        moved = [report for report, was in before.items() if was == story]
        for source in sorted({_story_of(database, report) or story for report in moved} - {story}):
            reports = [report for report in moved if _story_of(database, report) == source]
            _moved(database, made, "undone", (story, source), reports, now)


def _repin(database: Database, one: Correction) -> None:
    """Take back the pins of a correction that was undone, or set those of one whose undo was."""
    database.write("DELETE FROM pin WHERE correction = ?", (one.number,))
    if one.kind != "undo":
        return
    row = database.row("SELECT number, kind, what, before FROM correction WHERE number = ?", (one.what[0],))
    if row is None or row["kind"] not in ("merge", "split"):
        return
    what, before = json.loads(row["what"]), json.loads(row["before"])
    is_merge = row["kind"] == "merge"
    rest = [report for report in _reports(database, what[0]) if report not in before]
    sides = [(report, 0 if is_merge else 2) for report in before]
    _pin(database, row["number"], sides + [(report, 0 if is_merge else 1) for report in rest])


def _written(
    database: Database, kind: str, what: Sequence[str], before: Mapping[str, str], note: str, now: str
) -> Correction:
    """Return a correction newly written; `before` has the stories of the reports that it moves."""
    number = database.write(
        "INSERT INTO correction (kind, what, before, note, made) VALUES (?, ?, ?, ?, ?)",
        (kind, json.dumps(list(what), ensure_ascii=False), json.dumps(dict(before)), note, now),
    )
    return Correction(number, kind, tuple(what), note, now, False)


def _moved(
    database: Database,
    made: Correction,
    kind: str,
    stories: tuple[str, str],
    reports: Sequence[str],
    now: str,
) -> None:
    """Put reports into the first of two stories from the second, and write that down."""
    reason = f"the user's correction {made.number}" + (f": {made.note}" if made.note else "")
    database.write(
        "INSERT INTO change (kind, story, other, reports, reason, correction, made)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (kind, *stories, json.dumps(sorted(reports), ensure_ascii=False), reason, made.number, now),
    )
    move(database, reports, stories[0])
    mark_stale(database, stories)
    database.write("UPDATE counter SET value = value + 1 WHERE name = 'grouping'")


def _pin(database: Database, correction: int, sides: Sequence[tuple[str, int]]) -> None:
    """Write down on which side of a correction reports stand."""
    database.write_many(
        "INSERT OR REPLACE INTO pin SELECT ?, number, ? FROM document WHERE id = ?",
        [(correction, side, report) for report, side in sides],
    )


def _reports(database: Database, story: str) -> tuple[str, ...]:
    """Return the ids of the reports of a story."""
    rows = database.rows(
        "SELECT d.id FROM placement p JOIN document d ON d.number = p.document WHERE p.story = ?"
        " ORDER BY d.id",
        (story,),
    )
    return tuple(row["id"] for row in rows)


def _story_of(database: Database, report: str) -> str | None:
    """Return the story of a report."""
    row = database.row(
        "SELECT p.story FROM placement p JOIN document d ON d.number = p.document WHERE d.id = ?", (report,)
    )
    return None if row is None else str(row["story"])
