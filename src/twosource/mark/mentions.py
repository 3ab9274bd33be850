"""The parties of one report and the words that stand for each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from twosource.mark.coreference import resolve
from twosource.mark.parse import Parsed
from twosource.mark.parties_descriptions import find_descriptions, ordered
from twosource.mark.parties_names import find_names
from twosource.mark.parties_nominals import Entity, Nominal, contexts
from twosource.records import Layout, Mention, Party, digest
from twosource.spans import Span

MAX_MENTION = 240
"""Characters of the longest mention: bounds how far back `Who.at` looks."""

NOT_BEFORE = frozenset((
    "in", "of", "for", "from", "at", "by", "with", "to", "on", "and", "or", "as", "than", "between", "among",
    "said", "told", "not", "near", "around", "behind", "against", "about", "after", "before", "like", "under",
))  # fmt: skip
"""Words before a mention that show it to be no head of the phrase that begins before them."""
COMPLEMENT = frozenset((
    "in", "of", "for", "from", "at", "by", "with", "to", "on", "as", "who", "that", "which", "whose", "where",
    "when", "while", "familiar", "close", "near", "across", "around", "inside", "outside", "against", "under",
))  # fmt: skip
"""Words after a mention that open what is said of it."""
QUANTITY = frozenset((
    "tens", "dozens", "hundreds", "thousands", "millions", "scores", "of", "a", "the", "number", "couple",
    "majority", "handful", "lot", "lots", "many", "most", "some", "several", "all", "both", "one",
))  # fmt: skip
ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "its", "my", "our"))
HEAD_WITHIN = 80
"""Characters from its beginning within which a phrase has its head."""


@dataclass(frozen=True, slots=True)
class Who:
    """The parties of a report and their mentions in text order, the wider first where two begin together."""

    parties: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    text: str = field(default="", repr=False, compare=False)

    def at(self, start: int, end: int) -> str | None:
        """Return the id of the party that the words of an extent stand for, `None` if no mention meets it.

        The mention with the same extent; else the narrowest that covers it; else, for a whole phrase, the
        first mention within it, if that can be its head: only modifiers stand before it ("state agency
        Belta"), only a complement follows ("Belta, the state agency"; not "Belta's editor").

        Args:
            start, end: the head of a noun phrase or the whole phrase, half-open, in code points of the text.
        """
        end = self._less_possessive(start, end)
        within: Mention | None = None
        covering: Mention | None = None
        i = bisect_left(self.mentions, start - MAX_MENTION, key=lambda m: m.span.start)
        last = min(end, start + HEAD_WITHIN + 1)
        while i < len(self.mentions) and self.mentions[i].span.start < last:
            mention = self.mentions[i]
            span = mention.span
            i += 1
            if span.start <= start and end <= span.end:
                if covering is None or len(span.text) <= len(covering.span.text):
                    covering = mention
            elif within is None and start <= span.start <= start + HEAD_WITHIN and span.end <= end:
                within = mention if self._is_head(span, start, end) else None
        found = covering or within
        return found.party if found is not None else None

    def _less_possessive(self, start: int, end: int) -> int:
        """Return where an extent ends without the possessive ending that annotators leave in ("Ana's")."""
        for mark in ("'s", "’s", "'", "’"):
            if self.text.endswith(mark, start + 1, end):
                return end - len(mark)
        return end

    def _is_head(self, span: Span, start: int, end: int) -> bool:
        """Return whether the words around a mention in a phrase let it be the head of the phrase."""
        before, after = self.text[start : span.start].split(), self.text[span.end : min(end, span.end + 40)]
        if before and before[0].lower() in ARTICLES and before[-1][-1] == ",":
            before[-1] = before[-1][:-1]  # "the attacker, Ana Melnik"
        if all(word.lower() in QUANTITY for word in before):
            before = []  # "tens of thousands of people"
        if any(word.lower() in NOT_BEFORE or word[-1:] in (",", ";", ":") for word in before):
            return False
        if after[:1] in ("-", "‑") and after[1:2].isalnum():
            return False  # "Ostra-based Tarnwell"
        rest = after.strip(' \n\t"”’)')
        following = rest.split()[0].lower() if rest else ""
        return not following or after.lstrip()[:1] in tuple(",;:(-–—") or following in COMPLEMENT


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
    return Who(tuple(parties), tuple(mentions), parsed.text)


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
        head=names[0].split()[-1].lower() if names else fullest.noun,
        titles=titles,
        plural=entity.plural,
        gender=entity.gender,
    )


def _names(members: Sequence[Nominal]) -> tuple[str, ...]:
    """Return the names as written, the most complete first: a state's own, then by words, number, place."""
    counts = Counter(n.name for n in members if n.form == "name" and n.name)
    state = {n.state for n in members if n.type == "government"}
    first = {n.name: n.at.start for n in reversed(members)}
    return tuple(
        sorted(counts, key=lambda name: (name not in state, -len(name.split()), -counts[name], first[name]))
    )
