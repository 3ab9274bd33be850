"""Average-link clusters: what is joined, and that the order of items does not matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosource.clusters import average_link, components


def test_near_items_are_joined_and_far_ones_stay() -> None:
    """Pairs above the threshold make a cluster; an item without a near one stands alone."""
    assert average_link(4, {(0, 1): 0.9, (2, 3): 0.2}, 0.5) == ((0, 1), (2,), (3,))


def test_a_chain_of_near_pairs_is_not_one_cluster() -> None:
    """A near B near C is not enough if A is far from C: the mean over all pairs counts."""
    assert average_link(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.0}, 0.5) == ((0, 1), (2,))


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda p: p[0] < p[1]),
        st.floats(0, 1).map(lambda x: round(x, 6)),
        max_size=20,
    )
)
def test_every_item_is_in_one_cluster(scores: dict[tuple[int, int], float]) -> None:
    """Nothing is lost or doubled, and the order in which pairs are given does not matter."""
    groups = average_link(9, scores, 0.5)
    assert sorted(i for group in groups for i in group) == list(range(9))
    assert average_link(9, dict(reversed(scores.items())), 0.5) == groups


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12))
def test_components_are_what_pairs_join(pairs: list[tuple[int, int]]) -> None:
    """Each item is in one group; a pair lies in one; any order of the pairs gives the same groups."""
    groups = components(9, pairs)
    assert sorted(i for group in groups for i in group) == list(range(9))
    assert all(any({i, j} <= set(group) for group in groups) for i, j in pairs)
    assert components(9, [(j, i) for i, j in reversed(pairs)]) == groups
    assert len(groups) >= 9 - len(pairs)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda p: p[0] < p[1]),
        st.floats(0, 1).map(lambda x: round(x, 6)),
        max_size=30,
    )
)
def test_likely_pairs_alone_join_clusters(scores: dict[tuple[int, int], float]) -> None:
    """What no pair above the threshold joins can be looked at apart: the clusters are the same."""
    apart = []
    for group in components(9, [pair for pair, score in scores.items() if score >= 0.5]):
        inside = {
            (group.index(i), group.index(j)): score
            for (i, j), score in scores.items()
            if i in group and j in group
        }
        found = average_link(len(group), inside, 0.5)
        apart += [tuple(group[n] for n in one) for one in found]
    assert tuple(sorted(apart)) == average_link(9, scores, 0.5)
