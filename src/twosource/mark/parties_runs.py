"""The runs of words in a report that the entity recogniser takes for names, trimmed, joined and cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from twosource.mark.parties_lexicon import given_names, organisations, states, titles
from twosource.mark.parties_nominals import Context
from twosource.mark.tokens import Doc, Token

LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"))
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "qc", "mp", "mep"))
NOT_NAMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "i", "god",
))  # fmt: skip


HEADING_WORDS, HEADING_SHARE = 25, 0.75
"""Words of the longest line that can be a heading, and the share of its longer words in capitals."""


@dataclass(frozen=True)
class Run:
    """A run of words taken for a name: from `first` up to `last`, less the words at `without`."""

    context: Context
    first: int
    last: int
    label: str
    without: tuple[int, ...] = ()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the name."""
        doc = self.context.doc
        return tuple(doc[i] for i in range(self.first, self.last) if i not in self.without)

    @cached_property
    def form(self) -> str:
        """The name as written, in one line."""
        glue = " " if self.without else ""  # the bracket left out stood for a blank
        text = glue.join(t.text_with_ws for t in self.tokens)
        return " ".join(text.split()).rstrip(",;:-")

    @cached_property
    def head(self) -> Token:
        """The word of the name that the rest of the sentence hangs on."""
        inside = set(range(self.first, self.last))
        for token in self.tokens:
            if token.head.i not in inside or token.head is token:
                return token
        return self.tokens[-1]


def find_runs(contexts: Sequence[Context]) -> list[Run]:
    """Return the runs of all paragraphs in text order, each of one name as far as the report shows it."""
    runs = [run for context in contexts for run in _runs(context)]
    surnames = surnames_of(runs)
    runs = [part for run in runs for part in _split(run, surnames)]
    full = frozenset(r.form for r in runs if r.label == "PERSON" and len(r.tokens) > 1)
    runs = [_headed(run, full) for run in runs]
    return list(_out_of_headings(runs))


def _runs(context: Context) -> Iterator[Run]:
    """Yield the recogniser's runs of one paragraph, trimmed, and joined across a closing bracket."""
    doc = context.doc
    waiting: Run | None = None
    for entity in doc.ents:
        if entity.label_ not in LABELS:
            continue
        run = trimmed(context, entity.start, entity.end, entity.label_)
        if run is None:
            continue
        if waiting is not None:
            joined = _joined(waiting, run)
            if joined is not None:
                waiting = joined
                continue
            yield waiting
        waiting = run
    if waiting is not None:
        yield waiting


def trimmed(context: Context, first: int, last: int, label: str) -> Run | None:
    """Return the run without articles, honorifics, possessive endings and marks at its ends."""
    doc = context.doc
    while first < last and (not doc[first].text[0].isalnum() or doc[first].lower_ in ("the", "a", "an")):
        first += 1
    while last > first and (doc[last - 1].tag_ == "POS" or not any(c.isalnum() for c in doc[last - 1].text)):
        last -= 1
    while last - first > 1 and doc[last - 1].tag_ in ("CC", "IN", "DT", "TO"):
        last -= 1  # "the Old City and"
    if label == "PERSON":
        while last - first > 1 and doc[first].lower_ in titles() and doc[first].lower_ not in given_names():
            first += 1
        while last - first > 1 and doc[last - 1].text.islower() and doc[last - 2].text[0].isupper():
            last -= 1
    given = _given_before(doc, first)
    if given < first and (label == "PERSON" or last - first == 1):
        first, label = given, "PERSON"
    if first >= last or doc[first].lower_ in NOT_NAMES:
        return None
    if not any(t.text[0].isupper() or t.text[0].isdigit() for t in doc[first:last]):
        return None
    return Run(context, first, last, label)


def _given_before(doc: Doc, first: int) -> int:
    """Return where a name begins whose given name, and middle names, the recogniser left out."""
    for i in range(first - 1, max(-1, first - 4), -1):
        token = doc[i]
        if not token.text.istitle() or token.ent_type_ or token.tag_ in ("DT", "CC", "PRP$"):
            return first
        if given_names().get(token.lower_) is not None and token.lower_ not in titles():
            return i
    return first


def _joined(left: Run, right: Run) -> Run | None:
    """Return "(Russian President Vladimir) Putin" as one name: an insert of the editor closes within it."""
    doc = left.context.doc
    if left.label != "PERSON" or right.first != left.last + 1 or doc[left.last].text not in ")]":
        return None
    opened = any(t.text in "([" for t in doc[max(0, left.first - 6) : left.first])
    if not opened or not right.tokens[0].text[0].isupper():
        return None
    return Run(left.context, left.first, right.last, "PERSON", (left.last,))


def surnames_of(runs: Sequence[Run]) -> frozenset[str]:
    """Return the last words of names of persons."""
    return frozenset(run.tokens[-1].text for run in runs if run.label == "PERSON")


def _split(run: Run, surnames: frozenset[str]) -> Iterator[Run]:
    """Yield the parts of a run that took two names for one ("Putin Belarus", "Defending Belarus")."""
    tokens = run.tokens
    last = tokens[-1]
    is_state = last.text in states() and not states()[last.text].is_capital
    if run.label not in ("PERSON", "ORG") or len(tokens) < 2 or not is_state or run.without:
        yield run
        return
    if tokens[0].lower_ in given_names() or (run.form in organisations()):
        yield run
        return
    front = tokens[-2]
    if run.label == "PERSON" or front.text in surnames:
        if front.text in surnames or (front.pos_ == "PROPN" and not front.is_sent_start):
            yield replace(run, last=run.last - 1, label="PERSON")
        yield replace(run, first=run.last - 1, label="GPE")
        return
    yield run


def _headed(run: Run, people: frozenset[str]) -> Run:
    """Return the run cut to a full name of the report that it begins with ("Ana Melnik Quits")."""
    for length in range(2, len(run.tokens)):
        shorter = replace(run, last=run.first + length, label="PERSON")
        if not run.without and shorter.form in people and run.form.split()[-1].lower() not in SUFFIXES:
            return shorter
    return run


def _out_of_headings(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs; one that a heading's capitals made is cut to the names in it that the text knows.

    Case: "Verenko Quits Halden Board" in a line of capitals, Verenko and the Halden Board in the text.
    """
    headings = {r.context.paragraph.number: _is_heading(r.context.doc) for r in runs}
    if not any(headings.values()):
        yield from runs
        return
    known: dict[str, str] = {}
    for run in runs:
        if not headings[run.context.paragraph.number]:
            known.setdefault(run.form, run.label)
            if run.label == "PERSON":
                known.setdefault(run.tokens[-1].text, "PERSON")
    for run in runs:
        is_made = headings[run.context.paragraph.number] and len(run.tokens) > 1 and not run.without
        parts = list(_known_parts(run, known)) if is_made and run.form not in known else []
        yield from parts or (run,)


def _known_parts(run: Run, known: dict[str, str]) -> Iterator[Run]:
    """Yield the longest parts of a run, from the left, that are known names."""
    at = run.first
    while at < run.last:
        for end in range(run.last, at, -1):
            part = replace(run, first=at, last=end)
            if part.form in known and run.context.doc[end - 1].tag_ != "POS":
                yield replace(part, label=known[part.form])
                at = end
                break
        else:
            at += 1


def _is_heading(doc: Doc) -> bool:
    """Return whether a short line has nearly all its longer words in capitals, as headings have."""
    if len(doc) > HEADING_WORDS or doc[-1].text in (".", "!"):
        return False
    long = [t.text for t in doc if len(t.text) > 3 and t.text[0].isalpha()]
    return len(long) > 2 and sum(w[0].isupper() for w in long) >= HEADING_SHARE * len(long)
