"""Stated probability against true share, tenth by tenth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.made_up import cases, result_of, truth_of

from custmdm import evaluate
from custmdm.errors import ConfigurationError, UnknownRecordError

answers = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


@given(answers)
def test_every_tenth_equals_counting_its_pairs(pairs):
    found = evaluate.calibration([p for p, _ in pairs], [true for _, true in pairs])
    assert sum(t.n_pairs for t in found.tenths) == len(pairs)
    for tenth in found.tenths:
        top = 1.1 if tenth.high == 1.0 else tenth.high
        mine = [(p, true) for p, true in pairs if tenth.low <= p < top]
        assert tenth.n_pairs == len(mine) > 0
        assert tenth.stated == pytest.approx(sum(p for p, _ in mine) / len(mine))
        assert tenth.share.value == pytest.approx(sum(true for _, true in mine) / len(mine))
        assert tenth.share.low <= tenth.share.value <= tenth.share.high


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    one, other = (
        evaluate.calibration([p for p, _ in some], [true for _, true in some])
        for some in (pairs, shuffled)
    )
    assert [t.share for t in one.tenths] == [t.share for t in other.tenths]
    assert one.largest_gap == pytest.approx(other.largest_gap)


@given(cases())
def test_a_result_gives_the_pairs_it_has_a_score_for(case):
    golden, entity, stated = case
    result = result_of(golden, stated, match=0.5)
    scored = [(link.probability, link.left.key, link.right.key) for link in result.links]
    scored += [(link.probability, link.left.key, link.right.key) for link in result.review]
    by_hand = evaluate.calibration(
        [p for p, _, _ in sorted(scored)], [entity[a] == entity[b] for _, a, b in sorted(scored)]
    )
    found = evaluate.calibration(result, truth_of(entity))
    assert [t.share for t in found.tenths] == [t.share for t in by_hand.tenths]
    assert [t.stated for t in found.tenths] == pytest.approx([t.stated for t in by_hand.tenths])


def test_the_largest_gap_is_of_tenths_with_enough_pairs():
    stated = [0.95] * 40 + [0.65] * 10
    true = [True] * 38 + [False] * 12
    found = evaluate.calibration(np.array(stated), np.array(true))
    assert found.largest_gap == pytest.approx(0.0)
    few = evaluate.calibration(stated, true, min_pairs=10)
    assert few.largest_gap == pytest.approx(0.65)
    assert few.tenths[0].gap == pytest.approx(0.65)
    assert evaluate.calibration(stated, true, min_pairs=99).largest_gap == 0.0


def test_the_edges_belong_to_the_tenth_above_and_one_to_the_last():
    found = evaluate.calibration([0.0, 0.1, 0.3, 0.7, 0.9, 1.0], [True] * 6)
    assert [t.low for t in found.tenths] == [0.0, 0.1, 0.3, 0.7, 0.9]
    assert found.tenths[-1].n_pairs == 2


def test_nothing_has_no_gap():
    found = evaluate.calibration([], [])
    assert (found.tenths, found.largest_gap) == ((), 0.0)


def test_a_calibration_goes_into_a_frame():
    frame = evaluate.calibration([0.62, 0.97, 0.99], [False, True, True]).to_frame()
    assert frame["n_pairs"].tolist() == [1, 2]
    assert frame["stated"].tolist() == pytest.approx([0.62, 0.98])
    assert frame["share"].tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("stated", "truth", "error"),
    [
        ([0.5], [True, False], ConfigurationError),
        ([1.5], [True], ConfigurationError),
        ([-0.1], [True], ConfigurationError),
        ([float("nan")], [True], ConfigurationError),
        (result_of("aa"), {0: "x"}, UnknownRecordError),
    ],
)
def test_what_cannot_be_is_an_error(stated, truth, error):
    with pytest.raises(error):
        evaluate.calibration(stated, truth)
