"""The keys of many values in one pass are those of each value by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import HOSTILE_TEXTS, texts

from custmdm import block
from custmdm.block._folding import folded, folded_texts, text_of, texts_of
from custmdm.block._many import key_codes
from custmdm.block._values import Values, Words, numbered, one_key
from custmdm.columns import PersonNames, encode
from custmdm.model import PersonName, PostalAddress

TEXT_KEYS = [
    block.words,
    block.word_pairs,
    block.sorted_words,
    block.initials,
    block.phonetic_words,
    block.romanised,
    block.year,
    block.digits,
    block.month_day,
    block.local_part,
    block.LastDigits(18),
    block.LastDigits(3),
    block.Prefix(2),
    block.QGrams(3),
]
UNIT_KEYS = [*TEXT_KEYS[:6], *TEXT_KEYS[-3:], block.Part("city"), block.Part("given")]

words = st.sampled_from(
    "|Anna|ANNA|O'Brien|ou|yang|Ouyang|wei|Zhang|chang hsueh-liang|張|张三|三|欧阳娜娜|腾远科技|"
    "Müller-Lee|a|b c|12|a_b|x\ny|\t".split("|")
)
lines = texts() | st.lists(words, max_size=4).map(" ".join)
parts = st.none() | words
names = st.builds(PersonName, full=parts, given=parts, middle=parts, family=parts)
units = names | st.builds(PostalAddress, street=parts, full=parts, city=parts)


def by_name(key):
    return getattr(key, "__name__", str(key))


def assert_same_keys(key, values):
    """The same key has the same code in every value, another key another one."""
    at, codes = key_codes(key, Values(values))
    expected = {(i, k) for i, value in enumerate(values) for k in key(value)}
    assert len(at) == len(codes)
    found = set(zip(at.tolist(), codes.tolist(), strict=True))
    code_of = {}
    for i in range(len(values)):
        keys, own = {k for j, k in expected if i == j}, {c for j, c in found if i == j}
        assert len(keys) == len(own)
    # Which values hold a key says which code it has; keys with the same holders are as many.
    for key_, code in ((expected, "keys"), (found, "codes")):
        holders = {}
        for i, k in key_:
            holders.setdefault(k, []).append(i)
        code_of[code] = sorted(sorted(held) for held in holders.values())
    assert code_of["keys"] == code_of["codes"]


@pytest.mark.parametrize("key", TEXT_KEYS, ids=by_name)
@given(values=st.lists(lines, max_size=6))
def test_many_texts_have_the_keys_of_each(key, values):
    assert_same_keys(key, values)


@pytest.mark.parametrize("key", UNIT_KEYS, ids=by_name)
@given(values=st.lists(names, max_size=6) | st.lists(units | lines, max_size=6))
def test_many_names_and_addresses_have_the_keys_of_each(key, values):
    assert_same_keys(key, values)


def held_by_parts(values):
    """Return names as a table holds those that stand in several columns."""
    columns = {part: encode([getattr(v, part) for v in values]) for part in ("given", "family")}
    columns["middle"] = encode([value.middle for value in values])
    return PersonNames(
        {part: column.codes for part, column in columns.items()},
        {part: (*column.values, None) for part, column in columns.items()},
        values.__getitem__,
    )


@pytest.mark.parametrize("key", [*TEXT_KEYS[:6], block.QGrams(3), block.Part("given")], ids=by_name)
@given(values=st.lists(names, max_size=6))
def test_names_held_by_their_parts_have_the_keys_of_each(key, values):
    assert_same_keys(key, held_by_parts(values))


@pytest.mark.parametrize("key", TEXT_KEYS, ids=by_name)
def test_hostile_texts_have_the_keys_of_each(key):
    assert_same_keys(key, HOSTILE_TEXTS)


@pytest.mark.parametrize("length", [1, 3, 7, 17, 18, 40])
def test_last_digits_of_any_script_and_length_are_those_of_each(length):
    numbers = ["+1 (312) 555-0123", "3125550123", "0123", "123", "00123", "5550123 ext", "x",
               "", "9" * 30, "0" * 30, "1" + "0" * 17, "12\x003", "²",
               "\uff11\uff12\uff13", "\u0660\u0661\u0662\u0663", "a\uff112b3"]  # fmt: skip
    assert_same_keys(block.LastDigits(length), numbers)


@pytest.mark.parametrize("key", TEXT_KEYS, ids=by_name)
def test_no_values_have_no_keys(key):
    assert_same_keys(key, [])


def test_a_long_text_has_the_pairs_of_its_longest_words():
    long = " ".join(f"{letter * 5}{i}" for letter in "abcd" for i in range(5))
    assert_same_keys(block.word_pairs, [long, "aaaaa0 aaaaa1", "x yz"])


@pytest.mark.parametrize("key", [len, lambda value: (value,), block.on, object()])
def test_a_function_of_the_users_is_called_value_by_value(key):
    assert key_codes(key, Values(["a"])) is None


@given(st.lists(lines))
def test_many_texts_are_folded_as_each(values):
    assert folded_texts(values) == list(map(folded, values))


@given(st.lists(names) | st.lists(units | lines | st.integers()))
def test_many_values_are_written_as_each(values):
    assert texts_of(values) == list(map(text_of, values))


@given(st.lists(lines.map(folded)))
def test_words_are_the_words_of_each_text(values):
    found = Words.of(values)
    pairs = [(i, word) for i, text in enumerate(values) for word in text.split()]
    read = [found.distinct[code] for code in found.codes.tolist()]
    assert list(zip(found.at.tolist(), read, strict=True)) == pairs


@given(st.lists(st.integers(-3, 9) | st.integers(2**40, 2**40 + 3)))
def test_numbers_without_gaps_keep_the_order(codes):
    found, size = numbered(np.array(codes, dtype=np.int64))
    distinct = sorted(set(codes))
    assert found.tolist() == [distinct.index(code) for code in codes]
    assert size == len(distinct)


@given(st.lists(st.lists(st.integers(0, 2), max_size=4), max_size=12))
def test_codes_in_a_row_are_one_code(lists):
    at = np.array([i for i, codes in enumerate(lists) for _ in codes], dtype=np.int64)
    found, keys = one_key(at, np.array([c for codes in lists for c in codes], dtype=np.int64))
    present = [codes for codes in lists if codes]
    assert found.tolist() == [i for i, codes in enumerate(lists) if codes]
    for a, one in zip(present, keys.tolist(), strict=True):
        for b, two in zip(present, keys.tolist(), strict=True):
            assert (a == b) == (one == two)
