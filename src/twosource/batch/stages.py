"""The stages of a batch: plain functions, Arrow table in, Arrow table out; no engine is known here.

Columns of `marked`: number (of the shard), name, id, status (`failed` for what could not be read), reasons
(JSON), outlet, title, published, language, document (`twosource/report/1`, JSON), packed (the annotation as
`records/packing.py` makes it), card (what grouping looks at). Of `told`: story, title, from, to, reports,
outlets, claims, conflicts, document (`twosource/account/1`, JSON). Of `claims`: story, claim, kind, text,
standing, origins, outlets, from, to, conflicts.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any, overload

from twosource.account import account_of
from twosource.account.json import to_dict
from twosource.batch.shards import Piece, Shard, content
from twosource.errors import UnreadableError
from twosource.pipeline import AnnotateOptions, annotate_one
from twosource.read import Failure, Outcome, ReadOptions, read, stream_outcomes
from twosource.read.files import open_input
from twosource.read.parquet import Stretch
from twosource.read.reports import Found
from twosource.read.warc import boundaries, is_warc
from twosource.records import Account, Report, digest
from twosource.records.packing import pack, unpack
from twosource.stories import link_cards
from twosource.stories.cards import Card, card

Row = dict[str, Any]

MARKED = (
    *("number", "name", "id", "status", "reasons", "outlet", "title", "published", "language"),
    *("document", "packed", "card"),
)
NUMBERS = frozenset({"number", "reports", "outlets", "claims", "origins", "conflicts"})
TOLD = ("story", "title", "from", "to", "reports", "outlets", "claims", "conflicts", "document")
CLAIMS = ("story", "claim", "kind", "text", "standing", "origins", "outlets", "from", "to", "conflicts")


def marked(shard: Shard) -> Any:
    """Return the table of the reports of a shard, each marked; what can't be read is a row that says why."""
    return _table(MARKED, (_marked_row(shard.number, one) for one in _reports(shard)))


def quarantined(shard: Shard, why: str) -> Any:
    """Return the table of a shard of one report that ended the process that marked it."""
    piece = shard.pieces[0]
    name = piece.path if piece.end is None else f"{piece.path}:{piece.line + 1}"
    return _table(MARKED, [_failed_row(shard.number, Failure(name, "quarantined", why))])


def alone(shard: Shard) -> Iterator[Shard]:
    """Yield the records of a shard as shards of one each, for finding the one that ends a process."""
    for piece in shard.pieces:
        if piece.end is None:
            yield replace(shard, pieces=(piece,))
            continue
        if piece.group is not None:
            for row in range(piece.start, piece.end):
                one = replace(piece, start=row, end=row + 1, line=piece.line + row - piece.start)
                yield replace(shard, pieces=(one,))
            continue
        data = b"".join(content(piece))
        if is_warc(data):
            places = [0, *boundaries(piece.path, data, BytesIO(), 1), len(data)]
        else:
            ends = accumulate(len(line) for line in data.splitlines(keepends=True))
            places = [0, *ends]
        for k, (start, end) in enumerate(pairwise(places)):
            one = Piece(piece.path, piece.start + start, piece.start + end, piece.line + k)
            yield replace(shard, pieces=(one,))


def linked(cards: Sequence[bytes]) -> dict[str, str]:
    """Return the story of each report: the given one, or a digest of the reports that tell of one event.

    Args:
        cards: as `card_bytes` makes them; they are opened one at a time.
    """
    story_of: dict[str, str] = {}
    free = Cards([])
    for data in cards:
        one = card_of(data)
        if one.story is None:
            free.packed.append(data)
        else:
            story_of[one.report] = one.story
    for places in link_cards(free):
        ids = sorted(free[place].report for place in places)
        story_of |= dict.fromkeys(ids, digest("story", *ids))
    return story_of


@dataclass(frozen=True, slots=True)
class Cards(Sequence[Card]):
    """Cards held as bytes, a tenth of their size, and opened as they are asked for."""

    packed: list[bytes]

    @overload
    def __getitem__(self, at: int) -> Card: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Card]: ...

    def __getitem__(self, at: int | slice) -> Card | Sequence[Card]:
        """Return a card, or some of them."""
        return Cards(self.packed[at]) if isinstance(at, slice) else card_of(self.packed[at])

    def __len__(self) -> int:
        """Return the number of cards."""
        return len(self.packed)


def card_bytes(one: Card) -> bytes:
    """Return a card as bytes."""
    return zlib.compress(_json(asdict(one)).encode("utf-8", "surrogatepass"))


def card_of(data: bytes) -> Card:
    """Return the card that `card_bytes` made into bytes."""
    return Card(**json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))


def told(stories: Sequence[tuple[str, Sequence[bytes]]]) -> tuple[Any, Any]:
    """Return the tables of the accounts and of the claims of stories, given as packed annotations."""
    accounts = [
        account_of(sorted((unpack(one) for one in packed), key=lambda a: a.report.id), story=story)
        for story, packed in stories
    ]
    rows = [row for account in accounts for row in _claim_rows(account)]
    return _table(TOLD, (_told_row(account) for account in accounts)), _table(CLAIMS, rows)


def _reports(shard: Shard) -> Iterator[Report | Failure]:
    """Yield the reports that the pieces of a shard hold, and what could not be read."""
    options = ReadOptions()
    for piece in shard.pieces:
        if piece.end is None:
            reading = read(piece.path)
            yield from reading.reports
            yield from reading.failures
            continue
        for found in _outcomes(piece, options):
            if isinstance(found, Failure):
                yield found
            elif isinstance(found, Found):
                report = found.report
                yield report if found.given_id is None else replace(report, id=found.given_id)


def _outcomes(piece: Piece, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what comes of a stretch of a file that holds many reports."""
    if piece.group is not None and piece.end is not None:
        try:
            with open_input(piece.path) as stream:
                rows = Stretch(piece.group, piece.start, piece.end)
                yield from stream_outcomes(piece.path, stream, options, rows)
        except UnreadableError as error:
            yield Failure.of(error)
        return
    data = b"".join(content(piece))
    if data.strip():
        for found in stream_outcomes(piece.path, BytesIO(data), options):
            yield _in_its_file(piece, found) if isinstance(found, Failure) else found


def _in_its_file(piece: Piece, failure: Failure) -> Failure:
    """Return the failure of a line of a piece, its line counted from the beginning of the file."""
    path, _, line = failure.name.rpartition(":")
    return replace(failure, name=f"{path}:{int(line) + piece.line}") if line.isdigit() else failure


def _marked_row(number: int, one: Report | Failure) -> Row:
    """Return the row of one report."""
    if isinstance(one, Failure):
        return _failed_row(number, one)
    annotation = annotate_one(one, AnnotateOptions())
    layout = annotation.layout
    return {
        "number": number,
        "name": one.source.name,
        "id": one.id,
        "status": annotation.status,
        "reasons": _json([[reason.code, reason.detail] for reason in annotation.reasons]),
        "outlet": layout.outlet.value,
        "title": layout.title.value,
        "published": layout.published.value,
        "language": annotation.language,
        "document": _json(to_dict(annotation)),
        "packed": pack(annotation),
        "card": card_bytes(card(annotation)),
    }


def _failed_row(number: int, failure: Failure) -> Row:
    """Return the row of an input that could not be read."""
    row: Row = dict.fromkeys(MARKED)
    reasons = _json([[failure.code, failure.why]])
    return row | {"number": number, "name": failure.name, "status": "failed", "reasons": reasons}


def _told_row(account: Account) -> Row:
    """Return the row of one account."""
    return {
        "story": account.id,
        "title": account.title,
        "from": account.start,
        "to": account.end,
        "reports": len(account.reports),
        "outlets": len({line.label for line in account.reports}),
        "claims": len(account.claims),
        "conflicts": sum(any(d.verdict == "conflict" for d in c.differences) for c in account.claims),
        "document": _json(to_dict(account)),
    }


def _claim_rows(account: Account) -> Iterator[Row]:
    """Yield the rows of the claims of one account."""
    for claim in account.claims:
        yield {
            "story": account.id,
            "claim": claim.id,
            "kind": claim.kind,
            "text": claim.text,
            "standing": claim.standing,
            "origins": len(claim.origins),
            "outlets": len(claim.outlets),
            "from": claim.when.start,
            "to": claim.when.end,
            "conflicts": sum(d.verdict == "conflict" for d in claim.differences),
        }


def _table(columns: Sequence[str], rows: Iterable[Row]) -> Any:
    """Return an Arrow table; numbers are signed, as Spark refuses others."""
    pyarrow: Any = import_module("pyarrow")

    kinds = dict.fromkeys(("packed", "card"), pyarrow.binary()) | {name: pyarrow.int64() for name in NUMBERS}
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in columns])
    return pyarrow.Table.from_pylist([_stored(row) for row in rows], schema=schema)


def _stored(row: Row) -> Row:
    """Return a row whose texts can be written in UTF-8: halves of characters become their escapes."""
    return {
        key: value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
        for key, value in row.items()
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
