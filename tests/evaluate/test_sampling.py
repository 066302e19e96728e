"""A sampling plan holds pairs of every sort, each once, with honest weights."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.made_up import Result, cases, link, record, result_of, together

from custmdm import evaluate
from custmdm.errors import ConfigurationError
from custmdm.evaluate._sampling import _allocate
from custmdm.model import Crosswalk, Decision


def keys_of(plan):
    return {(pair.left.key, pair.right.key) for pair in plan.pairs}


def decided_on(golden, stated, match=0.9):
    """Return the pairs that belong into a plan, by the definition."""
    apart = {p for p in stated if golden[p[0]] != golden[p[1]]}
    return together(golden) | apart


@given(cases())
def test_a_plan_of_all_holds_every_pair_decided_on_once(case):
    golden, _, stated = case
    plan = evaluate.sampling_plan(result_of(golden, stated), 1000)
    assert keys_of(plan) == decided_on(golden, stated)
    assert len(plan.pairs) == len(keys_of(plan))
    assert all(pair.left < pair.right and pair.weight == 1.0 for pair in plan.pairs)


@given(cases(), st.integers(1, 20), st.integers(0, 3))
def test_weights_add_up_to_the_stratum(case, n, seed):
    golden, _, stated = case
    plan = evaluate.sampling_plan(result_of(golden, stated), n, seed=seed)
    assert keys_of(plan) <= decided_on(golden, stated)
    drawn = Counter(pair.stratum for pair in plan.pairs)
    weight = Counter()
    for pair in plan.pairs:
        weight[pair.stratum] += pair.weight
    for stratum in plan.strata:
        assert drawn[stratum.name] == stratum.n_sampled
        assert weight[stratum.name] == pytest.approx(stratum.n_pairs)
    assert sum(s.n_pairs for s in plan.strata) == len(decided_on(golden, stated))


@given(cases())
def test_a_stratum_holds_pairs_of_one_decision_and_near_probability(case):
    golden, _, stated = case
    plan = evaluate.sampling_plan(result_of(golden, stated), 1000)
    merged = {s.name: s.merged for s in plan.strata}
    for pair in plan.pairs:
        key = pair.left.key, pair.right.key
        assert merged[pair.stratum] == (golden[key[0]] == golden[key[1]])
        # A possible pair inside a cluster waits for nobody, so the result does not hold it.
        known = key in stated and (stated[key] >= 0.9 or not merged[pair.stratum])
        assert pair.probability == (stated[key] if known else None)
        if known:
            low, high = map(float, pair.stratum.split("probability ")[1].split(" to "))
            assert low <= pair.probability < high
        else:
            assert pair.stratum == "merged by others, not linked"


@given(cases(), st.integers(1, 10), st.randoms(use_true_random=False))
def test_the_order_of_records_and_links_does_not_matter(case, n, random):
    golden, _, stated = case
    result = result_of(golden, stated)
    ids, links, review = list(result.crosswalk.ids.items()), list(result.links), list(result.review)
    for part in (ids, links, review):
        random.shuffle(part)
    shuffled = Result(Crosswalk(dict(ids)), tuple(links), tuple(review))
    assert evaluate.sampling_plan(shuffled, n) == evaluate.sampling_plan(result, n)


def test_links_that_hold_possible_pairs_too_change_nothing():
    possible = link(0, 2, 0.6, Decision.POSSIBLE)
    sure = link(0, 1, 0.95, Decision.MATCH)
    walk = Crosswalk({record(0): "a", record(1): "a", record(2): "b"})
    apart = Result(walk, links=(sure,), review=(possible,))
    repeated = Result(walk, links=(sure, possible), review=(possible,))
    assert evaluate.sampling_plan(apart, 9) == evaluate.sampling_plan(repeated, 9)


@pytest.mark.parametrize("golden", ["", "a", "abc"])
def test_nothing_decided_on_is_an_empty_plan(golden):
    plan = evaluate.sampling_plan(result_of(golden), 10)
    assert (plan.pairs, plan.strata) == ((), ())
    assert str(plan) == "0 pairs to label of 0"
    assert len(plan.to_frame()) == 0


def wide():
    """Return 4,000 links of a high probability, 400 of a middling one and 100 possible pairs."""
    stated = {(2 * i, 2 * i + 1): 0.9999 for i in range(4000)}
    stated |= {(2 * i, 2 * i + 1): 0.6 for i in range(4000, 4400)}
    stated |= {(2 * i, 2 * i + 1): 0.4 for i in range(4400, 4500)}
    golden = [i // 2 if i < 8800 else i for i in range(9000)]
    return result_of(golden, stated, match=0.5)


@pytest.mark.parametrize(("n", "wanted"), [(1, 15), (15, 15), (100, 100), (377, 377)])
def test_a_plan_has_the_size_asked_for_unless_that_is_too_few(n, wanted):
    plan = evaluate.sampling_plan(wide(), n)
    assert len(plan.pairs) == wanted
    assert min(s.n_sampled for s in plan.strata) >= 5


def test_doubt_gets_more_labels_than_its_size():
    sampled = {s.name: s.n_sampled / s.n_pairs for s in evaluate.sampling_plan(wide(), 300).strata}
    assert sampled["merged, probability 0.5 to 0.7"] > sampled["merged, probability 0.99 to 1"]


def test_another_seed_draws_other_pairs_and_the_same_seed_the_same():
    one, again, other = (evaluate.sampling_plan(wide(), 50, seed=s) for s in (1, 1, 2))
    assert one == again
    assert one.strata == other.strata
    assert keys_of(one) != keys_of(other)


def test_the_pairs_come_shuffled():
    strata = [pair.stratum for pair in evaluate.sampling_plan(wide(), 300).pairs]
    changes = sum(one != other for one, other in itertools.pairwise(strata))
    assert changes > len(set(strata))


def test_a_large_cluster_is_sampled_without_listing_its_pairs():
    golden = ["a"] * 1500
    plan = evaluate.sampling_plan(result_of(golden, {(i, i + 1): 0.95 for i in range(1499)}), 60)
    unlinked = next(s for s in plan.strata if s.probability is None)
    assert unlinked.n_pairs == 1500 * 1499 // 2 - 1499
    drawn = [p for p in plan.pairs if p.probability is None]
    assert len(drawn) == unlinked.n_sampled
    assert all(p.right.key - p.left.key > 1 for p in drawn)


@given(
    st.lists(st.tuples(st.integers(1, 5000), st.none() | st.floats(0, 1)), min_size=1, max_size=12),
    st.integers(1, 3000),
)
def test_labels_are_given_out_exactly(strata, n):
    import numpy as np

    sizes = np.array([size for size, _ in strata])
    counts = _allocate(sizes, [stated for _, stated in strata], n)
    least = np.minimum(sizes, 5)
    assert sum(counts) == min(max(n, least.sum()), sizes.sum())
    assert all(low <= count <= size for low, count, size in zip(least, counts, sizes, strict=True))


def test_a_plan_goes_into_a_frame():
    frame = evaluate.sampling_plan(result_of("aab", {(0, 1): 0.95, (0, 2): 0.6}), 9).to_frame()
    rows = sorted(frame.itertuples(index=False, name=None))
    assert list(frame.columns) == ["left", "right", "stratum", "probability", "weight"]
    assert rows == [
        ("crm:0", "crm:1", "merged, probability 0.9 to 0.99", 0.95, 1.0),
        ("crm:0", "crm:2", "apart, probability 0.5 to 0.7", 0.6, 1.0),
    ]


@pytest.mark.parametrize("n", [0, -3])
def test_a_plan_of_no_pairs_is_an_error(n):
    with pytest.raises(ConfigurationError, match="at least one pair"):
        evaluate.sampling_plan(result_of("aa"), n)
