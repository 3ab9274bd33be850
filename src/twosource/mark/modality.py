"""How a predicate is told: as having happened, as planned, possible, demanded or denied, or as not so."""

from __future__ import annotations

from functools import cache

from twosource.lexicon import table
from twosource.mark.parse import lemma
from twosource.mark.predicates import Predicate
from twosource.mark.tokens import Token
from twosource.records import Modality, Polarity

COMPLEMENT = frozenset({"ccomp", "xcomp", "advcl", "pcomp", "acl", "dobj", "pobj", "oprd", "csubj"})
MODALS: dict[str, Modality] = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible",
    "will": "planned", "'ll": "planned", "wo": "planned", "shall": "planned", "would": "planned",
    "'d": "planned",
    "should": "demanded", "must": "demanded", "ought": "demanded",
}  # fmt: skip
NEGATORS = frozenset(
    {"no", "never", "neither", "nor", "without", "hardly", "barely", "none", "nobody", "nothing"}
)
CONDITIONS = frozenset({"if", "whether", "unless", "until", "before", "lest"})
AHEAD = frozenset({"until", "before"})
"""What stands behind them in the past has mostly happened ("fled before the police came")."""

FOLLOWING = frozenset({"once", "when", "whenever", "after"})
"""A clause in the present behind them has the modality of the clause on which it hangs: "will be questioned
when the ship arrives". Source: Quirk et al., A Comprehensive Grammar of the English Language, 14.22."""

PERCEIVED = frozenset({"hear", "see", "smell", "feel", "view"})
"""With "can" and in the passive these say that it is so: "shots can be heard". Source: Quirk et al., 4.52."""

OPEN_DETERMINERS = frozenset({"a", "an", "any", "another", "some", "no", "more", "such"})


@cache
def _governors() -> dict[str, str]:
    """Return the modality that a governing lemma gives its complement; nouns carry the suffix `_n`."""
    return {row[0]: row[1] for row in table("modality")}


LIMITERS = frozenset({"just", "only", "merely", "simply", "solely"})
SCALAR_REACH = 8  # words after a "not" in which a limiter takes it back


def polarity(predicate: Predicate) -> Polarity:
    """Return `negative` if the predicate is told not to hold ("did not", "no one was", "refused to")."""
    verb = predicate.verb
    turned = any(
        (child.dep_ == "neg" or child.lower_ in {"never", "n't"}) and not _is_scalar(child)
        for child in verb.children
    )
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            turned ^= child.lower_ in NEGATORS or any(
                g.dep_ == "det" and g.lower_ in NEGATORS for g in child.children
            )
    if predicate.kind == "noun":
        turned = any(child.dep_ in {"det", "neg"} and child.lower_ in NEGATORS for child in verb.children)
    if verb.dep_ in {"pcomp", "pobj"} and verb.head.lower_ == "without":
        turned = not turned
    governor = _governor(predicate)
    if governor is not None and verb.dep_ != "advcl" and _fails(predicate, governor):
        turned = not turned
    return "negative" if turned else "positive"


def _fails(predicate: Predicate, governor: Token) -> bool:
    """Return whether a governing verb says that its complement did not come about ("refused to go").

    A finite clause is no such complement: "the court ruled it could be sued". To rule is to exclude with its
    "out" only.
    """
    if _governors().get(lemma(governor)) != "failed" or (
        predicate.kind != "noun" and _is_finite(predicate.verb)
    ):
        return False
    return lemma(governor) != "rule" or any(c.dep_ == "prt" and c.lower_ == "out" for c in governor.children)


def _is_scalar(negation: Token) -> bool:
    """Return whether a "not" says that there is more to it ("not just a threat", "not a threat to just us").

    Further on, the word must limit a thing: in "was not seen just before" it doesn't.
    """
    doc = negation.doc
    for at in range(negation.i + 1, min(negation.i + SCALAR_REACH, len(doc))):
        word = doc[at]
        if word.lower_ in LIMITERS:
            follower = doc[at + 1] if at + 1 < len(doc) else None
            is_next = at == negation.i + 1
            return is_next or (follower is not None and follower.pos_ in {"NOUN", "PROPN", "PRON", "NUM"})
        if word.is_punct or word.pos_ in {"VERB", "AUX", "CCONJ", "SCONJ"}:
            return False
    return False


def modality(predicate: Predicate) -> Modality:
    """Return how the predicate is told: asserted, planned, possible, demanded, denied, or unknown."""
    verb = predicate.verb
    own = own_modality(verb)
    if own is not None:
        return own
    if _asks(verb):
        return "unknown"
    if predicate.kind != "noun":
        if _is_announced(verb):
            return "planned"
        if _is_consequence(verb):
            return "possible"
    return _governed(predicate) or (_above(verb) if predicate.kind != "noun" else None) or "asserted"


def _governed(predicate: Predicate) -> Modality | None:
    """Return the modality that the words over a predicate give it: "plans *to sail*", "the risk of *war*"."""
    verb = predicate.verb
    governor = _governor(predicate)
    steps = 0
    while governor is not None and steps < 4:
        key = lemma(governor) + ("_n" if governor.pos_ == "NOUN" else "")
        said = _governors().get(key)
        if said is not None and said != "failed" and not _tells_fact(predicate, governor):
            return said  # type: ignore[return-value]
        if governor.pos_ in {"VERB", "AUX"}:
            outer = own_modality(governor)
            if outer is not None and verb.dep_ in {"xcomp", "dobj", "pobj", "prep"}:
                return outer
        if governor.dep_ not in {"xcomp", "pcomp", "dobj", "pobj"}:
            break
        if predicate.kind != "noun" and _is_finite(verb):
            break  # "wants to find out who signed it": the signing is not what is wanted
        governor = _over(governor)
        steps += 1
    return None


def own_modality(verb: Token) -> Modality | None:
    """Return the modality that the verb's own auxiliaries and its "if" give it."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in MODALS and not _is_plain(child, verb):
            unreal = child.lower_ in {"would", "'d"} and any(lemma(c) == "have" for c in verb.children)
            return "possible" if unreal or _is_inverted(child, verb) else MODALS[child.lower_]
        if child.dep_ == "aux" and child.lower_ in {"had", "were"} and _is_inverted(child, verb):
            return "possible"  # "Had he been warned, …"
        if child.dep_ == "mark" and _is_condition(child, verb):
            return "possible"  # "nobody works until an inquiry is opened" tells of no inquiry
    # "would not go and reject" shares the modal, "would not go and rejected" does not.
    shares = verb.dep_ == "conj" and verb.tag_ in {"VB", "VBN"}
    if shares and not any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in verb.children):
        return own_modality(verb.head) if verb.head.i < verb.i else None
    return None


def is_past(verb: Token) -> bool:
    """Return whether a clause is told in a past tense or the perfect ("affected", "was hit", "has left")."""
    return verb.tag_ == "VBD" or any(
        c.dep_ in {"aux", "auxpass"} and (c.tag_ == "VBD" or lemma(c) == "have") for c in verb.children
    )


def _is_plain(modal: Token, verb: Token) -> bool:
    """Return whether a modal says nothing of how sure it is: "he'd gone", "shots can be heard"."""
    if modal.lower_ == "'d":
        return verb.tag_ == "VBN" and not any(c.lower_ in {"be", "have"} for c in verb.children)
    if modal.lower_ not in {"can", "could"} or lemma(verb) not in PERCEIVED:
        return False
    is_passive = any(c.dep_ == "auxpass" for c in verb.children)
    return is_passive and not any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)


def _is_inverted(auxiliary: Token, verb: Token) -> bool:
    """Return whether a clause opens with its auxiliary and is a condition: "Should the talks fail, …"."""
    opens = auxiliary.i == verb.left_edge.i and auxiliary.lower_ in {"had", "were", "should"}
    return opens and verb.dep_ in {"advcl", "ccomp"} and verb.head.i > verb.i and not _asks(verb.head)


def _is_condition(mark: Token, verb: Token) -> bool:
    """Return whether a conjunction makes its clause a condition, or leaves open whether it comes about."""
    if mark.lower_ in AHEAD:
        return not is_past(verb) or _is_shifted(verb)
    if mark.lower_ == "as":  # "so long as it lasts"
        return mark.i > 0 and mark.doc[mark.i - 1].lower_ == "long" and not is_past(verb)
    return mark.lower_ in CONDITIONS


def _is_shifted(verb: Token) -> bool:
    """Return whether a past tense is that of a saying, and what it tells lies ahead.

    "They said nobody *would work* until an inquiry *was opened*": "will work until it is opened", they said.
    """
    auxiliaries = {c.lower_ for c in verb.head.children if c.dep_ == "aux"}
    return verb.dep_ == "advcl" and not auxiliaries.isdisjoint({"would", "'d"})


def _is_announced(verb: Token) -> bool:
    """Return whether an infinitive with its own subject is a headline's future: "Tanker to sail Sunday"."""
    if verb.tag_ != "VB" or not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return False
    if verb.dep_ in {"relcl", "acl"}:  # the parse took the headline for a noun phrase
        return verb.head.dep_ == "ROOT" and verb.head.pos_ in {"NOUN", "PROPN"}
    has_subject = any(c.pos_ in {"NOUN", "PROPN", "PRON"} and c.i < verb.i for c in verb.children)
    return has_subject and verb.dep_ in {"ROOT", "parataxis"}


def _is_consequence(verb: Token) -> bool:
    """Return whether a present tense tells what is so under a condition: "it pays more if the talks fail"."""
    if verb.tag_ not in {"VBZ", "VBP"} or is_past(verb):
        return False
    for clause in verb.children:
        marks = [c for c in clause.children if c.dep_ == "mark"] if clause.dep_ == "advcl" else []
        for mark in marks:
            before = mark.doc[mark.i - 1].lower_ if mark.i else ""
            if mark.lower_ in {"if", "unless"} and before not in {"even", "as"} and not is_past(clause):
                return True
    return False


def _above(verb: Token) -> Modality | None:
    """Return the modality that a clause has from the one on which it hangs.

    "Will be questioned *when the ship arrives*", "will cut rates, *boosting growth*", "plans a bridge *that
    links the banks*"; but "will meet the mayor, *who is in Paris*" tells of a thing that is there.
    """
    if is_past(verb) and not _is_shifted(verb):
        return None
    over: Token | None = None
    if verb.dep_ == "ROOT" and any(c.dep_ == "mark" and c.lower_ == "once" for c in verb.children):
        return "planned"  # the parse took the clause for the sentence
    if verb.dep_ == "ccomp" and verb.tag_ == "VB":  # "will let parents *set* limits"
        over = verb.head
    elif verb.dep_ == "advcl":
        follows = any(c.dep_ in {"mark", "advmod"} and c.lower_ in FOLLOWING for c in verb.children)
        results = verb.tag_ == "VBG" and verb.i > verb.head.i  # "Speaking on Monday, …" has happened
        over = verb.head if follows or results else None
    elif verb.dep_ in {"relcl", "acl"} and (verb.tag_ == "VBG" or _is_open(verb.head)):
        over = _clause_over(verb.head)
    if over is None or over.pos_ not in {"VERB", "AUX"} or over.i == verb.i:
        return None
    said = modality(Predicate(over, over, (over,), "verb"))
    return said if said in {"planned", "possible", "demanded"} else None


def _is_open(noun: Token) -> bool:
    """Return whether a noun phrase names no thing that is known to be there: "a bridge", "new tools"."""
    first = next((c for c in noun.children if c.dep_ in {"det", "poss", "nummod"}), None)
    if first is None:
        return noun.tag_ in {"NN", "NNS"} and any(c.lower_ == "new" for c in noun.children)
    return first.lower_ in OPEN_DETERMINERS


def _clause_over(noun: Token) -> Token | None:
    """Return the verb of which a noun is the object or the complement, `None` for its subject."""
    if noun.dep_ not in {"dobj", "attr", "oprd", "pobj"}:
        return None
    return _over(noun)


def _asks(verb: Token) -> bool:
    """Return whether the verb heads a question."""
    return verb.dep_ == "ROOT" and verb.sent[-1].text == "?"


def is_said(verb: Token) -> bool:
    """Return whether a sentence says something of the world: no question, and no word to the reader.

    "Read more in our magazine", "Scroll down" begin with a bare verb that nobody does.
    """
    if any(c.dep_ in {"mark", "prep"} and c.lower_ == "than" and c.i < verb.i for c in verb.children):
        return False  # "faster than is permitted"
    if verb.dep_ != "ROOT":
        return True
    if _asks(verb):
        return False
    bare = verb.tag_ in {"VB", "VBP"} and not any(
        c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass"} for c in verb.children
    )
    opens = all(
        token.is_punct or token.dep_ in {"advmod", "intj"} for token in verb.doc[verb.sent.start : verb.i]
    )
    return not (bare and opens)


def _governor(predicate: Predicate) -> Token | None:
    """Return the verb or noun of whose complement the predicate is the head."""
    verb = predicate.verb
    while verb.dep_ == "conj" and verb.head.i < verb.i:
        verb = verb.head
    return _over(verb) if verb.dep_ in COMPLEMENT else None


def _over(token: Token) -> Token | None:
    """Return the next verb, adjective or noun above a token, across one preposition."""
    if token.dep_ == "ROOT":
        return None
    head = token.head
    if head.dep_ in {"prep", "agent", "dative"} or head.pos_ in {"ADP", "PART"}:
        head = head.head if head.dep_ != "ROOT" else head
    return head if head.i != token.i else None


FACT_OBJECTS = frozenset(
    {"reject", "dismiss", "discuss", "consider", "stop", "tell", "set", "order", "suggest", "dispute", "fear",
     "suspect", "allege", "weigh"}
)  # fmt: skip


def _tells_fact(predicate: Predicate, governor: Token) -> bool:
    """Return whether the complement of a governing word is told as a fact all the same.

    "Rejected the offer" tells of an offer that was made, "discussed the attack" of one that happened, "told
    him that it rains" of rain; only "told him to go" demands.
    """
    if predicate.kind == "noun":
        return lemma(governor) in FACT_OBJECTS
    return _is_finite(predicate.verb) and lemma(governor) in TELLERS


TELLERS = frozenset({"tell", "advise", "order", "ask", "set", "call", "press", "push", "appeal", "plead"})


def _is_finite(verb: Token) -> bool:
    """Return whether a clause is finite by its verb or its first auxiliary ("fell", "was taken", "has died").

    "Demanded that he be released" has none: the bare form is what is demanded.
    """
    forms = {"VBD", "VBZ", "VBP"}
    return verb.tag_ in forms or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in forms for c in verb.children)
