"""Two results of the same records: what differs, and which the truth bears out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.made_up import Result, record, result_of, together, truth_of

from custmdm import evaluate
from custmdm.errors import ConfigurationError, UnknownRecordError
from custmdm.model import Crosswalk

triples = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.integers(0, 2)), max_size=10
)


def columns_of(rows):
    return tuple(zip(*rows, strict=True)) if rows else ((), (), ())


def keys_of(pairs):
    return [(left.key, right.key) for left, right in pairs]


@given(triples)
def test_changes_equal_looking_at_every_pair(rows):
    one, other, entity = columns_of(rows)
    found = evaluate.compare(result_of(one), result_of(other), truth_of(entity))
    a, b, true = together(one), together(other), together(entity)
    assert keys_of(found.only_in_a) == sorted(a - b)
    assert keys_of(found.only_in_b) == sorted(b - a)
    assert (found.n_only_in_a, found.n_only_in_b) == (len(a - b), len(b - a))
    assert found.n_in_both == len(a & b)
    verdict = found.verdict
    assert (verdict.true_only_in_a, verdict.true_only_in_b) == (
        len((a - b) & true),
        len((b - a) & true),
    )
    every = a | b | true
    right_a = {pair for pair in every if (pair in a) == (pair in true)}
    right_b = {pair for pair in every if (pair in b) == (pair in true)}
    assert verdict.right_only_in_a == len(right_a - right_b)
    assert verdict.right_only_in_b == len(right_b - right_a)
    assert verdict.a == evaluate.clusters(result_of(one), truth_of(entity))
    assert verdict.f1_gain == verdict.b.f1 - verdict.a.f1


@given(triples)
def test_split_and_joined_clusters_equal_looking_at_every_one(rows):
    one, other, _ = columns_of(rows)
    found = evaluate.compare(result_of(one), result_of(other))

    def divided(these, those):
        groups = {g: {those[i] for i, h in enumerate(these) if h == g} for g in these}
        return tuple(sorted(g for g, others in groups.items() if len(others) > 1))

    assert found.split == divided(one, other)
    assert found.joined == divided(other, one)
    assert found.verdict is None


@given(triples)
def test_the_other_way_round_says_the_same(rows):
    one, other, entity = columns_of(rows)
    a, b, truth = result_of(one), result_of(other), truth_of(entity)
    there, back = evaluate.compare(a, b, truth), evaluate.compare(b, a, truth)
    assert (there.only_in_a, there.split) == (back.only_in_b, back.joined)
    assert there.verdict.right_only_in_a == back.verdict.right_only_in_b
    assert there.verdict.f1_gain == -back.verdict.f1_gain


@given(triples, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(rows, random):
    one, other, _ = columns_of(rows)
    a, b = result_of(one), result_of(other)
    ids = list(b.crosswalk.ids.items())
    random.shuffle(ids)
    assert evaluate.compare(a, Result(Crosswalk(dict(ids)))) == evaluate.compare(a, b)


@given(triples)
def test_a_result_does_not_differ_from_itself(rows):
    one = result_of(columns_of(rows)[0])
    found = evaluate.compare(one, one)
    assert (found.only_in_a, found.only_in_b, found.split, found.joined) == ((), (), (), ())


def test_a_limit_shortens_the_lists_and_not_the_counts():
    found = evaluate.compare(result_of("aaaa"), result_of("abcd"), limit=2)
    assert keys_of(found.only_in_a) == [(0, 1), (0, 2)]
    assert found.n_only_in_a == 6


def test_the_text_says_what_changed():
    found = evaluate.compare(result_of("aabc"), result_of("abcc"), truth_of("xyzz"))
    assert str(found).splitlines() == [
        "0 pairs merged in both, 1 only in a, 1 only in b",
        "  1 clusters of a are split in b, 1 of b join several of a",
        "  right only in a 0, only in b 2 pairs",
        "  pairwise F1 0.0000 -> 1.0000 (+1.0000)",
    ]


def test_results_of_other_records_are_an_error():
    other = Result(Crosswalk({record(0): "a", record(7): "a"}))
    with pytest.raises(ConfigurationError, match="2 are in only one"):
        evaluate.compare(result_of("aa"), other)


def test_a_negative_limit_is_an_error():
    with pytest.raises(ConfigurationError, match="from 0 on"):
        evaluate.compare(result_of("aa"), result_of("aa"), limit=-1)


def test_a_record_without_a_truth_is_an_error():
    with pytest.raises(UnknownRecordError, match="crm:1"):
        evaluate.compare(result_of("aa"), result_of("aa"), {0: "x"})
