"""Institutions that a report names by what they are: "the interior ministry", "police", "the company".

A story has one interior ministry, one fire service, one court, unless names or places tell two apart. So who
is called by such a phrase is a recorded origin, and two reports' "the interior ministry" are the same. To
take two for one can only lower the number of origins, which is the safe way. "A senior official",
"residents", "authorities" or "sources" are nobody in particular, and never the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from twosource.lexicon import table, words

OFFICES = frozenset(
    (
        "governor", "mayor", "president", "premier", "chancellor", "minister", "king", "queen", "pope",
        "emir", "sultan", "prosecutor", "coroner", "sheriff", "commissioner", "bishop",
        "archbishop", "ombudsman",
    )
)  # fmt: skip
"""Offices of which a place or a state has one. Source: own compilation."""

BODIES = {
    "police": "police", "prosecutors": "prosecution", "prosecution": "prosecution", "label": "company",
    "team": "team", "body": "organisation", "watchdog": "committee", "coastguard": "coastguard",
    "organisers": "organisation", "organizers": "organisation", "defence": "defence", "union": "union",
    "judge": "court", "judges": "court", "magistrate": "court", "magistrates": "court",
    "lawyer": "defence", "lawyers": "defence", "attorney": "defence", "attorneys": "defence",
    "solicitor": "defence", "counsel": "defence", "companies": "company", "firefighters": "fire",
    "coast guard": "coastguard", "police department": "police",
    "fire service": "fire", "fire brigade": "fire", "fire department": "fire",
}  # fmt: skip
"""Bodies beside those of the table of nouns, or of a class of their own, and their classes."""

NOBODY = frozenset(("group", "maker", "giant", "opposition", "bloc"))
MEDIA = frozenset(("medium",))
INDEFINITE = frozenset(
    (
        "a", "an", "one", "two", "three", "four", "five", "some", "several", "many", "another", "other",
        "any", "no", "few", "most", "both", "all", "half", "each", "every", "certain", "various", "numerous",
    )
)  # fmt: skip
OWN = frozenset(("his", "her", "its", "their", "our", "my"))
GENERIC = frozenset(("company", "organisation", "committee", "team"))
"""Classes of which any organisation may be one: "the company" may be each that has a name."""

STATE = frozenset(("ministry", "government", "army"))
"""Classes of bodies through which a state's government speaks."""

STATE_OFFICES = frozenset(
    ("minister", "president", "premier", "chancellor", "king", "queen", "emir", "sultan")
)

SPOKEN = re.compile(
    r"(?i)^(?:an? |the |one )?(?:(?P<before>[^\W\d_][\w'’ .-]{1,60}?) )?"
    r"(?:spokes(?:man|woman|person|people|men|women)|press (?:officer|office|service|secretary))"
    r"(?: (?:for|of|at|from) (?P<after>.{2,80}))?$"
)
"""Somebody who speaks for another: "a police spokesman", "a spokeswoman for the ministry"."""

RANKS = re.compile(r"(?i)^(?:(?:local|senior|regional|chief|top) )+(?=\w)")
"""Which of its spokesmen somebody is: "a local Norvind spokeswoman" speaks for Norvind."""

STAFF = re.compile(
    r"(?i)^(?:the )?(?:doctors|medics|surgeons|nurses|staff) (?:at|of|from) "
    r"(?P<house>the (?:[^\W\d_][\w'’.-]* ){0,4}(?:hospital|clinic))$"
)
"""Who speaks for a house: "doctors at the Torvik hospital"."""

ISSUED = re.compile(
    r"(?i)^(?:an? |the )?(?:news release|press release|statement|written statement) "
    r"(?:from (?=the )|by (?=the |(?-i:[A-Z])))(?P<house>[^\W\d_].{2,80})$"
)
"""What a house gives out: "a news release from the zoo", "a statement by Norvind"."""

LED = re.compile(
    r"(?i)^(?P<house>the [^\W\d_][\w .-]{1,60}?)['’]s? (?:director|managing director|chief executive|ceo)$"
)
"""Who leads a house: "the Ostrel Zoo's director"."""

CUT = re.compile(r"[,;:()\n]| (?:who|which|that|whose|in a|on|said|says) ")
OF = re.compile(r"(?<=\w) (?:of|in|at|for|on|from) ")
POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Body:
    """An institution known by what it is: its head noun, its class, and the words that tell it apart."""

    head: str
    kind: str
    words: frozenset[str]

    @property
    def key(self) -> str:
        """The same for phrases of the same words."""
        return f"body:{self.head}:{' '.join(sorted(self.words))}"

    def may_be(self, other: Body) -> bool:
        """Return whether two phrases may be of one institution: none has what the other contradicts."""
        same = self.kind == other.kind or {self.head, other.head} <= STATE
        return same and (self.words <= other.words or other.words <= self.words)


def body_of(phrase: str) -> Body | None:
    """Return the institution that a definite phrase is for; `None` for a person, a crowd, "a company".

    >>> body_of("the interior ministry").key, body_of("the ministry of the interior").key
    ('body:ministry:interior', 'body:ministry:interior')
    >>> body_of("a senior official"), body_of("residents"), body_of("a hospital")
    (None, None, None)
    """
    plain = POSSESSIVE.sub("", CUT.split(" ".join(phrase.split()), maxsplit=1)[0].strip(" “”\"'"))
    first = plain.partition(" ")[0].lower()
    if not plain or first in INDEFINITE or first.isdigit() or len(plain) > 100:
        return None
    found = OF.search(plain)
    main, rest = (plain[: found.start()], plain[found.end() :]) if found else (plain, "")
    own = [w.lower() for w in WORD.findall(main)]
    is_definite = (
        first == "the" or first in OWN or not plain[:1].islower() or "’s" in phrase or "'s" in phrase
    )
    if not own:
        return None
    two = " ".join(own[-2:])
    head = two if two in BODIES else own[-1]
    kind = _kind(head)
    if (
        kind is None
        or (kind == "defence" and first in OWN)
        or not (is_definite or kind in ("police", "prosecution", "fire"))
    ):
        return None
    telling = own[: -2 if head == two and len(own) > 1 else -1] + [w.lower() for w in WORD.findall(rest)]
    idle = words("stop_words") | OWN | INDEFINITE
    return Body(head, kind, frozenset(w for w in telling if w not in idle))


def spoken_for(phrase: str) -> str | None:
    """Return for whom a spokesman speaks, as his description says; `None` if it is none, or does not say.

    >>> spoken_for("a spokeswoman for the ministry"), spoken_for("the ministry's spokesman")
    ('the ministry', 'the ministry')
    >>> spoken_for("a police spokesman"), spoken_for("its spokeswoman")
    ('the police', None)
    >>> spoken_for("a local Norvind spokeswoman"), spoken_for("a senior spokesman")
    ('the Norvind', None)
    >>> spoken_for("the Ostrel Zoo's director"), spoken_for("a news release from the zoo")
    ('the Ostrel Zoo', 'the zoo')
    >>> spoken_for("a statement by Norvind"), spoken_for("a statement by lawyers")
    ('Norvind', None)
    """
    plain = CUT.split(" ".join(phrase.split()), maxsplit=1)[0].strip()
    for pattern in (STAFF, ISSUED, LED):
        house = pattern.match(plain)
        if house is not None:
            return house["house"]
    found = SPOKEN.match(plain)
    if found is None:
        return None
    if found["after"]:
        return found["after"]
    before = RANKS.sub("", POSSESSIVE.sub("", found["before"] or "").strip())
    if not before or before.lower() in OWN | INDEFINITE | {"chief", "senior", "government"}:
        return "the government" if before.lower() == "government" else None
    return before if before.lower().startswith("the ") else f"the {before}"


@cache
def _table() -> dict[str, str]:
    """Return the class of each noun for a body, in the singular."""
    return {
        row[0]: row[3]
        for row in table("group_nouns")
        if len(row) > 3 and row[1] in ("organisation", "government") and row[2] == "singular" and row[3]
    }


def _kind(head: str) -> str | None:
    """Return the class of institution that a head noun names, `None` if it names none."""
    if head in BODIES:
        return BODIES[head]
    if head in OFFICES:
        return head
    kind = _table().get(head)
    return None if kind is None or kind in MEDIA or head in NOBODY else kind
