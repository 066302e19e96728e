"""Functions from one value to blocking keys."""

import pytest
from hypothesis import given
from tests.helpers import HOSTILE_TEXTS, texts

from custmdm import block
from custmdm._text import fold
from custmdm.block._folding import folded
from custmdm.data.han import simplified
from custmdm.errors import ConfigurationError
from custmdm.model import PersonName, PostalAddress


@pytest.mark.parametrize(
    ("key", "value", "keys"),
    [
        (block.Prefix(3), "Zhang", ("zha",)),
        (block.Prefix(3), "de la Cruz", ("del",)),
        (block.Prefix(3), "Éa", ()),
        (block.Prefix(2), "张伟", ("张伟",)),
        (block.Prefix(3), PersonName(given="Ann", family="Lee"), ("ann",)),
        (block.Part("postcode"), PostalAddress(postcode="LS1 1AA"), ("ls1 1aa",)),
        (block.Part("postcode"), PostalAddress(city="Leeds"), ()),
        (block.Part("postcode"), PostalAddress(postcode="--"), ()),
        (block.Part("nowhere"), PostalAddress(city="Leeds"), ()),
        (block.words, "Acme & Sons, a Co", ("acme", "co", "sons")),
        (block.words, "腾远科技", ("科技", "腾远", "远科")),
        (block.words, "张", ("张",)),
        (block.words, "a b", ()),
        (block.words, "騰遠科技", ("科技", "腾远", "远科")),
        (block.word_pairs, "Acme & Sons, a Co", ("acme co", "acme sons", "co sons")),
        (block.word_pairs, "Acme", ()),
        (block.word_pairs, "腾远科技", ("科技 腾远", "科技 远科", "腾远 远科")),
        (block.sorted_words, "Zhang San", ("san zhang",)),
        (block.sorted_words, "SAN zhang", ("san zhang",)),
        (block.sorted_words, PersonName(given="San", family="Zhang"), ("san zhang",)),
        (block.sorted_words, "...", ()),
        (block.phonetic_words, "Smith", block.phonetic_words("Smyth")),
        (block.phonetic_words, "Smith John", block.phonetic_words("John Smith")),
        (block.phonetic_words, "张伟", block.phonetic_words("Wei Zhang")),
        (block.phonetic_words, "腾远科技", ("科技", "腾远", "远科")),
        (block.sorted_words, "張偉", ("张伟",)),
        (block.romanised, "张伟", ("zhang wei", "chang wei")),
        (block.romanised, PersonName(given="偉", family="張"), ("zhang wei", "chang wei")),
        (
            block.romanised,
            PersonName(given="Xiao", middle="Ming", family="Zhang"),
            ("zhang xiaoming",),
        ),
        (block.romanised, PersonName(given="Wu", family="Feng"), ("feng wu", "wu feng")),
        (block.romanised, "Chang Wei", ("chang wei", "wei chang")),
        (block.romanised, "John Smith", ()),
        (block.romanised, "腾远科技有限公司", ()),
        (block.romanised, "", ()),
        (block.phonetic_words, "12", ()),
        (block.initials, "Ann Marie Lee", ("alm",)),
        (block.initials, PersonName(given="A. M.", family="Lee"), ("alm",)),
        (block.initials, "Lee", ()),
        (block.initials, "张三丰", ("sz",)),
        (block.initials, PersonName(given="Sanfeng", family="Zhang"), ("sz",)),
        (block.initials, "腾远科技有限公司", ()),
        (block.initials, "", ()),
        (block.LastDigits(7), "+13125550123", ("5550123",)),
        (block.LastDigits(7), "312/555.01-23", ("5550123",)),
        (block.LastDigits(7), "0123", ("0123",)),
        (block.LastDigits(7), "ext.", ()),
        (block.LastDigits(4), "call 12 34 56 now", ("3456",)),
        (block.LastDigits(2), 1988, ("88",)),
        (block.local_part, "anna@mail.com", ("anna",)),
        (block.local_part, "anna@home@mail.com", ("anna",)),
        (block.local_part, "anna", ("anna",)),
        (block.local_part, "@mail.com", ()),
        (block.month_day, "1988-03-07", ("03-07",)),
        (block.month_day, "1988-03", ()),
        (block.month_day, "1988", ()),
        (block.year, "1988-03-07", ("1988",)),
        (block.year, "1988", ("1988",)),
        (block.year, "03", ()),
        (block.digits, "1988-03-07", block.digits("1988-07-03")),
        (block.digits, "1988-03-07", block.digits("1988-30-70")),
    ],
)
def test_keys_of_a_value(key, value, keys):
    assert key(value) == keys


TEXT_KEYS = [
    block.Prefix(1),
    block.Prefix(4),
    block.words,
    block.sorted_words,
    block.romanised,
    block.phonetic_words,
    block.word_pairs,
    block.initials,
    block.LastDigits(3),
    block.local_part,
    block.month_day,
    block.QGrams(3),
    block.year,
    block.digits,
]
every_key = pytest.mark.parametrize("key", TEXT_KEYS, ids=lambda k: getattr(k, "__name__", str(k)))


@every_key
@given(value=texts())
def test_any_text_has_distinct_keys_and_none_raises(key, value):
    keys = list(key(value))
    assert all(isinstance(k, str) for k in keys)
    assert len(keys) == len(set(keys))


@every_key
def test_hostile_text_has_keys_or_none(key):
    assert all(isinstance(k, str) for text in HOSTILE_TEXTS for k in key(text))


@pytest.mark.parametrize(
    "key",
    [block.words, block.word_pairs, block.sorted_words, block.initials],
    ids=lambda k: k.__name__,
)
@given(first=texts(), second=texts())
def test_the_order_of_words_changes_no_key(key, first, second):
    assert key(f"{first} {second}") == key(f"{second} {first}")


@pytest.mark.parametrize("left", ["张三", "張三", "Zhang San", "San Zhang", "ZHANG, San"])
@pytest.mark.parametrize("right", ["张三", "Zhang San", PersonName(given="San", family="Zhang")])
@pytest.mark.parametrize("key", [block.romanised, block.phonetic_words, block.initials])
def test_a_chinese_name_meets_its_spellings(key, left, right):
    assert set(key(left)) & set(key(right))


def test_two_long_texts_have_the_pairs_of_their_longest_words():
    """Every two of 40 words would be 780 keys."""
    long = [f"{letter * 5}" for letter in "abcdefgh"]
    keys = block.word_pairs(" ".join([*long, *(f"{a}{b}" for a in "xyz" for b in "xyz")]))
    assert keys == block.word_pairs(" ".join(long))
    assert len(keys) == 28


@pytest.mark.parametrize("length", [0, -1, 1.0, True, None, "7"])
def test_digits_without_a_number_of_them_are_refused(length):
    with pytest.raises(ConfigurationError, match="1 character or more"):
        block.LastDigits(length)


@given(texts())
def test_the_short_way_to_fold_is_the_long_one(value):
    assert folded(value) == simplified(fold(value))
