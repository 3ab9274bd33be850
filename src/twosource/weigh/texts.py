"""Text that several reports share: where a telling that stands in it has come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from twosource.records import Copy, Told, digest
from twosource.spans import Span
from twosource.stories import COPY_SHARE
from twosource.weigh.chains import Teller
from twosource.weigh.vouching import listed

WORD = re.compile(r"[^\W_]+")
RUN = 8
"""Words in a row that two tellings of one statement have in common."""


@dataclass(frozen=True, slots=True)
class SharedText:
    """The text in which a telling stands, shared with other reports.

    `agency` is credited for it by one of the reports, by that of `credited_by`; `source` is the report from
    which this one took it. Both are `None` if nothing shows where it comes from.
    """

    key: str
    labels: Sequence[str]
    agency: str | None
    credited_by: str | None
    source: Teller | None

    @property
    def where(self) -> str:
        """Where the text stands, for the reader."""
        return f"the same text stands in {listed(self.labels)}"


@dataclass(slots=True)
class Texts:
    """The texts that the reports of a story share, looked up by report and span.

    `apart` are the pairs of reports of which a user said that neither has its text from the other.
    """

    copies: Sequence[Copy]
    tellers: Mapping[str, Teller]
    apart: frozenset[frozenset[str]] = frozenset()
    settled: dict[str, str] = field(init=False)
    edges: dict[str, list[tuple[str, Copy, Sequence[Span]]]] = field(init=False)

    def __post_init__(self) -> None:
        self.edges = {}
        self.settled = {copy.report: copy.of for copy in self.copies if copy.is_settled}
        for copy in self.copies:
            layout = self.tellers[copy.report].annotation.layout
            # Where a report has most of its words from another, all that it tells counts as taken from there.
            own = layout.body() if copy.share >= COPY_SHARE else copy.stretches
            if copy.is_settled:  # its headline too
                own = tuple(part.span for part in layout.parts)
            for of in (copy.of, *(self._settled_before(copy.of) if copy.is_settled else ())):
                self.edges.setdefault(copy.report, []).append((of, copy, own))
            theirs: Sequence[Span] = copy.of_stretches
            if copy.direction == "not recorded":
                body = self.tellers[copy.of].annotation.layout.body()
                theirs = body if _share(theirs, body) >= COPY_SHARE else theirs
            self.edges.setdefault(copy.of, []).append((copy.report, copy, theirs))

    def _settled_before(self, report: str) -> tuple[str, ...]:
        """Return the reports from which a user said that this one came, the next first."""
        found: dict[str, None] = {}
        while (report := self.settled.get(report, "")) and report not in found:
            found[report] = None
        return tuple(found)

    def at(self, report: str, span: Span) -> dict[str, Copy]:
        """Return the reports that have the words of a span too, each with the copy that shows it."""
        return {
            other: copy
            for other, copy, stretches in self.edges.get(report, ())
            if any(stretch.meets(span) for stretch in stretches)
        }

    def around(self, report: str, span: Span) -> SharedText | None:
        """Return the text shared with others in which a span stands, `None` if it stands in none."""
        beside = self.at(report, span)
        if not beside:
            return None
        members = sorted({report, *beside})
        credited = [m for m in members if self.tellers[m].agency is not None]
        agencies = {credit.agency for m in credited if (credit := self.tellers[m].agency) is not None}
        return SharedText(
            digest("text", *members),
            [self.tellers[m].label for m in members],
            agencies.pop() if len(agencies) == 1 else None,
            self.tellers[credited[0]].label if credited else None,
            self._source(report, span, beside),
        )

    def _source(self, report: str, span: Span, beside: Mapping[str, Copy]) -> Teller | None:
        """Return the report from which this one has the text, itself if the others have it from there."""
        if report in self.settled:
            return self.tellers[self._settled_before(report)[-1]]
        known = {o: c for o, c in beside.items() if c.direction != "not recorded"}
        taken = sorted(o for o, c in known.items() if c.report == report)
        if taken:
            # Of several the one that took it from none of the others.
            first = [o for o in taken if not any(c.report == o and c.of in taken for c in self.copies)]
            before = [(o, *self._settled_before(o))[-1] for o in first]
            return self.tellers[before[0]] if len(before) == 1 else None
        return self.tellers[report] if len(known) == len(beside) else None

    def together(self, tolds: Sequence[Told]) -> list[str]:
        """Return for each telling of a claim its text: the same for those that stand in one shared text."""
        home = list(range(len(tolds)))

        def root(i: int) -> int:
            while home[i] != i:
                i = home[i]
            return i

        for i, j in _same_words(tolds, self.apart):
            home[root(i)] = root(j)
        by_report: dict[str, list[int]] = {}
        for i, told in enumerate(tolds):
            by_report.setdefault(told.report, []).append(i)
        for i, told in enumerate(tolds):
            home[root(i)] = root(by_report[told.report][0])
            for other in self.at(told.report, told.telling.span):
                for j in by_report.get(other, ()):
                    home[root(j)] = root(i)
        return [str(root(i)) for i in range(len(tolds))]


def _share(stretches: Sequence[Span], body: Sequence[Span]) -> float:
    """Return the part of a body's characters that stands in stretches, 0..1."""
    total = sum(span.end - span.start for span in body)
    return sum(span.end - span.start for span in stretches) / total if total else 0.0


def _same_words(tolds: Sequence[Told], apart: frozenset[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of tellings that have a long run of words in common, quoted or not, one pair a run.

    The words that one report gives to a campaign and the other to its leader are one statement.
    """
    first: dict[tuple[str, ...], list[int]] = {}  # several where a user keeps their reports apart
    for i, told in enumerate(tolds):
        if told.telling.kind == "utterance":
            continue  # one speaker's words are the same whoever heard them
        found = WORD.findall(told.telling.span.text.casefold())
        for at in range(len(found) - RUN + 1):
            holders = first.setdefault(tuple(found[at : at + RUN]), [])
            met = [j for j in holders if frozenset((told.report, tolds[j].report)) not in apart]
            yield from ((i, j) for j in met)
            if not met:
                holders.append(i)
