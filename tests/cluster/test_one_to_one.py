"""One partner a row, and the best sum there is."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.cluster import _one_to_one, one_to_one
from custmdm.errors import ConfigurationError

weights = st.integers(-4, 12).map(lambda half: half / 2)
links = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), weights, max_size=12).map(
    lambda given: [(a, b, w) for (a, b), w in given.items()]
)


def run(links):
    left, right = (np.array([link[i] for link in links], dtype=np.int64) for i in (0, 1))
    return one_to_one(left, right, np.array([link[2] for link in links], dtype=np.float64)).tolist()


def kept(links):
    return [link for link, stays in zip(links, run(links), strict=True) if stays]


def best(links):
    """Return the largest sum and the most links for it, by trying each set of links."""
    eligible = [link for link in links if link[2] >= 0]
    return max(
        (sum(w for _, _, w in chosen), len(chosen))
        for size in range(min(5, len(eligible)) + 1)
        for chosen in itertools.combinations(eligible, size)
        if len({a for a, _, _ in chosen}) == len({b for _, b, _ in chosen}) == size
    )


@given(links)
def test_it_is_the_best_assignment_with_the_most_links(links):
    chosen = kept(links)
    assert len({a for a, _, _ in chosen}) == len({b for _, b, _ in chosen}) == len(chosen)
    assert all(w >= 0 for _, _, w in chosen)
    assert (sum(w for _, _, w in chosen), len(chosen)) == best(links)


@given(links)
def test_large_components_are_solved_as_well_as_small_ones(links):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_one_to_one, "_CELLS", 0)
        chosen = kept(links)
    assert (sum(w for _, _, w in chosen), len(chosen)) == best(links)
    assert len({a for a, _, _ in chosen}) == len({b for _, b, _ in chosen}) == len(chosen)


@given(links, st.randoms(use_true_random=False))
def test_the_order_of_links_changes_nothing(links, random):
    assert set(kept(random.sample(links, len(links)))) == set(kept(links))


@given(links, links)
def test_components_do_not_touch_each_other(one, other):
    far = [(a + 5, b + 5, w) for a, b, w in other]
    assert kept(one + far) == kept(one) + kept(far)


@pytest.mark.parametrize(
    ("links", "stays"),
    [
        ([], []),
        ([(0, 0, 1.0)], [True]),
        ([(0, 0, 0.0)], [True]),
        ([(0, 0, -0.1)], [False]),
        ([(0, 0, np.inf)], [True]),
        ([(0, 0, -np.inf)], [False]),
        ([(0, 0, 1.0), (0, 1, 2.0), (0, 2, 1.5)], [False, True, False]),
        ([(0, 0, 1.0), (1, 0, 2.0)], [False, True]),
        # The two sides are numbered each on its own: row 0 of the left is not row 0 of the right.
        ([(0, 1, 1.0), (1, 0, 1.0)], [True, True]),
        # Two links that together outweigh the strongest.
        ([(0, 0, 9.0), (0, 1, 8.0), (1, 0, 7.0)], [False, True, True]),
        ([(0, 0, 9.0), (0, 1, 4.0), (1, 0, 4.0)], [True, False, False]),
        # Of equal sums the most links: 4 = 4 + 0 = 2 + 2.
        ([(0, 0, 4.0), (0, 1, 2.0), (1, 0, 2.0)], [False, True, True]),
        ([(0, 0, 4.0), (1, 1, 0.0), (1, 0, 4.0)], [True, True, False]),
        # Ties: the lower row.
        ([(1, 0, 3.0), (0, 0, 3.0)], [False, True]),
        ([(0, 1, 3.0), (0, 0, 3.0)], [False, True]),
        # The same two rows twice.
        ([(0, 0, 1.0), (0, 0, 2.0)], [False, True]),
        ([(0, 0, 1.0), (0, 0, 1.0)], [True, False]),
    ],
)
def test_which_links_stay(links, stays):
    assert run(links) == stays


def test_a_component_of_thousands_is_solved():
    n = 3000
    random = np.random.default_rng(0)
    partner = random.permutation(n)
    # Each row has its own partner, and a chain of weaker links that makes all one component.
    left = np.concatenate([np.arange(n), np.arange(n)])
    right = np.concatenate([partner, np.roll(partner, 1)])
    weight = np.concatenate([np.full(n, 9.0), np.full(n, 8.0)])
    assert one_to_one(left, right, weight).tolist() == [True] * n + [False] * n


def test_a_weight_that_is_not_a_number_is_refused():
    with pytest.raises(ConfigurationError, match="NaN"):
        run([(0, 0, np.nan)])
