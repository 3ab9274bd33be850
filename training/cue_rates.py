"""Counts how often each word is a cue of attribution: the table `src/twosource/lexicon/cue_rates.tsv`.

    python training/cue_rates.py POLNEAR_DIR > src/twosource/lexicon/cue_rates.tsv

POLNEAR_DIR holds `train`. Of each verb, noun and adjective that occurs at least ten times: its occurrences
by complement, and those that stand within an annotated cue. Counts only; no text goes into the table.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from corpus import articles, paragraphs

from twosource.mark.cue_rates import form
from twosource.mark.cues import word
from twosource.mark.parse import parse
from twosource.spans import Span

LEAST = 10  # occurrences of a word: a rarer one says little
HEADER = """\
# How often a word is a cue of attribution, by its complement: a prior for what the learned extractor finds.
# Columns: part of speech, lemma (* for all words), complement (* for all), occurrences, those within a cue.
# Source: counted on the train part of PolNeAR 1.0.0 (Newell, Margolin and Ruths 2018): counts only, no text;
# own compilation by training/cue_rates.py, licensed Apache-2.0.
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    seen: Counter[tuple[str, str, str]] = Counter()
    cues: Counter[tuple[str, str, str]] = Counter()
    for article in articles(parser.parse_args().folder / "train"):
        marked = bytearray(len(article.text))
        for one in article.attributions:
            for start, end in one["cue"]:
                marked[start:end] = b"\1" * (end - start)
        parsed = parse(article.text, [Span(s, e, article.text[s:e]) for s, e in paragraphs(article.text)])
        for paragraph in parsed.paragraphs:
            for token in paragraph.doc:
                if token.pos_ not in ("VERB", "NOUN", "ADJ"):
                    continue
                made, hit = form(token), marked[paragraph.extent(token)[0]]
                for key in ((word(token), made), (word(token), "*"), ("*", made)):
                    seen[token.pos_, *key] += 1
                    cues[token.pos_, *key] += hit
    sys.stdout.write(HEADER)
    for key in sorted(seen):
        if key[1] == "*" or (seen[key[0], key[1], "*"] >= LEAST and key[1].isalpha()):
            sys.stdout.write("\t".join((*key, str(seen[key]), str(cues[key]))) + "\n")


if __name__ == "__main__":
    main()
