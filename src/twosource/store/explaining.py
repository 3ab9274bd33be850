"""Why something is as the store has it: a story, a report in it, a claim, an origin, a copy."""

from __future__ import annotations

import json
from contextlib import suppress

from twosource.store.corrections import COPIES, log
from twosource.store.database import Database
from twosource.store.errors import NotFoundError
from twosource.store.passages import claims_of
from twosource.store.reading import find_story

__all__ = ["explain"]

SAID = {
    "copy": "{0} has its text from {1}",
    "not-copy": "neither {0} nor {1} has its text from the other",
}
"""What a correction about two reports says."""


def explain(database: Database, id: str) -> tuple[str, ...]:
    """Return the sentences that say why whatever has this id is taken for what it is.

    Raises:
        NotFoundError: there is nothing of that id.
    """
    found: list[str] = []
    if database.row("SELECT 1 FROM document WHERE id = ?", (id,)) is not None:
        found += _report(database, id)
    if database.row("SELECT 1 FROM account WHERE story = ?", (id,)) is not None:
        found += _story(database, id)
    for story, claim in claims_of(database, id):
        found += _claim(database, story, claim)
    for row in database.rows("SELECT * FROM origin WHERE id = ? ORDER BY story", (id.rpartition("/")[2],)):
        if "/" not in id or id.startswith(f"{row['story']}/"):
            found.append(f"Origin {row['id']} of story {row['story']}: {row['name']} ({row['lineage']}).")
            found.append(f"  {row['reason']}")
            found.append(f"  reports that draw on it: {', '.join(json.loads(row['reports']))}")
            if depends := json.loads(row["depends_on"]):
                found.append(f"  it depends on origin {', '.join(depends)}")
    if not found:
        found += _gone(database, id)
    if not found:
        with suppress(NotFoundError):  # a story may be named by its first characters, as everywhere
            found += _story(database, find_story(database, id))
    if not found:
        raise NotFoundError(
            "no_such_id",
            id,
            "no report, story, claim or origin has this id",
            "`twosource stories` and `twosource show STORY --json` have the ids",
        )
    return tuple(found)


def _report(database: Database, report: str) -> list[str]:
    """Return why a report is in its story, and what it copies."""
    row = database.row(
        "SELECT p.story, p.reason, l.status, l.reasons, v.version, v.source, v.added FROM document d"
        " JOIN placement p ON p.document = d.number JOIN version v ON v.number = d.current"
        " JOIN layers l ON l.version = v.number WHERE d.id = ?",
        (report,),
    )
    if row is None:
        return []
    lines = [
        f"Report {report}, version {row['version']}, from {row['source']}, added {row['added']}.",
        f"  in story {row['story']}: {row['reason']}",
    ]
    lines += [f"  {code}: {detail}" for code, detail in json.loads(row["reasons"])]
    moves = database.rows(
        "SELECT c.* FROM change c, json_each(c.reports) r WHERE r.value = ? ORDER BY c.number", (report,)
    )
    lines += [f"  {m['made']} moved from story {m['other']} to {m['story']}: {m['reason']}" for m in moves]
    copies = database.rows(
        "SELECT * FROM copy WHERE story = ?1 AND (report = ?2 OR other = ?2) ORDER BY report, other",
        (row["story"], report),
    )
    for copy in copies:
        share = f"{copy['share']:.0%} of {copy['report']} stands in {copy['other']}"
        lines.append(f"  {share} ({copy['direction']}): {copy['reason']}")
    for one in log(database):
        if one.kind in COPIES and not one.is_undone and report in one.what:
            said = SAID[one.kind].format(*one.what) + (f": {one.note}" if one.note else "")
            lines.append(f"  {one.made} the user's correction {one.number}: {said}")
    return lines


def _story(database: Database, story: str) -> list[str]:
    """Return why the reports of a story are together, and what became of it."""
    rows = database.rows(
        "SELECT d.id, l.outlet, p.reason FROM placement p JOIN document d ON d.number = p.document"
        " JOIN layers l ON l.version = d.current WHERE p.story = ? ORDER BY p.number",
        (story,),
    )
    lines = [f"Story {story}: {len(rows)} report{'s' if len(rows) != 1 else ''}."]
    lines += [f"  {row['id']} ({row['outlet'] or 'outlet not known'}): {row['reason']}" for row in rows]
    return lines + _changes(database, story)


def _changes(database: Database, story: str) -> list[str]:
    """Return what became of a story, in order."""
    rows = database.rows("SELECT * FROM change WHERE story = ?1 OR other = ?1 ORDER BY number", (story,))
    words = {"merged": "took in", "split": "took reports of", "undone": "got back, from"}
    return [
        f"  {r['made']} {r['story']} {words[r['kind']]} {r['other']}"
        f" ({', '.join(json.loads(r['reports']))}): {r['reason']}"
        for r in rows
    ]


def _gone(database: Database, story: str) -> list[str]:
    """Return what became of a story that is no more."""
    changes = _changes(database, story)
    return [f"Story {story} has no reports any more.", *changes] if changes else []


def _claim(database: Database, story: str, claim: str) -> list[str]:
    """Return why a claim stands as it does, told by whom, and where the tellings differ."""
    row = database.row("SELECT * FROM claim WHERE story = ? AND id = ?", (story, claim))
    if row is None:
        return []
    lines = [f"Claim {claim} of story {story}: {row['text']}", f"  {row['standing']}: {row['reason']}"]
    told = database.rows(
        "SELECT t.*, o.name AS name, o.reason AS reason FROM tellings t"
        " LEFT JOIN origin o ON o.story = t.story AND o.id = t.origin"
        " WHERE t.story = ? AND t.claim = ? ORDER BY t.place",
        (story, claim),
    )
    for t in told:
        place = f"{t['report']}:{t['start']}-{t['end']}"
        origin = f"origin {t['name'] or t['origin']} ({t['lineage']})"
        lines.append(f"  {t['outlet'] or t['report']} [{place}] “{t['text']}”: {origin}")
    differences = database.rows(
        "SELECT * FROM difference WHERE story = ? AND claim = ? ORDER BY place", (story, claim)
    )
    lines += [
        f"  {d['verdict']} ({d['field']}): {d['value']} / {d['other_value']}: {d['reason']}"
        for d in differences
    ]
    return lines
