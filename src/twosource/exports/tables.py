"""Accounts as tables with documented columns, for spreadsheets, data frames and files of columns.

The ids join: `story` in every table; `report`, `claim`, `origin` and `party` where they are named. Offsets
are half-open, in code points, into the `text` of the table `reports`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from twosource.errors import UsageError
from twosource.records import Account, Annotation, Claim, Told

__all__ = ["TABLES", "Cell", "Column", "Table", "columns_of", "table_of"]

Kind = Literal["text", "texts", "integer", "number", "truth"]
KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
Cell = str | int | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells are, and what they mean. A cell of `texts` is a tuple."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and its rows in a fixed order."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def dicts(self) -> list[dict[str, Cell]]:
        """Return the rows as dictionaries, keys in the order of the columns."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a table is made: its columns, and the rows of one account."""

    columns: tuple[Column, ...]
    rows: Callable[[Account], Iterator[tuple[Cell, ...]]]


def table_of(accounts: Sequence[Account], name: str = "claims") -> Table:
    """Return a table of accounts.

    Args:
        accounts: in the order in which their rows are to stand.
        name: one of `TABLES`.

    Raises:
        UsageError: there is no such table.
    """
    plan = TABLES.get(name)
    if plan is None:
        raise UsageError("no_table", name, "there is no such table", f"There are {', '.join(TABLES)}")
    return Table(name, plan.columns, tuple(row for account in accounts for row in plan.rows(account)))


def columns_of(text: str) -> tuple[Column, ...]:
    """Return the columns of lines "name kind: meaning"."""
    made = []
    for line in text.strip().splitlines():
        head, _, meaning = line.strip().partition(": ")
        name, kind = head.split(" ")
        made.append(Column(name, KINDS[kind], meaning))
    return tuple(made)


def _claims(account: Account) -> Iterator[tuple[Cell, ...]]:
    for claim in account.claims:
        conflicts = sum(difference.verdict == "conflict" for difference in claim.differences)
        reports = tuple(sorted({told.report for told in claim.tellings}))
        when = claim.when
        days = when.days or (None, None)
        yield (
            *(account.id, claim.id, claim.kind, claim.text, claim.standing, claim.standing_reason),
            *(claim.origins, claim.outlets, reports, len(claim.tellings), conflicts),
            *(when.start, when.end, when.precision, when.text, *days, claim.weight, claim.is_main),
        )


def _tellings(account: Account) -> Iterator[tuple[Cell, ...]]:
    for claim, place, told in _told(account):
        telling = told.telling
        yield (
            *(account.id, claim.id, place, told.report, telling.span.start, telling.span.end),
            *(telling.span.text, told.origin, told.lineage, telling.polarity, telling.modality),
            *(tuple(_hop_name(hop.name) for hop in told.chain), telling.is_main),
        )


def _told(account: Account) -> Iterator[tuple[Claim, int, Told]]:
    """Yield each telling with its claim and its place among the claim's tellings, from 0."""
    for claim in account.claims:
        for place, told in enumerate(claim.tellings):
            yield claim, place, told


def _hop_name(name: str | None) -> str:
    return name if name is not None else "not named"


def _quotes(account: Account) -> Iterator[tuple[Cell, ...]]:
    for note in account.annotations:
        names = _names(account, note)
        for quote in note.marks.attributions:
            if not quote.content:
                continue
            start, end = quote.content[0].start, quote.content[-1].end
            yield (
                *(account.id, note.report.id, quote.id, quote.kind, quote.strength),
                *names.get(quote.speaker, (None, None)),
                " ".join(span.text for span in quote.source) or None,
                tuple(via.span.text for via in quote.via),
                *(start, end, note.report.text[start:end], quote.inside),
            )


def _names(account: Account, note: Annotation) -> Mapping[str | None, tuple[str, str]]:
    """Return the story's party, and its name, for each party of a report."""
    return {
        member: (party.id, party.name)
        for party in account.parties
        for report, member in party.members
        if report == note.report.id
    }


def _chains(account: Account) -> Iterator[tuple[Cell, ...]]:
    for claim, place, told in _told(account):
        for step, hop in enumerate(told.chain):
            span = hop.span
            yield (
                *(account.id, claim.id, place, told.report, step, hop.role, hop.party, hop.name),
                *((span.start, span.end, span.text) if span is not None else (None, None, None)),
                hop.reason,
            )


def _origins(account: Account) -> Iterator[tuple[Cell, ...]]:
    for origin in account.origins:
        claims = tuple(claim.id for claim in account.claims if origin.id in claim.origins)
        yield (
            *(account.id, origin.id, origin.name, origin.party, origin.lineage, origin.reports),
            *(origin.depends_on, claims, origin.reason),
        )


def _reports(account: Account) -> Iterator[tuple[Cell, ...]]:
    for line, note in zip(account.reports, account.annotations, strict=True):
        published = line.published
        yield (
            *(account.id, line.id, line.label, line.outlet, line.title, note.layout.byline.value),
            *(published.value, published.precision, published.basis),
            *(published.evidence.text if published.evidence is not None else None, note.language),
            *(note.report.given.url or note.report.page.url, line.status),
            tuple(reason.code for reason in note.reasons),
            *(line.copy_of, line.copy_reason, line.source.name, line.source.sha256, line.source.bytes),
            note.report.text,
        )


def _differences(account: Account) -> Iterator[tuple[Cell, ...]]:
    for claim in account.claims:
        for found in claim.differences:
            one, other = (claim.tellings[place] for place in found.tellings)
            yield (
                *(account.id, claim.id, found.field, found.verdict, *found.values),
                *(*found.tellings, one.report, other.report, found.rule, found.reason),
            )


def _parties(account: Account) -> Iterator[tuple[Cell, ...]]:
    for party in account.parties:
        names = tuple(dict.fromkeys(name for _, written in party.names for name in written))
        reports = tuple(dict.fromkeys(report for report, _ in party.members))
        yield (account.id, party.id, party.type, party.name, names, reports, party.reasons)


TABLES: Mapping[str, _Plan] = {
    "claims": _Plan(
        columns_of("""
            story text: id of the story
            claim text: id of the claim
            kind text: utterance, act, state or figure
            text text: the claim, in the words of one telling
            standing text: independent, repeated, unestablished or single
            standing_reason text: why it stands so
            origins texts: ids of the origins it rests on
            outlets texts: the outlets that tell it
            reports texts: ids of the reports that tell it
            tellings integer: how many tellings it has
            conflicts integer: how many pairs of tellings can't both hold
            from text: first ISO day or minute of when it happened, as told
            to text: the last
            precision text: minute, day, month …
            when_raw text: the words for the time
            from_days integer: the first day, counted from the reports' own day
            to_days integer: the last
            weight number: larger matters more
            is_main truth: whether a clause of its own asserts it
        """),
        _claims,
    ),
    "tellings": _Plan(
        columns_of("""
            story text: id of the story
            claim text: id of the claim
            telling integer: place among the claim's tellings, from 0
            report text: id of the report
            start integer: first code point of the words in the report's text
            end integer: the one after the last
            text text: the words
            origin text: id of the origin
            lineage text: recorded, inferred or not recorded
            polarity text: positive or negative
            modality text: asserted, denied, planned, possible, demanded or unknown
            chain texts: the names of the hops, first party first, the outlet last
            is_main truth: whether the clause asserts it for itself
        """),
        _tellings,
    ),
    "quotes": _Plan(
        columns_of("""
            story text: id of the story
            report text: id of the report
            quote text: id of the attribution in its report
            kind text: direct, indirect or mixed
            strength text: said, claimed, denied, confirmed, warned …
            party text: id of the party that speaks
            speaker text: its name
            source_raw text: the words that name the source
            via texts: the words for those through whom it came
            start integer: first code point of the content in the report's text
            end integer: the one after the last
            text text: what is said
            inside text: id of the quote that this one stands in
        """),
        _quotes,
    ),
    "chains": _Plan(
        columns_of("""
            story text: id of the story
            claim text: id of the claim
            telling integer: place among the claim's tellings, from 0
            report text: id of the report
            hop integer: step of the chain, from 0, first party first
            role text: speaker, via, agency or outlet
            party text: id of the party
            name text: its name
            start integer: first code point of the words that show the hop
            end integer: the one after the last
            words text: those words
            reason text: why the hop is inferred, where no words show it
        """),
        _chains,
    ),
    "origins": _Plan(
        columns_of("""
            story text: id of the story
            origin text: id of the origin
            name text: whose word it is
            party text: id of the party; empty for an outlet's or agency's own voice
            lineage text: recorded, inferred or not recorded
            reports texts: ids of the reports that draw on it
            depends_on texts: ids of the origins that it depends on
            claims texts: ids of the claims that rest on it
            reason text: why it counts as an origin
        """),
        _origins,
    ),
    "reports": _Plan(
        columns_of("""
            story text: id of the story
            report text: id of the report
            label text: how the account names it
            outlet text: its outlet
            title text: its title
            byline text: who wrote it
            published text: ISO date or time, or a weekday as XXXX-WXX-6
            published_precision text: minute, day or weekday
            published_basis text: given, page, inferred or unknown
            published_raw text: the words that the date was inferred from
            language text: its language
            url text: its address
            status text: ok, partial …
            reasons texts: codes of what was found amiss
            copy_of text: id of the report that it takes most of its text from
            copy_reason text: how that is known
            source text: the file or address it was read from
            sha256 text: SHA-256 of its bytes
            bytes integer: how many they are
            text text: its text, as read
        """),
        _reports,
    ),
    "differences": _Plan(
        columns_of("""
            story text: id of the story
            claim text: id of the claim
            field text: number, time, place, wording …
            verdict text: conflict, stronger, more-precise, variant or unsure
            value text: the value of the one telling
            other_value text: the value of the other
            telling integer: place of the one among the claim's tellings
            other_telling integer: place of the other
            report text: id of the report of the one
            other_report text: id of the report of the other
            rule text: the rule that found it
            reason text: the same for readers
        """),
        _differences,
    ),
    "parties": _Plan(
        columns_of("""
            story text: id of the story
            party text: id of the party
            type text: person, organisation, government, group, document, place or unnamed
            name text: its name
            names texts: all its names as written
            reports texts: ids of the reports that name it
            reasons texts: why the names are one party's
        """),
        _parties,
    ),
}
"""The tables by name."""
