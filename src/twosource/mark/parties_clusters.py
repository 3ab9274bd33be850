"""Names to parties: a bare surname to the full name, an acronym to its expansion, a capital to its state."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from twosource.mark.parties_lexicon import LEGAL, demonyms, nouns, organisations
from twosource.mark.parties_nominals import KIN, Nominal

Key = tuple[str, ...]
"""What tells parties of one report apart: its type and the folded words of its most complete name."""

NEAR = 3
"""Sentences within which a full name settles which of two namesakes a bare surname means."""

RANKS = frozenset(("jr", "sr", "ii", "iii", "iv"))
LINKS = frozenset(("of", "the", "for", "and", "on", "in", "de", "la", "&"))


def name_keys(nominals: Sequence[Nominal]) -> list[Key | None]:
    """Return for each nominal with a name the key of its party, `None` for the others."""
    keys: list[Key | None] = [None] * len(nominals)
    people = [i for i, n in enumerate(nominals) if n.form == "name" and n.type == "person"]
    for i, key in _people(nominals, people).items():
        keys[i] = key
    bodies = [i for i, n in enumerate(nominals) if n.form == "name" and n.type == "organisation"]
    for i, key in _bodies(nominals, bodies).items():
        keys[i] = key
    for i, nominal in enumerate(nominals):
        if nominal.form == "name" and nominal.type in ("government", "place"):
            keys[i] = _territory(nominal)
    return keys


def _territory(nominal: Nominal) -> Key:
    """Return the key of a place by its name, of a government by its state ("Moscow", "the Kremlin")."""
    if nominal.type == "government" and nominal.state is not None:
        return ("government", nominal.state)
    return (nominal.type, *(w.lower() for w in nominal.words))


# ---------------------------------------------------------------- persons


def _fold(word: str) -> str:
    """Return a word of a name for comparison."""
    return word.lower().rstrip(".").replace("'", "")


def _people(nominals: Sequence[Nominal], people: Sequence[int]) -> dict[int, Key]:
    """Return the key of each person's name, in text order, so that who is known so far counts."""
    folded = _ranked(nominals, {i: tuple(_fold(w) for w in nominals[i].words) for i in people})
    tails = {words[k:] for words in folded.values() for k in range(1, len(words))}
    full: dict[int, Key] = {}
    identities: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for i in people:
        words = folded[i]
        if len(words) > 1 and words not in tails:
            same = [known for known in identities[words[-1]] if _is_same(known, words)]
            if words not in identities[words[-1]]:
                identities[words[-1]].append(words)
            full[i] = ("person", *(same[0] if len(same) == 1 else words))
    return full | _short(nominals, [i for i in people if i not in full], folded, full)


def _ranked(nominals: Sequence[Nominal], folded: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Return the folded names, a father's and a son's of one name told apart by "Sr." and "Jr."."""
    ranks = {i: _fold(nominals[i].name.split()[-1]) for i in folded if nominals[i].name}
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for i, rank in ranks.items():
        if rank in RANKS:
            told[folded[i]].add(rank)
    return {
        i: (f"{words[0]} {ranks[i]}", *words[1:])
        if len(told.get(words, ())) > 1 and ranks.get(i) in RANKS
        else words
        for i, words in folded.items()
    }


def _is_same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether two full names with one surname have given names that agree (initials do)."""
    if a[-1] != b[-1]:
        return False
    x, y = a[0], b[0]
    return x == y or (len(x) == 1 and y.startswith(x)) or (len(y) == 1 and x.startswith(y))


def _short(
    nominals: Sequence[Nominal],
    short: Sequence[int],
    folded: dict[int, tuple[str, ...]],
    full: dict[int, Key],
) -> dict[int, Key]:
    """Return the keys of names that are less than full: of the one person they fit, else of their own."""
    by_word: dict[str, dict[Key, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, key in full.items():
        for word in {key[1], key[-1], folded[i][-1]}:
            by_word[word][key].append(i)
    genders = _genders(nominals, full)
    strangers = _strangers(nominals, short, folded, full)
    unnamed: dict[tuple[str, ...], list[int]] = defaultdict(list)
    settled: dict[tuple[str, ...], Key] = {}
    found: dict[int, Key] = {}
    for i in short:
        own, gender = folded[i], nominals[i].gender
        fits = {key: at for key, at in by_word.get(own[-1], {}).items() if _may_shorten(own, key[1:])}
        fits = {key: at for key, at in fits.items() if key[-1] == own[-1]} or fits
        if gender is not None:
            fits = {key: at for key, at in fits.items() if genders.get(key) in (gender, None)}
        if fits and all(own in strangers.get(key, ()) for key in fits):
            fits[("person", *own)] = unnamed[own]
        chosen = _choose(nominals, i, fits, settled.get(own))
        found[i] = chosen if chosen is not None else ("person", *own)
        if found[i] == ("person", *own):
            unnamed[own].append(i)
        if chosen is not None:
            settled.setdefault(own, chosen)
    return found


def _strangers(
    nominals: Sequence[Nominal],
    short: Sequence[int],
    folded: dict[int, tuple[str, ...]],
    full: dict[int, Key],
) -> dict[Key, set[tuple[str, ...]]]:
    """Return for each full name the bare surnames that somebody else bears, who is never named in full.

    Cases: "Trump and the first lady, Melania Trump": who is brought in as a relative, or beside the bare name
    in one sentence, after the bare name stood alone; "Mr Verenko" beside "Lesya Verenko".
    """
    bare: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in short:
        bare[folded[i]].append(i)
    found: dict[Key, set[tuple[str, ...]]] = defaultdict(set)
    genders = _genders(nominals, full)
    first: dict[Key, int] = {}
    for i, key in full.items():
        first.setdefault(key, i)
    for key, i in first.items():
        own = key[-1:]
        before = [j for j in bare.get(own, ()) if j < i]
        is_beside = any(nominals[j].at.sentence == nominals[i].at.sentence for j in before)
        told = {nominals[j].gender for j in bare.get(own, ())} - {None}
        clashes = genders.get(key) is not None and bool(told - {genders[key]})
        if clashes or (before and (is_beside or nominals[i].kind == KIN)):
            found[key].add(own)
    return found


def _may_shorten(words: tuple[str, ...], whole: Key) -> bool:
    """Return whether a name may be short for a full one: its last words, or its given name alone."""
    return whole[-len(words) :] == words or words == whole[:1]


def _genders(nominals: Sequence[Nominal], full: dict[int, Key]) -> dict[Key, str | None]:
    """Return the gender of each full name, from its titles and its given name."""
    found: dict[Key, str | None] = {}
    for i, key in full.items():
        found[key] = found.get(key) or nominals[i].gender
    return found


def _choose(
    nominals: Sequence[Nominal], i: int, fits: dict[Key, list[int]], settled: Key | None
) -> Key | None:
    """Return which of several namesakes a short name means, `None` if that is open.

    The only one; else the only one named so far; else the one that the short name stood for before its
    namesake came up, unless the namesake is named close by; else the only one named close by.

    Args:
        fits: for each namesake the nominals with the full name, in text order.
    """
    if len(fits) <= 1:
        return next(iter(fits), None)
    last = {key: at[k - 1] for key, at in fits.items() if (k := bisect_left(at, i))}
    if len(last) == 1:
        return next(iter(last))
    here = nominals[i].at.sentence
    near = {key for key, j in last.items() if here - nominals[j].at.sentence <= NEAR}
    if settled in fits and near <= {settled}:
        return settled
    return next(iter(near)) if len(near) == 1 else None


# ---------------------------------------------------------------- organisations


def _bodies(nominals: Sequence[Nominal], bodies: Sequence[int]) -> dict[int, Key]:
    """Return the key of each organisation's name."""
    forms: dict[tuple[str, ...], tuple[str, ...]] = {}
    for i in bodies:
        forms.setdefault(_body_words(nominals[i]), _body_words(nominals[i]))
    longer = [words for words in forms if len(words) > 1]
    acronyms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    starts: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    ends: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words in longer:
        ends[words[-1]].add(words)
        acronyms["".join(w[0] for w in words if w not in LINKS)].add(words)
        acronyms["".join(w[0] for w in words)].add(words)
        starts[words[0]].add(words)
    found: dict[int, Key] = {}
    introduced = _introduced(nominals, bodies)
    for i in bodies:
        if nominals[i].name in introduced:
            found[i] = ("organisation", *introduced[nominals[i].name])
            continue
        own = _body_words(nominals[i])
        long = _expanded(nominals[i], own, acronyms, starts) if len(own) == 1 else own
        if (
            long == own
            and len(own) == 1
            and own[0] not in nouns()
            and nominals[i].name not in organisations()
        ):
            # "the Brotherhood", "the Post": the one body of the report whose name ends so. Not "the Senate",
            # which may be another state's than the one named in full.
            long = next(iter(ends[own[0]])) if len(ends[own[0]]) == 1 else own
        found[i] = ("organisation", *long)
    return found


def _introduced(nominals: Sequence[Nominal], bodies: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """Return for each acronym in brackets after a long name ("Lake Bank (LB)") that name's words."""
    found: dict[str, tuple[str, ...]] = {}
    for i, j in pairwise(bodies):
        long, short = nominals[i], nominals[j]
        is_next = short.at.start - long.at.end == 2 and short.at.paragraph == long.at.paragraph
        if is_next and short.name.replace(".", "").isupper() and len(long.words) > 1:
            found.setdefault(short.name, _body_words(long))
    return found


def _body_words(nominal: Nominal) -> tuple[str, ...]:
    """Return the folded words of an organisation's main name, without legal form and article."""
    main = organisations().get(nominal.name)
    words = tuple(main[0].split()) if main is not None else nominal.words
    state = nominal.state if main is None and nominal.noun else None
    folded = [_fold(w) for w in words if _fold(w) not in ("the", "s", "")]
    if state is not None and len(folded) > 1:
        own = [w for w in folded if w in state.lower().split() or demonyms().get(w.capitalize()) == state]
        folded = [state.lower(), *(w for w in folded if w not in own)] if own else folded
    while len(folded) > 1 and folded[-1] in LEGAL:
        folded.pop()
    return tuple(folded)


def _expanded(
    nominal: Nominal,
    words: tuple[str, ...],
    acronyms: dict[str, set[tuple[str, ...]]],
    starts: dict[str, set[tuple[str, ...]]],
) -> tuple[str, ...]:
    """Return the long name that a one-word name is the acronym or the beginning of, if there is one only."""
    written = nominal.name.replace(".", "")
    if written.isupper() and len(written) > 2:
        long = acronyms.get(written.lower(), set())
        return next(iter(long)) if len(long) == 1 else words
    long = starts.get(words[0], set())
    if len(long) == 1:
        rest = next(iter(long))[1:]
        if all(w in LEGAL or w in ("news", "agency", "newspaper", "tv", "radio", "magazine") for w in rest):
            return next(iter(long))
    return words
