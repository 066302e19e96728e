"""The Fellegi-Sunter model: its weights, and what each comparison adds to them."""

import math

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from custmdm.errors import ModelError
from custmdm.score import FellegiSunter, NonMatches

chance = st.floats(1e-7, 1.0)


@st.composite
def models(draw, max_classes=4):
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))

    def table():
        return [[draw(chance) for _ in range(size)] for size in sizes]

    owners = st.sets(st.integers(0, len(sizes) - 1)).map(sorted)
    classes = [
        NonMatches(draw(chance), table(), draw(owners))
        for _ in range(draw(st.integers(1, max_classes)))
    ]
    step = draw(st.sampled_from([0.5, 0.25, 1.0]))
    return FellegiSunter(draw(chance), table(), tuple(classes), step)


@st.composite
def models_with_vectors(draw, max_classes=4):
    model = draw(models(max_classes))
    levels = st.tuples(*(st.integers(-4, len(row) - 1) for row in model.m))
    rarities = st.tuples(*(st.integers(-40, 40) for _ in model.m))
    rows = draw(st.lists(st.tuples(levels, rarities), max_size=12))
    vectors = np.array([[*a, *b] for a, b in rows], dtype=np.int8)
    return model, rows, vectors.reshape(-1, 2 * len(model.m))


def log2_likelihood(tables, share, levels, rarities, step, owners=()):
    """Return log2 of a share times the likelihood of a vector, written out."""
    found = math.log2(share)
    for k, (level, rarity) in enumerate(zip(levels, rarities, strict=True)):
        if level >= 0:
            found += math.log2(tables[k][level]) + (0.0 if k in owners else rarity * step)
    return found


def log2_of_each_class(model, levels, rarities):
    return [
        log2_likelihood(c.u, c.share, levels, rarities, model.rarity_step, c.owners)
        for c in model.classes
    ]


def log2_sum(logs):
    return max(logs) + math.log2(sum(2.0 ** (x - max(logs)) for x in logs))


@given(models_with_vectors())
def test_a_weight_is_log2_of_the_odds_of_a_match(given_model):
    model, rows, _ = given_model
    for levels, rarities in rows:
        match = log2_likelihood(model.m, model.share, levels, [0] * len(levels), 0.0)
        others = log2_sum(log2_of_each_class(model, levels, rarities))
        assert model.weight(levels, rarities) == pytest.approx(match - others, abs=1e-9)


@given(models_with_vectors())
def test_weights_of_many_vectors_equal_those_of_each(given_model):
    model, rows, vectors = given_model
    found = model.vector_weights(vectors)
    # Exactly: a pair scored by itself must not change sides at a threshold.
    assert found.tolist() == [model.weight(*row) for row in rows]
    assert found.dtype == np.float64


@given(models_with_vectors())
def test_one_vector_has_the_likelihoods_that_it_has_among_many(given_model):
    model, rows, vectors = given_model
    matches, others = model.log_likelihoods(vectors)
    for i, row in enumerate(rows):
        one, of_others = model._log_likelihoods_of_one(*row)
        assert (one, of_others.tolist()) == (matches[i], [others[i].tolist()])
        both = model.weight(*row), model.contributions(*row)
        assert model.weight_and_contributions(*row) == both


@given(models_with_vectors())
def test_contributions_and_what_was_there_before_add_up_to_the_weight(given_model):
    """Before anything is compared there are the odds of a match against such non-matches."""
    model, rows, _ = given_model
    for levels, rarities in rows:
        logs = log2_of_each_class(model, levels, rarities)
        chances = [2.0 ** (x - log2_sum(logs)) for x in logs]
        before = math.log2(model.share) - sum(
            p * math.log2(c.share / p)
            for p, c in zip(chances, model.classes, strict=True)
            if p > 0.0
        )
        added = model.contributions(levels, rarities)
        assert len(added) == len(levels)
        assert sum(added) + before == pytest.approx(model.weight(levels, rarities), abs=1e-6)


@given(models_with_vectors(max_classes=1))
def test_with_one_class_of_non_matches_a_contribution_is_m_over_u(given_model):
    model, rows, _ = given_model
    only = model.classes[0]
    for levels, rarities in rows:
        for k, added in enumerate(model.contributions(levels, rarities)):
            if levels[k] < 0:
                assert added == 0.0
                continue
            rarity = 0.0 if k in only.owners else rarities[k] * model.rarity_step
            m, u = model.m[k][levels[k]], only.u[k][levels[k]]
            assert added == pytest.approx(math.log2(m / u) - rarity, abs=1e-9)


@given(models_with_vectors())
def test_what_is_missing_says_nothing_however_it_is_missing(given_model):
    model, rows, _ = given_model
    for levels, rarities in rows:
        weights = {
            model.weight([level if level >= 0 else missing for level in levels], shown)
            for missing in (-1, -2, -3, -4)
            for shown in (rarities, np.where(np.array(levels) >= 0, rarities, 0).tolist())
        }
        assert len(weights) == 1


@given(models())
def test_where_all_is_missing_the_weight_is_that_of_the_shares(model):
    width = len(model.m)
    shares = sum(c.share for c in model.classes)
    assert model.weight([-1] * width) == pytest.approx(math.log2(model.share / shares), abs=1e-9)
    assert model.contributions([-2] * width) == (0.0,) * width


TWO = ((0.1, 0.9), (0.2, 0.8))
RANDOM = ((0.9, 0.1), (0.7, 0.3))


def test_the_rarity_of_an_owned_comparison_does_not_count_in_that_class():
    """Those pairs were chosen because they share the value: it says no more that it is rare."""
    owned = FellegiSunter(0.1, TWO, (NonMatches(0.9, RANDOM, owners=(0,)),))
    free = FellegiSunter(0.1, TWO, (NonMatches(0.9, RANDOM),))
    base = owned.weight((1, 1))
    assert free.weight((1, 1)) == base
    assert owned.weight((1, 1), (-6, 0)) == base
    assert owned.weight((1, 1), (0, -6)) == pytest.approx(base + 3.0)
    assert free.weight((1, 1), (-6, 0)) == pytest.approx(base + 3.0)
    assert owned.contributions((1, 1), (-6, -6))[0] == pytest.approx(math.log2(0.9 / 0.1))
    assert owned.contributions((1, 1), (-6, -6))[1] == pytest.approx(math.log2(0.8 / 0.3) + 3.0)


def test_with_both_classes_a_rare_value_moves_the_blame_to_those_who_were_chosen_for_it():
    both = FellegiSunter(
        0.1, TWO, (NonMatches(0.45, RANDOM), NonMatches(0.45, RANDOM, owners=(0,)))
    )
    owned = FellegiSunter(0.1, TWO, (NonMatches(0.45, RANDOM, owners=(0,)),))
    weights = [both.weight((1, 1), (-rarity, 0)) for rarity in range(0, 41, 8)]
    assert weights == sorted(weights)
    # At most what is left when only the owned class explains it.
    assert weights[-1] == pytest.approx(owned.weight((1, 1)), abs=1e-3)
    assert weights[-1] - weights[0] == pytest.approx(1.0, abs=1e-3)


@given(models_with_vectors())
def test_the_order_of_the_classes_changes_nothing(given_model):
    model, rows, vectors = given_model
    turned = evolve(model, classes=model.classes[::-1])
    assert turned.vector_weights(vectors) == pytest.approx(model.vector_weights(vectors), abs=1e-9)
    for row in rows:
        assert turned.contributions(*row) == pytest.approx(model.contributions(*row), abs=1e-6)


@given(models_with_vectors())
def test_a_probability_is_that_of_the_weight(given_model):
    model, rows, _ = given_model
    for row in rows:
        weight, probability = model.weight(*row), model.probability(*row)
        assert 0.0 <= probability <= 1.0
        if abs(weight) < 500:
            assert probability == pytest.approx(2.0**weight / (1.0 + 2.0**weight))


# -- what labels taught ---------------------------------------------------------------------------

factor = st.floats(0.0, 3.0)


@given(models_with_vectors(), st.data())
def test_a_factor_is_the_power_of_what_a_comparison_says(given_model, data):
    model, _, vectors = given_model
    factors = [data.draw(factor) for _ in model.m]

    def raised(tables):
        # Floored, as a model holds no 0.
        return [[max(p**f, 1e-300) for p in row] for row, f in zip(tables, factors, strict=True)]

    classes = [evolve(c, u=raised(c.u)) for c in model.classes]
    tempered = evolve(model, m=raised(model.m), classes=tuple(classes))
    still = vectors.copy()
    still[:, len(factors) :] = 0
    weighed = evolve(model, factors=factors)
    assert weighed.vector_weights(still) == pytest.approx(tempered.vector_weights(still), abs=1e-6)


@given(models_with_vectors(), st.floats(-5.0, 5.0))
def test_factors_of_one_change_nothing_and_a_shift_is_added(given_model, shift):
    model, rows, vectors = given_model
    weighed = evolve(model, factors=[1.0] * len(model.m), shift=shift)
    assert weighed.vector_weights(vectors) == pytest.approx(model.vector_weights(vectors) + shift)
    for row in rows:
        assert weighed.contributions(*row) == model.contributions(*row)


@given(models_with_vectors())
def test_a_comparison_with_the_factor_zero_says_nothing(given_model):
    model, rows, vectors = given_model
    weighed = evolve(model, factors=[0.0, *[1.0] * (len(model.m) - 1)])
    silent = vectors.copy()
    silent[:, 0] = -1
    assert weighed.vector_weights(vectors) == pytest.approx(model.vector_weights(silent), abs=1e-9)
    assert all(weighed.contributions(*row)[0] == 0.0 for row in rows)


@given(models_with_vectors(max_classes=1), st.data())
def test_with_one_class_a_contribution_is_multiplied_by_its_factor(given_model, data):
    model, rows, _ = given_model
    factors = [data.draw(factor) for _ in model.m]
    weighed = evolve(model, factors=factors, shift=1.0)
    for row in rows:
        wanted = [f * c for f, c in zip(factors, model.contributions(*row), strict=True)]
        assert weighed.contributions(*row) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("taught", "message"),
    [
        ({"factors": [1.0]}, "2 comparisons have 1 factors"),
        ({"factors": [1.0, -0.1]}, "factors are numbers from 0"),
        ({"factors": [1.0, math.nan]}, "factors are numbers from 0"),
        ({"factors": [1.0, math.inf]}, "factors are numbers from 0"),
        ({"shift": math.nan}, "shift is a number of bits"),
        ({"shift": math.inf}, "shift is a number of bits"),
    ],
)
def test_what_labels_cannot_have_taught_is_refused(taught, message):
    with pytest.raises(ModelError, match=message):
        FellegiSunter(0.1, TWO, (NonMatches(0.9, RANDOM),), **taught)


@given(models_with_vectors(), st.floats(-20.0, 20.0))
def test_odds_added_are_added_to_every_weight_and_to_nothing_else(given_model, bits):
    model, rows, vectors = given_model
    other = model.with_odds(bits)
    assert other.vector_weights(vectors) == pytest.approx(
        model.vector_weights(vectors) + bits, abs=1e-6
    )
    assert other.share + sum(c.share for c in other.classes) == pytest.approx(1.0)
    for levels, rarities in rows:
        assert other.contributions(levels, rarities) == pytest.approx(
            model.contributions(levels, rarities), abs=1e-6
        )


def test_no_vectors_have_no_weights():
    model = FellegiSunter(0.1, TWO, (NonMatches(0.9, RANDOM),))
    assert model.vector_weights(np.zeros((0, 4), np.int8)).tolist() == []


def test_a_model_of_no_comparisons_knows_only_the_shares():
    model = FellegiSunter(0.2, (), (NonMatches(0.8, ()),))
    assert model.weight(()) == pytest.approx(-2.0)
    assert model.contributions(()) == ()


M, U = [[0.1, 0.9]], [[0.9, 0.1]]


@pytest.mark.parametrize(
    ("share", "m", "classes", "message"),
    [
        (0.0, M, [(0.9, U, ())], "above 0"),
        (1.1, M, [(0.9, U, ())], "above 0"),
        (-0.1, M, [(0.9, U, ())], "above 0"),
        (float("nan"), M, [(0.9, U, ())], "above 0"),
        (0.1, [[0.0, 1.0]], [(0.9, U, ())], "above 0"),
        (0.1, [[0.1, float("nan")]], [(0.9, U, ())], "above 0"),
        (0.1, M, [(0.0, U, ())], "above 0"),
        (0.1, M, [(float("nan"), U, ())], "above 0"),
        (0.1, M, [(0.9, [[1.9, 0.1]], ())], "above 0"),
        (0.1, M, [(0.9, [[0.9, float("inf")]], ())], "above 0"),
        (0.1, M, [(0.4, U, ()), (0.4, [[0.9, 0.0]], (0,))], "above 0"),
        (0.1, M, [(0.9, [[0.9, 0.05, 0.05]], ())], "numbers of levels"),
        (0.1, M, [(0.9, [], ())], "numbers of levels"),
        (0.1, M, [(0.9, [*U, *U], ())], "numbers of levels"),
        (0.1, M, [(0.4, U, ()), (0.4, [*U, *U], ())], "numbers of levels"),
        (0.1, M, [], "numbers of levels"),
        (0.1, M, [(0.9, U, (1,))], "owners"),
        (0.1, M, [(0.9, U, (0, -1))], "owners"),
    ],
)
def test_a_model_that_holds_no_probabilities_is_refused(share, m, classes, message):
    with pytest.raises(ModelError, match=message):
        FellegiSunter(share, m, tuple(NonMatches(*one) for one in classes))


@pytest.mark.parametrize("step", [0.0, -0.5, 11.0, float("nan"), float("inf")])
def test_a_step_of_rarity_is_some_bits(step):
    with pytest.raises(ModelError, match="rarity_step"):
        FellegiSunter(0.1, M, (NonMatches(0.9, U),), rarity_step=step)


def test_a_certain_share_still_has_a_weight():
    model = FellegiSunter(1.0, ((0.5, 0.5),), (NonMatches(1e-7, ((0.5, 0.5),)),))
    assert math.isfinite(model.weight((1,)))


def test_a_model_is_a_value():
    model = FellegiSunter(0.1, M, (NonMatches(0.9, U, (0,)),))
    assert model == FellegiSunter(0.1, ((0.1, 0.9),), (NonMatches(0.9, np.array(U), [0]),))
    assert evolve(model, share=0.2).m == model.m
    assert hash(model) == hash(evolve(model))
