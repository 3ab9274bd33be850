"""News media among the parties of a sentence: those through whom words come, rather than who says them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from twosource import lexicon
from twosource.mark.tokens import Token

VAGUE: Final = frozenset(
    {"agency", "agencies", "network", "station", "site", "paper", "press", "channel", "outlet", "outlets"}
)
"""Nouns that name a news medium only with a word that says so: "news agency", "state channel"."""
NAMED: Final = frozenset({"paper", "network", "channel", "outlet"})
"""Those of them that a name before them makes a medium; "the Norda agency, station, site" may be others."""
TELLING: Final = frozenset(
    {"news", "wire", "state", "state-run", "tv", "television", "radio", "press", "media", "information",
     "telegram"}
)  # fmt: skip
ADDRESS: Final = re.compile(r"[\w-]{3,60}(?:\.[a-z]{2,4}){1,2}")
"""The address of a site: "OstraNews.com"."""
CALL_SIGN: Final = re.compile(r"[KW][A-Z]{3}(?:-(?:TV|FM|AM|DT|LD))?|[KW][A-Z]{2}-(?:TV|FM|AM)")
"""The call sign of a station of the United States: four letters from K or W. Source: FCC, 47 CFR 73.3550."""
NO_STATION: Final = frozenset({"KPMG", "WADA", "WNBA", "WWII", "WIPO", "KFOR", "WASP"})
"""Other names of that form. Source: own compilation."""
MAX_NAME: Final = 6
"""Words of a medium's name at most."""


@cache
def media_words(kind: str) -> frozenset[str]:
    """Return the words by which a medium shows itself: `noun`, a common one, or `name`, a part of a name."""
    return frozenset(row[0] for row in lexicon.table("media_words") if row[1] == kind)


@cache
def _names() -> frozenset[str]:
    """Return the names of the agencies and outlets that are known by name, in lower case, without "the"."""
    rows = [(row[0], *row[1].split(";")) for row in lexicon.table("agencies")]
    rows += [(row[0], *(row[2].split(";") if len(row) > 2 else ())) for row in lexicon.table("outlets")]
    return frozenset(
        name.strip().lower().removeprefix("the ") for row in rows for name in row if len(name.strip()) > 1
    )


def is_medium(head: Token) -> bool:
    """Return whether a noun phrase names or describes a news medium, by its head word."""
    if any(c.tag_ == "PRP$" for c in head.children):
        return False  # "on its website": the speaker's own
    if head.pos_ == "PROPN" or head.text[:1].isupper() or ADDRESS.fullmatch(head.text):
        if CALL_SIGN.fullmatch(head.text) and head.text not in NO_STATION and not head.sent.text.isupper():
            return True
        return head.lower_ in media_words("name") or head.lower_ in media_words("noun") or _is_known(head)
    if head.lower_ in media_words("noun"):
        return (
            head.lower_ not in VAGUE
            or any(c.lower_ in TELLING for c in head.children)
            or (head.lower_ in NAMED and any(_is_its_name(c) for c in head.children))
            or any(c.dep_ == "appos" and is_medium(c) for c in head.children)
        )
    return any(c.dep_ == "appos" and c.i != head.i and is_medium(c) for c in head.children)


def _is_its_name(child: Token) -> bool:
    """Return whether a word before a common noun is of its name: "the Al-Norda paper", not "Brek's paper"."""
    return child.pos_ == "PROPN" and child.dep_ in ("compound", "nmod") and child.ent_type_ != "PERSON"


def _is_known(head: Token) -> bool:
    """Return whether the name that ends with `head` is one of an agency or outlet, or a site's address."""
    if ADDRESS.fullmatch(head.text):
        return True
    if head.ent_type_ == "PERSON":
        return False  # "told Bloomberg" is read as the agency only where the parser takes it for one
    sentence, name = head.sent.start, head.lower_
    for i in range(head.i, max(sentence - 1, head.i - MAX_NAME), -1):
        name = name if i == head.i else _before(head.doc[i], name)
        words = name.removeprefix("the ").split()
        if any(" ".join(words[:n]) in _names() for n in range(len(words), min(1, len(words) - 1), -1)):
            return True  # also "NBC News Mach": a part of an outlet
    return False


def _before(token: Token, name: str) -> str:
    return f"{token.lower_}{token.whitespace_}{name}"
