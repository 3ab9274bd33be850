"""Attributions with their chain: who is said to say, think, plan or know what, and through whom it came.

A chain reads first party first. "He said, according to Norda" has him for speaker and Norda for via; so has
"Citing him, Norda said …": who is cited speaks, who cites carries. A quotation that goes on without a cue
keeps speaker and via of the one before, and its basis says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, Protocol

from twosource.mark.chain import trace
from twosource.mark.clauses import drafts_of
from twosource.mark.dialogue import without_guesses
from twosource.mark.drafts import Draft, Extent
from twosource.mark.matching import RawAttribution
from twosource.mark.merging import by_paragraph, merged, uncued, vouches
from twosource.mark.nearby import Contents
from twosource.mark.opened import opened_below
from twosource.mark.parse import Parsed
from twosource.mark.posts import Post, find_posts
from twosource.mark.quotations import Quotation, find_quotations
from twosource.mark.speech import around, between, cut_far, give, joined, snap
from twosource.mark.strays import without_strays
from twosource.mark.trailing import reach_back
from twosource.records import Attribution, AttributionKind, Via, digest
from twosource.spans import Span

EMPTY: Final = frozenset(
    {
        "this",
        "that",
        "it",
        "so",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "him",
        "her",
        "them",
        "these",
        "those",
    }
)
"""Words that, as the whole content of an attribution, say nothing."""
GOING_ON: Final = frozenset({"add", "continue"})
"""Cue words by which the one who spoke last goes on."""
MAX_NAMED: Final = 20
"""Places of a name looked at for its party: bounds the time on a page that repeats it."""


class Who(Protocol):
    """What this stage needs to know of the mentions of a report."""

    def at(self, start: int, end: int) -> str | None:
        """Return the id of the party that the words at a half-open extent stand for."""
        ...


def find_attributions(
    report_id: str, parsed: Parsed, who: Who | None, raws: Sequence[RawAttribution] | None = None
) -> tuple[Attribution, ...]:
    """Return the attributions of a report in text order.

    Args:
        report_id: the id of the report; it goes into the ids of the attributions.
        parsed: the parse of the report's body.
        who: the parties of the report by the extents of their words; `None` leaves every speaker unknown.
        raws: what the learned extractor found, if it ran: the base for content, cue and source.
    """
    text = parsed.text
    lines = [(p.start, p.start + len(p.doc.text)) for p in parsed.paragraphs]
    posts = find_posts(text, lines)
    quotations = find_quotations(text, lines, posts)
    drafts: list[Draft] = []
    learned = by_paragraph(parsed, raws or ())
    for paragraph in parsed.paragraphs:
        made = trace(paragraph, drafts_of(paragraph))
        if raws is not None:
            made = merged(paragraph, made, learned.get(paragraph.number, ()))
        reach_back(paragraph, made)
        drafts += made
    cut_far(lines, drafts)
    without_strays(parsed, drafts, quotations)
    snap(text, drafts, quotations)
    signed = {post.start for post in posts}
    drafts = give(parsed, drafts, [one for one in quotations if one.start not in signed])
    drafts = opened_below(parsed, drafts + uncued(parsed, drafts, learned))
    drafts = _with_posts(lines, without_guesses(text, lines, drafts), posts, who, text)
    drafts = [d for d in drafts if _is_sound(text, d)]
    drafts = [d for d in _without_doubles(drafts) if not _is_torn(d, quotations)]
    drafts = _without_weak_inner(drafts, quotations)
    return _records(report_id, text, drafts, quotations, who)


def _with_posts(
    lines: Sequence[Extent], drafts: Sequence[Draft], posts: Sequence[Post], who: Who | None, text: str
) -> list[Draft]:
    """Return the drafts and one for each signed post, whose words are nobody else's.

    A draft within a post is kept if it holds a part of it; from one outside, words and signature are cut.
    """
    made: list[Draft] = []
    if not posts:
        return list(drafts)
    wholes = [post.whole for post in posts]
    starts = [whole[0] for whole in wholes]
    for draft in drafts:
        at = draft.cue[0][0] if draft.cue else draft.content[0][0]
        post = posts[max(0, bisect_right(starts, at) - 1)]
        if not post.whole[0] <= at < post.whole[1]:
            draft.content = [p for e in draft.content for p in _cut(e, wholes)]
            made.append(draft)
        elif draft.cue and _is_part(draft, post):
            made.append(draft)
    for post in posts:
        if post.end > post.start:
            head = _named(text, post.name, who)
            number = bisect_right(lines, post.dash[0], key=lambda line: line[0]) - 1
            made.append(
                Draft(number, [(post.start, post.end)], [post.dash], [post.name], head=head, quotes=True)
            )
    return made


def _is_part(draft: Draft, post: Post) -> bool:
    """Return whether a draft with its source stands in the words of a post and holds not all of them."""
    parts = (*draft.content, *draft.cue, *draft.source)
    inside = all(post.start <= s and e <= post.end for s, e in parts)
    return inside and (post.start, post.end) not in draft.content


def _named(text: str, name: Extent, who: Who | None) -> Extent:
    """Return the words whose party signs a post: the name under it, else where the report names the same."""
    at = -1
    for _ in range(MAX_NAMED if who is not None and who.at(*name) is None else 0):
        at = text.find(text[slice(*name)], at + 1)
        if at < 0:
            break
        if who is not None and who.at(at, at + name[1] - name[0]) is not None:
            return at, at + name[1] - name[0]
    return name


def _is_sound(text: str, draft: Draft) -> bool:
    """Return whether a draft has words for its content that are not those of its cue or source."""
    taken = (*draft.cue, *draft.source)
    draft.content = joined(text, [p for e in draft.content for p in _cut(e, taken)])
    draft.content = [_edges(text, e) for e in draft.content]
    draft.source = [e for e in (_edges(text, e) for e in draft.source) if e[1] > e[0]]
    draft.content = [e for e in draft.content if any(c.isalnum() for c in text[e[0] : e[1]])]
    if len(draft.content) == 1:  # "that is what the mayor said": what is said stands elsewhere
        return text[slice(*draft.content[0])].lower() not in EMPTY
    return bool(draft.content)


def _is_torn(draft: Draft, quotations: Sequence[Quotation]) -> bool:
    """Return whether a cue within a quotation has a source outside: the quotation's speaker says no more."""
    one = around(draft.cue[0][0], quotations) if draft.cue else None
    if one is None or not draft.source:
        return False
    inside = all(one.start <= s and e <= one.end for s, e in draft.content)
    return inside and not any(one.start <= s < one.end for s, _ in draft.source)


def _cut(extent: Extent, taken: Sequence[Extent]) -> list[Extent]:
    pieces = [extent]
    for start, end in taken:
        pieces = [
            piece
            for s, e in pieces
            for piece in ([(s, e)] if end <= s or start >= e else [(s, start), (end, e)])
            if piece[1] > piece[0]
        ]
    return pieces


def _edges(text: str, extent: Extent) -> Extent:
    """Return an extent without blanks, commas and stops at its ends that no quotation mark closes."""
    start, end = extent
    while start < end and (text[start].isspace() or text[start] in ",;:—–-.!?"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-"):
        end -= 1
    return start, end


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without those whose content another one with a nearer cue has too."""
    kept: dict[tuple[Extent, ...], Draft] = {}
    for draft in drafts:
        key = tuple(draft.content)
        other = kept.get(key)
        if other is None or (not other.source and draft.source):
            kept[key] = draft
    return sorted(kept.values(), key=lambda d: (d.start, d.content, d.cue))


def _without_weak_inner(drafts: list[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Return the drafts without inner ones that are part of how the outer speaker talks ("I think …")."""
    kept = []
    contents = Contents(drafts)
    for draft in drafts:
        outer = contents.holder(draft)
        quoted = draft.cue and around(draft.cue[0][0], quotations) is not None
        if (outer is None and not quoted) or _is_worth(draft):
            kept.append(draft)
    return kept


def _is_worth(draft: Draft) -> bool:
    head = draft.source_token
    if head is None or not (vouches(draft) or draft.strength == "no-details"):
        return False
    return head.pos_ in ("PROPN", "NOUN") or head.lower_ in ("he", "she")


def _kind(text: str, draft: Draft, quotations: Sequence[Quotation]) -> AttributionKind:
    """Return whether the content is quoted whole, in part, or not at all."""
    quoted = plain = 0
    for start, end in draft.content:
        letters = sum(c.isalnum() for c in text[start:end])
        inside = sum(
            sum(c.isalnum() for c in text[max(start, q.inner_start) : min(end, q.inner_end)])
            for q in between(start, end, quotations)
            if q.start < end
            and q.end > start
            and q.start >= start
            and (q.start < q.inner_start or q.end <= end)  # a post without marks, and a part of it
        )
        quoted, plain = quoted + inside, plain + letters - inside
    if not quoted:
        return "indirect"
    return "direct" if plain == 0 else "mixed"


def _records(
    report_id: str, text: str, drafts: list[Draft], quotations: Sequence[Quotation], who: Who | None
) -> tuple[Attribution, ...]:
    drafts = sorted(drafts, key=lambda d: (d.start, d.content, d.cue, d.source))
    names = {id(d): digest(report_id, "attribution", d.content, d.cue, d.source) for d in drafts}
    made = []
    contents = Contents(drafts)
    last: str | None = None
    for draft in drafts:
        holder = contents.holder(draft)
        speaker = _speaker(draft, who)
        if holder is None and draft.quotes:
            speaker = None if _goes_on_from_another(draft, speaker, last) else speaker
            last = speaker
        via = tuple(Via(who.at(*e) if who is not None else None, Span.cut(text, *e)) for e in draft.via)
        made.append(
            Attribution(
                names[id(draft)],
                _kind(text, draft, quotations),
                _spans(text, draft.content),
                _spans(text, draft.cue),
                _spans(text, draft.source),
                speaker,
                via,
                names[id(holder)] if holder is not None else None,
                draft.strength,
                draft.basis,
            )
        )
    return tuple(made)


def _goes_on_from_another(draft: Draft, speaker: str | None, last: str | None) -> bool:
    """Return whether "he added" is given to somebody else than the one who spoke last: then nobody knows."""
    head = draft.source_token
    pronoun = head is not None and head.lower_ in ("he", "she")
    return pronoun and draft.word in GOING_ON and last is not None and speaker != last


def _spans(text: str, parts: Sequence[Extent]) -> tuple[Span, ...]:
    return tuple(Span.cut(text, s, e) for s, e in sorted(parts))


def _speaker(draft: Draft, who: Who | None) -> str | None:
    if who is None:
        return None
    for extent in (*([draft.head] if draft.head is not None else []), *draft.source[:1]):
        found = who.at(*extent)
        if found is not None:
            return found
    return None
