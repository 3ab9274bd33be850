"""Which nominals of a report stand for one party: names, then descriptions and pronouns in text order.

Precision comes first, as a wrong merge is a wrong speaker: a description or pronoun is resolved only where
one party fits and no other does nearly as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from twosource.mark.parties_clusters import Key, name_keys
from twosource.mark.parties_descriptions import COUNTED, by_head
from twosource.mark.parties_lexicon import demonyms, sole_offices, states
from twosource.mark.parties_nominals import RIVAL, Entity, Nominal
from twosource.mark.pronouns import REFLEXIVE, SENTENCES, agrees, antecedent

PAST = frozenset(("former", "ex", "late", "onetime", "then", "outgoing"))
ORGANS = frozenset(("parliament", "ministry", "court", "department", "authority", "army", "committee"))
"""Classes of bodies of which a state has many, told apart by their adjectives ("regional", "foreign")."""
LOOSE = frozenset(("party", "medium", "agency"))
"""Classes of bodies that a description with adjectives may rename ("the influential newspaper")."""
QUALITIES = frozenset((
    "former", "ex", "late", "onetime", "then", "outgoing", "new", "veteran", "longtime", "long", "time",
    "acting", "embattled", "beleaguered", "old", "young", "elderly", "retired", "current", "incumbent",
))  # fmt: skip
"""Words of a description that any holder of a role may have."""
VIEW = 2
"""Sentences before that are in view for a description which only renames ("the billionaire")."""
WINDOW = 120
"""Nominals looked back over at most, so that time stays linear."""


def resolve(nominals: Sequence[Nominal]) -> list[Entity]:
    """Return the parties of a report, in the order in which they first come up.

    Args:
        nominals: in text order. Each nominal is in exactly one of the parties, or in none if it is a pronoun
            or relative pronoun whose antecedent isn't known.
    """
    return _Resolver(nominals).run()


def _role(words: tuple[str, ...]) -> str:
    """Return the role that a title or description tells: its noun, kept apart if it is past ("former")."""
    noun = words[-1] if words[-1] not in PAST else words[0]
    return f"former {noun}" if any(word in PAST for word in words) else noun


class _Resolver:
    """One pass over the nominals of a report in text order, with the parties known so far."""

    def __init__(self, nominals: Sequence[Nominal]) -> None:
        self.nominals = nominals
        self.heads = by_head(nominals)
        self.keys = name_keys(nominals)
        self.entities: list[Entity] = []
        self.of: list[Entity | None] = [None] * len(nominals)
        self.by_key: dict[Key, Entity] = {}
        self.by_role: dict[str, list[Entity]] = {}

    def run(self) -> list[Entity]:
        """Return the parties."""
        for i, nominal in enumerate(self.nominals):
            entity = self._entity(i, nominal)
            if entity is not None:
                self._join(i, entity)
        self._look_ahead()
        return [entity for entity in self.entities if entity.members and not entity.is_rival]

    def _entity(self, i: int, nominal: Nominal) -> Entity | None:
        """Return the party of nominal `i`: by its name, by grammar, as a description, as a pronoun."""
        key = self.keys[i]
        if nominal.kind == RIVAL:
            # Not among `entities`: no party of the report.
            return Entity(nominal.type, plural=nominal.plural, is_rival=True)
        if key is not None:
            return self._by_key(key, nominal)
        if nominal.of is not None:
            return self._by_grammar(nominal)
        if nominal.form == "pronoun":
            return self._pronoun(i, nominal)
        return self._description(i, nominal)

    def _by_key(self, key: Key, nominal: Nominal) -> Entity:
        """Return the party with this key, made if new."""
        found = self.by_key.get(key)
        if found is None:
            found = self.by_key[key] = self._new(nominal)
        return found

    def _new(self, nominal: Nominal) -> Entity:
        """Return a new party of the nominal's type."""
        entity = Entity(nominal.type, plural=nominal.plural)
        self.entities.append(entity)
        return entity

    def _join(self, i: int, entity: Entity) -> None:
        """Add nominal `i` to a party, with what it shows."""
        nominal = self.nominals[i]
        self.of[i] = entity
        entity.members.append(i)
        entity.gender = entity.gender or (nominal.gender if entity.type in ("person", "unnamed") else None)
        if nominal.form == "pronoun":
            return
        entity.is_named = entity.is_named or nominal.form == "name"
        entity.titles.update(nominal.titles)
        for title in nominal.titles:
            role = _role(tuple(title.split()))
            if role not in entity.roles:
                entity.roles.add(role)
                if entity.type == "person":
                    self.by_role.setdefault(role, []).append(entity)
        entity.nouns.add(nominal.noun)
        entity.words.update(word.lower() for word in nominal.words)
        if nominal.body:
            entity.bodies.add(nominal.body)
        if nominal.state is not None:
            entity.states.add(nominal.state)
        if nominal.age >= 0:
            entity.ages.add(nominal.age)

    def _by_grammar(self, nominal: Nominal) -> Entity | None:
        """Return the party that apposition, "is" or a relative clause ties the nominal to."""
        other = self.heads.get(nominal.of) if nominal.of is not None else None
        if other is not None and nominal.kind in ("person", "thing", "many"):
            entity = self.of[other] if other < len(self.of) else None
            return entity if entity and agrees(nominal, self.nominals[other], entity) else None
        if other is None:
            return None if nominal.form == "pronoun" else self._new(nominal)
        if self.of[other] is None:
            key = self.keys[other]
            if key is None:
                return None if nominal.form == "pronoun" else self._new(nominal)
            return self._by_key(key, self.nominals[other])
        return self.of[other]

    # ------------------------------------------------------------ descriptions

    def _description(self, i: int, nominal: Nominal) -> Entity:
        """Return the party of a description: one that it can only mean, else its own."""
        is_new = not (nominal.is_definite or nominal.plural)
        if is_new or nominal.kind in ("unnamed", COUNTED) or nominal.type == "unnamed":
            return self._new(nominal)
        if nominal.type in ("person", "organisation") and nominal.is_definite:
            found = self._named(i, nominal)
            if found is not None:
                return found
        if nominal.type == "government" and nominal.state is not None:
            return self._by_key(("government", nominal.state), nominal)
        if nominal.is_owned and nominal.type != "person":
            return self._new(nominal)  # "their troops" are not the troops of the sentence before
        if nominal.type == "document" or nominal.noun in ("people", "others", "many", "some"):
            return self._new(nominal)
        return self._by_key(("description", nominal.type, nominal.noun, *sorted(nominal.words)), nominal)

    def _named(self, i: int, nominal: Nominal) -> Entity | None:
        """Return the one party named before that has the role, or is the body, that is described."""
        if nominal.type == "person":
            fits = self._of_age(nominal) or self._with_role(nominal)
            if not fits and nominal.kind == "epithet":
                fits = self._in_view(i, nominal, 1) if nominal.age >= 0 else []
                fits = fits or self._in_view(i, nominal, VIEW)
            return fits[0] if len(fits) == 1 else None
        for sentences in (1, SENTENCES):
            fits = [
                entity
                for entity in self._recent(i, sentences)
                if entity.type == "organisation"
                and (nominal.body in entity.bodies or (nominal.body == "company" and not entity.bodies))
                and self._is_described(nominal, entity)
            ]
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    def _of_age(self, nominal: Nominal) -> list[Entity]:
        """Return the persons who are told to be as old as a description says: "the 46-year-old"."""
        if nominal.age < 0:
            return []
        return [e for e in self.entities if nominal.age in e.ages and self._one_gender(nominal, e)]

    @staticmethod
    def _is_described(nominal: Nominal, entity: Entity) -> bool:
        """Return whether a description of a body says nothing that a party isn't known for.

        Cases: "its army" after the navy, "the regional parliament" after Russia's parliament, "the trust of
        the people" after a body of that class, "the Jordanian parliament" after the Knesset.
        """
        if nominal.is_owned or not (nominal.state is None or nominal.state in entity.states):
            return False
        said = {
            w for w in nominal.words if w.capitalize() not in demonyms() and w.capitalize() not in states()
        }
        if nominal.body in ORGANS and not said - {nominal.noun} <= entity.words:
            return False
        if said - {nominal.noun} and nominal.body not in LOOSE:
            return nominal.noun in entity.nouns | entity.words  # "the central bank" is no rating agency
        has_complement = nominal.at.last - nominal.at.head > 1
        return nominal.noun in entity.nouns or (entity.is_named and not has_complement)

    def _with_role(self, nominal: Nominal) -> list[Entity]:
        """Return the persons whose titles have the described role, and don't speak against it."""
        if len([w for w in nominal.words if w not in nominal.owner]) > 3:
            return []
        role = _role(nominal.words) if nominal.words else nominal.noun
        return [
            entity
            for entity in self.by_role.get(role, ())
            if self._one_gender(nominal, entity)
            and self._is_role_of(nominal, entity)
            and self._one_state(nominal, entity)
            and (nominal.state is None or nominal.state in entity.states or role in sole_offices())
        ]

    @staticmethod
    def _is_role_of(nominal: Nominal, entity: Entity) -> bool:
        """Return whether what qualifies a role is said of the person too: not "Tory" of any chairman."""
        told = {w for role in entity.titles for w in role.split()} | entity.words
        is_same_owner = bool(nominal.owner & (told - {nominal.noun}))
        return all(
            w in told
            or (is_same_owner and w in nominal.owner)
            or w in QUALITIES
            or not w.isalpha()
            or w.capitalize() in demonyms()
            or w.capitalize() in states()
            for w in nominal.words
            if w != nominal.noun
        )

    def _in_view(self, i: int, nominal: Nominal, sentences: int) -> list[Entity]:
        """Return the one person of the sentences before; none if the sentence itself has named one.

        "Ana Melnik praised the billionaire": the billionaire is somebody else.
        """
        here = nominal.at.sentence
        found: list[Entity] = []
        for j in self._back(i, sentences):
            entity = self.of[j]
            if entity is None or entity.type not in ("person", "unnamed") or entity.plural:
                continue
            if nominal.age >= 0 and entity.ages and nominal.age not in entity.ages:
                continue  # "her sister Ina, 19": not the 27-year-old
            if self.nominals[j].at.sentence == here:
                return []
            if entity not in found:
                found.append(entity)
        is_named = len(found) == 1 and any(self.keys[j] is not None for j in found[0].members)
        fits = is_named and self._one_state(nominal, found[0]) and self._one_gender(nominal, found[0])
        return found if fits else []

    @staticmethod
    def _one_gender(nominal: Nominal, entity: Entity) -> bool:
        """Return whether the gender that a description shows, if any, is not another than the person's."""
        return nominal.gender is None or entity.gender in (None, nominal.gender)

    @staticmethod
    def _one_state(nominal: Nominal, entity: Entity) -> bool:
        """Return whether the state that a description names, if any, is one of the party's."""
        return nominal.state is None or not entity.states or nominal.state in entity.states

    def _recent(self, i: int, sentences: int) -> list[Entity]:
        """Return the parties mentioned in the last sentences, each once, latest first."""
        found: list[Entity] = []
        for j in self._back(i, sentences):
            entity = self.of[j]
            if entity is not None and not entity.is_rival and entity not in found:
                found.append(entity)
        return found

    def _back(self, i: int, sentences: int) -> Iterator[int]:
        """Yield the numbers of the nominals before `i` within a window of sentences and of nominals."""
        here, told = self.nominals[i].at.sentence, self.nominals[i].at.told
        for j in range(i - 1, max(-1, i - 1 - WINDOW), -1):
            if min(here - self.nominals[j].at.sentence, told - self.nominals[j].at.told) > sentences:
                return
            yield j

    def _look_ahead(self) -> None:
        """Give each description of a person that comes before any name the one name that is told to fit it.

        "The mayor said no", and five lines on "Jan Brek, the mayor": he is one man, and one origin.
        """
        unnamed = [e for e in self.entities if e.type == "person" and not e.is_named and not e.plural]
        nouns = Counter(noun for e in unnamed for noun in e.nouns)
        for entity in unnamed:
            shown = [n for i in entity.members if (n := self.nominals[i]).form == "description"]
            if not shown or not shown[0].titles or not shown[0].is_definite or nouns[shown[0].noun] > 1:
                continue
            fits = [e for e in self._with_role(shown[0]) if self._is_told_so(shown[0], entity, e)]
            is_sole = bool(fits) and len(self.by_role[_role(shown[0].words)]) == 2
            if is_sole and fits[0].members[0] > entity.members[0]:
                fits[0].members = sorted((*fits[0].members, *entity.members))
                entity.members = []

    @staticmethod
    def _is_told_so(nominal: Nominal, entity: Entity, named: Entity) -> bool:
        """Return whether a named person may be who was described before: of no other body or sex."""
        said = {*nominal.words, nominal.noun} | QUALITIES
        is_titled = any(set(title.split()) <= said for title in named.titles)
        is_other = entity.gender is not None and named.gender not in (None, entity.gender)
        return named.is_named and is_titled and not is_other

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, i: int, nominal: Nominal) -> Entity | None:
        """Return the party that a pronoun takes up, `None` where two fit about equally well."""
        barred = self._barred(i, nominal)
        candidates = [
            (self.nominals[j].at, entity)
            for j in self._back(i, SENTENCES)
            if (entity := self.of[j]) is not None
            and entity not in barred
            and self.nominals[j].at.end <= nominal.at.start
            and agrees(nominal, self.nominals[j], entity)
        ]
        return antecedent(nominal, candidates)

    def _barred(self, i: int, nominal: Nominal) -> list[Entity]:
        """Return the parties of the other nominals of the pronoun's own verb: "he thanked him" are two."""
        if nominal.at.verb < 0 or nominal.noun in REFLEXIVE:
            return []
        found = []
        for j in self._back(i, 0):
            at = self.nominals[j].at
            entity = self.of[j]
            if entity is not None and (at.paragraph, at.verb) == (nominal.at.paragraph, nominal.at.verb):
                found.append(entity)
        return found
