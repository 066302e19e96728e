"""Training without labels: what it finds, and that it does not find what is not there."""

import itertools
import math

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.score.worlds import RANDOM, STRATA, M, U, agreeing_on, distinct, drawn, single_class_em

from custmdm.errors import ConfigurationError
from custmdm.score import Related, estimate_u, expected_m, expected_u, fit

NAMESAKES, NEIGHBOURS = agreeing_on(0), agreeing_on(3)


def weights_of(training, vectors):
    return training.model.vector_weights(vectors)


# -- what it finds --------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_training_recovers_the_matches_that_made_the_data(missing):
    """m within 0.03 of the truth, the share within 2 % of it."""
    sorts = [
        (M, 10_000), (NAMESAKES, 20_000), (agreeing_on(1), 10_000), (NEIGHBOURS, 20_000),
        (U, 40_000),
    ]  # fmt: skip
    vectors, sort_of = drawn(sorts, seed=7, missing=missing)
    training = fit(*distinct(vectors), RANDOM, STRATA)
    assert training.pairs == 100_000
    assert training.matches == pytest.approx(10_000, rel=0.02)
    assert training.model.share == pytest.approx(0.1, rel=0.02)
    for found, true in zip(training.model.m, M, strict=True):
        assert found == pytest.approx(true, abs=0.03)
    is_match = weights_of(training, vectors) > 0.0
    assert is_match[sort_of == 0].mean() > 0.9
    assert is_match[sort_of > 0].mean() < 0.01


def test_probabilities_of_pairs_are_true_where_the_model_is():
    """In each tenth of the probability, the share of matches is within 0.05 of what is stated."""
    sorts = [(M, 40_000), (NAMESAKES, 80_000), (NEIGHBOURS, 80_000), (U, 200_000)]
    vectors, sort_of = drawn(sorts, seed=11, missing=0.2)
    weights = weights_of(fit(*distinct(vectors), RANDOM, STRATA), vectors)
    stated = 1.0 / (1.0 + 2.0**-weights)
    tenth = np.minimum((stated * 10).astype(int), 9)
    for i in range(10):
        inside = tenth == i
        assert inside.sum() > 100
        assert (sort_of[inside] == 0).mean() == pytest.approx(stated[inside].mean(), abs=0.05)


def test_a_table_where_most_pairs_match_comes_out_so():
    vectors, _ = drawn([(M, 60_000), (NAMESAKES, 10_000), (U, 30_000)], seed=2)
    training = fit(*distinct(vectors), RANDOM, STRATA)
    assert training.model.share == pytest.approx(0.6, rel=0.01)


def test_the_classes_of_those_who_agree_on_one_thing_find_them():
    vectors, _ = drawn([(M, 5_000), (NAMESAKES, 40_000), (NEIGHBOURS, 20_000), (U, 35_000)], seed=4)
    classes = fit(*distinct(vectors), RANDOM, STRATA).model.classes
    assert [c.owners for c in classes] == [(), (0,), (1,), (2,), (3,), (4,)]
    agree = {k: c.u[k][-1] for c in classes for k in c.owners}
    assert agree[0] > 0.3
    assert agree[3] > 0.3
    for c in classes:
        others = [k for k in range(5) if k not in c.owners]
        assert all(c.u[k][-1] == pytest.approx(U[k][-1], abs=0.02) for k in others)


def test_of_matches_drawn_from_random_pairs_too_few_are_seen_to_spoil_u():
    vectors, _ = drawn([(M, 20), (U, 100_000)], seed=9)
    for found, true in zip(estimate_u(vectors, STRATA), U, strict=True):
        assert found == pytest.approx(true, abs=0.005)


# -- what is not there ----------------------------------------------------------------------------

WITHOUT_MATCHES = {
    "strangers": [(U, 100_000)],
    "namesakes": [(NAMESAKES, 60_000), (U, 40_000)],
    "namesakes and neighbours": [(NAMESAKES, 30_000), (NEIGHBOURS, 30_000), (U, 40_000)],
    "every field": [(agreeing_on(k), 15_000) for k in range(5)] + [(U, 25_000)],
    "only namesakes": [(NAMESAKES, 100_000)],
    "a small table": [(NAMESAKES, 300), (NEIGHBOURS, 300), (U, 400)],
}


@pytest.mark.parametrize("sorts", WITHOUT_MATCHES.values(), ids=WITHOUT_MATCHES.keys())
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_a_table_without_matches_comes_out_without(sorts, missing):
    """Or with so few as chance allows: one pair of ten thousand, and two of a small table."""
    vectors, _ = drawn(sorts, seed=1, missing=missing)
    training = fit(*distinct(vectors), RANDOM, STRATA)
    assert training.matches < max(5.0, 1e-4 * len(vectors))
    assert (weights_of(training, vectors) > 0.0).sum() <= max(2, 1e-4 * len(vectors))


@pytest.mark.parametrize("n_matches", [0, 20])
@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_namesakes_are_no_matches_where_the_classical_model_takes_them_for_some(n_matches, missing):
    """The second class of the classical model is the largest group, whatever it agrees on."""
    sorts = [(M, n_matches), (NAMESAKES, 30_000), (NEIGHBOURS, 30_000), (U, 40_000)]
    vectors, sort_of = drawn(sorts, seed=1, missing=missing)
    rows, counts = distinct(vectors)
    start = [expected_m(len(row)) for row in M]
    assert single_class_em(rows, counts, start, U) > 20_000

    training = fit(rows, counts, RANDOM, STRATA)
    assert training.matches == pytest.approx(n_matches, abs=5)
    is_match = weights_of(training, vectors) > 0.0
    assert is_match[sort_of > 0].sum() <= 2
    assert is_match[sort_of == 0].sum() >= 0.65 * n_matches


def test_namesakes_whose_emails_are_alike_too_are_no_matches():
    """Fields that hang together are learned as those of their class, not taken for proof."""
    alike = (*NAMESAKES[:4], (0.5, 0.3, 0.2))
    vectors, sort_of = drawn([(M, 1_000), (alike, 40_000), (U, 60_000)], seed=6)
    training = fit(*distinct(vectors), RANDOM, STRATA)
    assert training.matches == pytest.approx(1_000, rel=0.1)
    is_match = weights_of(training, vectors) > 0.0
    assert is_match[sort_of == 1].sum() < 200
    assert is_match[sort_of == 0].mean() > 0.9


def test_pairs_that_no_rule_proposed_can_be_counted_as_non_matches():
    """Where all candidates agree on two things, hardly one of them is like a random pair."""
    vectors, _ = drawn([(M, 3_000), (U, 300_000)], seed=3)
    rows, counts = distinct(vectors)
    top = np.array([len(row) - 1 for row in M])
    proposed = (rows[:, :5] == top).sum(axis=1) >= 2
    others = int(counts[~proposed].sum())
    training = fit(rows[proposed], counts[proposed], RANDOM, STRATA, others=others)
    assert training.pairs == counts[proposed].sum() < 4_000
    assert training.matches == pytest.approx(3_000, rel=0.02)
    assert training.model.share == pytest.approx(3_000 / 303_000, rel=0.05)


# -- how it is found ------------------------------------------------------------------------------


def objective(model, rows, counts, m_belief, u_belief):
    """Return the logarithm of how likely the pairs and the beliefs are together."""
    matches, others = model.log_likelihoods(rows)
    logs = np.concatenate([matches[:, None], others], axis=1)
    found = counts @ np.log2(np.exp2(logs).sum(axis=1))
    for k, row in enumerate(model.m):
        found += m_belief * (expected_m(len(row)) @ np.log2(row))
        found += sum(u_belief * (RANDOM[k] @ np.log2(c.u[k])) for c in model.classes)
    return float(found)


@pytest.mark.parametrize(("m_belief", "u_belief"), [(500.0, 2000.0), (10.0, 1.0)])
def test_no_round_makes_pairs_and_beliefs_less_likely(m_belief, u_belief):
    """The law of EM (Dempster, Laird and Rubin 1977), of the most likely model under a prior."""
    vectors, _ = drawn([(M, 300), (NAMESAKES, 900), (U, 1_500)], seed=8, missing=0.1)
    rows, counts = distinct(vectors)
    beliefs = {"m_belief": m_belief, "u_belief": u_belief}
    found = [
        objective(fit(rows, counts, RANDOM, STRATA, max_rounds=n, **beliefs).model, rows, counts,
                  m_belief, u_belief)
        for n in range(1, 15)
    ]  # fmt: skip
    assert all(b >= a - 1e-6 for a, b in itertools.pairwise(found))
    assert found[-1] > found[0] + 1.0


def test_training_stops_when_it_has_settled_or_may_not_go_on():
    vectors, _ = drawn([(NAMESAKES, 300), (U, 400)], seed=5)
    rows, counts = distinct(vectors)
    whole = fit(rows, counts, RANDOM, STRATA, max_rounds=1000)
    assert whole.settled
    assert 2 < whole.rounds < 1000
    assert fit(rows, counts, RANDOM, STRATA, max_rounds=whole.rounds) == whole
    cut = fit(rows, counts, RANDOM, STRATA, max_rounds=2)
    assert (cut.rounds, cut.settled) == (2, False)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_vectors_changes_nothing_to_the_last_bit(seed):
    rows, counts = world()
    order = np.random.default_rng(seed).permutation(len(rows))
    assert fit(rows[order], counts[order], RANDOM, STRATA) == fit(rows, counts, RANDOM, STRATA)


def test_a_vector_may_come_in_parts():
    rows, counts = world()
    twice = np.concatenate([rows, rows]), np.concatenate([counts // 3, counts - counts // 3])
    one, other = fit(rows, counts, RANDOM, STRATA), fit(*twice, RANDOM, STRATA)
    assert other.matches == pytest.approx(one.matches)
    for row, same in zip(one.model.m, other.model.m, strict=True):
        assert same == pytest.approx(row, rel=1e-6)


def world(cache=[]):  # noqa: B006 - one world for all examples
    if not cache:
        vectors, _ = drawn([(M, 200), (NAMESAKES, 500), (U, 800)], seed=3, missing=0.1)
        vectors[:, 5:] = np.random.default_rng(3).integers(-6, 6, (len(vectors), 5))
        cache.append(distinct(vectors))
    return cache[0]


def test_what_is_rarely_shared_makes_a_match_likelier_but_not_of_those_chosen_for_it():
    """Two thousand pairs share a rare name and a phone; rarity counts for the one not owned."""
    vectors, _ = drawn([(M, 500), (NAMESAKES, 2_000), (U, 2_000)], seed=3)
    model = fit(*distinct(vectors), RANDOM, STRATA).model
    agreeing = (3, 0, 1, 0, 0)
    plain = model.weight(agreeing)
    rare_phone = model.weight(agreeing, (0, 0, -8, 0, 0))
    rare_name = model.weight(agreeing, (-8, 0, 0, 0, 0))
    assert rare_phone > rare_name > plain
    assert rare_name - plain < 1.0 < rare_phone - plain


def test_what_is_believed_of_matches_gives_way_where_many_were_found():
    """With 500 pairs of belief to the end the share of those that agree would stay 0.05 below."""
    sure = tuple((*(0.02 / (len(row) - 1) for _ in row[:-1]), 0.98) for row in M)
    vectors, _ = drawn([(sure, 3_000), (U, 60_000)], seed=2)
    rows, counts = distinct(vectors)
    held = fit(rows, counts, RANDOM, STRATA, max_rounds=8)
    whole = fit(rows, counts, RANDOM, STRATA)
    for firm, given_way in zip(held.model.m, whole.model.m, strict=True):
        assert firm[-1] < 0.94
        assert given_way[-1] == pytest.approx(0.98, abs=0.02)


def test_without_matches_what_is_believed_of_them_stays():
    vectors, _ = drawn([(NAMESAKES, 2_000), (U, 20_000)], seed=2)
    training = fit(*distinct(vectors), RANDOM, STRATA)
    for row in training.model.m:
        assert row == pytest.approx(expected_m(len(row)), abs=0.02)


def test_a_small_sort_of_others_is_learned_where_random_pairs_know_nothing_of_it():
    """A few hundred families behind one phone, whose other fields are alike, are no matches."""
    family = (U[0], U[1], (0.2, 0.8), (0.02, 0.03, 0.05, 0.9), (0.3, 0.5, 0.2))
    vectors, sort_of = drawn([(M, 1_000), (family, 400), (U, 60_000)], seed=12)
    rows, counts = distinct(vectors)
    few, many = (
        weights_of(fit(rows, counts, RANDOM, STRATA, u_belief=belief), vectors)[sort_of == 1] > 0.0
        for belief in (None, 2000.0)
    )
    assert few.mean() < 0.1
    assert few.sum() < 0.5 * many.sum()


@pytest.mark.parametrize(("width", "belief"), [(2, 2000.0), (3, 200.0), (5, 200.0)])
def test_two_comparisons_cannot_tell_sorts_apart_and_need_more_belief(width, belief):
    vectors, _ = drawn([(M, 300), (NAMESAKES, 900), (U, 1_500)], seed=8)
    keep = [*range(width), *range(5, 5 + width)]
    rows, counts = distinct(vectors[:, keep])
    one, other = (
        fit(rows, counts, RANDOM[:width], STRATA[:width], u_belief=b) for b in (None, belief)
    )
    assert one == other


# -- always sensible ------------------------------------------------------------------------------

SMALL_U = [np.array([0.9, 0.05, 0.05]), np.array([0.5, 0.5])]
SMALL_STRATA = [(0, 0, 0), (0, 0)]
SHAPES = {
    "no vectors": np.zeros((0, 4)),
    "all missing": [[-1, -1, 0, 0], [-2, -1, 0, 0], [-3, -4, 0, 0]],
    "all agree": [[2, 1, 0, 0]],
    "all agree on what is rare": [[2, 1, -40, -40]],
    "all agree on what all have": [[2, 1, 40, 40]],
    "all disagree": [[0, 0, 0, 0]],
    "all levels": [[*v, 0, 0] for v in itertools.product(range(3), range(2))],
    "one comparison always missing": [[2, -1, 0, 0], [0, -2, 0, 0], [1, -3, 0, 0]],
}


def check_sensible(training, strata, vectors):
    model = training.model
    tables = [model.m, *(c.u for c in model.classes)]
    for table in tables:
        for row, of in zip(table, strata, strict=True):
            for stratum in set(of):
                held = [p for p, s in zip(row, of, strict=True) if s == stratum]
                assert sum(held) == pytest.approx(1.0, abs=1e-5)
                assert all(0.0 < p < 1.0 for p in held) or len(held) == 1
    all_shares = [model.share, *(c.share for c in model.classes)]
    assert all(0.0 < share < 1.0 for share in all_shares)
    assert sum(all_shares) == pytest.approx(1.0)
    assert all(map(math.isfinite, model.vector_weights(vectors)))
    assert 0.0 <= training.matches <= training.pairs * (1.0 + 1e-9)


@pytest.mark.parametrize("vectors", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("count", [0, 1, 10**9])
@pytest.mark.parametrize("belief", [500.0, 1.0])
@pytest.mark.parametrize("others", [0, 10**6])
def test_a_trained_probability_is_never_0_or_1(vectors, count, belief, others):
    vectors = np.array(vectors, dtype=np.int8)
    counts = np.full(len(vectors), count)
    beliefs = {"m_belief": belief, "u_belief": belief}
    training = fit(vectors, counts, SMALL_U, SMALL_STRATA, others=others, **beliefs)
    check_sensible(training, SMALL_STRATA, vectors)


@given(data=st.data())
@settings(max_examples=50)
def test_training_on_any_vectors_gives_a_sensible_model(data):
    strata = data.draw(
        st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=5), min_size=1, max_size=3)
    )
    levels = st.tuples(*(st.integers(-4, len(of) - 1) for of in strata))
    rarities = st.tuples(*(st.integers(-40, 40) for _ in strata))
    rows = data.draw(st.lists(st.tuples(levels, rarities), max_size=8, unique=True))
    vectors = np.array([[*a, *b] for a, b in rows], np.int8).reshape(-1, 2 * len(strata))
    size = {"min_size": len(rows), "max_size": len(rows)}
    counts = np.array(data.draw(st.lists(st.integers(0, 10**6), **size)), dtype=np.int64)
    u = estimate_u(vectors, strata)
    training = fit(vectors, counts, u, strata, max_rounds=20)
    check_sensible(training, strata, vectors)


def test_without_pairs_the_model_is_what_is_believed():
    training = fit(np.zeros((0, 4), np.int8), np.zeros(0, np.int64), SMALL_U, SMALL_STRATA)
    assert (training.matches, training.pairs, training.settled) == (0.0, 0, True)
    assert [list(row) for row in training.model.m] == [expected_m(3).tolist(), [0.4, 0.6]]
    assert training.model.share == 0.05
    assert training.model.weight((2, 1)) > training.model.weight((2, 0)) > -10.0


def test_training_without_comparisons_learns_nothing():
    training = fit(np.zeros((1, 0), np.int8), np.array([5]), (), ())
    assert (training.model.m, training.pairs) == ((), 5)
    assert training.model.share == pytest.approx(0.05)


def test_what_is_known_says_little_of_who_somebody_is():
    """Nine matches of ten know the whole name, one stranger of ten does: as a sign, 6 bits."""
    rows = np.array([[1, 1, 0, 0], [3, 1, 0, 0], [0, 0, 0, 0], [2, 0, 0, 0], [2, 1, 0, 0]], np.int8)
    counts = np.array([1_000, 9_000, 90_000, 10_000, 100])
    u = [np.array([0.95, 0.05, 0.95, 0.05]), expected_u(2)]
    apart = fit(rows, counts, u, [(0, 0, 1, 1), (0, 0)]).model
    u = [np.array([0.855, 0.045, 0.095, 0.005]), expected_u(2)]
    together = fit(rows, counts, u, [(0, 0, 0, 0), (0, 0)]).model
    assert together.weight((3, 1)) - together.weight((1, 1)) > 6.0
    assert abs(apart.weight((3, 1)) - apart.weight((1, 1))) < 3.0
    assert sum(apart.m[0][:2]) == pytest.approx(1.0)
    assert sum(apart.m[0][2:]) == pytest.approx(1.0)


@pytest.mark.parametrize("belief", [0.0, -1.0, float("nan")])
@pytest.mark.parametrize("name", ["m_belief", "u_belief"])
def test_a_belief_that_is_none_is_refused(name, belief):
    with pytest.raises(ConfigurationError, match="above 0"):
        fit(*world(), RANDOM, STRATA, **{name: belief})


def test_a_training_is_a_value():
    rows, counts = world()
    one, other = (fit(rows, counts, RANDOM, STRATA, max_rounds=3) for _ in "ab")
    assert one == other
    assert evolve(one, rounds=7) != other


def test_few_households_are_no_matches():
    """Too few pairs to learn from: what is believed of a household keeps them from the matches."""
    shared = tuple(None if k in (1, 4) else 0.9 for k in range(5))
    # They agree on three of five, and differ on what the two others say.
    homes = [U[k] if shared[k] is None else M[k] for k in range(5)]
    vectors, sorts = drawn([(M, 2_000), (homes, 30), (U, 60_000)], seed=7)
    plain = fit(*distinct(vectors), RANDOM, STRATA).model
    known = fit(*distinct(vectors), RANDOM, STRATA, related=Related(shared)).model
    at_home = sorts == 1
    assert known.classes[-1].owners == (0, 2, 3)
    before = (plain.vector_weights(vectors[at_home]) > 0.0).mean()
    after = (known.vector_weights(vectors[at_home]) > 0.0).mean()
    assert after < 0.5 * before
    found = (known.vector_weights(vectors[sorts == 0]) > 0.0).mean()
    assert found > 0.9 * (plain.vector_weights(vectors[sorts == 0]) > 0.0).mean()


def test_strangers_of_one_family_name_are_not_learned_as_relatives():
    """A large table has far more of them than of people in one household."""
    names = (None,) * (len(M[0]) - 1) + (0.8,)
    shared = (names, None, 0.9, 0.9, None)
    of_name = [M[k] if k == 0 else U[k] for k in range(5)]
    homes = [M[k] if shared[k] is not None else U[k] for k in range(5)]
    vectors, _ = drawn([(M, 2_000), (homes, 500), (of_name, 100_000), (U, 40_000)], seed=7)
    model = fit(*distinct(vectors), RANDOM, STRATA, related=Related(shared)).model
    strangers, related = model.classes[-2:]
    assert (strangers.owners, related.owners) == ((0,), (0, 2, 3))
    assert strangers.u[2][-1] < 0.1 < 0.6 < related.u[2][-1]
