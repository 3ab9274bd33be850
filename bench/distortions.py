"""How often a turned telling comes out as agreement, and a paraphrase as the same claim.

    python bench/distortions.py FOLDER [--most N] [--show KIND]

FOLDER holds reports as text files or JSON lines. From each report's sentences those are taken whose main
verb a rule can turn: negated, its roles swapped, a number, day, name or place changed, planned for done, a
verb for its opposite. Sentence and turned sentence are put into two reports of two outlets. A turned sentence
*agrees* if its main clause and that of the true one stand in one claim, neither is only named there, and no
difference is found between them that says that they conflict, differ in strength, or may not agree. At most
3 % may. The twin are paraphrases that say the same: passive for active, another order, a synonym, an
apposition or adverb dropped, a number rounded with a hedge; at least 70 % should come out as one claim that
agrees.

The sentences are turned by rule and not read by anyone; `--show KIND` prints those that came out wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.tokens import Span, Token

from twosource.account import account_of
from twosource.mark.parse import lemma, parse
from twosource.pipeline import annotate
from twosource.read import read
from twosource.records import Told
from twosource.spans import Span as Extent

OPPOSITES = """\
strengthen weaken; rise fall; increase decrease; win lose; approve reject; open close; buy sell; accept
refuse; begin end; start stop; support oppose; arrive leave; praise condemn; allow ban; confirm deny;
lift impose; join leave; enter leave; raise lower; expand shrink; gain lose; hire fire; attack defend;
reveal hide; include exclude; break repair; push pull; remember forget; improve worsen; extend shorten;
admit deny; pass fail"""
SYNONYMS = """\
arrest detain; kill slay; buy purchase; begin start; help assist; end finish; quit resign; choose select;
rescue save; get obtain; show display; call phone; need require; ask request; hit strike; shut close; try
attempt; free release; injure wound; acquire buy; fire sack; reject dismiss; attack assault; destroy
demolish; investigate probe; postpone delay; let allow; happen occur; meet encounter; build construct;
say state; fall drop; rise climb; win triumph; accuse charge; cancel scrap; discover find; launch unveil;
protest demonstrate; die perish"""
IRREGULAR = """\
begin began begun; break broke broken; buy bought bought; build built built; come came come; cut cut cut;
deal dealt dealt; do did done; draw drew drawn; drive drove driven; fall fell fallen; fight fought
fought; find found found; forget forgot forgotten; get got got; give gave given; go went gone; hide hid
hidden; hit hit hit; hold held held; keep kept kept; lay laid laid; lead led led; leave left left; let
let let; lose lost lost; make made made; meet met met; put put put; quit quit quit; read read read; rise
rose risen; say said said; see saw seen; sell sold sold; send sent sent; set set set; shoot shot shot;
show showed shown; shrink shrank shrunk; shut shut shut; slay slew slain; strike struck struck; take took
taken; tell told told; win won won; write wrote written; spend spent spent; steal stole stolen; speak
spoke spoken; throw threw thrown; catch caught caught; bring brought brought; think thought thought; bear
bore born; beat beat beaten; choose chose chosen; wear wore worn; grow grew grown"""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WORDS = dict(
    zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(2, 11), strict=True)
)
OTHERS = {"PERSON": "Greta Lindqvist", "ORG": "Norvind", "GPE": "Torvik", "LOC": "Torvik", "NORP": "Marovian"}
NEEDED = frozenset({"not", "only", "almost", "more", "former", "least", "n't"})
OBJECTIONS = frozenset({"conflict", "stronger", "unsure"})
SENTENCE = (6, 40)

Turned = Iterator[str]


def _pairs(text: str) -> dict[str, str]:
    """Return both ways of a list of pairs."""
    found: dict[str, str] = {}
    for pair in text.replace("\n", " ").split(";"):
        one, other = pair.split()
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


FORMS = {cells[0]: cells[1:] for cells in (row.split() for row in IRREGULAR.replace("\n", " ").split(";"))}


def inflected(verb: str, tag: str) -> str:
    """Return a verb's lemma in the form of a tag of the Penn Treebank."""
    if tag in {"VB", "VBP"}:
        return verb
    if verb in FORMS and tag in {"VBD", "VBN"}:
        return FORMS[verb][tag == "VBN"]
    double = re.search(r"^[^aeiou]*[aeiou][bdgmnprt]$", verb)
    stem = verb + verb[-1] if double else verb
    if tag == "VBZ":
        return (
            verb[:-1] + "ies"
            if re.search(r"[^aeiou]y$", verb)
            else verb + ("es" if re.search(r"(s|sh|ch|x|o)$", verb) else "s")
        )
    if tag == "VBG":
        return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else stem) + "ing"
    return (
        verb + "d"
        if verb.endswith("e")
        else verb[:-1] + "ied"
        if re.search(r"[^aeiou]y$", verb)
        else stem + "ed"
    )


def swapped(sent: Span, *changes: tuple[int, int, str]) -> str:
    """Return a sentence with (first token, token behind the last, words) put in, last change first."""
    doc, text, base = sent.doc, sent.text, sent.start_char
    for first, end, words in sorted(changes, reverse=True):
        low = doc[first].idx - base
        high = doc[end - 1].idx + len(doc[end - 1]) - base if end > first else low
        text = text[:low] + words + text[high:]
    text = re.sub(r"\s+", " ", text).replace(" ,", ",").strip()
    return text[:1].upper() + text[1:]


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child of a token by its relation."""
    return next((c for c in token.children if c.dep_ in deps), None)


def phrase(token: Token) -> tuple[int, int]:
    """Return the extent of all words under a token."""
    return token.left_edge.i, token.right_edge.i + 1


def near_root(token: Token) -> bool:
    """Return whether a word belongs to the main clause itself."""
    steps = 0
    while token.dep_ != "ROOT" and steps < 6:
        if token.dep_ in {"relcl", "advcl", "acl", "ccomp", "xcomp", "conj", "parataxis", "pcomp", "appos"}:
            return False
        token, steps = token.head, steps + 1
    return token.dep_ == "ROOT"


def base_of(sent: Span) -> Token | None:
    """Return the main verb if it is a plain one with a subject."""
    root = sent.root
    if root.pos_ != "VERB" or child(root, "nsubj", "nsubjpass") is None or child(root, "neg"):
        return None
    return root


def auxiliary(verb: Token) -> Token | None:
    """Return the first auxiliary of a verb."""
    return child(verb, "aux", "auxpass")


def negated(sent: Span) -> Turned:
    """Yield the sentence with its main verb denied."""
    verb = base_of(sent)
    if verb is None:
        return
    aux = auxiliary(verb)
    if aux is not None:
        yield swapped(sent, (aux.i + 1, aux.i + 1, "not "))
    elif verb.tag_ in {"VBD", "VBZ", "VBP"}:
        do = {"VBD": "did", "VBZ": "does", "VBP": "do"}[verb.tag_]
        yield swapped(sent, (verb.i, verb.i + 1, f"{do} not {lemma(verb)}"))


def roles(sent: Span) -> Turned:
    """Yield the sentence with subject and object exchanged, where both can do it."""
    verb = base_of(sent)
    if verb is None:
        return
    one = child(verb, "nsubj", "nsubjpass")
    agent = child(verb, "agent")
    other = child(agent, "pobj") if agent is not None else child(verb, "dobj")
    if one is None or other is None or {one.pos_, other.pos_} - {"PROPN", "NOUN"}:
        return
    kinds = {"PERSON", "ORG", "GPE", "NORP"}
    if one.ent_type_ in kinds and other.ent_type_ in kinds and one.lower_ != other.lower_:
        (a, b), (c, d) = phrase(one), phrase(other)
        yield swapped(sent, (a, b, sent.doc[c:d].text), (c, d, sent.doc[a:b].text))


def number(sent: Span) -> Turned:
    """Yield the sentence with a number of the main clause changed."""
    for token in sent:
        if token.ent_type_ not in {"CARDINAL", "MONEY", "PERCENT", "QUANTITY"} or not near_root(token):
            continue
        if token.lower_ in WORDS:
            new = "nine" if WORDS[token.lower_] < 7 else "three"
        elif re.fullmatch(r"\d{1,3}(,\d{3})*|\d+", token.text):
            new = f"{int(token.text.replace(',', '')) * 2 + 3:,}"
        else:
            continue
        yield swapped(sent, (token.i, token.i + 1, new))
        return


def day(sent: Span) -> Turned:
    """Yield the sentence with the day of the main clause changed."""
    for token in sent:
        if token.text in DAYS and near_root(token):
            yield swapped(sent, (token.i, token.i + 1, DAYS[(DAYS.index(token.text) + 4) % 7]))
            return
        if (
            token.text in MONTHS
            and near_root(token)
            and token.i + 1 < sent.end
            and sent.doc[token.i + 1].like_num
        ):
            yield swapped(sent, (token.i, token.i + 1, MONTHS[(MONTHS.index(token.text) + 5) % 12]))
            return


def planned(sent: Span) -> Turned:
    """Yield the sentence as planned for done."""
    verb = base_of(sent)
    if verb is not None and auxiliary(verb) is None and verb.tag_ == "VBD":
        yield swapped(sent, (verb.i, verb.i + 1, f"will {lemma(verb)}"))
    elif verb is not None:
        aux = auxiliary(verb)
        if aux is not None and aux.dep_ == "auxpass" and aux.lower_ in {"was", "were"}:
            yield swapped(sent, (aux.i, aux.i + 1, "may be"))


def name(sent: Span) -> Turned:
    """Yield the sentence with one who acts or suffers under another name."""
    for token in sent:
        if (
            token.dep_ in {"nsubj", "nsubjpass", "dobj"}
            and near_root(token)
            and token.ent_type_ in {"PERSON", "ORG"}
        ):
            entity = next(e for e in sent.doc.ents if e.start <= token.i < e.end)
            yield swapped(sent, (entity.start, entity.end, OTHERS[token.ent_type_]))
            return


def place(sent: Span) -> Turned:
    """Yield the sentence with the place of the main clause changed."""
    for token in sent:
        is_place = token.ent_type_ in {"GPE", "LOC"} and token.dep_ == "pobj" and near_root(token)
        if is_place and token.head.lower_ in {"in", "at", "near", "outside"}:
            entity = next(e for e in sent.doc.ents if e.start <= token.i < e.end)
            yield swapped(sent, (entity.start, entity.end, "Torvik"))
            return


def opposite(sent: Span) -> Turned:
    """Yield the sentence with the opposite of its main verb."""
    verb, table = base_of(sent), _pairs(OPPOSITES)
    if verb is not None and lemma(verb) in table:
        yield swapped(sent, (verb.i, verb.i + 1, inflected(table[lemma(verb)], verb.tag_)))


def passive(sent: Span) -> Turned:
    """Yield an active sentence in the passive."""
    verb = base_of(sent)
    if verb is None or verb.tag_ != "VBD" or auxiliary(verb) is not None or child(verb, "prt", "dative"):
        return
    one, other = child(verb, "nsubj"), child(verb, "dobj")
    if (
        one is None
        or other is None
        or "PRON" in {one.pos_, other.pos_}
        or child(verb, "conj", "ccomp", "xcomp")
    ):
        return
    if child(one, "relcl", "acl") or lemma(verb) in {"have", "become", "cost", "want"}:
        return
    (a, b), (c, d) = phrase(one), phrase(other)
    if a > sent.start and sent.doc[a - 1].text != ",":
        return
    be = "were" if other.tag_ in {"NNS", "NNPS"} or child(other, "conj") else "was"
    first, last = sent.doc[c:d].text, sent.doc[a:b].text
    if one.pos_ != "PROPN" and not one.ent_type_:
        last = last[:1].lower() + last[1:]
    yield swapped(
        sent,
        (a, b, first),
        (verb.i, verb.i + 1, f"{be} {inflected(lemma(verb), 'VBN')}"),
        (c, d, f"by {last}"),
    )


def order(sent: Span) -> Turned:
    """Yield the sentence with its time or place put first."""
    verb = base_of(sent)
    if verb is None or sent[0].dep_ in {"prep", "advmod", "mark"}:
        return
    for prep in verb.children:
        noun = child(prep, "pobj") if prep.dep_ == "prep" and prep.i > verb.i else None
        if noun is not None and noun.ent_type_ in {"DATE", "GPE", "LOC"}:
            a, b = phrase(prep)
            if b - a <= 6:
                front = sent.doc[a:b].text
                rest = swapped(sent, (a, b, ""))
                start = rest if sent[0].pos_ == "PROPN" or sent[0].ent_type_ else rest[:1].lower() + rest[1:]
                yield re.sub(r" ([.,])", r"\1", front[:1].upper() + front[1:] + ", " + start)
                return


def synonym(sent: Span) -> Turned:
    """Yield the sentence with a synonym of its main verb."""
    verb, table = base_of(sent), _pairs(SYNONYMS)
    if verb is not None and lemma(verb) in table and child(verb, "prt") is None:
        yield swapped(sent, (verb.i, verb.i + 1, inflected(table[lemma(verb)], verb.tag_)))


def apposition(sent: Span) -> Turned:
    """Yield the sentence without an apposition of its main clause."""
    for token in sent:
        if token.dep_ == "appos" and near_root(token.head) and base_of(sent) is not None:
            a, b = phrase(token)
            if sent.doc[a - 1].text == "," and b < sent.end and sent.doc[b].text == ",":
                yield swapped(sent, (a - 1, b + 1, ""))
                return


def rounded(sent: Span) -> Turned:
    """Yield the sentence with a number of the main clause rounded, and a hedge before it."""
    for token in sent:
        if (
            token.ent_type_ == "CARDINAL"
            and near_root(token)
            and re.fullmatch(r"\d{2,3}(,\d{3})*", token.text)
        ):
            value = int(token.text.replace(",", ""))
            power = 10 ** (len(str(value)) - 1)
            near = round(value / power) * power
            hedged = sent.doc[token.i - 1].lower_ in {
                "than",
                "about",
                "around",
                "some",
                "nearly",
                "least",
                "to",
            }
            if near != value and abs(near - value) <= 0.1 * value and not hedged:
                yield swapped(sent, (token.i, token.i + 1, f"about {near:,}"))
                return


def shortened(sent: Span) -> Turned:
    """Yield the sentence without an adverb or an adjective of its main clause."""
    for token in sent:
        plain = token.dep_ in {"advmod", "amod"} and token.i > sent.start and not list(token.children)
        harmless = token.tag_ in {"RB", "JJ"} and not token.ent_type_ and token.lower_ not in NEEDED
        if plain and harmless and near_root(token) and base_of(sent) is not None:
            yield swapped(sent, (token.i, token.i + 1, ""))
            return


DISTORTIONS: dict[str, Callable[[Span], Turned]] = {
    "negated": negated, "roles": roles, "number": number, "day": day, "planned": planned, "name": name,
    "opposite": opposite, "place": place,
}  # fmt: skip
PARAPHRASES: dict[str, Callable[[Span], Turned]] = {
    "passive": passive, "order": order, "synonym": synonym, "apposition": apposition, "rounded": rounded,
    "shortened": shortened,
}  # fmt: skip


def agree(one: str, other: str) -> bool | None:
    """Return whether two sentences are one claim that agrees; `None` if the first isn't understood."""
    reports = [
        read({"id": key, "outlet": f"{key} Gazette", "text": text, "published": "2024-05-08"}).reports[0]
        for key, text in (("A", one), ("B", other))
    ]
    annotations = tuple(annotate(reports))
    claims = account_of(annotations).claims
    heads = {key: _head(text) for key, text in (("A", one), ("B", other))}
    mains = {
        key: next((t for c in claims for t in c.tellings if t.report == key and _is_at(t, heads[key])), None)
        for key in "AB"
    }
    if mains["A"] is None:
        return None
    for claim in claims:
        at = {key: i for i, t in enumerate(claim.tellings) for key in "AB" if t == mains[key]}
        if len(at) == 2:
            pair = set(at.values())
            return not any(set(d.tellings) == pair and d.verdict in OBJECTIONS for d in claim.differences)
    return False


def _head(text: str) -> tuple[int, int]:
    """Return the extent of the main verb of a text of one sentence, or of what a copula says."""
    root = parse(text, (Extent(0, len(text), text),)).paragraphs[0].doc[0:].root
    said = child(root, "acomp", "attr", "oprd") if lemma(root) == "be" else None
    word = said or root
    return word.idx, word.idx + len(word)


def _is_at(told: Told, head: tuple[int, int]) -> bool:
    """Return whether a telling is of the main verb and tells of it."""
    return not told.telling.is_named and any(s.start < head[1] and head[0] < s.end for s in told.telling.head)


def sentences(folder: Path) -> Iterator[Span]:
    """Yield the sentences of a folder's reports, those of a middling length that begin and end as such."""
    for path in sorted(folder.iterdir() if folder.is_dir() else [folder]):
        for report in read(path).reports:
            text = report.text
            for paragraph in parse(text, (Extent(0, len(text), text),)).paragraphs:
                for sent in paragraph.doc.sents:
                    whole = (
                        sent.text[:1].isupper() and sent.text.strip().endswith(".") and '"' not in sent.text
                    )
                    if whole and SENTENCE[0] <= len(sent) <= SENTENCE[1]:
                        yield sent


def measure(
    folder: Path, kinds: dict[str, Callable[[Span], Turned]], most: int
) -> dict[str, list[tuple[str, str, bool]]]:
    """Return, by kind, (sentence, turned sentence, whether they agree)."""
    found: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for sent in sentences(folder):
        for kind, turn in kinds.items():
            if len(found[kind]) < most:
                for turned in turn(sent):
                    verdict = agree(sent.text, turned)
                    if verdict is not None and turned != sent.text:
                        found[kind].append((sent.text, turned, verdict))
    return found


def main() -> None:
    """Print a table for the distortions and one for the paraphrases."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--most", type=int, default=50, help="sentences of a kind")
    options.add_argument("--show", default="", help="print the wrong ones of this kind, or all")
    given = options.parse_args()
    for title, kinds, wrong in (("distorted", DISTORTIONS, True), ("paraphrased", PARAPHRASES, False)):
        found = measure(given.folder, kinds, given.most)
        total = [verdict for rows in found.values() for _, _, verdict in rows]
        for kind, rows in found.items():
            count = sum(verdict for _, _, verdict in rows)
            print(f"{title:12} {kind:12} {count:4} of {len(rows):4} agree  {count / max(1, len(rows)):6.1%}")
            for one, other, verdict in rows:
                if verdict is wrong and given.show in {kind, "all"}:
                    print(f"    - {one}\n      {other}", file=sys.stdout)
        share = sum(total) / max(1, len(total))
        print(f"{title:12} {'all':12} {sum(total):4} of {len(total):4} agree  {share:6.1%}")


if __name__ == "__main__":
    main()
