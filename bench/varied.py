"""Varied reports by the ten thousand, made from the sentences of a folder of reports.

A bench needs more reports than anybody has at hand, and copies of few reports are no measure: what is alike
is found faster or slower than news. Here each event has its own cast: every name, every number and two thirds
of the other content words of the sentences that it takes are replaced, the same word by the same word
throughout the event, by words drawn from all sentences as often as they stand there, with the ending kept.
Its sentences come from three sources. An event has one to twelve reports; each keeps some of its sentences, a
fifth of them rephrased in part, a fifth of the reports a copy of another; each report adds sentences of its
own. Reports of some forty events come mixed, as a day's feed brings them.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

SYLLABLES = re.findall(
    r"\w+", "ka lo mir ten dra vo sel hun par ost wen rik tal bru gan she nor bel ci qua fen zu ard lim"
)
TOKEN = re.compile(r"[^\W\d_]+|\d[\d,.]*")
ENDINGS = ("ing", "ed", "ly", "ion", "es", "s", "")
BEGAN = date(2031, 1, 1)
REPLACED = 2 / 3
MINGLED = 40


@dataclass
class Cast:
    """The words that an event, or a report of it, puts for those of its sources."""

    chance: random.Random
    pool: dict[str, list[str]]
    put: dict[str, str] = field(default_factory=dict)

    def sentence(self, text: str) -> str:
        """Return a sentence in the words of this cast."""
        opening = next((m.start() for m in TOKEN.finditer(text)), 0)
        return TOKEN.sub(lambda m: self._word(m.group(), m.start() == opening), text)

    def _word(self, word: str, is_first: bool) -> str:
        if word not in self.put:
            self.put[word] = self._new(word, is_first)
        return self.put[word]

    def _new(self, word: str, is_first: bool) -> str:
        if word[0].isdigit():
            return str(self.chance.randint(2, 10 ** min(len(word), 4)))
        if word[0].isupper():
            return word if is_first or len(word) < 3 else name(self.chance)
        if len(word) < 5 or self.chance.random() > REPLACED:
            return word
        return self.chance.choice(self.pool[ending(word)])


def name(chance: random.Random) -> str:
    """Return an invented name: one of some 300,000."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def ending(word: str) -> str:
    """Return the ending of a word, by which it may stand for another."""
    return next(one for one in ENDINGS if word.endswith(one))


def pool_of(texts: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Return the lower-case content words of the texts by ending, each as often as it stands there."""
    pool: defaultdict[str, list[str]] = defaultdict(list)
    for sentences in texts:
        for sentence in sentences:
            for word in TOKEN.findall(sentence):
                if word.islower() and len(word) > 4:
                    pool[ending(word)].append(word)
    return dict(pool)


def reports(
    texts: Sequence[Sequence[str]], count: int, seed: int, *, sentences: int = 8, a_day: int = 2000
) -> Iterator[dict[str, str]]:
    """Yield records of varied reports, as `twosource read` takes them; nothing is held but some events.

    Args:
        texts: the sentences of each source.
        count: how many reports.
        seed: the same gives the same reports.
        sentences: of a report, about; half of them of the event.
        a_day: reports published on one day.
    """
    chance = random.Random(seed)
    pool = pool_of(texts)
    waiting: list[tuple[str, str]] = []
    made = 0
    while made < count:
        while len(waiting) < MINGLED * 4:
            waiting += event(chance, texts, pool, sentences)
        place = min(int(chance.expovariate(1 / 40)), len(waiting) - 1)
        title, text = waiting.pop(place)
        day = BEGAN + timedelta(days=made // a_day)
        outlet = f"Outlet {chance.randrange(400)}"
        yield {"id": f"r{made}", "title": title, "text": text, "published": str(day), "outlet": outlet}
        made += 1


def event(
    chance: random.Random, texts: Sequence[Sequence[str]], pool: dict[str, list[str]], sentences: int
) -> list[tuple[str, str]]:
    """Return title and text of the reports of one event."""
    cast = Cast(chance, pool)
    core = [cast.sentence(s) for s in taken(chance, texts, max(3, sentences * 3 // 4))]
    made: list[tuple[str, str]] = []
    for _ in range(min(1 + int(chance.expovariate(1 / 3)), 12)):
        kept = [again(chance, pool, s) for s in chance.sample(core, max(1, -(-sentences // 2)))]
        own = Cast(chance, pool)
        kept += [own.sentence(s) for s in taken(chance, texts, max(1, sentences // 2))]
        if made and chance.random() < 0.2:
            kept = [made[0][1].replace("\n\n", " "), kept[-1]]
        text = "\n\n".join(" ".join(kept[i : i + 3]) for i in range(0, len(kept), 3))
        made.append((" ".join(core[0].split()[: chance.randint(6, 9)]), text))
    return made


def taken(chance: random.Random, texts: Sequence[Sequence[str]], count: int) -> list[str]:
    """Return sentences of three sources."""
    sources = [texts[chance.randrange(len(texts))] for _ in range(3)]
    return [chance.choice(sources[k % 3]) for k in range(count)]


def again(chance: random.Random, pool: dict[str, list[str]], sentence: str) -> str:
    """Return a sentence as it was, or, one in five, with words of another report's."""
    if chance.random() > 0.2:
        return sentence
    words = sentence.split(" ")
    for place in chance.sample(range(len(words)), max(1, len(words) // 4)):
        if words[place].islower() and len(words[place]) > 4:
            words[place] = chance.choice(pool[ending(words[place])])
    return " ".join(words)
