"""What is believed of m and u before anything is seen, and u as random pairs show it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.score import Related, estimate_u, expected_m, expected_u
from custmdm.score._beliefs import FLOOR, by_stratum, shares

sizes = st.integers(1, 40)
strata = st.lists(st.integers(0, 3), min_size=1, max_size=12).map(tuple)


@given(sizes)
def test_matches_mostly_agree_and_a_small_slip_is_likelier_than_a_large_one(size):
    m = expected_m(size)
    assert m.sum() == pytest.approx(1.0)
    assert m.tolist() == sorted(m)
    assert (np.diff(m) > 0).all()
    assert m[-1] == pytest.approx(0.6 if size > 1 else 1.0)
    if size > 2:
        assert m[-2] / m[0] == pytest.approx(10.0)


@given(sizes)
def test_strangers_mostly_differ_and_the_more_they_agree_the_rarer_it_is(size):
    u = expected_u(size)
    assert u.sum() == pytest.approx(1.0)
    assert u.tolist() == sorted(u, reverse=True)
    assert u.min() > 1e-8
    assert u[0] == pytest.approx(0.95 if size > 1 else 1.0)


@pytest.mark.parametrize(
    ("believed", "size", "chances"),
    [
        (expected_m, 1, [1.0]),
        (expected_m, 2, [0.4, 0.6]),
        (expected_m, 3, [0.4 / 11, 4 / 11, 0.6]),
        (expected_u, 1, [1.0]),
        (expected_u, 2, [0.95, 0.05]),
        (expected_u, 4, [0.95, 0.2 / 7, 0.1 / 7, 0.05 / 7]),
    ],
)
def test_what_is_believed_before_anything_is_seen(believed, size, chances):
    assert believed(size).tolist() == pytest.approx(chances)


@given(strata, st.sampled_from([expected_m, expected_u]))
def test_each_stratum_is_believed_by_itself(of, expected):
    found = by_stratum(of, expected)
    for stratum in set(of):
        at = [i for i, s in enumerate(of) if s == stratum]
        assert found[at].tolist() == expected(len(at)).tolist()


@given(strata, st.data())
def test_shares_are_of_the_stratum_and_never_nothing(of, data):
    counts = np.array(data.draw(st.lists(st.floats(1e-3, 1e9), min_size=len(of), max_size=len(of))))
    found = shares(counts, of)
    for i, stratum in enumerate(of):
        total = sum(count for count, s in zip(counts, of, strict=True) if s == stratum)
        assert found[i] == pytest.approx(max(counts[i] / total, FLOOR))
    assert (found > 0.0).all()


@given(
    st.lists(st.tuples(st.integers(-4, 2), st.integers(-4, 3)), max_size=20),
    st.tuples(st.integers(0, 1), st.integers(0, 1)),
)
def test_u_is_the_share_of_each_level_with_a_hundred_pairs_of_belief(rows, odd):
    """Within what is known; the rarities behind the levels do not matter."""
    of_each = [(0, 0, odd[0]), (0, odd[1], odd[1], 0)]
    levels = np.array(rows, dtype=np.int8).reshape(-1, 2)
    vectors = np.concatenate([levels, levels + 5], axis=1)
    for k, (row, of) in enumerate(zip(estimate_u(vectors, of_each), of_each, strict=True)):
        seen = [sum(r[k] == level for r in rows) for level in range(len(of))]
        counts = seen + 100 * by_stratum(of, expected_u)
        for i, stratum in enumerate(of):
            total = sum(count for count, s in zip(counts, of, strict=True) if s == stratum)
            assert row[i] == pytest.approx(counts[i] / total)
            assert 0.0 < row[i] < 1.0 or of.count(stratum) == 1


def test_u_of_many_pairs_is_what_they_show():
    levels = np.repeat([[0], [1], [2]], [60_000, 30_000, 10_000], axis=0).astype(np.int8)
    vectors = np.concatenate([levels, np.zeros_like(levels)], axis=1)
    assert estimate_u(vectors, [(0, 0, 0)])[0] == pytest.approx((0.6, 0.3, 0.1), abs=0.001)


def test_of_no_random_pairs_u_is_what_is_believed():
    found = estimate_u(np.zeros((0, 4), np.int8), [(0, 0), (0, 0, 1, 1)])
    assert found[0].tolist() == pytest.approx(expected_u(2).tolist())
    assert found[1].tolist() == pytest.approx([*expected_u(2), *expected_u(2)])


@given(strata, st.data())
def test_what_is_known_of_a_level_stays_and_the_others_divide_the_rest(of, data):
    known = [data.draw(st.none() | st.floats(0.0, 0.9 / len(of))) for _ in of]
    found = by_stratum(of, expected_m, known)
    free = by_stratum(of, expected_m)
    for stratum in set(of):
        at = [i for i, s in enumerate(of) if s == stratum]
        unknown = [i for i in at if known[i] is None]
        assert all(found[i] == known[i] for i in at if known[i] is not None)
        if unknown:
            assert found[at].sum() == pytest.approx(1.0)
            ratios = [found[i] / free[i] for i in unknown]
            assert ratios == pytest.approx([ratios[0]] * len(ratios))


def test_people_of_a_household_share_as_much_as_is_said():
    """A share of equal values lies between m and u; levels that are known stay."""
    m, u = [np.array([0.1, 0.2, 0.7])] * 3, [np.array([0.9, 0.08, 0.02])] * 3
    household = Related((0.5, None, (None, 0.6, None)))
    assert household.owners == (0, 2)
    phones, others, names = household.tables(m, u, [(0, 0, 0)] * 3)
    assert phones.tolist() == pytest.approx([0.5, 0.14, 0.36])
    assert others.tolist() == u[1].tolist()
    assert names[1] == pytest.approx(0.6)
    assert names[0] / names[2] == pytest.approx(45.0)
    assert names.sum() == pytest.approx(1.0)
