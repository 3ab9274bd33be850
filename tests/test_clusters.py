"""Average-link clusters: what is joined, and that the order of items does not matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosource.clusters import average_link


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
