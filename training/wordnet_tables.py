"""Write the lexicon tables of event words from the files of WordNet 3.0 (Debian: wordnet-base).

    python training/wordnet_tables.py /usr/share/wordnet > src/twosource/lexicon/event_words.tsv
    python training/wordnet_tables.py /usr/share/wordnet loose > src/twosource/lexicon/event_nouns_loose.tsv

A row is a verb, or a noun one of whose first two senses is an act, an event, a phenomenon or a process:
lemma, part of speech, its first senses (synset offsets), the verbs that it is derived from or that are
derived from it. Rare words without any sense tagged in WordNet's own corpus are left out, unless they are
derived from a verb that is kept.

The loose nouns are those that may name an event in passing ("security", "the news"): a state or something
said as well, or an act by their second sense, and no person, body, group or place by their first.
"""

from __future__ import annotations

import sys
from pathlib import Path

HEADER = """\
# Words for events: lemma, part of speech (n|v), synsets of the first senses, related verbs.
# Source: WordNet 3.0, Princeton University, Copyright 2006; made by training/wordnet_tables.py.
# Licence: WordNet 3.0 licence (permission to use, copy, modify and distribute with this notice).
"""
# Lexicographer files: 04 act, 11 event, 19 phenomenon, 22 process, 26 state, 10 communication
EVENTIVE = {"04", "11", "19", "22"}
SENSES = 4
LOOSE = EVENTIVE | {"10", "26"}
NEVER = {"05", "14", "15", "18", "20"}
LOOSE_HEADER = """\
# Nouns that may name an event in passing, beside those of event_words: lemma.
# Source: WordNet 3.0, Princeton University, Copyright 2006; made by training/wordnet_tables.py.
# Licence: WordNet 3.0 licence (permission to use, copy, modify and distribute with this notice).
"""


def load(
    folder: Path, kind: str
) -> tuple[dict[str, tuple[list[str], int]], dict[str, tuple[str, list[str], list[tuple[str, str]]]]]:
    """Return the index (lemma -> synsets by frequency, tagged senses) and the synsets of one kind."""
    index: dict[str, tuple[list[str], int]] = {}
    for line in (folder / f"index.{kind}").read_text().splitlines():
        if line.startswith(" "):
            continue
        cells = line.split()
        count = int(cells[2])
        index[cells[0]] = (cells[-count:], int(cells[-count - 1]))
    synsets: dict[str, tuple[str, list[str], list[tuple[str, str]]]] = {}
    for line in (folder / f"data.{kind}").read_text().splitlines():
        if line.startswith(" "):
            continue
        cells = line.split("|")[0].split()
        words = int(cells[3], 16)
        names = [cells[4 + 2 * i].lower() for i in range(words)]
        at = 4 + 2 * words
        links = []
        for i in range(int(cells[at])):
            mark, offset, pos, ends = cells[at + 1 + 4 * i : at + 5 + 4 * i]
            if mark == "+":
                links.append(
                    (pos + offset + ends[2:], names[int(ends[:2], 16) - 1] if ends[:2] != "00" else "")
                )
        synsets[cells[0]] = (cells[1], names, links)
    return index, synsets


def main(folder: Path) -> None:
    """Print the table."""
    nouns, noun_sets = load(folder, "noun")
    verbs, verb_sets = load(folder, "verb")
    rows: list[tuple[str, str, str, str]] = []
    kept_verbs = {v for v, (_, tagged) in verbs.items() if "_" not in v and (tagged or len(v) < 12)}
    for verb in kept_verbs:
        rows.append((verb, "v", ",".join("v" + s for s in verbs[verb][0][:SENSES]), ""))
    for noun, (senses, tagged) in nouns.items():
        if "_" in noun or not noun.isalpha():
            continue
        if not any(noun_sets[s][0] in EVENTIVE for s in senses[:2]):
            continue
        related: dict[str, None] = {}
        for s in senses[:3]:
            for target, word in noun_sets[s][2]:
                if word == noun and target[0] == "v":
                    names = verb_sets[target[1:9]][1]
                    name = names[int(target[9:], 16) - 1]
                    if name in kept_verbs:
                        related[name] = None
        if tagged or related:
            rows.append((noun, "n", ",".join("n" + s for s in senses[:SENSES]), ",".join(related)))
    sys.stdout.write(HEADER)
    for row in sorted(rows):
        sys.stdout.write("\t".join(row).rstrip("\t") + "\n")


def loose(folder: Path) -> None:
    """Print the nouns that may name an event in passing."""
    nouns, sets = load(folder, "noun")
    verbs, _ = load(folder, "verb")
    found = []
    for noun, (senses, tagged) in nouns.items():
        files = [sets[s][0] for s in senses[:3]]
        if "_" in noun or not noun.isalpha() or files[0] in NEVER:
            continue
        by_verb = noun in verbs and verbs[noun][1] and any(f in LOOSE for f in files)
        often = files[0] in LOOSE or files[1:2] in (["04"], ["11"]) or by_verb
        if (tagged and often) or (len(noun) > 4 and files[0] in {"04", "11"}):
            found.append(noun)
    sys.stdout.write(LOOSE_HEADER + "\n".join(sorted(found)) + "\n")


if __name__ == "__main__":
    (loose if sys.argv[2:] == ["loose"] else main)(Path(sys.argv[1]))
