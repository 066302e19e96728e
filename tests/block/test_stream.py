"""A stream proposes the pairs that are proposed all at once, chunk by chunk, each pair once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.block.test_best import bests
from tests.block.worlds import RULES, ann, bob, pairs_of, view_of, views

from custmdm import block
from custmdm.block import BestPairs, PairStream
from custmdm.block._meetings import chosen_rows

rules = st.lists(st.sampled_from(RULES) | bests, min_size=1, max_size=4)


def stream_of(view, rules, sides=None):
    """Return a stream, or nothing where not even one pair is proposed."""
    found = block.candidates(view, rules, max_records=6, sides=sides, at_once=0)
    assert isinstance(found, PairStream) or not len(found)
    return found if isinstance(found, PairStream) else None


@given(views(), rules, st.integers(1, 20), st.booleans())
def test_chunk_by_chunk_it_is_every_pair_once(view, rules, size, linked):
    sides = np.arange(len(view), dtype=np.int8) % 2 if linked else None
    every = block.candidate_pairs(view, rules, max_records=6, sides=sides)
    stream = stream_of(view, rules, sides)
    chunks = [] if stream is None else list(stream.chunks(size))
    found = [pair for chunk in chunks for pair in zip(*map(np.ndarray.tolist, chunk), strict=True)]
    assert found == pairs_of(every)
    assert all(len(left) >= size for left, _ in chunks[:-1])


@given(views(), rules, st.integers(1, 20))
def test_a_sample_is_every_pair_of_some_left_records(view, rules, size):
    every = pairs_of(block.candidate_pairs(view, rules, max_records=6))
    stream = stream_of(view, rules)
    if stream is None:
        return
    left, right, _, share = stream.sample(size)
    chosen = set(chosen_rows(len(view), share).tolist())
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [
        pair for pair in every if pair[0] in chosen
    ]


@given(views(), bests)
def test_narrowed_it_keeps_the_pairs_that_weigh_enough(view, best):
    stream = stream_of(view, [best])
    if stream is None:
        return
    assert stream.can_narrow
    left, right, weights, _ = stream.sample(10**9)
    for cut in sorted(set(weights.tolist())):
        found = list(stream.narrowed(cut, 0.5).chunks(10**9))
        kept = weights >= cut
        assert [
            pair for chunk in found for pair in zip(*map(np.ndarray.tolist, chunk), strict=True)
        ] == list(zip(left[kept].tolist(), right[kept].tolist(), strict=True))


def test_the_plans_say_what_each_rule_proposes_and_where_the_budget_cuts():
    view = view_of(f=[[ann], [ann], [ann], [bob]], g=[[ann], [ann], [bob], [bob]])
    best = BestPairs([block.on("f"), block.on("g")], pairs_per_record=0, min_pairs=1)
    stream = block.candidates(view, [block.on("f"), best], max_records=9, at_once=0)
    by_hand, ranked = stream.plans
    assert (by_hand.rule, by_hand.pairs, by_hand.skipped) == ("f", 3, 0)
    (left, right, *_), (other,) = (
        stream.sample(99),
        block.candidate_pairs(view, [best], max_records=9).plans,
    )
    assert (ranked.pairs, ranked.cut) == (other.pairs, other.cut)
    assert len(left) == 3 == len(right)
    assert not stream.can_narrow


@pytest.mark.parametrize("every", [1, 2, 3, 7, 64])
def test_whatever_comes_in_turns_the_same_share_of_each_is_chosen(every):
    chosen = chosen_rows(100_000, every)
    assert abs(len(chosen) * every / 100_000 - 1) < 0.01
    for turns in (2, 3, 5, 8):
        of_turn = np.bincount(chosen % turns, minlength=turns)
        assert of_turn.max() < 1.1 * of_turn.min() + 30
