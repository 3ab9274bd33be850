"""Grouping as reports come: the same stories as a whole run gives, ids that stay, changes that are told."""

from __future__ import annotations

import random
import tracemalloc

import pytest

from twosource.stories.arrivals import Arrivals, Placement
from twosource.stories.cards import Card, card, dot, rarity, term, weighed
from twosource.stories.compact import MIN_WORDS, Vocabulary
from twosource.stories.likeness import FEATURES, evidence, features, learned, likely
from twosource.stories.shelf import CROWD_FROM, CROWD_TO, HOLDER, MAX_HOLDERS, MAX_NEAR, Links, Shelf

FIRE = ("warehouse", "blaze", "harbour", "halden", "torvik", "firefighters", "smoke", "ferry", "chemicals")
STRIKE = ("drivers", "walkout", "tramway", "union", "wages", "brenna", "depot", "timetable", "mediator")
FILLER = ("after", "people", "city", "morning", "again", "officials", "week", "part", "place", "others")


def made(
    name: str, words: tuple[str, ...], seed: int = 0, *, day: int | None = None, story: str | None = None
) -> Card:
    """Return a card of a report that uses most of the words, and some that any report has."""
    chance = random.Random(f"{name}{seed}")
    used = chance.sample(words, len(words) - 2) + chance.sample(FILLER, 4)
    counts = {word: chance.randint(1, 3) for word in used}
    vector = weighed(counts)
    lead = weighed(dict.fromkeys(used[:5], 1))
    return Card(name, vector, {}, lead, {}, {}, day, sum(counts.values()), story)


def placed(cards: list[Card]) -> tuple[Arrivals, list[Placement]]:
    """Return what became of cards that came one after another."""
    arrivals = Arrivals()
    return arrivals, [arrivals.place(one) for one in cards]


def test_two_events_are_two_stories() -> None:
    """Reports of one event share a story, whatever comes between them; the first of each says it is new."""
    cards = [made(f"f{n}", FIRE) for n in range(4)] + [made(f"s{n}", STRIKE) for n in range(4)]
    random.Random(3).shuffle(cards)
    arrivals, placements = placed(cards)
    by_event = {name[0]: {p.story for p in placements if p.report[0] == name[0]} for name in ("f", "s")}
    assert len(by_event["f"]) == len(by_event["s"]) == 1
    assert by_event["f"] != by_event["s"]
    assert sum(p.is_new for p in placements) == 2
    assert sorted(len(m) for m in arrivals.members.values()) == [4, 4]


def test_a_reason_names_the_report_and_the_words() -> None:
    """A report that joins a story says which report it is likest, how likely, and by which words."""
    _, placements = placed([made("a", FIRE), made("b", FIRE)])
    assert placements[0].reason == "no report held is likely to tell of the same event"
    assert "with report a" in placements[1].reason
    assert any(word in placements[1].reason for word in FIRE)


def test_a_given_story_is_kept_and_draws_no_other() -> None:
    """A report with a given story stays in it; the same text without one doesn't follow it."""
    _, placements = placed([made("a", FIRE, story="mine"), made("b", FIRE), made("c", STRIKE, story="mine")])
    assert [p.story == "mine" for p in placements] == [True, False, True]
    assert [p.is_new for p in placements] == [True, True, False]


def test_a_bridge_merges_two_stories_and_the_older_id_stays() -> None:
    """Reports that come between two stories make one of them; it is told, and the older id stays."""
    cards = [
        made("a1", FIRE[:6], 1),
        made("a2", FIRE[:6], 2),
        made("b1", FIRE[5:], 1),
        made("b2", FIRE[5:], 2),
    ]
    bridges = [made(f"c{n}", FIRE, n) for n in range(6)]
    arrivals, placements = placed(cards + bridges)
    merged = [change for p in placements for change in p.changes if change.kind == "merged"]
    assert merged
    first = placements[0].story
    assert first in arrivals.members
    assert merged[-1].story == first
    assert merged[-1].other not in arrivals.members
    assert all("one event" in change.reason for change in merged)


@pytest.mark.parametrize("seed", range(5))
def test_members_and_stories_agree_after_any_order(seed: int) -> None:
    """Each report is in exactly one story, and each story that is listed has a report."""
    cards = [made(f"f{n}", FIRE) for n in range(5)] + [made(f"s{n}", STRIKE) for n in range(5)]
    random.Random(seed).shuffle(cards)
    arrivals, _ = placed(cards)
    listed = sorted(place for members in arrivals.members.values() for place in members)
    assert listed == list(range(len(cards)))
    assert all(arrivals.members.values())
    assert all(place in arrivals.members[story] for place, story in enumerate(arrivals.story_of))


def test_the_cost_of_a_report_is_capped() -> None:
    """However many reports hold a term, a report is compared with `MAX_NEAR` at most, the latest held."""
    shelf = Shelf()
    for n in range(MAX_HOLDERS + 60):
        shelf.add(made(f"r{n}", FIRE, n))
    assert len(shelf.links[-1]) <= MAX_NEAR
    assert max(map(len, shelf._holders)) == MAX_HOLDERS * HOLDER.itemsize
    assert 0 not in shelf.links[-1]


def test_a_crowd_lowers_the_odds() -> None:
    """Two reports among many that are alike are less likely of one event than the same two by themselves."""
    assert learned()["crowd"] < 0
    assert likely(1.0, 0.3, learned()) < likely(1.0, 0.0, learned())
    alone, crowd = Shelf(), Shelf()
    for n in range(2):
        alone.add(made(f"r{n}", FIRE, n))
    for n in range(CROWD_TO + 5):
        crowd.add(made(f"r{n}", FIRE, n))
    assert alone.crowd(0) == 0.0
    assert crowd.crowd(0) > 0.3
    assert len(crowd.nearest[0]) == CROWD_TO > CROWD_FROM
    assert crowd.likely(0, 1) < alone.likely(0, 1)


def whole_card(name: str, seed: int) -> Card:
    """Return a card with all vectors filled, or some of them empty."""
    chance = random.Random(seed)
    vectors = []
    for size in (8, 4, 5, 3, 2):
        used = chance.sample(FIRE + STRIKE[:4], size) if chance.random() < 0.8 else []
        vectors.append(weighed({word: chance.randint(1, 3) for word in used}))
    words, names, lead, title, numbers = vectors
    day = chance.choice((None, 100, 101, 104, 130))
    return Card(name, words, names, lead, title, numbers, day, chance.randint(5, 900))


def test_many_at_once_are_compared_as_two_by_themselves() -> None:
    """The log-odds of one report with many are those that `evidence` has for each pair."""
    cards = [whole_card(f"r{n}", n) for n in range(40)]
    vocabulary = Vocabulary()
    kept = [vocabulary.compact(one) for one in cards]
    for n, one in enumerate(cards):
        words, odds = vocabulary.compared(kept[n], kept, learned())
        for other, cosine, value in zip(cards, words, odds, strict=True):
            assert cosine == pytest.approx(dot(one.words, other.words), abs=1e-6)
            if cosine >= MIN_WORDS:
                assert value == pytest.approx(evidence(one, other, learned()), abs=1e-5)
            else:
                assert value != value


def test_what_was_found_is_kept_small() -> None:
    """Links give back what was put in, in rising order, and know what they don't have."""
    links = Links({7: 1.5, 3: -2.0, 90_000: 0.25})
    assert dict(links) == {3: -2.0, 7: 1.5, 90_000: 0.25}
    assert list(links) == [3, 7, 90_000]
    assert 4 not in links
    assert len(links) == 3


def test_a_report_is_held_in_few_bytes() -> None:
    """A report of a hundred terms that no other has, the costliest there is, is held in some 20 kB."""
    chance = random.Random(5)
    cards = []
    for n in range(300):
        counts = {f"w{chance.randrange(10**6)}": 1 for _ in range(100)}
        vector = weighed(counts)
        lead, few = weighed(dict(list(counts.items())[:80])), weighed(dict(list(counts.items())[:10]))
        cards.append(Card(f"r{n}", vector, few, lead, few, few, 100 + n, 100))
    tracemalloc.start()
    shelf = Shelf()
    for _ in range(len(cards)):
        shelf.add(cards.pop())
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / 300 < 22_000


def test_days_between_reports_count_where_both_are_known() -> None:
    """Reports that are days apart are less likely of one event; an unknown day says nothing."""
    near, far, none = (features(made("a", FIRE, day=d), made("b", FIRE, day=100)) for d in (100, 120, None))
    known, apart = FEATURES.index("days known"), FEATURES.index("days apart")
    assert near[known : apart + 1] == (1.0, 0.0, 0.0)
    assert far[known : apart + 1] == (1.0, 1.0, 1.0)
    assert none[known : apart + 1] == (0.0, 0.0, 0.0)
    weights = learned()
    assert weights["days"] < 0
    assert weights["days apart"] < 0


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Fires", "fire"),
        ("Halden’s", "halden"),
        ("protesting", "protest"),
        ("4,500", "4,500"),
        ("gas", "gas"),
    ],
)
def test_terms(form: str, expected: str) -> None:
    """Case, possessives and the commonest endings don't make another term."""
    assert term(form) == expected


def test_what_every_report_has_tells_nothing() -> None:
    """Words of every article weigh next to nothing, unknown ones most."""
    assert rarity("the") < 0.1
    assert rarity("president") < rarity("bridge") < rarity("torvik")


def test_a_card_holds_no_residue() -> None:
    """A card is made of title and body; related headlines and comments lead to no story."""
    from twosource.pipeline import lay_out
    from twosource.read import read

    text = (
        "Ferry sinks off Torvik\n\nA ferry sank off Torvik on 4 March 2031, and forty were saved.\n\n"
        "The harbour master said that the crew had been quick.\n\nRelated Posts\n\nZebra escapes zoo\n"
    )
    record = {"id": "a", "text": text, "url": "https://gazette.example/2031/03/05/ferry"}
    (annotation,) = lay_out(read(record).reports)
    made_card = card(annotation)
    assert "zebra" not in made_card.words
    assert "ferry" in made_card.title
    assert "torvik" in made_card.names
    assert made_card.day is not None


def test_one_shared_name_is_not_enough() -> None:
    """Two events in one small town are two stories: a single rare name that both have makes no event."""
    town = ("Torvik",)
    _, placements = placed([made("a", (*FIRE, *town)), made("b", (*STRIKE, *town))])
    assert placements[0].story != placements[1].story
