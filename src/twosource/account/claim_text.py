"""The words by which a claim is shown: one telling's, made to stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from twosource.account.material import Material
from twosource.records import Attribution, Telling, Told
from twosource.spans import Span

BLANKS = re.compile(r"\s+")
RELATIVE = re.compile(r"^(?:who|which|that|during which|in which|where|when)\s+", re.IGNORECASE)
WHICH = re.compile(r"^(?P<name>\[[^\]]*\] )?which ", re.IGNORECASE)
ASIDE = re.compile(r", (?:while|whereas|although|though) ")
PRONOUNS = frozenset({"he", "she", "it", "they"})
MOST_BEFORE = 80
"""Characters before a "which" in which what it stands for may begin."""

SHORT_GAP = 24
"""Characters between the parts of an attribution that are shown with them ("on Friday"), not left out."""


def claim_text(material: Material, told: Told) -> str:
    """Return a claim in the words of one telling, on one line.

    The words are the report's; a name in square brackets stands before them where the clause itself does not
    say who did it, as an editor would write. An utterance begins with its speaker's name.
    """
    telling, teller = told.telling, material.tellers[told.report]
    report = teller.annotation.report.text
    words = BLANKS.sub(" ", shown_span(report, telling).text).strip()
    if telling.kind == "utterance":
        attribution = teller.attributions[telling.attribution or ""]
        name = next((hop.name for hop in told.chain if hop.role == "speaker"), None)
        said = " ".join(span.text for span in attribution.source).casefold().replace("’", "'")
        party = material.by_id.get(next((h.party for h in told.chain if h.role == "speaker" and h.party), ""))
        known = [n for report, names in party.names if report == told.report for n in names] if party else []
        is_named = any(n.casefold().replace("’", "'") in said for n in (*known, *([name] if name else [])))
        text = _utterance_text(report, attribution, name, is_named=is_named)
        return _with_antecedent(material, told, attribution, text)
    pronoun = _pronoun(material, told, words)
    if pronoun is not None:
        return f"[{pronoun}] {words}"
    outside = {a.role: a for a in reversed(telling.arguments) if not telling.span.holds(a.span)}
    # By whom it was done, after the verb, doesn't say to whom: "[letters] released by the committee".
    roles = {a.role for a in telling.arguments if a.role != "agent" or a.span.start < telling.head[-1].end}
    who = outside.get("agent") or (
        None if "agent" in roles and not RELATIVE.match(words) else outside.get("patient")
    )
    if who is None or telling.is_named:
        return RELATIVE.sub("", words)
    # "who fled" says it of the one in brackets; "who the state jailed" needs its "who" to say whom.
    words = RELATIVE.sub("", words) if who.role == "agent" or "agent" not in roles else words
    return f"[{BLANKS.sub(' ', who.span.text)}] {words}"


def _pronoun(material: Material, told: Told, words: str) -> str | None:
    """Return who is meant by the pronoun with which a clause begins ("It had spoken of 12"), if known."""
    if words.partition(" ")[0].lower() not in PRONOUNS or told.telling.is_named:
        return None
    annotation = material.tellers[told.report].annotation
    start = told.telling.span.start
    party = next(
        (m.party for m in annotation.marks.mentions if m.span.start == start and m.form == "pronoun"), ""
    )
    meant = material.by_id.get(material.party_of.get((told.report, party), ""))
    if meant is None:
        return None
    if any(names for _, names in meant.names):
        return meant.name
    described = [m.span for m in annotation.marks.mentions if m.party == party and m.form == "description"]
    return BLANKS.sub(" ", min(described).text) if described else None


def _with_antecedent(material: Material, told: Told, attribution: Attribution, words: str) -> str:
    """Return an utterance that begins with "which" after what that stands for: "[his win] which it rejected".

    After a quotation it may stand for any of it, and is left out.
    """
    annotation = material.tellers[told.report].annotation
    found = WHICH.match(words)
    if found is None:
        return words
    start = min(span.start for span in attribution.content)
    near = [
        span
        for span in (
            *(a.span for t in annotation.marks.tellings for a in t.arguments),
            *(m.span for m in annotation.marks.mentions),
        )
        if start - MOST_BEFORE <= span.start
        and span.end < start
        and not annotation.report.text[span.end : start].strip(" ,\n")
    ]
    if not near:
        return WHICH.sub(lambda found: f"{found['name'] or ''}… ", words)
    return f"[{BLANKS.sub(' ', min(near).text)}] which {words[found.end() :]}"


def shown_span(text: str, telling: Telling) -> Span:
    """Return the words of a telling that are shown: to the quotation mark that closes what they quote.

    What a clause sets against another ("…, while the leaders called for new elections") is told for itself.

    Args:
        text: the report.
        telling: one of its tellings.
    """
    span = telling.span
    start, end = span.start, span.end
    if telling.kind != "utterance":
        aside = ASIDE.search(text, max(head.end for head in telling.head), end)
        end = aside.start() if aside is not None else end
    inside = text[start:end]
    curly = inside.count("“") - inside.count("”")
    if (curly > 0 and text[end : end + 1] == "”") or (inside.count('"') % 2 and text[end : end + 1] == '"'):
        end += 1
    elif curly < 0 and text[max(0, start - 1) : start] == "“":
        start -= 1
    return Span.cut(text, start, end) if (start, end) != (span.start, span.end) else span


def _utterance_text(text: str, attribution: Attribution, name: str | None, *, is_named: bool) -> str:
    """Return an utterance on one line: after the speaker's name, else the clause that reports it.

    In the clause, the name stands in square brackets where the report's own word for the speaker does not
    hold it ("[Alexander Lukashenko] He said …").
    """
    if not attribution.cue or (attribution.kind == "direct" and attribution.strength == "said"):
        words = " … ".join(span.text for span in attribution.content)
        return f"{name or 'someone not named'}: {BLANKS.sub(' ', words).strip()}"
    words = _joined(text, [*attribution.content, *attribution.cue, *attribution.source])
    return words if is_named or name is None else f"[{name}] {words}"


def _joined(text: str, spans: Sequence[Span]) -> str:
    """Return the words of spans in text order, with what little stands between them, else an ellipsis."""
    joined = ""
    last: int | None = None
    for span in sorted(spans):
        if last is not None and span.end <= last:
            continue
        if last is not None:
            between = text[last : span.start]
            joined += between if len(between) <= SHORT_GAP and "\n" not in between else " … "
        joined += text[max(span.start, last or 0) : span.end]
        last = span.end
    return BLANKS.sub(" ", joined).strip()
