"""The names in a report: the entity recogniser's runs, corrected by tables and by the whole report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from twosource.mark.parties_lexicon import (
    LEGAL,
    Gender,
    agency_states,
    demonyms,
    gender_of,
    given_names,
    kin,
    nouns,
    organisations,
    states,
    titles,
)
from twosource.mark.parties_nominals import KIN, Context, Nominal, age_after, age_before, is_acting
from twosource.mark.parties_runs import SUFFIXES, Run, find_runs, surnames_of, trimmed
from twosource.mark.tokens import Doc, Token
from twosource.records import PartyType

KEPT: dict[str, PartyType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "SEAT": "government", "NORP": "group",
}  # fmt: skip
"""Labels that make a party, and its type; products, works, events and laws make none."""

TITLED = 100
"""Votes of a title before a name: more than the recogniser's over the report, and than the tables'."""

TOLD = 6
"""Votes of what is said of a name right after it, as only of a person."""

INSIDE = frozenset(("in", "at", "near", "outside", "inside"))


def find_names(contexts: Sequence[Context]) -> list[Nominal]:
    """Return the names of parties in text order, each labelled once for the whole report."""
    runs = find_runs(contexts)
    labels = _labels(runs)
    found = [_nominal(run, labels.get(run.form, run.label)) for run in runs]
    taken = {(r.context.paragraph.number, i) for r in runs for i in range(r.first, r.last)}
    people = surnames_of([run for run in runs if labels.get(run.form) == "PERSON"])
    for context in contexts:
        for run in _missed(context, taken, labels, people):
            found.append(_nominal(run, run.label))
    return sorted((n for n in found if n is not None), key=lambda n: (n.at.start, -n.at.end))


def _missed(
    context: Context, taken: set[tuple[int, int]], labels: dict[str, str], surnames: frozenset[str]
) -> Iterator[Run]:
    """Yield runs of proper nouns that the recogniser left out but the report or a table knows."""
    doc, number = context.doc, context.paragraph.number
    tails = _tails(labels)
    i = 0
    while i < len(doc):
        is_team = doc[i].tag_ == "NNS" and doc[i].text in tails and not doc[i].is_sent_start
        if (doc[i].pos_ != "PROPN" and not is_team) or (number, i) in taken:
            i += 1
            continue
        end = i + is_team
        while end < len(doc) and doc[end].pos_ == "PROPN" and (number, end) not in taken:
            end += 1
        run = trimmed(context, i, end, "PERSON")
        i = end
        if run is None:
            continue
        form = run.form
        label = labels.get(form) or _fixed(form)
        last = run.tokens[-1].text
        last = last.title() if last.isupper() and len(last) > 3 else last  # "VERENKO" in a heading
        if label is None and (_honorific(doc, run.first) or last in surnames):
            label = "PERSON"
        if label is None and len(run.tokens) == 1 and run.tokens[0].tag_ in ("NNPS", "NNS") and form in tails:
            label = "ORG"
        if label is None and len(run.tokens) in (2, 3) and run.tokens[0].lower_ in given_names():
            label = "PERSON"
        if label is not None:
            yield replace(run, label=label)


# ---------------------------------------------------------------- labels


def _labels(runs: Sequence[Run]) -> dict[str, str]:
    """Return one label for each name: by table, else by the sum of evidence over the report."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for run in runs:
        votes[run.form][run.label] += 2
        doc = run.context.doc
        if _honorific(doc, run.first):
            votes[run.form]["PERSON"] += TITLED
        words = run.tokens
        if run.first and doc[run.first - 1].lower_ == "the" and run.label == "PERSON":
            votes[run.form]["ORG"] += 3  # "the Belta", "the NYDN"
        is_like_person = 2 <= len(words) <= 4 and words[0].lower_ in given_names()
        if is_like_person and run.label in ("ORG", "PERSON", "GPE"):
            votes[run.form]["PERSON"] += 3
        if run.label in ("ORG", "GPE") and _is_told_a_person(run):
            votes[run.form]["PERSON"] += TOLD
        if run.label == "ORG" and _agency_before(doc, run.first):
            votes[run.form]["ORG"] += 6
    decided = {form: _decide(form, count) for form, count in votes.items()}
    last_words: dict[str, int] = Counter(
        form.split()[-1]
        for form, label in decided.items()
        if label == "PERSON" and " " in form and form.split()[0].lower() not in titles()
    )
    tails = _tails(decided)
    for form, label in decided.items():
        if form in last_words and label != "PERSON" and _fixed(form) is None:
            decided[form] = "PERSON"
        elif form in tails and label not in KEPT and _fixed(form) is None:
            decided[form] = "ORG"
    return decided


def _tails(labels: dict[str, str]) -> frozenset[str]:
    """Return the last words of the bodies named by several words ("Rovers" of "Halden Rovers")."""
    return frozenset(f.split()[-1] for f, label in labels.items() if label == "ORG" and " " in f)


def _decide(form: str, count: Counter[str]) -> str:
    """Return the label of a name; a table beats the recogniser, except for a titled person."""
    fixed = _fixed(form)
    if fixed is not None and count["PERSON"] < TITLED:
        return fixed
    return min(count, key=lambda label: (-count[label], label))


def _fixed(form: str) -> str | None:
    """Return the label that the tables give to a name."""
    if form in organisations():
        return "ORG"
    if form in states():
        return "SEAT" if states()[form].is_seat else "GPE"
    if form in demonyms():
        return "NORP"
    if form.isupper() and len(form) > 3 and form.title() in states():
        return "GPE"  # "MOSCOW" in capitals before a dash, or in a headline
    last = form.split()[-1].lower() if form.split() else ""
    noun = nouns().get(last)
    if " " in form and noun is not None and noun.type == "organisation":
        return "ORG"
    return None


def _honorific(doc: Doc, first: int) -> bool:
    """Return whether a title that only persons bear stands before word `first`."""
    return first > 0 and doc[first - 1].lower_ in titles() and doc[first - 1].text[0].isupper()


def _is_told_a_person(run: Run) -> bool:
    """Return whether what follows a name is said of persons only: an age, a role ("Ana, founder of")."""
    words = len(run.tokens)
    if not 2 <= words <= 4:
        return False
    if age_after(run.context.doc, run.last) >= 0:
        return True
    for child in run.head.rights:
        noun = nouns().get(child.lower_) if child.dep_ == "appos" and child.tag_ == "NN" else None
        if noun is not None and noun.type == "person" and noun.kind == "role":
            return not any(c.dep_ in ("compound", "appos") and c.ent_type_ for c in child.children)
    return False


def _agency_before(doc: Doc, first: int) -> bool:
    """Return whether a noun for a body stands right before word `first` ("news agency Belta")."""
    noun = nouns().get(doc[first - 1].lower_) if first else None
    return noun is not None and noun.type == "organisation"


# ---------------------------------------------------------------- nominals


def _nominal(run: Run, label: str) -> Nominal | None:
    """Return the nominal of a run, or `None` where its label makes no party."""
    if label not in KEPT:
        return None
    tokens, head = run.tokens, run.head
    at = run.context.place(run.first, run.last, head)
    if label == "NORP":
        if head.tag_ != "NNS" and head.tag_ != "NNPS":
            return None  # "Russian", "Republican" as modifiers name no party
        state = demonyms().get(head.text)
        noun = head.lower_
        return Nominal(at, "description", "group", (noun,), run.form, noun, plural=True, state=state)
    words = tuple(t.text for t in tokens if any(c.isalnum() for c in t.text))
    if label == "PERSON":
        return _person(run, words)
    named = states().get(run.form)
    state = named.name if named else agency_states().get(organisations().get(run.form, ("",))[0])
    return Nominal(
        at, "name", _territory_type(run, label), words, run.form, tokens[-1].lower_,
        state=state, body=_body(run) if label == "ORG" else "", is_definite=True,
    )  # fmt: skip


def _territory_type(run: Run, label: str) -> PartyType:
    """Return the type of a name's party: a state, capital or seat is a government if it acts."""
    head = run.head
    named = states().get(run.form)
    if label == "GPE" and is_acting(head, any_verb=named is not None and not named.is_capital):
        return "government"
    if label == "SEAT" and head.dep_ == "pobj" and head.head.lower_ in INSIDE:
        return "place"
    return KEPT[label]


def _body(run: Run) -> str:
    """Return the class of an organisation: by table, by its last word, by the noun before it."""
    main = organisations().get(run.form)
    if main is not None:
        return main[1]
    before = run.context.doc[run.first - 1].lower_ if run.first else ""
    if run.tokens[-1].lower_.rstrip(".") in LEGAL:
        return "company"
    for word in (run.tokens[-1].lower_, before):
        noun = nouns().get(word)
        if noun is not None and noun.body:
            return noun.body
    return ""


def _person(run: Run, words: tuple[str, ...]) -> Nominal:
    """Return the nominal of a person's name with the titles before it."""
    while len(words) > 1 and words[-1].lower().rstrip(".") in SUFFIXES:
        words = words[:-1]
    roles, gender, state = titles_before(run.context.doc, run.first)
    at = run.context.place(run.first, run.last, run.head)
    return Nominal(
        at, "name", "person", words, run.form, words[-1].lower(),
        titles=roles, gender=gender or gender_of(words), state=state, is_definite=True,
        kind=KIN if _is_relative(run) else "",
        age=max(age_before(run.head), age_after(run.context.doc, run.last)),
    )  # fmt: skip


def _is_relative(run: Run) -> bool:
    """Return whether a noun for a relative stands right before a name, or but for a comma or an age."""
    before = [t for t in run.context.doc[max(0, run.first - 4) : run.first] if t.text not in ",-"]
    return bool(before) and before[-1].lower_ in kin()


def titles_before(doc: Doc, first: int) -> tuple[tuple[str, ...], Gender | None, str | None]:
    """Return the roles, the gender and the state that the words before a person's name show."""
    start = first
    while start and first - start < 8 and doc[start - 1].tag_ in ("NN", "NNP", "JJ", "HYPH", "VBN", "AFX"):
        start -= 1
    words = list(doc[start:first])
    state = None
    if start > 1 and doc[start - 1].tag_ == "POS" and doc[start - 2].text in states():
        state = states()[doc[start - 2].text].name
    for token in words:
        state = demonyms().get(token.text) or (states()[token.text].name if token.text in states() else state)
    if not words:
        return (), None, None
    nearest = words[-1].lower_
    if nearest in ("elect", "designate") and len(words) > 2:
        nearest = words[-3].lower_
    known, noun = titles().get(nearest), nouns().get(nearest)
    is_role = noun is not None and noun.type in ("person", "unnamed") and not noun.plural
    if known is None and not is_role:
        return (), None, None
    gender = known[0] if known is not None else noun.gender if noun is not None else None
    if known is not None and known[1]:
        words = words[:-1]  # an honorific is no role; what stands before it may be one
        if not words or words[-1].lower_ not in nouns():
            return (), gender, state
    return _phrases(words), gender, state


def _phrases(words: Sequence[Token]) -> tuple[str, ...]:
    """Return a role as told, lower case, first without the state that it is of, then with it."""
    whole = "".join(t.text_with_ws for t in words).strip().lower()
    kept = [t for t in words if t.text not in demonyms() and t.text not in states()]
    bare = "".join(t.text_with_ws for t in kept).strip().lower()
    return tuple(dict.fromkeys(phrase for phrase in (bare, whole) if phrase))
