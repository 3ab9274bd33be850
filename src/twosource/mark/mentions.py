"""The parties of one report and the words that stand for each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.mark.coreference import Entity, resolve
from twosource.mark.parse import Parsed
from twosource.mark.parties_descriptions import find_descriptions, ordered
from twosource.mark.parties_names import find_names
from twosource.mark.parties_nominals import Nominal, contexts
from twosource.records import Layout, Mention, Party, digest
from twosource.spans import Span

MAX_MENTION = 240
"""Characters of the longest mention: bounds how far back `Who.at` looks."""


@dataclass(frozen=True, slots=True)
class Who:
    """The parties of a report and their mentions in text order, the wider first where two begin together."""

    parties: tuple[Party, ...]
    mentions: tuple[Mention, ...]

    def at(self, start: int, end: int) -> str | None:
        """Return the id of the party that the words of an extent stand for, `None` if no mention meets it.

        The mention with the same extent; else the narrowest that covers it; else, of those that it covers or
        meets, the one with most of its characters (the later of two with as many).

        Args:
            start, end: the head of a noun phrase or the whole phrase, half-open, in code points of the text.
        """
        chosen: tuple[tuple[int, int, int], str] | None = None
        i = bisect_left(self.mentions, start - MAX_MENTION, key=lambda mention: mention.span.start)
        while i < len(self.mentions) and self.mentions[i].span.start < end:
            span, party = self.mentions[i].span, self.mentions[i].party
            i += 1
            if span.end <= start:
                continue
            covers = span.start <= start and end <= span.end
            shared = min(end, span.end) - max(start, span.start)
            rank = (2, -(span.end - span.start), 0) if covers else (1, shared, span.start)
            if chosen is None or rank > chosen[0]:
                chosen = (rank, party)
        return chosen[1] if chosen is not None else None


def find_mentions(report_id: str, parsed: Parsed, layout: Layout) -> Who:
    """Return the parties that the body of a report mentions, and their mentions.

    Args:
        report_id: makes the parties' ids.
        parsed: the parse of the body.
        layout: what `clean` found; not needed yet for the body's own mentions.
    """
    paragraphs = tuple(contexts(parsed))
    names = find_names(paragraphs)
    nominals = ordered([*names, *find_descriptions(paragraphs, names)])
    parties: list[Party] = []
    mentions: list[Mention] = []
    for entity in resolve(nominals):
        party = _party(report_id, entity, nominals)
        parties.append(party)
        for i in entity.members:
            at = nominals[i].at
            end = min(at.end, at.start + MAX_MENTION)
            mentions.append(Mention(Span.cut(parsed.text, at.start, end), nominals[i].form, party.id))
    mentions.sort(key=lambda m: (m.span.start, -m.span.end, m.party))
    return Who(tuple(parties), tuple(mentions))


def _party(report_id: str, entity: Entity, nominals: Sequence[Nominal]) -> Party:
    """Return the record of a party."""
    members = [nominals[i] for i in entity.members]
    names = _names(members)
    worded = [n for n in members if n.form != "pronoun"] or members
    fullest = max(worded, key=lambda n: (n.form == "name", len(n.words), -n.at.start))
    titles = tuple(dict.fromkeys(title for n in members for title in n.titles))
    return Party(
        id=digest(report_id, entity.type, members[0].at.start, fullest.noun),
        type=entity.type,
        names=names,
        head=fullest.noun,
        titles=titles,
        plural=entity.plural,
        gender=entity.gender,
    )


def _names(members: Sequence[Nominal]) -> tuple[str, ...]:
    """Return the names as written, the most complete first: words, then how often, then text order."""
    counts = Counter(n.name for n in members if n.form == "name" and n.name)
    first = {n.name: n.at.start for n in reversed(members)}
    return tuple(sorted(counts, key=lambda name: (-len(name.split()), -counts[name], first[name])))
