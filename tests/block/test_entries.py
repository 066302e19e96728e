"""Keys as integers: joined by arithmetic, with bounded memory, and the same as by sets."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.block.worlds import ann, bob, view_of

from custmdm import block
from custmdm.block._entries import Entries, blocks, blocks_together
from custmdm.block._key_table import KeyTable


def entries_of(keys, size=5):
    """Return the entries of sets of codes, one a row."""
    rows = [row for row, codes in enumerate(keys) for _ in codes]
    codes = [code for held in keys for code in sorted(held)]
    return Entries(np.array(rows, dtype=np.int64), np.array(codes, dtype=np.int64), size)


def members(found):
    """Return the records of each block."""
    ends = np.cumsum(found.sizes).tolist()
    starts = [0, *ends[:-1]] if ends else []
    rows = found.rows.tolist()
    return sorted(tuple(rows[a:b]) for a, b in zip(starts, ends, strict=True))


N = 6
keys_by_row = st.lists(st.sets(st.integers(0, 4), max_size=3), min_size=N, max_size=N)
several = st.lists(keys_by_row, min_size=1, max_size=3)


def brute_force(parts, max_records):
    holders = {}
    for row in range(N):
        for key in itertools.product(*(keys[row] for keys in parts)):
            holders.setdefault(key, []).append(row)
    sizes = [len(rows) for rows in holders.values()]
    kept = sorted(tuple(rows) for rows in holders.values() if 1 < len(rows) <= max_records)
    return kept, sorted(size for size in sizes if size > max_records)


@given(several, st.integers(1, N), st.integers(1, 40))
def test_blocks_equal_brute_force_however_little_is_held_at_a_time(parts, max_records, limit):
    first, *others = map(entries_of, parts)
    found = blocks_together(first, others, N, max_records, limit)
    assert (members(found), sorted(found.skipped.tolist())) == brute_force(parts, max_records)


@given(several)
def test_codes_too_large_for_numbers_are_numbered_anew(parts):
    """The codes of three parts of a billion values each would not fit into 64 bits."""
    huge = [entries_of(keys, 2**40) for keys in parts]
    first, *others = huge
    assert members(blocks_together(first, others, N, N)) == brute_force(parts, N)[0]


def test_large_codes_and_many_rows_are_numbered_anew():
    rows = np.array([0, 1, 2**30], dtype=np.int64)
    found = blocks(Entries(rows, np.array([2**40, 7, 2**40]), 2**41), 2**31, 9)
    assert (found.sizes.tolist(), found.rows.tolist()) == ([2], [0, 2**30])


def test_what_only_one_record_has_is_no_entry():
    table = KeyTable(view_of(f=[ann, bob, ann, None]))
    assert table.part("f", None).rows.tolist() == [0, 2]


def test_a_part_is_made_once_for_all_rules_that_use_it():
    calls = []

    def counted(value):
        calls.append(value)
        return (value,)

    view = view_of(f=[ann, bob, ann], g=[ann, ann, bob])
    rules = [block.on(("f", counted)), block.on(("f", counted), "g")]
    block.candidate_pairs(view, rules, max_records=9)
    assert calls == ["Ann", "Bob"]


class Unhashable:
    __hash__ = None

    def __call__(self, value):
        return (value[0],)


def test_a_key_function_need_not_be_hashable():
    key = Unhashable()
    view = view_of(f=[ann, bob, ann])
    rules = [block.on(("f", key)), block.on(("f", key), "f")]
    assert len(block.candidate_pairs(view, rules, max_records=9)) == 1


class Scalar:
    def __call__(self, value):
        return tuple(value.lower())


class Batched(Scalar):
    """The same keys, all values in one pass; or none where it gives up."""

    def __init__(self, gives_up):
        self.gives_up = gives_up

    def key_codes(self, values):
        if self.gives_up:
            return None
        pairs = [(i, ord(key)) for i, v in reversed(list(enumerate(values))) for key in self(v)]
        at, codes = zip(*pairs, strict=True) if pairs else ((), ())
        return np.array(at, dtype=np.int64), np.array(codes, dtype=np.int64)


@pytest.mark.parametrize("gives_up", [True, False])
def test_a_function_may_make_the_keys_of_many_values_in_one_pass(gives_up):
    view = view_of(f=[[ann, bob], [bob], [None], [ann], []], g=[ann, bob, bob, ann, ann])
    for field in "fg":
        scalar = block.candidate_pairs(view, [block.on((field, Scalar()))], max_records=9)
        batched = block.candidate_pairs(view, [block.on((field, Batched(gives_up)))], max_records=9)
        assert batched.left.tolist() == scalar.left.tolist()
        assert batched.right.tolist() == scalar.right.tolist()
        assert len(scalar)
