"""Edit distances of many pairs at once, against RapidFuzz one by one."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from tests.compare.comparators import mutated
from tests.helpers import HOSTILE_TEXTS, texts

from custmdm.compare._edits import MAX_EDITS, MAX_LENGTH, ShortTexts

short = st.text(alphabet="01ab", max_size=9) | st.text(alphabet="01", max_size=MAX_LENGTH)
near_texts = st.lists(short, min_size=1, max_size=3).flatmap(
    lambda held: st.lists(st.sampled_from(held).flatmap(mutated), min_size=1, max_size=8).map(
        lambda more: [*held, *more]
    )
)


def all_pairs(n):
    return np.repeat(np.arange(n), n), np.tile(np.arange(n), n)


def check_distances(values):
    held = ShortTexts.of(values)
    a, b = (at[held.plain[left] & held.plain[right]] for left, right in [all_pairs(len(values))]
            for at in (left, right))  # fmt: skip
    for most in range(MAX_EDITS + 1):
        found = held.edits(a, b, most)
        assert found.dtype == np.uint8
        assert found.tolist() == [
            OSA.distance(values[i], values[j], score_cutoff=most)
            for i, j in zip(a.tolist(), b.tolist(), strict=True)
        ]


@given(near_texts)
def test_the_distances_of_texts_that_are_near_are_those_of_rapidfuzz(values):
    check_distances(values)


@given(st.lists(texts() | short, max_size=6))
def test_the_distances_of_any_plain_texts_are_those_of_rapidfuzz(values):
    check_distances(values)


def test_all_texts_of_three_letters_are_compared_right():
    """Among them every way to swap, to lose and to gain a letter."""
    values = ["".join(v) for n in range(5) for v in itertools.product("ab", repeat=n)]
    check_distances([*values, "abc", "ca", "cab", "bac"])


@pytest.mark.parametrize("values", [[], [""], ["", "a"], ["", ""], ["a" * 40, ""]], ids=repr)
def test_few_and_empty_texts_are_compared_too(values):
    check_distances(values)


def test_there_may_be_more_pairs_than_are_compared_at_once():
    values = ["1234567", "1234576", "123457", "987654321"]
    a = np.arange(200_000) % 4
    b = a[::-1] * 1
    found = ShortTexts.of(values).edits(a, b, 3)
    table = {(i, j): OSA.distance(values[i], values[j], score_cutoff=3)
             for i in range(4) for j in range(4)}  # fmt: skip
    assert found.tolist() == [table[pair] for pair in zip(a.tolist(), b.tolist(), strict=True)]


@given(st.lists(texts() | st.text(max_size=3) | st.just("é" * 41), max_size=8))
def test_a_text_is_plain_if_it_is_short_and_a_byte_holds_each_character(values):
    held = ShortTexts.of(values)
    plain = [len(v) <= MAX_LENGTH and all(0 < ord(c) < 256 for c in v) for v in values]
    assert held.plain.tolist() == plain
    lengths = [len(v) if p else 0 for v, p in zip(values, plain, strict=True)]
    assert held.lengths.tolist() == lengths


def test_hostile_texts_do_not_disturb_plain_ones():
    held = ShortTexts.of([*HOSTILE_TEXTS, "anna", "hanna"])
    n = len(HOSTILE_TEXTS)
    assert held.edits(np.array([n]), np.array([n + 1]), 2).tolist() == [1]


@given(near_texts)
def test_bags_differ_by_no_more_than_the_edits(values):
    held = ShortTexts.of(values)
    values, bags = (
        [v for v, p in zip(values, held.plain, strict=True) if p],
        held.bags()[held.plain],
    )
    for (i, one), (j, other) in itertools.product(enumerate(values), repeat=2):
        lost = int(bags[i] & ~bags[j]).bit_count()
        assert lost <= OSA.distance(one, other)
        assert lost <= len(one) - len(shared(one, other))


def shared(one, other):
    """Return the letters that both hold, as often as both do."""
    return [c for c in set(one) for _ in range(min(one.count(c), other.count(c)))]


@given(st.lists(st.text(alphabet="abc", max_size=6), max_size=6))
def test_starts_are_equal_as_far_as_the_first_letters_are(values):
    starts = ShortTexts.of(values).starts()
    for (i, one), (j, other) in itertools.product(enumerate(values), repeat=2):
        apart = int(starts[i] ^ starts[j])
        for n in range(1, 5):
            same = one[:n] == other[:n]
            assert (apart & (256**n - 1) == 0) == same


joined = st.lists(st.text(alphabet="ab@", max_size=9) | texts(), max_size=8)


@given(joined)
def test_the_text_before_a_character_is_that_of_partition(values):
    held = ShortTexts.of(values)
    cut = held.before("@")
    again = ShortTexts.of([v.partition("@")[0] if p else "" for v, p in
                           zip(values, held.plain.tolist(), strict=True)])  # fmt: skip
    assert cut.plain.tolist() == held.plain.tolist()
    assert cut.lengths.tolist() == again.lengths.tolist()
    assert cut.characters.tolist() == again.characters.tolist()
    assert cut.bags().tolist() == again.bags().tolist()


@given(joined)
def test_plain_texts_end_alike_where_the_strings_do(values):
    held = ShortTexts.of(values)
    a, b = (at[held.plain[left] & held.plain[right]] for left, right in [all_pairs(len(values))]
            for at in (left, right))  # fmt: skip
    pairs = [(values[i], values[j]) for i, j in zip(a.tolist(), b.tolist(), strict=True)]
    ends = held.ends()
    assert (ends[a] == ends[b]).tolist() == [one[-7:] == other[-7:] for one, other in pairs]


def test_many_texts_are_held_as_each_is_alone():
    """More of them than are worked on at once, with some among them that are not plain."""
    kinds = ["anna@qq.com", "", "张伟", "é@b", "a\0b", "\ud800", "1" * 41, "@", "12345678"]
    values = [kinds[i * i % 23 % len(kinds)] for i in range(20_000)]
    alone = {value: ShortTexts.of([value]) for value in kinds}
    held = ShortTexts.of(values)
    cut, bags, starts, ends = held.before("@"), held.bags(), held.starts(), held.ends()
    for i, value in enumerate(values):
        one = alone[value]
        n = int(one.lengths[0])
        assert (held.plain[i], held.lengths[i]) == (one.plain[0], n)
        assert cut.lengths[i] == one.before("@").lengths[0]
        assert held.characters[i, :n].tolist() == one.characters[0, :n].tolist()
        assert not held.characters[i, n:].any()
        assert (bags[i], starts[i], ends[i]) == (one.bags()[0], one.starts()[0], one.ends()[0])


def test_bags_tell_letters_and_digits_apart():
    values = [*"abcdefghijklmnopqrstuvwxyz0123456789"]
    assert len({int(bag) for bag in ShortTexts.of(values).bags()}) == len(values)
