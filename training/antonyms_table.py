"""Write the lexicon table `antonyms.tsv` from the files of WordNet 3.0 (Debian: wordnet-base).

    python training/antonyms_table.py /usr/share/wordnet > src/twosource/lexicon/antonyms.tsv

A row is a pair of verbs, nouns or adjectives that WordNet calls opposites, in alphabetical order.
"""

from __future__ import annotations

import sys
from pathlib import Path

HEADER = """\
# Words of opposite meaning, single words only: first, second.
# Source: WordNet 3.0, Princeton University, Copyright 2006; made by training/antonyms_table.py.
# Licence: WordNet 3.0 licence (permission to use, copy, modify and distribute with this notice).
"""


def main(folder: Path) -> None:
    """Print the table."""
    pairs: set[tuple[str, str]] = set()
    for kind in ("verb", "noun", "adj"):
        names: dict[str, list[str]] = {}
        links: list[tuple[str, str, str, str]] = []
        for line in (folder / f"data.{kind}").read_text().splitlines():
            if line.startswith(" "):
                continue
            cells = line.split("|")[0].split()
            count = int(cells[3], 16)
            names[cells[0]] = [cells[4 + 2 * i].lower().split("(")[0] for i in range(count)]
            at = 4 + 2 * count
            for i in range(int(cells[at])):
                mark, offset, _, ends = cells[at + 1 + 4 * i : at + 5 + 4 * i]
                if mark == "!" and ends != "0000":
                    links.append((cells[0], ends[:2], offset, ends[2:]))
        for offset, own, other, theirs in links:
            one, two = names[offset][int(own, 16) - 1], names[other][int(theirs, 16) - 1]
            if "_" not in one + two:
                pairs.add((min(one, two), max(one, two)))
    sys.stdout.write(HEADER)
    for one, two in sorted(pairs):
        print(f"{one}\t{two}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
