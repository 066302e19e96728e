"""The share of matches found is estimated from how often each is found."""

import numpy as np
import pytest

from custmdm.block import Reach


def reach_of(found, probability=None):
    reach = Reach(found.shape[1])
    reach.add(found, np.ones(len(found)) if probability is None else probability)
    return reach


def simulated(chances, n=20_000, seed=0):
    """Return which field finds each of `n` matches: one row of chances a match, or one for all."""
    return np.random.default_rng(seed).random((n, np.shape(chances)[-1])) < chances


@pytest.mark.parametrize(
    "chances",
    [(0.5, 0.5), (0.9, 0.2, 0.4), (0.3, 0.3, 0.3, 0.3), (0.05, 0.6, 0.1, 0.3, 0.5), (0.99, 0.01)],
)
def test_independent_fields_give_the_true_share(chances):
    found = simulated(chances)
    seen = found.any(axis=1)
    assert reach_of(found[seen]).share() == pytest.approx(seen.mean(), abs=0.02)


def test_matches_hard_to_find_make_it_an_upper_bound():
    """Of a third of the matches each field finds one in ten, of the others most."""
    hard = np.arange(20_000)[:, None] % 3 == 0
    found = simulated(np.where(hard, 0.1, [0.7, 0.6, 0.8, 0.5]))
    seen = found.any(axis=1)
    share = reach_of(found[seen]).share()
    assert seen.mean() < share < seen.mean() + 0.2


def test_what_fields_find_together_only_counts_as_found():
    """Half of what no field finds by itself is found by two fields taken together."""
    found = simulated((0.5, 0.4, 0.3))
    nothing = ~found.any(axis=1)
    seen = ~nothing | (np.cumsum(nothing) % 2 == 0)
    assert reach_of(found[seen]).share() == pytest.approx(seen.mean(), abs=0.02)


def test_a_pair_counts_with_its_probability():
    """Pairs that are no matches by the model change nothing, whatever finds them."""
    found = simulated((0.6, 0.5, 0.4), n=2000)
    found = found[found.any(axis=1)]
    strangers = np.eye(3, dtype=bool)[[0, 1, 2] * 500]
    both = reach_of(
        np.concatenate([found, strangers]),
        np.concatenate([np.ones(len(found)), np.zeros(len(strangers))]),
    )
    assert both.share() == reach_of(found).share()
    assert both.matches == len(found)


def test_chunks_add_up():
    found = simulated((0.6, 0.5, 0.4), n=1000)
    parts = Reach(3)
    for start in range(0, 1000, 128):
        parts.add(found[start : start + 128], np.ones(len(found[start : start + 128])))
    assert parts.share() == reach_of(found).share()


@pytest.mark.parametrize(
    ("found", "share"),
    [
        pytest.param([[1, 1], [1, 0], [0, 1]], 3 / 3.5, id="one missed to four"),
        pytest.param([[1, 1], [1, 0]], 1.0, id="one field finds all"),
        pytest.param([[1, 1], [1, 0], [0, 1], [0, 0]], 1.0, id="more seen than thought missed"),
        pytest.param([[1, 1, 1], [1, 0, 0], [0, 1, 0]], 3 / 4, id="found by three only"),
    ],
)
def test_shares_by_hand(found, share):
    assert reach_of(np.array(found, dtype=bool)).share() == pytest.approx(share)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(np.zeros((0, 2)), id="no pairs"),
        pytest.param(np.ones((3, 0)), id="no fields"),
        pytest.param(np.ones((3, 1)), id="one field"),
        pytest.param([[1, 0], [1, 0]], id="one field that finds"),
        pytest.param([[1, 0], [0, 1]], id="no match found twice"),
        pytest.param([[0, 0], [0, 0]], id="none found by one field"),
    ],
)
def test_too_little_to_say_is_none(found):
    assert reach_of(np.array(found, dtype=bool)).share() is None
